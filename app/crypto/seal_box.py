# SPDX-License-Identifier: MIT
"""Two ways to lock a small secret: under a passphrase's key (AES-256-GCM), or to a public key (HPKE).

`cryptography`'s HPKE suite has no aad, so what a box is for is bound in ``info`` (RFC 9180 5.1).
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.crypto.kdf import SALT_BYTES, KdfCost, derive
from app.errors import UserError

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16
VERSION: Final = 1
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

Slot = dict[str, str | int]
NO_MARKS: Final[Mapping[str, int]] = MappingProxyType({})


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def lock(
    secret: bytes, passphrase: str, cost: KdfCost, purpose: str, marks: Mapping[str, int] = NO_MARKS
) -> Slot:
    """Return a slot that only ``passphrase`` opens; its header, ``marks`` included, is authenticated."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    header: Slot = {
        "v": VERSION,
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": b64(salt),
        "nonce": b64(nonce),
        "purpose": purpose,
        **marks,
    }
    key = derive(passphrase, salt, cost, purpose.encode("utf-8"))
    return header | {"box": b64(AESGCM(key).encrypt(nonce, secret, rfc8785.dumps(header)))}


def unlock(slot: Slot, passphrase: str, purpose: str) -> bytes:
    """Open a slot. Raises UserError("wrong_passphrase"), UserError("keyring_damaged").

    GCM alone cannot tell a wrong passphrase from a flipped bit: `app.crypto.keyring` checks the
    user's own signature over the slot before it comes here. Raises UserError("kdf_cost") before
    running for a cost outside the bounds.
    """
    try:
        header = {key: value for key, value in slot.items() if key != "box"}
        if header["v"] != VERSION or header["kdf"] != "argon2id" or header["purpose"] != purpose:
            raise UserError("keyring_damaged", part=purpose)
        cost = KdfCost(int(header["memory_kib"]), int(header["iterations"]), int(header["lanes"]))
        salt, nonce = unb64(str(header["salt"])), unb64(str(header["nonce"]))
        box, bound = unb64(str(slot["box"])), rfc8785.dumps(header)
        if (len(salt), len(nonce)) != (SALT_BYTES, NONCE_BYTES) or len(box) < TAG_BYTES:
            raise UserError("keyring_damaged", part=purpose)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UserError("keyring_damaged", part=purpose) from error
    key = derive(passphrase, salt, cost, purpose.encode("utf-8"))
    try:
        return AESGCM(key).decrypt(nonce, box, bound)
    except InvalidTag:
        raise UserError("wrong_passphrase") from None


def seal_to(public: X25519PublicKey, secret: bytes, info: str) -> str:
    """Return ``secret`` sealed to a public key, as base64 text."""
    return b64(_SUITE.encrypt(secret, public, info=info.encode("utf-8")))


def open_sealed(private: X25519PrivateKey, box: str, info: str) -> bytes:
    """Open what `seal_to` made for this key and purpose. Raises UserError("key_not_for_user")."""
    try:
        return _SUITE.decrypt(unb64(box), private, info=info.encode("utf-8"))
    except (InvalidTag, ValueError) as error:
        raise UserError("key_not_for_user") from error
