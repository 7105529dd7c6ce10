# SPDX-License-Identifier: MIT
"""Languages of the picker (LANGUAGES.md §1): every one is shown by its own name, whether the pack has
texts in it or an interpreter has to read.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.ids import LangTag


@dataclass(frozen=True, slots=True)
class Language:
    """One language a person can point at.

    ``tier``: 1 ships, 2 is ready for texts, 3 is for identification and an interpreter. ``family`` is
    a hint for the window's font; ``region`` groups the picker. ``has_text``: this pack has all texts
    that a person may see in it; otherwise "interpreter only".
    """

    tag: LangTag
    endonym: str
    name_en: str
    name_ja: str
    script: str  # ISO 15924
    rtl: bool
    tier: int
    region: str
    family: str
    has_text: bool
    say_ja: str = ""  # its Japanese name in Latin letters, to be said on a telephone
