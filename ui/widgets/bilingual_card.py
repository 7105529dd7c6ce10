# SPDX-License-Identifier: MIT
"""The heart of the program: one question in two languages, side by side, at the same height.

Left the officer's language, right the person's; options stand row by row so that everyone can point at
the same thing. A hard question is preceded by its lead-in on the same card. What cannot be whole in sight
at once is cut into pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.ruby import strip_ruby
from ui.a11y import Role, arrange, name, set_role
from ui.theme import TARGET, current_theme
from ui.widgets.answer_pages import Room
from ui.widgets.answer_spec import AnswerSpec, Value
from ui.widgets.banners import DraftBanner
from ui.widgets.buttons import IconButton
from ui.widgets.card_foot import CardFoot
from ui.widgets.card_head import SIZES, CardHead
from ui.widgets.more_below import MoreBelow
from ui.widgets.paged_answer import PagedAnswer
from ui.widgets.panel import Panel
from ui.widgets.remeasure import remeasure
from ui.widgets.scroller import Scroller
from ui.widgets.words import Translate, english

_LARGE: Final = 24  # px of the question in a wide window
_WIDE: Final = 1000  # px at 100 %
_LOW: Final = 480  # a card lower than this has neither strip nor repeated question
_EDGE: Final = 1.5  # steps of the grid
_AROUND: Final = {False: 0.5, True: 0.25}  # above and below the answer; in a low card
_LEAST_ROOM: Final = 120  # px: where less is left for the answer, the head scrolls with it
_BENEATH: Final = (
    1  # px that the empty space under the card takes of a room that the card needs wholly
)


def form_of(spec: AnswerSpec) -> tuple[str | None, ...]:
    """What a card is made for: its languages, as of the card so of the words of the question."""
    asked = spec.question
    person = asked.person.lang if asked.person is not None else None
    return spec.officer_lang, spec.person_lang, asked.officer.lang, person


class BilingualCard(Panel):
    """A question with its answer widget: its words above, its states below, what scrolls between them.

    ``place``: where one is, beside the officer's language.
    """

    changed = Signal(object)
    option_toggled = Signal(str)
    state_chosen = Signal(str)
    play_requested = Signal()
    turned = Signal()  # another page of the question stands on the card

    def __init__(
        self,
        spec: AnswerSpec,
        *,
        place: str = "",
        tr: Translate = english,
        tr_person: Translate | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=0, parent=parent)
        self._tr, self._form = tr, form_of(spec)
        self._room, self._low = (0, 0), False
        self._stood = (0, 0, 0)  # as it was fitted last
        self._polished = 0  # of how many lines of the answer
        self.answer = PagedAnswer(spec, tr=tr, tr_person=tr_person)
        self._play = IconButton("play", tr("Read aloud"))
        self._play.clicked.connect(self.play_requested)
        self.set_gap(0)
        self._band: DraftBanner | None = None
        self.head = CardHead(spec, place, self._play, tr)
        self.body.addWidget(self.head)
        self.area = self._scrolling()
        self.body.addWidget(self.area, 1)
        self.foot = CardFoot(MoreBelow(self.area, self.answer.things, tr))
        self.body.addWidget(self.foot)
        self._dress(spec)
        self.head.part_wanted.connect(self.answer.show_leaf)
        self.answer.turned.connect(self._on_turned)
        self.answer.changed.connect(self.changed)
        self.answer.changed.connect(self._draw_strip)
        self.answer.option_toggled.connect(self.option_toggled)
        self.answer.state_chosen.connect(self.state_chosen)

    def columns(self) -> Iterator[QWidget]:
        """What lays out the parts of the card."""
        yield from (self, self.head, self._inside, self.answer, self.foot)

    def can_take(self, spec: AnswerSpec) -> bool:
        """Whether it has the form for a question: the same languages, and a half of the person or none."""
        return form_of(spec) == self._form

    def take(self, spec: AnswerSpec, place: str, tr_person: Translate | None) -> None:
        """Ask another question, in the widgets that are there: nothing of the one before stays in sight.

        `fit` is to follow. Raises ValueError where it cannot.
        """
        if not self.can_take(spec):
            raise ValueError(spec.item)
        self.head.take(spec, place)
        self.answer.take(spec, tr_person)
        self._dress(spec)
        self.area.verticalScrollBar().setValue(0)
        self._room = (0, 0)

    def _dress(self, spec: AnswerSpec) -> None:
        """What is of the question, and neither its words nor its answer."""
        person = spec.question.person
        words = strip_ruby(person.text) if person is not None else ""
        name(set_role(self, Role.Grouping), strip_ruby(spec.question.officer.text), words)
        self._play.set_text(self._tr("Read aloud"))
        self._play.set_icon("play")
        self._play.setEnabled(True)
        self._play.hide()
        banded = spec.unreviewed and spec.full_band
        if self._band is None and banded:
            notice = spec.notice.text if spec.notice else ""
            self._band = DraftBanner(person_lang=spec.person_lang, notice=notice, low=True)
            self._band.setProperty("top", True)  # noqa: FBT003 a Qt property
            self.body.insertWidget(0, self._band)
        if self._band is not None:
            self._band.setVisible(banded)
        self.foot.place(self.answer.state_line())

    def fit(self, width: int, height: int) -> None:
        """Take this room, px, and show as much of the answer in it as can be."""
        if self._room == (0, 0):
            self._polish()
            remeasure(self.head.first)
            remeasure(self.answer)
        elif (width, height) == self._room and self._stands() == self._stood:
            return  # what is asked for room has what it needs
        self._room = width, height
        frame = self.contentsMargins()
        width -= frame.left() + frame.right()
        height -= frame.top() + frame.bottom() + _BENEATH
        self._set_low(width, low=height < current_theme().px(_LOW))
        inner = width - 2 * current_theme().space(_EDGE)
        if self.answer.may_be_cut:
            self.answer.plan(inner, self._rooms(width, height))
        head = self._fit_head(width, inner, height - self._around(width))
        self.foot.place(self.answer.state_line())
        self._draw_strip()
        spare = self._fit_answer(inner, height - self._around(width), head)
        self.setMaximumHeight(height - spare + frame.top() + frame.bottom())
        self._stood = self._stands()
        self.foot.more.look()

    def _set_low(self, width: int, *, low: bool) -> None:
        """In a low card there is less around everything."""
        theme, self._low = current_theme(), low
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.head.set_room(width - bar, low=low)  # in a low card it may scroll with the answer
        self.foot.set_low(low=low)
        edge, around = theme.space(_EDGE), theme.space(_AROUND[low])
        self._holder.setContentsMargins(edge, around, edge, around)
        if self._band is not None:
            self._band.show_notice(shown=not low)

    def _fit_head(self, width: int, inner: int, room: int) -> int:
        """Show the question in the largest size at which all is in sight; return the height, px."""
        later, strip = self.answer.page > 0, self.answer.pages > 1 and not self._low
        most = room - self.foot.above
        sizes = (_LARGE, *SIZES) if width >= current_theme().px(_WIDE) else SIZES
        lowest, plain = self.answer.lowest(inner, plain=True), True
        size = head = 0
        for size in sizes:
            head = self.head.height_for(width, size, later=later, strip=strip)
            if plain and head + lowest > most:  # only then a lower arrangement is looked for
                lowest, plain = self.answer.lowest(inner), False
            if head + lowest <= most:
                break
        self.head.show_question(size, later=later, strip=strip, place=self._page_place())
        return head

    def _fit_answer(self, inner: int, room: int, head: int) -> int:
        """Lay the answer out under the head, or with it where that leaves too little; return the spare px."""
        left = room - head - self.foot.height_for(inner, scrolls=False)
        self.answer.fit(inner, left)
        wanted = self.answer.heightForWidth(inner)
        scrolls = wanted > left
        if scrolls:
            left = room - head - self.foot.height_for(inner, scrolls=True)
            with_head = left < min(wanted, current_theme().px(_LEAST_ROOM))
            self._place_head(scrolled=with_head)
            self.answer.fit(inner, left + head if with_head else left)
        else:
            self._place_head(scrolled=False)
        self.foot.set_scrolls(scrolls=scrolls)
        # A bar that is not needed would take the width that makes it needless, and stay.
        policy = Qt.ScrollBarPolicy
        bar = policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff
        self.area.setVerticalScrollBarPolicy(bar)
        return 0 if self.answer.grows or scrolls else left - wanted

    def _place_head(self, *, scrolled: bool) -> None:
        """Above what scrolls, or at its beginning: in a window of a large text on a small screen."""
        if (self.head.parentWidget() is not self) is scrolled:
            return
        if scrolled:
            self._column.insertWidget(0, self.head)
        else:
            self.body.insertWidget(self.body.indexOf(self.area), self.head)
        self.head.show()
        arrange(self)

    def _stands(self) -> tuple[int, int, int]:
        """Which page stands here, of how many, and the height that the answer asks for, px."""
        frame = self.contentsMargins()
        inner = self._room[0] - frame.left() - frame.right() - 2 * current_theme().space(_EDGE)
        return self.answer.page, self.answer.pages, self.answer.heightForWidth(inner)

    def _polish(self) -> None:
        """What was never shown would be measured without its style."""
        made = self.answer.lines_made
        if made != self._polished:
            self._polished = made
            for widget in (self, *self.findChildren(QWidget)):
                widget.ensurePolished()

    def turn(self, by: int) -> bool:
        """Go to the next page of the question or the one before; False where there is none."""
        return self.answer.show_page(self.answer.page + by)

    def value(self) -> Value | None:
        """Return the value form, or None while nothing valid is entered."""
        return self.answer.value()

    def set_value(self, value: Value | None) -> None:
        """Show a stored answer; emits nothing."""
        self.answer.set_value(value)
        self._draw_strip()

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

    def _rooms(self, width: int, height: int) -> Room:
        """What is left for the answer with its states, the question in the smallest size."""
        left = height - self._around(width) - self.foot.above
        strip = not self._low
        return Room(
            only=left - self.head.height_for(width, SIZES[-1], later=False, strip=False),
            first=left - self.head.height_for(width, SIZES[-1], later=False, strip=strip),
            later=left - self.head.height_for(width, SIZES[-1], later=True, strip=strip),
        )

    def _around(self, width: int) -> int:
        """All but the head, the answer and its states, px."""
        theme = current_theme()
        banded = self._band is not None and not self._band.isHidden()
        band = self._band.heightForWidth(width) if self._band is not None and banded else 0
        return band + 2 * theme.space(_AROUND[self._low])

    def _page_place(self) -> str:
        """Which page it is, where no strip shows it."""
        if not self._low or self.answer.pages < 2:
            return ""
        words = self._tr("part {number}/{total}")
        return words.format(number=self.answer.page + 1, total=self.answer.pages)

    def _draw_strip(self) -> None:
        if self.answer.pages > 1:
            self.head.strip.set_chips(self.answer.chips())

    def _on_turned(self) -> None:
        self.area.verticalScrollBar().setValue(0)
        self.fit(*self._room)
        self.turned.emit()

    def _scrolling(self) -> QScrollArea:
        """The answer scrolls where it must; the question and the states stay."""
        theme, self._inside = current_theme(), QWidget()
        self._column, self._holder = QVBoxLayout(self._inside), QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._holder, 1)
        self._holder.setSpacing(0)
        self._holder.addWidget(self.answer, 1)
        self._holder.addStretch(0)
        area = Scroller(self._inside)
        area.setMinimumHeight(theme.px(TARGET))
        return area
