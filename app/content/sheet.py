# SPDX-License-Identifier: MIT
"""The translators' sheet as a file: XLSX or CSV, text only.

Formulas are refused, and no cell can become one when a translator opens the file.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.paths import write_atomic

COLUMNS: Final = (
    "key", "context", "english", "japanese", "plain_japanese", "translation", "status", "reviewer",
    "reviewed_on", "back_translation", "comment",
)  # fmt: skip
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_UNPACKED: Final = 128 * 1024 * 1024
MAX_ROWS: Final = 20_000
SHEET: Final = "texts"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Final = (26, 30, 48, 48, 48, 60, 18, 18, 14, 48, 40)

Cells = Mapping[str, str]


def write_sheet(out: Path, rows: Iterable[Cells]) -> None:
    """Write a sheet (.xlsx or .csv). Raises UserError("sheet_kind")."""
    writers = {".csv": _csv, ".xlsx": _xlsx}
    writer = writers.get(out.suffix)
    if writer is None:
        raise UserError("sheet_kind", file=out.name)
    write_atomic(out, writer(tuple(row[name] for name in COLUMNS) for row in rows))


def read_sheet(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the number (the header is row 1) and the cells of each row that is not empty.

    Raises UserError("sheet_kind"), "sheet_unreadable", "sheet_too_large".
    """
    for number, row in enumerate(_rows(path), start=2):
        if any(row):
            yield number, dict(zip(COLUMNS, row, strict=True))


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


def _rows(path: Path) -> Iterator[tuple[str, ...]]:
    """The rows under the header, as texts. Raises UserError for any sheet that is not ours."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError("sheet_too_large", file=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UserError("sheet_unreadable", file=path.name) from error
    readers = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
    reader = readers.get(path.suffix)
    if reader is None:
        raise UserError("sheet_kind", file=path.name)
    rows = reader(path.name, data)
    if next(rows, None) != COLUMNS:
        raise UserError("sheet_unreadable", file=path.name)
    for count, row in enumerate(rows):
        if count >= MAX_ROWS:
            raise UserError("sheet_too_large", file=path.name)
        yield row


def _csv_rows(name: str, data: bytes) -> Iterator[tuple[str, ...]]:
    try:
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True):
            if row and len(row) != len(COLUMNS):
                raise UserError("sheet_unreadable", file=name)
            yield tuple(_plain(cell) for cell in row) or ("",) * len(COLUMNS)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError("sheet_unreadable", file=name) from error


def _xlsx_rows(name: str, data: bytes) -> Iterator[tuple[str, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 heavy, used only here

    try:
        unpacked = _unpacked_size(data)
    except zipfile.BadZipFile as error:
        raise UserError("sheet_unreadable", file=name) from error
    if unpacked > MAX_UNPACKED:
        raise UserError("sheet_too_large", file=name)
    formulas = False
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[SHEET]
        for cells in sheet.iter_rows(max_col=len(COLUMNS)):
            formulas = formulas or any(cell.data_type == "f" for cell in cells)
            texts = ["" if cell.value is None else str(cell.value) for cell in cells]
            yield tuple(texts + [""] * (len(COLUMNS) - len(texts)))
    except Exception as error:  # the reader raises whatever a damaged file makes of it
        raise UserError("sheet_unreadable", file=name) from error
    if formulas:
        raise UserError("sheet_unreadable", file=name)


def _unpacked_size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist())
