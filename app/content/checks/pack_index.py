# SPDX-License-Identifier: MIT
"""What a pack names: ids by kind, and the closed lists of the README that every pack must keep to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from app.content.draft import PackDraft
from app.content.source import Raw
from app.paths import resources_dir

TYPES: Final = frozenset(
    [
        "check",
        "yn4",
        "one",
        "many",
        "text",
        "number",
        "money",
        "date",
        "place",
        "consent",
        "statement",
    ]
)
GATES: Final = frozenset({"open", "care", "assent", "content"})
AGES: Final = frozenset({"not_asked", "adult", "adult_by_officer", "child", "doubt"})
SEXES: Final = frozenset({"f", "m", "x", "unknown"})
EVENTS: Final = frozenset({"started", "before_closing"})
SCRIPTS: Final = frozenset({"full", "short", "embarkation", "group"})
CODE_LISTS: Final = frozenset({"language", "country"})
STATES: Final = frozenset({"unsure", "declined"})
WORDS: Final = frozenset({"answered", "evidence"})
TESTS: Final = frozenset({"lt", "lte", "gt", "gte"})
BY_TYPE: Final[Mapping[str, frozenset[str]]] = {
    "yn4": frozenset({"yes", "no"}),
    "check": frozenset({"done", "not_possible"}),
    "statement": frozenset({"explained", "understood", "not_understood"}),
}


@dataclass(frozen=True, slots=True)
class PackFault:
    """One thing that is wrong. ``check`` names the check, ``where`` the id or file.

    ``at``: the path of keys below that, or from a file on (``/script/paths/short``). ``file`` and
    ``line`` (from 1) are found by `app.content.locate` when the report is made.
    """

    check: str
    where: str
    what: str
    at: str = ""
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file else ""
        return f"{place}{self.where}: {self.what} [{self.check}]"


Faults = Iterator[PackFault]


@dataclass(frozen=True)
class PackIndex:
    """The ids of one pack, by kind."""

    draft: PackDraft

    @property
    def files(self) -> dict[str, Raw]:
        return self.draft.files

    @cached_property
    def items(self) -> dict[str, Raw]:
        return {item["id"]: item for item in self.files["script"]["items"]}

    @cached_property
    def promised(self) -> Raw:
        """What every pack must keep to, whoever changes it: the program's own list, not the pack's."""
        path = resources_dir() / "content" / "promises.json"
        found: Raw = json.loads(path.read_bytes())
        return found

    @cached_property
    def groups(self) -> set[str]:
        return {group["id"] for group in self.files["recipients"]["groups"]}

    @cached_property
    def agencies(self) -> set[str]:
        return {agency["id"] for agency in self.files["agencies"]["agencies"]}

    def role(self, name: str) -> Any:  # noqa: ANN401 parsed JSON
        """The id, or ids, of a role (`app.content.checks.roles` judges them)."""
        return self.files["roles"]["roles"][name]

    @cached_property
    def phases(self) -> list[str]:
        return [phase["id"] for phase in self.files["script"]["phases"]]

    @cached_property
    def shared(self) -> set[str]:
        return {text["id"] for text in self.files["script"]["shared_texts"]}

    @cached_property
    def signs(self) -> set[str]:
        return {sign["id"] for sign in self.files["script"]["signs"]}

    @cached_property
    def flags(self) -> dict[str, Raw]:
        return {flag["id"]: flag for flag in self.files["flags"]["flags"]}

    @cached_property
    def cards(self) -> dict[str, Raw]:
        return {card["id"]: card for card in self.files["cards"]["cards"]}

    @cached_property
    def variables(self) -> dict[str, Raw]:
        return {variable["id"]: variable for variable in self.files["cards"]["variables"]}

    @cached_property
    def codes(self) -> set[str]:
        found = self.files["indicators"]
        return {
            code["code"] for kind in ("codes", "forced_labour", "elements") for code in found[kind]
        }

    @cached_property
    def fields(self) -> dict[str, Raw]:
        return {field["field"]: field for field in self.files["statistics"]["fields"]}

    @cached_property
    def recipients(self) -> dict[str, Raw]:
        return {recipient["id"]: recipient for recipient in self.files["recipients"]["recipients"]}

    @cached_property
    def bases(self) -> dict[str, Raw]:
        return {basis["id"]: basis for basis in self.files["legal_bases"]["bases"]}

    @cached_property
    def raised_later(self) -> set[str]:
        """Items that come at once when a sign or an answer calls for them."""
        order = self.files["script"]["order"]
        return {i for step in order if isinstance(step, dict) for i in step.get("raise", ())}


def parts_of(item: Raw) -> list[Raw]:
    """The parts of an item; a plain item is its own only part."""
    return item.get("parts") or [item]


def part_of(item: Raw, part: str | None) -> Raw | None:
    """The named part, or the first one; None when there is no such part."""
    if "parts" not in item:
        return item if part is None else None
    if part is None:
        first: Raw = item["parts"][0]
        return first
    return next((found for found in item["parts"] if found["id"] == part), None)


def place(index: PackIndex, name: str) -> Raw | None:
    """The part that ``ITEM`` or ``ITEM.part`` names; None when there is none."""
    item_id, _, part = name.partition(".")
    item = index.items.get(item_id)
    return part_of(item, part or None) if item else None


def allowed_values(part: Raw, audience: str) -> set[str]:
    """The words that a condition or rule may ask a part for (CONTENT.md §3)."""
    values = set(BY_TYPE.get(part["type"], ())) | WORDS
    values |= {option["id"] for option in part.get("options", [])}
    return values | STATES if audience != "officer" or part["type"] == "yn4" else values


def twice(names: list[str]) -> list[str]:
    """The names that occur more than once, sorted."""
    return sorted({name for name in names if names.count(name) > 1})


def dicts(entries: list[Any]) -> list[Raw]:
    return [entry for entry in entries if isinstance(entry, dict)]
