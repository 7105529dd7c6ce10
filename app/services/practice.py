# SPDX-License-Identifier: MIT
"""Feedback after a practice interview: the stored events, looked back on (`app.flow.review`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.flow.review import Review, review
from app.ids import InterviewId, ItemId
from app.services.interviews import Interviews
from app.services.ports import InterviewStore


@dataclass(frozen=True, slots=True)
class Practice:
    """Reads only. Runs on the database executor."""

    interviews: Interviews
    store: InterviewStore

    def review(self, interview: InterviewId, refused: Sequence[ItemId] = ()) -> Review:
        """Look back on one interview. ``refused``: what was tried while it was locked."""
        pack = self.interviews.open(interview).pack
        return review(pack, self.store.events(interview), refused)
