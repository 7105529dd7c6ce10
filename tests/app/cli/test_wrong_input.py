# SPDX-License-Identifier: MIT
"""Wrong input through the real command: one clear sentence, exit 2, and nothing is stored."""

from __future__ import annotations

import json
from decimal import Decimal
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
NO_DAY = "no such day"
FUTURE = "lies in the future"
DIGITS = "Write it in digits"
WAYS = "can be read in two ways"


def answered(item: str, value: Any) -> dict[str, Any]:
    return {**FRAME, "answers": [{"item": item, "value": value}]}


def dollars(amount: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD", "per": "hour"}


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
    ("age with a point", person(age=17.5), "more digits after the point", "person.age"),
    ("birth to come", person(birth_date="2999-01-01"), FUTURE, "person.birth_date"),
    ("birth long ago", person(birth_date="1700-01-01"), AGE, "person.birth_date"),
    ("papers' birth to come", answered("IDEN-03", "2999"), FUTURE, "IDEN-03"),
    ("journey to come", answered("TRAV-02", {"when": "2999-05"}), FUTURE, "TRAV-02"),
    ("no such day", answered("IDEN-03", "1999-02-30"), NO_DAY, "IDEN-03"),
    ("era past its end", answered("IDEN-03", "昭和64-12-31"), "This era", "IDEN-03"),
    ("money without currency", answered("DEBT-02", {"first": {"amount": 5, "per": "once"}}), CURRENCY,
     "DEBT-02"),
    ("money in words", answered("DEBT-02", {"first": "much"}), DIGITS, "DEBT-02"),
    ("money read in two ways", answered("DEBT-02", {"first": dollars("1.500")}), WAYS, "DEBT-02"),
    ("cents of a yen", answered("DEBT-02", {"first": "12.50"}), "no such small parts", "DEBT-02"),
    ("money below zero", answered("DEBT-02", {"first": -5}), NEGATIVE, "DEBT-02"),
    ("country", answered("IDEN-04", ["ZZZ"]), "country is not known", "IDEN-04"),
]  # fmt: skip
TAKEN = [
    ("age of 120", person(age=120)),
    ("age of 0", person(age=0)),
    ("birth in the Thai calendar", person(birth_date={"value": "2540", "calendar": "thai_be"})),
    ("leap day of Thailand", answered("IDEN-03", {"value": "2543-02-29", "calendar": "thai_be"})),
    ("day 32 of Nepal", answered("IDEN-03", {"value": "2050-02-32", "calendar": "bikram_sambat"})),
    ("birth in an era", answered("IDEN-03", "平成元年5月")),
    ("birth in words", answered("IDEN-03", {"words": "ปีมะเส็ง"})),
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


@pytest.mark.parametrize("raw", [case[1] for case in TAKEN], ids=[case[0] for case in TAKEN])
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


@pytest.mark.parametrize(
    ("amount", "currency", "kept"),
    [
        ("12.50", "USD", "12.50"),
        (Decimal("12.50"), "USD", "12.50"),
        ("๑๒,๕", "THB", "12.50"),
        ("1,500,000", "JPY", 1500000),
        ("３０００００", "JPY", 300000),
        ("150万円", "JPY", 1500000),
        (1200000000, "VND", 1200000000),
        (12, "USD", 12),
    ],
)
def test_amounts_as_they_are_written_are_kept_and_never_as_floats(
    capsys: pytest.CaptureFixture[str],
    desk: Desk,
    tmp_path: Path,
    amount: Any,
    currency: str,
    kept: int | str,
) -> None:
    debt = {"amount": "AMOUNT", "currency": currency, "per": "hour"}
    written = json.dumps(amount) if isinstance(amount, (int, str)) else str(amount)
    file = tmp_path / "case.json"
    raw = {**FRAME, "answers": [{"item": "DEBT-02", "value": {"first": debt}}]}
    file.write_text(json.dumps(raw).replace('"AMOUNT"', written), encoding="utf-8")
    outcome = command(
        capsys, "interview", "replay", str(file), *desk.officer, "--json", "--verbose-evidence"
    )
    assert outcome.code == 0, outcome.err
    assert outcome.data["answers"]["DEBT-02"]["first"]["value"] == {**debt, "amount": kept}
