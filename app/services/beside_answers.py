# SPDX-License-Identifier: MIT
"""What a record holds beside answers, flags and notes: cards, free words, decisions, companions, bases."""

from __future__ import annotations

from typing import Final

from app.clock import stamp
from app.domain.groups import mark_groups
from app.domain.pack import Pack
from app.domain.roles import Roles
from app.domain.said_before import items_named
from app.domain.sent import sent_before
from app.domain.state import CardShown, Interview
from app.domain.value import Json, TextMark
from app.domain.written import written_texts
from app.ids import CardId
from app.services.pieces import Items
from app.services.unreviewed import CARD

CARD_KIND: Final = "card"
BASIS: Final = "basis:"
APART: Final = "reason:"
SENT: Final = "sent_before"


def beside_answers(pack: Pack, interview: Interview) -> Items:
    """Name -> disclosure, as `app.services.record.record_items` puts them together."""
    items = _cards(pack, interview) | _free_words(pack, interview)
    items |= _together(pack.roles, interview) | _decisions(pack.roles, interview)
    items |= _bases(pack.roles, interview) | _read_back(pack.roles, interview)
    return items | _sent_before(pack, interview)


def _cards(pack: Pack, interview: Interview) -> Items:
    """The log of cards tells which answers made them due: it goes to the own supervisor only."""
    every = list[Json](sorted(pack.groups))
    return {
        f"{CARD}{card}": {
            "groups": every,
            "kind": CARD_KIND,
            "cites": list[Json](items_named(pack, pack.cards[card].show_when)),
            "shown": [
                _showing(card_shown) for card_shown in interview.cards if card_shown.card == card
            ],
        }
        for card in dict.fromkeys(shown.card for shown in interview.cards)
    }


def _showing(card_shown: CardShown) -> dict[str, Json]:
    """One entry of a card; how it was told back stands only where it was asked."""
    value: dict[str, Json] = {
        "how": card_shown.how,
        "at": stamp(card_shown.at),
        "person": dict(card_shown.person or {}),
    }
    return {**value, "result": card_shown.result} if card_shown.result else value


def _free_words(pack: Pack, interview: Interview) -> Items:
    """Free words of the officer that belong to no item may hold anything: they need every group."""
    every = list[Json](sorted(pack.groups))
    unclear: dict[CardId, list[Json]] = {}
    for card_shown in interview.cards:
        if card_shown.note:
            unclear.setdefault(card_shown.card, []).append(
                {"at": stamp(card_shown.at), "note": card_shown.note}
            )
    items: Items = {
        f"card_note:{card}": {"groups": every, "kind": "card_note", "notes": notes}
        for card, notes in unclear.items()
    }
    if interview.decisions:
        reasons: list[Json] = [
            {"at": stamp(decision.at), "reason": decision.reason}
            for decision in interview.decisions
        ]
        items["decision_reasons"] = {
            "groups": every,
            "kind": "decision_reasons",
            "reasons": reasons,
        }
    return items


def _together(roles: Roles, interview: Interview) -> Items:
    """The label of a group tells that others were found: it goes only where both groups go."""
    if not interview.group_label:
        return {}
    groups: list[Json] = [roles.about_others, roles.process]
    return {"found_together": {"groups": groups, "kind": "group", "label": interview.group_label}}


def _decisions(roles: Roles, interview: Interview) -> Items:
    """What a person decided about the status, with who and when; no answer and no indicator in it."""
    if not interview.decisions:
        return {}
    listed: list[Json] = [
        {
            "status": decision.status,
            "agency": decision.agency,
            "on": decision.on,
            "by": decision.by,
            "at": stamp(decision.at),
        }
        for decision in interview.decisions
    ]
    return {"decision": {"group": roles.process, "kind": "decision", "decided": listed}}


def _bases(roles: Roles, interview: Interview) -> Items:
    """What was invoked in place of consent, for whom and why; who allowed it."""
    items: Items = {}
    for recipient, invoked in interview.bases.items():
        allowed = interview.invoked(invoked)
        value: dict[str, Json] = {
            "groups": [roles.process],
            "kind": "basis",
            "recipient": recipient,
            "basis": invoked.basis,
            "reason": invoked.reason,
            "countersigned_by": allowed.by if allowed else invoked.named,
            **({"approval": allowed.jws} if allowed else {}),
        }
        items |= _apart(roles, f"{BASIS}{recipient}", value, invoked.mark)
    return items


def _read_back(roles: Roles, interview: Interview) -> Items:
    back = interview.read_back
    if back is None:
        return {}
    value: dict[str, Json] = {
        "group": roles.process,
        "kind": "read_back",
        "result": back.result,
        "reason": back.reason,
    }
    return _apart(roles, "read_back", value, back.mark)


def _sent_before(pack: Pack, interview: Interview) -> Items:
    """To whom texts went before they were marked: for the own supervisor only."""
    texts = {
        written_text.name: written_text.item for written_text in written_texts(pack, interview)
    }
    sent: list[Json] = [
        {"item": texts[name], "recipient": sent.recipient, "at": stamp(sent.at)}
        for name, made in sent_before(pack, interview).items()
        for sent in made
    ]
    if not sent:
        return {}
    every = list[Json](sorted(pack.groups))
    return {SENT: {"groups": every, "kind": SENT, "sent": sent}}


def _apart(roles: Roles, name: str, value: dict[str, Json], mark: TextMark | None) -> Items:
    """A statement that is there whatever its reason; a marked reason stands by itself, empty in the other."""
    if not mark or not value["reason"]:
        return {name: value}
    reason: dict[str, Json] = {
        "groups": list[Json](sorted({roles.process, *mark_groups(mark)})),
        "kind": "reason",
        "of": name,
        "reason": value["reason"],
    }
    return {name: {**value, "reason": ""}, f"{APART}{name}": reason}
