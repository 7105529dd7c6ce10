# SPDX-License-Identifier: MIT
"""The supervisors' registry vault as `app.services.ports.RegistryStore`.

A version is known by its signed hash, whatever the spelling of its signature. Importing another handover of
the same version adds the disclosures it carries; the set only grows, so the order and number of imports
change nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text

from app.clock import read_stamp, stamp
from app.services.ports import AuditEntry, ImportOutcome, RegistryRecord
from app.storage import log, search, tables
from app.storage.interviews import add_countersignature, countersignatures
from app.storage.vault_file import SqlVaultFile

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping


class SqlRegistryStore(SqlVaultFile):
    """See the port for the contract. Use from one thread at a time."""

    def put(self, record: RegistryRecord, actor: str, file_sha256: str) -> ImportOutcome:
        with self._vault.transaction() as connection:
            outcome = _outcome(connection, record)
            if outcome.change == "same":
                return outcome
            if outcome.change == "new":
                connection.execute(insert(tables.record), _record_row(record))
            name = outcome.record_hash
            held = _disclosures(connection, name)
            for disclosure in sorted(record.disclosures - held):
                connection.execute(
                    insert(tables.disclosure),
                    {
                        "record_hash": name,
                        "digest": _digest(disclosure),
                        "text": disclosure,
                    },
                )
            for jws in record.approvals:
                add_countersignature(connection, name, jws)
            _index(connection, name)
            log.append_audit(
                connection,
                self._clock,
                "imported",
                actor,
                {
                    "record": name,
                    "file": file_sha256,
                    "change": outcome.change,
                    "added": outcome.added,
                },
            )
        return outcome

    @contextmanager
    def trial(self) -> Iterator[None]:
        with self._vault.trial():
            yield

    def set_aside(self, chosen: str, against: Collection[str], actor: str, reason: str) -> None:
        table = tables.set_aside
        rows = [
            {"signed_hash": signed_hash, "chosen": chosen, "reason": reason}
            for signed_hash in sorted(against)
        ]
        payload: dict[str, str | int | bool] = {
            "record": chosen,
            "against": " ".join(sorted(against)),
        }
        with self._vault.transaction() as connection:
            connection.execute(insert(table), rows)
            log.append_audit(connection, self._clock, "version_chosen", actor, payload)

    def take_choice_back(self, chosen: str, actor: str) -> None:
        table = tables.set_aside
        with self._vault.transaction() as connection:
            connection.execute(delete(table).where(table.c.chosen == chosen))
            log.append_audit(
                connection, self._clock, "version_choice_taken_back", actor, {"record": chosen}
            )

    def aside(self) -> dict[str, str]:
        table = tables.set_aside
        with self._vault.transaction() as connection:
            rows = connection.execute(select(table.c.signed_hash, table.c.chosen))
            return {row.signed_hash: row.chosen for row in rows}

    def records(self, *records: str) -> tuple[RegistryRecord, ...]:
        table = tables.record
        chosen = select(table).where(table.c.jti.in_(records)) if records else select(table)
        with self._vault.transaction() as connection:
            rows = connection.execute(chosen.order_by(table.c.sealed_at.desc(), "record_hash"))
            return tuple(_record(connection, row) for row in rows.mappings().all())

    def record(self, record_hash: str) -> RegistryRecord | None:
        with self._vault.transaction() as connection:
            row = _row(connection, record_hash)
            return _record(connection, row) if row else None

    def search(self, words: str) -> tuple[str, ...]:
        expression = search.query(words)
        if not expression:
            return ()
        with self._vault.transaction() as connection:
            rows = connection.execute(
                text(
                    "SELECT record.record_hash FROM record_search "
                    "JOIN record ON record.row = record_search.rowid "
                    "WHERE record_search MATCH :expression ORDER BY record.sealed_at DESC"
                ),
                {"expression": expression},
            )
            return tuple(rows.scalars())

    def add_countersignature(self, record_hash: str, text: str) -> None:
        with self._vault.transaction() as connection:
            add_countersignature(connection, record_hash, text)

    def digest(self) -> str:
        """SHA-256 over every signed hash with its sorted disclosures, versions sorted; hex."""
        hasher, record = hashlib.sha256(), tables.record
        with self._vault.transaction() as connection:
            versions = connection.execute(
                select(record.c.signed_hash, record.c.record_hash).order_by(record.c.signed_hash)
            ).all()
            for signed_hash, record_hash in versions:
                digests = connection.execute(
                    select(tables.disclosure.c.digest)
                    .where(tables.disclosure.c.record_hash == record_hash)
                    .order_by(tables.disclosure.c.digest)
                ).scalars()
                hasher.update(json.dumps([signed_hash, *digests]).encode("ascii"))
        return hasher.hexdigest()

    def audit_entries(self, *types: str) -> tuple[AuditEntry, ...]:
        with self._vault.transaction() as connection:
            return log.read_audit(connection, *types)


def _digest(disclosure: str) -> str:
    raw = hashlib.sha256(disclosure.encode("ascii")).digest()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _outcome(connection: Connection, record: RegistryRecord) -> ImportOutcome:
    """What taking this version in changes; ``record_hash`` is that of the row that is or will be."""
    table = tables.record
    name = connection.execute(
        select(table.c.record_hash).where(table.c.signed_hash == record.signed_hash)
    ).scalar()
    if name is None:
        return ImportOutcome(record.record_hash, "new", len(record.disclosures))
    added = len(record.disclosures - _disclosures(connection, name))
    added += len({*record.approvals} - {*countersignatures(connection, name)})
    return ImportOutcome(name, "more" if added else "same", added)


def _row(connection: Connection, record_hash: str) -> RowMapping | None:
    table = tables.record
    return (
        connection.execute(select(table).where(table.c.record_hash == record_hash))
        .mappings()
        .first()
    )


def _disclosures(connection: Connection, record_hash: str) -> frozenset[str]:
    table = tables.disclosure
    rows = connection.execute(select(table.c.text).where(table.c.record_hash == record_hash))
    return frozenset(rows.scalars())


def _index(connection: Connection, record_hash: str) -> None:
    """Make the search row of one record anew from its disclosed values."""
    row = _row(connection, record_hash)
    if row is None:
        return
    words = [str(row["case_number"] or ""), row["station"]]
    words += [_readable(text_) for text_ in sorted(_disclosures(connection, record_hash))]
    connection.execute(text("DELETE FROM record_search WHERE rowid = :row"), {"row": row["row"]})
    connection.execute(
        text("INSERT INTO record_search (rowid, tokens) VALUES (:row, :tokens)"),
        {"row": row["row"], "tokens": search.tokens(" ".join(words))},
    )


def _readable(disclosure: str) -> str:
    """Return the words of one disclosure that may be searched: its name and values, not its salt."""
    raw = base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4))
    _salt, name, value = json.loads(raw)
    return f"{name} {json.dumps(value, ensure_ascii=False)}"


def _record_row(record: RegistryRecord) -> dict[str, object]:
    return {
        "record_hash": record.record_hash,
        "jti": record.jti,
        "version": record.version,
        "prev": record.prev,
        "station": record.station,
        "agency": record.agency,
        "practice": record.practice,
        "sealed_at": stamp(record.sealed_at),
        "case_number": record.case_number,
        "signer": record.signer,
        "jws": record.jws,
        "signed_hash": record.signed_hash,
        "imported_at": stamp(record.imported_at),
    }


def _record(connection: Connection, row: RowMapping) -> RegistryRecord:
    return RegistryRecord(
        record_hash=row["record_hash"],
        jti=row["jti"],
        version=row["version"],
        prev=row["prev"],
        station=row["station"],
        agency=row["agency"],
        practice=row["practice"],
        sealed_at=read_stamp(row["sealed_at"]),
        case_number=row["case_number"],
        signer=row["signer"],
        jws=row["jws"],
        signed_hash=row["signed_hash"],
        disclosures=_disclosures(connection, row["record_hash"]),
        imported_at=read_stamp(row["imported_at"]),
        approvals=countersignatures(connection, row["record_hash"]),
    )
