# SPDX-License-Identifier: MIT
"""Pages drawn again under limits: every record that can be handed over fits, nothing longer is begun."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from itertools import repeat
from typing import Any

import pytest

from app.crypto.envelope import ENVELOPE_NAME
from app.documents import process, verify, writer
from app.documents.fonts import FontBook
from app.documents.resolved import length, write_document
from app.documents.verify import BatchReader, PdfReader
from app.documents.writer import ReportlabWriter
from app.domain.document import HandoverDocument
from app.domain.text import Wording
from app.domain.writing import LONGEST, MOST_DRAWN, Writing
from app.errors import UserError
from app.paths import resources_dir
from app.services.verdict import Unreadable
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import FixedClock, officer
from tests.checking import drawn_again
from tests.counts import count

# The real process; only drawing fails, in each one that drew others before, or in every one.
TIRED = """
import sys
from app.documents import drawing
drawn, before = drawing.drawn, []

def tired(form, book):
    before.append(0)
    return {"unreadable": "too_complex"} if len(before) > MOST else drawn(form, book)

drawing.drawn = tired
sys.exit(drawing.main())
"""


def long(lang: str, characters: int) -> HandoverDocument:
    """A document of so many characters, in accounts of the most that one may have."""
    document = replace(samples.handover("medical"), attachment=b"")
    story = samples.STORY.get(lang, samples.RENDERED)
    most = LONGEST[Writing.ACCOUNT]
    account = (story * (most // len(story) + 1))[:most]
    whole, rest = divmod(characters - length(write_document(document)), most + 1000)
    (entry,) = (
        replace(document_entry, answer=replace(document_entry.answer, person=None))
        for document_entry in (samples.entry("ACCT-02", "ja_easy"),)
    )
    accounts = [*repeat(account, whole), account[: max(rest - 1000, 1)]]
    told = tuple(replace(entry, own_words=Wording(lang, text), rendered=None) for text in accounts)
    return replace(
        document, sections=(*document.sections, replace(document.sections[0], entries=told))
    )


@pytest.mark.parametrize("lang", ["my", "ja", "ur"])
def test_the_longest_record_is_drawn_within_the_limits(lang: str) -> None:
    """By the child itself; what it may take grows with the document, so a short one tells, too."""
    most = count(40_000, MOST_DRAWN)
    document = long(lang, most)
    assert most * 0.95 < length(write_document(document)) <= most
    assert len(drawn_again(document).pages) > most // 2_000


def test_nothing_longer_is_made_or_drawn(
    monkeypatch: pytest.MonkeyPatch, starts: list[int]
) -> None:
    document = replace(samples.handover(), attachment_name=ENVELOPE_NAME)
    most = length(write_document(replace(document, attachment=b"")))
    book = FontBook.load(resources_dir() / "fonts")
    for module in (verify, writer):
        monkeypatch.setattr(module, "MOST_DRAWN", most)
    assert drawn_again(replace(document, attachment=b"")).pages
    assert ReportlabWriter(book).handover(document, officer())
    assert len(starts) == 1
    for module in (verify, writer):
        monkeypatch.setattr(module, "MOST_DRAWN", most - 1)
    with pytest.raises(Unreadable, match="too_complex"):
        drawn_again(replace(document, attachment=b""))
    with pytest.raises(UserError, match="handover_too_long"):
        ReportlabWriter(book).handover(document, officer())
    bare = replace(document, attachment_name="interview-record.sdjwt")  # nobody draws it again
    assert ReportlabWriter(book).handover(bare, officer())
    assert len(starts) == 1


def drawing_of(batch: BatchReader, document: HandoverDocument) -> str:
    try:
        return "drawn" if batch.drawing(document)().pages else ""
    except Unreadable as fault:
        return fault.code


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes started, counted."""
    begun: list[int] = []
    real = subprocess.Popen

    def popen(*arguments: Any, **options: Any) -> Any:
        process = real(*arguments, **options)
        begun.append(process.pid)
        return process

    monkeypatch.setattr(subprocess, "Popen", popen)
    return begun


@pytest.mark.parametrize(("most", "outcomes"), [(1, ["drawn"] * 2), (0, ["too_complex"] * 2)])
def test_what_was_drawn_before_does_not_count_against_a_drawing(
    monkeypatch: pytest.MonkeyPatch, starts: list[int], most: int, outcomes: list[str]
) -> None:
    """Only what fails in a process that drew nothing else is too much."""
    script = TIRED.replace("MOST", str(most))
    monkeypatch.setattr(
        process, "command", lambda _kind: [sys.executable, "-s", "-P", "-c", script]
    )
    document = replace(samples.handover("medical"), attachment=b"")
    with PdfReader(FixedClock()).batch() as batch:
        assert [drawing_of(batch, document) for _ in range(2)] == outcomes
    assert len(starts) == 2


def test_a_drawing_that_nobody_waits_for_ends_with_the_batch(
    monkeypatch: pytest.MonkeyPatch, starts: list[int]
) -> None:
    """The window was closed: the process is gone, the next document is not begun, no thread stays."""
    script = "from app.documents import drawing\ndrawing.drawn = lambda *_: all(True for _ in iter(int, 1))\ndrawing.main()"
    monkeypatch.setattr(
        process, "command", lambda _kind: [sys.executable, "-s", "-P", "-c", script]
    )
    with PdfReader(FixedClock()).batch() as batch:
        running = batch._drawer._process.start()._process
        waiting = [batch.drawing(samples.handover()) for _ in range(3)]
    assert running.poll() is not None
    assert len(starts) == 1
    for wait in waiting:
        with pytest.raises(Unreadable):
            wait()
    assert "drawing" not in {thread.name for thread in threading.enumerate()}
