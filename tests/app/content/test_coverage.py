# SPDX-License-Identifier: MIT
"""Seventeen languages are whole; what was read back was read back as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.content.back_translation import not_read_back, read_back_translations
from app.content.coverage import coverage, coverage_faults, texts_of
from app.content.draft import PackDraft
from app.content.matrix import matrix
from app.paths import locales_dir
from tests.ui.pages import SEVENTEEN


def test_every_language_of_the_sources_is_whole(draft: PackDraft) -> None:
    rows = coverage(draft, locales_dir(), matrix(draft))
    assert {*SEVENTEEN, "ja-x-easy"} == set(rows)
    assert all(row.words == row.words_total for row in rows.values())
    officer = {tag: row.officer for tag, row in rows.items() if row.officer}
    assert set(officer) == {"ja", "en"}
    assert all(done == total for done, total in officer.values())
    assert list(coverage_faults(draft, locales_dir(), matrix(draft))) == []


def test_a_missing_text_is_a_fault_of_its_language(draft: PackDraft) -> None:
    texts = {tag: dict(found) for tag, found in draft.texts.items()}
    del texts["km"]["CARD-03/text"]
    torn = replace(draft, texts=texts)
    (fault,) = coverage_faults(torn, locales_dir(), matrix(torn))
    assert (fault.check, fault.where) == ("untranslated", "km")
    assert fault.what == "1 texts, the first is CARD-03/text"


@pytest.mark.parametrize("tag", [*(tag for tag in SEVENTEEN if tag != "en"), "ja-x-easy"])
def test_every_text_was_translated_back_as_it_stands(draft: PackDraft, tag: str) -> None:
    texts = texts_of(draft, locales_dir(), tag)
    made = read_back_translations(locales_dir(), tag)
    assert list(not_read_back(texts, made)) == []
    assert set(made) == set(texts)
    assert list(not_read_back({**texts, "SAFE-01/text": "x"}, made)) == ["SAFE-01/text"]


def test_a_changed_text_waits_for_its_second_reader(draft: PackDraft) -> None:
    texts = {tag: dict(found) for tag, found in draft.texts.items()}
    _text, status, source = texts["km"]["CARD-03/text"]
    texts["km"]["CARD-03/text"] = ["ខ្មែរ", status, source]
    torn = replace(draft, texts=texts)
    (fault,) = coverage_faults(torn, locales_dir(), matrix(torn))
    assert (fault.check, fault.where) == ("back_translation", "km")
    assert fault.what == "1 texts, the first is CARD-03/text"
