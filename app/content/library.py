# SPDX-License-Identifier: MIT
"""The packs of one machine, found by hash: the built-in one, those of earlier releases, installed ones.

New interviews begin with the newest sound one; every older interview is shown with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.content.builtin_hash import BUILTIN_SHA256
from app.content.install import (
    Head,
    History,
    head,
    head_of,
    install,
    installed_hashes,
    is_hash,
    load_installed,
)
from app.content.load import builtin_dir, load_builtin
from app.content.released import load_released, released_dir, released_hashes, unpacked
from app.content.source import MANIFEST, MAX_FILE, parsed
from app.crypto.content_keys import ContentKeys
from app.crypto.station import Station
from app.domain.pack import Pack
from app.errors import UserError
from app.files import read_once
from app.services.pack_ports import BUILTIN, INSTALLED, RELEASED, Installed, PackEntry


class PackLibrary:
    """``installed``: the station's folder of packs; ``station``: reads who may sign them (raises UserError).

    Without both there are those of the release. Each pack is read when it is first asked for, and kept.
    """

    def __init__(
        self, installed: Path | None = None, station: Callable[[], Station] | None = None
    ) -> None:
        self._installed = released_dir() if installed is None else installed
        self._station = _no_station if station is None else station
        self._released = released_dir()
        self._packs: dict[str, Pack] = {}
        self._newest = ""

    @property
    def newest(self) -> Pack:
        """What new interviews begin with: the highest number among the sound ones."""
        if not self._newest:
            self._newest = self._find_newest()
        return self._packs[self._newest]

    def find(self, sha256: str) -> Pack | None:
        """The pack of this hash, or None when it is not on this machine.

        Raises UserError("pack_damaged"), ("pack_signatures") for one that was altered.
        """
        if sha256 not in self._packs:
            found = self._load(sha256)
            if found is None:
                return None
            self._packs[sha256] = found
        return self._packs[sha256]

    def entries(self) -> tuple[PackEntry, ...]:
        """Every pack that is here, the newest first; ``fault`` of those that cannot be used."""
        found = [self._entry(self._builtin(), BUILTIN)]
        found += (
            self._judged(sha256, RELEASED, self._released_head)
            for sha256 in released_hashes(self._released)
        )
        found += self._installed_entries()
        return tuple(
            sorted(found, key=lambda pack: (not pack.used, bool(pack.fault), -pack.sequence))
        )

    def install(
        self, path: Path, today: date, noted: Mapping[str, int], note: Callable[[Pack], None]
    ) -> Installed:
        """See `PackShelf.install`.

        Raises UserError("content_keys_missing") where no keys are pinned, and what `install` raises.
        """
        station = self._station()
        if station.content_keys is None:
            raise UserError("content_keys_missing")
        here = {
            installed.sha256: installed.sequence for installed in self._heads(station.content_keys)
        }
        sequences = {**here, **noted}
        history = History(max([self._builtin().sequence, *sequences.values()]), sequences)
        made = install(path, self._installed, station.content_keys, today, history, note)
        self._packs[made.pack.sha256], self._newest = made.pack, ""
        return replace(made, used=made.pack.sha256 == self.newest.sha256)

    def _find_newest(self) -> str:
        """The hash of a loaded pack. One that was altered is passed over; `missing` tells of it."""
        station = self._pinned()
        if station is not None and station.content_keys is not None:
            last = station.pack.sha256 if station.pack else ""
            builtin = self._builtin().sequence
            heads = sorted(
                (head for head in self._heads(station.content_keys) if head.sequence >= builtin),
                key=lambda installed: (installed.sequence, installed.sha256 == last),
                reverse=True,
            )
            for head in heads:
                try:
                    self._packs[head.sha256] = load_installed(
                        self._installed, head.sha256, station.content_keys
                    )
                except UserError:
                    continue
                return head.sha256
        self._packs[BUILTIN_SHA256] = load_builtin()
        return BUILTIN_SHA256

    @property
    def missing(self) -> bool:
        """The pack that was installed last is gone or was altered; an older one stands in for it."""
        try:
            last = self._station().pack
        except UserError:
            return False
        newest = self.newest
        return (
            last is not None and last.sha256 != newest.sha256 and last.sequence >= newest.sequence
        )

    def _load(self, sha256: str) -> Pack | None:
        if sha256 == BUILTIN_SHA256:
            return load_builtin()
        if not is_hash(sha256):
            return None
        if sha256 in released_hashes(self._released):
            return load_released(self._released, sha256)
        station = self._pinned()
        keys = None if station is None else station.content_keys
        if keys is None or sha256 not in installed_hashes(self._installed):
            return None
        return load_installed(self._installed, sha256, keys)

    def _pinned(self) -> Station | None:
        """The station where packs are installed; None on a machine that has none of both."""
        if not installed_hashes(self._installed):
            return None
        try:
            return self._station()
        except UserError:  # told at the login, which nobody comes past
            return None

    def _heads(self, keys: ContentKeys) -> Iterator[Head]:
        """Of the sound ones among the installed."""
        for sha256 in installed_hashes(self._installed):
            try:
                yield head_of(self._installed, sha256, keys)
            except UserError:
                continue

    def _installed_entries(self) -> Iterator[PackEntry]:
        station = self._pinned()
        keys = None if station is None else station.content_keys

        def sound(sha256: str) -> Pack:
            if keys is None:
                raise UserError("content_keys_missing")
            return load_installed(self._installed, sha256, keys)

        for sha256 in installed_hashes(self._installed):
            yield self._judged(sha256, INSTALLED, sound)

    def _judged(self, sha256: str, place: str, read: Callable[[str], Head | Pack]) -> PackEntry:
        """What is here under this hash, or why it cannot be used."""
        try:
            return self._entry(read(sha256), place)
        except UserError as error:
            return PackEntry(sha256, "", "", 0, None, place, fault=error)

    def _entry(self, pack: Head | Pack, place: str) -> PackEntry:
        used = pack.sha256 == self.newest.sha256
        return PackEntry(
            pack.sha256, pack.id, pack.version, pack.sequence, pack.expires, place, used=used
        )

    def _released_head(self, sha256: str) -> Head:
        return head(parsed(MANIFEST, unpacked(self._released, sha256).get(MANIFEST, b"")), sha256)

    @staticmethod
    def _builtin() -> Head:
        manifest = parsed(MANIFEST, read_once(builtin_dir() / MANIFEST, MAX_FILE))
        return head(manifest, BUILTIN_SHA256)


def _no_station() -> Station:
    raise UserError("station_missing")
