# SPDX-License-Identifier: MIT
"""Adapter for vaults: SQLCipher through SQLAlchemy. The only package that opens a database."""
