# SPDX-License-Identifier: MIT
"""What a reader could hold against the person, shown before it goes, and the step to a lawyer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.clicks import on_click
from ui.viewmodels.referral import HeldLine
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.panel import Panel
from ui.widgets.words import Translate

_SHOWN = 80  # characters of an answer: all of it stands on the pages


class HeldAgainst(Panel):
    """The answers in question, and a button that leads to the lawyer's own row.

    ``lawyer``: that row's name; without one (no recipient of the pack is a lawyer) there is no button.
    """

    lawyer_wanted = Signal()

    def __init__(
        self,
        held: Sequence[HeldLine],
        lawyer: str,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=1, parent=parent)
        lines = [f"・{line.question} {_short(line.answer)}" for line in held]
        words = tr(
            "Offer the person a lawyer before this goes. What the person was made to do can be marked: then"
            " only your supervisor sees it. Where life is in danger, do not wait."
        )
        title = tr("Could be held against the person")
        self.add(Banner("warning", "\n".join([*lines, "", words]), title=title))
        if lawyer:
            words = tr("A lawyer first: {recipient}").format(recipient=lawyer)
            self.add(on_click(Button(words, rank="outlined"), self.lawyer_wanted.emit))


class LookedAt(HeldAgainst):
    """The same before a file is made, with the box that says that it was looked at."""

    looked = Signal(bool)

    def __init__(
        self,
        held: Sequence[HeldLine],
        lawyer: str,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(held, lawyer, tr, parent)
        self.box = CheckBox(tr("I have looked at this, and a lawyer was offered"))
        self.box.clicked.connect(self.looked)
        self.add(self.box)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
