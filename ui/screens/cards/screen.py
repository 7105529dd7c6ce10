# SPDX-License-Identifier: MIT
"""One card at a time, one idea per line, both languages beside each other; what was done is logged."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.services.interviews import TOLD_BACK
from ui.a11y import check_one, one_stop
from ui.screens.cards.telling import TellingPanel
from ui.screens.fold import Fold
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme, direction_for
from ui.viewmodels.cards import CardsViewModel
from ui.viewmodels.glance import CardRow
from ui.widgets.banners import DraftBanner
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.fields import Select
from ui.widgets.halves import Halves
from ui.widgets.panel import Panel, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.sides import Sides
from ui.widgets.status import StatusBadge
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate

_LIST = 280
_CARD = 460  # px at 100 %: a card beside the list


class CardsScreen(ScreenFrame):
    """Left the list, right the card; the action bar logs what was done."""

    left = Signal()
    mini_print_requested = Signal(str)

    def __init__(
        self, view_model: CardsViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Cards"), max_width=1300, tr=tr, parent=parent)
        self._vm, self._tr = view_model, tr
        every = [(str(card.id), card.title) for card in (*view_model.due, *view_model.others)]
        self._picker = Select(tr("Card"), every)
        self._list = QVBoxLayout()
        self._page = QVBoxLayout()
        self._fill_frame()
        view_model.changed.connect(self.retranslate)
        view_model.result_missing.connect(self._on_missing)
        view_model.failed.connect(self._on_failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw list, card and bar from the view model."""
        refill(self._list, self._list_parts())
        self._list.addStretch(1)
        refill(self._page, self._page_parts())
        self._page.addStretch(1)
        self._picker.choose(str(self._vm.card or ""))
        has_card = self._vm.card is not None
        for button in self._marks.values():
            button.setEnabled(has_card)
        why = self._why_not()
        self.actions.explain(why)
        self._show.setVisible(not (why and not self._sides.beside))  # the words stand in its place
        self._show.setEnabled(has_card and not self._hidden())
        on = self._vm.on_person_screen
        tr = self._tr
        self._show.set_text(
            tr("Take off the person's window") if on else tr("Show in the person's window")
        )

    def _fill_frame(self) -> None:
        tr, theme = self._tr, current_theme()
        for layout in (self._list, self._page):
            layout.setSpacing(theme.space(1))
        listed, page = QWidget(), QWidget()
        listed.setLayout(self._list)
        page.setLayout(self._page)
        self._sides = Sides(gap=3)
        self._index = self._sides.add_fixed(listed, _LIST)
        self._sides.add_read(page, _CARD)
        self._sides.turned.connect(self._on_turned)
        one_stop(self._index)
        self.header.addWidget(self._picker)
        self._picker.hide()
        self._picker.chosen_changed.connect(self._vm.choose)
        self.body.addWidget(self._sides, 1)
        back = Button(tr("Back to the interview"), rank="outlined", icon="back")
        self._show = Button(tr("Show in the person's window"), rank="text", icon="person-window")
        back.clicked.connect(self.left)
        self._show.clicked.connect(
            lambda: self._vm.show_to_person(on=not self._vm.on_person_screen)
        )
        self.actions.add_action(back, "left")
        self.actions.add_action(self._show, "left")
        self._marks = {how: Button(word, rank="outlined") for how, word in self._hows().items()}
        for how, button in self._marks.items():
            button.clicked.connect(lambda _=False, way=how: self._vm.mark(way))
            self.actions.add_action(button)
        self.set_entry(back)

    def _on_turned(self) -> None:
        """Under the others the list is one line."""
        self._index.setVisible(self._sides.beside)
        self._picker.setVisible(not self._sides.beside)
        self.retranslate()

    def _hows(self) -> dict[str, str]:
        tr = self._tr
        return {
            "shown": tr("shown"),
            "read_aloud": tr("read aloud"),
            "understood": tr("understood"),
            "questions": tr("asked questions"),
        }

    def _list_parts(self) -> Iterator[QWidget | QLayout]:
        tr = self._tr
        yield SectionTitle(tr("Due now"), size=17)
        for card in self._vm.due:
            yield self._choice(card)
        if not self._vm.due:
            yield TextLabel(tr("Nothing is due."), tone="secondary")
        box = QWidget()
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        chosen_other = False
        for card in self._vm.others:
            inner.addWidget(self._choice(card))
            chosen_other = chosen_other or card.id == self._vm.card
        yield Fold(tr("Other cards"), box, opened=chosen_other, tr=tr)

    def _choice(self, card_row: CardRow) -> Button:
        words = f"✓ {card_row.title}" if card_row.shown else card_row.title
        button = Button(
            words,
            rank="text",
            size="small",
            icon="card",
            lang=self._vm.glance.officer_lang,
            tone="neutral",
            align="start",
        )
        check_one(button, on=card_row.id == self._vm.card)
        button.clicked.connect(lambda _=False, card=str(card_row.id): self._vm.choose(card))
        return button

    def _page_parts(self) -> Iterator[QWidget | QLayout]:
        texts, shown = self._vm.texts, self._vm.row
        if texts is None or shown is None:
            yield EmptyState(
                self._tr("No card is open"),
                self._tr("Choose a card on the left."),
                icon="card",
            )
            return
        person = self._vm.glance.person_lang
        panel = Panel(role="card", margin=0)
        panel.body.setSpacing(0)
        if texts.unreviewed or self._hidden():
            notice = texts.notice.text if texts.notice else ""
            panel.add(DraftBanner(person_lang=person, notice=notice))
        panel.add(
            self._line(
                texts.title[0].text, texts.title[1].text if texts.title[1] else None, 24, bold=True
            )
        )
        for officer, theirs in self._vm.lines:
            panel.add(self._line(officer, theirs, 20))
        yield panel
        if self._vm.tell_back is not None:
            yield TellingPanel(self._vm, self._tr)
        if shown.shown:
            words = {**self._hows(), TOLD_BACK: self._tr("told back")}
            badges = [StatusBadge(words[how], kind="success") for how in dict.fromkeys(shown.shown)]
            yield row(*badges, spacing=1)
        if self._vm.facts:
            yield Fold(self._tr("Facts for you, not to be read out"), self._facts(), tr=self._tr)
        sources = self._vm.glance.asked_for(shown.id)
        if sources:
            box = Panel(role="sunken", margin=2)
            for source in sources:
                box.add(TextLabel(f"・{source}", size=14, tone="secondary"))
            if self._vm.glance.awaits_lawyer(shown.id):
                waits = self._tr("No lawyer has reviewed this wording yet.")
                box.add(TextLabel(waits, size=14, bold=True))
            yield Fold(self._tr("What the sources ask"), box, tr=self._tr)

    def _facts(self) -> Panel:
        """Each with where it comes from and of when it is."""
        box, glance = Panel(role="sunken", margin=2), self._vm.glance
        for fact in self._vm.facts:
            box.add(TextLabel(f"・{glance.text(fact.text)}"))
            day = fact.as_of.isoformat() if fact.as_of else self._tr("without date")
            box.add(TextLabel(f"{fact.source} · {day}", size=14, tone="secondary"))
        return box

    def _line(
        self, officer: str, theirs_text: str | None, size: int, *, bold: bool = False
    ) -> QWidget:
        glance = self._vm.glance
        ours = text_widget(glance.officer_lang, officer, size, bold)
        if theirs_text is None:
            theirs = TextLabel(self._tr("The interpreter reads this."), tone="secondary")
        else:
            theirs = text_widget(glance.person_lang, theirs_text, size, bold)
            theirs.setLayoutDirection(direction_for(glance.person_lang))
        for side in (ours, theirs):
            side.setAlignment(Qt.AlignmentFlag.AlignTop)
        return Halves(ours, theirs, margin=(1.5, 1.5))

    def _why_not(self) -> str:
        """Why the card cannot be shown to the person; empty when it can."""
        texts, tr = self._vm.texts, self._tr
        if texts is None:
            return tr("Choose a card first.")
        if texts.text[1] is None:
            return tr("The card has no text in the person's language: read it out or interpret it.")
        if texts.person_hidden:
            return tr(
                "This station shows the person only texts that a native speaker has reviewed: read it"
                " out or interpret it. A supervisor can change this in the settings."
            )
        return ""

    def _hidden(self) -> bool:
        texts = self._vm.texts
        return texts is None or texts.person_hidden or texts.text[1] is None

    def _on_missing(self) -> None:
        words = self._tr("Choose what happened when the person told it back.")
        self.show_message("warning", words)

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
