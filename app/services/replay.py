# SPDX-License-Identifier: MIT
"""Replay files: whole interviews as data, for tests, training cases and tours (DECISIONS.md §6).

`parse` checks the form and turns a file into steps; `run` takes them on `Interviews`. The caller runs a
rehearsal first: what fails there has stored nothing. Errors name the position and what was expected,
never a value. A practice case (`app.domain.practice`) is a replay file with two more blocks,
``briefing`` and ``expected``, which replaying does not look at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from app.domain.codes import is_language_tag
from app.domain.event import EventType
from app.domain.pack import Pack
from app.domain.parse import parse_answer
from app.domain.roles import RolePlace, Roles
from app.domain.value import Json, TextMark
from app.errors import UserError
from app.ids import BasisId, FlagId, GroupId, InterviewId, ItemId, RecipientId, SignId
from app.services.flagging import take_back_flag
from app.services.interviews import Interviews, Session

SCRIPTS: Final = ("full", "short", "embarkation", "group")
TOP: Final = frozenset({
    "script", "practice", "agency", "language", "officer_language", "person", "consent", "answers",
    "events", "briefing", "expected",
})  # fmt: skip
PERSON: Final = frozenset({"age", "birth_date", "age_state", "age_reason", "nationality", "sex"})
SEXES: Final = {"f": "woman", "m": "man", "x": "other", "unknown": None}
VIEWS: Final = {"adult_by_officer": "clearly_adult", "doubt": "may_be_under_18"}
MODES: Final = ("read", "heard", "interpreted")
#: What an event of the file may say, beside ``type`` and ``after``.
EVENT_KEYS: Final[Mapping[str, frozenset[str]]] = {
    EventType.PAUSED: frozenset(),
    EventType.RESUMED: frozenset(),
    EventType.DISTRESS: frozenset(),
    EventType.SIGN_SET: frozenset({"sign"}),
    EventType.DANGER_RAISED: frozenset({"flag"}),
    EventType.DANGER_RESOLVED: frozenset({"flag", "action", "mark"}),
    EventType.DANGER_TAKEN_BACK: frozenset({"flag", "reason"}),
    EventType.INTERPRETER_SET: frozenset({"code", "mode"}),
    EventType.SKIPPED: frozenset({"item"}),
    EventType.NOTE_ADDED: frozenset({"item", "text", "mark"}),
}

Do = Callable[[Interviews, InterviewId], Session]
Saved = Callable[[ItemId, Session], None]


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One thing to do. ``answers``: the item it answers; ``soft``: skipped without a word when locked."""

    where: str
    do: Do
    answers: ItemId | None = None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class ReplayedAnswer:
    """One entry of ``answers``, its form checked."""

    where: str
    item: ItemId
    value: Json
    mode: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A checked file."""

    script: str
    practice: bool
    agency: str | None
    officer_language: str
    steps: tuple[ReplayStep, ...]


@dataclass(slots=True)
class Played:
    """What came of it. ``locked``: answers that were not stored, with the reason."""

    session: Session
    locked: list[tuple[ItemId, str]] = field(default_factory=list)


class ReplayError(UserError):
    """The file is wrong. Params: where (position), expected."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__("replay_form", where=where, expected=expected)


def parse(pack: Pack, raw: Json, today: date | None = None) -> Replay:
    """Check the form of a file and plan its steps. ``today``: the local date. Raises ReplayError."""
    top = _object(raw, "file", TOP)
    person = _object(top.get("person", {}), "person", PERSON)
    consent = _object(top.get("consent", {}), "consent", frozenset({"interview", "recipients"}))
    answers = _answers(pack, top.get("answers", []), today)
    given: dict[ItemId, list[Json]] = {}
    for answer in answers:
        given.setdefault(answer.item, []).append(answer.value)
    steps = [
        *_first(pack, top, answers),
        *_person_steps(pack.roles, person),
        *_interview_consent(pack, consent, given),
        *(
            _answer_step(answer.where, answer.item, answer.value, mode=answer.mode)
            for answer in answers
        ),
        *_recipients(pack, consent, given),
    ]
    return Replay(
        script=_one_of(top.get("script", "full"), SCRIPTS, "script"),
        practice=_flag(top.get("practice", False), "practice"),
        agency=_one_of(top["agency"], tuple(pack.agencies), "agency") if "agency" in top else None,
        officer_language=_one_of(
            top.get("officer_language", "ja"), ("ja", "en"), "officer_language"
        ),
        steps=tuple(_with_events(pack, steps, top.get("events", []))),
    )


def run(replay: Replay, interviews: Interviews, saved: Saved | None = None) -> Played:
    """Take every step. ``saved`` is told after each stored answer.

    Raises UserError with ``where`` for a step that cannot be taken; a locked answer is only noted.
    """
    session = interviews.start(
        script=replay.script,
        practice=replay.practice,
        officer_language=replay.officer_language,
        agency=replay.agency,
    )
    played = Played(session)
    for step in replay.steps:
        try:
            played.session = step.do(interviews, session.id)
        except UserError as error:
            if error.code == "item_locked" and step.answers:
                if not step.soft:
                    played.locked.append((step.answers, str(error.params["reason"])))
                continue
            error.params.setdefault("where", step.where)
            raise
        if step.answers and saved:
            saved(step.answers, played.session)
    return played


def _first(pack: Pack, top: dict[str, Json], answers: list[ReplayedAnswer]) -> list[ReplayStep]:
    """Preparation taken as done, and the language: before every gate."""
    steps = []
    if not any(pack.items[answer.item].phase == "PREP" for answer in answers):
        steps.append(ReplayStep("file", lambda do, i: do.prepared(i, assumed=True)))
    if "language" in top:
        tag = top["language"]
        if not isinstance(tag, str) or not is_language_tag(tag):
            raise ReplayError("language", "a BCP-47 language tag, e.g. th")
        steps.append(ReplayStep("language", lambda do, i: do.choose_language(i, tag)))
    return steps


def _person_steps(roles: Roles, person: dict[str, Json]) -> list[ReplayStep]:
    """The facts of the case that stand before the talk: stored whatever the gates say."""
    steps = []
    age: dict[str, Json] = {}
    if "age" in person:
        age[roles.age.part] = person["age"]
    if "birth_date" in person:
        age[roles.birth_date.part] = person["birth_date"]
    if age:
        where = "person.age" if "age" in person else "person.birth_date"
        steps.append(_fact(where, roles.age.item, age))
    if "age_state" in person:
        state = _one_of(person["age_state"], tuple(VIEWS), "person.age_state")
        reason = person.get("age_reason")
        if not isinstance(reason, str) or not reason.strip():
            raise ReplayError("person.age_reason", "a reason in words")
        view: dict[str, Json] = {
            roles.age_view.part: VIEWS[state],
            roles.age_reason.part: reason,
        }
        steps.append(_fact("person.age_state", roles.age_view.item, view))
    if "nationality" in person:
        told = _at(roles.nationality, person["nationality"])
        steps.append(_fact("person.nationality", roles.nationality.item, told))
    if "sex" in person:
        sex = SEXES[_one_of(person["sex"], tuple(SEXES), "person.sex")]
        if sex:
            steps.append(_fact("person.sex", roles.sex.item, _at(roles.sex, sex)))
    return steps


def _at(place: RolePlace, value: Json) -> Json:
    """An answer of one part, as a file gives it."""
    return {place.part: value} if place.part else value


def _interview_consent(
    pack: Pack, consent: dict[str, Json], given: Mapping[ItemId, list[Json]]
) -> list[ReplayStep]:
    """The consent to talk, and the statements before it as explained unless the file says otherwise."""
    if "interview" not in consent:
        return []
    consent_item = pack.roles.interview_consent.item
    options = tuple(str(option.id) for option in pack.items[consent_item].parts[0].options)
    consented = _one_of(consent["interview"], options, "consent.interview")
    if not _agree(pack, consent_item, consented, given):
        raise ReplayError("consent.interview", f"the same value as the answer to {consent_item}")
    steps = [
        _answer_step("consent.interview", item, "explained", soft=True)
        for item in pack.roles.explained
        if item not in given
    ]
    return [*steps, _answer_step("consent.interview", consent_item, consented)]


def _recipients(
    pack: Pack, consent: dict[str, Json], given: Mapping[ItemId, list[Json]]
) -> list[ReplayStep]:
    raw = consent.get("recipients", {})
    if not isinstance(raw, dict):
        raise ReplayError("consent.recipients", "an object: recipient -> consent or basis")
    steps = []
    for name, value in raw.items():
        where = f"consent.recipients.{name}"
        recipient = pack.recipients.get(RecipientId(name))
        if recipient is None:
            raise ReplayError(where, ", ".join(pack.recipients))
        wish = _object(value, where, frozenset({"consent", "groups", "basis", "reason", "mark"}))
        if "basis" in wish:
            steps.append(_basis_step(where, recipient.id, wish))
            continue
        if recipient.consent_item is None or "consent" not in wish:
            raise ReplayError(where, "a basis (this recipient is not asked about)")
        answer: Json = wish if wish["consent"] == "parts" else wish["consent"]
        _checked(pack, where, recipient.consent_item, answer)
        if not _agree(pack, recipient.consent_item, answer, given):
            raise ReplayError(where, f"the same value as the answer to {recipient.consent_item}")
        if recipient.consent_item not in given:
            steps.append(_answer_step(where, recipient.consent_item, answer))
    return steps


def _basis_step(where: str, recipient: RecipientId, wish: dict[str, Json]) -> ReplayStep:
    basis, reason, mark = wish["basis"], wish.get("reason", ""), _mark(wish, where)
    groups = wish.get("groups", [])
    if not isinstance(basis, str) or not isinstance(reason, str) or not isinstance(groups, list):
        raise ReplayError(where, "basis and reason as text, groups as a list")
    named = [GroupId(str(group)) for group in groups]
    return ReplayStep(
        where, lambda do, i: do.invoke_basis(i, recipient, BasisId(basis), named, reason, mark=mark)
    )


def _with_events(pack: Pack, steps: list[ReplayStep], raw: Json) -> list[ReplayStep]:
    """Put each event after the step that answers its item."""
    if not isinstance(raw, list):
        raise ReplayError("events", "a list")
    out = list(steps)
    for number, listed in enumerate(raw):
        where = f"events[{number}]"
        if not isinstance(listed, dict) or not isinstance(listed.get("type"), str):
            raise ReplayError(where, "an object with type and after")
        step = ReplayStep(where, _event(pack, where, listed))
        after = listed.get("after")
        places = [n for n, s in enumerate(out) if s.answers == after]
        if after is None or not places:
            raise ReplayError(f"{where}.after", "the id of an item that is answered in this file")
        place = places[-1] + 1
        while place < len(out) and out[place].where.startswith("events["):
            place += 1
        out.insert(place, step)
    return out


def _event(pack: Pack, where: str, listed: dict[str, Json]) -> Do:
    mark = _mark(listed, where)
    simple: dict[str, Do] = {
        EventType.PAUSED: lambda do, i: do.pause(i),
        EventType.RESUMED: lambda do, i: do.resume(i),
        EventType.DISTRESS: lambda do, i: do.distress(i),
        EventType.SIGN_SET: lambda do, i: do.set_sign(i, SignId(_text(listed, "sign", where))),
        EventType.DANGER_RAISED: lambda do, i: do.raise_flag(
            i, FlagId(_text(listed, "flag", where))
        ),
        EventType.DANGER_RESOLVED: lambda do, i: do.resolve_flag(
            i, FlagId(_text(listed, "flag", where)), _text(listed, "action", where), mark
        ),
        EventType.DANGER_TAKEN_BACK: lambda do, i: take_back_flag(
            do, i, FlagId(_text(listed, "flag", where)), _text(listed, "reason", where)
        ),
        EventType.INTERPRETER_SET: lambda do, i: do.set_interpreter(
            i, code=_text(listed, "code", where), mode=_text(listed, "mode", where)
        ),
        EventType.SKIPPED: lambda do, i: do.skip(i, ItemId(_text(listed, "item", where))),
        EventType.NOTE_ADDED: lambda do, i: do.note(
            i, ItemId(_text(listed, "item", where)), _text(listed, "text", where), "ja", mark=mark
        ),
    }
    kind = str(listed["type"])
    if kind not in simple:
        raise ReplayError(f"{where}.type", ", ".join(simple))
    _object(listed, where, EVENT_KEYS[kind] | {"type", "after"})
    for key, named in (("sign", pack.signs), ("flag", pack.flags)):
        if key in EVENT_KEYS[kind]:
            _one_of(listed.get(key), tuple(named), f"{where}.{key}")
    return simple[kind]


def _answers(pack: Pack, raw: Json, today: date | None) -> list[ReplayedAnswer]:
    if not isinstance(raw, list):
        raise ReplayError("answers", "a list of {item, value}")
    found = []
    for number, listed in enumerate(raw):
        where = f"answers[{number}]"
        entry = _object(listed, where, frozenset({"item", "value", "mode"}))
        if set(entry) < {"item", "value"}:
            raise ReplayError(where, "item and value")
        item = entry["item"]
        if not isinstance(item, str) or item not in pack.items:
            raise ReplayError(f"{where}.item", "the id of an item of this pack")
        _checked(pack, where, ItemId(item), entry["value"], today)
        mode = _one_of(entry.get("mode", MODES[0]), MODES, f"{where}.mode")
        found.append(ReplayedAnswer(where, ItemId(item), entry["value"], mode))
    return found


def _checked(pack: Pack, where: str, item: ItemId, value: Json, today: date | None = None) -> None:
    """An answer of a wrong form is an error even where the item turns out to be locked."""
    try:
        parse_answer(pack.items[item], value, pack.recipients, today)
    except UserError as error:
        error.params["where"] = where
        raise


def _agree(pack: Pack, item: ItemId, value: Json, given: Mapping[ItemId, list[Json]]) -> bool:
    """Whether every answer that the file gives to this item says the same, in whatever form."""
    read = [
        parse_answer(pack.items[item], given_value, pack.recipients)
        for given_value in given.get(item, [])
    ]
    return all(answer == parse_answer(pack.items[item], value, pack.recipients) for answer in read)


def _answer_step(
    where: str, item: ItemId, value: Json, *, mode: str = MODES[0], soft: bool = False
) -> ReplayStep:
    return ReplayStep(
        where, lambda do, i: do.answer(i, item, value, mode=mode), answers=item, soft=soft
    )


def _fact(where: str, item: ItemId, value: Json) -> ReplayStep:
    return ReplayStep(where, lambda do, i: do.answer(i, item, value, locks=False), answers=item)


def _object(raw: Json, where: str, keys: frozenset[str]) -> dict[str, Json]:
    if not isinstance(raw, dict):
        raise ReplayError(where, "an object")
    for key in raw:
        if key not in keys:
            raise ReplayError(f"{where}.{key[:40]}", f"one of {', '.join(sorted(keys))}")
    return raw


def _one_of(value: Any, allowed: tuple[str, ...], where: str) -> str:  # noqa: ANN401 parsed JSON
    if not isinstance(value, str) or value not in allowed:
        raise ReplayError(where, f"one of {', '.join(allowed)}")
    return value


def _mark(given: dict[str, Json], where: str) -> TextMark | None:
    """The mark of the one text of an entry."""
    if "mark" not in given:
        return None
    return TextMark(_one_of(given["mark"], tuple(TextMark), f"{where}.mark"))


def _flag(value: Json, where: str) -> bool:
    if not isinstance(value, bool):
        raise ReplayError(where, "true or false")
    return value


def _text(given: dict[str, Json], key: str, where: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ReplayError(f"{where}.{key}", "text")
    return value
