# SPDX-License-Identifier: MIT
"""What is seldom wanted in the middle of an interview, under one button of the bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.program_buttons import ProgramButtons
from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.panel import row
from ui.widgets.words import Translate


class InterviewMenu(QWidget):
    """What has no room in a narrow window: the phases, what is due; all keys, what belongs to the program."""

    phases_wanted = Signal()
    panel_wanted = Signal()
    person_window_wanted = Signal()
    language_wanted = Signal()
    keys_wanted = Signal()
    open_wanted = Signal()
    review_wanted = Signal()

    def __init__(
        self, program: ProgramButtons, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.home = IconButton("home", tr("Interviews"))
        self.panel = IconButton("bell", tr("Due now"))
        self.person = IconButton("person-window", tr("Person's window"), keys="F4")
        self.language = IconButton("language", tr("Language"), keys="Ctrl+F7")
        self.phases = IconButton("list", tr("Phases"))
        self.open = IconButton("next", tr("Open question of this phase"), keys="Ctrl+F5")
        self.review = IconButton("flag", tr("Before the closing"), keys="Ctrl+F2")
        self.keys = IconButton("key", tr("All keys"), keys="F1")
        layout = QVBoxLayout(self)
        layout.setSpacing(current_theme().space(1))
        for button in (
            self.home,
            self.panel,
            self.person,
            self.language,
            self.phases,
            self.open,
            self.review,
            program.directory,
            self.keys,
            *program.quiet,
        ):
            layout.addLayout(row(button))
        layout.addStretch(1)
        self.home.clicked.connect(program.home_wanted)
        self.panel.clicked.connect(self.panel_wanted)
        self.person.clicked.connect(self.person_window_wanted)
        self.language.clicked.connect(self.language_wanted)
        self.phases.clicked.connect(self.phases_wanted)
        self.keys.clicked.connect(self.keys_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.review.clicked.connect(self.review_wanted)

    def offer(self, *, phases: bool, language: bool, folded: bool) -> None:
        """Offer what has no room elsewhere; ``folded``: what is due and the person's window."""
        self.phases.setVisible(phases)
        self.language.setVisible(language)
        self.panel.setVisible(folded)
        self.person.setVisible(folded)
