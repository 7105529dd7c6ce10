# SPDX-License-Identifier: MIT
"""From a checked pack folder to the typed `Pack`. One function per kind of thing.

The built-in pack is trusted by its hash, compiled into the release; installed packs by signatures
(`app.content.install`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.content import load_directory
from app.content import load_reference as reference
from app.content import load_rules as rules
from app.content.builtin_hash import BUILTIN_SHA256
from app.content.clips import ClipFiles
from app.content.load_items import item, items_of
from app.content.load_papers import paper_plan
from app.content.load_roles import part_roles, roles_of
from app.content.source import FolderFiles, PackFiles, Raw, Source, read
from app.content.text_source import TextSource
from app.domain import indicator_table as table
from app.domain import pack as p
from app.domain.card import Card, CardFact, CardVariant
from app.domain.roles import Roles
from app.domain.text import LocalText
from app.errors import UserError
from app.ids import (
    BasisId,
    CardId,
    FlagId,
    GroupId,
    ItemId,
    LangTag,
    RecipientId,
    SignId,
    TimerId,
)
from app.paths import resources_dir


def builtin_dir() -> Path:
    return resources_dir() / "content" / "builtin"


@cache
def load_builtin() -> p.Pack:
    """The pack of this release. Raises UserError("pack_damaged") when a file was changed."""
    pack = load(builtin_dir())
    if pack.sha256 != BUILTIN_SHA256:
        raise UserError("pack_damaged", file="manifest.json")
    return pack


def load(folder: Path) -> p.Pack:
    """Load any pack folder. Raises UserError("pack_damaged", file=…)."""
    return load_files(FolderFiles(folder))


def load_files(files: PackFiles) -> p.Pack:
    """The same from wherever its files lie."""
    source = read(files)
    try:
        pack = _pack(source, files)
        return replace(pack, papers=paper_plan(pack))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        raise UserError("pack_damaged", file="script.json") from error


def _pack(source: Source, files: PackFiles) -> p.Pack:
    texts = TextSource(source.texts)
    script, cards = source.files["script"], source.files["cards"]
    recipients, flags = source.files["recipients"], source.files["flags"]
    items = _items(texts, script, roles := roles_of(source.files))
    return p.Pack(
        id=source.id,
        version=source.version,
        sha256=source.sha256,
        phases=tuple(_phase(texts, raw) for raw in script["phases"]),
        items=items,
        paths=MappingProxyType({k: _steps(v, items) for k, v in script["paths"].items()}),
        order=_steps(script["order"], items),
        sittings=tuple(_sitting(raw) for raw in script["sittings"]),
        child_allowed=frozenset(ItemId(i) for i in script["child_allowed"]),
        child_cards=frozenset(CardId(c) for c in cards["child_cards"]),
        droppable_first=tuple(ItemId(i) for i in script["droppable_first"]),
        languages=tuple(LangTag(tag) for tag in ("en", "ja", "ja_easy", *sorted(source.texts))),
        signs=_by_id(
            p.Sign(SignId(s["id"]), texts.text(f"sign/{s['id']}", s)) for s in script["signs"]
        ),
        shared_texts=_shared(texts, script, "text"),
        shared_texts_child=_shared(texts, script, "text_child"),
        cards=_by_id(_card(texts, raw) for raw in cards["cards"]),
        variables=_by_id(_variable(texts, raw) for raw in cards["variables"]),
        groups=_group_names(texts, recipients),
        recipients=_by_id(_recipient(texts, raw) for raw in recipients["recipients"]),
        held_against=reference.held_against(recipients),
        legal_bases=_by_id(_basis(texts, b) for b in source.files["legal_bases"]["bases"]),
        flags=_by_id(_flag(texts, raw) for raw in flags["flags"]),
        timers=_by_id(_timer(texts, raw) for raw in source.files["timers"]["timers"]),
        indicators=_indicators(texts, source.files["indicators"]),
        roles=roles,
        agencies=_by_id(reference.agencies(texts, source)),
        emergency_numbers=MappingProxyType(dict(flags["emergency_numbers"])),
        sequence=source.sequence,
        expires=source.expires,
        picker=MappingProxyType(reference.languages(source)),
        picker_order=MappingProxyType(reference.order(source)),
        contacts=_by_id(load_directory.contacts(texts, source)),
        contacts_stale_after=source.files["directory"]["stale_after_days"],
        card_rules=load_directory.card_rules(source),
        card_place=load_directory.card_place(source),
        statistics=_by_id(reference.statistics(source)),
        obligations=_by_id(reference.obligations(texts, source)),
        binding=_by_id(reference.binding(texts, source)),
        glossary=tuple(reference.glossary(source)),
        clips=ClipFiles(files, source.clips),
    )


def _group_names(texts: TextSource, recipients: Raw) -> MappingProxyType[GroupId, LocalText]:
    return MappingProxyType(
        {GroupId(g["id"]): texts.text(f"group/{g['id']}", g) for g in recipients["groups"]}
    )


def _sitting(raw: Raw) -> p.Sitting:
    return p.Sitting(raw["id"], raw["minutes"], tuple(raw["covers"]))


def _items(texts: TextSource, script: Raw, roles: Roles) -> MappingProxyType[ItemId, p.Item]:
    meant = part_roles(roles)
    return MappingProxyType({ItemId(raw["id"]): item(texts, raw, meant) for raw in script["items"]})


def _by_id(things: Iterable[Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType({thing.id: thing for thing in things})


def _phase(texts: TextSource, raw: Raw) -> p.Phase:
    key = f"phase/{raw['id']}"
    title, why = texts.text(f"{key}/title", raw["title"]), texts.text(f"{key}/why", raw["why"])
    return p.Phase(raw["id"], title, why, raw["basis"])


def _steps(raw: list[Any], items: MappingProxyType[ItemId, p.Item]) -> tuple[p.Step, ...]:
    return tuple(_step(step, items) for step in raw)


def _step(raw: Any, items: MappingProxyType[ItemId, p.Item]) -> p.Step:  # noqa: ANN401 parsed JSON
    if isinstance(raw, str):
        return p.AskStep(ItemId(raw)) if raw in items else p.PhaseStep(raw)
    if "offer" in raw:
        cards, asked = (
            tuple(CardId(c) for c in raw["cards"]),
            tuple(ItemId(i) for i in raw["items"]),
        )
        return p.OfferStep(raw["offer"], cards, asked)
    when = rules.condition(raw["when"])
    if "switch" in raw:
        return p.SwitchStep(raw["switch"], when)
    if "raise" in raw:
        return p.RaiseStep(tuple(ItemId(i) for i in raw["raise"]), when)
    if "insert" in raw:
        return p.InsertStep(raw["insert"], when)
    return p.ContinueStep(raw["continue"], when)


def _shared(texts: TextSource, script: Raw, field: str) -> MappingProxyType[str, LocalText]:
    return MappingProxyType(
        {
            raw["id"]: texts.text(f"{raw['id']}/{field}", raw[field])
            for raw in script["shared_texts"]
            if raw.get(field)
        }
    )


def _card(texts: TextSource, raw: Raw) -> Card:
    key = raw["id"]
    return Card(
        id=CardId(key),
        title=texts.text(f"{key}/title", raw["title"]),
        text=texts.text(f"{key}/text", raw["text"]),
        text_child=texts.optional(f"{key}/text_child", raw.get("text_child")),
        trigger=raw["trigger"],
        show_when=rules.optional(raw["show_when"]),
        basis=tuple(raw["basis"]),
        legal_review=raw["legal_review"],
        tell_back=raw.get("tell_back") is True,
        variants=tuple(
            CardVariant(
                variant["id"],
                rules.condition(variant["when"]),
                texts.text(f"{key}/variant/{variant['id']}", variant["text"]),
            )
            for variant in raw.get("variants", [])
        ),
        facts=tuple(
            CardFact(
                texts.text(f"{key}/fact/{number}", fact["text"]),
                fact["source"],
                _day(fact["as_of"]),
                _day(fact["until"]),
            )
            for number, fact in enumerate(raw.get("facts", []))
        ),
    )


def _variable(texts: TextSource, raw: Raw) -> p.Variable:
    key = f"variable/{raw['id']}"
    values = [
        p.DatedValue(
            texts.text(f"{key}/{number}", value),
            _day(value["valid_from"]),
            _day(value["valid_to"]),
        )
        for number, value in enumerate(raw.get("values", []))
    ]
    values += [
        p.DatedValue(texts.text(f"{key}/{agency}", value), agency=agency)
        for agency, value in raw.get("by_agency", {}).items()
    ]
    return p.Variable(raw["id"], tuple(values), raw.get("runtime", False))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _groups(names: list[str]) -> tuple[GroupId, ...]:
    return tuple(GroupId(name) for name in names)


def _recipient(texts: TextSource, raw: Raw) -> p.Recipient:
    name = raw["id"]
    asked = raw["consent_item"]
    second = raw.get("second_consent")
    blocked = raw.get("blocked_by_flag")
    return p.Recipient(
        id=RecipientId(name),
        name=texts.text(f"recipient/{name}", raw["name"]),
        purpose=texts.text(f"recipient/{name}/purpose", raw["purpose"]),
        layout=raw["layout"],
        groups_at_most=_groups(raw["groups_at_most"]),
        groups_separate=_groups(raw["groups_separate"]),
        groups_never=_groups(raw["groups_never"]),
        consent_item=ItemId(asked) if asked else None,
        consent_values=tuple(raw["consent_values"]),
        consent_map=MappingProxyType(
            {
                value: p.ConsentMap(
                    _groups(opened.get("groups", [])), items_of(opened.get("items", []))
                )
                for value, opened in raw.get("consent_map", {}).items()
            }
        ),
        second_consent=ItemId(second["item"]) if second else None,
        legal_bases=tuple(BasisId(basis) for basis in raw["legal_bases"]),
        needs_supervisor=raw["needs_supervisor"],
        items_never=frozenset(ItemId(i) for i in raw.get("items_never", [])),
        blocked_by_flags=frozenset(
            [FlagId(blocked if isinstance(blocked, str) else blocked["flag"])] if blocked else []
        ),
        not_made_when=tuple(raw.get("not_made_when", {}).get("in", ())),
    )


def _basis(texts: TextSource, raw: Raw) -> p.LegalBasis:
    key = f"basis/{raw['id']}"
    return p.LegalBasis(
        id=BasisId(raw["id"]),
        name=texts.text(f"{key}/name", raw["name"]),
        statute=texts.text(f"{key}/statute", raw["statute"]),
        recipients=tuple(RecipientId(r) for r in raw["recipients"]),
        groups_at_most=_groups(raw["groups_at_most"]),
        who=frozenset(raw["who"]),
        person_must_be_told=raw["person_must_be_told"],
        when_told=texts.text(f"{key}/when_told", raw["when_told"]),
        countersign=raw["countersign"],
        conditions=texts.text(f"{key}/conditions", raw["conditions"]),
        as_of=date.fromisoformat(raw["as_of"]),
        awaits_lawyer=raw["verify"],
    )


def _flag(texts: TextSource, raw: Raw) -> p.Flag:
    key = f"flag/{raw['id']}"
    actions = zip(raw["actions"]["en"], raw["actions"]["ja"], strict=True)
    return p.Flag(
        id=FlagId(raw["id"]),
        severity=raw["severity"],
        title=texts.text(f"{key}/title", raw["title"]),
        actions=tuple(
            texts.text(f"{key}/action/{number}", {"en": en, "ja": ja})
            for number, (en, ja) in enumerate(actions)
        ),
        blocks_closing=raw["blocks_closing"],
        raised_by=raw["raised_by"],
        raised_when=rules.optional(raw.get("raised_when")),
        discreet=texts.text(f"{key}/discreet", raw["discreet"]) if "discreet" in raw else None,
    )


def _timer(texts: TextSource, raw: Raw) -> p.Timer:
    return p.Timer(
        id=TimerId(raw["id"]),
        start=rules.condition(raw["start"]),
        hours=raw["due"].get("hours"),
        text=texts.text(f"timer/{raw['id']}", raw["text"]),
        stops=raw["stops"],
        groups=_groups(raw["groups"]),
    )


def _indicators(texts: TextSource, raw: Raw) -> table.Indicators:
    def codes(name: str) -> MappingProxyType[str, table.Code]:
        return MappingProxyType({c["code"]: _code(texts, c) for c in raw[name]})

    found = raw["rules"]
    return table.Indicators(
        codes=codes("codes"),
        forced_labour=codes("forced_labour"),
        elements=codes("elements"),
        dimensions=tuple(
            table.Dimension(
                d["id"], texts.text(f"dimension/{d['id']}", d["title"]), tuple(d["element"])
            )
            for d in raw["dimensions"]
        ),
        positive_rules=tuple(MappingProxyType(dict(r)) for r in found["dimension_positive"]),
        note=texts.text("indicators/note", raw["note"]),
        pattern=texts.text("indicators/pattern", found["pattern_forced_labour"]),
        columns=MappingProxyType(
            {
                profile: table.GradeColumn(column["source"], _day(column["as_of"]))
                for profile, column in raw.get("columns", {}).items()
            }
        ),
    )


def _code(texts: TextSource, raw: Raw) -> table.Code:
    return table.Code(
        code=raw["code"],
        title=texts.text(f"code/{raw['code']}", raw["title"]),
        source=raw["source"],
        dimension=raw.get("dimension"),
        element=raw.get("element"),
        grade=MappingProxyType(dict(raw.get("grade", {}))),
    )
