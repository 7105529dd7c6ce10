# SPDX-License-Identifier: MIT
"""The files of a pack: read once, checked against the manifest, parsed as JSON.

A pack is data only. A file that is missing, altered or not JSON is UserError("pack_damaged") with the
file's name; nothing of a damaged pack is used.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from app.errors import UserError
from app.files import read_once

Raw = dict[str, Any]  # parsed JSON of our own files; `load` gives it its types

FILES = (
    "script",
    "cards",
    "recipients",
    "legal_bases",
    "flags",
    "timers",
    "statistics",
    "indicators",
    "languages",
    "directory",
    "ledger",
    "glossary",
    "roles",
    "agencies",
)
ROLES, AGENCIES = "roles", "agencies"
#: What packs of 0.1 did not have: the program has its own table for them (`app.content.load_roles`).
LATER = frozenset({ROLES, AGENCIES})
MANIFEST = "manifest.json"
TEXTS = "texts/"
CLIPS = "clips/"
MAX_FILE = 8 * 1024 * 1024
MAX_CLIPS = 96 * 1024 * 1024  # of one language: a thousand texts at the rate of speech
SOURCE_HASH_LENGTH = 16
_NAME = re.compile(
    r"(?:[a-z_]{1,40}|texts/[A-Za-z0-9-]{2,35})\.json|clips/[A-Za-z0-9-]{2,35}\.zip", re.ASCII
)


class PackFiles(Protocol):
    """Where the files of one pack lie."""

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file of at most ``limit`` bytes. Raises OSError."""

    def __contains__(self, name: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A pack as a folder: the built-in one, and those that were installed."""

    folder: Path

    def read(self, name: str, limit: int) -> bytes:
        return read_once(self.folder / name, limit)

    def __contains__(self, name: str) -> bool:
        return (self.folder / name).is_file()


@dataclass(frozen=True, slots=True)
class FilesInMemory:
    """A pack that was unpacked from one file."""

    files: Mapping[str, bytes]

    def read(self, name: str, limit: int) -> bytes:
        data = self.files.get(name)
        if data is None or len(data) > limit:
            raise FileNotFoundError(name)
        return data

    def __contains__(self, name: str) -> bool:
        return name in self.files


@dataclass(frozen=True, slots=True)
class Source:
    """A checked pack. ``texts``: language key -> the bytes of its compiled catalogue;
    ``clips``: name -> hash of a book of recordings, which is read when its language is heard.

    ``complete``: tags in which every text that a person may see stands; ``expires``: a day or None.
    """

    id: str
    version: str
    sequence: int
    sha256: str
    complete: frozenset[str]
    expires: date | None
    files: dict[str, Raw]
    texts: dict[str, bytes]
    clips: dict[str, str]


def read(pack: PackFiles) -> Source:
    """Read and check a pack. Raises UserError("pack_damaged", file=…)."""
    manifest = parsed(MANIFEST, _bytes(pack, MANIFEST))
    named = manifest.get("files")
    if not isinstance(named, dict) or not _needed() <= named.keys():
        raise UserError("pack_damaged", file=MANIFEST)
    clips = {str(n): str(digest) for n, digest in named.items() if _is_clips(pack, str(n))}
    checked = {n: _checked(pack, n, digest) for n, digest in named.items() if n not in clips}
    try:
        return Source(
            id=str(manifest["id"]),
            version=str(manifest["version"]),
            sequence=int(manifest["sequence"]),
            sha256=pack_hash(manifest),
            complete=frozenset(manifest["complete"]),
            expires=day(manifest["expires"]),
            files={
                name: parsed(name, checked[f"{name}.json"])
                for name in FILES
                if f"{name}.json" in checked
            },
            texts={
                name.removeprefix(TEXTS).removesuffix(".json"): data
                for name, data in checked.items()
                if name.startswith(TEXTS)
            },
            clips=clips,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("pack_damaged", file=MANIFEST) from error


def _needed() -> set[str]:
    """The files that every pack has."""
    return {f"{name}.json" for name in FILES if name not in LATER}


def pack_hash(manifest: Raw) -> str:
    """The hash that names a pack in every record: SHA-256 over its canonical manifest, hex."""
    return file_hash(canonical(manifest))


def canonical(manifest: Raw) -> bytes:
    """The bytes of a manifest that are hashed and signed: sorted, without spaces, ASCII."""
    text = json.dumps(manifest, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return text.encode("ascii")


def source_hash(english: str) -> str:
    """What ties a translation to the English it was made from; another hash means it is stale."""
    return hashlib.sha256(english.encode("utf-8")).hexdigest()[:SOURCE_HASH_LENGTH]


def file_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def allowed_name(name: str) -> bool:
    """Tell whether a pack may hold a file of this name: flat, JSON or clips, nothing that leaves it."""
    return _NAME.fullmatch(name) is not None


def most_bytes(name: str) -> int:
    """The largest size that a file of this name may have."""
    return MAX_CLIPS if name.startswith(CLIPS) else MAX_FILE


def day(text: object) -> date | None:
    """The day of a manifest. Raises ValueError."""
    return date.fromisoformat(str(text)) if text is not None else None


def _is_clips(pack: PackFiles, name: str) -> bool:
    """A book of clips that is there: its bytes are checked when it is opened (`app.content.clips`)."""
    if not name.startswith(CLIPS):
        return False
    if not allowed_name(name) or name not in pack:
        raise UserError("pack_damaged", file=name)
    return True


def _checked(pack: PackFiles, name: str, digest: str) -> bytes:
    if not allowed_name(name):
        raise UserError("pack_damaged", file=name)
    data = _bytes(pack, name)
    if file_hash(data) != digest:
        raise UserError("pack_damaged", file=name)
    return data


def parsed(name: str, data: bytes) -> Raw:
    """Parse one file of a pack. Raises UserError("pack_damaged", file=…)."""
    try:
        parsed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UserError("pack_damaged", file=name) from error
    if not isinstance(parsed, dict):
        raise UserError("pack_damaged", file=name)
    return parsed


def _bytes(pack: PackFiles, name: str) -> bytes:
    try:
        return pack.read(name, MAX_FILE)
    except OSError as error:
        raise UserError("pack_damaged", file=name) from error
