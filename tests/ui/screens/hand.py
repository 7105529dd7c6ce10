# SPDX-License-Identifier: MIT
"""An officer's hands at the real window of an interview: clicks at places, keys to what has the focus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.value import Json
from app.ids import InterviewId, ItemId
from app.services.workspace import Workspace
from tests.ui.going import go
from tests.ui.pages import rest
from ui.main import Shell
from ui.widgets.banners import InlineMessage
from ui.widgets.part_strip import ChipButton

W = TypeVar("W", bound=QWidget)


@contextmanager
def hands(shell: Shell, workspace: Workspace, interview: InterviewId) -> Iterator[Hand]:
    """Open an interview in the windows, wait for the keyboard, and leave it again."""
    shell.open_case().open(interview)
    shell.window.activateWindow()
    assert QTest.qWaitForWindowActive(shell.window)
    rest()
    try:
        yield Hand(shell, workspace, interview)
    finally:
        shell.home()
        rest()


@dataclass
class Hand:
    """An officer at the window: clicks at places, keys to what has the focus."""

    shell: Shell
    workspace: Workspace
    interview: InterviewId

    def at(self, item: str) -> None:
        assert self.shell.case is not None
        go(self.shell.case, "interview")
        self.shell.case.model.walking.jump(ItemId(item))
        rest()

    def seen(self, kind: type[W], name: str = "") -> W:
        page = self.shell.window
        return next(
            widget
            for widget in page.findChildren(kind)
            if widget.isVisible() and widget.accessibleName().startswith(name)
        )

    def click(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None and not hasattr(parent, "ensureWidgetVisible"):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(widget)
            rest()
        spot = widget.mapTo(self.shell.window, QPoint(widget.width() // 2, widget.height() // 2))
        QTest.mouseClick(self.shell.window.windowHandle(), Qt.MouseButton.LeftButton, pos=spot)
        rest()

    def commit(self, text: str) -> None:
        """What an input method sends: first what is being composed, then the result."""
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, QInputMethodEvent(text, []))
        done = QInputMethodEvent()
        done.setCommitString(text)
        QApplication.sendEvent(target, done)
        rest()

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.shell.window.windowHandle(), key, modifiers)
        rest()

    def part(self, number: int) -> None:
        """Press the chip of a part, from 0, where the question has several pages."""
        chips = [chip for chip in self.shell.window.findChildren(ChipButton) if chip.isVisible()]
        if chips:
            self.click(chips[number])

    def next(self) -> None:
        """Press *next* until it goes on: it first leads to every part that was not seen yet."""
        case = self.shell.case
        assert case is not None
        here = case.model.item
        for _press in range(8):
            self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            if case.model.item != here:
                break

    def stored(self, item: str) -> Json:
        answer = self.workspace.interviews.open(self.interview).interview.answer(ItemId(item))
        return {part: value.data for part, value in answer.parts.items()} if answer else None

    def told(self) -> list[str]:
        shown = self.shell.window.findChildren(InlineMessage)
        return [message.text() for message in shown if message.isVisible() and message.text()]
