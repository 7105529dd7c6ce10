# SPDX-License-Identifier: MIT
"""Options as the interview's card shows them: all in sight where they can be, the states apart.

Digits choose: a second one within `TWO_DIGITS_MS` makes 12 of 1 and takes the first choice back. Letters
search the words of the options.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.answer_pages import MOST
from ui.widgets.choice import STATE_KEYS, ChoiceBody, ChoiceLook, folded
from ui.widgets.choice_row import ChoiceRow, RowSpec
from ui.widgets.option_board import OptionBoard
from ui.widgets.pair_row import PairRow
from ui.widgets.remeasure import remeasure
from ui.widgets.words import Translate, english

TWO_DIGITS_MS: Final = 800


class BoardBody(ChoiceBody):
    """``segments``: options and states stand in one line, as a line of a form does.

    Otherwise the states stand in `state_line`, which the card puts where nothing scrolls them away.
    """

    option_wanted = Signal(int)  # the number of an option that was found and is not shown
    first_shown: ClassVar[int] = MOST - 1  # the search takes the height of a row
    most_found: ClassVar[int] = MOST

    def __init__(  # noqa: PLR0913 a list's looks are its keywords
        self,
        rows: Sequence[RowSpec],
        *,
        name: str,
        look: ChoiceLook,
        states: Sequence[RowSpec] = (),
        segments: bool = False,
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        self._segments = segments
        self._every: list[ChoiceRow] = []  # also those that are on another page
        self._pool: list[PairRow] = []  # all that were made: they take one option after the other
        self._options: range | None = None
        self._typed = ""  # what a next sign goes on from
        self._before: str | list[str] | None = None  # what was chosen before the first digit
        super().__init__(rows, name=name, look=look, states=states, tr=tr, parent=parent)
        if self._search is not None:
            self._search.ask_first(self.press)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TWO_DIGITS_MS)
        self._pause.timeout.connect(self._forget_typed)

    def take(
        self, rows: Sequence[RowSpec], *, look: ChoiceLook, states: Sequence[RowSpec] = ()
    ) -> None:
        """Be the list of another question, in the rows that are there; with as many ``states`` as before."""
        self._pause.stop()
        self._forget_typed()
        self._ask(rows, look)
        self._options = None
        if self._search is not None:
            self._search.forget()
        for row, spec in zip(self._state_rows, states, strict=True):
            row.renew(spec, key=self._state_key(spec), size=look.size, multi=False)
        self._fill()

    def fit(self, width: int, height: int) -> None:
        """Lay the options out for this room, px."""
        if not self._segments:
            around = self.heightForWidth(width) - self.board.heightForWidth(width)
            self.board.fit(width, height - around)

    def lowest(self, width: int, *, plain: bool = False) -> int:
        """The least height, px, that `fit` can bring it to, with its states wherever they stand.

        ``plain``: with its options in rows, which costs no search for a better arrangement.
        """
        if self._segments:
            return self.heightForWidth(width)
        line, gap = self.state_line(), self._column.spacing()
        others = [
            widget
            for widget in (self._search, self._none, line)
            if widget is not None and not widget.isHidden()
        ]
        if line is not None and line.isHidden():
            others.append(line)
        heights = [
            widget.heightForWidth(width)
            if widget.hasHeightForWidth()
            else widget.sizeHint().height()
            for widget in others
        ]
        return self.board.lowest(width, plain=plain) + sum(heights) + gap * len(others)

    def show_options(self, options: range | None) -> None:
        """Show some of the options, or all."""
        if options == self._options:
            return
        self._forget_typed()
        self._options = options
        self._rows = [*self._every]
        self._place_rows()
        self._show_checks()

    def show_keys(self, *, on: bool) -> None:
        """Show the digits of the rows, or only their places."""
        for row in (*self._every, *self._state_rows):
            row.show_key(on=on)

    def state_line(self) -> QWidget | None:
        """The line of the states; None where they stand among the segments, or there are none."""
        return self._line if self._state_rows and not self._segments else None

    def take_states_back(self) -> None:
        """Put the line of the states under the options again."""
        if (line := self.state_line()) is not None and line.parentWidget() is not self:
            self._column.addWidget(line)
            line.show()
            remeasure(self)

    def press(self, text: str) -> bool:
        before = self._selection.value()
        if text.isdigit() and self._typed.isdigit() and self._has(self._typed + text):
            text, before = self._typed + text, self._before
            self._selection.set_value(before)
        chosen = super().press(text)
        if text.isdigit():
            self._forget_typed()
        if text.isdigit() and len(text) == 1 and self._goes_on(text):
            self._typed, self._before, chosen = text, before, True
            self._pause.start()
        return chosen

    def begin_search(self, text: str) -> bool:
        """Go on in the search, or with the words of the options themselves."""
        if self._search is not None:
            return super().begin_search(text)
        letters = ("" if self._typed.isdigit() else self._typed) + text
        wanted = folded(letters)
        found = next((n for n, row in enumerate(self._every) if _begins(row.spec, wanted)), None)
        if found is None:
            return False
        self.option_wanted.emit(found)
        self._every[found].setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed, self._before = letters, None  # last: another page begins anew
        self._pause.start()
        return True

    def _on_clicked(self) -> None:
        self._forget_typed()  # what is chosen now is no digit's to take back
        super()._on_clicked()

    def _on_typed(self, text: str) -> None:
        letters = "" if self._typed.isdigit() else self._typed
        if not (self.press(text) or self.begin_search(text)):
            self._forget_typed()
            self.unclaimed.emit(letters + text)

    def _forget_typed(self) -> None:
        self._typed, self._before = "", None

    def _has(self, key: str) -> bool:
        return any(row.key == key for row in self.rows())

    def _goes_on(self, digit: str) -> bool:
        """Whether there are keys of two digits that begin so."""
        keys = (row.key for row in self.rows())
        return any(len(key) > 1 and key.startswith(digit) for key in keys)

    def _digits(self, number: int) -> str:
        return str(number) if self._look.numbered else ""

    def _make_places(self, layout: QVBoxLayout, states: Sequence[RowSpec]) -> None:
        self._column = layout
        self.board = OptionBoard()
        layout.addWidget(self.board)
        self._line = OptionBoard()
        for spec in states:
            self._state_rows.append(self._row(spec, self._state_key(spec)))
        if not self._segments and states:
            self._line.set_rows([row for row in self._state_rows if isinstance(row, PairRow)])
            self._line.set_line()
            layout.addWidget(self._line)

    def _rows_for(self, specs: Sequence[RowSpec]) -> list[ChoiceRow]:
        for spec in specs[len(self._pool) :]:
            self._pool.append(self._row(spec, ""))
        rows = self._pool[: len(specs)]
        look = self._look
        for number, (row, spec) in enumerate(zip(rows, specs, strict=True), start=1):
            row.renew(spec, key=self._digits(number), size=look.size, multi=look.multi)
        return [*rows]

    def _state_key(self, spec: RowSpec) -> str:
        return STATE_KEYS[spec.id] if self._look.numbered else ""

    def _place_rows(self) -> None:
        self._every = [*self._rows]
        if self._options is not None:
            self._rows = [self._every[number] for number in self._options]
        rows = self.rows() if self._segments else self._rows
        self.board.set_rows([row for row in rows if isinstance(row, PairRow)])
        if self._segments:
            self.board.set_segments()

    def _turn_states(self) -> None:
        """They always stand in one line."""

    def _row(self, spec: RowSpec, key: str) -> PairRow:
        multi = self._look.multi and spec.id not in STATE_KEYS
        row = PairRow(spec, key=key, size=self._look.size, multi=multi, parent=self)
        self._connect(row)
        return row


def _begins(spec: RowSpec, letters: str) -> bool:
    """Whether a word of the option, in either language, begins with these letters."""
    words = folded(" ".join(side.text for side in spec.texts))
    return words.startswith(letters) or f" {letters}" in words
