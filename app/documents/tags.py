# SPDX-License-Identifier: MIT
"""The logical structure of a document while it is being drawn (ISO 32000-1, 14.7 and 14.8).

Paragraphs own their `Element`; the canvas adds a `Mark` each time one of them is drawn, so a
paragraph split over two pages is one element with two marks. `finish` writes the tree into the
file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

ARTIFACT = "Artifact"


@dataclass(frozen=True, slots=True)
class TagMark:
    """One marked-content sequence: page number from 1, MCID on that page."""

    page: int
    mcid: int


@dataclass(eq=False, slots=True)
class Element:
    """A structure element. ``scope`` is for TH only: Row or Column."""

    role: str
    lang: str | None = None
    scope: str | None = None
    parent: Element | None = field(default=None, repr=False)
    kids: list[Element | TagMark] = field(default_factory=list)

    def child(self, role: str, *, lang: str | None = None, scope: str | None = None) -> Element:
        """Add and return a new element below this one."""
        return self.adopt(Element(role, lang, scope))

    def adopt(self, element: Element) -> Element:
        element.parent = self
        self.kids.append(element)
        return element

    @property
    def top(self) -> Element:
        """Return the outermost element that this one stands in."""
        element = self
        while element.parent is not None:
            element = element.parent
        return element

    def marks(self) -> Iterator[TagMark]:
        for kid in self.kids:
            if isinstance(kid, TagMark):
                yield kid
            else:
                yield from kid.marks()


class TagTree:
    """The outermost elements in reading order, and how many marks each page has."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self._counts: dict[int, int] = {}

    def mark(self, element: Element, page: int) -> TagMark:
        """Record that ``element`` is drawn on ``page``; the first mark places it in the tree."""
        if not any(element.top is top for top in self.elements):
            self.elements.append(element.top)
        mark = TagMark(page, self._counts.get(page, 0))
        self._counts[page] = mark.mcid + 1
        element.kids.append(mark)
        return mark
