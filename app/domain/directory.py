# SPDX-License-Identifier: MIT
"""Contacts: offices and telephone lines with their source and age (directory.md).

Numbers are facts that rot: every contact says where it came from, when, and who verified it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.text import LocalText
from app.ids import LangTag


@dataclass(frozen=True, slots=True)
class Contact:
    """One office or line. ``phone`` None: headquarters still has to supply the numbers."""

    id: str
    kind: str  # police, child, rights, legal, ...
    name: LocalText
    phone: str | None
    alt_phone: str | None
    url: str | None  # printed only; the program opens no connection
    hours: LocalText | None
    languages: tuple[LangTag, ...]
    source: str
    as_of: date
    emergency: bool
    verified: bool
    verified_by: str | None
    verified_on: date | None
    valid_until: date | None
    note: LocalText | None  # for officers and headquarters only

    def stale(self, today: date, after_days: int) -> bool:
        """Tell whether the entry is too old to print without a warning."""
        if self.valid_until is not None and today > self.valid_until:
            return True
        return today - (self.verified_on or self.as_of) > timedelta(days=after_days)
