# SPDX-License-Identifier: MIT
"""Numbers to carry, by the command: who carries them is said or asked for, a doubtful one only by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.app.documents.typeset import poppler
from tests.command import Desk, command

OWN, HELPED, OF_OTHERS = "0570-078377", "#8891", "0120-279-889"
PAPER = {"item": "CLOS-05", "value": "paper"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


def printed(tmp_path: Path, *words: str) -> str:
    out = tmp_path / f"card-{len(list(tmp_path.iterdir()))}.pdf"
    arguments = ["pack", "print", "mini-card", "--data", str(tmp_path / "data"), *words]
    assert main([*arguments, "--out", str(out)]) == 0
    return poppler(out.read_bytes())


def test_a_doubtful_number_is_named_and_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = printed(tmp_path, "--lang", "vi", "--who", "worker", "intern", "no_immigration")
    told = capsys.readouterr()
    assert "0120-250-168" in text
    assert "0120-531-406" not in text
    assert "0120-531-406" in told.err
    assert "0570-013904" not in text + told.err
    named = printed(tmp_path, "--lang", "vi", "--who", "worker", "--confirm", "0120-531-406")
    assert "0120-531-406" in named
    assert "0120-250-168" not in named  # for interns


@pytest.mark.parametrize(
    ("paper", "options", "told"),
    [
        ("mini-card", ["--prefecture", "JP-48"], "no prefecture JP-48"),
        ("mini-card", ["--prefecture", "Tokyo"], "no prefecture Tokyo"),
        ("mini-card", ["--confirm", "0570078377"], "0570078377 is not in the directory"),
        ("mini-card", ["--confirm", OWN, HELPED], f"although confirmed: {HELPED}."),
        ("mini-card", ["--confirm", HELPED, "--who", "man"], ""),
        (
            "mini-card",
            ["--who", "man", "--confirm", OF_OTHERS, "#8778"],
            "although confirmed: #8778.",
        ),
        ("mini-card", ["--script", "full"], "--script goes only with the paper form"),
        ("form", ["--who", "man"], "--who goes only with the paper mini-card"),
        ("cards", ["--prefecture", "JP-13"], "--prefecture goes only with the paper mini-card"),
        ("consent", ["--confirm", HELPED], "--confirm goes only with the paper mini-card"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, paper: str, options: list[str], told: str
) -> None:
    out = tmp_path / "card.pdf"
    words = ["pack", "print", paper, "--data", str(tmp_path / "data"), "--lang", "th"]
    outcome = command(capsys, *words, "--speak", "en", "--out", str(out), *options)
    assert outcome.code == (2 if told else 0), outcome.err
    assert told in outcome.err
    assert out.exists() is not bool(told)


def replayed(
    capsys: pytest.CaptureFixture[str], desk: Desk, out: Path, *options: str, **more: Any
) -> Any:
    """The row of the paper of one who speaks Thai, with what is printed on it and what was told."""
    file = out.with_suffix(".json")
    talk = {"language": "th", "person": {"age": 30}, "consent": {"interview": "yes"}, **more}
    file.write_text(json.dumps({"answers": [PAPER], **talk}))
    words = ["interview", "replay", str(file), *desk.officer, "--lang", "en", "--json"]
    outcome = command(capsys, *words, "--handover", f"person={out}", *options)
    assert outcome.code == 0, outcome.err
    (row,) = outcome.data["handovers"]
    return row, poppler(out.read_bytes()), outcome.err


def test_the_persons_paper_has_the_numbers_that_were_named(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    row, text, told = replayed(capsys, desk, tmp_path / "none.pdf")
    assert {OWN, HELPED} <= set(row["left_out"])
    assert "110" in text
    assert not {number for number in (OWN, HELPED) if number in text}
    assert f"Left out: {', '.join(row['left_out'])}. " in told
    row, text, told = replayed(capsys, desk, tmp_path / "own.pdf", "--confirm", OWN, HELPED)
    assert OWN in text
    assert OWN not in row["left_out"]
    assert HELPED not in text  # the person can call somebody who answers in Thai
    assert row["not_for_them"] == [HELPED]
    assert f"although confirmed: {HELPED}." in told


def test_the_number_of_the_prefecture_is_among_them(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    """Where the person lives was said in the talk; the command need not be told."""
    here = {"item": "IDEN-07", "value": {"live": {"text": "盛岡 SAMPLE", "prefecture": "JP-03"}}}
    number = "0120-279-226"
    for answers, there in (([PAPER], False), ([here, PAPER], True)):
        out = tmp_path / f"{there}.pdf"
        row, text, _told = replayed(capsys, desk, out, "--confirm", number, answers=answers)
        assert (number in text) is there
        assert row["not_for_them"] == ([] if there else [number])


def test_a_draft_that_is_sealed_later_gives_them_too(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file, out = tmp_path / "talk.json", tmp_path / "paper.pdf"
    talk = {"language": "th", "person": {"age": 30}, "consent": {"interview": "yes"}}
    file.write_text(json.dumps({**talk, "answers": [PAPER]}))
    replay = command(capsys, "interview", "replay", str(file), *desk.officer, "--json")
    case = replay.data["record"]["case_number"]
    seal = ["interview", "seal", case, *desk.officer, "--lang", "en"]
    for options, told in (
        (["--confirm", OWN], "--confirm goes only together with --handover person=OUT.pdf"),
        (["--handover", f"person={out}", "--confirm", "0570-0"], "0570-0 is not in the directory"),
        (["--countersign-passphrase-file", "x"], "goes only together with --countersign-by"),
        (["--lawyer-offered"], "--lawyer-offered goes only together with --handover, --unsigned"),
    ):
        refused = command(capsys, *seal, *options)
        assert (refused.code, told in refused.err) == (2, True), refused.err
    assert not out.exists()  # and nothing is sealed: the draft still can be
    done = command(capsys, *seal, "--handover", f"person={out}", "--confirm", OWN)
    assert done.code == 0, done.err
    assert OWN in poppler(out.read_bytes())
