# SPDX-License-Identifier: MIT
"""Back-translations: what a second translator, who had not seen the English, understood of each text.

``locales/<folder>/back_translation.json`` holds them under the keys of the sheet, each with the hash of the
text that it was made from: a text that changed since has none (LANGUAGES.md §4).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.content.source import source_hash
from app.errors import UserError
from app.i18n import folder_of
from app.paths import write_atomic

FILE: Final = "back_translation.json"


@dataclass(frozen=True, slots=True)
class BackTranslation:
    """``made_from``: `source_hash` of the translation that was translated back into English."""

    text: str
    made_from: str

    def of(self, translation: str) -> bool:
        """True when it was made from just this text."""
        return self.made_from == source_hash(translation)


def read_back_translations(locales: Path, tag: str) -> dict[str, BackTranslation]:
    """Key -> back-translation; empty when the language has none. Raises UserError("catalogue_damaged")."""
    path = _path(locales, tag)
    if not path.exists():
        return {}
    try:
        raw = json.loads(path.read_bytes())
        return {
            str(key): BackTranslation(str(text), str(made)) for key, (text, made) in raw.items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise UserError("catalogue_damaged", file=FILE) from error


def write_back_translations(locales: Path, tag: str, made: Mapping[str, BackTranslation]) -> None:
    """Write them all, in the order given."""
    raw = {key: [translation.text, translation.made_from] for key, translation in made.items()}
    path = _path(locales, tag)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, (json.dumps(raw, ensure_ascii=False, indent=0) + "\n").encode())
    path.chmod(0o644)


def not_read_back(texts: Mapping[str, str], back: Mapping[str, BackTranslation]) -> Iterator[str]:
    """Yield the keys whose text nobody translated back as it stands today."""
    for key, text in texts.items():
        if key not in back or not back[key].of(text):
            yield key


def _path(locales: Path, tag: str) -> Path:
    return locales / folder_of(tag) / FILE
