# SPDX-License-Identifier: MIT
"""What two of the three recovery sheets open."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.crypto import keyring as keys
from app.crypto import recovery
from app.crypto.keyring import Keyring
from app.crypto.seal_box import open_sealed
from app.crypto.station import Station
from app.errors import UserError


def vault_keys(station: Station, ring: Keyring, shares: Sequence[str]) -> dict[str, bytes]:
    """Vault id -> key, opened with two recovery shares. Raises UserError("shares_wrong")."""
    private = key(station, shares)
    return {
        vault.id: open_sealed(
            private, vault.boxes[keys.RECOVERY], keys.box_info(vault, keys.RECOVERY)
        )
        for vault in ring.vaults
    }


def key(station: Station, shares: Sequence[str]) -> X25519PrivateKey:
    """The recovery key of two sheets. Raises UserError("shares_wrong")."""
    private = recovery.combine(shares)
    if private.public_key() != station.recovery:  # sheets of another station make a key, too
        raise UserError("shares_wrong", needed=recovery.NEEDED)
    return private
