# SPDX-License-Identifier: MIT
"""Who is told what: recipients one under the other, each with the groups of data by what was said of them.

In words that wrap, so that nothing scrolls sideways however many groups there are. Refused is neutral grey,
never red: refusing is a right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.a11y import Role, check_one, one_stop, set_role
from ui.screens.refill import Region
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel, row
from ui.widgets.status import BadgeKind, StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate, english

CellState = Literal["agreed", "refused", "by_law", "never", "unknown"]

_LOOKS: Mapping[CellState, tuple[BadgeKind, str]] = {  # kind of badge, icon
    "agreed": ("success", "check"),
    "by_law": ("info", "shield"),
    "refused": ("neutral", "minus"),
    "unknown": ("neutral", "question"),
    "never": ("neutral", "lock"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What holds for one group of data; ``reason`` says why."""

    state: CellState
    reason: str = ""


class _Recipient(Panel):
    """One row: the name to choose it by, its state on the whole, and its groups by state."""

    def __init__(self, name: str, columns: Sequence[tuple[str, str]], tr: Translate) -> None:
        super().__init__(role="card", margin=1)
        self._columns, self._tr = columns, tr
        self.button = Button(name, rank="outlined", tone="neutral", size="small")
        self._whole = StatusBadge("")
        self.body.addLayout(row(self.button, self._whole, spacing=1.5))
        lines = QVBoxLayout()
        lines.setSpacing(current_theme().space(0.5))
        self.body.addLayout(lines)
        self._lines = Region(lines)
        self._words: Mapping[CellState, str] = {
            "agreed": tr("agreed"),
            "refused": tr("not agreed"),
            "by_law": tr("by law"),
            "never": tr("never"),
            "unknown": tr("not asked"),
        }

    def show_state(self, text: str, kind: BadgeKind) -> None:
        self._whole.set(text, kind)

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Show what holds for each group."""
        named = tuple((cells[key], name) for key, name in self._columns if key in cells)
        self._lines.draw(named, lambda: self._told(named))

    def _told(self, named: Sequence[tuple[Cell, str]]) -> Iterator[QWidget]:
        """A line for each state, and for each reason of it."""
        cells = dict.fromkeys(cell for cell, _name in named)
        for state in _LOOKS:
            for cell in cells:
                if cell.state == state:
                    yield self._line(cell, [name for its, name in named if its == cell], len(cells))

    def _line(self, cell: Cell, names: Sequence[str], kinds: int) -> QWidget:
        tr, (kind, icon) = self._tr, _LOOKS[cell.state]
        groups = tr("All parts") if kinds == 1 else " · ".join(names)
        line = QWidget()
        badge = StatusBadge(self._words[cell.state], kind=kind, icon=icon)
        words = f"{groups} — {cell.reason}" if cell.reason else groups
        line.setLayout(row(badge, TextLabel(words, size=14), spacing=1, stretch_last=True))
        return line


class Plan(QWidget):
    """The plan of disclosure. ``row_chosen`` carries the recipient."""

    row_chosen = Signal(str)

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[tuple[str, str]],
        *,
        name: str,
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.Grouping).setAccessibleName(name)
        self._rows = {key: _Recipient(words, columns, tr) for key, words in rows}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        for key, recipient in self._rows.items():
            recipient.button.clicked.connect(lambda _on=False, key=key: self.row_chosen.emit(key))
            layout.addWidget(recipient)
        layout.addStretch(1)
        self.choose("")
        one_stop(*(recipient.button for recipient in self._rows.values()))

    def button(self, key: str) -> Button:
        """What a row is chosen by. Raises KeyError for an unknown one."""
        return self._rows[key].button

    def choose(self, key: str) -> None:
        """Show which row is chosen; none for an empty key."""
        for id_, recipient in self._rows.items():
            check_one(recipient.button, on=id_ == key)

    def show_cells(
        self,
        cells: Mapping[tuple[str, str], Cell],
        states: Mapping[str, tuple[str, BadgeKind]],
    ) -> None:
        """Show cells by (row, column), and the state of rows (words, kind of badge), e.g. blocked.

        Raises KeyError for an unknown row.
        """
        for key in dict.fromkeys(row_key for row_key, _column in cells):
            own = {column: cell for (at, column), cell in cells.items() if at == key}
            self._rows[key].show_cells(own)
        for key, (text, kind) in states.items():
            self._rows[key].show_state(text, kind)
