# SPDX-License-Identifier: MIT
"""What decides about the numbers that a person carries; each is a condition of the pack (CONTENT.md §11)."""

from __future__ import annotations

from enum import StrEnum


class Situation(StrEnum):
    """What matters about the person who carries the numbers; each a condition of the pack."""

    JAPANESE = "japanese"
    MAN = "man"
    WOMAN = "woman"
    CHILD = "child"
    PARENT = "parent"  # of children in Japan
    INTERN = "intern"
    WORKER = "worker"
    AT_SEA = "at_sea"
    NO_IMMIGRATION = "no_immigration"
    WANTS_IMMIGRATION = "wants_immigration"
