# SPDX-License-Identifier: MIT
"""Heads outside the vaults: written at seal, import, lock and every so many entries, compared at opening.

Only what moved is written, so that a vault of many interviews costs as little as one of few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from app.clock import JAPAN, Clock, read_stamp, stamp
from app.crypto import heads
from app.crypto.heads import Missing
from app.crypto.keyring import Keyring, OpenUser
from app.paths import DataFolder
from app.services.ports import VaultFile
from app.services.timekeeping import Timekeeper

AUDIT: Final = "audit"
EVERY: Final = 50  # entries after which the heads are written in any case


class Anchoring:
    """The anchors of one open vault. Runs on the database executor."""

    def __init__(  # noqa: PLR0913 what an anchor names
        self,
        folder: DataFolder,
        vault: str,
        store: VaultFile,
        user: OpenUser,
        clock: Clock,
        time: Timekeeper,
    ) -> None:
        """What no anchor names yet, as after a crash, counts as moved."""
        self._folder = folder
        self._vault = vault
        self._store = store
        self._user = user
        self._clock = clock
        self._time = time
        named = heads.named(folder.heads_log, vault)
        self._moved = {n for n, (seq, _head) in store.heads().items() if named.get(n, 0) < seq}
        self._count = 0

    def moved(self, chains: Collection[str], entries: int, *, now: bool = False) -> None:
        """Entries were added to these chains. ``now``: write at once, as after sealing and importing.

        Raises OSError where nothing can be written. The entries are stored all the same: it is told and
        tried again after as many more, and at the end, not with every answer.
        """
        self._moved |= {*chains}
        self._count += entries
        if now or self._count >= EVERY:
            self._count = 0
            self.write()

    def write(self) -> None:
        """Write the heads of what moved since the last time, and of the audit chain."""
        heads.append(
            self._folder.heads_log,
            self._user.bundle.heads,
            vault=self._vault,
            heads=self._store.heads_of({*self._moved, AUDIT}),
            at=stamp(self._clock.now()),
            by=self._user.name,
            doubt=self._time.in_doubt,
        )
        self._moved.clear()


def missing(folder: DataFolder, ring: Keyring, vault: str, store: VaultFile) -> tuple[Missing, ...]:
    """What this vault lacks, by its anchors."""
    keys = {user.name: user.heads for user in ring.users}
    return heads.missing(folder.heads_log, vault, store.heads(), store.hash_at, keys)


def told(found: Iterable[Missing]) -> dict[str, str | int | bool]:
    """What a sentence about a vault that went back names, and what its audit entry holds."""
    every = tuple(found)
    entries = sum(max(gap.noted - gap.found, 1) for gap in every)
    since = read_stamp(min(gap.since for gap in every)).astimezone(JAPAN)
    return {"chains": len(every), "entries": entries, "since": f"{since:%Y-%m-%d %H:%M}"}
