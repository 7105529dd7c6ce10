# SPDX-License-Identifier: MIT
"""Work off the GUI thread: order, threads, owners that die, failures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject

from ui.tasks import DirectTasks, TaskRunner, Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shutdown()


def raise_it(error: Exception) -> Any:
    raise error


@pytest.fixture(params=["threads", "direct"])
def runner(request: pytest.FixtureRequest) -> TaskRunner:
    return DirectTasks() if request.param == "direct" else request.getfixturevalue("tasks")


@pytest.mark.parametrize("database", [True, False])
def test_both_runners_keep_the_contract(qtbot: Any, runner: TaskRunner, database: bool) -> None:
    owner = QObject()
    results: list[object] = []
    runner.run(owner, lambda: 7, results.append, raise_it, database=database)
    qtbot.waitUntil(lambda: results == [7])
    runner.run(
        owner, lambda: raise_it(ValueError("x")), raise_it, results.append, database=database
    )
    qtbot.waitUntil(lambda: len(results) == 2)
    assert isinstance(results[1], ValueError)


def test_database_work_runs_in_order_on_one_other_thread(qtbot: Any, tasks: Tasks) -> None:
    owner = QObject()
    seen: list[tuple[int, int]] = []
    done: list[object] = []

    def note(number: int) -> None:
        seen.append((number, threading.get_ident()))

    for number in range(20):
        tasks.run(owner, partial(note, number), done.append, raise_it)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert [number for number, _thread in seen] == list(range(20))
    assert len({thread for _number, thread in seen}) == 1
    assert seen[0][1] != threading.get_ident()
    assert not tasks.busy()


def test_callbacks_run_on_the_gui_thread(qtbot: Any, tasks: Tasks) -> None:
    owner, threads = QObject(), []
    tasks.run(owner, lambda: None, lambda _r: threads.append(threading.get_ident()), raise_it)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.get_ident()]


def test_a_dead_owner_hears_nothing(qtbot: Any, tasks: Tasks) -> None:
    gate, dead, alive = threading.Event(), QObject(), QObject()
    heard: list[str] = []
    tasks.run(dead, gate.wait, lambda _r: heard.append("dead"), raise_it)
    tasks.run(alive, lambda: None, lambda _r: heard.append("alive"), raise_it)
    shiboken6.delete(dead)
    gate.set()
    qtbot.waitUntil(lambda: "alive" in heard)
    assert heard == ["alive"]


def test_after_shutdown_nothing_is_called_or_taken(qtbot: Any, qapp: Any) -> None:
    tasks, owner = Tasks(), QObject()
    heard: list[object] = []
    gate = threading.Event()
    tasks.run(owner, gate.wait, lambda _r: heard.append(1), raise_it)
    gate.set()
    tasks.shutdown()
    qapp.sendPostedEvents()
    assert heard == []
    with pytest.raises(RuntimeError):
        tasks.run(owner, lambda: None, heard.append, raise_it)
