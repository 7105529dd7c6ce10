# SPDX-License-Identifier: MIT
"""Conditions and evidence tests: the closed set of CONTENT.md §3 and §4, nothing else is accepted."""

from __future__ import annotations

from typing import Any

from app.content.source import Raw
from app.domain import condition as c
from app.ids import FlagId, ItemId, PartId, SignId


def optional(raw: Raw | None) -> c.Condition | None:
    return condition(raw) if raw is not None else None


def condition(raw: Raw) -> c.Condition:  # noqa: C901, PLR0911, PLR0912 one case per form of the closed set
    """Read one condition. Raises ValueError for anything outside the closed set."""
    match raw:
        case {"all": terms, **rest} if not rest:
            return c.AllOf(tuple(condition(term) for term in terms))
        case {"any": terms, **rest} if not rest:
            return c.AnyOf(tuple(condition(term) for term in terms))
        case {"not": term, **rest} if not rest:
            return c.Not(condition(term))
        case {"answer": name, "in": values, **rest} if not rest:
            item, _, part = name.partition(".")
            return c.AnswerIn(ItemId(item), PartId(part) if part else None, frozenset(values))
        case {"age": states, **rest} if not rest:
            return c.AgeIs(frozenset(c.AgeState(state) for state in states.split("|")))
        case {"nationality": country, **rest} if not rest:
            return c.NationalityIs(country)
        case {"agency": agencies, **rest} if not rest:
            return c.AgencyIn(frozenset(agencies))
        case {"sex": values, **rest} if not rest:
            return c.SexIn(frozenset(values))
        case {"consent": who, "in": values, **rest} if not rest:
            return c.ConsentIn(who, frozenset(values))
        case {"flag": flag_id, **rest} if not rest:
            return c.FlagOpen(FlagId(flag_id))
        case {"sign": sign, **rest} if not rest:
            return c.SignSet(SignId(sign))
        case {"event": event, **rest} if not rest:
            return c.EventIs(event)
        case {"script": script, **rest} if not rest:
            return c.ScriptIs(script)
    msg = f"condition outside the closed set: {sorted(raw)}"
    raise ValueError(msg)


def evidence(raw: Raw) -> c.EvidenceRule:
    return c.EvidenceRule(raw["code"], _part(raw), tuple(_when(value) for value in raw["when"]))


def flag(raw: Raw) -> c.FlagRule:
    return c.FlagRule(FlagId(raw["id"]), _part(raw), tuple(_when(value) for value in raw["when"]))


def _part(raw: Raw) -> PartId | None:
    return PartId(raw["part"]) if raw.get("part") else None


def _when(raw: Any) -> c.When:  # noqa: ANN401 parsed JSON
    if isinstance(raw, str):
        return raw
    if "span" in raw:
        start, end = raw["span"]
        return c.SpanTest(PartId(start), PartId(end), raw["gte"])
    ((op, bound),) = raw.items()
    if op not in {"lt", "lte", "gt", "gte"}:
        msg = f"unknown test {op}"
        raise ValueError(msg)
    return c.NumberTest(op, bound)
