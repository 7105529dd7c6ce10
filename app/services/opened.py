# SPDX-License-Identifier: MIT
"""The vaults of one session: opened, looked at, checked, exchanged when their keys change, closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.clock import Clock
from app.crypto import heads
from app.crypto.keyring import OpenUser, VaultEntry
from app.errors import UserError
from app.paths import write_atomic
from app.services.against import lacking
from app.services.anchoring import Anchoring, missing
from app.services.anchoring import told as lacks
from app.services.backups import OpenedVault
from app.services.checking import Verifier
from app.services.directory import Audit
from app.services.file_ports import HandoverReader
from app.services.notices import PREVIOUS, READ, REGISTRY_BACK, VAULT_BACK
from app.services.ports import CopyVault, HandoverWriter, InterviewVault, RegistryVault, VaultFile
from app.services.record_ids import PackFinder
from app.services.signed_state import ROLLED_BACK, STATE, told
from app.services.stations import Stations
from app.services.timekeeping import Timekeeper

UNLOCKED = "unlocked"
USER_DISABLED = "user_disabled"
RESTATED = "state_restated"
Store = TypeVar("Store", InterviewVault, RegistryVault)


@dataclass(frozen=True, slots=True)
class Adapters:
    """What the roots build. The store functions open a vault: (path, key, create)."""

    interview_store: Callable[[Path, bytes, bool], InterviewVault]
    registry_store: Callable[[Path, bytes, bool], RegistryVault]
    copy_vault: CopyVault
    writer: HandoverWriter
    reader: HandoverReader


@dataclass(frozen=True, slots=True)
class Opened:
    """The open vaults of one session: what is checked, and what is closed at the end."""

    stations: Stations
    user: OpenUser
    clock: Clock
    time: Timekeeper
    store: InterviewVault
    registry: RegistryVault | None
    adapters: Adapters
    anchorings: tuple[Anchoring, ...]  # of the own vault, of the registry

    @classmethod
    def of(  # noqa: PLR0913 what a session has open
        cls,
        stations: Stations,
        user: OpenUser,
        clock: Clock,
        time: Timekeeper,
        store: InterviewVault,
        registry: RegistryVault | None,
        adapters: Adapters,
    ) -> Opened:
        """The vaults with the anchors of each."""
        ring = stations.keyring()
        pairs: list[tuple[str, VaultFile]] = [(ring.vault_of(user.name).id, store)]
        if registry is not None:
            pairs.append((ring.registry.id, registry))
        made = tuple(
            Anchoring(stations.folder, vault, file, user, clock, time) for vault, file in pairs
        )
        return cls(stations, user, clock, time, store, registry, adapters, made)

    def anchor_own(self, interview: str, entries: int, sealed: bool) -> None:  # noqa: FBT001 the hook
        """Entries of an interview were stored."""
        self.anchorings[0].moved((interview,), entries, now=sealed)

    def anchor_registry(self) -> None:
        """Files were imported."""
        self.anchorings[-1].moved((), 0, now=True)

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
        with self._closed():
            self.stations.disable_user(self.user, name, self.adapters.copy_vault)
        payload = self.stations.state.noted()
        self.store.audit(USER_DISABLED, self.user.name, {"user": name, **payload})
        if self.registry is not None:  # where every supervisor sees it
            self.registry.audit(STATE, self.user.name, payload)

    def restate(self) -> tuple[str, ...]:
        """As `disable_user`, for a state that went back: see `Stations.restate`."""
        with self._closed():
            closed = self.stations.restate(self.user, self.adapters.copy_vault)
        payload = self.stations.state.noted()
        for store in self._stores:
            store.audit(RESTATED, self.user.name, payload)
        return closed

    @contextmanager
    def _closed(self) -> Iterator[None]:
        for store in self._stores:
            store.close()
        try:
            yield
        finally:
            self._reopen()

    def read(self, seq: int) -> None:
        """Note that the notices up to this entry of the own audit chain were read."""
        self.store.audit(READ, self.user.name, {"seq": seq})

    def close(self) -> None:
        """Write the heads of the vaults outside them, then close: also where they cannot be written."""
        try:
            self._note_state()
            for anchoring in self.anchorings:
                anchoring.write()
        finally:
            for store in self._stores:
                store.close()

    def check(self) -> tuple[str, ...]:
        found = self._checked(self._own, self.store)
        found += tuple(
            f"{file.part}: {file.found} of {file.noted}" for file in self.stations.state.behind()
        )
        if self.registry is not None:
            found += self._checked(self.stations.keyring().registry.id, self.registry)
        return found

    def against(self, files: Sequence[Path], packs: PackFinder) -> tuple[str, ...]:
        """What these files hold and the own vault does not: see `app.services.against.lacking`."""
        verifier = Verifier(self.adapters.reader, self.stations.station().trusted, packs)
        with verifier.batch() as batch:
            return lacking(batch, self.store, self.user, files)

    def _checked(self, vault: str, store: VaultFile) -> tuple[str, ...]:
        """One vault: its file, its chains, and all its anchors."""
        return store.check() + heads.faults(
            self.stations.folder.heads_log,
            vault,
            store.heads(),
            store.hashes(),
            {user.name: user.heads for user in self.stations.keyring().users},
            self.user.station if store is self.store else "",
        )

    def _note_state(self) -> None:
        """What was changed about users, settings or trust since the login stands in the audit chains."""
        state = self.stations.state
        if state.changed():
            payload = state.noted()
            for store in self._stores:
                store.audit(STATE, self.user.name, payload)

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

    A vault that was there before is never made anew: UserError("vault_missing") asks for its backup, and
    ("keyring_older") says that the file is there under a newer key than the keyring has.
    """
    folder = stations.folder
    path, key = folder.vault(vault.id, vault.version), user.vault_key(vault)
    made: list[str] = folder.made_vaults()
    if vault.id in made:
        if not path.exists() and any(folder.vaults.glob(f"{vault.id}.v*.db")):
            stations.state.refuse_behind()
            raise UserError("keyring_older", vault=vault.id)
        return open_(path, key, False)  # noqa: FBT003 the port's own signature
    store = open_(path, key, not path.exists())
    write_atomic(folder.made, "\n".join([*made, vault.id]).encode("ascii"))
    return store


def _registry_vault(stations: Stations, user: OpenUser, adapters: Adapters) -> RegistryVault | None:
    """The supervisors' registry; None for everyone else, whose keys do not open it."""
    if user.role != "supervisor":
        return None
    return _vault(stations, user, stations.keyring().registry, adapters.registry_store)


def open_stores(
    stations: Stations, user: OpenUser, adapters: Adapters
) -> tuple[InterviewVault, RegistryVault | None]:
    """The user's own vault and, for a supervisor, the registry; both or none.

    What they noted of keyring and station file is compared with the present ones: what went back is told
    in the own vault. Raises UserError("user_disabled") for a user who was closed in a noted state.
    """
    store = _own_vault(stations, user, adapters)
    registry: RegistryVault | None = None
    try:
        registry = _registry_vault(stations, user, adapters)
        _compare(stations, user, store, registry)
    except BaseException:
        for vault in (store, registry):
            if vault is not None:
                vault.close()
        raise
    return store, registry


def _compare(
    stations: Stations, user: OpenUser, store: InterviewVault, registry: RegistryVault | None
) -> None:
    """See `open_stores`; a sound state is noted in the registry where it does not know it yet."""
    state, ring = stations.state, stations.keyring()
    pairs: list[tuple[str, VaultEntry, VaultFile]] = [(VAULT_BACK, ring.vault_of(user.name), store)]
    if registry is not None:
        pairs.append((REGISTRY_BACK, ring.registry, registry))
    for code, entry, file in pairs:
        if lacking := missing(stations.folder, ring, entry.id, file):
            _tell_once(store, code, user.name, lacks(lacking))
    state.learn(store.audit_entries(UNLOCKED, STATE, USER_DISABLED, RESTATED))
    noted = () if registry is None else registry.audit_entries(STATE, RESTATED)
    state.learn(noted)
    if stations.keyring().is_closed(user.user):
        raise UserError("user_disabled")
    for fault in state.behind():
        store.audit(ROLLED_BACK[fault.part], user.name, told(fault))
    state.modernise(user)
    payload = state.payload()
    if registry is not None and payload and payload != (noted[-1].payload if noted else {}):
        registry.audit(STATE, user.name, payload)


def _tell_once(
    store: InterviewVault, code: str, user: str, payload: dict[str, str | int | bool]
) -> None:
    """Tell what a vault lacks; what was told already and is no other is not told again."""
    before = store.audit_entries(code)
    if not before or before[-1].payload != payload:
        store.audit(code, user, payload)


def _own_vault(stations: Stations, user: OpenUser, adapters: Adapters) -> InterviewVault:
    """The user's own vault, with what has to be told about it."""
    stations.settle()
    vault = stations.keyring().vault_of(user.name)
    store = _vault(stations, user, vault, adapters.interview_store)
    for part in stations.falls_back:
        store.audit(PREVIOUS[part], user.name, {})
    return store
