# SPDX-License-Identifier: MIT
"""The log of interviews: every act is one transaction of events, what they cause, and the projection.

Runs on the database executor. What was stored is saved; what was refused changed nothing. What the
machine's clock shows is compared with every event that is stored (`app.services.timekeeping`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from typing import Self

from app.clock import local_text
from app.crypto.approval import Approver, ProvedApproval
from app.crypto.keyring import OpenUser
from app.crypto.station import Station
from app.crypto.verify_record import RecordRejected
from app.domain.agency import Agencies
from app.domain.event import Event, EventType, NewEvent
from app.domain.interview import apply, consequences
from app.domain.moving import pack_after, short_hash
from app.domain.pack import Pack
from app.domain.state import Interview
from app.domain.stricter import stricter
from app.domain.typing_place import taken_over
from app.domain.value import Json
from app.errors import UserError
from app.flow.engine import Engine, without_place
from app.flow.view import FlowView
from app.ids import InterviewId
from app.services.pack_ports import Packs, finder
from app.services.ports import HandoverRow, InterviewStore, Projection, SealedVersion
from app.services.projection import project
from app.services.record_check import refuse_unwritable
from app.services.sealing import refuse_sealed
from app.services.session import Session
from app.services.texts import Texts
from app.services.timekeeping import ClockReport, Timekeeper, approving

Anchor = Callable[[str, int, bool], None]


class InterviewLog:
    """The logs of one officer's vault."""

    def __init__(  # noqa: PLR0913 the frame of one officer's work
        self,
        packs: Packs,
        store: InterviewStore,
        texts: Texts,
        time: Timekeeper,
        *,
        user: OpenUser,
        station: Station,
        numbers: Callable[[], Mapping[str, str]],
        anchor: Anchor = lambda _interview, _entries, _sealed: None,
    ) -> None:
        """``anchor`` is told of what was stored, so that heads are written outside the vault."""
        self._packs = packs
        self._store = store
        self._texts = texts
        self._user = user.name
        self._station = station.name
        self._own = station.own
        self._signer = user.signer
        self._numbers = numbers  # of the station's users, by name
        self._anchor = anchor
        self._time = time
        self._states: dict[InterviewId, Interview] = {}
        self._projected: dict[InterviewId, tuple[Pack, Projection]] = {}  # as stored last
        self._courses: dict[str | None, tuple[Pack, Interview, FlowView]] = {}  # as planned last
        self._rules: dict[tuple[str, str], Pack] = {}  # by own and newest

    def on(self, store: InterviewStore) -> Self:
        """The same service on another store: the rehearsal of a replay."""
        other = copy(self)
        other._anchor = lambda _interview, _entries, _sealed: None  # noqa: SLF001 nothing is kept
        other._store, other._states = store, {}  # noqa: SLF001 its own kind
        other._projected, other._courses = {}, {}  # noqa: SLF001 its own kind
        return other

    def open(self, interview: InterviewId) -> Session:
        """Return an interview as it stands. Raises UserError("interview_unknown")."""
        return self._session(self._state(interview))

    @contextmanager
    def together(self, interview: InterviewId) -> Iterator[None]:
        """What is stored of an interview in the block is on the disk at its end, or nothing of it.

        The heads outside the vault are written after it: they must name nothing that a vault may lack.
        """
        stored: list[tuple[str, int, bool]] = []
        anchor, self._anchor = self._anchor, lambda *of: stored.append(of)
        try:
            with self._store.together():
                yield
        except BaseException:
            self._states.pop(interview, None)
            self._projected.pop(interview, None)
            raise
        finally:
            self._anchor = anchor
        for of in stored:
            anchor(*of)

    def agencies(self, interview: InterviewId) -> Agencies:
        """The agencies of the interview's pack."""
        return self._pack(interview).agencies

    @property
    def today(self) -> date:
        """The day in Japan after which nothing can have happened, see `Timekeeper.today`."""
        return self._time.today()

    def look_at_clock(self, interview: InterviewId) -> ClockReport:
        """Compare the clock with everything known; what changed about it is noted first."""
        noticed = self._time.noticed(self._state(interview))
        if noticed:
            self._record(interview, noticed)
        return self._time.report(self._state(interview))

    def state_time(self, interview: InterviewId, moment: datetime) -> ClockReport:
        """Go by the time that the officer states. Raises stated_time_early, stated_time_late."""
        self._time.state(moment, self._state(interview))
        return self.look_at_clock(interview)

    def rebuild(self, interview: InterviewId) -> bool:
        """Drop the projection and make it again from the events; True when it came out equal."""
        before = self._store.projection(interview)
        state = self._fold(interview)
        pack = self.pack_of(state)
        after = project(pack, state, self._plan(pack, state))
        self._store.replace_projection(interview, after)
        self._states[interview] = state
        return before is not None and before == self._store.projection(interview)

    def approving(self, by: Approver) -> int:
        """The moment of a supervisor's approval. Raises certificate_not_yet, certificate_over."""
        return approving(self._time, by)

    def store(
        self,
        interview: InterviewId,
        *events: NewEvent,
        handover: HandoverRow | None = None,
    ) -> Session:
        """Store events with the handover that belongs to them, in one transaction."""
        return self._record(interview, *events, handover=handover)

    def _simple(
        self, interview: InterviewId, kind: EventType, payload: Mapping[str, Json]
    ) -> Session:
        return self._record(interview, NewEvent(kind, payload))

    def _record(
        self,
        interview: InterviewId,
        *events: NewEvent,
        sealed_as: SealedVersion | None = None,
        handover: HandoverRow | None = None,
        typed: Collection[str] | None = None,
    ) -> Session:
        """Store events with their consequences and their projection in one transaction.

        What changed about the machine's clock stands before them, after the first event of all.
        ``typed``: the places where they were typed (`app.domain.typing_place`), when they do not tell.
        """
        drafts = frozenset(taken_over(events) if typed is None else typed)
        before = self._state(interview)
        refuse_sealed(before, events)
        refuse_unwritable(events)
        caused = [
            *events,
            *consequences(self._pack_at(before, events[-1], self._time.now()), before, events[-1]),
        ]
        noticed = self._time.noticed(before)
        if noticed and events[0].type is not EventType.CLOCK_ANOMALY:
            caused.insert(0 if before.seq else 1, noticed)
        after: list[tuple[Interview, FlowView, tuple[Pack, Projection]]] = []

        def projector(stored: Sequence[Event]) -> Projection:
            state = before
            for event in stored:
                state = self._applied(state, event)
            led, plan = self.pack_of(state), self._plan(self.pack_of(state), state)
            under, earlier = self._projected.get(interview, (None, None))
            made = project(led, state, plan, earlier if under is led else None)
            after.append((state, plan, (led, made)))
            return made

        self._store.append(interview, caused, self._user, projector, sealed_as, handover, drafts)
        state, plan, self._projected[interview] = after[-1]
        self._states[interview] = state
        self._anchor(interview, len(caused), sealed_as is not None)
        return self._session(state, plan, drafts)

    def _session(
        self,
        state: Interview,
        plan: FlowView | None = None,
        drafts: frozenset[str] = frozenset(),
    ) -> Session:
        pack = self.pack_of(state)
        view = plan or self._plan(pack, state)
        return Session(state, view, pack, self.rules_of(state), self._texts.of(pack), drafts)

    def _plan(self, pack: Pack, state: Interview) -> FlowView:
        """The course, planned once a step: that an item came onto the screen changes nothing of it."""
        still = without_place(state)
        under, planned_for, view = self._courses.get(state.id, (None, None, None))
        if view is None or under is not pack or planned_for != still:
            view = Engine(pack).plan(state)
            self._courses[state.id] = pack, still, view
        return view

    def _state(self, interview: InterviewId) -> Interview:
        state = self._states.get(interview)
        if state is None:
            state = self._states[interview] = self._fold(interview)
        return state

    def _fold(self, interview: InterviewId) -> Interview:
        """Raises UserError("interview_unknown"), ("pack_missing")."""
        events = self._store.events(interview)
        if not events:
            raise UserError("interview_unknown", interview=interview)
        state = Interview()
        for event in events:
            state = self._applied(state, event)
        return state

    def _applied(self, state: Interview, event: Event) -> Interview:
        """The state after one more event, with what a supervisor allowed in it: proved anew each time."""
        text = event.payload.get("approval")
        if isinstance(text, str):
            with suppress(RecordRejected):
                given = ProvedApproval(text, self._own)
                state = replace(state, approvals=(*state.approvals, given))
        return apply(self._pack_at(state, event, event.at), state, event)

    def _pack_at(self, state: Interview, event: Event | NewEvent, at: datetime) -> Pack:
        """The pack under which an event is read. ``at``: when the interview began, if it is the first."""
        return self._named(pack_after(state, event), state.started_at or at)

    def _pack(self, interview: InterviewId) -> Pack:
        return self.pack_of(self._state(interview))

    def pack_of(self, state: Interview) -> Pack:
        """The pack that an interview is led with.

        Raises UserError("pack_missing", pack=, since=), for a damaged one, too.
        """
        return self._named(state.pack_sha256, state.started_at)

    def rules_of(self, state: Interview) -> Pack:
        """The same under the limits that hold now: what every handover and new consent goes by."""
        own, today = self.pack_of(state), self._packs.newest
        key = own.sha256, today.sha256
        if key not in self._rules:
            self._rules[key] = stricter(own, today)
        return self._rules[key]

    def _named(self, sha256: str, since: datetime | None) -> Pack:
        found = finder(self._packs)(sha256)
        if found is None:
            raise UserError(
                "pack_missing", pack=short_hash(sha256), since=local_text(since) if since else ""
            )
        return found
