# SPDX-License-Identifier: MIT
"""The grade of a dimension from distinct codes (indicators.json rules), not answers.

A missing grade is never guessed: the rules are asked twice, with every missing grade as weak and as strong.
Where both say the same, it is said; positive only with strong ones is *ungraded*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Final

from app.domain.indicator_table import NOT_LISTED, Code
from app.indicators.model import Grade

_LOWEST, _HIGHEST = "weak", "strong"
_RANK: Final = {Grade.NONE_SO_FAR: 0, Grade.SOME: 1, Grade.UNGRADED: 2, Grade.POSITIVE: 3}


def code_grades(
    codes: Mapping[str, Code], found: Collection[str], profile: str
) -> dict[str, str | None]:
    """The codes that count in one profile -> strong, medium, weak, or None where the source has no grade.

    A code that the profile's list does not have never counts.
    """
    grades = {code: codes[code].grade.get(profile) for code in found}
    return {code: grade for code, grade in grades.items() if grade != NOT_LISTED}


def grade_of(grades: Collection[str | None], rules: Sequence[Mapping[str, int]]) -> Grade:
    """Judge the grades of the distinct codes found."""
    if _positive([grade or _LOWEST for grade in grades], rules):
        return Grade.POSITIVE
    if _positive([grade or _HIGHEST for grade in grades], rules):
        return Grade.UNGRADED
    return Grade.SOME if grades else Grade.NONE_SO_FAR


def stronger(first: Grade, second: Grade) -> bool:
    """Tell whether ``first`` is the stronger result."""
    return _RANK[first] > _RANK[second]


def smallest_sets(
    grades: Mapping[str, str | None], rules: Sequence[Mapping[str, int]], result: Grade
) -> tuple[frozenset[str], ...]:
    """Every set of codes that gives ``result`` and of which none can be left out."""
    if not stronger(result, Grade.SOME):
        return tuple(frozenset({code}) for code in grades)
    largest = max((sum(rule.values()) for rule in rules), default=0)
    found: list[frozenset[str]] = []
    for size in range(1, largest + 1):
        for codes in combinations(grades, size):
            chosen = frozenset(codes)
            if any(smaller <= chosen for smaller in found):
                continue
            if not stronger(result, grade_of([grades[code] for code in codes], rules)):
                found.append(chosen)
    return tuple(found)


def _positive(grades: Sequence[str], rules: Sequence[Mapping[str, int]]) -> bool:
    return any(_fits(Counter(grades), rule) for rule in rules)


def _fits(counts: Counter[str], rule: Mapping[str, int]) -> bool:
    """``{"strong": 1, "other": 1}``: at least so many; *other* is one more medium or weak code."""
    have = {**counts, "other": counts["medium"] + counts["weak"]}
    return all(have.get(grade, 0) >= number for grade, number in rule.items())
