# SPDX-License-Identifier: MIT
"""What a name may hold, and that every name of the script is known as one."""

from __future__ import annotations

import pytest

from app.content import load_builtin
from app.domain.parse import AnswerError, parse_answer
from app.domain.value import Json
from app.domain.writing import LONGEST, Writing, strange, without_strange

SEEN = (
    "見本 花子", "山田　太郎", "José Ñandú", "葛\U000e0100城", "ខ្ញុំ\u200cសុខ", "क्\u200dष", "မောင်\u200cမောင်",
    "O\u2019Brien", "Nguyễn Thị", "ආ\u200dර", "Зоя", "ភូមិ",
)  # fmt: skip
UNSEEN = {
    "a\u0001b": ["U+0001"],
    "a\u202ab": ["U+202A"],
    "a\u2068b": ["U+2068"],
    "a\ufffeb": ["U+FFFE"],
    "a\nb": ["U+000A"],
    "a\u2028b": ["U+2028"],
    "\u200bសុខ": ["U+200B"],
    "a\u200db": ["U+200D"],
    "\u200cខ": ["U+200C"],
    "ខ\u200d": ["U+200D"],
    "\u3164": ["U+3164"],
    "\ufdd0\U0010ffff": ["U+FDD0", "U+10FFFF"],
    "\ud800": ["U+D800"],
    "\u00ad\ufeff": ["U+00AD", "U+FEFF"],
}


def test_names_as_people_write_them_are_names() -> None:
    assert [name for name in SEEN if list(strange(name))] == []


@pytest.mark.parametrize("name", UNSEEN)
def test_what_cannot_be_seen_is_named_and_nothing_else_taken_out(name: str) -> None:
    assert list(strange(name)) == UNSEEN[name]
    assert list(strange(without_strange(name))) == []
    assert without_strange(f"ខ{name}ខ").startswith("ខ")


def test_every_name_of_the_script_is_held_to_it() -> None:
    pack = load_builtin()
    for place in pack.roles.names:
        item, part = place.item, place.part
        assert pack.items[item].part(part) is not None
        values: tuple[Json, ...] = (
            "a\u202eb",
            {"text": "a", "lang": "th", "rendered": {"lang": "ja", "text": "a\u0001", "by": "T"}},
        )
        for value in values:
            with pytest.raises(AnswerError, match="name_strange") as fault:
                parse_answer(pack.items[item], {str(part): value})
            assert "a" not in str(fault.value.params["expected"])
    named = {
        (item.id, part.id)
        for item in pack.items.values()
        for part in item.parts
        if part.type.value == "text" and part.id in {"full_name", "call_name", "name"}
    }
    assert named == pack.roles.name_places


def test_a_text_stays_as_typed_and_is_never_longer_than_its_kind() -> None:
    pack = load_builtin()
    item = pack.items["WISH-01"]
    for text in ("ខ្ញុំ\u200bសុខ\u202a", "a\u00a0b", "あ" * LONGEST[Writing.ACCOUNT]):
        value = parse_answer(item, {"text": text, "lang": "km"}).parts[item.parts[0].id]
        assert value.data == text
    with pytest.raises(AnswerError, match="text_too_long"):
        parse_answer(item, "あ" * (LONGEST[Writing.ACCOUNT] + 1))
    with pytest.raises(AnswerError, match="text_too_long"):
        parse_answer(pack.items["OTHR-03"], {"where": "あ" * (LONGEST[Writing.LINE] + 1)})
