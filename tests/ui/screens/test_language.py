# SPDX-License-Identifier: MIT
"""The picker: pointed at, found by country, typed by name or code; any language can be recorded."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ids import ItemId, PartId
from app.services.workspace import Workspace
from tests.ui.screens.room import english, faults, talk
from tests.ui.sounding import Written, player
from ui.screens.language import LanguageScreen
from ui.viewmodels.language import LanguageViewModel


def begin_without_language(workspace: Workspace) -> str:
    case = workspace.interviews.start().id
    workspace.interviews.prepared(case, assumed=True)
    return case


def test_a_language_is_pointed_at(workspace: Workspace, qtbot: QtBot) -> None:
    vm = talk(workspace, begin_without_language(workspace))
    language = LanguageViewModel(vm)
    screen = LanguageScreen(language, english)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    qtbot.waitExposed(screen)
    assert len(screen.grid.buttons()) >= 40
    assert faults(screen) == []
    language.search("タイ")
    assert language.languages[0].tag == "th"
    language.choose_region("southeast")
    assert {"th", "vi", "fil"} <= {offered.tag for offered in language.languages}
    language.set_listening(on=True)
    with qtbot.waitSignal(screen.language_chosen):
        language.choose("th")
    assert vm.session.interview.language == "th"
    assert vm.stored_of("LANG-02") == "listening_better"
    assert vm.glance.mode_of("SAFE-01") == "heard"


@pytest.mark.parametrize(
    ("typed", "tag", "dialect"),
    [
        ("  SHN ", "shn", None),
        ("セブアノ語", "ceb", None),
        ("Lao", "lo", None),
        ("zh-hant", "zh-Hant", None),
        ("Chavacano", "mis", "Chavacano"),
        ("見本語", "mis", "見本語"),
    ],
)
def test_any_language_is_taken(
    workspace: Workspace, qtbot: QtBot, typed: str, tag: str, dialect: str | None
) -> None:
    vm = talk(workspace, begin_without_language(workspace))
    language = LanguageViewModel(vm)
    with qtbot.waitSignal(language.nothing_typed):
        language.choose_typed("  ")
    language.choose_typed(typed)
    assert vm.session.interview.language == tag
    parts = vm.session.interview.answers[ItemId("LANG-01")].answer.parts
    value = parts.get(PartId("dialect"))
    assert (value is None) == (dialect is None)
    assert dialect is None or dialect in str(value)


def test_a_country_finds_its_languages(workspace: Workspace) -> None:
    language = LanguageViewModel(talk(workspace, begin_without_language(workspace)))

    def found(words: str) -> set[str]:
        language.search(words)
        return {offered.tag for offered in language.languages}

    assert {"fil", "ceb", "ilo"} <= found("Philippines")
    assert {"my", "shn", "kac"} <= found("ミャンマー") == found("Myanmar")
    assert {"zh-Hans", "yue", "nan"} <= found("中国")
    assert "zh-Hant" in found("台湾") - found("ネパール")
    assert "pt-BR" in found("Brasil")
    assert "uz-Cyrl" in found("ウズベキスタン")
    assert found("xxxxx") == set()


def shown(workspace: Workspace, qtbot: QtBot, outlet: Written | None) -> LanguageScreen:
    vm = talk(workspace, begin_without_language(workspace))
    screen = LanguageScreen(LanguageViewModel(vm, player=player(outlet)), english)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def pressed(screen: LanguageScreen) -> list[str]:
    return [button.text() for button in screen.grid.buttons() if button.isChecked()]


def test_the_languages_are_heard_one_after_the_other(workspace: Workspace, qtbot: QtBot) -> None:
    """For a person who cannot read the names: the one that is heard looks pressed."""
    outlet = Written(("th", "vi"))
    screen = shown(workspace, qtbot, outlet)
    screen.samples.click()
    assert pressed(screen) == ["ภาษาไทย"]
    outlet.done()
    assert pressed(screen) == ["Tiếng Việt"]
    assert [sentence[0] for sentence in outlet.heard] == ["th", "vi"]
    assert screen.samples.text() == "Stop the sound"
    outlet.done()
    assert pressed(screen) == []
    assert screen.samples.text() == "Hear the languages"
    screen.samples.click()
    screen.samples.click()
    assert outlet.stopped == 1
    assert faults(screen) == []


def test_the_sound_ends_with_the_choice(workspace: Workspace, qtbot: QtBot) -> None:
    outlet = Written(("th", "vi"))
    screen = shown(workspace, qtbot, outlet)
    screen.samples.click()
    screen._vm.choose("vi")
    assert outlet.stopped == 1
    assert not screen._vm.hearing.playing


def test_a_machine_without_sound_says_so(workspace: Workspace, qtbot: QtBot) -> None:
    screen = shown(workspace, qtbot, None)
    screen.samples.click()
    assert screen.samples.text() == "There is no sound on this machine"
    assert not screen.samples.isEnabled()
