# SPDX-License-Identifier: MIT
"""Does what pages ask for: brings the page that the router finds, and hands other requests on.

Nothing here needs what is behind the unlocking: that is the `Interior`'s, which comes with the vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from ui.main.context import Context
from ui.main.frame import Frame
from ui.main.request import Back, Request, To
from ui.main.router import Place, Router
from ui.main.table import PAGES, PageRow, Ring, maker
from ui.main.window import MainWindow
from ui.widgets.words import Translate

Deed = Callable[[object], None]


class Interior(Protocol):
    """What is behind the unlocking, as the navigation needs it."""

    @property
    def practice(self) -> bool:
        """An interview is open that is practice."""

    @property
    def point(self) -> str:
        """Neutral words while something waits in it that only the officer may see; else empty."""

    def context(self, place: Place, page: PageRow) -> Context:
        """What a page of vault or interview is made of. Raises UserError("vault_closed")."""

    def keep(self) -> None:
        """Write what is typed in the open interview into the vault."""

    def leave(self, then: Callable[[], None]) -> None:
        """Store what is typed in the open interview, forget it, and go."""


class Navigation:
    """``deeds``: what may be asked for beside pages."""

    def __init__(
        self, window: MainWindow, tr: Translate, deeds: Mapping[type[Request], Deed]
    ) -> None:
        self.router = Router()
        self.frame = Frame(window, tr, self.go)
        self.interior: Interior | None = None
        self._deeds: dict[type[Request], Deed] = dict(deeds)

    def enter(self, interior: Interior, deeds: Mapping[type[Request], Deed]) -> None:
        """The vault is open: its pages can be reached, and what they ask for can be done."""
        self.interior = interior
        self._deeds |= deeds
        self.router.ring = Ring.VAULT

    def lock(self) -> None:
        """Nothing of a case in sight; and nothing leads elsewhere."""
        self.router.ring = Ring.LOCKED
        if self.interior is not None:
            self.interior.keep()
        self.show(Place("blank"), None)

    def go(self, request: Request) -> None:
        """Do what is asked for; what leads nowhere from here is let be."""
        if not isinstance(request, To | Back):
            self._deeds[type(request)](request)
            return
        move, interior = self.router.resolve(request), self.interior
        if move is None or interior is None:
            return
        place = move.place
        context = interior.context

        def show() -> None:
            self.show(place, context(place, PAGES[place.page]))

        if move.leaves:
            interior.leave(show)
        else:
            show()

    def at_door(self, page: str, context: Context) -> None:
        """A page before the vault."""
        self.router.ring = Ring.DOOR
        move = self.router.resolve(To(page))
        if move is not None:
            self.show(move.place, context)

    def show(self, place: Place, context: Context | None) -> None:
        """Build a page and put it into the window."""
        if self.interior is not None:
            self.interior.keep()
        built = maker(place.page)(context, place.at)
        self.router.arrive(place)
        self.frame.show(PAGES[place.page], built)
        self._mark()

    def draw_again(self) -> None:
        """The page of now, in the looks of now."""
        self.frame.draw_again()
        self._mark()

    def _mark(self) -> None:
        self.mark_practice()
        self.mark_point()

    def mark_practice(self) -> None:
        """Say on every page of a practice interview that it is one."""
        self.frame.mark_practice(open_one=self.interior is not None and self.interior.practice)

    def mark_point(self) -> None:
        """Show on every page of an interview whether something waits that only the officer may see."""
        self.frame.mark_point(self.interior.point if self.interior is not None else "")
