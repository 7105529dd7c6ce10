# SPDX-License-Identifier: MIT
"""A vault's entry in the keyring: its key, sealed to each who may open it (SECURITY.md).

The MAC under the vault's own key shows that who wrote the entry held the key; the supervisor's
signature that its owner and kind are true: an officer, who holds the key of the own vault, cannot turn
it into the registry and have others' records written there.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Any, Final

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from app.crypto.kdf import KEY_BYTES
from app.crypto.member import User
from app.crypto.seal_box import b64, seal_to
from app.crypto.strict_json import text_of, texts_of

RECOVERY: Final = "recovery"
OFFICER: Final = "officer"
REGISTRY: Final = "registry"


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """A vault: kind officer or registry; ``boxes`` holds its key sealed to each who may open it."""

    id: str
    owner: str
    kind: str
    version: int
    boxes: dict[str, str]
    mac: str = ""
    by: str = ""
    signature: str = ""

    def authentic(self, key: bytes) -> str:
        """The MAC of this entry under its vault's key."""
        return b64(hmac.digest(key, rfc8785.dumps(self._content()), hashlib.sha256))

    def statement(self) -> dict[str, Any]:
        """What the supervisor signed."""
        return self._content() | {"mac": self.mac, "by": self.by}

    def signed_by(self, key: Ed25519PrivateKey, name: str) -> VaultEntry:
        """The entry signed by the supervisor ``name``."""
        mine = replace(self, by=name)
        return replace(mine, signature=b64(key.sign(rfc8785.dumps(mine.statement()))))

    def dump(self) -> dict[str, Any]:
        return self.statement() | {"signature": self.signature}

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> VaultEntry:
        """Raises ValueError, KeyError, TypeError."""
        if raw["what"] != "vault" or type(raw["version"]) is not int:
            raise ValueError("no vault")
        return cls(
            text_of(raw, "id"),
            text_of(raw, "owner"),
            text_of(raw, "kind"),
            raw["version"],
            texts_of(raw, "boxes"),
            text_of(raw, "mac"),
            text_of(raw, "by"),
            text_of(raw, "signature"),
        )

    def _content(self) -> dict[str, Any]:
        return {
            "what": "vault",
            "id": self.id,
            "owner": self.owner,
            "kind": self.kind,
            "version": self.version,
            "boxes": dict(self.boxes),
        }


def new_vault(
    vault_id: str, owner: str, kind: str, openers: tuple[User, ...], recovery: X25519PublicKey
) -> VaultEntry:
    """A vault entry with a fresh key sealed to each opener and to the recovery key; unsigned."""
    key = secrets.token_bytes(KEY_BYTES)
    return sealed_for(VaultEntry(vault_id, owner, kind, 1, {}), key, openers, recovery)


def sealed_for(
    vault: VaultEntry, key: bytes, openers: tuple[User, ...], recovery: X25519PublicKey
) -> VaultEntry:
    """The same vault with its key sealed anew to exactly these; unsigned."""
    boxes = {
        opener.name: seal_to(opener.public, key, box_info(vault, opener.name)) for opener in openers
    }
    boxes[RECOVERY] = seal_to(recovery, key, box_info(vault, RECOVERY))
    entry = replace(vault, boxes=boxes, by="", signature="")
    return replace(entry, mac=entry.authentic(key))


def box_info(vault: VaultEntry, user: str) -> str:
    """What a box is bound to: vault, version and user, since HPKE here has no aad."""
    return f"kakehashi vault {vault.id} v{vault.version} {user}"
