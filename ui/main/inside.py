# SPDX-License-Identifier: MIT
"""What is behind the unlocking: the interview that is open, what pages are made of, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QObject

from app.crypto.keyring import OpenUser
from app.domain.practice import PracticeCase
from app.errors import UserError
from app.ids import CardId, InterviewId
from app.services.as_stored import StoredEntry
from app.services.workspace import Workspace
from ui.main.bar import ProgramMenu, TopBar
from ui.main.case import Case, CaseRoom
from ui.main.context import CaseContext, Context, VaultContext
from ui.main.navigation import Deed, Navigation
from ui.main.parts import Parts
from ui.main.request import (
    Begin,
    BeginGroup,
    Continue,
    GoOn,
    InterviewMissed,
    Lock,
    NextOfGroup,
    OpenPoint,
    Practise,
    Print,
    PrintCard,
    Request,
    To,
    TogglePersonWindow,
)
from ui.main.router import Place
from ui.main.table import PAGES, PageRow, Ring
from ui.main.window import MainWindow
from ui.screens.wordings import error_sentence
from ui.viewmodels.backup import BackupViewModel
from ui.viewmodels.supervision import Supervision
from ui.widgets.screen_frame import ScreenFrame


class VaultSession(Protocol):
    """Who is logged in, and the vault, while it is open."""

    @property
    def user(self) -> OpenUser | None: ...
    @property
    def workspace(self) -> Workspace | None: ...
    @property
    def backup(self) -> BackupViewModel | None: ...


class Inside:
    """Lives as long as the vault is open. ``fail`` shows the page for a fault of ours."""

    def __init__(  # noqa: PLR0913 what the windows are made of
        self,
        parts: Parts,
        window: MainWindow,
        opened: VaultSession,
        parent: QObject,
        navigation: Navigation,
        fail: Callable[[Exception], None],
    ) -> None:
        self.case: Case | None = None
        self._parts, self._window, self._opened = parts, window, opened
        self._parent, self._navigation, self._fail = parent, navigation, fail
        self._go, self._router = navigation.go, navigation.router
        self._tr = parts.translator.gettext

    def enter(self) -> None:
        """The vault is open."""
        self._navigation.enter(self, self._deeds())

    def bar(self) -> TopBar:
        """The bar over all pages but the interview's."""
        workspace = self._workspace
        bar = TopBar(f"{workspace.station.name} · {workspace.user}", self._tr)
        self._navigation.frame.serve(bar.program)
        bar.lock_wanted.connect(lambda: self._go(Lock()))
        bar.menu_wanted.connect(self._open_menu)
        bar.point.opened.connect(lambda: self._go(OpenPoint()))
        return bar

    def _open_menu(self) -> None:
        menu = ProgramMenu(self._window, self._tr)
        self._navigation.frame.serve(menu.program)
        menu.open(menu.program.directory)

    def backups(self) -> BackupViewModel:
        """The backups of the vault that is open."""
        return BackupViewModel(self._workspace.backups, self._parts.tasks, self._parent)

    @property
    def practice(self) -> bool:
        """An interview is open that is practice."""
        return self.case is not None and self.case.practice

    @property
    def point(self) -> str:
        """Neutral words while something waits in the open interview that only the officer may see."""
        return self.case.point if self.case is not None else ""

    def keep(self) -> None:
        """Write what is typed in the open interview into the vault."""
        if self.case is not None:
            self.case.keep()

    def back_to(self, interview: InterviewId) -> None:
        """After a lock: to the interview of before, or home when it is not there."""
        service = self._workspace.interviews

        def found(state: str) -> None:
            self._go(Continue(interview, state))

        def lost(_error: Exception) -> None:
            self._go(To("home"))

        self._parts.tasks.run(
            self._parent, lambda: service.open(interview).interview.state.value, found, lost
        )

    def open_case(self) -> Case:
        """A fresh interview in place of the one before."""
        workspace, parts = self._workspace, self._parts
        self.close_case()
        supervision = Supervision(_supervisors(parts), parts.stations.prove_supervisor)
        room = CaseRoom(
            app=parts.app,
            window=self._window,
            tasks=parts.tasks,
            parent=self._parent,
            tr=self._tr,
            go=self._go,
            language=lambda: parts.preferences.looks.language,
            missed=self._missed,
            on_danger=self._on_danger,
            on_point=self._navigation.mark_point,
        )
        self.case = Case(workspace, supervision, room)
        self._router.ring = Ring.CASE
        return self.case

    def close_case(self) -> None:
        """Let the interview go as it is."""
        if self.case is not None:
            self.case.close()
            self.case = None
            self._router.ring = min(self._router.ring, Ring.VAULT)

    def leave(self, then: Callable[[], None]) -> None:
        """Store what is typed in the interview, forget it, and go."""
        case = self.case

        def left() -> None:
            if self.case is case:
                self.close_case()
            then()

        if case is None:
            then()
        else:
            case.settle(left)

    def context(self, place: Place, page: PageRow) -> Context:
        """What a page is made of. Raises UserError("vault_closed")."""
        if page.ring is Ring.CASE:
            return self._case_context(PAGES[place.came.page].title if place.came else "")
        return self._vault_context(came_from_case=place.came is not None)

    def _vault_context(
        self,
        *,
        came_from_case: bool = False,
        error: Exception | None = None,
        entries: tuple[StoredEntry, ...] = (),
    ) -> VaultContext:
        parts, opened = self._parts, self._opened
        if opened.user is None or opened.backup is None:
            raise UserError("vault_closed")
        return VaultContext(
            tr=self._tr,
            tasks=parts.tasks,
            parent=self._parent,
            go=self._go,
            stations=parts.stations,
            workspace=self._workspace,
            user=opened.user,
            backup=opened.backup,
            preferences=parts.preferences,
            practice_cases=parts.behind().practice_cases,
            interview=InterviewId(self.case.interview_id if self.case else ""),
            came_from_case=came_from_case,
            error=error,
            entries=entries,
        )

    def _case_context(self, came_from: str) -> CaseContext:
        parts, case, backup = self._parts, self.case, self._opened.backup
        if case is None or backup is None:
            raise UserError("vault_closed")

        def mark_practice(practice: bool) -> None:  # noqa: FBT001 what the page has read
            if case.learn(practice):
                self._navigation.mark_practice()

        return CaseContext(
            tr=self._tr,
            tasks=parts.tasks,
            parent=self._parent,
            go=self._go,
            workspace=self._workspace,
            backup=backup,
            talk=case.model,
            interview=InterviewId(case.interview_id),
            lesson=case.lesson,
            supervision=case.supervision,
            mark_practice=mark_practice,
            came_from=self._tr(came_from) if came_from else "",
        )

    @property
    def _workspace(self) -> Workspace:
        if self._opened.workspace is None:
            raise UserError("vault_closed")
        return self._opened.workspace

    # what is asked for

    def _deeds(self) -> dict[type[Request], Deed]:
        deeds = {
            Begin: self._begin,
            BeginGroup: self._begin_group,
            Continue: self._continue,
            GoOn: self._go_on,
            InterviewMissed: lambda request: self._missed(
                InterviewId(request.interview), request.error
            ),
            NextOfGroup: self._next_of_group,
            OpenPoint: self._open_point,
            Practise: self._practise,
            Print: self._print,
            PrintCard: self._print_card,
            TogglePersonWindow: self._toggle_person_window,
        }
        return cast("dict[type[Request], Deed]", deeds)

    def _begin(self, request: Begin) -> None:
        self.open_case().begin(request.script, practice=request.practice)

    def _begin_group(self, request: BeginGroup) -> None:
        case = self.open_case()
        case.begin_group(request.label, practice=request.practice, came="found_in_enforcement")

    def _next_of_group(self, _request: NextOfGroup) -> None:
        """The next person of the same group: an interview of its own, with the same label."""
        if self.case is None:
            return
        talk = self.case.model
        now = talk.session.interview
        came = talk.stored_of(talk.session.pack.roles.how_it_came)

        def go() -> None:
            self.open_case().begin_group(now.group_label, practice=now.practice, came=came)

        self.leave(go)

    def _practise(self, request: Practise) -> None:
        self.open_case().practise(cast("PracticeCase", request.lesson))

    def _continue(self, request: Continue) -> None:
        """A draft goes on as an interview; what is sealed is there to be handed over."""
        case, interview = self.open_case(), InterviewId(request.interview)
        if request.state == "draft":
            case.open(interview)
        else:
            case.adopt(interview)
            self._go(To("handover"))

    def _go_on(self, _request: GoOn) -> None:
        if self.case is not None:
            chosen = self.case.model.session.interview.language
            self._go(To("interview" if chosen else "language"))

    def _toggle_person_window(self, _request: TogglePersonWindow) -> None:
        if self.case is not None:
            self.case.toggle_person_window()

    def _open_point(self, _request: OpenPoint) -> None:
        if self.case is not None:
            self.case.model.deeds.open_call(lambda: self._go(To("point")))

    def _print(self, request: Print) -> None:
        from ui.main.printing import print_pages  # noqa: PLC0415 Qt's printing

        print_pages(request.pages, request.width, self._window)

    def _print_card(self, request: PrintCard) -> None:
        from ui.main.printing import print_card  # noqa: PLC0415 Qt's printing

        if self.case is not None:
            glance = self.case.model.glance
            texts = glance.card_texts(CardId(request.card))
            print_card(texts, glance.person_lang, self._window)

    def _on_danger(self) -> None:
        to = self._router.on_danger()
        if to is not None:
            self._go(to)

    def _missed(self, interview: InterviewId | None, error: Exception) -> None:
        """Why an interview does not open; where its content is gone or damaged, its answers as stored."""
        workspace = self._opened.workspace
        missing = isinstance(error, UserError) and error.code == "pack_missing"
        if interview is None or workspace is None or not missing:
            self._tell(error)
            return

        def show(entries: tuple[StoredEntry, ...]) -> None:
            move = self._router.resolve(To("stored"))
            if move is not None:
                context = self._vault_context(error=error, entries=entries)
                self._navigation.show(move.place, context)

        self._parts.tasks.run(
            self._parent, lambda: workspace.interviews.as_stored(interview), show, self._tell
        )

    def _tell(self, error: Exception) -> None:
        """Say what the world did wrong on the page of now; a fault of ours has a page of its own."""
        page = self._window.page
        if isinstance(error, UserError | OSError) and isinstance(page, ScreenFrame):
            page.show_message("error", error_sentence(error, self._tr))
        else:
            self._fail(error)


def _supervisors(parts: Parts) -> tuple[str, ...]:
    every = parts.stations.users()
    return tuple(user.name for user in every if user.role == "supervisor" and not user.disabled)
