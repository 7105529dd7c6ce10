# SPDX-License-Identifier: MIT
"""After a login with a passphrase that somebody else set, before the vault."""

from __future__ import annotations

from ui.main.context import Built, DoorContext
from ui.screens.passphrase import PassphraseScreen
from ui.viewmodels.passphrase import PassphraseViewModel


def make(context: DoorContext, _at: str) -> Built:
    user, stations = context.user, context.behind().stations
    if user is None:
        raise RuntimeError("nobody has logged in")

    def change(_present: str, new: str) -> object:
        return stations.set_passphrase(user, new)

    model = PassphraseViewModel(change, context.tasks, demanded=True, parent=context.parent)
    return Built(lambda: PassphraseScreen(model, context.tr), model)
