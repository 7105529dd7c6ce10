# SPDX-License-Identifier: MIT
"""The pages around one interview: preparation, language, interview, cards, danger, pause, read-back,
disclosure, handover, and the person's window.

All hang on one `InterviewViewModel`, so that going from page to page loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.domain.practice import PracticeCase
from app.domain.value import Json
from app.ids import CardId, InterviewId, ItemId, RecipientId
from app.services.group import GROUP
from app.services.workspace import Workspace
from ui.main import content_pages
from ui.main.typing import Typing
from ui.screens.cards import CardsScreen
from ui.screens.danger import DangerScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.handover import HandoverScreen
from ui.screens.interpreter import InterpreterScreen
from ui.screens.interview import InterviewScreen
from ui.screens.language import LanguageScreen
from ui.screens.pause import PauseScreen
from ui.screens.person import PersonWindow
from ui.screens.preparation import PreparationScreen
from ui.screens.readback import ReadbackScreen
from ui.viewmodels.cards import CardsViewModel
from ui.viewmodels.danger import DangerViewModel
from ui.viewmodels.disclosure import DisclosureViewModel
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.interpreting import InterpretingViewModel
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.language import LanguageViewModel
from ui.viewmodels.pause import PauseViewModel
from ui.viewmodels.person import PersonViewModel
from ui.viewmodels.preparation import PreparationViewModel
from ui.viewmodels.readback import ReadbackViewModel
from ui.viewmodels.supervision import Supervision

if TYPE_CHECKING:
    from ui.main.shell import Shell


class Case:
    """One interview in the windows. ``close`` when another page than these comes."""

    def __init__(self, shell: Shell, workspace: Workspace) -> None:
        self._shell, self._workspace = shell, workspace
        self._verify = shell.parts.stations.prove_supervisor
        supervision = Supervision(self._supervisors(), self._verify)
        self.model = InterviewViewModel(workspace, shell.tasks, supervision, shell)
        self.model.danger_raised.connect(self._on_danger)
        self.person: PersonWindow | None = None
        self._interview: InterviewId | None = None
        self._lesson: PracticeCase | None = None
        self._waiting = False
        self._practice = False  # of a sealed interview, which is not open as a talk
        self.typing = Typing(self, shell)

    @property
    def practice(self) -> bool:
        """True for a practice interview: every page says so."""
        return (self.model.is_open and self.model.session.interview.practice) or self._practice

    @property
    def interview_id(self) -> str:
        """Where a lock leads back to; empty while nothing is open."""
        if self.model.is_open:
            return str(self.model.session.id)
        return str(self._interview or "")

    def begin(self, script: str, *, practice: bool, group: str = "", came: Json = None) -> None:
        """Start a new interview and show its first page; see `InterviewViewModel.begin`."""
        self._await_session()
        lang = self._shell.parts.preferences.looks.language
        self.model.begin(script, practice=practice, officer_language=lang, group=group, came=came)

    def practise(self, lesson: PracticeCase) -> None:
        """Start practice with an invented case: its course, its agency, its briefing."""
        self._await_session()
        self._lesson = lesson
        lang = self._shell.parts.preferences.looks.language
        self.model.begin(lesson.script, practice=True, officer_language=lang, agency=lesson.agency)

    def next_of_group(self) -> None:
        """The next person of the same group: an interview of its own, with the same label."""
        now = self.model.session.interview
        came = self.model.stored_of(self.model.session.pack.roles.how_it_came)

        def go() -> None:
            case = self._shell.open_case()
            case.begin(GROUP, practice=now.practice, group=now.group_label, came=came)

        self.leave(go)

    def open(self, interview: InterviewId) -> None:
        """Go on with an interview at its place."""
        self._interview = interview
        self._await_session()
        self.model.open(interview)

    def leave(self, then: Callable[[], None]) -> None:
        """Store what is typed, go, and forget the interview."""
        self.settle(lambda: self._left(then))

    def settle(self, then: Callable[[], None]) -> None:
        """Store what is typed, then call once, also when storing failed: then it stays as typed."""
        self.typing.keep()
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
        self.model.deleteLater()

    # pages

    def preparation(self) -> None:
        model = PreparationViewModel(self.model, self.model, lesson=self._lesson)
        model.finished.connect(self.after_preparation)

        def make() -> tuple[QWidget, str]:
            screen = PreparationScreen(model, self._tr)
            screen.left.connect(self._shell.home)
            return screen, self._tr("Preparation")

        self._shell.show(make, owner=model)

    def after_preparation(self) -> None:
        (self.interview if self.model.session.interview.language else self.language)()

    def language(self) -> None:
        model = LanguageViewModel(self.model, self.model)

        def make() -> tuple[QWidget, str]:
            screen = LanguageScreen(model, self._tr)
            screen.language_chosen.connect(lambda _tag: self.interview())
            screen.left.connect(self._shell.home)
            return screen, self._tr("Language")

        self._shell.show(make, owner=model)

    def interview(self) -> None:
        def make() -> tuple[QWidget, str]:
            screen = InterviewScreen(self.model, self._tr)
            screen.danger_opened.connect(self.danger)
            screen.newer_opened.connect(lambda: content_pages.show_newer(self, self._shell))
            screen.cards_opened.connect(self.cards)
            screen.pause_opened.connect(self.pause)
            screen.person_window_toggled.connect(self.toggle_person_window)
            screen.lock_requested.connect(self._shell.lock)
            screen.hide_requested.connect(self._shell.hide)
            screen.readback_opened.connect(self.readback)
            screen.interpreter_opened.connect(self.interpreter)
            screen.next_person_wanted.connect(self.next_of_group)
            screen.lookback_wanted.connect(lambda: self._look_back(self.interview))
            self._shell.pages.serve(screen.program)
            return screen, self._tr("Interview")

        self._shell.show(make, own_frame=True)

    def interpreter(self) -> None:
        model = InterpretingViewModel(self.model, self.model)

        def make() -> tuple[QWidget, str]:
            screen = InterpreterScreen(model, self._tr)
            screen.left.connect(self.interview)
            screen.correct_wanted.connect(self.readback)
            return screen, self._tr("Interpreter")

        self._shell.show(make, owner=model)

    def danger(self, back: Callable[[], None] | None = None) -> None:
        """``back`` leads to where one came from; to the interview when it is left out."""
        model = DangerViewModel(self.model, self.model)

        def make() -> tuple[QWidget, str]:
            screen = DangerScreen(model, self._tr)
            screen.left.connect(back or self.interview)
            return screen, self._tr("Danger")

        self._shell.show(make, owner=model)

    def cards(self, card: str = "") -> None:
        model = CardsViewModel(self.model, self.model)
        if card:
            model.choose(CardId(card))

        def make() -> tuple[QWidget, str]:
            screen = CardsScreen(model, self._tr)
            screen.left.connect(self.interview)
            screen.mini_print_requested.connect(
                lambda one: self._shell.pages.print_card(self.model.glance, CardId(one))
            )
            return screen, self._tr("Cards")

        self._shell.show(make, owner=model)

    def pause(self) -> None:
        model = PauseViewModel(self.model, self.model)

        def make() -> tuple[QWidget, str]:
            screen = PauseScreen(model, self._tr)
            screen.resumed.connect(self.interview)
            screen.readback_opened.connect(self.readback)
            screen.home_opened.connect(self._shell.home)
            return screen, self._tr("Break")

        self._shell.show(make, owner=model)

    def readback(self, correct: str = "") -> None:
        """``correct``: the answer whose correction is open."""
        model = ReadbackViewModel(self.model, self.model)
        if correct:
            model.edit(ItemId(correct))

        def make() -> tuple[QWidget, str]:
            screen = ReadbackScreen(model, self._tr)
            screen.finished.connect(self.disclosure)
            screen.left.connect(self.interview)
            return screen, self._tr("Read back")

        self._shell.show(make, owner=model)

    def disclosure(self, recipient: str = "") -> None:
        shell, interview = self._shell, InterviewId(self.interview_id)
        model = DisclosureViewModel(
            self._workspace, shell.tasks, interview, self._verify, self._supervisors(), shell
        )

        model.settled.connect(self.model.unsaved.settle)
        if recipient:
            model.choose(RecipientId(recipient))

        def make() -> tuple[QWidget, str]:
            screen = DisclosureScreen(model, self._tr, self.model.unsaved)
            screen.handover_opened.connect(lambda: self.hand_over(interview))
            screen.home_opened.connect(shell.home)
            return screen, self._tr("Who may receive what")

        shell.show(make, owner=model)
        model.load()

    def hand_over(self, interview: InterviewId) -> None:
        """Seal and hand over, also for an interview that is not open here."""
        shell = self._shell
        self._interview = interview
        model = HandoverViewModel(
            self._workspace, shell.tasks, interview, self._verify, self._supervisors(), shell
        )
        if shell.backup is not None:
            model.sealed.connect(shell.backup.sealed)
        model.changed.connect(lambda: self._learn(model))
        model.settled.connect(self.model.unsaved.settle)
        model.missed.connect(lambda error: content_pages.tell(shell, interview, error))

        def make() -> tuple[QWidget, str]:
            screen = HandoverScreen(model, self._tr, self.model.unsaved)
            screen.disclosure_opened.connect(self.disclosure)
            screen.lookback_opened.connect(
                lambda: self._look_back(lambda: self.hand_over(interview))
            )
            screen.home_opened.connect(shell.home)
            return screen, self._tr("Hand over")

        shell.show(make, owner=model)
        self.model.unsaved.load(interview, model.load)

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
            self.person.resize(self._shell.window.size())
            self.person.show()

    def hide_person_window(self) -> None:
        if self.person is not None:
            self.person.hide()

    # how it is done

    def _learn(self, model: HandoverViewModel) -> None:
        if model.is_loaded and model.interview.practice != self._practice:
            self._practice = model.interview.practice
            self._shell.mark_practice()

    def _person_window(self) -> PersonWindow:
        window = PersonWindow(PersonViewModel(self.model, self.model), self._tr)
        window.officer_wanted.connect(self._come_forward)
        window.danger_wanted.connect(self._to_danger)
        window.lock_wanted.connect(self._shell.lock)
        window.hide_wanted.connect(self._shell.hide)
        return window

    def _other_screen(self) -> QScreen | None:
        """A screen that the officer's window does not stand on."""
        mine = self._shell.window.screen()
        return next((one for one in QGuiApplication.screens() if one is not mine), None)

    def _come_forward(self) -> None:
        """The officer's page in front, in place of the person's window."""
        self.hide_person_window()
        self._shell.window.raise_()
        self._shell.window.activateWindow()

    def _to_danger(self) -> None:
        self._come_forward()
        if not isinstance(self._shell.window.page, DangerScreen):
            self.danger()

    def _on_danger(self, _flag: str) -> None:
        """A red flag, from whatever page or window: the officer's side shows it at once.

        The person's window stays as it is, whatever was answered. Where it covers the only screen, the
        danger page waits behind it for the officer's key.
        """
        pages: tuple[tuple[type[QWidget], Callable[[], None]], ...] = (
            (ReadbackScreen, self.readback),
            (CardsScreen, self.cards),
            (InterpreterScreen, self.interpreter),
            (PreparationScreen, self.preparation),
            (LanguageScreen, self.language),
            (PauseScreen, self.pause),
        )
        page = self._shell.window.page
        for kind, back in pages:
            if isinstance(page, kind):
                self.danger(back)
        if self.person is not None and self.person.isVisible() and self._other_screen() is not None:
            self._shell.window.raise_()

    @property
    def _tr(self) -> Callable[[str], str]:
        return self._shell.tr_officer

    def _look_back(self, back: Callable[[], None]) -> None:
        self._shell.pages.look_back(InterviewId(self.interview_id), back)

    def _await_session(self) -> None:
        self._waiting = True
        self.model.session_changed.connect(self._on_session)
        self.model.failed.connect(self._on_failed)

    def _on_session(self) -> None:
        if not self._waiting:
            return
        self._waiting = False
        self._interview = self.model.session.id
        if self.model.pausing.is_paused:
            self.pause()
            return
        pages = {"preparation": self.preparation, "language": self.language}
        pages.get(self.model.opening, self.typing.show)()

    def _on_failed(self, error: Exception) -> None:
        if self._waiting:
            self._waiting = False
            content_pages.tell(self._shell, self._interview, error)

    def _left(self, then: Callable[[], None]) -> None:
        if self._shell.case is self:
            self._shell.case = None
        self.close()
        then()

    def _supervisors(self) -> tuple[str, ...]:
        every = self._shell.parts.stations.users()
        return tuple(user.name for user in every if user.role == "supervisor" and not user.disabled)
