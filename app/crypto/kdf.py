# SPDX-License-Identifier: MIT
"""From a passphrase to a key: NFKC, Argon2id (RFC 9106), HKDF-SHA256 (RFC 5869)."""

from __future__ import annotations

import secrets
import time
import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import UserError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
MIB: Final = 1024  # KiB
MIN_LENGTH: Final = 15
PHRASE_WORDS: Final = 6
TARGET_SECONDS: Final = 0.7
BLOCKED: Final = frozenset(
    {
        "passwordpassword",
        "kakehashikakehashi",
        "123456789012345",
        "qwertyuiopasdfgh",
        "correct horse battery staple",
    }
)


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id cost. Bounds are checked before running: a slot from a hostile file cannot stall us."""

    memory_kib: int = 256 * MIB
    iterations: int = 3
    lanes: int = 4

    def check(self) -> None:
        """Raise UserError("kdf_cost") below 64 MiB/t3 or above 1 GiB/t20/p8."""
        memory_ok = 64 * MIB <= self.memory_kib <= 1024 * MIB
        if not (memory_ok and 3 <= self.iterations <= 20 and 1 <= self.lanes <= 8):  # noqa: PLR2004
            raise UserError("kdf_cost", memory=self.memory_kib, iterations=self.iterations)


MINIMUM_COST: Final = KdfCost(memory_kib=64 * MIB)


def derive(passphrase: str, salt: bytes, cost: KdfCost, info: bytes) -> bytes:
    """Return the 32-byte key-encryption key of one slot; ``info`` binds it to its purpose."""
    cost.check()
    normal = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    stretched = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(normal)
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(stretched)


def calibrated(base: KdfCost | None = None) -> KdfCost:
    """Return a cost that takes about 0.7 to 1.2 s here, never below the default."""
    cost = base or KdfCost()
    started = time.perf_counter()
    derive("calibration", bytes(SALT_BYTES), cost, b"calibration")
    once = time.perf_counter() - started
    rounds = int(cost.iterations * TARGET_SECONDS / max(once, 0.001))
    return KdfCost(cost.memory_kib, min(max(cost.iterations, rounds), 20), cost.lanes)


def check_passphrase(passphrase: str) -> None:
    """Refuse what is too short or known. No composition rules (NIST SP 800-63B-4 3.1.1.2).

    Raises UserError("passphrase_short"), UserError("passphrase_common").
    """
    normal = unicodedata.normalize("NFKC", passphrase)
    if len(normal) < MIN_LENGTH:
        raise UserError("passphrase_short", at_least=MIN_LENGTH)
    few = len(set(normal.casefold())) < 5  # noqa: PLR2004 aaaa…, 121212…
    if few or normal.casefold() in BLOCKED:
        raise UserError("passphrase_common")


def suggest_passphrase() -> str:
    """Return six random words of the SLIP-39 list (60 bits), joined by hyphens."""
    from shamir_mnemonic.wordlist import WORDLIST  # noqa: PLC0415 only when someone asks

    return "-".join(secrets.choice(WORDLIST) for _ in range(PHRASE_WORDS))
