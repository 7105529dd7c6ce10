# SPDX-License-Identifier: MIT
"""Exchange with translators: every text a person may see as a sheet (XLSX, CSV) or PO, and back again.

What comes back is checked row by row; one bad row and nothing is taken, so that a sheet is never half
stored. What a file holds and is not taken is told. Nothing here runs at an interview.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.content.back_translation import (
    BackTranslation,
    read_back_translations,
    write_back_translations,
)
from app.content.catalogue import (
    CatalogueEntry,
    catalogue_path,
    entries,
    read_entries,
    write_entries,
)
from app.content.checks.texts import VARIABLE, lines_differ
from app.content.draft import PackDraft
from app.content.incoming import PO, UNCLEAR, IncomingRow, LeftOut, read_incoming
from app.content.marks import mark_of
from app.content.person_text import DOMAINS, person_texts
from app.content.person_words import person_word_entries, person_word_sources, write_person_words
from app.content.review import iso_day, review_fault
from app.content.seen import SeenPacks
from app.content.sheet import Cells, write_sheet
from app.content.source import Raw, source_hash
from app.content.tongue import Tongues
from app.domain.text import Status
from app.domain.zawgyi import looks_like_zawgyi
from app.errors import UserError

MAX_CELL: Final = 8_000
_SHOWN: Final = 80  # characters of a cell that a report repeats
_STALE: Final = "STALE:"
#: Columns that only tell, and the field of the source that they tell.
_TOLD: Final = {"japanese": "ja", "plain_japanese": "ja_easy"}


@dataclass(frozen=True, slots=True)
class ExchangeRejected:
    """A row that cannot be taken. ``reason``: a code; ``row`` counts from 1, the header is row 1."""

    row: int
    key: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; with ``rejected`` rows, or dry, what it would do.

    ``left_out``: what the file holds and nobody will find again; ``absent``: texts of the language that
    are not in the file and stay as they are.
    """

    changed: tuple[str, ...]
    unchanged: int
    empty: int
    rejected: tuple[ExchangeRejected, ...]
    left_out: tuple[LeftOut, ...] = ()
    absent: int = 0


def export_strings(
    draft: PackDraft,
    tag: str,
    locales: Path,
    out: Path,
    marks: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Write all texts of one language to ``out`` (.xlsx, .csv or .po); return their number.

    ``marks``: what interpreters found unclear, by item (`app.content.marks`); it stands in the comment of
    every text of the item. A translation of an older English is given as it stands, marked ``stale``
    beside today's English.
    Raises UserError("language_unknown", lang=), ("sheet_kind", file=), "catalogue_damaged".
    """
    _known_language(draft, tag)
    sources = _sources(draft, locales)
    made = {entry.key: entry for entry in _entries(locales, tag)}
    if out.suffix == PO:
        write_entries(out, tag, {key: made.get(key) or _none(key, sources) for key in sources})
        return len(sources)
    back, seen = read_back_translations(locales, tag), SeenPacks(draft.files["script"])
    write_sheet(
        out,
        (
            _marked(
                _cells(tag, key, text, made.get(key), back.get(key), seen.where(key)),
                mark_of(key, marks),
            )
            for key, text in sources.items()
        ),
    )
    return len(sources)


def import_strings(  # noqa: PLR0913 one published call
    draft: PackDraft, tag: str, locales: Path, source: Path, *, today: date, dry_run: bool = False
) -> ImportReport:
    """Take a sheet into the catalogues of one language: all of it, or nothing when a row is rejected.

    A row is rejected with ``language`` (the file says another one), ``tongue`` (the text is not in this
    language), ``unknown_key``, ``key_twice``, ``stale`` (the English is not today's), ``placeholder``,
    ``lines``, ``status``, ``too_long``, ``control``, ``zawgyi``, or as `review_fault` says of reviewed
    texts; ``today`` is for those. Raises UserError("language_unknown"), "sheet_other_language" (no row
    is of this language), and as `read_incoming`.
    """
    _known_language(draft, tag)
    sources = _sources(draft, locales)
    old = {entry.key: entry for entry in _entries(locales, tag)}
    incoming = read_incoming(source)
    spoken = {row.language for row in incoming.rows}
    if spoken and tag not in spoken:
        found = ", ".join(sorted(spoken))[:_SHOWN]
        raise UserError("sheet_other_language", file=source.name, found=found, lang=tag)
    judge = _Judge(tag, sources, Tongues(draft), today)
    taken: dict[str, CatalogueEntry] = {}
    back: dict[str, str] = {}
    rejected: list[ExchangeRejected] = []
    empty = 0
    for row in incoming.rows:
        if not row.cells["translation"].strip():
            empty += 1
        elif fault := judge.fault(row):
            rejected.append(ExchangeRejected(row.number, row.key[:_SHOWN], *fault))
        else:
            taken[row.key] = _entry(row.cells)
            back[row.key] = row.cells["back_translation"].strip()
    changed = tuple(key for key, entry in taken.items() if old.get(key) != entry)
    if not dry_run and not rejected:
        _save(draft, tag, locales, taken if changed else {})
        _save_back(locales, tag, taken, back)
    return ImportReport(
        changed,
        len(taken) - len(changed),
        empty,
        tuple(rejected),
        (*incoming.left_out, *_changed_in_vain(draft, incoming.rows, sources)),
        len(sources.keys() - {row.key for row in incoming.rows}),
    )


def _changed_in_vain(
    draft: PackDraft, rows: Iterable[IncomingRow], sources: Mapping[str, Raw]
) -> Iterator[LeftOut]:
    """Cells that tell a translator something and are not taken back, where they say something else."""
    seen = SeenPacks(draft.files["script"])
    for row in rows:
        text = sources.get(row.key)
        if text is None:
            continue
        told = {name: text.get(own, "") for name, own in _TOLD.items()}
        told["context"] = seen.where(row.key)
        for name, ours in told.items():
            came = row.cells.get(name, ours)
            if came != ours and not (name == "context" and came.startswith(_STALE)):
                yield LeftOut(row.number, row.key, name, came[:_SHOWN])


def _known_language(draft: PackDraft, tag: str) -> None:
    languages = {row["tag"] for row in draft.files["languages"]["languages"]} - {"en", "ja"}
    if tag not in languages:
        raise UserError("language_unknown", lang=tag)


def _sources(draft: PackDraft, locales: Path) -> dict[str, Raw]:
    return {**draft.sources, **person_word_sources(locales)}


def _entries(locales: Path, tag: str) -> Iterator[CatalogueEntry]:
    yield from entries(locales, tag)
    yield from person_word_entries(locales, tag)


def _none(key: str, sources: Mapping[str, Raw]) -> CatalogueEntry:
    return CatalogueEntry(key, sources[key]["en"], "", Status.DRAFT_MACHINE)


def _cells(  # noqa: PLR0913 the columns of a row
    tag: str,
    key: str,
    text: Raw,
    entry: CatalogueEntry | None,
    back: BackTranslation | None,
    where: str,
) -> Cells:
    stale = entry is not None and entry.source != text["en"]
    comment = entry.comment if entry else ""
    return {
        "key": key,
        "language": tag,
        "context": f"{_STALE} was made from \u201c{entry.source}\u201d; {where}"
        if entry and stale
        else where,
        "english": text["en"],
        "japanese": text.get("ja", ""),
        "plain_japanese": text.get("ja_easy", ""),
        "translation": entry.text if entry else "",
        "status": entry.status.value if entry and not stale else Status.DRAFT_MACHINE.value,
        "reviewer": entry.reviewer if entry and not stale else "",
        "reviewed_on": entry.reviewed_on if entry and not stale else "",
        "back_translation": back.text if back and entry and back.of(entry.text) else "",
        "comment": comment,
    }


def _marked(cells: Cells, words: str) -> Cells:
    if not words:
        return cells
    remark = f"{UNCLEAR}{words}"
    return {**cells, "comment": f"{cells['comment']} {remark}".strip()}


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says what speaks against a row."""

    tag: str
    sources: Mapping[str, Raw]
    tongues: Tongues
    today: date

    def fault(self, row: IncomingRow) -> tuple[str, str] | None:
        """Return code and detail, or None."""
        if row.language != self.tag:
            return "language", row.language[:_SHOWN]
        if row.twice:
            return "key_twice", ""
        if code := self._of_text(row.cells) or self._of_status(row.cells):
            return code, ""
        doubt = self.tongues.fault(self.tag, row.key, row.cells["translation"])
        return ("tongue", doubt) if doubt else None

    def _of_text(self, cells: Cells) -> str | None:
        source, text = self.sources.get(cells["key"]), cells["translation"]
        if source is None:
            return "unknown_key"
        if cells["english"] != source["en"]:
            return "stale"
        found = {
            "too_long": len(text) > MAX_CELL,
            "control": any(map(_is_control, text)),
            "zawgyi": self.tag == "my" and looks_like_zawgyi(text),
            "placeholder": sorted(VARIABLE.findall(text)) != sorted(VARIABLE.findall(source["en"])),
            "lines": lines_differ(text.strip(), source["en"]),
        }
        return next((code for code, wrong in found.items() if wrong), None)

    def _of_status(self, cells: Cells) -> str | None:
        if cells["status"] not in {status.value for status in Status}:
            return "status"
        status = Status(cells["status"])
        return review_fault(status, cells["reviewer"], cells["reviewed_on"], self.today)


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf"} and sign not in "\n\u200b\u200c\u200d"


def _entry(cells: Cells) -> CatalogueEntry:
    return CatalogueEntry(
        key=cells["key"],
        source=cells["english"],
        text=unicodedata.normalize("NFC", cells["translation"].strip()),
        status=Status(cells["status"]),
        reviewer=" ".join(cells["reviewer"].split()),
        reviewed_on=iso_day(cells["reviewed_on"]),
        comment=" ".join(cells["comment"].split()),
    )


def _save(draft: PackDraft, tag: str, locales: Path, taken: dict[str, CatalogueEntry]) -> None:
    """Write the catalogues anew, in the order of the script; what was not in the sheet stays."""
    if not taken:
        return
    for domain in DOMAINS:
        path = catalogue_path(locales, tag, domain)
        old = {entry.key: entry for entry in read_entries(path)} if path.exists() else {}
        keys = person_texts(draft.files, domain)
        made = {key: taken.get(key) or old[key] for key in keys if key in taken or key in old}
        if made:
            write_entries(path, tag, made)
    words = {entry.key: entry for entry in person_word_entries(locales, tag)}
    if any(key in taken for key in person_word_sources(locales)):
        write_person_words(locales, tag, {**words, **taken})


def _save_back(
    locales: Path, tag: str, taken: Mapping[str, CatalogueEntry], back: Mapping[str, str]
) -> None:
    given = {
        key: BackTranslation(text, source_hash(taken[key].text))
        for key, text in back.items()
        if text
    }
    if given:
        write_back_translations(locales, tag, {**read_back_translations(locales, tag), **given})
