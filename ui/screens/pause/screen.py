# SPDX-License-Identifier: MIT
"""Few large words for the person, the time, and small hints for the officer below."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.screens.fold import Fold
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence, grounding
from ui.theme import current_theme, direction_for
from ui.viewmodels.pause import BREAK, GROUND, STOP_THANK, PauseViewModel
from ui.widgets.banners import Banner, DraftBanner
from ui.widgets.buttons import Button
from ui.widgets.confirmation import ask
from ui.widgets.fields import CheckBox
from ui.widgets.halves import Halves
from ui.widgets.panel import Panel, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate

_TICK_MS = 15_000


class PauseScreen(ScreenFrame):
    """Shown while the interview is paused."""

    resumed = Signal()
    readback_opened = Signal()
    home_opened = Signal()

    def __init__(
        self, view_model: PauseViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Break"), max_width=980, tr=tr, parent=parent)
        self._vm, self._tr = view_model, tr
        self._clock = TextLabel(lang="en", size=45, bold=True, tone="secondary", wrap=False)
        self.header.addWidget(self._clock)
        self._bar()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        view_model.changed.connect(self.retranslate)
        view_model.resumed.connect(self.resumed)
        view_model.failed.connect(self._on_failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw everything from the view model."""
        tr = self._tr
        self.set_title(tr("Stopped for now") if self._vm.stopped else tr("Break"))
        self._readback.setVisible(self._vm.stopped)
        refill(self.body, self._parts())
        self.body.addStretch(1)
        self._tick()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def _bar(self) -> None:
        tr = self._tr
        go_on = Button(tr("Go on when the person wants"), icon="play", size="large")
        home = Button(tr("Another day"), rank="text", icon="home")
        self._readback = Button(tr("Read back and close"), rank="outlined", icon="list")
        go_on.clicked.connect(self._vm.resume)
        home.clicked.connect(lambda: self._ask_home(home))
        self._readback.clicked.connect(self.readback_opened)
        self.actions.add_action(home, "left")
        self.actions.add_action(self._readback)
        self.actions.add_action(go_on)
        self.set_entry(go_on)

    def _ask_home(self, button: Button) -> None:
        tr = self._tr
        ask(
            button,
            tr("End for today?"),
            text=tr(
                "What was said is kept. The interview stays in the list, to go on another day."
            ),
            yes=tr("End for today"),
            deed=self.home_opened.emit,
            tr=tr,
        )

    def _parts(self) -> Iterator[QWidget | QLayout]:
        if self._vm.distress:  # what brings back to the room comes first
            noted = self._tr(
                "Distress is noted. The question of before comes only if the person wants."
            )
            yield Banner("info", noted)
            yield self._grounding()
        yield self._for_person()
        if not self._vm.distress:
            yield self._grounding()
        yield self._for_officer()

    def _for_person(self) -> QWidget:
        """Calm and large; the grounding texts under their sentence, where the person may read drafts."""
        lang, tr_person = self._vm.words_lang, self._vm.tr_person
        panel = Panel(role="card", margin=4)
        panel.setLayoutDirection(direction_for(lang))
        lines = [tr_person("We are taking a break."), tr_person("Take your time.")]
        if self._vm.stopped:
            lines = [tr_person("Thank you"), tr_person("You can stop at any time.")]
        panel.add(text_widget(lang, lines[0], 36, bold=True))
        panel.add(text_widget(lang, lines[1], 28))
        water = tr_person("There is water here. You can ask for a toilet, food or warm clothes.")
        panel.add(text_widget(lang, water, 24))
        panel.add(text_widget(lang, tr_person("We can go on when you want, or another day."), 24))
        if not self._vm.drafts_hidden:
            if self._vm.notice:
                panel.add(text_widget(lang, self._vm.notice, 16))
            for line in grounding(tr_person):
                panel.add(text_widget(lang, line, 24))
        return panel

    def _grounding(self) -> QWidget:
        """What is said to the person, on both sides, under the draft band while it is one."""
        panel = Panel(role="card", margin=0)
        panel.body.setSpacing(0)
        keys = (
            [STOP_THANK]
            if self._vm.stopped
            else [GROUND, BREAK]
            if self._vm.distress
            else [BREAK, GROUND]
        )
        pairs = [self._vm.words(key) for key in keys]
        if any(pair[1] is not None and not pair[1].status.reviewed for pair in pairs):
            notice = self._vm.notice if self._vm.words_lang == self._vm.lang else ""
            panel.add(DraftBanner(person_lang=self._vm.lang, notice=notice))
        for officer, person in pairs:
            left = text_widget(str(officer.lang), officer.text, 18)
            right = (
                text_widget(str(person.lang), person.text, 20)
                if person is not None
                else TextLabel(self._tr("The interpreter reads this."), tone="secondary")
            )
            panel.add(Halves(left, right, margin=(1.5, 1.5)))
        return panel

    def _for_officer(self) -> QWidget:
        tr, holder = self._tr, QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addWidget(SectionTitle(tr("For the officer"), size=17))
        hints = (
            tr("Ask nothing now. Speak slowly and softly; do not touch."),
            tr("Offer water, a tissue, the window, the way to the toilet."),
            tr("Go on only when the person wants. Stopping is a right."),
        )
        for hint in hints:
            layout.addWidget(TextLabel(f"・{hint}", size=14, tone="secondary"))
        distress = Button(tr("Note distress"), rank="outlined", size="small", icon="note")
        distress.clicked.connect(self._vm.note_distress)
        distress.setEnabled(not self._vm.distress)
        layout.addLayout(row(distress))
        layout.addWidget(Fold(tr("What I see"), self._signs(), tr=tr))
        return holder

    def _signs(self) -> QWidget:
        box = Panel(role="sunken", margin=1)
        for sign, words, noted in self._vm.signs:
            tick = CheckBox(words)
            tick.setChecked(noted)
            tick.setEnabled(not noted)  # what was seen stays in the record
            tick.clicked.connect(lambda _=False, seen=sign: self._vm.note_sign(seen))
            box.add(tick)
        return box

    def _tick(self) -> None:
        self._clock.set_text(self._vm.clock_text(self._vm.now))

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
