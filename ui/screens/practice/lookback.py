# SPDX-License-Identifier: MIT
"""The look back: what came too early first, then what was left out; calm, without marks, not stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.flow.review import ReviewKind
from app.i18n.review_text import FEEDBACK
from ui.screens.clicks import on_click
from ui.screens.fold import Fold
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.practice import LookbackNote, LookbackSection, LookbackViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button, Rank
from ui.widgets.panel import CardFrame, Panel
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_NAMED = frozenset(
    {ReviewKind.FLAG_OPEN, ReviewKind.TIMER_RUNNING}
)  # their ids mean nothing to an officer


class LookbackScreen(ScreenFrame):
    """``left``: back to where it was opened; ``from_case`` says that this is not the list."""

    left = Signal()
    home_opened = Signal()

    def __init__(
        self,
        view_model: LookbackViewModel,
        tr: Translate,
        *,
        from_case: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Look back"),
            subtitle=tr("Practice. It looks at the course of the talk, never at the answers."),
            tr=tr,
            parent=parent,
        )
        self._model, self._words, self._lang = view_model, tr, current_theme().language
        self._sections = QVBoxLayout()
        self._sections.setSpacing(current_theme().space(2))
        self.body.addLayout(self._sections)
        self.body.addStretch(1)
        rank: Rank = "text" if from_case else "outlined"
        self.home_button = Button(tr("To the list"), rank=rank, icon="home")
        self.actions.add_action(on_click(self.home_button, self.home_opened.emit), "left")
        self.back_button = self.home_button
        if from_case:
            self.back_button = Button(tr("Back"), rank="outlined", icon="back")
            self.actions.add_action(on_click(self.back_button, self.left.emit))
        self.set_entry(self.back_button)
        view_model.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        model, tr = self._model, self._words
        if model.error is not None:
            self.show_failed(error_sentence(model.error, tr), model.load)
        elif not model.is_loaded:
            self.show_busy(tr("Looking back…"))
        else:
            self.show_ready()
            self.set_title(tr("Look back · {case}").format(case=model.case_number))
            refill(self._sections, self._parts())

    def _parts(self) -> Iterator[QWidget]:
        tr = self._words
        early, *left_out, rest = self._model.sections(self._lang)
        if not early.notes:
            yield Banner("success", tr("No question came too early."))
        for section in (early, *left_out):
            if section.notes:
                yield self._card(section)
        if rest.notes:
            title = tr("Also not asked ({count})").format(count=len(rest.notes))
            yield Fold(title, self._list(rest.notes, folded=True), tr=tr)
        asked = self._model.asked(self._lang)
        if asked:
            yield Fold(
                tr("What was asked ({count})").format(count=len(asked)), self._asked(asked), tr=tr
            )
        yield Banner(
            "info",
            tr("Practice is for trying out. Nothing of this page is stored, counted or sent."),
            title=tr("Thank you for practising."),
        )

    def _card(self, section: LookbackSection) -> QWidget:
        tr = self._words
        titles = {
            "early": tr("Asked too early"),
            "critical": tr("Important and not asked"),
            "cards": tr("Cards not shown"),
            "flags": tr("Warnings still open"),
            "timers": tr("Deadlines still running"),
        }
        card = CardFrame(titles[section.id])
        card.add(self._list(section.notes))
        return card

    def _list(self, notes: Sequence[LookbackNote], *, folded: bool = False) -> QWidget:
        box = _box(folded=folded)
        for note in notes:
            named = note.kind in _NAMED
            sentence = self._words(FEEDBACK[note.kind])
            sentence = sentence.format(id=f"「{note.words}」" if named else note.about)
            box.add(TextLabel(sentence) if named else _line(sentence, note.words))
        return box

    def _asked(self, asked: Sequence[tuple[str, str]]) -> QWidget:
        box = _box(folded=True)
        for item, words in asked:
            box.add(_line(item, words))
        return box


def _box(*, folded: bool) -> Panel:
    """A list; under a fold it lies on a card of its own."""
    box = Panel(role="card", margin=3) if folded else Panel(margin=0)
    box.set_gap(1.5)
    return box


def _line(sentence: str, about: str) -> QWidget:
    """A sentence and, beneath it, the words of what it is about."""
    line = Panel(margin=0)
    line.set_gap(0)
    line.add(TextLabel(sentence))
    line.add(TextLabel(about, size=14, tone="secondary"))
    return line
