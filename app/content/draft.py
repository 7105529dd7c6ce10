# SPDX-License-Identifier: MIT
"""A pack as it lies on disk, before anything about it is believed: what lint, build and exchange read.

Unlike `app.content.source` this does not stop at the first wrong hash: lint wants to tell all faults.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.content.person_text import all_person_texts
from app.content.source import (
    CLIPS,
    FILES,
    MANIFEST,
    TEXTS,
    Raw,
    file_hash,
    most_bytes,
    parsed,
)
from app.errors import UserError
from app.files import read_once

_NAMED = re.compile(rb'"(?:id|code)": "([A-Za-z0-9_-]+)"')


@dataclass(frozen=True, slots=True)
class PackDraft:
    """``files``: name without ending -> parsed file; ``texts``: tag -> key -> [text, status, hash].

    ``hashes``: file name -> SHA-256 of the bytes as found; ``manifest`` is empty when there is none.
    ``lines``: name without ending -> id or code -> the lines on which it is named, for whoever mends it.
    """

    files: dict[str, Raw]
    texts: dict[str, dict[str, list[Any]]]
    manifest: Raw
    hashes: dict[str, str]
    lines: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)

    @property
    def sources(self) -> dict[str, Raw]:
        """Every text that a person may see, by key."""
        return all_person_texts(self.files)


def read_draft(folder: Path) -> PackDraft:
    """Read a pack folder without checking it. Raises UserError("pack_damaged", file=…)."""
    hashes: dict[str, str] = {}
    lines: dict[str, Mapping[str, tuple[int, ...]]] = {}

    def read_part(name: str) -> Raw:
        data = _bytes(folder / name, name)
        hashes[name] = file_hash(data)
        lines[name.removesuffix(".json")] = _lines(data)
        return parsed(name, data)

    files = {name: read_part(f"{name}.json") for name in FILES}
    names = sorted(path.name for path in (folder / TEXTS).glob("*.json"))
    texts = {name.removesuffix(".json"): read_part(f"{TEXTS}{name}") for name in names}
    for path in (folder / CLIPS).glob("*.zip"):
        hashes[f"{CLIPS}{path.name}"] = file_hash(_bytes(path, f"{CLIPS}{path.name}"))
    manifest = read_part(MANIFEST) if (folder / MANIFEST).exists() else {}
    return PackDraft(files, texts, manifest, hashes, lines)


def _lines(data: bytes) -> Mapping[str, tuple[int, ...]]:
    """Id or code -> the lines, counted from 1, that name it."""
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(data.splitlines(), start=1):
        for name in _NAMED.findall(line):
            key = name.decode("ascii")
            found[key] = (*found.get(key, ()), number)
    return found


def _bytes(path: Path, name: str) -> bytes:
    try:
        return read_once(path, most_bytes(name))
    except OSError as error:
        raise UserError("pack_damaged", file=name) from error
