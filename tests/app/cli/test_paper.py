# SPDX-License-Identifier: MIT
"""`pack print mini-card`: who carries it is said on the command line, a doubtful number only by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from tests.app.documents.typeset import poppler


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
