# SPDX-License-Identifier: MIT
"""What a widget is for assistive technology, where Qt's own answer is wrong.

Qt knows its own classes only: every title would be a plain label, every group a nameless pane, one of
several a check box.
"""

from __future__ import annotations

from functools import cache
from typing import Final, TypeVar, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, getCppPointer

Role = QAccessible.Role
W = TypeVar("W", bound=QWidget)

_ROLE: Final = "accessible_role"
_LEVEL: Final = "accessible_level"


def set_role(widget: W, role: QAccessible.Role, level: int = 0) -> W:
    """Say what a label or a container is, and return it; of buttons and fields Qt knows the states.

    First of all things that one says of it: a screen reader that runs asks at once, and only once.
    ``level``: how deep in its page a heading stands, 1 being the name of the page.
    """
    _install()
    widget.setProperty(_ROLE, role.value)
    widget.setProperty(_LEVEL, level)
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
    if role is None:
        return None
    level = thing.property(_LEVEL)
    return _Heading(thing, level) if level else QAccessibleWidget(thing, Role(role))


class _Level(QAccessibleAttributesInterface):
    """How deep headings stand."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> int | None:
        return self._level if key is QAccessible.Attribute.Level else None


@cache
def _of_level(level: int) -> _Level:
    """The one for all headings of a level: Qt never deletes it, and must find it as long as it asks."""
    return _Level(level)


class _Heading(QAccessibleWidget):
    """The interface of a heading: screen readers lead from one to the next of its level."""

    def __init__(self, widget: QWidget, level: int) -> None:
        super().__init__(widget, Role.Heading)
        self._level = level

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """An address, as the binding wants it: it takes no plain number, and no None for nothing."""
        if kind is QAccessible.InterfaceType.AttributesInterface:
            return cast("int", VoidPtr(getCppPointer(_of_level(self._level))[0]))
        return cast("int", super().interface_cast(kind) or VoidPtr(0))
