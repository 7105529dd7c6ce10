# SPDX-License-Identifier: MIT
"""The fictional cases that ship with the program: replay files with a briefing and what is expected.

They lie beside the pack, not in it: a case names ids only, and its texts are for officers.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.domain.practice import PracticeCase
from app.domain.text import EN, JA, LocalText, Wording
from app.errors import UserError
from app.paths import resources_dir


def practice_folder() -> Path:
    return resources_dir() / "content" / "practice"


def practice_cases() -> tuple[PracticeCase, ...]:
    """Return all cases in the order of their numbers. Raises UserError("pack_damaged", file=…)."""
    return tuple(_case(path) for path in sorted(practice_folder().glob("[0-9][0-9]-*.json")))


def _case(path: Path) -> PracticeCase:
    try:
        raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
        case = PracticeCase(
            id=path.stem,
            title=_text(f"practice/{path.stem}/title", raw["briefing"]["title"]),
            briefing=_text(f"practice/{path.stem}/text", raw["briefing"]["text"]),
            script=str(raw["script"]),
            agency=str(raw["agency"]),
            language=str(raw["language"]),
        )
        practice = raw["practice"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError("pack_damaged", file=path.name) from error
    if practice is not True:
        raise UserError("pack_damaged", file=path.name)
    return case


def _text(key: str, raw: dict[str, str]) -> LocalText:
    return LocalText(key, MappingProxyType({tag: Wording(tag, raw[tag]) for tag in (JA, EN)}))
