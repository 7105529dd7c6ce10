# SPDX-License-Identifier: MIT
"""A question cut into pages that are whole in sight: short parts together, lists where they fit. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ui.widgets.answer_spec import PartSpec

MOST: Final = 16  # options of one list on one page


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is never cut: a part, or ``options`` of a list that is too long for one page."""

    part: str
    options: range | None = None


Page = tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The height for the answer, px: on the only page of a question, on its first, on a later one."""

    only: int
    first: int
    later: int


def leaves(parts: Sequence[PartSpec]) -> tuple[Leaf, ...]:
    """Return what a question is made of; the options of a long list are dealt out evenly."""
    return tuple(leaf for part in parts for leaf in _of(part))


def _of(part: PartSpec) -> Iterator[Leaf]:
    count = len(part.options)
    if part.searchable or count <= MOST:
        yield Leaf(part.id)
        return
    pages = -(-count // MOST)
    for page in range(pages):
        yield Leaf(part.id, range(count * page // pages, count * (page + 1) // pages))


def cut(found: Sequence[Leaf], needed: Callable[[Leaf], int], room: Room) -> tuple[Page, ...]:
    """Return the pages for leaves, in their order; ``needed`` says the height of each, px.

    All on one page where that fits; else as many as fit on each. Some of a list's options stand alone.
    """
    whole = all(leaf.options is None for leaf in found)
    if whole and (len(found) < 2 or sum(needed(leaf) for leaf in found) <= room.only):
        return (tuple(found),)
    pages: list[list[Leaf]] = []
    left = 0
    for leaf in found:
        height = needed(leaf)
        alone = leaf.options is not None
        if not pages or alone or height > left or pages[-1][-1].options is not None:
            left = room.later if pages else room.first
            pages.append([])
        pages[-1].append(leaf)
        left -= height
    return tuple(tuple(page) for page in pages)
