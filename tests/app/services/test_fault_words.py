# SPDX-License-Identifier: MIT
"""What is wrong with a vault is told in sentences: each code that the checks write has one."""

from __future__ import annotations

import re

import pytest

from app.i18n import catalog
from app.paths import locales_dir
from app.services.fault_words import fault_sentences

JAPANESE = re.compile("[ぁ-んァ-ン一-龥]")
CODES = (
    "page HMAC verification failed for page 3",
    "database row 2 missing from index",
    "chain audit at 4: hash",
    "chain 0197a3f0-0000-7000-8000-000000000001 at 2: seq",
    "heads.log line 1: signature",
    "audit: rolled back behind 3",
    "0197a3f0-0000-7000-8000-000000000001: rolled back behind 2",
    "audit: differs at 5",
    "0197a3f0-0000-7000-8000-000000000001: differs at 3",
    "keyring: 3 of 5",
)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    japanese = catalog("ja", "officer", locales_dir()).gettext
    told, what_to_do = fault_sentences([code], str)
    assert code not in told
    assert told.endswith(".")
    assert "supervisor" in what_to_do
    assert all(JAPANESE.search(sentence) for sentence in fault_sentences([code], japanese))
    for number in re.findall(r"(?<![\w-])\d+(?![\w-])", code):
        assert number in told


def test_a_sound_vault_says_nothing_and_a_new_code_is_not_hidden() -> None:
    assert fault_sentences([], str) == []
    assert fault_sentences(["of tomorrow"], str)[0] == "of tomorrow"
