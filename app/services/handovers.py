# SPDX-License-Identifier: MIT
"""Handing over: who may get what, the document, the signed file (DECISIONS.md §3, SECURITY.md).

A handover is cut from the sealed record and from nothing else: `document` sees only the disclosures
that the recipient's decision lets go. Drawing and signing are slow and run on a worker thread; storing
that it went out is one transaction on the database executor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from app.crypto import pki, verify_record
from app.crypto.approval import Approver
from app.crypto.sealed import (
    Signer,
    certificate_of,
    disclosures_of,
    fmt_of,
    present,
)
from app.crypto.verify_record import RecordRejected, Trusted
from app.domain.approval import Act, Approval
from app.domain.carried import CarriedNumbers, Numbers
from app.domain.consent import Decision, decide, decide_all, sent_version
from app.domain.document import HandoverDocument
from app.domain.event import EventType
from app.domain.held_against import held_against, held_beside
from app.domain.interview import facts
from app.domain.pack import Pack
from app.domain.state import Interview, InterviewState
from app.domain.text import content_language
from app.domain.writing import MOST_BYTES
from app.errors import UserError
from app.files import write_new
from app.ids import InterviewId, LangTag, RecipientId
from app.services import documents
from app.services.approvals import approved
from app.services.file_ports import PdfSigner
from app.services.interviews import Interviews
from app.services.person_paper import cards_to_take, paper_language, person_paper
from app.services.ports import HandoverRow, HandoverWriter, InterviewStore, SealedVersion
from app.services.record import disclosed, record_items
from app.services.stages import Drawn, Prepared, UnsignedPaper, went_out
from app.services.texts import Texts
from app.services.timekeeping import Timekeeper, approving
from app.services.told import Told, document_of, frame_of, words_of


class Handovers:
    """The handovers of one officer's sealed records."""

    def __init__(  # noqa: PLR0913 what a handover is made of
        self,
        interviews: Interviews,
        store: InterviewStore,
        texts: Texts,
        writer: HandoverWriter,
        time: Timekeeper,
        *,
        signers: Sequence[Signer],
        own: Sequence[Trusted],
        station: str,
        numbers: Callable[[], Numbers],
    ) -> None:
        self._interviews = interviews
        self._store = store
        self._texts = texts
        self._writer = writer
        self._time = time
        self._signers = tuple(signers)  # an old record's files keep the old certificate
        self._own = tuple(own)
        self._station = station
        self._numbers = numbers

    def decisions(self, interview: InterviewId) -> tuple[Decision, ...]:
        """One decision per recipient, in the order of the pack."""
        state = self._state(interview)
        return tuple(decide_all(self._rules(state), state).values())

    def prepare(
        self, interview: InterviewId, recipient: RecipientId, *, approval: Approval | None = None
    ) -> Prepared:
        """Resolve one handover. Raises UserError("not_sealed"), UserError("handover_refused").

        No file is begun that its reader would refuse: raises what `Timekeeper.signing` raises, and
        UserError("sealed_unverifiable") for a version sealed at a wrong time or under a revoked key.
        """
        state = self._state(interview)
        if state.state is InterviewState.DRAFT or not state.versions:
            raise UserError("not_sealed", case=state.case_number)
        decision = self._allowed(state, recipient, approval)
        version = self._store.sealed_versions(interview)[-1]
        self._refuse_unverifiable(state, version)
        return Prepared(self._document(state, decision, version), decision, version)

    def unsigned(
        self, interview: InterviewId, recipient: RecipientId, *, approval: Approval | None = None
    ) -> UnsignedPaper:
        """What the signed file would hold, for a paper while nothing can be signed.

        Of a draft as it stands, else of the last sealed version. Raises UserError("handover_refused").
        """
        state = self._state(interview)
        decision = self._allowed(state, recipient, approval)
        if state.state is InterviewState.DRAFT or not state.versions:
            document = self._draft_document(state, decision)
        else:
            version = self._store.sealed_versions(interview)[-1]
            document = self._document(state, decision, version, unsigned=True)
        return UnsignedPaper(document, decision)

    def draw_unsigned(self, paper: UnsignedPaper) -> bytes:
        """Slow: a worker thread; needs no vault."""
        return self._writer.unsigned(paper.document)

    def save_unsigned(
        self,
        interview: InterviewId,
        paper: UnsignedPaper,
        pdf: bytes,
        out: Path,
        *,
        lawyer_offered: bool = False,
    ) -> None:
        """Write a drawn paper and note that it was made. Raises UserError("out_exists"), and as `save`."""
        offered = self._offered(interview, paper.decision, lawyer_offered=lawyer_offered)
        with self._written(interview, pdf, out) as sha256:
            note = went_out(
                EventType.PRINTED_UNSIGNED, paper.decision, sha256, lawyer_offered=offered
            )
            self._interviews.store(interview, note)

    def _offered(self, interview: InterviewId, decision: Decision, *, lawyer_offered: bool) -> bool:
        """Whether a lawyer had to be offered, and was. Raises UserError("lawyer_not_offered")."""
        state = self._state(interview)
        pack, rules = self._pack(state), self._rules(state)
        beside = (text.name for text in held_beside(pack, rules, state, decision))
        held = (*held_against(pack, rules, state, decision), *beside)
        if held and not lawyer_offered:
            raise UserError("lawyer_not_offered", items=", ".join(held))
        return bool(held)

    def document(self, interview: InterviewId, recipient: RecipientId) -> HandoverDocument:
        """What would be printed. Raises as `prepare`."""
        return self.prepare(interview, recipient).document

    def draw(self, prepared: Prepared, passphrase: str | None = None) -> Drawn:
        """Lay out and sign the file. Slow: a worker thread; needs no vault.

        Raises UserError("handover_too_large"), ("handover_too_long") for what no recipient would read.
        """
        token = prepared.version.token
        own = next(candidate for candidate in self._signers if candidate.fmt == fmt_of(token))
        mine, *others = own.chain
        sealed_with = certificate_of(token)
        start, end = pki.span((sealed_with, *others))
        # The first release asks for the very certificate of the record inside: it signs while it holds.
        if pki.same_holder(sealed_with, mine) and start <= prepared.document.created_at <= end:
            mine = sealed_with
        signer = PdfSigner(own.key, mine, tuple(others))
        pdf = self._writer.handover(prepared.document, signer, passphrase)
        if len(pdf) > MOST_BYTES:
            raise UserError("handover_too_large", at_most=MOST_BYTES // 2**20)
        return Drawn(prepared, pdf)

    def pictures(self, pdf: bytes, width: int, passphrase: str | None = None) -> tuple[bytes, ...]:
        return self._writer.pictures(pdf, width, passphrase)

    def save(
        self, interview: InterviewId, drawn: Drawn, out: Path, *, lawyer_offered: bool = False
    ) -> HandoverRow:
        """Write a drawn handover and store it in one transaction.

        The file comes first and is removed again when storing fails: what the log calls handed over
        exists. Raises UserError("out_exists"), UserError("disk_full").
        ``lawyer_offered``: what could be held against the person was looked at, and a lawyer offered.
        Raises UserError("lawyer_not_offered") where there is such a thing and that is not said.
        """
        prepared = drawn.prepared
        offered = self._offered(interview, prepared.decision, lawyer_offered=lawyer_offered)
        with self._written(interview, drawn.pdf, out) as sha256:
            row = HandoverRow(
                interview=interview,
                version=prepared.version.version,
                recipient=prepared.decision.recipient,
                groups=tuple(sorted(prepared.decision.groups)),
                file_sha256=sha256,
                at=self._time.now(),
            )
            note = went_out(EventType.EXPORTED, prepared.decision, sha256, lawyer_offered=offered)
            self._interviews.store(interview, note, handover=row)
        return row

    @contextmanager
    def _written(self, interview: InterviewId, pdf: bytes, out: Path) -> Iterator[str]:
        """Write a file under its hash, and remove it again when the block fails before it is noted.

        What comes after, the heads outside the vault, can fail, too: the log says then that it went.
        """
        sha256 = hashlib.sha256(pdf).hexdigest()
        write_new(out, pdf)
        try:
            yield sha256
        except BaseException:
            noted = False
            with suppress(Exception):
                noted = any(
                    event.payload.get("file_sha256") == sha256
                    for event in self._store.events(interview)
                )
            if not noted:
                out.unlink(missing_ok=True)
            raise

    def paper(
        self,
        interview: InterviewId,
        out: Path,
        *,
        with_case_number: bool = False,
        confirmed: frozenset[str] = frozenset(),
    ) -> None:
        """Write the person's plain paper. Raises UserError("paper_not_wanted"), ("out_exists")."""
        made = self.draw_paper(interview, with_case_number=with_case_number, confirmed=confirmed)
        write_new(out, made)

    def numbers(
        self, interview: InterviewId, confirmed: frozenset[str] = frozenset()
    ) -> CarriedNumbers:
        """The numbers for the person's paper, chosen by what was said. ``confirmed``: see `draw_paper`."""
        state = self._state(interview)
        numbers = self._numbers()
        who = numbers.carrier(paper_language(state), facts(self._pack(state), state))
        return numbers.of(who, confirmed)

    def draw_paper(
        self,
        interview: InterviewId,
        *,
        with_case_number: bool = False,
        confirmed: frozenset[str] = frozenset(),
    ) -> bytes:
        """The paper as PDF. ``confirmed``: the doubtful numbers that an officer wants on it."""
        state = self._state(interview)
        pack = self._pack(state)
        if not decide(self._rules(state), state, pack.roles.person).allowed:
            raise UserError("paper_not_wanted")
        now = self._time.now()
        texts = self._texts.of(pack)
        numbers = self.numbers(interview, confirmed)
        return self._writer.paper(
            person_paper(pack, texts, state, now, numbers, with_case_number=with_case_number)
        )

    def paper_shows_cards(self, interview: InterviewId) -> bool:
        """False where the person's paper holds contacts and numbers only (DECISIONS.md §1.7)."""
        state = self._state(interview)
        pack = self._pack(state)
        return bool(cards_to_take(pack, self._texts.of(pack), state))

    def countersign(self, interview: InterviewId, supervisor: Approver) -> None:
        """A supervisor signs the last sealed version.

        Raises not_sealed, certificate_not_yet, certificate_over.
        """
        versions = self._store.sealed_versions(interview)
        if not versions:
            raise UserError("not_sealed", case=self._state(interview).case_number)
        last, iat = versions[-1], approving(self._time, supervisor)
        given = supervisor.record(interview, last.record_hash, iat)
        self._store.add_countersignature(interview, last.version, given.jws)

    def approve(
        self, interview: InterviewId, recipient: RecipientId, supervisor: Approver
    ) -> Approval | None:
        """Let a supervisor allow this very handover; None where nobody has to.

        Raises certificate_not_yet, certificate_over.
        """
        state = self._state(interview)
        decision = decide(self._rules(state), state, recipient)
        if not decision.needs_countersign or not decision.proposed:
            return None
        iat = approving(self._time, supervisor)
        version = sent_version(state)
        return supervisor.handover(interview, version, recipient, decision.proposed, iat)

    def paper_preview(
        self, interview: InterviewId, width: int, confirmed: frozenset[str]
    ) -> tuple[bytes, ...]:
        return self.pictures(self.draw_paper(interview, confirmed=confirmed), width)

    def _refuse_unverifiable(self, state: Interview, version: SealedVersion) -> None:
        """Ask what a reader of this station's files would ask of the record inside."""
        try:
            record = verify_record.verify(version.token, self._own)
            approved(record, self._own)
        except RecordRejected as error:
            raise UserError(
                "sealed_unverifiable", case=state.case_number, reason=error.code
            ) from error
        # By a clock that was ahead then, or is behind. Of format 1 the reader is warned.
        if record.fmt > 1 and self._time.now().timestamp() < record.payload["iat"]:
            reason = "signed_before_sealing"
            raise UserError("sealed_unverifiable", case=state.case_number, reason=reason)

    def _state(self, interview: InterviewId) -> Interview:
        return self._interviews.open(interview).interview

    def _pack(self, state: Interview) -> Pack:
        return self._interviews.pack_of(state)

    def _rules(self, state: Interview) -> Pack:
        return self._interviews.rules_of(state)

    def _allowed(
        self, state: Interview, recipient: RecipientId, approval: Approval | None
    ) -> Decision:
        """The decision for one reader. Raises UserError("handover_refused")."""
        pack = self._rules(state)
        decision = decide(pack, state, recipient, approval=approval)
        if not decision.allowed or recipient == pack.roles.person:
            reason = decision.refused or "person_copy_not_wanted"
            raise UserError("handover_refused", recipient=recipient, reason=reason)
        return decision

    def _draft_document(self, state: Interview, decision: Decision) -> HandoverDocument:
        """What would be handed over if it were sealed now."""
        items = record_items(self._pack(state), state)
        names = disclosed(self._rules(state), decision, items)
        now = self._time.now()
        frame = documents.DocumentFrame(
            agency=state.agency,
            station=self._station,
            created_at=now,
            sealed_at=now,
            version=state.version + 1,
            practice=state.practice,
            read_back=state.read_back.result if state.read_back else "not_done",
            record_hash="",
            chain_head=state.head,
            unsigned=True,
        )
        values = {name: value for name, value in items.items() if name in names}
        pack = self._pack(state)
        language = content_language(LangTag(state.language)) if state.language else None
        words = words_of(pack, frame, language, self._texts.runtime["officer_name"])
        return documents.build(pack, words, decision, values, frame)

    def _document(
        self,
        state: Interview,
        decision: Decision,
        version: SealedVersion,
        *,
        unsigned: bool = False,
    ) -> HandoverDocument:
        everything = documents.disclosed_values(disclosures_of(version.token))
        token = present(version.token, disclosed(self._rules(state), decision, everything))
        now = self._time.now() if unsigned else self._time.signing()
        pack = self._pack(state)
        frame = frame_of(pack, decision, state.language)
        told = Told(token, decision.recipient, now.replace(microsecond=0), frame)
        document = document_of(told, pack)
        if unsigned:
            return replace(document, unsigned=True)
        given = [
            approval.jws
            for approval in decision.approvals
            if approval.claims["act"] == Act.HANDOVER
        ]
        beside = (*given, *version.countersignatures)
        return documents.attached(document, token, frame, beside)
