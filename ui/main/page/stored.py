# SPDX-License-Identifier: MIT
"""The answers of an interview as they are stored, where its content is gone or damaged."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, VaultContext
from ui.screens.content import StoredScreen
from ui.screens.wordings import error_sentence


def make(context: VaultContext, _at: str) -> Built:
    def draw() -> QWidget:
        why = error_sentence(context.error, context.tr) if context.error else ""
        return StoredScreen(why, context.entries, context.tr)

    return Built(draw)
