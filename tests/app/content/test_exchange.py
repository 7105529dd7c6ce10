# SPDX-License-Identifier: MIT
"""The exchange with translators: what goes out comes back, and a bad row stores nothing."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.content.back_translation import read_back_translations
from app.content.catalogue import (
    CatalogueEntry,
    catalogue_path,
    entries,
    translated_tags,
    write_entries,
)
from app.content.draft import PackDraft
from app.content.exchange import ImportReport, export_strings, import_strings
from app.content.lint import catalogue_faults
from app.content.sheet import COLUMNS, Cells, read_sheet, write_sheet
from app.domain.text import Status
from app.domain.zawgyi import looks_like_zawgyi
from app.errors import UserError
from app.paths import locales_dir
from tests.command import command

KM = "km"
TODAY = date(2026, 11, 25)
YES = "បាទ ឬចាស"
ZAWGYI = "\u1031\u1019\u103c\u1038\u1031\u1014\u1094 \u1019\u1082\u102c \u1031\u1000\u103a\u1038\u1007\u1030\u1038\u1010\u1004\u1039\u1015\u102b\u1010\u101a\u1039"


def filled(draft: PackDraft, key: str, text: str, **other: str) -> Cells:
    """One row as a translator sends it back."""
    cells = dict.fromkeys(COLUMNS, "")
    return {
        **cells,
        "key": key,
        "language": KM,
        "english": draft.sources[key]["en"],
        "translation": text,
        "status": "draft-machine",
        **other,
    }


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


@pytest.fixture(params=["sheet.csv", "sheet.xlsx", "sheet.po"])
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def test_what_goes_out_comes_back(draft: PackDraft, sheet: Path, home: Path) -> None:
    rows = export_strings(draft, "th", locales_dir(), sheet)
    assert rows > 1300
    report = import_strings(draft, "th", locales_dir(), sheet, dry_run=True, today=TODAY)
    assert report == ImportReport((), rows, 0, ())
    report = import_strings(draft, "th", home, sheet, today=TODAY)
    assert len(report.changed) == rows
    assert catalogue_faults(draft, home, TODAY) == []
    words = Path("th", "LC_MESSAGES", "person.po")
    assert (home / words).with_suffix(".mo").exists()
    again = import_strings(draft, "th", home, sheet, dry_run=True, today=TODAY)
    assert again == ImportReport((), rows, 0, ())


def test_a_language_without_texts_gets_empty_rows(
    draft: PackDraft, sheet: Path, home: Path
) -> None:
    rows = export_strings(draft, "si", locales_dir(), sheet)
    report = import_strings(draft, "si", home, sheet, today=TODAY)
    assert (report.changed, report.empty, report.absent) == ((), rows, 0)
    assert translated_tags(home) == ()


def test_each_row_tells_where_it_is_seen(draft: PackDraft, tmp_path: Path) -> None:
    export_strings(draft, "th", locales_dir(), tmp_path / "x.csv")
    rows = {row.cells["key"]: row.cells for row in read_sheet(tmp_path / "x.csv").rows}
    assert all(cells["context"] for cells in rows.values())
    assert rows["SAFE-01/text"]["context"].startswith("question, in")
    assert rows["CARD-01/title"]["context"] == "card, title"
    assert rows["person/Pause"]["japanese"]
    assert "answer to choose" in rows["LANG-02/option/reads_easily"]["context"]


def test_bad_rows_are_numbered_and_nothing_is_stored(draft: PackDraft, home: Path) -> None:
    with_variable = next(k for k, t in draft.sources.items() if "{wcsc}" in t["en"])
    with_lines = next(k for k, t in draft.sources.items() if "\n" in t["en"])
    bad: list[tuple[Mapping[str, str], str]] = [
        (filled(draft, "SAFE-01/text", YES), "key_twice"),
        ({**filled(draft, "SAFE-02/text", YES), "key": "NONE-01/text"}, "unknown_key"),
        (filled(draft, "SAFE-02/text", YES, english="old English"), "stale"),
        (filled(draft, with_variable, "no variable"), "placeholder"),
        (filled(draft, with_lines, draft.sources[with_lines]["en"].replace("\n", " ")), "lines"),
        (filled(draft, "SAFE-03/text", YES, status="perfect"), "status"),
        (filled(draft, "SAFE-04/text", YES, status="reviewed-native"), "reviewer_missing"),
        (filled(draft, "SAFE-05/text", "x" * 9000), "too_long"),
        (filled(draft, "SAFE-06/text", "a\u202eb"), "control"),
        (filled(draft, "NEED-01/text", "คุณหิวไหม"), "tongue"),
        (filled(draft, "NEED-02/text", YES, language="th"), "language"),
    ]
    good = [
        filled(draft, "SAFE-01/text", YES, status="human-translated", comment="a  doubt"),
        filled(draft, "SAFE-07/text", ""),
        filled(
            draft,
            "CARD-01/title",
            "=1+1",
            status="approved-agency",
            reviewer="B. SAMPLE",
            reviewed_on="2026-11-24",
            back_translation="one and one",
        ),
    ]
    path = home.parent / "km.csv"
    write_sheet(path, [*good, *(cells for cells, _reason in bad)])
    report = import_strings(draft, KM, home, path, today=TODAY)
    assert [row.reason for row in report.rejected] == [reason for _cells, reason in bad]
    assert report.rejected[0].row == 5
    assert report.empty == 1
    assert translated_tags(home) == ()
    write_sheet(path, good)
    report = import_strings(draft, KM, home, path, today=TODAY)
    assert report.changed == ("SAFE-01/text", "CARD-01/title")
    stored = {e.key: e for e in entries(home, KM)}
    assert stored["CARD-01/title"].reviewer == "B. SAMPLE"
    assert stored["SAFE-01/text"].comment == "a doubt"
    assert read_back_translations(home, KM)["CARD-01/title"].of("=1+1")


def test_a_stale_translation_goes_out_beside_its_old_english(draft: PackDraft, home: Path) -> None:
    write_entries(
        catalogue_path(home, KM, "content"),
        KM,
        {
            "a": CatalogueEntry(
                "SAFE-01/text", "Older English?", "សួស្តី", Status.REVIEWED_NATIVE, "B", "2026"
            )
        },
    )
    export_strings(draft, KM, home, home / "x.csv")
    row = next(
        row.cells for row in read_sheet(home / "x.csv").rows if row.cells["key"] == "SAFE-01/text"
    )
    assert "Older English?" in row["context"]
    assert (row["translation"], row["status"], row["reviewer"]) == ("សួស្តី", "draft-machine", "")
    assert row["english"] == draft.sources["SAFE-01/text"]["en"]


def test_zawgyi_is_refused(draft: PackDraft, home: Path) -> None:
    assert looks_like_zawgyi(ZAWGYI)
    assert not looks_like_zawgyi("မြန်မာဘာသာ စကား ပြောနိုင်ပါသလား")
    assert not looks_like_zawgyi("ภาษาไทย")
    path = home.parent / "my.csv"
    write_sheet(path, [filled(draft, "SAFE-01/text", ZAWGYI, language="my")])
    (rejected,) = import_strings(draft, "my", home, path, today=TODAY).rejected
    assert (rejected.row, rejected.reason) == (2, "zawgyi")


def test_the_commands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "th.xlsx"
    made = command(capsys, "pack", "export-strings", "--lang", "th", "--out", str(out))
    assert (made.code, "texts" in made.out) == (0, True)
    took = command(
        capsys, "pack", "import-strings", "--lang", "th", "--dry-run", "--json", str(out)
    )
    assert (took.code, json.loads(took.out)["stored"]) == (0, False)
    bad = tmp_path / "bad.csv"
    write_sheet(bad, [{**dict.fromkeys(COLUMNS, "x"), "key": "NONE-01/text", "language": "th"}])
    took = command(capsys, "pack", "import-strings", "--lang", "th", str(bad))
    assert took.code == 1
    assert "row 2: NONE-01/text: unknown_key" in took.out
    assert "nothing was stored" in took.out
    gone = command(capsys, "pack", "import-strings", "--lang", "th", str(tmp_path / "no.xlsx"))
    assert (gone.code, "Traceback" in gone.err) == (2, False)


def test_texts_never_become_formulas(draft: PackDraft, home: Path, tmp_path: Path) -> None:
    english = draft.sources["CARD-01/title"]["en"]
    write_entries(
        catalogue_path(home, KM, "content"),
        KM,
        {"a": CatalogueEntry("CARD-01/title", english, f"={YES}", Status.DRAFT_MACHINE)},
    )
    for name in ("out.csv", "out.xlsx"):
        out = tmp_path / name
        export_strings(draft, KM, home, out)
        assert import_strings(draft, KM, home, out, dry_run=True, today=TODAY).unchanged == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert f"'={YES}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_sheet_with_formulas_is_refused(draft: PackDraft, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "texts"
    sheet.append(COLUMNS)
    sheet.append(["SAFE-01/text", KM, "", "=1+1"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(UserError, match="sheet_unreadable"):
        import_strings(draft, KM, tmp_path, tmp_path / "x.xlsx", today=TODAY)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.txt", b"", "sheet_kind"),
        ("x.csv", b"a,b\n", "sheet_unreadable"),
        ("x.csv", b"\xff\xfe", "sheet_unreadable"),
        ("x.csv", b"", "sheet_unreadable"),
        ("x.xlsx", b"PK\x03\x04 nothing", "sheet_unreadable"),
        ("x.xlsx", b"", "sheet_unreadable"),
        ("x.csv", b"," * (16 * 1024 * 1024 + 1), "file_too_large"),
    ],
)
def test_other_files_are_refused(
    draft: PackDraft, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=code):
        import_strings(draft, KM, tmp_path, path, today=TODAY)


def test_a_bomb_is_refused(draft: PackDraft, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (129 * 1024 * 1024))
    with pytest.raises(UserError, match="sheet_too_large"):
        import_strings(draft, KM, tmp_path, tmp_path / "x.xlsx", today=TODAY)


@pytest.mark.parametrize("tag", ["en", "ja", "xx"])
def test_languages_that_are_not_translated(draft: PackDraft, tmp_path: Path, tag: str) -> None:
    with pytest.raises(UserError, match="language_unknown"):
        export_strings(draft, tag, tmp_path, tmp_path / "x.csv")


def test_missing_files_are_said(tmp_path: Path, draft: PackDraft) -> None:
    with pytest.raises(UserError, match="file_missing"):
        import_strings(draft, KM, tmp_path, tmp_path / "none.csv", today=TODAY)
    with pytest.raises(UserError, match="sheet_kind"):
        export_strings(draft, KM, tmp_path, tmp_path / "x.ods")
