# SPDX-License-Identifier: MIT
"""`kakehashi pack record`: an author reads one text of a language aloud; the level is checked at once.

A recording with a fault is not kept: it says what is wrong, and the author reads the text again. What is
kept goes into the pack with `pack import-clips`.
"""

from __future__ import annotations

from typing import Final

from app.domain.loudness import Fault

RATE: Final = 48_000
ADVICE: Final[dict[Fault, str]] = {
    "empty": "nothing was heard: is the microphone on?",
    "too_quiet": "too quiet: go nearer to the microphone",
    "too_loud": "too loud: go further from the microphone",
    "overdriven": "overdriven: lower the level of the microphone",
    "too_short": "too short",
    "too_long": "longer than two minutes",
    "silence": "more than a second of silence before the first word or after the last",
}
