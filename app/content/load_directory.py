# SPDX-License-Identifier: MIT
"""Contacts of a pack: those written out, and the offices that every prefecture has.

``per_prefecture`` names an office once; 47 contacts come of it (``D11-JP-01`` …), visibly unfilled until
headquarters writes one out under the same id in ``contacts``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.content.load_rules import condition
from app.content.source import Raw, Source
from app.content.text_source import TextSource
from app.domain.condition import Condition
from app.domain.directory import Claim, Conflict, Contact, DirectoryLine, OpenTimes, ServedGroup
from app.domain.roles import RolePlace
from app.domain.text import JA
from app.ids import ItemId, LangTag, PartId


def contacts(texts: TextSource, source: Source) -> Iterator[Contact]:
    """All contacts, in the order of the file, then those to be filled."""
    raw = source.files["directory"]
    written = [_contact(texts, contact) for contact in raw["contacts"]]
    yield from written
    ids = {contact.id for contact in written}
    for office in raw.get("per_prefecture", ()):
        for place in raw["prefectures"]:
            made = _unfilled(texts, office, place)
            if made.id not in ids:
                yield made


def card_rules(source: Source) -> dict[str, Condition]:
    """What is to be known of a person before numbers are chosen: its name -> when it is so."""
    found = source.files["directory"].get("card_rules", {})
    return {name: condition(raw) for name, raw in found.items()}


def card_place(source: Source) -> RolePlace | None:
    """The answer that says where the person lives: its prefecture has numbers of its own."""
    item, _, part = source.files["directory"].get("card_place", "").partition(".")
    return RolePlace(ItemId(item), PartId(part)) if item else None


def office_id(office: Raw, place: Raw) -> str:
    """The id under which headquarters fills the office of a prefecture."""
    return f"{office['of']}-{place['code']}"


def _unfilled(texts: TextSource, office: Raw, place: Raw) -> Contact:
    name, identity = office["name"], office_id(office, place)
    named = {"ja": f"{name['ja']}（{place['ja']}）", "en": f"{name['en']}, {place['en']}"}
    return Contact(
        id=identity,
        kind=office["type"],
        name=texts.text(f"contact/{identity}", named),
        phone=None,
        alt_phone=None,
        url=None,
        hours=None,
        languages=(),
        source=office["source"],
        as_of=date.fromisoformat(office["as_of"]),
        emergency=False,
        verified=False,
        verified_by=None,
        verified_on=None,
        valid_until=None,
        note=None,
        prefecture=place["code"],
        by_headquarters=True,
    )


def _contact(texts: TextSource, raw: Raw) -> Contact:
    key = f"contact/{raw['id']}"
    return Contact(
        id=raw["id"],
        kind=raw["type"],
        name=texts.text(key, raw["name"]),
        phone=raw["phone"],
        alt_phone=raw["alt_phone"],
        url=raw["url"],
        hours=texts.optional(f"{key}/hours", raw["hours"]),
        languages=_tags(raw["languages"]),
        source=raw["source"],
        as_of=date.fromisoformat(raw["as_of"]),
        emergency=raw["emergency"],
        verified=raw["verified"],
        verified_by=raw["verified_by"],
        verified_on=_day(raw["verified_on"]),
        valid_until=_day(raw["valid_until"]),
        note=texts.optional(f"{key}/note", raw["note"]),
        prefecture=raw.get("prefecture"),
        by_headquarters=raw["list_by_headquarters"],
        lines=tuple(_line(texts, key, line) for line in raw.get("lines", ())),
        conflicts=tuple(_conflict(texts, key, conflict) for conflict in raw.get("conflicts", ())),
        phone_languages=_tags(raw.get("phone_languages") or raw["languages"]) or (JA,),
        audience=tuple(ServedGroup(name) for name in raw.get("audience", ())),
        rank=raw.get("rank"),
        withdrawn=raw.get("withdrawn", False),
        not_from=texts.optional(f"{key}/not_from", raw.get("not_from")),
        free=raw.get("free"),
        card_name=texts.optional(f"{key}/card_name", raw.get("card_name")),
        times=_times(raw),
    )


def _times(raw: Raw) -> tuple[OpenTimes, ...]:
    return tuple(
        OpenTimes(tuple(open_["days"]), open_["from"], open_["to"])
        for open_ in raw.get("times", ())
    )


def _line(texts: TextSource, key: str, raw: Raw) -> DirectoryLine:
    return DirectoryLine(
        phone=raw["phone"],
        languages=_tags(raw["languages"]),
        prefectures=tuple(raw["prefectures"]),
        hours=texts.optional(f"{key}/line/{raw['phone']}/hours", raw["hours"]),
        source=raw["source"],
        as_of=_day(raw["as_of"]),
        times=_times(raw),
    )


def _conflict(texts: TextSource, key: str, raw: Raw) -> Conflict:
    return Conflict(
        field=raw["field"],
        language=LangTag(raw["language"]) if raw["language"] else None,
        claims=tuple(
            Claim(
                texts.text(f"{key}/conflict/{raw['field']}", claim["value"]),
                claim["source"],
                _day(claim["as_of"]),
            )
            for claim in raw["values"]
        ),
    )


def _tags(names: list[str]) -> tuple[LangTag, ...]:
    return tuple(LangTag(name) for name in names)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
