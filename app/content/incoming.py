# SPDX-License-Identifier: MIT
"""What a translators' file holds, row by row: XLSX, CSV or PO; and what of it is not taken, told one by one.

Nothing here judges a text; `app.content.exchange` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.content.catalogue import read_catalogue, status_of
from app.content.sheet import Cells, read_sheet
from app.errors import UserError

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

PO: Final = ".po"
UNCLEAR: Final = "UNCLEAR to interpreters: "
_CONTEXT: Final = re.compile(r'^msgctxt "(.*)"\s*$', re.MULTILINE)
_BESIDE_TEXT: Final = ("comment", "back_translation")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in the file that is not taken. ``row`` 0: of the whole file.

    ``what``: sheet, column, comment, back_translation (beside no text), context, japanese,
    plain_japanese (changed there, which changes nothing), fuzzy, obsolete, plural, no_key.
    """

    row: int
    key: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One row; ``language`` is the tag that the row, or the file, says."""

    number: int
    cells: Cells
    twice: bool = False

    @property
    def key(self) -> str:
        return self.cells["key"]

    @property
    def language(self) -> str:
        return self.cells["language"].strip()


@dataclass(frozen=True, slots=True)
class Incoming:
    """All rows of a file, and what it holds beside them."""

    rows: tuple[IncomingRow, ...]
    left_out: tuple[LeftOut, ...]


def read_incoming(path: Path) -> Incoming:
    """Read a translators' file. A PO's entries are counted from 1.

    Raises UserError("sheet_kind"), "sheet_unreadable", "sheet_too_large", "sheet_no_language",
    "catalogue_damaged".
    """
    return _po(path) if path.suffix == PO else _sheet(path)


def _sheet(path: Path) -> Incoming:
    sheet = read_sheet(path)
    left_out = [LeftOut(0, "", "sheet", title) for title in sheet.beside]
    rows = []
    seen: set[str] = set()
    for row in sheet.rows:
        cells = row.cells
        left_out += [LeftOut(row.number, cells["key"], "column", words) for words in row.beyond]
        if not cells["translation"].strip():
            left_out += _beside_no_text(row.number, cells)
        rows.append(IncomingRow(row.number, cells, cells["key"] in seen))
        seen.add(cells["key"])
    return Incoming(tuple(rows), tuple(left_out))


def _beside_no_text(number: int, cells: Cells) -> Iterator[LeftOut]:
    """Words of a translator who left the text itself open."""
    for name in _BESIDE_TEXT:
        words = cells[name].strip()
        if words and not words.startswith(UNCLEAR):
            yield LeftOut(number, cells["key"], name, words)


def _po(path: Path) -> Incoming:
    catalog = read_catalogue(path)
    language = str(catalog.locale_identifier or "").replace("_", "-")
    if not language:
        raise UserError("sheet_no_language", file=path.name)
    rows: list[IncomingRow] = []
    left_out = [
        LeftOut(0, str(message.context or ""), "obsolete") for message in catalog.obsolete.values()
    ]
    for number, message in enumerate((message for message in catalog if message.id), start=1):
        if what := _not_taken(message):
            left_out.append(LeftOut(number, str(message.context or message.id), what))
        else:
            rows.append(IncomingRow(number, _po_cells(path, message, language)))
    return Incoming((*rows, *_twice(path, catalog, language)), tuple(left_out))


def _not_taken(message: Message) -> str | None:
    if not message.context:
        return "no_key"
    if not isinstance(message.id, str):
        return "plural"
    return "fuzzy" if message.fuzzy and message.string else None


def _po_cells(path: Path, message: Message, language: str) -> Cells:
    status, reviewer, reviewed_on, comment = status_of(path, message)
    return {
        "key": str(message.context),
        "language": language,
        "english": str(message.id),
        "translation": str(message.string),
        "status": status.value,
        "reviewer": reviewer,
        "reviewed_on": reviewed_on,
        "back_translation": "",
        "comment": comment,
    }


def _twice(path: Path, catalog: Catalog, language: str) -> Iterator[IncomingRow]:
    """Entries that came before with the same key: the reader of PO files keeps one of them and is silent."""
    seen: set[str] = set()
    messages = {str(message.context): message for message in catalog if message.context}
    for number, key in enumerate(_CONTEXT.findall(path.read_text("utf-8")), start=1):
        plain = key.replace('\\"', '"')
        if plain in seen and plain in messages:
            yield IncomingRow(number, _po_cells(path, messages[plain], language), twice=True)
        seen.add(plain)
