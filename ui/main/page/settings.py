# SPDX-License-Identifier: MIT
"""Settings; ``at`` names what was done just now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.services.renewal import renew
from ui.main.context import Built, VaultContext
from ui.screens.settings import SettingsScreen
from ui.viewmodels.content import ContentViewModel
from ui.viewmodels.settings import SettingsViewModel


def make(context: VaultContext, at: str) -> Built:
    user, stations, workspace = context.user, context.stations, context.workspace

    def add(name: str, role: str, passphrase: str) -> None:
        stations.add_user(user, name, role, passphrase)

    model = SettingsViewModel(
        workspace,
        context.tasks,
        users=stations.users,
        add_user=add,
        disable_user=workspace.disable_user,
        renew_user=lambda name: renew(stations, user, name),
        time=stations.time,
        set_show_unreviewed=lambda value: stations.set_show_unreviewed(user, value),
        parent=context.parent,
    )
    model.done = at
    supervisor = workspace.role == "supervisor"
    content = ContentViewModel(
        workspace.content, context.tasks, supervisor=supervisor, parent=model
    )

    def draw() -> QWidget:
        looks = context.preferences.looks
        return SettingsScreen(model, context.tr, looks, context.backup, content)

    def shown(_screen: QWidget) -> None:
        content.load()

    return Built(draw, model, shown)
