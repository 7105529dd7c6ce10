# SPDX-License-Identifier: MIT
"""One shipped font file, as the manifest describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintFont:
    """One row of the manifest. ``scripts`` are ISO 15924 codes, ``languages`` BCP-47 tags."""

    file: str
    family: str
    weight: str  # "regular" or "bold"
    scripts: tuple[str, ...]
    languages: tuple[str, ...]
    sha256: str

    @property
    def bold(self) -> bool:
        return self.weight == "bold"


def print_font(row: Mapping[str, object]) -> PrintFont:
    """Read a row of the manifest. Raises TypeError and KeyError."""
    scripts, languages = row["scripts"], row["languages"]
    if not isinstance(scripts, list) or not isinstance(languages, list):
        raise TypeError(row["file"])
    return PrintFont(
        file=str(row["file"]),
        family=str(row["family"]),
        weight=str(row["weight"]),
        scripts=tuple(map(str, scripts)),
        languages=tuple(map(str, languages)),
        sha256=str(row["sha256"]),
    )
