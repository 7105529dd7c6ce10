# SPDX-License-Identifier: MIT
"""The compiled schema says yes and no exactly where the library does, and knows every keyword it meets."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from app.crypto.sealed import claims_of, disclosures_of
from app.services.compiled_schema import Compiler
from app.services.record_schema import RECORDS, VALUES, _check, _schemas, library_validator, misfit
from tests.app.services.anything import ODD, STRANGE_TEXTS, mutated
from tests.contracts.source import ROOT
from tests.counts import count, draw, sample

STAMP = "2026-11-24T01:00:00.000Z"
#: Near the edges of what the definitions allow, on both sides.
EDGES: tuple[Any, ...] = (
    1.0, 1.5, -0.0, 1577836800, 1577836799.0, 999, 1000, True, "th", "th\n", "ja-JP", "JPY", "JP-13", "JP-50",
    "THA", "yes", "done", "AGE-01", "AGE-01b", "AGE-1", "x" * 12, "x" * 33, "0" * 64, "0" * 63, "A" * 43, "a.b.c",
    "1.50", "1.", "2026-02", "2026-02-30", STAMP, STAMP + "\n", "23456789AB", "KAN\u200b", [], ["a", "a"],
    ["a", "b"], ["a", 1], [1, True], [{}, {}], {"not_possible": "x"}, {"text": "x", "country": "THA"},
    {"text": 1}, {"amount": 5, "currency": "JPY", "per": "day"}, {"amount": 5, "currency": "JPY", "per": "x"},
    {"calendar": "gregorian", "value": "2001"}, {"calendar": "gregorian", "words": ""}, {"calendar": "other"},
    {"consent": "parts", "groups": ["safety"]}, {"consent": "parts", "groups": []},
    {"value": "x", "more": [{"value": "y"}]}, {"value": 5, "more": [{"value": "y"}]}, {"state": "unsure"},
    {"state": "unsure", "value": 1}, {"lang": "th", "text": "x", "by": "n"}, {"group": "a", "ids": ["b", "b"]},
    {"groups": [], "kind": "case", "case_number": "1", "started": STAMP, "more": 1}, {"_sd": ["A" * 43]},
)  # fmt: skip


def record() -> tuple[dict[str, Any], dict[str, Any]]:
    token = (ROOT / "tests" / "vectors" / "2" / "record.sdjwt").read_text("ascii").strip()
    return claims_of(token), disclosures_of(token)


def inside(value: Any) -> Iterator[Any]:
    yield value
    for member in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from inside(member)


def both(reference: str, value: Any) -> tuple[bool, bool]:
    return _check(reference)(value), library_validator(reference).is_valid(value)


def test_each_definition_answers_as_the_library_does() -> None:
    """One of them stricter than the other would refuse at one office what another one sealed."""
    kinds = sorted(_schemas()[VALUES]["$defs"])
    values = [*EDGES, *STRANGE_TEXTS, *ODD, *inside(list(record()))]
    found: Counter[tuple[bool, bool]] = Counter()
    for kind in sample("definitions", kinds, daily=len(kinds) // 4):
        for value in values:
            answers = both(f"{VALUES}#/$defs/{kind}", value)
            assert answers[0] == answers[1], (kind, value)
            found[answers] += 1
    assert min(found[True, True], found[False, False]) > 50


def test_changed_records_answer_as_the_library_does() -> None:
    chance, (claims, items) = draw("compiled schema"), record()
    assert misfit(claims, items) is None
    found: Counter[tuple[bool, bool]] = Counter()
    for number in range(count(150, 5_000)):
        pair = (
            copy.deepcopy((claims, items)) if number % 10 == 0 else mutated(claims, items, chance)
        )
        for form in RECORDS.values():
            answers = both(form, dict(zip(("claims", "items"), pair, strict=True)))
            assert answers[0] == answers[1], pair
            found[answers] += 1
    assert min(found[True, True], found[False, False]) > 10


@pytest.mark.parametrize(
    "schema",
    [{"contains": {}}, {"then": {}}, {"enum": [1]}, {"const": [1]}, {"type": "number"}, {"uniqueItems": False}],
)  # fmt: skip
def test_what_is_not_known_does_not_compile(schema: dict[str, Any]) -> None:
    """Else a keyword that a later schema uses would be left out in silence."""
    with pytest.raises(ValueError, match=r"."):
        Compiler({"x": schema}, {}).check("x")
