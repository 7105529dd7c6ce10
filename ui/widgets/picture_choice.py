# SPDX-License-Identifier: MIT
"""Options to point at: large pictures over their words, beside each other in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar, Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.choice import STATE_KEYS, ChoiceBody, ChoiceLook
from ui.widgets.choice_row import ChoiceRow, RowSpec
from ui.widgets.flow import Align, Flow
from ui.widgets.ruby import RubyFlow
from ui.widgets.words import Translate, english

_USUAL: Final = 64  # px at 100 %
_LARGE: Final = 96
_FEW: Final = 6  # so many pictures are large
_WORDS: Final = 7  # ems of room for the words: the least width of a tile
_MARK: Final = 24
_PAD: Final = 10


class PictureTile(ChoiceRow):
    """One option: its mark in the corner, its picture, its words in the middle under it."""

    align: ClassVar[Align] = "center"

    def __init__(  # noqa: PLR0913 as a row
        self, spec: RowSpec, *, key: str, size: int, multi: bool, picture: int, parent: QWidget
    ) -> None:
        super().__init__(spec, key=key, size=size, multi=multi, parent=parent)
        self._picture = picture  # px at 100 %

    def heightForWidth(self, width: int) -> int:
        words = max((flow.height for flow in self._laid_out(width)), default=0.0)
        return self._above() + ceil(words) + current_theme().px(_PAD)

    def sizeHint(self) -> QSize:
        width = self.minimumSizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        wide = max(_WORDS * self._type_size, self._picture + 2 * (_MARK + _PAD))
        return QSize(theme.px(wide + 2 * _PAD), self._above() + theme.px(self._type_size))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        mark, pad, size = theme.px(_MARK), theme.px(_PAD), theme.px(self._picture)
        self._paint_mark(
            painter, QRectF(self.width() - pad - mark if self._rtl() else pad, pad, mark, mark)
        )
        tone = "text" if self.isEnabled() else "disabled"
        if self.spec.picture:
            picture = theme.pixmap(self.spec.picture, tone, self._picture)
            painter.drawPixmap(QPointF((self.width() - size) / 2, pad), picture)
        top = self._above() if self.spec.picture else pad + mark
        for flow in self._laid_out(self.width()):
            spare = self.height() - top - pad - flow.height
            at = QPointF(pad, top if self.spec.picture else top + max(spare, 0) / 2)
            flow.paint(painter, at, theme.color(tone))

    def _above(self) -> int:
        """What stands over the words, px: without a picture they have its place, too."""
        return current_theme().px(_PAD + self._picture + _PAD / 2)

    def _laid_out(self, width: int) -> Sequence[Flow | RubyFlow]:
        return self._in_room(max(width - 2 * current_theme().px(_PAD), 1))


class PictureChoice(ChoiceBody):
    """Tiles; a button beside each reads it aloud, where that is wanted."""

    def __init__(  # noqa: PLR0913 as any list of options
        self,
        rows: Sequence[RowSpec],
        *,
        name: str,
        look: ChoiceLook,
        states: Sequence[RowSpec] = (),
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        self._abreast = 0
        self._listens: list[IconButton] = []
        self._picture = _LARGE if len(rows) <= _FEW else _USUAL
        super().__init__(rows, name=name, look=look, states=states, tr=tr, parent=parent)

    def minimumSizeHint(self) -> QSize:
        """One beside the other is wanted, not needed."""
        return QSize(self._tile_width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._abreast:
            self._put()

    def _place_rows(self) -> None:
        self._listens = (
            [self._listen_button(row) for row in self._rows] if self._look.listen else []
        )
        self._put()

    def _put(self) -> None:
        """Put the tiles into as many columns as fit, all of the same width."""
        before, self._abreast = self._abreast, self._fitting()
        for widget in (*self._rows, *self._listens):
            self._grid.removeWidget(widget)
        for column in range(max(before, self._abreast)):
            self._grid.setColumnStretch(2 * column, 1 if column < self._abreast else 0)
        for place, row in enumerate(self._rows):
            line, column = divmod(place, self._abreast)
            self._grid.addWidget(row, line, 2 * column)
            if self._listens:
                self._grid.addWidget(self._listens[place], line, 2 * column + 1)

    def _fitting(self) -> int:
        """In how many columns the tiles stand, each line as full as the others."""
        gap, many = self._grid.spacing(), max(len(self._rows), 1)
        most = max((self.width() + gap) // (self._tile_width() + gap), 1)
        return ceil(many / ceil(many / min(most, many)))

    def _tile_width(self) -> int:
        """The least width of a tile and its button, px."""
        widest = max((row.minimumSizeHint().width() for row in self._rows), default=1)
        listens = (button.sizeHint().width() + self._grid.spacing() for button in self._listens)
        return widest + max(listens, default=0)

    def _row(self, spec: RowSpec, key: str) -> ChoiceRow:
        if spec.id in STATE_KEYS:
            return super()._row(spec, key)
        row = PictureTile(
            spec,
            key=key,
            size=self._look.size,
            multi=self._look.multi,
            picture=self._picture,
            parent=self,
        )
        self._connect(row)
        return row
