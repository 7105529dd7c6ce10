# SPDX-License-Identifier: MIT
"""The translators' sheet as a file: XLSX or CSV, text only.

Formulas are refused, and no cell can become one when a translator opens the file.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.errors import UserError
from app.files import read_file
from app.paths import write_atomic

COLUMNS: Final = (
    "key", "language", "context", "english", "japanese", "plain_japanese", "translation", "status",
    "reviewer", "reviewed_on", "back_translation", "comment",
)  # fmt: skip
#: Columns of a sheet of version 0.1, which did not say its language.
_WITHOUT_LANGUAGE: Final = tuple(name for name in COLUMNS if name != "language")
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_UNPACKED: Final = 128 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 64
SHEET: Final = "texts"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Final = (26, 10, 30, 48, 48, 48, 60, 18, 18, 14, 48, 40)

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``number``: the header is row 1. ``beyond``: what stands in columns that are not ours."""

    number: int
    cells: Cells
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationSheet:
    """The rows that are not empty. ``beside``: names of other worksheets, which are not read."""

    rows: tuple[SheetRow, ...]
    beside: tuple[str, ...] = ()


def write_sheet(out: Path, rows: Iterable[Cells]) -> None:
    """Write a sheet (.xlsx or .csv). Raises UserError("sheet_kind")."""
    writers = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(out.suffix)
    if writer is None:
        raise UserError("sheet_kind", file=out.name)
    write_atomic(out, writer(tuple(row[name] for name in COLUMNS) for row in rows))


def read_sheet(path: Path) -> TranslationSheet:
    """Read a sheet whole.

    Raises UserError("sheet_kind"), "sheet_unreadable", "sheet_too_large", and "sheet_no_language" for a
    sheet that does not say the language of its rows.
    """
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
    reader = readers.get(path.suffix)
    data = read_file(path, MAX_BYTES)
    if reader is None:
        raise UserError("sheet_kind", file=path.name)
    beside, found = reader(path.name, data)
    header = _trimmed(next(found, ()))
    if header == _WITHOUT_LANGUAGE:
        raise UserError("sheet_no_language", file=path.name)
    if header[: len(COLUMNS)] != COLUMNS:
        raise UserError("sheet_unreadable", file=path.name)
    rows = []
    for number, row in enumerate(found, start=2):
        if number > MAX_ROWS + 1:
            raise UserError("sheet_too_large", file=path.name)
        if any(row):
            padded = (*row, *("",) * (len(COLUMNS) - len(row)))
            cells = dict(zip(COLUMNS, padded, strict=False))
            rows.append(SheetRow(number, cells, tuple(filter(None, padded[len(COLUMNS) :]))))
    return TranslationSheet(tuple(rows), beside)


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode(
        "utf-8"
    )  # spreadsheets need the mark to see UTF-8


def _harmless(cell: str) -> str:
    """A leading quote keeps a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def _xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 heavy, used only here
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError(SHEET)
    sheet.title = SHEET
    sheet.freeze_panes = "B2"
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, cells in enumerate([COLUMNS, *rows], start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row, column)
            cell.value = text
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row == 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at its end."""
    filled = [at for at, cell in enumerate(row, start=1) if cell]
    return tuple(row[: max(filled, default=0)])


Found = tuple[tuple[str, ...], Iterator[tuple[str, ...]]]  # other worksheets, rows


def _csv_rows(name: str, data: bytes) -> Found:
    def rows() -> Iterator[tuple[str, ...]]:
        try:
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True):
                if len(row) > MAX_COLUMNS:
                    raise UserError("sheet_too_large", file=name)
                yield tuple(_plain(cell) for cell in row)
        except (UnicodeDecodeError, csv.Error) as error:
            raise UserError("sheet_unreadable", file=name) from error

    return (), rows()


def _xlsx_rows(name: str, data: bytes) -> Found:
    from openpyxl import load_workbook  # noqa: PLC0415 heavy, used only here

    _refuse_bomb(name, data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        beside = tuple(title for title in book.sheetnames if title != SHEET)
        rows = list(_xlsx_texts(name, book[SHEET].iter_rows(max_col=MAX_COLUMNS + 1)))
    except UserError:
        raise
    except Exception as error:  # the reader raises whatever a damaged file makes of it
        raise UserError("sheet_unreadable", file=name) from error
    return beside, iter(rows)


def _xlsx_texts(name: str, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, ...]]:
    for count, cells in enumerate(rows):
        if any(cell.data_type == "f" for cell in cells):
            raise UserError("sheet_unreadable", file=name)
        texts = _trimmed(["" if cell.value is None else str(cell.value) for cell in cells])
        if count > MAX_ROWS or len(texts) > MAX_COLUMNS:
            raise UserError("sheet_too_large", file=name)
        yield texts


def _refuse_bomb(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UserError("sheet_unreadable", file=name) from error
    if unpacked > MAX_UNPACKED:
        raise UserError("sheet_too_large", file=name)
