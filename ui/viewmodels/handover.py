# SPDX-License-Identifier: MIT
"""Handing over: seal, look at the real pages, sign and save; and the person's own paper.

What touches the vault runs on the database thread, drawing and signing in the pool. The preview is the
file as it would be signed now; saving draws it once more with the passphrase that was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.approval import Approval
from app.domain.carried import CarriedNumber
from app.domain.consent import Decision, Withheld, decide
from app.domain.groups import MARKED
from app.domain.sent import sent_before
from app.domain.state import Sent
from app.domain.value import NO_WORDS, OwnWords, TextMark
from app.domain.written import WrittenText, to_ask, written_texts
from app.ids import InterviewId, RecipientId
from app.services.approvals import Approver
from app.services.interviews import Session
from app.services.marking import Marking
from app.services.ports import HandoverRow
from app.services.stages import Drawn, Prepared
from ui.tasks import TaskRunner
from ui.viewmodels.referral import Referral, ReferralWorkspace
from ui.viewmodels.signing_time import SigningTime
from ui.viewmodels.supervision import VerifySupervisor

_WIDTH = 1200  # px of a page picture: sharp at 150 %


class HandoverViewModel(Referral):
    """Adds sealing, drawing and saving to `Referral`."""

    sealed = Signal()
    pages_ready = Signal()
    saved = Signal(str, str)  # recipient (or "person"), file name
    step_changed = Signal(str)  # "", sealing, drawing, signing, saving

    def __init__(  # noqa: PLR0913 as its base
        self,
        workspace: ReferralWorkspace,
        tasks: TaskRunner,
        interview: InterviewId,
        verify_supervisor: VerifySupervisor,
        supervisors: tuple[str, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(workspace, tasks, interview, verify_supervisor, supervisors, parent)
        self.pages: tuple[bytes, ...] = ()
        self.doubts: tuple[CarriedNumber, ...] = ()  # on the paper only where confirmed
        self.confirmed: frozenset[str] = frozenset()  # numbers that the officer wants on the paper
        self.step = ""
        self.marks: dict[
            str, TextMark
        ] = {}  # chosen for the texts that are asked about at the seal
        self._marking = Marking(workspace.interviews)
        self.why_open = NO_WORDS  # why red flags stay open at the seal, as typed
        self.wants_countersign = False
        self._signed: dict[RecipientId, Approval] = {}  # given on this screen
        self.clock = SigningTime(workspace, tasks, interview, self)
        self.clock.changed.connect(self.changed)

    @property
    def allowed(self) -> tuple[RecipientId, ...]:
        """Recipients to whom something may go now, or could with a countersignature."""
        return tuple(
            recipient
            for recipient in self.recipients
            if self.decision(recipient).allowed
            or self.decision(recipient).refused == "countersignature_missing"
        )

    @property
    def signable(self) -> tuple[RecipientId, ...]:
        """Recipients to whom something may go with what was countersigned so far."""
        return tuple(recipient for recipient in self.recipients if self.decision(recipient).allowed)

    @property
    def refused(self) -> tuple[tuple[RecipientId, str], ...]:
        """Recipients to whom nothing goes, with the reason code."""
        return tuple(
            (recipient, str(self.decision(recipient).refused))
            for recipient in self.recipients
            if recipient not in self.allowed
        )

    @property
    def paper_wanted(self) -> bool:
        return self.decisions[self.paper].allowed

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What the chosen recipient could have had and does not get, in the words of the interview's pack."""
        if self.recipient not in self.decisions:
            return ()
        groups = self.session.pack.groups
        return tuple(
            withheld
            for withheld in self.decision(self.recipient).withheld
            if withheld.group in groups
        )

    def decision(self, recipient: RecipientId | None) -> Decision:
        """The decision with the countersignature given here. Raises KeyError for nobody."""
        if recipient is None:
            raise KeyError(recipient)
        signed = self._signed.get(recipient)
        if signed is None:
            return self.decisions[recipient]
        return decide(self.session.rules, self.interview, recipient, approval=signed)

    def sent(self, recipient: RecipientId) -> bool:
        """A file for this recipient was saved from the present version."""
        return any(export.recipient == recipient for export in self.interview.exports)

    def load(self) -> None:
        """Read the interview and compare the clock."""
        super().load()
        self.clock.load()

    def open_red(self, lang: str) -> tuple[str, ...]:
        """Titles of the red flags that are still open: said before the seal, never a condition of it."""
        flags = self.session.pack.flags
        titles = (flags[flag] for flag in self.interview.flags_open)
        return tuple(self.text(flag.title, lang) for flag in titles if flag.severity == "red")

    def seal(self, why_open: OwnWords = NO_WORDS) -> None:
        """Seal the record as it stands (any state may be sealed).

        ``why_open``: the sentence on red flags that stay open; it becomes the officer's last note.
        """
        self._enter("sealing")
        service, case = self.workspace.interviews, self.interview_id
        lang, marks = self.interview.officer_language, dict(self.marks)
        asked = self.texts_to_ask

        def work() -> Session:
            kept = self._marking.answer if asked else self._marking.keep
            typed = kept(case, marks).stored
            if why_open.text:
                note = service.note(case, None, why_open.text, lang, mark=why_open.mark)
                typed |= note.stored
            return replace(service.seal(case), stored=typed)

        def done() -> None:
            self._enter("")
            self.sealed.emit()

        self._do(work, done)

    @property
    def texts_to_ask(self) -> tuple[WrittenText, ...]:
        """The texts without a mark about which the officer is asked before the seal, once."""
        return to_ask(self.session.pack, self.interview)

    @property
    def other_texts(self) -> tuple[WrittenText, ...]:
        """The other texts without a mark, for whoever thinks of one later."""
        asked = {text.name for text in self.texts_to_ask}
        texts = written_texts(self.session.pack, self.interview)
        return tuple(text for text in texts if text.mark is None and text.name not in asked)

    @property
    def marked_texts(self) -> tuple[WrittenText, ...]:
        """The texts that are kept for the supervisor, or told in confidence."""
        return tuple(text for text in written_texts(self.session.pack, self.interview) if text.mark)

    @property
    def sent_before(self) -> Mapping[str, tuple[Sent, ...]]:
        """Text with a mark, by name -> the files and papers that were made with it before."""
        return sent_before(self.session.pack, self.interview)

    def may_have(self, recipient: RecipientId, mark: TextMark) -> bool:
        """Whether what is marked so still goes to a recipient."""
        return MARKED[mark] in self.decision(recipient).whole

    def _adopt(self, session: Session) -> None:
        texts = written_texts(session.pack, session.interview)
        open_texts = {text.name for text in texts if text.mark is None}
        self.marks = {name: mark for name, mark in self.marks.items() if name in open_texts}
        super()._adopt(session)

    def choose_mark(self, name: str, mark: TextMark | None) -> None:
        """Choose for one text, or leave it without a mark; stored before anything is made of it."""
        self.marks.pop(name, None)
        if mark is not None:
            self.marks[name] = mark

    def take_mark_away(self, name: str, reason: str, user: str, passphrase: str) -> None:
        """A supervisor lets a text go where its question goes."""
        case = self.interview_id
        self.check_supervisor(
            user,
            passphrase,
            lambda by: self._do(lambda: self._marking.take_away(case, name, reason, by)),
        )

    def amend(self, reason: str) -> None:
        """Open a new version with a reason; the sealed one stays."""
        service, case = self.workspace.interviews, self.interview_id
        self._do(lambda: service.amend(case, reason))

    def read_back_result(self) -> str:
        read_back = self.interview.read_back
        return read_back.result if read_back else "not_done"

    def countersign(self, user: str, passphrase: str) -> None:
        """A supervisor approves the handover to the chosen recipient."""
        recipient = self.recipient
        if recipient is None:
            return

        handovers, case = self.workspace.handovers, self.interview_id

        def signed(approval: Approval | None) -> None:
            self.busy = False
            if approval is not None:
                self._signed[recipient] = approval
            self.show(recipient)

        def proved(by: Approver) -> None:
            self._begin()
            self._tasks.run(
                self,
                lambda: handovers.approve(case, recipient, by),
                signed,
                self._on_failed,
            )

        self.check_supervisor(user, passphrase, proved)

    def show(self, recipient: RecipientId) -> None:
        """Choose a recipient and draw the pages that would be handed over."""
        self.pages, self.held_seen = (), False
        self.choose(recipient)
        self.wants_countersign = not self.decision(recipient).allowed
        if self.is_draft or self.wants_countersign:
            self.changed.emit()
            return
        handovers, case = self.workspace.handovers, self.interview_id
        by = self._signed.get(recipient)
        self._enter("drawing")
        self._begin()
        self._tasks.run(
            self,
            lambda: handovers.prepare(case, recipient, approval=by),
            lambda prepared: self._draw(recipient, prepared),
            self._on_failed,
        )

    def save(self, out: Path, passphrase: str | None = None) -> None:
        """Sign and write the file for the chosen recipient, and store that it went out."""
        recipient = self.recipient
        if recipient is None:
            return
        handovers, case = self.workspace.handovers, self.interview_id
        by, offered = self._signed.get(recipient), self.held_seen
        self._enter("signing")
        self._begin()

        def write(done: Drawn) -> None:
            self._enter("saving")

            def work() -> tuple[HandoverRow, Session]:
                row = handovers.save(case, done, out, lawyer_offered=offered)
                return row, self.workspace.interviews.open(case)

            self._tasks.run(
                self, work, lambda got: self._on_saved(got[1], recipient, out), self._on_failed
            )

        def drawn(prepared: Prepared) -> None:
            self._tasks.run(
                self,
                lambda: handovers.draw(prepared, passphrase or None),
                write,
                self._on_failed,
                database=False,
            )

        self._tasks.run(
            self,
            lambda: handovers.prepare(case, recipient, approval=by),
            drawn,
            self._on_failed,
        )

    def save_unsigned(
        self, recipient: RecipientId, out: Path, *, lawyer_offered: bool = False
    ) -> None:
        """Write a paper without signature, for now; that it was made is stored.

        The marks chosen beside the texts of a draft are stored first: the paper goes by them.
        """
        handovers, case = self.workspace.handovers, self.interview_id
        by = self._signed.get(recipient)
        marks = dict(self.marks) if self.is_draft else {}
        self._enter("saving")
        self._begin()

        def work() -> Session:
            typed = self._marking.keep(case, marks).stored if marks else frozenset[str]()
            paper = handovers.unsigned(case, recipient, approval=by)
            made = handovers.draw_unsigned(paper)
            handovers.save_unsigned(case, paper, made, out, lawyer_offered=lawyer_offered)
            return replace(self.workspace.interviews.open(case), stored=typed)

        self._tasks.run(
            self, work, lambda session: self._on_saved(session, recipient, out), self._on_failed
        )

    def show_paper(self) -> None:
        """Draw the pages of the person's own paper."""
        self.pages = ()
        self.choose(self.paper)
        self._enter("drawing")
        self._begin()
        handovers, case = self.workspace.handovers, self.interview_id
        confirmed = self.confirmed

        def work() -> tuple[tuple[bytes, ...], tuple[CarriedNumber, ...]]:
            pages = handovers.paper_preview(case, _WIDTH, confirmed)
            return pages, handovers.numbers(case, confirmed).to_confirm

        def done(found: tuple[tuple[bytes, ...], tuple[CarriedNumber, ...]]) -> None:
            if confirmed == self.confirmed:  # what belongs to an earlier choice is dropped
                pages, self.doubts = found
                self._on_pages(pages)

        self._tasks.run(self, work, done, self._on_failed)

    def confirm(self, number: str, *, on: bool) -> None:
        """The officer looked at a doubtful number and wants it on the paper, or takes that back."""
        self.confirmed = self.confirmed | {number} if on else self.confirmed - {number}
        self.show_paper()

    def save_paper(self, out: Path, *, with_case_number: bool = False) -> None:
        """Write the person's paper; nothing is stored about it but the file."""
        self._enter("saving")
        self._begin()
        handovers, case, confirmed = self.workspace.handovers, self.interview_id, self.confirmed

        def work() -> Session:
            handovers.paper(case, out, with_case_number=with_case_number, confirmed=confirmed)
            return self.workspace.interviews.open(case)

        self._tasks.run(
            self, work, lambda session: self._on_saved(session, self.paper, out), self._on_failed
        )

    def _draw(self, recipient: RecipientId, prepared: Prepared) -> None:
        handovers = self.workspace.handovers

        def work() -> tuple[bytes, ...]:
            return handovers.pictures(handovers.draw(prepared).pdf, _WIDTH)

        def done(pages: tuple[bytes, ...]) -> None:
            if recipient == self.recipient:  # pages of an earlier choice are dropped
                self._on_pages(pages)

        self._tasks.run(self, work, done, self._on_failed, database=False)

    def _on_pages(self, pages: tuple[bytes, ...]) -> None:
        self.pages, self.busy = pages, False
        self._enter("")
        self.changed.emit()
        self.pages_ready.emit()

    def _on_saved(self, session: Session, recipient: RecipientId, out: Path) -> None:
        self.busy = False
        self._enter("")
        self.settled.emit(session.stored)
        self._adopt(session)
        self.saved.emit(str(recipient), out.name)

    def _on_failed(self, error: Exception) -> None:
        self._enter("")
        super()._on_failed(error)

    def _enter(self, step: str) -> None:
        self.step = step
        self.step_changed.emit(step)
