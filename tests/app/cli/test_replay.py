# SPDX-License-Identifier: MIT
"""`interview replay`: every sample file, and every way a file can be wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import SAMPLES, Desk, command

KEYS = {
    "asked", "locked", "cards_due", "danger", "timers", "indicators", "missing", "record", "handovers",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


def replayed(
    capsys: pytest.CaptureFixture[str], desk: Desk, name: str, *more: str, code: int = 0
) -> dict[str, Any]:
    outcome = command(
        capsys, "interview", "replay", str(SAMPLES / f"{name}.json"), *desk.officer, "--json", *more
    )
    assert outcome.code == code, outcome.err
    assert outcome.data.keys() >= KEYS
    assert "answers" not in outcome.data
    return outcome.data


def flags(data: dict[str, Any]) -> dict[str, bool]:
    return {flag["flag"]: flag["open"] for flag in data["danger"]}


def timers(data: dict[str, Any]) -> set[str]:
    return {timer["timer"] for timer in data["timers"]}


def test_there_are_at_least_twelve_samples() -> None:
    assert len(list(SAMPLES.glob("*.json"))) >= 12


def test_adult(capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "wcsc.pdf"
    data = replayed(capsys, desk, "adult", "--handover", f"wcsc={out}")
    assert data["asked"][0] == "LANG-01"
    assert data["indicators"]["elements"] == "partly"
    assert flags(data) == {"threat_if_speaks": False}
    assert data["record"]["sealed"]
    assert data["record"]["version"] == 1
    (row,) = data["handovers"]
    assert row["recipient"] == "wcsc"
    assert "contact_location" in {held["group"] for held in row["withheld"]}
    assert out.exists()


def test_child_never_meets_the_locked_content(
    capsys: pytest.CaptureFixture[str], desk: Desk
) -> None:
    data = replayed(capsys, desk, "child")
    assert data["locked"] == [{"item": "WORK-03", "reason": "child_path"}]
    assert "WORK-03" not in data["asked"]
    assert "cgc_same_day" in timers(data)
    assert data["indicators"]["child_path"]


def test_doubt_is_treated_as_a_child(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    data = replayed(capsys, desk, "doubt")
    assert data["age_state"] == "doubt"
    assert flags(data) == {"age_doubt": True}
    assert "cgc_same_day" in timers(data)


def test_a_declined_age_starts_nothing(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    data = replayed(capsys, desk, "declined_age")
    assert data["age_state"] == "not_asked"
    assert data["locked"] == [{"item": "CTRL-04", "reason": "age_not_asked"}]
    assert "WORK-03" in data["asked"]
    assert "AGE-02" in data["missing"]
    assert "cgc_same_day" not in timers(data)


def test_adult_by_officer(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    data = replayed(capsys, desk, "adult_by_officer")
    assert data["age_state"] == "adult_by_officer"
    assert data["locked"] == []


def test_a_japanese_national_is_not_asked_about_status(
    capsys: pytest.CaptureFixture[str], desk: Desk
) -> None:
    data = replayed(capsys, desk, "japanese_national")
    assert not {"IDEN-06", "TRAV-03", "REFR-03", "REFR-06"} & set(data["missing"])


def test_a_mans_wcsc_consent_opens_nothing(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "wcsc.pdf"
    data = replayed(capsys, desk, "man", "--handover", f"wcsc={out}", code=3)
    (row,) = data["handovers"]
    assert row == {"recipient": "wcsc", "refused": True, "reason": "condition_false"}
    assert not out.exists()
    assert "iom_48h" in timers(data)


def test_embarkation(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    stopped = replayed(capsys, desk, "embarkation")
    assert flags(stopped) == {"forced_return": True}
    assert "CONS-06" in stopped["missing"]
    free = replayed(capsys, desk, "embarkation_free")
    assert flags(free) == {}
    assert "CONS-06" not in free["missing"]


def test_short_screening_deepens(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    data = replayed(capsys, desk, "short")
    assert data["continue"]["script"] == "full"
    assert "WORK-05" in data["continue"]["answers"]
    assert "RECR-00" not in data["missing"]


def test_labour(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    data = replayed(capsys, desk, "labour")
    assert "LAB-01" in data["missing"]
    assert {"WORK-03", "LAB-05"} <= set(data["indicators"]["dimensions"]["D4"]["answers"])
    assert "LAB-05" in data["indicators"]["dimensions"]["D5"]["answers"]


def test_consent_later_keeps_the_content_closed(
    capsys: pytest.CaptureFixture[str], desk: Desk
) -> None:
    data = replayed(capsys, desk, "consent_later")
    assert {lock["item"] for lock in data["locked"]} == {"WORK-03"}
    assert {"NEED-01", "IDEN-01"} <= set(data["asked"])


def test_refused_recipients(capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path) -> None:
    handovers = [
        f"--handover={name}={tmp_path / name}.pdf" for name in ("wcsc", "police", "iom", "person")
    ]
    data = replayed(capsys, desk, "refused_recipients", *handovers, code=3)
    rows = {row["recipient"]: row for row in data["handovers"]}
    assert rows["wcsc"]["reason"] == rows["police"]["reason"] == "consent_no"
    assert rows["person"]["reason"] == "person_copy_not_wanted"
    assert rows["iom"]["groups"] == ["identity", "needs_health"]
    assert [path.name for path in tmp_path.iterdir()] == ["iom.pdf"]


def test_danger(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    data = replayed(capsys, desk, "danger")
    assert flags(data)["unsafe_here"]
    assert flags(data)["others_in_danger"]
    assert "NEED-05a" in data["missing"]


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_every_sample_runs(capsys: pytest.CaptureFixture[str], desk: Desk, name: str) -> None:
    data = replayed(capsys, desk, name, "--seal")
    assert data["record"]["sealed"]


REVERSED = [
    ("WORK-05", "no", "yes", "D5.tasks"),
    ("MOVE-02", "with_permission", "freely", "D5.iso"),
]


@pytest.mark.parametrize(("item", "supports", "opposite", "code"), REVERSED)
def test_reversed_questions_count_the_right_way(
    capsys: pytest.CaptureFixture[str],
    desk: Desk,
    tmp_path: Path,
    item: str,
    supports: str,
    opposite: str,
    code: str,
) -> None:
    options = command(capsys, "pack", "options", item, "--json").data["parts"][0]["options"]
    values = {
        supports: True,
        **{
            value: False
            for value in (opposite, "unsure")
            if value in {*options, "yes", "no", "unsure"}
        },
    }
    for value, counted in values.items():
        file = tmp_path / "one.json"
        file.write_text(json.dumps({
            "language": "th", "person": {"age": 30}, "consent": {"interview": "yes"},
            "answers": [{"item": item, "value": value}],
        }))  # fmt: skip
        data = command(capsys, "interview", "replay", str(file), *desk.officer, "--json").data
        codes = {c for result in data["indicators"]["dimensions"].values() for c in result["codes"]}
        assert (code in codes) is counted, value


def test_safe_01_no_is_a_danger_and_yes_is_not(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    for value, raised in (("no", True), ("yes", False)):
        file = tmp_path / "one.json"
        file.write_text(
            json.dumps({"language": "th", "answers": [{"item": "SAFE-01", "value": value}]})
        )
        data = command(capsys, "interview", "replay", str(file), *desk.officer, "--json").data
        assert ("unsafe_here" in flags(data)) is raised


GOOD: dict[str, Any] = {"language": "th", "answers": [{"item": "SAFE-01", "value": "yes"}]}
BAD: list[tuple[Any, str]] = [
    ([], "file"),
    (GOOD | {"colour": "red"}, "colour"),
    (GOOD | {"script": "long"}, "script"),
    (GOOD | {"agency": "navy"}, "agency"),
    (GOOD | {"language": "not a tag"}, "language"),
    (GOOD | {"language": 4}, "language"),
    (GOOD | {"practice": "yes"}, "practice"),
    (GOOD | {"officer_language": "th"}, "officer_language"),
    (GOOD | {"answers": {}}, "answers"),
    (GOOD | {"answers": ["x"]}, "answers[0]"),
    (GOOD | {"answers": [{"item": "SAFE-01"}]}, "answers[0]"),
    (GOOD | {"answers": [{"item": "NONE-99", "value": "yes"}]}, "answers[0].item"),
    (GOOD | {"answers": [{"item": "SAFE-01", "value": "CANARYVALUE"}]}, "yes, no"),
    (GOOD | {"answers": [{"item": "WORK-03", "value": {"middle": "8"}}]}, "WORK-03"),
    (GOOD | {"answers": [{"item": "WORK-03", "value": {"days_off": "many"}}]}, "days_off"),
    (GOOD | {"answers": [{"item": "CTRL-04", "value": []}]}, "CTRL-04"),
    (
        GOOD
        | {"answers": [{"item": "REFR-02", "value": {"consent": "parts", "groups": ["status"]}}]},
        "REFR-02",
    ),
    (GOOD | {"person": {"shoe": 42}}, "person"),
    (GOOD | {"person": {"age": "old"}}, "AGE-01"),
    (GOOD | {"person": {"age_state": "adult"}}, "person.age_state"),
    (GOOD | {"person": {"age_state": "doubt"}}, "person.age_reason"),
    (GOOD | {"person": {"sex": "w"}}, "person.sex"),
    (GOOD | {"person": {"nationality": ["Thai"]}}, "IDEN-04"),
    (GOOD | {"consent": {"interview": "maybe"}}, "consent.interview"),
    (
        GOOD | {"consent": {"interview": "yes"}, "answers": [{"item": "CONS-06", "value": "no"}]},
        "CONS-06",
    ),
    (GOOD | {"consent": {"recipients": []}}, "consent.recipients"),
    (
        GOOD | {"consent": {"recipients": {"nobody": {"consent": "all"}}}},
        "consent.recipients.nobody",
    ),
    (GOOD | {"consent": {"recipients": {"supervisor": {"consent": "all"}}}}, "supervisor"),
    (GOOD | {"consent": {"recipients": {"police": {"basis": 4}}}}, "police"),
    (GOOD | {"consent": {"recipients": {"police": {"basis": "nonsense"}}}}, "police"),
    (GOOD | {"events": {}}, "events"),
    (GOOD | {"events": [{"type": "paused"}]}, "events[0].after"),
    (GOOD | {"events": [{"type": "danced", "after": "SAFE-01"}]}, "events[0].type"),
    (GOOD | {"events": [{"type": "sign_set", "sign": "x", "after": "SAFE-01"}]}, "events[0].sign"),
    (
        GOOD | {"events": [{"type": "danger_resolved", "flag": "x", "after": "SAFE-01"}]},
        "events[0].flag",
    ),
    (
        GOOD
        | {
            "events": [
                {"type": "danger_resolved", "flag": "tracked", "action": "x", "after": "SAFE-01"}
            ]
        },
        "events[0]",
    ),
    (
        GOOD
        | {
            "events": [{"type": "interpreter_set", "code": "", "mode": "phone", "after": "SAFE-01"}]
        },
        "events[0].code",
    ),
    (
        GOOD
        | {
            "consent": {"recipients": {"wcsc": {"consent": "all"}}},
            "answers": [{"item": "REFR-02", "value": "no"}],
        },
        "REFR-02",
    ),
]


@pytest.mark.parametrize(("content", "named"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_a_wrong_file_is_told_and_stores_nothing(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, content: Any, named: str
) -> None:
    before = len(command(capsys, "interview", "list", *desk.officer, "--json").data["interviews"])
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(content))
    outcome = command(capsys, "interview", "replay", str(file), *desk.officer, "--json")
    assert outcome.code == 2
    assert "wrong.json" in outcome.err
    assert named in outcome.err
    assert "CANARYVALUE" not in outcome.err + outcome.out
    after = len(command(capsys, "interview", "list", *desk.officer, "--json").data["interviews"])
    assert after == before


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "line 1"),
        ('{"a": NaN}', "NaN"),
        ('{"script": "full", "script": "short"}', "duplicate"),
        ("\udcff", "cannot"),
    ],
)
def test_what_is_not_json(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, text: str, named: str
) -> None:
    file = tmp_path / "wrong.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    outcome = command(capsys, "interview", "replay", str(file), *desk.officer)
    assert outcome.code == 2
    assert "wrong.json" in outcome.err
    if named != "cannot":
        assert named in outcome.err


def test_missing_file_and_bad_arguments(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    replay = ("interview", "replay")
    assert command(capsys, *replay, str(tmp_path / "none.json"), *desk.officer).code == 2
    sample = str(SAMPLES / "adult.json")
    for wrong in ("nobody=x.pdf", "wcsc", "wcsc="):
        assert command(capsys, *replay, sample, *desk.officer, "--handover", wrong).code == 2
    existing = tmp_path / "there.pdf"
    existing.write_text("mine")
    assert (
        command(capsys, *replay, sample, *desk.officer, "--handover", f"wcsc={existing}").code == 2
    )
    assert existing.read_text() == "mine"


def test_countersignature(capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "embassy.json"
    file.write_text(json.dumps({
        "language": "th", "person": {"age": 30, "nationality": ["THA"]}, "consent": {"interview": "yes"},
        "answers": [{"item": "WISH-03", "value": ["debt"]}, {"item": "REFR-06", "value": "papers"},
                    {"item": "IDEN-01", "value": "見本 SAMPLE"}],
    }))  # fmt: skip
    out = tmp_path / "embassy.pdf"
    replay = (
        "interview",
        "replay",
        str(file),
        *desk.officer,
        "--json",
        "--handover",
        f"embassy={out}",
    )
    alone = command(capsys, *replay)
    assert alone.code == 3, alone.err
    assert alone.data["handovers"][0]["reason"] == "countersignature_missing"
    signed = command(
        capsys, *replay, "--countersign-by", "supervisor one",
        "--countersign-passphrase-file", str(desk.root / "supervisor.txt"),
    )  # fmt: skip
    assert signed.code == 0, signed.err
    assert signed.data["handovers"][0]["groups"] == ["identity"]
    by_officer = command(
        capsys, *replay, "--countersign-by", "officer one",
        "--countersign-passphrase-file", str(desk.root / "officer.txt"),
    )  # fmt: skip
    assert by_officer.code == 2


def test_what_could_be_held_against_the_person_goes_only_after_a_lawyer_was_offered(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file, out, paper = tmp_path / "told.json", tmp_path / "police.pdf", tmp_path / "unsigned.pdf"
    file.write_text(json.dumps({
        "language": "th", "person": {"age": 30},
        "consent": {"interview": "yes",
                    "recipients": {"police": {"consent": "all"}, "wcsc": {"consent": "all"}}},
        "answers": [{"item": "WORK-01", "value": {"what": "SAMPLE words"}}],
    }))  # fmt: skip
    replay = ("interview", "replay", str(file), *desk.officer, "--json", "--handover", f"police={out}",
              "--unsigned", f"police={paper}")  # fmt: skip
    alone = command(capsys, *replay, "--handover", f"wcsc={tmp_path / 'wcsc.pdf'}")
    assert alone.code == 3
    assert "(WORK-01)" in alone.err
    assert "--lawyer-offered" in alone.err
    assert "SAMPLE words" not in alone.err
    reasons = [row.get("reason", "goes") for row in alone.data["handovers"]]
    assert sorted(reasons) == ["goes", "lawyer_not_offered", "lawyer_not_offered"], (
        "who protects may"
    )
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["wcsc.pdf"]
    offered = command(capsys, *replay, "--lawyer-offered")
    assert offered.code == 0, offered.err
    assert out.exists()
    assert paper.exists()
    assert desk.house is not None
    workspace = desk.house.open(desk.house.officer)
    (summary,) = workspace.interviews.named(offered.data["record"]["case_number"])
    assert [
        (event.type, event.payload["lawyer_offered"])
        for event in workspace.interviews._store.events(summary.interview)
        if "lawyer_offered" in event.payload
    ] == [("exported", True), ("printed_unsigned", True)]
    workspace.close()


def test_verbose_evidence_and_plain_output(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    sample = str(SAMPLES / "adult.json")
    shown = command(
        capsys, "interview", "replay", sample, *desk.officer, "--json", "--verbose-evidence"
    )
    assert shown.data["answers"]["WORK-05"]
    plain = command(
        capsys, "interview", "replay", sample, *desk.officer, "--progress",
        "--handover", f"wcsc={tmp_path / 'w.pdf'}", "--handover", f"isa={tmp_path / 'i.pdf'}",
    )  # fmt: skip
    assert plain.code == 3
    assert "saved SAFE-01" in plain.err
    assert "isa: nothing goes. This is the own agency" in plain.out
    number = plain.out.split(":", 1)[0]
    shown = command(capsys, "interview", "show", number, *desk.officer, "--json")
    assert shown.data["record"]["case_number"] == number
    assert command(capsys, "interview", "show", "2000-0001", *desk.officer).code == 2


def test_the_command_seals_no_draft_with_texts_that_nobody_read(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file, out = tmp_path / "one.json", tmp_path / "out.pdf"
    file.write_text(json.dumps({
        "language": "th", "person": {"age": 30}, "consent": {"interview": "yes"},
        "answers": [{"item": "WORK-01", "value": {"what": "SAMPLE words"}}],
    }))  # fmt: skip
    data = command(capsys, "interview", "replay", str(file), *desk.officer, "--json").data
    case = data["record"]["case_number"]
    sealing = ("interview", "seal", case, *desk.officer, "--json")
    for option in ("--handover", "--unsigned"):
        outcome = command(capsys, *sealing, option, f"supervisor={out}")
        assert outcome.code == 3
        assert "answer:WORK-01:what:0" in outcome.err
        assert "SAMPLE words" not in outcome.err
        assert not outcome.data["record"]["sealed"]
        assert [handover["reason"] for handover in outcome.data["handovers"]] == ["texts_unread"]
        assert not out.exists()
    outcome = command(capsys, *sealing, "--texts-read", "--handover", f"supervisor={out}")
    assert (outcome.code, outcome.data["record"]["sealed"]) == (0, True), outcome.err
    assert out.exists()
