# SPDX-License-Identifier: MIT
"""Keyboard shortcuts that respect input methods: nothing fires while a text is being composed.

Plain keys (1–9, 0, -) never fire while someone types: Qt offers them to the text field first; and a
question that is answered by typing takes them as typed, wherever the focus is. Keys with
Ctrl or Alt could fire during composition, so no callback runs while a
field holds text that its input method has not committed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

CHOICE_KEYS = (*"1234567890", "-")
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def is_press(event: QKeyEvent) -> bool:
    """True for Enter by itself, once: it presses a focused button as Space does; Ctrl+Enter never."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return (
        event.key() in _ENTER
        and plain == Qt.KeyboardModifier.NoModifier
        and not event.isAutoRepeat()
    )


def is_typing(event: QKeyEvent) -> bool:
    """True for a key that writes a sign which is no space, without Ctrl, Alt or Meta."""
    commands = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & commands


class Presser(Protocol):
    """Anything with options that keys choose: a card, a list, an answer."""

    def press(self, text: str) -> bool:
        """Do what a key does; False when the key means nothing here."""


class KeyRouter(QObject):
    """The shortcuts of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._bound: list[tuple[str, str]] = []
        self._watched: QWidget | None = None
        self._composing = False
        self._presser: Presser | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
            self._on_focus_changed(None, app.focusWidget())

    def bind(self, sequence: str, callback: Callable[[], object], *, name: str) -> QShortcut:
        """Call ``callback`` on a key sequence such as ``Ctrl+Return`` in this window.

        ``name`` is the word on the sheet of keys (F1).
        """
        shortcut = self._shortcut(sequence, callback)
        self._bound.append(
            (QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText), name)
        )
        return shortcut

    def bind_choices(self, target: Presser) -> None:
        """Send 1–9, 0 and - to ``target``; a later call changes the target."""
        first = self._presser is None
        self._presser = target
        if first:
            for key in CHOICE_KEYS:
                self._shortcut(key, partial(self._press, key))

    def sheet(self) -> list[tuple[str, str]]:
        """Return (keys, name) of everything bound, for the sheet of keys."""
        return list(self._bound)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        return False

    def _shortcut(self, sequence: str, callback: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(sequence), self._window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(partial(self._run, callback))
        return shortcut

    def _run(self, callback: Callable[[], object]) -> None:
        if not self._composing:
            callback()

    def _press(self, key: str) -> None:
        target = self._presser
        if target is not None and not (isinstance(target, QObject) and not isValid(target)):
            target.press(key)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._composing = False
        inside = new is not None and (new is self._window or self._window.isAncestorOf(new))
        self._watched = new if inside else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
