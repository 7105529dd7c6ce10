# SPDX-License-Identifier: MIT
"""Corrections of the directory: signed, kept, read by officers; a forged one is left out and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.crypto.correction import signed
from app.domain.directory import ContactMark, DirectoryEntry
from app.errors import UserError
from app.services.directory import FILE, Directory, Listing
from app.services.workspace import Workspace
from tests.stations import House, build_house

NUMBER = "0120-000-111"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build_house(tmp_path)


def as_supervisor(house: House) -> Workspace:
    return house.open(house.supervisor)


def fix(directory: Directory, contact: str = "D22", phone: str = NUMBER) -> None:
    directory.correct(contact, phone=phone, reason="見本：電話で確かめた")


def entry(listing: Listing, name: str) -> DirectoryEntry:
    return next(
        directory_entry for directory_entry in listing.entries if directory_entry.contact.id == name
    )


def seen_by_officer(house: House) -> Listing:
    officer = house.open(house.officer)
    listing = officer.directory.listing()
    officer.close()
    return listing


def stored(house: House) -> Any:
    return json.loads((house.stations.folder.root / FILE).read_text("utf-8"))


def write(house: House, whole: Any) -> None:
    (house.stations.folder.root / FILE).write_text(json.dumps(whole), "utf-8")


def test_a_correction_survives_reopening_and_officers_see_it(house: House) -> None:
    first = as_supervisor(house)
    fix(first.directory)
    first.close()
    listing = seen_by_officer(house)
    found = entry(listing, "D22")
    assert listing.sound
    assert found.phone == NUMBER
    assert found.history[0].by == house.supervisor.name
    assert found.history[0].reason == "見本：電話で確かめた"
    assert ContactMark.UNFILLED not in found.marks(house.clock.now().date(), 180)


def test_the_history_is_kept_and_the_audit_chain_knows(house: House) -> None:
    supervisor = as_supervisor(house)
    fix(supervisor.directory)
    house.clock.advance(days=1)
    fix(supervisor.directory, phone="0120-000-222")
    found = entry(supervisor.directory.listing(), "D22")
    assert [correction.phone for correction in found.history] == [NUMBER, "0120-000-222"]
    assert found.phone == "0120-000-222"
    assert supervisor.check() == ()
    supervisor.close()
    vault = house.stations.keyring().registry
    path = house.stations.folder.vault(vault.id)
    store = house.adapters.registry_store(path, house.supervisor.vault_key(vault), False)
    told = [
        audit_entry
        for audit_entry in store.audit_entries()
        if audit_entry.type == "directory_corrected"
    ]
    store.close()
    assert [audit_entry.payload["number"] for audit_entry in told] == [1, 2]
    assert {audit_entry.actor for audit_entry in told} == {house.supervisor.name}
    assert {audit_entry.payload["reason"] for audit_entry in told} == {"見本：電話で確かめた"}


def test_an_officer_may_not_correct(house: House) -> None:
    officer = house.open(house.officer)
    assert not officer.directory.may_correct
    with pytest.raises(UserError, match="not_supervisor"):
        fix(officer.directory)
    officer.close()
    assert not (house.stations.folder.root / FILE).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "0120-666-666"), ("by", "officer one"), ("station", "another"), ("seq", 9),
     ("seq", True), ("at", "2027-01-01T00:00:00.000Z"), ("signature", "AAAA"), ("extra", "x")],
)  # fmt: skip
def test_an_altered_correction_is_ignored_and_told(house: House, field: str, value: Any) -> None:
    supervisor = as_supervisor(house)
    fix(supervisor.directory, "D22")
    fix(supervisor.directory, "D21")
    supervisor.close()
    whole = stored(house)
    whole["corrections"][0][field] = value
    write(house, whole)
    listing = seen_by_officer(house)
    assert listing.ignored == 1
    assert not listing.sound
    assert entry(listing, "D22").phone is None
    assert entry(listing, "D21").phone == NUMBER


def test_an_officers_own_signature_is_not_enough(house: House) -> None:
    supervisor = as_supervisor(house)
    fix(supervisor.directory)
    made = entry(supervisor.directory.listing(), "D22").history[0]
    supervisor.close()
    station = house.stations.station().id
    with pytest.raises(UserError, match="not_supervisor"):
        signed(made, station, house.officer)


def test_copies_and_gaps_are_told(house: House) -> None:
    supervisor = as_supervisor(house)
    for number in ("0120-1", "0120-2", "0120-3"):
        fix(supervisor.directory, phone=number)
    whole = stored(house)
    first, _second, third = whole["corrections"]
    write(house, {**whole, "corrections": [first, third, first]})
    listing = supervisor.directory.listing()
    supervisor.close()
    assert (listing.ignored, listing.missing) == (1, 1)
    assert entry(listing, "D22").phone == "0120-3"


def test_a_new_correction_keeps_what_was_ignored(house: House) -> None:
    supervisor = as_supervisor(house)
    fix(supervisor.directory)
    whole = stored(house)
    whole["corrections"].append({"forged": True})
    write(house, whole)
    fix(supervisor.directory, "D21")
    assert {"forged": True} in stored(house)["corrections"]
    listing = supervisor.directory.listing()
    supervisor.close()
    assert (listing.ignored, listing.missing) == (1, 0)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"v": 2, "corrections": []}', '{"v": 1}'])
def test_a_damaged_file_is_told_and_left_as_it_is(house: House, text: str) -> None:
    path = house.stations.folder.root / FILE
    path.write_text(text, "utf-8")
    supervisor = as_supervisor(house)
    assert supervisor.directory.listing().damaged
    with pytest.raises(UserError, match="corrections_damaged"):
        fix(supervisor.directory)
    supervisor.close()
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"reason": " ", "phone": NUMBER}, "reason_missing"),
        ({"reason": "x"}, "nothing_corrected"),
        ({"reason": "x", "phone": "call us"}, "phone_form"),
        ({"reason": "x", "hours": "a\nb"}, "correction_text"),
        ({"reason": "x", "note": "x" * 301}, "correction_text"),
    ],
)
def test_a_wrong_correction_is_refused_and_nothing_stored(
    house: House, values: dict[str, str], code: str
) -> None:
    supervisor = as_supervisor(house)
    with pytest.raises(UserError, match=code):
        supervisor.directory.correct("D22", **values)
    with pytest.raises(UserError, match="contact_unknown"):
        supervisor.directory.correct("D99", phone=NUMBER, reason="x")
    supervisor.close()
    assert not (house.stations.folder.root / FILE).exists()
