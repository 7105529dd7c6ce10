# SPDX-License-Identifier: MIT
"""The command speaks the language of ``--lang`` or of the environment, and says who signed what for whom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.cli.grammar import LANGUAGE
from app.cli.parser import build
from tests.app.cli.test_arguments import leaves
from tests.command import SAMPLES, Desk, Outcome, command
from tests.stations import OFFICER

JAPANESE = re.compile("[ぁ-んァ-ン一-龥]")
NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("stranger"), "police")


@pytest.fixture
def handover(capsys: pytest.CaptureFixture[str], desk: Desk) -> Path:
    out = desk.root / "wcsc.pdf"
    if not out.exists():
        sample = str(SAMPLES / "adult.json")
        wanted = ("--handover", f"wcsc={out}")
        assert command(capsys, "interview", "replay", sample, *desk.officer, *wanted).code == 0
    return out


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def japanese(outcome: Outcome) -> bool:
    return JAPANESE.search(outcome.out + outcome.err) is not None


def test_every_command_has_the_option() -> None:
    without = [w for w, actions in leaves(build()) if LANGUAGE not in {a.dest for a in actions}]
    assert without == []


@pytest.mark.parametrize(
    ("environment", "before", "behind", "wanted"),
    [
        ({}, (), (), False),
        ({"LANG": "ja_JP.UTF-8"}, (), (), True),
        ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, (), (), True),
        ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, (), (), False),
        ({"LC_ALL": "ja_JP.UTF-8", "LANG": "C"}, (), (), True),
        ({"LC_ALL": "", "LANG": "ja"}, (), (), True),
        ({"LC_ALL": "ja_JP.UTF-8"}, (), ("--lang", "en"), False),
        ({"LC_ALL": "ja_JP.UTF-8"}, ("--lang", "en"), (), False),
        ({}, (), ("--lang", "ja"), True),
        ({}, ("--lang", "ja"), (), True),
        ({}, ("--lang", "en"), ("--lang", "ja"), True),
    ],
)
def test_which_language(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    before: tuple[str, ...],
    behind: tuple[str, ...],
    wanted: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    outcome = command(capsys, *before, "verify", "none.pdf", *behind)
    assert outcome.code == 2
    assert japanese(outcome) is wanted


def test_errors_warnings_and_results_speak_it(
    capsys: pytest.CaptureFixture[str], desk: Desk, stranger: Desk, handover: Path, tmp_path: Path
) -> None:
    here = ("--data", str(desk.root / "data"))
    supervised = tuple("--by" if argument == "--user" else argument for argument in desk.supervisor)
    for arguments in (
        ("interview", "list", *desk.officer[:-1], str(tmp_path / "none.txt")),
        ("user", "list", *here),
        ("vault", "check", *desk.officer),
        ("import", str(handover), *desk.supervisor),
        ("import", str(handover), *stranger.supervisor),
        ("verify", str(handover), *here),
        ("verify", str(handover)),
        ("station", "ca", *here, "--out", str(handover)),
        ("user", "renew", OFFICER, *supervised),
    ):
        assert japanese(command(capsys, *arguments, "--lang", "ja")), arguments
        assert not japanese(command(capsys, *arguments, "--lang", "en")), arguments
    for tongue, wanted in (("ja", True), ("en", False)):
        words, new = tmp_path / f"{tongue}.txt", tmp_path / tongue
        words.write_text("a passphrase of length\n")
        init = (
            "station", "init", "--data", str(new), "--agency", "jcg", "--name", "SAMPLE",
            "--supervisor", "boss", "--passphrase-file", str(words), "--shares-out", str(new / "s"),
        )  # fmt: skip
        written = ("station", "ca", "--data", str(new), "--out", str(tmp_path / f"{tongue}.pem"))
        for arguments in (init, written):
            made = command(capsys, *arguments, "--lang", tongue)
            assert (made.code, japanese(made)) == (0, wanted), made
    content = ("pack", "export-strings", "--lang", "vi", "--out", str(handover))
    assert japanese(command(capsys, *content, "--speak", "ja"))
    assert japanese(command(capsys, "--lang", "ja", *content))


def test_a_stranger_is_told_what_to_do(
    capsys: pytest.CaptureFixture[str], stranger: Desk, handover: Path
) -> None:
    outcome = command(capsys, "import", str(handover), *stranger.supervisor)
    assert outcome.code == 1
    assert "is not trusted here" in outcome.out
    assert "station trust" in outcome.out
    assert "Something in the program" not in outcome.out


@pytest.mark.parametrize("header", [b"%PDF-1.4\n", b"%PDF-2.0\n", b"%!PS-Adobe\n"])
def test_another_pdf_is_no_handover(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, header: bytes
) -> None:
    file = tmp_path / "other.pdf"
    file.write_bytes(header + b"1 0 obj\n<< >>\nendobj\n%%EOF\n")
    outcome = command(capsys, "verify", str(file), "--data", str(desk.root / "data"))
    assert outcome.code == 2
    assert "This is no handover of this program" in outcome.out
    assert "not a PDF" not in outcome.out


def test_verify_tells_who_for_whom_when_and_what(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path
) -> None:
    check = ("verify", str(handover), "--data", str(desk.root / "data"))
    english = command(capsys, *check, "--lang", "en").out
    data = command(capsys, *check, "--json").data
    assert (data["signer"], data["role"], data["recipient"]) == ("officer one", "officer", "wcsc")
    for told in ("valid", "officer one (Officer)", "SAMPLE Station", "Immigration", "(Japan time)",
                 f"case {data['case_number']}, version 1", "Inside: "):  # fmt: skip
        assert told in english
    assert "wcsc" not in english.replace("wcsc.pdf", "")
    found = command(capsys, *check, "--lang", "ja").out
    for told in ("有効です", "署名者", "宛先", "日本時間", "第 1 版", "中身"):
        assert told in found
    lines = found.splitlines()
    assert len(lines) == 7, lines


def test_no_code_is_told_where_there_are_words(
    capsys: pytest.CaptureFixture[str], desk: Desk
) -> None:
    """The windows had the words; JSON keeps the codes."""
    child = str(SAMPLES / "child.json")
    played = command(capsys, "interview", "replay", child, *desk.officer)
    assert "locked: WORK-03 (Not asked of a child" in played.out
    assert "child_path" not in played.out
    listed = command(capsys, "interview", "list", *desk.officer).out.splitlines()
    case = played.out.partition(":")[0]
    (line,) = (line for line in listed if line.startswith(case))
    assert line.split("\t")[1] == "In progress"
    assert line.split("\t")[2] in {"Full interview", "Talk with a child"}
    users = command(capsys, "user", "list", "--data", str(desk.root / "data"))
    assert re.search(rf"^{OFFICER}\tOfficer\t", users.out, re.MULTILINE)
    data = command(capsys, "user", "list", "--data", str(desk.root / "data"), "--json").data
    assert {user["role"] for user in data["users"]} == {"officer", "supervisor"}
    heads = desk.root / "data" / "heads.log"
    whole = heads.read_bytes()
    heads.write_bytes(re.sub(rb'("sig": ?")', rb"\1AAAA", whole))
    try:
        found = command(capsys, "vault", "check", *desk.officer)
        codes = command(capsys, "vault", "check", *desk.officer, "--json").data["faults"]
    finally:
        heads.write_bytes(whole)
    assert found.code == 1
    assert re.fullmatch(r"heads\.log line \d+: signature", codes[0])
    assert "of heads.log is signed by nobody of this station." in found.out
    assert "ask a supervisor" in found.out
