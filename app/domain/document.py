# SPDX-License-Identifier: MIT
"""A handover and a person's paper with every text resolved: what `app.documents` draws, nothing more.

`app.services.handover` fills these from the sealed record and the recipient's decision; the adapter
knows no pack, no consent rule and no key (DECISIONS.md §2). Nothing of a withheld group may stand in here:
what is not in this object cannot be printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.text import Wording
from app.ids import CaseNumber, FlagId, GroupId, ItemId, LangTag, RecipientId


@dataclass(frozen=True, slots=True)
class WordPair:
    """One sentence for the reader (Japanese) and, where it exists, in the person's language."""

    ja: Wording
    person: Wording | None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One answered item as printed: question, answer, and the person's own words where given."""

    item: ItemId
    question: WordPair
    answer: WordPair
    own_words: Wording | None  # free text as said, in its language
    rendered: Wording | None  # the interpreter's rendering
    rendered_by: str | None
    notes: tuple[str, ...] = ()
    before: tuple[ItemId, ...] = ()  # answers that changed after this one was given
    told_freely: bool = False  # the open account; every other answer is one to a closed question


@dataclass(frozen=True, slots=True)
class Section:
    group: GroupId
    title: WordPair
    entries: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class Urgent:
    """A flag whose groups are all disclosed to this reader."""

    flag: FlagId
    severity: str  # "red" or "amber"
    title: WordPair
    actions: tuple[Wording, ...]
    open: bool
    taken_back: bool = False
    before: tuple[ItemId, ...] = ()  # answers that changed after those it rests on


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the header table, e.g. place, language, read-back."""

    label: WordPair
    value: WordPair


@dataclass(frozen=True, slots=True)
class HandoverDocument:
    """All of one signed handover. ``attachment`` is the associated file, with the SD-JWT in it."""

    recipient: RecipientId
    recipient_name: WordPair
    layout: str  # protection, immigration, investigation, iom, own_agency, ...
    title: WordPair
    case_number: CaseNumber
    agency: WordPair
    station: str
    sealed_at: datetime  # aware
    created_at: datetime  # aware; the signing time
    version: int
    practice: bool
    header: tuple[
        Fact, ...
    ]  # place/consent/course only with `process`, language only with `interpreter`
    basis: WordPair  # why this reader may have it: agreed by the person, or the named statute
    countersigned_by: str | None
    urgent: tuple[Urgent, ...]
    sections: tuple[Section, ...]
    not_included: tuple[WordPair, ...]  # names of groups of groups_at_most that do not go
    no_evidence: WordPair  # "not a statement of evidence"
    translation_note: WordPair
    warnings: tuple[WordPair, ...]  # e.g. that rights were read in an unreviewed translation
    person_language: LangTag
    record_hash: str
    chain_head: str
    attachment_name: str
    attachment: bytes
    unsigned: bool = False  # a paper for now: no signature, no attachment, marked on every page


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """A heading with its lines on the person's own paper."""

    title: Wording
    lines: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """The plain paper: cards, contacts, next steps. No case number unless wanted, no attachment."""

    title: Wording  # neutral
    language: LangTag
    blocks: tuple[PaperBlock, ...]
    case_number: CaseNumber | None
    created_at: datetime
    practice: bool = False  # of an invented person: marked on every page; a real paper says nothing
    notice: Wording | None = None  # above cards that no native speaker has reviewed


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a file shows: a hash per page, and one of what stands around the pages."""

    pages: tuple[str, ...]
    around: str

    def differs_at(self, other: Appearance) -> int | None:
        """The first page, counted from 1, that the other does not have so; 0: only what is around them."""
        pairs = zip(self.pages, other.pages, strict=False)
        for page, (own, another) in enumerate(pairs, start=1):
            if own != another:
                return page
        if len(self.pages) != len(other.pages):
            return min(len(self.pages), len(other.pages)) + 1
        return None if self.around == other.around else 0
