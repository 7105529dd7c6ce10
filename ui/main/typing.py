# SPDX-License-Identifier: MIT
"""What a case does about typing that is not stored yet: writes it in time, shows it again where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shiboken6 import isValid

from app.domain.typing_place import DECISION, INTERPRETER, READBACK, SEAL_NOTE
from app.ids import InterviewId
from ui.screens.interview import InterviewScreen
from ui.screens.wordings import error_sentence
from ui.widgets.screen_frame import ScreenFrame

if TYPE_CHECKING:
    from ui.main.case import Case
    from ui.main.shell import Shell


class Typing:
    """The typing of one case in the windows."""

    def __init__(self, case: Case, shell: Shell) -> None:
        self._case, self._shell = case, shell
        self._unsaved = case.model.unsaved
        self._told = ""  # why it could not be written, as said last
        self._unsaved.failed.connect(self._on_failed)
        shell.parts.app.focusChanged.connect(self._unsaved.flush)

    def keep(self) -> None:
        """Write what is typed and not stored into the vault now."""
        if isValid(self._unsaved):
            self._unsaved.flush()

    def show(self) -> None:
        """The page on which something was being typed, with that in sight; else the interview."""
        case, place = self._case, next(reversed(self._unsaved.places), "")
        kind, _, name = place.partition("/")
        pages: dict[str, Callable[[], None]] = {
            "danger": case.danger,
            "card": lambda: case.cards(name),
            "correct": lambda: case.readback(name),
            READBACK: case.readback,
            "basis": lambda: case.disclosure(name),
            "unclear": case.interpreter,
            "rendering": case.interpreter,
        }
        if place == SEAL_NOTE:
            pages["note"] = lambda: case.hand_over(InterviewId(case.interview_id))
        pages.get(kind, case.interview)()
        page = self._shell.window.page
        if place in {DECISION, INTERPRETER} and isinstance(page, InterviewScreen):
            page.open_typed(place)

    def _on_failed(self, error: Exception) -> None:
        """Say once why what is typed cannot be kept; it is tried again by itself."""
        page, words = self._shell.window.page, error_sentence(error, self._shell.tr_officer)
        if isinstance(page, InterviewScreen | ScreenFrame) and words != self._told:
            self._told = words
            page.show_message("error", words)
