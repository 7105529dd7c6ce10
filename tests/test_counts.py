# SPDX-License-Identifier: MIT
"""Samples rotate with the commit, are the same for a seed, and are everything in a full run."""

from __future__ import annotations

import pytest

from tests import counts
from tests.contracts.source import ROOT


def test_a_daily_run_draws_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "FULL", False)
    assert counts.count(3, 100) == 3
    assert len(counts.sample("x", range(100), 7)) == 7
    assert counts.sample("x", range(5), 7) == [0, 1, 2, 3, 4]


def test_a_full_run_takes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "FULL", True)
    assert counts.count(3, 100) == 100
    assert counts.sample("x", range(100), 7) == list(range(100))


def test_a_seed_repeats_its_sample_and_others_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "FULL", False)
    found = []
    for seed in ("a", "a", "b"):
        monkeypatch.setattr(counts, "SEED", seed)
        found.append(counts.sample("x", range(1000), 10))
    assert found[0] == found[1] != found[2]
    assert counts.sample("x", range(1000), 10) != counts.sample("y", range(1000), 10)


def test_the_switch_is_in_the_command() -> None:
    text = (ROOT / "packaging" / "test").read_text("utf-8")
    assert "--full" in text
    assert "KAKEHASHI_FULL=1" in text
