# SPDX-License-Identifier: MIT
"""Order and paths: every step exists, nothing twice, language before text, consent before content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from app.content.checks import conditions
from app.content.checks.pack_index import Faults, PackFault, PackIndex, dicts, twice
from app.content.source import Raw

CHECK: Final = "path"
CHILD: Final = "child"
PATHS: Final = frozenset({"full", "short", "group", "child", "embarkation"})
_STEPS: Final = frozenset({"switch", "raise", "offer", "insert", "continue"})


def check(index: PackIndex) -> Faults:
    """Order, all paths, the child path."""
    script = index.files["script"]
    if script["order"] != script["paths"].get("full"):
        yield PackFault(CHECK, "order", "differs from paths.full", "/script/order")
    if script["paths"].keys() != PATHS:
        yield PackFault(
            CHECK, "paths", f"differ: {sorted(PATHS ^ script['paths'].keys())}", "/script/paths"
        )
    covered: set[str] = set()
    for name, order in script["paths"].items():
        sequence = list(flat(index, order))
        covered |= set(sequence)
        yield from _steps(index, order, f"path {name}")
        yield from _sequence(index, sequence, f"path {name}")
    short = set(flat(index, script["paths"].get("short", [])))
    for item_id, item in index.items.items():
        if item_id not in covered:
            yield PackFault("reachable", item_id, "in no path")
        if item["screening"] and item_id not in short:
            yield PackFault(CHECK, item_id, "screening item missing from the short path")
    yield from _child(index)


def flat(index: PackIndex, order: list[Any]) -> Iterator[str]:
    """The items of a path in order, raised and inserted ones in their place, offers left out."""
    named = {step for step in order if isinstance(step, str) and step in index.items}
    for step in order:
        if isinstance(step, dict):
            yield from step.get("raise", ())
            yield from _of_phase(index, step["insert"]) if "insert" in step else ()
        elif step in index.items:
            yield step
        else:
            left_out = named | index.raised_later
            yield from (item for item in _of_phase(index, step) if item not in left_out)


def _of_phase(index: PackIndex, phase: str) -> Iterator[str]:
    return (item["id"] for item in index.items.values() if item["phase"] == phase)


def _steps(index: PackIndex, order: list[Any], where: str) -> Faults:
    for step in order:
        if isinstance(step, str):
            if step not in index.items and step not in index.phases:
                yield PackFault(CHECK, where, f"unknown step {step}", step)
        elif next(iter(step), None) not in _STEPS:
            yield PackFault(
                CHECK, where, f"unknown kind of step {sorted(step)}", _number(order, step)
            )
    for step in dicts(order):
        yield from conditions.condition(index, step.get("when"), where, _number(order, step))
        if "offer" not in step and step.get("when") is None:
            yield PackFault(CHECK, where, "a step without its condition", _number(order, step))
        yield from (replace(f, at=_number(order, step)) for f in _names(index, step, where))


def _number(order: list[Any], step: Raw) -> str:
    return str(next(n for n, other in enumerate(order) if other is step))


def _names(index: PackIndex, step: Raw, where: str) -> Faults:
    """What a step names must exist."""
    wanted = [
        ("path", index.files["script"]["paths"], [step.get("switch"), step.get("continue")]),
        ("item", index.items, [*step.get("items", ()), *step.get("raise", ())]),
        ("card", index.cards, step.get("cards", ())),
        ("phase", index.phases, [step.get("insert")]),
    ]
    for kind, there, names in wanted:
        for name in names:
            if name is not None and name not in there:
                yield PackFault(CHECK, where, f"names unknown {kind} {name}")


def _sequence(index: PackIndex, sequence: list[str], where: str) -> Faults:
    present = [name for name in sequence if name in index.items]
    for name in twice(present):
        yield PackFault(CHECK, where, f"{name} twice", name)
    for name in _before(_item(index, "language"), present):
        if index.items[name]["audience"] == "person":
            yield PackFault("language_first", where, f"{name} before the language is chosen", name)
    for name in _before(_item(index, "interview_consent"), present):
        if index.items[name]["gate"] == "content":
            yield PackFault("consent_first", where, f"content item {name} before consent", name)


def _item(index: PackIndex, role: str) -> str:
    """The item of a role."""
    place: str = index.role(role)
    return place.partition(".")[0]


def _before(item: str, sequence: list[str]) -> list[str]:
    """What stands before an item: everything, when the path lacks it."""
    return sequence[: sequence.index(item)] if item in sequence else sequence


def _child(index: PackIndex) -> Faults:
    script = index.files["script"]
    allowed = script["child_allowed"]
    path = set(flat(index, script["paths"].get(CHILD, [])))
    for name in twice(allowed):
        yield PackFault(CHILD, name, "twice in child_allowed", f"/script/child_allowed/{name}")
    for name in allowed:
        item = index.items.get(name)
        if item is None:
            yield PackFault(
                CHILD, name, "unknown id in child_allowed", f"/script/child_allowed/{name}"
            )
            continue
        if item["level"] == 3 and "text_child" not in item:  # noqa: PLR2004 the hardest level
            yield PackFault(
                CHILD, name, "a level-3 item of adults", f"/script/child_allowed/{name}"
            )
        if item["phase"] in index.promised["adult_phases"] or item["gate"] == "content":
            yield PackFault(
                CHILD, name, "belongs to the interview of adults", f"/script/child_allowed/{name}"
            )
        if (
            name not in path and item["phase"] != "EMB"
        ):  # a child may stand at the departure gate too
            yield PackFault(CHILD, name, "not in the child path", f"/script/child_allowed/{name}")
    for name in sorted(path - set(allowed)):
        yield PackFault(
            CHILD, name, "in the child path and not in child_allowed", f"/script/paths/child/{name}"
        )
    for name in index.promised["child_wording"]:
        if "text_child" not in index.items.get(name, {}):
            yield PackFault(CHILD, name, "child wording missing")
    yield from _child_cards(index)


def _child_cards(index: PackIndex) -> Faults:
    for name in ("script", "cards"):
        for card in index.files[name]["child_cards"]:
            if card not in index.cards:
                yield PackFault(CHILD, card, "unknown child card", f"/{name}/child_cards/{card}")
