# SPDX-License-Identifier: MIT
"""No text of a pack judges the person: never a verdict, never "not a victim" (DECISIONS.md §5).

Whether someone is a victim is decided by people, later, with a reason; a word on a screen or paper that
decides it is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex

CHECK: Final = "verdict"
#: The one text that says what the program never says.
DISCLAIMER: Final = "/indicators/note"
VERDICTS_EN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(not|no|never) (really |actually )?(a |the |an? \w+ )?victims?\b",
        r"\bnot (been |being )?traffick(ed|ing)\b",
        r"\b(is|are|was|were) (clearly |certainly |really )?a (victim|trafficker|offender|liar)\b",
        r"\b(real|true|genuine|false|fake|bogus|confirmed|proven) victims?\b",
        r"\b(guilty|innocent|cleared|liar|lying|not credible|credibility)\b",
    )
)
VERDICTS_JA: Final = (
    "被害者では",
    "被害者でな",
    "被害者じゃ",
    "非被害者",
    "被害者に当たら",
    "被害者に該当し",
    "被害者と判",
    "被害者と断",
    "被害者である",
    "被害者です",
    "被害はない",
    "被害はありません",
    "人身取引では",
    "人身取引でな",
    "人身取引に当たら",
    "偽の被害",
    "偽装被害",
    "有罪",
    "無罪",
    "潔白",
    "虚偽の",
    "信用できない",
)
_READING: Final = re.compile(r"\{[\u3041-\u309fー]+\}")
_LANGUAGES: Final = frozenset({"en", "ja", "ja_easy"})


def check(index: PackIndex) -> Faults:
    """All texts of all files, and the translations in a language that the two lists know."""
    for name, raw in index.files.items():
        for at, words in _texts(raw, f"/{name}"):
            if at.rpartition("/")[0] != DISCLAIMER:
                yield from _faults(at, at, words)
    for tag, texts in index.draft.texts.items():
        for key, entry in texts.items():
            yield from _faults(f"{tag} {key}", "", str(entry))


def verdict(words: str) -> str | None:
    """Return the pattern or phrase by which a text judges; None for a text that does not."""
    plain = _READING.sub("", words)
    found = (pattern.pattern for pattern in VERDICTS_EN if pattern.search(plain))
    return next(found, None) or next((phrase for phrase in VERDICTS_JA if phrase in plain), None)


def _faults(where: str, at: str, words: str) -> Faults:
    if found := verdict(words):
        yield PackFault(CHECK, where, found, at)


def _texts(raw: Any, at: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 parsed JSON
    """(place, words) of all that stands in a language."""
    if isinstance(raw, list):
        for number, member in enumerate(raw):
            name = member.get("id") if isinstance(member, dict) else None
            yield from _texts(member, f"{at}/{name or number}")
    elif isinstance(raw, dict):
        for key, member in raw.items():
            if key not in _LANGUAGES:
                yield from _texts(member, f"{at}/{key}")
                continue
            for words in member if isinstance(member, list) else [member]:
                yield f"{at}/{key}", str(words)
