# SPDX-License-Identifier: MIT
"""Translations: known keys, made from today's English, its placeholders and lines, a status, no promise."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex
from app.content.checks.texts import LINES, VARIABLE, lines_differ, promises
from app.content.source import Raw, source_hash
from app.domain.text import Status

CHECK: Final = "translation"
STALE: Final = "stale"
_FIELDS: Final = 3
_STATUSES: Final = frozenset(status.value for status in Status)
#: Bidirectional overrides and controls can make a text read otherwise than it is stored.
_FORBIDDEN: Final = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]")
_KANA: Final = re.compile(r"\{[\u3041-\u309fー]+\}")
_TAGS: Final = re.compile(r"</?[A-Za-z]")
#: In French a no-break space stands before these, or the sign would begin the next line.
_HIGH_SIGNS: Final = re.compile(r"(?<=\S) [?!:;»]|« ")


def check(index: PackIndex) -> Faults:
    """All compiled translations of the pack."""
    sources = index.draft.sources
    tags = {row["tag"] for row in index.files["languages"]["languages"]}
    for tag, texts in index.draft.texts.items():
        if tag not in tags or tag in {"en", "ja"}:
            yield PackFault(
                CHECK, tag, "no such language in the picker, or one of the script's own"
            )
        for key, entry in texts.items():
            yield from _entry(f"{tag} {key}", entry, sources.get(key))
            if tag == "fr" and _HIGH_SIGNS.search(str(entry)):
                yield PackFault(
                    CHECK, f"{tag} {key}", "an ordinary space before ? ! : ; or a quotation mark"
                )


def _entry(where: str, entry: Any, source: Raw | None) -> Faults:  # noqa: ANN401 parsed JSON
    if source is None:
        yield PackFault(CHECK, where, "unknown key")
        return
    if not isinstance(entry, list) or len(entry) != _FIELDS or entry[1] not in _STATUSES:
        yield PackFault(CHECK, where, "form or status")
        return
    text, _status, made_from = entry
    if made_from != source_hash(source["en"]):
        yield PackFault(STALE, where, "the English changed since the translation")
    if not text.strip():
        yield PackFault(CHECK, where, "empty")
    if sorted(VARIABLE.findall(text)) != sorted(VARIABLE.findall(source["en"])):
        yield PackFault("placeholder", where, "differ from the English")
    if lines_differ(text, source["en"]):
        yield PackFault(LINES, where, "other lines than the English")
    if _FORBIDDEN.search(text) or _KANA.search(text) or _TAGS.search(text):
        yield PackFault(CHECK, where, "control characters, readings or markup")
    if unicodedata.normalize("NFC", text) != text:
        yield PackFault(CHECK, where, "not in Unicode form NFC")
    yield from promises(text, where)
