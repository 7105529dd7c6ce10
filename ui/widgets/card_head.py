# SPDX-License-Identifier: MIT
"""What stands above the answer on the interview's card: languages, place, the question, its parts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme, direction_for
from ui.widgets.answer_spec import AnswerSpec, Pair
from ui.widgets.buttons import IconButton
from ui.widgets.endonym import endonym
from ui.widgets.halves import Halves, pair_labels
from ui.widgets.panel import Panel, restyle
from ui.widgets.part_strip import PartStrip
from ui.widgets.remeasure import remeasure
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

SIZES: Final = (20, 18, 17, 16)  # of the question, the largest at which all is in sight
_SMALL: Final = 14
_MARGIN: Final = 0.5  # steps of the grid around the head
_ACROSS, _ABOVE = 1, 0.25  # steps beside and above the words of a half


class CutLabel(TextLabel):
    """One line of a text, cut where there is no room; all of it in the tool tip and to be heard."""

    def __init__(self, lang: str, heading: int = 0) -> None:
        super().__init__(lang=lang, size=_SMALL, tone="secondary", wrap=False, heading=heading)
        self._whole = ""
        self.setMinimumWidth(1)

    def show_whole(self, text: str) -> None:
        """Show as much of another text as there is room for."""
        self._whole = text
        self.setToolTip(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        metrics = QFontMetricsF(self.font())
        cut = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if cut != self.text():
            self.set_text(cut)
        self.setAccessibleName(self._whole)


class HeadWords(Halves):
    """One text of the head in both languages, or across the whole width where there is no person's half."""

    def __init__(self, pair: Pair, *, strong: bool, both: bool, tr: Translate) -> None:
        size, tone = (SIZES[0], "text") if strong else (_SMALL, "secondary")
        level = 1 if strong else 0  # the question names the page
        left, right = pair_labels(pair, tr=tr, size=size, bold=strong, tone=tone, heading=level)
        if not both:
            right.deleteLater()
        super().__init__(left, right if both else None, margin=(_ACROSS, _ABOVE))
        self.labels = (left, right) if pair.person is not None else (left,)
        self._langs = _langs(pair)

    def show_pair(self, pair: Pair) -> bool:
        """Show another text; False, and nothing is done, where it is in other languages."""
        if _langs(pair) != self._langs:
            return False
        for label, side in zip(self.labels, (pair.officer, pair.person), strict=False):
            if side is not None:
                label.set_text(side.text)
        return True


class CardHead(Panel):
    """The question in full, or, from its second page on, as one line; and the strip of its parts.

    ``place``: where one is, beside the officer's language.
    """

    part_wanted = Signal(int)

    def __init__(self, spec: AnswerSpec, place: str, play: IconButton, tr: Translate) -> None:
        super().__init__(role="head", margin=_MARGIN)
        self._tr, self._where, self._play = tr, place, play
        self._size = SIZES[0]  # of the question
        self._fitted: Hashable = None  # what the first line of the person's half was fitted for
        self._both = bool(spec.person_lang) or spec.question.person is not None
        self._place, self._chip = (
            _small(place),
            StatusBadge(tr("Draft text"), kind="draft", icon="edit"),
        )
        self.set_gap(0)
        self.first = self._first_line(spec, play)
        self._lead: HeadWords | None = None
        self._asked = HeadWords(spec.question, strong=True, both=self._both, tr=tr)
        self._cuts = CutLabel(spec.question.officer.lang, 1), CutLabel(spec.person_lang)
        self._short = self._halves(*self._cuts)
        self.strip = PartStrip(tr)
        for widget in (self.first, self._asked, self._short, self.strip):
            self.body.addWidget(widget)
        self._short.hide()
        self.strip.hide()
        self.strip.chosen.connect(self.part_wanted)
        self.take(spec, place)

    def take(self, spec: AnswerSpec, place: str) -> None:
        """Show the words of another question, in the same languages."""
        self._where = place
        self._asked.show_pair(spec.question)
        for cut, label in zip(self._cuts, self._asked.labels, strict=False):
            cut.show_whole(label.plain_text())
        self._show_lead(spec.lead_in)
        self._chip.setVisible(spec.unreviewed and not spec.full_band)
        notice = spec.notice.text if spec.notice is not None else ""
        self._chip.setToolTip(notice)
        self._chip.setAccessibleDescription(notice)
        top = not (spec.unreviewed and spec.full_band)
        if self.property("top") is not top:
            self.setProperty("top", top)
            restyle(self)

    def set_room(self, width: int, *, low: bool) -> None:
        """In a low card there is less around it.

        In a narrow one the picture of the button gives way, then the name of the person's language.
        """
        self.set_margin(_MARGIN / 2 if low else _MARGIN)
        if not self._both:
            return
        half = width // 2 - current_theme().space(self._margin + 2 * _ACROSS)
        asked = half, self._play.text(), self._play.isHidden(), self._chip.isHidden()
        if asked == self._fitted:
            return
        self._fitted = asked
        self._play.set_pictured(on=True)
        self._language.show()
        if self._person_line.sizeHint().width() > half:
            self._play.set_pictured(on=False)
        if self._person_line.sizeHint().width() > half:
            self._language.hide()
        remeasure(self._person_line)

    def height_for(self, width: int, size: int, *, later: bool, strip: bool) -> int:
        """The height, px, with the question in a size; ``later``: on a page after the first.

        There the question is repeated in one line where there is a strip, and not at all in a low window.
        """
        edge, line = current_theme().space(self._margin), self.contentsMargins()
        inner = width - 2 * edge - line.left() - line.right()
        again = [self._short] if strip else []
        lead: list[QWidget] = [self._lead] if self._lead is not None else []
        shown: list[QWidget] = [self.first, *(again if later else lead)]
        height = 2 * edge + line.top() + line.bottom()
        height += sum(widget.heightForWidth(inner) for widget in shown)
        if not later:
            half = inner // (2 if self._both else 1) - 2 * current_theme().space(_ACROSS)
            asked = max(label.height_in(size, half) for label in self._asked.labels)
            height += asked + 2 * current_theme().space(_ABOVE)
        return height + (self.strip.height_now() if strip else 0)

    def show_question(self, size: int, *, later: bool, strip: bool, place: str) -> None:
        """Show it so; ``place`` says where one is within the question, beside where the question is."""
        for label in self._asked.labels:
            label.set_size(size)
        if size != self._size:
            self._size = size
            remeasure(self._asked)
        self._asked.setVisible(not later)
        if self._lead is not None:
            self._lead.setVisible(not later)
        self._short.setVisible(later and strip)
        self.strip.setVisible(strip)
        self._place.set_text(f"{self._where} · {place}" if place else self._where)

    def _show_lead(self, pair: Pair | None) -> None:
        """What is said before the question; most have nothing."""
        if self._lead is not None and (pair is None or not self._lead.show_pair(pair)):
            self.body.removeWidget(self._lead)
            self._lead.hide()
            self._lead.deleteLater()
            self._lead = None
        if self._lead is None and pair is not None:
            self._lead = HeadWords(pair, strong=False, both=self._both, tr=self._tr)
            self.body.insertWidget(1, self._lead)

    def _halves(self, left: QWidget, right: QWidget) -> QWidget:
        if self._both:
            return Halves(left, right, margin=(_ACROSS, _ABOVE))
        right.deleteLater()
        return Halves(left, None, margin=(_ACROSS, _ABOVE))

    def _first_line(self, spec: AnswerSpec, play: IconButton) -> QWidget:
        """Each language by its own name, where one is, the sign of a draft, and the play button."""
        language = current_theme().language
        officer, person = spec.officer_lang or language, spec.person_lang or language
        left: list[QWidget] = [_small(endonym(officer), officer), self._place]
        if not self._both:
            left.append(self._chip)
            return Halves(_in_line(left, officer), None, margin=(_ACROSS, 0))
        self._language = _small(endonym(person), person)
        self._person_line = _in_line([self._language, self._chip], person, play)
        return Halves(_in_line(left, officer), self._person_line, margin=(_ACROSS, 0))


def _langs(pair: Pair) -> tuple[str, str | None]:
    return pair.officer.lang, pair.person.lang if pair.person is not None else None


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
