# SPDX-License-Identifier: MIT
"""Recorded clips: a text of the pack read aloud, for a person who understands only when it is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from app.ids import LangTag

Format = Literal["opus", "wav"]
FORMATS: Final[tuple[Format, ...]] = ("opus", "wav")


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording. ``seconds``: its length; ``data``: the whole file."""

    format: Format
    seconds: float
    data: bytes


class ClipBook(Protocol):
    """The recordings of a pack."""

    def find(self, lang: LangTag, text: str) -> Clip | None:
        """The clip in which just this text is read, or None: a changed text has no clip."""
        ...


class NoClips:
    """A pack without recordings."""

    def find(self, _lang: LangTag, _text: str) -> Clip | None:
        return None
