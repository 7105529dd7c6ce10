# SPDX-License-Identifier: MIT
"""Groups of single values in a pack: read as they stand, and every wrong one named by the lint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.content.checks.pack_index import PackFault
from app.domain.groups import item_groups, part_groups, value_group
from app.domain.pack import Pack
from app.domain.screening import ScreeningPlace
from app.ids import ItemId, PartId
from tests import regrouped

Faulty = Callable[[str, Callable[[Any], None]], list[PackFault]]


def item(script: Any, name: str) -> Any:
    return next(item for item in script["items"] if item["id"] == name)


def test_every_row_is_read(pack: Pack) -> None:
    for place, value, group in regrouped.ROWS:
        name, _, part_name = place.partition(".")
        moved_item = pack.items[ItemId(name)]
        part = moved_item.part(PartId(part_name) if part_name else None)
        assert part is not None
        assert (
            value_group(moved_item, part, value) if value else part_groups(moved_item, part)
        ) in (
            group,
            {group},
        ), place


def test_values_without_a_row_keep_the_group_of_the_item(pack: Pack) -> None:
    moved_items = {place.partition(".")[0] for place, _value, _group in regrouped.ROWS}
    for name, item in pack.items.items():
        if name not in moved_items:
            besides = {item.release.besides} if item.release else set()
            assert item_groups(item) == {item.group, *besides}, name
    broker = pack.items[ItemId("TRAV-01")]
    assert value_group(broker, broker.parts[0], "broker") == "account"


WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "no such group": ("TRAV-01", {"value_groups": {"broker": "nobody"}}, "unknown group nobody"),
    "no such value": ("TRAV-01", {"value_groups": {"plane": "status"}}, "no value plane"),
    "a state": ("TRAV-01", {"value_groups": {"unsure": "status"}}, "no value unsure"),
    "a list": ("TRAV-01", {"value_groups": ["broker"]}, "value_groups is no object"),
    "asked by parts without parts": ("TRAV-01", {"ask": "parts"}, "ask: parts"),
    "asked by something": ("TRAV-05", {"ask": "all"}, "ask: parts"),
    "screen without on": ("TRAV-01", {"screen": {"order": 1, "strength": "soft"}}, "needs order"),
    "screen on a value that is not there": (
        "TRAV-01",
        {"screen": {"order": 1, "strength": "soft", "on": ["plane"]}},
        "value 'plane' does not exist",
    ),
    "screen of unknown strength": (
        "TRAV-01",
        {"screen": {"order": 1, "strength": "loud", "on": ["broker"]}},
        "order or strength",
    ),
    "screen that deepens nothing": (
        "TRAV-01",
        {"screen": {"order": 1, "strength": "soft", "on": ["broker"], "deepens": ["TRAV-99"]}},
        "unknown item TRAV-99",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named(faults_after: Faulty, case: str) -> None:
    name, change, what = WRONG[case]
    found = faults_after("script", lambda raw: item(raw, name).update(change))
    assert any(what in str(fault) and name in str(fault) for fault in found), found


def test_a_value_has_one_group_only(faults_after: Faulty) -> None:
    def change(raw: Any) -> None:
        travel_item = item(raw, "TRAV-05")
        travel_item["value_groups"] = {"yes": "status"}
        travel_item["parts"][0]["value_groups"] = {"yes": "offences_note"}
        travel_item["parts"][0]["group"] = "nobody"
        travel_item["parts"][0]["condition"] = {"answer": "TRAV-99", "in": ["yes"]}

    faults = " ".join(str(fault) for fault in faults_after("script", change))
    for what in ("two groups for yes", "unknown group nobody", "names unknown TRAV-99"):
        assert what in faults


def test_two_places_of_the_screening_differ(faults_after: Faulty) -> None:
    def change(raw: Any) -> None:
        for name in ("TRAV-01", "CTRL-05"):
            item(raw, name)["screen"] = {"order": 3, "strength": "soft", "on": ["unsure"]}

    assert any("order 3 is that of" in str(fault) for fault in faults_after("script", change))


def test_a_right_screen_is_read_and_no_fault(faults_after: Faulty, tmp_path: Path) -> None:
    def change(raw: Any) -> None:
        control_item = item(raw, "CTRL-03")
        control_item["screen"] = {
            "order": 1,
            "strength": "soft",
            "on": ["yes", "declined"],
            "deepens": [],
        }
        control_item["value_groups"] = {"yes": "offences_note"}

    assert faults_after("script", change) == []
    read = regrouped.pack(tmp_path / "pack", change=change).items[ItemId("CTRL-03")]
    assert read.screen == ScreeningPlace(1, "soft", ("yes", "declined"), ())
