# SPDX-License-Identifier: MIT
"""Before the closing: what was not asked and which flags still want an action. And the end of the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.pack import Part
from app.domain.ruby import strip_ruby
from app.domain.typing_place import of_item
from app.ids import ItemId
from app.services.wording import JOINED
from ui.screens.fold import Fold
from ui.theme import current_theme
from ui.viewmodels.course import Line, parts_left
from ui.viewmodels.glance import Glance
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.panel import CardFrame, Panel, row
from ui.widgets.reveal import reveal
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_FEW: Final = 6  # so many are shown without a click


class ReviewPage(CardFrame):
    """What is missing, the important things first; each is one click away."""

    danger_wanted = Signal()
    card_wanted = Signal(str)

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Before the closing"), parent=parent)
        self._vm, self._tr = view_model, tr
        glance = view_model.glance
        self._add_flags(glance)
        self._add_unsaved()
        missing = glance.missing
        spared = [line for line in missing if line.spared]
        critical = [line for line in missing if line.critical and not line.spared]
        rest = [line for line in missing if not (line.critical or line.spared)]
        if critical:
            self.add(SectionTitle(tr("Important and not asked"), level=3, size=18))
            self.add(self._list(critical))
        if rest:
            title = tr("Also not asked ({count})").format(count=len(rest))
            self.add(
                Fold(title, self._list(rest), opened=not critical and len(rest) <= _FEW, tr=tr)
            )
        if spared:
            title = tr("Left in distress: only if the person wants ({count})")
            self.add(Fold(title.format(count=len(spared)), self._list(spared), tr=tr))
        if parts := self._parts_left():
            title = tr("Answered in part ({count})").format(count=len(parts))
            self.add(Fold(title, self._list(parts), opened=len(parts) <= _FEW, tr=tr))
        self.add(
            TextLabel(
                tr("What was not asked stays visible as not asked. It is no answer."),
                tone="secondary",
            )
        )
        self._add_due(glance)
        walking = view_model.walking
        looks = walking.looks_ahead
        words = tr("Back to the questions") if looks else tr("Go on to the closing")
        self.go_on = Button(words, icon="back" if looks else "next")
        on = walking.look_no_more if looks else walking.accept_review
        self.go_on.clicked.connect(on)
        self.body.addLayout(row(self.go_on))

    def lead_on(self) -> None:
        """Lead to the end of the list, where one goes on: nothing of it is passed by a key alone."""
        self.go_on.setFocus()
        reveal(self.go_on)

    def _add_flags(self, glance: Glance) -> None:
        """Open flags: first those that hold the closing back, then the others; one click to all of them."""
        tr = self._tr
        if glance.discreet_words:
            self.add(Banner("info", glance.discreet_words))
        blocking = [flag for flag in glance.flags if flag.blocks_closing]
        others = [flag for flag in glance.flags if not flag.blocks_closing]
        for flags, title in (
            (blocking, tr("These flags want an action or a reason first.")),
            (others, tr("Open flags")),
        ):
            if flags:
                titles = "\n".join(f"・{flag.title}" for flag in flags)
                act = Button(tr("Record what was done"), rank="outlined", icon="danger")
                act.clicked.connect(self.danger_wanted)
                kind = "warning" if flags is blocking else "info"
                self.add(Banner(kind, titles, title=title, action=act))

    def _add_due(self, glance: Glance) -> None:
        """What was promised or is due: cards to show, questions that may be offered."""
        offers = dict.fromkeys(item for offer in glance.offers for item in offer.items)
        if not (glance.cards_due or offers):
            return
        self.add(SectionTitle(self._tr("Still to be shown or offered"), level=3, size=18))
        self.add(self._list([Line(item, glance.explainer.question(item)) for item in offers]))
        for card in glance.cards_due:
            button = _line(card.title, "card")
            button.clicked.connect(
                lambda _=False, card_id=str(card.id): self.card_wanted.emit(card_id)
            )
            self.add(button)

    def _add_unsaved(self) -> None:
        """What is typed somewhere and no answer yet: it stands in no record."""
        question = self._vm.glance.explainer.question
        items = dict.fromkeys(ItemId(of_item(place)) for place in self._vm.unsaved.places)
        lines = [Line(item, question(item)) for item in items if item]
        if lines:
            self.add(SectionTitle(self._tr("Typed and not saved yet"), level=3, size=18))
            self.add(self._list(lines))

    def _parts_left(self) -> list[Line]:
        """Answered questions of which parts were not asked, each with the words of those."""
        glance = self._vm.glance
        return [
            Line(item, f"{glance.explainer.question(item)} — {self._labels(parts)}")
            for item, parts in parts_left(self._vm.session).items()
        ]

    def _labels(self, parts: Sequence[Part]) -> str:
        glance = self._vm.glance
        words = (strip_ruby(glance.text(part.text)) for part in parts)
        return JOINED.get(glance.officer_lang, ", ").join(label for label in words if label)

    def _list(self, lines: Sequence[Line]) -> QWidget:
        box = Panel(margin=0)
        box.body.setSpacing(current_theme().space(1))
        for line in lines:
            button = _line(line.text, "next")
            button.clicked.connect(lambda _=False, item=line.item: self._jump(item))
            box.add(button)
        return box

    def _jump(self, item: ItemId) -> None:
        self._vm.walking.jump(item)


def _line(text: str, icon: str) -> Button:
    """One line of a list: all of them begin at one edge."""
    return Button(text, rank="text", size="small", icon=icon, tone="neutral", align="start")


class EndPage(EmptyState):
    """All questions of this way were asked or left out. ``more``: what else one may do from here."""

    def __init__(
        self,
        readback: Button,
        tr: Translate,
        *,
        more: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("The questions are finished"),
            tr("Read the main points back, then decide together who may receive what."),
            icon="check",
            actions=[readback, *more],
            parent=parent,
        )
