# SPDX-License-Identifier: MIT
"""Roles: every one that the program needs is given to an id of the pack that can have it."""

from __future__ import annotations

from typing import Final

from app.content.checks.known import Fault, Faults, Known
from app.content.load_roles import role_faults
from app.content.source import ROLES

CHECK: Final = "role"


def check(known: Known) -> Faults:
    """All roles of `app.domain.roles`, none missing and none besides."""
    for name, what in role_faults(known.files):
        yield Fault(CHECK, f"role {name}", what, f"/{ROLES}/roles/{name}")
