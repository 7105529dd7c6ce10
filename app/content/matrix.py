# SPDX-License-Identifier: MIT
"""The language matrix: for each language of the picker, how many texts stand in it and how far reviewed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from app.content.draft import PackDraft
from app.content.person_text import CONTENT, DIRECTORY, Files, person_texts
from app.content.source import Raw
from app.domain.text import Status

OWN = {"en": "en", "ja": "ja", "ja-x-easy": "ja_easy"}
EASY_ROW = {"tag": "ja-x-easy", "en": "Japanese (plain)", "tier": 1}


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """``present`` of ``total`` texts of the script and cards; ``contacts`` of all contact names."""

    tag: str
    name: str
    tier: int
    present: int
    total: int
    contacts: int
    contacts_total: int
    by_status: dict[str, int]

    @property
    def coverage(self) -> str:
        """``complete``, ``partial`` or ``interpreter only``."""
        if self.present == self.total:
            return "complete"
        return "partial" if self.present else "interpreter only"


def own_key(tag: str) -> str | None:
    """The field of the script that holds a language of its own, or None for a translated one."""
    return OWN.get(tag)


def matrix(draft: PackDraft) -> tuple[LanguageRow, ...]:
    """One row per language, in the order of the picker; plain Japanese stands after Japanese."""
    rows = list(draft.files["languages"]["languages"])
    rows.insert(1, EASY_ROW)
    return tuple(_row(draft, raw) for raw in rows)


def _row(draft: PackDraft, raw: Raw) -> LanguageRow:
    tag = raw["tag"]
    script, names = _status(draft, tag, CONTENT), _status(draft, tag, DIRECTORY)
    return LanguageRow(
        tag=tag,
        name=raw["en"],
        tier=raw["tier"],
        present=sum(script.values()),
        total=_total(draft.files, tag, CONTENT),
        contacts=sum(names.values()),
        contacts_total=_total(draft.files, tag, DIRECTORY),
        by_status={status.value: script[status.value] for status in Status if script[status.value]},
    )


def _status(draft: PackDraft, tag: str, domain: str) -> Counter[str]:
    texts = person_texts(draft.files, domain)
    if tag in OWN:  # the script's own languages carry no status per text: they are drafts
        present = sum(OWN[tag] in text for text in texts.values())
        return Counter({Status.DRAFT_MACHINE.value: present})
    entries = draft.texts.get(tag, {})
    return Counter(str(entries[key][1]) for key in texts if key in entries)


def _total(files: Files, tag: str, domain: str) -> int:
    """Plain Japanese need not stand everywhere: count what is asked for."""
    texts = person_texts(files, domain)
    own = OWN.get(tag)
    if own == "ja_easy":
        return sum("ja_easy" in text for text in texts.values())
    return len(texts)
