# SPDX-License-Identifier: MIT
"""The places of an interview where something is typed before it is stored, and what takes it over.

A place is a kind and mostly an id (``answer/IDEN-01``, ``danger/medical_urgent``). The vault keeps a draft
for each place (table ``draft``, beside the chain); the transaction that stores the place's events removes
it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.domain.event import EventType, NewEvent

DECISION: Final = "decision"
INTERPRETER: Final = "interpreter"
LANGUAGE: Final = "language"
READBACK: Final = "readback"
MARKS: Final = "marks"  # why a supervisor takes a mark away
MARK: Final = "mark"  # of one text, chosen and not stored yet
SEAL_NOTE: Final = "note/"  # why red flags stay open: a note of no item

#: event -> (kind of place, the payload's field that names it)
_NAMED: Final = {
    EventType.ANSWERED: (("answer", "item"),),
    EventType.CLEARED: (("answer", "item"),),
    EventType.CORRECTED: (("answer", "item"), ("correct", "item")),
    EventType.NOTE_ADDED: (("note", "item"),),
    EventType.LOCK_OPENED: (("lock", "item"),),
    EventType.DANGER_RESOLVED: (("danger", "flag"),),
    EventType.BASIS_INVOKED: (("basis", "recipient"),),
    EventType.WORDING_MARKED: (("unclear", "item"),),
    EventType.MARKED: ((MARK, "text"),),
}
_PLAIN: Final = {
    EventType.STATUS_DECIDED: DECISION,
    EventType.INTERPRETER_SET: INTERPRETER,
    EventType.LANGUAGE_CHOSEN: LANGUAGE,
    EventType.READ_BACK: READBACK,
    EventType.MARK_REMOVED: MARKS,
}


def answer_place(item: str) -> str:
    """The fields of an item's answer."""
    return f"answer/{item}"


def note_place(item: str) -> str:
    """The note beside an item."""
    return f"note/{item}"


def lock_place(item: str) -> str:
    """Why a closed item is opened."""
    return f"lock/{item}"


def correct_place(item: str) -> str:
    """An answer that is corrected while it is read back, with the reason."""
    return f"correct/{item}"


def danger_place(flag: str) -> str:
    """What was done about a danger."""
    return f"danger/{flag}"


def card_place(card: str) -> str:
    """How a card was told back."""
    return f"card/{card}"


def basis_place(recipient: str) -> str:
    """The legal basis for a recipient, with the reason."""
    return f"basis/{recipient}"


def unclear_place(item: str) -> str:
    """What is unclear about the wording of an item."""
    return f"unclear/{item}"


def rendering_place(item: str) -> str:
    """A second interpreter's rendering of an answer."""
    return f"rendering/{item}"


def mark_place(text: str) -> str:
    """Who may read one text, chosen before the seal."""
    return f"{MARK}/{text}"


def of_item(place: str) -> str:
    """The item that is on the screen while something is typed there; empty for other places."""
    kind, _, item = place.partition("/")
    return item if kind in {"answer", "note", "lock", "unclear"} else ""


def taken_over(events: Iterable[NewEvent]) -> frozenset[str]:
    """The places whose draft is stored with these events."""
    places = set()
    for event in events:
        for kind, field in _NAMED.get(event.type, ()):
            places.add(f"{kind}/{event.payload.get(field) or ''}")
        if event.type in _PLAIN:
            places.add(_PLAIN[event.type])
        if event.type is EventType.CARD_SHOWN and event.payload.get("how") == "told_back":
            places.add(card_place(str(event.payload["card"])))
        listed = event.payload.get("texts") if event.type is EventType.TEXTS_ASKED else None
        places |= {mark_place(str(text)) for text in listed} if isinstance(listed, list) else set()
    return frozenset(places)
