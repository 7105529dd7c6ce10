# SPDX-License-Identifier: MIT
"""What things lie on: panels, cards, and rows and columns with the grid's spacing."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.text import SectionTitle

Role = Literal["plain", "card", "raised", "sunken", "selected", "bar", "head"]


def restyle(widget: QWidget) -> None:
    """Make the style sheet look at a widget's changed properties."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


class Panel(QFrame):
    """A surface with a column of things in it; ``margin`` in steps of 8 px."""

    def __init__(self, *, role: Role = "plain", margin: float = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin = margin
        self.setProperty("role", role)
        self.body = QVBoxLayout(self)
        self._space()

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget at the end of the column and return it."""
        self.body.addWidget(widget)
        return widget

    def set_role(self, role: Role) -> None:
        """Change the surface, e.g. to ``selected``."""
        self.setProperty("role", role)
        restyle(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def _space(self) -> None:
        theme = current_theme()
        edge = theme.space(self._margin)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(theme.space(2 if self._margin > 1 else 1))


class CardFrame(Panel):
    """A card, with a title of level 2 when one is given."""

    def __init__(self, title: str = "", *, lang: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role="card", margin=3, parent=parent)
        self.title = SectionTitle(title, lang=lang, level=2)
        self.body.addWidget(self.title)
        self.title.setVisible(bool(title))


def _filled(layout: QBoxLayout, widgets: tuple[QWidget, ...], spacing: float) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_theme().space(spacing))
    for widget in widgets:
        layout.addWidget(widget)


def row(*widgets: QWidget, spacing: float = 2, stretch_last: bool = False) -> QHBoxLayout:
    """Return widgets side by side, from the start of the line; ``spacing`` in steps of 8 px."""
    layout = QHBoxLayout()
    _filled(layout, widgets, spacing)
    if stretch_last and widgets:
        layout.setStretch(len(widgets) - 1, 1)
    elif widgets:
        layout.addStretch(1)
    return layout


def column(*widgets: QWidget, spacing: float = 2, stretch_last: bool = False) -> QVBoxLayout:
    """Return widgets one under the other; ``spacing`` in steps of 8 px."""
    layout = QVBoxLayout()
    _filled(layout, widgets, spacing)
    if stretch_last and widgets:
        layout.setStretch(len(widgets) - 1, 1)
    return layout
