# SPDX-License-Identifier: MIT
"""The two ways a file can fail. The reason codes are part of the command-line contract."""

from __future__ import annotations

from app.errors import UserError


class Rejected(UserError):
    """The file could be read but must not be trusted: exit 1 of `kakehashi verify`."""


class Unreadable(UserError):
    """The file is not a handover at all, or cannot be read: exit 2 of `kakehashi verify`."""
