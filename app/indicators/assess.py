# SPDX-License-Identifier: MIT
"""From answers to evidence lists, dimensions and elements (DECISIONS.md §5, indicators.json rules).

Every stored answer counts, also one whose item is no longer due: more evidence never lowers a
result. Answers about having agreed, having known or doing sex work have no rule and lower nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.domain.age import PROTECTIVE
from app.domain.evidence import cited_parts, met_values
from app.domain.facts import Facts
from app.domain.groups import rule_ways
from app.domain.indicator_table import Code, Dimension
from app.domain.lock import due
from app.domain.pack import Item
from app.ids import ItemId
from app.indicators import grade as grading
from app.indicators.model import (
    Assessment,
    DimensionResult,
    Elements,
    Grade,
    IndicatorEntry,
    Otherwise,
    Support,
)


def assess(facts: Facts) -> Assessment:
    """Assess what was said so far. Pure; about one pass over the items of the pack."""
    table = facts.pack.indicators
    supports, could = _supports(facts), _could_support(facts)
    child = facts.age_state in PROTECTIVE
    unasked = _not_asked(facts, (item for item in facts.pack.items.values() if item.evidence))
    waiting = frozenset(unasked)

    def entries(codes: Iterable[Code], element: str) -> tuple[IndicatorEntry, ...]:
        found = (code for code in codes if code.code in supports)
        return tuple(_entry(facts, code, element, supports, could, waiting) for code in found)

    by_element = {
        name: entries((c for c in table.elements.values() if c.element == name), name)
        for name in ("act", "means", "purpose")
    }
    profiles = _profiles(facts, supports, child=child)
    dimensions = {
        dimension.id: _dimension(
            facts,
            dimension,
            entries((c for c in table.codes.values() if c.dimension == dimension.id), dimension.id),
            profiles,
            _unasked(facts, dimension, could, waiting),
        )
        for dimension in table.dimensions
    }
    return Assessment(
        act=by_element["act"],
        means=by_element["means"],
        purpose=by_element["purpose"],
        dimensions=MappingProxyType(dimensions),
        forced_labour=entries(table.forced_labour.values(), "forced_labour"),
        elements=_elements(by_element, child=child),
        pattern=_pattern(dimensions),
        profiles=profiles,
        age_state=facts.age_state,
        child_path=child,
        not_asked=unasked,
    )


def _supports(facts: Facts) -> dict[str, list[Support]]:
    """Code -> the rules met, in the order of the script."""
    out: dict[str, list[Support]] = {}
    for item in facts.pack.items.values():
        answer = facts.answers.get(item.id)
        if answer is None:
            continue
        for rule in facts.evidence_met(item):
            out.setdefault(rule.code, []).append(
                Support(
                    item=item.id,
                    parts=cited_parts(item, rule),
                    values=met_values(item, answer, rule),
                    rule=rule,
                    ways=rule_ways(item, answer, rule),
                )
            )
    return out


def _could_support(facts: Facts) -> dict[str, list[Item]]:
    """Code -> the items that have a rule for it."""
    out: dict[str, list[Item]] = {}
    for item in facts.pack.items.values():
        for code in dict.fromkeys(rule.code for rule in item.evidence):
            out.setdefault(code, []).append(item)
    return out


def _entry(  # noqa: PLR0913 what one pass over the items found
    facts: Facts,
    code: Code,
    element: str,
    supports: Mapping[str, list[Support]],
    could: Mapping[str, list[Item]],
    waiting: frozenset[ItemId],
) -> IndicatorEntry:
    mine = tuple(supports[code.code])
    items = could.get(code.code, [])
    return IndicatorEntry(
        code=code.code,
        title=code.title,
        source=code.source,
        element=element,
        supports=mine,
        otherwise=_otherwise(facts, code.code, items, mine),
        not_asked=tuple(item.id for item in items if item.id in waiting),
    )


def _otherwise(
    facts: Facts, code: str, items: Iterable[Item], mine: tuple[Support, ...]
) -> tuple[Otherwise, ...]:
    """Parts that carry a rule for the code, were answered with a value, and meet none of them."""
    met = {(support.item, part) for support in mine for part in support.parts}
    out: dict[Otherwise, None] = {}
    for item in items:
        answer = facts.answers.get(item.id)
        rules = (rule for rule in item.evidence if rule.code == code)
        for part in (part for rule in rules for part in cited_parts(item, rule)):
            value = answer.parts.get(part) if answer else None
            if value is not None and value.state is None and (item.id, part) not in met:
                out[Otherwise(item.id, part)] = None
    return tuple(out)


def _not_asked(facts: Facts, items: Iterable[Item]) -> tuple[ItemId, ...]:
    """Items without an answer that the script would ask (skipped conditions leave no trace)."""
    child = facts.age_state in PROTECTIVE
    return tuple(
        item.id
        for item in items
        if item.id not in facts.answers
        and due(facts, item)
        and (not child or item.id in facts.pack.child_allowed)
    )


def _unasked(
    facts: Facts,
    dimension: Dimension,
    could: Mapping[str, list[Item]],
    waiting: frozenset[ItemId],
) -> tuple[ItemId, ...]:
    codes = (c.code for c in facts.pack.indicators.codes.values() if c.dimension == dimension.id)
    found = dict.fromkeys(item.id for code in codes for item in could.get(code, []))
    return tuple(item for item in found if item in waiting)


def _profiles(
    facts: Facts, supports: Mapping[str, list[Support]], *, child: bool
) -> tuple[str, ...]:
    """Child or doubt: child_*, else adult_*; a sexual purpose adds the sexual profile."""
    who = "child" if child else "adult"
    sexual = any(code in supports for code in facts.pack.roles.sexual_purposes)
    return (f"{who}_labour", f"{who}_sexual") if sexual else (f"{who}_labour",)


def _dimension(
    facts: Facts,
    dimension: Dimension,
    entries: tuple[IndicatorEntry, ...],
    profiles: tuple[str, ...],
    not_asked: tuple[ItemId, ...],
) -> DimensionResult:
    """The stronger result of the profiles that apply, with the name of the one that gave it."""
    table = facts.pack.indicators
    found = tuple(entry.code for entry in entries)
    best, profile = Grade.NONE_SO_FAR, profiles[0]
    for name in profiles:
        grades = grading.code_grades(table.codes, found, name)
        result = grading.grade_of(list(grades.values()), table.positive_rules)
        if grading.stronger(result, best):
            best, profile = result, name
    grades = grading.code_grades(table.codes, found, profile)
    return DimensionResult(
        id=dimension.id,
        title=dimension.title,
        grade=best,
        profile=profile,
        entries=_sourced(facts, entries, profile),
        grades=MappingProxyType(grades),
        sufficient=grading.smallest_sets(grades, table.positive_rules, best),
        not_asked=not_asked,
    )


def _sourced(
    facts: Facts, entries: tuple[IndicatorEntry, ...], profile: str
) -> tuple[IndicatorEntry, ...]:
    """With the source of the profile's column: no grade is shown under the source of another."""
    column = facts.pack.indicators.columns.get(profile)
    return tuple(replace(e, source=column.source) for e in entries) if column else entries


def _elements(by_element: Mapping[str, tuple[IndicatorEntry, ...]], *, child: bool) -> Elements:
    """Indicated = act and purpose and (means or child/doubt); partly = any one of the three."""
    act, means, purpose = (bool(by_element[name]) for name in ("act", "means", "purpose"))
    if act and purpose and (means or child):
        return Elements.INDICATED
    return Elements.PARTLY if act or means or purpose else Elements.NOT_SO_FAR


def _pattern(dimensions: Mapping[str, DimensionResult]) -> bool:
    """D4 and D5 positive with D1 or D2 (D3 or D6 may stand in): shown as a sentence only."""
    positive = {id_ for id_, result in dimensions.items() if result.grade is Grade.POSITIVE}
    return {"D4", "D5"} <= positive and not positive.isdisjoint({"D1", "D2", "D3", "D6"})
