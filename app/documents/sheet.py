# SPDX-License-Identifier: MIT
"""The visual language of paper: colours, sizes, and the making of paragraphs from wordings.

Colours and the calm look follow the Digital Agency's design tokens (SCREENS.md); sizes are points.
Text is never smaller than 7 pt, what matters never smaller than 9 pt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.documents.fonts import FontBook
from app.documents.labels import Label
from app.documents.layout import TextStyle
from app.documents.paragraph import ShapedParagraph
from app.documents.shaping import Colour, Span
from app.documents.table import Cell, TaggedTable, tagged_table
from app.domain.document import WordPair
from app.domain.text import EN, JA, Wording


def rgb(code: str) -> Colour:
    """Return ``#rrggbb`` as three numbers from 0 to 1."""
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red / 255, green / 255, blue / 255


BLUE: Final = rgb("#0017c1")
BLUE_TINT: Final = rgb("#e8f1fe")
INK: Final = rgb("#1a1a1a")
SECONDARY: Final = rgb("#4d4d4d")
RULE: Final = rgb("#cccccc")
GREY: Final = rgb("#f2f2f2")
GREY_LINE: Final = rgb("#767676")
RED: Final = rgb("#ce0000")
AMBER_LINE: Final = rgb("#b78f00")
AMBER_TEXT: Final = rgb("#604b00")
AMBER_TINT: Final = rgb("#fbf5e0")
WHITE: Final = rgb("#ffffff")

MARGIN: Final = 42.0
BODY: Final = 10.0
SMALL: Final = 8.5
TINY: Final = 7.5


@dataclass(frozen=True, slots=True)
class Look:
    """How one paragraph looks; the language comes with the text."""

    size: float = BODY
    colour: Colour = INK
    bold: bool = False
    role: str = "P"
    after: float = 2.0
    before: float = 0.0
    indent: float = 0.0
    align: str = "start"


PLAIN: Final = Look()
STRONG: Final = Look(bold=True)
FAINT: Final = Look(size=SMALL, colour=SECONDARY)
LABEL: Final = Look(size=TINY, colour=SECONDARY, after=1.0)
TITLE: Final = Look(size=18, bold=True, role="H1", after=1.0)
HEADING: Final = Look(size=12, bold=True, colour=BLUE, role="H2", after=0)


class PaperSheet:
    """Makes paragraphs and boxes for one width, in points."""

    def __init__(self, book: FontBook, width: float) -> None:
        self.book = book
        self.width = width

    def text(self, wording: Wording, look: Look = PLAIN) -> ShapedParagraph:
        return self._paragraph(wording.text, wording.lang, look)

    def ja(self, words: str, look: Look = PLAIN) -> ShapedParagraph:
        return self._paragraph(words, JA, look)

    def en(self, words: str, look: Look = PLAIN) -> ShapedParagraph:
        return self._paragraph(words, EN, look)

    def label(self, label: Label, look: Look = LABEL) -> ShapedParagraph:
        """Japanese and English on one line."""
        return self.spans(
            [Span(label.ja, JA, look.bold), Span(f"　{label.en}", EN, look.bold, 0.92)], look
        )

    def labelled(self, pair: WordPair, look: Look = LABEL) -> ShapedParagraph:
        """A short pair on one line: the reader's words, then the person's."""
        spans = [Span(pair.ja.text, pair.ja.lang, look.bold)]
        if pair.person is not None:
            spans += [Span("　", JA), Span(pair.person.text, pair.person.lang, look.bold)]
        return self.spans(spans, look)

    def spans(self, spans: Sequence[Span], look: Look = PLAIN) -> ShapedParagraph:
        return ShapedParagraph(spans, _style(spans[0].lang, look), self.book)

    def _paragraph(self, words: str, lang: str, look: Look) -> ShapedParagraph:
        return ShapedParagraph([Span(words, lang, look.bold)], _style(lang, look), self.book)

    def box(
        self,
        content: Sequence[ShapedParagraph],
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        bar: Colour | None = None,
    ) -> TaggedTable:
        """Return the paragraphs in a box of the full width; ``bar`` is a thick rule at its left."""
        commands: list[tuple[Any, ...]] = [
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("RIGHTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ]
        if fill is not None:
            commands.append(("BACKGROUND", (0, 0), (-1, -1), fill))
        if line is not None:
            commands.append(("BOX", (0, 0), (-1, -1), 1.2, line, "squared"))
        if bar is not None:
            commands.append(("LINEBEFORE", (0, 0), (0, -1), 4, bar, "butt"))
        return tagged_table([[list(content)]], [self.width], commands=commands)

    def grid(
        self,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *commands: tuple[Any, ...],
        head_rows: int = 0,
    ) -> TaggedTable:
        """Return a table whose columns stand flush with the text, with ``commands`` added."""
        plain = (
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("LEFTPADDING", (1, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        )
        return tagged_table(rows, widths, commands=(*plain, *commands), head_rows=head_rows)


def _style(lang: str, look: Look) -> TextStyle:
    return TextStyle(
        lang=lang,
        size=look.size,
        colour=look.colour,
        bold=look.bold,
        role=look.role,
        space_after=look.after,
        space_before=look.before,
        indent=look.indent,
        align="right" if look.align == "right" else "start",
    )
