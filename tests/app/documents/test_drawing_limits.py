# SPDX-License-Identifier: MIT
"""Pages drawn again under limits: every record that can be handed over fits, nothing longer is begun."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from app.crypto.envelope import ENVELOPE_NAME
from app.documents import verify, writer
from app.documents.fonts import FontBook
from app.documents.resolved import length, write_document
from app.documents.verify import PdfReader
from app.documents.writer import ReportlabWriter
from app.domain.document import HandoverDocument
from app.domain.text import Wording
from app.domain.writing import LONGEST, MOST_DRAWN, Writing
from app.errors import UserError
from app.paths import resources_dir
from app.services.verdict import Unreadable
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import FixedClock, clean, officer, station, written
from tests.counts import count

# The real child; only drawing fails, in each process that read more than one file, or in every one.
TIRED = """
import sys
from app.documents import child
examine, drawn, read = child.examine, child.drawn, []

def counted(data, question):
    read.append(0)
    return examine(data, question)

def tired(form, book):
    return {"unreadable": "too_complex"} if len(read) > MOST else drawn(form, book)

child.examine, child.drawn = counted, tired
sys.exit(child.main())
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
    assert len(PdfReader(FixedClock()).draw(document).pages) > most // 2_000


def test_nothing_longer_is_made_or_drawn(
    monkeypatch: pytest.MonkeyPatch, starts: list[int]
) -> None:
    document = replace(samples.handover(), attachment_name=ENVELOPE_NAME)
    most = length(write_document(replace(document, attachment=b"")))
    book = FontBook.load(resources_dir() / "fonts")
    for module in (verify, writer):
        monkeypatch.setattr(module, "MOST_DRAWN", most)
    assert PdfReader(FixedClock()).draw(replace(document, attachment=b"")).pages
    assert ReportlabWriter(book).handover(document, officer())
    assert len(starts) == 1
    for module in (verify, writer):
        monkeypatch.setattr(module, "MOST_DRAWN", most - 1)
    with pytest.raises(Unreadable, match="too_complex"):
        PdfReader(FixedClock()).draw(replace(document, attachment=b""))
    with pytest.raises(UserError, match="handover_too_long"):
        ReportlabWriter(book).handover(document, officer())
    bare = replace(document, attachment_name="interview-record.sdjwt")  # nobody draws it again
    assert ReportlabWriter(book).handover(bare, officer())
    assert len(starts) == 1


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


@pytest.mark.parametrize(("most", "found", "processes"), [(1, "drawn", 2), (-1, "too_complex", 2)])
def test_what_was_read_before_does_not_count_against_a_drawing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    starts: list[int],
    most: int,
    found: str,
    processes: int,
) -> None:
    script = TIRED.replace("MOST", str(most))
    monkeypatch.setattr(verify, "_command", lambda: [sys.executable, "-s", "-P", "-c", script])
    document = replace(samples.handover("medical"), attachment=b"")
    good = written(tmp_path, clean())
    with PdfReader(FixedClock()).batch() as many:
        for _ in range(2):
            many.read(good, [station().anchor()])
        try:
            outcome = "drawn" if many.draw(document).pages else ""
        except Unreadable as fault:
            outcome = fault.code
    assert (outcome, len(starts)) == (found, processes)
