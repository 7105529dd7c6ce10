# SPDX-License-Identifier: MIT
"""The hands of the tour: mouse and keyboard on the real widgets, and pictures of what they see."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

from ui.main import Shell
from ui.widgets.confirmation import Confirmation
from ui.widgets.form import PassphraseField

W = TypeVar("W", bound=QWidget)
_UNHURRIED_MS = 1000


def unhurried() -> Callable[[], int]:
    """A clock for the guard of presses on which every look is a second after the one before.

    The guard stays on, and no press of these hands is too quick for it, however fast they are.
    """
    return count(0, _UNHURRIED_MS).__next__


class Hands:
    """Acts on the shell's window. Raises LookupError when a page or button is not where it should be."""

    def __init__(self, shell: Shell, out: Path) -> None:
        self.shell, self._out = shell, out
        self._number = 0
        self.files: list[str] = []

    def rest(self) -> None:
        """Let everything that was posted happen: layouts, focus, deletions."""
        for _round in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Save what stands now as NN-name.png."""
        self.rest()
        self._number += 1
        file = f"{self._number:02d}-{name}.png"
        (self.shell.window if widget is None else widget).grab().save(str(self._out / file), "PNG")
        self.files.append(file)

    def page(self, kind: type[W]) -> W:
        """The page in sight, which should be of this kind."""
        self.rest()
        page = self.shell.window.page
        if not isinstance(page, kind):
            raise LookupError(f"{kind.__name__} expected, {type(page).__name__} found")
        return page

    def click(self, button: QAbstractButton) -> None:
        """Click a button where a hand would; a disabled one is an error of the tour."""
        if not button.isEnabled():
            raise LookupError(f"button {button.text()!r} is disabled")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.rest()

    def press(self, root: QWidget, msgid: str) -> None:
        """Click the visible button that carries these words of the program."""
        words = self.shell.tr_officer(msgid)
        for button in root.findChildren(QAbstractButton):
            if button.text() == words and button.isVisibleTo(root):
                self.click(button)
                return
        raise LookupError(f"no button {msgid!r}")

    def confirm(self) -> None:
        """Say yes to the question that is open on the page."""
        self.rest()
        for question in self.shell.window.findChildren(Confirmation):
            if question.is_open():
                self.click(question.yes_button)
                return
        raise LookupError("nothing is asked")

    def look_at(self, widget: QWidget) -> None:
        """Scroll until a widget is in sight."""
        self.rest()
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)

    def type(self, field: PassphraseField, text: str) -> None:
        """Type a passphrase."""
        line = field.findChild(QLineEdit)
        if line is None:
            raise LookupError("no line")
        QTest.keyClicks(line, text)
