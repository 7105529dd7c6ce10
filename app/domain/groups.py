# SPDX-License-Identifier: MIT
"""Which groups an answer belongs to: the only place that says it (CONTENT.md §1, RECORD.md "Items").

The unit is one value of one part. Nearest wins: the value's own group (of its part, then of its item),
the part's, the item's; an entry that was marked as a whole belongs to its mark. A state, *unsure* or
*declined*, belongs to every group that a value of its part can have, so that it tells nothing of one.

A *way* is a set of groups that alone suffice to tell a derived statement; where several answers meet it,
it has several ways, and more answers never close one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from app.domain.calendars import GREGORIAN
from app.domain.condition import EvidenceRule, FlagRule, SpanTest
from app.domain.evidence import cited_parts, met_values, rule_met, values_of
from app.domain.pack import Item, Part, ValueType
from app.domain.value import Answer, PartValue, State, TextMark, holds_words
from app.ids import GroupId, ItemId, PartId

Groups = frozenset[GroupId]
Ways = frozenset[Groups]
Parts = Mapping[PartId, PartValue]

MARKED: Final[Mapping[TextMark, GroupId]] = MappingProxyType({
    TextMark.MADE_TO_DO: GroupId("offences_note"),
    TextMark.PRIVATE: GroupId("private"),
})  # fmt: skip
#: What a child tells: its words go whole or not at all; marked, they still go where children are protected.
CHILD_ACCOUNT: Final = GroupId("child_account")

_FIXED: Final = MappingProxyType({
    ValueType.YN4: ("yes", "no"),
    ValueType.CHECK: ("done", "not_possible"),
    ValueType.STATEMENT: ("understood", "explained", "not_understood"),
})  # fmt: skip


def part_group(item: Item, part: Part) -> GroupId:
    """The group of a part, of its free text, its numbers and of values without one of their own."""
    return part.group or item.group


def value_group(item: Item, part: Part, value: str) -> GroupId:
    """The group of one value of a part."""
    own = part.value_groups.get(value) or item.value_groups.get(value)
    return own or part_group(item, part)


def part_groups(item: Item, part: Part) -> Groups:
    """Every group that an answer of this part can have, whatever was said."""
    values = (value_group(item, part, word) for word in words_of(part))
    return frozenset({part_group(item, part), *values})


def item_groups(item: Item) -> Groups:
    """Every group that an answer of this item can have."""
    if _is_plain(item):
        return frozenset({item.group})
    besides = {item.release.besides} if item.release else set[GroupId]()
    return frozenset(besides).union(*(part_groups(item, part) for part in item.parts))


def regrouped(own: Mapping[ItemId, Item], other: Mapping[ItemId, Item]) -> Mapping[ItemId, Groups]:
    """The items whose values have other groups there, each with all groups that it can have in either."""
    return MappingProxyType({
        name: item_groups(item) | item_groups(other[name])
        for name, item in own.items()
        if name in other and not _grouped_alike(item, other[name])
    })  # fmt: skip


def every_group(item: Item, own_groups: Collection[GroupId]) -> Groups:
    """Every group that an answer of this item, or a mark on one of its texts, can have.

    ``own_groups``: those of the pack; a mark without one cannot be set.
    """
    marked = any(holds_words(part) for part in item.parts)
    return item_groups(item).union(
        mark for mark in MARKED.values() if marked and mark in own_groups
    )


def passed_in(item: Item, part: Part, own_groups: Collection[GroupId]) -> Groups:
    """What must be read of an answer to tell that this part of it was passed without being asked.

    Where only an answer with another group, or with a mark, could stand unseen in its place, all of that.
    """
    groups = part_groups(item, part)
    return every_group(item, own_groups) if len(groups) > 1 or holds_words(part) else groups


def answer_groups(item: Item, answer: Answer) -> Groups:
    """The groups of all that was answered."""
    return frozenset(group for groups in pieces(item, answer) for group in groups)


def pieces(item: Item, answer: Answer) -> Mapping[Groups, Parts]:
    """The answer in pieces by the groups that each needs; the item's own group comes first."""
    own = frozenset({item.group})
    if _is_plain(item) and not any(piece.mark or piece.more for piece in answer.parts.values()):
        return {own: answer.parts}
    found: dict[Groups, dict[PartId, PartValue]] = {}
    for part in item.parts:
        value = answer.parts.get(part.id)
        for groups, piece in _split(item, part, value) if value else ():
            found.setdefault(groups, {})[part.id] = piece
    more = _besides(item, answer)
    return {
        groups | more: found[groups] for groups in sorted(found, key=lambda groups: groups != own)
    }


def _besides(item: Item, answer: Answer) -> Groups:
    """What all of an answer needs that may not go by its own groups alone (`Release`)."""
    release = item.release
    if release is None:
        return frozenset()
    let = answer.parts.get(release.part)
    free = let is not None and not values_of(let).isdisjoint(release.values)
    return frozenset() if free else frozenset({release.besides})


def together(item: Item, found: Iterable[Parts]) -> Answer | None:
    """What pieces of one answer say together, in the order of the script; None where there is none."""
    parts: dict[PartId, PartValue] = {}
    for piece in found:
        for name, value in piece.items():
            parts[name] = _join(item, name, parts[name], value) if name in parts else value
    order = [part.id for part in item.parts if part.id in parts]
    return Answer(item.id, {name: parts[name] for name in order}) if parts else None


def rule_ways(item: Item, answer: Answer | None, rule: EvidenceRule | FlagRule) -> Ways:
    """The ways in which an answer meets one rule of its item; none where it does not."""
    if answer is None or not rule_met(item, answer, rule):
        return frozenset()
    named = [part for name in cited_parts(item, rule) if (part := item.part(name))]
    if any(isinstance(when, SpanTest) for when in rule.when):
        return frozenset({frozenset(part_group(item, part) for part in named)})
    part = named[0]
    values = met_values(item, answer, rule)
    ways = {_word_groups(item, part, value) for value in values}
    return frozenset(ways or {frozenset({part_group(item, part)})})


def word_ways(item: Item, part: Part, values: Iterable[str]) -> Ways:
    """One way for each of the given values and states of a part."""
    return frozenset(_word_groups(item, part, value) for value in values)


def fewest(ways: Iterable[Groups]) -> tuple[Groups, ...]:
    """The ways that no other makes needless, in a fixed order."""
    every = set(ways)
    least = [way for way in every if not any(other < way for other in every)]
    return tuple(sorted(least, key=sorted))


def _grouped_alike(item: Item, other: Item) -> bool:
    """Whether every value of the one has the same group in the other."""
    if _is_plain(item) and _is_plain(other):
        return item.group == other.group
    same = (item.group, item.release) == (other.group, other.release)
    return same and all(
        (also := other.part(part.id)) is not None
        and part_group(item, part) == part_group(other, also)
        and all(
            value_group(item, part, word) == value_group(other, also, word)
            for word in words_of(part)
        )
        for part in item.parts
    )


def words_of(part: Part) -> tuple[str, ...]:
    """The values that a part's answer can hold, where they are known beforehand."""
    return (*(option.id for option in part.options), *_FIXED.get(part.type, ()))


def _is_plain(item: Item) -> bool:
    """Nothing of the item has a group of its own: true of most."""
    apart = any(part.value_groups or part.group for part in item.parts)
    return not item.value_groups and not apart and item.release is None


def _word_groups(item: Item, part: Part, word: str) -> Groups:
    if word in {State.UNSURE.value, State.DECLINED.value}:
        return part_groups(item, part)
    return frozenset({value_group(item, part, word)})


def words_group(item: Item, part: Part, entry: PartValue) -> GroupId:
    """The group of the free words of an entry that has no mark."""
    return value_group(item, part, next(iter(values_of(entry)), ""))


def _split(item: Item, part: Part, value: PartValue) -> list[tuple[Groups, PartValue]]:
    """One part's answer by groups: a state whole, a list value by value, anything else whole."""
    if value.state is not None:
        return [(part_groups(item, part), value)]
    if value.mark or value.more:
        return _by_mark(item, part, value)
    words = values_of(value)
    if not isinstance(value.data, list) or not words:
        groups = {value_group(item, part, word) for word in words} or {part_group(item, part)}
        return [(frozenset(groups), value)]
    found: dict[GroupId, list[str]] = {}
    for word in value.data:
        found.setdefault(value_group(item, part, str(word)), []).append(str(word))
    return [(frozenset({group}), replace(value, data=[*listed])) for group, listed in found.items()]


def mark_group(mark: TextMark | None, otherwise: GroupId) -> GroupId:
    """The group of a text by its mark; of one without, ``otherwise``."""
    return MARKED[mark] if mark else otherwise


def mark_groups(mark: TextMark | None) -> Groups:
    """What a statement that holds a text needs besides its own groups, by the mark of the text."""
    return frozenset({MARKED[mark]} if mark else ())


def _by_mark(item: Item, part: Part, value: PartValue) -> list[tuple[Groups, PartValue]]:
    """The entries of a text by their marks; each mark's entries stay in their order.

    The mark of a date is one of its words: the day itself stays where it is.
    """
    found: dict[GroupId, list[PartValue]] = {}
    if value.mark and value.type is ValueType.DATE and isinstance(value.data, dict):
        words = {name: field for name, field in value.data.items() if name != "value"}
        if day := value.data.get("value"):
            bare = PartValue(value.type, None, {"value": day, "calendar": GREGORIAN})
            found[part_group(item, part)] = [bare]
        value = replace(value, data=words)
    for entry in value.entries:
        found.setdefault(mark_group(entry.mark, part_group(item, part)), []).append(entry)
    return [
        (frozenset({group}), replace(first, more=tuple(more)))
        for group, (first, *more) in found.items()
    ]


def _join(item: Item, name: PartId, piece: PartValue, other: PartValue) -> PartValue:
    """Two pieces of one part: entries of a text, or a list, whose values stand in the script's order."""
    if piece.type is ValueType.TEXT:
        first, *more = (*piece.entries, *other.entries)
        return replace(first, more=tuple(more))
    if (
        piece.type is ValueType.DATE
        and isinstance(piece.data, dict)
        and isinstance(other.data, dict)
    ):
        day, words = (other, piece) if piece.mark else (piece, other)
        return replace(words, data={**day.data, **words.data})  # type: ignore[dict-item]
    if not isinstance(piece.data, list) or not isinstance(other.data, list):
        return piece
    part = item.part(name)
    order = {option.id: place for place, option in enumerate(part.options)} if part else {}
    values = dict.fromkeys(str(value) for value in (*piece.data, *other.data))
    listed = sorted(values, key=lambda value: order.get(value, len(order)))  # type: ignore[call-overload]
    return replace(piece, data=[*listed])
