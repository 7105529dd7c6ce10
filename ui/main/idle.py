# SPDX-License-Identifier: MIT
"""Locks a machine that was left alone: no key and no pointer for a time, or after a suspend.

Outside an interview after 180 s; inside one after 15 minutes, the last 60 s of them counted down in
sight. Any key or click begins anew (SECURITY.md "The running program").
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.clock import Clock

IDLE_S = 180
INTERVIEW_IDLE_S = 900
COUNTDOWN_S = 60
_ASLEEP_S = 30  # suspended for this long: it locks whatever the idle time
_TICK_MS = 1000


class IdleWatch(QObject):
    """Told of every sign of life (`touch`); `start` after unlocking, `stop` at the lock."""

    idle_reached = Signal()
    countdown_changed = Signal(int)  # seconds left; 0 = put the countdown away

    def __init__(
        self, clock: Clock, in_interview: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._in_interview = clock, in_interview
        self._last = clock.mono_ms()
        self._asleep = self._asleep_ms()
        self._counting = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        self._touch()
        self._asleep = self._asleep_ms()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._count(0)

    def touch(self) -> None:
        """A key or the pointer: somebody is there."""
        if self._timer.isActive():
            self._touch()

    def tick(self) -> None:
        """Look at the clocks: lock, count down, or do nothing."""
        mono, asleep = self._clock.mono_ms(), self._asleep_ms()
        slept = (asleep - self._asleep) / 1000
        self._asleep = asleep
        inside = self._in_interview()
        left = (INTERVIEW_IDLE_S if inside else IDLE_S) - (mono - self._last) / 1000
        if left <= 0 or slept > _ASLEEP_S:
            self.stop()
            self.idle_reached.emit()
        elif inside and left <= COUNTDOWN_S:
            self._count(max(round(left), 1))
        else:
            self._count(0)

    def _asleep_ms(self) -> int:
        """How long the machine slept since it was started; setting its clock changes nothing here."""
        return self._clock.mono_ms() - self._clock.awake_ms()

    def _touch(self) -> None:
        self._last = self._clock.mono_ms()
        self._count(0)

    def _count(self, left: int) -> None:
        if left or self._counting:
            self._counting = bool(left)
            self.countdown_changed.emit(left)
