# SPDX-License-Identifier: MIT
"""First schema. Frozen history: imports nothing of the program."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LINK = """type TEXT NOT NULL, at TEXT NOT NULL, boot TEXT NOT NULL, actor TEXT NOT NULL,
    payload TEXT NOT NULL, salt TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
    mono INTEGER NOT NULL"""

TABLES = {
    "meta": "key TEXT NOT NULL, value TEXT NOT NULL, CONSTRAINT pk_meta PRIMARY KEY (key)",
    "event": f"""interview TEXT NOT NULL, seq INTEGER NOT NULL, {LINK},
        CONSTRAINT pk_event PRIMARY KEY (interview, seq)""",
    "audit": f"seq INTEGER NOT NULL, {LINK}, CONSTRAINT pk_audit PRIMARY KEY (seq)",
    "interview": """"row" INTEGER NOT NULL, id TEXT NOT NULL, case_number TEXT NOT NULL,
        script TEXT NOT NULL, agency TEXT NOT NULL, practice BOOLEAN NOT NULL, language TEXT,
        state TEXT NOT NULL, age_state TEXT NOT NULL, started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL, answered INTEGER NOT NULL, flags TEXT NOT NULL,
        timers TEXT NOT NULL, head TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL,
        CONSTRAINT pk_interview PRIMARY KEY ("row"), CONSTRAINT uq_interview_id UNIQUE (id)""",
    "answer": """interview TEXT NOT NULL, item TEXT NOT NULL, data_group TEXT NOT NULL,
        parts TEXT NOT NULL, seq INTEGER NOT NULL,
        CONSTRAINT pk_answer PRIMARY KEY (interview, item),
        CONSTRAINT fk_answer_interview_interview FOREIGN KEY(interview)
        REFERENCES interview (id) ON DELETE CASCADE""",
    "sealed_version": """interview TEXT NOT NULL, version INTEGER NOT NULL,
        record_hash TEXT NOT NULL, token TEXT NOT NULL, sealed_at TEXT NOT NULL,
        CONSTRAINT pk_sealed_version PRIMARY KEY (interview, version),
        CONSTRAINT uq_sealed_version_record_hash UNIQUE (record_hash)""",
    "countersignature": """record_hash TEXT NOT NULL, text TEXT NOT NULL,
        CONSTRAINT pk_countersignature PRIMARY KEY (record_hash, text)""",
    "handover": """id INTEGER NOT NULL, interview TEXT NOT NULL, version INTEGER NOT NULL,
        recipient TEXT NOT NULL, groups TEXT NOT NULL, file_sha256 TEXT NOT NULL, at TEXT NOT NULL,
        CONSTRAINT pk_handover PRIMARY KEY (id)""",
    "record": """"row" INTEGER NOT NULL, record_hash TEXT NOT NULL, jti TEXT NOT NULL,
        version INTEGER NOT NULL, prev TEXT, station TEXT NOT NULL, agency TEXT NOT NULL,
        practice BOOLEAN NOT NULL, sealed_at TEXT NOT NULL, case_number TEXT, signer TEXT NOT NULL,
        jws TEXT NOT NULL, imported_at TEXT NOT NULL, CONSTRAINT pk_record PRIMARY KEY ("row"),
        CONSTRAINT uq_record_record_hash UNIQUE (record_hash)""",
    "disclosure": """record_hash TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL,
        CONSTRAINT pk_disclosure PRIMARY KEY (record_hash, digest),
        CONSTRAINT fk_disclosure_record_hash_record FOREIGN KEY(record_hash)
        REFERENCES record (record_hash)""",
}
INDEXES = (
    ("interview", "case_number"),
    ("interview", "started_at"),
    ("handover", "interview"),
    ("record", "jti"),
    ("record", "sealed_at"),
)
WRITTEN_ONCE = ("event", "audit", "sealed_version", "handover", "disclosure")
SEARCHED = ("interview_search", "record_search")


def upgrade() -> None:
    for name, columns in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for table, column in INDEXES:
        op.execute(f"CREATE INDEX ix_{table}_{column} ON {table} ({column})")
    for table in WRITTEN_ONCE:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
            )
    for table in SEARCHED:
        op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(tokens)")
        op.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('automerge', 0)")


def downgrade() -> None:
    for table in (*SEARCHED, *reversed(TABLES)):
        op.execute(f"DROP TABLE {table}")
