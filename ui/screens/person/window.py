# SPDX-License-Identifier: MIT
"""The window a person sees: only their language, one question, nothing of the case.

It stands on a second screen or on the turned laptop. There is no way back to the officer's side, no
menu and no case number; its title says nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.domain.ruby import strip_ruby
from app.domain.value import Json
from ui.a11y import Role, set_role, step
from ui.screens.item_spec import SpecMaker
from ui.screens.language_grid import LanguageGrid
from ui.screens.person.button_grid import ButtonGrid
from ui.screens.person.crowding import NOTICE, Crowding
from ui.screens.person.hand import Cornered
from ui.screens.person.person_spec import heard_texts, person_spec
from ui.screens.person.question import QuestionPage
from ui.screens.person.quiet import QuietPage
from ui.screens.person.scrolling import ScrollingPage
from ui.screens.person.turnable import Turnable
from ui.screens.refill import refill
from ui.screens.wordings import grounding
from ui.sound import Spoken
from ui.theme import current_theme, direction_for
from ui.viewmodels.person import PersonViewModel, Scene
from ui.widgets.buttons import Button, IconButton
from ui.widgets.entries import raws
from ui.widgets.keys import KeyRouter
from ui.widgets.panel import Panel, row
from ui.widgets.scroller import Scroller
from ui.widgets.text import text_widget
from ui.widgets.words import Translate


class PersonWindow(QWidget):
    """``closed`` when the window manager shut it: the officer can open it again.

    The officer's keys work here too, unseen: on one screen this window covers everything else.
    """

    closed = Signal()
    officer_wanted = Signal()  # put this window away: the officer's page
    danger_wanted = Signal()
    lock_wanted = Signal()
    hide_wanted = Signal()

    def __init__(
        self, view_model: PersonViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.Window)
        self._vm = view_model
        self._officer_tr = tr  # never shown here; kept for the spec of a question
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self.setWindowTitle(" ")
        self._content = Cornered(view_model.mono_ms)
        self._content.hand.called.connect(view_model.call_silently)
        self._content.setProperty("page", True)  # noqa: FBT003 a Qt property
        self._column = QVBoxLayout(self._content)
        self._column.setSpacing(current_theme().space(1))
        self._turnable = Turnable(self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # What is in it follows the window: it never keeps it from becoming lower.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self._turnable)
        self.page: QWidget = QWidget()
        self._crowding = Crowding.of(self.size())
        self._asked: Hashable = None  # what the page of a question asks, and in which language
        self._spoken: list[Spoken] = []
        keys = KeyRouter(self)
        keys.bind("F4", self.officer_wanted.emit, name="")
        keys.bind("Ctrl+F8", self.danger_wanted.emit, name="")
        keys.bind("Ctrl+L", self.lock_wanted.emit, name="")
        keys.bind("Ctrl+Shift+H", self.hide_wanted.emit, name="")
        view_model.changed.connect(self.retranslate)
        view_model.hearing.changed.connect(self._on_heard)
        view_model.look_changed.connect(self._on_look)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw the scene of now; nothing of the one before stays."""
        self._content.setLayoutDirection(direction_for(self._vm.words_lang))
        set_role(self, Role.Window).setAccessibleName(
            strip_ruby(self._vm.tr_person("The officer's question"))
        )
        self._turnable.set_name(self.accessibleName())
        self._spoken = []
        edge, before = self._crowding.edge, self._asked
        entered = raws(self.page) if isinstance(self.page, QuestionPage) else {}
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._content.step_back()
        refill(self._column, self._parts())
        self._content.place_hand(edge, shown=self._vm.has_hand)
        self._column.setStretchFactor(self.page, 1)
        if isinstance(self.page, QuestionPage):
            if self._asked == before:  # only the looks are others
                self.page.enter(entered)
            self.page.focus_entry()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 Qt's own
        return step(self, forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if Crowding.of(self.size()) is not self._crowding:
            QTimer.singleShot(0, self, self._on_crowded)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._vm.hearing.stop()

    def _parts(self) -> Iterator[QWidget]:
        self._asked = None
        self.page = self._page()
        top = self._top()
        if isinstance(self.page, ScrollingPage) and (words := self._vm.silent_help):
            self.page.lead_with(
                text_widget(self._vm.lang, words, self._crowding.letters(NOTICE, 0))
            )
            self._on_read()
        if isinstance(self.page, ScrollingPage) and self._leads:
            self.page.lead_with(top)
            self.page.keep_free(self._content.hand.width())  # nothing scrolls under the hand
        else:
            yield top
        yield self.page
        if self._vm.scene not in {Scene.WAITING, Scene.LANGUAGE, Scene.BREAK}:
            yield self._bottom()

    @property
    def _leads(self) -> bool:
        """What changes the looks scrolls with the page."""
        return self._crowding is Crowding.TIGHT and isinstance(self.page, ScrollingPage)

    def _on_read(self) -> None:
        """The page with what the hand is for is in sight: it is told once."""
        if self.isVisible() and self._vm.silent_help:
            self._vm.told()

    def _page(self) -> QWidget:
        vm, tr_person = self._vm, self._vm.tr_person
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
                return self._quiet(tr_person("Your answer was kept."), lines)
            case Scene.HIDDEN:
                lines = [
                    tr_person("You can leave out any question."),
                    tr_person("Please tell the officer"),
                ]
                return self._quiet(tr_person("The officer's question"), lines)
            case Scene.BREAK:
                return self._break()
            case _:
                words = tr_person("The officer is getting things ready. Please wait.")
                return self._quiet(words)

    def _question(self) -> QWidget:
        item = self._vm.item
        if item is None:
            raise RuntimeError("a question without an item")
        glance = self._vm.glance
        spec = person_spec(SpecMaker(glance, self._officer_tr, one_part=True).item(item))
        vm = self._vm
        self._asked = item, spec.officer_lang, tuple(part.id for part in spec.parts)
        page = QuestionPage(
            spec,
            vm.tr_person,
            vm.quiet_words,
            vm.larger,
            by_ear=vm.by_ear,
            crowding=self._crowding,
        )
        self._spoken = [
            vm.hearing.spoken(side.lang, side.text, mark) for mark, side in heard_texts(spec)
        ]
        page.listen_wanted.connect(self._on_option)
        page.given.connect(lambda value: self._vm.answer(cast("Json", value)))
        return page

    def _languages(self) -> QWidget:
        grid = LanguageGrid(self._officer_tr("Languages"))
        grid.set_languages(self._vm.languages)
        grid.chosen.connect(self._vm.choose_language)
        return Scroller(grid)

    def _card(self) -> QWidget:
        card = self._vm.card
        title = card.title[1].text if card and card.title[1] else ""
        text = card.text[1].text if card and card.text[1] else ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        notice = card.notice.text if card and card.notice else ""
        return self._quiet(title, lines, lang=self._vm.lang, top=True, notice=notice)

    def _quiet(
        self,
        heading: str,
        lines: Sequence[str] = (),
        *,
        lang: str = "",
        top: bool = False,
        notice: str = "",
    ) -> QWidget:
        """A page without an answer, which can be heard as well."""
        vm, lang = self._vm, lang or self._vm.words_lang
        self._spoken = [vm.hearing.spoken(lang, text) for text in (notice, heading, *lines) if text]
        return QuietPage(
            lang,
            heading,
            lines,
            larger=vm.larger,
            top=top,
            notice=notice,
            crowding=self._crowding,
        )

    def _break(self) -> QWidget:
        tr_person = self._vm.tr_person
        lines = [tr_person("Take your time.")]
        lines.append(
            tr_person("There is water here. You can ask for a toilet, food or warm clothes.")
        )
        if not self._vm.grounding_hidden:
            lines.extend(grounding(tr_person))
        lines.append(tr_person("We can go on when you want, or another day."))
        return self._quiet(
            tr_person("We are taking a break."), lines, notice=self._vm.grounding_notice
        )

    def _top(self) -> QWidget:
        """Listening, size of the letters and turning the screen."""
        tr_person, lang = self._vm.tr_person, self._vm.words_lang
        holder = QWidget()
        smaller = IconButton("minus", strip_ruby(tr_person("Smaller text")), lang=lang)
        larger = IconButton("add", strip_ruby(tr_person("Larger text")), lang=lang)
        turn = IconButton("rotate", strip_ruby(tr_person("Turn the screen")), lang=lang)
        smaller.clicked.connect(lambda: self._vm.enlarge(-1))
        larger.clicked.connect(lambda: self._vm.enlarge(1))
        turn.clicked.connect(self._vm.turn)
        self._listen = IconButton("play", strip_ruby(tr_person("Listen")), lang=lang)
        if not self._spoken:
            self._listen.hide()
        self._listen.clicked.connect(self._on_listen)
        tight, tools = self._crowding is Crowding.TIGHT, (smaller, larger, turn, self._listen)
        line = row(smaller, larger, spacing=1 if tight else 2)
        line.addWidget(turn)
        line.addWidget(self._listen)
        if not self._leads:
            line.addSpacing(self._content.hand.width())
        for button in tools:
            button.set_pictured(on=not tight)
        holder.setLayout(line)
        self._on_heard()
        if not (self._vm.by_ear and self._vm.hearing.way(self._spoken) == "synthetic"):
            return holder
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addWidget(text_widget(lang, tr_person("This is a computer voice."), 16))
        return both

    def _on_listen(self) -> None:
        """Read the page aloud; where it cannot be, the button says so."""
        if not self._vm.listen(self._spoken):
            word = strip_ruby(self._vm.tr_person("There is no sound for this text."))
            self._listen.set_text(word)
            self._listen.setEnabled(False)

    def _on_option(self, option: str) -> None:
        spoken = next((spoken for spoken in self._spoken if spoken.mark == option), None)
        if spoken is not None:
            self._vm.listen_to(spoken)

    def _on_heard(self) -> None:
        hearing, tr_person = self._vm.hearing, self._vm.tr_person
        word = tr_person("Stop the sound") if hearing.playing else tr_person("Listen")
        self._listen.set_text(strip_ruby(word))
        self._listen.set_icon("stop" if hearing.playing else "play")
        if isinstance(self.page, QuestionPage):
            self.page.mark_heard(hearing.mark)

    def _bottom(self) -> QWidget:
        """What is always there: a break, stop, and help."""
        tr_person, lang = self._vm.tr_person, self._vm.words_lang
        crowded = bool(self._crowding)
        panel = Panel(role="bar", margin=0 if self._crowding is Crowding.TIGHT else 1)
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
                icon="" if self._crowding is Crowding.TIGHT else icon,
                lang=lang,
                tone="neutral",
                type_size=14 if crowded else 18,
                stacked=not crowded,
            )
            button.clicked.connect(lambda _=False, wish=kind: self._vm.ask(wish))
            buttons.append(button)
        panel.add(ButtonGrid(buttons))
        return panel

    def _on_crowded(self) -> None:
        """The window became lower or higher: what is entered stays."""
        crowding = Crowding.of(self.size())
        if crowding is not self._crowding:
            self._crowding = crowding
            self.retranslate()

    def _on_look(self) -> None:
        self._turnable.set_turned(turned=self._vm.turned)
        self.retranslate()
