# SPDX-License-Identifier: MIT
"""The content packs of a station: which are here, which is used, and a supervisor's installing of one.

That a pack was installed stands signed in the station's statement and in the registry's audit chain: no
other pack with a lower number or the same is taken after it, also when its folder was deleted. What stands
there may be installed again, whatever its number: its interviews are led with it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from app.clock import JAPAN, Clock
from app.crypto.keyring import OpenUser
from app.domain.pack import Pack
from app.errors import UserError
from app.i18n.mark import mark
from app.services.pack_ports import Installed, PackEntry, PackShelf
from app.services.ports import RegistryStore
from app.services.stations import Stations

INSTALLED_NOW: Final = "pack_installed"
_USED: Final = mark(
    "Content {version} is installed. New interviews begin with it; old ones keep theirs."
)
_KEPT: Final = mark(
    "Content {version} is installed for the interviews that were begun with it. New ones begin with the"
    " newest content, as before."
)


class ContentPacks:
    """``registry`` None: no supervisor, who may look and not install."""

    def __init__(
        self,
        shelf: PackShelf,
        stations: Stations,
        user: OpenUser,
        clock: Clock,
        registry: Callable[[], RegistryStore | None],
    ) -> None:
        self._shelf, self._stations, self._user = shelf, stations, user
        self._clock, self._registry = clock, registry

    @property
    def newest(self) -> Pack:
        """What new interviews begin with."""
        return self._shelf.newest

    @property
    def warning(self) -> str:
        """``pack_fallback``, ``pack_expired`` or nothing: told, and never a reason to stop."""
        return warning_of(self._shelf, self._today)

    @property
    def told(self) -> UserError | None:
        """The same as a sentence, for whoever begins interviews with it."""
        newest, code = self.newest, self.warning
        return UserError(code, version=newest.version, day=str(newest.expires)) if code else None

    def entries(self) -> tuple[PackEntry, ...]:
        """Every pack that is here, the one in use first. Slow where many are installed."""
        return self._shelf.entries()

    def install(self, path: Path) -> Installed:
        """Install a pack; new interviews begin with the newest from now on. Runs on the database executor.

        Raises UserError("not_supervisor"), ("content_keys_missing") and those of a pack that is refused.
        """
        registry = self._registry()
        if registry is None:
            raise UserError("not_supervisor")
        self._stations.state.refuse_behind()
        noted = {
            str(entry.payload["pack"]): int(entry.payload["sequence"])
            for entry in registry.audit_entries(INSTALLED_NOW)
        }
        if (last := self._stations.station().pack) is not None:
            noted[last.sha256] = last.sequence
        highest = max(noted.values(), default=0)

        def note(pack: Pack) -> None:
            if pack.sequence >= highest:
                self._stations.note_pack(self._user, pack.sha256, pack.sequence)
            registry.audit(
                INSTALLED_NOW, self._user.name, {"pack": pack.sha256, "sequence": pack.sequence}
            )

        return self._shelf.install(path, self._today, noted, note)

    @property
    def _today(self) -> date:
        return self._clock.now().astimezone(JAPAN).date()


def installed_sentence(made: Installed, tr: Callable[[str], str]) -> str:
    """What a supervisor reads when a pack was installed."""
    words = tr(_USED if made.used else _KEPT)
    return words.format(version=made.pack.version)


def warning_of(shelf: PackShelf, today: date) -> str:
    """See `ContentPacks.warning`."""
    if shelf.missing:
        return "pack_fallback"
    return "pack_expired" if shelf.newest.expired(today) else ""
