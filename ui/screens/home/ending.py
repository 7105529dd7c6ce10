# SPDX-License-Identifier: MIT
"""Certificates that end: told from 60 days before, to their owner and to every supervisor, until renewed.

And what stops all sealing at a station of an earlier version: a supervisor has not signed in yet. And
content that is overdue, or that is gone so that an older one stands in for it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.clock import JAPAN
from app.services.renewal import Ending
from ui.screens.wordings import error_sentence
from ui.viewmodels.home import HomeViewModel
from ui.widgets.banners import Banner
from ui.widgets.words import Translate


class EndingBanner(Banner):
    """Hidden while nothing ends and records can be sealed."""

    def __init__(
        self, view_model: HomeViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__("warning", "", tr=tr, parent=parent)
        self._model, self._tr = view_model, tr
        self.refresh()

    def refresh(self) -> None:
        tr = self._tr
        lines = [self._line(ending) for ending in self._model.endings]
        if not self._model.workspace.seals:
            waiting = tr(
                "Nothing can be sealed until a supervisor has signed in once and you have signed in again. "
                "Interviews go on, and nothing is lost."
            )
            lines.insert(0, waiting)
        if self._model.content_told is not None:
            lines.append(error_sentence(self._model.content_told, tr))
        self.set_text("\n".join(lines))
        self.setVisible(bool(lines))

    def _line(self, ending: Ending) -> str:
        tr, workspace = self._tr, self._model.workspace
        day = ending.until.astimezone(JAPAN).date().isoformat()
        if not ending.user:
            words = (
                tr(
                    "The certificate of this station ended on {day}. Nothing can be signed any more."
                )
                if ending.over
                else tr(
                    "The certificate of this station ends on {day}. Nothing can be signed after it; tell the "
                    "person who looks after this station."
                )
            )
        elif ending.user != workspace.user:
            words = (
                tr("The certificate of {name} ended on {day}. Renew it in Settings.")
                if ending.over
                else tr("The certificate of {name} ends on {day}. Renew it in Settings.")
            )
        elif workspace.role == "supervisor":
            words = tr("Your certificate ends or ended on {day}. Renew it in Settings.")
        else:
            words = tr("Your certificate ends or ended on {day}. Ask a supervisor to renew it.")
        return words.format(name=ending.user, day=day)
