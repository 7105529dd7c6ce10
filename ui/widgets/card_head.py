# SPDX-License-Identifier: MIT
"""What stands above the answer on the interview's card: languages, place, the question, its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme, direction_for
from ui.widgets.answer_spec import AnswerSpec, Pair
from ui.widgets.buttons import IconButton
from ui.widgets.endonym import endonym
from ui.widgets.halves import Halves, pair_labels
from ui.widgets.panel import Panel
from ui.widgets.part_strip import PartStrip
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

SIZES: Final = (20, 18, 17, 16)  # of the question, the largest at which all is in sight
_SMALL: Final = 14
_MARGIN: Final = 0.5  # steps of the grid around the head
_ACROSS, _ABOVE = 1, 0.25  # steps beside and above the words of a half


class CutLabel(TextLabel):
    """One line of a text, cut where there is no room; all of it in the tool tip and to be heard."""

    def __init__(self, lang: str, text: str) -> None:
        super().__init__(text, lang=lang, size=_SMALL, tone="secondary", wrap=False)
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setMinimumWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetricsF(self.font())
        cut = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if cut != self.text():
            self.set_text(cut)


class CardHead(Panel):
    """The question in full, or, from its second page on, as one line; and the strip of its parts.

    ``place``: where one is, beside the officer's language.
    """

    part_wanted = Signal(int)

    def __init__(self, spec: AnswerSpec, place: str, play: IconButton, tr: Translate) -> None:
        super().__init__(role="head", margin=_MARGIN)
        self._spec, self._tr, self._where = spec, tr, place
        self._both = bool(spec.person_lang) or spec.question.person is not None
        self._questions: tuple[TextLabel, ...] = ()
        self._place = _small(place)
        self.set_gap(0)
        self.setProperty("top", not (spec.unreviewed and spec.full_band))
        self.first = self._first_line(play)
        self.body.addWidget(self.first)
        self._full = [self._words(pair, strong=strong) for pair, strong in self._texts()]
        self._short = self._one_line()
        self.strip = PartStrip(tr)
        for widget in (*self._full, self._short, self.strip):
            self.body.addWidget(widget)
        self._short.hide()
        self.strip.hide()
        self.strip.chosen.connect(self.part_wanted)

    def height_for(self, width: int, size: int, *, later: bool, strip: bool) -> int:
        """The height, px, with the question in a size; ``later``: on a page after the first.

        There the question is repeated in one line where there is a strip, and not at all in a low window.
        """
        edge, line = current_theme().space(_MARGIN), self.contentsMargins()
        inner = width - 2 * edge - line.left() - line.right()
        again = [self._short] if strip else []
        shown = [self.first, *(again if later else self._full[:-1])]
        height = 2 * edge + line.top() + line.bottom()
        height += sum(widget.heightForWidth(inner) for widget in shown)
        if not later:
            half = inner // (2 if self._both else 1) - 2 * current_theme().space(_ACROSS)
            asked = max(label.height_in(size, half) for label in self._questions)
            height += asked + 2 * current_theme().space(_ABOVE)
        return height + (self.strip.height_now() if strip else 0)

    def show_question(self, size: int, *, later: bool, strip: bool, place: str) -> None:
        """Show it so; ``place`` says where one is within the question, beside where the question is."""
        for label in self._questions:
            label.set_size(size)
        for widget in self._full:
            widget.setVisible(not later)
        self._short.setVisible(later and strip)
        self.strip.setVisible(strip)
        self._place.set_text(f"{self._where} · {place}" if place else self._where)

    def _texts(self) -> list[tuple[Pair, bool]]:
        lead = [(self._spec.lead_in, False)] if self._spec.lead_in is not None else []
        return [*lead, (self._spec.question, True)]

    def _words(self, pair: Pair, *, strong: bool) -> QWidget:
        size, tone = (SIZES[0], "text") if strong else (_SMALL, "secondary")
        left, right = pair_labels(pair, tr=self._tr, size=size, bold=strong, tone=tone)
        if strong:
            self._questions = (left, right) if pair.person is not None else (left,)
        return self._halves(left, right)

    def _one_line(self) -> QWidget:
        asked = self._spec.question
        left = CutLabel(asked.officer.lang, self._questions[0].plain_text())
        person = asked.person
        words = self._questions[-1].plain_text() if person is not None else ""
        return self._halves(left, CutLabel(person.lang if person is not None else "", words))

    def _halves(self, left: QWidget, right: QWidget) -> QWidget:
        if self._both:
            return Halves(left, right, margin=(_ACROSS, _ABOVE))
        right.deleteLater()
        return Halves(left, None, margin=(_ACROSS, _ABOVE))

    def _first_line(self, play: IconButton) -> QWidget:
        """Each language by its own name, where one is, the sign of a draft, and the play button."""
        spec, theme = self._spec, current_theme()
        officer = spec.officer_lang or theme.language
        left: list[QWidget] = [_small(endonym(officer), officer), self._place]
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
            return Halves(start, None, margin=(_ACROSS, 0))
        end = _in_line(right, spec.person_lang or theme.language, play)
        return Halves(start, end, margin=(_ACROSS, 0))


def _small(text: str, lang: str = "en") -> TextLabel:
    return TextLabel(text, lang=lang, size=_SMALL, tone="secondary", wrap=False)


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
