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
            answer = _answer_text(event.payload.get("parts"))
            yield StoredEntry(event.at, about, words["text"], answer, words["lang"])
        elif event.type is EventType.NOTE_ADDED:
            lang = str(event.payload.get("lang") or "ja")
            yield StoredEntry(event.at, about, "", str(event.payload.get("text") or ""), lang)


def _shown(payload: Mapping[str, Json]) -> Json:
    """What was shown with an answer; of parts that were put one by one the last."""
    put = payload.get("put")
    parts = (
        [record for record in put.values() if isinstance(record, dict)]
        if isinstance(put, dict)
        else []
    )
    return parts[-1].get("shown") if parts else payload.get("shown")


def _officer(shown: Json) -> Mapping[str, str]:
    side = shown.get("officer") if isinstance(shown, dict) else None
    found = side if isinstance(side, dict) else {}
    return {"text": str(found.get("text") or ""), "lang": str(found.get("lang") or "ja")}


def _answer_text(parts: Json) -> str:
    """``part: value`` for each part; a list as its entries, anything else as JSON."""
    found = parts if isinstance(parts, dict) else {}
    return "; ".join(
        f"{name}: {_part_text(value)}" if name else _part_text(value)
        for name, value in found.items()
    )


def _part_text(value: Json) -> str:
    content = value.get("value", value.get("state")) if isinstance(value, dict) else value
    if isinstance(content, str):
        return content
    if isinstance(content, list) and all(isinstance(text, str) for text in content):
        return ", ".join(map(str, content))
    return json.dumps(content, ensure_ascii=False)
