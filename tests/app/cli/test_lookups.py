# SPDX-License-Identifier: MIT
"""Look-ups by case number on the command line: as hands type it, and never one of several in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain import case_number
from tests.command import Desk, command
from tests.stations import (
    ADULT,
    OFFICER_WORDS,
    SUPERVISOR_WORDS,
    House,
    begin,
    build_house,
    hand_out,
    seal,
)  # fmt: skip

TWICE = "2026-K7M2QXD-" + case_number.check_character("2026K7M2QXD")
WRONG = TWICE[:-1] + ("2" if TWICE[-1] != "2" else "3")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A registry with two records that bear one number, by two officers, and a third with its own."""
    root = tmp_path_factory.mktemp("lookups")
    house = build_house(root)
    (root / "officer.txt").write_text(OFFICER_WORDS + "\n")
    (root / "supervisor.txt").write_text(SUPERVISOR_WORDS + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(case_number, "draw", lambda *_a, **_k: TWICE)
        _hand_over(house, "officer", root / "one.pdf")
        _hand_over(house, "supervisor", root / "two.pdf")
    _hand_over(house, "officer", root / "alone.pdf")
    desk = Desk(root, house.shares)
    files = [str(root / f"{name}.pdf") for name in ("one", "two", "alone")]
    from app.cli import main

    assert main(["import", *files, *desk.supervisor]) == 0
    return desk


def _hand_over(house: House, user: str, out: Path) -> None:
    workspace = house.open(getattr(house, user))
    try:
        interview = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
        hand_out(workspace.handovers, interview, "wcsc", out)
    finally:
        workspace.close()


def test_a_number_of_two_records_opens_neither(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = TWICE.lower().replace("-", " ")
    told = command(capsys, "registry", "show", typed, *desk.supervisor)
    assert told.code == 2
    assert "2, not one" in told.err
    lines = told.out.splitlines()
    assert len(lines) == 2
    assert all("SAMPLE Station" in line and TWICE in line for line in lines)
    found = command(capsys, "registry", "show", typed, *desk.supervisor, "--json")
    assert (found.code, found.data["error"]) == (2, "case_several")
    hashes = {record["record"] for record in found.data["records"]}
    assert {line.split("\t")[-1] for line in lines} == hashes
    for record in hashes:
        shown = command(capsys, "registry", "show", record, *desk.supervisor, "--json")
        assert (shown.code, shown.data["record"]) == (0, record)


def test_a_number_of_one_record_opens_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    rows = command(capsys, "registry", "list", *desk.supervisor, "--json").data["records"]
    (number,) = [row["case_number"] for row in rows if row["case_number"] != TWICE]
    for typed in (number, number.lower(), number.replace("-", "")):
        shown = command(capsys, "registry", "show", typed, *desk.supervisor, "--json")
        assert (shown.code, shown.data["case_number"]) == (0, number)
        found = command(capsys, "registry", "search", typed, *desk.supervisor, "--json")
        assert [record["case_number"] for record in found.data["records"]] == [number]
    mine = command(capsys, "interview", "show", number.lower(), *desk.officer, "--json")
    assert mine.data["record"]["case_number"] == number


@pytest.mark.parametrize(
    "words", [("registry", "show"), ("interview", "show"), ("interview", "seal")]
)
def test_a_wrong_character_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    who = desk.supervisor if words[0] == "registry" else desk.officer
    told = command(capsys, *words, WRONG, *who)
    assert told.code == 2
    assert "One character of this case number is wrong" in told.err


def test_nothing_to_decide_is_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    rows = command(capsys, "registry", "list", *desk.supervisor, "--json").data["records"]
    assert {row["standing"] for row in rows} == {"first"}
    for verb in (["choose"], ["unchoose"]):
        more = ["--reason", "SAMPLE"] if verb == ["choose"] else []
        told = command(capsys, "registry", *verb, rows[0]["record"], *more, *desk.supervisor)
        assert (told.code, "nothing to decide" in told.err) == (2, True)


@pytest.mark.parametrize("verb", ["show", "choose", "unchoose"])
def test_the_id_of_a_record_may_begin_like_an_option(
    desk: Desk, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    unknown = "-" + "a_Z-" * 10 + "09"
    more = ["--reason", "SAMPLE"] if verb == "choose" else []
    told = command(capsys, "registry", verb, unknown, *more, *desk.supervisor)
    assert told.code == 2
    assert "not in the registry" in told.err
    assert "usage:" not in told.err
    told = command(capsys, "registry", verb, "--nothing", *more, *desk.supervisor)
    assert "usage:" in told.err  # an option that does not exist is told as one


def test_a_hostile_file_name_does_not_reach_the_terminal(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bad = tmp_path / "\x9b31m\u202efdp.exe\n2.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    for words in (["verify"], ["import"], ["vault", "restore", "--from"]):
        told = command(capsys, *words, str(bad), *(desk.supervisor if words != ["verify"] else []))
        assert told.code != 0
        assert not set("\x9b\u202e") & set(told.out + told.err)
        assert "\n2.pdf" not in told.out + told.err
    told = command(capsys, "user", "list", "x\x9b31m")
    assert "\x9b" not in told.err
    assert "\\x9b31m" in told.err
