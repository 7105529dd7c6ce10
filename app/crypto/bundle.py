# SPDX-License-Identifier: MIT
"""Transfer bundles between systems: `age` (scrypt) around a handover that is already signed (SECURITY.md).

Contract: the content is padded before encryption, so that the size of a file tells little; the name of
a bundle is random. A bundle is confidential, not authentic: what proves its origin are the signatures
inside. Its passphrase is generated and told by voice (`app.crypto.kdf.suggest_passphrase`).
"""

from __future__ import annotations

import secrets
from typing import Final

from app.errors import UserError

SUFFIX: Final = ".kkb"
PAD_TO: Final = 16 * 1024
LENGTH_BYTES: Final = 8
NAME_BYTES: Final = 12
_BEGINNING: Final = b"age-encryption.org/v1\n"


def new_name() -> str:
    """Return a file name that tells nothing."""
    return secrets.token_hex(NAME_BYTES) + SUFFIX


def is_bundle(data: bytes) -> bool:
    """Whether a file begins as every `age` file does."""
    return data.startswith(_BEGINNING)


def encrypt(content: bytes, passphrase: str) -> bytes:
    """Wrap a file. Slow (scrypt)."""
    import pyrage  # noqa: PLC0415 only for transfers

    return bytes(pyrage.passphrase.encrypt(_padded(content), passphrase))


def decrypt(bundle: bytes, passphrase: str) -> bytes:
    """Return the file inside. Slow (scrypt; a work factor beyond this machine is refused by the library).

    Raises UserError("bundle_unreadable"): `age` does not tell a wrong passphrase from a damaged file.
    """
    import pyrage  # noqa: PLC0415 only for transfers

    try:
        return _unpadded(bytes(pyrage.passphrase.decrypt(bundle, passphrase)))
    except pyrage.DecryptError as error:
        raise UserError("bundle_unreadable") from error


def _padded(content: bytes) -> bytes:
    whole = len(content).to_bytes(LENGTH_BYTES, "big") + content
    return whole + bytes(-len(whole) % PAD_TO)


def _unpadded(whole: bytes) -> bytes:
    length = int.from_bytes(whole[:LENGTH_BYTES], "big")
    content, padding = whole[LENGTH_BYTES:][:length], whole[LENGTH_BYTES:][length:]
    if not whole or len(content) != length or len(whole) % PAD_TO or any(padding):
        raise UserError("bundle_unreadable")
    return content
