# SPDX-License-Identifier: MIT
"""Whatever the world does, the command says one sentence: paths, terminals, places, wrong bytes."""

from __future__ import annotations

import copy
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app.cli
from app.cli import main
from app.cli.bench.measure import BenchCounts
from app.domain.pack import Pack
from app.errors import UserError
from app.services import replay as replays
from app.services.rehearsal import RehearsalStore
from app.services.workspace import Workspace
from tests.command import SAMPLES, Desk, command
from tests.counts import count
from tests.stations import House, StillClock, build_house

WORDS = "見本 CANARY SAMPLE"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


def interviews(capsys: pytest.CaptureFixture[str], desk: Desk) -> int:
    return len(command(capsys, "interview", "list", *desk.officer, "--json").data["interviews"])


def test_paths_that_cannot_be(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    words = str(desk.root / "officer.txt")
    for arguments in (
        ("user", "list", "--data", str(file), "--json"),
        ("station", "ca", "--data", str(desk.root / "data"), "--out", str(tmp_path / "no" / "ca.pem")),
        ("station", "init", "--data", str(file / "in"), "--agency", "isa", "--name", "SAMPLE",
         "--supervisor", "s", "--passphrase-file", words),
    ):  # fmt: skip
        outcome = command(capsys, *arguments)
        assert outcome.code == 2, arguments
        assert len(outcome.err.strip().splitlines()) == 1


def test_a_handover_that_cannot_be_written_stores_nothing(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    before = interviews(capsys, desk)
    sample, out = str(SAMPLES / "adult.json"), tmp_path / "x.pdf"
    dangling = tmp_path / "link.pdf"
    dangling.symlink_to(tmp_path / "nowhere.pdf")
    for wanted in (
        ["--handover", f"wcsc={tmp_path / 'none' / 'x.pdf'}"],
        ["--handover", f"wcsc={out}", "--handover", f"police={out}"],
        ["--handover", f"wcsc={dangling}"],
        ["--countersign-by", "supervisor one"],
        ["--seal", "--countersign-by", "supervisor one"],
    ):
        outcome = command(capsys, "interview", "replay", sample, *desk.officer, *wanted)
        assert outcome.code == 2, wanted
    assert interviews(capsys, desk) == before
    assert [path.name for path in tmp_path.iterdir()] == ["link.pdf"]


def test_the_place_of_a_mistake(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text('{\n "language": "th",\n "answers": [\n  {"item": "NONE-99", "value": "yes"}]}')
    outcome = command(capsys, "interview", "replay", str(file), *desk.officer, "--json")
    assert outcome.code == 2
    assert (outcome.data["where"], outcome.data["line"], outcome.data["column"]) == (
        "answers[0].item",
        4,
        12,
    )
    assert "line: 4; column: 12" in outcome.err


@pytest.mark.parametrize(
    "event",
    [
        {"type": "paused", "colour": "red"},
        {"type": "sign_set", "sign": {}},
        {"type": "danger_resolved", "flag": [], "action": WORDS},
        {"type": "danger_resolved", "flag": "tracked", "sign": "x"},
    ],
)
def test_events_are_strict(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, event: dict[str, Any]
) -> None:
    file = tmp_path / "wrong.json"
    answers = [{"item": "SAFE-01", "value": "yes"}]
    file.write_text(json.dumps({"answers": answers, "events": [event | {"after": "SAFE-01"}]}))
    outcome = command(capsys, "interview", "replay", str(file), *desk.officer, "--json")
    assert outcome.code == 2
    assert outcome.data["where"].startswith("events[0]")
    assert "CANARY" not in outcome.out + outcome.err


def test_the_mode_of_an_answer_is_stored(house: House, desk_open: Workspace) -> None:
    raw = {
        "language": "th",
        "answers": [{"item": "SAFE-01", "value": "yes", "mode": "interpreted"}],
    }
    store = RehearsalStore(house.clock)
    played = replays.run(replays.parse(house.pack, raw), desk_open.interviews.on(store))
    (mode,) = [
        e.payload["mode"]
        for e in store.events(played.session.id)
        if e.payload.get("item") == "SAFE-01"
    ]
    assert mode == "interpreted"
    raw["answers"][0]["mode"] = "sung"
    with pytest.raises(UserError) as error:
        replays.parse(house.pack, raw)
    assert error.value.params["where"] == "answers[0].mode"


def test_the_same_consent_in_another_form_is_no_conflict(house: House) -> None:
    raw: dict[str, Any] = {
        "consent": {"recipients": {"wcsc": {"consent": "all"}}},
        "answers": [{"item": "REFR-02", "value": {"consent": "all"}}],
    }
    if _takes(house.pack, raw["answers"][0]["value"]):
        assert replays.parse(house.pack, raw)
    raw["answers"] = [{"item": "REFR-02", "value": "no"}, {"item": "REFR-02", "value": "all"}]
    with pytest.raises(UserError):
        replays.parse(house.pack, raw)


def _takes(pack: Pack, value: Any) -> bool:
    from app.domain.parse import parse_answer

    try:
        parse_answer(pack.items["REFR-02"], value, pack.recipients)
    except UserError:
        return False
    return True


def test_a_failure_of_the_program_says_where_and_no_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Parser:
        def parse_args(self, _argv: object, _given: object) -> Any:
            return type("Arguments", (), {"run": self.run, "json": True})

        @staticmethod
        def run(_arguments: object) -> int:
            raise ValueError(WORDS)

    monkeypatch.setattr(app.cli, "build", Parser)
    assert main([]) == 4
    captured = capsys.readouterr()
    assert "ValueError, test_faults.py:" in captured.err
    assert "CANARY" not in captured.out + captured.err
    assert json.loads(captured.out) == {"error": "unexpected"}


def test_any_file_name_on_any_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    monkeypatch.setattr("sys.stdout", out)
    name = tmp_path / "見本\udcff.pdf"
    assert main(["verify", str(name), "--json"]) == 2
    out.seek(0)
    assert json.loads(out.read())["file"] == name.name


def test_a_lone_surrogate_is_refused(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text('{"answers": [{"item": "IDEN-01", "value": "\\ud800"}]}')
    outcome = command(capsys, "interview", "replay", str(file), *desk.officer, "--json")
    assert (outcome.code, outcome.data["error"]) == (2, "replay_form")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def desk_open(house: House) -> Iterator[Workspace]:
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


STRANGE: tuple[Any, ...] = (
    None, True, -1, 10**30, 1.5, "", "\0", "\u202e", "a" * 30_000, [], {}, [[]], [{}], [None], {"": 1},
    {"state": "unsure"}, {"state": 3}, {"text": "declined"}, {"value": "9999-99-99"}, "2026-13-45", "٣",
    {"consent": "parts", "groups": [None]}, {"consent": "parts", "groups": ["identity", "identity"]},
    {"not_possible": 5}, "unsure", "declined", {"country": ["THA"] * 99}, ["JPN"],
    {"amount": -5, "currency": "JPY", "per": "once"}, {"text": "a", "rendered": {"lang": "en", "text": "x"}},
)  # fmt: skip


def places(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [before]
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        found += places(inner, (*before, key))
    return found


def with_strange(sample: Any, draw: random.Random, items: list[str]) -> Any:
    """One thing somewhere in the file replaced, or one strange answer more."""
    changed, strange = copy.deepcopy(sample), copy.deepcopy(draw.choice(STRANGE))
    if draw.random() < 0.5:
        changed["answers"].insert(
            draw.randrange(len(changed["answers"]) + 1),
            {"item": draw.choice(items), "value": strange},
        )
        return changed
    *path, last = draw.choice([place for place in places(changed) if place])
    inside = changed
    for key in path:
        inside = inside[key]
    inside[last] = strange
    return changed


def test_strange_files_are_told_or_taken(house: House, desk_open: Workspace) -> None:
    """Mutated samples, 800 with full counts: each runs and seals, or is a `UserError` that says where."""
    draw = random.Random(20261124)
    samples = [json.loads(path.read_text()) for path in sorted(SAMPLES.glob("*.json"))]
    items, taken = list(house.pack.items), 0
    tried = count(120, 800)
    for _ in range(tried):
        raw = with_strange(draw.choice(samples), draw, items)
        interviews = desk_open.interviews.on(RehearsalStore(StillClock()))
        try:
            played = replays.run(replays.parse(house.pack, raw), interviews)
        except UserError as error:
            assert error.params["where"], error
        else:
            interviews.seal(played.session.id)
            taken += 1
    assert tried // 40 < taken < tried - tried // 40


def test_bench_compares_with_a_floor(capsys: pytest.CaptureFixture[str]) -> None:
    few = BenchCounts(answers=5, full=20, seals=1, files=1, batch=1)
    assert main(["bench", "--json"], counts=few) == 0
    found = {row["name"]: row for row in json.loads(capsys.readouterr().out)["measured"]}
    assert set(found) == {
        "answer", "answer among 20 interviews", "seal", "handover",
        "language, first time", "language, known", "verify, 1 files",
    }  # fmt: skip
    assert all(row["ratio_p50"] > 0 and row["floor"] for row in found.values())


def test_what_other_issues_bring_is_not_in_the_grammar(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in (("stats",), ("vault", "backup"), ("pack", "sign"), ("nonsense",)):
        outcome = command(capsys, *wrong)
        assert (outcome.code, outcome.out) == (2, "")
    assert "exit 0, 1 rejected" in command(capsys, "verify", "--help").out
