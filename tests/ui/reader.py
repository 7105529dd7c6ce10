# SPDX-License-Identifier: MIT
"""An officer who sees nothing: told by a screen reader what the window in front is, working by keys alone.

No widget is ever asked for: only roles, names, descriptions, states and where the keyboard is.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.heard import Node, Role, at_focus
from tests.ui.keyboard import NONE, hit, write

_FAR = 40  # stops of Tab after which one gives up
_GROUPS = frozenset({Role.Grouping, Role.Dialog})
_BY_ARROWS = frozenset({Role.RadioButton, Role.CheckBox})


class Reader:
    """``presses`` counts the keys, without the letters of what is written."""

    def __init__(self) -> None:
        self.presses = 0

    @property
    def focus(self) -> Node:
        """What has the keyboard."""
        return at_focus(self._window)[-1]

    @property
    def inside(self) -> list[str]:
        """The names of the groups that the keyboard is in, the innermost first."""
        groups = [node for node in at_focus(self._window)[:-1] if node.role in _GROUPS]
        return [node.name for node in reversed(groups) if node.name]

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.presses += 1
        hit(self._window, key, modifiers)

    def write(self, text: str) -> None:
        write(self._window, text)

    def reach(self, role: Role, name: str, inside: str = "") -> None:
        """Go there by Tab, and by arrows in what is one stop. Raises LookupError where it is not come to."""
        passed: list[str] = []
        while len(passed) < _FAR:
            wanted = not inside or any(group.startswith(inside) for group in self.inside)
            for node in self._along() if wanted and self.focus.role is role else ():
                if node.name.startswith(name):
                    return
            passed.append(str(self.focus))
            self.key(Qt.Key.Key_Tab)
        raise LookupError(f"{role.name} {name!r} not among {passed}")

    def press(self, role: Role, name: str, inside: str = "") -> None:
        """Go to a button or an option and press it."""
        self.reach(role, name, inside)
        self.key(Qt.Key.Key_Space)

    @property
    def _window(self) -> QWidget:
        found = QApplication.activeWindow()
        assert found is not None
        return found

    def _along(self) -> Iterator[Node]:
        """What has the keyboard, and what the arrow leads to from there until it comes round."""
        path = at_focus(self._window)
        yield path[-1]
        if path[-1].role not in _BY_ARROWS and all(node.role is not Role.ToolBar for node in path):
            return
        passed = [path[-1].name]
        while True:
            self.key(Qt.Key.Key_Down)
            node = self.focus
            if node.name in passed:
                return
            yield node
            passed.append(node.name)
