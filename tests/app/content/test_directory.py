# SPDX-License-Identifier: MIT
"""The directory: no contact of the sources is lost, and a fault is named with file and line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.content.build import build
from app.content.draft import read_draft
from app.content.lint import data_faults
from app.content.load import load
from app.domain.directory import ContactMark, DirectoryEntry, entries
from app.domain.pack import Pack
from app.ids import LangTag

#: Every contact of the research, with every number that it gives.
SOURCES = {
    "D01": "110",
    "D02": "#9110",
    "D03": "0120-924-839",
    "D04": "0570-013904 03-5796-7112",
    "D05": "",
    "D06": "0570-003-110",
    "D07": "",
    "D08": "0570-090911",
    "D09": "",
    "D10": "0570-070-810",
    "D11": "",
    "D12": "0120-007-110",
    "D13": "189 0120-189-783",
    "D14": "",
    "D15": "0570-001701 0570-001702 0570-001703 0570-001704",
    "D16": "0120-811-610 0120-004-008 0120-150-520 0120-531-401 0120-531-402 0120-531-405"
    " 0120-531-406 0120-531-408 0120-613-801 0120-613-803",
    "D17": "0120-250-168 0120-250-169 0120-250-192 0120-250-197 0120-250-147",
    "D18": "",
    "D19": "0570-078377 050-3754-5430",
    "D20": "0120-279-338 0120-279-226",
    "D21": "",
    "D22": "",
    "D23": "",
    "D24": "0120-022332",
    "D25": "118",
    "D26": "",
    "D27": "",
    "D28": "",
    "X01": "#8103",
    "X02": "#8891 0120-8891-77",
    "X03": "#8008",
    "X04": "0120-079714 0570-079714",
    "X05": "0120-76-2029",
    "X06": "119",
    "X07": "",
    "X08": "",
    "X09": "#8778",
    "X10": "",
    "X11": "0120-279-889",
    "X12": "",
}
ADDRESSES = {
    "D03": "tokumei24.jp",
    "D09": "jinken.go.jp",
    "D14": "soudan.html",
    "D17": "otit.go.jp",
}


def numbers(pack: Pack, name: str) -> set[str]:
    contact = pack.contacts[name]
    found = {contact.phone, contact.alt_phone, *(line.phone for line in contact.lines)}
    for conflict in contact.conflicts:
        if conflict.field == "phone":
            found |= {claim.value.first().text for claim in conflict.claims}
    return {str(number) for number in found if number}


def test_no_contact_and_no_number_is_lost(pack: Pack) -> None:
    written = [name for name in pack.contacts if "JP-" not in name]
    assert sorted(written) == sorted(SOURCES)
    assert {name: numbers(pack, name) for name in written} == {
        name: set(listed.split()) for name, listed in SOURCES.items()
    }
    for name, part in ADDRESSES.items():
        assert part in str(pack.contacts[name].url)


def test_every_contact_says_where_it_comes_from(pack: Pack) -> None:
    for contact in pack.contacts.values():
        assert contact.source
        assert contact.as_of
        assert contact.name.get(LangTag("ja"))
        assert contact.name.get(LangTag("en"))


def test_each_prefecture_has_two_places_to_fill(pack: Pack) -> None:
    open_ = [
        entry.contact
        for entry in entries(pack.contacts, ())
        if entry.contact.prefecture
        and ContactMark.UNFILLED in entry.marks(entry.contact.as_of, 180)
    ]
    codes = {f"JP-{number:02d}" for number in range(1, 48)}
    for kind in ("women", "child"):
        assert {contact.prefecture for contact in open_ if contact.kind == kind} == codes
    assert len(open_) == 94
    okinawa = pack.contacts["D13-JP-47"].name
    assert okinawa.wordings[LangTag("ja")].text == "児童相談所（沖縄県）"
    assert okinawa.wordings[LangTag("en")].text == "Child Guidance Center, Okinawa"


def test_headquarters_fills_a_place_under_its_id(folder: Path) -> None:

    def fill(raw: Any) -> None:
        filled = json.loads(json.dumps(named(raw, "D13")))
        raw["contacts"].append(
            filled | {"id": "D13-JP-01", "prefecture": "JP-01", "emergency": False}
        )

    change(folder, fill)
    build(folder, folder / "none", sequence=2)
    contacts = load(folder).contacts
    assert contacts["D13-JP-01"].phone == "189"
    assert len(contacts) == 134


def test_sources_that_differ_are_both_kept(pack: Pack) -> None:
    hours = pack.contacts["D03"].conflicts[0]
    assert hours.field == "hours"
    assert [claim.source for claim in hours.claims] == ["tokumei24.jp FAQ (undated)", "blog"]
    marked = [entry.contact.id for entry in entries(pack.contacts, ()) if entry.contact.conflicts]
    assert sorted(marked) == ["D03", "D16"]


def named(raw: Any, name: str) -> Any:
    return next(contact for contact in raw["contacts"] if contact["id"] == name)


def change(folder: Path, edit: Callable[[Any], None]) -> Path:
    path = folder / "directory.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    edit(raw)
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def set_(name: str, field: str, value: Any) -> Callable[[Any], None]:
    return lambda raw: named(raw, name).update({field: value})


def drop(name: str, field: str) -> Callable[[Any], None]:
    return lambda raw: named(raw, name).pop(field)


LINE: dict[str, Any] = {"phone": "12 34", "languages": [], "prefectures": [], "hours": None}
ONE_SIDE = {"value": {"en": "10-17", "ja": "10〜17時"}, "source": "x", "as_of": None}

BROKEN: list[tuple[str, Callable[[Any], None], str]] = [
    ("D12", set_("D10", "id", "D12"), "twice"),
    ("D06", set_("D06", "prefecture", "JP-48"), "prefecture code 'JP-48'"),
    ("D06", set_("D06", "prefecture", "Tokyo"), "prefecture code 'Tokyo'"),
    ("D06", set_("D06", "as_of", None), "no source or as-of date"),
    ("D06", drop("D06", "as_of"), "no source or as-of date"),
    ("D06", set_("D06", "as_of", "last year"), "as_of is no date"),
    ("D06", set_("D06", "phone", "call us"), "telephone number 'call us'"),
    ("D06", set_("D06", "phone", "０５７０"), "telephone number '０５７０'"),
    ("D06", set_("D06", "alt_phone", "+81 3 1"), "telephone number '+81 3 1'"),
    ("D06", set_("D06", "valid_until", "soon"), "valid_until is no date"),
    (
        "D06",
        set_("D06", "lines", [{**LINE, "source": "x", "as_of": "2026-01-01"}]),
        "telephone number '12 34' of a line",
    ),
    ("D06", set_("D06", "lines", [{**LINE, "source": "x"}]), "as-of date"),
    ("D06", set_("D06", "audience", ["everyone"]), "unknown audience"),
    ("D06", set_("D06", "phone_languages", ["xx"]), "unknown language of the main number"),
    ("D06", set_("D06", "rank", "first"), "rank is no number"),
    ("D06", set_("D06", "times", [{"days": [1], "from": "9:00", "to": "17:00"}]), "times {"),
    ("D06", set_("D06", "times", [{"days": [2, 1], "from": "09:00", "to": "17:00"}]), "times {"),
    ("X01", drop("X01", "card_name"), "a card would tell of it"),
    (
        "D06",
        set_("D06", "conflicts", [{"field": "hours", "language": None, "values": [ONE_SIDE]}]),
        "a conflict without two values",
    ),
]


@pytest.mark.parametrize(("name", "edit", "what"), BROKEN, ids=[what for *_, what in BROKEN])
def test_a_broken_entry_is_named_by_file_and_line(
    folder: Path, name: str, edit: Callable[[Any], None], what: str
) -> None:
    path = change(folder, edit)
    found = [str(fault) for fault in data_faults(read_draft(folder)) if fault.check == "contact"]
    hit = next(line for line in found if what in line)
    lines = path.read_text(encoding="utf-8").splitlines()
    naming = [n for n, line in enumerate(lines, start=1) if f'"id": "{name}"' in line]
    assert hit.startswith(f"directory.json:{naming[-1]} contact {name}:")


def test_a_prefecture_left_out_is_seen(folder: Path) -> None:
    change(folder, lambda raw: raw["prefectures"].pop())
    found = [fault.what for fault in data_faults(read_draft(folder)) if fault.check == "contact"]
    assert "not 47, each once" in found


@pytest.mark.parametrize("place", [None, "IDEN-07.none", "IDEN-02"])
def test_where_the_person_lives_is_an_answer_of_a_place(folder: Path, place: str | None) -> None:
    change(folder, lambda raw: raw.update({"card_place": place} if place else {}))
    if place is None:
        change(folder, lambda raw: raw.pop("card_place"))
    assert any("card_place" in str(fault) for fault in data_faults(read_draft(folder)))


@pytest.mark.parametrize(
    ("name", "rule", "what"),
    [
        ("sailor", {"sex": ["m"]}, "missing or unknown"),
        ("worker", {"answer": "WORK-99", "in": ["yes"]}, "WORK-99"),
    ],
)
def test_who_carries_numbers_is_asked_by_the_closed_set(
    folder: Path, name: str, rule: Any, what: str
) -> None:
    change(folder, lambda raw: raw["card_rules"].update({name: rule}))
    found = [str(fault) for fault in data_faults(read_draft(folder))]
    assert any(f"card_rules {name}" in line and what in line for line in found)


def test_what_is_not_verified_says_so_and_what_is_withdrawn_is_marked(pack: Pack) -> None:
    """Facts that no source of today confirms: headquarters reads it in the note and fills it in."""
    for name in ("X04", "X05", "D04", "D19", "D20"):
        note = pack.contacts[name].note
        assert note is not None
        assert "not verified" in note.wordings[LangTag("en")].text
        assert "未確認" in note.wordings[LangTag("ja")].text
    fresc = DirectoryEntry(pack.contacts["X05"])
    assert fresc.marks(fresc.contact.as_of, 180)[0] is ContactMark.WITHDRAWN
