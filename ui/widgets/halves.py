# SPDX-License-Identifier: MIT
"""Two halves of exactly the same width and height: the officer's language left, the person's right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.widgets.answer_spec import Pair
from ui.widgets.self_placed import SelfPlaced
from ui.widgets.text import TextLabel, text_widget
from ui.widgets.words import Translate


class Halves(SelfPlaced):
    """Lays out two widgets side by side, or one alone across the whole width.

    ``margin``: steps of 8 px at the sides of each half, and above and below.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget | None,
        *,
        margin: tuple[float, float] = (2, 2),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QSizePolicy.Policy.Minimum, parent)
        self._sides = (left,) if right is None else (left, right)
        self._margin = margin
        for side in self._sides:
            side.setParent(self)

    def heightForWidth(self, width: int) -> int:
        across, above = self._edges()
        inner = max(width // len(self._sides) - 2 * across, 1)
        return max(_height(side, inner) for side in self._sides) + 2 * above

    def sizeHint(self) -> QSize:
        across, _above = self._edges()
        widest = max(side.sizeHint().width() for side in self._sides) + 2 * across
        width = len(self._sides) * widest
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        across, above = self._edges()
        least = max(side.minimumSizeHint().width() for side in self._sides) + 2 * across
        height = max(side.minimumSizeHint().height() for side in self._sides) + 2 * above
        return QSize(len(self._sides) * least, height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _edges(self) -> tuple[int, int]:
        theme = current_theme()
        return theme.space(self._margin[0]), theme.space(self._margin[1])

    def place(self) -> None:
        across, above = self._edges()
        part = self.width() // len(self._sides)
        width, height = max(part - 2 * across, 1), max(self.height() - 2 * above, 1)
        for number, side in enumerate(self._sides):
            side.setGeometry(part * number + across, above, width, height)


def _height(widget: QWidget, width: int) -> int:
    if widget.hasHeightForWidth():
        return widget.heightForWidth(width)
    return widget.sizeHint().height()


def pair_labels(  # noqa: PLR0913 a label's looks are its keywords
    pair: Pair,
    *,
    tr: Translate,
    size: int = 16,
    bold: bool = False,
    tone: str = "text",
    heading: int = 0,
    read_out: bool = True,
) -> tuple[TextLabel, TextLabel]:
    """Return labels for both sides. Without the person's text the right one says who reads it out.

    ``heading``: the officer's side is one, of this level.
    """
    officer = pair.officer
    left = text_widget(officer.lang, officer.text, size, bold, tone=tone, heading=heading)
    if pair.person is not None:
        right = text_widget(pair.person.lang, pair.person.text, size, bold, tone=tone)
    else:
        words = tr("The interpreter says this in the person's language.") if read_out else ""
        right = TextLabel(words, tone="secondary")
    for label in (left, right):
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return left, right
