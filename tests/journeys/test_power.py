# SPDX-License-Identifier: MIT
"""Saved means saved: `kill -9` at random moments of a real replay; no acknowledged answer is lost."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.content import load_builtin
from app.ids import InterviewId, ItemId
from app.services.workspace import Workspace
from tests import guards
from tests.command import Desk
from tests.counts import count
from tests.stations import ADULT, OFFICER, OFFICER_WORDS, House, StillClock, begin, build_house

KILLS = count(15, 500)
ROUNDS, LAST = 20, 40  # a killed run is never near its end: 40 answers and the frame before them
SAVED = re.compile(r"saved ([A-Z]+-\d+[a-c]?) (\d+)")
KEY = re.compile(r"key (\d+) (\d+) (.*)")
TYPED_KILLS = (4, 100)  # daily, full
MOST_KEYS = 240  # of one run, some four seconds
AT_MOST_LOST_NS = 2_000_000_000


@dataclass
class Killed:
    output: list[str]
    heard: list[re.Match[str]]
    at: int  # nanoseconds of the monotonic clock


def long_replay(path: Path) -> None:
    """Many answers to the same few questions: each is one transaction."""
    answers = [{"item": "SAFE-01", "value": "yes"}]
    for number in range(ROUNDS):
        answers.append({"item": "IDEN-01", "value": f"見本 SAMPLE {number}"})
        answers.append({"item": "WORK-05", "value": "no" if number % 2 else "unsure"})
    path.write_text(json.dumps({
        "language": "th", "person": {"age": 24}, "consent": {"interview": "yes"}, "answers": answers,
    }))  # fmt: skip


def killed(nursery: subprocess.Popen[str], after: int, heard: re.Pattern[str]) -> Killed:
    """One run, killed with -9 after saying ``after`` lines of this pattern; all that it said."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("run\n")
    nursery.stdin.flush()
    output: list[str] = []
    found: list[re.Match[str]] = []
    pid = at = 0
    for line in nursery.stdout:
        output.append(line)
        if line.startswith("pid "):
            pid = int(line.split()[1])
        elif match := heard.match(line):
            found.append(match)
            if len(found) == after:
                at = time.monotonic_ns()
                os.kill(pid, signal.SIGKILL)
        elif line.startswith("ended "):
            break
    assert found, "".join(output)
    assert output[-1] == f"ended {-signal.SIGKILL}\n", output
    return Killed(output, found, at)


def acknowledged(nursery: subprocess.Popen[str], after: int) -> list[tuple[str, int]]:
    """What one run of the command acknowledged before it was killed."""
    return [(match[1], int(match[2])) for match in killed(nursery, after, SAVED).heard]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_no_acknowledged_answer_is_lost(tmp_path: Path) -> None:
    desk = Desk.make(tmp_path)
    file = tmp_path / "long.json"
    long_replay(file)
    command = [
        sys.executable, "-m", "tests.journeys.nursery",
        "interview", "replay", str(file), *desk.officer, "--progress",
    ]  # fmt: skip
    draw = random.Random(20261124)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=guards.ROOT
    ) as nursery:
        kept = [acknowledged(nursery, draw.randint(1, LAST)) for _ in range(KILLS)]
    house = reopened(tmp_path)
    workspace = house.open(house.officer)
    try:
        assert workspace.check() == ()
        check_kept(workspace, kept)
    finally:
        workspace.close()


def reopened(root: Path) -> House:
    from app.crypto.kdf import MINIMUM_COST
    from app.paths import DataFolder
    from app.services.stations import Stations

    clock = StillClock()
    stations = Stations(DataFolder(root / "data"), clock, cost=MINIMUM_COST)
    officer = stations.unlock(OFFICER, OFFICER_WORDS)
    return House(stations, clock, ("", "", ""), officer, officer, load_builtin())


def check_kept(workspace: Workspace, kept: list[list[tuple[str, int]]]) -> None:
    """Each killed run is one interview, in the order in which they began."""
    rows = sorted(workspace.interviews.summaries(), key=lambda row: row.started_at)
    assert len(rows) == len(kept)
    for row, acknowledged in zip(rows, kept, strict=True):
        state = workspace.interviews.open(InterviewId(row.interview)).interview
        assert acknowledged
        last = dict(acknowledged)
        for item in last:
            assert state.answers[ItemId(item)].seq <= state.seq
        assert state.seq >= max(seq for _item, seq in acknowledged)
        assert workspace.interviews.rebuild(row.interview)


def test_the_detector_sees_a_lost_answer(tmp_path: Path) -> None:
    """Positive control: an acknowledgement beyond what is stored fails the check."""
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    interview = workspace.interviews.start().id
    with pytest.raises((AssertionError, KeyError)):
        check_kept(workspace, [[("SAFE-01", 99)]])
    assert interview
    workspace.close()


class Paper:
    """What was typed into each field so far, letter by letter with its time."""

    def __init__(self, fields: int) -> None:
        self.fields: list[list[tuple[int, str]]] = [[] for _ in range(fields)]

    def type(self, run: Killed) -> None:
        for match in run.heard:
            self.fields[int(match[2])].append((int(match[1]), json.loads(match[3])))

    def check(self, shown: list[str], killed_at: int) -> int:
        """What is shown is what was typed, without at most the last two seconds; how much is missing (ns)."""
        lost = 0
        for field, text in zip(self.fields, shown, strict=True):
            whole = "".join(letter for _at, letter in field)
            assert whole.startswith(text), (whole[len(text) - 20 :], text[-20:])
            missing = field[len(text) :]
            if missing:
                lost = max(lost, killed_at - missing[0][0])
            del field[len(text) :]
        assert lost <= AT_MOST_LOST_NS, f"{lost / 1e9:.2f} s of typing are lost"
        return lost


def shown_by(run: Killed) -> list[str]:
    found = next(line for line in run.output if line.startswith("shown "))
    texts: list[str] = json.loads(found.removeprefix("shown "))
    return texts


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_while_typing_takes_two_seconds_at_most(tmp_path: Path) -> None:
    """Through the real window; each start shows what the kill before left, and types on from there."""
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    interview = begin(workspace, ADULT)
    workspace.close()
    command = [sys.executable, "-m", "tests.journeys.typist", str(tmp_path / "data"), interview]
    draw, paper, lost = random.Random(20261129), Paper(3), []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=guards.ROOT
    ) as nursery:
        before = 0
        for _kill in range(count(*TYPED_KILLS)):
            run = killed(nursery, draw.randint(1, MOST_KEYS), KEY)
            lost.append(paper.check(shown_by(run), before))
            paper.type(run)
            before = run.at
        run = killed(nursery, 1, KEY)
        lost.append(paper.check(shown_by(run), before))
    kept = sum(len(field) for field in paper.fields)
    print(f"{len(lost) - 1} kills, {kept} letters kept, at most {max(lost) / 1e9:.2f} s lost")
    assert kept > len(lost)


def test_the_detector_sees_lost_typing() -> None:
    """Positive control: two seconds and one nanosecond are too much; so is another letter."""
    paper = Paper(1)
    paper.fields[0] = [(1_000, "a"), (2_000, "b")]
    with pytest.raises(AssertionError, match="lost"):
        paper.check(["a"], 2_000 + AT_MOST_LOST_NS + 1)
    with pytest.raises(AssertionError):
        paper.check(["ac"], 2_000)
    assert paper.check([""], 1_000 + AT_MOST_LOST_NS) == AT_MOST_LOST_NS
