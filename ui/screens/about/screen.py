# SPDX-License-Identifier: MIT
"""Version, content, its status, licences, diagnostics."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.viewmodels.about import AboutViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.panel import CardFrame, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class AboutScreen(ScreenFrame):
    """Plain text only; nothing to change here."""

    home_opened = Signal()
    binding_opened = Signal()

    def __init__(
        self, view_model: AboutViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("About"), tr=tr, parent=parent)
        content = CardFrame(tr("Program and content"))
        content.body.addWidget(
            TextLabel(
                tr("Version {version} · Content {pack}").format(
                    version=view_model.version, pack=view_model.pack.version
                ),
                size=18,
            )
        )
        content.body.addWidget(
            Banner(
                "warning",
                tr(
                    "All texts of this content are drafts. No native speaker, practitioner or lawyer"
                    " has reviewed them."
                ),
            )
        )
        licences = CardFrame(tr("Licences"))
        licences.body.addWidget(
            TextLabel(
                tr(
                    "Program: MIT. Fonts: SIL Open Font License 1.1. Colours and type: design tokens of"
                    " the Digital Agency, MIT. Qt: LGPL 3."
                )
            )
        )
        report = CardFrame(tr("Report (no personal data)"))
        report.body.addWidget(TextLabel(view_model.diagnostics(), lang="en", size=14))
        binding = Button(tr("Documents that bind"), rank="outlined", icon="document")
        binding.clicked.connect(self.binding_opened)
        content.body.addLayout(row(binding))
        for card in (content, licences, report):
            self.body.addWidget(card)
        self.body.addStretch(1)
        home = Button(tr("To the list"), rank="outlined", icon="back")
        home.clicked.connect(self.home_opened)
        self.actions.add_action(home)
        self.set_entry(home)
