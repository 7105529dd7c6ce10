# SPDX-License-Identifier: MIT
"""What every screen is tested for: names, targets, tab order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from ui.a11y.order import reachable
from ui.screens.person.hand import Hand
from ui.screens.point import PointMark

Problem = Literal["no_name", "small_target", "not_in_tab_order", "icon_without_word"]

TARGET = 44  # px, whatever the scale (SCREENS.md, "One visual language")

_OPERABLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)


@dataclass(frozen=True)
class Finding:
    """One fault of one widget."""

    widget: QWidget
    problem: Problem

    def __str__(self) -> str:
        what = self.widget.accessibleName() or self.widget.objectName()
        return (
            f"{self.problem}: {type(self.widget).__name__} {what!r} {self.widget.size().toTuple()}"
        )


def audit(root: QWidget, *, min_target: int = TARGET) -> list[Finding]:
    """Return the faults of what can be used under ``root``, which should be shown and laid out.

    ``no_name``: nothing to read out. ``small_target``: smaller than ``min_target`` px in either
    direction. ``not_in_tab_order``: can be clicked but never reached by Tab.
    ``icon_without_word``: a button with a picture only.
    """
    order = reachable(root)
    findings: list[Finding] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if _in_use(widget, root):
            findings.extend(
                Finding(widget, problem) for problem in _problems(widget, order, min_target)
            )
    return findings


def _problems(widget: QWidget, order: set[QWidget], min_target: int) -> list[Problem]:
    problems: list[Problem] = []
    if not spoken_name(widget):
        problems.append("no_name")
    if (
        not isinstance(widget, QAbstractScrollArea)
        and min(widget.width(), widget.height()) < min_target
    ):
        problems.append("small_target")
    if widget not in order and widget.focusProxy() is None and not _roving(widget):
        problems.append("not_in_tab_order")
    wordless = isinstance(widget, Hand | PointMark)  # words would tell the others in the room
    if isinstance(widget, QAbstractButton) and not widget.text().strip() and not wordless:
        problems.append("icon_without_word")
    return problems


def spoken_name(widget: QWidget) -> str:
    """Return what assistive technology reads for a widget: its name, its word, or its label's."""
    if given := widget.accessibleName().strip():
        return given
    if isinstance(widget, QAbstractButton):
        return widget.text().strip()
    window = widget.window()
    for label in window.findChildren(QLabel):
        if label.buddy() is widget:
            return label.text().strip()
    return ""


def _in_use(widget: QWidget, root: QWidget) -> bool:
    parts = (QScrollBar, QHeaderView)
    if not widget.isEnabled() or isinstance(widget, parts) or not _shown(widget, root):
        return False
    if isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox)):
        return False
    if isinstance(widget, _OPERABLE):
        return True
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(
        widget, QAbstractScrollArea
    )


def _shown(widget: QWidget, root: QWidget) -> bool:
    return widget is root or widget.isVisibleTo(root)


def _roving(widget: QWidget) -> bool:
    """True for rows of a group that is one stop of Tab and moves inside by arrows."""
    return bool(widget.property("roving"))
