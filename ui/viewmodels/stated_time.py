# SPDX-License-Identifier: MIT
"""The time that a person states where certificates are issued: setting a station up, its users."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.clock import read_local
from app.domain.digits import ascii_digits
from app.errors import UserError
from app.services.timekeeping import SigningClock


def moment_of(day: str, time: str) -> datetime:
    """The moment of two fields, in Japan; digits of any script. Raises UserError("stated_time_form")."""
    try:
        return read_local(ascii_digits(f"{day.strip()} {time.strip()}"))
    except ValueError:
        raise UserError("stated_time_form") from None


class StatedTime(QObject):
    """The program's signing clock as pages without an interview use it."""

    changed = Signal()

    def __init__(self, clock: SigningClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.error: Exception | None = None

    @property
    def machine(self) -> datetime:
        return self._clock.machine().at

    @property
    def now(self) -> datetime | None:
        """The stated time, running on; None while the machine's holds."""
        return self._clock.now() if self._clock.stated else None

    def state(self, day: str, time: str) -> None:
        """Go by the time that the person states. What is wrong with it stands in ``error``."""
        try:
            self._clock.state(moment_of(day, time))
            self.error = None
        except UserError as error:
            self.error = error
        self.changed.emit()

    def confirm(self) -> None:
        """The machine's time is right."""
        at = self.machine
        try:
            self._clock.state(at)
            self.error = None
        except UserError as error:
            self.error = error
        self.changed.emit()
