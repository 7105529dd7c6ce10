# SPDX-License-Identifier: MIT
"""One officer's vault as `app.services.ports.InterviewStore`.

An answer is one transaction: its events, its projections, its search row. What a caller was told is
saved is on the disk (WAL, synchronous=FULL) before `append` returns.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text, update

from app.clock import Clock, read_stamp, stamp
from app.domain.event import Event, NewEvent
from app.ids import CaseNumber, InterviewId, RecipientId
from app.services.ports import (
    AnswerRow,
    AuditEntry,
    Draft,
    HandoverRow,
    Projection,
    Projector,
    SealedVersion,
    Summary,
)
from app.storage import draft, log, search, tables
from app.storage.vault import Vault
from app.storage.vault_file import SqlVaultFile

if TYPE_CHECKING:
    from sqlalchemy import Connection, Delete, RowMapping

_NONE = json.dumps([])
_COLUMNS = [
    tables.interview.c[name]
    for name in (
        "id", "case_number", "script", "agency", "practice", "language", "state", "age_state", "started_at",
        "updated_at", "answered", "flags", "timers", "head", "seq", "version", "group_label",
    )
]  # fmt: skip
_LIST = select(*_COLUMNS).order_by(tables.interview.c.started_at.desc())
_TOKENS = text("SELECT tokens FROM interview_search WHERE rowid = :row")


class SqlInterviewStore(SqlVaultFile):
    """See the port for the contract. Use from one thread at a time."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        super().__init__(vault, clock)
        self._listed: dict[tuple[object, ...], Summary] = {}  # the list as last read, by its rows
        self._last: dict[InterviewId, Projection] | None = None  # in a block of several: of its end

    def append(  # noqa: PLR0913 the port's signature
        self,
        interview: InterviewId,
        events: Sequence[NewEvent],
        actor: str,
        projector: Projector,
        sealed: SealedVersion | None = None,
        handover: HandoverRow | None = None,
        drafts: Collection[str] = (),
    ) -> tuple[Event, ...]:
        with self._vault.transaction() as connection:
            stored = log.append_events(connection, self._clock, interview, events, actor)
            projection = projector(stored)
            if self._last is not None:
                self._last[interview] = projection
            if self._last is None or sealed or handover:  # what these rows belong to stands there
                _write_projection(connection, projection)
            if sealed:
                connection.execute(insert(tables.sealed_version), _sealed_row(sealed))
            if handover:
                connection.execute(insert(tables.handover), _handover_row(handover))
            draft.remove(connection, interview, drafts)
        return stored

    def keep_drafts(self, interview: InterviewId, drafts: Sequence[Draft], at: datetime) -> None:
        with self._vault.transaction() as connection:
            draft.keep(connection, interview, drafts, at)

    def drafts(self, interview: InterviewId) -> tuple[Draft, ...]:
        with self._vault.transaction() as connection:
            return draft.read(connection, interview)

    def events(self, interview: InterviewId) -> tuple[Event, ...]:
        with self._vault.transaction() as connection:
            return log.read_events(connection, interview)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What lists and searches read is written once, at the end of the block."""
        with self._vault.together():
            self._last = {}
            try:
                yield
                with self._vault.transaction() as connection:
                    for projection in self._last.values():
                        _write_projection(connection, projection)
            finally:
                self._last = None

    def summaries(self) -> tuple[Summary, ...]:
        with self._vault.transaction() as connection:
            rows = [tuple(row) for row in connection.execute(_LIST)]
        before = self._listed
        self._listed = {row: before.get(row) or _summary(*row) for row in rows}
        return tuple(self._listed.values())

    def projection(self, interview: InterviewId) -> Projection | None:
        table, answer = tables.interview, tables.answer
        with self._vault.transaction() as connection:
            row = connection.execute(
                select(table.c.row, *_COLUMNS).where(table.c.id == interview)
            ).first()
            if row is None:
                return None
            number, *summary = row
            answers = connection.execute(
                select(answer).where(answer.c.interview == interview).order_by(answer.c.seq, "item")
            )
            found = connection.execute(_TOKENS, {"row": number}).scalar()
            return Projection(
                _summary(*summary),
                tuple(AnswerRow(a.item, a.data_group, a.parts, a.seq) for a in answers),
                str(found or ""),
            )

    def replace_projection(self, interview: InterviewId, projection: Projection) -> None:
        with self._vault.transaction() as connection:
            row = connection.execute(
                select(tables.interview.c.row).where(tables.interview.c.id == interview)
            ).scalar()
            if row is not None:
                connection.execute(
                    text("DELETE FROM interview_search WHERE rowid = :row"), {"row": row}
                )
                connection.execute(
                    delete(tables.answer).where(tables.answer.c.interview == interview)
                )
            _write_projection(connection, projection)

    def search(self, words: str) -> tuple[InterviewId, ...]:
        expression = search.query(words)
        if not expression:
            return ()
        with self._vault.transaction() as connection:
            rows = connection.execute(
                text(
                    "SELECT interview.id FROM interview_search "
                    "JOIN interview ON interview.row = interview_search.rowid "
                    "WHERE interview_search MATCH :expression ORDER BY interview.started_at DESC"
                ),
                {"expression": expression},
            )
            return tuple(InterviewId(row.id) for row in rows)

    def has_case_number(self, number: CaseNumber) -> bool:
        column = tables.interview.c.case_number
        with self._vault.transaction() as connection:
            found = connection.execute(select(column).where(column == number))
            return found.first() is not None

    def sealed_versions(self, interview: InterviewId) -> tuple[SealedVersion, ...]:
        table = tables.sealed_version
        with self._vault.transaction() as connection:
            rows = connection.execute(
                select(table).where(table.c.interview == interview).order_by(table.c.version)
            ).mappings()
            return tuple(_sealed(connection, row) for row in rows.all())

    def add_countersignature(self, interview: InterviewId, version: int, text: str) -> None:
        table = tables.sealed_version
        with self._vault.transaction() as connection:
            record_hash = connection.execute(
                select(table.c.record_hash).where(
                    table.c.interview == interview, table.c.version == version
                )
            ).scalar_one()
            add_countersignature(connection, record_hash, text)

    def handovers(self, interview: InterviewId) -> tuple[HandoverRow, ...]:
        table = tables.handover
        with self._vault.transaction() as connection:
            rows = connection.execute(
                select(table).where(table.c.interview == interview).order_by(table.c.id)
            )
            return tuple(_handover(row) for row in rows.mappings())

    def audit_entries(self, *types: str) -> tuple[AuditEntry, ...]:
        with self._vault.transaction() as connection:
            return log.read_audit(connection, *types)


def add_countersignature(connection: Connection, record_hash: str, jws: str) -> None:
    """Keep one countersignature of a record; the same one twice is kept once."""
    table = tables.countersignature
    kept = connection.execute(
        select(table.c.text).where(table.c.record_hash == record_hash, table.c.text == jws)
    ).first()
    if kept is None:
        connection.execute(insert(table), {"record_hash": record_hash, "text": jws})


def countersignatures(connection: Connection, record_hash: str) -> tuple[str, ...]:
    table = tables.countersignature
    rows = connection.execute(
        select(table.c.text).where(table.c.record_hash == record_hash).order_by(table.c.text)
    )
    return tuple(rows.scalars())


def _write_projection(connection: Connection, projection: Projection) -> None:
    """Write what changed of one interview: columns of the summary, answers, the search row."""
    number = _write_summary(connection, _summary_row(projection))
    _write_answers(connection, projection)
    tokens = search.tokens(projection.search_text)
    if connection.execute(_TOKENS, {"row": number}).scalar() == tokens:
        return
    connection.execute(text("DELETE FROM interview_search WHERE rowid = :row"), {"row": number})
    connection.execute(
        text("INSERT INTO interview_search (rowid, tokens) VALUES (:row, :tokens)"),
        {"row": number, "tokens": tokens},
    )


def _write_summary(connection: Connection, row: dict[str, object]) -> int:
    """Insert the row, or bring the one that is there to this state; return its number."""
    table = tables.interview
    stored = connection.execute(select(table).where(table.c.id == row["id"])).mappings().first()
    if stored is None:
        result = connection.execute(insert(table), row)
        return result.lastrowid
    changed = {name: value for name, value in row.items() if stored[name] != value}
    if changed:
        connection.execute(update(table).where(table.c.row == stored["row"]), changed)
    return int(stored["row"])


def _write_answers(connection: Connection, projection: Projection) -> None:
    """Bring the answer rows to the projection's state, touching only rows that differ."""
    table, interview = tables.answer, projection.summary.interview
    stored = connection.execute(
        select(table.c.item, table.c.seq).where(table.c.interview == interview)
    )
    before = {row.item: row.seq for row in stored}
    wanted = {answer.item: answer for answer in projection.answers}
    for item in before.keys() - wanted.keys():
        connection.execute(_answer_rows(interview, item))
    for item, answer in wanted.items():
        if before.get(item) == answer.seq:
            continue
        if item in before:
            connection.execute(_answer_rows(interview, item))
        connection.execute(
            insert(table),
            {
                "interview": interview,
                "item": item,
                "data_group": answer.group,
                "parts": answer.parts,
                "seq": answer.seq,
            },
        )


def _answer_rows(interview: str, item: str) -> Delete:
    return delete(tables.answer).where(
        tables.answer.c.interview == interview, tables.answer.c.item == item
    )


def _summary_row(projection: Projection) -> dict[str, object]:
    summary = projection.summary
    return {
        "id": summary.interview,
        "case_number": summary.case_number,
        "script": summary.script,
        "agency": summary.agency,
        "practice": summary.practice,
        "language": summary.language,
        "group_label": summary.group_label or None,
        "state": summary.state,
        "age_state": summary.age_state,
        "started_at": stamp(summary.started_at),
        "updated_at": stamp(summary.updated_at),
        "answered": summary.answered,
        "flags": json.dumps(summary.flags),
        "timers": json.dumps([[timer, stamp(due)] for timer, due in summary.timers]),
        "head": summary.head,
        "seq": summary.seq,
        "version": summary.version,
    }


def _summary(  # noqa: PLR0913 the columns of `_COLUMNS`: ten thousand rows are read at once
    interview: str,
    number: str,
    script: str,
    agency: str,
    practice: bool,  # noqa: FBT001 a column
    language: str | None,
    state: str,
    age_state: str,
    started_at: str,
    updated_at: str,
    answered: int,
    flags: str,
    timers: str,
    head: str,
    seq: int,
    version: int,
    group_label: str | None,
) -> Summary:
    return Summary(
        InterviewId(interview),
        CaseNumber(number),
        script,
        agency,
        practice,
        language,
        state,
        age_state,
        read_stamp(started_at),
        read_stamp(updated_at),
        answered,
        () if flags == _NONE else tuple(json.loads(flags)),
        ()
        if timers == _NONE
        else tuple((timer, read_stamp(due)) for timer, due in json.loads(timers)),
        head,
        seq,
        version,
        group_label or "",
    )


def _sealed_row(sealed: SealedVersion) -> dict[str, object]:
    return {
        "interview": sealed.interview,
        "version": sealed.version,
        "record_hash": sealed.record_hash,
        "token": sealed.token,
        "sealed_at": stamp(sealed.sealed_at),
    }


def _sealed(connection: Connection, row: RowMapping) -> SealedVersion:
    return SealedVersion(
        interview=InterviewId(row["interview"]),
        version=row["version"],
        record_hash=row["record_hash"],
        token=row["token"],
        sealed_at=read_stamp(row["sealed_at"]),
        countersignatures=countersignatures(connection, row["record_hash"]),
    )


def _handover_row(handover: HandoverRow) -> dict[str, object]:
    return {
        "interview": handover.interview,
        "version": handover.version,
        "recipient": handover.recipient,
        "groups": json.dumps(handover.groups),
        "file_sha256": handover.file_sha256,
        "at": stamp(handover.at),
    }


def _handover(row: RowMapping) -> HandoverRow:
    return HandoverRow(
        interview=InterviewId(row["interview"]),
        version=row["version"],
        recipient=RecipientId(row["recipient"]),
        groups=tuple(json.loads(row["groups"])),
        file_sha256=row["file_sha256"],
        at=read_stamp(row["at"]),
    )
