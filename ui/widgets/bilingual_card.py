# SPDX-License-Identifier: MIT
"""The heart of the program: one question in two languages, side by side, at the same height.

Left the officer's language, right the person's; options stand row by row so that everyone can point at
the same thing. A hard question is preceded by its lead-in on the same card.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.ruby import strip_ruby
from ui.a11y import Role, name, set_role
from ui.theme import TARGET, current_theme, direction_for
from ui.widgets.answer_spec import AnswerSpec, Pair, Value
from ui.widgets.answers import AnswerWidget
from ui.widgets.banners import DraftBanner
from ui.widgets.buttons import IconButton
from ui.widgets.drawer import scroller
from ui.widgets.endonym import endonym
from ui.widgets.halves import Halves, pair_labels
from ui.widgets.panel import Panel
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate, english

_SIZES: Final = (20, 18, 17, 16)  # of the question, the largest at which all is in sight
_LARGE: Final = 24  # in a wide window
_WIDE: Final = 1000  # px at 100 %
_EDGE: Final = 1.5  # steps of the grid


class BilingualCard(Panel):
    """A question with its answer widget: its words above, its states below, what scrolls between them.

    ``place``: where one is, beside the officer's language.
    """

    changed = Signal(object)
    option_toggled = Signal(str)
    state_chosen = Signal(str)
    play_requested = Signal()

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
        self._spec, self._tr = spec, tr
        self._both = bool(spec.person_lang) or spec.question.person is not None
        self.answer = AnswerWidget(spec, tr=tr, tr_person=tr_person, compact=True)
        self._questions: tuple[TextLabel, ...] = ()
        self._play = IconButton("play", tr("Read aloud"))
        self._play.hide()
        self._play.clicked.connect(self.play_requested)
        person = spec.question.person
        words = strip_ruby(person.text) if person is not None else ""
        set_role(name(self, strip_ruby(spec.question.officer.text), words), Role.Grouping)
        self.set_gap(0)
        if spec.unreviewed and spec.full_band:
            notice = spec.notice.text if spec.notice else ""
            band = DraftBanner(person_lang=spec.person_lang, notice=notice, low=True)
            band.setProperty("top", True)  # noqa: FBT003 a Qt property
            self.body.addWidget(band)
        self._head = self._make_head(place)
        self.body.addWidget(self._head)
        self.area = self._scrolling()
        self.body.addWidget(self.area, 1)
        if (states := self.answer.state_line()) is not None:
            self.body.addLayout(self._foot(states))
        self.answer.changed.connect(self.changed)
        self.answer.option_toggled.connect(self.option_toggled)
        self.answer.state_chosen.connect(self.state_chosen)

    def fit(self, width: int, height: int) -> None:
        """Take this room, px, and show as much of the answer in it as can be."""
        theme, frame = current_theme(), self.contentsMargins()
        width -= frame.left() + frame.right()
        height -= frame.top() + frame.bottom()
        inner = width - 2 * theme.space(_EDGE)
        chrome = self._chrome(width)
        lowest = self.answer.lowest(inner)
        sizes = (_LARGE, *_SIZES) if width >= theme.px(_WIDE) else _SIZES
        size = next(
            (one for one in sizes if chrome + self._asked(one, width) + lowest <= height),
            _SIZES[-1],
        )
        for label in self._questions:
            label.set_size(size)
        room = height - chrome - self._asked(size, width)
        self.answer.fit(inner, room)
        wanted = self.answer.heightForWidth(inner)
        spare = 0 if self.answer.grows else max(room - wanted, 0)
        self.setMaximumHeight(height - spare + frame.top() + frame.bottom())

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

    def _make_head(self, place: str) -> QWidget:
        panel = Panel(role="head", margin=0.5)
        panel.set_gap(0)
        panel.setProperty("top", not (self._spec.unreviewed and self._spec.full_band))
        panel.body.addWidget(self._first_line(place))
        for pair, strong in self._texts():
            left, right = pair_labels(
                pair,
                tr=self._tr,
                size=_SIZES[0] if strong else 14,
                bold=strong,
                tone="text" if strong else "secondary",
            )
            if strong:
                self._questions = (left, right) if pair.person is not None else (left,)
            panel.body.addWidget(self._line(left, right))
        return panel

    def _line(self, left: QWidget, right: QWidget) -> QWidget:
        if self._both:
            return Halves(left, right, margin=(1, 0.25))
        right.deleteLater()
        return Halves(left, None, margin=(1, 0.25))

    def _texts(self) -> list[tuple[Pair, bool]]:
        lead = [(self._spec.lead_in, False)] if self._spec.lead_in is not None else []
        return [*lead, (self._spec.question, True)]

    def _first_line(self, place: str) -> QWidget:
        """Return each language by its own name, where one is, the sign of a draft, and the play button."""
        spec, theme = self._spec, current_theme()
        officer = spec.officer_lang or theme.language
        left: list[QWidget] = [_small(endonym(officer), officer), _small(place)]
        right: list[QWidget] = []
        if self._both:
            person = spec.person_lang or theme.language
            right.append(_small(endonym(person), person))
        if spec.unreviewed and not spec.full_band:
            chip = StatusBadge(self._tr("Draft text"), kind="draft", icon="edit")
            if spec.notice is not None:
                chip.setToolTip(spec.notice.text)
                chip.setAccessibleDescription(spec.notice.text)
            (right or left).append(chip)
        start = _in_line(left, officer)
        if not self._both:
            return Halves(start, None, margin=(1, 0))
        end = _in_line(right, spec.person_lang or theme.language, self._play)
        return Halves(start, end, margin=(1, 0))

    def _scrolling(self) -> QScrollArea:
        """The answer scrolls where it must; the question and the states stay."""
        theme, holder = current_theme(), QWidget()
        layout = QVBoxLayout(holder)
        edge = theme.space(_EDGE)
        layout.setContentsMargins(edge, theme.space(0.5), edge, theme.space(0.5))
        layout.setSpacing(theme.space(1))
        layout.addWidget(self.answer, int(self.answer.grows))
        if not self.answer.grows:
            layout.addStretch(1)
        area = scroller(holder)
        area.setMinimumHeight(theme.px(TARGET))
        return area

    def _foot(self, states: QWidget) -> QVBoxLayout:
        theme = current_theme()
        layout = QVBoxLayout()
        edge = theme.space(_EDGE)
        layout.setContentsMargins(edge, theme.space(0.5), edge, theme.space(1))
        layout.addWidget(states)
        return layout

    def _chrome(self, width: int) -> int:
        """All but the question's own words and the answer, px."""
        head = self._head.heightForWidth(width) - self._asked(0, width)
        held = self.answer.heightForWidth(max(width - 2 * current_theme().space(_EDGE), 1))
        holder = self.area.widget()
        inner = holder.heightForWidth(width) - held if holder is not None else 0
        others = sum(
            item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            for number in range(self.body.count())
            if (item := self.body.itemAt(number)) is not None
            and item.widget() not in (self._head, self.area)
        )
        return head + inner + others

    def _asked(self, size: int, width: int) -> int:
        """The height of the question in a size, px; 0: in the size of now."""
        theme = current_theme()
        room = width // (2 if self._both else 1) - 2 * theme.space(1) - 2 * theme.space(0.5)
        return max(label.height_in(size, room) for label in self._questions)


def _small(text: str, lang: str = "en") -> TextLabel:
    return TextLabel(text, lang=lang, size=14, tone="secondary", wrap=False)


def _in_line(parts: Sequence[QWidget], lang: str, last: QWidget | None = None) -> QWidget:
    """Widgets one after the other in the direction of a language, and one at the end."""
    holder = QWidget()
    holder.setLayoutDirection(direction_for(lang))
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(current_theme().space(1.5))
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    if last is not None:
        line.addWidget(last)
    return holder
