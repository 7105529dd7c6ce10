# SPDX-License-Identifier: MIT
"""The card of legal aid says what fits this person's status, and both cases where it is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from app.content import load_builtin
from app.domain.condition import AgeState
from app.ids import CardId
from app.services.texts import Texts
from tests.app.domain.talking import Talk

LAWFUL, BAR = "If you live in Japan lawfully", "bar associations"


def told(talk: Talk) -> tuple[str, str]:
    """The card of legal aid as the officer (English) and the person (Thai) read it."""
    interview = replace(talk.interview, officer_language="en")
    texts = Texts(
        talk.pack, "isa", True, date(2026, 11, 24), MappingProxyType({}), lambda _lang: "見本"
    )
    card = texts.card(interview, talk.pack.cards[CardId("CARD-13")], AgeState.ADULT)
    person = card.text[1]
    assert person is not None
    return card.text[0].text, person.text


@pytest.mark.parametrize(
    ("nationality", "valid", "lawful", "bar"),
    [
        ("PHL", "valid", True, False),
        ("JPN", None, True, False),
        ("PHL", "expired", False, True),
        ("PHL", "no_status", False, True),
        ("PHL", "applying", True, True),
        ("PHL", None, True, True),
    ],
)
def test_the_card_follows_the_status(
    nationality: str, valid: str | None, lawful: bool, bar: bool
) -> None:
    talk = Talk(load_builtin()).adult().say("IDEN-04", [nationality])
    if valid:
        talk.say("CONS-04b", "understood").say("IDEN-06", {"valid": valid})
    officer, person = told(talk)
    assert (LAWFUL in officer, BAR in officer) == (lawful, bar)
    assert len(officer.split("\n")) == len(person.split("\n")) == 5 + lawful + bar
