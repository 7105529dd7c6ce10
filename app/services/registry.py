# SPDX-License-Identifier: MIT
"""The supervisors' registry: list, search, one record read-only, countersign, digest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.crypto.sealed import claims_of, version_names
from app.crypto.verify_record import Trusted
from app.domain import case_number
from app.domain.approval import jti
from app.domain.document import Section
from app.domain.pack import Pack
from app.domain.text import content_language
from app.domain.versions import VersionStanding
from app.errors import UserError
from app.ids import ItemId, LangTag
from app.services.approvals import (
    Approver,
    allowed_in,
    countersigned,
    is_countersignature,
    sent,
)
from app.services.checking import groups_of
from app.services.documents import sections
from app.services.held import Judged, judged, values_of
from app.services.pack_ports import Packs, finder
from app.services.people import Names, with_names
from app.services.phrases import phrase
from app.services.pieces import read_flags
from app.services.ports import RegistryRecord, RegistryStore
from app.services.record_check import PACK_UNKNOWN
from app.services.record_ids import answer_fits
from app.services.record_schema import misfit
from app.services.texts import Texts
from app.services.timekeeping import Timekeeper
from app.services.wording import Words


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One version of one record as the list shows it.

    ``newest``: the only one of its record after which none counts. ``open_end``: none counts after it, and
    others are like that, too: a person has to decide, or a version is missing. ``names``: every hash by
    which it is called.
    """

    record_hash: str
    case_number: str | None
    station: str
    agency: str
    version: int
    newest: bool
    open_end: bool
    standing: VersionStanding
    practice: bool
    sealed_at: datetime
    imported_at: datetime
    signer: str
    groups: tuple[str, ...]
    flags: tuple[str, ...]
    countersigned: bool
    names: frozenset[str]
    signed_hash: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record, read-only. ``versions``: all known versions of it, newest first.

    ``others``: answers that the questions of this program cannot read, by name and as they stand.
    ``note``: a code where it is shown with the words of another pack than its own.
    """

    row: RecordRow
    sections: tuple[Section, ...]
    versions: tuple[RecordRow, ...]
    others: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    decided: bool = False  # a person chose this version against another
    countersigned_by: tuple[str, ...] = ()  # proved now, under those who are trusted
    approved_by: tuple[str, ...] = ()


class Registry:
    """What a supervisor may see and do with imported records."""

    def __init__(  # noqa: PLR0913 the frame of one supervisor's work
        self,
        packs: Packs,
        texts: Texts,
        store: RegistryStore,
        time: Timekeeper,
        names: Names,
        *,
        user: str,
        approver: Approver,
        trusted: Sequence[Trusted],
    ) -> None:
        self._packs = packs
        self._texts = texts
        self._store = store
        self._time = time
        self._names = names
        self._user = user
        self._approver = approver
        self._trusted = tuple(trusted)

    def list(self) -> tuple[RecordRow, ...]:
        """All versions, newest sealing first."""
        records = self._store.records()
        found = judged(records, self._store.aside())
        return tuple(_row(record, found, self._names) for record in records)

    def search(self, words: str) -> tuple[RecordRow, ...]:
        """The versions that hold the words, or bear the number that was typed.

        Raises UserError("case_number_wrong").
        """
        found, number = set(self._store.search(words)), case_number.read(words)
        return tuple(
            row
            for row in self.list()
            if row.record_hash in found or (number is not None and row.case_number == number)
        )

    def find(self, name: str) -> tuple[RecordRow, ...]:
        """What a hash or a case number means: of each record with that number what counts last.

        More than one: several records bear the number, or versions of one are in conflict; nobody may
        open one of them as if it were the only one. Raises UserError("record_unknown"),
        ("case_number_wrong").
        """
        rows = self.list()
        named = tuple(row for row in rows if name in row.names)
        if not named:
            typed = case_number.read(name) or name
            ends = [row for row in rows if row.newest or row.open_end]
            named = tuple(row for row in ends if row.case_number in {name, typed})
        if not named:
            raise UserError("record_unknown")
        return named

    def show(self, record_hash: str) -> RecordView:
        """One record with its disclosed groups; each opening is noted in the audit chain.

        Raises UserError("record_unknown"), and ("record_schema") for one that an earlier release took in
        and that nobody can rely on.
        """
        record = self._held(record_hash)
        values = values_of(record)
        claims = claims_of(record.jws)
        if misfit(claims, values) is not None:
            raise UserError("record_schema")
        values = with_names(values, self._names.of(record.station))
        self._store.audit("viewed", self._user, {"record": record_hash})
        aside = self._store.aside()
        same = self._store.records(record.jti)
        found = judged(same, aside)
        rows = {version.record_hash: _row(version, found, self._names) for version in same}
        named = str(claims["pack"]["sha256"])
        own = finder(self._packs)(named)
        pack = own or self._packs.newest
        others = {name: _as_it_stands(value) for name, value in _unread(pack, values)}
        read = {name: value for name, value in values.items() if name not in others}
        words = Words(pack, self._texts.of(pack), phrase, _language(pack, values))
        return RecordView(
            row=rows[record_hash],
            sections=sections(pack, words, tuple(pack.groups), read),
            versions=tuple(rows.values()),
            others=tuple(sorted(others.items())),
            note=None if own is not None else PACK_UNKNOWN,
            decided=record.signed_hash in aside.values(),
            countersigned_by=countersigned(record.approvals, record.jws, self._trusted),
            approved_by=_union(
                allowed_in(read, self._trusted),
                sent(record.approvals, record.jws, self._trusted),
            ),
        )

    def choose(self, record_hash: str, reason: str) -> None:
        """Decide that this version counts, against those that claim the same place.

        Raises UserError("record_unknown"), ("reason_missing"), and ("no_conflict") where nothing is to be
        decided.
        """
        record = self._held(record_hash)
        chosen = record.signed_hash
        found = judged(self._store.records(record.jti), self._store.aside())
        if not reason.strip():
            raise UserError("reason_missing")
        if not found.rivals.get(chosen):
            raise UserError("no_conflict")
        self._store.set_aside(chosen, found.rivals[chosen], self._user, reason.strip())

    def take_choice_back(self, record_hash: str) -> None:
        """Undo `choose`. Raises UserError("record_unknown"), ("no_conflict") where nothing was decided."""
        chosen = self._held(record_hash).signed_hash
        if chosen not in self._store.aside().values():
            raise UserError("no_conflict")
        self._store.take_choice_back(chosen, self._user)

    def _held(self, record_hash: str) -> RegistryRecord:
        record = self._store.record(record_hash)
        if record is None:
            raise UserError("record_unknown")
        return record

    def countersign(self, record_hash: str) -> None:
        """Sign a record as supervisor. Raises record_unknown, and what `Timekeeper.signing` raises."""
        record = self._held(record_hash)
        iat = int(self._time.signing().timestamp())
        given = self._approver.record(record.jti.removeprefix(jti("")), record_hash, iat)
        self._store.add_countersignature(record_hash, given.jws)
        self._store.audit("countersigned", self._user, {"record": record_hash})

    def digest(self) -> str:
        """One hash over the content, equal whatever the order and number of imports."""
        return self._store.digest()


def _row(record: RegistryRecord, found: Judged, names: Names) -> RecordRow:
    values, key = values_of(record), record.signed_hash
    return RecordRow(
        record_hash=record.record_hash,
        case_number=record.case_number,
        station=names.station(record.station),
        agency=record.agency,
        version=record.version,
        newest=key in found.alone,
        open_end=key in found.newest - found.alone,
        standing=found.standings[key],
        practice=record.practice,
        sealed_at=record.sealed_at,
        imported_at=record.imported_at,
        signer=names.staff(record.station, record.signer),
        groups=groups_of(values),
        flags=tuple(str(flag.flag) for flag in read_flags(values).values() if flag.open),
        countersigned=any(map(is_countersignature, record.approvals)),
        names=version_names(record.jws) | {record.record_hash},
        signed_hash=key,
    )


def _union(*some: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in some for name in each))


def _as_it_stands(value: Mapping[str, Any]) -> str:
    """The words of an answer without those of its question."""
    contents = (payload.get("value", payload.get("state")) for payload in value["parts"].values())
    return " / ".join(
        content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        for content in contents
    )


def _language(pack: Pack, values: Mapping[str, Any]) -> LangTag | None:
    """The person's language, where the pack has texts of it."""
    tag = values.get("language", {}).get("tag")
    found = content_language(LangTag(str(tag)))
    return found if found in pack.languages else None


def _unread(pack: Pack, values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The answers that are none to the questions of this pack."""
    for name, value in values.items():
        if value.get("kind") == "answer":
            item = pack.items.get(ItemId(name.partition("@")[0]))
            if item is None or not answer_fits(item, value):
                yield name, value
