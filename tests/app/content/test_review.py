# SPDX-License-Identifier: MIT
"""A status of review stands on a name and a day that has been."""

from __future__ import annotations

from datetime import date

import pytest

from app.content.review import is_name, review_fault
from app.domain.text import Status

TODAY = date(2026, 11, 25)
NAME = "Nguyễn Văn A"


@pytest.mark.parametrize("name", [NAME, "B. SAMPLE", "山田", "김민수", "สมชาย", "Jovelyn"])
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name", ["x", "xx", "x x", "", "-", "12", "reviewer 1", "native speaker", "test", "...", "Me"]
)
def test_what_is_no_name(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize(
    ("reviewer", "day", "fault"),
    [
        (NAME, "2026-11-25", None),
        (NAME, "2026-11-24 00:00:00", None),
        (NAME, "yesterday", "reviewed_on"),
        (NAME, "24.11.2026", "reviewed_on"),
        (NAME, "20261124", "reviewed_on"),
        (NAME, "2026-W47-2", "reviewed_on"),
        (NAME, "2026-02-30", "reviewed_on"),
        (NAME, "2026-11-26", "reviewed_later"),
        (NAME, "", "reviewer_missing"),
        ("", "2026-11-24", "reviewer_missing"),
        ("x", "2026-11-24", "reviewer_name"),
    ],
)
def test_who_and_when(reviewer: str, day: str, fault: str | None) -> None:
    assert review_fault(Status.REVIEWED_NATIVE, reviewer, day, TODAY) == fault
    assert review_fault(Status.APPROVED_AGENCY, reviewer, day, TODAY) == fault
    assert review_fault(Status.HUMAN_TRANSLATED, reviewer, day, TODAY) is None
