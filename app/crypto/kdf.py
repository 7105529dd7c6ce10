# SPDX-License-Identifier: MIT
"""From a passphrase to a key: NFKC, Argon2id (RFC 9106), HKDF-SHA256 (RFC 5869)."""

from __future__ import annotations

import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import UserError

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
MIB: Final = 1024  # KiB
PHRASE_WORDS: Final = 6
TARGET_SECONDS: Final = 0.9  # of the 0.7 to 1.2 s that a login may take
LEAST_ITERATIONS: Final = 3
MOST_ITERATIONS: Final = 20
MOST_LANES: Final = 8


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id cost. Bounds are checked before running: a slot from a hostile file cannot stall us."""

    memory_kib: int = 256 * MIB
    iterations: int = 3
    lanes: int = 4

    def check(self) -> None:
        """Raise UserError("kdf_cost") below 64 MiB/t3 or above 1 GiB/t20/p8."""
        memory_ok = 64 * MIB <= self.memory_kib <= 1024 * MIB
        time_ok = LEAST_ITERATIONS <= self.iterations <= MOST_ITERATIONS
        if not (memory_ok and time_ok and 1 <= self.lanes <= MOST_LANES):
            raise UserError("kdf_cost", memory=self.memory_kib, iterations=self.iterations)


MINIMUM_COST: Final = KdfCost(memory_kib=64 * MIB)


def derive(passphrase: str, salt: bytes, cost: KdfCost, info: bytes) -> bytes:
    """Return the 32-byte key-encryption key of one slot; ``info`` binds it to its purpose."""
    cost.check()
    # A lone surrogate (possible in a pasted text) is a wrong passphrase, not a crash.
    normal = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    stretched = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(normal)
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(stretched)


def measure(cost: KdfCost) -> float:
    """Return how many seconds one derivation takes on this machine, now."""
    started = time.perf_counter()
    derive("calibration", bytes(SALT_BYTES), cost, b"calibration")
    return time.perf_counter() - started


def calibrated(
    base: KdfCost | None = None, *, seconds: Callable[[KdfCost], float] = measure
) -> KdfCost:
    """Return a cost that takes about 0.7 to 1.2 s here, never below ``base`` (the default cost).

    Only the passes grow: memory stays at what every machine of a station can give.
    """
    cost = base or KdfCost()
    rounds = round(cost.iterations * TARGET_SECONDS / max(seconds(cost), 0.001))
    return replace(cost, iterations=min(max(cost.iterations, rounds), MOST_ITERATIONS))


def suggest_passphrase() -> str:
    """Return six random words joined by hyphens.

    The list of SLIP-39 holds 1,024 words that differ in their first four letters: 60 bits, which
    behind Argon2id at 256 MiB is beyond guessing, and easier to tell by voice than a longer list.
    """
    from shamir_mnemonic.wordlist import WORDLIST  # noqa: PLC0415 only when someone asks

    return "-".join(secrets.choice(WORDLIST) for _ in range(PHRASE_WORDS))
