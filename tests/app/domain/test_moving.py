# SPDX-License-Identifier: MIT
# mypy: disable-error-code="arg-type,index"
"""Moving a draft to newer content: what is asked alike stays, everything else is asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.event import EventType
from app.domain.interview import apply, consequences
from app.domain.moving import moved_event, pack_after, plan_move
from app.domain.pack import Item, Pack
from app.domain.state import Interview
from app.domain.text import EN, Wording
from tests.app.domain.talking import Talk


def with_item(pack: Pack, name: str, **fields: Any) -> Pack:
    item = replace(pack.items[name], **fields)
    return replace(pack, sha256="f" * 64, items=MappingProxyType({**pack.items, item.id: item}))


def in_other_words(item: Item) -> dict[str, Any]:
    return {"text": replace(item.text, wordings={EN: Wording(EN, "Another question altogether?")})}


def without(item: Item, option: str) -> dict[str, Any]:
    parts = tuple(
        replace(part, options=tuple(o for o in part.options if o.id != option))
        for part in item.parts
    )
    return {"parts": parts}


@pytest.fixture
def talk(pack: Pack) -> Talk:
    told = Talk(pack).adult().say("REFR-02", "all").say("CTRL-04", ["hurt_family"])
    return told.say("SAFE-01", "yes")


ROWS: dict[str, tuple[str, Callable[[Item], dict[str, Any]], str]] = {
    "nothing of it": ("SAFE-01", lambda _item: {"level": 1}, ""),
    "other words": ("SAFE-01", in_other_words, "changed"),
    "a choice that was taken is gone": ("CTRL-04", lambda i: without(i, "hurt_family"), "changed"),
    "a choice that was not taken is gone": ("CTRL-04", lambda i: without(i, "watched"), ""),
    "another group": ("CTRL-04", lambda _item: {"group": "private"}, "regrouped"),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_stays(pack: Pack, talk: Talk, name: str) -> None:
    item, change, reason = ROWS[name]
    newer = with_item(pack, item, **change(pack.items[item]))
    plan = plan_move(pack, newer, talk.interview)
    assert {one.item: one.reason for one in plan.dropped} == ({item: reason} if reason else {})
    assert plan.kept == len(talk.interview.answers) - len(plan.dropped)
    assert plan.blocked == ()


def test_consent_is_asked_again_where_it_would_open_something_else(pack: Pack, talk: Talk) -> None:
    wcsc = pack.recipients["wcsc"]
    more = replace(wcsc, groups_at_most=(*wcsc.groups_at_most, "status"))
    if wcsc.groups_at_most == more.groups_at_most:
        more = replace(wcsc, groups_at_most=wcsc.groups_at_most[1:])
    newer = replace(
        pack, sha256="f" * 64, recipients=MappingProxyType({**pack.recipients, wcsc.id: more})
    )
    dropped = {one.item for one in plan_move(pack, newer, talk.interview).dropped}
    assert dropped == {wcsc.consent_item}


def test_what_the_newer_content_does_not_know_forbids_the_move(pack: Pack, talk: Talk) -> None:
    talk.do("danger_raised", flag="medical_urgent", by="officer", cites=[])
    left = {k: v for k, v in pack.flags.items() if k != "medical_urgent"}
    newer = replace(pack, sha256="f" * 64, flags=MappingProxyType(left))
    assert plan_move(pack, newer, talk.interview).blocked == ("medical_urgent",)


def after(own: Pack, newer: Pack, state: Interview) -> tuple[Interview, list[Any]]:
    new = moved_event(own, plan_move(own, newer, state))
    assert pack_after(state, new) == newer.sha256
    caused = consequences(newer, state, new)
    event = Talk(own).events[0]
    moved = replace(event, type=EventType.PACK_MOVED, payload=new.payload, seq=state.seq + 1)
    return apply(newer, state, moved), caused


def test_the_move_keeps_the_rest_of_the_interview(pack: Pack, talk: Talk) -> None:
    talk.do("note_added", item="CTRL-04", text="見本のメモ", lang="ja")
    talk.do("skipped", item="CTRL-04")
    newer = with_item(pack, "CTRL-04", group="private")
    state, _caused = after(pack, newer, talk.interview)
    assert state.pack_sha256 == newer.sha256
    assert "CTRL-04" not in {*state.answers, *state.asked, *state.skips}
    assert "SAFE-01" in state.answers
    assert [one.text for one in state.notes] == ["見本のメモ"]
    assert state.flags == talk.interview.flags


def test_newer_content_raises_what_the_older_one_did_not_see(pack: Pack, talk: Talk) -> None:
    flags = pack.items["CTRL-04"].flags
    assert flags
    blind = with_item(pack, "CTRL-04", flags=())
    calm = Talk(blind).adult().say("CTRL-04", ["hurt_family"])
    assert not calm.interview.flags_open
    _state, caused = after(blind, replace(pack, sha256="e" * 64), calm.interview)
    raised = {one.payload["flag"] for one in caused if one.type is EventType.DANGER_RAISED}
    assert raised == {str(rule.flag) for rule in flags} & raised
    assert raised
