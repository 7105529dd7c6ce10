# SPDX-License-Identifier: MIT
"""Qt's own dialogs speak the officer's language, as they open from the program's buttons."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QGroupBox,
    QLabel,
    QTreeView,
    QWidget,
)

from ui.main import Shell, printing
from ui.main.request import To
from ui.screens.papers import PapersScreen

ENGLISH = re.compile(r"[A-Za-z]{2,}")
ALLOWED = re.compile(r"PDF|\.pdf|\(\*\.pdf\)|\*\.|[A-Z]:|SAMPLE")


def words_of(dialog: QWidget) -> list[str]:
    found = [label.text() for label in dialog.findChildren(QLabel)]
    found += [button.text() for button in dialog.findChildren(QAbstractButton)]
    found += [box.title() for box in dialog.findChildren(QGroupBox)]
    found += [button.toolTip() for button in dialog.findChildren(QAbstractButton)]
    for view in dialog.findChildren(QTreeView):
        model = view.model()
        across = Qt.Orientation.Horizontal
        found += [
            str(model.headerData(column, across) or "") for column in range(model.columnCount())
        ]
    return [dialog.windowTitle(), *found]


def english_in(words: list[str]) -> list[str]:
    return [word for word in words if ENGLISH.search(ALLOWED.sub("", word))]


def meet(deed: Callable[[], object]) -> list[str]:
    """What stands in the dialog that a deed opens; it is cancelled."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.extend(words_of(dialog))
            dialog.reject()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)
    deed()
    return seen


@pytest.fixture
def papers(shell: Shell) -> PapersScreen:
    shell.go(To("papers"))
    page = shell.window.page
    assert isinstance(page, PapersScreen)
    return page


def test_the_dialog_for_saving_is_japanese_and_follows_the_language(
    shell: Shell, papers: PapersScreen
) -> None:
    def save() -> None:
        page = shell.window.page
        assert isinstance(page, PapersScreen)
        QTest.mouseClick(page.save_button, Qt.MouseButton.LeftButton)

    english = meet(save)
    assert any(english)
    assert english_in(english) == []
    shell.set_language("en")
    assert any("type" in text for text in meet(save))
    shell.set_language("ja")
    assert english_in(meet(save)) == []


def test_the_dialog_for_printing_is_japanese(
    shell: Shell, papers: PapersScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = meet(lambda: printing.print_pages((), 210, shell.window))
    kinds = ("設置場所", "両面", "部数")
    assert all(any(kind in text for text in english) for kind in kinds)
    assert english_in(english) == []


def test_the_detector_sees_english(shell: Shell) -> None:
    """Positive control: in English the same dialogs are full of it."""
    shell.set_language("en")
    printer = QPrinter()
    assert english_in(words_of(QPrintDialog(printer)))
    assert english_in(words_of(QFileDialog()))
