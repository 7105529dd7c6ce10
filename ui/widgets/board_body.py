# SPDX-License-Identifier: MIT
"""Options as the interview's card shows them: all in sight where they can be, the states apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.choice import STATE_KEYS, ChoiceBody, ChoiceLook
from ui.widgets.choice_row import RowSpec
from ui.widgets.option_board import OptionBoard
from ui.widgets.pair_row import PairRow
from ui.widgets.words import Translate, english


class BoardBody(ChoiceBody):
    """``segments``: options and states stand in one line, as a line of a form does.

    Otherwise the states stand in `state_line`, which the card puts where nothing scrolls them away.
    """

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
        super().__init__(rows, name=name, look=look, states=states, tr=tr, parent=parent)

    def fit(self, width: int, height: int) -> None:
        """Lay the options out for this room, px."""
        if not self._segments:
            self.board.fit(width, height - self._around(width))

    def lowest(self, width: int) -> int:
        """The least height, px, that `fit` can bring it to."""
        if self._segments:
            return self.heightForWidth(width)
        return self.board.lowest(width) + self._around(width)

    def _around(self, width: int) -> int:
        """What stands above and below the options."""
        return self.heightForWidth(width) - self.board.heightForWidth(width)

    def _make_places(self, layout: QVBoxLayout, states: Sequence[RowSpec]) -> None:
        self.board = OptionBoard()
        layout.addWidget(self.board)
        self.state_line = OptionBoard()
        for spec in states:
            self._state_rows.append(
                self._row(spec, STATE_KEYS[spec.id] if self._look.numbered else "")
            )
        if not self._segments and states:
            self.state_line.set_rows([row for row in self._state_rows if isinstance(row, PairRow)])
            self.state_line.set_line()
            layout.addWidget(self.state_line)

    def _place_rows(self) -> None:
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
