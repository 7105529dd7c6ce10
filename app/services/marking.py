# SPDX-License-Identifier: MIT
"""Marking whole texts: set by the officer, taken away by a supervisor with a reason, asked before sealing."""

from __future__ import annotations

from collections.abc import Mapping

from app.crypto.approval import Approver
from app.domain.event import EventType, NewEvent
from app.domain.marking import mark_payload
from app.domain.pack import Pack
from app.domain.value import Json, TextMark
from app.domain.written import WrittenText, to_ask, written_texts
from app.errors import UserError
from app.ids import InterviewId
from app.services.interviews import Interviews
from app.services.session import Session


class Marking:
    """The marks of one officer's interviews."""

    def __init__(self, service: Interviews) -> None:
        self._service = service

    def take_away(self, interview: InterviewId, name: str, reason: str, by: Approver) -> Session:
        """A supervisor takes a mark away.

        Raises UserError text_unknown, reason_missing, certificate_not_yet, certificate_over.
        """
        if not reason.strip():
            raise UserError("reason_missing")
        state = self._service.open(interview).interview
        if name not in {
            text.name for text in written_texts(self._service.pack_of(state), state) if text.mark
        }:
            raise UserError("text_unknown")
        given = by.unmark(interview, name, self._service.approving(by))
        payload: dict[str, Json] = {"text": name, "reason": reason.strip(), "by": given.by}
        payload["approval"] = given.jws
        return self._service.store(interview, NewEvent(EventType.MARK_REMOVED, payload))

    def keep(self, interview: InterviewId, marks: Mapping[str, TextMark]) -> Session:
        """Set marks before something is made of the texts; about the others is asked later all the same.

        Raises as `answer`.
        """
        session = self._service.open(interview)
        _, events = self._events(session, marks)
        return self._service.store(interview, *events) if events else session

    def answer(self, interview: InterviewId, marks: Mapping[str, TextMark]) -> Session:
        """Keep that the officer was asked, with the marks that were set.

        Raises UserError("text_unknown"), ("mark_unknown").
        """
        listed, events = self._events(self._service.open(interview), marks)
        asked = NewEvent(EventType.TEXTS_ASKED, {"texts": list[Json](listed)})
        return self._service.store(interview, *events, asked)

    def _events(
        self, session: Session, marks: Mapping[str, TextMark]
    ) -> tuple[list[str], list[NewEvent]]:
        """The texts to ask about, and the marks as events."""
        texts = written_texts(session.pack, session.interview)
        open_ = {text.name: text for text in texts if text.mark is None}
        if not marks.keys() <= open_.keys():
            raise UserError("text_unknown")
        listed = [text.name for text in to_ask(session.pack, session.interview)]
        return listed, [_marking(session.pack, open_[n], mark) for n, mark in marks.items()]


def _marking(pack: Pack, text: WrittenText, mark: TextMark) -> NewEvent:
    return NewEvent(EventType.MARKED, {"text": text.name, **mark_payload(pack, mark)})
