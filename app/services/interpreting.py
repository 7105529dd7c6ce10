# SPDX-License-Identifier: MIT
"""What the interpreter does with an interview: confirms, marks an unclear wording, reads differently."""

from __future__ import annotations

from typing import Final

from app.domain.event import EventType, NewEvent
from app.domain.state import Interview, WordingMark
from app.domain.typing_place import rendering_place
from app.domain.value import TextMark
from app.errors import UserError
from app.ids import InterviewId, ItemId
from app.services.interviews import Interviews, Session

ALOUD: Final = "aloud"
SCREEN: Final = "screen"
WAYS: Final = (ALOUD, SCREEN)


def attest(service: Interviews, case: InterviewId, item: ItemId, how: str = ALOUD) -> Session:
    """The interpreter read an answer back and the person said that it is right.

    Keeps who (a code) and in which mode. Raises UserError("answer_missing"), ("way_unknown").
    """
    state = service.open(case).interview
    if item not in state.answers:
        raise UserError("answer_missing", item=item)
    if how not in WAYS:
        raise UserError("way_unknown", how=how)
    payload = {"item": item, "how": how, "by": interpreter(state), "mode": mode(state)}
    return service.add(case, NewEvent(EventType.ATTESTED, payload))


def mark_wording(service: Interviews, case: InterviewId, item: ItemId, comment: str) -> Session:
    """A wording is unclear in the person's language. The comment is about words, never about a person.

    Raises UserError("reason_missing") for an empty one.
    """
    if not comment.strip():
        raise UserError("reason_missing", item=item)
    language = service.open(case).interview.language or ""
    payload = {"item": item, "lang": language, "comment": comment.strip()}
    return service.add(case, NewEvent(EventType.WORDING_MARKED, payload))


def marks(service: Interviews) -> tuple[WordingMark, ...]:
    """Every wording that was marked in this vault, the oldest first. No case and no person is named.

    Of an interview whose pack is not here none: nobody could translate them anew.
    """
    found = (
        mark for summary in service.summaries() for mark in _marks_of(service, summary.interview)
    )
    return tuple(sorted(found, key=lambda mark: mark.at))


def _marks_of(service: Interviews, case: InterviewId) -> tuple[WordingMark, ...]:
    try:
        return service.open(case).interview.wording_marks
    except UserError as error:
        if error.code != "pack_missing":
            raise
        return ()


def differ(  # noqa: PLR0913 what a rendering belongs to
    service: Interviews,
    case: InterviewId,
    item: ItemId,
    rendering: str,
    lang: str,
    mark: TextMark | None = None,
) -> Session:
    """A second interpreter's rendering stands beside the first; nothing is overwritten.

    Raises UserError("reason_missing") for an empty one.
    """
    if not rendering.strip():
        raise UserError("reason_missing", item=item)
    state = service.open(case).interview
    words = f"{interpreter(state)}: {rendering.strip()}"
    return service.note(case, item, words, lang, place=rendering_place(item), mark=mark)


def interpreter(state: Interview) -> str:
    """The code of who interprets now; empty when the officer speaks the language."""
    return str(state.interpreter.get("code") or "")


def mode(state: Interview) -> str:
    return str(state.interpreter.get("mode") or "")
