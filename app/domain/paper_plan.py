# SPDX-License-Identifier: MIT
"""What the papers without answers name of a pack: data, so that no id of a pack stands in the program."""

from __future__ import annotations

from dataclasses import dataclass

from app.ids import ItemId


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """``standards``: for each of the ten, the questions in whose answers the record tells of it."""

    standards: tuple[tuple[ItemId, ...], ...] = ()
