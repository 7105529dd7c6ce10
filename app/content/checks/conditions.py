# SPDX-License-Identifier: MIT
"""Conditions, evidence and flag rules: forms of the closed set, names that exist (CONTENT.md §3, §4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from app.content.checks.pack_index import (
    AGES,
    EVENTS,
    SCRIPTS,
    SEXES,
    TESTS,
    WORDS,
    Faults,
    PackFault,
    PackIndex,
    allowed_values,
    part_of,
    place,
)
from app.content.source import Raw

CHECK: Final = "condition"
RULE: Final = "rule"
_INTERVIEW: Final = frozenset({"yes", "short", "later", "no"})


def condition(index: PackIndex, raw: Any, where: str, at: str = "condition") -> Faults:  # noqa: ANN401 parsed JSON
    """Check one condition; None always holds. ``at``: the field that holds it."""
    yield from (replace(fault, at=at) for fault in _condition(index, raw, where))


def _condition(index: PackIndex, raw: Any, where: str) -> Faults:  # noqa: ANN401 parsed JSON, unchecked
    if raw is None:
        return
    if not isinstance(raw, dict) or not raw:
        yield PackFault(CHECK, where, "not an object")
        return
    keys = frozenset(raw)
    if keys in ({"all"}, {"any"}):
        terms = next(iter(raw.values()))
        if not isinstance(terms, list) or not terms:
            yield PackFault(CHECK, where, "no terms")
            return
        for term in terms:
            yield from _condition(index, term, where)
    elif keys == {"not"}:
        yield from _condition(index, raw["not"], where)
    elif check := _FORMS.get(keys):
        yield from check(index, raw, where)
    else:
        yield PackFault(CHECK, where, f"outside the closed set: {sorted(keys)}")


def _answer(index: PackIndex, raw: Raw, where: str) -> Faults:
    part = place(index, raw["answer"])
    if part is None:
        yield PackFault(CHECK, where, f"names unknown {raw['answer']}")
        return
    audience = index.items[raw["answer"].partition(".")[0]]["audience"]
    for value in raw["in"]:
        if value not in allowed_values(part, audience):
            yield PackFault(CHECK, where, f"value {value!r} does not exist in {raw['answer']}")


def _consent(index: PackIndex, raw: Raw, where: str) -> Faults:
    if raw["consent"] == "interview":
        if not set(raw["in"]) <= _INTERVIEW:
            yield PackFault(CHECK, where, "unknown consent state")
    elif raw["consent"] not in index.recipients:
        yield PackFault(CHECK, where, "unknown consent name")


def _agency(index: PackIndex, raw: Raw, where: str) -> Faults:
    if unknown := set(raw["agency"]) - index.agencies:
        yield PackFault(CHECK, where, f"unknown agency {sorted(unknown)}")


def _nationality(_index: PackIndex, raw: Raw, where: str) -> Faults:
    if not re.fullmatch(r"[A-Z]{3}", raw["nationality"]):
        yield PackFault(CHECK, where, "nationality is not alpha-3")


def _closed(
    key: str, allowed: frozenset[str], split: str = ""
) -> Callable[[PackIndex, Raw, str], Faults]:
    def check(_index: PackIndex, raw: Raw, where: str) -> Faults:
        listed = raw[key].split(split) if split else raw[key]
        values = {listed} if isinstance(listed, str) else set(listed)
        if not values <= allowed:
            yield PackFault(CHECK, where, f"unknown {key} {sorted(values - allowed)}")

    return check


def _named(key: str, names: Callable[[PackIndex], Any]) -> Callable[[PackIndex, Raw, str], Faults]:
    def check(index: PackIndex, raw: Raw, where: str) -> Faults:
        if raw[key] not in names(index):
            yield PackFault(CHECK, where, f"unknown {key} {raw[key]}")

    return check


_FORMS: Final[Mapping[frozenset[str], Callable[[PackIndex, Raw, str], Faults]]] = {
    frozenset({"answer", "in"}): _answer,
    frozenset({"consent", "in"}): _consent,
    frozenset({"nationality"}): _nationality,
    frozenset({"age"}): _closed("age", AGES, "|"),
    frozenset({"agency"}): _agency,
    frozenset({"sex"}): _closed("sex", SEXES),
    frozenset({"event"}): _closed("event", EVENTS),
    frozenset({"script"}): _closed("script", SCRIPTS),
    frozenset({"flag"}): _named("flag", lambda index: index.flags),
    frozenset({"sign"}): _named("sign", lambda index: index.signs),
}


def rules(index: PackIndex, item: Raw) -> Faults:
    """Evidence and flag rules of one item."""
    for rule in item["evidence"]:
        at = f"evidence/{rule['code']}"
        if rule["code"] not in index.codes:
            yield PackFault(RULE, item["id"], f"unknown code {rule['code']}", at)
        yield from (replace(fault, at=at) for fault in _rule(item, rule, rule["code"]))
    for rule in item["flags"]:
        at = f"flags/{rule['id']}"
        if rule["id"] not in index.flags:
            yield PackFault(RULE, item["id"], f"unknown flag {rule['id']}", at)
        yield from (replace(fault, at=at) for fault in _rule(item, rule, rule["id"]))


def _rule(item: Raw, rule: Raw, name: str) -> Faults:
    part = part_of(item, rule.get("part"))
    spans = any(isinstance(test, dict) and "span" in test for test in rule["when"])
    if part is None or ("parts" in item and "part" not in rule and not spans):
        yield PackFault(RULE, item["id"], f"{name}: part missing or unknown")
        return
    if not rule["when"]:
        yield PackFault(RULE, item["id"], f"{name}: empty when")
    values = allowed_values(part, item["audience"]) - WORDS
    for test in rule["when"]:
        if isinstance(test, dict):
            yield from _test(item, part, test, name)
        elif test not in values:
            yield PackFault(RULE, item["id"], f"{name}: value {test!r} does not exist")


def _test(item: Raw, part: Raw, test: Raw, name: str) -> Faults:
    if "span" in test:
        named = [part_of(item, part_id) for part_id in test["span"]]
        clocks = all(found is not None and found.get("format") == "clock" for found in named)
        if set(test) != {"span", "gte"} or len(named) != 2 or not clocks:  # noqa: PLR2004 start, end
            yield PackFault(RULE, item["id"], f"{name}: span needs two clock parts and gte")
    elif len(test) != 1 or not set(test) <= TESTS or part["type"] != "number":
        yield PackFault(RULE, item["id"], f"{name}: number test {sorted(test)}")
