# SPDX-License-Identifier: MIT
"""The blocks of a handover, top to bottom: who and what, what is urgent, facts, sections, closing.

Contract: each function takes the sheet and the document and gives flowables; nothing here decides what
may be shown, the document holds only that. Japanese stands left or first, the person's language right
or below. The filled red panel is used for nothing but an open flag of severity red (SCREENS.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from app.clock import JAPAN
from app.documents import labels
from app.documents.paragraph import ShapedParagraph
from app.documents.qr import QrCode, payload
from app.documents.shaping import Span
from app.documents.sheet import (
    AMBER_LINE,
    AMBER_TEXT,
    AMBER_TINT,
    BLUE,
    FAINT,
    GREY,
    GREY_LINE,
    HEADING,
    LABEL,
    PLAIN,
    RED,
    RULE,
    SECONDARY,
    SMALL,
    STRONG,
    TINY,
    TITLE,
    WHITE,
    Look,
    PaperSheet,
)
from app.domain.document import HandoverDocument, Urgent, WordPair
from app.domain.text import EN, JA

GAP = 9.0
FACTS_PER_ROW = 3
QR_SIDE = 84.0
HASH_GROUP = 8
URGENT_ROOM = 270.0
FLAG_GAP = 5.0
BODY_IN_BOX = 9.5


def date_ja(moment: datetime) -> str:
    """Return the moment in Japan as officials write it."""
    at = moment.astimezone(JAPAN)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


def date_iso(moment: datetime) -> str:
    return moment.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M%z")


def grouped(digest: str, size: int = HASH_GROUP) -> str:
    """Return a hash in groups that two people can read to each other."""
    return " ".join(digest[at : at + size] for at in range(0, len(digest), size))


def opening(
    sheet: PaperSheet, document: HandoverDocument, missing: Sequence[str]
) -> Iterator[Flowable]:
    """Page 1 down to the facts: practice band, title, urgent flags, facts, notices."""
    if document.practice:
        yield _band(sheet, labels.PRACTICE, labels.PRACTICE_NOTE)
        yield Spacer(1, GAP)
    if document.unsigned:
        yield _band(sheet, labels.UNSIGNED, labels.UNSIGNED_NOTE)
        yield Spacer(1, GAP)
    yield _title(sheet, document)
    yield Spacer(1, GAP)
    first, later = _urgent_boxes(sheet, document.urgent)
    yield from first
    yield _addressed(sheet, document)
    yield from _facts(sheet, document)
    yield Spacer(1, 5)
    yield sheet.box(_pair(sheet, document.no_evidence, STRONG, FAINT), fill=GREY, bar=BLUE)
    yield Spacer(1, 5)
    for warning in document.warnings:
        yield sheet.box(_pair(sheet, warning, PLAIN, FAINT), fill=AMBER_TINT, line=AMBER_LINE)
        yield Spacer(1, 5)
    if missing:
        codes = "  ".join(f"U+{ord(character):04X}" for character in missing)
        words = [sheet.label(labels.MISSING, LABEL), sheet.en(codes, FAINT)]
        yield sheet.box(words, fill=AMBER_TINT, line=AMBER_LINE)
        yield Spacer(1, 5)
    yield from later


def closing(sheet: PaperSheet, document: HandoverDocument) -> Iterator[Flowable]:
    """What is not in here, how far to trust the translation, and how to check the record."""
    yield CondPageBreak(QR_SIDE + 90)
    yield Spacer(1, GAP)
    yield _heading(sheet, labels.ABOUT)
    yield Spacer(1, 4)
    if document.not_included:
        yield _rows(sheet, labels.NOT_INCLUDED, document.not_included)
    yield from _pair(sheet, document.translation_note, FAINT, FAINT)
    yield Spacer(1, 5)
    if document.unsigned:
        yield _band(sheet, labels.UNSIGNED, labels.UNSIGNED_NOTE)
    else:
        yield _check(sheet, document)


def nothing(sheet: PaperSheet) -> Iterator[Flowable]:
    """Stand in for the sections of a document that has none."""
    yield Spacer(1, GAP)
    yield sheet.ja(labels.NOTHING.ja, PLAIN)
    yield sheet.en(labels.NOTHING.en, FAINT)


def _band(sheet: PaperSheet, mark: labels.Label, note: labels.Label) -> Flowable:
    look = Look(size=15, bold=True, colour=AMBER_TEXT, after=1)
    small = Look(size=SMALL, colour=AMBER_TEXT, after=0)
    words = [sheet.label(mark, look), sheet.label(note, small)]
    return sheet.box(words, fill=AMBER_TINT, line=AMBER_LINE, bar=AMBER_LINE)


def _title(sheet: PaperSheet, document: HandoverDocument) -> Flowable:
    """Left what it is and who made it, right the number under which people will speak of it."""
    left = [
        sheet.spans([
            Span(document.agency.ja.text, document.agency.ja.lang, bold=True),
            Span(f"　{document.station}", JA),
        ], Look(size=SMALL, colour=SECONDARY, after=3)),
        sheet.text(document.title.ja, TITLE),
    ]  # fmt: skip
    if document.title.person is not None:
        left.append(sheet.text(document.title.person, Look(size=11, colour=SECONDARY)))
    made = f"{labels.CREATED.ja} {date_ja(document.created_at)}"
    right = [
        sheet.label(labels.CASE_NUMBER, Look(size=TINY, colour=SECONDARY, align="right", after=0)),
        sheet.en(
            document.case_number,
            Look(size=20, bold=True, colour=BLUE, align="right", after=1),
        ),
        sheet.ja(made, Look(size=SMALL, align="right", after=0)),
        sheet.en(
            date_iso(document.created_at), Look(size=TINY, colour=SECONDARY, align="right", after=0)
        ),
    ]
    return sheet.grid(
        [[left, right]],
        [sheet.width * 0.58, sheet.width * 0.42],
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("LINEBELOW", (0, 0), (-1, -1), 2.5, BLUE, "butt"),
    )


def _urgent_boxes(
    sheet: PaperSheet, flags: Sequence[Urgent]
) -> tuple[list[Flowable], list[Flowable]]:
    """Return the boxes that stand above the facts, and the rest.

    Open flags come first, but only as many as leave room for the facts on page 1: for whom it is, why,
    how it was read back and that it is no statement of evidence.
    """
    first: list[Flowable] = []
    later: list[Flowable] = []
    room = URGENT_ROOM
    for flag in sorted(flags, key=lambda urgent: (not urgent.open, urgent.severity != "red")):
        box = _urgent(sheet, flag)
        height = box.wrap(sheet.width, URGENT_ROOM)[1]
        room = room - height - FLAG_GAP if flag.open else -1.0
        target = first if room >= 0 or (flag.open and not first) else later
        target += [CondPageBreak(min(height, URGENT_ROOM)), box, Spacer(1, FLAG_GAP)]
    return first, later


def _urgent(sheet: PaperSheet, flag: Urgent) -> Flowable:
    if flag.taken_back:
        label, ink, fill, line = labels.TAKEN_BACK, SECONDARY, None, GREY_LINE
    elif not flag.open:
        label, ink, fill, line = labels.RESOLVED, SECONDARY, None, GREY_LINE
    elif flag.severity == "red":
        label, ink, fill, line = labels.URGENT, WHITE, RED, RED
    else:
        label, ink, fill, line = labels.CAUTION, AMBER_TEXT, AMBER_TINT, AMBER_LINE
    body = WHITE if fill == RED else Look().colour
    words = [
        sheet.label(label, Look(size=SMALL, bold=True, colour=ink, after=1)),
        sheet.text(flag.title.ja, Look(size=12.5, bold=True, colour=body, role="H2", after=1)),
    ]
    if flag.title.person is not None:
        words.append(sheet.text(flag.title.person, Look(size=SMALL, colour=body, after=3)))
    if flag.before:
        named = f"{labels.BEFORE_FLAG.ja}：{'、'.join(flag.before)}　{labels.BEFORE_FLAG.en}"
        words.append(sheet.ja(named, Look(size=SMALL, colour=body, after=2)))
    words += [
        sheet.spans(
            [Span("・", JA), Span(action.text, action.lang)],
            Look(size=BODY_IN_BOX, colour=body, after=1),
        )
        for action in flag.actions
    ]
    return sheet.box(words, fill=fill, line=line, bar=line)


def _addressed(sheet: PaperSheet, document: HandoverDocument) -> Flowable:
    """To whom, and why this reader may have it."""
    cells = [
        [sheet.label(labels.RECIPIENT), *_pair(sheet, document.recipient_name, STRONG, FAINT)],
        [sheet.label(labels.BASIS), *_pair(sheet, document.basis, STRONG, FAINT)],
    ]
    if document.countersigned_by:
        cells[1] += [sheet.label(labels.COUNTERSIGNED), sheet.ja(document.countersigned_by)]
    return sheet.grid(
        [cells],
        [sheet.width / 2] * 2,
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
    )


def _facts(sheet: PaperSheet, document: HandoverDocument) -> Iterator[Flowable]:
    cells: list[list[ShapedParagraph]] = [
        [sheet.labelled(fact.label), sheet.labelled(fact.value, PLAIN)] for fact in document.header
    ]
    sealed = f"{date_ja(document.sealed_at)}　{labels.VERSION.ja} {document.version}"
    cells.append(
        [
            sheet.label(labels.SEALED),
            sheet.ja(labels.UNSIGNED.both if document.unsigned else sealed),
        ]
    )
    while len(cells) % FACTS_PER_ROW:
        cells.append([])
    rows = [cells[at : at + FACTS_PER_ROW] for at in range(0, len(cells), FACTS_PER_ROW)]
    yield sheet.grid(
        rows,
        [sheet.width / FACTS_PER_ROW] * FACTS_PER_ROW,
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
    )


def _pair(sheet: PaperSheet, pair: WordPair, first: Look, second: Look) -> list[ShapedParagraph]:
    words = [sheet.text(pair.ja, first)]
    if pair.person is not None and pair.person.text != pair.ja.text:
        words.append(sheet.text(pair.person, second))
    return words


def _heading(sheet: PaperSheet, label: labels.Label) -> Flowable:
    words = sheet.spans(
        [Span(label.ja, JA, bold=True), Span(f"　{label.en}", EN, scale=0.75)], HEADING
    )
    return sheet.grid([[words]], [sheet.width], ("LINEBELOW", (0, 0), (-1, -1), 1, BLUE))


def _rows(sheet: PaperSheet, label: labels.Label, pairs: Sequence[WordPair]) -> Flowable:
    """A list of short pairs, three in a row."""
    cells: list[list[ShapedParagraph]] = [_pair(sheet, pair, PLAIN, FAINT) for pair in pairs]
    while len(cells) % FACTS_PER_ROW:
        cells.append([])
    rows = [cells[at : at + FACTS_PER_ROW] for at in range(0, len(cells), FACTS_PER_ROW)]
    head: list[list[ShapedParagraph]] = [[sheet.label(label)], [], []]
    span: tuple[Any, ...] = ("SPAN", (0, 0), (-1, 0))
    return sheet.grid([head, *rows], [sheet.width / FACTS_PER_ROW] * FACTS_PER_ROW, span)


def _check(sheet: PaperSheet, document: HandoverDocument) -> Flowable:
    code = QrCode(payload(document.record_hash, document.station, document.version), QR_SIDE)
    digest = Look(size=9, after=4)
    words = [
        sheet.label(labels.CHECK, Look(size=SMALL, bold=True, after=3)),
        sheet.ja(labels.SIGNED_NOTE.ja, FAINT),
        sheet.en(labels.SIGNED_NOTE.en, Look(size=TINY, colour=SECONDARY, after=5)),
        sheet.label(labels.RECORD_HASH),
        sheet.en(grouped(document.record_hash), digest),
        sheet.label(labels.CHAIN_HEAD),
        sheet.en(grouped(document.chain_head), digest),
    ]
    table = sheet.grid(
        [[words, []]],
        [sheet.width - QR_SIDE - 8, QR_SIDE + 8],
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    )
    # A picture in a tagged table: it has no element, being an artifact.
    table._cellvalues[0][1] = [code]  # type: ignore[attr-defined]  # noqa: SLF001 no other way
    return table
