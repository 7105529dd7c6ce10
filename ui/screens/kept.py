# SPDX-License-Identifier: MIT
"""Ties the fields of one place of typing to what is kept of them: the one way in which pages do that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.domain.value import Json
from ui.viewmodels.unsaved import Fields, Unsaved
from ui.widgets.entries import entries, on_entered, put_back, raw, raws

PLACE: Final = "place"
_TIED: Final = "tied"


class Kept(QObject):
    """The fields below ``root``, whose stored state stands in them, or in ``stored`` when given.

    What was typed and not stored comes back at once; from then on everything entered is kept.
    """

    def __init__(
        self, unsaved: Unsaved, place: str, root: QWidget, stored: Fields | None = None
    ) -> None:
        super().__init__(root)
        self._unsaved, self._place, self._root = unsaved, place, root
        self._asleep = False
        self._begin(stored)

    def redraw(self, draw: Callable[[], Fields | None], place: str = "") -> None:
        """Let the stored state be drawn in the same fields again; what was not stored stands there after it.

        ``draw`` may return the fields as stored, when it shows something else; ``place``: of another place
        of typing, to which the fields belong from now on.
        """
        self._asleep = True
        stored = draw()
        self._place = place or self._place
        self._asleep = False
        self._begin(stored)

    def _begin(self, stored: Fields | None) -> None:
        self._root.setProperty(PLACE, self._place)
        typed = self._unsaved.begin(self._place, raws(self._root) if stored is None else stored)
        for key, value in typed.items():
            entry = entries(self._root).get(key)  # anew each time: one field may make others
            if entry is not None and not _same(raw(entry), value):
                put_back(entry, value)
        self._on_entered()

    def _on_entered(self) -> None:
        if self._asleep or not isValid(self._root):
            return
        for entry in entries(self._root).values():
            if not entry.property(_TIED):
                entry.setProperty(_TIED, True)  # noqa: FBT003 a Qt property
                on_entered(entry, self._on_entered)
        self._unsaved.type(self._place, raws(self._root))


def _same(value: Json, other: Json) -> bool:
    return value == other and type(value) is type(other)


def give_up_keyboard(root: QWidget, teller: QObject) -> None:
    """Let what has the keyboard below ``root`` give it up, before its fields are those of another question.

    What an input method gives then is kept where it was typed, and ``teller`` tells nobody of it: it would
    be taken for an answer to the question of now.
    """
    focus = QApplication.focusWidget()
    if focus is not None and root.isAncestorOf(focus):
        teller.blockSignals(True)  # noqa: FBT003 a Qt call
        focus.clearFocus()
        QApplication.sendEvent(focus, QInputMethodEvent())  # what it did not give goes
        teller.blockSignals(False)  # noqa: FBT003 a Qt call
