# SPDX-License-Identifier: MIT
"""What the catalogues of the program itself hold beside the pack: words, back-translations, officer's text.

Only where the sources lie: the pack of the release is checked with them, an installed pack has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.content.back_translation import not_read_back, read_back_translations
from app.content.catalogue import catalogue_path, read_catalogue
from app.content.checks.pack_index import PackFault
from app.content.draft import PackDraft
from app.content.matrix import LanguageRow, own_key
from app.content.person_text import CONTENT, DIRECTORY, person_texts
from app.content.person_words import person_word_entries, person_word_sources
from app.errors import UserError

UNTRANSLATED: Final = "untranslated"
NOT_READ_BACK: Final = "back_translation"
CATALOGUE: Final = "catalogue"
FIRST_TIER: Final = 1
_OFFICER: Final = "officer"
_ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class WordsRow:
    """``words`` of the person's window and paper; ``back``: texts that were translated back as they
    stand today; ``officer``: the officer's words, None for a language that has no officer's screens.
    """

    words: int
    words_total: int
    back: int
    back_total: int
    officer: tuple[int, int] | None


def coverage(draft: PackDraft, locales: Path, rows: tuple[LanguageRow, ...]) -> dict[str, WordsRow]:
    """One row for each language of the first tier. Raises UserError("catalogue_damaged")."""
    return {row.tag: _row(draft, locales, row.tag) for row in rows if row.tier == FIRST_TIER}


def texts_of(draft: PackDraft, locales: Path, tag: str) -> dict[str, str]:
    """Key -> text: all that a person can be shown in one language. Raises UserError("catalogue_damaged")."""
    return {**_texts(draft, tag), **_words(locales, tag, person_word_sources(locales))}


def coverage_faults(
    draft: PackDraft, locales: Path, rows: tuple[LanguageRow, ...]
) -> Iterator[PackFault]:
    """Texts that a language of the first tier lacks, or that nobody translated back as they stand today.

    One fault for each kind and language, with the first key (LANGUAGES.md §4).
    """
    try:
        wanted = person_word_sources(locales)
        for row in rows:
            if row.tier == FIRST_TIER:
                yield from _faults(draft, locales, row.tag, wanted)
    except UserError as error:
        yield PackFault(CATALOGUE, "locales", str(error))


def _faults(
    draft: PackDraft, locales: Path, tag: str, words: Mapping[str, object]
) -> Iterator[PackFault]:
    texts = _texts(draft, tag)
    expected = {*_expected(draft, tag), *words}
    have = {**texts, **_words(locales, tag, words)}
    yield from _fault(UNTRANSLATED, tag, [key for key in expected if key not in have])
    if tag != _ENGLISH:
        yield from _fault(
            NOT_READ_BACK, tag, list(not_read_back(have, read_back_translations(locales, tag)))
        )


def _fault(check: str, tag: str, keys: list[str]) -> Iterator[PackFault]:
    if keys:
        yield PackFault(check, tag, f"{len(keys)} texts, the first is {min(keys)}")


def _row(draft: PackDraft, locales: Path, tag: str) -> WordsRow:
    sources = person_word_sources(locales)
    words = _words(locales, tag, sources)
    have = {**_texts(draft, tag), **words}
    open_ = set(not_read_back(have, read_back_translations(locales, tag)))
    return WordsRow(
        words=len(words),
        words_total=len(sources),
        back=0 if tag == _ENGLISH else len(have) - len(open_),
        back_total=0 if tag == _ENGLISH else len(have),
        officer=_officer(locales, tag),
    )


def _officer(locales: Path, tag: str) -> tuple[int, int] | None:
    path = catalogue_path(locales, tag, _OFFICER)
    listed = catalogue_path(locales, "ja", _OFFICER)
    total = sum(1 for message in read_catalogue(listed) if message.id) if listed.exists() else 0
    if tag == _ENGLISH:
        return total, total
    if not path.exists():
        return None
    done = sum(1 for message in read_catalogue(path) if message.id and all(_forms(message.string)))
    return done, total


def _forms(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(map(str, string or ("",)))  # type: ignore[call-overload]


def _words(locales: Path, tag: str, sources: Mapping[str, object]) -> dict[str, str]:
    if tag == _ENGLISH:
        return {key: key for key in sources}
    lang = own_key(tag) or tag
    return {e.key: e.text for e in person_word_entries(locales, lang) if e.key in sources}


def _expected(draft: PackDraft, tag: str) -> Iterator[str]:
    """The keys that a language needs: all, but for plain Japanese, which stands where it is asked for."""
    own = own_key(tag)
    for domain in (CONTENT, DIRECTORY):
        for key, text in person_texts(draft.files, domain).items():
            if own == "ja_easy" and own not in text:
                continue
            yield key


def _texts(draft: PackDraft, tag: str) -> dict[str, str]:
    own = own_key(tag)
    if own is None:
        sources = draft.sources
        return {key: str(e[0]) for key, e in draft.texts.get(tag, {}).items() if key in sources}
    return {key: text[own] for key, text in draft.sources.items() if own in text}
