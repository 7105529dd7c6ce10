# SPDX-License-Identifier: MIT
"""What `pack lint` reports of the built-in pack."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.content.draft import PackDraft, read_draft
from app.content.lint import lint
from app.content.load import builtin_dir
from app.content.matrix import matrix
from app.content.report import PROOFS, LintReport
from app.flow.rest import HARD_RUN

TODAY = date(2026, 11, 25)


def test_language_matrix(draft: PackDraft) -> None:
    rows = {row.tag: row for row in matrix(draft)}
    assert rows["th"].present == rows["th"].total == 1255
    assert rows["th"].coverage == rows["fil"].coverage == rows["ja"].coverage == "complete"
    assert rows["th"].by_status == {"draft-machine": 1255}
    assert rows["si"].coverage == "interpreter only"
    texts = copy.deepcopy(draft.texts)
    del texts["th"]["SAFE-01/text"]
    less = {row.tag: row for row in matrix(replace(draft, texts=texts))}
    assert (less["th"].present, less["th"].coverage) == (1254, "partial")


@cache  # not a fixture: the set-up of a fixture would be counted for coverage
def report() -> LintReport:
    return lint(builtin_dir(), today=TODAY, compared=8)


@pytest.mark.uncounted
@pytest.mark.slow
def test_the_built_in_pack_is_proved() -> None:
    found = report()
    assert found.faults == ()
    assert found.proofs() == dict.fromkeys(PROOFS, True)
    walks = {row.script: row for row in found.walks}
    assert all(row.complete and row.states == row.safe for row in walks.values())
    assert walks["full"].states > 10_000
    assert walks["full"].paths > 1_000_000_000
    assert walks["short"].paths > 1_000_000
    assert {row.hard_run for row in found.walks} == {HARD_RUN}
    assert walks["full"].predicates > 40
    assert walks["short"].predicates > 15


@pytest.mark.uncounted
def test_what_lint_prints() -> None:
    text = "\n".join(report().lines())
    for words in (
        "O-001",
        "obligations  206 of 206 accounted for, 11 out of scope",
        "fil ",
        "1255/1255",
        "interpreter only",
        "proved      no dead end",
        "0 faults",
    ):
        assert words in text
    data = report().data()
    assert data["ok"] is True
    assert data["obligations"]["of"] == 206
    assert data["obligations"]["accounted"] == 206
    assert data["obligations"]["out_of_scope"] == 11
    assert {row["script"] for row in data["scripts"]} == {"full", "short", "group", "embarkation"}
    assert read_draft(builtin_dir()).manifest["sequence"] == data["pack"]["sequence"]
