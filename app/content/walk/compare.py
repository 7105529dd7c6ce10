# SPDX-License-Identifier: MIT
"""Is the machine the engine? Random paths of the machine are answered in the real engine, item by item.

Every item is answered once (nothing skipped); the engine must then ask exactly the items that the
machine asks, in the same order. Without this the walk would prove something about itself only.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from app.content.walk.answers import Class, candidates
from app.content.walk.explore import SCRIPTS, frames
from app.content.walk.guard import GuardFrame
from app.content.walk.machine import OPEN_WORDS, Machine, Script
from app.domain.event import Event, EventType, NewEvent
from app.domain.interview import Interview, apply, consequences
from app.domain.pack import Audience, Pack
from app.domain.parse import answer_to_json
from app.domain.roles import Roles
from app.domain.value import Answer, Json
from app.flow.engine import Engine
from app.flow.rest import HARD_RUN, is_hard
from app.ids import InterviewId, ItemId

BEGIN: Final = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
MAX_ITEMS: Final = 400
DEEP: Final = 0.75


def disagreements(
    script: Script, walks: int, seed: int = 1, scripts: Sequence[str] = SCRIPTS
) -> Iterator[str]:
    """Where the engine asks something else than the machine, one line per walk that differs."""
    rng = random.Random(seed)  # noqa: S311 repeatable paths, no secret
    for number in range(walks):
        choices = list(frames(script.pack, scripts[number % len(scripts)]))
        frame = rng.choice(choices)
        if differs := _compare(Machine(script, frame), rng):
            yield differs


def _compare(machine: Machine, rng: random.Random, engine: Engine | None = None) -> str | None:
    real = _Real(machine.pack, machine.frame, engine or Engine(machine.pack))
    state = machine.start()
    for _ in range(MAX_ITEMS):
        expected = next(machine.ready(state), None)
        asked = real.next_item()
        if asked != expected:
            return f"{machine.frame}: the engine asks {asked}, the walk {expected}"
        if expected is None:
            return None
        if real.hard_unoffered > HARD_RUN:
            return f"{machine.frame}: {real.hard_unoffered} hard questions without a break offered"
        drawn = _draw(machine, expected, rng)
        state = machine.step(state, expected, drawn)
        if drawn.answer is None:
            raise AssertionError(expected)
        real.answer(drawn.answer)
    return f"{machine.frame}: does not end"


def opening_words(roles: Roles) -> Mapping[ItemId, frozenset[str]]:
    """The answers that open the interview."""
    return {
        roles.language.item: frozenset({"named"}),
        roles.interview_consent.item: OPEN_WORDS,
        roles.assent.item: frozenset({"yes"}),
    }


def pick(roles: Roles, item: ItemId, classes: Sequence[Class], rng: random.Random) -> Class:
    """A class at random; mostly one that opens the interview, for the depths lie behind it."""
    opening = [
        answer_class
        for answer_class in classes
        if answer_class.word in opening_words(roles).get(item, ())
    ]
    return rng.choice(opening if opening and rng.random() < DEEP else classes)


def _draw(machine: Machine, item: ItemId, rng: random.Random) -> Class:
    """A class with an answer; an item whose answer changes nothing gets any answer it takes."""
    answerable = [
        answer_class
        for answer_class in machine.script.classes.get(item, ())
        if answer_class.answer is not None
    ]
    if answerable:
        return pick(machine.pack.roles, item, answerable, rng)
    found = list(candidates(machine.pack, machine.pack.items[item]))
    return Class(rng.choice(found), frozenset(), "")


class _Real:
    """A real interview, driven by events as the services store them."""

    def __init__(self, pack: Pack, frame: GuardFrame, engine: Engine) -> None:
        self._pack = pack
        self._engine = engine
        self._interview = Interview()
        self._seq = 0
        self.hard_unoffered = 0  # hard questions in a row since the engine offered a break
        named: dict[str, Json] = {"id": pack.id, "sha256": pack.sha256}
        self._do(EventType.STARTED, script=frame.script, agency=frame.agency, pack=named)
        for sign in sorted(frame.signs):
            self._do(EventType.SIGN_SET, sign=sign)
        for flag in sorted(frame.flags):
            self._do(EventType.DANGER_RAISED, flag=flag, by="officer", cites=[])

    def next_item(self) -> ItemId | None:
        return self._engine.plan(self._interview).next_item

    def answer(self, answer: Answer) -> None:
        parts: Json = {name: part for name, part in answer_to_json(answer).items()}  # noqa: C416 widens the type
        self._do(EventType.ANSWERED, item=answer.item, parts=parts, mode="heard", shown={})
        item = self._pack.items[answer.item]
        if item.audience is Audience.PERSON:
            self.hard_unoffered = self.hard_unoffered + 1 if is_hard(item) else 0
        if self._engine.break_due(self._interview, BEGIN):
            self.hard_unoffered = 0

    def _do(self, kind: EventType, **payload: Json) -> None:
        new = NewEvent(kind, payload)
        for raised in (new, *consequences(self._pack, self._interview, new)):
            self._seq += 1
            at = BEGIN + timedelta(minutes=self._seq)
            event = Event(
                interview=InterviewId("walk"),
                seq=self._seq,
                type=raised.type,
                at=at,
                mono=self._seq,
                boot="walk",
                actor="walk",
                payload=raised.payload,
                salt="",
                prev="",
                hash="",
            )
            self._interview = apply(self._pack, self._interview, event)
