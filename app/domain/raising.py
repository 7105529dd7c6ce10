# SPDX-License-Identifier: MIT
"""What one raising of a danger flag rests on, as groups: each way alone tells of it (RECORD.md "Items")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.evidence import values_of
from app.domain.groups import Groups, answer_groups, fewest, rule_ways, word_ways
from app.domain.lock import answers_named
from app.domain.pack import Item, Pack
from app.domain.state import Given
from app.ids import FlagId, ItemId


def raising_ways(
    pack: Pack, flag: FlagId, cites: Sequence[ItemId], answers: Mapping[ItemId, Given]
) -> tuple[Groups, ...]:
    """The ways to tell of one raising; ``answers`` are those that stood when it was raised.

    One without an answer, raised by hand, tells of all that it can rest on: the groups of every item that
    can raise it. A flag that no item can raise (fire, sinking) counts as *safety*.
    """
    cited = [pack.items[item] for item in cites if item in pack.items]
    if not cited:
        raising = (i for i in pack.items.values() if any(rule.flag == flag for rule in i.flags))
        return (frozenset(item.group for item in raising) or frozenset({pack.roles.safety}),)
    ways = {way for item in cited for way in _of_item(pack, flag, item, answers.get(item.id))}
    return fewest(ways or {frozenset(g for item in cited for g in _all_of(item, answers))})


def _of_item(pack: Pack, flag: FlagId, item: Item, given: Given | None) -> list[Groups]:
    """By the rules of the item, and by the condition of the flag where that names the item."""
    if given is None:
        return []
    answer = given.answer
    rules = [
        way for rule in item.flags if rule.flag == flag for way in rule_ways(item, answer, rule)
    ]
    named_flag = pack.flags.get(flag)
    for term in answers_named(named_flag.raised_when if named_flag else None):
        part = item.part(term.part) if term.item == item.id else None
        value = answer.parts.get(part.id) if part else None
        if part and value:
            rules += word_ways(item, part, values_of(value) & term.values)
    return rules


def _all_of(item: Item, answers: Mapping[ItemId, Given]) -> Groups:
    """An age from which it was reckoned: every group of that answer, else the item's own."""
    given = answers.get(item.id)
    return answer_groups(item, given.answer) if given else frozenset({item.group})
