# SPDX-License-Identifier: MIT
"""The one spelling of a P-256 signature: ``s`` at most half of the group's order.

With (r, s) also (r, n - s) is a good signature of the same bytes, and nobody needs the key to write it.
What is signed from format 2 on has the lower one (RFC 7518 leaves both open).
"""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

#: The order of the group of P-256 (FIPS 186-5, SP 800-186 3.2.1.3).
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HALF: Final = 32  # bytes of r and of s in a JWS (RFC 7518 3.4)


def is_low(signature: bytes) -> bool:
    """Whether ``s`` of a 64-byte signature is the lower one."""
    return int.from_bytes(signature[_HALF:]) <= ORDER // 2


def other(signature: bytes) -> bytes:
    """The same 64-byte signature with the other ``s``. Raises OverflowError for an s above the order."""
    s = int.from_bytes(signature[_HALF:])
    return signature[:_HALF] + (ORDER - s).to_bytes(_HALF)


def low(signature: bytes) -> bytes:
    """The 64-byte signature with the lower ``s``."""
    return signature if is_low(signature) else other(signature)


def is_low_der(signature: bytes) -> bool:
    """Whether ``s`` of a DER signature is the lower one. Raises ValueError for no DER signature."""
    return decode_dss_signature(signature)[1] <= ORDER // 2


def low_der(signature: bytes) -> bytes:
    """The DER signature with the lower ``s``."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, ORDER - s))
