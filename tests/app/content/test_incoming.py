# SPDX-License-Identifier: MIT
"""A translators' file of another language is refused; nothing that a file holds is dropped unsaid."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.content.catalogue import CatalogueEntry, catalogue_path, translated_tags, write_entries
from app.content.draft import PackDraft
from app.content.exchange import export_strings, import_strings
from app.content.incoming import LeftOut, read_incoming
from app.content.lint import catalogue_faults
from app.content.sheet import COLUMNS, write_sheet
from app.domain.text import Status
from app.errors import UserError
from app.paths import locales_dir
from tests.command import command

TODAY = date(2026, 11, 25)
VI = "vi"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Catalogues of their own, with the lists of the person's words."""
    made = tmp_path / "locales"
    for tag in ("ja", "ja_easy"):
        folder = made / tag / "LC_MESSAGES"
        folder.mkdir(parents=True)
        source = locales_dir() / tag / "LC_MESSAGES" / "person.po"
        (folder / "person.po").write_bytes(source.read_bytes())
    return made


def row(draft: PackDraft, key: str, text: str, **other: str) -> dict[str, str]:
    cells = dict.fromkeys(COLUMNS, "")
    english = draft.sources[key]["en"]
    return {
        **cells,
        "key": key,
        "language": VI,
        "english": english,
        "japanese": draft.sources[key]["ja"],
        "plain_japanese": draft.sources[key]["ja_easy"],
        "context": "STALE:",
        "translation": text,
        "status": "draft-machine",
        **other,
    }


@pytest.mark.parametrize("kind", [".xlsx", ".csv", ".po"])
def test_a_file_of_another_language_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"th{kind}"
    assert command(capsys, "pack", "export-strings", "--lang", "th", "--out", str(out)).code == 0
    took = command(capsys, "pack", "import-strings", "--lang", VI, "--dry-run", str(out))
    print(took.err)
    assert took.code == 2
    assert f"{out.name} is for th, not for vi" in took.err


def test_its_language_written_over_the_texts_speak(
    draft: PackDraft, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "th.csv"
    export_strings(draft, "th", locales_dir(), out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = [dict(cells, language=VI) for cells in csv.DictReader(file)]
    write_sheet(out, rows)
    report = import_strings(draft, VI, home, out, today=TODAY)
    assert len(report.rejected) > 1300
    assert {rejected.reason for rejected in report.rejected} == {"tongue"}
    assert translated_tags(home) == ()


def test_files_that_do_not_say_their_language(tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_text(",".join(name for name in COLUMNS if name != "language"), "utf-8")
    po = tmp_path / "x.po"
    po.write_text('msgid ""\nmsgstr ""\n\nmsgctxt "a"\nmsgid "b"\nmsgstr "c"\n', "utf-8")
    for path in (old, po):
        with pytest.raises(UserError, match="sheet_no_language"):
            read_incoming(path)


def test_what_a_sheet_holds_beside_our_columns_is_told(
    draft: PackDraft, home: Path, tmp_path: Path
) -> None:
    rows = [
        row(draft, "SAFE-01/text", "Anh chị", japanese="ちがう文", context="mine"),
        row(draft, "SAFE-02/text", "", comment="What is meant?", back_translation="x"),
        row(draft, "SAFE-03/text", "", comment="UNCLEAR to interpreters: y"),
    ]
    out = tmp_path / "x.xlsx"
    write_sheet(out, rows)
    book = load_workbook(out)
    sheet = book["texts"]
    sheet.cell(1, len(COLUMNS) + 1).value = "my notes"
    sheet.cell(2, len(COLUMNS) + 1).value = "ask the agency"
    book.create_sheet("questions")["A1"] = "?"
    book.save(out)
    report = import_strings(draft, VI, home, out, today=TODAY)
    assert report.rejected == ()
    assert report.changed == ("SAFE-01/text",)
    assert set(report.left_out) == {
        LeftOut(0, "", "sheet", "questions"),
        LeftOut(2, "SAFE-01/text", "column", "ask the agency"),
        LeftOut(2, "SAFE-01/text", "japanese", "ちがう文"),
        LeftOut(2, "SAFE-01/text", "context", "mine"),
        LeftOut(3, "SAFE-02/text", "comment", "What is meant?"),
        LeftOut(3, "SAFE-02/text", "back_translation", "x"),
    }
    assert report.absent > 1300


def test_what_a_po_holds_and_is_not_taken_is_told(
    draft: PackDraft, home: Path, tmp_path: Path
) -> None:
    def entry(key: str, before: str = "", text: str = "Anh chị") -> str:
        english = draft.sources[key]["en"].replace('"', '\\"')
        return f'{before}msgctxt "{key}"\nmsgid "{english}"\nmsgstr "{text}"\n\n'

    po = tmp_path / "x.po"
    po.write_text(
        'msgid ""\nmsgstr ""\n"Language: vi\\n"\n\n'
        + entry("SAFE-01/text", "# is this polite?\n#. status: human-translated\n")
        + entry("SAFE-02/text", "#, fuzzy\n")
        + entry("SAFE-03/text", text="")
        + 'msgid "no context"\nmsgstr "x"\n\n'
        + '#~ msgctxt "OLD-01/text"\n#~ msgid "old"\n#~ msgstr "x"\n',
        "utf-8",
    )
    report = import_strings(draft, VI, home, po, today=TODAY)
    assert (report.changed, report.empty, report.rejected) == (("SAFE-01/text",), 1, ())
    assert set(report.left_out) == {
        LeftOut(2, "SAFE-02/text", "fuzzy"),
        LeftOut(4, "no context", "no_key"),
        LeftOut(0, "OLD-01/text", "obsolete"),
    }
    stored = read_incoming(catalogue_path(home, VI, "content")).rows[0].cells
    assert (stored["comment"], stored["status"]) == ("is this polite?", "human-translated")
    po.write_text(
        po.read_text("utf-8") + "\n" + entry("SAFE-01/text", text="Anh chị khác"), "utf-8"
    )
    (twice,) = import_strings(draft, VI, home, po, today=TODAY).rejected
    assert (twice.key, twice.reason) == ("SAFE-01/text", "key_twice")


@pytest.mark.parametrize(
    ("reviewer", "day", "reason"),
    [
        ("x", "2026-11-24", "reviewer_name"),
        ("Nguyễn Văn A", "yesterday", "reviewed_on"),
        ("Nguyễn Văn A", "2026-11-26", "reviewed_later"),
    ],
)
def test_a_review_by_nobody_is_refused(
    draft: PackDraft, home: Path, tmp_path: Path, reviewer: str, day: str, reason: str
) -> None:
    review = {"status": "reviewed-native", "reviewer": reviewer, "reviewed_on": day}
    out = tmp_path / "x.csv"
    write_sheet(out, [row(draft, "SAFE-01/text", "Anh chị", **review)])
    (rejected,) = import_strings(draft, VI, home, out, today=TODAY).rejected
    assert (rejected.row, rejected.reason) == (2, reason)


def test_the_command_tells_all_of_it(
    draft: PackDraft, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    review = {"status": "reviewed-native", "reviewer": "x", "reviewed_on": "yesterday"}
    out = tmp_path / "x.csv"
    write_sheet(
        out,
        [
            row(draft, "SAFE-01/text", "Anh chị", **review),
            row(draft, "SAFE-02/text", "คุณปลอดภัยไหม"),
            row(draft, "SAFE-03/text", "", comment="What is meant?"),
        ],
    )
    arguments = ("pack", "import-strings", "--lang", VI, "--dry-run", str(out))
    took = command(capsys, *arguments)
    print(took.out)
    assert took.code == 1
    for line in (
        "row 2: SAFE-01/text: reviewer_name",
        "row 3: SAFE-02/text: tongue: is written in another script (Thai) than the language (Latn)",
        "not taken: row 4: SAFE-03/text: comment: What is meant?",
        "texts of the language are not in the file and stay as they are",
        "nothing was stored",
    ):
        assert line in took.out
    data = json.loads(command(capsys, *arguments, "--json").out)
    assert [rejected["reason"] for rejected in data["rejected"]] == ["reviewer_name", "tongue"]
    assert data["left_out"][0]["what"] == "comment"


def test_lint_tells_what_was_stored_past_the_import(draft: PackDraft, home: Path) -> None:
    english = draft.sources["SAFE-01/text"]["en"]
    write_entries(
        catalogue_path(home, VI, "content"),
        VI,
        {
            "a": CatalogueEntry(
                "SAFE-01/text", english, "คุณ", Status.REVIEWED_NATIVE, "x", "yesterday"
            )
        },
    )
    found = {fault.check: fault.what for fault in catalogue_faults(draft, home, TODAY)}
    assert found["language"].startswith("is written in another script (Thai)")
    assert found["review"] == "reviewer_name"
