# SPDX-License-Identifier: MIT
"""Language tags of records (BCP 47: ``zh-Hans``) and folder names of gettext (``zh_Hans``)."""

from __future__ import annotations

from collections.abc import Iterator

EASY_TAG = "ja-x-easy"
EASY_FOLDER = "ja_easy"


def folder_of(tag: str) -> str:
    """Return the folder under ``locales`` for a tag: ``pt-BR`` is ``pt_BR``."""
    return EASY_FOLDER if tag == EASY_TAG else tag.replace("-", "_")


def tag_of(folder: str) -> str:
    """Return the tag for a folder under ``locales``: ``es_419`` is ``es-419``."""
    return EASY_TAG if folder == EASY_FOLDER else folder.replace("_", "-")


def fallbacks(tag: str) -> Iterator[str]:
    """Yield the tag and then its shorter forms (RFC 4647 lookup): ``zh-Hant-TW``, ``zh-Hant``, ``zh``."""
    parts = tag.split("-")
    while parts:
        yield "-".join(parts)
        parts.pop()
        while parts and len(parts[-1]) == 1:
            parts.pop()
