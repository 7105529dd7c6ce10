# SPDX-License-Identifier: MIT
"""What could be held against the person: by today's list, and in interviews of released packs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.consent import Decision, Grant
from app.domain.held_against import held_against, held_beside
from app.domain.pack import Pack
from app.domain.reproach import Reproaches
from app.domain.stricter import stricter
from app.ids import GroupId, ItemId, RecipientId
from tests import regrouped
from tests.app.domain.talking import Talk


def found(pack: Pack, today: Pack, item: str, raw: Any, reader: str = "police") -> Any:
    """What is in question of one answer, told to a reader to whom everything goes."""
    talk = Talk(pack).say(item, raw)
    decision = Decision(RecipientId(reader), None, grants=(Grant(frozenset(pack.groups)),))
    held = held_against(pack, stricter(pack, today), talk.interview, decision)
    return {part: value.data for answer in held.values() for part, value in answer.parts.items()}


RELEASED = {"first": regrouped.first, "before": regrouped.before}
ROWS: tuple[tuple[str, Any, Any], ...] = (
    ("IDEN-06", {"status": "none_illegal_entry"}, {"status": "none_illegal_entry"}),
    ("IDEN-06", {"status": "student"}, {}),
    ("TRAV-03", {"status": "none_illegal_entry"}, {"status": "none_illegal_entry"}),
    ("CHLD-08", ["crime_begging", "work"], {"": ["crime_begging"]}),
    ("RECR-08", ["illness_disability", "no_papers"], {"": ["illness_disability", "no_papers"]}),
    ("WORK-01", {"sector": "sex_services"}, {"sector": "sex_services"}),
    ("WORK-01", {"sector": "farm"}, {}),
)


@pytest.mark.parametrize("name", RELEASED)
def test_values_that_today_does_not_have_count_in_older_interviews(name: str, pack: Pack) -> None:
    own = RELEASED[name]()
    for item, raw, held in ROWS:
        assert found(own, pack, item, raw) == held, item
        assert found(own, pack, item, raw, "wcsc") == {}, "who protects is no such reader"


def test_what_either_pack_lists_counts(pack: Pack) -> None:
    other = replace(pack, sha256="f" * 64, held_against=Reproaches())
    assert found(other, other, "WORK-01", {"sector": "sex_services"}) == {}
    assert found(pack, other, "WORK-01", {"sector": "sex_services"}) == {"sector": "sex_services"}
    assert found(other, pack, "WORK-01", {"sector": "sex_services"}) == {"sector": "sex_services"}


def test_what_was_written_beside_the_answers_counts_where_it_goes(pack: Pack) -> None:
    talk = Talk(pack).adult().say("WORK-01", {"sector": "farm"}).say("IDEN-01", "SAMPLE")
    talk.say("RECR-00", {"text": "SAMPLE"})
    talk.say("RECR-00", {"text": "SAMPLE words"}, corrected="SAMPLE reason")
    for item, text, mark in (
        ("WORK-01", "SAMPLE note", None),
        ("WORK-01", "SAMPLE marked", "made_to_do"),
        ("IDEN-01", "SAMPLE of no such group", None),
        (None, "SAMPLE goes to nobody", None),
    ):
        talk.do("note_added", item=item, text=text, lang="en", **({"mark": mark} if mark else {}))

    def beside(reader: str, own: Pack = pack, *groups: str) -> list[str]:
        some = frozenset(map(GroupId, groups)) or frozenset(pack.groups) - {"offences_note"}
        decision = Decision(RecipientId(reader), None, grants=(Grant(some),))
        found = held_beside(own, stricter(own, pack), talk.interview, decision)
        return sorted(text.text for text in found)

    assert beside("police") == ["SAMPLE note", "SAMPLE reason"]
    assert beside("police", pack, "identity") == []
    assert beside("wcsc") == []
    note = replace(pack.items[ItemId("WORK-01")], group=GroupId("identity"))
    other = replace(pack, sha256="f" * 64, items={**pack.items, note.id: note})
    assert beside("police", other) == ["SAMPLE note", "SAMPLE reason"], "an account by today's pack"
    assert beside("police", other, "account") == ["SAMPLE reason"], "not let go by its own pack"
