# SPDX-License-Identifier: MIT
"""Draw the papers without answers: forms and cards on A4, numbers to carry on A7 (`forms_on_paper`).

Contract: pure functions of the paper and the fonts, byte for byte; tagged, PDF/A-3b. Both languages stand
side by side, line by line, as on the screen; boxes to tick are letters of the font, so that they are read
aloud as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.lib.pagesizes import A4, A7
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from app.documents.canvas import Assembly
from app.documents.checks import finished_checks
from app.documents.finish import finish
from app.documents.fonts import FontBook
from app.documents.on_a4 import NO_BREAK, TICK, finished_a4, midnight
from app.documents.pages import draw
from app.documents.paragraph import ShapedParagraph
from app.documents.shaping import Span
from app.documents.sheet import (
    AMBER_LINE,
    AMBER_TEXT,
    AMBER_TINT,
    BLUE_TINT,
    FAINT,
    GREY,
    GREY_LINE,
    HEADING,
    MARGIN,
    RULE,
    SECONDARY,
    SMALL,
    TINY,
    TITLE,
    Look,
    PaperSheet,
)
from app.documents.way import finished_way
from app.domain.document import WordPair
from app.domain.forms_on_paper import (
    BlankForm,
    CardSheet,
    CheckSheet,
    FormPart,
    FormQuestion,
    FormSection,
    LanguageSheet,
    MiniCard,
    Paper,
    WaySheet,
)
from app.domain.ruby import strip_ruby
from app.domain.text import EN, Wording

_ID_WIDTH: Final = 52.0
_LINE_HEIGHT: Final = 20.0
_QUESTION = Look(size=10.5, bold=True, after=2)
_LEAD = Look(size=SMALL, colour=SECONDARY, after=2)
_CHOICE = Look(size=10, after=1.5, indent=4)
_ITEM = Look(size=TINY, colour=SECONDARY)
_ENDONYM = Look(size=15, bold=True, after=1)
_CARD_LINE = Look(size=10.5, after=2)
_NUMBER = Look(size=8.5, after=1.5)
_COLUMNS = 3
_FEW, _SHORT = 4, 10  # so many choices of so many letters stand in one line
_APART = "   "
_SMALL_EDGE = 16.0

Cells = list[list[ShapedParagraph]]


def finished(book: FontBook, paper: Paper) -> bytes:
    """Return any of the papers."""
    match paper:
        case BlankForm():
            return finished_form(book, paper)
        case CardSheet():
            return finished_cards(book, paper)
        case LanguageSheet():
            return finished_languages(book, paper)
        case MiniCard():
            return finished_mini_card(book, paper)
        case CheckSheet():
            return finished_checks(book, paper)
        case WaySheet():
            return finished_way(book, paper)


def finished_form(book: FontBook, form: BlankForm) -> bytes:
    """Return a form or a consent form on A4."""
    sheet = PaperSheet(book, A4[0] - 2 * MARGIN)
    story = [*_opening(sheet, form.title, form.note)]
    story += [_sides(sheet, pair, FAINT) for pair in form.intro]
    for section in form.sections:
        story += _section(sheet, section)
    if form.signing:
        story += _signing(sheet, form.signing)
    return finished_a4(book, story, form.title.ja, form.code, form.made_on)


def finished_cards(book: FontBook, cards: CardSheet) -> bytes:
    """Return all cards on A4, each whole on its page where it fits."""
    sheet = PaperSheet(book, A4[0] - 2 * MARGIN)
    story = [*_opening(sheet, cards.title, cards.note)]
    for title, lines in cards.cards:
        rows: list[Cells] = [_row(sheet, title, HEADING)]
        rows += [_row(sheet, line, _CARD_LINE) for line in lines]
        half = sheet.width / 2
        table = sheet.grid(
            rows,
            [half, half],
            ("BACKGROUND", (0, 0), (-1, 0), BLUE_TINT),
            ("LEFTPADDING", (0, 0), (0, -1), 8),
            ("BOX", (0, 0), (-1, -1), 0.8, GREY_LINE),
        )
        story += [CondPageBreak(table.wrap(sheet.width, A4[1])[1]), table, Spacer(1, 12)]
    return finished_a4(book, story, cards.title.ja, cards.code, cards.made_on)


def finished_languages(book: FontBook, languages: LanguageSheet) -> bytes:
    """Return the sheet of languages to point at."""
    sheet = PaperSheet(book, A4[0] - 2 * MARGIN)
    cells: Cells = []
    for row in languages.rows:
        words = [sheet.text(row.endonym, _ENDONYM)]
        if row.sentence is not None:
            words.append(sheet.text(row.sentence, FAINT))
        cells.append([*words, sheet.text(Wording(languages.title.lang, row.name), _ITEM)])
    while len(cells) % _COLUMNS:
        cells.append([])
    table = sheet.grid(
        [cells[at : at + _COLUMNS] for at in range(0, len(cells), _COLUMNS)],
        [sheet.width / _COLUMNS] * _COLUMNS,
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("GRID", (0, 0), (-1, -1), 0.8, GREY_LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
    )
    title = sheet.text(languages.title, TITLE)
    return finished_a4(
        book, [title, Spacer(1, 8), table], languages.title, languages.code, languages.made_on
    )


def finished_mini_card(book: FontBook, card: MiniCard) -> bytes:
    """Return the numbers to carry on A7: no code, no mark, no word of where they come from."""
    assembly = Assembly()
    sheet = PaperSheet(book, A7[0] - 2 * _SMALL_EDGE)
    story: list[Flowable] = []
    for block in card.blocks:
        if story:
            story.append(Spacer(1, 4))
        story.append(sheet.text(block.title, Look(size=10, bold=True, role="H1", after=2)))
        story += [sheet.text(line, _NUMBER) for line in block.lines]
    pdf = draw(
        story,
        A7,
        (_SMALL_EDGE,) * 4,
        assembly,
        lambda _canvas, _page, _pages: None,
    )
    title = card.blocks[0].title
    return finish(
        pdf,
        assembly.tags,
        title=strip_ruby(title.text),
        lang=card.language,
        created=midnight(card.made_on),
    )


def _opening(sheet: PaperSheet, title: WordPair, note: WordPair) -> Iterator[Flowable]:
    yield _sides(sheet, title, TITLE)
    yield Spacer(1, 4)
    words = [sheet.text(note.ja, Look(size=SMALL, colour=AMBER_TEXT, after=1))]
    if note.person is not None and note.person.text != note.ja.text:
        words.append(sheet.text(note.person, Look(size=SMALL, colour=AMBER_TEXT, after=0)))
    yield sheet.box(words, fill=AMBER_TINT, line=AMBER_LINE)
    yield Spacer(1, 6)


def _section(sheet: PaperSheet, section: FormSection) -> Iterator[Flowable]:
    half = (sheet.width - _ID_WIDTH) / 2
    head: Cells = [
        [sheet.text(section.title.ja, HEADING)],
        [],
        _right(sheet, section.title, HEADING),
    ]
    heading = sheet.grid(
        [head],
        [_ID_WIDTH, half, half],
        ("SPAN", (0, 0), (1, 0)),
        ("BACKGROUND", (0, 0), (-1, 0), BLUE_TINT),
        ("LEFTPADDING", (0, 0), (0, 0), 8),
    )
    yield Spacer(1, 8)
    yield CondPageBreak(110)
    yield heading
    for question in section.questions:
        yield from _question(sheet, question, half)


def _question(sheet: PaperSheet, question: FormQuestion, half: float) -> Iterator[Flowable]:
    """One question as a small table: it is broken over pages only when it is taller than half of one."""
    rows: list[Cells] = []
    commands: list[tuple[Any, ...]] = [("LINEBELOW", (0, -1), (-1, -1), 0.5, RULE)]
    if question.only_if is not None:
        rows.append([[], [sheet.text(question.only_if, _LEAD)], []])
        commands.append(("SPAN", (1, 0), (2, 0)))
    if question.lead_in is not None:
        rows.append(
            [[], [sheet.text(question.lead_in.ja, _LEAD)], _right(sheet, question.lead_in, _LEAD)]
        )
    if question.text.person is None:
        commands.append(("SPAN", (1, len(rows)), (2, len(rows))))
    code = [sheet.en(question.code, _ITEM)]
    rows.append(
        [code, [sheet.text(question.text.ja, _QUESTION)], _right(sheet, question.text, _QUESTION)]
    )
    for part in question.parts:
        for row, whole in _part_rows(sheet, part, alone=question.for_officer):
            if whole:
                commands.append(("SPAN", (1, len(rows)), (2, len(rows))))
            rows.append(row)
        for _line in range(part.lines):
            commands.append(("LINEBELOW", (1, len(rows)), (2, len(rows)), 0.6, GREY_LINE))
            commands.append(("TOPPADDING", (0, len(rows)), (-1, len(rows)), _LINE_HEIGHT - 8))
            rows.append([[], [], []])
    if question.for_officer:
        commands.append(("BACKGROUND", (0, 0), (-1, -1), GREY))
    table = sheet.grid(
        rows,
        [_ID_WIDTH, half, half],
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        *commands,
    )
    height = table.wrap(sheet.width, A4[1])[1]
    yield CondPageBreak(min(height, A4[1] / 2))
    yield table


def _part_rows(sheet: PaperSheet, part: FormPart, *, alone: bool) -> Iterator[tuple[Cells, bool]]:
    """Rows of one part, each with whether it takes both columns.

    What both point at stands line by line; a few short words, and what only the officer marks, in a row.
    """
    if part.label is not None:
        yield [[], [sheet.text(part.label.ja, FAINT)], _right(sheet, part.label, FAINT)], False
    longest = max((len(strip_ruby(c.ja.text)) for c in part.choices), default=0)
    if alone or (len(part.choices) <= _FEW and longest <= _SHORT):
        groups = [part.choices]
    else:
        groups = [(choice,) for choice in part.choices]
    for group in (*groups, part.states):
        if group:
            person = [pair.person for pair in group if pair.person is not None]
            right = [_ticked(sheet, person)] if person else []
            yield [[], [_ticked(sheet, [pair.ja for pair in group])], right], alone


def _ticked(sheet: PaperSheet, choices: Sequence[Wording]) -> ShapedParagraph:
    """Boxes to tick, each before its words; the paragraph runs as its language does."""
    spans = [Span("", choices[0].lang)]
    for number, wording in enumerate(choices):
        spans.append(Span(f"{_APART if number else ''}{TICK}{NO_BREAK}", EN))
        spans.append(Span(wording.text, wording.lang))
    return sheet.spans(spans, _CHOICE)


def _right(sheet: PaperSheet, pair: WordPair, look: Look) -> list[ShapedParagraph]:
    return [] if pair.person is None else [sheet.text(pair.person, look)]


def _row(sheet: PaperSheet, pair: WordPair, look: Look) -> Cells:
    return [[sheet.text(pair.ja, look)], _right(sheet, pair, look)]


def _sides(sheet: PaperSheet, pair: WordPair, look: Look) -> Flowable:
    half = sheet.width / 2
    return sheet.grid(
        [_row(sheet, pair, look)],
        [half, half],
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    )


def _signing(sheet: PaperSheet, labels: tuple[WordPair, ...]) -> Iterator[Flowable]:
    rows: list[Cells] = []
    for label in labels:
        words = [sheet.text(label.ja, FAINT), *_right(sheet, label, FAINT)]
        rows.append([words, []])
    yield Spacer(1, 14)
    yield CondPageBreak(40.0 * len(rows))
    yield sheet.grid(
        rows,
        [sheet.width * 0.4, sheet.width * 0.6],
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("LINEBELOW", (1, 0), (1, -1), 0.6, GREY_LINE),
    )
