# SPDX-License-Identifier: MIT
"""The pages before the vault: unlock, the first own passphrase, set-up, and the empty page of a lock.

Only the unlock page is imported with this module: it is the first picture of every start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.screens.unlock import UnlockScreen
from ui.screens.wordings import error_sentence
from ui.viewmodels.unlock import UnlockViewModel
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState

if TYPE_CHECKING:
    from app.crypto.keyring import OpenUser
    from ui.main.shell import Shell
    from ui.viewmodels.passphrase import PassphraseViewModel


class Entrance:
    """Factories for the shell."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def unlock(self, model: UnlockViewModel) -> None:
        shell = self._shell

        def make() -> tuple[QWidget, str]:
            screen = UnlockScreen(model, shell.tr_officer)
            screen.language_chosen.connect(shell.set_language)
            return screen, shell.tr_officer("Kakehashi")

        shell.show(make)

    def first_passphrase(self, user: OpenUser) -> None:
        """After a login with a passphrase that somebody else set, before the vault."""
        shell, stations = self._shell, self._shell.parts.stations
        model = self.own_passphrase(
            lambda _present, new: stations.set_passphrase(user, new), shell.lock, demanded=True
        )
        model.finished.connect(shell.open_with)

    def own_passphrase(
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
            screen = SetupScreen(model, shell.tr_officer, shell.parts.behind().agencies)
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

    def blank(self) -> None:
        """Nothing of a case in sight while the lock does its work."""
        self._shell.show(lambda: (QWidget(), " "))
