# SPDX-License-Identifier: MIT
"""A pack may name things as it likes where a record can hold the name; anything else is told by the lint."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.content.checks import records
from app.content.checks.pack_index import PackFault, PackIndex
from app.content.draft import PackDraft
from app.content.load import builtin_dir, load
from app.domain.pack import Pack
from app.ids import GroupId, RecipientId
from app.services.checking import Verifier
from app.services.deciding import decide_status
from app.services.record_ids import only
from tests import regrouped
from tests.checking import accepted, verified
from tests.stations import ADULT, begin, build_house, hand_out, seal

FaultsAfter = Callable[[str, Callable[[Any], None]], list[PackFault]]
FILES = ("script", "recipients", "legal_bases", "roles", "agencies", "timers", "cards")
#: What a pack of another country could call what the built-in pack calls so.
OTHERWISE = {"process": "course_of_it", "police": "police_2", "wcsc": "shelter_7"}


def first(table: str, **changes: Any) -> Callable[[Any], None]:
    return lambda raw: raw[table][0].update(changes)


def part(item: str, **changes: Any) -> Callable[[Any], None]:
    """Change the first part of an item."""
    return lambda raw: next(found for found in raw["items"] if found["id"] == item)["parts"][
        0
    ].update(changes)


def many_parts(raw: Any) -> None:
    item = next(item for item in raw["items"] if item["id"] == "IDEN-01")
    item["parts"] += [{**item["parts"][0], "id": f"more_{number}"} for number in range(64)]


def many_options(raw: Any) -> None:
    item = next(item for item in raw["items"] if item["id"] == "CTRL-04")
    item["options"] = [{**item["options"][0], "id": f"more_{number}"} for number in range(301)]


def long_names(raw: Any) -> None:
    item = next(item for item in raw["items"] if item["id"] == "CTRL-04")
    item["value_groups"] = {f"v{n}": f"{chr(97 + n) * 31}" for n in range(10)}


WRONG: dict[str, tuple[str, Callable[[Any], None], str]] = {
    "a group with a digit": ("recipients", first("groups", id="group_2"), "group group_2"),
    "a recipient with a hyphen": ("recipients", first("recipients", id="a-b"), "recipient a-b"),
    "a recipient too long": ("recipients", first("recipients", id="r" * 41), f"recipient {'r' * 41}"),
    "a flag in capitals": ("flags", first("flags", id="Danger"), "flag Danger"),
    "a legal basis too long": ("legal_bases", first("bases", id="b" * 49), f"legal basis {'b' * 49}"),
    "a card with a space": ("cards", first("cards", id="CARD 1"), "CARD 1"),
    "a part in capitals": ("script", part("IDEN-01", id="Name"), "IDEN-01"),
    "more parts than a record holds": ("script", many_parts, "IDEN-01"),
    "an option with a slash": (
        "script", lambda raw: next(item for item in raw["items"] if item["id"] == "CTRL-04")["options"][0].update(
            id="a/b"), "CTRL-04"),
    "more options than a record holds": ("script", many_options, "CTRL-04"),
    "names of groups too long together": ("script", long_names, "CTRL-04"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_what_no_record_can_hold_is_told(draft: PackDraft, kind: str) -> None:
    name, change, where = WRONG[kind]
    raw = json.loads(json.dumps(draft.files[name]))
    change(raw)
    found = list(records.check(PackIndex(replace(draft, files={**draft.files, name: raw}))))
    assert [(fault.check, fault.where) for fault in found] == [(records.CHECK, where)], found


def test_the_built_in_pack_is_sound(draft: PackDraft, faults_after: FaultsAfter) -> None:
    assert list(records.check(PackIndex(draft))) == []
    faults = faults_after("recipients", first("recipients", id="a-b"))
    assert records.CHECK in {fault.check for fault in faults}


def renamed(raw: Any) -> Any:
    """The same data with other names; of keys, those of recipients."""
    if isinstance(raw, dict):
        keys = {key: key if key == "process" else OTHERWISE.get(key, key) for key in raw}
        return {keys[key]: renamed(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [renamed(member) for member in raw]
    return OTHERWISE.get(raw, raw) if isinstance(raw, str) else raw


def named_otherwise(folder: Path) -> Pack:
    """The built-in pack with other names of groups, recipients and agencies, loaded as any pack."""
    shutil.copytree(builtin_dir(), folder)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name in FILES:
        path = folder / f"{name}.json"
        path.write_text(json.dumps(renamed(json.loads(path.read_text("utf-8")))), "utf-8")
        manifest["files"][f"{name}.json"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return load(folder)


def test_a_pack_with_its_own_names_makes_records_that_are_taken(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    regrouped.lead_with(house, named_otherwise(tmp_path / "pack"))
    assert house.pack.roles.process == "course_of_it"
    desk = house.open(house.officer)
    try:
        case = begin(desk, ADULT)
        today = house.clock.moment.date()
        decide_status(
            desk.interviews, case, "recognised", "SAMPLE", today=today, agency="police_2",
            on=today.isoformat(),
        )  # fmt: skip
        seal(desk, case, {"REFR-02": "all"})
        hand_out(desk.handovers, case, RecipientId("shelter_7"), tmp_path / "a.pdf")
        hand_out(desk.handovers, case, RecipientId("supervisor"), tmp_path / "b.pdf")
    finally:
        desk.close()
    verifier = Verifier(house.adapters.reader, house.stations.station().trusted, only(house.pack))
    assert verified(verifier, tmp_path / "a.pdf").warnings == ()
    found = accepted(verifier, tmp_path / "b.pdf")
    assert found.warnings == ()
    assert found.record.items["people"]["group"] == GroupId("course_of_it")
    assert found.record.items["decision"]["decided"][0]["agency"] == "police_2"
