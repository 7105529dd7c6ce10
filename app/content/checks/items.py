# SPDX-License-Identifier: MIT
"""Items: form, level and audience, options, and the polarity of evidence that must never be turned round."""

from __future__ import annotations

import re
from typing import Final

from app.content.checks import conditions, texts
from app.content.checks.pack_index import (
    CODE_LISTS,
    GATES,
    STATES,
    TYPES,
    WORDS,
    Faults,
    PackFault,
    PackIndex,
    parts_of,
    twice,
)
from app.content.source import Raw

CHECK: Final = "item"
HARD: Final = 3
_ID: Final = re.compile(r"[A-Z]{3,4}-\d{2}[a-c]?")
_SNAKE: Final = re.compile(r"[a-z][a-z0-9_]*")
_CHOICES: Final = frozenset({"one", "many", "consent"})


def check(index: PackIndex) -> Faults:
    """All items of the script."""
    for name in twice([item["id"] for item in index.files["script"]["items"]]):
        yield PackFault(CHECK, name, "id used twice")
    for item in index.files["script"]["items"]:
        yield from _frame(index, item)
        yield from _levels(index, item)
        yield from _parts(item)
        yield from texts.item(index, item)
        yield from conditions.condition(index, item["condition"], item["id"])
        yield from conditions.rules(index, item)
    yield from _polarity(index)
    screening = sum(item["screening"] for item in index.items.values())
    if screening != index.promised["screening_items"]:
        yield PackFault(
            CHECK, "screening", f"{screening} items instead of {index.promised['screening_items']}"
        )


def _frame(index: PackIndex, item: Raw) -> Faults:
    name = item["id"]
    if not _ID.fullmatch(name):
        yield PackFault(CHECK, name, "id form")
    if item["phase"] not in index.phases or not name.startswith(f"{item['phase']}-"):
        yield PackFault(CHECK, name, f"phase {item['phase']}", "phase")
    if item["audience"] not in {"officer", "person", "interpreter"}:
        yield PackFault(CHECK, name, "audience", "audience")
    if item["group"] not in index.groups:
        yield PackFault(CHECK, name, f"group {item['group']}", "group")
    if item["gate"] not in GATES:
        yield PackFault(CHECK, name, f"gate {item['gate']}", "gate")
    for field in item["statistics"]:
        if field not in index.fields:
            yield PackFault(CHECK, name, f"unknown statistics field {field}", f"statistics/{field}")
    if not set(item["iom"]) <= set(range(1, 10)):
        yield PackFault(CHECK, name, "IOM area", "iom")
    if not item["basis"]:
        yield PackFault("obligation", name, "no basis", "basis")
    for field in ("legal_review", "screening"):
        if not isinstance(item[field], bool):
            yield PackFault(CHECK, name, field, field)


def _levels(index: PackIndex, item: Raw) -> Faults:
    """Level 0 is not put to the person; level 3 never comes without its lead-in, for no agency."""
    name, level, person = item["id"], item["level"], item["audience"] == "person"
    if level not in range(HARD + 1) or person is (level == 0):
        yield PackFault("level", name, "level does not fit the audience", "level")
    if person and level == HARD and item["lead_in"] not in index.shared:
        yield PackFault("lead_in", name, "level 3 without lead-in", "lead_in")
    led = [item["lead_in"], *(v.get("lead_in") for v in item["variants"].values())]
    for lead_in in led:
        if lead_in is not None and (not person or lead_in not in index.shared):
            yield PackFault("lead_in", name, f"no lead-in {lead_in}", "lead_in")
    if level == HARD and item["gate"] == "open" and item["condition"] is None:
        yield PackFault("level", name, "level 3 without precondition", "condition")


def _parts(item: Raw) -> Faults:
    name = item["id"]
    if ("parts" in item) == ("type" in item):
        yield PackFault(CHECK, name, "needs exactly one of type and parts")
        return
    ids = [part["id"] for part in item.get("parts", [])]
    if twice(ids) or any(not _SNAKE.fullmatch(part) for part in ids):
        yield PackFault(CHECK, name, "part ids")
    for part in parts_of(item):
        yield from _part(part, name if part is item else f"{name}.{part['id']}")


def _part(part: Raw, where: str) -> Faults:
    options = part.get("options", [])
    if part["type"] not in TYPES:
        yield PackFault(CHECK, where, f"type {part['type']}", "type")
    if part["type"] not in _CHOICES:
        if options:
            yield PackFault("option", where, "options on a type without options", "options")
    elif "list" in part:
        if part["list"] not in CODE_LISTS:
            yield PackFault("option", where, "unknown code list", "list")
    elif len(options) < 2:  # noqa: PLR2004 one option is no choice
        yield PackFault("option", where, "options missing", "options")
    ids = [option["id"] for option in options]
    if twice(ids):
        yield PackFault("option", where, "option ids not unique", f"options/{twice(ids)[0]}")
    for option in ids:
        if not _SNAKE.fullmatch(option) or option in STATES | WORDS:
            yield PackFault("option", where, f"option id {option}", f"options/{option}")
    if sum(bool(option.get("exclusive")) for option in options) > 1:
        yield PackFault("option", where, "more than one exclusive option", "options")


def _polarity(index: PackIndex) -> Faults:
    for name, kind, code, part, value in index.promised["polarity"]:
        item = index.items.get(name)
        if item is None:
            yield PackFault("polarity", name, "item missing")
            continue
        found = [rule for rule in item[kind] if code in (rule.get("code"), rule.get("id"))]
        whens = [rule["when"] for rule in found if rule.get("part") == part]
        speaks = any(value in when for when in whens)
        if not speaks or (value == "no" and any("yes" in when for when in whens)):
            yield PackFault("polarity", name, f"{code} must speak through {value!r}", kind)
