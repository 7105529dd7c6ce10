# SPDX-License-Identifier: MIT
"""What only the officer may see, alone: a call from the person's window, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QWidget

from ui.screens.danger.screen import DangerScreen
from ui.viewmodels.danger import DangerViewModel
from ui.widgets.feedback import EmptyState
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class AsideScreen(DangerScreen):
    """The danger page of discreet flags: nothing in red, nothing to raise, a title that tells nothing."""

    def __init__(
        self,
        view_model: DangerViewModel,
        tr: Translate,
        came_from: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(view_model, tr, came_from, tr("Point to check"), parent)

    def _parts(self) -> Iterator[QWidget | QLayout]:
        tr, flags = self._tr, self._vm.amber
        for flag in flags:
            yield SectionTitle(flag.title, level=2)
            for action in flag.actions:
                yield TextLabel(f"・{action}", size=20)
            yield self._record(flag)
        if not flags:
            yield EmptyState(tr("No open flag."), icon="check")
        yield from self._taken_back()
