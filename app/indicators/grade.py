# SPDX-License-Identifier: MIT
"""The grade of a dimension from distinct codes (indicators.json rules), not answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Final

from app.domain.indicator_table import Code
from app.indicators.model import Grade

NULL_COUNTS_AS: Final = "medium"
_RANK: Final = {Grade.NONE_SO_FAR: 0, Grade.SOME: 1, Grade.POSITIVE: 2}


def code_grades(codes: Mapping[str, Code], found: Collection[str], profile: str) -> dict[str, str]:
    """Code -> strong, medium or weak in one profile; a code without a grade counts as medium."""
    return {code: codes[code].grade.get(profile) or NULL_COUNTS_AS for code in found}


def ungraded(codes: Mapping[str, Code], found: Collection[str], profile: str) -> tuple[str, ...]:
    """The codes whose grade is missing in the source."""
    return tuple(code for code in found if codes[code].grade.get(profile) is None)


def grade_of(grades: Collection[str], rules: Sequence[Mapping[str, int]]) -> Grade:
    """Judge the grades of the distinct codes found."""
    if any(_fits(Counter(grades), rule) for rule in rules):
        return Grade.POSITIVE
    return Grade.SOME if grades else Grade.NONE_SO_FAR


def stronger(first: Grade, second: Grade) -> bool:
    """Tell whether ``first`` is the stronger result."""
    return _RANK[first] > _RANK[second]


def smallest_sets(
    grades: Mapping[str, str], rules: Sequence[Mapping[str, int]], result: Grade
) -> tuple[frozenset[str], ...]:
    """Every set of codes that gives ``result`` and of which none can be left out."""
    if result is not Grade.POSITIVE:
        return tuple(frozenset({code}) for code in grades)
    largest = max((sum(rule.values()) for rule in rules), default=0)
    found: list[frozenset[str]] = []
    for size in range(1, largest + 1):
        for codes in combinations(grades, size):
            chosen = frozenset(codes)
            if any(smaller <= chosen for smaller in found):
                continue
            if grade_of([grades[code] for code in codes], rules) is Grade.POSITIVE:
                found.append(chosen)
    return tuple(found)


def _fits(counts: Counter[str], rule: Mapping[str, int]) -> bool:
    """``{"strong": 1, "other": 1}``: at least so many; *other* is one more medium or weak code."""
    have = {**counts, "other": counts["medium"] + counts["weak"]}
    return all(have.get(grade, 0) >= number for grade, number in rule.items())
