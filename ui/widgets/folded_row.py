# SPDX-License-Identifier: MIT
"""A row of a table that is too narrow for its columns: its cells go on in further lines of the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.theme import current_theme
from ui.widgets.flow import natural_width
from ui.widgets.status import badge_flow, badge_size, paint_badge, shortened

KIND_ROLE = int(Qt.ItemDataRole.UserRole) + 77
ICON_ROLE = KIND_ROLE + 1
LANG_ROLE = KIND_ROLE + 2

Index = QModelIndex | QPersistentModelIndex
LINE = 36  # px at 100 %: of a folded row
PAD = 12
_INSET = 8  # px at 100 %, at both sides of a cell in a folded row
_LABEL = 14  # type size


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where the cell of a column stands in a folded row. px."""

    column: int
    line: int
    left: int
    width: int


def folded(widths: Sequence[int], room: int) -> tuple[CellPlace, ...]:
    """Places for cells of these widths: in their order, as many to a line as fit."""
    found: list[CellPlace] = []
    line = left = 0
    for column, wanted in enumerate(widths):
        width = min(wanted, room)
        if left and left + width > room:
            line, left = line + 1, 0
        found.append(CellPlace(column, line, left, width))
        left += width
    return tuple(found)


def cell_width(cell: Index) -> int:
    """What a cell needs in a folded row."""
    theme = current_theme()
    kind, text, lang = _look(cell)
    if kind or not text:
        flow, icon = badge_flow(text, lang), str(cell.data(ICON_ROLE) or "")
        return (badge_size(flow, icon).width() if text else 0) + 2 * theme.px(_INSET)
    wide = natural_width(text, lang or theme.language, theme.font(lang))
    return ceil(_label_width(cell) + wide) + 2 * theme.px(_INSET) + 1


def paint_row(painter: QPainter, area: QRect, row: Index, places: Sequence[CellPlace]) -> None:
    """Paint all cells of a row into its area."""
    lines = max(place.line for place in places) + 1
    high = area.height() / lines
    for place in places:
        box = QRectF(area.left() + place.left, area.top() + place.line * high, place.width, high)
        _paint_cell(painter, box, row.sibling(row.row(), place.column))


def spoken(row: Index) -> str:
    """A folded row as it is read out: all that stands in it, under its column's name."""
    model = row.model()
    cells = (row.sibling(row.row(), column) for column in range(model.columnCount()))
    told = ((_label(cell), str(cell.data() or "")) for cell in cells)
    return ", ".join(f"{label} {text}".strip() for label, text in told if text)


def _paint_cell(painter: QPainter, box: QRectF, cell: Index) -> None:
    theme = current_theme()
    kind, text, lang = _look(cell)
    if not text:
        return
    left, room = box.left() + theme.px(_INSET), box.width() - 2 * theme.px(_INSET)
    if kind:
        icon = str(cell.data(ICON_ROLE) or "")
        flow = badge_flow(text, lang)
        size = badge_size(flow, icon)
        at = QPointF(left, box.center().y() - size.height() / 2)
        if (over := size.width() - room) > 0:
            flow = badge_flow(shortened(text, lang, over), lang)
        width = min(float(size.width()), room)
        paint_badge(painter, QRectF(at.x(), at.y(), width, size.height()), flow, kind, icon)
        return
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if label := _label(cell):
        painter.setFont(theme.font("", _LABEL))
        painter.setPen(theme.color("secondary"))
        painter.drawText(QRectF(left, box.top(), room, box.height()), flags, label)
    left += _label_width(cell)
    painter.setFont(theme.font(lang))
    painter.setPen(theme.color("text"))
    area = QRectF(left, box.top(), box.right() - theme.px(_INSET) - left + 1, box.height())
    fitting = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, ceil(area.width())
    )
    painter.drawText(area, flags, fitting)


def _look(cell: Index) -> tuple[str, str, str]:
    """Kind of badge, words, language."""
    text = str(cell.data() or "")
    current_theme().fonts.cover(text)
    return str(cell.data(KIND_ROLE) or ""), text, str(cell.data(LANG_ROLE) or "")


def _label(cell: Index) -> str:
    """The name of the column, which no header says; the first names the row and needs none."""
    if cell.column() == 0:
        return ""
    return str(cell.model().headerData(cell.column(), Qt.Orientation.Horizontal) or "")


def _label_width(cell: Index) -> float:
    theme, label = current_theme(), _label(cell)
    if not label:
        return 0
    return natural_width(label, theme.language, theme.font("", _LABEL)) + theme.space(1)
