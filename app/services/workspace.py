# SPDX-License-Identifier: MIT
"""Everything an unlocked user may do, held together until the lock.

The roots (`ui.main`, `app.cli`) give the adapters; this module knows only their ports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.clock import JAPAN, Clock
from app.crypto.keyring import OpenUser, VaultEntry
from app.crypto.sealed import FORMAT
from app.crypto.station import Station
from app.domain.carried import Numbers
from app.domain.clock_faults import standing
from app.domain.language import Language
from app.domain.pack import Pack
from app.errors import UserError
from app.services.agencies import agency_name
from app.services.approvals import Approver
from app.services.backups import Backups
from app.services.checking import Verifier
from app.services.content_packs import ContentPacks
from app.services.directory import Directory
from app.services.drafts import Drafts
from app.services.handovers import Handovers
from app.services.intake import Intake
from app.services.interviews import Interviews
from app.services.notices import READ, RECOVERED, TOLD, Notice, unread
from app.services.opened import UNLOCKED, Adapters, Opened, open_stores
from app.services.pack_ports import PackShelf, finder
from app.services.papers import Papers
from app.services.people import Names
from app.services.ports import HandoverWriter, InterviewVault, RegistryVault
from app.services.practice import Practice
from app.services.registry import Registry
from app.services.renewal import Ending, endings
from app.services.stations import StationInfo, Stations
from app.services.texts import Texts
from app.services.timekeeping import DOUBT, Timekeeper, known_times, newest_head

LanguageInfo = Language  # the picker's entry, as screens name it


@dataclass(slots=True)
class Workspace:
    """One user's open session. ``intake``, ``registry``: supervisors only. ``pack``: of new interviews."""

    user: str
    role: str
    station: StationInfo
    pack: Pack
    clock: Clock
    endings: Callable[[], tuple[Ending, ...]]
    texts: Texts
    languages: tuple[LanguageInfo, ...]
    interviews: Interviews
    drafts: Drafts
    handovers: Handovers
    practice: Practice
    intake: Intake | None
    registry: Registry | None
    notices: tuple[Notice, ...]
    seals: bool  # False: a supervisor has to sign in once before anything can be sealed
    _read: Callable[[int], None]
    _disable: Callable[[str], None]
    _restate: Callable[[], tuple[str, ...]]
    directory: Directory
    papers: Papers
    backups: Backups
    content: ContentPacks
    _close: Callable[[], None]
    _check: Callable[[], tuple[str, ...]]
    _against: Callable[[Sequence[Path]], tuple[str, ...]]
    _closed: bool = field(default=False)

    def check(self) -> tuple[str, ...]:
        """Faults of the open vaults, their chains and anchors; empty when sound."""
        return self._check()

    def check_against(self, files: Sequence[Path]) -> tuple[str, ...]:
        """What files that were handed over hold and the own vault does not; empty when it has all."""
        return self._against(files)

    def disable_user(self, name: str) -> None:
        """Close a user's access; the open vaults may get new files. Runs on the database executor.

        Raises what `Stations.disable_user` raises; nothing has changed then.
        """
        self._disable(name)

    def restate(self) -> tuple[str, ...]:
        """A supervisor answers for station files that went back; return who was closed again.

        Runs on the database executor. Raises what `Stations.restate` raises.
        """
        return self._restate()

    def acknowledge(self) -> None:
        """The user has read the notices: they are not shown again. Runs on the database executor."""
        if self.notices:
            self._read(max(notice.seq for notice in self.notices))
            self.notices = ()

    def close(self) -> None:
        """Write the heads outside the vault, close the vaults, forget the keys. Twice is once."""
        if not self._closed:
            self._closed = True
            self._close()


def open_workspace(  # noqa: PLR0913 what a session is made of
    stations: Stations,
    user: OpenUser,
    packs: PackShelf,
    clock: Clock,
    adapters: Adapters,
    *,
    practice_registry: bool = False,  # the throw-away one of the tour takes practice records
) -> Workspace:
    """Open what this user's keys allow, after ending what a crash left. Runs on the database executor."""
    opened, time = _opened(stations, user, packs, clock, adapters)
    store, registry_store = opened.store, opened.registry
    station, pack = stations.station(), packs.newest
    texts = _texts(station, pack, clock, user)
    interviews = _interviews(opened, packs, texts, station)
    intake = registry = None
    if registry_store is not None:
        intake = _intake(opened, packs, registry_store, clock, practice_registry)
        registry = _registry(packs, texts, registry_store, time, user, station)
    directory = Directory(pack, stations, clock, user, opened.audit)
    return Workspace(
        user=user.name,
        role=user.role,
        station=stations.info(),
        pack=pack,
        clock=clock,
        endings=lambda: endings(stations, user.name, user.role),
        texts=texts,
        languages=pack.picker_for(station.agency),
        interviews=interviews,
        drafts=Drafts(store, clock),
        handovers=_handovers(
            interviews, store, texts, adapters.writer, time, user, station, directory.numbers
        ),
        practice=Practice(interviews, store),
        intake=intake,
        registry=registry,
        notices=unread(store.audit_entries(READ, *TOLD)),
        seals=user.signer.fmt == FORMAT,
        _read=opened.read,
        _disable=opened.disable_user,
        _restate=opened.restate,
        directory=directory,
        papers=Papers(texts, adapters.writer, directory.numbers),
        content=ContentPacks(packs, stations, user, clock, lambda: registry_store),
        backups=Backups(stations.folder, user, clock, opened.vaults),
        _close=opened.close,
        _check=opened.check,
        _against=lambda files: opened.against(files, finder(packs)),
    )


def recover(
    stations: Stations, adapters: Adapters, shares: Sequence[str], name: str, passphrase: str
) -> tuple[str, ...]:
    """Make the supervisor ``name`` with two recovery sheets; each vault's owner is told at next login.

    Returns the ids of the vaults that could not be told: their files are damaged or gone, and nobody
    can read them either. Raises what `Stations.recover` raises.
    """
    silent = []

    def note(vault: VaultEntry, key: bytes) -> None:
        path = stations.folder.vault(vault.id, vault.version)
        registry = vault.kind == "registry"
        open_ = adapters.registry_store if registry else adapters.interview_store
        if not path.exists() and vault.id not in stations.folder.made_vaults():
            return  # nothing was ever written in it
        try:
            store = open_(path, key, False)  # noqa: FBT003 the port's own signature
        except UserError as error:
            if error.code not in {"vault_damaged", "vault_missing"}:
                raise
            silent.append(vault.id)
            return
        store.audit(RECOVERED, name, {"sheets": len(shares)})
        store.close()

    stations.recover(shares, name, passphrase, note)
    return tuple(silent)


def _registry(  # noqa: PLR0913 what a registry is made of
    packs: PackShelf,
    texts: Texts,
    store: RegistryVault,
    time: Timekeeper,
    user: OpenUser,
    station: Station,
) -> Registry:
    trusted, approver = station.trusted, Approver(user, station.own)
    names = Names(trusted)
    return Registry(
        packs, texts, store, time, names, user=user.name, approver=approver, trusted=trusted
    )


def _timekeeper(
    stations: Stations, user: OpenUser, pack: Pack, station: Station, store: InterviewVault
) -> Timekeeper:
    """Judge the clock by what earlier logins left, and note this one with what is wrong with it."""
    head = newest_head(stations.folder, stations.keyring(), store.audit_entries(UNLOCKED))
    times = known_times(station, user.signer, pack, head)
    faults = " ".join(standing(stations.time.machine().at, times))
    payload = stations.state.noted()
    doubt = {DOUBT: faults} if faults else {}
    store.audit(UNLOCKED, user.name, {"role": user.role, **doubt, **payload})
    if payload:
        stations.state.note(user)
    return Timekeeper(stations.time, times)


def _opened(
    stations: Stations, user: OpenUser, packs: PackShelf, clock: Clock, adapters: Adapters
) -> tuple[Opened, Timekeeper]:
    store, registry = open_stores(stations, user, adapters)
    time = _timekeeper(stations, user, packs.newest, stations.station(), store)
    return Opened.of(stations, user, clock, time, store, registry, adapters), time


def _interviews(opened: Opened, packs: PackShelf, texts: Texts, station: Station) -> Interviews:
    user = opened.user
    return Interviews(
        packs, opened.store, texts, opened.time,
        user=user, station=station, numbers=opened.stations.numbers, anchor=opened.anchor_own,
    )  # fmt: skip


def _intake(
    opened: Opened,
    packs: PackShelf,
    store: RegistryVault,
    clock: Clock,
    practice: bool,  # noqa: FBT001 as `open_workspace`
) -> Intake:
    stations = opened.stations
    verifier = Verifier(opened.adapters.reader, stations.station().trusted, finder(packs))
    return Intake(
        verifier, store, clock, opened.user.name, practice_allowed=practice,
        refuse=stations.state.refuse_behind, anchor=opened.anchor_registry,
    )  # fmt: skip


def _handovers(  # noqa: PLR0913 what handovers are made of
    interviews: Interviews,
    store: InterviewVault,
    texts: Texts,
    writer: HandoverWriter,
    time: Timekeeper,
    user: OpenUser,
    station: Station,
    numbers: Callable[[], Numbers],
) -> Handovers:
    return Handovers(
        interviews,
        store,
        texts,
        writer,
        time,
        signers=user.signers,
        own=station.own,
        station=station.name,
        numbers=numbers,
    )


def _texts(station: Station, pack: Pack, clock: Clock, user: OpenUser) -> Texts:
    return Texts(
        pack,
        station.agency,
        station.settings.show_unreviewed,
        clock.now().astimezone(JAPAN).date(),
        {"officer_name": user.name},
        lambda lang: agency_name(pack.agencies, station.agency, lang),
    )
