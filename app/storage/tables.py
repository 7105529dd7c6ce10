# SPDX-License-Identifier: MIT
"""The one schema of officers' vaults and the registry, in portable SQL (DECISIONS.md §7).

Times are text, UTC, ISO 8601 with milliseconds; JSON is text. Full-text tables and triggers are
SQLite's own and made by the migration; they stay inside this package.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


def _int(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


LINK = ("type", "at", "boot", "actor", "payload", "salt", "prev", "hash")

meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

event = Table(
    "event",
    metadata,
    _text("interview"),
    _int("seq"),
    *(_text(name) for name in LINK),
    _int("mono"),
    PrimaryKeyConstraint("interview", "seq"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    *(_text(name) for name in LINK),
    _int("mono"),
)

# Projections: dropped and rebuilt from `event` at will.
interview = Table(
    "interview",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    _text("case_number"),
    _text("script"),
    _text("agency"),
    Column("practice", Boolean, nullable=False),
    _text("language", null=True),
    _text("group_label", null=True),
    _text("state"),
    _text("age_state"),
    _text("started_at"),
    _text("updated_at"),
    _int("answered"),
    _text("flags"),
    _text("timers"),
    _text("head"),
    _int("seq"),
    _int("version"),
    Index("ix_interview_case_number", "case_number"),
    Index("ix_interview_started_at", "started_at"),
)

answer = Table(
    "answer",
    metadata,
    Column("interview", Text, ForeignKey("interview.id", ondelete="CASCADE"), nullable=False),
    _text("item"),
    _text("data_group"),
    _text("parts"),
    _int("seq"),
    PrimaryKeyConstraint("interview", "item"),
)

# What is typed and not stored yet, by place (`app.domain.typing_place`): no part of the record.
draft = Table(
    "draft",
    metadata,
    _text("interview"),
    _text("place"),
    _text("fields"),
    _text("at"),
    PrimaryKeyConstraint("interview", "place"),
)

# Kept facts: what was sealed and what went out.
sealed_version = Table(
    "sealed_version",
    metadata,
    _text("interview"),
    _int("version"),
    Column("record_hash", Text, nullable=False, unique=True),
    _text("token"),
    _text("sealed_at"),
    PrimaryKeyConstraint("interview", "version"),
)

countersignature = Table(
    "countersignature",
    metadata,
    _text("record_hash"),
    _text("text"),
    PrimaryKeyConstraint("record_hash", "text"),
)

handover = Table(
    "handover",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("interview"),
    _int("version"),
    _text("recipient"),
    _text("groups"),
    _text("file_sha256"),
    _text("at"),
    Index("ix_handover_interview", "interview"),
)

record = Table(
    "record",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=True),
    Column("record_hash", Text, nullable=False, unique=True),
    _text("jti"),
    _int("version"),
    _text("prev", null=True),
    _text("station"),
    _text("agency"),
    Column("practice", Boolean, nullable=False),
    _text("sealed_at"),
    _text("case_number", null=True),
    _text("signer"),
    _text("jws"),
    _text("imported_at"),
    _text("signed_hash"),  # names a version: equal for both spellings of its signature
    Index("ix_record_jti", "jti"),
    Index("ix_record_signed_hash", "signed_hash", unique=True),
    Index("ix_record_sealed_at", "sealed_at"),
)

# Versions that a person decided against, with the one that was chosen (both by signed hash) and why.
set_aside = Table(
    "set_aside",
    metadata,
    Column("signed_hash", Text, primary_key=True),
    _text("chosen"),
    _text("reason"),
)

disclosure = Table(
    "disclosure",
    metadata,
    Column("record_hash", Text, ForeignKey("record.record_hash"), nullable=False),
    _text("digest"),
    _text("text"),
    PrimaryKeyConstraint("record_hash", "digest"),
)
