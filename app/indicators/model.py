# SPDX-License-Identifier: MIT
"""The result of an assessment, each part with the answers and rules it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.condition import AgeState, EvidenceRule
from app.domain.groups import Groups, Ways, fewest
from app.domain.text import LocalText
from app.ids import ItemId, PartId


class Elements(StrEnum):
    """Act, purpose and means together (indicators.json rules.elements)."""

    INDICATED = "indicated"
    PARTLY = "partly"
    NOT_SO_FAR = "not_so_far"


class Grade(StrEnum):
    """The result of one dimension. UNGRADED: positive or not by grades that the source does not give."""

    POSITIVE = "positive"
    UNGRADED = "ungraded"
    SOME = "some"
    NONE_SO_FAR = "none_so_far"


@dataclass(frozen=True, slots=True)
class Support:
    """One rule that one answer meets. ``values``: options; empty for numbers and hours.

    ``ways``: the groups of each value that meets it alone (`app.domain.groups`).
    """

    item: ItemId
    parts: tuple[PartId, ...]
    values: frozenset[str]
    rule: EvidenceRule
    ways: Ways


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Counter-evidence: this part could have supported the code and was answered otherwise.

    Shown only; it never lowers a result.
    """

    item: ItemId
    part: PartId


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One code that the answers support. Any single cited answer is enough for the entry to stand.

    ``element``: act, means, purpose, dimension id or "forced_labour". ``not_asked``: items that
    could also support it and have no answer.
    """

    code: str
    title: LocalText
    source: str
    element: str
    supports: tuple[Support, ...]
    otherwise: tuple[Otherwise, ...]
    not_asked: tuple[ItemId, ...]

    @property
    def items(self) -> tuple[ItemId, ...]:
        """The answers it rests on, each once, in the order of the script."""
        return tuple(dict.fromkeys(support.item for support in self.supports))

    @property
    def ways(self) -> tuple[Groups, ...]:
        """It is told where all groups of one way are disclosed: the answer that alone meets it."""
        return fewest(way for support in self.supports for way in support.ways)


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """One of the six ILO/EC dimensions.

    ``profile``: the one whose grades gave the result. ``grades``: the codes that count -> strong, medium,
    weak, or None where the source gives no grade. ``sufficient``: the smallest sets of codes that each
    give this result alone.
    """

    id: str
    title: LocalText
    grade: Grade
    profile: str
    entries: tuple[IndicatorEntry, ...]
    grades: Mapping[str, str | None]
    sufficient: tuple[frozenset[str], ...]
    not_asked: tuple[ItemId, ...]

    @property
    def items(self) -> tuple[ItemId, ...]:
        return tuple(dict.fromkeys(item for entry in self.entries for item in entry.items))

    @property
    def ungraded(self) -> tuple[str, ...]:
        """The codes that count and whose grade is missing in the source."""
        return tuple(code for code, grade in self.grades.items() if grade is None)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the indicator panel and the handover may show.

    ``pattern``: the forced-labour sentence applies (a sentence, not a result). ``child_path``:
    under 18 or in doubt, so that means are not required.
    """

    act: tuple[IndicatorEntry, ...]
    means: tuple[IndicatorEntry, ...]
    purpose: tuple[IndicatorEntry, ...]
    dimensions: Mapping[str, DimensionResult]
    forced_labour: tuple[IndicatorEntry, ...]
    elements: Elements
    pattern: bool
    profiles: tuple[str, ...]
    age_state: AgeState
    child_path: bool
    not_asked: tuple[ItemId, ...]

    @property
    def entries(self) -> tuple[IndicatorEntry, ...]:
        """Every entry of every list."""
        graded = tuple(entry for result in self.dimensions.values() for entry in result.entries)
        return (*self.act, *self.means, *self.purpose, *graded, *self.forced_labour)
