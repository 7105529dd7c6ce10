# SPDX-License-Identifier: MIT
"""Transfer bundles between systems: `age` around records that are already signed (SECURITY.md).

Contract: the content is padded before encryption, so that the size of a file tells little; the name of
a bundle is random. A bundle is confidential, not authentic: what proves its origin are the signatures
of the records inside.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final

from app.errors import UserError

SUFFIX: Final = ".age"
MAX_BYTES: Final = 256 * 1024 * 1024
PAD_TO: Final = 16 * 1024
LENGTH_BYTES: Final = 8
NAME_BYTES: Final = 12


def new_name() -> str:
    """Return a file name that tells nothing."""
    return secrets.token_hex(NAME_BYTES) + SUFFIX


def new_identity() -> tuple[str, str]:
    """Return (identity, recipient) of a receiving system, as `age` writes them."""
    from pyrage import x25519  # noqa: PLC0415 only for transfers

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def encrypt(content: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt for the systems that hold the identities. Raises UserError("recipient_wrong")."""
    import pyrage  # noqa: PLC0415 only for transfers

    try:
        known = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError as error:
        raise UserError("recipient_wrong") from error
    if not known:
        raise UserError("recipient_wrong")
    return bytes(pyrage.encrypt(_padded(content), known))


def decrypt(bundle: bytes, identity: str) -> bytes:
    """Open a bundle. Raises UserError bundle_too_large, bundle_unreadable, recipient_wrong."""
    import pyrage  # noqa: PLC0415 only for transfers

    _check_size(bundle)
    try:
        key = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise UserError("recipient_wrong") from error
    try:
        return _unpadded(bytes(pyrage.decrypt(bundle, [key])))
    except pyrage.DecryptError as error:
        raise UserError("bundle_unreadable") from error


def encrypt_with_passphrase(content: bytes, passphrase: str) -> bytes:
    """Encrypt under a generated passphrase that is told by voice (`kdf.suggest_passphrase`). Slow."""
    import pyrage  # noqa: PLC0415 only for transfers

    return bytes(pyrage.passphrase.encrypt(_padded(content), passphrase))


def decrypt_with_passphrase(bundle: bytes, passphrase: str) -> bytes:
    """Open a bundle. Slow (scrypt; a work factor beyond this machine is refused by the library).

    Raises UserError bundle_too_large, bundle_unreadable. `age` does not tell a wrong passphrase from a
    damaged file.
    """
    import pyrage  # noqa: PLC0415 only for transfers

    _check_size(bundle)
    try:
        return _unpadded(bytes(pyrage.passphrase.decrypt(bundle, passphrase)))
    except pyrage.DecryptError as error:
        raise UserError("bundle_unreadable") from error


def _check_size(bundle: bytes) -> None:
    if len(bundle) > MAX_BYTES:
        raise UserError("bundle_too_large", at_most=MAX_BYTES)


def _padded(content: bytes) -> bytes:
    whole = len(content).to_bytes(LENGTH_BYTES, "big") + content
    return whole + bytes(-len(whole) % PAD_TO)


def _unpadded(whole: bytes) -> bytes:
    length = int.from_bytes(whole[:LENGTH_BYTES], "big")
    content, padding = whole[LENGTH_BYTES:][:length], whole[LENGTH_BYTES:][length:]
    if not whole or len(content) != length or len(whole) % PAD_TO or any(padding):
        raise UserError("bundle_unreadable")
    return content
