# SPDX-License-Identifier: MIT
"""Lengths and names from entry to every recipient: the same rule before sealing and when a record comes in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.parse import parse_answer
from app.domain.value import Json
from app.domain.writing import LONGEST, Writing
from app.errors import UserError
from app.services import interview_log, interviews, sealing
from app.services.intake import Intake
from app.services.interpreting import mark_wording
from app.services.workspace import Workspace
from tests.checking import accepted
from tests.stations import House, begin, build_house, hand_out

BASE: tuple[tuple[str, Json], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 24}),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
)
READER = "supervisor"  # gets everything
SAID = "ฉันมาญี่ปุ่นเพื่อทำงาน แต่ไม่ได้รับเงินเลย "


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("writing"))


@pytest.fixture
def desk(house: House) -> Iterator[Workspace]:
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


@pytest.fixture
def registry(house: House) -> Iterator[Intake]:
    workspace = house.open(house.supervisor)
    assert workspace.intake is not None
    yield workspace.intake
    workspace.close()


def handed_over(desk: Workspace, out: Path, answers: tuple[tuple[str, Json], ...]) -> Path:
    interview = begin(desk, (*BASE, *answers))
    desk.interviews.seal(interview)
    hand_out(desk.handovers, interview, READER, out)
    return out


def test_a_narrative_of_the_longest_kind_reaches_the_registry(
    desk: Workspace, registry: Intake, tmp_path: Path
) -> None:
    """33,600 characters were sealed, handed over and refused by every recipient."""
    most = LONGEST[Writing.ACCOUNT]
    told = (SAID * most)[:most]
    out = handed_over(desk, tmp_path / "long.pdf", (("RECR-00", {"text": told, "lang": "th"}),))
    verdict = registry.verify_files([out])[0]
    assert (verdict.valid, verdict.reason) == (True, None)
    result = registry.import_files([out])[0]
    assert result.status == "imported"
    read = accepted(registry._verifier, out).record.items["RECR-00"]
    assert read["parts"][""]["value"] == told


def test_the_longest_that_fits_is_the_longest_everywhere(desk: Workspace) -> None:
    interview = begin(desk, BASE)
    with pytest.raises(UserError, match="text_too_long"):
        desk.interviews.note(interview, None, "x" * (LONGEST[Writing.ACCOUNT] + 1), "ja")
    desk.interviews.note(interview, None, "x" * LONGEST[Writing.ACCOUNT], "ja")
    with pytest.raises(UserError, match="text_too_long"):
        desk.interviews.set_interpreter(interview, code="T" * 41, mode="phone")
    for code in ("T\u202e14", "T\n14", "T\u200b14"):
        with pytest.raises(UserError, match="name_strange"):
            desk.interviews.set_interpreter(interview, code=code, mode="phone")
    desk.interviews.set_interpreter(interview, code="T-014", mode="phone")
    mark_wording(desk.interviews, interview, "SAFE-01", "not\u200bclear")


@pytest.mark.parametrize(
    ("answer", "refused", "reason"),
    [
        (("IDEN-01", {"full_name": "a\u2068b"}), "seal_name", "record_names"),
        (("WISH-01", "x" * 100_001), "seal_too_long", "record_too_long"),
    ],
)
def test_what_no_recipient_takes_is_not_sealed_and_not_imported(
    desk: Workspace,
    registry: Intake,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[str, Json],
    refused: str,
    reason: str,
) -> None:
    """An older program stored it: sealing says where; a file made without the check is refused."""
    old = parse_answer

    def unchecked(item: Any, raw: Any, *more: Any) -> Any:
        sound = old(item, {"full_name": "x"} if item.composite else "x", *more)
        part, value = next(iter(sound.parts.items()))
        text = raw["full_name"] if item.composite else raw
        changed = type(value)(value.type, None, text)
        return type(sound)(sound.item, {part: changed})

    interview = begin(desk, BASE)
    with monkeypatch.context() as patch:
        patch.setattr(interviews, "parse_answer", unchecked)
        patch.setattr(interview_log, "refuse_unwritable", lambda _events: None)
        desk.interviews.answer(interview, *answer)
    with pytest.raises(UserError, match=refused) as fault:
        desk.interviews.seal(interview)
    assert fault.value.params["item"] == answer[0]
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "faults", lambda *_all: iter(()))
        patch.setattr(sealing, "_refuse_unfit", lambda *_all: None)
        desk.interviews.seal(interview)
    out = tmp_path / "bad.pdf"
    hand_out(desk.handovers, interview, READER, out)
    verdict = registry.verify_files([out])[0]
    assert (verdict.valid, verdict.reason) == (False, reason)


@pytest.mark.parametrize(
    "name", ["a\u0001b", "a\u202ab", "a\u2068b", "a\ufffeb", "a\nb", "a\u200bb"]
)
def test_no_user_and_no_group_gets_such_a_name(house: House, desk: Workspace, name: str) -> None:
    with pytest.raises(UserError, match="name_strange"):
        house.stations.add_user(house.supervisor, name, "officer", "sample passphrase 31")
    if name != "a\nb":  # a label's spaces and line ends are made single spaces
        with pytest.raises(UserError, match="group_label_wrong"):
            desk.interviews.start(group=name)
