# SPDX-License-Identifier: MIT
"""Wrong input through the real command: one clear sentence, exit 2, and nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Desk, Outcome, command

FRAME: dict[str, Any] = {
    "script": "full",
    "agency": "isa",
    "language": "th",
    "person": {"age": 24},
    "consent": {"interview": "yes"},
}
OFFERED = "not one of those offered"
FORM = "does not have the form"
AGE = "This age cannot be"
NEGATIVE = "cannot be below zero"
CURRENCY = "The currency is missing"
FUTURE = "lies in the future"


def answered(item: str, value: Any) -> dict[str, Any]:
    return {**FRAME, "answers": [{"item": item, "value": value}]}


def person(**facts: Any) -> dict[str, Any]:
    return {**FRAME, "person": facts}


WRONG = [
    ("option", answered("MOVE-02", "sideways"), OFFERED, "MOVE-02"),
    ("option in a list", answered("WORK-08", ["no_rest", "sideways"]), OFFERED, "WORK-08"),
    ("option missing", answered("MOVE-02", None), "The answer is missing", "MOVE-02"),
    ("option list empty", answered("WORK-08", []), "at least one", "WORK-08"),
    ("value missing", {**FRAME, "answers": [{"item": "MOVE-02"}]}, "item and value", "answers[0]"),
    ("two that exclude", answered("WORK-08", ["none", "no_rest"]), "cannot stand together", "WORK-08"),
    ("item", answered("NONE-01", "yes"), "the id of an item", "answers[0].item"),
    ("agency", {**FRAME, "agency": "army"}, "one of isa, police, jcg", "agency"),
    ("script", {**FRAME, "script": "long"}, "one of full", "script"),
    ("age below zero", person(age=-1), NEGATIVE, "person.age"),
    ("age of 200", person(age=200), AGE, "person.age"),
    ("age of 200 in words", person(age="200"), AGE, "person.age"),
    ("age of 200 as an answer", answered("AGE-01", {"age": 200}), AGE, "answers[0]"),
    ("age with a point", person(age=17.5), FORM, "person.age"),
    ("birth to come", person(birth_date="2999-01-01"), FUTURE, "person.birth_date"),
    ("birth long ago", person(birth_date="1700-01-01"), AGE, "person.birth_date"),
    ("papers' birth to come", answered("IDEN-03", "2999"), FUTURE, "IDEN-03"),
    ("journey to come", answered("TRAV-02", {"when": "2999-05"}), FUTURE, "TRAV-02"),
    ("no such day", answered("IDEN-03", "1999-02-30"), FORM, "IDEN-03"),
    ("money without currency", answered("DEBT-02", {"first": {"amount": 5, "per": "once"}}), CURRENCY,
     "DEBT-02"),
    ("money in words", answered("DEBT-02", {"first": "much"}), FORM, "DEBT-02"),
    ("money below zero", answered("DEBT-02", {"first": -5}), NEGATIVE, "DEBT-02"),
    ("country", answered("IDEN-04", ["ZZZ"]), "country is not known", "IDEN-04"),
]  # fmt: skip
TAKEN = [
    ("age of 120", person(age=120)),
    ("age of 0", person(age=0)),
    ("birth in the Thai calendar", person(birth_date={"value": "2540", "calendar": "thai_be"})),
    ("permission that ends later", answered("IDEN-06", {"until": "2999-01-01"})),
    (
        "money in full",
        answered("DEBT-02", {"first": {"amount": 5, "currency": "THB", "per": "once"}}),
    ),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


def replay(
    capsys: pytest.CaptureFixture[str], desk: Desk, folder: Path, raw: dict[str, Any]
) -> Outcome:
    file = folder / "case.json"
    file.write_text(json.dumps(raw), encoding="utf-8")
    return command(capsys, "interview", "replay", str(file), *desk.officer, "--json")


def stored(capsys: pytest.CaptureFixture[str], desk: Desk) -> int:
    return len(command(capsys, "interview", "list", *desk.officer, "--json").data["interviews"])


@pytest.mark.parametrize(
    ("raw", "says", "place"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_wrong_input_is_said_and_not_stored(
    capsys: pytest.CaptureFixture[str],
    desk: Desk,
    tmp_path: Path,
    raw: dict[str, Any],
    says: str,
    place: str,
) -> None:
    before = stored(capsys, desk)
    outcome = replay(capsys, desk, tmp_path, raw)
    assert outcome.code == 2
    assert set(outcome.data) >= {"error", "file", "line"}
    (line,) = outcome.err.strip().splitlines()
    assert says in line
    assert place in line
    assert stored(capsys, desk) == before


@pytest.mark.parametrize("raw", [one[1] for one in TAKEN], ids=[one[0] for one in TAKEN])
def test_what_is_unusual_and_possible_is_stored(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, raw: dict[str, Any]
) -> None:
    before = stored(capsys, desk)
    assert replay(capsys, desk, tmp_path, raw).code == 0
    assert stored(capsys, desk) == before + 1


def test_a_future_date_in_a_locked_question_is_an_error_too(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    raw = {**answered("IDEN-03", "2999"), "consent": {"interview": "no"}}
    outcome = replay(capsys, desk, tmp_path, raw)
    assert outcome.code == 2
    assert FUTURE in outcome.err
