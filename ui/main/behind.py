# SPDX-License-Identifier: MIT
"""What is behind the door: the station with its keys, the packs, the vaults.

None of it is needed for the first picture of the unlock window, so nothing here is imported before that
was painted: `ui.main` imports this module when its `Behind` is first asked for, off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from app.clock import Clock
from app.content.library import PackLibrary
from app.content.practice import practice_cases
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import OpenUser
from app.domain.agency import Agencies
from app.domain.practice import PracticeCase
from app.paths import DataFolder
from app.services.door import Caller, Door, Doorplate
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace
from ui.main.table import PAGES, maker
from ui.viewmodels.unlock import Looked

#: One of these comes first.
_FIRST: Final = ("home", "interview", "handover")


@dataclass(frozen=True)
class Behind:
    """The station, its content, and how a user's vaults are opened. `Opener` of the unlock page."""

    stations: Stations
    packs: PackLibrary
    open_workspace: Callable[[OpenUser], Workspace]
    practice_cases: Callable[[], tuple[PracticeCase, ...]] = practice_cases

    @property
    def agencies(self) -> Agencies:
        """Those of the pack that new interviews begin with."""
        return self.packs.newest.agencies

    def look(self) -> Looked:
        """Raises UserError station_missing, station_damaged, keyring_damaged, pack_damaged."""
        info = self.stations.info()
        users = tuple(Caller(o.name, o.role) for o in self.stations.users() if not o.disabled)
        newest = self.packs.newest
        plate = Doorplate(info.agency, info.name, users)
        return Looked(plate, newest.agencies, program_version(), newest.version)

    @staticmethod
    def warm() -> None:
        """Import what stands right behind the unlocking: storage, the vault's windows, the first pages.

        Off the GUI thread, which would stand still for it. Again: waits for what another thread imports.
        """
        for module in ("app.cli.adapters", "app.storage.interviews", "ui.main.inside"):
            import_module(module)
        for page in _FIRST:
            maker(page)

    @staticmethod
    def warm_all() -> None:
        """Import every other page, too: none is waited for when it is first asked for."""
        for page in PAGES:
            maker(page)


def behind(
    stations: Stations,
    clock: Clock,
    *,
    practice_registry: bool = False,
) -> Behind:
    """``practice_registry``: only the throw-away station of the tour takes practice records."""
    packs = PackLibrary(stations.folder.packs, stations.station)

    def open_(user: OpenUser) -> Workspace:
        from app.cli.adapters import adapters  # noqa: PLC0415 SQLAlchemy

        return open_workspace(
            stations, user, packs, clock, adapters(clock), practice_registry=practice_registry
        )

    return Behind(stations, packs, open_)


def of_door(door: Door, clock: Clock) -> Behind:
    """What is behind this door."""
    return behind(Stations(door.folder, clock, door=door), clock)


def throwaway_stations(folder: DataFolder, clock: Clock) -> Stations:
    """A station whose keys are quick to derive: for the tour's, which is deleted at its end."""
    return Stations(folder, clock, cost=MINIMUM_COST)


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("kakehashi")
    except PackageNotFoundError:
        return "0"


def agencies() -> Agencies:
    """Those of the pack of this release."""
    return PackLibrary().newest.agencies
