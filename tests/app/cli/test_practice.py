# SPDX-License-Identifier: MIT
"""The twelve practice cases through the real command, their feedback, and that practice stays practice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from app.content.practice import practice_cases, practice_folder
from app.domain.text import EN, JA
from app.errors import UserError
from tests.command import Desk, Outcome, command
from tests.stations import SUPERVISOR

CASES = tuple(path.stem for path in sorted(practice_folder().glob("*.json")))
AGENCIES = ("isa", "police", "jcg")


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    return {agency: Desk.make(tmp_path_factory.mktemp(agency), agency) for agency in AGENCIES}


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((practice_folder() / f"{name}.json").read_text("utf-8"))
    return found


def replayed(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], name: str, out: Path, *more: str
) -> Outcome:
    """Replay a case at a station of its agency, with every handover that it expects."""
    raw = case(name)
    desk = desks[raw["agency"]]
    asked = [
        f"--handover={handover}={out / f'{handover}.pdf'}"
        for handover in raw["expected"]["handovers"]
    ]
    if raw["expected"].get("countersigned"):
        asked += ["--countersign-by", SUPERVISOR]
        asked += ["--countersign-passphrase-file", str(desk.root / "supervisor.txt")]
    file = str(practice_folder() / f"{name}.json")
    return command(
        capsys, "interview", "replay", file, *desk.officer, "--json", "--feedback", *asked, *more
    )


def seen(data: dict[str, Any]) -> dict[str, Any]:
    """The command's answer in the form of a case's ``expected``."""
    found = data["indicators"]
    return {
        "elements": found["elements"],
        **{
            kind: [indicator["code"] for indicator in found[kind]]
            for kind in ("act", "means", "purpose")
        },
        "forced_labour": list(found["forced_labour"]),
        "grades": {name: dimension["grade"] for name, dimension in found["dimensions"].items()},
        "age_state": data["age_state"],
        "child_path": found["child_path"],
        "locked": data["locked"],
        "cards_due": data["cards_due"],
        "timers": [timer["timer"] for timer in data["timers"]],
        "danger": {flag["flag"]: flag["open"] for flag in data["danger"]},
        "handovers": {
            handover["recipient"]: {"refused": handover["reason"]}
            if handover.get("refused")
            else {"groups": handover["groups"]}
            for handover in data["handovers"]
        },
    }


def test_there_are_twelve_and_each_is_marked_invented() -> None:
    assert len(CASES) == 12
    for practice in practice_cases():
        assert practice.title.get(JA)
        assert practice.title.get(EN)
        for lang in (JA, EN):
            briefing = practice.briefing.get(lang)
            assert briefing is not None
            assert "見本 SAMPLE" in briefing.text


@pytest.mark.parametrize("name", CASES)
def test_every_free_text_is_marked(name: str) -> None:
    raw = case(name)
    loose = [text for text in texts(raw["answers"]) if "SAMPLE" not in text]
    assert loose == []
    actions = [event["action"] for event in raw.get("events", []) if "action" in event]
    assert [action for action in actions if "SAMPLE" not in action] == []


def texts(value: object) -> list[str]:
    """Every text under a ``text`` or ``words`` key, in any depth."""
    if isinstance(value, list):
        return [text for member in value for text in texts(member)]
    if not isinstance(value, dict):
        return []
    here = [str(value[key]) for key in ("text", "words") if isinstance(value.get(key), str)]
    return here + [text for member in value.values() for text in texts(member)]


def test_the_cases_vary() -> None:
    every = [case(name) for name in CASES]
    assert {raw["agency"] for raw in every} == set(AGENCIES)
    assert {raw["language"] for raw in every} == {"th", "fil", "ja", "en"}
    assert {raw["script"] for raw in every} == {"full", "embarkation", "group"}
    assert {raw["person"]["sex"] for raw in every} == {"f", "m", "x"}


@pytest.mark.parametrize("name", CASES)
def test_a_case_comes_out_as_expected(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path, name: str
) -> None:
    expected = case(name)["expected"]
    expected.pop("countersigned", None)
    outcome = replayed(capsys, desks, name, tmp_path)
    refused = any("refused" in handover for handover in expected["handovers"].values())
    assert outcome.code == (3 if refused else 0), outcome.err
    assert seen(outcome.data) == expected
    written = {path.stem for path in tmp_path.glob("*.pdf")}
    assert written == {n for n, handover in expected["handovers"].items() if "groups" in handover}


def test_feedback_names_what_was_missed_and_what_was_locked(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    data = replayed(capsys, desks, "05-caregiver-route", tmp_path).data
    found = {
        (finding["kind"], finding["id"]): finding["text"]
        for finding in data["feedback"]["findings"]
    }
    assert data["feedback"]["asked"] == data["asked"]
    assert ("locked", "WORK-04") in found
    assert ("flag_open", "no_valid_status") in found
    assert ("timer_running", "iom_48h") in found
    assert {about for kind, about in found if kind == "missed"} == set(data["missing"])
    assert {about for kind, about in found if kind == "card_not_shown"} == set(data["cards_due"])
    assert "ロック中" in found["locked", "WORK-04"]


def test_feedback_speaks_the_officers_language(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    file = tmp_path / "english.json"
    file.write_text(json.dumps(case("05-caregiver-route") | {"officer_language": "en"}))
    data = command(
        capsys, "interview", "replay", str(file), *desks["police"].officer, "--json", "--feedback"
    ).data
    sentences = [finding["text"] for finding in data["feedback"]["findings"]]
    assert "WORK-04 was tried while it was locked. First do what opens it." in sentences


@pytest.mark.parametrize("name", ["04-intern-fish-processor", "08-child-social-media"])
def test_practice_is_never_imported_nor_counted(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path, name: str
) -> None:
    desk = desks[case(name)["agency"]]
    data = replayed(capsys, desks, name, tmp_path).data
    file = next(handover["file"] for handover in data["handovers"] if handover.get("groups"))
    taken = command(capsys, "import", file, *desk.supervisor, "--json")
    assert taken.code == 1
    assert "practice_record" in taken.out
    rows = command(capsys, "registry", "list", *desk.supervisor, "--json").data
    assert next(iter(rows.values())) == []
    (mine,) = (
        interview
        for interview in command(capsys, "interview", "list", *desk.officer, "--json").data[
            "interviews"
        ]
        if interview["id"] == data["record"]["id"]
    )
    assert mine["practice"] is True


def test_every_page_of_a_practice_paper_is_marked(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    data = replayed(capsys, desks, "04-intern-fish-processor", tmp_path).data
    files = [handover["file"] for handover in data["handovers"] if not handover.get("refused")]
    assert len(files) == 3
    for file in files:
        pdf = pdfium.PdfDocument(file)
        for page in pdf:
            assert "練習" in page.get_textpage().get_text_bounded(), file
        pdf.close()


def test_the_command_lists_the_cases(capsys: pytest.CaptureFixture[str]) -> None:
    rows = command(capsys, "interview", "cases", "--json").data["cases"]
    assert tuple(row["case"] for row in rows) == CASES
    for row in rows:
        assert Path(row["file"]).is_file()
        assert row["briefing"]["en"] != row["briefing"]["ja"]


def test_a_damaged_case_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "01-real.json").write_text(json.dumps(case(CASES[0]) | {"practice": False}))
    monkeypatch.setattr("app.content.practice.practice_folder", lambda: tmp_path)
    with pytest.raises(UserError, match="pack_damaged"):
        practice_cases()
