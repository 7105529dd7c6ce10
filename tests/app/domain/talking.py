# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""An interview for tests: answers in the value forms of the README, stored as the service would.

Also draws random answers, from a seeded generator (long walks) or from hypothesis (properties).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.event import Event, EventType, NewEvent
from app.domain.facts import Facts
from app.domain.interview import Interview, apply, consequences, facts
from app.domain.pack import Audience, Item, Pack, Part, ValueType
from app.domain.parse import answer_to_json, consent_groups, parse_answer, passed_to_json

FRAME: tuple[tuple[str, Any], ...] = (
    ("SAFE-01", "yes"),
    ("IDEN-04", {"country": ["THA"]}),
    ("WISH-03", ["debt"]),
    ("WORK-03", {"start": "8", "end": "24", "days_off": 1}),
)
BEGIN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # noon in Japan


class Talk:
    """One interview in the making. ``events`` is what a store would hold."""

    def __init__(
        self,
        pack: Pack,
        script: str = "full",
        agency: str = "isa",
        *,
        prepared: bool = True,
        language: str | None = "th",
    ) -> None:
        self.pack = pack
        self.interview = Interview()
        self.events: list[Event] = []
        self.do(
            "started",
            script=script,
            agency=agency,
            practice=False,
            case_number="見本-0001",
            officer_language="ja",
            pack={"id": pack.id, "sha256": pack.sha256},
            station="見本",
        )
        if prepared:
            self.do("prepared", assumed=True)
        if language:
            self.say("LANG-01", language)

    def do(self, kind: str, **payload: Any) -> Talk:
        new = NewEvent(EventType(kind), payload)
        for happened in (new, *consequences(self.pack, self.interview, new)):
            seq = len(self.events) + 1
            event = Event(
                interview="interview-sample",
                seq=seq,
                type=happened.type,
                at=BEGIN + timedelta(minutes=seq - 1),
                mono=seq,
                boot="boot",
                actor="見本",
                payload=happened.payload,
                salt="",
                prev="",
                hash=f"h{seq}",
            )
            self.events.append(event)
            self.interview = apply(self.pack, self.interview, event)
        return self

    def say(self, item: str, raw: Any, *, corrected: str | None = None) -> Talk:
        answer = parse_answer(self.pack.items[item], raw, self.pack.recipients)
        payload: dict[str, Any] = {
            "item": item,
            "parts": answer_to_json(answer),
            "mode": "heard",
            "shown": {"officer": {"lang": "ja", "text": f"見本 {item}?", "status": "draft"}},
            **passed_to_json(answer),
        }
        if corrected:
            return self.do("corrected", **payload, reason=corrected)
        return self.do("answered", **payload)

    def adult(self, consent: str = "yes", age: int = 24) -> Talk:
        """Age, statements and consent, so that content is open."""
        self.say("AGE-01", age)
        for item in (
            "CONS-01",
            "CONS-02",
            "CONS-03",
            "CONS-04",
            "CONS-04a",
            "CONS-04b",
            "CONS-04c",
        ):
            self.say(item, "understood")
        return self.say("CONS-06", consent)

    @property
    def facts(self) -> Facts:
        return facts(self.pack, self.interview)


def takes_states(item: Item, part: Part) -> bool:
    return item.audience is not Audience.OFFICER or part.type is ValueType.YN4


def random_part(rng: random.Random, item: Item, part: Part, groups: tuple[str, ...]) -> Any:
    """One value of one part in an accepted form; a fifth of them unsure or declined."""
    if takes_states(item, part) and rng.random() < 0.2:
        return rng.choice(["unsure", "declined"])
    if part.type is ValueType.CONSENT:
        return random_consent(rng, part, groups)
    if part.type in {ValueType.ONE, ValueType.MANY}:
        return random_choice(rng, part)
    if part.format == "clock":
        return rng.choice(["8", "23:30", "26"])
    if part.type is ValueType.NUMBER:
        return rng.randint(0, 90)
    return rng.choice(PLAIN[part.type])


PLAIN: dict[ValueType, list[Any]] = {
    ValueType.CHECK: ["done", {"not_possible": "見本の理由"}],
    ValueType.YN4: ["yes", "no"],
    ValueType.TEXT: ["見本", {"text": "SAMPLE", "lang": "th"}],
    ValueType.MONEY: [0, {"amount": 60000, "currency": "JPY", "per": "month", "approx": True}],
    ValueType.DATE: ["1999", "2024-02", "2024-02-29"],
    ValueType.PLACE: ["見本", {"text": "見本", "country": "JPN", "prefecture": "JP-13"}],
    ValueType.STATEMENT: ["understood", "explained", "not_understood"],
}
LISTS = {"language": ["th", "ja-x-easy", "zh-Hant"], "country": ["PHL", "JPN", "THA", "XXX"]}


def random_choice(rng: random.Random, part: Part) -> Any:
    options = LISTS.get(part.code_list or "") or [option.id for option in part.options]
    if part.type is ValueType.ONE:
        return rng.choice(options)
    several = [o for o in options if not (option := part.option(o)) or not option.exclusive]
    return rng.sample(several, rng.randint(1, min(4, len(several))))


def random_consent(rng: random.Random, part: Part, groups: tuple[str, ...]) -> Any:
    chosen = rng.choice([option.id for option in part.options])
    if chosen != "parts":
        return chosen
    return {"consent": "parts", "groups": rng.sample(groups, rng.randint(1, len(groups)))}


def random_answer(rng: random.Random, pack: Pack, item: Item) -> Any:
    """One accepted raw value of an item."""
    groups = consent_groups(item, pack.recipients)
    if not item.composite:
        return random_part(rng, item, item.parts[0], groups)
    chosen = rng.sample(item.parts, rng.randint(1, len(item.parts)))
    return {part.id: random_part(rng, item, part, groups) for part in chosen}


def answers_of(talk: Talk) -> Mapping[str, Any]:
    return {item: given.answer for item, given in talk.interview.answers.items()}


def begun(pack: Pack, agency: str) -> Talk:
    """An adult who agreed to everything, each recipient's separate groups aside."""
    talk = Talk(pack, agency=agency).adult()
    for item, value in FRAME:
        talk.say(item, value)
    for recipient in pack.recipients.values():
        if recipient.consent_item and {"all", "everything"} & {*recipient.consent_values}:
            talk.say(
                recipient.consent_item, "all" if "all" in recipient.consent_values else "everything"
            )
    return talk
