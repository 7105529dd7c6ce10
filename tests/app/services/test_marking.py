# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index"
"""Marks on whole texts: they decide where a text goes, they stay, and only a supervisor takes them away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.content import load_builtin
from app.domain.consent import decide, disclosed_answers
from app.domain.event import EventType, NewEvent
from app.domain.pack import Pack
from app.domain.parse import AnswerError, answer_to_json, parse_answer
from app.domain.value import TextMark
from app.domain.written import to_ask, written_texts
from app.errors import UserError
from app.services.approvals import Approver
from app.services.documents import disclosed_values
from app.services.marking import Marking
from app.services.record import disclosed, record_items
from app.services.workspace import Workspace
from tests import regrouped
from tests.app.domain.allowing import handing
from tests.app.domain.talking import Talk, answers_of
from tests.stations import House, begin, build_house

MADE, PRIVATE = TextMark.MADE_TO_DO, TextMark.PRIVATE
SECRET: Any = {"text": "ひみつ", "mark": "made_to_do"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def boss(house: House) -> Approver:
    return house.approver


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Workspace]:
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


def seen(talk: Talk, recipient: str) -> str:
    """What one recipient gets, as text."""
    decision = decide(talk.pack, talk.interview, recipient, approval=handing(talk, recipient))
    assert decision.allowed, decision.refused
    items = record_items(talk.pack, talk.interview)
    names = disclosed(talk.pack, decision, items)
    values = disclosed_values({name: items[name] for name in names if name in items})
    return json.dumps(values, ensure_ascii=False)


def open_to_all(pack: Pack) -> Talk:
    talk = Talk(pack, agency="isa").adult().say("SAFE-01", "yes").say("WISH-03", ["debt"])
    for recipient in ("REFR-02", "REFR-04", "REFR-05", "REFR-08"):
        talk.say(recipient, "all")
    return talk


def test_a_marked_entry_stays_and_the_other_goes(pack: Pack) -> None:
    """T10: the delicate sentence is an entry of its own."""
    entries: Any = [{"text": "させられたこと SAMPLE", "mark": "made_to_do"}, "工場で働いた SAMPLE"]
    talk = open_to_all(pack).say("WORK-01", {"what": entries})
    for recipient in ("police", "iom", "supervisor"):
        text = seen(talk, recipient)
        assert "工場で働いた SAMPLE" in text
        assert ("させられたこと SAMPLE" in text) is (recipient == "supervisor")
    items: Any = record_items(pack, talk.interview)
    assert items["WORK-01@offences_note"]["parts"]["what"]["mark"] == "made_to_do"


def test_a_private_text_goes_only_to_whom_that_is_open(pack: Pack) -> None:
    talk = open_to_all(pack).say(
        "WORK-01", {"what": {"text": "ないしょ SAMPLE", "mark": "private"}}
    )
    assert "ないしょ SAMPLE" not in seen(talk, "police")
    assert "WORK-01" not in seen(talk, "police")
    assert "ないしょ SAMPLE" in seen(talk, "supervisor")


def test_notes_and_reasons_carry_marks_too(pack: Pack) -> None:
    talk = open_to_all(pack).say("WORK-01", {"what": "一 SAMPLE"})
    talk.say("WORK-01", {"what": "二 SAMPLE"}, corrected="直した理由 SAMPLE")
    talk.do("note_added", item="WORK-01", text="メモ SAMPLE", lang="ja", mark="made_to_do")
    assert "メモ SAMPLE" not in seen(talk, "police")
    assert "メモ SAMPLE" in seen(talk, "supervisor")
    talk.do("marked", text="reason:WORK-01", mark="made_to_do")
    text = seen(talk, "police")
    assert "二 SAMPLE" in text
    assert "直した理由 SAMPLE" not in text
    assert "直した理由 SAMPLE" in seen(talk, "supervisor")


def test_nothing_tells_of_an_answer_that_is_marked_whole(pack: Pack) -> None:
    """Neither the reason and the time of its correction, nor a note on it without a mark."""
    talk = open_to_all(pack).say("CTRL-07", {"words": "一 SAMPLE"})
    unmarked = talk.do("note_added", item="CTRL-07", text="メモ SAMPLE", lang="ja")
    assert "メモ SAMPLE" in seen(unmarked, "police")
    talk.say(
        "CTRL-07", {"words": {"text": "二 SAMPLE", "mark": "made_to_do"}}, corrected="理由 SAMPLE"
    )
    talk.say("WORK-01", {"what": "三 SAMPLE"})
    talk.do("note_added", item="WORK-01", text="下書き SAMPLE", lang="ja")
    for recipient in ("police", "iom"):
        text = seen(talk, recipient)
        assert not [
            words
            for words in ("CTRL-07", "二 SAMPLE", "理由 SAMPLE", "メモ SAMPLE")
            if words in text
        ]
        assert "下書き SAMPLE" in text  # one on what goes, goes
    text = seen(talk, "supervisor")
    assert [
        words for words in ("二 SAMPLE", "理由 SAMPLE", "メモ SAMPLE") if words not in text
    ] == []


def test_what_is_proved_is_the_same_with_marks(pack: Pack) -> None:
    """A marked note, or a note on a marked answer, closes no proof of a group."""
    plain = open_to_all(pack)
    with_note = open_to_all(pack)
    with_note.do("note_added", item="CTRL-07", text="メモ SAMPLE", lang="ja", mark="made_to_do")
    on_marked = open_to_all(pack).say(
        "CTRL-07", {"words": {"text": "二 SAMPLE", "mark": "made_to_do"}}
    )
    on_marked.do("note_added", item="CTRL-07", text="メモ SAMPLE", lang="ja")
    for talk in (with_note, on_marked):
        assert proofs(talk, "police") == proofs(plain, "police") != set()


def proofs(talk: Talk, recipient: str) -> set[str]:
    decision = decide(talk.pack, talk.interview, recipient, approval=handing(talk, recipient))
    names = disclosed(talk.pack, decision, record_items(talk.pack, talk.interview))
    return {name for name in names if name.startswith("group:")}


def test_the_reason_of_a_correction_tells_of_no_withheld_value(pack: Pack) -> None:
    """Without a mark it goes where everything that the answer can hold goes."""
    talk = open_to_all(pack).say("TRAV-01", ["broker"])
    talk.say("TRAV-01", ["broker", "false_papers_arranged"], corrected="直した理由 SAMPLE")
    assert "broker" in seen(talk, "police")
    assert "直した理由 SAMPLE" not in seen(talk, "police")
    assert "直した理由 SAMPLE" in seen(talk, "supervisor")


def test_a_childs_own_words_go_whole_and_to_child_protection(pack: Pack) -> None:
    item = pack.items["CHLD-03"]
    with pytest.raises(AnswerError):
        parse_answer(item, ["一", "二"], pack.recipients)
    talk = Talk(pack, agency="isa").say("AGE-01", 15).say("SAFE-01", "yes")
    talk.say("CHLD-03", {"text": "子どもの言葉 SAMPLE", "mark": "made_to_do"})
    talk.say("REFR-04", "all").say("REFR-10", "explained")
    talk.do(
        "basis_invoked",
        recipient="cgc",
        basis="child_protection",
        groups=[],
        reason="見本",
    )
    assert "子どもの言葉 SAMPLE" in seen(talk, "cgc")
    police = decide(pack, talk.interview, "police")
    assert "CHLD-03" not in disclosed_answers(pack, police, answers_of(talk))


def test_a_mark_stays_when_the_text_is_written_again(desk: Workspace, boss: Approver) -> None:
    case = begin(desk)
    do = desk.interviews
    do.answer(case, "WORK-01", {"what": {"text": "一", "mark": "made_to_do"}}, locks=False)
    values: list[Any] = ["一", "少し直した", {"text": "一", "mark": "private"}]
    for value in values:
        state = do.answer(case, "WORK-01", {"what": value}, locks=False).interview
        assert [t.mark for t in written_texts(desk.pack, state) if t.item == "WORK-01"] == [MADE]
    marking, text = Marking(do), "answer:WORK-01:what:0"
    with pytest.raises(UserError, match="reason_missing"):
        marking.take_away(case, text, " ", boss)
    with pytest.raises(UserError, match="text_unknown"):
        marking.take_away(case, "note:1", "見本", boss)
    named = {"text": text, "reason": "見本", "by": "supervisor one"}
    do.store(case, NewEvent(EventType.MARK_REMOVED, named))  # a name alone takes no mark away
    state = do.open(case).interview
    assert [t.mark for t in written_texts(desk.pack, state) if t.item == "WORK-01"] == [MADE]
    state = marking.take_away(case, text, "見本の理由", boss).interview
    assert [t.mark for t in written_texts(desk.pack, state) if t.item == "WORK-01"] == [None]


def test_unmarked_texts_are_asked_about_once(desk: Workspace) -> None:
    case = begin(desk)
    do, marking = desk.interviews, Marking(desk.interviews)
    do.answer(case, "WORK-01", {"what": "一"}, locks=False)
    state = do.note(case, "WORK-03", "二", "ja").interview
    asked = [text.name for text in to_ask(desk.pack, state)]
    note = next(name for name in asked if name.startswith("note:"))
    assert asked == ["answer:WORK-01:what:0", note]
    with pytest.raises(UserError, match="text_unknown"):
        marking.answer(case, {"note:1": PRIVATE})
    state = marking.answer(case, {note: PRIVATE}).interview
    assert to_ask(desk.pack, state) == ()
    assert {
        written_text.name: written_text.mark for written_text in written_texts(desk.pack, state)
    }[note] is PRIVATE
    state = do.answer(case, "WORK-01", {"what": "三"}, locks=False).interview
    assert [text.name for text in to_ask(desk.pack, state)] == ["answer:WORK-01:what:0"]
    do.seal(case)


def test_a_pack_without_the_group_takes_no_mark(tmp_path: Any) -> None:
    """The pack of 0.1, by which its drafts are finished."""
    house = build_house(tmp_path)
    regrouped.lead_with(house, regrouped.first())
    assert "private" not in house.pack.groups
    workspace = house.open(house.officer)
    case = begin(workspace)
    with pytest.raises(UserError, match="mark_unknown"):
        workspace.interviews.note(case, None, "見本", "ja", mark=PRIVATE)
    value: Any = {"what": {"text": "見本", "mark": "private"}}
    with pytest.raises(UserError, match="mark_unknown"):
        workspace.interviews.answer(case, "WORK-01", value, locks=False)
    workspace.close()


@pytest.mark.parametrize(
    "raw",
    [[], ["一"] * 6, [1], {"text": "一", "mark": "secret"}, {"mark": "private"}, ["一", ""]],
)
def test_what_is_no_text_is_refused(pack: Pack, raw: Any) -> None:
    with pytest.raises(AnswerError):
        parse_answer(pack.items["WORK-01"], {"what": raw}, pack.recipients)


def test_entries_are_written_and_read_alike(pack: Pack) -> None:
    raw: Any = ["一", {"text": "二", "lang": "th", "mark": "private"}]
    answer = parse_answer(pack.items["WORK-01"], {"what": raw}, pack.recipients)
    parts = answer_to_json(answer)
    assert parts == {
        "what": {"value": "一", "more": [{"value": "二", "lang": "th", "mark": "private"}]}
    }


Texts = list[tuple[str, TextMark | None]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([["甲", SECRET], "ひみつを直した"], [("ひみつを直した", MADE)]),
        ([["甲", SECRET], ["甲", "ひみつ、つづき"]], [("甲", None), ("ひみつ、つづき", MADE)]),
        ([["甲", SECRET], ["ひみつ", "乙"]], [("ひみつ", MADE), ("乙", None)]),
        ([SECRET, "declined", "ひみつ"], [("ひみつ", MADE)]),
        ([SECRET, None, "ひみつを直した"], [("ひみつを直した", MADE)]),
        ([SECRET, None, "declined", None, "ひみつ"], [("ひみつ", MADE)]),
        ([["甲", SECRET], "甲", ["甲", "ひみつ"]], [("甲", None), ("ひみつ", MADE)]),
        ([["甲", {**SECRET, "mark": "private"}, SECRET], "乙"], [("乙", MADE)]),
        (["甲", "declined", "乙"], [("乙", None)]),
    ],
)
def test_no_writing_takes_a_mark_away(desk: Workspace, values: list[Any], expected: Texts) -> None:
    case, do = begin(desk), desk.interviews
    for value in values:
        if value is None:
            do.clear(case, "WORK-01")
        else:
            do.answer(case, "WORK-01", {"what": value}, locks=False)
    texts = written_texts(desk.pack, do.open(case).interview)
    assert [(text.text, text.mark) for text in texts if text.item == "WORK-01"] == expected
