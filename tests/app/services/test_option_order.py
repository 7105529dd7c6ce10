# SPDX-License-Identifier: MIT
"""The order of options that the windows and papers show: as written, or drawn once per interview."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.content import load_builtin
from app.domain.pack import Pack
from app.ids import InterviewId, ItemId
from app.services.texts import ordered
from tests.app.domain.talking import Talk


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def order_of(pack: Pack, item_id: str, interview: str) -> tuple[str, ...]:
    item = pack.items[ItemId(item_id)]
    interview_state = replace(Talk(pack).interview, id=InterviewId(interview))
    return tuple(option.id for option in ordered(interview_state, item, item.parts[0]))


def test_the_shuffle_is_drawn_once_per_interview(pack: Pack) -> None:
    orders = {order_of(pack, "WISH-02", f"interview-{n}") for n in range(40)}
    assert len(orders) > 5
    written = {option.id for option in pack.items[ItemId("WISH-02")].parts[0].options}
    assert all(set(order) == written for order in orders)
    assert order_of(pack, "WISH-02", "interview-1") == order_of(pack, "WISH-02", "interview-1")


def test_others_stand_as_written(pack: Pack) -> None:
    plain = pack.items[ItemId("MOVE-02")].parts[0].options
    assert order_of(pack, "MOVE-02", "x") == tuple(option.id for option in plain)
