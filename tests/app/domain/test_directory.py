# SPDX-License-Identifier: MIT
"""Rules of contacts: age, marks, what a correction changes and when the pack wins again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from app.domain.codes import PREFECTURES
from app.domain.directory import (
    PHONE,
    Claim,
    Conflict,
    Contact,
    ContactMark,
    Correction,
    DirectoryEntry,
    DirectoryLine,
    entries,
    select,
)
from app.domain.text import LocalText
from app.ids import LangTag

TODAY = date(2026, 11, 24)
EMPTY = LocalText("contact/X", MappingProxyType({}))
PLAIN = Contact(
    id="X",
    kind="legal",
    name=EMPTY,
    phone="0120-000-000",
    alt_phone=None,
    url=None,
    hours=None,
    languages=(LangTag("th"),),
    source="SAMPLE",
    as_of=date(2026, 11, 1),
    emergency=False,
    verified=True,
    verified_by="見本",
    verified_on=date(2026, 11, 10),
    valid_until=None,
    note=None,
)


def fixed(seq: int, day: int, *, phone: str | None = None, hours: str | None = None) -> Correction:
    at = datetime(2026, 11, day, 1, 0, tzinfo=UTC)
    return Correction(seq, "X", phone, hours, None, "見本の理由", "見本の係", at)


def marks(contact: Contact, *history: Correction) -> tuple[ContactMark, ...]:
    return DirectoryEntry(contact, history).marks(TODAY, 180)


def test_a_verified_young_entry_has_no_mark() -> None:
    assert marks(PLAIN) == ()
    assert DirectoryEntry(PLAIN).age_days(TODAY) == 14


@pytest.mark.parametrize(("days", "stale"), [(date(2026, 5, 28), False), (date(2026, 5, 27), True)])
def test_old_means_older_than_the_limit(days: date, stale: bool) -> None:
    assert (ContactMark.STALE in marks(replace(PLAIN, verified_on=days))) is stale


def test_a_day_in_the_future_has_no_negative_age() -> None:
    assert DirectoryEntry(replace(PLAIN, verified_on=date(2027, 1, 1))).age_days(TODAY) == 0


def test_an_ended_validity_is_old() -> None:
    ended = replace(PLAIN, valid_until=date(2026, 11, 23))
    assert marks(ended) == (ContactMark.STALE,)
    assert marks(replace(PLAIN, valid_until=TODAY)) == ()


def test_each_mark_has_its_reason() -> None:
    claim = Claim(EMPTY, "SAMPLE", None)
    assert marks(replace(PLAIN, verified=False)) == (ContactMark.UNVERIFIED,)
    assert marks(replace(PLAIN, phone=None)) == (ContactMark.UNFILLED,)
    conflict = Conflict("hours", None, (claim, claim))
    assert marks(replace(PLAIN, conflicts=(conflict,))) == (ContactMark.CONFLICT,)
    assert marks(PLAIN, fixed(1, 20, phone="189")) == (ContactMark.CORRECTED,)


def test_an_address_or_a_line_fills_an_entry() -> None:
    bare = replace(PLAIN, phone=None)
    line = DirectoryLine("189", (LangTag("vi"),), (), None, "SAMPLE", TODAY)
    assert marks(replace(bare, url="https://example.invalid")) == ()
    assert marks(replace(bare, url="https://example.invalid", by_headquarters=True)) == (
        ContactMark.UNFILLED,
    )
    assert marks(replace(bare, lines=(line,))) == ()
    assert DirectoryEntry(replace(bare, lines=(line,))).speaks(LangTag("vi"))


def test_a_correction_fills_and_makes_young() -> None:
    old = replace(PLAIN, phone=None, verified=False, verified_on=None, as_of=date(2020, 1, 1))
    assert marks(old) == (ContactMark.UNFILLED, ContactMark.STALE, ContactMark.UNVERIFIED)
    entry = DirectoryEntry(old, (fixed(1, 20, phone="0120-111-111"),))
    assert entry.marks(TODAY, 180) == (ContactMark.UNVERIFIED, ContactMark.CORRECTED)
    assert (entry.phone, entry.age_days(TODAY)) == ("0120-111-111", 4)


def test_the_latest_of_each_field_holds_and_all_are_kept() -> None:
    entry = DirectoryEntry(
        PLAIN, (fixed(1, 12, phone="1-1"), fixed(2, 13, hours="見本"), fixed(3, 14))
    )
    assert (entry.phone, entry.hours, entry.note) == ("1-1", "見本", None)
    assert len(entry.history) == 3


def test_a_newer_pack_wins_and_the_history_stays() -> None:
    entry = DirectoryEntry(
        replace(PLAIN, verified_on=date(2026, 11, 22)), (fixed(1, 20, phone="1-1"),)
    )
    assert entry.phone == "0120-000-000"
    assert entry.holding == ()
    assert len(entry.history) == 1


def test_entries_are_chosen_by_type_place_and_language() -> None:
    contacts = {
        "X": PLAIN,
        "Y": replace(PLAIN, id="Y", kind="women", prefecture="JP-13", languages=()),
        "Z": replace(PLAIN, id="Z", kind="women", prefecture="JP-47"),
    }
    made = entries(contacts, [fixed(2, 20, phone="2-2"), fixed(1, 20, phone="1-1")])
    assert made[0].phone == "2-2"

    def ids(**wanted: str) -> list[str]:
        language = LangTag(wanted.pop("language")) if "language" in wanted else None
        return [entry.contact.id for entry in select(made, language=language, **wanted)]

    assert ids() == ["X", "Y", "Z"]
    assert ids(kind="women") == ["Y", "Z"]
    assert ids(prefecture="JP-13") == ["X", "Y"]
    assert ids(language="th") == ["X", "Z"]


@pytest.mark.parametrize(
    ("text", "good"),
    [("110", True), ("#9110", True), ("0120-924-839", True), ("1", False), ("０１２０", False),
     ("0120 924", False), ("0120-924-839-000", False)],
)  # fmt: skip
def test_numbers_that_can_be_dialled(text: str, good: bool) -> None:
    assert bool(PHONE.fullmatch(text)) is good


@pytest.mark.parametrize(
    ("code", "good"), [("JP-01", True), ("JP-47", True), ("JP-00", False), ("JP-48", False)]
)
def test_prefecture_codes(code: str, good: bool) -> None:
    assert (code in PREFECTURES) is good
