# SPDX-License-Identifier: MIT
"""What a sealed record holds, and which of it one recipient may see (RECORD.md, DECISIONS.md §3).

Every item carries either ``group`` (it belongs to that group and its completeness proof) or ``groups``
(a derived statement: it goes only where all of them go, and stands in no proof). Nothing telling
stands in plain claims.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from app.clock import stamp
from app.domain.consent import (
    Decision,
    may_print,
    note_groups,
    opens,
    released,
)
from app.domain.groups import Groups, answer_groups, item_groups, mark_groups, pieces
from app.domain.interview import facts
from app.domain.pack import Item, Pack
from app.domain.parse import answer_from_json
from app.domain.said_before import flag_said_before, said_before
from app.domain.silent import is_discreet
from app.domain.state import Interview
from app.domain.text import content_language, record_tag
from app.domain.value import Json
from app.ids import FlagId, GroupId, ItemId, LangTag
from app.services.beside_answers import BASIS, CARD_KIND, beside_answers
from app.services.pieces import (
    ANSWER,
    CLOSED,
    FLAG,
    Items,
    Raising,
    Value,
    answer_pieces,
    flag_pieces,
    item_of,
    opaque,
    raisings,
)
from app.services.unreviewed import unreviewed_texts

MANIFEST: Final = "group:"
BEFORE: Final = "before:"
NOTE: Final = "note"


def record_items(pack: Pack, interview: Interview) -> Items:
    """Every disclosure of one record: name -> value, as `app.crypto.sealed.seal` takes them."""
    items: Items = {"case": _case(interview)}
    for given in interview.answers.values():
        items |= answer_pieces(pack, given)
    raised = raisings(pack, interview)
    items |= flag_pieces(pack, raised)
    items |= _before_changes(pack, interview, items, raised)
    items |= _notes(pack, interview) | beside_answers(pack, interview)
    items |= _course(pack, interview)
    age = facts(pack, interview).age_state
    of_age = list[Json](sorted(_possible(pack, (pack.roles.age.item,))))
    items["age"] = {"groups": of_age, "kind": "age", "state": age.value}
    items["case"]["unreviewed_texts_shown"] = bool(
        unreviewed_texts(pack, _shown_to_all(pack, items))
    )
    return items


def plain_claims(interview: Interview, *, record_id: str, iat: int) -> dict[str, Json]:
    """The plain payload of the next version (RECORD.md "payload"), without what the certificate says."""
    read_back = interview.read_back.result if interview.read_back else "not_done"
    claims: dict[str, Json] = {
        "iat": iat,
        "jti": f"urn:uuid:{record_id}",
        "ver": interview.version + 1,
        "pack": {"id": interview.pack_id, "sha256": interview.pack_sha256},
        "chain": interview.head,
        "practice": interview.practice,
        "read_back": read_back,
    }
    if interview.versions:
        claims["prev"] = interview.versions[-1].record_hash
    return claims


def disclosed(
    pack: Pack, decision: Decision, items: Mapping[str, Mapping[str, Json]]
) -> frozenset[str]:
    """The names that go to the recipient of ``decision``, manifests of whole groups included.

    ``items`` are all disclosures of the sealed record without its manifests.
    """
    went = {name for name, value in items.items() if _goes(pack, decision, name, value)}
    names = {name for name in went if _stands(pack, name, items, went)}
    by_group: dict[str, set[str]] = {}
    for name, value in items.items():
        if isinstance(group := value.get("group"), str):
            by_group.setdefault(group, set()).add(name)
    whole = {group for group, ids in by_group.items() if ids <= names} & _provable(
        pack, decision, items
    )
    return frozenset(names | {f"{MANIFEST}{group}" for group in whole})


def _provable(pack: Pack, decision: Decision, items: Mapping[str, Value]) -> set[GroupId]:
    """The groups whose proof may go at all: whether it does must tell nothing of what is withheld.

    So none of a group of which an item never goes to this reader, and none of whose answers one can hold a
    value with another group: in a record of format 1, which has its answers in one piece, and where values
    have other groups than when it was sealed.
    """
    in_pieces = any("item" in value for name, value in items.items() if item_of(pack, name))
    never = pack.recipients[decision.recipient].items_never
    apart = {
        group
        for item in pack.items.values()
        if item.id in never or (not in_pieces and len(item_groups(item)) > 1)
        for group in item_groups(item)
    }
    return {*decision.whole} - apart.union(*pack.regrouped.values())


def _goes(pack: Pack, decision: Decision, name: str, value: Value) -> bool:
    if not decision.allowed:
        return False
    inside = decision.recipient == pack.roles.supervisor
    if name.startswith(BASIS):
        mine = name == f"{BASIS}{decision.recipient}"
        return inside or (mine and pack.roles.process in decision.whole)
    if value.get("kind") == CARD_KIND:  # what was explained tells what was told
        return inside
    if not inside and any(is_discreet(pack, FlagId(bit)) for bit in name.split(":")):
        return False
    if not pack.recipients[decision.recipient].items_never.isdisjoint(_named(pack, name, value)):
        return False
    groups = _groups(pack, name, value)
    about = item_of(pack, name) or pack.items.get(ItemId(str(value.get("item"))))
    if about is not None and value.get("kind") == NOTE and "group" in value:
        groups |= {about.group}
    if about is not None and "group" in value:
        return opens(pack, decision, about.id, groups)
    if about is not None and value.get("kind") == ANSWER:
        groups = released(about, decision, groups)
    return may_print(groups, decision.whole)


def _named(pack: Pack, name: str, value: Value) -> set[ItemId]:
    """The items that a disclosure tells of."""
    cited = value.get("cites")
    listed = [str(item) for item in cited] if isinstance(cited, list) else []
    own = item_of(pack, name)
    about = value.get("item")
    return {
        *(ItemId(item) for item in listed),
        *([own.id] if own else []),
        *([ItemId(about)] if isinstance(about, str) else []),
    }


def _groups(pack: Pack, name: str, value: Value) -> Groups:
    """What a disclosure needs: the groups it was sealed with, and of format 1 also those of today's pack."""
    needed = _sealed_groups(value)
    if (item := item_of(pack, name)) is not None and "parts" in value:
        needed |= _of_parts(pack, item, value["parts"])
    cited = value.get("cites")
    if isinstance(cited, list) and value.get("kind") != NOTE:
        items = [ItemId(str(named)) for named in cited]
        needed |= _moved(pack, name, items) if _is_raising(name) else _possible(pack, items)
    return needed


def _moved(pack: Pack, name: str, cited: Sequence[ItemId]) -> Groups:
    """What a raising needs besides, where values have other groups than when it was sealed.

    All groups of such items that it cites; raised by hand, today's of those that could have raised it.
    """
    flag = name.split(":")[1]
    able = () if cited else (i for i in pack.regrouped if _can_raise(pack.items[i], flag))
    by_hand = frozenset(pack.items[item].group for item in able)
    return by_hand.union(*(pack.regrouped.get(item, ()) for item in cited))


def _can_raise(item: Item, flag: str) -> bool:
    return any(rule.flag == flag for rule in item.flags)


def _sealed_groups(value: Value) -> Groups:
    group, groups = value.get("group"), value.get("groups")
    listed = [*groups] if isinstance(groups, list) else []
    return frozenset(GroupId(str(member)) for member in [*listed, *([group] if group else [])])


def _possible(pack: Pack, items: Iterable[ItemId]) -> Groups:
    """Every group that answers of these items can have."""
    asked = (pack.items.get(item) for item in items)
    return frozenset(group for item in asked if item for group in item_groups(item))


def _is_raising(name: str) -> bool:
    """``flag:ID:n``, not format 1's ``flag:ID`` of the whole flag."""
    return name.startswith(f"{FLAG}:") and name.count(":") > 1


def _stands(pack: Pack, name: str, items: Mapping[str, Value], names: Collection[str]) -> bool:
    """A statement about another goes only with that one; so does a note on an answer.

    With the piece that has the item's own group, or with all of the answer. Where an answer can be in
    pieces anyway, a note without an answer stays: else it would tell that nothing was withheld.
    """
    value = items[name]
    if isinstance(of := value.get("of"), str):
        return of in names
    if value.get("kind") == CLOSED:
        return f"{FLAG}:{name.partition(':')[2]}" in names
    about = pack.items.get(ItemId(str(value.get("item")))) if value.get("kind") == NOTE else None
    if about is None or about.id in names:
        return True
    answer = {piece for piece in items if item_of(pack, piece) is about}
    return answer <= {*names} if answer else len(item_groups(about)) == 1


def _of_parts(pack: Pack, item: Item, parts: Json) -> Groups:
    """The groups of a sealed answer under this pack; of values that it does not know, all there are."""
    if not parts:
        return frozenset()
    try:
        return answer_groups(item, answer_from_json(item, parts))
    except ValueError:
        return frozenset(pack.groups)


def _case(interview: Interview) -> dict[str, Json]:
    """What every recipient gets: the number and the day. No language, no name, no course."""
    if interview.started_at is None:
        msg = "no event yet"
        raise ValueError(msg)
    return {
        "groups": [],
        "kind": "case",
        "case_number": interview.case_number,
        "started": stamp(interview.started_at),
    }


def _notes(pack: Pack, interview: Interview) -> Items:
    """Notes under numbers that tell nothing. One with a mark, or on an answer that can be in pieces, or
    that has no piece of its item's own group, stands in no proof; elsewhere its form is as without marks.
    """
    items: Items = {}
    for note in interview.notes:
        value: dict[str, Json] = {
            "kind": NOTE,
            "item": note.item,
            "text": note.text,
            "lang": note.lang,
            "at": stamp(note.at),
            "by": note.actor,
        }
        groups = sorted(note_groups(pack, note))
        if note.item is not None:
            value["cites"] = [note.item]
        if note.item is not None and len(groups) == 1 and _stays_with(pack, interview, note.item):
            value["group"] = groups[0]
        else:
            value["groups"] = list[Json](groups)
        items[f"{NOTE}:{opaque()}"] = value
    return items


def _stays_with(pack: Pack, interview: Interview, item: ItemId) -> bool:
    """Whether nobody who gets the item's own group misses a note on it, as told by its form and proofs."""
    asked, answer = pack.items[item], interview.answer(item)
    own = frozenset({asked.group})
    return item_groups(asked) == own and (answer is None or own in pieces(asked, answer))


def _groups_now(pack: Pack, interview: Interview, items: Iterable[ItemId]) -> Groups:
    """Every group that answers of these items can have, and those of the marks that they bear."""
    found = {*items}
    answers = [(pack.items[named], interview.answer(named)) for named in found & {*pack.items}]
    marked = (answer_groups(item, answer) for item, answer in answers if answer)
    return _possible(pack, found).union(*marked)


def _before_changes(
    pack: Pack, interview: Interview, items: Items, raised: Sequence[Raising]
) -> Items:
    """``before:NAME``: said, or raised, before the answers in ``changed`` changed.

    It goes with that piece of the answer, or that raising (``of``), and needs besides what the changed
    answers can hold.
    """
    stale = said_before(pack, interview)
    told = {
        name: later
        for name in items
        if (item := item_of(pack, name)) and (later := stale.get(item.id))
    }
    for raising in raised:
        if later := flag_said_before(pack, interview, raising.record.flag, (raising.time,), stale):
            told[raising.name] = later
    return {
        f"{BEFORE}{name}": {
            "groups": list[Json](
                sorted(_sealed_groups(items[name]) | _groups_now(pack, interview, later))
            ),
            "kind": "before_change",
            "of": name,
            "cites": list[Json](later),
            "changed": list[Json](later),
        }
        for name, later in told.items()
    }


def _shown_to_all(pack: Pack, items: Items) -> Items:
    """What everyone may conclude from: without what is in pieces and cards that an answer made due."""
    return {
        name: value
        for name, value in items.items()
        if (item := item_of(pack, name)) is None
        or {name, *item_groups(item)} == {item.id, item.group}
        if value.get("kind") != CARD_KIND or not value["cites"]
    }


def _course(pack: Pack, interview: Interview) -> Items:
    """Language, interpreter, locks that were opened."""
    roles = pack.roles
    items: Items = {}
    if interview.language:
        tag = record_tag(content_language(LangTag(interview.language)))
        items["language"] = {"group": roles.interpreting, "kind": "language", "tag": tag}
    if interview.interpreter:
        items["interpreter"] = {
            "group": roles.interpreting,
            "kind": "interpreter",
            "code": interview.interpreter.get("code"),
            "mode": interview.interpreter.get("mode"),
        }
    for item, why in interview.unlocked.items():
        given = next((o for o in interview.approvals if o.unlocks(str(interview.id), item)), None)
        items[f"unlocked:{item}"] = {
            "groups": list[Json](
                sorted(
                    {
                        roles.process,
                        roles.childs_account,
                        *_groups_now(pack, interview, (item,)),
                        *mark_groups(why.mark),
                    }
                )
            ),
            "kind": "unlocked",
            "cites": [item],
            "reason": why.text,
            **({"approval": given.jws} if given else {}),
        }
    return items
