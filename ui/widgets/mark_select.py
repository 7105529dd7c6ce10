# SPDX-License-Identifier: MIT
"""Beside a text: whether it is for the own supervisor only, or told in confidence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.widgets.inputs import Select
from ui.widgets.words import Translate

MADE_TO_DO = "made_to_do"
PRIVATE = "private"


class MarkSelect(Select):
    """The mark of one whole text; empty: it goes where its question goes."""

    def __init__(self, marks: Sequence[str], tr: Translate, parent: QWidget | None = None) -> None:
        words = mark_words(tr)
        choices = [("", tr("As the other answers")), *((mark, words[mark]) for mark in marks)]
        super().__init__(tr("Who may read this text"), choices, parent=parent)


def mark_words(tr: Translate) -> dict[str, str]:
    """What each mark says."""
    return {
        MADE_TO_DO: tr("For my supervisor only"),
        PRIVATE: tr("Private: only to whom it is named"),
    }
