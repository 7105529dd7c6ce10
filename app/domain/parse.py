# SPDX-License-Identifier: MIT
"""From the value forms of CONTENT.md §2 to typed answers, and between typed answers and event payloads.

Called by the replay and by every screen that takes an answer; pure. `parse_answer` is strict: an
answer that is not of the form is an `AnswerError` and nothing is stored. The error names the item,
the part and what was expected, never the value: it may be a victim's words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from app.domain import forms
from app.domain.counting import decimals_of
from app.domain.groups import CHILD_ACCOUNT
from app.domain.limit import LimitError, latest_year, refuse_impossible, refuse_strange
from app.domain.pack import Audience, Item, Part, Recipient, ValueType
from app.domain.value import NOT_ASKED, Answer, Json, PartValue, Rendering, State, TextMark
from app.errors import UserError
from app.ids import GroupId, LangTag, PartId, RecipientId

_PART_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)
_PASSED: Final[Json] = {"state": NOT_ASKED}
_OBJECT_TYPES: Final = frozenset({
    ValueType.CHECK,
    ValueType.TEXT,
    ValueType.MONEY,
    ValueType.DATE,
    ValueType.PLACE,
    ValueType.CONSENT,
})  # fmt: skip


class AnswerError(UserError):
    """The world gave a value that is no answer to this item. Params: item, part, expected."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an answer is read against, beside its item."""

    groups: tuple[GroupId, ...]
    today: date | None

    def bounds(self, part: Part) -> forms.Bounds:
        latest = latest_year(part, self.today)
        return forms.Bounds(self.groups, decimals_of(part), latest)


def parse_answer(
    item: Item,
    raw: Json,
    recipients: Mapping[RecipientId, Recipient] = MappingProxyType({}),
    today: date | None = None,
) -> Answer:
    """Read one answer; ``recipients`` (those of the pack) bound the groups of a consent.

    ``today``: the local date, after which nothing can have happened; None where it is not known.

    A bare value goes to the first part; a bare *unsure* or *declined* to every part (CONTENT.md §2); parts
    that nobody asked are ``{"state": "not_asked"}``, beside others that have an answer.
    Raises AnswerError: ``answer_form``, ``answer_missing``, ``option_unknown``,
    ``option_exclusive``, ``list_empty``, ``part_unknown``, ``state_not_allowed``,
    ``groups_missing``, ``group_not_allowed``, ``country_unknown``, ``lang_unknown``,
    ``age_impossible``, ``date_future``, ``currency_missing``, ``text_too_long``, ``name_strange``, and
    those of `app.domain.numerals`.
    """
    frame = _Frame(consent_groups(item, recipients), today)
    if raw is None or raw == {}:
        raise _error("answer_missing", item, item.parts[0], _expected(item.parts[0]))
    named = _by_part(item, raw)
    if named is not None:
        passed = tuple(part.id for part, value in named if value == _PASSED)
        given = [(part, value) for part, value in named if value != _PASSED]
        if not given:
            raise _error("answer_missing", item, item.parts[0], _expected(item.parts[0]))
        if passed and item.audience is Audience.OFFICER:
            raise _error("state_not_allowed", item, item.parts[0], _expected(item.parts[0]))
        parts = {part.id: _part_value(item, part, value, frame) for part, value in given}
        return Answer(item.id, parts, passed)
    if (
        item.composite
        and (state := _bare_state(raw)) is not None
        and _takes_states(item, item.parts)
    ):
        return Answer(item.id, {part.id: _state_value(part, state) for part in item.parts})
    first = item.parts[0]
    return Answer(item.id, {first.id: _part_value(item, first, raw, frame)})


def consent_groups(item: Item, recipients: Mapping[RecipientId, Recipient]) -> tuple[GroupId, ...]:
    """The groups a person may tick in this item: those of the recipient it asks about."""
    for recipient in recipients.values():
        if item.id in (recipient.consent_item, recipient.second_consent):
            return recipient.groups_at_most
    return ()


def to_json(value: PartValue) -> dict[str, Json]:
    """One part in a payload: ``{"value"|"state", "lang"?, "rendered"?, "mark"?, "more"? [the same]}``."""
    if value.state is not None:
        return {"state": value.state.value}
    out: dict[str, Json] = {"value": value.data}
    if value.lang is not None:
        out["lang"] = value.lang
    if value.rendered is not None:
        rendered = value.rendered
        out["rendered"] = {"lang": rendered.lang, "text": rendered.text, "by": rendered.by}
    if value.mark is not None:
        out["mark"] = value.mark.value
    if value.more:
        out["more"] = [to_json(text) for text in value.more]
    return out


def from_json(kind: ValueType, payload: Json) -> PartValue:
    """The inverse of `to_json` for a part of type ``kind``. Raises ValueError on any other form."""
    if not isinstance(payload, dict) or ("value" in payload) == ("state" in payload):
        raise ValueError("not a part value")
    if "state" in payload:
        return PartValue(kind, State(str(payload["state"])), None)
    lang, rendered = payload.get("lang"), payload.get("rendered")
    mark, more = payload.get("mark"), payload.get("more")
    return PartValue(
        type=kind,
        state=None,
        data=payload["value"],
        lang=LangTag(lang) if isinstance(lang, str) else None,
        rendered=_rendering(rendered) if isinstance(rendered, dict) else None,
        mark=TextMark(str(mark)) if mark is not None else None,
        more=tuple(from_json(kind, text) for text in more) if isinstance(more, list) else (),
    )


def answer_from_json(item: Item, parts: Json, not_asked: Json = None) -> Answer:
    """Read the answer of an ``answered`` event. Raises ValueError for a part of another item.

    ``not_asked``: the parts that were passed; one that has a value was asked.
    """
    if not isinstance(parts, dict) or not parts:
        raise ValueError("no parts")
    values: dict[PartId, PartValue] = {}
    for name, payload in parts.items():
        part = next((p for p in item.parts if p.id == name), None)
        if part is None:
            raise ValueError(f"{item.id} has no such part")
        values[part.id] = from_json(part.type, payload)
    return Answer(item.id, values, passed_parts(item, not_asked, values))


def passed_parts(item: Item, listed: Json, given: Collection[PartId]) -> tuple[PartId, ...]:
    """The parts that were passed, in the script's order. Raises ValueError for parts of another item."""
    if listed is None:
        return ()
    ids = tuple(part.id for part in item.parts)
    if not isinstance(listed, list) or not {*map(str, listed)} <= {*ids}:
        raise ValueError("not parts of this item")
    return tuple(part for part in ids if part in listed and part not in given)


def answer_to_json(answer: Answer) -> dict[str, Json]:
    """The ``parts`` of an ``answered`` event."""
    return {part: to_json(value) for part, value in answer.parts.items()}


def passed_to_json(answer: Answer) -> dict[str, Json]:
    """``not_asked`` of an ``answered`` event; nothing where no part was passed."""
    return {"not_asked": list[Json](answer.not_asked)} if answer.not_asked else {}


def _rendering(payload: dict[str, Json]) -> Rendering:
    return Rendering(LangTag(str(payload["lang"])), str(payload["text"]), str(payload["by"]))


def _by_part(item: Item, raw: Json) -> list[tuple[Part, Json]] | None:
    """Split ``{"part": value, …}``; None when the value is a bare one for the first part."""
    if not item.composite or not isinstance(raw, dict) or set(raw) == {"state"}:
        return None
    parts = {part.id: part for part in item.parts}
    strange = [name for name in raw if name not in parts]
    if not strange:
        return [(parts[PartId(name)], value) for name, value in raw.items()]
    if len(strange) == len(raw) and item.parts[0].type in _OBJECT_TYPES:
        return None
    part = strange[0] if _PART_NAME.fullmatch(strange[0]) else ""
    raise AnswerError("part_unknown", item=item.id, part=part, expected=", ".join(parts))


def _bare_state(raw: Json) -> State | None:
    """Read a state as a word or as ``{"state": …}``; ``{"text": "declined"}`` is a text."""
    if isinstance(raw, dict) and set(raw) == {"state"}:
        raw = raw["state"]
    if isinstance(raw, str) and raw in {State.UNSURE, State.DECLINED}:
        return State(raw)
    return None


def _takes_states(item: Item, parts: tuple[Part, ...]) -> bool:
    """Questions take the states; the officer's own boxes only where they are yes/no questions."""
    return item.audience is not Audience.OFFICER or all(p.type is ValueType.YN4 for p in parts)


def _state_value(part: Part, state: State) -> PartValue:
    """A state of a part. A statement that left someone unsure was not understood (CONTENT.md §2)."""
    if part.type is ValueType.STATEMENT and state is State.UNSURE:
        return PartValue(part.type, None, "not_understood")
    return PartValue(part.type, state, None)


def _part_value(item: Item, part: Part, raw: Json, frame: _Frame) -> PartValue:
    state = _bare_state(raw)
    if state is not None and _takes_states(item, (part,)):
        return _state_value(part, state)
    if isinstance(raw, dict) and set(raw) == {"state"}:
        code = "state_not_allowed" if state else "answer_form"
        raise _error(code, item, part, "unsure, declined" if not state else _expected(part))
    try:
        answer = forms.read(part, raw, frame.bounds(part))
        refuse_impossible(part, answer.data, frame.today)
        refuse_strange(part, answer)
    except (forms.FormError, LimitError) as error:
        raise _error(error.code, item, part, error.expected) from None
    if answer.more and item.group == CHILD_ACCOUNT:
        raise _error("answer_form", item, part, forms.TEXT_FORM)
    more = tuple(_entry(part, text) for text in answer.more)
    return replace(_entry(part, answer), more=more)


def _entry(part: Part, answer: forms.FormAnswer) -> PartValue:
    return PartValue(part.type, None, answer.data, answer.lang, answer.rendered, answer.mark)


def _expected(part: Part) -> str:
    """What a part takes, in one line."""
    fixed = {
        ValueType.CHECK: forms.CHECK_FORM,
        ValueType.YN4: "yes, no",
        ValueType.TEXT: forms.CLOCK_FORM if part.format == "clock" else forms.TEXT_FORM,
        ValueType.NUMBER: forms.NUMBER_FORM,
        ValueType.MONEY: forms.MONEY_FORM,
        ValueType.DATE: forms.DATE_FORM,
        ValueType.PLACE: forms.PLACE_FORM,
        ValueType.STATEMENT: forms.STATEMENT_FORM,
    }
    return fixed.get(part.type) or forms.option_ids(part)


def _error(code: str, item: Item, part: Part, expected: str) -> AnswerError:
    return AnswerError(code, item=item.id, part=part.id, expected=expected)
