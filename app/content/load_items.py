# SPDX-License-Identifier: MIT
"""Items of the script with their parts, options, variants and rules."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.content import load_rules as rules
from app.content.source import Raw
from app.content.text_source import TextSource
from app.domain import pack as p
from app.domain.release import Release
from app.domain.roles import PartRole
from app.domain.screening import ScreeningPlace
from app.ids import BasisId, GroupId, ItemId, OptionId, PartId

Meant = Mapping[tuple[ItemId, PartId], frozenset[PartRole]]


def item(texts: TextSource, raw: Raw, meant: Meant) -> p.Item:
    """Read one item. A plain item becomes one part with the empty id. ``meant``: roles of parts."""
    name = raw["id"]
    composite = "parts" in raw
    parts = raw["parts"] if composite else [raw]
    return p.Item(
        id=ItemId(name),
        phase=raw["phase"],
        audience=p.Audience(raw["audience"]),
        text=texts.text(f"{name}/text", raw["text"]),
        text_child=texts.optional(f"{name}/text_child", raw.get("text_child")),
        lead_in=raw["lead_in"],
        parts=tuple(_part(texts, name, part, meant, composite=composite) for part in parts),
        composite=composite,
        group=GroupId(raw["group"]),
        level=raw["level"],
        gate=p.Gate(raw["gate"]),
        condition=rules.optional(raw["condition"]),
        evidence=tuple(rules.evidence(entry) for entry in raw["evidence"]),
        flags=tuple(rules.flag(entry) for entry in raw["flags"]),
        statistics=tuple(raw["statistics"]),
        variants=MappingProxyType(
            {agency: _variant(texts, name, agency, v) for agency, v in raw["variants"].items()}
        ),
        note=texts.optional(f"{name}/note", raw["note"]),
        basis=tuple(raw["basis"]),
        legal_review=raw["legal_review"],
        screening=raw["screening"],
        shuffle_options=raw.get("shuffle_options", False),
        value_groups=_value_groups(raw) if composite else p.NO_GROUPS,
        by_parts=raw.get("ask") == "parts",
        screen=_screen(raw),
        release=_release(raw),
    )


def items_of(names: list[str]) -> tuple[ItemId, ...]:
    return tuple(ItemId(name) for name in names)


def _part(texts: TextSource, name: str, raw: Raw, meant: Meant, *, composite: bool) -> p.Part:
    part_id = PartId(raw["id"] if composite else "")
    key = f"{name}.{part_id}" if composite else name
    return p.Part(
        id=part_id,
        text=texts.text(f"{key}/text", raw["text"]),
        type=p.ValueType(raw["type"]),
        options=tuple(
            p.Option(
                OptionId(option["id"]),
                texts.text(f"{key}/option/{option['id']}", option),
                option.get("exclusive", False),
                option.get("officer_only", False),
            )
            for option in raw.get("options", [])
        ),
        code_list=raw.get("list"),
        format=raw.get("format"),
        group=GroupId(raw["group"]) if composite and "group" in raw else None,
        value_groups=_value_groups(raw),
        condition=rules.optional(raw.get("condition")) if composite else None,
        screen=_screen(raw) if composite else None,
        roles=meant.get((ItemId(name), part_id), frozenset()),
    )


def _value_groups(raw: Raw) -> p.ValueGroups:
    found = raw.get("value_groups", {})
    return MappingProxyType({value: GroupId(group) for value, group in found.items()})


def _screen(raw: Raw) -> ScreeningPlace | None:
    found = raw.get("screen")
    if found is None:
        return None
    on, deepens = tuple(found["on"]), items_of(found.get("deepens", []))
    return ScreeningPlace(found["order"], found["strength"], on, deepens)


def _release(raw: Raw) -> Release | None:
    found = raw.get("release")
    if found is None:
        return None
    return Release(
        besides=GroupId(found["besides"]),
        part=PartId(found["unless"]["part"]),
        values=frozenset(found["unless"]["in"]),
        bases=frozenset(BasisId(basis) for basis in found["bases"]),
    )


def _variant(texts: TextSource, name: str, agency: str, raw: Raw) -> p.Variant:
    key = f"{name}/variant/{agency}"
    return p.Variant(
        texts.optional(key, raw.get("text")),
        texts.optional(f"{key}/note", raw.get("note")),
        raw.get("lead_in"),
    )
