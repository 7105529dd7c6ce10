# SPDX-License-Identifier: MIT
"""Alembic's entry: runs the migrations on an open, keyed connection that the caller hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
context.run_migrations()
