# SPDX-License-Identifier: MIT
"""The pause after wrong passphrases: for each user, kept in the data folder, so that a restart ends none.

Time is the machine's since its start, never the wall clock, which anyone may set. A file of an earlier
start of the machine counts from this start: nobody waits longer than the pause itself, and nobody is
ever locked out. Whoever can write in the data folder can delete the file, and can copy the keyring and
guess elsewhere: against that only the cost of each guess helps (`app.crypto.kdf`).
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.files import FileRefused, read_once
from app.paths import write_atomic

FREE: Final = 1  # wrong passphrases without a pause
LONGEST: Final = 60  # seconds
MAX_BYTES: Final = 64 * 1024
MOST_COUNTED: Final = 1000
_MS: Final = 1000


@dataclass(frozen=True, slots=True)
class Missed:
    """How often in a row a user's passphrase was wrong, and when last (ms of the monotonic clock)."""

    count: int
    at: int

    def pause(self, now: int) -> int:
        """Seconds that are left of the pause, rounded up."""
        whole = 0 if self.count <= FREE else min(2 ** min(self.count - FREE, 10), LONGEST)
        since = now - self.at if now >= self.at else max(now, 0)  # the machine was started since
        return max(-((since - whole * _MS) // _MS), 0)


class Tries:
    """Wrong passphrases of one station. Any thread; the last writer wins, which costs one count at most."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._missed: dict[str, Missed] = {}  # holds where the folder cannot be written

    def pause(self, user: str) -> int:
        """Seconds until this user may try again; 0 = now."""
        missed = self._all().get(user)
        return 0 if missed is None else missed.pause(self._clock.mono_ms())

    def wrong(self, user: str) -> None:
        """Count a wrong passphrase."""
        every = self._all()
        before = every.get(user)
        count = 1 if before is None else min(before.count + 1, MOST_COUNTED)
        self._keep({**every, user: Missed(count, self._clock.mono_ms())})

    def right(self, user: str) -> None:
        """Forget this user's wrong ones."""
        every = self._all()
        if every.pop(user, None) is not None:
            self._keep(every)

    def _all(self) -> dict[str, Missed]:
        """What the file says; what this process knows where it is gone, damaged or behind."""
        found = {}
        with suppress(FileRefused, ValueError, TypeError, AttributeError, RecursionError):
            for user, (count, at) in json.loads(read_once(self._path, MAX_BYTES)).items():
                if type(count) is int and type(at) is int and 0 < count <= MOST_COUNTED and at >= 0:
                    found[str(user)] = Missed(count, at)
        for user, missed in self._missed.items():
            if user not in found or found[user].count < missed.count:
                found[user] = missed
        return found

    def _keep(self, every: dict[str, Missed]) -> None:
        self._missed = every
        rows = {user: [missed.count, missed.at] for user, missed in every.items()}
        with suppress(OSError):  # a login is possible where nothing can be written
            write_atomic(self._path, json.dumps(rows).encode("ascii"))
