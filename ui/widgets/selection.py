# SPDX-License-Identifier: MIT
"""What is chosen in a list: one or several, an option that stands alone, or a state. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ui.widgets.answer_spec import STATES


class Selection:
    """Options in their order; a state (*unsure*, *declined*) and options exclude one another."""

    def __init__(
        self, order: Iterable[str], *, multi: bool, exclusive: Collection[str] = ()
    ) -> None:
        self._order = list(order)
        self._multi = multi
        self._exclusive = frozenset(exclusive)
        self._chosen: set[str] = set()
        self.state = ""

    @property
    def chosen(self) -> list[str]:
        """The chosen ids, in the order of the options."""
        return [option for option in self._order if option in self._chosen]

    def add(self, option: str) -> None:
        """Take in an option that was typed and stands in no list."""
        if option not in self._order:
            self._order.append(option)

    def toggle(self, option: str) -> None:
        """Choose an option, or take the choice back. Raises KeyError for an unknown one."""
        if option not in self._order:
            raise KeyError(option)
        self.state = ""
        if option in self._chosen:
            self._chosen.discard(option)
        elif not self._multi or option in self._exclusive:
            self._chosen = {option}
        else:
            self._chosen = (self._chosen - self._exclusive) | {option}

    def choose_state(self, state: str) -> None:
        """Set a state, or take it back when it is set. Raises KeyError for an unknown one."""
        if state not in STATES:
            raise KeyError(state)
        self.state = "" if self.state == state else state
        self._chosen = set()

    def value(self) -> str | list[str] | None:
        """Return a state, an id, a list of ids, or None when nothing is chosen."""
        if self.state:
            return self.state
        if not self._chosen:
            return None
        return list(self.chosen) if self._multi else self.chosen[0]

    def set_value(self, value: object) -> None:
        """Take over a value form; ids that stand in no list are taken in."""
        self.state, self._chosen = "", set()
        if isinstance(value, dict) and set(value) == {"state"}:
            value = value["state"]
        if isinstance(value, str) and value in STATES:
            self.state = value
            return
        ids = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        for option in map(str, ids):
            self.add(option)
            self._chosen.add(option)
