# SPDX-License-Identifier: MIT
"""A replayed case may say that a flag was raised by mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Desk, command


def test_a_flag_taken_back_is_reported_as_such(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk = Desk.make(tmp_path / "desk")
    file, flag = tmp_path / "case.json", {"flag": "fire_or_vessel", "after": "SAFE-01"}
    events = [
        {"type": "danger_raised", **flag},
        {"type": "danger_taken_back", "reason": "見本", **flag},
    ]
    case = {
        "language": "th",
        "practice": True,
        "answers": [{"item": "SAFE-01", "value": "yes"}],
        "events": events,
    }
    file.write_text(json.dumps(case), "utf-8")
    done = command(capsys, "interview", "replay", str(file), *desk.officer, "--json")
    assert done.code == 0, done.err
    found = next(danger for danger in done.data["danger"] if danger["flag"] == flag["flag"])
    assert (found["open"], found["taken_back"]) == (False, True)
    case["events"] = events[1:]  # nothing to take back
    file.write_text(json.dumps(case), "utf-8")
    assert command(capsys, "interview", "replay", str(file), *desk.officer, "--json").code != 0
