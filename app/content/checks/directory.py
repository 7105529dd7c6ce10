# SPDX-License-Identifier: MIT
"""The directory: every contact has its source and date, numbers that can be dialled, a real prefecture.

A fault names the line of the entry, so that headquarters finds it in a file of two thousand lines.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final

from app.content.checks import conditions, texts
from app.content.checks.pack_index import Faults, PackFault, PackIndex, twice
from app.content.checks.pack_index import place as part_at
from app.content.source import Raw
from app.domain.codes import PREFECTURES
from app.domain.directory import PHONE, ServedGroup
from app.domain.pack import ValueType
from app.domain.situation import Situation

CONTACT: Final = "contact"
FILE: Final = "directory"
MIN_CLAIMS: Final = 2
FIELDS: Final = frozenset({"phone", "hours", "languages"})
#: A card may be found by others: what it is about stands in no name on it.
TELLING: Final = re.compile(
    r"人身取引|性犯罪|性暴力|犯罪|被害|警察|traffick|sexual|crime|victim|police", re.IGNORECASE
)
CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-4]):[0-5][0-9]", re.ASCII)
_DAYS: Final = ("as_of", "verified_on", "valid_until")


def check(index: PackIndex) -> Faults:
    """All contacts, the prefectures, and the numbers that the danger panel shows."""
    contacts = index.files[FILE]["contacts"]
    tags = {row["tag"] for row in index.files["languages"]["languages"]}
    for name in twice([contact["id"] for contact in contacts]):
        yield PackFault(CONTACT, _where(index, name, 1), "twice")
    seen: Counter[str] = Counter()
    for contact in contacts:
        where = _where(index, contact["id"], seen[contact["id"]])
        seen[contact["id"]] += 1
        yield from _contact(index, contact, where, tags)
    yield from _prefectures(index)
    yield from _rules(index)
    numbers = {contact["phone"] for contact in contacts if contact["emergency"]}
    for name, number in index.files["flags"]["emergency_numbers"].items():
        if number not in numbers:
            yield PackFault(CONTACT, name, f"emergency number {number} not in the directory")


def _where(index: PackIndex, name: str, turn: int = 0) -> str:
    """``directory.json:123 contact D01``: the ``turn``-th naming of the id, from 0."""
    lines = index.draft.lines.get(FILE, {}).get(name, ())
    place = f":{lines[min(turn, len(lines) - 1)]}" if lines else ""
    return f"{FILE}.json{place} contact {name}"


def _contact(index: PackIndex, contact: Raw, where: str, tags: set[str]) -> Faults:
    yield from texts.text(index, contact["name"], where, person=True)
    for field in ("hours", "note"):
        if contact[field]:
            yield from texts.text(index, contact[field], f"{where} {field}", person=False)
    for number in (contact["phone"], contact["alt_phone"]):
        if number is not None and not PHONE.fullmatch(number):
            yield PackFault(CONTACT, where, f"telephone number {number!r}")
    if contact["phone"] is None and not (
        contact["list_by_headquarters"] or contact["url"] or contact["note"]
    ):
        yield PackFault(CONTACT, where, "neither number nor who supplies it")
    if not set(contact["languages"]) <= tags:
        yield PackFault(CONTACT, where, "unknown language")
    yield from _origin(contact, where)
    for field in _DAYS[1:]:
        yield from _date(contact[field], where, field)
    if contact["verified"] and not (contact["verified_by"] and contact["verified_on"]):
        yield PackFault(CONTACT, where, "verified by nobody")
    if contact.get("prefecture") is not None:
        yield from _prefecture(contact["prefecture"], where)
    yield from _lines(contact, where, tags)
    yield from _conflicts(contact, where)
    yield from _carried(index, contact, where, tags)


def _carried(index: PackIndex, contact: Raw, where: str, tags: set[str]) -> Faults:
    """What decides whether a person is given the number, and by which name."""
    if not set(contact.get("phone_languages", ())) <= tags:
        yield PackFault(CONTACT, where, "unknown language of the main number")
    if not set(contact.get("audience", ())) <= {audience.value for audience in ServedGroup}:
        yield PackFault(CONTACT, where, "unknown audience")
    if not isinstance(contact.get("rank"), int | None):
        yield PackFault(CONTACT, where, "rank is no number")
    for field in ("card_name", "not_from"):
        if contact.get(field):
            yield from texts.text(index, contact[field], f"{where} {field}", person=False)
    for holder in (contact, *contact.get("lines", ())):
        for times in holder.get("times", ()):
            if not _open(times):
                yield PackFault(CONTACT, where, f"times {times}")
    if contact.get("rank") is not None and not contact["emergency"]:
        for words in (contact.get("card_name") or contact["name"]).values():
            if found := TELLING.search(words):
                yield PackFault(CONTACT, where, f"a card would tell of it: {found.group()}")


def _open(times: Raw) -> bool:
    """Days from Monday (1) to Sunday (7) in order, and a time that ends after it begins."""
    days, clocks = times["days"], (times["from"], times["to"])
    in_order = days == sorted(set(days)) and set(days) <= set(range(1, 8))
    return bool(days) and in_order and all(map(CLOCK.fullmatch, clocks)) and clocks[0] < clocks[1]


def _rules(index: PackIndex) -> Faults:
    """What chooses the numbers of a card: where the person lives, and all conditions of the closed set."""
    part = part_at(index, index.files[FILE].get("card_place", ""))
    if part is None or part["type"] != ValueType.PLACE:
        yield PackFault(CONTACT, "card_place", "names no part for a place")
    rules = index.files[FILE].get("card_rules", {})
    for name in sorted({situation.value for situation in Situation} ^ rules.keys()):
        yield PackFault(CONTACT, f"card_rules {name}", "missing or unknown")
    for name, raw in rules.items():
        yield from conditions.condition(index, raw, f"card_rules {name}")


def _lines(contact: Raw, where: str, tags: set[str]) -> Faults:
    for line in contact.get("lines", ()):
        if not PHONE.fullmatch(line["phone"]):
            yield PackFault(CONTACT, where, f"telephone number {line['phone']!r} of a line")
        if not set(line["languages"]) <= tags:
            yield PackFault(CONTACT, where, f"unknown language of the line {line['phone']}")
        for code in line["prefectures"]:
            yield from _prefecture(code, where)
        yield from _origin(line, where, dated=False)


def _conflicts(contact: Raw, where: str) -> Faults:
    for conflict in contact.get("conflicts", ()):
        claims = conflict["values"]
        if conflict["field"] not in FIELDS:
            yield PackFault(CONTACT, where, f"conflict about {conflict['field']!r}")
        if len({claim["value"]["en"] for claim in claims}) < MIN_CLAIMS:
            yield PackFault(CONTACT, where, "a conflict without two values")
        for claim in claims:
            if not (claim["source"] and claim["value"].get("ja")):
                yield PackFault(CONTACT, where, "a side of a conflict without source or Japanese")
            yield from _date(claim["as_of"], where, "as_of of a conflict")


def _prefectures(index: PackIndex) -> Faults:
    raw = index.files[FILE]
    places = raw.get("prefectures", ())
    for place in places:
        where = _where(index, place["code"])
        yield from _prefecture(place["code"], where)
        if not (place["ja"] and place["en"]):
            yield PackFault(CONTACT, where, "a name is missing")
    if sorted(place["code"] for place in places) != sorted(PREFECTURES):
        yield PackFault(CONTACT, f"{FILE}.json prefectures", f"not {len(PREFECTURES)}, each once")
    for office in raw.get("per_prefecture", ()):
        where = _where(index, office["of"])
        yield from texts.text(index, office["name"], where, person=True)
        yield from _origin(office, where)


def _prefecture(code: str, where: str) -> Faults:
    if code not in PREFECTURES:
        yield PackFault(CONTACT, where, f"prefecture code {code!r}")


def _origin(raw: Raw, where: str, *, dated: bool = True) -> Faults:
    """Where it was found, and when, or that the source has no date: else nobody can tell its age."""
    named = raw.get("as_of") if dated else "as_of" in raw
    if not raw.get("source") or not named:
        yield PackFault(CONTACT, where, "no source or as-of date")
    yield from _date(raw.get("as_of"), where, "as_of")


def _date(text: str | None, where: str, field: str) -> Faults:
    if text:
        try:
            date.fromisoformat(text)
        except ValueError:
            yield PackFault(CONTACT, where, f"{field} is no date")
