# SPDX-License-Identifier: MIT
"""The words of Qt's own dialogs and menus (print, save, copy, paste) in the officer's language."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from app.i18n.mark import mark
from ui.widgets.words import Translate

_NAME: Final = "kakehashi_qt_words"
#: What Qt's own Japanese leaves in English in the dialogs in use.
_LEFT_OUT: Final = {
    "&Look in:": mark("In the folder:"),
    "Files of &type:": mark("Kind of file:"),
    "Drive": mark("Drive"),
    "Folder": mark("Folder"),
    "Pages": mark("Pages"),
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by "
    "a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": mark(
        "Pages and ranges with commas between them, for example 3,5-7,9."
    ),
    "Page &Set:": mark("Which pages:"),
    "Double Sided Printing": mark("Printing on both sides"),
    "Off": mark("One side only"),
    "Long side binding": mark("Both sides, turned at the long edge"),
    "Short side binding": mark("Both sides, turned at the short edge"),
}


class _Rest(QTranslator):
    """Says what Qt's own translation leaves out, and nothing else."""

    def __init__(self, tr: Translate, parent: QObject) -> None:
        super().__init__(parent)
        self._tr = tr

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, _context: str, source: str, _comment: str | None = None, _number: int = -1
    ) -> str:
        ours = _LEFT_OUT.get(source)
        return self._tr(ours) if ours else cast("str", None)  # None: Qt asks the next translator


def speak_qt(app: QApplication, lang: str, tr: Translate) -> None:
    """Let Qt's dialogs that open from now on speak this language; ``tr`` has the rest of the words.

    Qt ships its translations with itself; its source language is English.
    """
    for old in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(old)
        old.setObjectName("")
        old.deleteLater()
    own, folder = QTranslator(app), QLibraryInfo.LibraryPath.TranslationsPath
    if not own.load(f"qtbase_{lang}", QLibraryInfo.path(folder)) or own.isEmpty():
        return
    for translator in (own, _Rest(tr, app)):
        translator.setObjectName(_NAME)
        app.installTranslator(translator)
