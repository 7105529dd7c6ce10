# SPDX-License-Identifier: MIT
"""Which version counts: the same judgement in every order, and nobody replaces another's record."""

from __future__ import annotations

from itertools import permutations

from app.domain.versions import HeldVersion, VersionStanding, judge, newest, rivals

FIRST, FOLLOWS, MISSING = (
    VersionStanding.FIRST,
    VersionStanding.FOLLOWS,
    VersionStanding.PREDECESSOR_MISSING,
)
CONFLICT, FOREIGN, ASIDE = (
    VersionStanding.CONFLICT,
    VersionStanding.FOREIGN,
    VersionStanding.SET_ASIDE,
)


def version(
    key: str,
    number: int,
    prev: str | None = None,
    by: str = "Mori",
    twin: str = "",
) -> HeldVersion:
    names = frozenset({key, twin} - {""})
    return HeldVersion(key, names, number, prev, frozenset({by}))


ONE, TWO, THREE = version("1", 1), version("2", 2, "1"), version("3", 3, "2")


def test_a_row_of_versions() -> None:
    held = [ONE, TWO, THREE]
    found = judge(held)
    assert found == {"1": FIRST, "2": FOLLOWS, "3": FOLLOWS}
    assert newest(held, found) == {"3"}


def test_a_missing_one_is_waited_for_and_joins_later() -> None:
    held = [ONE, THREE]
    found = judge(held)
    assert found == {"1": FIRST, "3": MISSING}
    assert newest(held, found) == {"1"}
    assert judge([TWO, THREE]) == {"2": MISSING, "3": MISSING}
    assert newest([TWO, THREE], judge([TWO, THREE])) == {"3"}
    assert judge([ONE, TWO, THREE])["3"] is FOLLOWS


def test_version_two_of_another_officer_never_counts() -> None:
    evil = version("x", 2, "1", by="Kuro")
    after = version("y", 3, "x", by="Kuro")
    held = [ONE, evil, after]
    assert judge(held) == {"1": FIRST, "x": FOREIGN, "y": FOREIGN}
    assert newest(held, judge(held)) == {"1"}
    unknown = version("x", 2, "made up", by="Kuro")
    assert judge([ONE, unknown]) == {"1": FIRST, "x": MISSING}
    assert newest([ONE, unknown], judge([ONE, unknown])) == {"1"}


def test_numbers_go_up_by_one() -> None:
    assert judge([ONE, version("9", 9, "1")])["9"] is FOREIGN
    assert judge([ONE, version("1b", 1, "1")])["1b"] is FOREIGN
    assert judge([version("5", 5)])["5"] is FOREIGN


def test_two_first_versions_are_for_a_person_to_decide() -> None:
    other = version("1b", 1)
    held = [ONE, other, TWO]
    found = judge(held)
    assert set(found.values()) == {CONFLICT}
    assert newest(held, found) == {"2", "1b"}
    assert rivals(held, found, "2") == rivals(held, found, "1") == {"1b"}
    decided = judge(held, {"1b"})
    assert decided == {"1": FIRST, "1b": ASIDE, "2": FOLLOWS}
    assert newest(held, decided) == {"2"}
    assert judge(held, {"1"}) == {"1": ASIDE, "1b": FIRST, "2": ASIDE}


def test_two_second_versions_are_too() -> None:
    other, after = version("2b", 2, "1"), version("3b", 3, "2b")
    held = [ONE, TWO, other, after]
    found = judge(held)
    assert found == {"1": FIRST, "2": CONFLICT, "2b": CONFLICT, "3b": CONFLICT}
    assert newest(held, found) == {"2", "3b"}
    assert rivals(held, found, "3b") == {"2"}
    assert newest(held, judge(held, {"2b"})) == {"2"}


def test_a_third_claim_opens_a_decided_conflict_again() -> None:
    held = [ONE, TWO, version("2b", 2, "1"), version("2c", 2, "1")]
    found = judge(held, {"2b"})
    assert found == {"1": FIRST, "2": CONFLICT, "2b": ASIDE, "2c": CONFLICT}


def test_a_predecessor_answers_to_both_spellings_of_its_signature() -> None:
    first = version("1", 1, twin="1 turned")
    assert judge([first, version("2", 2, "1 turned")])["2"] is FOLLOWS


def test_the_order_does_not_matter() -> None:
    held = [ONE, version("1b", 1), TWO, version("2b", 2, "1", by="Kuro"), version("4", 4, "none")]
    found = {tuple(sorted(judge(order).items())) for order in permutations(held)}
    assert len(found) == 1
