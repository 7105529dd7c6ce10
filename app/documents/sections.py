# SPDX-License-Identifier: MIT
"""The sections of a handover: one table per data group, Japanese left, the person's language right.

A row is one answered item: the question small, the answer large, and below it the person's own words
and the interpreter's rendering where they were kept. The head of the table repeats on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from app.documents import labels
from app.documents.paragraph import ShapedParagraph
from app.documents.shaping import Span
from app.documents.sheet import (
    BLUE,
    BLUE_TINT,
    FAINT,
    HEADING,
    INK,
    RULE,
    SECONDARY,
    TINY,
    Look,
    PaperSheet,
)
from app.domain.document import DocumentEntry, Section
from app.domain.ruby import strip_ruby
from app.domain.text import JA, Wording
from app.domain.zawgyi import UNICODE

ID_WIDTH = 48.0
SPACE = 10.0
SHORT = 60
"""Answers up to this many characters are set bold, longer ones would only look black."""

QUESTION = FAINT
ANSWER = Look(size=10.5, bold=True, colour=INK, after=3)
LONG_ANSWER = Look(size=10, colour=INK, after=3)
ITEM = Look(size=7, colour=SECONDARY)
QUOTED = Look(size=10, colour=INK, after=3, indent=8)


def section(sheet: PaperSheet, group: Section) -> Iterator[Flowable]:
    """Give the flowables of one data group. An empty section gives its head and one line."""
    half = (sheet.width - ID_WIDTH) / 2
    rows: list[list[list[ShapedParagraph]]] = [_head(sheet, group)]
    rows += [_row(sheet, entry) for entry in group.entries]
    if not group.entries:
        rows.append(
            [[], [sheet.ja(labels.NOTHING.ja, FAINT)], [sheet.en(labels.NOTHING.en, FAINT)]]
        )
    commands: tuple[tuple[Any, ...], ...] = (
        ("SPAN", (0, 0), (1, 0)),
        ("BACKGROUND", (0, 0), (-1, 0), BLUE_TINT),
        ("LEFTPADDING", (0, 0), (0, 0), 8),
        ("LINEBEFORE", (0, 0), (0, 0), 4, BLUE, "butt"),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("TOPPADDING", (0, 1), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 4),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, RULE),
    )
    table = sheet.grid(rows, [ID_WIDTH, half, half], *commands, head_rows=1)
    table.spaceBefore = SPACE
    yield CondPageBreak(SPACE + table.opening_height(sheet.width))
    yield table


def _head(sheet: PaperSheet, group: Section) -> list[list[ShapedParagraph]]:
    person = group.title.person
    right = [] if person is None else [sheet.text(person, Look(size=10, colour=SECONDARY, after=0))]
    return [[sheet.text(group.title.ja, HEADING)], [], right]


def _row(sheet: PaperSheet, entry: DocumentEntry) -> list[list[ShapedParagraph]]:
    return [[sheet.en(entry.item, ITEM)], _reader(sheet, entry), _person(sheet, entry)]


def _reader(sheet: PaperSheet, entry: DocumentEntry) -> list[ShapedParagraph]:
    """Question, answer, the rendering of what was said, the officer's notes."""
    words = [sheet.text(entry.question.ja, QUESTION)]
    if entry.before:
        words.append(_label(sheet, labels.BEFORE, f"：{'、'.join(entry.before)}"))
    if entry.told_freely:
        words.append(_label(sheet, labels.TOLD_FREELY, ""))
    if not (entry.rendered and _same(entry.answer.ja, entry.own_words)):
        words.append(_answer(sheet, entry.answer.ja))
    if entry.rendered:
        by = f"（{entry.rendered_by}）" if entry.rendered_by else ""
        label = labels.READING if entry.rendered_by == UNICODE else labels.RENDERING
        words += _quoted(sheet, label, "" if label is labels.READING else by, entry.rendered)
    for note in entry.notes:
        words += _quoted(sheet, labels.NOTE, "", Wording(JA, note))
    return words


def _person(sheet: PaperSheet, entry: DocumentEntry) -> list[ShapedParagraph]:
    """The same question and answer in the person's language, and the person's own words."""
    words = []
    if entry.question.person is not None:
        words.append(sheet.text(entry.question.person, QUESTION))
    answer = entry.answer.person
    repeated = entry.question.person is None and _same(entry.answer.ja, answer)
    if answer is not None and answer.text and not repeated and not _same(answer, entry.own_words):
        words.append(_answer(sheet, answer))
    if entry.own_words:
        words += _quoted(sheet, labels.OWN_WORDS, "", entry.own_words)
    return words


def _answer(sheet: PaperSheet, wording: Wording) -> ShapedParagraph:
    return sheet.text(wording, ANSWER if len(strip_ruby(wording.text)) <= SHORT else LONG_ANSWER)


def _quoted(
    sheet: PaperSheet, label: labels.Label, by: str, wording: Wording
) -> list[ShapedParagraph]:
    return [_label(sheet, label, by), sheet.text(wording, QUOTED)]


def _label(sheet: PaperSheet, label: labels.Label, by: str) -> ShapedParagraph:
    small = Look(size=TINY, colour=BLUE, after=1, before=2)
    head = [Span(f"{label.ja}{by}", JA), Span(f"　{label.en}", "en", scale=0.92)]
    return sheet.spans(head, small)


def _same(answer: Wording, own_words: Wording | None) -> bool:
    """True when the answer is nothing but what was said: it need not stand there twice."""
    return own_words is not None and answer.text.strip() == own_words.text.strip()
