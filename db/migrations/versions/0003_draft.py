# SPDX-License-Identifier: MIT
"""What is typed and not stored yet outlives a crash. Frozen history."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE draft (interview TEXT NOT NULL, place TEXT NOT NULL, fields TEXT NOT NULL, "
        "at TEXT NOT NULL, CONSTRAINT pk_draft PRIMARY KEY (interview, place))"
    )


def downgrade() -> None:
    op.execute("DROP TABLE draft")
