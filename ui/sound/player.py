# SPDX-License-Identifier: MIT
"""Plays a row of texts one after the other and says which one is heard. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.clip import Clip

Way = Literal["clip", "synthetic", ""]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text to be heard. ``mark``: what it belongs to on the page, e.g. an option's id."""

    lang: str
    text: str
    clip: Clip | None = None
    mark: str = ""


class Outlet(Protocol):
    """A loudspeaker. ``finished`` and ``failed`` are signals without arguments."""

    finished: Any
    failed: Any

    def plays_clips(self) -> bool: ...
    def has_voice(self, lang: str) -> bool: ...
    def play(self, clip: Clip) -> None: ...
    def speak(self, lang: str, text: str) -> None: ...
    def stop(self) -> None: ...


def load_outlet(parent: QObject) -> Outlet | None:
    """Qt's loudspeaker, or None where its sound modules or their libraries are missing."""
    try:
        from ui.sound.qt_outlet import QtOutlet  # noqa: PLC0415 large, and perhaps not there
    except ImportError:
        return None
    return QtOutlet(parent)


class Player(QObject):
    """``changed``: another text is heard, or none any more."""

    changed = Signal()

    def __init__(
        self,
        loader: Callable[[QObject], Outlet | None] = load_outlet,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._loader = loader
        self._outlet: Outlet | None = None
        self._looked = False
        self._waiting: list[Spoken] = []
        self.current: Spoken | None = None

    def way(self, spoken: Spoken) -> Way:
        """How a text would be heard; empty: not at all."""
        outlet = self._found()
        if outlet is None:
            return ""
        if spoken.clip is not None and outlet.plays_clips():
            return "clip"
        return "synthetic" if outlet.has_voice(spoken.lang) else ""

    def play(self, row: Sequence[Spoken]) -> None:
        """Hear these texts from the first to the last; what cannot be heard is passed over."""
        self._silence()
        self._waiting = [sentence for sentence in row if self.way(sentence)]
        self._next()

    def stop(self) -> None:
        """Silence at once."""
        played = self.current is not None
        self._silence()
        if played:
            self.changed.emit()

    def _found(self) -> Outlet | None:
        if not self._looked:
            self._looked = True
            self._outlet = self._loader(self)
            if self._outlet is not None:
                self._outlet.finished.connect(self._next)
                self._outlet.failed.connect(self.stop)
        return self._outlet

    def _silence(self) -> None:
        self._waiting = []
        if self._outlet is not None and self.current is not None:
            self.current = None  # before the outlet says that it has finished
            self._outlet.stop()

    def _next(self) -> None:
        outlet = self._outlet
        if outlet is None or not self._waiting:
            self._say(None)
            return
        sentence = self._waiting.pop(0)
        self._say(sentence)
        if self.way(sentence) == "clip" and sentence.clip is not None:
            outlet.play(sentence.clip)
        else:
            outlet.speak(sentence.lang, sentence.text)

    def _say(self, sentence: Spoken | None) -> None:
        if self.current is not sentence:
            self.current = sentence
            self.changed.emit()
