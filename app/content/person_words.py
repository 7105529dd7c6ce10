# SPDX-License-Identifier: MIT
"""The words of the person's window and paper, for translators: ``locales/<tag>/LC_MESSAGES/person.po``.

Their key is ``person/`` and the English; gettext reads them by the English. The file's own list of words
is the list: `packaging/words` keeps it equal in all languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from app.content.catalogue import CatalogueEntry, catalogue_path, read_catalogue, status_of
from app.content.source import Raw
from app.paths import write_atomic

PERSON: Final = "person"
_PREFIX: Final = f"{PERSON}/"
#: With a fixed day: the same words give the same bytes, and Babel would put the time of day.
_HEADER: Final = r"""# {tag}: words of the person's window and paper, each with its status.
msgid ""
msgstr ""
"Project-Id-Version: kakehashi\n"
"POT-Creation-Date: 2026-11-24 00:00+0000\n"
"PO-Revision-Date: 2026-11-24 00:00+0000\n"
"Language: {tag}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
_LIST_OF: Final = "ja"  # the language whose file is written by hand and always complete


def person_word_sources(locales: Path) -> dict[str, Raw]:
    """Key -> {en, ja, ja_easy}. Raises UserError("catalogue_damaged")."""
    sources: dict[str, Raw] = {
        key: {"en": key.removeprefix(_PREFIX), "ja": text}
        for key, text in _texts(locales, _LIST_OF)
    }
    for key, text in _texts(locales, "ja_easy"):
        sources.get(key, {})["ja_easy"] = text
    return sources


def person_word_entries(locales: Path, tag: str) -> Iterator[CatalogueEntry]:
    """The translated words of one language. Raises UserError("catalogue_damaged")."""
    path = catalogue_path(locales, tag, PERSON)
    for message in read_catalogue(path) if path.exists() else ():
        if message.id and message.string and not message.fuzzy:
            english = str(message.id)
            status, reviewer, on, comment = status_of(path, message)
            yield CatalogueEntry(
                _PREFIX + english, english, str(message.string), status, reviewer, on, comment
            )


def write_person_words(locales: Path, tag: str, made: Mapping[str, CatalogueEntry]) -> None:
    """Write the catalogue and its compiled form; the words come in the order of the list."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import write_po  # noqa: PLC0415

    path = catalogue_path(locales, tag, PERSON)
    catalog = Catalog(fuzzy=False)
    for key in person_word_sources(locales):
        entry = made.get(key)
        notes = entry.comments if entry else ["status: draft-machine"]
        text = entry.text if entry else ""
        catalog.add(key.removeprefix(_PREFIX), text, user_comments=notes)
    head, compiled = BytesIO(), BytesIO()
    write_po(head, catalog, width=100, omit_header=True)
    header = _HEADER.format(tag=tag)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, header.encode() + head.getvalue())
    write_mo(compiled, read_catalogue(path))
    write_atomic(path.with_suffix(".mo"), compiled.getvalue())
    for written in (path, path.with_suffix(".mo")):
        written.chmod(0o644)


def _texts(locales: Path, tag: str) -> Iterator[tuple[str, str]]:
    for entry in person_word_entries(locales, tag):
        yield entry.key, entry.text
