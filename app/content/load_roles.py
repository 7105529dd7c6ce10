# SPDX-License-Identifier: MIT
"""``roles.json``: which id of the pack has which role. Read here, and judged here for loader and lint."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, Final

from app.content.source import ROLES as FILE
from app.content.source import Raw
from app.domain.roles import ROLES, Form, PartRole, RoleKind, RolePlace, Roles, Saying
from app.ids import ItemId, PartId
from app.paths import resources_dir

#: kind of thing -> (file, list) of the pack that holds its ids
_TABLES: Final[Mapping[RoleKind, tuple[str, str]]] = {
    RoleKind.FLAG: ("flags", "flags"),
    RoleKind.SIGN: ("script", "signs"),
    RoleKind.GROUP: ("recipients", "groups"),
    RoleKind.RECIPIENT: ("recipients", "recipients"),
    RoleKind.BASIS: ("legal_bases", "bases"),
    RoleKind.TIMER: ("timers", "timers"),
    RoleKind.CODE: ("indicators", "elements"),
}
#: What the answers of a type can be beside its options.
_ANSWERS: Final = {"yn4": frozenset({"yes", "no"})}


@cache
def before_roles() -> Raw:
    """Roles and agencies of 0.1, for packs that were made before they were data."""
    path = resources_dir() / "content" / "roles-0.1.json"
    table: Raw = json.loads(path.read_bytes())
    return table


def roles_of(files: Mapping[str, Raw]) -> Roles:
    """The roles of a pack. Raises ValueError when one is missing, unknown or points at nothing."""
    for name, what in role_faults(files):
        msg = f"role {name}: {what}"
        raise ValueError(msg)
    book = _Book(files)
    named = files.get(FILE, before_roles())["roles"]
    return Roles(**{name: book.value(form, named[name]) for name, form in ROLES.items()})


def part_roles(roles: Roles) -> Mapping[tuple[ItemId, PartId], frozenset[PartRole]]:
    """(item, part) -> the roles that the part itself knows of."""
    found: dict[tuple[ItemId, PartId], set[PartRole]] = {}
    for role in PartRole:
        held = getattr(roles, role.value)
        for place in held if isinstance(held, tuple) else (held,):
            found.setdefault((place.item, place.part), set()).add(role)
    return {place: frozenset(mine) for place, mine in found.items()}


def role_faults(files: Mapping[str, Raw]) -> Iterator[tuple[str, str]]:
    """(role, what is wrong with it), for every role that is missing, unknown, or points wrongly."""
    named = files.get(FILE, before_roles()).get("roles")
    if not isinstance(named, dict):
        yield FILE, "roles is no object"
        return
    for name in named.keys() - ROLES.keys():
        yield name, "the program knows no such role"
    book = _Book(files)
    for name, form in ROLES.items():
        if name not in named:
            yield name, f"missing: which {form.kind.value} it is ({form.about})"
        else:
            yield from ((name, what) for what in book.faults(form, named[name]))


@dataclass(frozen=True)
class _Book:
    """The ids of a pack, and what is written about them."""

    files: Mapping[str, Raw]

    @cached_property
    def items(self) -> dict[str, Raw]:
        return {raw["id"]: raw for raw in self.files["script"]["items"]}

    def value(self, form: Form, raw: Any) -> Any:  # noqa: ANN401 parsed JSON to the role's own type
        """What a role holds, typed; `faults` found nothing wrong with it."""
        if form.keys is not None:
            plain = replace(form, keys=None)
            return MappingProxyType({key: self.value(plain, held) for key, held in raw.items()})
        if form.many:
            return tuple(self._typed(form.kind, text) for text in raw)
        return self._typed(form.kind, raw)

    def faults(self, form: Form, raw: Any) -> Iterator[str]:  # noqa: ANN401 parsed JSON
        """What is wrong with the value of one role."""
        if form.keys is not None:
            yield from self._pairs(form, form.keys, raw)
            return
        if form.many is not isinstance(raw, list):
            yield "a list is needed" if form.many else "one id is needed, no list"
            return
        for text in raw if form.many else [raw]:
            if not isinstance(text, str):
                yield "no id"
            elif fault := self._fault(form, text):
                yield fault

    def _pairs(self, form: Form, keys: RoleKind, raw: Any) -> Iterator[str]:  # noqa: ANN401 parsed JSON
        """What is wrong with a role that holds something for each of some ids."""
        if not isinstance(raw, dict):
            yield "an object is needed: id -> what it is for that one"
            return
        for key, held in raw.items():
            if fault := self._fault(Form(keys, ""), key):
                yield fault
            yield from self.faults(replace(form, keys=None), held)

    def _typed(self, kind: RoleKind, text: str) -> object:
        if kind not in {RoleKind.PLACE, RoleKind.SAYING}:
            return text
        name, _, value = text.partition("=")
        item, _, part = name.partition(".")
        where = ItemId(item), PartId(part)
        return Saying(*where, value) if kind is RoleKind.SAYING else RolePlace(*where)

    def _fault(self, form: Form, text: str) -> str:
        """Why an id cannot have a role, or an empty text."""
        if form.kind in _TABLES or form.kind is RoleKind.LAYOUT:
            return "" if text in self._ids(form.kind) else f"no such {form.kind.value}: {text}"
        name, _, value = text.partition("=")
        if form.kind is RoleKind.ITEM:
            item = self.items.get(name)
            part = item if item is None or not form.types or "type" in item else item["parts"][0]
        else:
            part = self._part(name)
        if part is None:
            return f"no such {form.kind.value}: {name}"
        if form.types and part["type"] not in form.types:
            return f"{name} is {part['type']}, needed is {' or '.join(sorted(form.types))}"
        can = {option["id"] for option in part.get("options", [])} | _ANSWERS.get(
            str(part.get("type")), frozenset()
        )
        needed = form.values | ({value} if form.kind is RoleKind.SAYING else set())
        missing = sorted(needed - can)
        return f"{name} cannot be answered by {', '.join(missing)}" if missing else ""

    def _ids(self, kind: RoleKind) -> set[str]:
        if kind is RoleKind.LAYOUT:
            return {raw["layout"] for raw in self.files["recipients"]["recipients"]}
        file, table = _TABLES[kind]
        return {raw.get("id") or raw["code"] for raw in self.files[file][table]}

    def _part(self, name: str) -> Raw | None:
        """The part that ``ITEM.part`` names, or the plain item; None when there is none."""
        item_id, _, part_id = name.partition(".")
        item = self.items.get(item_id)
        if item is None or "parts" not in item:
            return None if part_id else item
        return next((part for part in item["parts"] if part["id"] == part_id), None)
