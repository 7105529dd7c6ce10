# SPDX-License-Identifier: MIT
"""What things lie on: panels, cards, and rows and columns with the grid's spacing."""

from __future__ import annotations

from typing import Any, Literal, cast

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayoutItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui import a11y
from ui.theme import current_theme
from ui.widgets.text import SectionTitle

Role = Literal["plain", "card", "raised", "sunken", "selected", "bar", "head"]


def restyle(widget: QWidget) -> None:
    """Make the style sheet look at a widget's changed properties."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


class Column(QVBoxLayout):
    """A column whose things stay at the top when there is more room than they need.

    Room is handed on as soon as something in it asks for room: a stretch, a table, a text area.
    """

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area if self._wants_room() else self._needed(area))

    def _wants_room(self) -> bool:
        if self.expandingDirections() & Qt.Orientation.Vertical:
            return True
        return any(self.stretch(number) for number in range(self.count()))

    def _needed(self, area: QRect) -> QRect:
        wanted = self.sizeHint().height()
        if self.hasHeightForWidth():
            wanted = self.heightForWidth(area.width())
        return QRect(area.left(), area.top(), area.width(), min(wanted, area.height()))


class Panel(QFrame):
    """A surface with a column of things in it; ``margin`` in steps of 8 px."""

    def __init__(
        self, *, role: Role = "plain", margin: float = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._margin, self._gap = margin, 2.0 if margin > 1 else 1.0
        self.setProperty("role", role)
        self.body: QVBoxLayout = Column(self)
        self._space()

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the column and return it."""
        self.body.addWidget(widget)
        return widget

    def set_gap(self, steps: float) -> None:
        """Set the room between the things in the column, in steps of 8 px."""
        self._gap = steps
        self._space()

    def set_margin(self, steps: float) -> None:
        """Set the room around the column, in steps of 8 px."""
        if steps != self._margin:
            self._margin = steps
            self._space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def _space(self) -> None:
        theme = current_theme()
        edge = theme.space(self._margin)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(theme.space(self._gap))


class CardFrame(Panel):
    """A card, with a title of level 2 when one is given."""

    def __init__(self, title: str = "", *, lang: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role="card", margin=3, parent=parent)
        if title:
            a11y.set_role(self, a11y.Role.Grouping).setAccessibleName(title)
        self.title = SectionTitle(title, lang=lang, level=2)
        self.body.addWidget(self.title)
        self.title.setVisible(bool(title))


class Row(QHBoxLayout):
    """Things side by side, which go on in further lines where there is no room: at 200 % on a laptop."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QAbstractButton] = []  # whatever else there is may be made narrower
        self._unbroken: int | None = None  # the width that breaks no button, once reckoned

    def addWidget(self, widget: QWidget, *where: Any, **more: Any) -> None:  # noqa: ANN401 Qt's
        self._note(widget)
        super().addWidget(widget, *where, **more)

    def insertWidget(self, index: int, widget: QWidget, *where: Any, **more: Any) -> None:  # noqa: ANN401 Qt's
        self._note(widget)
        super().insertWidget(index, widget, *where, **more)

    def invalidate(self) -> None:
        self._unbroken = None
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        return True

    def minimumSize(self) -> QSize:
        edges = self._edges()
        widest = max((item.minimumSize().width() for item in self._items()), default=0)
        return QSize(widest, super().minimumSize().height()) + QSize(edges.width(), 0)

    def heightForWidth(self, width: int) -> int:
        if self._fits(width):
            if super().hasHeightForWidth():
                return super().heightForWidth(width)
            return super().sizeHint().height()
        lines = self._lines(width - self._edges().width())
        heights = [max(_height(item, wide) for item, wide in line) for line in lines]
        return sum(heights) + self.spacing() * (len(lines) - 1) + self._edges().height()

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        if self._fits(area.width()):
            return
        inner = self.contentsRect()
        rtl = self._rtl()
        top = inner.top()
        for line in self._lines(inner.width()):
            height = max(_height(item, wide) for item, wide in line)
            left = inner.left()
            for item, wide in line:
                x = inner.left() + inner.right() - left - wide + 1 if rtl else left
                item.setGeometry(QRect(x, top, wide, height))
                left += wide + self.spacing()
            top += height + self.spacing()

    def _note(self, widget: QWidget) -> None:
        if isinstance(widget, QAbstractButton):
            self._buttons.append(widget)

    def _items(self) -> list[QLayoutItem]:
        found = [self.itemAt(number) for number in range(self.count())]
        return [item for item in found if item is not None and not item.isEmpty()]

    def _fits(self, width: int) -> bool:
        """Without breaking the words of a button, which a further line has room for."""
        if self._unbroken is None:
            shown = (
                button for button in self._buttons if isValid(button) and not button.isHidden()
            )
            missing = (
                button.sizeHint().width() - button.minimumSizeHint().width() for button in shown
            )
            self._unbroken = super().minimumSize().width() + sum(missing)
        return self._unbroken <= width

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        used = 0
        for item in self._items():
            wide = min(max(item.sizeHint().width(), item.minimumSize().width()), width)
            if lines and used + self.spacing() + wide <= width:
                lines[-1].append((item, wide))
                used += self.spacing() + wide
            else:
                lines.append([(item, wide)])
                used = wide
        return [
            [(line[0][0], width)] if len(line) == 1 and _may_grow(line[0][0]) else line
            for line in lines
        ]

    def _edges(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _rtl(self) -> bool:
        owner = cast("QWidget | None", self.parentWidget())
        return owner is not None and owner.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _may_grow(item: QLayoutItem) -> bool:
    widget = item.widget()
    if widget is None:
        return True
    if isinstance(widget, QAbstractButton):
        return False
    kept = (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
    return widget.sizePolicy().horizontalPolicy() not in kept


def _filled(layout: QBoxLayout, widgets: tuple[QWidget, ...], spacing: float) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_theme().space(spacing))
    for widget in widgets:
        layout.addWidget(widget)


def row(*widgets: QWidget, spacing: float = 2, stretch_last: bool = False) -> QHBoxLayout:
    """Return widgets side by side, from the start of the line; ``spacing`` in steps of 8 px."""
    layout = Row()
    _filled(layout, widgets, spacing)
    if stretch_last and widgets:
        layout.setStretch(len(widgets) - 1, 1)
    elif widgets:
        layout.addStretch(1)
    return layout


def column(*widgets: QWidget, spacing: float = 2, stretch_last: bool = False) -> QVBoxLayout:
    """Return widgets one under the other; ``spacing`` in steps of 8 px."""
    layout = Column()
    _filled(layout, widgets, spacing)
    if stretch_last and widgets:
        layout.setStretch(len(widgets) - 1, 1)
    return layout
