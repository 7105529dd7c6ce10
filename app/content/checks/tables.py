# SPDX-License-Identifier: MIT
"""Cards, flags, timers, indicators and statistics."""

from __future__ import annotations

import re
from typing import Final

from app.content.checks import conditions
from app.content.checks.pack_index import Faults, PackFault, PackIndex, place
from app.content.source import Raw
from app.domain.indicator_table import NOT_LISTED
from app.domain.silent import BY_PERSON

MAX_CARD_WORDS: Final = 130
GRADES: Final = frozenset({"strong", "medium", "weak", NOT_LISTED, None})
SIZES: Final = {"codes": 67, "forced_labour": 11, "elements": 22}
#: Years of laws may stand in a card; a telephone number may not: it comes from the directory.
_YEARS: Final = frozenset({"2024", "2026", "2027"})
_NUMBER: Final = re.compile(r"\d{4,}-?\d*-?\d*")


def check(index: PackIndex) -> Faults:
    """All tables beside the items."""
    yield from _cards(index)
    yield from _flags(index)
    yield from _timers(index)
    yield from _indicators(index)
    yield from _statistics(index)


def _cards(index: PackIndex) -> Faults:
    if list(index.cards) != index.promised["cards"]:
        yield PackFault(
            "card",
            "cards",
            f"{index.promised['cards'][0]} to {index.promised['cards'][-1]} expected",
        )
    for card in index.cards.values():
        english = card["text"]["en"]
        yield from conditions.condition(index, card["show_when"], card["id"], "show_when")
        for variant in card.get("variants", []):
            yield from conditions.condition(index, variant["when"], card["id"], "variants")
        if len(english.split()) > MAX_CARD_WORDS:
            yield PackFault(
                "card", card["id"], f"more than {MAX_CARD_WORDS} English words", "text/en"
            )
        if card.get("tell_back") and index.promised["tell_back"] not in index.shared:
            what = f"is to be told back, and {index.promised['tell_back']} is missing"
            yield PackFault("card", card["id"], what, "tell_back")
        if card["legal_review"] != bool(card["legal_review_points"]):
            yield PackFault("card", card["id"], "legal review points", "legal_review")
        for number in _NUMBER.findall(english):
            if number not in _YEARS:
                yield PackFault("card", card["id"], f"number {number} in the text", "text/en")


def _flags(index: PackIndex) -> Faults:
    raised = {rule["id"] for item in index.items.values() for rule in item["flags"]}
    for name, flag in index.flags.items():
        where = f"flag {name}"
        if flag["severity"] not in {"red", "amber"}:
            yield PackFault("flag", where, "severity", "severity")
        if flag["raised_by"] not in {"answer", "officer", "both", BY_PERSON}:
            yield PackFault("flag", where, "raised_by", "raised_by")
        if flag["raised_by"] == "answer" and name not in raised and not flag.get("raised_when"):
            yield PackFault("flag", where, "raised by nothing")
        yield from conditions.condition(index, flag.get("raised_when"), where, "raised_when")
        if flag["raised_by"] == BY_PERSON:
            yield from _silent(flag, where)
        actions = flag["actions"]
        if not actions["en"] or len(actions["en"]) != len(actions["ja"]):
            yield PackFault(
                "make_safe", where, "no actions, or not the same in both languages", "actions"
            )
        if flag["severity"] == "red" and not flag["blocks_closing"]:
            yield PackFault("flag", where, "a red flag must block the closing", "blocks_closing")


def _silent(flag: Raw, where: str) -> Faults:
    """A flag of the hand in the person's window: it hangs on a sign, and nobody else may learn of it."""
    if set(flag.get("raised_when") or ()) != {"sign"}:
        yield PackFault("flag", where, "raised by the person, but by no sign", "raised_when")
    if "discreet" not in flag:
        yield PackFault("flag", where, "raised silently, but without discreet words", "discreet")
    if flag["severity"] == "red":
        yield PackFault("flag", where, "raised silently, but shown in red", "severity")


def _timers(index: PackIndex) -> Faults:
    timers = index.files["timers"]["timers"]
    if {timer["id"] for timer in timers} != set(index.promised["timers"]):
        yield PackFault("timer", "timers", "ids")
    for timer in timers:
        yield from conditions.condition(index, timer["start"], f"timer {timer['id']}", "start")


def _indicators(index: PackIndex) -> Faults:
    found = index.files["indicators"]
    for kind, size in SIZES.items():
        if len({code["code"] for code in found[kind]}) != size:
            yield PackFault("indicator", kind, f"{size} codes expected")
    for code in found["codes"]:
        if (
            set(code["grade"]) != set(found["profiles"])
            or not set(code["grade"].values()) <= GRADES
        ):
            yield PackFault("indicator", code["code"], "grades", "grade")
    for profile in found["profiles"]:
        if not found.get("columns", {}).get(profile, {}).get("source"):
            yield PackFault("indicator", profile, "no source of its grades", "columns")
    reached = {rule["code"] for item in index.items.values() for rule in item["evidence"]}
    for name in sorted(index.codes - reached):
        yield PackFault("indicator", name, "reached by no item")


def _statistics(index: PackIndex) -> Faults:
    for name in sorted(set(index.promised["statistics"]) - index.fields.keys()):
        yield PackFault("statistics", name, "field missing")
    for field in index.fields.values():
        yield from _field(index, field)


def _field(index: PackIndex, field: Raw) -> Faults:
    name = field["field"]
    for read in field["items"]:
        if place(index, read) is None:
            yield PackFault("statistics", name, f"unknown item {read}", f"items/{read}")
        elif name not in index.items[read.partition(".")[0]]["statistics"]:
            yield PackFault("statistics", name, f"{read} does not name it back", f"items/{read}")
    if field["source"] == "answer" and not field["items"]:
        yield PackFault("statistics", name, "no item", "items")
