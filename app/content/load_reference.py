# SPDX-License-Identifier: MIT
"""What stands beside the script: languages of the picker, fields of the statistics, obligations."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from app.content.load_roles import before_roles
from app.content.source import AGENCIES, Raw, Source
from app.content.text_source import TextSource
from app.domain.agency import Agency
from app.domain.glossary import Term
from app.domain.language import Language
from app.domain.obligation import BindingDocument, BindingKind, Obligation, ObligationKind
from app.domain.reproach import Reproaches
from app.domain.statistic import StatisticsField
from app.domain.text import EN, JA
from app.ids import ItemId, LangTag, PartId, RecipientId

OWN = frozenset({JA, EN})  # their texts stand in the script itself


def languages(source: Source) -> dict[LangTag, Language]:
    """The picker's languages by tag, in the order of the file."""
    rows = (_language(raw, source.complete | OWN) for raw in source.files["languages"]["languages"])
    return {row.tag: row for row in rows}


def order(source: Source) -> dict[str, tuple[LangTag, ...]]:
    """Agency -> the tags it meets most often."""
    named = source.files["languages"]["order"]
    return {agency: tuple(LangTag(tag) for tag in tags) for agency, tags in named.items()}


def agencies(texts: TextSource, source: Source) -> Iterator[Agency]:
    for raw in source.files.get(AGENCIES, before_roles())[AGENCIES]:
        key = f"agency/{raw['id']}"
        yield Agency(
            id=raw["id"],
            name=texts.text(key, raw["name"]),
            label=texts.text(f"{key}/label", raw["label"]),
            short=texts.text(f"{key}/short", raw["short"]),
            departures=raw["departures"],
        )


def statistics(source: Source) -> Iterator[StatisticsField]:
    for raw in source.files["statistics"]["fields"]:
        derivation = raw.get("derivation")
        yield StatisticsField(
            id=raw["field"],
            type=raw["type"],
            source=raw["source"],
            items=tuple(_place(name) for name in raw["items"]),
            printed_in=raw["printed_in"],
            derivation=MappingProxyType(derivation) if isinstance(derivation, dict) else derivation,
            codes=tuple(raw.get("codes", ())),
        )


def obligations(texts: TextSource, source: Source) -> Iterator[Obligation]:
    ledger = source.files["ledger"]
    for raw in ledger["rows"]:
        key, place = f"obligation/{raw['id']}", raw["source"]
        document = place.partition(" ")[0]
        yield Obligation(
            id=raw["id"],
            title=texts.text(key, raw["title"]),
            document=texts.text(f"document/{document}", ledger["documents"][document]),
            place=place,
            by=MappingProxyType(
                {ObligationKind(k): tuple(v) for k, v in raw.get("by", {}).items()}
            ),
            out=texts.optional(f"{key}/out", raw.get("out")),
        )


def binding(texts: TextSource, source: Source) -> Iterator[BindingDocument]:
    """The documents that bind; packs of before name none."""
    for raw in source.files["ledger"].get("binding", ()):
        key = f"binding/{raw['id']}"
        yield BindingDocument(
            id=raw["id"],
            kind=BindingKind(raw["kind"]),
            name=texts.text(key, raw["name"]),
            about=texts.text(f"{key}/about", raw["about"]),
            dated=raw["date"],
            in_force=raw["in_force"],
            until=raw["until"],
            replaced_by=raw["replaced_by"],
            version=raw["version"],
            source=raw["source"],
            verified_by=raw["verified_by"],
            verified_on=raw["verified_on"],
        )


def glossary(source: Source) -> Iterator[Term]:
    for raw in source.files["glossary"]["terms"]:
        words = {LangTag(lang): tuple(forms) for lang, forms in raw["words"].items()}
        yield Term(raw["id"], MappingProxyType(words), raw["note"])


def _place(name: str) -> tuple[ItemId, PartId | None]:
    item, _, part = name.partition(".")
    return ItemId(item), PartId(part) if part else None


def _language(raw: Raw, complete: frozenset[str]) -> Language:
    return Language(
        tag=LangTag(raw["tag"]),
        endonym=raw["endonym"],
        name_en=raw["en"],
        name_ja=raw["ja"],
        script=raw["script"],
        rtl=raw["direction"] == "rtl",
        tier=raw["tier"],
        region=raw["region"],
        family=raw["family"],
        has_text=raw["tag"] in complete,
        say_ja=raw.get("say_ja", ""),
    )


def held_against(raw: Raw) -> Reproaches:
    """Which answers could be held against the person; nothing in packs that do not say it."""
    found = raw.get("held_against", {"values": {}, "readers": []})
    values = {
        (ItemId(name), PartId(part)): frozenset(listed)
        for place, listed in found["values"].items()
        for name, _, part in [place.partition(".")]
    }
    return Reproaches(MappingProxyType(values), frozenset(map(RecipientId, found["readers"])))
