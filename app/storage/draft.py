# SPDX-License-Identifier: MIT
"""The table of drafts: what is typed and not stored yet. A row goes with the transaction that stores it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, text

from app.clock import stamp
from app.ids import InterviewId
from app.services.ports import Draft
from app.storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection


def keep(
    connection: Connection, interview: InterviewId, drafts: Sequence[Draft], at: datetime
) -> None:
    """Put these in place of what was kept for their places; one without fields is only removed."""
    remove(connection, interview, [draft.place for draft in drafts])
    rows = [
        {
            "interview": interview,
            "place": draft.place,
            "fields": json.dumps(dict(draft.fields), ensure_ascii=False),
            "at": stamp(at),
        }
        for draft in drafts
        if draft.fields
    ]
    if rows:
        connection.execute(insert(tables.draft), rows)


def read(connection: Connection, interview: InterviewId) -> tuple[Draft, ...]:
    """All drafts of an interview, the last written first: by the order of writing, not by a clock."""
    table = tables.draft
    rows = connection.execute(
        select(table.c.place, table.c.fields)
        .where(table.c.interview == interview)
        .order_by(text("rowid DESC"))
    )
    return tuple(Draft(row.place, json.loads(row.fields)) for row in rows)


def remove(connection: Connection, interview: InterviewId, places: Collection[str]) -> None:
    if places:
        table = tables.draft
        connection.execute(
            delete(table).where(table.c.interview == interview, table.c.place.in_(places))
        )
