# SPDX-License-Identifier: MIT
"""The answer as the interview's card has it: on as many pages as are needed for each to be whole in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.ruby import strip_ruby
from ui.widgets.answer_lines import AnswerLine, AnswerLines
from ui.widgets.answer_pages import Leaf, Page, Room, cut, leaves
from ui.widgets.answer_spec import STATES, AnswerSpec, PartSpec
from ui.widgets.answers import AnswerWidget
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.entries import PART
from ui.widgets.part_base import PartWidget
from ui.widgets.part_maker import PartMaker, is_list
from ui.widgets.part_strip import Chip
from ui.widgets.problem_summary import ProblemSummary
from ui.widgets.words import Translate, english


class PagedAnswer(AnswerWidget):
    """Short parts stand together as lines of a form; a list has a page of its own where not all fits."""

    turned = Signal()  # another page is shown
    planned = Signal()  # the question was cut in another way
    part_left = Signal()  # the keyboard went from a part to another one
    compact: ClassVar[bool] = True

    def __init__(
        self,
        spec: AnswerSpec,
        *,
        tr: Translate = english,
        tr_person: Translate | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._lines = AnswerLines(self._listen)
        self._summary = ProblemSummary(tr)
        super().__init__(spec, tr=tr, tr_person=tr_person, parent=parent)
        self._layout.insertWidget(0, self._summary)
        self._summary.chosen.connect(lambda number: self.lead_to(self._faulty_parts()[number]))
        self._show_page()

    def take(self, spec: AnswerSpec, tr_person: Translate | None) -> None:
        """Ask another question, in the lines that are there; nothing stands in them."""
        before = [*self._line_of.values()]
        for line in before:
            self._layout.removeWidget(line.line)
            self._lines.put_by(line)
        self._begin(spec, tr_person)
        self._summary.hide()
        for part in spec.parts:
            self._add(part)
        for line in {*before} - {*self._line_of.values()}:
            line.line.hide()
        self._show_page()

    def make_ahead(self, spec: AnswerSpec, tr_person: Translate | None) -> bool:
        """Make one line that another question will need, unseen; False where nothing is left to make."""
        line = self._lines.ahead(PartMaker(spec, self._tr, tr_person, self.compact))
        if line is None:
            return False
        line.line.setParent(self)
        line.line.hide()
        for widget in (line.line, *line.line.findChildren(QWidget)):
            widget.ensurePolished()
        return True

    def _begin(self, spec: AnswerSpec, tr_person: Translate | None) -> None:
        super()._begin(spec, tr_person)
        self._line_of: dict[str, AnswerLine] = {}
        self._leaves = leaves(spec.parts)
        self._list_ids = frozenset(part.id for part in spec.parts if is_list(part))
        self._pages: tuple[Page, ...] = (self._leaves,)
        self._page = 0
        self._room: tuple[int, Room] | None = None

    @property
    def pages(self) -> int:
        """How many pages the question has in the room of now."""
        return len(self._pages)

    @property
    def may_be_cut(self) -> bool:
        """Whether the question can stand on more than one page at all."""
        return len(self._leaves) > 1

    @property
    def lines_made(self) -> int:
        """How many lines were made so far, for this question and those before."""
        return self._lines.made

    @property
    def page(self) -> int:
        """The number of the page that is shown, from 0."""
        return self._page

    def plan(self, width: int, room: Room) -> None:
        """Cut the question into pages for this room; where the keyboard is stays in sight.

        In the same room it stays cut as it is: what is said or asked for above a field moves no other part.
        """
        if (width, room) == self._room:
            return
        self._room = width, room
        page = self._pages[self._page]
        typing = [part.property(PART) for part in self._focused()]
        here = next((leaf for leaf in page if leaf.part in typing), page[0])
        pages = cut(self._leaves, lambda leaf: self._least(leaf, width), room)
        if pages != self._pages:
            self._pages = pages
            self._page = next(number for number, page in enumerate(pages) if here in page)
            self._show_page()
            self.planned.emit()

    def show_page(self, page: int) -> bool:
        """Turn to a page; False where there is none of this number."""
        if not 0 <= page < self.pages:
            return False
        if page != self._page:
            self._page = page
            self._show_page()
            self.turned.emit()
        return True

    def show_leaf(self, number: int) -> None:
        """Turn to the page of one of the `chips`."""
        leaf = self._leaves[number]
        self.show_page(next(at for at, page in enumerate(self._pages) if leaf in page))

    def chips(self) -> list[Chip]:
        """What stands in the strip: each part, or some of a long list's options, and what was answered."""
        here, pairs = self._pages[self._page], {part.id: part.label for part in self._spec.parts}
        found = []
        for number, leaf in enumerate(self._leaves, start=1):
            part, pair, some = self._parts[leaf.part], pairs[leaf.part], leaf.options
            words = strip_ruby(pair.officer.text) if pair is not None else ""
            span = f"{some.start + 1}–{some.stop}" if some is not None else ""
            chip = Chip(
                number if words else 0,
                f"{words} {span}".strip(),
                self._spec.officer_lang,
                self._tr("Not asked") if self.is_passed(leaf.part) else part.summary(some),
                here=leaf in here,
                faulty=bool(part.problem_code()),
                passed=self.is_passed(leaf.part),
            )
            found.append(chip)
        return found

    def sum_up(self) -> None:
        """Say how many parts are to be put right, where it is more than one, with what leads to each."""
        faulty = [replace(chip, here=False) for chip in self.chips() if chip.faulty]
        self._summary.show_problems(faulty)

    def faulty_here(self) -> str | None:
        """The first part of this page that cannot be stored as it stands."""
        return next((key for key in self.blocks() if self._parts[key].problem_code()), None)

    def open_here(self) -> tuple[str, ...]:
        """The parts that end on this page, in which nothing stands and that were not passed."""
        last = {leaf.part: leaf for leaf in self._leaves}
        ends = [leaf.part for leaf in self._pages[self._page] if last[leaf.part] is leaf]
        return tuple(
            key for key in ends if self._parts[key].value() is None and not self.is_passed(key)
        )

    def blocks(self) -> dict[str, tuple[QWidget, QWidget]]:
        every = super().blocks()
        return {leaf.part: every[leaf.part] for leaf in self._pages[self._page]}

    def things(self) -> list[QWidget]:
        """The options and fields of the page, without the states."""
        rows = [row for row in self.findChildren(ChoiceRow) if row.spec.id not in STATES]
        fields = (*self.findChildren(QLineEdit), *self.findChildren(QPlainTextEdit))
        return [thing for thing in (*rows, *fields) if thing.isVisibleTo(self)]

    def _turn_to(self, key: str) -> None:
        if key not in self.blocks():
            leaf = next(leaf for leaf in self._leaves if leaf.part == key)
            self.show_leaf(self._leaves.index(leaf))

    def _faulty_parts(self) -> list[str]:
        return [key for key, part in self._parts.items() if part.problem_code()]

    def _show_problem(self) -> str:
        code = super()._show_problem()
        if not self._summary.isHidden():
            self.sum_up()
        return code

    def press_state(self, state: str) -> bool:
        """Choose *unsure* or *declined*: of the part that has the focus, else of the first open one."""
        here = self._here()
        tried = self._focused() or [part for part in here if part.value() is None] or here
        return any(part.press_state(state) for part in tried[:1])

    def fit(self, width: int, height: int) -> None:
        """Lay the parts of the page out for this room, px."""
        for leaf in self._pages[self._page]:
            self._line_of[leaf.part].line.arrange(width)
        fitted = self._fitted()
        left = height - self._beside(fitted, width)
        for number, leaf in enumerate(fitted):
            part = self._parts[leaf.part]
            after = sum(self._least_here(later, width) for later in fitted[number + 1 :])
            part.fit(width, left - after)
            left -= part.heightForWidth(width)

    def lowest(self, width: int, *, plain: bool = False) -> int:
        """The least height, px, of the page of now with its states; ``plain``: its options in rows."""
        return sum(self._least(leaf, width, plain=plain) for leaf in self._pages[self._page])

    @property
    def grows(self) -> bool:
        """Whether the page has a use for all the height there is: an account in the person's own words."""
        return self._maker.grows

    def state_line(self) -> QWidget | None:
        """Return *unsure* and *declined* of what ends the page, where the card shows them at its foot."""
        last = self._pages[self._page][-1]
        return self._parts[last.part].state_line() if self._is_apart(last) else None

    def _is_apart(self, leaf: Leaf) -> bool:
        """Whether its states stand at the card's foot: those of a list, and of what is alone on a page."""
        page = self._pages[self._page]
        return leaf is page[-1] and (len(page) == 1 or leaf.part in self._list_ids)

    def _show_page(self) -> None:
        """Show the lines of the page."""
        page = self._pages[self._page]
        shown = {leaf.part: leaf for leaf in page}
        for key, part in self._parts.items():
            leaf = shown.get(key)
            self._line_of[key].line.setVisible(leaf is not None)
            if leaf is not None:
                part.show_options(leaf.options)
            if leaf is None or not self._is_apart(leaf):
                part.take_states_back()
        self._show_keys()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        before = self._last
        super()._on_focus(old, new)
        self._show_keys()
        if before not in {None, self._last}:
            self.part_left.emit()

    def _show_keys(self) -> None:
        """Digits stand where they choose: in the part in which the keyboard is."""
        at = self._at_keyboard()
        for part in self._here():
            part.show_keys(on=part is at)

    def _least(self, leaf: Leaf, width: int, *, plain: bool = False) -> int:
        """The least height, px, of a leaf with its states, without what is said above it."""
        lowest = partial(self._parts[leaf.part].lowest, plain=plain)
        return self._line_of[leaf.part].line.lowest(width, lowest)

    def _least_here(self, leaf: Leaf, width: int) -> int:
        """The least height of a list in what scrolls: without its states where they stand at the foot."""
        part = self._parts[leaf.part]
        return part.lowest(width) - (part.states_height(width) if self._is_apart(leaf) else 0)

    def _here(self) -> list[PartWidget]:
        return [
            self._parts[leaf.part] for leaf in self._pages[self._page] if leaf.part in self._parts
        ]

    def _fitted(self) -> list[Leaf]:
        """What of the page arranges itself by the room: lists, and whatever has the page alone."""
        page = self._pages[self._page]
        return [leaf for leaf in page if len(page) == 1 or leaf.part in self._list_ids]

    def _beside(self, fitted: Sequence[Leaf], width: int) -> int:
        """The height of all but these."""
        parts = sum(self._parts[leaf.part].heightForWidth(width) for leaf in fitted)
        return self.heightForWidth(width) - parts

    def _add(self, part: PartSpec) -> None:
        line = self._line_of[part.id] = self._lines.line(self._maker, part)
        self._parts[part.id], self._messages[part.id] = line.widget, line.message
        if line.label is not None:
            self._labels[part.id] = line.label
        self._layout.addWidget(line.line)

    def _listen(self, widget: PartWidget) -> None:
        super()._listen(widget)
        widget.option_wanted.connect(partial(self._show_option, widget))

    def _show_option(self, widget: PartWidget, option: int) -> None:
        """Turn to the page of an option that was found by its letters."""
        part = widget.property(PART)
        at = next(
            number
            for number, leaf in enumerate(self._leaves)
            if leaf.part == part and option in _span(leaf)
        )
        self.show_leaf(at)


def _span(leaf: Leaf) -> range:
    return leaf.options if leaf.options is not None else range(1_000_000)
