# SPDX-License-Identifier: MIT
"""Tests of one answer against evidence and flag rules (CONTENT.md §4): polarity is data.

An answer that is not in ``when`` is silent: it meets nothing and lowers nothing. *unsure* and
*declined* count only where ``when`` names them.
"""

from __future__ import annotations

from typing import Final

from app.domain.clock_times import clock_minutes
from app.domain.condition import EvidenceRule, FlagRule, NumberTest, SpanTest
from app.domain.numerals import exact
from app.domain.pack import Item, ValueType
from app.domain.value import Answer, PartValue
from app.ids import PartId

_DAY: Final = 24 * 60
_FREE_TYPES: Final = frozenset(
    {ValueType.TEXT, ValueType.PLACE, ValueType.DATE, ValueType.NUMBER, ValueType.MONEY}
)


def values_of(value: PartValue) -> frozenset[str]:
    """The words a condition can meet in one part: its state, its option(s) or its named form."""
    if value.state is not None or value.type in _FREE_TYPES:
        # free words are no option ids, whatever they say
        return frozenset({value.state.value} if value.state else ())
    match value.data:
        case str(word):
            return frozenset({word})
        case list(words):
            return frozenset(word for word in words if isinstance(word, str))
        case {"consent": word}:
            return frozenset({str(word)})
        case {"not_possible": _}:
            return frozenset({"not_possible"})
        case _:
            return frozenset()


def rule_met(item: Item, answer: Answer, rule: EvidenceRule | FlagRule) -> bool:
    """Tell whether the answer meets one evidence or flag rule of its item."""
    return any(_test_met(item, answer, rule.part, when) for when in rule.when)


def cited_parts(item: Item, rule: EvidenceRule | FlagRule) -> tuple[PartId, ...]:
    """The parts a rule looks at, so that an explanation can show exactly these answers."""
    spans = [when for when in rule.when if isinstance(when, SpanTest)]
    if spans:
        return tuple(dict.fromkeys(part for span in spans for part in (span.start, span.end)))
    part = item.part(rule.part)
    return (part.id,) if part else ()


def met_values(item: Item, answer: Answer, rule: EvidenceRule | FlagRule) -> frozenset[str]:
    """The option ids or states by which the rule is met; empty for a test of numbers or hours."""
    value = _value(item, answer, rule.part)
    if value is None:
        return frozenset()
    return values_of(value) & {when for when in rule.when if isinstance(when, str)}


def _value(item: Item, answer: Answer, part_id: PartId | None) -> PartValue | None:
    part = item.part(part_id)
    return answer.parts.get(part.id) if part else None


def _test_met(
    item: Item, answer: Answer, part: PartId | None, when: str | NumberTest | SpanTest
) -> bool:
    if isinstance(when, SpanTest):
        return _span_met(answer, when)
    value = _value(item, answer, part)
    if value is None:
        return False
    if isinstance(when, NumberTest):
        return value.state is None and _number_met(value, when)
    return when in values_of(value)


def _number_met(value: PartValue, test: NumberTest) -> bool:
    number = exact(value.data)
    if number is None:
        return False
    return {
        "lt": number < test.bound,
        "lte": number <= test.bound,
        "gt": number > test.bound,
        "gte": number >= test.bound,
    }[test.op]


def _clock(answer: Answer, part: PartId) -> int | None:
    value = answer.parts.get(part)
    if value is None or value.state is not None or not isinstance(value.data, str):
        return None
    return clock_minutes(value.data)


def _span_met(answer: Answer, test: SpanTest) -> bool:
    start, end = _clock(answer, test.start), _clock(answer, test.end)
    if start is None or end is None:
        return False
    minutes = end - start if end > start else end - start + _DAY
    return minutes >= test.at_least_hours * 60
