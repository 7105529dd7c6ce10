# SPDX-License-Identifier: MIT
"""The lines of the parts that a card shows: they stay, and take one question's parts after the other's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from app.domain.ruby import strip_ruby
from ui.a11y import Role, name, set_role
from ui.widgets.answer_spec import PartSpec
from ui.widgets.banners import InlineMessage
from ui.widgets.entries import PART, WAITS
from ui.widgets.form_line import FormLine, PartLabel
from ui.widgets.part_base import PartWidget
from ui.widgets.part_maker import PartMaker, is_list


@dataclass(frozen=True, slots=True, eq=False)
class AnswerLine:
    """One part: the line, its words, what is said above it, and what it is answered with."""

    line: FormLine
    label: PartLabel | None
    message: InlineMessage
    widget: PartWidget

    def ask(self, part: PartSpec, *, both: bool) -> None:
        """Be the line of a part: its words, and who it is for a screen reader."""
        self.line.setProperty(WAITS, False)  # noqa: FBT003 a Qt property
        self.widget.setProperty(PART, part.id)
        if self.label is not None and part.label is not None:
            self.label.show_pair(part.label)
            person = part.label.person
            words = strip_ruby(person.text) if both and person is not None else ""
            name(self.line, self.widget.name, words)


class AnswerLines:
    """Gives the line for a part: one that waits where it was made for the like, else a new one.

    ``made``: called with each widget that is made.
    """

    def __init__(self, made: Callable[[PartWidget], None]) -> None:
        self._told, self.made = made, 0
        self._of: dict[AnswerLine, Hashable] = {}
        self._waiting: dict[Hashable, list[AnswerLine]] = {}

    def line(self, maker: PartMaker, part: PartSpec) -> AnswerLine:
        """Return the line of a part, in which nothing stands."""
        key = self._key(maker, part)
        waiting = self._waiting.get(key, [])
        if key is not None and waiting:
            line = waiting.pop()
            maker.renew(line.widget, part)
        else:
            line = self._made(maker, part)
        self._of[line] = key
        line.ask(part, both=maker.both)
        return line

    def ahead(self, maker: PartMaker) -> AnswerLine | None:
        """Make one of the lines that a question will need and that are not there yet; None: all are."""
        needed: Counter[Hashable] = Counter()
        for part in maker.spec.parts:
            key = self._key(maker, part)
            needed[key] += 1
            there = [*self._of.values()].count(key) + len(self._waiting.get(key, ()))
            if key is not None and there < needed[key]:
                line = self._made(maker, part)
                self._waiting.setdefault(key, []).append(line)
                line.line.setProperty(WAITS, True)  # noqa: FBT003 a Qt property
                return line
        return None

    @staticmethod
    def _key(maker: PartMaker, part: PartSpec) -> Hashable:
        """What a line is made for beside the words of one question; None: for this question alone."""
        several = len(maker.spec.parts) > 1
        label = part.label if several else None
        person = label.person if label is not None else None
        langs = label and (label.officer.lang, person and person.lang)
        made_for = maker.made_for(part)
        return made_for and (made_for, is_list(part), several, langs)

    def put_by(self, line: AnswerLine) -> None:
        """A line is not needed any more: it waits for a part like its own, or goes; it stays in sight."""
        line.line.setProperty(WAITS, True)  # noqa: FBT003 a Qt property
        line.message.clear()
        key = self._of.pop(line)
        if key is None:
            line.widget.take_states_back()  # they go with it
            line.line.hide()
            line.line.deleteLater()
        else:
            self._waiting.setdefault(key, []).append(line)

    def _made(self, maker: PartMaker, part: PartSpec) -> AnswerLine:
        """The words of a list stand above it, those of all else before it."""
        alone, stacked = len(maker.spec.parts) == 1, is_list(part)
        label = None
        if part.label is not None and not alone:
            label = PartLabel(part.label, both=maker.both, abreast=stacked)
        message, widget = InlineMessage(), maker.make(part)
        line = FormLine(label, message, widget, stacked=stacked, bare=alone)
        if label is not None:
            set_role(line, Role.Grouping)  # while it waits, a screen reader may ask already
        self._told(widget)
        self.made += 1
        return AnswerLine(line, label, message, widget)
