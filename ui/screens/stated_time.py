# SPDX-License-Identifier: MIT
"""Two fields for the right time where the machine's clock is in doubt, and what was stated."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import local_text
from ui.screens.clicks import on_click
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.viewmodels.stated_time import StatedTime
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, TextInput
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class StatedTimeForm(Panel):
    """``stated`` with what was typed, ``confirmed`` when the machine's time is right."""

    stated = Signal(str, str)
    confirmed = Signal()

    def __init__(self, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._tr = tr
        self.day, self.time = TextInput(tr("Date")), TextInput(tr("Time of day"))
        self.day.setPlaceholderText("2026-11-24")
        self.time.setPlaceholderText("10:00")
        self.error = Banner("error", "")
        self.error.hide()
        self.state_button = Button(tr("This is the right time"), icon="check")
        self.confirm_button = Button(tr("The machine's time is right"), rank="outlined")
        on_click(self.state_button, lambda: self.stated.emit(self.day.plain(), self.time.plain()))
        on_click(self.confirm_button, self.confirmed.emit)
        words = tr(
            "Look at another clock and write the date and time of now in Japan. It is signed in place of the "
            "machine's."
        )
        for widget in (
            TextLabel(words),
            FormField(tr("Date"), self.day, tr=tr),
            FormField(tr("Time of day"), self.time, tr=tr),
            self.error,
            self.state_button,
            self.confirm_button,
        ):
            self.add(widget)

    def show_error(self, error: Exception | None) -> None:
        """Say what is wrong with the time that was stated."""
        self.error.setVisible(error is not None)
        if error is not None:
            self.error.set_text(error_sentence(error, self._tr))


def both_times(machine: datetime, stated: datetime | None, tr: Translate) -> list[QWidget]:
    """The machine's time, and the stated one beside it."""
    lines: list[QWidget] = [
        SectionTitle(tr("Is the clock right?"), level=3),
        TextLabel(tr("This machine says: {time}").format(time=local_text(machine)), bold=True),
    ]
    if stated is not None:
        words = tr("Right time as stated: {time}").format(time=local_text(stated))
        lines.append(TextLabel(words, bold=True, tone="success"))
    return lines


class IssuingClock(Panel):
    """For pages that issue certificates: in sight once the clock was refused."""

    def __init__(self, model: StatedTime, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._model, self._tr = model, tr
        self._times = Panel(margin=0)
        self.form = StatedTimeForm(tr)
        self.add(self._times)
        self.add(self.form)
        self.form.stated.connect(model.state)
        self.form.confirmed.connect(model.confirm)
        model.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        self.form.show_error(self._model.error)
        refill(self._times.body, both_times(self._model.machine, self._model.now, self._tr))

    def ask(self) -> None:
        """The clock was refused: say so, and let the person state the time."""
        self.refresh()
        self.show()
