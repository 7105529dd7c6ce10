# SPDX-License-Identifier: MIT
"""Where one sitting ends and the next may be another day (CONTENT.md §5.7, obligation O-049). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.interview import CLOSING_PHASE
from app.domain.pack import Item, Pack
from app.domain.state import Interview
from app.flow.view import FlowView
from app.ids import ItemId

_FULL = ("full",)


@dataclass(frozen=True, slots=True)
class SittingEnd:
    """A sitting is through. ``number`` counts from 1; ``minutes``: about how long the next one takes."""

    number: int
    of: int
    minutes: int


def sitting_end(pack: Pack, interview: Interview, view: FlowView) -> SittingEnd | None:
    """Tell whether the talk stands between two sittings: nothing of the next was asked yet.

    None on the other paths, which are short, and when there was a rest since the last answer.
    """
    if view.paths != _FULL or view.next_item is None or interview.paused:
        return None
    following = _sitting_of(pack, pack.items[view.next_item])
    begun = {_sitting_of(pack, pack.items[item]) for item in interview.answers} - {None}
    if not following or not begun or following in begun or _rested(interview):
        return None
    return SittingEnd(following, len(pack.sittings), pack.sittings[following].minutes)


def _sitting_of(pack: Pack, item: Item) -> int | None:
    """Number of the sitting, from 0, that names the item or else its phase; None for the closing."""
    if item.phase == CLOSING_PHASE:
        return None
    for name in (item.id, item.phase):
        for number, sitting in enumerate(pack.sittings):
            if name in sitting.covers:
                return number
    return None


def _rested(interview: Interview) -> bool:
    last = max(given.at for given in interview.answers.values())
    return interview.rested_at is not None and interview.rested_at > last


def closing_left(view: FlowView) -> ItemId | None:
    """The closing question that is still to ask before the person goes, if any."""
    return next(
        (
            planned.item
            for planned in view.items
            if planned.phase == CLOSING_PHASE and planned.item in view.missing
        ),
        None,
    )
