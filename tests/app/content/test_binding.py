# SPDX-License-Identifier: MIT
"""The documents that bind: the plans, measures and laws of the sources, dated, replaceable, never in a text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.content.build import build
from app.content.draft import read_draft
from app.content.lint import data_faults
from app.content.load import builtin_dir, load
from app.domain.pack import Pack

#: Document -> its day, as the sources have it.
NAMED = {
    "PLAN-2004": "2004-12",
    "PLAN-2009": "2009-12",
    "PLAN-2014": "2014-12",
    "PLAN-2022": "2022-12-20",
    "IDENT-2010": "2010-06-23",
    "LAW-2005-PENAL": "2005-06-22",
    "TREATY-2017": "2017-07-11",
    "LAW-2022-AV": "2022-06",
    "LAW-2023-PENAL": "2023-07-13",
    "LAW-2024-WOMEN": "2024-04-01",
    "LAW-2024-STAY": "2024-06-10",
}


def test_the_documents_of_the_sources_are_there(pack: Pack) -> None:
    assert {name: pack.binding[name].dated for name in NAMED} == NAMED
    assert pack.binding["LAW-2017-INTERN"].in_force == "2017-11-01"
    skill = pack.binding["LAW-2027-SKILL"]
    assert skill.comes(date(2026, 11, 30))
    assert not skill.comes(date(2027, 4, 1))
    assert pack.binding["PLAN-2014"].replaced_by == "PLAN-2022"
    assert all(document.source for document in pack.binding.values())


def test_no_text_of_the_pack_names_a_plan_by_its_year() -> None:
    """A plan is replaced; a question or a card would go on naming the old one."""
    draft = read_draft(builtin_dir())
    assert [key for key, text in draft.sources.items() if "2014" in json.dumps(text)] == []
    for name, raw in draft.files.items():
        assert name == "ledger" or "2014" not in json.dumps(raw), name


def change(folder: Path, edit: Callable[[Any], None]) -> None:
    path = folder / "ledger.json"
    raw = json.loads(path.read_text("utf-8"))
    edit(raw["binding"])
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", "utf-8")


def test_headquarters_replaces_them(folder: Path) -> None:
    change(folder, lambda rows: rows[0].update(version="見本 第2版", verified_by="見本の係"))
    build(folder, folder / "none", sequence=2)
    found = load(folder).binding["PLAN-2022"]
    assert (found.version, found.verified_by) == ("見本 第2版", "見本の係")


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("date", "last year", "date is no date"),
        ("source", "", "no source or date"),
        ("kind", "letter", "kind 'letter'"),
        ("replaced_by", "PLAN-1900", "replaced by what is not there"),
        ("name", {"en": "A plan"}, "ja missing"),
        ("id", "PLAN-2014", "twice"),
    ],
)
def test_a_wrong_one_is_named(folder: Path, field: str, value: Any, what: str) -> None:
    change(folder, lambda rows: rows[0].update({field: value}))
    found = [str(fault) for fault in data_faults(read_draft(folder))]
    assert any(line.startswith("document PLAN-") and what in line for line in found), found
