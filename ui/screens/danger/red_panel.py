# SPDX-License-Identifier: MIT
"""The filled red panel: emergency numbers large, open red flags, what to do now. For severity red only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.a11y import Role, say, set_role
from ui.theme import current_theme
from ui.viewmodels.flags import FlagRow
from ui.widgets.banners import IconLabel
from ui.widgets.panel import row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

ORDER = ("police", "coast_guard", "ambulance_fire", "child")


def numbers_line(numbers: Mapping[str, str], tr: Translate, tone: str) -> QWidget:
    """110 · 118 · 119 · 189, each with whom one reaches."""
    names = {
        "police": tr("Police"),
        "coast_guard": tr("Coast Guard"),
        "ambulance_fire": tr("Ambulance, fire"),
        "child": tr("Child guidance"),
    }
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(current_theme().space(4))
    for body in ORDER:
        if body in numbers:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(
                TextLabel(numbers[body], lang="en", size=45, bold=True, tone=tone, wrap=False)
            )
            column.addWidget(TextLabel(names[body], tone=tone))
            line.addLayout(column)
    line.addStretch(1)
    return holder


class RedPanel(QFrame):
    """All open red flags in one panel."""

    def __init__(
        self,
        flags: Sequence[FlagRow],
        numbers: Mapping[str, str],
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("banner", "danger")
        set_role(self, Role.AlertMessage)
        self.setAccessibleName(" / ".join(flag.title for flag in flags))
        theme = current_theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(3))
        layout.setSpacing(theme.space(2))
        layout.addWidget(numbers_line(numbers, tr, "on_danger"))
        for flag in flags:
            title = TextLabel(flag.title, size=28, bold=True, tone="on_danger")
            layout.addLayout(row(IconLabel("danger", "on_danger", 36), title, stretch_last=True))
            for action in flag.actions:
                layout.addWidget(TextLabel(f"・{action}", size=20, tone="on_danger"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        say(self, self.accessibleName(), now=True)
