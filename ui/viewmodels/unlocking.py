# SPDX-License-Identifier: MIT
"""A supervisor opens an item that must not be asked now, with a reason and the own passphrase."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.value import OwnWords
from app.ids import ItemId
from app.services.approvals import Approver
from ui.tasks import TaskRunner
from ui.viewmodels.leading import Performing
from ui.viewmodels.supervision import Supervision


class Unlockable(Performing, Protocol):
    """The interview with the locked item."""

    @property
    def item_changed(self) -> SignalInstance: ...


class Unlocking(QObject):
    """Opens locked items. The passphrase is checked in the pool."""

    refused = Signal(object)  # Exception: who opens a locked item is no supervisor

    def __init__(
        self,
        talk: Unlockable,
        tasks: TaskRunner,
        supervision: Supervision,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._talk, self._tasks, self._supervision = talk, tasks, supervision

    @property
    def supervisors(self) -> tuple[str, ...]:
        return self._supervision.names

    def unlock(self, item: ItemId, why: OwnWords, user: str, passphrase: str) -> None:
        """Open an item; the event names the supervisor. Says `refused`, and opens nothing, else."""

        def proved(by: Approver) -> None:
            self._talk.perform(
                [lambda do, case: do.unlock_item(case, item, why.text, by, why.mark)],
                then=self._talk.item_changed.emit,
            )

        self._tasks.run(
            self,
            lambda: self._supervision.verify(user, passphrase),
            proved,
            self.refused.emit,
            database=False,
        )
