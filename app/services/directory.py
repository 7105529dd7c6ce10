# SPDX-License-Identifier: MIT
"""The directory of contacts at a station: the pack's entries and what its supervisors corrected.

Corrections lie signed in the data folder, readable by every user of the station; each is also an entry
of the supervisors' audit chain. Nothing is overwritten: a later correction stands beside the earlier.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.clock import JAPAN, Clock
from app.crypto.correction import checked, signed
from app.crypto.keyring import OpenUser
from app.crypto.strict_json import read_object
from app.domain.carried import Numbers
from app.domain.directory import PHONE, Correction, DirectoryEntry, entries
from app.domain.pack import Pack
from app.domain.writing import strange
from app.errors import UserError
from app.files import refused
from app.paths import write_atomic
from app.services.stations import Stations

FILE: Final = "directory-corrections.json"
VERSION: Final = 1
MAX_TEXT: Final = 300  # characters of one field
MAX_BYTES: Final = 4 * 1024 * 1024
Audit = Callable[[str, str, dict[str, str | int | bool]], object]


@dataclass(frozen=True, slots=True)
class Listing:
    """All entries. ``ignored``: stored corrections that no supervisor's signature covers any more;
    ``missing``: corrections whose number is gone; ``damaged``: the file itself cannot be read.
    """

    entries: tuple[DirectoryEntry, ...]
    ignored: int = 0
    missing: int = 0
    damaged: bool = False

    @property
    def sound(self) -> bool:
        return not (self.ignored or self.missing or self.damaged)


class Directory:
    """Contacts for one user. ``audit`` is the registry's audit chain; None for who may not correct."""

    def __init__(
        self, pack: Pack, stations: Stations, clock: Clock, user: OpenUser, audit: Audit | None
    ) -> None:
        self._pack = pack
        self._stations = stations
        self._clock = clock
        self._user = user
        self._audit = audit

    @property
    def may_correct(self) -> bool:
        return self._audit is not None

    @property
    def stale_after(self) -> int:
        """Days after which an entry counts as old."""
        return self._pack.contacts_stale_after

    @property
    def today(self) -> date:
        return self._clock.now().astimezone(JAPAN).date()

    def listing(self) -> Listing:
        """Every entry with its corrections; forged or altered ones are counted and left out."""
        try:
            stored = self._stored()
        except UserError:
            return Listing(tuple(entries(self._pack.contacts, ())), damaged=True)
        good = self._good(stored)
        missing = max(good, default=0) - len(good)
        return Listing(
            entries=tuple(entries(self._pack.contacts, good.values())),
            ignored=len(stored) - len(good),
            missing=missing,
        )

    def entries(self) -> tuple[DirectoryEntry, ...]:
        """Every entry with its corrections, without what was left out."""
        return self.listing().entries

    def correct(
        self,
        contact: str,
        *,
        phone: str | None = None,
        hours: str | None = None,
        note: str | None = None,
        reason: str,
    ) -> Correction:
        """Store a supervisor's correction; a field that is None stays as it is.

        The audit chain comes first: no correction is ever seen that it does not know. Raises UserError
        not_supervisor, contact_unknown, reason_missing, nothing_corrected, phone_form, correction_text,
        corrections_damaged.
        """
        if self._audit is None:
            raise UserError("not_supervisor")
        if contact not in self._pack.contacts:
            raise UserError("contact_unknown", contact=contact)
        _check(phone, hours, note, reason)
        stored = self._stored()
        made = Correction(
            seq=max(self._good(stored), default=0) + 1,
            contact=contact,
            phone=phone,
            hours=hours,
            note=note,
            reason=reason.strip(),
            by=self._user.name,
            at=self._clock.now(),
        )
        entry = signed(made, self._stations.station().id, self._user)
        self._audit(
            "directory_corrected",
            self._user.name,
            {"contact": contact, "number": made.seq, "reason": made.reason},
        )
        whole = {"v": VERSION, "corrections": [*stored, entry]}
        write_atomic(self._path, json.dumps(whole, indent=1, ensure_ascii=False).encode("utf-8"))
        return made

    def numbers(self) -> Numbers:
        """What the numbers that a person carries are chosen from."""
        pack = self._pack
        return Numbers(
            self.entries(), pack.card_rules, self.today, self.stale_after, pack.card_place
        )

    @property
    def _path(self) -> Path:
        return self._stations.folder.root / FILE

    def _good(self, stored: list[Any]) -> dict[int, Correction]:
        """Number -> correction, of those that are signed; a number counts once."""
        if not stored:
            return {}
        station, keyring = self._stations.station(), self._stations.keyring()
        good: dict[int, Correction] = {}
        for raw in stored:
            try:
                correction = checked(raw, station.id, keyring)
            except ValueError:
                continue
            good.setdefault(correction.seq, correction)
        return good

    def _stored(self) -> list[Any]:
        """The stored corrections as found. Raises UserError("corrections_damaged"), ("path_unusable")."""
        try:
            if self._path.stat().st_size > MAX_BYTES:
                raise UserError("corrections_damaged")
            found = read_object(self._path.read_bytes())
            if found["v"] != VERSION or not isinstance(found["corrections"], list):
                raise UserError("corrections_damaged")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise refused(error) from error
        except (KeyError, ValueError) as error:
            raise UserError("corrections_damaged") from error
        return list(found["corrections"])


def _check(phone: str | None, hours: str | None, note: str | None, reason: str) -> None:
    """Raises UserError as `Directory.correct`."""
    if not reason.strip():
        raise UserError("reason_missing")
    if phone is None and hours is None and note is None:
        raise UserError("nothing_corrected")
    if phone is not None and not PHONE.fullmatch(phone):
        raise UserError("phone_form")
    for text in (hours, note, reason):
        if text is not None and (len(text) > MAX_TEXT or any(strange(text))):
            raise UserError("correction_text", at_most=MAX_TEXT)
