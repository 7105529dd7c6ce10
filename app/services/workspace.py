# SPDX-License-Identifier: MIT
"""Everything an unlocked user may do, held together until the lock.

The roots (`ui.main`, `app.cli`) give the adapters; this module knows only their ports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.clock import JAPAN, Clock, stamp
from app.crypto import heads
from app.crypto.keyring import OpenUser, VaultEntry
from app.crypto.station import Station
from app.crypto.verify_record import Trusted
from app.domain.clock_faults import standing
from app.domain.language import Language
from app.domain.pack import Pack
from app.errors import UserError
from app.paths import write_atomic
from app.services.agencies import agency_name
from app.services.backups import Backups, OpenedVault
from app.services.content_packs import ContentPacks
from app.services.directory import Audit, Directory
from app.services.drafts import Drafts
from app.services.handovers import Handovers
from app.services.intake import Intake, Verifier
from app.services.interviews import Interviews
from app.services.notices import PREVIOUS_KEYRING, READ, RECOVERED, TOLD, Notice, unread
from app.services.pack_ports import PackShelf, finder
from app.services.papers import Papers
from app.services.ports import (
    CopyVault,
    HandoverReader,
    HandoverWriter,
    InterviewVault,
    RegistryVault,
    VaultFile,
)
from app.services.practice import Practice
from app.services.registry import Registry
from app.services.renewal import Ending, endings
from app.services.stations import StationInfo, Stations
from app.services.texts import Texts
from app.services.timekeeping import DOUBT, Timekeeper, known_times, newest_head

UNLOCKED = "unlocked"
Store = TypeVar("Store", InterviewVault, RegistryVault)


LanguageInfo = Language  # the picker's entry, as screens name it


@dataclass(frozen=True, slots=True)
class Adapters:
    """What the roots build. The store functions open a vault: (path, key, create)."""

    interview_store: Callable[[Path, bytes, bool], InterviewVault]
    registry_store: Callable[[Path, bytes, bool], RegistryVault]
    copy_vault: CopyVault
    writer: HandoverWriter
    reader: HandoverReader


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
    _read: Callable[[int], None]
    _disable: Callable[[str], None]
    directory: Directory
    papers: Papers
    backups: Backups
    content: ContentPacks
    _close: Callable[[], None]
    _check: Callable[[], tuple[str, ...]]
    _closed: bool = field(default=False)

    def check(self) -> tuple[str, ...]:
        """Faults of the open vaults, their chains and anchors; empty when sound."""
        return self._check()

    def disable_user(self, name: str) -> None:
        """Close a user's access; the open vaults may get new files. Runs on the database executor.

        Raises what `Stations.disable_user` raises; nothing has changed then.
        """
        self._disable(name)

    def acknowledge(self) -> None:
        """The user has read the notices: they are not shown again. Runs on the database executor."""
        if self.notices:
            self._read(max(one.seq for one in self.notices))
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
    practice_registry: bool = False,
) -> Workspace:
    """Open what this user's keys allow, after ending what a crash left. Runs on the database executor.

    ``practice_registry``: the throw-away registry of the tour takes practice records.
    """
    station, pack = stations.station(), packs.newest
    store, registry_store = _open_stores(stations, user, adapters)
    time = _timekeeper(stations, user, pack, station, store)
    texts, who, signer = _texts(station, pack, clock, user), user.name, user.signer
    interviews = Interviews(packs, store, texts, time, user=who, station=station, signer=signer)
    intake = registry = None
    if registry_store is not None:
        verifier = Verifier(adapters.reader, station.trusted, finder(packs))
        intake = Intake(verifier, registry_store, clock, who, practice_allowed=practice_registry)
        registry = Registry(packs, texts, registry_store, time, user=who, signer=signer)
    opened = _Opened(stations, user, clock, time, store, registry_store, adapters)
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
        handovers=_handovers(interviews, store, texts, adapters.writer, time, user, station),
        practice=Practice(interviews, store),
        intake=intake,
        registry=registry,
        notices=unread(store.audit_entries(READ, *TOLD)),
        _read=opened.read,
        _disable=opened.disable_user,
        directory=directory,
        papers=Papers(texts, adapters.writer, directory.entries),
        content=ContentPacks(packs, stations, user, clock, lambda: registry_store),
        backups=Backups(stations.folder, user, clock, opened.vaults),
        _close=opened.close,
        _check=opened.check,
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


def _open_stores(
    stations: Stations, user: OpenUser, adapters: Adapters
) -> tuple[InterviewVault, RegistryVault | None]:
    """The user's own vault and, for a supervisor, the registry; both or none."""
    store = _own_vault(stations, user, adapters)
    try:
        return store, _registry_vault(stations, user, adapters)
    except BaseException:
        store.close()
        raise


def _own_vault(stations: Stations, user: OpenUser, adapters: Adapters) -> InterviewVault:
    """The user's own vault, with what has to be told about it."""
    stations.settle()
    vault = stations.keyring().vault_of(user.name)
    store = _vault(stations, user, vault, adapters.interview_store)
    if stations.falls_back:
        store.audit(PREVIOUS_KEYRING, user.name, {})
    return store


def _timekeeper(
    stations: Stations, user: OpenUser, pack: Pack, station: Station, store: InterviewVault
) -> Timekeeper:
    """Judge the clock by what earlier logins left, and note this one with what is wrong with it."""
    head = newest_head(stations.folder, stations.keyring(), store.audit_entries(UNLOCKED))
    known = known_times(station, user.signer, pack, head)
    faults = " ".join(standing(stations.time.machine().at, known))
    store.audit(UNLOCKED, user.name, {"role": user.role, **({DOUBT: faults} if faults else {})})
    return Timekeeper(stations.time, known)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The open vaults of one session: what is checked, and what is closed at the end."""

    stations: Stations
    user: OpenUser
    clock: Clock
    time: Timekeeper
    store: InterviewVault
    registry: RegistryVault | None
    adapters: Adapters

    def vaults(self) -> tuple[OpenedVault, ...]:
        """The open vaults with the keys of now, the own one first."""
        ring, adapters = self.stations.keyring(), self.adapters
        own = ring.vault_of(self.user.name)
        found = [
            OpenedVault(
                own,
                self.user.vault_key(own),
                self.store,
                lambda path, key: adapters.interview_store(path, key, False),  # noqa: FBT003 the port
            )
        ]
        if self.registry is not None:
            entry = ring.registry
            found.append(
                OpenedVault(
                    entry,
                    self.user.vault_key(entry),
                    self.registry,
                    lambda path, key: adapters.registry_store(path, key, False),  # noqa: FBT003
                )
            )
        return tuple(found)

    @property
    def audit(self) -> Audit | None:
        """Where the registry's audit entries go; None for everyone else."""
        return None if self.registry is None else self.registry.audit

    def disable_user(self, name: str) -> None:
        """Close the vaults while they may be copied, and go on with the files of the keyring of then."""
        for store in self._stores:
            store.close()
        try:
            self.stations.disable_user(self.user, name, self.adapters.copy_vault)
        finally:
            self._reopen()
        self.store.audit("user_disabled", self.user.name, {"user": name})

    def read(self, seq: int) -> None:
        """Note that the notices up to this entry of the own audit chain were read."""
        self.store.audit(READ, self.user.name, {"seq": seq})

    def close(self) -> None:
        """Write the heads of the own vault outside it, then close: also where they cannot be written."""
        try:
            heads.append(
                self.stations.folder.heads_log,
                self.user.bundle.heads,
                vault=self._own,
                heads=self.store.heads(),
                at=stamp(self.clock.now()),
                by=self.user.name,
                doubt=self.time.in_doubt,
            )
        finally:
            for store in self._stores:
                store.close()

    def check(self) -> tuple[str, ...]:
        found = self.store.check()
        found += heads.faults(
            self.stations.folder.heads_log,
            self._own,
            self.store.heads(),
            self.store.hashes(),
            {one.name: one.heads for one in self.stations.keyring().users},
        )
        return found + (self.registry.check() if self.registry is not None else ())

    @property
    def _stores(self) -> tuple[VaultFile, ...]:
        return (self.store,) if self.registry is None else (self.store, self.registry)

    def _reopen(self) -> None:
        ring, folder = self.stations.keyring(), self.stations.folder
        for store, vault in zip(
            self._stores, (ring.vault_of(self.user.name), ring.registry), strict=False
        ):
            store.reopen(folder.vault(vault.id, vault.version), self.user.vault_key(vault))

    @property
    def _own(self) -> str:
        return self.stations.keyring().vault_of(self.user.name).id


def _vault(
    stations: Stations,
    user: OpenUser,
    vault: VaultEntry,
    open_: Callable[[Path, bytes, bool], Store],
) -> Store:
    """Open a vault, or make it at its owner's first login.

    A vault that was there before is never made anew: UserError("vault_missing") asks for its backup.
    """
    folder = stations.folder
    path, key = folder.vault(vault.id, vault.version), user.vault_key(vault)
    known: list[str] = folder.made_vaults()
    if vault.id in known:
        return open_(path, key, False)  # noqa: FBT003 the port's own signature
    store = open_(path, key, not path.exists())
    write_atomic(folder.made, "\n".join([*known, vault.id]).encode("ascii"))
    return store


def _registry_vault(stations: Stations, user: OpenUser, adapters: Adapters) -> RegistryVault | None:
    """The supervisors' registry; None for everyone else, whose keys do not open it."""
    if user.role != "supervisor":
        return None
    return _vault(stations, user, stations.keyring().registry, adapters.registry_store)


def _handovers(  # noqa: PLR0913 what handovers are made of
    interviews: Interviews,
    store: InterviewVault,
    texts: Texts,
    writer: HandoverWriter,
    time: Timekeeper,
    user: OpenUser,
    station: Station,
) -> Handovers:
    own = Trusted(station.ca, station.crl)
    return Handovers(
        interviews, store, texts, writer, time, signer=user.signer, own=own, station=station.name
    )


def _texts(station: Station, pack: Pack, clock: Clock, user: OpenUser) -> Texts:
    return Texts(
        pack,
        station.agency,
        station.settings.show_unreviewed,
        clock.now().astimezone(JAPAN).date(),
        {"officer_name": user.name},
        lambda lang: agency_name(station.agency, lang),
    )
