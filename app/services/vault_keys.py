# SPDX-License-Identifier: MIT
"""The keys of all vaults at once, sealed anew to who may open them now."""

from __future__ import annotations

from app.crypto import keyring as keys
from app.crypto.keyring import Keyring, OpenUser
from app.crypto.station import Station


def resealed(ring: Keyring, by: OpenUser, station: Station) -> Keyring:
    """Seal every vault's key to exactly its openers and the recovery key."""
    for vault in ring.vaults:
        key = by.vault_key(vault)
        openers = ring.openers(vault.owner, vault.kind)
        sealed = keys.sealed_for(vault, key, openers, station.recovery)
        ring = ring.with_vault(sealed.signed_by(by.bundle.heads, by.name))
    return ring
