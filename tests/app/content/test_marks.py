# SPDX-License-Identifier: MIT
"""From an interpreter's mark to the translators' sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.content.draft import PackDraft
from app.content.exchange import export_strings
from app.content.marks import FORMAT, mark_of, read_marks
from app.content.sheet import read_sheet
from app.errors import UserError
from app.paths import locales_dir
from tests.command import Desk, command

MARKS = [
    {"item": "SAFE-01", "lang": "vi", "comment": "too  stiff"},
    {"item": "SAFE-01", "lang": "vi", "comment": "too stiff"},
    {"item": "SAFE-01", "lang": "vi", "comment": "sounds like an order"},
    {"item": "SAFE-02", "lang": "th", "comment": "another language"},
]


def written(folder: Path, text: str) -> Path:
    path = folder / "marks.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mark_stands_beside_every_text_of_its_item(draft: PackDraft, tmp_path: Path) -> None:
    marks = read_marks(written(tmp_path, json.dumps({"format": FORMAT, "marks": MARKS})), "vi")
    assert marks == {"SAFE-01": "too stiff; sounds like an order"}
    out = tmp_path / "vi.csv"
    export_strings(draft, "vi", locales_dir(), out, marks)
    rows = {row.cells["key"]: row.cells["comment"] for row in read_sheet(out).rows}
    assert rows["SAFE-01/text"] == "UNCLEAR to interpreters: too stiff; sounds like an order"
    assert rows["SAFE-02/text"] == ""
    assert mark_of("SAFE-01.x/option/y", marks)
    assert not mark_of("person/Yes", marks)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": "other", "marks": []}', f'{{"format": "{FORMAT}", "marks": [1]}}'],
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_marks(written(tmp_path, text), "vi")
    assert caught.value.code == "marks_unreadable"
    with pytest.raises(UserError) as missing:
        read_marks(tmp_path / "no.json", "vi")
    assert missing.value.code == "file_missing"


def test_the_command_writes_what_the_other_command_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "marks.json"
    done = command(
        capsys,
        "interview",
        "marks",
        *Desk.make(tmp_path / "desk").officer,
        "--out",
        str(out),
        "--json",
    )
    assert (done.code, done.data["marks"]) == (0, 0)
    assert read_marks(out, "vi") == {}
    sheet = tmp_path / "vi.xlsx"
    words = ("pack", "export-strings", "--lang", "vi", "--out", str(sheet), "--marks", str(out))
    assert command(capsys, *words).code == 0
