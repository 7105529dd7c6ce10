# SPDX-License-Identifier: MIT
"""The open danger flags of an interview, in the officer's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.said_before import flag_said_before
from app.domain.text import LocalText
from app.services.interviews import Session


@dataclass(frozen=True, slots=True)
class FlagRow:
    """An open flag. ``actions``: what to do now, in the officer's words."""

    id: str
    title: str
    severity: str
    actions: tuple[str, ...]
    cites: tuple[str, ...]
    blocks_closing: bool
    before: tuple[str, ...] = ()  # answers that changed after those it rests on


def open_flags(session: Session, words: Callable[[LocalText], str]) -> tuple[FlagRow, ...]:
    """Red ones first. ``words``: a text in the officer's language."""
    pack, interview = session.pack, session.interview
    raises, stale = interview.flags, session.said_before
    return tuple(
        FlagRow(
            str(view.flag),
            words(flag.title),
            view.severity,
            tuple(words(action) for action in flag.actions),
            tuple(str(item) for item in view.cites),
            view.blocks_closing,
            flag_said_before(pack, interview, view.flag, raises[view.flag].raises, stale),
        )
        for view in session.view.flags_open
        if (flag := pack.flags[view.flag])
    )
