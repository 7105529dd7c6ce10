# SPDX-License-Identifier: MIT
"""One option as the interview's card shows it: as low as a finger allows, both wordings at one glance.

``row``: mark, the officer's words, the number on the middle line for both, the person's words. ``cell``:
mark, the officer's words over the person's, the number. ``line``: the same in one line where both have room.
``segment``: both wordings, centred, without a mark. Where only one wording is, the number ends the row: it
comes and goes with the keyboard, and leaves no hole between a mark and its words. The picture of an option
stands between mark and words; a segment has no room for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import RADIUS_CONTROL, TARGET, current_theme, is_rtl
from ui.widgets.answer_spec import SideText
from ui.widgets.choice_row import ChoiceRow, RowSpec, lay_out_any
from ui.widgets.flow import UNBOUNDED, Flow
from ui.widgets.ruby import RubyFlow

Shape = Literal["row", "cell", "line", "segment"]
Flows = Sequence[Flow | RubyFlow]

_MARK: Final = 22
_NUMBER: Final = 26
_PICTURE: Final[Mapping[Shape, int]] = {"row": 32, "cell": 32, "line": 24, "segment": 0}
_EDGE: Final = 10  # px at 100 %, between the edge, the mark and the words
_AIR: Final = 10  # above and below the words of a row together
_CELL: Final = 48  # the least height of a cell
_SMALL: Final = 14  # the person's words under the officer's
_PICTURED: Final = 280  # the narrowest line with a picture: in a narrower one words have its room
_CUT: Final = Qt.TextElideMode.ElideRight
_LEAST_ROOM: Final = 72  # for words


class PairRow(ChoiceRow):
    """Painted in one of three shapes, which its board chooses by the room there is."""

    def __init__(self, spec: RowSpec, *, key: str, size: int, multi: bool, parent: QWidget) -> None:
        super().__init__(spec, key=key, size=size, multi=multi, parent=parent)
        self._shape: Shape = "row"
        self._last = False
        self.measured = 0  # how often what it is measured by became another
        self._heights: dict[tuple[Shape, int], int] = {}
        self._laid_flows: dict[tuple[SideText, int, float], Flow | RubyFlow] = {}

    def set_shape(self, shape: Shape, *, last: bool = True) -> None:
        """``last``: no line parts it from a row beneath."""
        if (shape, last) != (self._shape, self._last):
            self._shape, self._last = shape, last
            self.updateGeometry()
            self.update()

    def height_as(self, shape: Shape, width: int) -> int:
        """Return the height that this option needs in a shape and a width, px."""
        if (shape, width) not in self._heights:
            self._heights[shape, width] = self._measured(shape, width)
        return self._heights[shape, width]

    def heightForWidth(self, width: int) -> int:
        return self.height_as(self._shape, width)

    def forget(self) -> None:
        super().forget()
        self.measured += 1
        self._heights.clear()
        self._laid_flows.clear()

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        halves = len(self.spec.texts) if self._shape == "row" else 1
        chrome = 0 if self._shape == "segment" else _MARK + _NUMBER + 3 * _EDGE
        least = theme.px(chrome + halves * _LEAST_ROOM) + self._pictured(self._shape, 0)
        return QSize(least, theme.px(TARGET))

    def sizeHint(self) -> QSize:
        """Its height is the least: the board, which alone places it, asks for that of a width."""
        least = self.minimumSizeHint()
        return QSize(min(least.width() * 3, current_theme().px(480)), least.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        paint = {"row": self._paint_row, "segment": self._paint_segment}
        paint.get(self._shape, self._paint_cell)(painter)

    def _measured(self, shape: Shape, width: int) -> int:
        theme = current_theme()
        heights = [flow.height for flow in self._flows_in(shape, width)]
        if shape == "row" or (shape == "line" and self._abreast(width)):
            return max(theme.px(TARGET), ceil(max(heights, default=0.0)) + theme.px(_AIR))
        return max(theme.px(_CELL), ceil(sum(heights)) + theme.px(6))

    def _flows_in(self, shape: Shape, width: int) -> Flows:
        """The words as they are broken in this shape and width."""
        texts, small = self.spec.texts, _SMALL
        if shape == "row":
            return [
                self._flow(side, self._type_size, room)
                for side, room in zip(texts, self._rooms(width), strict=True)
            ]
        room = width - self._lead(shape, width) - self._tail(shape)
        sizes = (self._type_size if shape == "cell" else small, small)
        if shape == "line" and self._abreast(width):
            return [self._flow(side, small, UNBOUNDED) for side in texts]
        if (
            shape == "cell" and self.spec.quiet
        ):  # that it is no choice for the person: one line says it
            texts = (*texts[:1], *(_in_one_line(side, small, room) for side in texts[1:]))
        return [self._flow(side, size, room) for side, size in zip(texts, sizes, strict=False)]

    def _abreast(self, width: int) -> bool:
        """Whether both wordings have room in one line."""
        needed = sum(self._flow(side, _SMALL, UNBOUNDED).width for side in self.spec.texts)
        room = width - self._lead("line", width) - self._tail("line") - current_theme().px(_EDGE)
        return len(self.spec.texts) > 1 and needed + current_theme().px(_EDGE) <= room

    def _flow(self, side: SideText, size: int, room: float) -> Flow | RubyFlow:
        """Laid out once for a room: a row is painted and measured far more often than it changes.

        Most words need no second line: those are laid out once for all the rooms that are tried.
        """
        if room < UNBOUNDED and not is_rtl(side.lang or ""):
            whole = self._flow(side, size, UNBOUNDED)
            if whole.width <= room:
                return whole
        of = side, size, max(room, 1.0)
        if of not in self._laid_flows:
            self._laid_flows[of] = lay_out_any(*of)
        return self._laid_flows[of]

    def _lead(self, shape: Shape, width: int) -> int:
        """What stands before the words, px."""
        theme = current_theme()
        if shape == "segment":
            return theme.px(_EDGE)
        return theme.px(_EDGE + _MARK + 8) + self._pictured(shape, width)

    def _picture_size(self, shape: Shape, width: int) -> int:
        """The picture's side, px at 100 %; 0 where the list has none, or a line is too narrow for one."""
        narrow = shape == "line" and width < current_theme().px(_PICTURED)
        return 0 if self.spec.picture is None or narrow else _PICTURE[shape]

    def _pictured(self, shape: Shape, width: int) -> int:
        """The room of the picture and of the gap behind it, px."""
        size = self._picture_size(shape, width)
        return current_theme().px(size + 8) if size else 0

    def _tail(self, shape: Shape) -> int:
        """What stands after the words of a cell or a segment, px: the number has its place there."""
        number = _NUMBER + 8 if self.key and shape != "segment" else 0
        return current_theme().px(_EDGE + number)

    def _rooms(self, width: int) -> list[float]:
        """The widths for words in a row: of the officer's half, and of the person's."""
        theme = current_theme()
        before = self._lead("row", width)
        if len(self.spec.texts) < 2:
            return [width - before - self._tail("row")] * len(self.spec.texts)
        middle = theme.px(_NUMBER / 2 + 12)
        return [width / 2 - before - middle, width / 2 - middle - theme.px(_EDGE)]

    def _paint_ground(self, painter: QPainter) -> None:
        theme, on = current_theme(), self.isChecked()
        fill = "selected" if on else "hover" if self.underMouse() else "surface"
        area = QRectF(self.rect())
        if self._shape == "row":
            painter.fillRect(area, theme.color(fill))
            if on:
                bar = QRectF(area.left(), area.top(), theme.px(4), area.height())
                if self._rtl():
                    bar.moveRight(area.right())
                painter.fillRect(bar, theme.color("primary"))
            if not self._last:
                line = QRectF(area.left(), area.bottom() - 1, area.width(), 1)
                painter.fillRect(line, theme.color("border"))
        else:
            width = theme.px(2) if on else theme.px(1)
            dark = on and self._shape == "segment"
            line_role = "selected_border" if on else "control_border"
            painter.setBrush(theme.color("primary" if dark else fill))
            painter.setPen(QPen(theme.color(line_role), width))
            inner = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
            radius = theme.px(RADIUS_CONTROL)
            painter.drawRoundedRect(inner, radius, radius)
        if self._heard:
            bar = QRectF(0, area.top(), theme.px(6), area.height())
            bar.moveLeft(area.right() - bar.width() if self._rtl() else area.left())
            painter.fillRect(bar, theme.color("text"))

    def _paint_row(self, painter: QPainter) -> None:
        theme = current_theme()
        flows, rooms = self._flows_in("row", self.width()), self._rooms(self.width())
        self._paint_mark(painter, self._box(theme.px(_EDGE), theme.px(_MARK), theme.px(_MARK)))
        self._paint_picture(painter)
        first = self._lead("row", self.width())
        if len(flows) < 2:
            self._paint_number(painter, self._at_end())
            starts = [float(first)] * len(flows)
        else:
            middle = self.width() / 2
            self._paint_number(painter, middle - theme.px(_NUMBER) / 2)
            starts = [first, middle + theme.px(_NUMBER / 2 + 12)]
        for start, room, flow in zip(starts, rooms, flows, strict=True):
            at = self._box(start, room, flow.height).topLeft()
            flow.paint(painter, at, theme.color(self._tone("text")))

    def _paint_cell(self, painter: QPainter) -> None:
        theme = current_theme()
        self._paint_mark(painter, self._box(theme.px(_EDGE), theme.px(_MARK), theme.px(_MARK)))
        self._paint_picture(painter)
        self._paint_number(painter, self._at_end())
        inks = ("text", "text" if self.isChecked() else "secondary")
        if self._shape == "line" and self._abreast(self.width()):
            self._paint_abreast(painter, inks)
        else:
            self._paint_stacked(painter, inks)

    def _paint_number(self, painter: QPainter, start: float) -> None:
        if self.key and self._key_shown:
            number = current_theme().px(_NUMBER)
            self._paint_key(painter, self._box(start, number, number))

    def _paint_picture(self, painter: QPainter) -> None:
        size = self._picture_size(self._shape, self.width())
        if self.spec.picture and size:
            theme = current_theme()
            area = self._box(theme.px(_EDGE + _MARK + 8), theme.px(size), theme.px(size))
            picture = theme.pixmap(self.spec.picture, self._tone("text"), size)
            painter.drawPixmap(area.topLeft(), picture)

    def _paint_segment(self, painter: QPainter) -> None:
        ink = "on_primary" if self.isChecked() else "text"
        flows = self._flows_in("segment", self.width())
        top = (self.height() - sum(flow.height for flow in flows)) / 2
        for flow, side in zip(flows, self.spec.texts, strict=True):
            natural = self._flow(side, _SMALL, UNBOUNDED).width
            room = self.width() - 2 * current_theme().px(_EDGE)
            spare = max(room - natural, 0.0) / 2 * (-1 if is_rtl(side.lang or "") else 1)
            at = QPointF(current_theme().px(_EDGE) + spare, top)
            flow.paint(painter, at, current_theme().color(self._tone(ink)))
            top += flow.height

    def _paint_stacked(self, painter: QPainter, inks: tuple[str, str]) -> None:
        flows, lead = (
            self._flows_in(self._shape, self.width()),
            self._lead(self._shape, self.width()),
        )
        room = self.width() - lead - self._tail(self._shape)
        top = (self.height() - sum(flow.height for flow in flows)) / 2
        for flow, ink in zip(flows, inks, strict=False):
            at = QPointF(self._box(lead, room, flow.height).left(), top)
            flow.paint(painter, at, current_theme().color(self._tone(ink)))
            top += flow.height

    def _paint_abreast(self, painter: QPainter, inks: tuple[str, str]) -> None:
        start = float(self._lead("line", self.width()))
        for flow, ink in zip(self._flows_in("line", self.width()), inks, strict=False):
            at = self._box(start, flow.width, flow.height).topLeft()
            flow.paint(painter, at, current_theme().color(self._tone(ink)))
            start += flow.width + current_theme().px(1.5 * _EDGE)

    def _at_end(self) -> float:
        """Where the number begins that ends a row or a cell."""
        return float(self.width() - current_theme().px(_EDGE + _NUMBER))

    def _box(self, start: float, width: float, height: float) -> QRectF:
        """Place something ``start`` px from where the officer begins to read, in the middle of the height."""
        x = self.width() - start - width if self._rtl() else start
        return QRectF(x, (self.height() - height) / 2, width, height)

    def _tone(self, ink: str) -> str:
        if not self.isEnabled():
            return "disabled"
        return "secondary" if self.spec.quiet and ink == "text" else ink


def _in_one_line(side: SideText, size: int, room: float) -> SideText:
    """The text, cut where it has no room; all of it is in the tool tip and to be heard."""
    theme = current_theme()
    font = theme.font(side.lang or theme.language, size)
    return replace(side, text=QFontMetricsF(font).elidedText(side.text, _CUT, room))
