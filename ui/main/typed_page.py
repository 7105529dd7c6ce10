# SPDX-License-Identifier: MIT
"""Where an interview is opened in which something was being typed. Pure."""

from __future__ import annotations

from app.domain.typing_place import DECISION, INTERPRETER, READBACK, SEAL_NOTE
from ui.main.request import To


def page_of_typing(place: str) -> To:
    """The page on which something was being typed at this place, with that in sight."""
    kind, _, name = place.partition("/")
    if place in {DECISION, INTERPRETER}:
        return To("interview", place)
    if place == SEAL_NOTE:
        return To("handover")
    pages = {
        "danger": To("danger"),
        "card": To("cards", name),
        "correct": To("readback", name),
        READBACK: To("readback"),
        "basis": To("disclosure", name),
        "unclear": To("interpreter"),
        "rendering": To("interpreter"),
    }
    return pages.get(kind, To("interview"))
