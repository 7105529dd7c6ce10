# SPDX-License-Identifier: MIT
"""Reading an interview without its pack: each answer with the words in which it was asked, as stored.

Every answer's event keeps the exact words of its question (DECISIONS.md §1.2); choices stand as their ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.event import Event, EventType
from app.domain.value import Json

_ANSWERS = frozenset({EventType.ANSWERED, EventType.CORRECTED})


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One answer or note. ``about``: the item's id; ``lang``: of the question's words."""

    at: datetime
    about: str
    question: str
    answer: str
    lang: str


def as_stored(events: Iterable[Event]) -> Iterator[StoredEntry]:
    """Answers, corrections and notes in the order in which they were given."""
    for event in events:
        about = str(event.payload.get("item") or "")
        if event.type in _ANSWERS:
            words = _officer(_shown(event.payload))
            said = _said(event.payload.get("parts"))
            yield StoredEntry(event.at, about, words["text"], said, words["lang"])
        elif event.type is EventType.NOTE_ADDED:
            lang = str(event.payload.get("lang") or "ja")
            yield StoredEntry(event.at, about, "", str(event.payload.get("text") or ""), lang)


def _shown(payload: Mapping[str, Json]) -> Json:
    """What was shown with an answer; of parts that were put one by one the last."""
    put = payload.get("put")
    parts = [one for one in put.values() if isinstance(one, dict)] if isinstance(put, dict) else []
    return parts[-1].get("shown") if parts else payload.get("shown")


def _officer(shown: Json) -> Mapping[str, str]:
    side = shown.get("officer") if isinstance(shown, dict) else None
    found = side if isinstance(side, dict) else {}
    return {"text": str(found.get("text") or ""), "lang": str(found.get("lang") or "ja")}


def _said(parts: Json) -> str:
    """``part: value`` for each part; a list as its entries, anything else as JSON."""
    found = parts if isinstance(parts, dict) else {}
    return "; ".join(
        f"{name}: {_one(value)}" if name else _one(value) for name, value in found.items()
    )


def _one(value: Json) -> str:
    said = value.get("value", value.get("state")) if isinstance(value, dict) else value
    if isinstance(said, str):
        return said
    if isinstance(said, list) and all(isinstance(one, str) for one in said):
        return ", ".join(map(str, said))
    return json.dumps(said, ensure_ascii=False)
