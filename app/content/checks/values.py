# SPDX-License-Identifier: MIT
"""Groups of single values and parts, parts put one by one, places in the short screening (CONTENT.md §1)."""

from __future__ import annotations

from typing import Final

from app.content.checks import conditions
from app.content.checks.pack_index import (
    STATES,
    Faults,
    PackFault,
    PackIndex,
    allowed_values,
    part_of,
    parts_of,
)
from app.content.source import Raw

CHECK: Final = "value_group"
SCREEN: Final = "screen"
_PARTS: Final = "parts"
_STRENGTHS: Final = frozenset({"strong", "soft"})
_SCREEN_FIELDS: Final = frozenset({"order", "strength", "on"})


def check(index: PackIndex) -> Faults:
    """All items of the script."""
    orders: dict[int, str] = {}
    for item in index.items.values():
        yield from _groups(index, item)
        yield from _asked(index, item)
        yield from _release(index, item)
        for where, thing in _things(item):
            yield from _screen(index, item, where, thing)
            order = thing.get("screen", {}).get("order") if _is_screen(thing) else None
            if isinstance(order, int) and orders.setdefault(order, where) != where:
                yield PackFault(
                    SCREEN, where, f"order {order} is that of {orders[order]}", "screen"
                )


def _things(item: Raw) -> list[tuple[str, Raw]]:
    """The item and, where it has several, its parts: what may carry groups and a screen."""
    parts = [(f"{item['id']}.{part['id']}", part) for part in item.get("parts", [])]
    return [(item["id"], item), *parts]


def _groups(index: PackIndex, item: Raw) -> Faults:
    for where, thing in _things(item):
        named = thing.get("value_groups", {})
        if not isinstance(named, dict):
            yield PackFault(CHECK, where, "value_groups is no object", "value_groups")
            continue
        own = {group for group in [thing.get("group")] if isinstance(group, str)}
        for group in sorted((own | {str(group) for group in named.values()}) - index.groups):
            yield PackFault(CHECK, where, f"unknown group {group}", "value_groups")
        parts = parts_of(item) if thing is item else [thing]
        allowed = {value for part in parts for value in allowed_values(part, "officer")}
        for value in sorted(named.keys() - (allowed - STATES - {"answered", "evidence"})):
            yield PackFault(CHECK, where, f"no value {value}", f"value_groups/{value}")
        twice = named.keys() & item.get("value_groups", {}).keys() if thing is not item else ()
        for value in sorted(twice):
            yield PackFault(CHECK, where, f"two groups for {value}", f"value_groups/{value}")


def _asked(index: PackIndex, item: Raw) -> Faults:
    if item.get("ask", _PARTS) != _PARTS or ("ask" in item and "parts" not in item):
        yield PackFault("item", item["id"], "ask: parts, of an item with parts, or nothing", "ask")
    for where, part in _things(item)[1:]:
        yield from conditions.condition(index, part.get("condition"), where)


def _release(index: PackIndex, item: Raw) -> Faults:
    """An answer that goes only with a further group: nothing else may tell of it."""
    if (release := item.get("release")) is None:
        return
    unless = release["unless"]
    part = part_of(item, unless["part"])
    told = allowed_values(part, item["audience"]) if part else set()
    if not {release["besides"]} <= index.groups - {item["group"]} or not set(unless["in"]) <= told:
        yield PackFault(CHECK, item["id"], "release: group, part or value", "release")
    if not set(release["bases"]) <= index.bases.keys():
        yield PackFault(CHECK, item["id"], "release: unknown legal basis", "release/bases")
    if item["evidence"] or item["flags"]:
        yield PackFault(CHECK, item["id"], "release: it meets something", "release")


def _is_screen(thing: Raw) -> bool:
    screen = thing.get("screen")
    return isinstance(screen, dict) and screen.keys() >= _SCREEN_FIELDS


def _screen(index: PackIndex, item: Raw, where: str, thing: Raw) -> Faults:
    if "screen" not in thing:
        return
    if not _is_screen(thing):
        yield PackFault(SCREEN, where, "needs order, strength and on", "screen")
        return
    screen = thing["screen"]
    if type(screen["order"]) is not int or screen["strength"] not in _STRENGTHS:
        yield PackFault(SCREEN, where, "order or strength", "screen")
    part = parts_of(item)[0] if thing is item else thing
    for value in screen["on"]:
        if value not in allowed_values(part, item["audience"]):
            yield PackFault(SCREEN, where, f"value {value!r} does not exist", "screen/on")
    for name in screen.get("deepens", []):
        if name not in index.items:
            yield PackFault(SCREEN, where, f"unknown item {name}", "screen/deepens")
