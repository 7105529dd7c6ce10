# SPDX-License-Identifier: MIT
"""Beside a text: whether it is for the own supervisor only, or told in confidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.answer_spec import Value
from ui.widgets.inputs import Select, TextArea, TextInput
from ui.widgets.panel import row
from ui.widgets.words import Translate

MADE_TO_DO = "made_to_do"
PRIVATE = "private"
MARK: Final = "mark"  # in the value form of an answer


class MarkSelect(Select):
    """The mark of one whole text; empty: it goes where its question goes."""

    def __init__(self, marks: Sequence[str], tr: Translate, parent: QWidget | None = None) -> None:
        words = mark_words(tr)
        choices = [
            ("", tr("Who reads it: as the other answers")),
            *((mark, words[mark]) for mark in marks),
        ]
        super().__init__(tr("Who may read this text"), choices, parent=parent)


class WordsMark(MarkSelect):
    """The mark of what stands in some fields: there while words are. ``name``: of the text, where a page has
    several. It must be in a layout before there are words.
    """

    def __init__(
        self,
        marks: Sequence[str],
        *fields: TextInput | TextArea,
        tr: Translate,
        name: str = "",
    ) -> None:
        super().__init__(marks, tr)
        self._marks, self._fields = frozenset(marks), tuple(dict.fromkeys(fields))
        if name:
            self.setAccessibleName(f"{name}: {self.accessibleName()}")
        for field in self._fields:
            field.textChanged.connect(self.look)
        self.hide()

    def chosen(self) -> str:
        """Return the mark, empty without one and without words."""
        mark = super().chosen()
        return mark if mark in self._marks and self._written() else ""

    def beside(self, value: dict[str, Value]) -> dict[str, Value]:
        """Return the value form of an answer with the mark of its words."""
        mark = self.chosen()
        return {**value, MARK: mark} if mark else value

    def show_of(self, value: Value | None) -> None:
        """Show the mark in the value form of an answer; emits nothing."""
        self.choose(str(value.get(MARK, "")) if isinstance(value, dict) else "")

    def _written(self) -> bool:
        return any(field.plain() for field in self._fields)

    def look(self, *_text: str) -> None:
        """Without words, or marks that the pack knows, there is nothing to choose."""
        self.setVisible(bool(self._marks) and self._written())


def with_mark(field: QWidget, mark: WordsMark) -> QHBoxLayout:
    """A field of one line with the mark at its end: no line more when there are words."""
    line = row(field, mark, stretch_last=True)
    line.setStretch(0, 1)
    line.setStretch(1, 0)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignBottom)
    return line


def mark_words(tr: Translate) -> dict[str, str]:
    """What each mark says."""
    return {
        MADE_TO_DO: tr("Who reads it: only my supervisor"),
        PRIVATE: tr("Who reads it: only those named"),
    }
