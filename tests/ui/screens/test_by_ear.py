# SPDX-License-Identifier: MIT
"""By ear: the person's window and the card read aloud, item by item and option by option."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.value import Json
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin, strictly
from tests.ui.screens.room import BASE, english, faults, led, talk
from tests.ui.sounding import Written, player
from ui.screens.interview import InterviewScreen
from ui.screens.item_spec import SpecMaker
from ui.screens.person import PersonWindow
from ui.screens.person.person_spec import heard_texts, person_spec
from ui.screens.person.question import QuestionPage
from ui.viewmodels.hearing import Hearing
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.person import PersonViewModel, Scene
from ui.widgets.buttons import Button


def window(
    workspace: Workspace,
    qtbot: QtBot,
    outlet: Written | None,
    *,
    more: Sequence[tuple[str, Json]] = (),
) -> PersonWindow:
    case = begin(workspace, BASE, language="th")
    for item, value in more:
        workspace.interviews.answer(case, item, value)
    talk_ = talk(workspace, case)
    made = PersonWindow(PersonViewModel(talk_, player=player(outlet)), english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    talk_.walking.jump("SAFE-01")
    return made


def buttons(made: PersonWindow) -> dict[str, Button]:
    return {b.accessibleName(): b for b in made.findChildren(Button) if b.isVisibleTo(made)}


def words(made: PersonWindow) -> list[str]:
    return [label.text() for label in made.findChildren(QLabel) if label.isVisibleTo(made)]


def test_a_question_is_heard_and_then_each_option(workspace: Workspace, qtbot: QtBot) -> None:
    outlet = Written(("th",))
    made = window(workspace, qtbot, outlet)
    listen = made._vm.tr_person("Listen")
    assert not any(name.startswith(f"{listen}:") for name in buttons(made))
    buttons(made)[listen].click()
    question = led(made).glance.item_texts("SAFE-01").person
    assert question is not None
    assert outlet.heard == [("th", question.text)]
    assert made._vm.tr_person("Stop the sound") in buttons(made)
    assert made._vm.tr_person("This is a computer voice.") in words(made)
    page = made.page
    assert isinstance(page, QuestionPage)
    assert page.choices is not None
    outlet.done()
    marked = [row.spec.id for row in page.choices.rows() if row._heard]
    assert marked == ["yes"]
    assert page.choices.chosen() == []  # being read aloud is no choice
    assert not page.done.isEnabled()
    outlet.done()
    outlet.done()
    assert listen in buttons(made)
    assert [row.spec.id for row in page.choices.rows() if row._heard] == []
    assert faults(made) == []


def test_one_option_alone(workspace: Workspace, qtbot: QtBot) -> None:
    outlet = Written(("th",))
    made = window(workspace, qtbot, outlet)
    listen = made._vm.tr_person("Listen")
    buttons(made)[listen].click()
    buttons(made)[made._vm.tr_person("Stop the sound")].click()
    outlet.heard.clear()
    no = made._vm.tr_person("No")
    buttons(made)[f"{listen}: {no}"].click()
    assert outlet.heard == [("th", no)]
    assert isinstance(made.page, QuestionPage)
    assert made.page.choices is not None
    assert made.page.choices.chosen() == []


def test_an_answer_after_listening_was_heard(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot, Written(("th",)))
    made._vm.answer("yes")
    assert led(made).session.interview.answers["SAFE-01"].mode == "read"
    led(made).walking.jump("CTRL-02")
    buttons(made)[made._vm.tr_person("Listen")].click()
    made._vm.answer("no")
    assert led(made).session.interview.answers["CTRL-02"].mode == "heard"
    assert made._vm.scene is Scene.KEPT
    assert not made._vm.hearing.playing


def test_where_there_is_no_sound_the_button_says_so(workspace: Workspace, qtbot: QtBot) -> None:
    for outlet in (None, Written(("lo",))):
        made = window(workspace, qtbot, outlet)
        buttons(made)[made._vm.tr_person("Listen")].click()
        notice = buttons(made)[made._vm.tr_person("There is no sound for this text.")]
        assert not notice.isEnabled()
        led(made).walking.jump("CTRL-01")
        assert buttons(made)[made._vm.tr_person("Listen")].isEnabled()


def test_who_listens_better_has_a_button_beside_each_option(
    workspace: Workspace, qtbot: QtBot
) -> None:
    better = [("LANG-02", "listening_better")]
    made = window(workspace, qtbot, Written(("th",)), more=better)
    listen = made._vm.tr_person("Listen")
    assert sum(name.startswith(f"{listen}:") for name in buttons(made)) == 2
    assert faults(made) == []


def test_silence_when_the_window_goes_another_question_comes_or_a_break(
    workspace: Workspace, qtbot: QtBot
) -> None:
    made = window(workspace, qtbot, Written(("th",)))
    vm = made._vm

    def play() -> None:
        vm.hearing.stop()
        assert vm.listen(made._spoken)
        assert vm.hearing.playing

    play()
    led(made).walking.jump("CTRL-01")
    assert not vm.hearing.playing
    play()
    led(made).pausing.pause()
    assert not vm.hearing.playing
    led(made).pausing.resume()
    play()
    made.hide()
    assert not vm.hearing.playing


def play_by(hearing: Hearing, outlet: Written | None) -> None:
    hearing._player = player(outlet)
    hearing._player.changed.connect(hearing.changed)


def test_the_card_is_read_aloud_in_the_persons_language(
    screen: InterviewScreen, vm: InterviewViewModel
) -> None:
    outlet = Written(("th",))
    play_by(screen.middle.hearing, outlet)
    vm.walking.jump("SAFE-01")
    card = screen.middle.card
    assert card is not None
    card._play.click()
    wording = vm.glance.item_texts("SAFE-01").person
    assert wording is not None
    assert outlet.heard == [("th", wording.text)]
    assert card._play.text() == "Stop the sound"
    card._play.click()
    assert card._play.text() == "Read aloud"
    play_by(screen.middle.hearing, None)
    vm.walking.jump("CTRL-01")
    assert screen.middle.card is not None
    screen.middle.card._play.click()
    assert screen.middle.card._play.text() == "There is no sound for this text."
    assert not screen.middle.card._play.isEnabled()


def test_a_draft_of_rights_is_heard_under_its_sentence_or_not_at_all(
    workspace: Workspace, qtbot: QtBot
) -> None:
    """What must not reach the person unreviewed does not reach the ear either (DECISIONS.md §1.7)."""
    notice = workspace.texts.notice("th")
    assert notice is not None
    for allowed in (True, False):
        desk = strictly(workspace, strict=not allowed)
        vm = talk(desk, begin(workspace, BASE, practice=False, language="th"))
        made = InterviewScreen(vm, english)
        qtbot.addWidget(made)
        vm.walking.jump("REFR-02")
        card = made.middle.card
        assert card is not None
        assert card._play.isHidden() is not allowed
        spec = person_spec(SpecMaker(vm.glance, english).item(ItemId("REFR-02")))
        heard = [side.text for _mark, side in heard_texts(spec)]
        assert (heard[0] == notice.text) is allowed
        vm.walking.jump("CTRL-01")
        assert made.middle.card is not None
        assert not made.middle.card._play.isHidden()
