# SPDX-License-Identifier: MIT
"""Every item of the script, drawn and answered: what the widgets emit is what the domain accepts."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from app.content import load_builtin
from app.domain.pack import Item, Pack, Part, ValueType
from app.domain.parse import consent_groups, parse_answer
from app.domain.value import State
from tests.app.domain.talking import random_answer
from tests.counts import sample
from ui.widgets.answer_spec import AnswerSpec, Kind, OptionSpec, Pair, PartSpec, SideText
from ui.widgets.answers import AnswerWidget
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.choice_row import ChoiceRow


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def pair(text: str) -> Pair:
    return Pair(SideText("ja", text), SideText("th", "ใช่"))


def part_spec(pack: Pack, item: Item, part: Part) -> PartSpec:
    kind = Kind.CLOCK if part.format == "clock" else Kind(part.type.value)
    options = tuple(
        OptionSpec(option.id, pair(option.id), option.exclusive, option.officer_only)
        for option in part.options
    )
    if part.type is ValueType.YN4 and not options:
        options = (OptionSpec("yes", pair("はい")), OptionSpec("no", pair("いいえ")))
    if part.type is ValueType.STATEMENT and not options:
        options = tuple(
            OptionSpec(key, pair(key)) for key in ("understood", "explained", "not_understood")
        )
    groups = tuple(
        OptionSpec(group, pair(group)) for group in consent_groups(item, pack.recipients)
    )
    return PartSpec(part.id, kind, pair("見本"), options, groups, free=bool(part.code_list))


def spec_of(pack: Pack, item: Item) -> AnswerSpec:
    return AnswerSpec(
        item=item.id,
        question=pair("見本の質問"),
        parts=tuple(part_spec(pack, item, part) for part in item.parts),
        composite=item.composite,
        states=item.audience.value != "officer",
        person_lang="th",
        interpreter="T-014",
    )


@pytest.mark.parametrize("seed", sample("answers", range(4), 1))
def test_every_answer_of_the_script_comes_back(qapp: object, pack: Pack, seed: int) -> None:
    rng = random.Random(seed)
    for item in pack.items.values():
        raw = random_answer(rng, pack, item)
        widget = AnswerWidget(spec_of(pack, item))
        emitted: list[object] = []
        for signal in (widget.changed, widget.option_toggled, widget.state_chosen, widget.problem):
            signal.connect(emitted.append)
        widget.set_value(raw)
        assert emitted == [], item.id
        value: Any = widget.value()
        given, back = (
            parse_answer(item, raw, pack.recipients),
            parse_answer(item, value, pack.recipients),
        )
        assert bare(given) == bare(back), (item.id, raw, value)
        widget.set_value(None)
        assert widget.value() is None, item.id
        widget.deleteLater()


def bare(answer: Any) -> dict[str, Any]:
    """An answer without the order of its list and without what the card adds to a bare form."""
    result = {}
    for key, part in answer.parts.items():
        data = part.data
        if isinstance(data, list):
            data = sorted(data)
        if isinstance(data, dict) and "groups" in data:
            data = {**data, "groups": sorted(data["groups"])}
        result[key] = (part.state, data)
    return result


def question(kind: Kind, *options: str, **more: Any) -> AnswerSpec:
    made = tuple(OptionSpec(option, pair(option)) for option in options)
    return AnswerSpec(
        "X-01", pair("見本"), (PartSpec("", kind, options=made, **more),), person_lang="th"
    )


def test_own_words_and_rendering_stay_apart(qtbot: Any) -> None:
    widget = AnswerWidget(question(Kind.TEXT))
    qtbot.addWidget(widget)
    value = {
        "text": "คำพูด",
        "lang": "th",
        "rendered": {"lang": "ja", "text": "言葉", "by": "officer"},
    }
    widget.set_value(value)
    assert widget.value() == value
    widget.set_value({"text": "言葉", "lang": "ja"})
    assert widget.value() == {"text": "言葉", "lang": "ja"}


def test_the_word_declined_is_not_the_state(qtbot: Any) -> None:
    spec = AnswerSpec("X-01", pair("見本"), (PartSpec("", Kind.TEXT),), person_lang="ja_easy")
    widget = AnswerWidget(spec)
    qtbot.addWidget(widget)
    widget.set_value({"text": "declined"})
    assert widget.value() == {"text": "declined"}
    widget.set_value("declined")
    assert widget.value() == "declined"


def test_a_state_puts_the_input_aside_and_typing_ends_the_state(qtbot: Any) -> None:
    widget = AnswerWidget(question(Kind.NUMBER))
    qtbot.addWidget(widget)
    widget.set_value(12)
    row = next(row for row in widget.findChildren(ChoiceRow) if row.spec.id == State.UNSURE)
    row.click()
    assert widget.value() == State.UNSURE.value
    (line,) = widget.findChildren(QLineEdit)
    assert line.text() == ""
    row.click()
    assert (line.text(), widget.value()) == ("12", 12)
    row.click()
    qtbot.keyClicks(line, "7")
    assert widget.value() == 7


def test_no_key_chooses_while_there_is_a_field_and_none_is_lost(qtbot: Any) -> None:
    widget = AnswerWidget(question(Kind.NUMBER))
    qtbot.addWidget(widget)
    seen: list[object] = []
    widget.changed.connect(seen.append)
    widget.set_value(2)
    assert widget.press("0")
    assert (widget.value(), seen) == (20, [20])


def test_consent_to_parts_wants_parts(qtbot: Any) -> None:
    groups = (OptionSpec("safety", pair("安全")), OptionSpec("status", pair("在留")))
    widget = AnswerWidget(question(Kind.CONSENT, "all", "parts", "no", groups=groups))
    qtbot.addWidget(widget)
    problems: list[str] = []
    widget.problem.connect(problems.append)
    widget.press("2")
    assert widget.value() is None
    assert problems[-1] == "answer_groups_missing"
    widget.set_value({"consent": "parts", "groups": ["status"]})
    assert widget.value() == {"consent": "parts", "groups": ["status"]}


def test_not_possible_wants_a_reason(qtbot: Any) -> None:
    widget = AnswerWidget(question(Kind.CHECK))
    qtbot.addWidget(widget)
    widget.press("2")
    assert widget.value() is None
    widget.set_value({"not_possible": "部屋がない"})
    assert widget.value() == {"not_possible": "部屋がない"}
    widget.set_value("yes")
    assert widget.value() == "done"


@pytest.mark.parametrize("value", ["2019", "2019-05", "2019-05-31"])
def test_dates_as_far_as_known(qtbot: Any, value: str) -> None:
    widget = AnswerWidget(question(Kind.DATE))
    qtbot.addWidget(widget)
    widget.set_value(value)
    assert widget.value() == {"value": value, "calendar": "gregorian"}
    widget.set_value("2019-02-30")
    assert widget.value() is None


def test_the_card_says_what_was_chosen(qtbot: Any) -> None:
    card = BilingualCard(question(Kind.YN4, "yes", "no"))
    qtbot.addWidget(card)
    seen: list[object] = []
    for signal in (card.option_toggled, card.changed, card.state_chosen):
        signal.connect(seen.append)
    assert card.press("1")
    assert card.press("-")
    assert seen == ["yes", "yes", "declined", "declined"]


def test_a_nepali_date_is_kept_as_said_and_converted(qtbot: Any) -> None:
    widget = AnswerWidget(question(Kind.DATE))
    qtbot.addWidget(widget)
    stored = {"value": "2023-04-14", "calendar": "bikram_sambat", "words": "B.S. 2080-1-1"}
    widget.set_value(stored)
    texts = [field.text() for field in widget.findChildren(QLineEdit)]
    assert texts[:3] == ["2080", "1", "1"]
    assert widget.value() == stored
    widget.set_value({"value": "2023-04-14", "calendar": "bikram_sambat"})
    assert widget.value() == stored


@pytest.mark.parametrize(
    ("own", "latin", "kana"),
    [
        ("ตัวอย่าง", "TUAYANG SAMPLE", "トゥアヤーン"),
        ("ตัวอย่าง", "TUAYANG", ""),
        ("ตัวอย่าง", "", "トゥアヤーン"),
        ("", "SAMPLE", ""),
        ("Suharto", "", ""),
    ],
)
def test_a_name_stands_in_three_scripts(qtbot: Any, own: str, latin: str, kana: str) -> None:
    widget = AnswerWidget(replace(question(Kind.NAME), person_lang="th", officer_lang="ja"))
    qtbot.addWidget(widget)
    assert widget.value() is None
    fields = widget.findChildren(QLineEdit)
    for field, text in zip(fields, (own, latin, kana), strict=True):
        field.setText(text)
    stored = widget.value()
    assert isinstance(stored, dict)
    assert stored["text"] == (own or latin)
    widget.set_value(None)
    widget.set_value(stored)
    assert [field.text() for field in widget.findChildren(QLineEdit)] == [own, latin, kana]
    assert widget.value() == stored
