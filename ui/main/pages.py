# SPDX-License-Identifier: MIT
"""The pages outside an interview, each with its view model and where its signals lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.ids import CardId, InterviewId
from app.services.group import GROUP
from app.services.renewal import renew
from ui.screens.home import HomeScreen
from ui.screens.program_buttons import ProgramButtons
from ui.screens.unlock import UnlockScreen
from ui.screens.wordings import error_sentence
from ui.viewmodels.glance import Glance
from ui.viewmodels.home import HomeViewModel
from ui.viewmodels.unlock import UnlockViewModel
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.screen_frame import ScreenFrame

if TYPE_CHECKING:
    from app.crypto.keyring import OpenUser
    from app.services.workspace import Workspace
    from ui.main.shell import Shell
    from ui.viewmodels.passphrase import PassphraseViewModel


class Pages:
    """Factories for the shell. Screens that are seldom seen are imported when they are."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def unlock(self, model: UnlockViewModel) -> None:
        shell = self._shell

        def make() -> tuple[QWidget, str]:
            screen = UnlockScreen(model, shell.tr_officer, shell.parts.agencies)
            screen.language_chosen.connect(shell.set_language)
            return screen, shell.tr_officer("Kakehashi")

        shell.show(make)

    def first_passphrase(self, user: OpenUser) -> None:
        """After a login with a passphrase that somebody else set, before the vault."""
        shell, stations = self._shell, self._shell.parts.stations
        model = self._passphrase_page(
            lambda _present, new: stations.set_passphrase(user, new), shell.lock, demanded=True
        )
        model.finished.connect(shell.open_with)

    def passphrase(self) -> None:
        """The own passphrase, from the settings."""
        stations, name = self._shell.parts.stations, self._workspace.user
        model = self._passphrase_page(
            lambda present, new: stations.change_passphrase(name, present, new),
            self.settings,
            demanded=False,
        )
        model.finished.connect(lambda _user: self.settings(done=True))

    def _passphrase_page(
        self, change: Callable[[str, str], object], leave: Callable[[], None], *, demanded: bool
    ) -> PassphraseViewModel:
        from ui.screens.passphrase import PassphraseScreen  # noqa: PLC0415 seldom
        from ui.viewmodels.passphrase import PassphraseViewModel  # noqa: PLC0415

        shell = self._shell
        model = PassphraseViewModel(change, shell.tasks, demanded=demanded, parent=shell)

        def make() -> tuple[QWidget, str]:
            screen = PassphraseScreen(model, shell.tr_officer)
            screen.left.connect(leave)
            return screen, shell.tr_officer("Passphrase")

        shell.show(make, owner=model)
        return model

    def setup(self) -> None:
        from ui.screens.setup import SetupScreen  # noqa: PLC0415 once in a machine's life
        from ui.viewmodels.setup import SetupViewModel  # noqa: PLC0415

        shell = self._shell
        model = SetupViewModel(shell.parts.stations, shell.tasks, shell)
        model.finished.connect(shell.show_unlock)

        def make() -> tuple[QWidget, str]:
            screen = SetupScreen(model, shell.tr_officer, shell.parts.agencies)
            screen.language_chosen.connect(shell.set_language)
            return screen, shell.tr_officer("Set up this machine")

        shell.show(make, owner=model)

    def second(self, error: Exception) -> None:
        """Another program has this user's vault open: said, and then this one ends."""
        shell = self._shell

        def make() -> tuple[QWidget, str]:
            tr = shell.tr_officer
            end = Button(tr("Close this window"), icon="close", size="large")
            end.clicked.connect(shell.quit)
            words = error_sentence(error, tr)
            page = EmptyState(tr("Already open"), words, icon="lock", actions=[end])
            page.setProperty("page", True)  # noqa: FBT003 a Qt property
            page.setFocusProxy(end)
            return page, tr("Already open")

        shell.show(make)
        if shell.window.page is not None:
            shell.window.page.setFocus()

    def tell(self, error: Exception) -> None:
        """Say what the world did wrong on the page of now; a fault of ours has a page of its own."""
        shell, page = self._shell, self._shell.window.page
        if isinstance(error, UserError | OSError) and isinstance(page, ScreenFrame):
            page.show_message("error", error_sentence(error, shell.tr_officer))
        else:
            shell.fail(error)

    def blank(self) -> None:
        """Nothing of a case in sight while the lock does its work."""
        self._shell.show(lambda: (QWidget(), " "))

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
        cases = shell.parts.practice_cases
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
        model = AboutViewModel(self._workspace, shell.parts.program.version, shell)

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
