# SPDX-License-Identifier: MIT
"""The phases of an interview as steps of the rail: where one is, how far, and what is left."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.viewmodels.glance import Glance
from ui.widgets.more_below import MoreBelow
from ui.widgets.reveal import reveal
from ui.widgets.scroller import Scroller
from ui.widgets.steps import PhaseRail, Step
from ui.widgets.words import Translate


class PhaseColumn(QWidget):
    """The rail of the phases, and under it how many are below what is in sight."""

    def __init__(self, rail: PhaseRail, tr: Translate) -> None:
        super().__init__()
        self._rail, self.area = rail, Scroller(rail)
        self.more = MoreBelow(self.area, rail.buttons, tr)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        edge, foot = current_theme().space(0.5), QVBoxLayout()
        foot.setContentsMargins(edge, 0, edge, edge)
        foot.addWidget(self.more)
        layout.addLayout(foot)

    def show_phase(self, phase: str) -> None:
        """Bring a phase into sight, where the officer is."""
        self._fit()
        reveal(self._rail.button(phase))
        self.more.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Only where not all have room is anything said of it."""
        scrolls = self._rail.heightForWidth(self.width()) > self.height()
        if self.more.isHidden() is scrolls:
            self.more.setVisible(scrolls)
        self.more.look()


def steps_of(glance: Glance, tr: Translate) -> list[Step]:
    """One step for each phase, with how much of it is done."""
    shorts = short_words(tr)
    return [
        Step(
            phase.id,
            phase.title,
            phase.state,  # type: ignore[arg-type]
            tr("{done} of {total}").format(done=phase.done, total=phase.total),
            short=shorts.get(phase.id, ""),
            count=f"{phase.done}/{phase.total}",
        )
        for phase in glance.phases
    ]


def short_words(tr: Translate) -> dict[str, str]:
    """A word for each phase where there is no room for its title; one of another pack keeps its title."""
    return {
        "PREP": tr("Prepare"),
        "LANG": tr("Language"),
        "SAFE": tr("Safety"),
        "AGE": tr("Age"),
        "CONS": tr("Consent"),
        "NEED": tr("Health"),
        "IDEN": tr("Person"),
        "RECR": tr("Hiring"),
        "TRAV": tr("Journey"),
        "CTRL": tr("Control"),
        "WORK": tr("Work"),
        "LAB": tr("Labour"),
        "MOVE": tr("Freedom"),
        "DEBT": tr("Debts"),
        "OTHR": tr("Others"),
        "CHLD": tr("Child"),
        "WISH": tr("Wishes"),
        "RGHT": tr("Rights"),
        "REFR": tr("Services"),
        "CLOS": tr("Closing"),
        "EMB": tr("Exit"),
    }
