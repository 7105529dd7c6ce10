# SPDX-License-Identifier: MIT
"""The audit finds each fault when it is there, and the kit's own pages have none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.audit import audit
from tests.ui.widgets.gallery import PAGES
from ui.a11y import name, one_stop, tab_order
from ui.theme import apply_theme


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> None:
    apply_theme(qapp)


def page(qtbot: Any, *widgets: QWidget) -> QWidget:
    root = QWidget()
    layout = QVBoxLayout(root)
    for widget in widgets:
        layout.addWidget(widget)
    qtbot.addWidget(root)
    root.resize(400, 400)
    root.show()
    return root


def good() -> QPushButton:
    button = QPushButton("見本")
    button.setMinimumSize(60, 48)
    return button


def nameless() -> QWidget:
    line = QLineEdit()
    line.setMinimumSize(100, 48)
    return line


def small() -> QWidget:
    button = QPushButton("見本")
    button.setFixedSize(80, 30)
    return button


def unreachable() -> QWidget:
    button = good()
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return button


def wordless() -> QWidget:
    button = name(good(), "見本")
    button.setText("")
    button.setIcon(QIcon(QPixmap(16, 16)))
    return button


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (nameless, "no_name"),
        (small, "small_target"),
        (unreachable, "not_in_tab_order"),
        (wordless, "icon_without_word"),
    ],
)
def test_each_fault_is_found(qtbot: Any, make: Callable[[], QWidget], problem: str) -> None:
    bad = make()
    findings = audit(page(qtbot, good(), bad))
    assert [(finding.widget, finding.problem) for finding in findings] == [(bad, problem)]


def test_a_good_page_has_none(qtbot: Any) -> None:
    label, line = QLabel("名前"), nameless()
    label.setBuddy(line)
    assert audit(page(qtbot, good(), label, line)) == []


def test_hidden_and_disabled_things_do_not_count(qtbot: Any) -> None:
    hidden, off = nameless(), small()
    root = page(qtbot, good(), hidden, off)
    hidden.hide()
    off.setEnabled(False)
    assert audit(root) == []


def test_tab_goes_by_the_page_and_not_by_what_was_made_first(qtbot: Any) -> None:
    first, second, third = good(), good(), good()
    root = page(qtbot, first, third)
    layout = root.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(1, second)
    second.show()
    assert tab_order(root) == [first, second, third]


def test_a_group_is_one_stop_where_one_is_or_was_chosen(qtbot: Any) -> None:
    before, first, second, after = good(), good(), good(), good()
    root = page(qtbot, before, first, second, after)
    one_stop(first, second)
    assert tab_order(root) == [before, first, after]
    second.setCheckable(True)
    second.setChecked(True)
    assert tab_order(root) == [before, second, after]
    first.setFocus()
    assert tab_order(root) == [before, first, after]


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("build", sorted(PAGES))
def test_the_kit_passes(qtbot: Any, qapp: QApplication, build: str, scale: int) -> None:
    apply_theme(qapp, "light", scale)
    root = PAGES[build]("my")
    qtbot.addWidget(root)
    root.resize(1366, 900)
    root.show()
    qapp.processEvents()
    assert [str(finding) for finding in audit(root)] == []
