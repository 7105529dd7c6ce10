# SPDX-License-Identifier: MIT
"""What is typed while a step stores it: nothing of it is lost, and nothing of it comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.ids import InterviewId
from app.services.ports import Draft
from ui.tasks import DirectTasks
from ui.viewmodels.unsaved import Unsaved

CASE, PLACE = InterviewId("case"), "answer:X"


class Vault:
    """What is kept of each place."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def keep(self, _case: InterviewId, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            self.kept.pop(draft.place, None)
            if draft.fields:
                self.kept[draft.place] = dict(draft.fields)

    def of(self, _case: InterviewId) -> tuple[Draft, ...]:
        return tuple(Draft(place, fields) for place, fields in self.kept.items())


class Queue:
    """The one thread of the database, and the clock: both go on when they are told."""

    def __init__(self) -> None:
        self._now, self.waiting, self.due = DirectTasks(), list[Any](), list[Any]()

    def run(self, owner: QObject, work: Any, good: Any, bad: Any, **_where: bool) -> None:
        self.waiting.append(lambda: self._now.run(owner, work, good, bad))

    def later(self, _owner: QObject, _ms: int, call: Callable[[], None]) -> None:
        self.due.append(call)

    def go_on(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()

    def ring(self) -> None:
        due, self.due = self.due, []
        for call in due:
            call()


@pytest.fixture
def typed(qapp: QApplication) -> tuple[Unsaved, Queue, Vault]:
    assert qapp
    queue, vault = Queue(), Vault()
    unsaved = Unsaved(vault, queue)
    unsaved.open(CASE, ())
    unsaved.begin(PLACE, {"text": ""})
    unsaved.type(PLACE, {"text": "sample"})
    return unsaved, queue, vault


def store(unsaved: Unsaved, queue: Queue, vault: Vault, *, fails: bool = False) -> None:
    """A step that stores the answer and takes its draft over, as the talk does it."""
    at = unsaved.moment()

    def work() -> None:
        if fails:
            raise OSError
        vault.kept.pop(PLACE, None)

    queue.run(unsaved, work, lambda _none: unsaved.settle([PLACE], at), lambda _error: None)


@pytest.mark.parametrize("rings", ["before", "within", "after", "never"])
def test_what_was_stored_leaves_no_draft_whenever_the_clock_rings(
    typed: tuple[Unsaved, Queue, Vault], rings: str
) -> None:
    unsaved, queue, vault = typed
    if rings == "before":
        queue.ring()
        queue.go_on()
        assert vault.kept[PLACE] == {"text": "sample"}
    store(unsaved, queue, vault)
    if rings == "within":
        queue.ring()  # the draft is written behind the step that stores it
    queue.go_on()
    for _time in range(3):
        queue.ring()
        queue.go_on()
    assert vault.kept == {}
    assert unsaved.places == ()


def test_what_is_typed_on_during_the_step_stays(typed: tuple[Unsaved, Queue, Vault]) -> None:
    unsaved, queue, vault = typed
    store(unsaved, queue, vault)
    unsaved.type(PLACE, {"text": "sample and more"})
    queue.go_on()
    queue.ring()
    queue.go_on()
    assert vault.kept == {PLACE: {"text": "sample and more"}}


def test_a_step_that_fails_leaves_the_draft_to_the_clock(
    typed: tuple[Unsaved, Queue, Vault],
) -> None:
    unsaved, queue, vault = typed
    store(unsaved, queue, vault, fails=True)
    queue.go_on()
    assert unsaved.places == (PLACE,)
    queue.ring()
    queue.go_on()
    assert vault.kept == {PLACE: {"text": "sample"}}
