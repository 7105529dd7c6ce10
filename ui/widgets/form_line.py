# SPDX-License-Identifier: MIT
"""One part of a composite question as a line of a form: both wordings, and beside them the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.answer_spec import Pair
from ui.widgets.remeasure import remeasure
from ui.widgets.text import text_widget

_LABEL, _NARROW_LABEL = 250, 210  # px at 100 %
_WIDE: Final = 900  # px at 100 %: from here on the label has all its room
_NARROW: Final = 700  # narrower than this the label stands above the answer


class PartLabel(QWidget):
    """The officer's words over the person's; one beside the other where the line is theirs alone."""

    def __init__(self, pair: Pair, *, both: bool, abreast: bool = False) -> None:
        super().__init__()
        way = QBoxLayout.Direction
        layout = QBoxLayout(way.LeftToRight if abreast else way.TopToBottom, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(2 if abreast else 0))
        self._sides = [text_widget(pair.officer.lang, pair.officer.text, 16, bold=True)]
        if both and pair.person is not None:
            size = 16 if abreast else 14
            person = text_widget(pair.person.lang, pair.person.text, size, tone="secondary")
            self._sides.append(person)
        for side in self._sides:
            layout.addWidget(side, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_pair(self, pair: Pair) -> None:
        """Show the words of another part, in the same languages."""
        for side, words in zip(self._sides, (pair.officer, pair.person), strict=False):
            if words is not None:
                side.set_text(words.text, words.lang)


class FormLine(QWidget):
    """``label`` is left out for a part without words; ``stacked``: a list, which has the whole width.

    ``bare``: the only part of a question, without edges and without the line that parts it from the next.
    """

    def __init__(
        self, label: QWidget | None, message: QWidget, part: QWidget, *, stacked: bool, bare: bool
    ) -> None:
        super().__init__()
        self._label, self._stacked, self._bare = label, stacked or label is None, bare
        way = QBoxLayout.Direction
        self._line = QBoxLayout(way.TopToBottom if self._stacked else way.LeftToRight, self)
        self._line.setSpacing(current_theme().space(0.75 if self._stacked else 1.5))
        edge = 0 if bare else current_theme().space(0.125 if self._stacked else 0.75)
        self._line.setContentsMargins(0, edge, 0, edge + (not bare))
        if label is not None:
            self._line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        answer = QVBoxLayout()
        answer.setSpacing(current_theme().space(0.5))
        answer.addWidget(message)
        answer.addWidget(part, 1)
        self._line.addLayout(answer, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def lowest(self, width: int, part: Callable[[int], int]) -> int:
        """The height, px, with a part as high as ``part`` says for a width, and nothing said above it."""
        edges, gap = self._line.contentsMargins(), self._line.spacing()
        around = edges.top() + edges.bottom()
        if self._label is None:
            return around + part(width)
        wide = self._label_width(width)
        if self._stacked or not wide:
            return around + self._label.heightForWidth(width) + gap + part(width)
        return around + max(self._label.heightForWidth(wide), part(width - wide - gap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Put the words before the answer or above it, as there is room in a width, px."""
        if self._label is None or self._stacked:
            return
        way = QBoxLayout.Direction
        wide = self._label_width(width)
        direction, edges = way.LeftToRight if wide else way.TopToBottom, (wide, wide or width)
        before = self._label.minimumWidth(), self._label.maximumWidth()
        if (direction, edges) == (self._line.direction(), before):
            return
        self._line.setDirection(direction)
        self._label.setMinimumWidth(edges[0])
        self._label.setMaximumWidth(edges[1])
        remeasure(self)

    def _label_width(self, width: int) -> int:
        """The width of the words before the answer, px; 0 where they stand above it."""
        theme = current_theme()
        if width < theme.px(_NARROW):
            return 0
        return theme.px(_LABEL if width >= theme.px(_WIDE) else _NARROW_LABEL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line parts it from the next."""
        if self._bare:
            return
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        line = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, current_theme().color("border"))
