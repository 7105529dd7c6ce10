# SPDX-License-Identifier: MIT
"""Texts with their languages and review status (DECISIONS.md §1.7; LANGUAGES.md §4).

A text is never a bare string: each wording says in which language it is and how far it was reviewed,
because unreviewed consent, rights, card and grounding texts must not reach a person as if approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.ids import LangTag

JA = LangTag("ja")
JA_EASY = LangTag("ja_easy")
EN = LangTag("en")


class Status(StrEnum):
    """How far a wording was reviewed, lowest first."""

    DRAFT_MACHINE = "draft-machine"
    HUMAN_TRANSLATED = "human-translated"
    REVIEWED_NATIVE = "reviewed-native"
    APPROVED_AGENCY = "approved-agency"

    @property
    def reviewed(self) -> bool:
        """True from *reviewed-native* on: the bar for showing rights texts in a real interview."""
        return self in {Status.REVIEWED_NATIVE, Status.APPROVED_AGENCY}


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in one language. ``ja_easy`` wordings carry readings as ``漢字{かんじ}``."""

    lang: LangTag
    text: str
    status: Status = Status.DRAFT_MACHINE


@dataclass(frozen=True, slots=True)
class LocalText:
    """The same sentence in several languages, under the key that translators see.

    ``key`` is e.g. ``SAFE-01/text``, ``WORK-03.start/text``, ``REFR-02/option/all``,
    ``CARD-03/title``, ``LEAD-HARD/text``, ``group/safety``, ``recipient/wcsc``, ``phase/SAFE/title``.
    """

    key: str
    wordings: Mapping[LangTag, Wording] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, lang: LangTag) -> Wording | None:
        """Return the wording in exactly this language, or None. Never falls back by itself."""
        return self.wordings.get(lang)

    def first(self, *langs: LangTag) -> Wording:
        """Return the wording in the first of ``langs`` that exists; English always exists.

        Raises KeyError for a text without English: `content.lint` refuses such a pack.
        """
        for lang in (*langs, EN):
            if found := self.wordings.get(lang):
                return found
        raise KeyError(self.key)

    def over(self, other: LocalText) -> LocalText:
        """Return a text that reads as this one where it stands in a language, else as the other."""
        return LocalText(self.key, _Over(self.wordings, other.wordings))


@dataclass(frozen=True, slots=True)
class _Over(Mapping[LangTag, Wording]):
    """One mapping before another; nothing is looked up until it is asked for."""

    first: Mapping[LangTag, Wording]
    second: Mapping[LangTag, Wording]

    def __getitem__(self, lang: LangTag) -> Wording:
        return self.first[lang] if lang in self.first else self.second[lang]

    def __iter__(self) -> Iterator[LangTag]:
        yield from self.first
        yield from (lang for lang in self.second if lang not in self.first)

    def __len__(self) -> int:
        return sum(1 for _lang in self)


def content_language(person: LangTag) -> LangTag:
    """The pack's key for a person's language: a person who speaks Japanese reads plain Japanese."""
    return JA_EASY if person in {JA, LangTag("ja-x-easy")} else person


def record_tag(content: LangTag) -> LangTag:
    """The BCP-47 tag written into records: ``ja_easy`` is a pack key, ``ja-x-easy`` a language tag."""
    return LangTag("ja-x-easy") if content == JA_EASY else content
