# SPDX-License-Identifier: MIT
"""Settings of the station and its users, and the health of the vaults. Changes are a supervisor's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.services.renewal import due
from app.services.stations import UserInfo
from app.services.timekeeping import SigningClock
from app.services.workspace import Workspace
from ui.tasks import TaskRunner
from ui.viewmodels.stated_time import StatedTime

T = TypeVar("T")


class SettingsViewModel(QObject):
    """``faults`` None: not checked yet; empty: sound."""

    changed = Signal()

    def __init__(  # noqa: PLR0913 what a supervisor may do
        self,
        workspace: Workspace,
        tasks: TaskRunner,
        *,
        users: Callable[[], tuple[UserInfo, ...]],
        add_user: Callable[[str, str, str], None],
        disable_user: Callable[[str], None],
        renew_user: Callable[[str], object],
        set_show_unreviewed: Callable[[bool], None],
        time: SigningClock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self._users, self._add = users, add_user
        self._disable, self._set_show = disable_user, set_show_unreviewed
        self._renew = renew_user
        self.time = StatedTime(time, self)
        self.supervisor = workspace.role == "supervisor"
        self.me = workspace.user
        self.show_unreviewed = workspace.station.show_unreviewed
        self.users = users()
        self.busy = False
        self.done = ""
        self.error: Exception | None = None
        self.faults: tuple[str, ...] | None = None

    def add_user(self, name: str, role: str, passphrase: str) -> None:
        self._run(lambda: self._add(name, role, passphrase), lambda _none: self._on_users("added"))

    def disable_user(self, name: str) -> None:
        """The open vaults may get new files: nothing else may use them meanwhile."""
        self._run(
            lambda: self._disable(name), lambda _none: self._on_users("disabled"), database=True
        )

    def may_renew(self, user: UserInfo) -> bool:
        """A certificate is renewed from 60 days before its end."""
        now = self._workspace.clock.now()
        return self.supervisor and not user.disabled and due(user.certificate_until, now)

    def renew_user(self, name: str) -> None:
        """A new certificate for the same key: it holds from the user's next login on."""
        self._run(lambda: self._renew(name), lambda _until: self._on_users("renewed"))

    def set_show_unreviewed(self, value: bool) -> None:  # noqa: FBT001 a setting
        """Holds from the next login on; printed on every handover of interviews led with it."""
        self._run(lambda: self._set_show(value), lambda _none: self._on_show(value))

    def check(self) -> None:
        """Check the open vaults, their chains and anchors."""
        self._run(self._workspace.check, self._on_checked, database=True)

    def _run(
        self, work: Callable[[], T], done: Callable[[T], None], *, database: bool = False
    ) -> None:
        if self.busy:
            return
        self.busy, self.error, self.done = True, None, ""
        self.changed.emit()
        self._tasks.run(self, work, done, self._on_failed, database=database)

    def _on_users(self, done: str) -> None:
        self.users, self.done, self.busy = self._users(), done, False
        self.changed.emit()

    def _on_show(self, value: bool) -> None:  # noqa: FBT001 a setting
        self.show_unreviewed, self.done, self.busy = value, "setting", False
        self.changed.emit()

    def _on_checked(self, faults: tuple[str, ...]) -> None:
        self.faults, self.done, self.busy = faults, "checked", False
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error, self.busy = error, False
        self.changed.emit()
