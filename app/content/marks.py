# SPDX-License-Identifier: MIT
"""What interpreters found unclear, on its way to translators: a file of `interview marks`, read here.

It names items and languages of the pack and holds the interpreter's words about a wording; no case, no
person, no answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from app.errors import UserError
from app.files import read_text

FORMAT: Final = "kakehashi-wording-marks/1"
MAX_BYTES: Final = 4 * 1024 * 1024
_LONGEST: Final = 500  # characters of one comment


def read_marks(path: Path, tag: str) -> Mapping[str, str]:
    """Item or card -> what interpreters of one language said of its wording.

    Raises what `app.files.read_text` raises, and UserError("marks_unreadable", file=).
    """
    try:
        raw = json.loads(read_text(path, MAX_BYTES))
    except ValueError as error:
        raise UserError("marks_unreadable", file=path.name) from error
    return _marks(raw, path.name, tag)


def _marks(raw: Any, name: str, tag: str) -> Mapping[str, str]:  # noqa: ANN401 parsed JSON
    found: dict[str, list[str]] = {}
    try:
        if raw["format"] != FORMAT:
            raise UserError("marks_unreadable", file=name)
        for mark in raw["marks"]:
            if str(mark["lang"]) == tag:
                words = " ".join(str(mark["comment"]).split())[:_LONGEST]
                found.setdefault(str(mark["item"]), []).append(words)
    except (KeyError, TypeError) as error:
        raise UserError("marks_unreadable", file=name) from error
    return {item: "; ".join(dict.fromkeys(words)) for item, words in found.items()}


def mark_of(key: str, marks: Mapping[str, str]) -> str:
    """What was said of the item that a text belongs to; empty when nothing was."""
    return marks.get(key.partition("/")[0].partition(".")[0], "")
