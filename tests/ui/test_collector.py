# SPDX-License-Identifier: MIT
"""Garbage is collected on the GUI thread only, at the top of its event loop, and it is collected."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer

from ui.collector import Collector


class _Knot:
    """Two of these hold each other: only the collector frees them."""

    other: _Knot | None = None


def _knot() -> weakref.ref[_Knot]:
    first, second = _Knot(), _Knot()
    first.other, second.other = second, first
    return weakref.ref(first)


@pytest.fixture
def collector(qapp: QCoreApplication) -> Iterator[Collector]:
    parent = QObject()
    gc.collect()
    made = Collector(parent)
    yield made
    made.stop()
    assert gc.isenabled()


def _fill() -> list[list[int]]:
    """As many new objects as make Python's own collector start, and more."""
    return [[number] for number in range(5 * gc.get_threshold()[0])]


def test_nothing_is_collected_by_itself_in_any_thread(collector: Collector) -> None:
    knot = _knot()
    _fill()
    worker = threading.Thread(target=_fill)
    worker.start()
    worker.join()
    assert knot() is not None
    gc.enable()  # the control: with Python's own collector it is gone
    _fill()
    assert knot() is None


def test_the_timer_collects_at_the_top_of_the_loop(qtbot: Any, collector: Collector) -> None:
    knot, kept = _knot(), _fill()
    qtbot.waitUntil(lambda: knot() is None)
    assert kept


def test_nothing_is_collected_inside_a_nested_loop(collector: Collector) -> None:
    knot, kept, seen = _knot(), _fill(), []
    outer, inner = QEventLoop(), QEventLoop()

    def nested() -> None:
        QTimer.singleShot(0, look)
        inner.exec()
        outer.quit()

    def look() -> None:
        seen.append(collector.look())
        seen.append(knot() is None)
        inner.quit()

    QTimer.singleShot(0, nested)
    outer.exec()
    assert seen == [None, False]
    assert collector.look() is not None
    assert kept


def test_with_little_to_do_it_rests(collector: Collector) -> None:
    gc.collect()
    assert collector.look() is None
