# SPDX-License-Identifier: MIT
"""The shell: who is logged in, the looks of the windows, and what happens at the lock.

Which page stands is the navigation's; a change of language, theme or text size draws it again. The shell
holds the keys' owner only as long as the session lives.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import UserError
from app.ids import InterviewId
from ui.errors import Report, report_of
from ui.main.context import DoorContext
from ui.main.contrast import Contrast
from ui.main.guard import PressGuard
from ui.main.idle import IdleWatch
from ui.main.navigation import Deed, Navigation
from ui.main.parts import Parts
from ui.main.qt_words import speak_qt
from ui.main.request import (
    ChooseLanguage,
    ChooseLooks,
    Hide,
    Lock,
    OpenVault,
    Quit,
    Request,
    To,
    ToggleTheme,
    Unlock,
)
from ui.main.window import MainWindow
from ui.tasks import TaskRunner
from ui.theme import Mode, apply_theme
from ui.viewmodels.unlock import UnlockViewModel
from ui.widgets.feedback import ReportPage

if TYPE_CHECKING:  # behind the unlocking: imported when it comes to that
    from app.crypto.keyring import OpenUser
    from app.services.workspace import Workspace
    from ui.main.case import Case
    from ui.main.inside import Inside
    from ui.viewmodels.backup import BackupViewModel


class Shell(QObject):
    """From the start of the program to its lock or end. GUI thread only."""

    reported = Signal(object)  # Report, from any thread
    unlocked = Signal()
    locked = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.tasks: TaskRunner = parts.tasks
        self.tr_officer = parts.translator.gettext
        self._contrast = Contrast(parts.app)
        self._theme()
        self.window = MainWindow()
        self._contrast.setParent(self.window)  # whose window is gone listens no longer
        self.workspace: Workspace | None = None
        self.user: OpenUser | None = None
        self.backup: BackupViewModel | None = None
        self.navigation = Navigation(self.window, self.tr_officer, self._deeds())
        self.idle = IdleWatch(parts.clock, lambda: self.case is not None, self.window)
        self._unlock: UnlockViewModel | None = None
        self._locking = self._opening = False
        self.idle.idle_reached.connect(self.lock)
        self.idle.countdown_changed.connect(
            lambda left: self.window.show_countdown(left, self.tr_officer)
        )
        self.window.closing.connect(self.quit)
        self.window.hidden.connect(self._on_hidden)
        self._contrast.changed.connect(self._on_contrast)
        self.reported.connect(self._on_report, Qt.ConnectionType.QueuedConnection)
        self._bind()

    # pages

    @cached_property
    def inside(self) -> Inside:
        """What is behind the unlocking, imported when first asked for."""
        from ui.main.inside import Inside  # noqa: PLC0415 not for the unlock page

        return Inside(self.parts, self.window, self, self, self.navigation, self.fail)

    @property
    def case(self) -> Case | None:
        """The interview that is open; none before the vault is."""
        return self.inside.case if self.workspace is not None else None

    def go(self, request: Request) -> None:
        """Do what a page may ask for."""
        self.navigation.go(request)

    def begin(self) -> None:
        """Show set-up on a new machine, else unlock; and the window."""
        if self.parts.door.stands():
            self.show_unlock()
        else:
            self._at_door("setup")
        self.window.show()

    def rebuild(self) -> None:
        """Build bar and page again, after a change of looks."""
        self._draw_bar()
        self.navigation.draw_again()

    def show_unlock(self) -> None:
        self.window.set_bar(None)
        self._unlock = UnlockViewModel(self.parts.door, self.parts, self.tasks, self)
        self._unlock.unlocked.connect(self._on_unlocked)
        self._unlock.proved.connect(self._warm)
        back = self.parts.return_to
        if back and back[0] in {caller.name for caller in self._unlock.callers}:
            self._unlock.choose(back[0])
        self._at_door("unlock")
        if self.window.is_painted:
            self._unlock.look()

    def _at_door(
        self, page: str, *, user: OpenUser | None = None, error: Exception | None = None
    ) -> None:
        """A page before the vault, with what it is about."""
        context = DoorContext(
            tr=self.tr_officer,
            tasks=self.tasks,
            parent=self,
            go=self.go,
            behind=self.parts.behind,
            unlock=self._unlock,
            user=user,
            error=error,
        )
        self.navigation.at_door(page, context)

    def home(self) -> None:
        """To the list of interviews; what is typed in an interview is stored first."""
        self.go(To("home"))

    def open_case(self) -> Case:
        """A fresh interview in place of the one before."""
        return self.inside.open_case()

    # looks

    def set_language(self, tag: str) -> None:
        self.parts.preferences.change(language=tag)
        self.parts.translator.set_language(tag)
        self._theme()
        self.rebuild()

    def toggle_theme(self) -> None:
        dark = self.parts.preferences.looks.mode == "dark"
        self.set_looks(mode="light" if dark else "dark")

    def set_looks(self, **values: Any) -> None:  # noqa: ANN401 fields of Looks
        """Change theme or text size for all windows."""
        self.parts.preferences.change(**values)
        self._theme()
        self.rebuild()

    def _on_contrast(self) -> None:
        self._theme()
        self.rebuild()

    def _theme(self) -> None:
        looks = self.parts.preferences.looks
        mode: Mode = "dark" if looks.mode == "dark" else "light"
        high = self._contrast.high
        apply_theme(self.parts.app, mode, looks.scale, looks.language, high=high)
        speak_qt(self.parts.app, looks.language, self.tr_officer)

    def _draw_bar(self) -> None:
        if self.workspace is None:
            self.window.set_bar(None)
            return
        self.window.set_bar(self.inside.bar())

    # unlock and lock

    def start(self) -> None:
        """The first picture stands: watch what comes in, and read what is behind the door.

        Filters see objects that Qt made, and for the first of these the binding makes ready every kind
        of widget there is: a third of the way to the first picture.
        """
        app = self.parts.app
        app.installEventFilter(PressGuard(self.parts.press_time, self.window, self.idle.touch))
        if self._unlock is not None:
            self._unlock.look()

    def _warm(self) -> None:
        """Import the rest of the program in the pool while the passphrase is typed."""
        behind = self.parts.behind()

        def ahead() -> (
            None
        ):  # one after the other: the other thread of the pool tries the passphrase
            behind.warm()
            behind.warm_all()

        self.tasks.run(self, ahead, _nothing, _nothing, database=False)

    def _on_unlocked(self, opened: object) -> None:
        if self._unlock is None:
            raise TypeError(type(opened))
        user = cast("OpenUser", opened)
        if user.temporary:
            self._at_door("first_passphrase", user=user)
        else:
            self._open(user)

    def open_with(self, user: OpenUser) -> None:
        """The user chose the own passphrase: on to the vault."""
        if self._unlock is not None:
            self._at_door("unlock")
            self._open(user)

    def _open(self, user: OpenUser) -> None:
        self._opening = True

        def opened() -> Workspace:
            behind = self.parts.behind()
            behind.warm()  # who types fast waits for it here, and the window does not stand still
            return behind.open_workspace(user)

        self.tasks.run(
            self,
            opened,
            lambda workspace: self._on_open(user, workspace),
            self._on_open_failed,
        )

    def _on_open_failed(self, error: Exception) -> None:
        self._opening = False
        if self._locking:
            self._begin_anew()
        elif isinstance(error, UserError) and error.code == "vault_locked":
            # Another program has the vault: said, and then this one ends.
            self._at_door("already_open", error=error)
        elif self._unlock is not None:
            self._unlock.refuse(error)

    def _on_open(self, user: OpenUser, workspace: Workspace) -> None:
        self._opening = False
        if self._locking:  # the lock came while the vault was being opened
            self.tasks.run(
                self,
                workspace.close,
                lambda _none: self._begin_anew(),
                lambda _error: self._begin_anew(),
            )
            return
        self.user, self.workspace, self._unlock = user, workspace, None
        self.backup = self.inside.backups()
        self.inside.enter()
        self._draw_bar()
        self.idle.start()
        self.unlocked.emit()
        back = self.parts.return_to
        if back and back[0] == user.name:
            self.inside.back_to(InterviewId(back[1]))
        else:
            self.home()
        self.backup.daily()

    def lock(self) -> None:
        """Store what is typed, close the vault, drop the keys, and begin a new process.

        On the unlock page, too: a passphrase was perhaps typed, keys are perhaps on their way. Only the
        first set-up is left as it is, since its recovery sheets are shown once.
        """
        if self._locking:
            return
        if self._unlock is not None:
            self._lock_before_the_vault(self._unlock)
            return
        if self.workspace is None:
            return
        self._locking = True
        self.idle.stop()
        self.window.set_bar(None)
        self.navigation.lock()
        if self.case is not None:
            self.case.hide_person_window()
            self.case.settle(self._close_workspace)
        else:
            self._close_workspace()

    def _lock_before_the_vault(self, unlock: UnlockViewModel) -> None:
        """Nothing is waited for but a vault that is being opened: it is closed in order first."""
        self._locking = True
        unlock.cancel()
        self.navigation.lock()
        if not self._opening:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Begin a new process that still leads to the interview of before."""
        self._unlock, self._locking = None, False
        self.locked.emit()
        self.parts.restart(*(self.parts.return_to or ("", "")))

    def _close_workspace(self) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        # Also when that failed: the new process checks the vault; keys must go all the same.
        self.tasks.run(self, workspace.close, self._on_closed, self._on_closed)

    def _on_closed(self, _result: object) -> None:
        user = self.workspace.user if self.workspace else ""
        interview = self.case.interview_id if self.case else ""
        self.inside.close_case()
        self.workspace = self.user = self.backup = None
        self._locking = False
        self.locked.emit()
        self.parts.restart(user, interview)

    def quit(self) -> None:
        """Close the window: the same as a lock, without a new process."""
        if self.case is not None:
            self.case.settle(self._quit)
        else:
            self._quit()

    def _quit(self) -> None:
        if self.case is not None:
            self.inside.close_case()
        workspace, self.workspace = self.workspace, None
        self.window.hide()
        if workspace is None:
            self.parts.app.quit()
            return
        self.tasks.run(
            self,
            workspace.close,
            lambda _none: self.parts.app.quit(),
            lambda _error: self.parts.app.quit(),
        )

    # what pages ask for, keys and faults

    def _deeds(self) -> dict[type[Request], Deed]:
        deeds: dict[type[Request], Callable[[Any], None]] = {
            Unlock: lambda _request: self.show_unlock(),
            OpenVault: lambda request: self.open_with(cast("OpenUser", request.user)),
            Lock: lambda _request: self.lock(),
            Hide: lambda _request: self.hide(),
            Quit: lambda _request: self.quit(),
            ChooseLanguage: lambda request: self.set_language(request.tag),
            ChooseLooks: lambda request: self.set_looks(**request.values),
            ToggleTheme: lambda _request: self.toggle_theme(),
        }
        return deeds

    def _bind(self) -> None:
        tr, window = self.tr_officer, self.window
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            window.bind(keys, window.go_on, tr("Go on: the filled button at the foot"))
        window.bind("Ctrl+L", self.lock, tr("Lock"))
        window.bind("Ctrl+Shift+H", self.hide, tr("Hide at once"))
        window.bind("F1", lambda: window.show_keys(self.tr_officer), tr("All keys"))

    def hide(self) -> None:
        """Cover everything at once; the same keys uncover it."""
        self.window.toggle_neutral()

    def _on_hidden(self) -> None:
        if self.case is not None:
            self.case.keep()
            self.case.hide_person_window()

    def fail(self, error: Exception) -> None:
        """Show the calm page for a fault of ours."""
        self.reported.emit(report_of(error))

    def _on_report(self, report: Report) -> None:
        page = ReportPage(report, tr=self.tr_officer)
        page.continue_chosen.connect(self.navigation.draw_again)
        page.quit_chosen.connect(self.quit)
        self.window.show_page(page, self.tr_officer("Something in the program went wrong"))


def _nothing(_result: object) -> None:
    """A library that cannot be imported is told by what needs it."""
