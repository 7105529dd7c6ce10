# SPDX-License-Identifier: MIT
"""How this machine likes the windows: language, theme, text size. No personal data, no folder names."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from app.paths import write_atomic

LANGUAGES: Final = ("ja", "en")
MODES: Final = ("light", "dark")
SCALES: Final = (100, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Looks:
    """``scale`` in per cent."""

    language: str = "ja"
    mode: str = "light"
    scale: int = 100


class Preferences:
    """The file of preferences; a damaged one counts as none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.looks = _read(path)

    def change(self, **values: Any) -> Looks:  # noqa: ANN401 fields of Looks
        """Change and store; without a file, only change."""
        self.looks = replace(self.looks, **values)
        if self._path is not None and self._path.parent.is_dir():
            write_atomic(self._path, json.dumps(asdict(self.looks)).encode())
        return self.looks


def _read(path: Path | None) -> Looks:
    if path is None:
        return Looks()
    try:
        raw = json.loads(path.read_text("utf-8"))
        looks = Looks(str(raw["language"]), str(raw["mode"]), int(raw["scale"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Looks()
    sound = looks.language in LANGUAGES and looks.mode in MODES and looks.scale in SCALES
    return looks if sound else Looks()
