# SPDX-License-Identifier: MIT
"""The heart of the program: one question in two languages, side by side, at the same height.

Left the officer's language, right the person's; options stand row by row so that everyone can point at
the same thing. A hard question is preceded by its lead-in on the same card.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme, direction_for
from ui.widgets.answer_spec import AnswerSpec, Pair, Value
from ui.widgets.answers import AnswerWidget
from ui.widgets.banners import DraftBanner
from ui.widgets.buttons import IconButton
from ui.widgets.endonym import endonym
from ui.widgets.halves import Halves, pair_labels
from ui.widgets.panel import Panel
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate, english

_QUESTION = 20


class BilingualCard(Panel):
    """A question with its answer widget."""

    changed = Signal(object)
    option_toggled = Signal(str)
    state_chosen = Signal(str)
    play_requested = Signal()

    def __init__(
        self,
        spec: AnswerSpec,
        *,
        tr: Translate = english,
        tr_person: Translate | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=0, parent=parent)
        self._spec, self._tr = spec, tr
        self._both = bool(spec.person_lang) or spec.question.person is not None
        self.answer = AnswerWidget(spec, tr=tr, tr_person=tr_person)
        self._play = IconButton("play", tr("Read aloud"))
        self._play.hide()
        self._play.clicked.connect(self.play_requested)
        self.setAccessibleName(self._title())
        self.set_gap(0)
        if spec.unreviewed:
            notice = spec.notice.text if spec.notice else ""
            band = DraftBanner(person_lang=spec.person_lang, notice=notice)
            band.setProperty("top", True)  # noqa: FBT003 a Qt property
            self.body.addWidget(band)
        self.body.addWidget(self._head())
        self.body.addLayout(self._foot())
        self.answer.changed.connect(self.changed)
        self.answer.option_toggled.connect(self.option_toggled)
        self.answer.state_chosen.connect(self.state_chosen)

    def value(self) -> Value | None:
        """Return the value form, or None while nothing valid is entered."""
        return self.answer.value()

    def set_value(self, value: Value | None) -> None:
        """Show a stored answer; emits nothing."""
        self.answer.set_value(value)

    def press(self, text: str) -> bool:
        """Choose by a key: 1–9, 0 for *unsure*, - for *declined*."""
        return self.answer.press(text)

    def offer_sound(self) -> None:
        """Offer to read the person's side aloud: only where it may reach the person."""
        self._play.show()

    def show_sound(self, *, playing: bool) -> None:
        """The button stops what is playing."""
        self._play.set_text(self._tr("Stop the sound") if playing else self._tr("Read aloud"))
        self._play.set_icon("stop" if playing else "play")

    def say_no_sound(self) -> None:
        """Neither a recording nor a voice: the button says so."""
        self._play.set_text(self._tr("There is no sound for this text."))
        self._play.setEnabled(False)

    def _title(self) -> str:
        left, right = pair_labels(self._spec.question, tr=self._tr)
        words = left.plain_text()
        left.deleteLater()
        right.deleteLater()
        return words

    def _head(self) -> QWidget:
        panel = Panel(role="head", margin=1)
        panel.set_gap(0)
        panel.setProperty("top", not self._spec.unreviewed)
        if self._both:
            panel.body.addWidget(self._languages())
        for pair, strong in self._texts():
            left, right = pair_labels(
                pair,
                tr=self._tr,
                size=_QUESTION if strong else 16,
                bold=strong,
                tone="text" if strong else "secondary",
            )
            panel.body.addWidget(self._line(left, right))
        return panel

    def _line(self, left: QWidget, right: QWidget) -> QWidget:
        if self._both:
            return Halves(left, right, margin=(1.5, 0.5))
        right.deleteLater()
        return Halves(left, None, margin=(1.5, 0.5))

    def _texts(self) -> list[tuple[Pair, bool]]:
        lead = [(self._spec.lead_in, False)] if self._spec.lead_in is not None else []
        return [*lead, (self._spec.question, True)]

    def _languages(self) -> QWidget:
        """Return the first line of the head: each language by its own name, and the play button."""
        spec = self._spec
        theme = current_theme()
        names = [
            TextLabel(endonym(lang), lang=lang, size=14, tone="secondary", wrap=False)
            for lang in (spec.officer_lang or theme.language, spec.person_lang)
        ]
        right = QWidget()
        right.setLayoutDirection(direction_for(spec.person_lang or theme.language))
        line = QHBoxLayout(right)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(names[1])
        line.addStretch(1)
        line.addWidget(self._play)
        return Halves(names[0], right, margin=(1.5, 0.5))

    def _foot(self) -> QVBoxLayout:
        theme = current_theme()
        layout = QVBoxLayout()
        edge = theme.space(2)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.space(2))
        if self._spec.note is not None:
            layout.addWidget(
                TextLabel(
                    self._spec.note.text, lang=self._spec.note.lang, size=14, tone="secondary"
                )
            )
        layout.addWidget(self.answer)
        return layout
