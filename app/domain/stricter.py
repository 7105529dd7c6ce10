# SPDX-License-Identifier: MIT
"""The rules for handing over what an older pack asked: its own and those of today, whichever give less.

The words, questions and conditions stay the older pack's; only limits are drawn together. A group that the
older pack does not know was never limited by it: there today's rule stands alone. It has no name there, so
that nobody ticks it (`ticked_by_name`), and no file says that it went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.domain.groups import part_group, regrouped, value_group, words_of
from app.domain.pack import ConsentMap, Flag, Item, LegalBasis, Pack, Part, Recipient
from app.domain.reproach import Reproaches
from app.ids import GroupId, ItemId, PartId, RecipientId


def stricter(own: Pack, today: Pack) -> Pack:
    """The pack ``own`` under both rules: what goes by it goes by either."""
    if own.sha256 == today.sha256:
        return own
    groups = frozenset(own.groups)
    return replace(
        own,
        items=MappingProxyType(
            {name: _item(item, today.items.get(name)) for name, item in own.items.items()}
        ),
        recipients=MappingProxyType(
            {
                name: _recipient(recipient, today.recipients.get(name), groups)
                for name, recipient in own.recipients.items()
            }
        ),
        legal_bases=MappingProxyType(
            {
                name: _basis(basis, today.legal_bases[name], groups)
                for name, basis in own.legal_bases.items()
                if name in today.legal_bases
            }
        ),
        flags=MappingProxyType(
            {name: _flag(flag, today.flags.get(name)) for name, flag in own.flags.items()}
        ),
        regrouped=regrouped(own.items, today.items),
        held_against=_held_against(own, today),
        roles=replace(
            own.roles, by_name=tuple(dict.fromkeys((*own.roles.by_name, *today.roles.by_name)))
        ),
    )


def ticked_by_name(rules: Pack) -> Mapping[RecipientId, Recipient]:
    """The recipients with those groups alone that the interview's own pack has words for."""
    return MappingProxyType(
        {name: replace(rule, groups_at_most=tuple(g for g in rule.groups_at_most if g in rules.groups))
         for name, rule in rules.recipients.items()}
    )  # fmt: skip


def _item(own: Item, today: Item | None) -> Item:
    """The groups of today; what was sealed keeps its own beside them (`app.services.record`)."""
    if today is None:
        return own
    parts = tuple(_part(own, part, today, _counterpart(own, part, today)) for part in own.parts)
    # A note goes where the only part goes, also while nothing was answered.
    group = today.group if own.composite else parts[0].group or today.group
    return replace(own, group=group, parts=parts)


def _counterpart(own: Item, part: Part, today: Item) -> Part | None:
    """Where today's item takes what this part took: of one that got parts since, the first of its type."""
    if own.composite or not today.composite:
        return today.part(part.id)
    return next((now for now in today.parts if now.type is part.type), None)


def _part(own: Item, part: Part, today: Item, now: Part | None) -> Part:
    if now is None:
        return replace(part, group=part_group(own, part))
    words = {*part.value_groups, *own.value_groups, *now.value_groups, *today.value_groups}
    words |= {str(option.id) for option in part.options}
    groups = {word: value_group(today, now, word) for word in words}
    return replace(part, group=part_group(today, now), value_groups=MappingProxyType(groups))


def _held_against(own: Pack, today: Pack) -> Reproaches:
    """What either lists; and a value that today's part does not have: nobody looked at it for that list."""
    found: dict[tuple[ItemId, PartId], frozenset[str]] = {}
    for name, item in own.items.items():
        now_item = today.items.get(name)
        for part in item.parts:
            now = _counterpart(item, part, now_item) if now_item else None
            listed = own.held_against.values.get((name, part.id), frozenset())
            if now is not None:
                listed |= today.held_against.values.get((name, now.id), frozenset())
            gone = {*words_of(part)} - {*(words_of(now) if now else ())}
            if listed | gone:
                found[name, part.id] = listed | gone
    readers = own.held_against.readers | today.held_against.readers
    return Reproaches(MappingProxyType(found), readers)


def _flag(own: Flag, today: Flag | None) -> Flag:
    """Discreet by either."""
    return replace(own, discreet=own.discreet or (today.discreet if today else None))


def _recipient(own: Recipient, today: Recipient | None, groups: frozenset[GroupId]) -> Recipient:
    """One that is no recipient any more gets nothing."""
    if today is None:
        return replace(own, groups_at_most=(), consent_item=None, legal_bases=())
    maps = {
        word: ConsentMap(_both(row.groups, today.consent_map[word].groups, groups), tuple(
            item for item in row.items if item in today.consent_map[word].items
        ))
        for word, row in own.consent_map.items()
        if word in today.consent_map
    }  # fmt: skip
    return replace(
        own,
        groups_at_most=_both(own.groups_at_most, today.groups_at_most, groups),
        groups_separate=tuple(dict.fromkeys((*own.groups_separate, *today.groups_separate))),
        groups_never=tuple(dict.fromkeys((*own.groups_never, *today.groups_never))),
        consent_values=tuple(
            value for value in own.consent_values if value in today.consent_values
        ),
        consent_map=MappingProxyType(maps),
        legal_bases=tuple(basis for basis in own.legal_bases if basis in today.legal_bases),
        needs_supervisor=own.needs_supervisor or today.needs_supervisor,
        items_never=own.items_never | today.items_never,
        blocked_by_flags=own.blocked_by_flags | today.blocked_by_flags,
        not_made_when=tuple(dict.fromkeys((*own.not_made_when, *today.not_made_when))),
    )


def _basis(own: LegalBasis, today: LegalBasis, groups: frozenset[GroupId]) -> LegalBasis:
    return replace(
        own,
        recipients=tuple(
            recipient for recipient in own.recipients if recipient in today.recipients
        ),
        groups_at_most=_both(own.groups_at_most, today.groups_at_most, groups),
        who=own.who & today.who,
        countersign=own.countersign or today.countersign,
        awaits_lawyer=own.awaits_lawyer or today.awaits_lawyer,
    )


def _both(
    own: Iterable[GroupId], today: Iterable[GroupId], groups: frozenset[GroupId]
) -> tuple[GroupId, ...]:
    mine = frozenset(own)
    return tuple(group for group in today if group in mine or group not in groups)
