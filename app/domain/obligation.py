# SPDX-License-Identifier: MIT
"""What the source documents ask of the interview, and what fulfils it: the rows of the ledger.

A row names things of the pack by kind, rules of the engine, screens, papers and practice cases; or it says in
words why it is out of scope. Lint looks whether what a row names is there; which tests
fail without it stands in ``ledger.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.text import LocalText

OUT_AT_MOST: Final = 25  # of all obligations; more would be a program for something else


class ObligationKind(StrEnum):
    """What an obligation may be fulfilled by."""

    ITEMS = "items"
    CARDS = "cards"
    RECIPIENTS = "recipients"
    BASES = "bases"
    FLAGS = "flags"
    TIMERS = "timers"
    CODES = "codes"
    STATISTICS = "statistics"
    CONTACTS = "contacts"
    RULES = "rules"
    SCREENS = "screens"
    CASES = "cases"
    PAPERS = "papers"
    DOCUMENTS = "documents"


class Rule(StrEnum):
    """Rules of the engine that rows may name; each has an executable proof among the tests."""

    THREE_ELEMENTS = "three_elements"
    CHILD_NEEDS_NO_MEANS = "child_needs_no_means"
    CHILD_PATH = "child_path"
    LABOUR_MODULE = "labour_module"
    FULL_AFTER_SHORT = "full_after_short"
    OTHERS_JUMP_FORWARD = "others_jump_forward"
    CLOSING_BLOCKED = "closing_blocked"
    ANSWER_REFUSABLE = "answer_refusable"
    NEUTRAL_ORDER = "neutral_order"
    EMBASSY_AFTER_FEARS = "embassy_after_fears"
    AGENCY_WORDING = "agency_wording"
    SAME_QUESTIONS = "same_questions"
    WHY_TOLD = "why_told"
    PACK_DATED = "pack_dated"
    LOOK_BACK = "look_back"


class Screen(StrEnum):
    """Screens that rows may name, by their package in ``ui.screens``."""

    INTERVIEW = "interview"
    PAUSE = "pause"
    HANDOVER = "handover"
    REGISTRY = "registry"


class ObligationPaper(StrEnum):
    """Papers without answers that rows may name, as the command prints them (`app.services.papers`)."""

    FORM = "form"
    WAY = "way"
    STANDARDS = "standards"
    COAST_GUARD = "coast-guard"
    LIAISON = "liaison"


class ObligationCase(StrEnum):
    """Practice cases that rows may name, by their files in ``resources/content/practice``."""

    HOST_CLUB_DEBT = "01-host-club-debt"
    ENTERTAINERS_PASSPORTS = "02-entertainers-passports"
    FALSE_MARRIAGE = "03-false-marriage"
    INTERN_FISH_PROCESSOR = "04-intern-fish-processor"
    CAREGIVER_ROUTE = "05-caregiver-route"
    AV_CONTRACT = "06-av-contract"
    TUNA_BOAT = "07-tuna-boat"
    CHILD_SOCIAL_MEDIA = "08-child-social-media"
    DOMESTIC_SERVANT = "09-domestic-servant"
    FORCED_TO_AIRPORT = "10-forced-to-airport"
    ORGAN_THREAT = "11-organ-threat"
    LABOUR_CAMP = "12-labour-camp"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One row. ``by``: kind -> ids; ``out``: why it is out of scope. Exactly one of both is given.

    ``document`` is the name of the source, ``place`` where in it, as ``AR20 4(1)``.
    """

    id: str
    title: LocalText
    document: LocalText
    place: str
    by: Mapping[ObligationKind, tuple[str, ...]]
    out: LocalText | None


class BindingKind(StrEnum):
    """What a document that binds is."""

    PLAN = "plan"
    MEASURES = "measures"
    TREATY = "treaty"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class BindingDocument:
    """A document that binds the interview, named and dated; its text is not in the pack.

    ``dated`` and ``in_force`` are ISO 8601, to the month where no day is known. ``version`` is what
    headquarters loaded or keeps, None until it says so. ``replaced_by`` is the id of a later one.
    """

    id: str
    kind: BindingKind
    name: LocalText
    about: LocalText
    dated: str
    in_force: str | None
    until: str | None
    replaced_by: str | None
    version: str | None
    source: str
    verified_by: str | None
    verified_on: str | None

    def comes(self, today: date) -> bool:
        """Whether it is not in force yet."""
        return self.in_force is not None and self.in_force > today.isoformat()
