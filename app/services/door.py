# SPDX-License-Identifier: MIT
"""What stands at the door of a station: its name and who may log in, read without proving anything.

For the first picture of the unlock window, which needs no cryptography and shall not wait for it.
Everything is proved right after (`Stations.info`, `Stations.users`) and again by the login itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.crypto.strict_json import read_object, text_of
from app.paths import DataFolder
from app.services.kept_file import copy_of
from app.services.tries import Tries


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may log in here."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Doorplate:
    """``agency`` is an id. What cannot be read is empty: the proof that comes after says why."""

    agency: str = ""
    station: str = ""
    callers: tuple[Caller, ...] = ()


class Door:
    """The outside of the station in one data folder."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self.folder = folder
        self.tries = Tries(folder.tries, clock)

    def stands(self) -> bool:
        """A station is here, be it that only the copy of its file is left."""
        return any(path.exists() for path in (self.folder.station, copy_of(self.folder.station)))

    def plate(self) -> Doorplate:
        """Name and people as the files say, or their copies where a file cannot be read."""
        station, ring = _read(self.folder.station), _read(self.folder.keyring)
        with suppress(KeyError, TypeError, ValueError):
            return Doorplate(
                text_of(station, "agency"),
                text_of(station, "name"),
                tuple(
                    Caller(text_of(user, "name"), text_of(user, "role"))
                    for user in ring["users"]
                    if not user["disabled"]
                ),
            )
        return Doorplate()

    def pause(self, user: str) -> int:
        """Seconds until this user may try again after wrong passphrases; 0 = now."""
        return self.tries.pause(user)


def _read(path: Path) -> dict[str, Any]:
    for candidate in (path, copy_of(path)):
        with suppress(OSError, ValueError):
            return read_object(candidate.read_bytes())
    return {}
