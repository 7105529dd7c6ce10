# SPDX-License-Identifier: MIT
"""The unlock screen: a quiet page with one card in its middle."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.agency import agency_label
from app.services.door import Caller
from ui.a11y import Role, check_one, one_stop, set_role
from ui.screens.clicks import on_click
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.unlock import UnlockViewModel
from ui.widgets.banners import IconLabel, InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.panel import Panel, column, row
from ui.widgets.scroller import Scroller
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_CARD = 560
LANGUAGES = (("ja", "日本語"), ("en", "English"))


class UnlockScreen(QWidget):
    """One user's name, one passphrase, one button."""

    language_chosen = Signal(str)

    def __init__(
        self,
        view_model: UnlockViewModel,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._tr = view_model, tr
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ring", False)  # noqa: FBT003 it holds the focus while nothing may be pressed
        set_role(self, Role.Pane).setAccessibleName(tr("Unlock"))
        self.name_buttons: list[Button] = []
        self.language_buttons: dict[str, Button] = {}
        self._names = QVBoxLayout()
        self._place = TextLabel("", size=18, tone="secondary")
        self._about = TextLabel("", size=14, tone="secondary")
        self._drawn: tuple[Caller, ...] = ()
        self._ready = True  # the passphrase can be typed
        self.passphrase = PassphraseField(tr=tr)
        self._field = FormField(tr("Passphrase"), self.passphrase, tr=tr)
        self._message = InlineMessage()
        self.unlock_button = Button(tr("Unlock"), size="large", icon="unlock")
        self._build()
        self.unlock_button.clicked.connect(self._on_unlock)
        self.passphrase.submitted.connect(self._on_unlock)
        view_model.changed.connect(self._draw)
        view_model.delay_changed.connect(self._draw)
        self._draw()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # QShowEvent
        self._focus()

    def _build(self) -> None:
        theme, tr = current_theme(), self._tr
        card = Panel(role="card", margin=4)
        card.setMaximumWidth(theme.px(_CARD))
        card.add(SectionTitle(tr("Who are you?"), level=1, size=20))
        self._names.setSpacing(theme.space(1))
        card.body.addLayout(self._names)
        card.add(self._field)
        card.add(self._message)
        card.body.addLayout(row(self.unlock_button))
        page = QWidget()
        layout = column(spacing=3)
        layout.setContentsMargins(*(theme.space(3),) * 4)
        for part in (self._head(), card, self._foot()):
            wide = QHBoxLayout()
            wide.addStretch(1)
            part.setMaximumWidth(theme.px(_CARD))
            wide.addWidget(part, 1000)
            wide.addStretch(1)
            layout.addLayout(wide)
        layout.insertStretch(0, 1)
        layout.addStretch(1)
        page.setLayout(layout)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(page))

    def _head(self) -> QWidget:
        words = column(TextLabel(self._tr("Kakehashi"), size=32, bold=True), self._place, spacing=0)
        head = QWidget()
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(2))
        line.addWidget(IconLabel("shield", "primary", 45))
        line.addLayout(words, 1)
        head.setLayout(line)
        return head

    def _foot(self) -> QWidget:
        languages = QHBoxLayout()
        for tag, name in LANGUAGES:
            button = Button(name, rank="text", size="small", lang=tag)
            check_one(button, on=current_theme().language == tag)
            on_click(button, self.language_chosen.emit, tag)
            self.language_buttons[tag] = button
            languages.addWidget(button)
        languages.addStretch(1)
        one_stop(*self.language_buttons.values())
        foot = QWidget()
        layout = column(self._about, spacing=1)
        layout.insertLayout(0, languages)
        foot.setLayout(layout)
        return foot

    def _draw(self) -> None:
        model = self._model
        self._draw_plate()
        self._draw_names()
        waiting = bool(model.delay)
        ready = not model.busy and not waiting
        again = ready and not self._ready
        self._ready = ready
        self.passphrase.set_enabled(ready)
        self.unlock_button.setEnabled(ready)
        self.unlock_button.set_text(self._tr("Opening…") if model.busy else self._tr("Unlock"))
        text = error_sentence(model.error, self._tr) if model.error else ""
        if waiting:
            text += " " + self._tr("You can try again in {seconds} seconds.").format(
                seconds=model.delay
            )
        self._message.show_text(text.strip())
        if again:
            self.passphrase.begin()

    def _draw_plate(self) -> None:
        """The station's name at once, the agency's and the content's number once they are read."""
        tr, plate, looked = self._tr, self._model.plate, self._model.looked
        lang = current_theme().language
        agency = "" if looked is None else agency_label(looked.agencies, plate.agency, lang)
        self._place.set_text(" · ".join(part for part in (agency, plate.station) if part))
        version, pack = ("…", "…") if looked is None else (looked.version, looked.pack_version)
        about = tr("Version {version} · Content {pack}").format(version=version, pack=pack)
        self._about.set_text(about)

    def _draw_names(self) -> None:
        model = self._model
        if self._drawn != model.callers:
            self._drawn = model.callers
            self.name_buttons = []
            for user in model.callers:
                button = Button(
                    f"{user.name}  ·  {self._role(user.role)}",
                    rank="outlined",
                    size="large",
                    icon="user",
                )
                on_click(button, self._on_name, user.name)
                self.name_buttons.append(button)
            refill(self._names, self.name_buttons)
            one_stop(*self.name_buttons)
        for user, button in zip(model.callers, self.name_buttons, strict=True):
            check_one(button, on=user.name == model.chosen)
            button.setEnabled(not model.busy)

    def _role(self, role: str) -> str:
        tr = self._tr
        words = {
            "officer": tr("Officer"),
            "supervisor": tr("Supervisor"),
            "installer": tr("Installer"),
            "auditor": tr("Auditor"),
        }
        return words.get(role, role)

    def refuge(self) -> QWidget | None:
        """The passphrase; while it is checked or delayed, nothing that a key could press."""
        return self.passphrase if self._ready else self

    def _focus(self) -> None:
        if self._model.chosen or not self.name_buttons:
            self.passphrase.setFocus()
        else:
            self.name_buttons[0].setFocus()

    def _on_name(self, name: str) -> None:
        self._model.choose(name)
        self.passphrase.setFocus()

    def _on_unlock(self) -> None:
        if not self._model.chosen:
            self._message.show_text(self._tr("Choose your name first."))
            return
        text = self.passphrase.text()
        if not text:
            self._message.show_text(self._tr("Type your passphrase."))
            self.passphrase.setFocus()
            return
        self.passphrase.clear()
        self._model.unlock(text)
