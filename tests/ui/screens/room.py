# SPDX-License-Identifier: MIT
"""A room for an interview: a real station and workspace, tasks that run at once, nothing invented."""

from __future__ import annotations

import json
from dataclasses import replace

from app.ids import InterviewId
from app.paths import resources_dir
from app.services.workspace import LanguageInfo, Workspace
from tests.stations import House
from ui.tasks import DirectTasks
from ui.viewmodels.interview import InterviewViewModel


def english(msgid: str) -> str:
    return msgid


def languages() -> tuple[LanguageInfo, ...]:
    """The languages of the built-in content, as the composition root reads them."""
    path = resources_dir() / "content" / "builtin" / "languages.json"
    rows = json.loads(path.read_text("utf-8"))["languages"]
    return tuple(
        LanguageInfo(
            tag=one["tag"],
            endonym=one["endonym"],
            name_en=one["en"],
            name_ja=one["ja"],
            rtl=one["direction"] == "rtl",
            tier=one["tier"],
            region=one["region"],
            has_text=one["tag"] in {"ja", "en", "th", "fil"},
        )
        for one in rows
    )


def workspace_of(house: House) -> Workspace:
    return replace(house.open(house.officer), languages=languages())


def talk(workspace: Workspace, interview: InterviewId | None = None) -> InterviewViewModel:
    """The view model of a stored interview, or of none yet."""
    made = InterviewViewModel(workspace, DirectTasks())
    if interview is not None:
        made.open(interview)
    return made
