# SPDX-License-Identifier: MIT
"""An interview as it is led: walking, entering, pausing, deeds, the person's window, locked items."""

from __future__ import annotations

import pytest

from app.domain.value import OwnWords
from app.errors import UserError
from app.ids import CardId, ItemId
from app.services.interviews import Session
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.viewmodels.heard import heard
from ui.tasks import DirectTasks
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.others import may_ask_of_others, others_in_danger
from ui.viewmodels.supervision import Supervision

ITEM, OTHER = ItemId("CTRL-02"), ItemId("CTRL-04")


def failing(talk: InterviewViewModel, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    def broken(*_args: object, **_more: object) -> Session:
        raise UserError("vault_locked")

    monkeypatch.setattr(talk.workspace.interviews, verb, broken)


def test_nothing_is_open_before_an_interview_is(workspace: Workspace) -> None:
    made = InterviewViewModel(workspace, DirectTasks(), Supervision((), lambda *_: None))
    with pytest.raises(RuntimeError):
        _ = made.session
    settled = heard(made.settled)
    made.settle()
    assert settled == [()]
    assert not made.walking.can_go_back
    assert not made.pausing.is_paused
    made.begin("short", practice=True, came="found_in_enforcement")
    assert made.session.interview.practice
    assert made.opening == "preparation"
    assert made.stored_of(made.session.pack.roles.how_it_came) == "found_in_enforcement"


def test_next_without_an_answer_is_asked_for_and_stores_nothing(talk: InterviewViewModel) -> None:
    wanted, changed = heard(talk.walking.answer_wanted), heard(talk.session_changed)
    talk.walking.jump(ITEM)
    changed.clear()
    talk.walking.next()
    assert (wanted, changed) == ([()], [])
    assert talk.item == ITEM


def test_next_stores_what_is_entered_and_goes_on(talk: InterviewViewModel) -> None:
    talk.walking.jump(ITEM)
    stored, moved = heard(talk.answer_stored), heard(talk.item_changed)
    talk.entering.enter("yes")
    talk.entering.enter_note(OwnWords("SAMPLE"))
    assert talk.entering.is_entered
    assert (talk.entering.shown_value, talk.entering.note) == ("yes", OwnWords("SAMPLE"))
    talk.walking.next()
    assert (stored, moved) == ([(str(ITEM),)], [()])
    assert talk.stored_of(ITEM) == "yes"
    assert talk.item != ITEM
    assert talk.walking.can_go_back
    talk.walking.jump(ItemId("CTRL-03"))
    talk.walking.back()
    assert talk.item == ITEM
    assert talk.glance.notes == ("SAMPLE",)
    talk.entering.enter(None)
    talk.walking.jump(OTHER)
    assert talk.stored_of(ITEM) is None


def test_what_cannot_be_stored_is_said_and_kept(talk: InterviewViewModel) -> None:
    talk.walking.jump(ITEM)
    incomplete = heard(talk.entering.answer_incomplete)
    talk.entering.enter("yes")
    talk.entering.enter_problem("answer_date")
    talk.walking.next()
    assert (talk.item, incomplete) == (ITEM, [("answer_date",)])
    talk.walking.skip()
    assert talk.stored_of(ITEM) is None
    assert talk.drafts.values[ITEM] == "yes"


def test_a_failure_keeps_place_and_entry(
    talk: InterviewViewModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.walking.jump(ITEM)
    failed = heard(talk.failed)
    failing(talk, monkeypatch, "answer")
    talk.entering.enter("yes")
    talk.walking.next()
    assert [str(values[0]) for values in failed] == ["vault_locked"]
    assert (talk.item, talk.entering.shown_value, talk.busy) == (ITEM, "yes", False)


def test_a_jump_walks_on_from_there_until_the_script_is_met(talk: InterviewViewModel) -> None:
    due = talk.session.view.next_item
    talk.walking.jump(OTHER)
    talk.entering.enter(["hurt_family"])
    talk.walking.jump_phase("WISH")
    assert str(talk.item).startswith("WISH")
    talk.walking.skip()
    assert str(talk.item) != str(due)
    talk.walking.go_on()
    assert talk.item == talk.session.view.next_item
    talk.walking.jump_phase("NONE")
    assert talk.item == talk.session.view.next_item


def test_to_the_review_and_to_the_end(talk: InterviewViewModel) -> None:
    talk.begin("short")
    assert talk.walking.stage == "item"
    while talk.walking.stage == "item":
        talk.walking.skip()
    assert talk.walking.stage == "review"
    assert talk.glance.missing
    talk.walking.accept_review()
    while talk.walking.stage == "item":
        talk.walking.skip()
    assert talk.walking.stage == "end"
    talk.walking.skip()
    assert talk.entering.shown_value is None
    assert not talk.entering.here()


def test_a_break_stores_rests_and_goes_on(talk: InterviewViewModel) -> None:
    talk.walking.jump(ITEM)
    talk.entering.enter("yes")
    paused, stopped, resumed = (
        heard(s) for s in (talk.pausing.paused, talk.pausing.stopped, talk.pausing.resumed)
    )
    talk.pausing.pause()
    assert talk.pausing.is_paused
    assert not talk.pausing.is_stopped
    assert talk.stored_of(ITEM) == "yes"
    talk.pausing.resume()
    talk.pausing.stop()
    stopped_now = talk.pausing.is_stopped
    talk.pausing.resume()
    assert (stopped_now, talk.pausing.is_paused) == (True, False)
    assert (len(paused), len(stopped), len(resumed)) == (1, 1, 2)


def test_a_language_midway_moves_nothing(talk: InterviewViewModel) -> None:
    talk.walking.jump(ITEM)
    chosen = heard(talk.deeds.language_chosen)
    talk.deeds.choose_language("vi", listening=True)
    assert (chosen, talk.item) == ([("vi",)], ITEM)
    assert talk.glance.person_lang == "vi"
    assert talk.glance.listens


@pytest.mark.parametrize(
    ("kind", "paused", "flags"),
    [
        ("not_understood", False, 0),
        ("interpreter", False, 1),
        ("pause", True, 0),
        ("stop", True, 0),
    ],
)
def test_what_the_person_asks_for_is_told(
    talk: InterviewViewModel, kind: str, paused: bool, flags: int
) -> None:
    calls, before = heard(talk.facing.call_received), len(talk.glance.flags)
    talk.facing.call(kind)
    assert calls == [(kind,)]
    assert talk.pausing.is_paused == paused
    assert len(talk.glance.flags) - before == flags


def test_a_card_goes_from_the_persons_window_with_the_question(talk: InterviewViewModel) -> None:
    talk.facing.show_card_to_person(CardId("CARD-01"))
    talk.walking.go_on()  # where one is already: the card stays
    assert talk.facing.person_card == "CARD-01"
    talk.walking.jump(OTHER)
    assert talk.facing.person_card is None


def test_a_red_flag_is_told_once(talk: InterviewViewModel) -> None:
    raised = heard(talk.danger_raised)
    flag = next(f for f, row in talk.session.pack.flags.items() if row.severity == "red")
    talk.deeds.raise_flag(flag)
    talk.walking.jump(ITEM)
    assert raised == [(str(flag),)]


def test_others_in_danger_are_asked_about_at_once(talk: InterviewViewModel) -> None:
    talk.walking.jump(ITEM)
    assert may_ask_of_others(talk)
    others_in_danger(talk)
    assert talk.item in talk.session.pack.roles.others
    assert not may_ask_of_others(talk)


def test_who_is_no_supervisor_opens_nothing(talk: InterviewViewModel) -> None:
    refused, changed = heard(talk.unlocking.refused), heard(talk.session_changed)
    assert talk.unlocking.supervisors == ("Sup",)
    talk.unlocking.unlock(ITEM, "SAMPLE", "Sup", "wrong")
    assert [str(values[0]) for values in refused] == ["not_supervisor"]
    assert changed == []


def test_it_opens_where_something_was_being_typed(
    workspace: Workspace, talk: InterviewViewModel
) -> None:
    place = f"answer/{OTHER}"
    talk.unsaved.begin(place, {})
    talk.unsaved.type(place, {"x": "SAMPLE"})
    talk.unsaved.flush()
    again = InterviewViewModel(workspace, DirectTasks(), Supervision((), lambda *_: None))
    again.open(talk.session.id)
    assert again.item == OTHER
    assert again.unsaved.places == (place,)
    gone = heard(again.failed)
    again.open("no such interview")
    assert len(gone) == 1
    assert begin(workspace) != again.session.id
