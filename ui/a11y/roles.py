# SPDX-License-Identifier: MIT
"""What a widget is for assistive technology, where Qt's own answer is wrong.

Qt knows its own classes only: every title would be a plain label, every group a nameless pane, one of
several a check box.
"""

from __future__ import annotations

from functools import cache
from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

Role = QAccessible.Role
W = TypeVar("W", bound=QWidget)

_ROLE: Final = "accessible_role"


def set_role(widget: W, role: QAccessible.Role) -> W:
    """Say what a label or a container is, and return it; of buttons and fields Qt knows the states.

    First of all things that one says of it: a screen reader that runs asks at once, and only once.
    """
    _install()
    widget.setProperty(_ROLE, role.value)
    return widget


def name(widget: W, text: str, description: str = "") -> W:
    """Give a widget the name and description that assistive technology reads, and return it."""
    widget.setAccessibleName(text)
    widget.setAccessibleDescription(description)
    return widget


def check_one(button: QAbstractButton, *, on: bool) -> None:
    """Show one of several as chosen or not: for assistive technology it is a radio button.

    Its keys must not be left to Qt, where an arrow would choose the next one at once.
    """
    button.setCheckable(True)
    button.setProperty("roving", True)  # noqa: FBT003 a Qt property
    button.setAutoExclusive(False)  # else Qt would never let the chosen one go
    button.setChecked(on)
    button.setAutoExclusive(True)
    button.updateGeometry()  # the tick of what is chosen takes room


@cache
def _install() -> None:
    QAccessible.installFactory(_made)


def _made(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """The interface of a widget whose role was set; Qt makes all others."""
    if not isinstance(thing, QWidget):
        return None
    role = thing.property(_ROLE)
    return QAccessibleWidget(thing, Role(role)) if role is not None else None
