# SPDX-License-Identifier: MIT
"""An answer that goes only where a second group goes too, unless the person lets it go (CONTENT.md §1)."""

from __future__ import annotations

from dataclasses import dataclass

from app.ids import BasisId, GroupId, PartId


@dataclass(frozen=True, slots=True)
class Release:
    """``besides``: that group; ``part``, ``values``: what lets it go; ``bases``: laws that do so, too."""

    besides: GroupId
    part: PartId
    values: frozenset[str]
    bases: frozenset[BasisId]
