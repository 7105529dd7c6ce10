# SPDX-License-Identifier: MIT
"""Lists of options with large targets, in one language or in two halves.

Keys: 1–9 choose, 0 is *unsure*, - is *declined*, arrows move, letters search a long list. A list is one
stop of Tab. Long lists make rows only for what is found, so that 250 countries cost no more than 40.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from ui.a11y import Role, set_role
from ui.theme import current_theme
from ui.widgets.answer_spec import DECLINED, UNSURE, SideText
from ui.widgets.buttons import IconButton
from ui.widgets.choice_row import ChoiceRow, RowSpec
from ui.widgets.form import SearchField
from ui.widgets.selection import Selection
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate, english

LONG = 12
_LAST_DIGIT = 9
_ABREAST = 800  # px at 100 %: from here on both states have room in one line
_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STATE_KEYS = {UNSURE: "0", DECLINED: "-"}


@dataclass(frozen=True, slots=True)
class ChoiceLook:
    """How a list is shown. ``free``: a code that is not in the list may be typed."""

    multi: bool = False
    size: int = 18
    numbered: bool = True
    searchable: bool = False
    columns: int = 1
    free: bool = False
    listen: str = ""  # the word of a button beside each option that reads it aloud
    states_abreast: bool = False  # both states in one line: under inputs and in composite questions


class ChoiceBody(QWidget):
    """Rows of options, then rows of states."""

    toggled = Signal(str)
    state_chosen = Signal(str)
    changed = Signal(object)
    listen_wanted = Signal(str)
    unclaimed = Signal(str)  # typed on a row, and neither its key nor a search
    first_shown: ClassVar[int] = 8  # of a list with a search
    most_found: ClassVar[int] = 40

    def __init__(  # noqa: PLR0913 a list's looks are its keywords
        self,
        rows: Sequence[RowSpec],
        *,
        name: str,
        look: ChoiceLook,
        states: Sequence[RowSpec] = (),
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask(rows, look)
        self._rows: list[ChoiceRow] = []
        self._state_rows: list[ChoiceRow] = []
        if name:  # else the card, or the line of the part, is the group
            set_role(self, Role.Grouping).setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        self._search: SearchField | None = None
        if look.searchable:
            self._search = SearchField(tr("Find in the list"), tr=tr, delay=0)
            self._search.searched.connect(self._on_searched)
            self._search.entered.connect(self._on_entered)
            layout.addWidget(self._search)
        self._nothing = tr("Nothing found. Try another spelling.")
        self._more = tr("More were found than are shown here: type more letters.")
        self._none = TextLabel(tone="secondary")
        layout.addWidget(self._none)
        self._make_places(layout, states)
        self._fill()

    def _ask(self, rows: Sequence[RowSpec], look: ChoiceLook) -> None:
        """Nothing of these is chosen."""
        self._specs, self._look = list(rows), look
        exclusive = {spec.id for spec in rows if spec.exclusive}
        self._selection = Selection([s.id for s in rows], multi=look.multi, exclusive=exclusive)

    def chosen(self) -> list[str]:
        return self._selection.chosen

    def state(self) -> str:
        return self._selection.state

    def value(self) -> str | list[str] | None:
        """Return an id, a list of ids, a state, or None."""
        return self._selection.value()

    def set_value(self, value: object) -> None:
        """Show a value form; emits nothing."""
        self._selection.set_value(value)
        if self._look.searchable:
            self._fill()
        self._show_checks()

    def press(self, text: str) -> bool:
        """Do what a key does: a digit chooses the row that shows it. Returns False for other keys."""
        for row in self.rows():
            if text and text == row.key and row.isEnabled():
                row.setFocus(Qt.FocusReason.ShortcutFocusReason)
                row.click()
                return True
        return False

    def press_state(self, state: str) -> bool:
        """Choose *unsure* or *declined*, or take it back; False where it is not offered."""
        for row in self._state_rows:
            if row.spec.id == state and row.isEnabled():
                row.setFocus(Qt.FocusReason.ShortcutFocusReason)
                row.click()
                return True
        return False

    def summary(self, options: range | None) -> str:
        """The first words of what is chosen; ``options``: of these only."""
        state = next((row.spec for row in self._state_rows if row.isChecked()), None)
        if state is not None:
            return state.spoken()
        chosen = set(self._selection.chosen)
        specs = self._specs if options is None else [self._specs[number] for number in options]
        return ", ".join(spec.spoken() for spec in specs if spec.id in chosen)

    def begin_search(self, text: str) -> bool:
        """Go on in the search from what was typed elsewhere; False where the list has none."""
        if self._search is not None:
            self._search.begin(text)
        return self._search is not None

    def mark_heard(self, option: str) -> None:
        """Show which option is being read aloud; it looks nothing like a choice. Empty: none."""
        for row in self.rows():
            row.set_heard(heard=row.spec.id == option)

    def rows(self) -> list[ChoiceRow]:
        """Return the rows in sight, options before states."""
        return [*self._rows, *self._state_rows]

    def _found(self) -> list[RowSpec]:
        if self._search is None:
            return self._specs
        wanted = folded(self._search.text())
        chosen = set(self._selection.chosen)
        if not wanted:
            first, others = self._specs[: self.first_shown], self._specs[self.first_shown :]
            return first + [spec for spec in others if spec.id in chosen] + self._unlisted()
        hits = [spec for spec in self._specs if wanted in _haystack(spec)]
        if not hits and self._look.free and _CODE.fullmatch(self._search.text()):
            return [_typed(self._search.text())]
        return hits

    def _unlisted(self) -> list[RowSpec]:
        listed = {spec.id for spec in self._specs}
        return [_typed(option) for option in self._selection.chosen if option not in listed]

    def _fill(self) -> None:
        found = self._found()
        words = ""
        if self._search is not None and self._search.text():
            more = len(found) > self.most_found
            words = self._more if more else "" if found else self._nothing
            found = found[: self.most_found]
        self._none.set_text(words)
        self._none.setVisible(bool(words))
        self._rows = self._rows_for(found)
        self._place_rows()
        self._show_checks()

    def _rows_for(self, specs: Sequence[RowSpec]) -> list[ChoiceRow]:
        """Make the rows of these options, in place of those that are there."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        return [self._row(spec, self._digits(number)) for number, spec in enumerate(specs, start=1)]

    def _digits(self, number: int) -> str:
        """The key of an option, as it is shown."""
        return str(number) if self._look.numbered and number <= _LAST_DIGIT else ""

    def _make_places(self, layout: QVBoxLayout, states: Sequence[RowSpec]) -> None:
        """Make the places of options and states, and the rows of the states."""
        self._grid = QGridLayout()
        self._state_box = self._state_line(states)
        self._grid.setSpacing(current_theme().space(1))
        layout.addLayout(self._grid)
        layout.addLayout(self._state_box)

    def _place_rows(self) -> None:
        """Put the rows of the options into their places."""
        columns = max(self._look.columns, 1)
        for place, row in enumerate(self._rows):
            line, column = place // columns, 2 * (place % columns)
            self._grid.addWidget(row, line, column)
            if self._look.listen:
                self._grid.addWidget(self._listen_button(row), line, column + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_states()

    def _turn_states(self) -> None:
        """Both states in one line where they have room there."""
        abreast = self._look.states_abreast and self.width() >= current_theme().px(_ABREAST)
        way = QBoxLayout.Direction
        self._state_box.setDirection(way.LeftToRight if abreast else way.TopToBottom)

    def _state_line(self, states: Sequence[RowSpec]) -> QBoxLayout:
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        layout.setSpacing(current_theme().space(1))
        for spec in states:
            row = self._row(spec, STATE_KEYS[spec.id] if self._look.numbered else "")
            self._state_rows.append(row)
            layout.addWidget(row, 1)
        return layout

    def _listen_button(self, row: ChoiceRow) -> IconButton:
        side = row.spec.texts[0]
        button = IconButton("play", self._look.listen, lang=side.lang)
        button.setAccessibleName(f"{self._look.listen}: {row.spec.spoken()}")
        button.clicked.connect(lambda: self.listen_wanted.emit(row.spec.id))
        row.destroyed.connect(button.deleteLater)
        return button

    def _row(self, spec: RowSpec, key: str) -> ChoiceRow:
        multi = self._look.multi and spec.id not in STATE_KEYS
        row = ChoiceRow(spec, key=key, size=self._look.size, multi=multi, parent=self)
        self._connect(row)
        return row

    def _connect(self, row: ChoiceRow) -> None:
        row.clicked.connect(self._on_clicked)
        row.moved.connect(self._on_moved)
        row.typed.connect(self._on_typed)
        row.entered.connect(self._on_row_entered)

    def _show_checks(self) -> None:
        chosen = {*self._selection.chosen, self._selection.state}
        rows = self.rows()
        stop = next((row for row in rows if row.spec.id in chosen), rows[0] if rows else None)
        for row in rows:
            row.show_check(on=row.spec.id in chosen)
        self._stop_at(next((row for row in rows if row.hasFocus()), stop))

    def _stop_at(self, stop: ChoiceRow | None) -> None:
        """Tab comes to one row: where the keyboard is or the arrows were last, else what is chosen first.

        A row that has the keyboard and is no stop would lead Tab to the first of the page.
        """
        policy = Qt.FocusPolicy
        for row in self.rows():
            row.setFocusPolicy(policy.StrongFocus if row is stop else policy.ClickFocus)

    def _on_row_entered(self) -> None:
        row = self.sender()
        if isinstance(row, ChoiceRow):
            self._stop_at(row)

    def _on_clicked(self) -> None:
        row = self.sender()
        if not isinstance(row, ChoiceRow):
            return
        option = row.spec.id
        if option in STATE_KEYS:
            self._selection.choose_state(option)
            self._show_checks()
            self.state_chosen.emit(option)
        else:
            self._selection.add(option)
            self._selection.toggle(option)
            self._show_checks()
            self.toggled.emit(option)
        self.changed.emit(self.value())

    def _on_moved(self, by: int) -> None:
        row = self.sender()
        rows = self.rows()
        if isinstance(row, ChoiceRow) and row in rows:
            target = rows[(rows.index(row) + by) % len(rows)]
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        if not (self.press(text) or self.begin_search(text)):
            self.unclaimed.emit(text)

    def _on_searched(self, _text: str) -> None:
        self._fill()

    def _on_entered(self) -> None:
        """Enter in the search chooses the first that was found; it never takes a choice back."""
        if self._rows and not self._rows[0].isChecked():
            self._rows[0].click()


def _typed(code: str) -> RowSpec:
    return RowSpec(code, (SideText("en", code),))


def folded(text: str) -> str:
    """Return a text as it is compared in a search."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _haystack(spec: RowSpec) -> str:
    return folded(" ".join((*(side.text for side in spec.texts), spec.search, spec.id)))
