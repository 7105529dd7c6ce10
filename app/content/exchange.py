# SPDX-License-Identifier: MIT
"""Exchange with translators: a sheet (XLSX or CSV) of every text a person may see, and back again.

What comes back is checked row by row; a bad row is reported and left out, the rest is taken. A sheet is
text only: formulas are refused, and no cell can become one when a translator opens the file.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.content.catalogue import Entry, catalogue_path, entries, read_entries, write_entries
from app.content.checks.texts import VARIABLE
from app.content.draft import Draft
from app.content.person_text import DOMAINS, person_texts
from app.content.source import Raw
from app.domain.text import Status
from app.errors import UserError
from app.paths import write_atomic

COLUMNS: Final = (
    "key", "english", "japanese", "plain_japanese", "translation", "status", "reviewer", "reviewed_on",
)  # fmt: skip
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_UNPACKED: Final = 128 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_CELL: Final = 8_000
SHEET: Final = "texts"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Final = (26, 48, 48, 48, 60, 18, 18, 14)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken. ``reason``: a code; ``row`` counts from 1, the header is row 1."""

    row: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did (or, dry, would do)."""

    changed: tuple[str, ...]
    unchanged: int
    empty: int
    rejected: tuple[Rejected, ...]


def export_strings(draft: Draft, tag: str, locales: Path, out: Path) -> int:
    """Write the sheet of one language to ``out`` (.xlsx or .csv); return the number of rows.

    Raises UserError("language_unknown", lang=), ("sheet_kind", file=), "catalogue_damaged".
    """
    _known_language(draft, tag)
    made = {entry.key: entry for entry in entries(locales, tag)}
    rows = [_row(key, text, made.get(key)) for key, text in draft.sources.items()]
    if out.suffix == ".csv":
        write_atomic(out, _csv(rows))
    elif out.suffix == ".xlsx":
        write_atomic(out, _xlsx(rows))
    else:
        raise UserError("sheet_kind", file=out.name)
    return len(rows)


def import_strings(
    draft: Draft, tag: str, locales: Path, source: Path, *, dry_run: bool = False
) -> ImportReport:
    """Take a sheet into the catalogues of one language.

    A row is rejected with ``unknown_key``, ``key_twice``, ``stale`` (the English is not today's),
    ``placeholder``, ``status``, ``reviewer_missing`` (reviewed texts name who and when), ``too_long`` or
    ``control``. Raises UserError("language_unknown"), "sheet_kind", "sheet_unreadable", "sheet_too_large".
    """
    _known_language(draft, tag)
    sources = draft.sources
    old = {entry.key: entry for entry in entries(locales, tag)}
    taken: dict[str, Entry] = {}
    rejected: list[Rejected] = []
    empty = 0
    for number, row in enumerate(_rows(source), start=2):
        if not any(row):
            continue
        cells = dict(zip(COLUMNS, row, strict=True))
        if not cells["translation"].strip():
            empty += 1
            continue
        reason = "key_twice" if cells["key"] in taken else _fault(cells, sources)
        if reason:
            rejected.append(Rejected(number, cells["key"][:80], reason))
        else:
            taken[cells["key"]] = _entry(cells)
    changed = tuple(key for key, entry in taken.items() if old.get(key) != entry)
    if changed and not dry_run:
        _save(draft, tag, locales, taken)
    return ImportReport(changed, len(taken) - len(changed), empty, tuple(rejected))


def _known_language(draft: Draft, tag: str) -> None:
    known = {row["tag"] for row in draft.files["languages"]["languages"]} - {"en", "ja"}
    if tag not in known:
        raise UserError("language_unknown", lang=tag)


def _row(key: str, text: Raw, entry: Entry | None) -> tuple[str, ...]:
    said = (text["en"], text.get("ja", ""), text.get("ja_easy", ""))
    if entry is None or entry.source != text["en"]:  # a stale one is translated anew
        return (key, *said, "", Status.DRAFT_MACHINE.value, "", "")
    return (key, *said, entry.text, entry.status.value, entry.reviewer, entry.reviewed_on)


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


def _fault(cells: dict[str, str], sources: dict[str, Raw]) -> str | None:
    source, text = sources.get(cells["key"]), cells["translation"]
    if source is None:
        return "unknown_key"
    if cells["english"] != source["en"]:
        return "stale"
    if len(text) > MAX_CELL:
        return "too_long"
    if any(
        unicodedata.category(sign) in {"Cc", "Cf"} and sign not in "\n\u200b\u200c\u200d"
        for sign in text
    ):
        return "control"
    if sorted(VARIABLE.findall(text)) != sorted(VARIABLE.findall(source["en"])):
        return "placeholder"
    if cells["status"] not in {status.value for status in Status}:
        return "status"
    if Status(cells["status"]).reviewed and not (cells["reviewer"] and cells["reviewed_on"]):
        return "reviewer_missing"
    return None


def _entry(cells: dict[str, str]) -> Entry:
    return Entry(
        key=cells["key"],
        source=cells["english"],
        text=unicodedata.normalize("NFC", cells["translation"].strip()),
        status=Status(cells["status"]),
        reviewer=" ".join(cells["reviewer"].split()),
        reviewed_on=cells["reviewed_on"].strip()[:10],
    )


def _save(draft: Draft, tag: str, locales: Path, taken: dict[str, Entry]) -> None:
    """Write both catalogues anew, in the order of the script; what was not in the sheet stays."""
    for domain in DOMAINS:
        path = catalogue_path(locales, tag, domain)
        old = {entry.key: entry for entry in read_entries(path)} if path.exists() else {}
        keys = person_texts(draft.files, domain)
        made = {key: taken.get(key) or old[key] for key in keys if key in taken or key in old}
        if made:
            write_entries(path, tag, made)
