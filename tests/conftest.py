# SPDX-License-Identifier: MIT
"""For every test: no network, no file outside temporary folders, no screen, no thread or warning left."""

from __future__ import annotations

import gc
import logging
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent

from tests import counts, guards

# Before Qt or platformdirs look: everything of the person who runs the tests stays untouched.
_HOME = tempfile.TemporaryDirectory(prefix="kakehashi-home-", ignore_cleanup_errors=True)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HOME"] = _HOME.name
for _name in ("CONFIG", "DATA", "CACHE", "STATE", "RUNTIME"):
    _folder = Path(_HOME.name, _name.lower())
    _folder.mkdir(mode=0o700)
    os.environ[f"XDG_{_name}_{'DIR' if _name == 'RUNTIME' else 'HOME'}"] = str(_folder)
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ.pop(_name, None)

# Two shared cores: no deadlines by the clock, and the same examples on every machine.
settings.register_profile(
    "shared", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared")

OWN_LOGGERS = ("app", "ui", "kakehashi", "root")
THREAD_PATIENCE_S = 5.0
_UNCOUNTED = tuple(guards.ROOT / "tests" / name for name in ("ui", "journeys"))
#: Quick, without a screen: these have a bar of their own (packaging/test).
_COUNTED = tuple(guards.ROOT / "tests/ui" / name for name in ("viewmodels", "main/test_router.py"))

guards.install()


def pytest_report_header() -> str:
    """What repeats this run's samples."""
    return f"samples: {'all' if counts.FULL else f'KAKEHASHI_SEED={counts.SEED}'}"


@contextmanager
def _untraced() -> Iterator[None]:
    """Without the tracer of coverage.

    pytest-cov's own mark does nothing in a worker: another collector goes on beneath the one it stops.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Guard set-up, call and tear-down of each test.

    What the windows and whole journeys run of `app` is not counted: its own tests have to show it, and
    counting makes windows a quarter slower.
    """
    counted = any(map(item.path.is_relative_to, _COUNTED)) or not any(
        map(item.path.is_relative_to, _UNCOUNTED)
    )
    with guards.forbidding(), nullcontext() if counted else _untraced():
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test that is marked as uncounted runs without the tracer, its set-up with it."""
    with _untraced() if item.get_closest_marker("uncounted") else nullcontext():
        return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, the slowest of them first of all: no worker waits at the end."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    # Stable: the order within a file stays.
    items.sort(key=lambda item: -slow[item.path])


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".", 1)[0] in OWN_LOGGERS:
            self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the program's own log fails the test, unless the test reads the log (`caplog`)."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    yield
    logging.getLogger().removeHandler(kept)
    if "caplog" not in request.fixturenames:
        assert kept.lines == []


@pytest.fixture(autouse=True)
def _no_collection_inside_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program (`ui.collector`): garbage is collected beside Qt's work, never in the middle."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(1)  # what this test made; older things are left to the tests without Qt
    gc.enable()
    assert guards.loops_run(), (
        "the application was told to end: no event loop of this process runs now"
    )


@pytest.fixture(autouse=True)
def _unhurried_presses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of presses is on in every window, and the hands of a test are never too quick for it.

    A test of the guard itself gives `ui.main.build` its own ``press_time``.
    """
    if "ui.main" in sys.modules:
        from ui.tour.hands import unhurried

        monkeypatch.setattr("ui.main.monotonic_ms", unhurried())


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A thread that a test began must end with it."""
    before = set(threading.enumerate())
    yield
    assert guards.threads_left(before, THREAD_PATIENCE_S) == []
