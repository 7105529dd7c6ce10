# SPDX-License-Identifier: MIT
"""Is this vault sound? File, pages, chains (SECURITY.md "Chains and anchors")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto import chain
from app.storage import log

if TYPE_CHECKING:
    from sqlalchemy import Connection


def faults(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong, one code with a place each; empty when sound.

    A rollback of a whole chain to an older state is sound by itself: only heads kept elsewhere
    (`heads.log`, handovers, the registry) show it.
    """
    found = [
        f"page {row[0]}" for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")
    ]
    if found:
        return tuple(found)  # a damaged page makes every further query fail
    quick = connection.exec_driver_sql("PRAGMA quick_check").scalars()
    found += [f"database {row}" for row in quick if row != "ok"]
    for interview in log.interviews(connection):
        found += _chain_fault(log.read_links(connection, interview), interview)
    found += _chain_fault(log.read_audit_links(connection), log.AUDIT)
    return tuple(found)


def _chain_fault(links: tuple[chain.Link, ...], name: str) -> list[str]:
    try:
        chain.verify(links, interview=name)
    except chain.ChainBroken as broken:
        return [f"chain {name} at {broken.seq}: {broken.code}"]
    return []
