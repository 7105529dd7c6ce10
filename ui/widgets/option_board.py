# SPDX-License-Identifier: MIT
"""Options laid out so that as many as possible are in sight: rows, or a grid of two to four columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme
from ui.widgets.pair_row import PairRow, Shape
from ui.widgets.remeasure import remeasure
from ui.widgets.self_placed import SelfPlaced

_MOST_COLUMNS: Final = 4
_FEW: Final = 4  # so many stand in one line of cells
_ACROSS, _DOWN = 8, 4  # px at 100 %, between cells


_Box = tuple[int, int, int, int]  # left, top, width and bottom of an option, px


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``cuts``: where each further column begins; empty for rows."""

    shape: Shape
    cuts: tuple[int, ...] = ()

    def columns(self, count: int) -> list[range]:
        """Return the numbers of the options of each column."""
        return [range(a, b) for a, b in pairwise((0, *self.cuts, count))]


class OptionBoard(SelfPlaced):
    """Its rows are given; `fit` chooses the arrangement for the room there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QSizePolicy.Policy.Preferred, parent)
        self._rows: Sequence[PairRow] = ()
        self._arrangement, self._applied = Arrangement("row"), False
        self._placed: dict[tuple[Arrangement, int], list[_Box]] = {}  # by width, px
        self._measured = 0  # how often the rows had been measured anew by then

    def set_rows(self, rows: Sequence[PairRow]) -> None:
        """Show these options, which belong to the board from now on, and none of those before."""
        for row in self._rows:
            if row not in rows:
                row.hide()
        self._rows = rows
        self._placed.clear()
        added = [row for row in rows if row.parent() is not self]
        for row in added:
            row.setParent(self)
        for row in rows:
            if added:
                row.raise_()  # the order of the board is that of a screen reader
            row.show()
        self._applied = False
        self._apply(Arrangement("row"))

    def lowest(self, width: int, *, plain: bool = False) -> int:
        """The height, px, of the lowest arrangement; ``plain``: of rows, which `fit` tries first."""
        if plain:
            return self._height(Arrangement("row"), width)
        return min((self._height(tried, width) for tried in self._tried(width)), default=0)

    def fit(self, width: int, height: int) -> None:
        """Choose the first arrangement that shows all in this room, px, else the one that shows most.

        Rows come first, then the grid with fewer columns.
        """
        best, most = Arrangement("row"), -1
        for tried in self._tried(width):
            shown = self._shown(tried, width, height)
            if shown > most:
                best, most = tried, shown
            if shown == len(self._rows):
                break
        self._apply(best)

    def set_segments(self) -> None:
        """All in one line of equal segments."""
        self._apply(Arrangement("segment", tuple(range(1, len(self._rows)))))

    def set_line(self) -> None:
        """All in one line of equal cells, as low as their words allow."""
        self._apply(Arrangement("line", tuple(range(1, len(self._rows)))))

    def heightForWidth(self, width: int) -> int:
        return self._height(self._arrangement, width)

    def sizeHint(self) -> QSize:
        width = max((row.sizeHint().width() for row in self._rows), default=0)
        width *= len(self._arrangement.cuts) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = max((row.minimumSizeHint().width() for row in self._rows), default=0)
        gaps = current_theme().px(_ACROSS) * len(self._arrangement.cuts)
        return QSize(width * (len(self._arrangement.cuts) + 1) + gaps, 0)

    def _apply(self, arrangement: Arrangement) -> None:
        if arrangement == self._arrangement and self._applied:
            return
        self._arrangement, self._applied = arrangement, True
        columns = arrangement.columns(len(self._rows))
        last = {column[-1] for column in columns if column}
        for number, row in enumerate(self._rows):
            row.set_shape(arrangement.shape, last=number in last)
        remeasure(self)
        self.place()

    def place(self) -> None:
        for row, (left, top, width, bottom) in zip(
            self._rows, self._boxes(self._arrangement, self.width()), strict=True
        ):
            row.setGeometry(left, top, width, bottom - top)

    def _tried(self, width: int) -> Iterator[Arrangement]:
        count = len(self._rows)
        yield Arrangement("row")
        if 1 < count <= _FEW:
            yield Arrangement("cell", tuple(range(1, count)))
            return
        for columns in range(2, min(_MOST_COLUMNS, count) + 1):
            yield self._balanced(columns, width)

    def _balanced(self, columns: int, width: int) -> Arrangement:
        """The cells run down; they are cut where the highest column is lowest."""
        wide = self._cell_width(columns, width)
        tall = [row.height_as("cell", wide) + current_theme().px(_DOWN) for row in self._rows]
        low, high = max(tall), sum(tall)
        while low < high:  # the lowest height in which they have room
            middle = (low + high) // 2
            if _cuts(tall, middle, columns) is None:
                low = middle + 1
            else:
                high = middle
        return Arrangement("cell", _cuts(tall, low, columns) or ())

    def _cell_width(self, columns: int, width: int) -> int:
        gaps = current_theme().px(_ACROSS) * (columns - 1)
        return max((width - gaps) // columns, 1)

    def _height(self, arrangement: Arrangement, width: int) -> int:
        return max((bottom for *_box, bottom in self._boxes(arrangement, width)), default=0)

    def _shown(self, arrangement: Arrangement, width: int, height: int) -> int:
        """How many options are whole in this room."""
        return sum(bottom <= height for *_box, bottom in self._boxes(arrangement, width))

    def _boxes(self, arrangement: Arrangement, width: int) -> list[_Box]:
        """Reckoned once for each width: layouts ask far more often than a row changes."""
        measured = sum(row.measured for row in self._rows)
        if measured != self._measured:
            self._measured = measured
            self._placed.clear()
        of = arrangement, width
        if of not in self._placed:
            self._placed[of] = self._reckoned(arrangement, width)
        return self._placed[of]

    def _reckoned(self, arrangement: Arrangement, width: int) -> list[_Box]:
        theme, rows = current_theme(), self._rows
        columns = arrangement.columns(len(rows))
        across = 0 if arrangement.shape == "row" else theme.px(_ACROSS)
        down = 0 if arrangement.shape == "row" else theme.px(_DOWN)
        wide = self._cell_width(len(columns), width) if len(columns) > 1 else width
        one_line = all(len(column) == 1 for column in columns) and len(columns) > 1
        equal = max(row.height_as(arrangement.shape, wide) for row in rows) if one_line else 0
        boxes = []
        for place, column in enumerate(columns):
            left = place * (wide + across)
            if self.layoutDirection().name == "RightToLeft":
                left = width - left - wide
            top = 0
            for number in column:
                high = equal or rows[number].height_as(arrangement.shape, wide)
                boxes.append((left, top, wide, top + high))
                top += high + down
        return boxes


def _cuts(tall: Sequence[int], most: int, columns: int) -> tuple[int, ...] | None:
    """Where each further column begins if each is filled up to ``most`` px; None where more are needed."""
    cuts: list[int] = []
    left, count = most, len(tall)
    for number, high in enumerate(tall):
        must = count - number == columns - len(cuts) - 1  # each column has a cell
        if number and (high > left or must):
            cuts.append(number)
            left = most
        left -= high
    return tuple(cuts) if len(cuts) < columns and left >= 0 else None
