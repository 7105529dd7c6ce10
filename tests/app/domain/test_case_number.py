# SPDX-License-Identifier: MIT
"""Case numbers: what is drawn, and how they are typed."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case_number import ALPHABET, check_character, compact, draw, read
from app.errors import UserError

BODIES = st.text(ALPHABET, min_size=7, max_size=7)


def test_the_check_character_is_that_of_iso_7064() -> None:
    """The example that a published implementation of MOD 37,36 gives."""
    assert check_character("A12425GABC1234002") == "M"


def test_what_is_drawn() -> None:
    chance = random.Random(20261124)
    numbers = {draw(2026, chance.choice) for _ in range(2000)}
    assert len(numbers) == 2000
    assert all(re.fullmatch(r"2026-[2-9A-HJKMNP-TV-Z]{7}-[0-9A-Z]", number) for number in numbers)
    assert all(read(number) == number for number in numbers)
    practice = draw(2026, chance.choice, practice=True)
    assert practice.startswith("P-2026-")
    assert read(practice) == practice
    assert read(practice.lower().replace("-", " ")) == practice


@given(BODIES)
def test_hands_type_it_in_many_ways(body: str) -> None:
    right = f"2026-{body}-{check_character(f'2026{body}')}"
    for typed in (
        right.lower(), right.replace("-", ""), right.replace("-", " "), f"  {right} ", right.replace("-", "ー"),
        right.replace("2026", "2O26"), "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in right),
        right[:-1] + right[-1].translate(str.maketrans("01OI", "OI01")),
    ):  # fmt: skip
        assert read(typed) == right, typed


@given(BODIES, st.integers(0, 6), st.sampled_from(ALPHABET + "01OILU"))
def test_one_wrong_character_is_told(body: str, at: int, other: str) -> None:
    last = check_character(f"2026{body}")
    changed = body[:at] + other + body[at + 1 :]
    if changed != body:
        with pytest.raises(UserError, match="case_number_wrong"):
            read(f"2026-{changed}-{last}")


def test_nearly_every_two_that_changed_places_are_told() -> None:
    chance, told, many = random.Random(20261124), 0, 0
    for _ in range(2000):
        body = "".join(chance.choices(ALPHABET, k=7))
        at = chance.randrange(6)
        changed = body[:at] + body[at + 1] + body[at] + body[at + 2 :]
        many += changed != body
        told += check_character(f"2026{changed}") != check_character(f"2026{body}")
    assert told > many * 0.97


def test_numbers_of_before_and_other_words() -> None:
    assert read("2026-0001") == "2026-0001"
    assert read("２０２６ー０００１") == "2026-0001"
    assert read("2o26 ooo1") == "2026-0001"
    assert read("P-2026-0001") == read("p2026 0001") == "P-2026-0001"
    for words in (
        "",
        "旅券",
        "passport",
        "11111111-1111-4111-8111-111111111111",
        "2026",
        "G 2026-11-24 boat",
    ):
        assert read(words) is None
    assert compact(" 2026-k7m2 ") == "2026K7M2"
