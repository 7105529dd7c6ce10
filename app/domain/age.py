# SPDX-License-Identifier: MIT
"""The age state of a person (CONTENT.md §6). In doubt, the benefit goes to the child (O-003, O-152).

Only CHILD and DOUBT start the child path. A refusal to tell the age starts nothing by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.calendars import span
from app.domain.condition import AgeState
from app.domain.evidence import values_of
from app.domain.roles import RolePlace, Roles
from app.domain.value import Answer, PartValue, State
from app.ids import ItemId, SignId

ADULT_YEARS: Final = 18
PROTECTIVE: Final = frozenset({AgeState.CHILD, AgeState.DOUBT})

# A year in the calendar of the person that was not converted: the birth would lie in the future.
YEARS_AHEAD: Final = {"thai_be": 543, "bikram_sambat": 57}


@dataclass(frozen=True, slots=True)
class AgeFacts:
    """What the age state follows from. ``today`` is the local date of the interview.

    ``doubted_again``: the officer saw a new sign after his view had been *clearly adult*.
    """

    roles: Roles
    answers: Mapping[ItemId, Answer]
    signs: frozenset[SignId]
    today: date
    doubted_again: bool = False

    def value(self, place: RolePlace) -> PartValue | None:
        """What stands at a place, if anything does."""
        answer = self.answers.get(place.item)
        return answer.parts.get(place.part) if answer else None


def age_state(facts: AgeFacts) -> AgeState:
    """Return the age state that follows from what was said and seen so far."""
    stated = _stated(facts)
    view = _word(facts.value(facts.roles.age_view))
    reasoned = has_reason(facts.roles, facts.answers)
    cleared = view == "clearly_adult" and reasoned and not facts.doubted_again
    if stated is AgeState.CHILD:
        return AgeState.CHILD
    if not cleared and (stated is AgeState.DOUBT or view == "may_be_under_18" or _doubted(facts)):
        return AgeState.DOUBT
    if stated is AgeState.ADULT:
        return AgeState.ADULT
    return AgeState.ADULT_BY_OFFICER if cleared else AgeState.NOT_ASKED


def has_reason(roles: Roles, answers: Mapping[ItemId, Answer]) -> bool:
    """Tell whether the reason stands without which the view *clearly adult* does not count."""
    answer = answers.get(roles.age_reason.item)
    reason = answer.parts.get(roles.age_reason.part) if answer else None
    return reason is not None and reason.state is None


def _doubted(facts: AgeFacts) -> bool:
    if facts.roles.apparent_minor in facts.signs:
        return True
    doubted = facts.roles.age_doubted
    value = facts.value(RolePlace(doubted.item, doubted.part))
    return value is not None and doubted.value in values_of(value)


def _word(value: PartValue | None) -> str | None:
    return value.data if value and value.state is None and isinstance(value.data, str) else None


def _stated(facts: AgeFacts) -> AgeState | None:
    """CHILD, ADULT or DOUBT by the person's own words; None when no age can be used."""
    age, birth = facts.value(facts.roles.age), facts.value(facts.roles.birth_date)
    by_age = _by_age(age)
    by_birth = _by_birth(birth, facts.today)
    if AgeState.CHILD in (by_age, by_birth):
        return AgeState.CHILD
    if AgeState.ADULT in (by_age, by_birth):
        return AgeState.ADULT
    unsure = any(value is not None and value.state is State.UNSURE for value in (age, birth))
    unsure = unsure or (
        _in_words(birth) and by_age is None
    )  # "year of the snake": it may be either
    return AgeState.DOUBT if unsure or by_birth is AgeState.DOUBT else None


def _by_age(value: PartValue | None) -> AgeState | None:
    if value is None or isinstance(value.data, bool) or not isinstance(value.data, int):
        return None
    return AgeState.CHILD if value.data < ADULT_YEARS else AgeState.ADULT


def _in_words(value: PartValue | None) -> bool:
    """Tell whether a date of birth is known only in words, from which no age can be reckoned."""
    return value is not None and isinstance(value.data, dict) and "value" not in value.data


def _by_birth(value: PartValue | None, today: date) -> AgeState | None:
    """Judge a birth date, full or only a year; what could be either counts as a doubt."""
    if value is None or not isinstance(value.data, dict) or "value" not in value.data:
        return None
    numbers = [int(number) for number in str(value.data["value"]).split("-")]
    if numbers[0] > today.year:
        numbers[0] -= YEARS_AHEAD.get(str(value.data.get("calendar")), 0)
    first, last = span(str(value.data.get("calendar")), tuple(numbers))
    oldest, youngest = _years(first[0], first[1:], today), _years(last[0], last[1:], today)
    if oldest < 0:
        return None  # a birth after today is a slip of the pen, not an age
    if oldest < ADULT_YEARS:
        return AgeState.CHILD
    return AgeState.ADULT if youngest >= ADULT_YEARS else AgeState.DOUBT


def _years(year: int, month_day: tuple[int, ...], today: date) -> int:
    """Full years since a day; 31 stands for the last day of any month."""
    return today.year - year - ((today.month, today.day) < month_day)
