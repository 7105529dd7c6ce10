# SPDX-License-Identifier: MIT
"""Before the seal: every text without a mark, asked about once; and marks that a supervisor takes away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLayout, QWidget

from app.domain.state import Sent
from app.domain.typing_place import MARKS, mark_place
from app.domain.value import TextMark
from app.domain.written import WrittenText
from ui.screens.countersign import CountersignForm
from ui.screens.fold import Fold
from ui.screens.kept import Kept
from ui.screens.labels import moment
from ui.screens.refill import refill
from ui.theme import current_theme
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.unsaved import Unsaved
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, Select, TextInput
from ui.widgets.mark_select import MarkSelect, mark_words
from ui.widgets.panel import Panel, column, row
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_LONGEST = 60  # characters of a text in a list of choices


class TextsPanel(Panel):
    """The texts of a draft. What is chosen here is stored before a seal or a paper, and kept till then."""

    def __init__(
        self,
        model: HandoverViewModel,
        unsaved: Unsaved,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margin=0, parent=parent)
        self._model, self._unsaved, self._tr = model, unsaved, tr
        self.choices: dict[str, MarkSelect] = {}
        self.take_away: Button | None = None
        self._drawn: tuple[object, ...] | None = None
        model.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        model = self._model
        texts = (model.texts_to_ask, model.other_texts, model.marked_texts)
        shown = (*texts, *model.sent_before.values())
        if shown != self._drawn:
            self._drawn, self.choices = shown, {}
            refill(self.body, self._parts())

    def _parts(self) -> Iterator[QWidget | QLayout]:
        tr, model = self._tr, self._model
        if model.texts_to_ask:
            yield SectionTitle(
                tr(
                    "Read these texts: does one tell of something the person was made to do,"
                    " or of a private matter?"
                ),
                level=2,
            )
        for text in model.texts_to_ask:
            yield self._choice(text)
        if model.other_texts and model.session.marks:
            others = column(*(self._choice(text) for text in model.other_texts))
            box = QWidget()
            box.setLayout(others)
            title = tr("All other texts ({count})").format(count=len(model.other_texts))
            yield Fold(
                title,
                box,
                opened=any(text.name in model.marks for text in model.other_texts),
                tr=tr,
            )
        if model.marked_texts:
            yield from self._marked()

    def _choice(self, text: WrittenText) -> QWidget:
        """One text, and beside it whose eyes it is for."""
        self.choices[text.name] = choice = MarkSelect(self._model.session.marks, self._tr)
        choice.choose(self._model.marks.get(text.name, ""))
        choice.chosen_changed.connect(self._keeping(text.name))
        field = FormField(_named(text), choice, tr=self._tr)
        Kept(self._unsaved, mark_place(text.name), field)  # also for who leaves this page
        return field

    def _keeping(self, name: str) -> Callable[[str], None]:
        return lambda mark: self._model.choose_mark(name, TextMark(mark) if mark else None)

    def _marked(self) -> Iterator[QWidget | QLayout]:
        """A supervisor may take a mark away, with a reason and the own passphrase."""
        tr, model = self._tr, self._model
        yield SectionTitle(tr("Texts with a mark"), level=2)
        words = mark_words(tr)
        for text in model.marked_texts:
            mark = words[text.mark] if text.mark else ""
            yield TextLabel(f"・{_named(text)}（{mark}）", tone="secondary")
            for sent in model.sent_before.get(text.name, ()):
                yield TextLabel(self._sent(text, sent), size=14, bold=True)
        listed = [
            (text.name, f"{text.item or ''} {text.text[:_LONGEST]}") for text in model.marked_texts
        ]
        self.which = Select(tr("Text"), listed)
        self.reason = TextInput(tr("Reason"))
        self.supervisor = CountersignForm(model.supervisors, tr)
        self.message = InlineMessage()
        self.take_away = Button(tr("Take the mark away"), rank="outlined")
        field = FormField(tr("Reason"), self.reason, required=True, tr=tr)
        Kept(self._unsaved, MARKS, field)
        self.take_away.clicked.connect(self._on_take_away)
        yield FormField(tr("Text"), self.which, tr=tr)
        yield field
        yield self.supervisor
        yield self.message
        yield row(self.take_away)

    def _sent(self, text: WrittenText, sent: Sent) -> str:
        """To whom it went before it was marked, and what becomes of it."""
        tr, model = self._tr, self._model
        if text.mark and model.may_have(sent.recipient, text.mark):
            words = tr("Sent before the mark: {recipient}, {when}. Later files hold it, too.")
        else:
            words = tr("Sent before the mark: {recipient}, {when}. Later files do not hold it.")
        name = model.recipient_name(sent.recipient, current_theme().language)
        return words.format(recipient=name, when=moment(sent.at))

    def _on_take_away(self) -> None:
        reason = self.reason.plain()
        by, passphrase = self.supervisor.take()
        if not reason or not by or not passphrase:
            self.message.show_text(
                self._tr("Write the reason; the supervisor who decides types the own passphrase.")
            )
            return
        self.message.clear()
        self._model.take_mark_away(self.which.chosen(), reason, by, passphrase)


def _named(text: WrittenText) -> str:
    """The words, after the item that they belong to."""
    return f"{text.item}　{text.text}" if text.item else text.text
