# SPDX-License-Identifier: MIT
"""No word of the program says what someone is: officer, person, pack, practice and errors alike."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from app.content.checks.verdict import VERDICTS_EN, VERDICTS_JA, verdict
from app.content.practice import practice_folder
from tests.contracts.source import ROOT

sys.path.insert(0, str(ROOT / "packaging"))
import words

#: The two sentences that say what the program never says.
SAYS_IT_NEVER_DOES = {
    "This is a screening aid. It is never a verdict and never says that someone is not a victim.",
    "これはスクリーニングの補助です。判定ではなく、被害者でないと示すこともありません。",
}
JUDGING = [
    "You are not a victim.",
    "No victim of trafficking",
    "She has not been trafficked",
    "He is a victim.",
    "Genuine victim: yes",
    "The person is lying",
    "Cleared",
    "あなたは被害者ではありません。",
    "被害者{ひがいしゃ}でないと思われます",
    "人身取引に当たらない",
    "被害者と判定",
    "虚偽の申立て",
]
NOT_JUDGING = [
    "Possible victim",
    "not indicated so far",
    "Was there a lie about the work?",
    "被害を受けた可能性",
    "うその書類をつくられた",
]


def every_sentence() -> Iterator[str]:
    """All that the program and its cases say, source and translation."""
    for path in words.catalogues():
        for message in words.read(path):
            for text in (message.id, message.string):
                yield from strings(text)
    for path in sorted(practice_folder().glob("*.json")):
        yield from strings(json.loads(path.read_text("utf-8"))["briefing"])


def strings(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict | list | tuple):
        for member in raw.values() if isinstance(raw, dict) else raw:
            yield from strings(member)


def test_nothing_that_is_said_judges() -> None:
    texts = list(every_sentence())
    assert len(texts) > 1000
    assert set(texts) >= SAYS_IT_NEVER_DOES
    assert [(t, verdict(t)) for t in texts if verdict(t) and t not in SAYS_IT_NEVER_DOES] == []


@pytest.mark.parametrize("text", JUDGING)
def test_a_verdict_is_seen(text: str) -> None:
    assert verdict(text)


@pytest.mark.parametrize("text", NOT_JUDGING)
def test_what_was_said_or_seen_is_no_verdict(text: str) -> None:
    assert verdict(text) is None


def test_every_entry_of_the_lists_stands_for_itself() -> None:
    assert all(verdict(phrase) for phrase in VERDICTS_JA)
    assert len(set(VERDICTS_JA)) == len(VERDICTS_JA)
    assert all(any(p.search(text) for text in JUDGING) for p in VERDICTS_EN)
