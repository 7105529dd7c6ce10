# SPDX-License-Identifier: MIT
"""Texts of one language filed under another are found; none of ours is misjudged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.content.draft import PackDraft
from app.content.person_words import person_word_entries
from app.content.tongue import Tongues, foreign_letters
from app.paths import locales_dir

WHOLE = 1295  # texts of a language that has all


@pytest.fixture(scope="module")
def tongues(draft: PackDraft) -> Tongues:
    return Tongues(draft)


def test_no_text_of_ours_is_misjudged(draft: PackDraft, tongues: Tongues) -> None:
    wrong = [
        (tag, key, fault)
        for tag, texts in draft.texts.items()
        for key, text in (
            *((key, str(entry[0])) for key, entry in texts.items()),
            *((entry.key, entry.text) for entry in person_word_entries(locales_dir(), tag)),
        )
        if (fault := tongues.fault(tag, key, text))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("written", "filed", "at_least"),
    [
        ("th", "vi", 1200),
        ("vi", "th", 1200),
        ("km", "th", 1200),
        ("ru", "mn", 600),
        ("es-419", "pt-BR", 500),
        ("pt-BR", "es-419", 500),
        ("id", "fil", 600),
        ("fr", "vi", 700),
        ("zh-Hans", "zh-Hant", 300),
        ("ne", "hi", 100),
        ("th", "si", 1200),
    ],
)
def test_a_language_under_another_name(
    draft: PackDraft, tongues: Tongues, written: str, filed: str, at_least: int
) -> None:
    texts = draft.texts[written]
    assert len(texts) == WHOLE
    found = sum(bool(tongues.fault(filed, key, str(entry[0]))) for key, entry in texts.items())
    print(f"{written} filed as {filed}: {found} of {len(texts)} texts are told")
    assert found >= at_least


@pytest.mark.parametrize("tag", ["fr", "ne"])
def test_english_left_as_it_was(draft: PackDraft, tongues: Tongues, tag: str) -> None:
    text = draft.sources["CONS-02/text"]["en"]
    assert tongues.fault(tag, "CONS-02/text", text)


def test_words_of_the_english_may_stand_in_any_script() -> None:
    assert foreign_letters("Thai", "IOM", "IOM") is None
    assert foreign_letters("Thai", "{agency_name}", "{agency_name}") is None
    assert foreign_letters("Mymr", "နည်းပညာအလုပ်သင် (Ginou Jisshu)", "Intern") is None
    assert foreign_letters("Thai", "Anh chị có khỏe không", "Are you well?") == "Latn"
    assert foreign_letters("Latn", "Você está bem? 交番", "Are you well?") == "Hani"
    assert foreign_letters("Jpan", "ひらがなカタカナ漢字", "x") is None


def test_the_first_texts_of_a_language_are_judged_by_what_is_there(draft: PackDraft) -> None:
    few = replace(draft, texts={"th": draft.texts["th"]})
    assert Tongues(few).fault("vi", "CONS-02/text", "Anh/chị có thể bỏ qua câu hỏi.") is None
    english = draft.sources["CONS-02/text"]["en"]
    assert Tongues(few).fault("vi", "CONS-02/text", english) == "is the text of en"
