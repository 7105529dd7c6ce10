# SPDX-License-Identifier: MIT
"""Exchange with translators: every text a person may see as a sheet (XLSX, CSV) or PO, and back again.

What comes back is checked row by row; one bad row and nothing is taken, so that a sheet is never half
stored. Nothing here runs at an interview.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.content.back_translation import (
    BackTranslation,
    read_back_translations,
    write_back_translations,
)
from app.content.catalogue import Entry, catalogue_path, entries, read_entries, write_entries
from app.content.checks.texts import VARIABLE, lines_differ
from app.content.draft import Draft
from app.content.marks import mark_of
from app.content.person_text import DOMAINS, person_texts
from app.content.person_words import person_word_entries, person_word_sources, write_person_words
from app.content.seen import Seen
from app.content.sheet import Cells, read_sheet, write_sheet
from app.content.source import Raw, source_hash
from app.content.zawgyi import looks_like_zawgyi
from app.domain.text import Status
from app.errors import UserError

MAX_CELL: Final = 8_000
PO: Final = ".po"
_DAY: Final = 10  # 2026-11-24


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken. ``reason``: a code; ``row`` counts from 1, the header is row 1."""

    row: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; with ``rejected`` rows, or dry, what it would do."""

    changed: tuple[str, ...]
    unchanged: int
    empty: int
    rejected: tuple[Rejected, ...]


def export_strings(
    draft: Draft,
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
    back, seen = read_back_translations(locales, tag), Seen(draft.files["script"])
    write_sheet(
        out,
        (
            _marked(
                _cells(key, text, made.get(key), back.get(key), seen.where(key)),
                mark_of(key, marks),
            )
            for key, text in sources.items()
        ),
    )
    return len(sources)


def import_strings(
    draft: Draft, tag: str, locales: Path, source: Path, *, dry_run: bool = False
) -> ImportReport:
    """Take a sheet into the catalogues of one language: all of it, or nothing when a row is rejected.

    A row is rejected with ``unknown_key``, ``key_twice``, ``stale`` (the English is not today's),
    ``placeholder``, ``lines``, ``status``, ``reviewer_missing`` (reviewed texts name who and when),
    ``too_long``, ``control`` or ``zawgyi``. Raises UserError("language_unknown"), "sheet_kind",
    "sheet_unreadable", "sheet_too_large", "catalogue_damaged".
    """
    _known_language(draft, tag)
    sources = _sources(draft, locales)
    old = {entry.key: entry for entry in _entries(locales, tag)}
    taken: dict[str, Entry] = {}
    back: dict[str, str] = {}
    rejected: list[Rejected] = []
    empty = 0
    for number, cells in _incoming(source):
        if not cells["translation"].strip():
            empty += 1
            continue
        reason = "key_twice" if cells["key"] in taken else _fault(tag, cells, sources)
        if reason:
            rejected.append(Rejected(number, cells["key"][:80], reason))
        else:
            taken[cells["key"]] = _entry(cells)
            back[cells["key"]] = cells["back_translation"].strip()
    changed = tuple(key for key, entry in taken.items() if old.get(key) != entry)
    if not dry_run and not rejected:
        _save(draft, tag, locales, taken if changed else {})
        _save_back(locales, tag, taken, back)
    return ImportReport(changed, len(taken) - len(changed), empty, tuple(rejected))


def _known_language(draft: Draft, tag: str) -> None:
    known = {row["tag"] for row in draft.files["languages"]["languages"]} - {"en", "ja"}
    if tag not in known:
        raise UserError("language_unknown", lang=tag)


def _sources(draft: Draft, locales: Path) -> dict[str, Raw]:
    return {**draft.sources, **person_word_sources(locales)}


def _entries(locales: Path, tag: str) -> Iterator[Entry]:
    yield from entries(locales, tag)
    yield from person_word_entries(locales, tag)


def _none(key: str, sources: Mapping[str, Raw]) -> Entry:
    return Entry(key, sources[key]["en"], "", Status.DRAFT_MACHINE)


def _cells(
    key: str, text: Raw, entry: Entry | None, back: BackTranslation | None, where: str
) -> Cells:
    stale = entry is not None and entry.source != text["en"]
    comment = entry.comment if entry else ""
    return {
        "key": key,
        "context": f"STALE: was made from \u201c{entry.source}\u201d; {where}"
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
    said = f"UNCLEAR to interpreters: {words}"
    return {**cells, "comment": f"{cells['comment']} {said}".strip()}


def _incoming(source: Path) -> Iterator[tuple[int, Cells]]:
    """The rows of a sheet, or the entries of a PO counted from 1."""
    if source.suffix != PO:
        yield from read_sheet(source)
        return
    for number, entry in enumerate(read_entries(source), start=1):
        yield (
            number,
            {
                "key": entry.key,
                "english": entry.source,
                "translation": entry.text,
                "status": entry.status.value,
                "reviewer": entry.reviewer,
                "reviewed_on": entry.reviewed_on,
                "back_translation": "",
                "comment": entry.comment,
            },
        )


def _fault(tag: str, cells: Cells, sources: Mapping[str, Raw]) -> str | None:  # noqa: PLR0911 one reason each
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
    if tag == "my" and looks_like_zawgyi(text):
        return "zawgyi"
    if sorted(VARIABLE.findall(text)) != sorted(VARIABLE.findall(source["en"])):
        return "placeholder"
    if lines_differ(text.strip(), source["en"]):
        return "lines"
    if cells["status"] not in {status.value for status in Status}:
        return "status"
    if Status(cells["status"]).reviewed and not (cells["reviewer"] and cells["reviewed_on"]):
        return "reviewer_missing"
    return None


def _entry(cells: Cells) -> Entry:
    return Entry(
        key=cells["key"],
        source=cells["english"],
        text=unicodedata.normalize("NFC", cells["translation"].strip()),
        status=Status(cells["status"]),
        reviewer=" ".join(cells["reviewer"].split()),
        reviewed_on=cells["reviewed_on"].strip()[:_DAY],
        comment=" ".join(cells["comment"].split()),
    )


def _save(draft: Draft, tag: str, locales: Path, taken: dict[str, Entry]) -> None:
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
    locales: Path, tag: str, taken: Mapping[str, Entry], back: Mapping[str, str]
) -> None:
    given = {
        key: BackTranslation(text, source_hash(taken[key].text))
        for key, text in back.items()
        if text
    }
    if given:
        write_back_translations(locales, tag, {**read_back_translations(locales, tag), **given})
