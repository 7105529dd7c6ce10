# SPDX-License-Identifier: MIT
"""The player: clips before voices, one after the other, silence at once."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.sounding import CLIP, Book, Written, player
from ui.sound import Player, Spoken, load_outlet
from ui.viewmodels.hearing import Hearing

THAI = Spoken("th", "ตัวอย่าง")
CLIPPED = Spoken("th", "ตัวอย่าง", CLIP, "yes")


def test_a_clip_comes_before_a_voice_and_a_voice_before_nothing(qtbot: QtBot) -> None:
    assert player(Written(("th",))).way(CLIPPED) == "clip"
    assert player(Written(("th",))).way(THAI) == "synthetic"
    assert player(Written(("th",), clips=False)).way(CLIPPED) == "synthetic"
    assert player(Written(("lo",))).way(THAI) == ""
    assert player(None).way(CLIPPED) == ""


def test_one_after_the_other_and_what_cannot_be_heard_is_passed_over(qtbot: QtBot) -> None:
    outlet = Written(("th",))
    made = player(outlet)
    seen: list[Any] = []
    made.changed.connect(lambda: seen.append(made.current))
    made.play([THAI, Spoken("lo", "ສະບາຍດີ"), CLIPPED])
    assert outlet.heard == [("th", "ตัวอย่าง")]
    outlet.done()
    assert outlet.heard == [("th", "ตัวอย่าง"), CLIP]
    outlet.done()
    assert seen == [THAI, CLIPPED, None]
    outlet.done()  # nothing waits: nothing happens
    assert seen == [THAI, CLIPPED, None]


def test_silence_comes_at_once_and_nothing_goes_on(qtbot: QtBot) -> None:
    outlet = Written(("th",))
    made = player(outlet)
    made.play([THAI, CLIPPED])
    with qtbot.waitSignal(made.changed):
        made.stop()
    assert outlet.stopped == 1
    assert made.current is None
    outlet.done()
    assert len(outlet.heard) == 1


def test_a_fault_of_the_loudspeaker_ends_the_row(qtbot: QtBot) -> None:
    outlet = Written(("th",))
    made = player(outlet)
    made.play([THAI, CLIPPED])
    outlet.failed.emit()
    assert made.current is None
    assert len(outlet.heard) == 1


def test_sound_is_looked_for_only_when_somebody_wants_it(qtbot: QtBot) -> None:
    asked: list[int] = []

    def look(_parent: object) -> None:
        asked.append(1)

    made = Player(look)
    hearing = Hearing(Book("x"), made)
    hearing.spoken("th", "x")
    hearing.stop()
    assert asked == []
    assert hearing.way([THAI]) == ""
    assert hearing.way([THAI]) == ""
    assert asked == [1]


def test_a_row_with_one_voice_is_marked_as_synthetic(qtbot: QtBot) -> None:
    hearing = Hearing(Book("a"), player(Written(("th",))))
    clip, voice = hearing.spoken("th", "a"), hearing.spoken("th", "b")
    assert hearing.way([clip]) == "clip"
    assert hearing.way([clip, voice]) == "synthetic"
    assert hearing.way([hearing.spoken("lo", "b")]) == ""


def test_without_the_sound_modules_there_is_no_loudspeaker(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "ui.sound.qt_outlet", raising=False)
    assert load_outlet(Player()) is None


def test_the_start_of_the_program_loads_no_sound() -> None:
    code = (
        "import sys, ui.main, ui.screens.person\n"
        "print([n for n in sys.modules if 'Multimedia' in n or 'TextToSpeech' in n or 'qt_outlet' in n])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
