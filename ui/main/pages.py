# SPDX-License-Identifier: MIT
"""The pages behind the unlocking, outside an interview, each with its view model and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.ids import CardId, InterviewId
from app.services.group import GROUP
from app.services.renewal import renew
from ui.main.bar import TopBar
from ui.main.behind import program_version
from ui.main.case import Case
from ui.screens.home import HomeScreen
from ui.screens.program_buttons import ProgramButtons
from ui.screens.wordings import error_sentence
from ui.viewmodels.backup import BackupViewModel
from ui.viewmodels.glance import Glance
from ui.viewmodels.home import HomeViewModel
from ui.widgets.screen_frame import ScreenFrame

if TYPE_CHECKING:
    from app.services.workspace import Workspace
    from ui.main.shell import Shell


class Pages:
    """Factories for the shell. Screens that are seldom seen are imported when they are."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def passphrase(self) -> None:
        """The own passphrase, from the settings."""
        stations, name = self._shell.parts.stations, self._workspace.user
        model = self._shell.entrance.own_passphrase(
            lambda present, new: stations.change_passphrase(name, present, new),
            self.settings,
            demanded=False,
        )
        model.finished.connect(lambda _user: self.settings(done=True))

    def tell(self, error: Exception) -> None:
        """Say what the world did wrong on the page of now; a fault of ours has a page of its own."""
        shell, page = self._shell, self._shell.window.page
        if isinstance(error, UserError | OSError) and isinstance(page, ScreenFrame):
            page.show_message("error", error_sentence(error, shell.tr_officer))
        else:
            shell.fail(error)

    def bar(self, workspace: Workspace) -> TopBar:
        """The bar over all pages but the interview's."""
        bar = TopBar(f"{workspace.station.name} · {workspace.user}", self._shell.tr_officer)
        self.serve(bar.program)
        bar.lock_wanted.connect(self._shell.lock)
        return bar

    def case(self, workspace: Workspace) -> Case:
        """The pages around one interview."""
        return Case(self._shell, workspace)

    def backup(self, workspace: Workspace) -> BackupViewModel:
        return BackupViewModel(workspace.backups, self._shell.tasks, self._shell)

    def home(self) -> None:
        shell = self._shell
        model = HomeViewModel(self._workspace, shell.tasks, shell)

        def make() -> tuple[QWidget, str]:
            screen = HomeScreen(model, shell.tr_officer, shell.backup)
            screen.interview_requested.connect(self._begin)
            screen.practice_opened.connect(self.practice)
            screen.group_requested.connect(self._begin_group)
            screen.interview_opened.connect(lambda one: self._open(model, InterviewId(one)))
            screen.lookback_opened.connect(lambda one: self.look_back(InterviewId(one)))
            screen.registry_opened.connect(self.registry)
            screen.papers_opened.connect(self.papers)
            return screen, shell.tr_officer("Interviews")

        shell.show(make, owner=model)
        model.load()

    def practice(self) -> None:
        from ui.screens.practice import PracticeScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.practice import PracticeViewModel  # noqa: PLC0415

        shell = self._shell
        cases = shell.parts.behind().practice_cases
        model = PracticeViewModel(self._workspace, shell.tasks, cases, shell)

        def make() -> tuple[QWidget, str]:
            screen = PracticeScreen(model, shell.tr_officer)
            screen.case_chosen.connect(lambda one: shell.open_case().practise(one))
            screen.freely_chosen.connect(lambda: shell.open_case().begin("full", practice=True))
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("Practice")

        shell.show(make, owner=model)
        model.load()

    def papers(self) -> None:
        from ui.screens.papers import PapersScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.papers import PapersViewModel  # noqa: PLC0415

        shell = self._shell
        model = PapersViewModel(self._workspace, shell.tasks, shell)
        model.ready_to_print.connect(self._print)

        def make() -> tuple[QWidget, str]:
            screen = PapersScreen(model, shell.tr_officer)
            screen.home_opened.connect(shell.home)
            model.want(reader=shell.parts.preferences.looks.language)
            return screen, shell.tr_officer("Papers")

        shell.show(make, owner=model)

    def _print(self, pages: Sequence[bytes], width: int) -> None:
        from ui.main.printing import print_pages  # noqa: PLC0415 Qt's printing

        print_pages(pages, width, self._shell.window)

    def print_card(self, glance: Glance, card: CardId) -> None:
        """One card in the person's language, for the pocket."""
        from ui.main.printing import print_card  # noqa: PLC0415 Qt's printing

        print_card(glance.card_texts(card), glance.person_lang, self._shell.window)

    def look_back(self, interview: InterviewId, back: Callable[[], None] | None = None) -> None:
        """After practice; ``back`` leads to the page of the interview from which one came."""
        from ui.screens.practice import LookbackScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.practice import LookbackViewModel  # noqa: PLC0415

        shell = self._shell
        model = LookbackViewModel(self._workspace, shell.tasks, interview, shell)

        def make() -> tuple[QWidget, str]:
            screen = LookbackScreen(model, shell.tr_officer, from_case=back is not None)
            screen.left.connect(back or shell.home)
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("Look back")

        shell.show(make, owner=model, practice=True)
        model.load()

    def registry(self) -> None:
        from ui.screens.registry import RegistryScreen  # noqa: PLC0415 supervisors only
        from ui.viewmodels.registry import RegistryViewModel  # noqa: PLC0415

        shell = self._shell
        model = RegistryViewModel(self._workspace, shell.tasks, shell)

        def make() -> tuple[QWidget, str]:
            screen = RegistryScreen(model, shell.tr_officer)
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("Registry")

        shell.show(make, owner=model)
        model.load()

    def serve(self, program: ProgramButtons) -> None:
        """Do what the buttons of the program are for, wherever they stand."""
        program.home_wanted.connect(self._shell.home)
        program.language_wanted.connect(self._shell.set_language)
        program.theme_wanted.connect(self._shell.toggle_theme)
        program.directory_wanted.connect(self.directory)
        program.settings_wanted.connect(self.settings)
        program.about_wanted.connect(self.about)

    def directory(self) -> None:
        from ui.screens.directory import DirectoryScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.directory import DirectoryViewModel  # noqa: PLC0415

        shell = self._shell
        model = DirectoryViewModel(self._workspace, shell.tasks, shell)

        def make() -> tuple[QWidget, str]:
            screen = DirectoryScreen(model, shell.tr_officer)
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("Directory")

        def go() -> None:
            shell.show(make, owner=model)
            model.load()

        self._away(go)

    def settings(self, *, done: bool = False) -> None:
        from ui.screens.settings import SettingsScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.content import ContentViewModel  # noqa: PLC0415
        from ui.viewmodels.settings import SettingsViewModel  # noqa: PLC0415

        shell, workspace = self._shell, self._workspace
        user, stations = shell.user, shell.parts.stations
        backup = shell.backup
        if user is None or backup is None:
            return

        def add(name: str, role: str, passphrase: str) -> None:
            stations.add_user(user, name, role, passphrase)

        model = SettingsViewModel(
            workspace,
            shell.tasks,
            users=stations.users,
            add_user=add,
            disable_user=workspace.disable_user,
            renew_user=lambda name: renew(stations, user, name),
            time=stations.time,
            set_show_unreviewed=lambda value: stations.set_show_unreviewed(user, value),
            parent=shell,
        )
        model.done = "passphrase" if done else ""
        supervisor = workspace.role == "supervisor"
        content = ContentViewModel(
            workspace.content, shell.tasks, supervisor=supervisor, parent=model
        )

        def make() -> tuple[QWidget, str]:
            screen = SettingsScreen(
                model, shell.tr_officer, shell.parts.preferences.looks, backup, content
            )
            screen.passphrase_opened.connect(self.passphrase)
            screen.looks_chosen.connect(lambda values: shell.set_looks(**values))
            screen.language_chosen.connect(shell.set_language)
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("Settings")

        def go() -> None:
            shell.show(make, owner=model)
            content.load()

        self._away(go)

    def about(self) -> None:
        from ui.screens.about import AboutScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.about import AboutViewModel  # noqa: PLC0415

        shell = self._shell
        model = AboutViewModel(self._workspace, program_version(), shell)

        def make() -> tuple[QWidget, str]:
            screen = AboutScreen(model, shell.tr_officer)
            screen.home_opened.connect(shell.home)
            return screen, shell.tr_officer("About")

        self._away(lambda: shell.show(make, owner=model))

    def back_to(self, interview: InterviewId) -> None:
        """After a lock: to the interview of before, or home when it is not there."""
        shell = self._shell
        service = self._workspace.interviews

        def found(state: str) -> None:
            self._route(state, interview)

        def lost(_error: Exception) -> None:
            self.home()

        shell.tasks.run(shell, lambda: service.open(interview).interview.state.value, found, lost)

    @property
    def _workspace(self) -> Workspace:
        if self._shell.workspace is None:
            raise UserError("vault_closed")
        return self._shell.workspace

    def _begin(self, script: str, practice: bool) -> None:  # noqa: FBT001 a Qt slot
        self._shell.open_case().begin(script, practice=practice)

    def _begin_group(self, label: str, practice: bool) -> None:  # noqa: FBT001 a Qt slot
        case = self._shell.open_case()
        case.begin(GROUP, practice=practice, group=label, came="found_in_enforcement")

    def _open(self, model: HomeViewModel, interview: InterviewId) -> None:
        state = next((row.state for row in model.rows if row.interview == interview), "draft")
        self._route(state, interview)

    def _route(self, state: str, interview: InterviewId) -> None:
        """A draft goes on as an interview; what is sealed is there to be handed over."""
        case = self._shell.open_case()
        if state == "draft":
            case.open(interview)
        else:
            case.hand_over(interview)

    def _away(self, then: object) -> None:
        """Leave an interview in order before another page comes."""
        case = self._shell.case
        if not callable(then):
            raise TypeError(type(then))
        if case is not None:
            case.leave(then)
        else:
            then()
