# SPDX-License-Identifier: MIT
"""Words that were read otherwise than they were meant stay mended; drafters' notes stay out of texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.content.checks.pack_index import PackFault
from app.content.draft import PackDraft

FaultsAfter = Callable[[str, Callable[[Any], None]], list[PackFault]]

#: "No" of Nepali agrees with the verb of its question; होइन only denies that something is so.
NEPALI_NO = {"CONS-06": "चाहन्नँ", "CHLD-00": "चाहन्नँ", "WISH-06": "चाहन्नँ", "RGHT-04.notify": "पर्दैन"}


def test_a_nepali_no_answers_its_question(draft: PackDraft) -> None:
    texts = {key: str(entry[0]) for key, entry in draft.texts["ne"].items()}
    found = {key: text for key, text in texts.items() if key.endswith("/option/no")}
    assert "होइन" not in found.values()
    for name, word in NEPALI_NO.items():
        assert found[f"{name}/option/no"] == word
    refused = {text for key, text in found.items() if key.startswith("REFR-")}
    assert refused == {"हुँदैन"}
    assert "होइन वा" not in texts["WISH-06/text"]


def test_plain_japanese_asks_and_promises_nothing_else(draft: PackDraft) -> None:
    texts = {key: text["ja_easy"] for key, text in draft.sources.items() if "ja_easy" in text}
    crime = "事件{じけん}を手伝{てつだ}"  # may be read as taking part in it
    assert not [key for key, text in texts.items() if crime in text]
    assert texts["CONS-06/text"].startswith("あなたは")  # not "may I"
    assert "たいてい" in texts["CARD-07/text"]  # one listener is the rule and no promise


def test_a_child_is_asked_in_japanese_words_of_its_own(draft: PackDraft) -> None:
    texts = {k: text for k, text in draft.sources.items() if k.endswith("/text_child")}
    assert len(texts) > 14
    for key, text in texts.items():
        adult = draft.sources[key.removesuffix("_child")]
        assert text["ja"] != adult["ja"]


def change(*path: Any, text: str) -> Callable[[Any], None]:
    def run(file: Any) -> None:
        *way, last = path
        for step in way:
            file = file[step]
        file[last] = text

    return run


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("flags", ("flags", 0, "actions", "ja", 0), "離れる（要確認）。"),
        ("legal_bases", ("bases", 0, "statute", "en"), "Child Welfare Act (verify)"),
        ("glossary", ("terms", 0, "note"), "[legal] src: th IMM. Never this word."),
        ("script", ("items", 0, "text", "ja"), "窓口（要確認）"),
        ("cards", ("variables", 0, "values", 0, "en"), "an office (name to be confirmed)"),
    ],
)
def test_a_note_among_drafters_is_a_fault(
    faults_after: FaultsAfter, name: str, path: tuple[Any, ...], text: str
) -> None:
    assert "aside" in {fault.check for fault in faults_after(name, change(*path, text=text))}
