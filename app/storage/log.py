# SPDX-License-Identifier: MIT
"""The two hash-chained logs of a vault: events of interviews, and the audit chain.

Rows are written once. Triggers refuse UPDATE and DELETE; when someone drops the triggers, the chain
shows it (RECORD.md "Event chain"). The audit chain uses the same links under the name ``audit``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Integer, bindparam, func, literal_column, select

from app.clock import Clock, read_stamp, stamp
from app.crypto import chain
from app.domain.event import Event, EventType, NewEvent
from app.ids import InterviewId
from app.services.ports import AuditEntry
from app.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from app.domain.value import Json

AUDIT = "audit"
_EMPTY = (0, "")  # the end of a chain without links

# Asked at every answer. A number that is bound to LIMIT makes SQLite plan the statement again at each run,
# which takes ten times as long: it stands in the words.
_ONE = literal_column("1", Integer)
_LAST_ENTRY = (
    select(tables.audit.c.seq, tables.audit.c.hash).order_by(tables.audit.c.seq.desc()).limit(_ONE)
)
_LAST_EVENT = (
    select(tables.event.c.seq, tables.event.c.hash)
    .where(tables.event.c.interview == bindparam("interview"))
    .order_by(tables.event.c.seq.desc())
    .limit(_ONE)
)


def append_events(
    connection: Connection,
    clock: Clock,
    interview: InterviewId,
    events: Iterable[NewEvent],
    actor: str,
) -> tuple[Event, ...]:
    """Link ``events`` to the end of the interview's chain and insert them; return them as stored."""
    seq, prev = head(connection, interview) or _EMPTY
    stored = []
    for event in events:
        seq += 1
        link = _link(clock, interview, seq, event.type, actor, event.payload, prev)
        connection.execute(
            tables.event.insert(), {"interview": interview, "seq": seq, **_columns(link)}
        )
        stored.append(_as_event(link))
        prev = link.hash
    return tuple(stored)


def read_links(connection: Connection, interview: str) -> tuple[chain.Link, ...]:
    """Return the links of one interview in order, exactly as stored."""
    rows = connection.execute(
        select(tables.event).where(tables.event.c.interview == interview).order_by("seq")
    )
    return tuple(_stored(row, interview) for row in rows.mappings())


def read_events(connection: Connection, interview: InterviewId) -> tuple[Event, ...]:
    return tuple(_as_event(link) for link in read_links(connection, interview))


def append_audit(
    connection: Connection,
    clock: Clock,
    type_: str,
    actor: str,
    payload: Mapping[str, str | int | bool],
) -> AuditEntry:
    """Add one entry to the vault's audit chain. ``payload`` never holds a victim's text."""
    last, prev = head(connection, AUDIT) or _EMPTY
    seq = last + 1
    link = _link(clock, AUDIT, seq, type_, actor, dict(payload), prev)
    connection.execute(tables.audit.insert(), {"seq": seq, **_columns(link)})
    return _as_audit(link)


def read_audit_links(connection: Connection, *types: str) -> tuple[chain.Link, ...]:
    """Return the audit chain in order; with ``types`` only those links, which are no chain then."""
    wanted = select(tables.audit).order_by(tables.audit.c.seq)
    if types:
        wanted = wanted.where(tables.audit.c.type.in_(types))
    rows = connection.execute(wanted)
    return tuple(_stored(row, AUDIT) for row in rows.mappings())


def read_audit(connection: Connection, *types: str) -> tuple[AuditEntry, ...]:
    return tuple(_as_audit(link) for link in read_audit_links(connection, *types))


def heads(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return interview id (and ``audit``) -> (last seq, head hash)."""
    event = tables.event
    last = select(event.c.interview, func.max(event.c.seq).label("seq")).group_by(event.c.interview)
    ends = last.subquery()
    rows = connection.execute(
        select(event.c.interview, event.c.seq, event.c.hash).join(
            ends, (event.c.interview == ends.c.interview) & (event.c.seq == ends.c.seq)
        )
    )
    found = {row.interview: (row.seq, row.hash) for row in rows}
    if (audit := head(connection, AUDIT)) is not None:
        found[AUDIT] = audit
    return found


def head(connection: Connection, name: str) -> tuple[int, str] | None:
    """Last number and hash of one chain; None when it is empty."""
    if name == AUDIT:
        row = connection.execute(_LAST_ENTRY).first()
    else:
        row = connection.execute(_LAST_EVENT, {"interview": name}).first()
    return (row.seq, row.hash) if row else None


def hash_at(connection: Connection, name: str, seq: int) -> str | None:
    """The hash of one link; None where there is none."""
    table = tables.audit if name == AUDIT else tables.event
    wanted = select(table.c.hash).where(table.c.seq == seq)
    if name != AUDIT:
        wanted = wanted.where(tables.event.c.interview == name)
    found = connection.execute(wanted).scalar()
    return None if found is None else str(found)


def interviews(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute(select(tables.event.c.interview).distinct())
    return tuple(sorted(row.interview for row in rows))


def _link(  # noqa: PLR0913 the link's own fields
    clock: Clock,
    interview: str,
    seq: int,
    type_: str,
    actor: str,
    payload: Mapping[str, Json] | Mapping[str, str | int | bool],
    prev: str,
) -> chain.Link:
    return chain.link(
        interview=interview,
        seq=seq,
        type_=str(type_),
        at=stamp(clock.now()),
        mono=clock.mono_ms(),
        boot=clock.boot_id(),
        actor=actor,
        payload=dict(payload),
        prev=prev,
    )


def _columns(link: chain.Link) -> dict[str, str | int]:
    return {
        "type": link.type,
        "at": link.at,
        "mono": link.mono,
        "boot": link.boot,
        "actor": link.actor,
        "payload": json.dumps(link.payload, ensure_ascii=False, separators=(",", ":")),
        "salt": link.salt,
        "prev": link.prev,
        "hash": link.hash,
    }


def _stored(row: RowMapping, interview: str) -> chain.Link:
    return chain.Link(
        interview=interview,
        seq=row["seq"],
        type=row["type"],
        at=row["at"],
        mono=row["mono"],
        boot=row["boot"],
        actor=row["actor"],
        payload=json.loads(row["payload"]),
        salt=row["salt"],
        prev=row["prev"],
        hash=row["hash"],
    )


def _as_event(link: chain.Link) -> Event:
    return Event(
        interview=InterviewId(link.interview),
        seq=link.seq,
        type=EventType(link.type),
        at=read_stamp(link.at),
        mono=link.mono,
        boot=link.boot,
        actor=link.actor,
        payload=link.payload,
        salt=link.salt,
        prev=link.prev,
        hash=link.hash,
    )


def _as_audit(link: chain.Link) -> AuditEntry:
    payload = {key: value for key, value in link.payload.items() if isinstance(value, str | int)}
    return AuditEntry(link.seq, link.type, read_stamp(link.at), link.actor, payload, link.hash)
