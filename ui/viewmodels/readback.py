# SPDX-License-Identifier: MIT
"""Read-back: the account in both languages, corrections in place, and what was not asked.

Asked for, never a condition (DECISIONS.md §3): the result is done, partial or not_done with a reason.
A correction is a new answer with its reason; the earlier one stays in the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.pack import Audience
from app.domain.roles import Roles
from app.domain.value import NO_WORDS, Answer, Json, OwnWords
from app.ids import ItemId
from app.services.interpreting import attest
from app.services.texts import ItemTexts
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.course import Line
from ui.viewmodels.deeds import Deeds
from ui.viewmodels.leading import Answerable, Keeping

RESULTS = ("done", "partial", "not_done")


@dataclass(frozen=True, slots=True)
class ReadbackAnswer:
    """One answered item as it is read back. ``person`` sides are None where no text exists.

    ``told_freely``: the open account, word for word; all others answer a closed question.
    ``critical``: it can raise a danger or is the consent itself, so it is confirmed by itself.
    """

    item: ItemId
    phase: str
    question: str
    question_person: str | None
    answer: str
    answer_person: str | None
    corrected: str  # reason of the last correction, empty when there was none
    critical: bool
    attested: bool
    told_freely: bool = False
    before: tuple[ItemId, ...] = ()  # answers that changed after this one was given
    rendered: str = ""  # the interpreter's rendering of a free account


class ReadbackTalk(Keeping, Answerable, Protocol):
    """The interview that is read back."""

    @property
    def deeds(self) -> Deeds: ...
    @property
    def answer_stored(self) -> SignalInstance: ...


class ReadbackViewModel(CompanionViewModel):
    """The read-back of one interview."""

    changed = Signal()
    corrected = Signal(str)
    reason_missing = Signal()
    finished = Signal()

    def __init__(self, interview: ReadbackTalk, parent: QObject | None = None) -> None:
        super().__init__(interview, parent)
        self._talk = interview
        self._result = ""
        self._why = NO_WORDS
        interview.session_changed.connect(self.changed)
        self._editing: ItemId | None = None
        interview.answer_stored.connect(self._on_stored)

    @property
    def lang(self) -> str:
        """Language of the person's side."""
        return self._talk.glance.person_lang

    @property
    def account(self) -> tuple[ReadbackAnswer, ...]:
        """What the person said, in the order it was asked; the officer's own boxes are left out."""
        talk = self._talk
        pack = talk.session.pack
        answered = (pack.items[item] for item in talk.session.interview.asked)
        return tuple(
            self._stored(item.id)
            for item in answered
            if item.audience is Audience.PERSON and item.id in talk.session.interview.answers
        )

    @property
    def phases(self) -> dict[str, str]:
        """Titles of the phases by id."""
        talk = self._talk
        return {phase.id: talk.glance.text(phase.title) for phase in talk.session.pack.phases}

    @property
    def unattested(self) -> tuple[ItemId, ...]:
        """Critical answers that were not confirmed yet."""
        return tuple(
            answer.item for answer in self.account if answer.critical and not answer.attested
        )

    @property
    def not_asked(self) -> tuple[Line, ...]:
        """What was due and not asked, and what was locked with its reason."""
        talk = self._talk
        locked = tuple(
            Line(item, talk.glance.explainer.question(item), reason)
            for item, reason in talk.session.view.locked
        )
        return talk.glance.missing + locked

    @property
    def roles(self) -> Roles:
        """The roles of the pack, by which reasons of locks are worded."""
        return self._talk.session.pack.roles

    @property
    def stored(self) -> tuple[str, OwnWords]:
        """(result, reason) as stored last; empty before."""
        done = self._talk.session.interview.read_back
        return (done.result, OwnWords(done.reason, done.mark)) if done else ("", NO_WORDS)

    @property
    def result(self) -> str:
        """done, partial, not_done, or empty before it was chosen."""
        return self._result or self.stored[0]

    @property
    def why(self) -> OwnWords:
        """Why only a part or nothing was read, as typed so far or stored."""
        return self._why if self._why.text else self.stored[1]

    def texts(self, item: ItemId) -> ItemTexts:
        return self._talk.glance.item_texts(item)

    def value(self, item: ItemId) -> Json:
        return self._talk.stored_of(item)

    @property
    def editing(self) -> ItemId | None:
        """The answer that is being corrected."""
        return self._editing

    def edit(self, item: ItemId | None) -> None:
        """Open an answer for correction, or leave it as it is (None)."""
        self._editing = item
        self.changed.emit()

    def attest(self, item: ItemId) -> None:
        """The person confirmed this answer."""
        self._talk.perform([lambda service, case: attest(service, case, item)])

    def correct(self, item: ItemId, value: Json, why: OwnWords) -> None:
        """Store a corrected answer beside the earlier one; a reason is needed."""
        if not why.text or value is None:
            self.reason_missing.emit()
            return
        self._talk.deeds.answer(item, value, why=why)

    def choose(self, result: str, why: OwnWords) -> None:
        """Keep what is chosen and typed; stored by `finish`."""
        self._result, self._why = result, why

    def finish(self) -> None:
        """Store the result; partial and not_done want their reason."""
        result, why = self.result, self.why
        if result not in RESULTS or (result != "done" and not why.text):
            self.reason_missing.emit()
            return
        self._talk.perform(
            [lambda do, case: do.read_back(case, result, why.text, why.mark)],
            then=self._while_here(self.finished.emit),
        )

    def _on_stored(self, item: str) -> None:
        self._editing = None
        self.corrected.emit(item)
        self.changed.emit()

    def _stored(self, item: ItemId) -> ReadbackAnswer:
        talk = self._talk
        session, pack = talk.session, talk.session.pack
        given, asked = session.interview.answers[item], pack.items[item]
        texts = talk.glance.item_texts(item)
        pair = talk.glance.words.answer(asked, given.answer)
        return ReadbackAnswer(
            item=item,
            phase=asked.phase,
            question=texts.officer.text,
            question_person=texts.person.text if texts.person else None,
            answer=pair.ja.text,
            answer_person=pair.person.text if pair.person else None,
            corrected=given.correction or "",
            critical=bool(asked.flags) or asked.id in pack.roles.consents,
            attested=item in session.interview.attested,
            told_freely=item in pack.roles.open_accounts,
            before=talk.glance.before(item),
            rendered=_rendered(given.answer),
        )


def _rendered(answer: Answer) -> str:
    """The rendering of what was said, or an empty text."""
    renderings = (value.rendered.text for value in answer.parts.values() if value.rendered)
    return next(renderings, "")
