# SPDX-License-Identifier: MIT
"""What a sealed record holds, and which of it one recipient may see (RECORD.md, DECISIONS.md §3).

Every item carries either ``group`` (it belongs to that group and its completeness proof) or ``groups``
(a derived statement: it goes only where all of them go, and stands in no proof). Nothing telling
stands in plain claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.clock import stamp
from app.domain.consent import (
    SUPERVISOR,
    Decision,
    disclosed_items,
    flag_groups,
    groups_cited,
    may_print,
    note_groups,
)
from app.domain.interview import facts
from app.domain.pack import Pack
from app.domain.parse import answer_to_json
from app.domain.said_before import flag_said_before, items_named, said_before
from app.domain.state import CardShown, Given, Interview
from app.domain.text import content_language, record_tag
from app.domain.value import Json
from app.ids import CardId, GroupId, ItemId, LangTag
from app.services.unreviewed import CARD, unreviewed_texts

Items = dict[str, dict[str, Json]]
MANIFEST: Final = "group:"
BASIS: Final = "basis:"
BEFORE: Final = "before:"
PROCESS: Final = "process"
INTERPRETER: Final = "interpreter"


def record_items(pack: Pack, interview: Interview) -> Items:
    """Every disclosure of one record: name -> value, as `app.crypto.sealed.seal` takes them."""
    items: Items = {"case": _case(interview)}
    for item, given in interview.answers.items():
        items[item] = _answer(pack, item, given)
    items |= _notes(pack, interview) | _flags(pack, interview) | _cards(pack, interview)
    items |= _course(interview) | _together(interview) | _decisions(interview)
    items |= _free_words(pack, interview) | _before_changes(pack, interview)
    age = facts(pack, interview).age_state
    items["age"] = {"groups": ["identity"], "kind": "age", "state": age.value}
    for recipient, invoked in interview.bases.items():
        items[f"{BASIS}{recipient}"] = {
            "groups": [PROCESS],
            "kind": "basis",
            "recipient": recipient,
            "basis": invoked.basis,
            "reason": invoked.reason,
            "countersigned_by": invoked.countersigned_by,
        }
    items["case"]["unreviewed_texts_shown"] = bool(unreviewed_texts(pack, items))
    return items


def plain_claims(interview: Interview, *, record_id: str, iat: int) -> dict[str, Json]:
    """The plain payload of the next version of this record (RECORD.md "payload")."""
    read_back = interview.read_back.result if interview.read_back else "not_done"
    claims: dict[str, Json] = {
        "iat": iat,
        "jti": f"urn:uuid:{record_id}",
        "ver": interview.version + 1,
        "station": interview.station,
        "agency": interview.agency,
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
    names = {name for name, value in items.items() if _goes(pack, decision, name, value)}
    by_group: dict[str, set[str]] = {}
    for name, value in items.items():
        if isinstance(group := value.get("group"), str):
            by_group.setdefault(group, set()).add(name)
    whole = {f"{MANIFEST}{group}" for group, ids in by_group.items() if ids <= names}
    return frozenset(names | {name for name in whole if name[len(MANIFEST) :] in decision.whole})


def _goes(pack: Pack, decision: Decision, name: str, value: Mapping[str, Json]) -> bool:
    if not decision.allowed:
        return False
    if name.startswith(BASIS):
        mine = name == f"{BASIS}{decision.recipient}"
        return decision.recipient == SUPERVISOR or (mine and PROCESS in decision.whole)
    cited = value.get("cites")
    listed = tuple(ItemId(str(item)) for item in cited) if isinstance(cited, list) else ()
    if not pack.recipients[decision.recipient].items_never.isdisjoint(listed):
        return False
    if isinstance(groups := value.get("groups"), list):
        return may_print({GroupId(str(group)) for group in groups}, decision.whole)
    if name in pack.items:
        return bool(disclosed_items(pack, decision, (ItemId(name),)))
    if isinstance(item := value.get("item"), str):
        return bool(disclosed_items(pack, decision, (ItemId(item),)))
    return value.get("group") in decision.whole


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


def _answer(pack: Pack, item: ItemId, given: Given) -> dict[str, Json]:
    value: dict[str, Json] = {
        "group": pack.items[item].group,
        "kind": "answer",
        "parts": {**answer_to_json(given.answer)},
        "at": stamp(given.at),
        "mode": given.mode,
        "shown": {**given.shown},
    }
    if given.correction is not None:
        value["corrected"] = given.correction
    return value


def _notes(pack: Pack, interview: Interview) -> Items:
    items: Items = {}
    for number, note in enumerate(interview.notes, start=1):
        value: dict[str, Json] = {
            "kind": "note",
            "item": note.item,
            "text": note.text,
            "lang": note.lang,
            "at": stamp(note.at),
            "by": note.actor,
        }
        groups = sorted(note_groups(pack, note))
        if note.item is not None and len(groups) == 1:
            value["group"] = groups[0]
            value["cites"] = [note.item]
        else:
            value["groups"] = list[Json](groups)
        items[f"note:{number}"] = value
    return items


def _flags(pack: Pack, interview: Interview) -> Items:
    """Flags carry the union of the groups they cite; one raised by hand tells of all it can rest on."""
    items: Items = {}
    for flag, record in interview.flags.items():
        groups = set(flag_groups(pack, record))
        if not record.open:
            groups.add(GroupId(PROCESS))
        if record.mistaken:  # the reason may hold anything, and what never was is no one's to read
            groups = set(pack.groups)
        items[f"flag:{flag}"] = {
            "groups": list[Json](sorted(groups)),
            "kind": "flag",
            "severity": pack.flags[flag].severity,
            "raised": stamp(record.raised_at),
            "open": record.open,
            "action": record.action,
            "cites": list[Json](record.cites),
        }
        if back := record.mistaken:
            items[f"flag:{flag}"] |= {
                "action": back.reason,  # a reader that knows no taking back prints it as the action
                "taken_back": {"at": stamp(back.at), "by": back.by, "reason": back.reason},
            }
    return items


def _before_changes(pack: Pack, interview: Interview) -> Items:
    """``before:ITEM`` and ``before:flag:ID``: said, or raised, before the answers in ``changed`` changed.

    It names several answers and goes only where the groups of all of them go.
    """
    told: dict[str, tuple[tuple[ItemId, ...], tuple[ItemId, ...]]] = {
        f"{BEFORE}{item}": ((item,), later) for item, later in said_before(pack, interview).items()
    }
    for flag, record in interview.flags.items():
        if later := flag_said_before(pack, interview, record):
            told[f"{BEFORE}flag:{flag}"] = (record.cites, later)
    return {
        name: {
            "groups": list[Json](sorted(groups_cited(pack, (*cites, *later)))),
            "kind": "before_change",
            "cites": list[Json](dict.fromkeys((*cites, *later))),
            "changed": list[Json](later),
        }
        for name, (cites, later) in told.items()
    }


def _cards(pack: Pack, interview: Interview) -> Items:
    """A card that was shown tells something of the answers that made it due: it carries their groups."""
    items: Items = {}
    for card in dict.fromkeys(shown.card for shown in interview.cards):
        cites = tuple(items_named(pack, pack.cards[card].show_when))
        groups = {GroupId(PROCESS), *groups_cited(pack, cites)}
        items[f"{CARD}{card}"] = {
            "groups": list[Json](sorted(groups)),
            "kind": "card",
            "cites": list[Json](cites),
            "shown": [_showing(one) for one in interview.cards if one.card == card],
        }
    return items


def _showing(one: CardShown) -> dict[str, Json]:
    """One entry of a card; how it was told back stands only where it was asked."""
    value: dict[str, Json] = {"how": one.how, "at": stamp(one.at), "person": dict(one.person or {})}
    return {**value, "result": one.result} if one.result else value


def _free_words(pack: Pack, interview: Interview) -> Items:
    """Free words of the officer that belong to no item may hold anything: they need every group."""
    every = list[Json](sorted(pack.groups))
    unclear: dict[CardId, list[Json]] = {}
    for one in interview.cards:
        if one.note:
            unclear.setdefault(one.card, []).append({"at": stamp(one.at), "note": one.note})
    items: Items = {
        f"card_note:{card}": {"groups": every, "kind": "card_note", "notes": notes}
        for card, notes in unclear.items()
    }
    if interview.decisions:
        reasons: list[Json] = [
            {"at": stamp(one.at), "reason": one.reason} for one in interview.decisions
        ]
        items["decision_reasons"] = {
            "groups": every,
            "kind": "decision_reasons",
            "reasons": reasons,
        }
    return items


def _together(interview: Interview) -> Items:
    """The label of a group tells that others were found: it goes only where both groups go."""
    if not interview.group_label:
        return {}
    groups: list[Json] = ["others_in_danger", PROCESS]
    return {"found_together": {"groups": groups, "kind": "group", "label": interview.group_label}}


def _decisions(interview: Interview) -> Items:
    """What a person decided about the status, with who and when; no answer and no indicator in it."""
    if not interview.decisions:
        return {}
    listed: list[Json] = [
        {
            "status": one.status,
            "agency": one.agency,
            "on": one.on,
            "by": one.by,
            "at": stamp(one.at),
        }
        for one in interview.decisions
    ]
    return {"decision": {"group": PROCESS, "kind": "decision", "decided": listed}}


def _course(interview: Interview) -> Items:
    """Language, interpreter, read-back reason, locks that were opened."""
    items: Items = {}
    if interview.language:
        tag = record_tag(content_language(LangTag(interview.language)))
        items["language"] = {"group": INTERPRETER, "kind": "language", "tag": tag}
    if interview.interpreter:
        items["interpreter"] = {
            "group": INTERPRETER,
            "kind": "interpreter",
            "code": interview.interpreter.get("code"),
            "mode": interview.interpreter.get("mode"),
        }
    if interview.read_back:
        items["read_back"] = {
            "group": PROCESS,
            "kind": "read_back",
            "result": interview.read_back.result,
            "reason": interview.read_back.reason,
        }
    for item, reason in interview.unlocked.items():
        items[f"unlocked:{item}"] = {
            "groups": [PROCESS, "child_account"],
            "kind": "unlocked",
            "cites": [item],
            "reason": reason,
        }
    return items
