# SPDX-License-Identifier: MIT
"""`pack record`: what is read aloud is kept only when it can be heard well."""

from __future__ import annotations

import io
import math
from array import array
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.content.clips import check
from app.content.load import load_builtin
from app.ids import ItemId, LangTag
from ui.launch import main as launch
from ui.main import recording
from ui.sound.microphone import RATE


class Tape:
    """A microphone that gives what it was made with."""

    def __init__(self, level: float) -> None:
        wave = (round(level * 32_767 * math.sin(2 * math.pi * 220 * n / RATE)) for n in range(RATE))
        self.samples, self.on = array("h", wave), False

    def start(self) -> None:
        self.on = True

    def stop(self) -> array[int]:
        assert self.on
        return self.samples


def record(folder: Path, tape: Tape | None, key: str = "SAFE-01/text", *more: str) -> int:
    words = [key, "--lang", "th", "--out", str(folder), *more]
    return recording.main(words, lambda: tape, lambda: None)


def test_a_good_reading_is_kept_and_taken(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(tmp_path, Tape(0.3)) == 0
    wording = load_builtin().items[ItemId("SAFE-01")].text.get(LangTag("th"))
    assert wording is not None
    assert wording.text in capsys.readouterr().out
    seconds, reasons = check((tmp_path / "SAFE-01+text.wav").read_bytes(), "wav")
    assert (seconds, reasons) == (1.0, ())


@pytest.mark.parametrize(
    ("level", "advice"), [(0.0, "microphone on"), (0.01, "nearer"), (0.9, "further")]
)
def test_a_bad_reading_is_not_kept(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str], level: float, advice: str
) -> None:
    assert record(tmp_path, Tape(level)) == recording.FAULTY
    assert advice in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_is_there_stays_until_it_is_to_be_replaced(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, again = tmp_path / "SAFE-01+text.wav", Tape(0.2)
    assert record(tmp_path, Tape(0.3)) == 0
    first = kept.read_bytes()
    assert record(tmp_path, again) == recording.NOT_POSSIBLE
    assert "SAFE-01+text.wav is there already" in capsys.readouterr().err
    assert not again.on  # said before anybody reads
    assert kept.read_bytes() == first
    assert record(tmp_path, Tape(0.0), "SAFE-01/text", "--replace") == recording.FAULTY
    assert kept.read_bytes() == first
    assert record(tmp_path, again, "SAFE-01/text", "--replace") == 0
    assert kept.read_bytes() != first


def test_without_a_microphone_or_a_text(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(tmp_path, None) == recording.NOT_POSSIBLE
    assert "packaging/sound" in capsys.readouterr().err
    assert record(tmp_path, Tape(0.3), "NONE-01/text") == recording.NOT_POSSIBLE
    assert "NONE-01/text" in capsys.readouterr().err


def test_enter_ends_the_reading(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    tape = Tape(0.3)
    words = ["SAFE-01/text", "--lang", "th", "--out", str(tmp_path)]
    assert recording.main(words, lambda: tape) == 0
    assert tape.on


def test_the_command_says_what_it_needs(
    qtbot: QtBot,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.launch.harden_process", lambda: None)  # not the tests' own process
    with pytest.raises(SystemExit):
        launch(["pack", "record", "--help"])
    assert "SAFE-01/text" in capsys.readouterr().out
