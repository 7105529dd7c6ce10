# SPDX-License-Identifier: MIT
"""One interview in the windows: its view model, its typing, and the person's window.

All its pages hang on one `InterviewViewModel`, so that going from page to page loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.domain.practice import PracticeCase
from app.domain.value import Json
from app.ids import InterviewId
from app.services.group import GROUP
from app.services.workspace import Workspace
from ui.main.request import Hide, Lock, Request, To
from ui.main.typed_page import page_of_typing
from ui.main.window import MainWindow
from ui.screens.interview import InterviewScreen
from ui.screens.person import PersonWindow
from ui.screens.wordings import error_sentence
from ui.tasks import TaskRunner
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.person import PersonViewModel
from ui.viewmodels.supervision import Supervision
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.words import Translate


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRoom:
    """What an interview uses of the windows. ``language``: the officer's, now."""

    app: QApplication
    window: MainWindow
    tasks: TaskRunner
    parent: QObject
    tr: Translate
    go: Callable[[Request], None]
    language: Callable[[], str]
    missed: Callable[[InterviewId | None, Exception], None]
    on_danger: Callable[[], None]
    on_point: Callable[[], None]


class Case:
    """Call `begin`, `practise`, `open` or `adopt`; `close` when it is left."""

    def __init__(self, workspace: Workspace, supervision: Supervision, room: CaseRoom) -> None:
        self._room, self.supervision = room, supervision
        self.model = InterviewViewModel(workspace, room.tasks, supervision, room.parent)
        self.model.danger_raised.connect(self._on_danger)
        self.model.session_changed.connect(room.on_point)
        self.model.unsaved.failed.connect(self._on_unsaved)
        room.app.focusChanged.connect(self.model.unsaved.flush)
        self.person: PersonWindow | None = None
        self.lesson: PracticeCase | None = None
        self._interview: InterviewId | None = None
        self._waiting = False
        self._practice = False  # of a sealed interview, which is not open as a talk
        self._told = ""  # why typing could not be written, as said last

    @property
    def practice(self) -> bool:
        """True for a practice interview: every page says so."""
        return (self.model.is_open and self.model.session.interview.practice) or self._practice

    @property
    def point(self) -> str:
        """Neutral words while something waits that only the officer may see; else empty."""
        return self.model.glance.discreet_words if self.model.is_open else ""

    @property
    def interview_id(self) -> str:
        """Where a lock leads back to; empty while nothing is open."""
        if self.model.is_open:
            return str(self.model.session.id)
        return str(self._interview or "")

    def begin(self, script: str, *, practice: bool, group: str = "", came: Json = None) -> None:
        """Start a new interview and show its first page; see `InterviewViewModel.begin`."""
        self._await_session()
        lang = self._room.language()
        self.model.begin(script, practice=practice, officer_language=lang, group=group, came=came)

    def begin_group(self, label: str, *, practice: bool, came: Json) -> None:
        """Start with one person of a group."""
        self.begin(GROUP, practice=practice, group=label, came=came)

    def practise(self, lesson: PracticeCase) -> None:
        """Start practice with an invented case: its course, its agency, its briefing."""
        self._await_session()
        self.lesson = lesson
        lang = self._room.language()
        self.model.begin(lesson.script, practice=True, officer_language=lang, agency=lesson.agency)

    def open(self, interview: InterviewId) -> None:
        """Go on with an interview at its place."""
        self._interview = interview
        self._await_session()
        self.model.open(interview)

    def adopt(self, interview: InterviewId) -> None:
        """Take an interview that is sealed: it is handed over, not led."""
        self._interview = interview

    def learn(self, practice: bool) -> bool:  # noqa: FBT001 what the page has read
        """Take whether a sealed interview was practice; True when that is news."""
        news, self._practice = practice != self._practice, practice
        return news

    def keep(self) -> None:
        """Write what is typed and not stored into the vault now."""
        if isValid(self.model.unsaved):
            self.model.unsaved.flush()

    def settle(self, then: Callable[[], None]) -> None:
        """Store what is typed, then call once, also when storing failed: then it stays as typed."""
        self.keep()
        if not self.model.is_open:
            then()
            return
        done: list[bool] = []

        def once(*_args: object) -> None:
            if not done:
                done.append(True)
                then()

        self.model.settled.connect(once)
        self.model.failed.connect(once)
        self.model.settle()

    def close(self) -> None:
        """Put the person's window away and let the view model go."""
        self.hide_person_window()
        if self.person is not None:
            self.person.deleteLater()
            self.person = None
        self.model.blockSignals(True)  # noqa: FBT003 nothing of it leads to a page any more
        self.model.deleteLater()

    # the person's window

    def toggle_person_window(self) -> None:
        """Show the person's window on the second screen, if there is one, or put it away."""
        if self.person is not None and self.person.isVisible():
            self.hide_person_window()
            return
        if self.person is None:
            self.person = self._person_window()
        other = self._other_screen()
        if other is not None:
            self.person.setGeometry(other.availableGeometry())
            self.person.showFullScreen()
        else:
            self.person.resize(self._room.window.size())
            self.person.show()

    def hide_person_window(self) -> None:
        if self.person is not None:
            self.person.hide()

    # how it is done

    def _person_window(self) -> PersonWindow:
        window = PersonWindow(PersonViewModel(self.model, self.model), self._room.tr)
        window.officer_wanted.connect(self._come_forward)
        window.danger_wanted.connect(self._to_danger)
        window.lock_wanted.connect(lambda: self._room.go(Lock()))
        window.hide_wanted.connect(lambda: self._room.go(Hide()))
        return window

    def _other_screen(self) -> QScreen | None:
        """A screen that the officer's window does not stand on."""
        mine = self._room.window.screen()
        return next((screen for screen in QGuiApplication.screens() if screen is not mine), None)

    def _come_forward(self) -> None:
        """The officer's page in front, in place of the person's window."""
        self.hide_person_window()
        self._room.window.raise_()
        self._room.window.activateWindow()

    def _to_danger(self) -> None:
        self._come_forward()
        self._room.go(To("danger"))

    def _on_danger(self, _flag: str) -> None:
        """A red flag, from whatever page or window: the officer's side shows it at once.

        The person's window stays as it is, whatever was answered. Where it covers the only screen, the
        danger page waits behind it for the officer's key.
        """
        self._room.on_danger()
        if self.person is not None and self.person.isVisible() and self._other_screen() is not None:
            self._room.window.raise_()

    def _await_session(self) -> None:
        self._waiting = True
        self.model.session_changed.connect(self._on_session)
        self.model.failed.connect(self._on_failed)

    def _on_session(self) -> None:
        if not self._waiting:
            return
        self._waiting = False
        self._interview = self.model.session.id
        self._room.go(self._first_page())

    def _first_page(self) -> To:
        if self.model.pausing.is_paused:
            return To("pause")
        opening = self.model.opening
        if opening in {"preparation", "language"}:
            return To(opening)
        return page_of_typing(next(reversed(self.model.unsaved.places), ""))

    def _on_failed(self, error: Exception) -> None:
        if self._waiting:
            self._waiting = False
            self._room.missed(self._interview, error)

    def _on_unsaved(self, error: Exception) -> None:
        """Say once why what is typed cannot be kept; it is tried again by itself."""
        page, words = self._room.window.page, error_sentence(error, self._room.tr)
        if isinstance(page, InterviewScreen | ScreenFrame) and words != self._told:
            self._told = words
            page.show_message("error", words)
