# SPDX-License-Identifier: MIT
"""What a supervisor allowed, as a type: never a name (RECORD.md "Approval").

`Approval` has no constructor of its own. The one kind there is (`app.crypto.approval`) is made only by
checking a signature under a supervisor's certificate, so that whoever holds one holds the proof. What an
event or a file merely says stays text and opens nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """What can be allowed."""

    RECORD = "record"
    HANDOVER = "handover"
    BASIS = "basis"
    UNLOCK = "unlock"
    UNMARK = "unmark"


class Approval(ABC):
    """One act that a supervisor allowed for one record."""

    @property
    @abstractmethod
    def jws(self) -> str:
        """The signed statement, as it stands in events, items and files."""

    @property
    @abstractmethod
    def by(self) -> str:
        """Who allowed it, as the certificate names the supervisor."""

    @property
    @abstractmethod
    def claims(self) -> Mapping[str, Any]:
        """What was signed."""

    def unlocks(self, record: str, item: str) -> bool:
        """A locked item may be asked in this record."""
        return self._is(Act.UNLOCK, record) and self.claims.get("item") == item

    def invokes(self, record: str, recipient: str, basis: str, groups: Collection[str]) -> bool:
        """A legal basis may stand in for consent: this one, for this recipient and exactly these groups."""
        return (
            self._is(Act.BASIS, record)
            and self.claims.get("recipient") == recipient
            and self.claims.get("basis") == basis
            and self.claims.get("groups") == sorted(groups)
        )

    def sends(self, record: str, version: str, recipient: str, groups: Collection[str]) -> bool:
        """Let this version go to this recipient, with exactly these groups."""
        return (
            self._is(Act.HANDOVER, record)
            and self.claims.get("sd_hash") == version
            and self.claims.get("recipient") == recipient
            and self.claims.get("groups") == sorted(groups)
        )

    def unmarks(self, record: str, text: str) -> bool:
        """The mark of a whole text may be taken away."""
        return self._is(Act.UNMARK, record) and self.claims.get("text") == text

    def _is(self, act: Act, record: str) -> bool:
        return self.claims.get("act") == act and self.claims.get("jti") == jti(record)


def jti(record: str) -> str:
    """How every signed statement names the record of an interview."""
    return f"urn:uuid:{record}"
