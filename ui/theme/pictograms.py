# SPDX-License-Identifier: MIT
"""Which picture of `resources/pictograms` stands for an option, so that it can be answered by pointing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Final

from app.paths import resources_dir

FOLDER: Final = "pictograms"
_ANY: Final = "any"  # the answers that mean the same to every question


def picture_of(item: str, part: str, option: str) -> str:
    """Return the name of an option's picture, empty where it has none; ``part`` is empty in a plain item."""
    return _name(f"{item}.{part}" if part else item, option)


def picture_of_answer(answer: str) -> str:
    """Return the name of the picture of ``yes``, ``no``, ``unsure`` or ``declined``, empty for others."""
    return _name(_ANY, answer)


@cache
def pictures() -> frozenset[str]:
    """The names of all pictures that stand for an option."""
    return frozenset(f"{FOLDER}/{drawn}" for part in _table().values() for drawn in part.values())


def _name(part: str, option: str) -> str:
    drawn = _table().get(part, {}).get(option, "")
    return f"{FOLDER}/{drawn}" if drawn else ""


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, dict[str, str]] = json.loads(
        (resources_dir() / FOLDER / "options.json").read_text("utf-8")
    )
    return table
