# SPDX-License-Identifier: MIT
"""The window a person sees: only their language, one question, nothing of the case.

It stands on a second screen or on the turned laptop. There is no way back to the officer's side, no
menu and no case number; its title says nothing.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ruby import strip_ruby
from app.domain.value import Json
from ui.screens.item_spec import SpecMaker
from ui.screens.language_grid import LanguageGrid
from ui.screens.person.button_grid import ButtonGrid
from ui.screens.person.person_spec import person_spec
from ui.screens.person.question import CROWDED, QuestionPage
from ui.screens.person.quiet import QuietPage
from ui.screens.person.turnable import Turnable
from ui.screens.refill import empty
from ui.screens.wordings import grounding
from ui.theme import current_theme, direction_for
from ui.viewmodels.person import PersonViewModel, Scene
from ui.widgets.buttons import Button, IconButton
from ui.widgets.drawer import scroller
from ui.widgets.panel import Panel, row
from ui.widgets.words import Translate


class PersonWindow(QWidget):
    """``closed`` when the window manager shut it: the officer can open it again."""

    closed = Signal()

    def __init__(
        self, view_model: PersonViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm = view_model
        self._officer_tr = tr  # never shown here; kept for the spec of a question
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self.setWindowTitle(" ")
        self._content = QWidget()
        self._content.setProperty("page", True)  # noqa: FBT003 a Qt property
        self._column = QVBoxLayout(self._content)
        edge = current_theme().space(1 if current_theme().scale >= CROWDED else 3)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(current_theme().space(1))
        self._turnable = Turnable(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._turnable)
        self.page: QWidget = QWidget()
        view_model.changed.connect(self.retranslate)
        view_model.look_changed.connect(self._on_look)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw the scene of now; nothing of the one before stays."""
        empty(self._column)
        self._content.setLayoutDirection(direction_for(self._vm.words_lang))
        self.setAccessibleName(strip_ruby(self._vm.tr_person("The officer's question")))
        self._turnable.set_name(self.accessibleName())
        self.page = self._page()
        self._column.addWidget(self._top())
        self._column.addWidget(self.page, 1)
        if self._vm.scene not in {Scene.WAITING, Scene.LANGUAGE, Scene.BREAK}:
            self._column.addWidget(self._bottom())
        for number in range(self._column.count()):
            entry = self._column.itemAt(number)
            widget = entry.widget() if entry is not None else None
            if widget is not None:
                widget.show()
        if isinstance(self.page, QuestionPage):
            self.page.focus_entry()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _page(self) -> QWidget:
        vm, tr_person = self._vm, self._vm.tr_person
        lang, larger = vm.words_lang, vm.larger
        match vm.scene:
            case Scene.QUESTION:
                return self._question()
            case Scene.LANGUAGE:
                return self._languages()
            case Scene.CARD:
                return self._card()
            case Scene.KEPT:
                lines = [
                    tr_person("Thank you"),
                    tr_person("Take your time."),
                    tr_person("You can stop at any time."),
                ]
                return QuietPage(lang, tr_person("Your answer was kept."), lines, larger=larger)
            case Scene.HIDDEN:
                lines = [
                    tr_person("You can leave out any question."),
                    tr_person("Please tell the officer"),
                ]
                return QuietPage(lang, tr_person("The officer's question"), lines, larger=larger)
            case Scene.BREAK:
                return self._break()
            case _:
                words = tr_person("The officer is getting things ready. Please wait.")
                return QuietPage(lang, words, larger=larger)

    def _question(self) -> QWidget:
        item = self._vm.interview.item
        if item is None:
            raise RuntimeError("a question without an item")
        glance = self._vm.interview.glance
        spec = person_spec(SpecMaker(glance, self._officer_tr).item(item))
        page = QuestionPage(spec, self._vm.quiet_words, self._vm.larger)
        page.given.connect(lambda value: self._vm.answer(cast("Json", value)))
        return page

    def _languages(self) -> QWidget:
        grid = LanguageGrid()
        grid.set_languages(self._vm.interview.workspace.languages)
        grid.chosen.connect(self._vm.interview.choose_language)
        return scroller(grid)

    def _card(self) -> QWidget:
        card = self._vm.card
        lang = self._vm.lang
        title = card.title[1].text if card and card.title[1] else ""
        text = card.text[1].text if card and card.text[1] else ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return QuietPage(lang, title, lines, larger=self._vm.larger, top=True)

    def _break(self) -> QWidget:
        tr_person = self._vm.tr_person
        lines = [tr_person("Take your time.")]
        lines.append(
            tr_person("There is water here. You can ask for a toilet, food or warm clothes.")
        )
        if not self._vm.grounding_hidden:
            lines.extend(grounding(tr_person))
        lines.append(tr_person("We can go on when you want, or another day."))
        return QuietPage(
            self._vm.words_lang, tr_person("We are taking a break."), lines, larger=self._vm.larger
        )

    def _top(self) -> QWidget:
        """Size of the letters and turning the screen."""
        tr_person, lang = self._vm.tr_person, self._vm.words_lang
        holder = QWidget()
        smaller = IconButton("minus", strip_ruby(tr_person("Smaller text")), lang=lang)
        larger = IconButton("add", strip_ruby(tr_person("Larger text")), lang=lang)
        turn = IconButton("rotate", strip_ruby(tr_person("Turn the screen")), lang=lang)
        smaller.clicked.connect(lambda: self._vm.enlarge(-1))
        larger.clicked.connect(lambda: self._vm.enlarge(1))
        turn.clicked.connect(self._vm.turn)
        line = row(smaller, larger)
        line.addWidget(turn)
        holder.setLayout(line)
        return holder

    def _bottom(self) -> QWidget:
        """What is always there: a break, stop, and help."""
        tr_person, lang = self._vm.tr_person, self._vm.words_lang
        panel = Panel(role="bar", margin=1)
        crowded = current_theme().scale >= CROWDED
        buttons = []
        deeds = (
            ("pause", tr_person("Pause"), "pause"),
            ("stop", tr_person("Stop"), "stop"),
            ("not_understood", tr_person("I do not understand"), "question"),
            ("interpreter", tr_person("Another interpreter"), "interpreter"),
        )
        for kind, own, icon in deeds:
            asked = kind == self._vm.help_asked
            word = tr_person("Please tell the officer") if asked else own
            button = Button(
                strip_ruby(word),
                rank="outlined",
                size="small" if crowded else "large",
                icon=icon,
                lang=lang,
                tone="neutral",
                type_size=14 if crowded else 18,
                stacked=not crowded,
            )
            button.clicked.connect(lambda _=False, one=kind: self._vm.ask(one))
            buttons.append(button)
        panel.add(ButtonGrid(buttons))
        return panel

    def _on_look(self) -> None:
        self._turnable.set_turned(turned=self._vm.turned)
        self.retranslate()
