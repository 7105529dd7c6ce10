# SPDX-License-Identifier: MIT
"""A store that keeps nothing: a replay file is first gone through here, so that an error stores nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from app.clock import Clock, read_stamp, stamp
from app.crypto import chain
from app.domain.event import Event, NewEvent
from app.ids import CaseNumber, InterviewId
from app.services.ports import (
    AuditEntry,
    HandoverRow,
    Projection,
    Projector,
    SealedVersion,
    Summary,
)


class RehearsalStore:
    """`InterviewStore` in memory, with the same chain; forgotten when the rehearsal ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._events: dict[InterviewId, list[Event]] = {}
        self._projections: dict[InterviewId, Projection] = {}
        self._sealed: list[SealedVersion] = []
        self._handovers: list[HandoverRow] = []
        self._audit: list[AuditEntry] = []

    def append(  # noqa: PLR0913 the port's signature
        self,
        interview: InterviewId,
        events: Sequence[NewEvent],
        actor: str,
        projector: Projector,
        sealed: SealedVersion | None = None,
        handover: HandoverRow | None = None,
        drafts: Collection[str] = (),  # noqa: ARG002 nobody types in a rehearsal
    ) -> tuple[Event, ...]:
        log = list(self._events.get(interview, []))
        for event in events:
            log.append(self._linked(interview, event, actor, log[-1] if log else None))
        stored = tuple(log[len(log) - len(events) :])
        self._projections[interview] = projector(stored)
        self._events[interview] = log
        self._sealed += [sealed] if sealed else []
        self._handovers += [handover] if handover else []
        return stored

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()  # an error ends the rehearsal

    def events(self, interview: InterviewId) -> tuple[Event, ...]:
        return tuple(self._events.get(interview, ()))

    def summaries(self) -> tuple[Summary, ...]:
        return tuple(projection.summary for projection in self._projections.values())

    def projection(self, interview: InterviewId) -> Projection | None:
        return self._projections.get(interview)

    def replace_projection(self, interview: InterviewId, projection: Projection) -> None:
        self._projections[interview] = projection

    def search(self, words: str) -> tuple[InterviewId, ...]:
        return tuple(
            i for i, projection in self._projections.items() if words in projection.search_text
        )

    def has_case_number(self, number: CaseNumber) -> bool:
        return any(
            projection.summary.case_number == number for projection in self._projections.values()
        )

    def sealed_versions(self, interview: InterviewId) -> tuple[SealedVersion, ...]:
        return tuple(version for version in self._sealed if version.interview == interview)

    def add_countersignature(self, interview: InterviewId, version: int, text: str) -> None:
        self._sealed = [
            replace(sealed, countersignatures=(*sealed.countersignatures, text))
            if (sealed.interview, sealed.version) == (interview, version)
            else sealed
            for sealed in self._sealed
        ]

    def handovers(self, interview: InterviewId) -> tuple[HandoverRow, ...]:
        return tuple(handover for handover in self._handovers if handover.interview == interview)

    def audit(self, type_: str, actor: str, payload: dict[str, str | int | bool]) -> AuditEntry:
        entry = AuditEntry(len(self._audit) + 1, type_, self._clock.now(), actor, payload, "")
        self._audit.append(entry)
        return entry

    def audit_entries(self, *types: str) -> tuple[AuditEntry, ...]:
        return tuple(entry for entry in self._audit if not types or entry.type in types)

    def heads(self) -> dict[str, tuple[int, str]]:
        return {i: (log[-1].seq, log[-1].hash) for i, log in self._events.items()}

    def hashes(self) -> dict[str, tuple[str, ...]]:
        return {i: tuple(event.hash for event in log) for i, log in self._events.items()}

    def check(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        self._events.clear()

    def _linked(
        self, interview: InterviewId, event: NewEvent, actor: str, last: Event | None
    ) -> Event:
        link = chain.link(
            interview=interview,
            seq=last.seq + 1 if last else 1,
            type_=event.type,
            at=stamp(self._clock.now()),
            mono=self._clock.mono_ms(),
            boot=self._clock.boot_id(),
            actor=actor,
            payload=event.payload,
            prev=last.hash if last else "",
        )
        return Event(
            interview=interview,
            seq=link.seq,
            type=event.type,
            at=read_stamp(link.at),
            mono=link.mono,
            boot=link.boot,
            actor=actor,
            payload=link.payload,
            salt=link.salt,
            prev=link.prev,
            hash=link.hash,
        )
