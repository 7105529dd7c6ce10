# SPDX-License-Identifier: MIT
"""The tables of indicators in a pack: codes with their grades, dimensions, elements (indicators.json)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from app.domain.text import LocalText

#: In place of a grade: the published list of that profile has no such sign.
NOT_LISTED: Final = "not_listed"


@dataclass(frozen=True, slots=True)
class Code:
    """One indicator code. ``element`` for ACT/MEANS/PURPOSE, ``dimension`` for D codes, none for F."""

    code: str
    title: LocalText
    source: str
    dimension: str | None
    element: str | None
    grade: Mapping[
        str, str | None
    ]  # profile -> strong, medium, weak, NOT_LISTED or None (ungraded)


@dataclass(frozen=True, slots=True)
class GradeColumn:
    """Where the grades of one profile come from. ``as_of`` None: the source has no date."""

    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Dimension:
    id: str
    title: LocalText
    element: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicators:
    codes: Mapping[str, Code]
    forced_labour: Mapping[str, Code]
    elements: Mapping[str, Code]
    dimensions: tuple[Dimension, ...]
    positive_rules: tuple[Mapping[str, int], ...]  # e.g. ({"strong": 2}, {"strong": 1, "other": 1})
    note: LocalText
    pattern: LocalText
    #: Profile -> its source; empty in a pack whose codes each name their own.
    columns: Mapping[str, GradeColumn] = field(default_factory=lambda: MappingProxyType({}))
