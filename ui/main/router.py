# SPDX-License-Identifier: MIT
"""Which page comes next: the way back, the lock, and what has to be stored before a page goes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ui.main.request import Back, To
from ui.main.table import INTERRUPTED, PAGES, PageRow, Ring


@dataclass(frozen=True, slots=True)
class Place:
    """A page that stands, what it opened with, and the one that *back* leads to."""

    page: str
    at: str = ""
    came: To | None = None


@dataclass(frozen=True, slots=True)
class PageMove:
    """What the frame does: leave the interview first, in order, if ``leaves``; then show ``place``."""

    place: Place
    leaves: bool = False


class Router:
    """Where the windows are. ``ring`` is set by whoever opens and closes vault and interview."""

    def __init__(self, pages: Mapping[str, PageRow] = PAGES) -> None:
        self._pages = pages
        self.ring = Ring.DOOR
        self.place: Place | None = None

    @property
    def page(self) -> str:
        """The name of the page that stands; empty before the first."""
        return self.place.page if self.place else ""

    def resolve(self, request: To | Back) -> PageMove | None:
        """The move a request leads to; None: not from here. Raises KeyError for a page that is none."""
        to = self._back() if isinstance(request, Back) else request
        if to is None:
            return None
        page = self._pages[to.page]
        if page.ring > self.ring or (self.ring > Ring.DOOR and page.ring is Ring.DOOR):
            return None
        if page.stays and to.page == self.page:
            return None
        leaves = self.ring is Ring.CASE and page.ring is Ring.VAULT and not page.keeps_case
        came = To(self.place.page, self.place.at) if self.place else None
        returns = came is not None and came.page in page.returns_to
        return PageMove(Place(to.page, to.at, came if returns else None), leaves)

    def arrive(self, place: Place) -> None:
        """The page stands in the window."""
        self.place = place

    def on_danger(self) -> To | None:
        """Where a red flag leads that was raised just now; None: the page of now shows it by itself."""
        return To("danger") if self.page in INTERRUPTED else None

    def _back(self) -> To | None:
        if self.place is None:
            return None
        back = self._pages[self.place.page].back
        return self.place.came or (To(back) if back else None)
