# SPDX-License-Identifier: MIT
"""The states a screen can be in besides ready: empty, busy, failed, and the page for faults of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.a11y import Role, name, say, set_role
from ui.errors import Report
from ui.theme import current_theme
from ui.widgets.banners import IconLabel
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel, row
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate, english

_READABLE = 560


class EmptyState(QWidget):
    """Says why nothing is here and what to do: a sentence, numbered steps, an action."""

    def __init__(  # noqa: PLR0913 as published
        self,
        title: str,
        text: str = "",
        *,
        icon: str = "info",
        actions: Sequence[Button] = (),
        steps: Sequence[str] = (),
        lang: str = "",
        level: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        name(set_role(self, Role.Grouping), title, text)
        column = QVBoxLayout()
        column.setSpacing(theme.space(2))
        column.addStretch(1)
        column.addWidget(IconLabel(icon, "primary", 45), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(
            TextLabel(title, lang=lang, size=20, bold=True, align="center", heading=level)
        )
        if text:
            column.addWidget(TextLabel(text, lang=lang, tone="secondary", align="center"))
        for number, step in enumerate(steps, start=1):
            column.addWidget(_step(number, step, lang))
        if actions:
            bar = row(*actions)
            bar.insertStretch(0, 1)
            column.addLayout(bar)
        column.addStretch(1)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(theme.px(_READABLE))
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(middle, 8)
        outer.addStretch(1)


def _step(number: int, text: str, lang: str) -> Panel:
    panel = Panel(role="card", margin=2)
    label = TextLabel(text, lang=lang)
    figure = TextLabel(str(number), lang="en", size=24, bold=True, tone="primary", wrap=False)
    panel.body.addLayout(row(figure, label, stretch_last=True))
    return panel


class BusyOverlay(QWidget):
    """Covers its host while work runs: a still sentence, and a bar when the amount is known."""

    def __init__(self, host: QWidget, *, tr: Translate = english) -> None:
        super().__init__(host)
        self._tr = tr
        set_role(self, Role.Notification)
        self.setProperty("veil", True)  # noqa: FBT003 a Qt property
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = current_theme()
        self._text = TextLabel(size=18, align="center")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(theme.px(_READABLE))
        self._count = TextLabel(tone="secondary", align="center")
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.space(2))
        layout.addStretch(1)
        layout.addWidget(IconLabel("clock", "primary", 45), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        bar = QHBoxLayout()
        bar.addWidget(self._bar)
        layout.addLayout(bar)
        layout.addWidget(self._count)
        layout.addStretch(1)
        host.installEventFilter(self)
        self.hide()

    def start(self, text: str) -> None:
        """Cover the host and say what is being done."""
        self._text.set_text(text)
        self.setAccessibleName(text)
        self._bar.hide()
        self._count.hide()
        self.setGeometry(cast("QWidget", self.parentWidget()).rect())
        self.show()
        self.raise_()
        say(self, text)

    def set_progress(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` things are finished."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setAccessibleName(self._text.plain_text())
        self._bar.show()
        self._count.set_text(self._tr("{done} of {total}").format(done=done, total=total))
        self._count.show()

    def stop(self) -> None:
        """Uncover the host."""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(cast("QWidget", self.parentWidget()).rect())
        return False


class ReportPage(QWidget):
    """Shown when we failed: what is safe, what to do, and a report without personal data."""

    continue_chosen = Signal()
    quit_chosen = Signal()

    def __init__(
        self, report: Report, *, tr: Translate = english, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        theme = current_theme()
        go_on = Button(tr("Go on"), size="large")
        leave = Button(tr("Close the program"), rank="outlined", size="large")
        panel = Panel(role="sunken", margin=2)
        panel.add(TextLabel(tr("Report (no personal data)"), bold=True))
        panel.add(TextLabel(report.text(), lang="en", size=14, tone="secondary"))
        layout = QVBoxLayout(self)
        edge = theme.space(6)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.space(3))
        layout.addWidget(SectionTitle(tr("Something in the program went wrong"), level=1))
        layout.addWidget(
            TextLabel(
                tr(
                    "Answers marked as saved are safe. You can go on, or close and open the program again."
                )
            )
        )
        layout.addWidget(panel)
        layout.addLayout(row(go_on, leave))
        layout.addStretch(1)
        go_on.clicked.connect(self.continue_chosen)
        leave.clicked.connect(self.quit_chosen)
