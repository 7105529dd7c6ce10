# SPDX-License-Identifier: MIT
"""The clocks that start by themselves (timers.json): IOM in 48 hours, child center today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from app.clock import JAPAN
from app.domain.condition import AgeIs, AllOf, AnswerIn, AnyOf, Condition, EventIs
from app.domain.facts import Facts
from app.domain.pack import Timer
from app.domain.state import Interview
from app.flow.view import TimerView
from app.ids import RecipientId

#: Layouts of bodies that protect: a handover to one of them records a decision about protection.
_PROTECTING: Final = frozenset({"protection", "immigration", "iom"})


def timers(facts: Facts, interview: Interview) -> tuple[TimerView, ...]:
    """All timers whose start condition holds, in the order of the pack, running or stopped."""
    return tuple(_views(facts, interview))


def _views(facts: Facts, interview: Interview) -> Iterator[TimerView]:
    for timer in facts.pack.timers.values():
        started = _since(facts, interview, timer.start) if facts.holds(timer.start) else None
        if started is not None:
            yield TimerView(
                timer.id,
                started,
                _due(timer, started),
                _stopped(facts, interview, timer),
                timer.groups,
            )


def _due(timer: Timer, started: datetime) -> datetime:
    """The moment it is due: hours later, or the last second of the local day."""
    if timer.hours is not None:
        return started + timedelta(hours=timer.hours)
    local = started.astimezone(JAPAN)
    return datetime.combine(local.date(), time(23, 59, 59), tzinfo=JAPAN)


def _since(facts: Facts, interview: Interview, when: Condition) -> datetime | None:
    """The moment a start condition came true: the earliest of those of its terms that hold."""
    match when:
        case AnswerIn(item=item):
            given = interview.answers.get(item)
            return given.at if given else None
        case AgeIs():
            return interview.protective_since
        case EventIs():
            return interview.started_at
        case AnyOf(terms) | AllOf(terms):
            moments = [_since(facts, interview, term) for term in terms if facts.holds(term)]
            times = [moment for moment in moments if moment is not None]
            return min(times, default=None)
        case _:
            return interview.started_at


def _stopped(facts: Facts, interview: Interview, timer: Timer) -> datetime | None:
    """When it was stopped: by a note that says so, or by what timers.json names as its end."""
    noted = interview.timers_stopped.get(timer.id)
    if noted is not None:
        return noted
    roles = facts.pack.roles
    if timer.id in roles.ended_by_withdrawal:
        return interview.withdrawn.get(roles.ended_by_withdrawal[timer.id])
    if timer.id in roles.ended_by_handover:
        return _exported(interview, frozenset({roles.ended_by_handover[timer.id]}))
    bodies = frozenset(r.id for r in facts.pack.recipients.values() if r.layout in _PROTECTING)
    return _exported(interview, bodies)


def _exported(interview: Interview, bodies: frozenset[RecipientId]) -> datetime | None:
    return min((e.at for e in interview.exports if e.recipient in bodies), default=None)
