# SPDX-License-Identifier: MIT
"""Brings a page around an interview into the window, as the buttons of other pages do."""

from __future__ import annotations

from app.ids import InterviewId
from ui.main.case import Case
from ui.main.request import To


def go(case: Case, page: str, at: str = "") -> None:
    case._room.go(To(page, at))


def hand_over(case: Case, interview: InterviewId) -> None:
    """Also one that is not led here."""
    case.adopt(interview)
    go(case, "handover")
