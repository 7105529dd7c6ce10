# SPDX-License-Identifier: MIT
"""The ports for content packs: found by hash, listed, installed. `app.content` fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from app.domain.pack import Pack
from app.errors import UserError

BUILTIN: Final = "builtin"
RELEASED: Final = "released"
INSTALLED: Final = "installed"


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One content pack of this machine. ``place``: builtin, released (with an earlier release), installed.

    ``used``: new interviews begin with it; ``fault``: why it cannot be used, None when it can.
    """

    sha256: str
    id: str
    version: str
    sequence: int
    expires: date | None
    place: str
    used: bool = False
    fault: UserError | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that was just installed. ``warnings``: ``pack_expired`` warns and never blocks an interview.

    ``used``: new interviews begin with it; not so with an older one that came back for its records.
    """

    pack: Pack
    signed_by: tuple[str, ...]
    warnings: tuple[str, ...]
    used: bool = True


class Packs(Protocol):
    """The content packs of this machine, found by hash."""

    @property
    def newest(self) -> Pack:
        """What new interviews begin with."""

    def find(self, sha256: str) -> Pack | None:
        """The pack of this hash; None when it is not here.

        Raises UserError("pack_damaged"), ("pack_signatures") for one that was altered.
        """


class PackShelf(Packs, Protocol):
    """The same with what a supervisor may add."""

    @property
    def missing(self) -> bool:
        """The pack that was installed last is gone or was altered; an older one stands in for it."""

    def entries(self) -> tuple[PackEntry, ...]:
        """Every pack that is here, the one in use first."""

    def install(
        self, path: Path, today: date, noted: Mapping[str, int], note: Callable[[Pack], None]
    ) -> Installed:
        """Install a pack: one of this station's own again, or one with a number above all others.

        ``noted``: hash -> number of each that was written down as installed here; ``note`` writes down
        that this one is, before anything is led with it. Raises UserError("content_keys_missing"), one
        for each reason to refuse a pack, and what ``note`` raises.
        """


def finder(packs: Packs) -> Callable[[str], Pack | None]:
    """`Packs.find` for records of others: a pack that was altered here counts as one that is not here."""

    def find(sha256: str) -> Pack | None:
        try:
            return packs.find(sha256)
        except UserError:
            return None

    return find
