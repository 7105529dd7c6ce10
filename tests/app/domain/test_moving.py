# SPDX-License-Identifier: MIT
# mypy: disable-error-code="arg-type,index"
"""Moving a draft to newer content: what is asked alike stays, everything else is asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.consent import decide
from app.domain.event import EventType
from app.domain.interview import apply, consequences
from app.domain.moving import moved_event, pack_after, plan_move
from app.domain.pack import Item, Pack
from app.domain.state import Interview
from app.domain.text import EN, Wording
from app.ids import FlagId
from app.services.record import disclosed, record_items
from app.services.record_ids import unknown_names
from tests import regrouped
from tests.app.domain.allowing import handing
from tests.app.domain.talking import Talk, begun


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
    assert {dropped.item: dropped.reason for dropped in plan.dropped} == (
        {item: reason} if reason else {}
    )
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
    dropped = {dropped.item for dropped in plan_move(pack, newer, talk.interview).dropped}
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
    assert [note.text for note in state.notes] == ["見本のメモ"]
    assert {
        flag: [(raising.seq, raising.cites) for raising in record.raises]
        for flag, record in state.flags.items()
    } == {
        flag: [(raising.seq, raising.cites) for raising in record.raises]
        for flag, record in talk.interview.flags.items()
    }
    (raised,) = state.flags[FlagId("threat_if_speaks")].raises
    assert all("control" in way and len(way) > 1 for way in raised.ways)  # and what it is today


def test_newer_content_raises_what_the_older_one_did_not_see(pack: Pack, talk: Talk) -> None:
    flags = pack.items["CTRL-04"].flags
    assert flags
    blind = with_item(pack, "CTRL-04", flags=())
    calm = Talk(blind).adult().say("CTRL-04", ["hurt_family"])
    assert not calm.interview.flags_open
    _state, caused = after(blind, replace(pack, sha256="e" * 64), calm.interview)
    raised = {event.payload["flag"] for event in caused if event.type is EventType.DANGER_RAISED}
    assert raised == {str(rule.flag) for rule in flags} & raised
    assert raised


def test_what_told_of_gone_items_needs_every_group_and_is_sealed(pack: Pack, talk: Talk) -> None:
    """Notes on a question that is asked no more, and the signs of danger that its answer raised."""
    item = next(item for item in pack.items.values() if item.flags and item.id == "CTRL-06")
    word = str(next(iter(item.flags[0].when)))
    flag = item.flags[0].flag
    talk.say(item.id, word).do("note_added", item=item.id, text="見本の覚え", lang="ja")
    assert flag in talk.interview.flags
    left = MappingProxyType({k: v for k, v in pack.items.items() if k != item.id})
    newer = replace(pack, sha256="f" * 64, items=left)
    plan = plan_move(pack, newer, talk.interview)
    assert plan.blocked == ()
    moved(talk, pack, newer)
    items = record_items(newer, talk.interview)
    every = sorted(newer.groups)
    note = next(value for value in items.values() if value.get("text") == "見本の覚え")
    assert (note["item"], note["groups"]) == (None, every)
    raised = next(value for name, value in items.items() if name.startswith(f"flag:{flag}:"))
    assert (raised["cites"], raised["groups"]) == ([], every)
    assert [*unknown_names(newer, items)] == []


def test_signs_of_danger_follow_values_that_move(pack: Pack, older: Pack) -> None:
    """Raised by a value that the newer content keeps from them, by an answer or by hand."""
    talk = begun(older, "isa").say("EMB-03", ["pregnancy"])
    assert readers_of(talk, CONCERN) >= {"labour", "otit"}
    moved(talk, older, pack)
    assert readers_of(talk, CONCERN) == {"supervisor"}
    assert "EMB-03" not in talk.interview.answers


def test_one_raised_by_an_answer_that_changed_since_follows_too(pack: Pack, older: Pack) -> None:
    talk = begun(older, "isa").say("EMB-03", ["pregnancy"]).say("EMB-03", ["family"])
    moved(talk, older, pack)
    assert "EMB-03" in talk.interview.answers  # which stays as it is
    assert readers_of(talk, CONCERN) == {"supervisor"}


CONCERN = "flag:early_departure_concern"


@pytest.fixture(scope="module")
def older() -> Pack:
    return regrouped.before()


def readers_of(talk: Talk, start: str) -> set[str]:
    """Whoever gets a disclosure whose name begins so."""
    items = record_items(talk.pack, talk.interview)
    found = set()
    for reader in talk.pack.recipients:
        decision = decide(talk.pack, talk.interview, reader, approval=handing(talk, reader))
        if any(name.startswith(start) for name in disclosed(talk.pack, decision, items)):
            found.add(str(reader))
    return found


def moved(talk: Talk, own: Pack, newer: Pack) -> None:
    event = moved_event(own, plan_move(own, newer, talk.interview))
    talk.pack = newer
    talk.do("pack_moved", **event.payload)
