# SPDX-License-Identifier: MIT
"""Two halves of exactly the same width and height: the officer's language left, the person's right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.widgets.answer_spec import Pair
from ui.widgets.text import TextLabel, text_widget
from ui.widgets.words import Translate


class Halves(QWidget):
    """Lays out two widgets side by side; ``margin`` in steps of 8 px around each."""

    def __init__(
        self, left: QWidget, right: QWidget, *, margin: float = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sides = (left, right)
        self._margin = margin
        for side in self._sides:
            side.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edge = current_theme().space(self._margin)
        inner = max(width // 2 - 2 * edge, 1)
        return max(_height(side, inner) for side in self._sides) + 2 * edge

    def sizeHint(self) -> QSize:
        edge = current_theme().space(self._margin)
        width = 2 * (max(side.sizeHint().width() for side in self._sides) + 2 * edge)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        edge = current_theme().space(self._margin)
        least = max(side.minimumSizeHint().width() for side in self._sides) + 2 * edge
        return QSize(2 * least, max(side.minimumSizeHint().height() for side in self._sides) + 2 * edge)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        edge, half = current_theme().space(self._margin), self.width() // 2
        for number, side in enumerate(self._sides):
            side.setGeometry(half * number + edge, edge, max(half - 2 * edge, 1), self.height() - 2 * edge)


def _height(widget: QWidget, width: int) -> int:
    if widget.hasHeightForWidth():
        return widget.heightForWidth(width)
    return widget.sizeHint().height()


def pair_labels(
    pair: Pair,
    *,
    tr: Translate,
    size: int = 16,
    bold: bool = False,
    tone: str = "text",
    read_out: bool = True,
) -> tuple[TextLabel, TextLabel]:
    """Return labels for both sides. Without the person's text the right one says who reads it out."""
    left = text_widget(pair.officer.lang, pair.officer.text, size, bold, tone=tone)
    if pair.person is not None:
        return left, text_widget(pair.person.lang, pair.person.text, size, bold, tone=tone)
    words = tr("The interpreter says this in the person's language.") if read_out else ""
    return left, TextLabel(words, tone="secondary")
