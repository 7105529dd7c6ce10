# SPDX-License-Identifier: MIT
"""Versions are known by their signed bytes, and a person decides between two. Frozen history.

Two rows whose signed bytes are equal were one version under two spellings of one signature: the later row
goes, with what it disclosed kept at the first.
"""

import base64
import hashlib

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ONCE = "CREATE TRIGGER {0}_no_{1} BEFORE {2} ON {0} BEGIN SELECT RAISE(ABORT, '{0} is written once'); END"


def upgrade() -> None:
    op.execute("ALTER TABLE record ADD COLUMN signed_hash TEXT NOT NULL DEFAULT ''")
    connection = op.get_bind()
    rows = connection.exec_driver_sql('SELECT "row", record_hash, jws FROM record ORDER BY "row"')
    first: dict[str, str] = {}
    twins: list[tuple[int, str, str]] = []
    for row, record_hash, jws in rows.fetchall():
        signed = _hash(jws.rpartition(".")[0])
        if signed in first:
            twins.append((row, record_hash, first[signed]))
            continue
        first[signed] = record_hash
        connection.exec_driver_sql(
            'UPDATE record SET signed_hash = ? WHERE "row" = ?', (signed, row)
        )
    if twins:
        _join(connection, twins)
    op.execute("CREATE UNIQUE INDEX ix_record_signed_hash ON record (signed_hash)")
    op.execute(
        "CREATE TABLE set_aside (signed_hash TEXT NOT NULL, chosen TEXT NOT NULL, reason TEXT NOT NULL, "
        "CONSTRAINT pk_set_aside PRIMARY KEY (signed_hash))"
    )


def downgrade() -> None:
    op.execute("DROP TABLE set_aside")
    op.execute("DROP INDEX ix_record_signed_hash")
    op.execute("ALTER TABLE record DROP COLUMN signed_hash")


def _join(connection, twins) -> None:  # noqa: ANN001 Alembic's own
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER disclosure_no_{verb}")
    for row, gone, kept in twins:
        for table in ("disclosure", "countersignature"):
            connection.exec_driver_sql(
                f"UPDATE OR IGNORE {table} SET record_hash = ? WHERE record_hash = ?", (kept, gone)
            )
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE record_hash = ?", (gone,))
        connection.exec_driver_sql(
            "UPDATE record_search SET tokens = tokens || ' ' || (SELECT tokens FROM record_search WHERE "
            'rowid = ?) WHERE rowid = (SELECT "row" FROM record WHERE record_hash = ?)',
            (row, kept),
        )
        connection.exec_driver_sql("DELETE FROM record_search WHERE rowid = ?", (row,))
        connection.exec_driver_sql('DELETE FROM record WHERE "row" = ?', (row,))
    for verb in ("update", "delete"):
        op.execute(ONCE.format("disclosure", verb, verb.upper()))


def _hash(text: str) -> str:
    return (
        base64.urlsafe_b64encode(hashlib.sha256(text.encode("ascii")).digest())
        .rstrip(b"=")
        .decode()
    )
