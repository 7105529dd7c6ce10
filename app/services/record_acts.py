# SPDX-License-Identifier: MIT
"""What is decided over a whole record: a legal basis, consent taken back, sealing, amending, a newer pack."""

from __future__ import annotations

from collections.abc import Sequence

from app.crypto.approval import Approver
from app.domain.event import EventType
from app.domain.marking import mark_payload
from app.domain.moving import Move, moved_event, plan_move
from app.domain.state import InterviewState
from app.domain.value import Json, TextMark
from app.errors import UserError
from app.ids import BasisId, GroupId, InterviewId, RecipientId
from app.services.blocked_words import blocked_words
from app.services.interview_log import InterviewLog
from app.services.sealing import Home, sealed
from app.services.session import Session


class RecordActs(InterviewLog):
    """Acts on the records of one officer's vault."""

    def withdraw_consent(self, interview: InterviewId, recipient: RecipientId) -> Session:
        return self._simple(interview, EventType.CONSENT_WITHDRAWN, {"recipient": recipient})

    def invoke_basis(  # noqa: PLR0913 what a legal basis needs
        self,
        interview: InterviewId,
        recipient: RecipientId,
        basis: BasisId,
        groups: Sequence[GroupId],
        reason: str,
        by: Approver | None = None,
        *,
        mark: TextMark | None = None,
    ) -> Session:
        """Let a legal basis of the closed list stand in for consent; `decide` judges it.

        ``by``: the supervisor who allows it. Raises UserError basis_unknown, mark_unknown,
        certificate_not_yet, certificate_over.
        """
        pack = self.rules_of(self._state(interview))
        if basis not in pack.legal_bases or recipient == pack.roles.person:
            raise UserError("basis_unknown", basis=basis)
        named: list[Json] = [*groups]
        payload: dict[str, Json] = {
            "recipient": recipient,
            "basis": basis,
            "groups": named,
            "reason": reason,
            **mark_payload(self._pack(interview), mark),
        }
        if by is not None:
            given = by.basis(interview, recipient, basis, groups, self.approving(by))
            payload["approval"] = given.jws
        return self._simple(interview, EventType.BASIS_INVOKED, payload)

    def seal(self, interview: InterviewId) -> Session:
        """Seal the present state as the next version. Raises what `sealed` raises; a draft stays one."""
        self.look_at_clock(interview)
        state = self._state(interview)
        home = Home(self._station, self._numbers())
        version, event = sealed(self.pack_of(state), state, self._signer, self._time, home)
        return self._record(interview, event, sealed_as=version)

    def amend(self, interview: InterviewId, reason: str) -> Session:
        """Open a sealed record for a new version, with a reason; the sealed one stays as it is."""
        state = self._state(interview)
        if not state.versions:
            raise UserError("not_sealed", case=state.case_number)
        if not reason.strip():
            raise UserError("reason_missing", case=state.case_number)
        return self._simple(
            interview,
            EventType.AMENDED,
            {"reason": reason, "prev": state.versions[-1].record_hash},
        )

    def move_offer(self, interview: InterviewId) -> Move | None:
        """What moving a real draft to the newest pack would do; None where there is nothing to move."""
        state, newest = self._state(interview), self._packs.newest
        own = self.pack_of(state)
        draft = state.state is InterviewState.DRAFT and not state.practice
        return plan_move(own, newest, state) if draft and own.sha256 != newest.sha256 else None

    def move(self, interview: InterviewId) -> Session:
        """Lead a draft with the newest pack from now on.

        Raises UserError("pack_move_nothing"), ("pack_move_blocked", what=) for what it does not know.
        """
        offer = self.move_offer(interview)
        if offer is None:
            raise UserError("pack_move_nothing")
        state = self._state(interview)
        own, language = self.pack_of(state), state.officer_language
        if offer.blocked:
            raise UserError("pack_move_blocked", what=blocked_words(own, offer, language))
        return self._record(interview, moved_event(own, offer))
