# SPDX-License-Identifier: MIT
"""The pages about content around one interview, and where their signals lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.ids import InterviewId
from app.services.as_stored import StoredEntry
from ui.screens.wordings import error_sentence

if TYPE_CHECKING:
    from ui.main.case import Case
    from ui.main.shell import Shell


def show_newer(case: Case, shell: Shell) -> None:
    """Moving the open interview to newer content."""
    from ui.screens.content import NewerScreen  # noqa: PLC0415 seldom
    from ui.viewmodels.newer import NewerViewModel  # noqa: PLC0415

    model = NewerViewModel(case.model, case.model)

    def make() -> tuple[QWidget, str]:
        screen = NewerScreen(model, shell.tr_officer)
        screen.left.connect(case.interview)
        return screen, shell.tr_officer("Newer content")

    shell.show(make, owner=model)


def tell(shell: Shell, interview: InterviewId | None, error: Exception) -> None:
    """Why an interview does not open; where its content is gone or damaged, its answers as stored."""
    workspace = shell.workspace
    missing = isinstance(error, UserError) and error.code == "pack_missing"
    if interview is None or workspace is None or not missing:
        shell.pages.tell(error)
        return

    def show(entries: tuple[StoredEntry, ...]) -> None:
        from ui.screens.content import StoredScreen  # noqa: PLC0415 seldom

        def make() -> tuple[QWidget, str]:
            why = error_sentence(error, shell.tr_officer)
            screen = StoredScreen(why, entries, shell.tr_officer)
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("As it is stored")

        shell.show(make)

    shell.tasks.run(
        shell, lambda: workspace.interviews.as_stored(interview), show, shell.pages.tell
    )
