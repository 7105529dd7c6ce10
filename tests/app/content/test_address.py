# SPDX-License-Identifier: MIT
"""Adults are addressed politely: a familiar *you* stands only in texts for children.

A translation back into English cannot show it, so it is looked for by its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from app.content.coverage import texts_of
from app.content.draft import PackDraft
from app.paths import locales_dir

FAMILIAR = {
    "es-419": r"\b(tú|ti|contigo|tus?)\b",
    "fr": r"\b(tu|ton|ta|tes|te|toi)\b|\bt'",
    "id": r"\bkamu\b",
    "km": r"ប្អូន|ក្មួយ",
    "mn": r"\b(чи|чиний|чамд|чамайг)\b",
    "ne": r"तिमी|तिम्रो",
    "ru": r"\b(ты|тебя|тебе|тобой|тво[йяеи]|твоего|твоей)\b",
    "th": r"หนู",
    "zh-Hans": r"你(?!们)",
    "zh-Hant": r"你(?!們)",
}
FOR_CHILDREN = re.compile(r"/text_child$|^CHLD|^CARD-07|^(phase|group|flag|recipient)/")
#: What the traffickers say to the person, in quotation marks.
QUOTED = re.compile(r"""["“「«][^"”」»]*["”」»]""")


def familiar(tag: str, texts: Mapping[str, str]) -> list[str]:
    pattern = re.compile(FAMILIAR[tag], re.IGNORECASE)
    return [
        key
        for key, text in texts.items()
        if not FOR_CHILDREN.search(key) and pattern.search(QUOTED.sub("", text))
    ]


@pytest.mark.parametrize("tag", FAMILIAR)
def test_adults_are_addressed_politely(draft: PackDraft, tag: str) -> None:
    assert familiar(tag, texts_of(draft, locales_dir(), tag)) == []


def test_a_familiar_word_is_found() -> None:
    """Positive control: what stood there once."""
    assert familiar("ru", {"WISH-01/text": "Чего ты сейчас хочешь?"}) == ["WISH-01/text"]
    assert familiar("zh-Hant", {"WISH-01/text": "你現在最想要什麼？"}) == ["WISH-01/text"]
    assert (
        familiar("fr", {"CHLD-01/text": "Tu peux partir.", "X": "Vous «\u00a0tu es\u00a0»"}) == []
    )
