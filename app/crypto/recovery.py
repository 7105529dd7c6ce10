# SPDX-License-Identifier: MIT
"""The station's recovery key, split 2 of 3 as words (SLIP-39): for the day when no supervisor is left.

Each share is a list of words to print and keep in three places. One share tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.errors import UserError

NEEDED: Final = 2
SHARES: Final = 3


def split(private: X25519PrivateKey) -> tuple[str, str, str]:
    """Return the three shares of the key, each 33 words."""
    from shamir_mnemonic import generate_mnemonics  # noqa: PLC0415 once per station

    ((first, second, third),) = generate_mnemonics(
        1, [(NEEDED, SHARES)], private.private_bytes_raw()
    )
    return first, second, third


def combine(shares: Sequence[str]) -> X25519PrivateKey:
    """Return the key from two shares. Raises UserError("shares_wrong").

    A result of sheets of another station is a key too: the caller compares its public key with the
    station's, and writes the use of it into the audit chain.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics  # noqa: PLC0415 rare

    try:
        # A third sheet is one too many for the library; the first two different ones are enough.
        words = dict.fromkeys(" ".join(share.lower().split()) for share in shares)
        raw = combine_mnemonics(list(words)[:NEEDED])
        return X25519PrivateKey.from_private_bytes(raw)
    except (MnemonicError, ValueError):
        raise UserError("shares_wrong", needed=NEEDED) from None  # the cause quotes the words
