# SPDX-License-Identifier: MIT
"""Heads are outside the vault before it is closed: at seal, at import and every so many entries."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from app.ids import InterviewId
from app.services import anchoring
from app.services.anchoring import EVERY
from tests.stations import House, begin, build_house, hand_out, seal


def anchored(house: House, name: str) -> int:
    """The last entry of one chain that `heads.log` names."""
    lines = house.stations.folder.heads_log.read_text("utf-8").splitlines()
    found = [line["seq"] for line in map(json.loads, lines) if line["name"] == name]
    return max(found, default=0)


def test_heads_stand_outside_before_the_lock(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    first = begin(workspace)
    assert anchored(house, first) == 0
    workspace.interviews.seal(first)
    assert anchored(house, first) == workspace.interviews.open(first).interview.seq
    second = begin(workspace)
    for number in range(EVERY):
        workspace.interviews.note(InterviewId(second), None, f"見本 {number}", "ja")
    seq = workspace.interviews.open(second).interview.seq
    assert seq - EVERY < anchored(house, second) <= seq
    lines = len(house.stations.folder.heads_log.read_text("utf-8").splitlines())
    workspace.close()
    # Two chains moved since, and nothing is written of those that stand still.
    assert len(house.stations.folder.heads_log.read_text("utf-8").splitlines()) == lines + 2
    assert anchored(house, second) == seq


def test_an_import_anchors_the_registry(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    case = seal(workspace, begin(workspace), {})
    hand_out(workspace.handovers, case, "supervisor", tmp_path / "one.pdf")
    workspace.close()
    boss = house.open(house.supervisor)
    assert boss.intake is not None
    assert boss.registry is not None
    registry = house.stations.keyring().registry.id
    boss.intake.import_files([tmp_path / "one.pdf"])
    lines = house.stations.folder.heads_log.read_text("utf-8").splitlines()
    ends = [line for line in map(json.loads, lines) if line["vault"] == registry]
    assert ends[-1]["name"] == "audit"
    assert boss.check() == ()
    boss.close()


def test_heads_that_cannot_be_written_are_told_and_keep_nothing_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The act is stored by then: no file may go that it names, and the next answers are not refused."""
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    first = seal(workspace, begin(workspace), {})
    second = begin(workspace)
    file = house.stations.folder.heads_log
    kept, out = file.read_bytes(), tmp_path / "one.pdf"
    file.unlink()
    file.mkdir()  # in its place: stands for any error of the system
    do = workspace.interviews
    told = 0
    for number in range(EVERY):
        try:
            do.note(second, None, f"見本 {number}", "ja")
        except OSError:
            told += 1
    assert told == 1
    assert [note.text for note in do.open(second).interview.notes] == [
        f"見本 {number}" for number in range(EVERY)
    ]
    monkeypatch.setattr(anchoring, "EVERY", 1)
    with pytest.raises(OSError, match=r"heads\.log"):
        hand_out(workspace.handovers, first, "supervisor", out)
    (export,) = do.open(first).interview.exports
    assert hashlib.sha256(out.read_bytes()).hexdigest() == export.file_sha256
    file.rmdir()
    file.write_bytes(kept)
    seq = do.open(second).interview.seq
    workspace.close()
    assert anchored(house, second) == seq
