# SPDX-License-Identifier: MIT
"""What stands in the fields of the items: entered, not stored yet, and never lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.value import NOT_ASKED, Json, OwnWords
from app.ids import ItemId, PartId
from ui.viewmodels.entered import Entered
from ui.viewmodels.leading import Answerable, Performing

_PASSED: Final = {"state": NOT_ASKED}


class Storing(Answerable, Performing, Protocol):
    """The interview in which it is entered."""

    @property
    def busy(self) -> bool: ...
    @property
    def session_changed(self) -> SignalInstance: ...


class Entering(QObject):
    """The fields of the item on the screen, and what was entered in any other."""

    answer_incomplete = Signal(str)  # problem code: kept in the field, not stored

    def __init__(self, talk: Storing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talk, self._drafts = talk, talk.drafts
        self._left: frozenset[PartId] = frozenset()
        self._left_meanwhile: ItemId | None = None  # a part of it, while something was being stored
        talk.session_changed.connect(self._on_stored)

    @property
    def shown_value(self) -> Json:
        """What the answer fields show: what was entered last, else what is stored."""
        item = self._talk.item
        return None if item is None else self.value_of(item)

    @property
    def note(self) -> OwnWords:
        """The note as typed so far, not stored yet."""
        return self._drafts.note_on(self._talk.item)

    @property
    def problem(self) -> str:
        """Why what stands in the fields cannot be stored yet, as a code; empty when it can."""
        item = self._talk.item
        return self._drafts.problems.get(item, "") if item else ""

    @property
    def is_entered(self) -> bool:
        """True when the fields hold something that is not stored yet."""
        return bool(self.here() or self.problem)

    def value_of(self, item: ItemId) -> Json:
        """What was entered last for an item, else what is stored."""
        return self._drafts.values.get(item, self._talk.stored_of(item))

    def enter(self, value: Json) -> None:
        """Take what the answer fields of the current item hold now (not stored yet)."""
        item = self._talk.item
        if item is not None:
            self._drafts.enter(item, value, alone=bool(self._talk.parts))

    def enter_problem(self, code: str) -> None:
        """Take why the fields cannot be stored yet; an empty code clears it."""
        item = self._talk.item
        if item is not None:
            self._drafts.mark(item, code)

    def enter_note(self, note: OwnWords) -> None:
        """Take the note as typed so far; it is stored with the next step."""
        item = self._talk.item
        if item is not None:
            self._drafts.notes[item] = note

    @property
    def left(self) -> frozenset[PartId]:
        """The parts that are put now and were stored when the officer went on to another of them."""
        return self._left

    def store_left(self) -> None:
        """Store the parts of this item that are put each by itself: one of them was left; nothing moves.

        While something is being stored already it waits until that is done, wherever one is then.
        """
        item, parts = self._talk.item, self._talk.parts
        if item is None or not parts:
            return
        if self._talk.busy:
            self._left_meanwhile = item
            return
        self._left |= {part for part in parts if part in self._changed_in(item)}
        self._store_changed(item)

    def arrive(self) -> None:
        """Other parts, or those of another item, are put now."""
        self._left = frozenset()

    def _on_stored(self) -> None:
        item = self._left_meanwhile
        if item is None or self._talk.busy:
            return
        self._left_meanwhile = None
        if item == self._talk.item:
            self.store_left()
        else:
            self._store_changed(item)

    def _store_changed(self, item: ItemId) -> None:
        if any(entry.changed for entry in self.of(item)):
            self._talk.perform((), entered=self.of(item))

    def _changed_in(self, item: ItemId) -> Collection[str]:
        """The parts that have a value in what is entered for an item and not stored yet."""
        values = [entry.value for entry in self.of(item) if entry.changed]
        return values[0] if values and isinstance(values[0], dict) else ()

    def tell_problem(self) -> None:
        """Say `answer_incomplete` when what stands in the fields will not be stored."""
        if self.problem:
            self.answer_incomplete.emit(self.problem)

    def here(self) -> tuple[Entered, ...]:
        """`of` the item on the screen."""
        item = self._talk.item
        return self.of(item) if item else ()

    def everywhere(self) -> tuple[Entered, ...]:
        """`of` every item that has a draft."""
        items = dict.fromkeys((*self._drafts.values, *self._drafts.notes))
        return tuple(entry for item in items for entry in self.of(item))

    def of(self, item: ItemId) -> tuple[Entered, ...]:
        """What is entered for an item, can be stored, and differs from what is stored."""
        value, stored = self.value_of(item), self._talk.stored_of(item)
        if item == self._talk.item and self._talk.parts:
            value = _beside(value, stored, self._talk.parts)
        changed = value != stored and item not in self._drafts.problems
        note = self._drafts.note_on(item)
        return (Entered(item, value, note, changed),) if changed or note.text else ()


def _beside(value: Json, stored: Json, put: Collection[PartId]) -> Json:
    """A value of the parts that are put now beside those that were put before; None: nothing is answered."""
    if not isinstance(value, dict):
        return value
    before = stored if isinstance(stored, dict) else {}
    whole = {key: old for key, old in before.items() if key not in put} | value
    return whole if any(part != _PASSED for part in whole.values()) else None
