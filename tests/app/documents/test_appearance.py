# SPDX-License-Identifier: MIT
"""What a file shows is the same for two drawings of one document, and another for any other drawing."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from app.documents.drawn import appearance_of_drawn
from app.documents.pages import handover_appearance
from app.documents.parsed import appearance_of
from app.documents.resolved import read_document, write_document
from app.documents.sign import encrypt, sign
from app.documents.structure import open_file
from app.documents.verify import PdfReader
from app.domain.document import HandoverDocument
from app.services.verdict import Unreadable
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import (
    FixedClock,
    clean,
    officer,
    station,
    unsigned,
    written,
)
from tests.app.documents.typeset import book
from tests.counts import sample

PASSPHRASE = "見本 correct horse SAMPLE"
KINDS = [
    (layout, lang) for layout in samples.GROUPS for lang in ("th", "fil", "my", "ja_easy", "ur")
]


@pytest.mark.parametrize(("layout", "lang"), sample("appearance", KINDS, 3))
def test_signing_and_encrypting_change_nothing_that_is_shown(layout: str, lang: str) -> None:
    drawn = handover_appearance(book(), samples.handover(layout, lang))
    copy = sign(encrypt(unsigned(layout, lang), PASSPHRASE), officer(), samples.CREATED, PASSPHRASE)
    assert appearance_of(open_file(clean(layout, lang), None)) == drawn
    assert appearance_of(open_file(copy, PASSPHRASE)) == drawn
    with pikepdf.open(io.BytesIO(clean(layout, lang))) as finished:
        assert appearance_of_drawn(finished) == drawn


@pytest.mark.parametrize(("layout", "lang"), KINDS)
def test_a_document_comes_through_the_pipe_as_it_is(layout: str, lang: str) -> None:
    for document in (samples.handover(layout, lang), samples.practice(), samples.empty()):
        assert read_document(write_document(document)) == document


def test_another_drawing_process_draws_the_same(tmp_path: Path) -> None:
    """Over the process boundary, and after a file was read there."""
    with PdfReader(FixedClock()).batch() as many:
        found = many.read(written(tmp_path, clean()), [station().anchor()])
        assert many.drawing(samples.handover())() == found.appearance
        assert many.drawing(samples.handover("medical"))() != found.appearance
    assert len(found.appearance.pages) > 1


def other_documents() -> dict[str, HandoverDocument]:
    document = samples.handover()
    return {
        "station": replace(document, station="見本港支局 SAMPLE"),
        "case": replace(document, case_number="2026-0124"),
        "sections": replace(document, sections=document.sections[:-1]),
        "hash": replace(document, record_hash="x" + document.record_hash[1:]),
    }


@pytest.mark.parametrize("what", other_documents())
def test_another_document_looks_different(tmp_path: Path, what: str) -> None:
    drawn = handover_appearance(book(), other_documents()[what])
    assert drawn.differs_at(handover_appearance(book(), samples.handover())) is not None


def test_a_drawing_without_end_is_ended(tmp_path: Path) -> None:
    document = samples.handover()
    entry = replace(document.sections[0].entries[0], notes=("見本 SAMPLE " * 2_000,))
    endless = replace(document, sections=(replace(document.sections[0], entries=(entry,) * 400),))
    with PdfReader(FixedClock()).batch() as many:
        with pytest.raises(Unreadable, match="too_complex"):
            many.drawing(endless)()
        assert many.drawing(document)().pages
