# SPDX-License-Identifier: MIT
"""The groups of a handover come as its reader wants them: the pack says how, for each layout."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.content import load_builtin
from app.ids import GroupId, RecipientId
from app.services.documents import reading_order

PACK = load_builtin()


@pytest.mark.parametrize("name", PACK.recipients)
def test_every_group_of_a_recipient_has_its_place_once(name: RecipientId) -> None:
    recipient = PACK.recipients[name]
    order = reading_order(PACK, recipient)
    assert sorted(order) == sorted(recipient.groups_at_most)
    wanted = [g for g in PACK.roles.reading_order.get(recipient.layout, ()) if g in order]
    told_of_the_talk = [g for g in order if g in {PACK.roles.interpreting, PACK.roles.process}]
    assert list(order[: len(wanted)]) == wanted
    assert list(order[len(order) - len(told_of_the_talk) :]) == told_of_the_talk


def test_a_stranger_stands_before_the_last() -> None:
    given = ("process", "new_group", "labour", "interpreter", "safety", "identity")
    recipient = replace(
        next(r for r in PACK.recipients.values() if r.layout == "protection"),
        groups_at_most=tuple(GroupId(group) for group in given),
    )
    assert reading_order(PACK, recipient) == (
        "safety", "identity", "new_group", "labour", "interpreter", "process",
    )  # fmt: skip
    other = replace(recipient, layout="unheard_of")
    assert reading_order(PACK, other)[-2:] == ("interpreter", "process")


def test_the_great_layouts_have_an_order() -> None:
    assert PACK.roles.reading_order.keys() >= {
        "protection", "immigration", "investigation", "iom", "own_agency",
    }  # fmt: skip
