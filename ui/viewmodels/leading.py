# SPDX-License-Identifier: MIT
"""What the parts of a led interview and the pages around it see of it, each no more than it uses.

`InterviewViewModel` fits them all; a test may give something smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import SignalInstance

from app.domain.value import Json
from app.ids import ItemId, PartId
from app.services.interviews import Session
from ui.viewmodels.entered import Entered, EnteredDrafts, Step
from ui.viewmodels.glance import Glance
from ui.viewmodels.talk import Arrive
from ui.viewmodels.unsaved import Unsaved


class Shown(Protocol):
    """Looks at what stands: the session as stored, and the texts of it."""

    @property
    def session(self) -> Session: ...
    @property
    def glance(self) -> Glance: ...
    @property
    def session_changed(self) -> SignalInstance: ...


class Performing(Protocol):
    """Has steps stored in order; ``failed`` says what could not be done."""

    def perform(
        self,
        steps: Sequence[Step],
        *,
        arrive: Arrive | None = None,
        entered: Sequence[Entered] = (),
        then: Callable[[], None] | None = None,
    ) -> None: ...
    @property
    def failed(self) -> SignalInstance: ...


class KeepsTyping(Protocol):
    """Keeps what is typed in fields of its own and not stored yet."""

    @property
    def unsaved(self) -> Unsaved: ...


class Placed(Protocol):
    """Knows the item on the screen, and the parts of it that are put now, where each is put by itself."""

    @property
    def item(self) -> ItemId | None: ...
    @property
    def parts(self) -> tuple[PartId, ...]: ...


class Answerable(Placed, Protocol):
    """Has the entered and the stored answer of any item."""

    @property
    def drafts(self) -> EnteredDrafts: ...
    def stored_of(self, item: ItemId) -> Json: ...


class Keeping(Shown, Performing, KeepsTyping, Protocol):
    """What a page needs that shows something of the interview, stores and keeps what is typed."""
