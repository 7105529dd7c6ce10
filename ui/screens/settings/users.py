# SPDX-License-Identifier: MIT
"""The list of users and the form that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.writing import Writing
from ui.screens.clicks import on_click
from ui.viewmodels.settings import SettingsViewModel
from ui.widgets.buttons import Button
from ui.widgets.confirmation import ask
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.inputs import Select, TextInput
from ui.widgets.panel import Panel
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


def role_choices(tr: Translate) -> tuple[tuple[str, str], ...]:
    return (
        ("officer", tr("Officer")),
        ("supervisor", tr("Supervisor")),
        ("installer", tr("Installer")),
        ("auditor", tr("Auditor")),
    )


def user_rows(model: SettingsViewModel, tr: Translate) -> Sequence[QWidget]:
    """One line per user: name, role, until when the certificate holds, the way to close it."""
    words = dict(role_choices(tr))
    rows = []
    for user in model.users:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        until = tr("certificate until {day}").format(day=user.certificate_until.date().isoformat())
        closed = tr("closed") if user.disabled else until
        text = f"{user.name} · {words.get(user.role, user.role)} · {closed}"
        layout.addWidget(TextLabel(text, tone="secondary" if user.disabled else "text"), 1)
        if model.may_renew(user):
            renew = Button(tr("Renew the certificate"), rank="outlined", size="small")
            renew.setAccessibleName(f"{tr('Renew the certificate')}: {user.name}")
            on_click(renew, model.renew_user, user.name)
            layout.addWidget(renew)
        if not user.disabled and user.name != model.me:
            button = Button(tr("Close this user"), rank="text", size="small", tone="danger")
            button.setAccessibleName(f"{tr('Close this user')}: {user.name}")
            on_click(button, _ask_close, button, model, user.name, tr)
            layout.addWidget(button)
        rows.append(line)
    return rows


def _ask_close(button: Button, model: SettingsViewModel, name: str, tr: Translate) -> None:
    words = tr("{name} cannot log in any more. This cannot be undone.")
    ask(
        button,
        tr("Close this user?"),
        text=words.format(name=name),
        yes=tr("Close the user"),
        deed=lambda: model.disable_user(name),
        tr=tr,
    )


class UserForm(Panel):
    """Name, role, first passphrase; the user changes nothing here himself."""

    def __init__(self, model: SettingsViewModel, tr: Translate) -> None:
        super().__init__(role="sunken", margin=2)
        self._model = model
        self.name = TextInput(tr("Name"), kind=Writing.LABEL)
        self.role = Select(tr("Role"), role_choices(tr))
        self.passphrase = PassphraseField(name=tr("Passphrase"), tr=tr)
        self.button = Button(tr("Add the user"), rank="outlined", icon="add")
        self.button.clicked.connect(self._on_add)
        for label, field in (
            (tr("Name"), self.name),
            (tr("Role"), self.role),
            (tr("Passphrase"), self.passphrase),
        ):
            self.add(FormField(label, field, tr=tr))
        self.add(self.button)

    def _on_add(self) -> None:
        words = self.passphrase.text()
        self.passphrase.clear()
        self._model.add_user(self.name.text(), self.role.chosen(), words)
