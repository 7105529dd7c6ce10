# SPDX-License-Identifier: MIT
# mypy: disable-error-code="arg-type,index"
"""The numbers that a person carries: the rule over the built-in directory, per language and person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.carried import MOST, CarriedNumber, CarriedNumbers, Carrier, Numbers
from app.domain.directory import Conflict, Correction, DirectoryEntry, entries
from app.domain.pack import Pack
from app.domain.situation import Situation
from app.ids import LangTag
from tests.app.domain.talking import Talk

S = Situation
TODAY = date(2026, 11, 30)
IMMIGRATION = "0570-013904"
JAPANESE_LABOUR = "0120-811-610"


def numbers(pack: Pack, found: tuple[DirectoryEntry, ...] | None = None) -> Numbers:
    listed = tuple(entries(pack.contacts, ())) if found is None else found
    return Numbers(listed, pack.card_rules, TODAY, pack.contacts_stale_after, pack.card_place)


def everything(pack: Pack) -> frozenset[str]:
    """Every number of the directory, as if an officer had confirmed each."""
    contacts = pack.contacts.values()
    mains = {contact.phone for contact in contacts if contact.phone}
    return frozenset(mains | {line.phone for contact in contacts for line in contact.lines})


def chosen(pack: Pack, language: str, *who: S, place: str = "") -> CarriedNumbers:
    """With every doubtful number confirmed."""
    return numbers(pack).of(Carrier(LangTag(language), frozenset(who), place), everything(pack))


def useful(pack: Pack, language: str, *who: S, place: str = "") -> list[str]:
    found = chosen(pack, language, *who, place=place)
    assert not found.by_someone
    return [number.phone for number in found.useful]


#: Language, situations, expected numbers; the immigration line comes last, by rule.
TABLE: list[tuple[str, tuple[S, ...], str]] = [
    ("ja", (S.JAPANESE, S.WOMAN), "#8778 #8891 #8103 0120-079714 0120-279-338 #8008"),
    (
        "ja",
        (S.JAPANESE, S.WOMAN, S.WORKER),
        "#8778 #8891 #8103 0120-079714 0120-279-338 0120-811-610",
    ),
    (
        "ja",
        (S.JAPANESE, S.MAN, S.WORKER),
        "#8891 #8103 0120-079714 0120-279-338 0120-811-610 #9110",
    ),
    ("ja", (S.JAPANESE, S.MAN), "#8891 #8103 0120-079714 0120-279-338 #9110 0120-279-889"),
    (
        "vi",
        (S.WORKER, S.INTERN),
        f"0120-279-338 0570-078377 0570-090911 0120-531-406 0120-250-168 {IMMIGRATION}",
    ),
    ("vi", (), f"0120-279-338 0570-078377 0570-090911 {IMMIGRATION}"),
    ("id", (S.WORKER,), f"0570-078377 0570-090911 0120-613-803 {IMMIGRATION}"),
    ("mn", (S.WORKER,), IMMIGRATION),
    ("km", (S.WORKER, S.INTERN), IMMIGRATION),
    ("my", (S.WORKER, S.INTERN), IMMIGRATION),
    ("si", (S.WORKER,), IMMIGRATION),
    ("ur", (S.WORKER,), IMMIGRATION),
    ("es-419", (S.WORKER,), f"0120-279-338 0570-078377 0570-090911 0570-001704 {IMMIGRATION}"),
    ("pt-BR", (S.WORKER,), f"0120-279-338 0570-078377 0570-090911 0570-001703 {IMMIGRATION}"),
    ("vi", (S.CHILD,), f"189 0120-279-338 0570-078377 0570-090911 {IMMIGRATION}"),
    ("vi", (S.PARENT,), f"0120-279-338 0570-078377 0570-090911 189 {IMMIGRATION}"),
]


@pytest.mark.parametrize(("language", "who", "expected"), TABLE)
def test_each_person_gets_the_numbers_that_answer(
    pack: Pack, language: str, who: tuple[S, ...], expected: str
) -> None:
    assert useful(pack, language, *who) == expected.split()


@pytest.mark.parametrize("language", ["bn", "lo", "hi", "ta", "uz-Latn", "dz", "ru"])
def test_where_nobody_answers_somebody_else_calls(pack: Pack, language: str) -> None:
    found = chosen(pack, language, S.WOMAN)
    assert found.by_someone
    assert [n.phone for n in found.useful] == [n.phone for n in chosen(pack, "ja", S.WOMAN).useful]


def test_no_language_gets_a_number_that_does_not_speak_it(pack: Pack) -> None:
    """The Japanese labour number, and the number that is withdrawn, on no foreign card."""
    everybody = frozenset(S) - {S.MAN, S.JAPANESE}
    for tag in pack.picker:
        found = numbers(pack).of(Carrier(tag, everybody), everything(pack))
        phones = {number.phone for number in found.useful}
        assert "0120-76-2029" not in phones
        assert len(phones) <= MOST
        if not found.by_someone and not tag.startswith("ja"):
            assert JAPANESE_LABOUR not in phones
            assert all(
                number.entry.contact.emergency or number.entry.speaks(tag)
                for number in found.useful
            )


def test_for_danger_all_get_the_same_and_those_at_sea_one_more(pack: Pack) -> None:
    assert [n.phone for n in chosen(pack, "vi").urgent] == ["110", "119"]
    assert [n.phone for n in chosen(pack, "bn", S.AT_SEA).urgent] == ["110", "119", "118"]


def test_the_immigration_line_is_left_out_for_who_fears_it(pack: Pack) -> None:
    assert IMMIGRATION in useful(pack, "vi")
    assert IMMIGRATION not in useful(pack, "vi", S.NO_IMMIGRATION)
    assert useful(pack, "vi", S.NO_IMMIGRATION, S.WANTS_IMMIGRATION)[-1] == IMMIGRATION
    assert chosen(pack, "mn", S.NO_IMMIGRATION).by_someone


def test_a_place_has_its_own_number(pack: Pack) -> None:
    assert "0120-279-226" in useful(pack, "vi", place="JP-03")
    assert "0120-279-226" not in useful(pack, "vi", place="JP-13")
    own = replace(pack.contacts["X09"], id="D11-JP-13", prefecture="JP-13", phone="03-0000-0000")
    here = numbers(pack, (DirectoryEntry(replace(own, as_of=TODAY)),))
    for place, expected in (("JP-13", ["03-0000-0000"]), ("JP-14", []), ("", [])):
        who = Carrier(LangTag("ja"), frozenset(), place)
        assert [number.phone for number in here.of(who).useful] == expected


def phones(found: tuple[CarriedNumber, ...]) -> list[str]:
    return [number.phone for number in found]


def test_a_doubtful_number_is_printed_only_after_it_was_named(pack: Pack) -> None:
    rule, who = numbers(pack), Carrier(LangTag("vi"), frozenset({S.WORKER, S.INTERN}))
    found = rule.of(who)
    assert "0120-531-406" in phones(found.to_confirm)  # its source has no date
    assert "0120-250-168" not in phones(found.to_confirm)  # looked at this month
    assert phones(found.useful) == ["0120-250-168"]
    assert phones(found.urgent) == ["110", "119"]
    named = rule.of(who, frozenset({"0120-531-406"}))
    assert phones(named.useful) == ["0120-531-406", "0120-250-168"]
    assert "0120-531-406" in phones(named.to_confirm)  # it can be taken back


def test_in_every_language_what_is_confirmed_decides_who_calls(pack: Pack) -> None:
    """A number of the person's own language takes the place of those for somebody who calls."""
    helped = "#8891"
    known_today = replace(pack.contacts["X02"], as_of=TODAY)
    listed = tuple(entries({**pack.contacts, "X02": known_today}, ()))
    rule = numbers(pack, listed)
    for tag in {*pack.picker, LangTag("ja")}:
        who = Carrier(tag)
        alone = rule.of(who)
        assert phones(alone.useful) == [helped], tag
        assert alone.by_someone is (not tag.startswith("ja")), tag
        every = {number.phone: number for number in alone.to_confirm}
        assert len(every) == len(alone.to_confirm) > 0, tag
        own = [n.phone for n in every.values() if n.entry.speaks(tag)]
        for phone in every:
            found = rule.of(who, frozenset({phone}))
            assert phone in phones(found.useful), tag
            assert found.by_someone is (not tag.startswith("ja") and phone not in own), tag
            assert (helped in phones(found.useful)) is (phone not in own or tag.startswith("ja"))


def test_where_nothing_may_be_printed_everything_waits_to_be_confirmed(pack: Pack) -> None:
    """As the built-in directory is today: old, and verified by nobody."""
    for tag in pack.picker:
        found = numbers(pack).of(Carrier(tag))
        assert found.useful == (), tag
        assert "#8891" in phones(found.to_confirm), tag


def test_there_is_room_for_what_is_printed_not_for_what_waits(pack: Pack) -> None:
    """First what may be printed, then the cut: no doubtful number takes a place."""
    rule, who = numbers(pack), Carrier(LangTag("ja"), frozenset({S.JAPANESE, S.MAN}))
    waiting = phones(rule.of(who).to_confirm)
    assert len(waiting) > MOST
    last = rule.of(who, frozenset(waiting[-MOST:]))
    assert phones(last.useful) == waiting[-MOST:]
    full = rule.of(who, frozenset(waiting[:MOST]))
    assert phones(full.to_confirm) == waiting[:MOST]  # no room: confirming another adds nothing


def test_what_makes_a_number_doubtful(pack: Pack) -> None:
    legal = replace(pack.contacts["D19"], verified=True, verified_by="x", verified_on=TODAY)
    sides = pack.contacts["D16"].conflicts[0].claims
    young = replace(pack.contacts["D19"], as_of=TODAY)
    cases: list[tuple[Any, bool]] = [
        (legal, False),
        (young, False),
        (pack.contacts["D19"], True),
        (replace(legal, conflicts=(Conflict("phone", LangTag("vi"), sides),)), True),
        (replace(legal, conflicts=(Conflict("phone", None, sides),)), True),
        (replace(legal, conflicts=(Conflict("phone", LangTag("th"), sides),)), False),
        (replace(legal, conflicts=(Conflict("hours", None, sides),)), False),
    ]
    for contact, expected in cases:
        rule = numbers(pack, (DirectoryEntry(contact),))
        (number,) = rule.of(Carrier(LangTag("vi")), everything(pack)).useful
        assert number.doubtful is expected


def test_what_is_over_or_withdrawn_is_no_candidate(pack: Pack) -> None:
    contact = replace(pack.contacts["D19"], valid_until=date(2026, 11, 29))
    for gone in (contact, replace(pack.contacts["D19"], withdrawn=True)):
        found = numbers(pack, (DirectoryEntry(gone),)).of(Carrier(LangTag("vi")))
        assert found.useful == ()


def test_a_correction_of_this_station_is_what_is_printed(pack: Pack) -> None:
    at = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
    fix = Correction(1, "D19", "0570-000000", "見本の時間", None, "見本の理由", "見本の係", at)
    entry = DirectoryEntry(replace(pack.contacts["D19"], rank=1), (fix,))
    (number,) = numbers(pack, (entry,)).of(Carrier(LangTag("vi"))).useful
    assert (number.phone, number.hours, number.times) == ("0570-000000", "見本の時間", ())
    assert not number.doubtful  # corrected yesterday


def test_what_was_said_decides(pack: Pack) -> None:
    """Nationality, gender, age, work and papers come from the answers, by the pack's conditions."""
    rule = numbers(pack)
    talk = Talk(pack).adult()
    assert rule.carrier(LangTag("vi"), talk.facts) == Carrier(LangTag("vi"))
    for answer, prefecture in (
        ("岩手 SAMPLE", ""),
        ({"text": "盛岡 SAMPLE", "prefecture": "JP-03"}, "JP-03"),
    ):
        talk.say("IDEN-07", {"live": answer})
        assert rule.carrier(LangTag("vi"), talk.facts).prefecture == prefecture
    talk.say("IDEN-04", {"country": ["JPN"]}).say("IDEN-02", "woman")
    talk.say("WORK-01", {"sector": "fishing_ship"}).say("IDEN-08", ["children_in_japan"])
    found = rule.carrier(LangTag("ja"), talk.facts).situations
    assert found == {S.JAPANESE, S.WOMAN, S.WORKER, S.AT_SEA, S.PARENT}
    other = Talk(pack).say("AGE-01", 15).say("IDEN-06", {"valid": "expired"})
    other.say("IDEN-02", "man").say("REFR-01", ["status_help"])
    other.say("LAB-01", {"program": "technical_intern"})
    found = rule.carrier(LangTag("vi"), other.facts).situations
    assert found == {
        S.CHILD, S.MAN, S.NO_IMMIGRATION, S.WANTS_IMMIGRATION, S.INTERN, S.WORKER
    }  # fmt: skip
