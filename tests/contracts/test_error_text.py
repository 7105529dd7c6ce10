# SPDX-License-Identifier: MIT
"""Every error that a user can meet has a sentence, and each sentence gets what it names."""

from __future__ import annotations

import string

from app.i18n import SENTENCES, UNEXPECTED
from tests.contracts.source import modules, raised


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_has_a_sentence() -> None:
    found = list(raised())
    assert len({r.code for r in found}) > 40
    assert sorted({(r.code, r.where) for r in found if r.code not in SENTENCES}) == []


def test_every_sentence_gets_what_it_names() -> None:
    lacking = [
        (r.code, r.where)
        for r in raised()
        if r.params is not None and placeholders(SENTENCES.get(r.code, "")) - r.params
    ]
    assert lacking == []


def test_no_sentence_is_left_over() -> None:
    texts = [p.read_text("utf-8") for p in modules() if p.parent.name != "i18n"]
    unused = {c for c in SENTENCES if not any(f'"{c}"' in t for t in texts)}
    assert unused - {UNEXPECTED} == set()
