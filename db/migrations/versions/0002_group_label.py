# SPDX-License-Identifier: MIT
"""The list of interviews shows which people were found together. Frozen history."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE interview ADD COLUMN group_label TEXT")


def downgrade() -> None:
    op.execute("ALTER TABLE interview DROP COLUMN group_label")
