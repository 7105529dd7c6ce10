# SPDX-License-Identifier: MIT
"""What no test may do: reach a network, or write outside temporary folders. Python tells by audit events.

The hook stays for the life of the process (it cannot be taken away) and is active only inside tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

ROOT = Path(__file__).resolve().parents[1]
_NETWORK = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "urllib.Request",
    }
)
_REFUSED: Final = -1  # of QEventLoop.exec
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Caches of the tools themselves, inside the checkout.
_CACHES = frozenset({".coverage", ".hypothesis", ".pytest_cache", "__pycache__"})
_ALWAYS = tuple(os.path.realpath(p) + os.sep for p in (tempfile.gettempdir(), "/dev", "/proc/self"))


class Forbidden(AssertionError):
    """A test did what the program must never do."""


class _Guard:
    active = False


def _outside(path: str) -> bool:
    real = os.path.realpath(path)
    if real.startswith(f"{ROOT}{os.sep}"):  # first: a checkout may itself lie among temporary files
        return not _CACHES & set(Path(real).parts)
    return not f"{real}{os.sep}".startswith(_ALWAYS)


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if not _Guard.active:
        return
    if event in _NETWORK:
        raise Forbidden(f"network: {event}")
    if event == "open":
        path, mode, flags = arguments
        writes = any(c in mode for c in "wax+") if isinstance(mode, str) else bool(flags & _WRITES)
        if writes and isinstance(path, str | bytes) and _outside(os.fsdecode(path)):
            raise Forbidden("a file outside the temporary folders was opened for writing")


def install() -> None:
    """Add the hook; once per process."""
    sys.addaudithook(_on_event)


@contextmanager
def forbidding() -> Iterator[None]:
    """Forbid for as long as the block runs."""
    before = _Guard.active
    _Guard.active = True
    try:
        yield
    finally:
        _Guard.active = before


def threads_left(before: set[threading.Thread], patience: float) -> list[str]:
    """Return the names of threads begun since ``before`` that are no daemons and do not end.

    Daemons and Qt's own threads end with the process. ``patience`` in seconds for each.
    """
    begun = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in begun:
        thread.join(patience)
    return [t.name for t in begun if t.is_alive()]


def loops_run() -> bool:
    """False once somebody ended the application outside its own loop: Qt then runs no other loop either.

    What waits for a timer or for another thread in a later test would wait in vain, so the test that did
    it is the one to fail. The loop is revived, that the others say something true.
    """
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    if loop.exec() != _REFUSED:
        return True
    QTimer.singleShot(0, QCoreApplication.quit)
    QCoreApplication.exec()
    return False
