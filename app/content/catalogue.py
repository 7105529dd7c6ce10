# SPDX-License-Identifier: MIT
"""Translators' catalogues: ``locales/<tag>/LC_MESSAGES/{content,directory}.po``.

msgctxt is the text's key, msgid the English at the time of translation; comments carry ``status:``,
``reviewer:``, ``reviewed-on:`` and the translator's ``comment:``. Babel reads and writes them, and is
loaded only when one is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.content.person_text import DOMAINS
from app.domain.text import Status
from app.errors import UserError
from app.files import read_file
from app.paths import write_atomic

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

STATUS = "status"
REVIEWER = "reviewer"
REVIEWED_ON = "reviewed-on"
COMMENT = "comment"
_NAMES = frozenset({STATUS, REVIEWER, REVIEWED_ON, COMMENT})
MAX_BYTES = 16 * 1024 * 1024  # a catalogue of ours has two
#: A comment, a keyword with its closed string, a string that goes on, or nothing.
_LINE = re.compile(r'\s*(?:#.*|(?:msg[a-z_]+(?:\[\d+\])?\s+)?"(?:[^"\\]|\\.)*")?\s*')


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One translation. ``source``: the English it was made from."""

    key: str
    source: str
    text: str
    status: Status
    reviewer: str = ""
    reviewed_on: str = ""
    comment: str = ""

    @property
    def comments(self) -> list[str]:
        notes = [f"{STATUS}: {self.status.value}"]
        notes += [f"{REVIEWER}: {self.reviewer}"] if self.reviewer else []
        notes += [f"{REVIEWED_ON}: {self.reviewed_on}"] if self.reviewed_on else []
        notes += [f"{COMMENT}: {self.comment}"] if self.comment else []
        return notes


def catalogue_path(locales: Path, tag: str, domain: str) -> Path:
    return locales / tag.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"


def translated_tags(locales: Path) -> tuple[str, ...]:
    """The languages that have a catalogue of any domain, sorted."""
    found = (path for domain in DOMAINS for path in locales.glob(f"*/LC_MESSAGES/{domain}.po"))
    return tuple(sorted({path.parent.parent.name.replace("_", "-") for path in found}))


def entries(locales: Path, tag: str) -> Iterator[CatalogueEntry]:
    """All entries of a language with a text, of both domains; fuzzy ones are left out."""
    for domain in DOMAINS:
        path = catalogue_path(locales, tag, domain)
        if path.exists():
            yield from read_entries(path)


def read_entries(path: Path) -> Iterator[CatalogueEntry]:
    """The translated entries of one catalogue. Raises UserError("catalogue_damaged", file=…)."""
    for message in read_catalogue(path):
        if message.context and message.string and not message.fuzzy:
            yield CatalogueEntry(
                str(message.context),
                str(message.id),
                str(message.string),
                *status_of(path, message),
            )


def status_of(path: Path, message: Message) -> tuple[Status, str, str, str]:
    """Status, reviewer, day and comment as the comments of an entry tell them.

    What a translator wrote there in a form of their own is part of the comment.
    Raises UserError("catalogue_damaged") for a status that is none.
    """
    lines = [*message.auto_comments, *message.user_comments]
    notes = dict(_notes(lines))
    try:
        status = Status(notes.get(STATUS, Status.DRAFT_MACHINE.value))
    except ValueError as error:
        raise UserError("catalogue_damaged", file=path.name) from error
    free = (line.strip() for line in lines if line.partition(":")[0].strip() not in _NAMES)
    comment = " ".join(filter(None, (notes.get(COMMENT, ""), *free)))
    return status, notes.get(REVIEWER, ""), notes.get(REVIEWED_ON, ""), comment


def write_entries(path: Path, tag: str, made: Mapping[str, CatalogueEntry]) -> None:
    """Write a catalogue; the header comment and header of an existing file are kept, but for its language."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.pofile import write_po  # noqa: PLC0415

    out = Catalog(
        locale=tag.replace("-", "_"),
        project="Kakehashi",
        version="1",
        msgid_bugs_address="none",
        last_translator="none",
        language_team=tag,
        fuzzy=False,
    )
    if path.exists():
        old = read_catalogue(path)
        out.header_comment = old.header_comment
        out.mime_headers = [(name, value) for name, value in old.mime_headers if name != "Language"]
    else:
        out.header_comment = f"# {tag}: texts that a person may see, each with its status."
    for entry in made.values():
        out.add(entry.source, entry.text, context=entry.key, auto_comments=entry.comments)
    data = BytesIO()
    write_po(data, out, width=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, data.getvalue())
    path.chmod(0o644)


def read_catalogue(path: Path) -> Catalog:
    """Read a ``.po`` whole. Raises UserError("catalogue_damaged", file=…)."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        data = read_file(path, MAX_BYTES)
        # Babel takes a string that is never closed and drops the entry: no text may vanish unsaid.
        if not all(_LINE.fullmatch(line) for line in data.decode("utf-8").split("\n")):
            raise UserError("catalogue_damaged", file=path.name)
        return read_po(BytesIO(data), abort_invalid=True)
    except (OSError, ValueError, PoFileError) as error:
        raise UserError("catalogue_damaged", file=path.name) from error


def _notes(comments: list[str]) -> Iterator[tuple[str, str]]:
    for comment in comments:
        name, _, value = comment.partition(":")
        yield name.strip(), value.strip()
