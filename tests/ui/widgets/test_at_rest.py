# SPDX-License-Identifier: MIT
"""What becomes another while its layouts rest is laid out once, and before it is painted."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ui.widgets.at_rest import at_rest


class Counting(QVBoxLayout):
    """Counts how often it places what is in it."""

    placed = 0

    def setGeometry(self, area: QRect) -> None:
        self.placed += 1
        super().setGeometry(area)


def page(qtbot: Any) -> tuple[QWidget, QWidget, Counting, list[QLabel]]:
    window = QWidget()
    inside = QWidget()
    QVBoxLayout(window).addWidget(inside)
    inner, labels = Counting(inside), [QLabel(f"line {number}") for number in range(8)]
    for label in labels:
        inner.addWidget(label)
        label.hide()
    qtbot.addWidget(window)
    window.resize(300, 300)
    window.show()
    QApplication.processEvents()
    return window, inside, inner, labels


def test_what_is_shown_at_rest_is_laid_out_once(qtbot: Any) -> None:
    _window, inside, inner, labels = page(qtbot)
    before = inner.placed
    for label in labels[:4]:
        label.show()
    QApplication.processEvents()
    assert inner.placed - before >= 4  # what the rest is for
    before = inner.placed
    with at_rest(inside):
        for label in labels[4:]:
            label.show()
        assert inner.placed == before
    QApplication.processEvents()
    assert inner.placed - before == 1
    tops = [label.y() for label in labels]
    assert tops == sorted(tops)
    assert len({*tops}) == len(labels)


def test_a_layout_that_rested_before_rests_afterwards_and_a_fault_wakes_the_others(
    qtbot: Any,
) -> None:
    window, inside, inner, _labels = page(qtbot)
    around = window.layout()
    assert around is not None
    inner.setEnabled(False)
    with suppress(ZeroDivisionError), at_rest(inside):
        assert not around.isEnabled()
        1 / 0  # noqa: B018 a fault within
    assert around.isEnabled()
    assert not inner.isEnabled()


def test_what_was_changed_while_it_was_hidden_and_is_shown_at_rest_gets_its_place(
    qtbot: Any,
) -> None:
    window, inside, inner, labels = page(qtbot)
    inside.hide()
    labels[0].show()
    QApplication.processEvents()  # a hidden widget is not laid out
    assert inner.geometry().isEmpty()
    with at_rest(window, inside):
        inside.show()
    QApplication.processEvents()
    assert inner.geometry() == inside.rect()
    assert labels[0].visibleRegion().boundingRect() == labels[0].rect()
