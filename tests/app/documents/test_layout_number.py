# SPDX-License-Identifier: MIT
"""One layout number is one way of drawing: what changes a page changes the number (PDF.md "Comparing").

Two releases that draw one record differently under one number would refuse each other's honest files. When
this fails and the number was released: raise `LAYOUT`, then write the new hashes here.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from app.content import load_builtin
from app.documents.pages import handover_appearance
from app.domain.document import HandoverDocument
from app.domain.text import JA
from app.services import documents, wording
from app.services.agencies import TRANSLATED
from app.services.documents import LAYOUT
from app.services.phrases import phrase
from tests.app.documents import handover_samples as samples
from tests.app.documents.typeset import book

KNOWN = {
    "layout": 3,
    "drawn": "b8dfee2726f388d2f2f2543dcdddb4c0344c4bd63f61aa9d4ce6921cee726471",
    "words": "d6b42dda50e45d861779fc5600bea14d98c6dab30763716d93d5afd9615ed232",
}

PHRASES = (
    documents.TITLE, documents.NO_EVIDENCE, documents.DRAFT, "Date", "Office", "Language", "Interpreter",
    "Agreed by the person", "By law", "only the ticked parts", *wording.STATES.values(),
    *wording.FIXED.values(), *wording.PER.values(), *TRANSLATED,
)  # fmt: skip


def drawn(*changed: HandoverDocument) -> str:
    """What the drawing makes of invented documents: one of each layout and script, and every mark."""
    several = [
        *(samples.handover(layout, "th") for layout in samples.GROUPS),
        *(samples.handover("own_agency", lang) for lang in ("fil", "my", "ja_easy")),
        samples.handover("medical", "ur"),
        samples.practice(),
        samples.empty(),
    ]
    looks = [handover_appearance(book(), document) for document in changed or several]
    return hashlib.sha256(repr(looks).encode()).hexdigest()


def words() -> str:
    """The phrases of paper in every language: they come with the program, not with the pack."""
    rows = [
        (lang, phrase_id, phrase(lang, phrase_id))
        for lang in load_builtin().languages
        for phrase_id in PHRASES
    ]
    agencies = {
        agency.id: agency.name.first(JA).text for agency in load_builtin().agencies.values()
    }
    fixed = [documents.READ_BACK, documents.DECISION_JA, agencies, documents.MODE_JA,
             documents.KINDS_JA, wording.NOT_ASKED[JA], documents.UNREVIEWED, documents.UNREVIEWED_COUNT]  # fmt: skip
    return hashlib.sha256(repr((rows, fixed)).encode()).hexdigest()


def test_a_layout_number_is_one_way_of_drawing() -> None:
    assert {"layout": LAYOUT, "drawn": drawn(), "words": words()} == KNOWN


def test_a_change_of_drawing_is_noticed() -> None:
    """Positive control."""
    document = samples.handover("medical", "th")
    assert drawn(document) != drawn(replace(document, station="見本港支局 SAMPLE"))
