# SPDX-License-Identifier: MIT
"""The own passphrase, from the settings."""

from __future__ import annotations

from ui.main.context import Built, VaultContext
from ui.screens.passphrase import PassphraseScreen
from ui.viewmodels.passphrase import PassphraseViewModel


def make(context: VaultContext, _at: str) -> Built:
    stations, name = context.stations, context.workspace.user

    def change(present: str, new: str) -> object:
        return stations.change_passphrase(name, present, new)

    model = PassphraseViewModel(change, context.tasks, demanded=False, parent=context.parent)
    return Built(lambda: PassphraseScreen(model, context.tr), model)
