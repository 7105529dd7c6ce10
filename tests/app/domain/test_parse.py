# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Every value form of CONTENT.md §2: what is taken, what is refused, and that payloads invert exactly."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.pack import Item, Pack, ValueType
from app.domain.parse import (
    AnswerError,
    answer_from_json,
    answer_to_json,
    from_json,
    parse_answer,
    to_json,
)
from app.domain.value import PartValue, Rendering, State
from tests.app.domain.talking import random_answer


def first(pack: Pack, item: str, raw: Any) -> PartValue:
    answer = parse_answer(pack.items[item], raw, pack.recipients)
    return next(iter(answer.parts.values()))


TAKEN = [
    ("PREP-01", "done", "done"),
    ("PREP-01", True, "done"),
    ("PREP-01", "yes", "done"),
    ("PREP-01", {"not_possible": "見本"}, {"not_possible": "見本"}),
    ("SAFE-01", "no", "no"),
    ("MOVE-02", "with_permission", "with_permission"),
    ("RECR-05", ["pay", "housing"], ["pay", "housing"]),
    ("RECR-05", "pay", ["pay"]),
    ("RECR-05", ["pay", "pay"], ["pay"]),
    ("RECR-05", ["nothing"], ["nothing"]),
    ("LANG-01", "uz-Latn", "uz-Latn"),
    ("LANG-01", "ZH-hant", "zh-Hant"),
    ("LANG-01", "ja-x-easy", "ja-x-easy"),
    ("LANG-01", "ksw", "ksw"),
    ("IDEN-04", ["PHL"], ["PHL"]),
    ("IDEN-04", "XXX", ["XXX"]),
    ("SAFE-07", "another room", "another room"),
    ("SAFE-07", {"text": "declined"}, "declined"),
    ("SAFE-07", {"text": "unsure"}, "unsure"),
    ("WORK-03", "8:30", "8:30"),
    ("WORK-03", "26", "26"),
    ("WORK-03", "２４", "24"),
    ("AGE-01", 17, 17),
    ("AGE-01", "17", 17),
    ("DEBT-04", "none", ["none"]),
    ("IDEN-03", "2019-05", {"value": "2019-05", "calendar": "gregorian"}),
    ("IDEN-03", "2019", {"value": "2019", "calendar": "gregorian"}),
    (
        "IDEN-03",
        {"value": "2024-02-29", "words": "見本", "calendar": "thai_be"},
        {"value": "2024-02-29", "calendar": "thai_be", "words": "見本"},
    ),
    ("IDEN-07", "Narita", {"text": "Narita"}),
    (
        "IDEN-07",
        {"text": "Narita", "country": "JPN", "prefecture": "JP-12"},
        {"text": "Narita", "country": "JPN", "prefecture": "JP-12"},
    ),
    ("REFR-02", "all", "all"),
    ("REFR-02", {"consent": "all"}, "all"),
    (
        "REFR-02",
        {"consent": "parts", "groups": ["safety", "contact_location"]},
        {"consent": "parts", "groups": ["safety", "contact_location"]},
    ),
    ("REFR-03", "informed_of_duty", "informed_of_duty"),
    ("REFR-06", "papers", "papers"),
    ("CONS-01", "understood", "understood"),
    ("CONS-01", "explained", "explained"),
    ("CONS-01", "yes", "understood"),
    ("CONS-01", "no", "not_understood"),
    ("CONS-01", "unsure", "not_understood"),
    ("CONS-01", {"state": "unsure"}, "not_understood"),
]


TODAY = date(2026, 11, 24)
DATES: list[tuple[Any, Any]] = [
    ("２０１９－０５", {"value": "2019-05", "calendar": "gregorian"}),
    ("Ｒ６", {"value": "2024", "calendar": "ja_era", "words": "Ｒ６"}),
    (
        {"value": "2543-02-29", "calendar": "thai_be"},
        {"value": "2000-02-29", "calendar": "thai_be", "words": "B.E. 2543-02-29"},
    ),
    (
        {"value": "2055", "calendar": "bikram_sambat"},
        {"value": "1998", "calendar": "bikram_sambat", "words": "B.S. 2055"},
    ),
    (
        {"value": "2024-06-14", "calendar": "bikram_sambat"},
        {"value": "2024-06-14", "calendar": "bikram_sambat"},
    ),
    ({"words": "ปีมะเส็ง"}, {"words": "ปีมะเส็ง", "calendar": "gregorian"}),
]


@pytest.mark.parametrize(("raw", "data"), DATES)
def test_a_date_is_stored_as_ours_and_as_it_was_said(pack: Pack, raw: Any, data: Any) -> None:
    item = pack.items["IDEN-03"]
    value = parse_answer(item, raw, pack.recipients, TODAY).parts[item.parts[0].id]
    assert value.data == data
    again = parse_answer(item, value.data, pack.recipients, TODAY)
    assert again.parts[item.parts[0].id].data == data


IMPOSSIBLE = [
    ("AGE-01", 121, "age_impossible"),
    ("AGE-01", {"birth_date": "1905"}, "age_impossible"),
    ("AGE-01", {"birth_date": "2026-11-25"}, "date_future"),
    ("AGE-01", {"birth_date": {"value": "2570-01", "calendar": "thai_be"}}, "date_future"),
    ("IDEN-03", "2026-12", "date_future"),
    ("IDEN-03", "2027", "date_future"),
    ("WORK-02", {"from": "2027-01-01"}, "date_future"),
]


@pytest.mark.parametrize(("item", "raw", "code"), IMPOSSIBLE)
def test_what_cannot_be_is_refused(pack: Pack, item: str, raw: Any, code: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(pack.items[item], raw, pack.recipients, TODAY)
    assert caught.value.code == code
    assert "2027" not in repr(caught.value.params)


POSSIBLE = [
    ("AGE-01", 120),
    ("AGE-01", {"birth_date": "2026-11-24"}),
    ("AGE-01", {"birth_date": "2026"}),
    ("AGE-01", {"birth_date": {"value": "2543-02-29", "calendar": "thai_be"}}),
    ("AGE-01", {"birth_date": {"value": "2055", "calendar": "bikram_sambat"}}),
    ("AGE-01", {"birth_date": {"value": "1420", "calendar": "other"}}),
    ("IDEN-06", {"until": "2028-01-01"}),
    ("WORK-02", {"to": "2027-03"}),
]


@pytest.mark.parametrize(("item", "raw"), POSSIBLE)
def test_what_is_possible_is_taken(pack: Pack, item: str, raw: Any) -> None:
    assert parse_answer(pack.items[item], raw, pack.recipients, TODAY).parts


@pytest.mark.parametrize(("item", "raw", "data"), TAKEN)
def test_takes_the_form(pack: Pack, item: str, raw: Any, data: Any) -> None:
    value = first(pack, item, raw)
    assert (value.state, value.data) == (None, data)


MONEY: dict[str, Any] = {"amount": 60000, "currency": "JPY", "per": "month"}

REFUSED = [
    ("PREP-01", "no", "answer_form"),
    ("PREP-01", False, "answer_form"),
    ("PREP-01", {"not_possible": " "}, "answer_form"),
    ("PREP-01", "unsure", "answer_form"),
    ("PREP-01", {"state": "unsure"}, "state_not_allowed"),
    ("PREP-03", "declined", "option_unknown"),
    ("SAFE-01", "maybe", "option_unknown"),
    ("SAFE-01", True, "option_unknown"),
    ("SAFE-01", None, "answer_missing"),
    ("SAFE-01", {"state": "later"}, "answer_form"),
    ("SAFE-02", {}, "answer_missing"),
    ("SAFE-02", {"somebody": "yes"}, "part_unknown"),
    ("SAFE-02", {"someone": "yes", "where": "x"}, "part_unknown"),
    ("MOVE-02", "sometimes", "option_unknown"),
    ("MOVE-02", ["yes"], "option_unknown"),
    ("RECR-05", [], "list_empty"),
    ("RECR-05", ["pay", "nothing"], "option_exclusive"),
    ("RECR-05", ["pay", "unsure"], "option_unknown"),
    ("LANG-01", "not a language", "lang_unknown"),
    ("IDEN-04", ["Philippines"], "country_unknown"),
    ("IDEN-04", ["phl"], "country_unknown"),
    ("SAFE-07", "", "answer_form"),
    ("SAFE-07", 5, "answer_form"),
    ("SAFE-07", "\ud800", "answer_form"),
    ("SAFE-07", {"text": "x", "language": "th"}, "answer_form"),
    ("SAFE-07", {"text": "x", "lang": "Thai!"}, "lang_unknown"),
    ("SAFE-07", {"text": "x", "rendered": {"lang": "ja", "text": "見本"}}, "answer_form"),
    ("WORK-03", "8am", "answer_form"),
    ("WORK-03", "25:70", "answer_form"),
    ("WORK-03", "48", "answer_form"),
    ("WORK-03", {"days_off": 1.5}, "answer_form"),
    ("AGE-01", "seventeen", "number_unreadable"),
    ("AGE-01", "17.5", "number_fraction"),
    ("LAB-04", {"week_hours": "1.500"}, "number_two_ways"),
    ("AGE-01", -1, "number_negative"),
    ("AGE-01", -(2**70), "number_negative"),
    ("AGE-01", True, "answer_form"),
    ("AGE-01", 17.0, "answer_form"),
    ("AGE-01", 2**53, "number_too_long"),
    (
        "DEBT-02",
        {"first": {"amount": "1.500", "currency": "USD", "per": "once"}},
        "number_two_ways",
    ),
    (
        "DEBT-02",
        {"first": {"amount": "12.50", "currency": "JPY", "per": "hour"}},
        "amount_fraction",
    ),
    ("DEBT-02", {"first": {"amount": "12円", "currency": "USD", "per": "hour"}}, "amount_currency"),
    ("DEBT-02", {"first": {"amount": 12.5, "currency": "USD", "per": "hour"}}, "answer_form"),
    ("DEBT-02", {"first": 1.5}, "answer_form"),
    ("DEBT-02", {"first": -1}, "number_negative"),
    ("DEBT-02", {"first": MONEY | {"amount": -1}}, "number_negative"),
    ("DEBT-02", {"first": {"amount": 5}}, "currency_missing"),
    ("DEBT-02", {"first": MONEY | {"currency": ""}}, "currency_missing"),
    ("DEBT-02", {"first": {"currency": "JPY"}}, "answer_form"),
    ("DEBT-02", {"first": MONEY | {"currency": "yen"}}, "answer_form"),
    ("DEBT-02", {"first": MONEY | {"per": "decade"}}, "answer_form"),
    ("DEBT-02", {"first": MONEY | {"approx": "yes"}}, "answer_form"),
    ("IDEN-03", "2019-13", "date_none"),
    ("IDEN-03", "2019-02-30", "date_none"),
    ("IDEN-03", "5/2019", "date_form"),
    ("IDEN-03", {"value": "2019", "calendar": "julian"}, "answer_form"),
    ("IDEN-03", {"calendar": "thai_be"}, "answer_form"),
    ("IDEN-03", {"value": "平成40", "calendar": "ja_era"}, "date_era"),
    ("IDEN-07", {"text": "x", "country": "Japan"}, "country_unknown"),
    ("IDEN-07", {"live": {"text": "x", "prefecture": "JP-48"}}, "answer_form"),
    ("REFR-02", "informed_of_duty", "option_unknown"),
    ("REFR-02", "parts", "groups_missing"),
    ("REFR-02", {"consent": "parts", "groups": []}, "groups_missing"),
    ("REFR-02", {"consent": "parts", "groups": ["status"]}, "group_not_allowed"),
    ("REFR-02", {"consent": "parts", "groups": ["offences_note"]}, "group_not_allowed"),
    ("REFR-02", {"consent": "all", "groups": ["safety"]}, "answer_form"),
    ("REFR-06", "all", "option_unknown"),
    ("CONS-01", "maybe", "option_unknown"),
]


@pytest.mark.parametrize(("item", "raw", "code"), REFUSED)
def test_refuses_with_a_code_and_never_the_value(
    pack: Pack, item: str, raw: Any, code: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(pack.items[item], raw, pack.recipients)
    assert caught.value.code == code
    assert caught.value.params["item"] == item
    assert caught.value.params["expected"]


def refusal(pack: Pack, item: Item, raw: Any) -> str:
    """What the error says, or nothing when the value is taken (a list in a free text is not)."""
    try:
        parse_answer(item, raw, pack.recipients)
    except AnswerError as error:
        return f"{error} {error.params!r}"
    return ""


def test_an_error_holds_no_word_of_the_person(pack: Pack) -> None:
    words = "見本 花子 SAMPLE"
    for item in pack.items.values():
        for raw in ([words], {"rendered": words}, {"value": words, "text": words}, 0.5):
            why = refusal(pack, item, raw)
            assert "SAMPLE" not in why


@pytest.mark.parametrize("state", [State.UNSURE, State.DECLINED])
def test_every_question_takes_both_states(pack: Pack, state: State) -> None:
    for item in pack.items.values():
        if item.audience == "officer":
            continue
        for raw in (state.value, {"state": state.value}):
            answer = parse_answer(item, raw, pack.recipients)
            assert set(answer.parts) == {part.id for part in item.parts}
            for value in answer.parts.values():
                unclear = value.type is ValueType.STATEMENT and state is State.UNSURE
                assert value.data == ("not_understood" if unclear else None)


def test_officer_yes_no_boxes_take_the_states(pack: Pack) -> None:
    answer = parse_answer(pack.items["CLOS-06"], {"detained": "unsure"})
    assert answer.parts["detained"].state is State.UNSURE


def test_money_forms(pack: Pack) -> None:
    bare = parse_answer(pack.items["DEBT-02"], {"first": 500000}).parts["first"].data
    assert bare == {"amount": 500000, "currency": "JPY", "per": "once"}
    full = parse_answer(pack.items["DEBT-02"], {"first": MONEY | {"approx": True}}).parts["first"]
    assert full.data == MONEY | {"approx": True}


def test_own_words_keep_language_and_rendering(pack: Pack) -> None:
    raw = {
        "text": "กลัว",
        "lang": "th",
        "rendered": {"lang": "ja", "text": "怖い", "by": "T-014"},
    }
    value = first(pack, "SAFE-07", raw)
    assert value.lang == "th"
    assert value.rendered == Rendering("ja", "怖い", "T-014")
    assert first(pack, "CONS-05", raw) == value


def test_a_bare_value_goes_to_the_first_part(pack: Pack) -> None:
    assert set(parse_answer(pack.items["SAFE-02"], "yes").parts) == {"someone"}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_payloads_invert_exactly(pack: Pack, seed: int) -> None:
    rng = random.Random(seed)
    for item in pack.items.values():
        answer = parse_answer(item, random_answer(rng, pack, item), pack.recipients)
        assert answer_from_json(item, answer_to_json(answer)) == answer


@given(text=st.text(min_size=1).filter(str.strip), by=st.text(min_size=1))
def test_texts_invert_exactly(text: str, by: str) -> None:
    value = PartValue(ValueType.TEXT, None, text, "th", Rendering("ja", text, by))
    assert from_json(ValueType.TEXT, to_json(value)) == value


def test_from_json_refuses_other_forms() -> None:
    strange: list[Any] = [None, [], {}, {"value": 1, "state": "unsure"}, {"state": "later"}]
    for payload in strange:
        with pytest.raises(ValueError, match=r".*"):
            from_json(ValueType.NUMBER, payload)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["state", "text", "value", "consent", "groups", "amount", "age", "not_possible"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(raw=JSON)
def test_any_json_is_an_answer_or_an_answer_error(pack: Pack, raw: Any) -> None:
    for item in pack.items.values():
        try:
            answer = parse_answer(item, raw, pack.recipients)
        except AnswerError:
            continue
        assert answer.parts
        assert answer_from_json(item, answer_to_json(answer)) == answer
