# SPDX-License-Identifier: MIT
"""The middle of the interview: the card with its note, or why it is closed, or the review, or the end."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.value import Json
from app.ids import ItemId
from ui.a11y import arrange, say, tab_order
from ui.screens.interview.cards import Ahead, Cards
from ui.screens.interview.departure import outcome_banner
from ui.screens.interview.lock_panel import LockPanel
from ui.screens.interview.review_page import EndPage, ReviewPage
from ui.screens.refill import Region, refill
from ui.screens.wordings import before_sentence, problem_sentence
from ui.theme import current_theme
from ui.viewmodels import course
from ui.viewmodels.hearing import Hearing
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.unsaved import Fields
from ui.widgets.answer_spec import Value
from ui.widgets.at_rest import at_rest
from ui.widgets.banners import Banner, InlineMessage
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.buttons import Button
from ui.widgets.entries import raws
from ui.widgets.replaced import replacing
from ui.widgets.scroller import Scroller
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_LEAST = (320, 160)  # px at 100 %


class Middle(QWidget):
    """Drawn anew whenever another item comes; values and notes live in the view model.

    ``turned``: another page of the question is shown; ``planned``: it was cut into pages in another way.
    """

    turned = Signal()
    planned = Signal()
    readback_wanted = Signal()
    danger_wanted = Signal()
    next_person_wanted = Signal()
    lookback_wanted = Signal()
    card_wanted = Signal(str)
    entered = Signal()  # something was chosen or typed, and is not stored yet
    unclaimed = Signal(str)  # typed on a page of options, and found in none

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        self.hearing = Hearing(view_model.session.pack.clips, parent=self)
        self._put_aside: set[tuple[str, object]] = set()  # notices that the officer closed
        self.message = InlineMessage()  # the screen shows it beside what scrolls, always in sight
        self._fitting = self._drawing = False
        self._instead: QWidget | None = None  # what stands in place of a question
        self._notices, self._content, self._beside = (QVBoxLayout() for _ in range(3))
        self._cards = Cards(self._content, self.hearing, tr, self._made)
        self.ahead = Ahead(self._cards, view_model, self)
        layout = QVBoxLayout(self)
        space = current_theme().space
        layout.setContentsMargins(space(0.5), space(0.5), space(0.5), 0)
        layout.setSpacing(space(1))
        self._notices.setSpacing(space(1))
        self._noticed = Region(self._notices)
        layout.addLayout(self._notices)
        self._content.addLayout(self._beside)
        layout.addLayout(self._content, 1000)
        layout.addStretch(1)

    def draw(self) -> None:
        """Show what stands at this place of the interview."""
        self._drawing = True
        self._cards.put_by()
        self.hearing.stop()
        self.clear_message()
        self._instead = None
        with at_rest(self, *self._cards.columns()), replacing(self):
            refill(self._beside, self._parts())
            self._cards.settle()
            arrange(self)
            self._noticed.draw(self._notice_said(), self._notice_parts)
            self._fit()
        self._drawing = False
        self.ahead.start()
        self._say_question()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say_question()

    def _say_question(self) -> None:
        if self.card is not None:
            say(self, f"{self._place()}. {self.card.accessibleName()}")
        elif (page := self._instead) is not None:
            say(self, f"{page.accessibleName()}. {page.accessibleDescription()}".removesuffix(". "))

    @property
    def card(self) -> BilingualCard | None:
        """The card with the question, where one stands here."""
        return self._cards.asked.card if self._cards.asked is not None else None

    def draw_notices(self) -> None:
        """Break, short consent, the offer to go on: calm lines over the card."""
        before = {banner.accessibleName() for banner in self._notice_banners()}
        if self._noticed.draw(self._notice_said(), self._notice_parts):
            for banner in self._notice_banners():
                if banner.accessibleName() not in before:
                    say(banner, banner.accessibleName())
            self._fit()

    def _notice_banners(self) -> list[Banner]:
        return self.findChildren(Banner, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def minimumSizeHint(self) -> QSize:
        """The card arranges itself for any room: it never keeps a window from becoming narrower."""
        theme = current_theme()
        return QSize(theme.px(_LEAST[0]), theme.px(_LEAST[1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The answer asks for more room or less: an error shows, a text is added, groups are ticked."""
        if event.type() == QEvent.Type.LayoutRequest and not self._fitting:
            self._fitting = True
            QTimer.singleShot(0, self, self._fit)
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give the card what the notices leave; it shows as much of the answer as can be in it."""
        self._fitting = False
        layout = self.layout()
        if self.card is None or layout is None or not self.isVisible():
            return
        margins, width = layout.contentsMargins(), self.width()
        inner = width - margins.left() - margins.right()
        above = self._notices.heightForWidth(inner) if self._notices.hasHeightForWidth() else 0
        gap = layout.spacing() if self._notices.count() else 0
        self.card.fit(inner, self.height() - margins.top() - margins.bottom() - above - gap)

    def draw_stored(self) -> None:
        """Show the stored answer again, e.g. after the person answered in their window."""
        asked = self._cards.asked
        if asked is not None and asked.kept is not None and not self._shows_stored(asked.card):
            asked.kept.redraw(lambda: self._fill(asked.card))

    def _shows_stored(self, card: BilingualCard) -> bool:
        """Parts that were stored when they were left stand there: somebody may be writing in the next."""
        stored, shown = self._share(self._vm.stored_of(self._vm.item or ItemId(""))), card.value()
        if not (self._vm.parts and isinstance(stored, dict) and isinstance(shown, dict)):
            return False
        return all(shown.get(part) == value for part, value in stored.items())

    def press(self, text: str) -> bool:
        """Keys choose an option of the card."""
        return self.card.press(text) if self.card is not None else False

    def press_state(self, state: str) -> bool:
        """Choose *unsure* or *declined* of the part that has the focus, else of the first open one."""
        return self.card.answer.press_state(state) if self.card is not None else False

    def show_message(self, kind: str, text: str) -> None:
        """Say something that belongs to no field."""
        self.message.answer(text, kind)

    def clear_message(self) -> None:
        self.message.clear()

    def entry(self) -> QWidget | None:
        """Where the answer is given, or the first deed of a page without a card."""
        return (
            self.card.answer.entry() if self.card is not None else next(iter(tab_order(self)), None)
        )

    def focus_entry(self) -> None:
        """Put the keyboard where the answer is given."""
        entry = self.entry()
        if entry is not None:
            entry.setFocus()

    def _parts(self) -> Iterator[QWidget]:
        vm, stage = self._vm, self._vm.walking.stage
        if stage == "review":
            review = ReviewPage(vm, self._tr)
            review.danger_wanted.connect(self.danger_wanted)
            review.card_wanted.connect(self.card_wanted)
            yield self._in_place(review)
        elif stage == "end":
            readback = Button(self._tr("Read back"), icon="list", size="large")
            readback.clicked.connect(self.readback_wanted)
            yield self._in_place(EndPage(readback, self._tr, more=self._more()))
        elif vm.glance.lock:
            yield self._in_place(LockPanel(vm, self._tr))
        elif vm.item is not None:
            yield from self._question(vm.item)

    def _in_place(self, page: QWidget) -> QWidget:
        """What stands in place of a question; it is said by its name."""
        self._instead = page
        return Scroller(page)

    def _more(self) -> list[Button]:
        """In a group the next person is one click away; after practice one may look back."""
        tr, now = self._tr, self._vm.session.interview
        more = []
        if now.group_label:
            following = Button(
                tr("Next person of this group"), rank="outlined", icon="users", size="large"
            )
            following.clicked.connect(self.next_person_wanted)
            more.append(following)
        if now.practice:
            back = Button(tr("Look back"), rank="outlined", icon="history", size="large")
            back.clicked.connect(self.lookback_wanted)
            more.append(back)
        return more

    def _question(self, item: ItemId) -> Iterator[QWidget]:
        """Ask it on a card, and say what stands above that."""
        glance = self._vm.glance
        self._cards.ask(item, glance, self._place(), self._vm.unsaved, self._fill)
        if len(self._vm.parts) == 1:  # else the title is what the card says
            yield TextLabel(glance.item_texts(item).officer.text, tone="secondary")
        if before := glance.before(item):
            yield Banner("warning", before_sentence(before, self._tr))

    def _made(self, card: BilingualCard) -> None:
        card.changed.connect(self._on_changed)
        card.answer.problem.connect(self._vm.entering.enter_problem)
        card.answer.unclaimed.connect(self.unclaimed)
        card.answer.planned.connect(self._on_planned)
        card.answer.part_left.connect(self._vm.entering.store_left)
        card.turned.connect(self._vm.entering.store_left)
        card.turned.connect(self.turned)
        card.answer.installEventFilter(self)

    def _on_planned(self) -> None:
        if not self._drawing:  # else whoever has it drawn looks at it afterwards
            self.planned.emit()

    def _fill(self, card: BilingualCard) -> Fields:
        """Show in the card what was entered last, else what is stored; return its fields as stored."""
        vm = self._vm
        stored = self._share(vm.stored_of(vm.item)) if vm.item else None
        card.set_value(cast("Value | None", stored))
        fields = raws(card.answer)
        if (shown := self._share(vm.entering.shown_value)) != stored:
            card.set_value(cast("Value | None", shown))
        return fields

    def _share(self, value: Json) -> Json:
        """What a value says of the parts that are put now; all of it where the whole item is put."""
        parts = self._vm.parts
        if not parts or not isinstance(value, dict):
            return value
        return {str(part): value[part] for part in parts if part in value} or None

    def _place(self) -> str:
        """Which question of which phase, as one short line."""
        number, total = self._vm.glance.place
        return f"{self._vm.item} · {number}/{total}"

    def _notice_said(self) -> Hashable:
        """Everything that `_notice_parts` tells."""
        vm = self._vm
        view, now, glance = vm.session.view, vm.workspace.clock.now(), vm.glance
        return (
            tuple(course.departure_outcomes(view)),
            glance.consent_again_due(now),
            glance.sitting_end,
            glance.closing_left,
            glance.break_due(now) and (glance.hard_run_over, vm.item, glance.half_hours(now)),
            view.continue_offer,
            frozenset(self._put_aside),
        )

    def _notice_parts(self) -> Iterator[QWidget]:
        tr, vm = self._tr, self._vm
        view = vm.session.view
        for outcome in course.departure_outcomes(view):
            yield outcome_banner(outcome, tr, self._to_danger() if outcome == "danger" else None)
        if vm.glance.consent_again_due(vm.workspace.clock.now()):
            consent = vm.session.pack.roles.interview_consent.item
            ask = Button(tr("Ask again"), rank="outlined", size="small")
            ask.clicked.connect(lambda: vm.walking.jump(consent))
            yield Banner("info", tr("The short talk is over: ask whether to go on."), action=ask)
        yield from self._rest()
        if view.continue_offer is not None:
            on = Button(tr("Go on with the full interview"), rank="outlined", size="small")
            path = view.continue_offer.path
            on.clicked.connect(lambda: vm.walking.continue_with(path))
            words = tr("The short talk found something. Go on, or refer, as the person wishes.")
            yield Banner("info", words, action=on)

    def _rest(self) -> Iterator[QWidget]:
        """Between two sittings, and every half an hour: stop here for now? Each may be put aside."""
        tr, vm = self._tr, self._vm
        ended, now = vm.glance.sitting_end, vm.workspace.clock.now()
        if ended is not None:
            closing = vm.glance.closing_left
            action = Button(tr("Break"), rank="outlined", size="small", icon="pause")
            action.clicked.connect(vm.pausing.pause)
            if closing is not None:
                action = Button(tr("Closing questions"), rank="outlined", size="small")
                action.clicked.connect(lambda: vm.walking.jump(closing))
            words = tr(
                "Sitting {number} of {of} is through. The next takes about {minutes} minutes and may be"
                " another day: nothing is asked twice."
            ).format(number=ended.number, of=ended.of, minutes=ended.minutes)
            yield from self._once(("sitting", ended.number), words, action)
        elif vm.glance.break_due(now):
            rest = Button(tr("Break"), rank="outlined", size="small", icon="pause")
            rest.clicked.connect(vm.pausing.pause)
            hard = tr("Several hard questions came in a row: offer a break.")
            long = tr("Half an hour is over: offer a break.")
            over = vm.glance.hard_run_over
            key = ("break", vm.item if over else vm.glance.half_hours(now))
            yield from self._once(key, hard if over else long, rest)

    def _once(self, key: tuple[str, object], words: str, action: Button) -> Iterator[Banner]:
        """A banner that stays away once it was closed."""
        if key in self._put_aside:
            return
        banner = Banner("info", words, action=action, closable=True, tr=self._tr)
        banner.closed.connect(lambda: self._put_aside.add(key))
        yield banner

    def _to_danger(self) -> Button:
        button = Button(
            self._tr("Record what was done"), rank="outlined", size="small", icon="danger"
        )
        button.clicked.connect(self.danger_wanted)
        return button

    def _on_changed(self, value: object) -> None:
        self._vm.entering.enter(cast("Json", value))
        self.clear_message()
        self.entered.emit()

    def say_incomplete(self, code: str) -> None:
        """Say that the entry is kept on the screen and not stored yet, and what is missing."""
        words = self._tr("Kept here, not saved yet. {what}").format(
            what=problem_sentence(code, self._tr)
        )
        answer = self.card.answer if self.card is not None else None
        here = answer.faulty_here() if answer is not None else None
        if answer is not None:
            answer.sum_up()
        first = here if here is not None or answer is None else answer.faulty()
        self._point_out(first, words, "error")

    def say_wanted(self) -> None:
        """Say that nothing is entered yet, at the first field."""
        words = self._tr("Choose an answer, or leave the question out. Nothing has to be answered.")
        fields = self.card.answer.open_here() if self.card is not None else ()
        self._point_out(next(iter(fields), None), words, "info")

    def say_not_asked(self, part: str, count: int) -> None:
        """Say above the first open part of this page that nobody asked it; ``count``: how many are open."""
        words = self._tr("Not asked yet. Press Next again to go on without asking.")
        if count > 1:
            words = self._tr(
                "Not asked yet ({count} here). Press Next again to go on without asking."
            ).format(count=count)
        self._point_out(part, words, "error")

    def say_back(self) -> None:
        """Say that *Next* led back: to what was jumped over and is still open."""
        words = self._tr("This question comes earlier: it had been passed over and is still open.")
        self.show_message("info", words)

    def say_nothing_open(self) -> None:
        """Say that nothing of this phase is left."""
        self.show_message("info", self._tr("Nothing is left open in this phase."))

    def say_unseen(self, part: str, *, begins: bool) -> None:
        """Lead to a part that was passed over below the edge; ``begins`` False: the window is at its rest."""
        words = self._tr(
            "This part had not been in view yet. Answer it, or press Next again to leave it open."
        )
        self._point_out(part if begins else None, words, "info")

    def _point_out(self, part: str | None, words: str, kind: str = "warning") -> None:
        """At a part of the card, or beside what scrolls where there is none (a plain question's is "")."""
        if self.card is not None and part is not None:
            self.card.answer.point_out(part, words, kind)
        else:
            self.show_message(kind, words)
