# SPDX-License-Identifier: MIT
"""The pages around an interview without their screens: states, errors, exits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from app.clock import JAPAN
from app.domain.value import OwnWords
from app.ids import ItemId
from app.services.interviews import TELLINGS
from app.services.workspace import Workspace
from tests.ui.slow_tasks import SlowTasks
from tests.ui.viewmodels.heard import heard
from ui.viewmodels.cards import CardsViewModel
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.danger import DangerViewModel
from ui.viewmodels.decision import DecisionViewModel
from ui.viewmodels.interpreting import InterpretingViewModel
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.language import LanguageViewModel
from ui.viewmodels.newer import NewerViewModel
from ui.viewmodels.pause import PauseViewModel
from ui.viewmodels.person import PersonViewModel, Scene
from ui.viewmodels.preparation import PreparationViewModel
from ui.viewmodels.readback import ReadbackViewModel

THREAT, FREE = ItemId("CTRL-04"), ItemId("RECR-00")


def test_cards(talk: InterviewViewModel) -> None:
    model = CardsViewModel(talk)
    marked, missing = heard(model.card_marked), heard(model.result_missing)
    told = next(c for c, card in talk.session.pack.cards.items() if card.tell_back)
    model.choose(str(told))
    assert model.row is not None
    assert model.lines
    assert model.tell_back is not None
    model.mark("shown")
    assert marked == [(str(told), "shown")]
    with pytest.raises(ValueError):
        model.mark("sung")
    model.record_telling()
    assert missing == [()]
    model.keep_telling("understood", "SAMPLE")
    seen = []
    for on in (True, False):
        model.show_to_person(on=on)
        seen.append(model.on_person_screen)
    assert seen == [True, False]
    assert {row.id for row in model.others}.isdisjoint(row.id for row in model.due)


def test_danger(talk: InterviewViewModel) -> None:
    model = DangerViewModel(talk)
    closed, missing, failed = (
        heard(model.flag_closed),
        heard(model.action_missing),
        heard(model.failed),
    )
    flag, _title, _severity = next(row for row in model.to_raise if row[2] == "red")
    model.raise_flag(flag)
    assert [row.id for row in model.red] == [flag]
    assert model.numbers
    model.record(flag, "who")
    assert missing == [(flag,)]
    assert model.may_take_back(flag)
    model.take_back(flag)  # without a reason
    assert (len(failed), closed) == (1, [])
    model.type(flag, OwnWords("SAMPLE"), "SAMPLE")
    model.record(flag, "who")
    assert closed == [(flag,)]
    assert model.red == ()
    assert model.typed(flag) == (OwnWords(""), "")


def test_a_decision(talk: InterviewViewModel) -> None:
    model = DecisionViewModel(talk)
    changed, failed = heard(model.changed), heard(model.failed)
    assert model.history == ()
    assert model.agencies
    model.record()
    assert (len(failed), changed) == (1, [])
    talk.failed.emit(RuntimeError("of another page"))
    assert len(failed) == 1
    model.type("status", "x")
    model.type("status", "")
    assert model.typed("status") == ""
    assert not model.needs_recognition


def test_interpreting(talk: InterviewViewModel) -> None:
    talk.deeds.set_interpreter("T-014", "phone")
    talk.walking.jump(FREE)
    model = InterpretingViewModel(talk)
    missing, marked = heard(model.comment_missing), heard(model.marked)
    assert (model.code, model.item) == ("T-014", FREE)
    assert model.texts is not None
    assert model.terms == []
    model.search("debt")
    assert model.names == ()
    model.mark_unclear(" ")
    model.differ(FREE, OwnWords(""))
    assert missing == [(), ()]
    model.mark_unclear("SAMPLE")
    assert marked == [()]
    assert all(not row.attested for row in model.to_confirm)


def test_the_choice_of_a_language(talk: InterviewViewModel) -> None:
    model = LanguageViewModel(talk)
    chosen, nothing = heard(model.chosen), heard(model.nothing_typed)
    assert model.current == "th"
    model.choose_region(model.regions[0])
    assert {row.region for row in model.languages} == {model.region}
    model.search("Nepal")
    assert "ne" in {str(row.tag) for row in model.languages}
    assert not model.listen()  # no sound on this machine
    model.choose_typed(" ")
    model.choose_typed("Nepali")
    model.choose_typed("qaa SAMPLE")
    assert nothing == [()]
    assert [tag for (tag,) in chosen] == ["ne", "mis"]


def test_nothing_newer(talk: InterviewViewModel) -> None:
    model = NewerViewModel(talk)
    assert not talk.glance.newer_content
    assert model.own_version == talk.session.pack.version
    assert list(model.asked_again) == []
    assert model.blocked == ""


def test_a_break(talk: InterviewViewModel) -> None:
    model = PauseViewModel(talk)
    resumed, left = heard(model.resumed), heard(model.leaving)
    talk.pausing.stop()
    assert model.stopped
    model.note_distress()
    assert model.distress
    sign = model.signs[0][0]
    model.note_sign(sign)
    assert {row[0]: row[2] for row in model.signs}[sign]
    assert model.clock_text(model.now) == model.now.astimezone(JAPAN).strftime("%H:%M")
    model.leave("home")
    model.resume()
    assert (resumed, left, model.distress) == ([()], [("home",)], False)


def test_the_persons_window(talk: InterviewViewModel) -> None:
    model = PersonViewModel(talk)
    talk.walking.jump(ItemId("SAFE-01"))
    assert model.scene in {Scene.QUESTION, Scene.HIDDEN}
    talk.walking.jump(ItemId("CTRL-02"))
    if model.scene is Scene.QUESTION:
        model.answer("yes")
        assert model.scene is Scene.KEPT
    model.ask("not_understood")
    assert model.help_asked == "not_understood"
    model.turn()
    for _ in range(5):
        model.enlarge(1)
    assert (model.turned, model.larger) == (True, 2)
    talk.pausing.pause()
    assert (model.scene, model.texts, model.card) == (Scene.BREAK, None, None)
    talk.pausing.resume()
    model.choose_language("vi")
    assert model.lang == "vi"
    assert model.languages


def test_preparation(workspace: Workspace, talk: InterviewViewModel) -> None:
    talk.open(workspace.interviews.start().id)
    model = PreparationViewModel(talk)
    out, done = heard(model.left_out), heard(model.finished)
    assert model.briefing is None
    assert model.missing == model.items
    model.go_on()
    assert (out, done) == ([()], [])
    item = model.items[0]
    model.enter_problem(item, "answer_date")
    assert model.value(item) == model.stored_value(item)
    model.keep()
    model.go_on(anyway=True)
    assert done == [()]
    assert (
        set(model.items)
        <= talk.session.interview.skips.keys() | talk.session.interview.answers.keys()
    )


def test_the_read_back(talk: InterviewViewModel) -> None:
    talk.deeds.answer(THREAT, ["hurt_family"])
    model = ReadbackViewModel(talk)
    missing, corrected, done = (
        heard(model.reason_missing),
        heard(model.corrected),
        heard(model.finished),
    )
    assert THREAT in [row.item for row in model.account]
    assert THREAT in model.unattested
    model.attest(THREAT)
    assert THREAT not in model.unattested
    model.edit(THREAT)
    model.correct(THREAT, ["hurt_family"], OwnWords(""))
    model.choose("partial", OwnWords(""))
    model.finish()
    assert (missing, model.editing) == ([(), ()], THREAT)
    model.correct(THREAT, ["none"], OwnWords("SAMPLE misheard"))
    assert corrected == [(str(THREAT),)]
    assert model.not_asked
    assert model.phases
    model.choose("done", OwnWords(""))
    model.finish()
    assert (done, model.stored[0]) == ([()], "done")


def test_what_fails_is_told_on_every_page(talk: InterviewViewModel) -> None:
    pages: list[CompanionViewModel] = [
        kind(talk) for kind in (CardsViewModel, PauseViewModel, ReadbackViewModel, NewerViewModel)
    ]
    told = [heard(page.failed) for page in pages]
    talk.failed.emit(RuntimeError("x"))
    assert [len(found) for found in told] == [1, 1, 1, 1]


def told_back(talk: InterviewViewModel) -> CardsViewModel:
    model = CardsViewModel(talk)
    model.choose(next(str(c) for c, card in talk.session.pack.cards.items() if card.tell_back))
    model.keep_telling(next(iter(TELLINGS)), "SAMPLE")
    model.record_telling()
    return model


def read_back(talk: InterviewViewModel) -> ReadbackViewModel:
    model = ReadbackViewModel(talk)
    model.choose("done", OwnWords(""))
    model.finish()
    return model


def unclear(talk: InterviewViewModel) -> InterpretingViewModel:
    model = InterpretingViewModel(talk)
    model.mark_unclear("SAMPLE")
    return model


def prepared(talk: InterviewViewModel) -> PreparationViewModel:
    model = PreparationViewModel(talk)
    model.go_on(anyway=True)
    return model


@pytest.mark.parametrize("act", [told_back, read_back, unclear, prepared])
def test_what_is_stored_after_its_page_has_gone_is_no_fault(
    talk: InterviewViewModel, act: Callable[[InterviewViewModel], QObject]
) -> None:
    """A red flag or the lock took the page away while the disk was slow."""
    talk._tasks = slow = SlowTasks()
    changed = heard(talk.session_changed)
    model = act(talk)
    assert slow.waiting
    delete(model)
    slow.work()
    assert changed
