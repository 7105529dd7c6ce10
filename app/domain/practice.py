# SPDX-License-Identifier: MIT
"""Fictional cases for training: what the trainer reads, and with which course practice begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.text import LocalText

#: Before the year of a practice interview's number: it is told at a glance and takes no real number.
PRACTICE_NUMBERS: Final = "P-"


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """One case. ``id`` is the file's name; ``language``: a BCP-47 tag, the invented person's own.

    ``title`` and ``briefing`` are for the officer, in Japanese and English, and never shown to the
    other side of the table.
    """

    id: str
    title: LocalText
    briefing: LocalText
    script: str
    agency: str
    language: str
