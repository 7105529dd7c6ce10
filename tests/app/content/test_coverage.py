# SPDX-License-Identifier: MIT
"""Seventeen languages are whole; what was read back was read back as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.content.back_translation import not_read_back, read_back_translations
from app.content.coverage import coverage, coverage_faults, texts_of
from app.content.draft import Draft
from app.content.matrix import matrix
from app.paths import locales_dir
from tests.ui.pages import SEVENTEEN

#: Languages that a second reader translated back, and how many texts were mended after it: these wait for
#: another reading.
READ_BACK = {
    "id": 62,
    "km": 111,
    "ko": 54,
    "mn": 93,
    "my": 25,
    "ne": 55,
    "pt-BR": 58,
    "th": 26,
    "vi": 35,
    "zh-Hant": 65,
}


def test_every_language_of_the_sources_is_whole(draft: Draft) -> None:
    rows = coverage(draft, locales_dir(), matrix(draft))
    assert {*SEVENTEEN, "ja-x-easy"} == set(rows)
    assert all(row.words == row.words_total for row in rows.values())
    officer = {tag: row.officer for tag, row in rows.items() if row.officer}
    assert set(officer) == {"ja", "en"}
    assert all(done == total for done, total in officer.values())
    assert list(coverage_faults(draft, locales_dir(), matrix(draft))) == []


def test_a_missing_text_is_a_fault_of_its_language(draft: Draft) -> None:
    texts = {tag: dict(found) for tag, found in draft.texts.items()}
    del texts["km"]["CARD-03/text"]
    torn = replace(draft, texts=texts)
    (fault,) = coverage_faults(torn, locales_dir(), matrix(torn))
    assert (fault.check, fault.where) == ("untranslated", "km")
    assert fault.what == "1 texts, the first is CARD-03/text"


@pytest.mark.parametrize(("tag", "mended"), READ_BACK.items())
def test_what_was_translated_back_is_of_the_text_that_stands(
    draft: Draft, tag: str, mended: int
) -> None:
    texts = texts_of(draft, locales_dir(), tag)
    made = read_back_translations(locales_dir(), tag)
    left = set(not_read_back(texts, made))
    assert not left & set(made)  # none is of an older text
    assert len(left) <= mended
    assert set(not_read_back({**texts, "SAFE-01/text": "x"}, made)) - left == {"SAFE-01/text"}
