# SPDX-License-Identifier: MIT
"""The three public keys of whoever makes content packs, as a station pins them; two of them sign a pack.

The private keys live with headquarters, never in the tree and never on a station.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.crypto.seal_box import b64, unb64
from app.errors import UserError

PINNED: Final = 3
NEEDED: Final = 2
KEY_ID_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class ContentKeys:
    """Three different keys by their ids."""

    keys: Mapping[str, Ed25519PublicKey]

    @classmethod
    def of(cls, *keys: Ed25519PublicKey) -> ContentKeys:
        """Three different keys as a set to pin. Raises UserError("content_keys_wrong")."""
        found = {key_id(key): key for key in keys}
        if len(found) != PINNED or len(keys) != PINNED:
            raise UserError("content_keys_wrong", needed=PINNED)
        return cls(found)

    @classmethod
    def parse(cls, listed: Any) -> ContentKeys:  # noqa: ANN401 parsed JSON
        """Read what `listed` gives. Raises UserError("content_keys_wrong") for any other form."""
        try:
            keys = [Ed25519PublicKey.from_public_bytes(unb64(key["ed25519"])) for key in listed]
            named = [key["id"] for key in listed] == [key_id(key) for key in keys]
        except (KeyError, TypeError, ValueError, UserError):
            named, keys = False, []
        if not named:
            raise UserError("content_keys_wrong", needed=PINNED)
        return cls.of(*keys)

    def listed(self) -> list[dict[str, str]]:
        """The keys as JSON."""
        return [
            {"id": name, "ed25519": b64(key.public_bytes_raw())} for name, key in self.keys.items()
        ]


def key_id(key: Ed25519PublicKey) -> str:
    """Name a key by the first half of its SHA-256, hex."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:KEY_ID_LENGTH]
