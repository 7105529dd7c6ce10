# SPDX-License-Identifier: MIT
"""What the interpreter does: confirms an answer as it stands, marks a wording, reads differently."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.domain.value import Json
from app.errors import UserError
from app.ids import ItemId
from app.services.interpreting import SCREEN, attest, differ, mark_wording, marks
from app.services.workspace import Workspace
from tests.stations import House, begin, build_house

SAFE = ItemId("SAFE-01")
BASE: tuple[tuple[str, Json], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 24}),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("interpreting"))


@pytest.fixture
def desk(house: House) -> Iterator[Workspace]:
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


def test_a_confirmation_tells_who_and_how_and_lapses_with_the_answer(desk: Workspace) -> None:
    case, do = begin(desk, [("SAFE-01", "yes")]), desk.interviews
    do.set_interpreter(case, code="T-014", mode="phone")
    confirmation = attest(do, case, SAFE, SCREEN).interview.attested[SAFE]
    assert (confirmation.by, confirmation.how, confirmation.mode) == ("T-014", "screen", "phone")
    state = do.answer(case, SAFE, "no", reason="heard wrongly").interview
    assert SAFE not in state.attested  # nobody confirmed the new answer
    attest(do, case, SAFE)
    assert SAFE not in do.clear(case, SAFE).interview.attested


def test_only_an_answer_can_be_confirmed(desk: Workspace) -> None:
    case, do = begin(desk, [("SAFE-01", "yes")]), desk.interviews
    with pytest.raises(UserError, match="answer_missing"):
        attest(do, case, ItemId("SAFE-05"))
    with pytest.raises(UserError, match="way_unknown"):
        attest(do, case, SAFE, "shouting")


def test_a_mark_is_for_translators_and_in_no_record(desk: Workspace) -> None:
    case, do = begin(desk, [("SAFE-01", "yes")]), desk.interviews
    with pytest.raises(UserError, match="reason_missing"):
        mark_wording(do, case, SAFE, "  ")
    state = mark_wording(do, case, SAFE, "sounds like an order").interview
    (mark,) = state.wording_marks
    assert (mark.item, mark.lang, mark.comment) == (SAFE, state.language, "sounds like an order")
    assert state.notes == ()


def test_all_marks_of_a_vault_name_no_case_and_no_person(desk: Workspace) -> None:
    case, do = begin(desk, [("SAFE-01", "yes")], language="vi"), desk.interviews
    mark_wording(do, case, SAFE, "too stiff")
    mark_wording(do, case, ItemId("CARD-03"), "long")
    found = [mark for mark in marks(do) if mark.lang == "vi"]  # other tests marked Thai
    assert [(mark.item, mark.lang, mark.comment) for mark in found] == [
        ("SAFE-01", "vi", "too stiff"),
        ("CARD-03", "vi", "long"),
    ]
    assert {slot for mark in found for slot in mark.__slots__} == {"item", "lang", "comment", "at"}


def test_a_second_interpreter_overwrites_nothing(desk: Workspace) -> None:
    case, do = begin(desk, [*BASE, ("RECR-00", {"text": "見本", "lang": "th"})]), desk.interviews
    before = do.open(case).interview.answers
    do.set_interpreter(case, code="T-020", mode="in_person")
    state = differ(do, case, ItemId("RECR-00"), "sample, read otherwise", "en").interview
    assert state.answers == before
    assert state.notes[-1].text == "T-020: sample, read otherwise"
    with pytest.raises(UserError, match="reason_missing"):
        differ(do, case, ItemId("RECR-00"), "", "en")
