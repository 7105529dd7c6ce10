# SPDX-License-Identifier: MIT
"""What a record holds beside answers, flags and notes: cards, free words, decisions, companions."""

from __future__ import annotations

from typing import Final

from app.clock import stamp
from app.domain.pack import Pack
from app.domain.roles import Roles
from app.domain.said_before import items_named
from app.domain.state import CardShown, Interview
from app.domain.value import Json
from app.ids import CardId
from app.services.pieces import Items
from app.services.unreviewed import CARD

CARD_KIND: Final = "card"


def beside_answers(pack: Pack, interview: Interview) -> Items:
    """Name -> disclosure, as `app.services.record.record_items` puts them together."""
    items = _cards(pack, interview) | _free_words(pack, interview)
    return items | _together(pack.roles, interview) | _decisions(pack.roles, interview)


def _cards(pack: Pack, interview: Interview) -> Items:
    """The log of cards tells which answers made them due: it goes to the own supervisor only."""
    every = list[Json](sorted(pack.groups))
    return {
        f"{CARD}{card}": {
            "groups": every,
            "kind": CARD_KIND,
            "cites": list[Json](items_named(pack, pack.cards[card].show_when)),
            "shown": [_showing(one) for one in interview.cards if one.card == card],
        }
        for card in dict.fromkeys(shown.card for shown in interview.cards)
    }


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
            "status": one.status,
            "agency": one.agency,
            "on": one.on,
            "by": one.by,
            "at": stamp(one.at),
        }
        for one in interview.decisions
    ]
    return {"decision": {"group": roles.process, "kind": "decision", "decided": listed}}
