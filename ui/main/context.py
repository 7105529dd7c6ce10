# SPDX-License-Identifier: MIT
"""What the pages are made of: to each the part of the windows that its ring may see, and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ids import InterviewId
from ui.main.preferences import Preferences
from ui.main.request import Request
from ui.tasks import TaskRunner
from ui.viewmodels.unlock import UnlockViewModel
from ui.widgets.words import Translate

if TYPE_CHECKING:  # behind the unlocking: imported when it comes to that
    from app.crypto.keyring import OpenUser
    from app.domain.practice import PracticeCase
    from app.services.as_stored import StoredEntry
    from app.services.stations import Stations
    from app.services.workspace import Workspace
    from ui.main.behind import Behind
    from ui.viewmodels.backup import BackupViewModel
    from ui.viewmodels.interview import InterviewViewModel
    from ui.viewmodels.supervision import Supervision


@dataclass(frozen=True, slots=True)
class Built:
    """A page ready to be shown.

    ``draw`` makes its screen, again after each change of looks. ``owner``: its view model, let go when
    another page comes. ``shown`` is called with the screen when it stands in the window the first time.
    """

    draw: Callable[[], QWidget]
    owner: QObject | None = None
    shown: Callable[[QWidget], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """For every page. ``parent`` lives as long as the windows."""

    tr: Translate
    tasks: TaskRunner
    parent: QObject
    go: Callable[[Request], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorContext(Context):
    """Before the vault. ``user`` has logged in with a passphrase that somebody else set."""

    behind: Callable[[], Behind]
    unlock: UnlockViewModel | None
    user: OpenUser | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultContext(Context):
    """Behind it. ``came_from_case``: the way back leads into an interview."""

    stations: Stations
    workspace: Workspace
    user: OpenUser
    backup: BackupViewModel
    preferences: Preferences
    practice_cases: Callable[[], tuple[PracticeCase, ...]]
    interview: InterviewId
    came_from_case: bool = False
    error: Exception | None = None
    entries: tuple[StoredEntry, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContext(Context):
    """Around one interview, which may be led here (``talk``) or be sealed already (``interview``).

    ``came_from``: the title of the page that *back* leads to; empty where that is the interview's own.
    """

    workspace: Workspace
    backup: BackupViewModel
    talk: InterviewViewModel
    interview: InterviewId
    lesson: PracticeCase | None
    supervision: Supervision
    mark_practice: Callable[[bool], None]
    came_from: str = ""
