# SPDX-License-Identifier: MIT
"""Work off the GUI thread: one object, with an owner whose death drops the callbacks.

Two executors: one thread that owns the database, where work runs in the order it was given; and a small
pool for what touches no database (PDF pages, key derivation). Results come back as queued signals, so
callbacks always run on the GUI thread; nothing here waits, spins an event loop or processes events.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

_log = logging.getLogger(__name__)

T = TypeVar("T")
_POOL_SIZE = 2


class TaskRunner(Protocol):
    """What view models ask of tasks."""

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
        *,
        database: bool = True,
    ) -> None:
        """Run ``work`` off the GUI thread, then one of the callbacks on it, if ``owner`` still lives."""

    def later(self, owner: QObject, milliseconds: int, call: Callable[[], None]) -> None:
        """Call on the GUI thread after this time, if ``owner`` still lives."""


@dataclass(frozen=True)
class _Done:
    """An outcome on its way to the GUI thread."""

    owner: QObject
    deliver: Callable[[], None]


class DatabaseExecutor(ThreadPoolExecutor):
    """The one thread that may hold the database connection."""

    def __init__(self) -> None:
        super().__init__(max_workers=1, thread_name_prefix="database")


class Tasks(QObject):
    """Runs work in threads. Made, used and shut down on the GUI thread."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = DatabaseExecutor()
        self._pool = ThreadPoolExecutor(_POOL_SIZE, thread_name_prefix="work")
        self._running = 0
        self._closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
        *,
        database: bool = True,
    ) -> None:
        """Run ``work`` on the database thread, or in the pool when ``database`` is False.

        Raises RuntimeError after `shutdown`. A cancelled or dropped task calls nothing.
        """
        executor = self._database if database else self._pool
        future = executor.submit(work)
        self._running += 1

        def finish(done: Future[T]) -> None:
            self._report(_Done(owner, lambda: _settle(done, on_success, on_failure)))

        future.add_done_callback(finish)

    def later(self, owner: QObject, milliseconds: int, call: Callable[[], None]) -> None:
        """Call after this time, unless ``owner`` is gone or the tasks are shut down."""

        def due() -> None:
            if not self._closed:
                call()

        QTimer.singleShot(milliseconds, owner, due)

    def busy(self) -> bool:
        """True while something runs or its callback is still to come."""
        return self._running > 0

    def shutdown(self) -> None:
        """Drop what has not begun, wait for what has, and call no more callbacks."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._database.shutdown(wait=True, cancel_futures=True)

    def _report(self, done: _Done) -> None:
        if not self._closed and isValid(self):
            self._finished.emit(done)

    def _on_finished(self, done: _Done) -> None:
        self._running -= 1
        if not self._closed and isValid(done.owner):
            done.deliver()


class DirectTasks:
    """The same calls, run at once on the caller's thread: for tests and for the tour."""

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
        *,
        database: bool = True,
    ) -> None:
        """Run ``work`` and one callback now."""
        future: Future[T] = Future()
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 handed to on_failure, as Tasks does
            future.set_exception(error)
        if isValid(owner):
            _settle(future, on_success, on_failure)

    def later(self, owner: QObject, milliseconds: int, call: Callable[[], None]) -> None:
        """Call now: no time passes here."""
        call()

    def busy(self) -> bool:
        return False

    def shutdown(self) -> None:
        """Nothing is ever left to wait for."""


def _settle(
    future: Future[T], on_success: Callable[[T], None], on_failure: Callable[[Exception], None]
) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if error is None:
        on_success(future.result())
    elif isinstance(error, Exception):
        on_failure(error)
    else:
        raise error
