# SPDX-License-Identifier: MIT
"""The supervisors' registry: list, search, one record read-only, countersign, digest."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.crypto.sealed import Signer, countersign
from app.domain.document import Section
from app.domain.pack import Pack
from app.domain.text import content_language
from app.errors import UserError
from app.ids import ItemId, LangTag
from app.services.documents import sections
from app.services.intake import groups_of
from app.services.pack_ports import Packs, finder
from app.services.phrases import phrase
from app.services.pieces import read_flags
from app.services.ports import RegistryRecord, RegistryStore
from app.services.record_check import PACK_UNKNOWN
from app.services.record_ids import answer_fits
from app.services.record_schema import misfit
from app.services.sealing import claims_of
from app.services.texts import Texts
from app.services.timekeeping import Timekeeper
from app.services.wording import Words


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One version of one record as the list shows it."""

    record_hash: str
    case_number: str | None
    station: str
    agency: str
    version: int
    newest: bool
    practice: bool
    sealed_at: datetime
    imported_at: datetime
    signer: str
    groups: tuple[str, ...]
    flags: tuple[str, ...]
    countersigned: bool


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


class Registry:
    """What a supervisor may see and do with imported records."""

    def __init__(  # noqa: PLR0913 the frame of one supervisor's work
        self,
        packs: Packs,
        texts: Texts,
        store: RegistryStore,
        time: Timekeeper,
        *,
        user: str,
        signer: Signer,
    ) -> None:
        self._packs = packs
        self._texts = texts
        self._store = store
        self._time = time
        self._user = user
        self._signer = signer

    def list(self) -> tuple[RecordRow, ...]:
        """All versions, newest sealing first."""
        return _rows(self._store.records())

    def search(self, words: str) -> tuple[RecordRow, ...]:
        found = set(self._store.search(words))
        return tuple(row for row in self.list() if row.record_hash in found)

    def find(self, name: str) -> str:
        """The record hash for a hash or a case number (its newest version).

        Raises UserError("record_unknown").
        """
        for row in self.list():
            if name == row.record_hash or (name == row.case_number and row.newest):
                return row.record_hash
        raise UserError("record_unknown")

    def show(self, record_hash: str) -> RecordView:
        """One record with its disclosed groups; each opening is noted in the audit chain.

        Raises UserError("record_unknown"), and ("record_schema") for one that an earlier release took in
        and that nobody can rely on.
        """
        record = self._store.record(record_hash)
        if record is None:
            raise UserError("record_unknown")
        values = _values(record)
        claims = claims_of(record.jws)
        if misfit(claims, values) is not None:
            raise UserError("record_schema")
        self._store.audit("viewed", self._user, {"record": record_hash})
        rows = {row.record_hash: row for row in self.list()}
        same = [one for one in self._store.records() if one.jti == record.jti]
        named = str(claims["pack"]["sha256"])
        own = finder(self._packs)(named)
        pack = own or self._packs.newest
        others = {name: _as_it_stands(value) for name, value in _unread(pack, values)}
        read = {name: value for name, value in values.items() if name not in others}
        words = Words(pack, self._texts.of(pack), phrase, _language(pack, values))
        return RecordView(
            row=rows[record_hash],
            sections=sections(pack, words, tuple(pack.groups), read),
            versions=tuple(rows[one.record_hash] for one in same),
            others=tuple(sorted(others.items())),
            note=None if own is not None else PACK_UNKNOWN,
        )

    def countersign(self, record_hash: str) -> None:
        """Sign a record as supervisor. Raises record_unknown, and what `Timekeeper.signing` raises."""
        record = self._store.record(record_hash)
        if record is None:
            raise UserError("record_unknown")
        iat = int(self._time.signing().timestamp())
        self._store.add_countersignature(
            record_hash, countersign(f"{record.jws}~", "supervisor", iat, self._signer)
        )
        self._store.audit("countersigned", self._user, {"record": record_hash})

    def digest(self) -> str:
        """One hash over the content, equal whatever the order and number of imports."""
        return self._store.digest()


def _rows(records: tuple[RegistryRecord, ...]) -> tuple[RecordRow, ...]:
    newest: dict[str, int] = {}
    for record in records:
        newest[record.jti] = max(newest.get(record.jti, 0), record.version)
    return tuple(_row(record, newest=newest[record.jti] == record.version) for record in records)


def _row(record: RegistryRecord, *, newest: bool) -> RecordRow:
    values = _values(record)
    return RecordRow(
        record_hash=record.record_hash,
        case_number=record.case_number,
        station=record.station,
        agency=record.agency,
        version=record.version,
        newest=newest,
        practice=record.practice,
        sealed_at=record.sealed_at,
        imported_at=record.imported_at,
        signer=record.signer,
        groups=groups_of(values),
        flags=tuple(str(one.flag) for one in read_flags(values).values() if one.open),
        countersigned=bool(record.countersignatures),
    )


def _as_it_stands(value: Mapping[str, Any]) -> str:
    """The words of an answer without those of its question."""
    said = (one.get("value", one.get("state")) for one in value["parts"].values())
    return " / ".join(
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in said
    )


def _values(record: RegistryRecord) -> Mapping[str, Any]:
    """Name -> value of everything disclosed so far, without completeness proofs."""
    found = {}
    for text in record.disclosures:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        _salt, name, value = json.loads(raw)
        if not name.startswith("group:"):
            found[name] = value
    return found


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
