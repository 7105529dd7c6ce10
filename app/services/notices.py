# SPDX-License-Identifier: MIT
"""What a vault's owner is told at the next login, until it was read (SECURITY.md "Keys and files").

Each notice is an entry of the vault's audit chain, and so is its having been read: nobody can use the
recovery sheets, or have the program fall back to an older key file, without its being seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.clock import JAPAN
from app.crypto.order import KEYRING, STATION
from app.services.ports import AuditEntry
from app.services.signed_state import ROLLED_BACK

PREVIOUS_KEYRING: Final = "keyring_previous"
PREVIOUS_STATION: Final = "station_previous"
#: What is told of a file whose copy stands in.
PREVIOUS: Final = {KEYRING: PREVIOUS_KEYRING, STATION: PREVIOUS_STATION}
RECOVERED: Final = "recovery_used"
READ: Final = "notices_read"
VAULT_BACK: Final = "vault_rolled_back"
REGISTRY_BACK: Final = "registry_rolled_back"
TOLD: Final = frozenset(
    {*PREVIOUS.values(), RECOVERED, VAULT_BACK, REGISTRY_BACK, *ROLLED_BACK.values()}
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be told. ``code`` has a sentence with ``at`` and ``by``; ``seq``: its audit entry."""

    code: str
    seq: int
    at: datetime
    by: str
    more: Mapping[str, str | int | bool] = field(default_factory=dict)

    @property
    def params(self) -> dict[str, str | int]:
        """What the sentence names."""
        at = self.at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
        return {**self.more, "at": at, "by": self.by}


def unread(entries: Iterable[AuditEntry]) -> tuple[Notice, ...]:
    """The notices after the last that was read; of the same thing by the same user only the latest."""
    found: dict[tuple[str, str], Notice] = {}
    read = 0
    for entry in entries:
        if entry.type == READ:
            read = max(read, int(entry.payload.get("seq", 0)))
        elif entry.type in TOLD:
            found[entry.type, entry.actor] = Notice(
                entry.type, entry.seq, entry.at, entry.actor, entry.payload
            )
    return tuple(notice for notice in found.values() if notice.seq > read)
