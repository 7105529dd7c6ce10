# SPDX-License-Identifier: MIT
"""What disclosure and handover have in common: one stored interview and what each recipient may get.

Both act through the services only; a supervisor's countersignature is given with the supervisor's own
passphrase, checked by ``verify_supervisor`` (slow: it runs in the pool).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.clock import Clock
from app.domain.consent import Decision, decide_all
from app.domain.held_against import held_against, held_beside
from app.domain.state import Interview
from app.domain.text import LocalText
from app.domain.value import Answer
from app.domain.written import WrittenText
from app.ids import InterviewId, ItemId, RecipientId
from app.services.approvals import Approver
from app.services.handovers import Handovers
from app.services.interviews import Interviews, Session
from app.services.phrases import phrase
from app.services.wording import Words
from ui.tasks import TaskRunner
from ui.viewmodels.findings import reader_language
from ui.viewmodels.supervision import VerifySupervisor


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One answer, or one text beside the answers, that could be held against the person."""

    question: str
    answer: str


class ReferralWorkspace(Protocol):
    """The part of the workspace that disclosure and handover need."""

    @property
    def user(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def interviews(self) -> Interviews: ...
    @property
    def handovers(self) -> Handovers: ...


class Referral(QObject):
    """One interview with its decisions. Call `load` first. GUI thread only."""

    changed = Signal()
    failed = Signal(object)
    missed = Signal(object)  # the interview could not be read at all
    countersigned = Signal(str)  # supervisor
    settled = Signal(object)  # the places of typing (frozenset) that were stored just now

    def __init__(  # noqa: PLR0913 what both screens are made of
        self,
        workspace: ReferralWorkspace,
        tasks: TaskRunner,
        interview: InterviewId,
        verify_supervisor: VerifySupervisor,
        supervisors: tuple[str, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.supervisors = supervisors
        self.interview_id = interview
        self.decisions: dict[RecipientId, Decision] = {}
        self.error: Exception | None = None
        self.busy = False
        self.held_seen = False  # what could be held against the person was looked at
        self.recipient: RecipientId | None = None
        self._verify = verify_supervisor
        self._tasks = tasks
        self._session: Session | None = None

    @property
    def is_loaded(self) -> bool:
        return self._session is not None

    @property
    def session(self) -> Session:
        """Raises RuntimeError before `load` came back."""
        if self._session is None:
            raise RuntimeError("not loaded")
        return self._session

    @property
    def interview(self) -> Interview:
        return self.session.interview

    @property
    def is_draft(self) -> bool:
        return self.interview.state.value == "draft"

    @property
    def recipients(self) -> tuple[RecipientId, ...]:
        """Everyone but the own agency and the person, in the order of the pack."""
        own = RecipientId(self.interview.agency)
        left_out = {self.session.pack.roles.person, own}
        return tuple(recipient for recipient in self.decisions if recipient not in left_out)

    @property
    def paper(self) -> RecipientId:
        """The person's own paper, which is no handover."""
        return self.session.pack.roles.person

    def text(self, text: LocalText, lang: str) -> str:
        return self.session.texts.officer(text, lang).text

    @property
    def lawyer(self) -> RecipientId | None:
        """The recipient who is the person's way to a lawyer."""
        rules = self.session.pack.recipients
        return next((r for r in self.recipients if rules[r].layout == "legal"), None)

    def recipient_name(self, recipient: RecipientId, lang: str) -> str:
        return self.text(self.session.pack.recipients[recipient].name, lang)

    def decision(self, recipient: RecipientId | None) -> Decision:
        """What stands for a recipient. Raises KeyError for nobody."""
        if recipient is None:
            raise KeyError(recipient)
        return self.decisions[recipient]

    @property
    def has_held(self) -> bool:
        """Whether the chosen recipient would read what could be held against the person."""
        return self.recipient in self.decisions and any(self._held(self.recipient))

    def confirm_held(self, *, seen: bool) -> None:
        """The officer looked at it and offered a lawyer, or takes that back."""
        self.held_seen = seen
        self.changed.emit()

    def held_against(self, recipient: RecipientId, lang: str) -> tuple[HeldLine, ...]:
        """What of the record a reader could hold against the person, in the window's language."""
        words, items = self.words(lang), self.session.pack.items
        child = self.session.view.child_path

        def question(name: ItemId | None) -> str:
            return words.question(items[name], child=child).ja.text if name else ""

        answers, beside = self._held(recipient)
        return (
            *(
                HeldLine(question(name), words.answer(items[name], answer).ja.text)
                for name, answer in answers.items()
            ),
            *(HeldLine(question(text.item), text.text) for text in beside),
        )

    def words(self, lang: str) -> Words:
        """The words of questions and answers for the officer (``ja`` of each pair) who reads ``lang``."""
        session = self.session
        words = Words.of(session.pack, session.texts, phrase, self.interview)
        return replace(words, reader=reader_language(lang))

    def _held(
        self, recipient: RecipientId
    ) -> tuple[Mapping[ItemId, Answer], tuple[WrittenText, ...]]:
        session = self.session
        asked = session.pack, session.rules, self.interview, self.decision(recipient)
        return held_against(*asked), held_beside(*asked)

    def load(self) -> None:
        """Read the interview and decide for every recipient."""
        self._do(lambda: self.workspace.interviews.open(self.interview_id))

    def choose(self, recipient: RecipientId | None) -> None:
        """Look at one recipient."""
        self.recipient = recipient
        self.error = None
        self.changed.emit()

    def check_supervisor(
        self, user: str, passphrase: str, then: Callable[[Approver], None]
    ) -> None:
        """Let a supervisor prove the own passphrase, then call with what can sign."""
        self._begin()

        def proved(by: Approver) -> None:
            self.busy = False
            self.countersigned.emit(by.user.name)
            then(by)

        self._tasks.run(
            self, lambda: self._verify(user, passphrase), proved, self._on_failed, database=False
        )

    def _do(self, work: Callable[[], Session], then: Callable[[], None] | None = None) -> None:
        """Run work that returns the session after it, and adopt that."""
        self._begin()

        def success(session: Session) -> None:
            self.busy = False
            self.settled.emit(session.stored)
            self._adopt(session)
            if then:
                then()

        self._tasks.run(self, work, success, self._on_failed)

    def _adopt(self, session: Session) -> None:
        self._session = session
        self.decisions = decide_all(session.rules, session.interview)
        self.changed.emit()

    def _begin(self) -> None:
        self.busy, self.error = True, None
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.busy, self.error = False, error
        self.changed.emit()
        self.failed.emit(error)
        if not self.is_loaded:
            self.missed.emit(error)
