# SPDX-License-Identifier: MIT
"""What the officer was doing in a part of the screen that is drawn again with the same widgets: where the
keyboard stood, and what was typed so far, also where it is no answer yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


@dataclass(frozen=True, slots=True)
class Standing:
    """``focus``: the number of the widget among those that take the focus, or -1 when it is elsewhere."""

    focus: int
    cursor: int  # in a line of text
    typed: tuple[str, ...]  # line by line

    @classmethod
    def of(cls, root: QWidget) -> Standing:
        focus, takers = QApplication.focusWidget(), _takers(root)
        cursor = focus.cursorPosition() if isinstance(focus, QLineEdit) else 0
        number = takers.index(focus) if focus is not None and focus in takers else -1
        return cls(number, cursor, tuple(line.text() for line in root.findChildren(QLineEdit)))

    def restore(self, root: QWidget) -> None:
        """Type again what is missing, and put the focus where it was; it stays where it is elsewhere."""
        lines, takers = root.findChildren(QLineEdit), _takers(root)
        if len(lines) == len(self.typed):
            for line, text in zip(lines, self.typed, strict=True):
                if text and line.text() != text:
                    line.setText(text)
        if 0 <= self.focus < len(takers):
            widget = takers[self.focus]
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(widget, QLineEdit):
                widget.setCursorPosition(self.cursor)


def _takers(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(root)
    ]
