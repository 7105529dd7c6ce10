# SPDX-License-Identifier: MIT
"""Everything an unlocked user may do, held together until the lock.

The roots (`ui.main`, `app.cli`) give the adapters; this module knows only their ports.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.clock import JAPAN, Clock, stamp
from app.crypto import heads
from app.crypto.keyring import OpenUser
from app.domain.language import Language
from app.domain.pack import Pack
from app.services.handovers import Handovers
from app.services.intake import Intake, Verifier
from app.services.interviews import Interviews
from app.services.ports import HandoverReader, HandoverWriter, InterviewStore, RegistryStore
from app.services.registry import Registry
from app.services.stations import StationInfo, Stations
from app.services.texts import Texts

AGENCY_NAMES = {"isa": "出入国在留管理庁", "police": "警察", "jcg": "海上保安庁"}


LanguageInfo = Language  # the picker's entry, as screens name it


@dataclass(frozen=True, slots=True)
class Adapters:
    """What the roots build. The store functions open a vault: (path, key, create)."""

    interview_store: Callable[[Path, bytes, bool], InterviewStore]
    registry_store: Callable[[Path, bytes, bool], RegistryStore]
    writer: HandoverWriter
    reader: HandoverReader


@dataclass(slots=True)
class Workspace:
    """One user's open session. ``intake`` and ``registry`` are the supervisors' only."""

    user: str
    role: str
    station: StationInfo
    pack: Pack
    clock: Clock
    texts: Texts
    languages: tuple[LanguageInfo, ...]
    interviews: Interviews
    handovers: Handovers
    intake: Intake | None
    registry: Registry | None
    _close: Callable[[], None]
    _check: Callable[[], tuple[str, ...]]
    _closed: bool = field(default=False)

    def check(self) -> tuple[str, ...]:
        """Faults of the open vaults, their chains and anchors; empty when sound."""
        return self._check()

    def close(self) -> None:
        """Write the heads outside the vault, close the vaults, forget the keys. Twice is once."""
        if not self._closed:
            self._closed = True
            self._close()


def open_workspace(  # noqa: PLR0913 what a session is made of
    stations: Stations,
    user: OpenUser,
    pack: Pack,
    clock: Clock,
    adapters: Adapters,
    *,
    practice_registry: bool = False,
) -> Workspace:
    """Open what this user's keys allow. Runs on the database executor.

    ``practice_registry``: the throw-away registry of the tour takes practice records.
    """
    station, info = stations.station(), stations.info()
    ring, folder = stations.keyring(), stations.folder
    own = ring.vault_of(user.name)
    path = folder.vault(own.id)
    store = adapters.interview_store(path, user.vault_key(own), not path.exists())
    store.audit("unlocked", user.name, {"role": user.role})
    texts = Texts(
        pack,
        station.agency,
        station.settings.show_unreviewed,
        clock.now().astimezone(JAPAN).date(),
        {"agency_name": AGENCY_NAMES[station.agency], "officer_name": user.name},
    )
    interviews = Interviews(
        pack, store, clock, texts, user=user.name, station=station.name, signer=user.signer
    )
    handovers = Handovers(
        pack,
        interviews,
        store,
        texts,
        adapters.writer,
        clock,
        signer=user.signer,
        station=station.name,
    )
    registry_store = _registry(stations, user, adapters) if user.role == "supervisor" else None
    intake = registry = None
    if registry_store is not None:
        verifier = Verifier(adapters.reader, station.trusted)
        intake = Intake(
            verifier, registry_store, clock, user=user.name, practice_allowed=practice_registry
        )
        registry = Registry(pack, texts, registry_store, clock, user=user.name, signer=user.signer)

    def close() -> None:
        _anchor(stations, user, own.id, store, clock)
        store.close()
        if registry_store is not None:
            registry_store.close()

    def check() -> tuple[str, ...]:
        found = store.check()
        found += heads.faults(
            folder.heads_log,
            own.id,
            store.heads(),
            store.hashes(),
            {one.name: one.heads for one in ring.users},
        )
        return found + (registry_store.check() if registry_store is not None else ())

    return Workspace(
        user=user.name,
        role=user.role,
        station=info,
        pack=pack,
        clock=clock,
        texts=texts,
        languages=pack.picker_for(station.agency),
        interviews=interviews,
        handovers=handovers,
        intake=intake,
        registry=registry,
        _close=close,
        _check=check,
    )


def _registry(stations: Stations, user: OpenUser, adapters: Adapters) -> RegistryStore:
    vault = stations.keyring().registry
    path = stations.folder.vault(vault.id)
    return adapters.registry_store(path, user.vault_key(vault), not path.exists())


def _anchor(
    stations: Stations, user: OpenUser, vault: str, store: InterviewStore, clock: Clock
) -> None:
    heads.append(
        stations.folder.heads_log,
        user.bundle.heads,
        vault=vault,
        heads=store.heads(),
        at=stamp(clock.now()),
        by=user.name,
    )
