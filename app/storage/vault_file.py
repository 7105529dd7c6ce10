# SPDX-License-Identifier: MIT
"""What both kinds of vault can do as files: `app.services.ports.VaultFile`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app.clock import Clock
from app.services.ports import AuditEntry
from app.storage import copy, health, log
from app.storage.migrate import open_current
from app.storage.vault import Vault


class SqlVaultFile:
    """See the port for the contract. Use from one thread at a time."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def reopen(self, path: Path, key: bytes) -> None:
        self._vault = open_current(path, key)

    def write_copy(self, target: Path) -> None:
        copy.write_copy(self._vault, target)

    def rows(self) -> dict[str, int]:
        with self._vault.transaction() as connection:
            return copy.rows(connection)

    def heads(self) -> dict[str, tuple[int, str]]:
        with self._vault.transaction() as connection:
            return log.heads(connection)

    def heads_of(self, chains: Collection[str]) -> dict[str, tuple[int, str]]:
        with self._vault.transaction() as connection:
            ends = {chain: log.head(connection, chain) for chain in sorted(chains)}
        return {chain: end for chain, end in ends.items() if end is not None}

    def hash_at(self, chain: str, seq: int) -> str | None:
        with self._vault.transaction() as connection:
            return log.hash_at(connection, chain, seq)

    def hashes(self) -> dict[str, tuple[str, ...]]:
        with self._vault.transaction() as connection:
            found = {
                name: tuple(link.hash for link in log.read_links(connection, name))
                for name in log.interviews(connection)
            }
            found[log.AUDIT] = tuple(link.hash for link in log.read_audit_links(connection))
        return found

    def check(self) -> tuple[str, ...]:
        with self._vault.transaction() as connection:
            return health.faults(connection)

    def audit(self, type_: str, actor: str, payload: dict[str, str | int | bool]) -> AuditEntry:
        with self._vault.transaction() as connection:
            return log.append_audit(connection, self._clock, type_, actor, payload)

    def close(self) -> None:
        self._vault.close()
