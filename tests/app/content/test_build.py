# SPDX-License-Identifier: MIT
"""Build, catalogues, options and the exchange with translators."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.content import load, load_builtin
from app.content.build import HASH_MODULE, build, compile_texts, write_hash_module
from app.content.builtin_hash import BUILTIN_SHA256
from app.content.catalogue import (
    Entry,
    catalogue_path,
    entries,
    read_entries,
    translated_tags,
    write_entries,
)
from app.content.draft import Draft, read_draft
from app.content.exchange import COLUMNS, ImportReport, export_strings, import_strings
from app.content.lint import catalogue_faults
from app.content.options import options
from app.domain.pack import Pack
from app.domain.text import Status
from app.errors import UserError
from app.ids import ItemId, LangTag
from app.paths import locales_dir, program_root

KM = "km"


def code_of(caught: pytest.ExceptionInfo[UserError]) -> str:
    return caught.value.code


def test_building_the_built_in_pack_again_gives_the_same_hash(folder: Path) -> None:
    assert build(folder, locales_dir(), sequence=1) == BUILTIN_SHA256 == load_builtin().sha256
    assert load(folder) == load_builtin()


def test_the_hash_module_is_as_written(tmp_path: Path) -> None:
    write_hash_module(tmp_path / "hash.py", BUILTIN_SHA256)
    kept = (program_root() / "app" / "content" / "builtin_hash.py").read_text(encoding="utf-8")
    assert (
        (tmp_path / "hash.py").read_text(encoding="utf-8")
        == kept
        == HASH_MODULE.format(sha256=BUILTIN_SHA256)
    )


def test_sequence_expiry_and_id_change_the_hash(folder: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    first = build(folder, none, sequence=1)
    second = build(folder, none, sequence=2, expires=date(2030, 1, 1), pack_id="hq-pack")
    pack = load(folder)
    assert first != second == pack.sha256
    assert (pack.id, pack.sequence, pack.expires) == ("hq-pack", 2, date(2030, 1, 1))
    build(folder, none, sequence=3)
    assert load(folder).expires == date(2030, 1, 1)  # kept
    assert pack.languages == ("en", "ja", "ja_easy")


def test_an_empty_table_of_legal_bases_is_refused(folder: Path) -> None:
    (folder / "legal_bases.json").write_text('{"version": "1", "bases": []}', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        build(folder, locales_dir(), sequence=1)
    assert code_of(caught) == "pack_table_empty"


def test_stale_and_unknown_translations_are_refused(draft: Draft) -> None:
    english = draft.sources["SAFE-01/text"]["en"]
    good = Entry("SAFE-01/text", english, "x", Status.DRAFT_MACHINE)
    assert compile_texts("km", {good.key: good}, draft.sources)[good.key][:2] == [
        "x",
        "draft-machine",
    ]
    stale = Entry("SAFE-01/text", "Is it safe?", "x", Status.DRAFT_MACHINE)
    with pytest.raises(UserError, match="translation_stale"):
        compile_texts("km", {stale.key: stale}, draft.sources)
    unknown = Entry("NONE-01/text", "x", "x", Status.DRAFT_MACHINE)
    with pytest.raises(UserError, match="translation_unknown"):
        compile_texts("km", {unknown.key: unknown}, draft.sources)


def test_a_partial_language_has_no_texts_in_the_picker(
    folder: Path, tmp_path: Path, draft: Draft
) -> None:
    english = draft.sources["SAFE-01/text"]["en"]
    path = catalogue_path(tmp_path, KM, "content")
    write_entries(
        path,
        KM,
        {
            "a": Entry(
                "SAFE-01/text", english, "x", Status.REVIEWED_NATIVE, "A. SAMPLE", "2026-11-24"
            )
        },
    )
    build(folder, tmp_path, sequence=1)
    pack = load(folder)
    said = pack.items[ItemId("SAFE-01")].text.get(LangTag(KM))
    assert said is not None
    assert said.status.reviewed
    assert not pack.picker[LangTag(KM)].has_text


def test_catalogues_survive_writing(tmp_path: Path) -> None:
    path = locales_dir() / "th" / "LC_MESSAGES" / "content.po"
    made = {entry.key: entry for entry in read_entries(path)}
    assert len(made) == 1205
    again = catalogue_path(tmp_path, "th", "content")
    write_entries(again, "th", made)
    assert {entry.key: entry for entry in read_entries(again)} == made
    assert translated_tags(locales_dir()) == ("fil", "th")
    assert len(list(entries(locales_dir(), "th"))) == 1205 + 36


@pytest.mark.parametrize(
    "data",
    [
        b'msgid "x\nmsgstr',
        b"\xff\xfe\x00",
        b'#. status: perfect\nmsgctxt "a"\nmsgid "b"\nmsgstr "c"\n',
    ],
)
def test_a_damaged_catalogue_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + data)
    with pytest.raises(UserError, match="catalogue_damaged"):
        list(read_entries(path))


def test_options_of_an_item(pack: Pack) -> None:
    rows = options(pack, ItemId("SAFE-03")) or options(pack, ItemId("CTRL-04"))
    assert rows[0].en
    assert rows[0].ja
    composite = options(pack, ItemId("RECR-03"))
    assert "nothing_promised" in {row.option for row in composite if row.part == "sector"}
    with pytest.raises(UserError, match="item_unknown"):
        options(pack, ItemId("NONE-01"))


@pytest.fixture(params=["sheet.csv", "sheet.xlsx"])
def sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def test_a_sheet_comes_back_as_it_went(draft: Draft, sheet: Path, tmp_path: Path) -> None:
    rows = export_strings(draft, "th", locales_dir(), sheet)
    assert rows == 1205 + 36
    report = import_strings(draft, "th", locales_dir(), sheet, dry_run=True)
    assert report == ImportReport((), rows, 0, ())
    target = tmp_path / "locales"
    report = import_strings(draft, "th", target, sheet)
    assert len(report.changed) == rows
    assert catalogue_faults(draft, target) == []


def test_a_language_without_texts_gets_an_empty_sheet(
    draft: Draft, sheet: Path, tmp_path: Path
) -> None:
    export_strings(draft, KM, locales_dir(), sheet)
    report = import_strings(draft, KM, tmp_path, sheet)
    assert (report.changed, report.empty) == ((), 1241)
    assert translated_tags(tmp_path) == ()


def write_csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS, *rows])
    path.write_text(out.getvalue(), encoding="utf-8")


def test_bad_rows_are_named_and_the_others_taken(draft: Draft, tmp_path: Path) -> None:
    source = draft.sources
    safe = ("SAFE-01/text", source["SAFE-01/text"]["en"], "", "")
    with_variable = next(k for k, t in source.items() if "{wcsc}" in t["en"])
    rows = [
        (*safe, "ok", "human-translated", "", ""),
        (*safe, "twice", "draft-machine", "", ""),
        ("NONE-01/text", "x", "", "", "x", "draft-machine", "", ""),
        ("SAFE-02/text", "old English", "", "", "x", "draft-machine", "", ""),
        (
            with_variable,
            source[with_variable]["en"],
            "",
            "",
            "no variable",
            "draft-machine",
            "",
            "",
        ),
        ("SAFE-03/text", source["SAFE-03/text"]["en"], "", "", "x", "perfect", "", ""),
        ("SAFE-04/text", source["SAFE-04/text"]["en"], "", "", "x", "reviewed-native", "", ""),
        ("SAFE-05/text", source["SAFE-05/text"]["en"], "", "", "x" * 9000, "draft-machine", "", ""),
        ("SAFE-06/text", source["SAFE-06/text"]["en"], "", "", "a\u202eb", "draft-machine", "", ""),
        ("SAFE-07/text", source["SAFE-07/text"]["en"], "", "", "", "draft-machine", "", ""),
        (
            "CARD-01/title",
            source["CARD-01/title"]["en"],
            "",
            "",
            "=1+1",
            "approved-agency",
            "B. SAMPLE",
            "2026-11-24",
        ),
    ]
    path = tmp_path / "km.csv"
    write_csv(path, rows)
    report = import_strings(draft, KM, tmp_path / "locales", path)
    assert report.changed == ("SAFE-01/text", "CARD-01/title")
    assert [one.reason for one in report.rejected] == [
        "key_twice", "unknown_key", "stale", "placeholder", "status", "reviewer_missing", "too_long", "control",
    ]  # fmt: skip
    assert report.rejected[0].row == 3
    assert report.empty == 1
    stored = {e.key: e for e in entries(tmp_path / "locales", KM)}
    assert stored["CARD-01/title"].reviewer == "B. SAMPLE"


def test_texts_never_become_formulas(draft: Draft, tmp_path: Path) -> None:
    english = draft.sources["CARD-01/title"]["en"]
    write_entries(
        catalogue_path(tmp_path, KM, "content"),
        KM,
        {"a": Entry("CARD-01/title", english, "=HYPERLINK(1)", Status.DRAFT_MACHINE)},
    )
    for name in ("out.csv", "out.xlsx"):
        out = tmp_path / name
        export_strings(draft, KM, tmp_path, out)
        assert import_strings(draft, KM, tmp_path, out, dry_run=True).unchanged == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_sheet_with_formulas_is_refused(draft: Draft, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "texts"
    sheet.append(COLUMNS)
    sheet.append(["SAFE-01/text", "=1+1"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(UserError, match="sheet_unreadable"):
        import_strings(draft, KM, tmp_path, tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.txt", b"", "sheet_kind"),
        ("x.csv", b"a,b\n", "sheet_unreadable"),
        ("x.csv", b"\xff\xfe", "sheet_unreadable"),
        ("x.csv", b"", "sheet_unreadable"),
        ("x.xlsx", b"PK\x03\x04 nothing", "sheet_unreadable"),
        ("x.xlsx", b"", "sheet_unreadable"),
        ("x.csv", b"," * (16 * 1024 * 1024 + 1), "sheet_too_large"),
    ],
)
def test_other_files_are_refused(
    draft: Draft, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UserError, match=code):
        import_strings(draft, KM, tmp_path, path)


def test_a_bomb_is_refused(draft: Draft, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (129 * 1024 * 1024))
    with pytest.raises(UserError, match="sheet_too_large"):
        import_strings(draft, KM, tmp_path, tmp_path / "x.xlsx")


@pytest.mark.parametrize("tag", ["en", "ja", "xx"])
def test_languages_that_are_not_translated(draft: Draft, tmp_path: Path, tag: str) -> None:
    with pytest.raises(UserError, match="language_unknown"):
        export_strings(draft, tag, tmp_path, tmp_path / "x.csv")


def test_missing_files_are_said(tmp_path: Path, draft: Draft) -> None:
    with pytest.raises(UserError, match="sheet_unreadable"):
        import_strings(draft, KM, tmp_path, tmp_path / "none.csv")
    with pytest.raises(UserError, match="sheet_kind"):
        export_strings(draft, KM, tmp_path, tmp_path / "x.ods")
    with pytest.raises(UserError, match="pack_damaged"):
        read_draft(tmp_path)
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / "script.json").write_bytes(b" " * (8 * 1024 * 1024 + 1))
    with pytest.raises(UserError, match="pack_damaged"):
        read_draft(tmp_path / "big")
