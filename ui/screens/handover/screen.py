# SPDX-License-Identifier: MIT
"""The handover screen: recipients at the left, real pages in the middle, saving at the right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.typing_place import SEAL_NOTE
from app.domain.value import OwnWords
from app.ids import RecipientId
from ui.a11y import say
from ui.screens.clicks import on_click
from ui.screens.handover.clock import ClockPanel, stacked
from ui.screens.handover.recipients import RecipientList
from ui.screens.handover.saving import SavingPanel
from ui.screens.handover.texts_panel import TextsPanel
from ui.screens.kept import Kept
from ui.screens.labels import read_back_label
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.unsaved import Unsaved
from ui.widgets.banners import Banner, InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.confirmation import ask
from ui.widgets.feedback import EmptyState
from ui.widgets.fields import TextArea
from ui.widgets.marked_field import MarkedField
from ui.widgets.page_image import PageImage
from ui.widgets.panel import Panel
from ui.widgets.reveal import reveal
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.sides import Sides
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_WIDE = 2400
_SIDE = 300
_SAVING = 340
_PAGES, _LEAST, _HIGH = 320, 200, 480  # px at 100 %: the pages beside the others, and under them


class HandoverScreen(ScreenFrame):
    """First the seal; then one recipient after the other."""

    disclosure_opened = Signal()
    lawyer_opened = Signal(str)  # the recipient who is one
    home_opened = Signal()
    lookback_opened = Signal()  # of a practice interview

    def __init__(
        self,
        view_model: HandoverViewModel,
        tr: Translate,
        unsaved: Unsaved,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Hand over"), max_width=_WIDE, tr=tr, parent=parent)
        self.model, self._words, self._lang = view_model, tr, current_theme().language
        self._unsaved = unsaved
        self._built_for = ""
        self._locked = False  # the file that is being saved opens with a passphrase only
        self.seal_button = Button(tr("Seal the record"), size="large", icon="lock")
        self.plan_button = Button(tr("Who may receive what"), rank="text", icon="back")
        self.home_button = Button(tr("To the list"), rank="text", icon="home")
        self.lookback_button = Button(tr("Look back"), rank="text", icon="history")
        self.save_button = Button(tr("Sign and save"), size="large", icon="save")
        self.recipients: RecipientList | None = None
        self.pages = PageImage(name=tr("Pages of the handover"), tr=tr)
        self.saving: SavingPanel | None = None
        self.clock = ClockPanel(view_model, tr, self._lang)
        # A banner above would move the rows under the pointer.
        self.message = InlineMessage("success")
        self._middle = QVBoxLayout()
        self.body.addLayout(self._middle, 1)
        on_click(self.seal_button, self._ask_seal)
        on_click(self.save_button, self._on_save)
        on_click(self.plan_button, self.disclosure_opened.emit)
        on_click(self.home_button, self.home_opened.emit)
        self.actions.add_action(self.home_button, "left")
        self.actions.add_action(self.plan_button, "left")
        self.actions.add_action(on_click(self.lookback_button, self.lookback_opened.emit), "left")
        self.lookback_button.hide()
        self.actions.add_action(self.seal_button)
        self.actions.add_action(self.save_button)
        self.set_entry(self.seal_button)
        view_model.changed.connect(self._draw)
        view_model.saved.connect(self._on_saved)
        view_model.step_changed.connect(self._on_step)
        self._draw()

    def _draw(self) -> None:
        model, tr = self.model, self._words
        if not model.is_loaded:
            if model.error is not None:
                self.show_failed(error_sentence(model.error, tr), model.load)
            else:
                self.show_busy(tr("Reading the record…"))
            return
        if not model.busy:
            self.show_ready()
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))
        self.set_title(tr("Hand over · {case}").format(case=model.interview.case_number))
        self.lookback_button.setVisible(model.interview.practice)
        self.seal_button.setVisible(model.is_draft)
        self.seal_button.setEnabled(model.clock.signs and not model.busy)
        self.save_button.setVisible(not model.is_draft)
        paper = model.recipient == model.paper
        looked = paper or not model.has_held or model.held_seen
        timely = paper or model.clock.signs
        self.save_button.setEnabled(bool(model.pages) and looked and timely and not model.busy)
        self.save_button.set_text(tr("Save the paper") if paper else tr("Sign and save"))
        self.actions.explain("" if looked or model.is_draft else self._why_lawyer())
        stage = "seal" if model.is_draft else "send"
        if stage != self._built_for:
            if self._built_for:
                say(self, tr("The record is sealed."))
            self._built_for = stage
            refill(self._middle, [self._seal_step() if model.is_draft else self._send_step()])
        if not model.is_draft:
            self._redraw_parts()
        self.clock.refresh()

    def _why_lawyer(self) -> str:
        return self._words(
            "Signing waits: look at what could be held against the person, offer a lawyer, and tick the box."
        )

    def _clock_panel(self) -> ClockPanel:
        """Above everything else of a step, while there is a doubt."""
        self.clock = ClockPanel(self.model, self._words, self._lang)
        self.clock.paper_wanted.connect(self._on_unsigned)
        self.clock.lawyer_wanted.connect(self._on_lawyer)
        return self.clock

    def _seal_step(self) -> QWidget:
        model, tr = self.model, self._words
        step = Panel(role="card", margin=3)
        step.add(SectionTitle(tr("First seal the record")))
        step.add(
            TextLabel(tr("Sealing fixes what was said. Later additions become a new version."))
        )
        step.add(TextLabel(read_back_label(model.read_back_result(), tr), tone="secondary"))
        for part in self._still_open():
            step.add(part)
        step.add(TextsPanel(model, self._unsaved, tr))
        names = [model.recipient_name(recipient, self._lang) for recipient in model.allowed]
        step.add(SectionTitle(tr("As it stands, these may receive something:"), level=3, size=16))
        listed = "、".join(names) if self._lang == "ja" else ", ".join(names)
        step.add(TextLabel(listed or tr("nobody")))
        step.body.addStretch(1)
        return stacked(self._clock_panel(), step)

    def _still_open(self) -> Iterator[QWidget]:
        """Red flags that nobody closed: said here, and the reason asked for, never required."""
        model, tr = self.model, self._words
        if not (titles := model.open_red(self._lang)):
            return
        listed = "\n".join(f"・{title}" for title in titles)
        yield Banner("error", listed, title=tr("Urgent and still open"))
        why = TextArea(tr("Why it stays open, and who looks after it"), lines=2)

        words = tr("Asked for, never a condition of sealing. It is sealed as a note of yours.")
        asked, marks = tr("Why it stays open, and who looks after it"), model.session.marks
        field = MarkedField(asked, why, marks, help=words, tr=tr)

        def keep() -> None:
            model.why_open = field.words()

        field.written.connect(keep)
        Kept(self._unsaved, SEAL_NOTE, field)
        yield field

    def _on_seal(self) -> None:
        """Seal; a reason that was written for open red flags goes in with it."""
        model, why = self.model, self.model.why_open
        titles = ("、" if self._lang == "ja" else ", ").join(model.open_red(self._lang))
        words = self._words("Still open at the seal ({flags}): {why}")
        reason = words.format(flags=titles, why=why.text) if why.text and titles else ""
        model.seal(OwnWords(reason, why.mark))

    def _send_step(self) -> QWidget:
        model, tr = self.model, self._words
        self.recipients = RecipientList(model, tr)
        self.recipients.chosen.connect(self._on_chosen)
        self.saving = SavingPanel(model, tr)
        self.saving.lawyer_wanted.connect(self._on_lawyer)
        self.pages = PageImage(name=tr("Pages of the handover"), tr=tr)
        hint = tr("Choose a recipient at the left to see the real pages.")
        self._hint = EmptyState(tr("What is handed over"), hint, icon="pdf")
        saving = QWidget()
        column = QVBoxLayout(saving)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.saving)
        column.addWidget(self.message)
        column.addStretch(1)
        sides = Sides()
        sides.add_fixed(stacked(self._clock_panel(), self.recipients), _SIDE)
        sides.add_free(self._hint, _PAGES, _LEAST)
        sides.add_free(self.pages, _PAGES, _HIGH)
        sides.add_fixed(saving, _SAVING)
        return sides

    def _redraw_parts(self) -> None:
        model = self.model
        if self.recipients is None or self.saving is None:
            return
        self.recipients.refresh()
        self.saving.refresh()
        self._hint.setVisible(not model.pages)
        self.pages.setVisible(bool(model.pages))
        if model.pages != getattr(self, "_shown", ()):
            self._shown = model.pages
            self.pages.set_pages(model.pages)

    def _ask_seal(self) -> None:
        tr = self._words
        ask(
            self.seal_button,
            tr("Seal the record?"),
            text=tr("Sealing fixes what was said. Later additions become a new version."),
            yes=tr("Seal it now"),
            deed=self._on_seal,
            tr=tr,
        )

    def _on_lawyer(self) -> None:
        self.lawyer_opened.emit(str(self.model.lawyer))

    def _on_chosen(self, recipient: str) -> None:
        self.clear_message()
        self.message.clear()
        if recipient == self.model.paper:
            self.model.show_paper()
        else:
            self.model.show(RecipientId(recipient))

    def _on_save(self) -> None:
        """Ask where; nothing of folder names is kept."""
        model = self.model
        if model.recipient is None or self.saving is None:
            return
        path = self._ask_where(self.file_name(model.recipient))
        if path:
            self.save_to(Path(path), self.saving.take_passphrase())

    def _on_unsigned(self, recipient: str, offered: bool) -> None:  # noqa: FBT001 a Qt slot
        case = self.model.interview.case_number
        path = self._ask_where(f"{case}-{recipient}-unsigned.pdf")
        if path:
            self.model.save_unsigned(RecipientId(recipient), Path(path), lawyer_offered=offered)

    def _ask_where(self, name: str) -> str:
        path, _kind = QFileDialog.getSaveFileName(
            self,
            self._words("Save the file"),
            name,
            "PDF (*.pdf)",
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        return path

    def save_to(self, out: Path, passphrase: str = "") -> None:
        """Sign and save to a chosen place."""
        self._locked = bool(passphrase)
        if self.model.recipient == self.model.paper:
            self._locked = False
            self.model.save_paper(out)
        else:
            self.model.save(out, passphrase or None)

    def file_name(self, recipient: RecipientId) -> str:
        """A name that tells nothing of the person: the paper's is neutral altogether."""
        if recipient == self.model.paper:
            return "notes.pdf"
        return f"{self.model.interview.case_number}-{recipient}.pdf"

    def _on_saved(self, _recipient: str, name: str) -> None:
        words = self._words("Saved: {name}")
        if self._locked:
            words = self._words(
                "Saved: {name}. It opens only with the passphrase that you typed. Tell it by voice, never"
                " in writing."
            )
        self.message.show_text(words.format(name=name), "success")
        reveal(self.message)

    def _on_step(self, step: str) -> None:
        tr = self._words
        words = {
            "sealing": tr("Sealing…"),
            "drawing": tr("Drawing the real pages…"),
            "signing": tr("Drawing and signing…"),
            "saving": tr("Saving…"),
        }
        if step:
            self.show_busy(words[step])
        else:
            self.show_ready()
