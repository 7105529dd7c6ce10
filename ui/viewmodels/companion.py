# SPDX-License-Identifier: MIT
"""A page beside the questions of one interview: its texts, what is typed on it, what failed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.viewmodels.glance import Glance
from ui.viewmodels.leading import Keeping
from ui.viewmodels.unsaved import Unsaved


class CompanionViewModel(QObject):
    """Lives as long as its page. ``failed``: something of the interview could not be stored."""

    failed = Signal(object)  # Exception

    def __init__(self, interview: Keeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept_by = interview
        interview.failed.connect(self._on_failed)

    @property
    def glance(self) -> Glance:
        """What stands in the interview, as the page shows it."""
        return self._kept_by.glance

    @property
    def unsaved(self) -> Unsaved:
        """Where what is typed on the page is kept until it is stored."""
        return self._kept_by.unsaved

    def _while_here(self, call: Callable[[], None]) -> Callable[[], None]:
        """The call for when something is stored: nothing comes of it where the page has gone meanwhile."""

        def come() -> None:
            if isValid(self):
                call()

        return come

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
