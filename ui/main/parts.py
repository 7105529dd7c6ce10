# SPDX-License-Identifier: MIT
"""What the windows are made of, as the composition root gives it to the shell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from app.clock import Clock
from app.i18n import Translator
from app.services.door import Door
from ui.main.guard import monotonic_ms
from ui.main.preferences import Preferences
from ui.viewmodels.unlock import Looked

if TYPE_CHECKING:  # behind the unlocking: imported when it comes to that
    from app.services.stations import Stations
    from ui.main.behind import Behind


@dataclass(frozen=True)
class Parts:
    """What the composition root gives. ``behind`` makes, when first asked, what needs the vaults' libraries;
    ``restart(user, interview)`` ends the process and begins anew; ``press_time``: ms, for `ui.main.guard`.
    """

    app: QApplication
    door: Door
    behind: Callable[[], Behind]
    clock: Clock
    tasks: Any  # Tasks or DirectTasks: a TaskRunner that can be shut down
    preferences: Preferences
    translator: Translator
    restart: Callable[[str, str], None]
    return_to: tuple[str, str] | None = None
    press_time: Callable[[], int] = monotonic_ms

    @property
    def stations(self) -> Stations:
        return self.behind().stations

    def look(self) -> Looked:
        """See `Behind.look`. Off the GUI thread, as `unlock`."""
        return self.behind().look()

    def unlock(self, user: str, passphrase: str) -> object:
        """See `Stations.unlock`."""
        return self.stations.unlock(user, passphrase)
