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
from pathlib import Path

import pytest

from app.content import load_builtin
from app.ids import InterviewId, ItemId
from app.services.workspace import Workspace
from tests import guards
from tests.command import Desk
from tests.counts import count
from tests.stations import OFFICER, OFFICER_WORDS, House, StillClock, build_house

KILLS = count(25, 500)
ROUNDS, LAST = 20, 40  # a killed run is never near its end: 40 answers and the frame before them
SAVED = re.compile(r"saved ([A-Z]+-\d+[a-c]?) (\d+)")


def long_replay(path: Path) -> None:
    """Many answers to the same few questions: each is one transaction."""
    answers = [{"item": "SAFE-01", "value": "yes"}]
    for number in range(ROUNDS):
        answers.append({"item": "IDEN-01", "value": f"見本 SAMPLE {number}"})
        answers.append({"item": "WORK-05", "value": "no" if number % 2 else "unsure"})
    path.write_text(json.dumps({
        "language": "th", "person": {"age": 24}, "consent": {"interview": "yes"}, "answers": answers,
    }))  # fmt: skip


def killed(nursery: subprocess.Popen[str], after: int) -> list[tuple[str, int]]:
    """One run of the command, killed after this many acknowledgements; all that it acknowledged."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write("run\n")
    nursery.stdin.flush()
    acknowledged: list[tuple[str, int]] = []
    said, pid = [], 0
    for line in nursery.stdout:
        said.append(line)
        if line.startswith("pid "):
            pid = int(line.split()[1])
        elif found := SAVED.match(line):
            acknowledged.append((found[1], int(found[2])))
            if len(acknowledged) == after:
                os.kill(pid, signal.SIGKILL)
        elif line.startswith("ended "):
            break
    assert acknowledged, "".join(said)
    assert said[-1] == f"ended {-signal.SIGKILL}\n", said
    return acknowledged


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
        kept = [killed(nursery, draw.randint(1, LAST)) for _ in range(KILLS)]
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
    """Each killed run is one interview, in the order of the case numbers."""
    rows = sorted(workspace.interviews.summaries(), key=lambda row: row.case_number)
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
