# SPDX-License-Identifier: MIT
"""What is typed in an interview and not stored yet: kept in the vault, so that a crash takes none of it.

Runs on the database executor. Events take a draft over: see `app.domain.typing_place`.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.clock import Clock
from app.ids import InterviewId
from app.services.ports import Draft, DraftStore


class Drafts:
    """The drafts of one officer's vault."""

    def __init__(self, store: DraftStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def keep(self, interview: InterviewId, drafts: Sequence[Draft]) -> None:
        """Keep these instead of what was kept for their places; one without fields keeps nothing.

        Raises UserError("disk_full"), ("folder_readonly"), ("vault_damaged").
        """
        self._store.keep_drafts(interview, drafts, self._clock.now())

    def of(self, interview: InterviewId) -> tuple[Draft, ...]:
        """All drafts of an interview, the one that was written last first."""
        return self._store.drafts(interview)
