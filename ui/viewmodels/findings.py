# SPDX-License-Identifier: MIT
"""*What this shows*: the indicators with the answers, rules and sources behind them, as plain rows.

A screening aid, never a verdict (DECISIONS.md §5): every row says what supports it, what speaks against
it and what was not asked. Made from one session on demand; holds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.condition import NumberTest, SpanTest, When
from app.domain.indicator_table import NOT_LISTED
from app.domain.pack import Item, Pack, ValueType
from app.domain.text import EN, JA
from app.ids import ItemId, LangTag, PartId
from app.indicators.model import (
    Assessment,
    DimensionResult,
    Grade,
    IndicatorEntry,
    Otherwise,
    Support,
)
from app.services.interviews import Session
from app.services.texts import Texts
from app.services.wording import Words


@dataclass(frozen=True, slots=True)
class Cited:
    """One answer as it stands: its item, the question and what was said.

    ``before``: the answers that changed after it was given, so that it would not be asked now.
    """

    item: ItemId
    question: str
    answer: str
    before: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One supported code. ``rules``: the answers that would meet it; ``source``: who wrote the rule."""

    code: str
    title: str
    source: str
    grade: str  # strong, medium, weak, ungraded, not_listed or empty
    answers: tuple[Cited, ...]
    rules: tuple[str, ...]
    against: tuple[Cited, ...]
    not_asked: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One of D1–D6. ``grade``: positive, ungraded, some or none_so_far."""

    id: str
    title: str
    grade: str
    findings: tuple[FindingRow, ...]
    not_asked: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything of the panel. ``elements``: indicated, partly or not_so_far."""

    elements: str
    child_path: bool
    ungraded: int  # signs in dimensions that are not judged, for want of published strengths
    act: tuple[FindingRow, ...]
    means: tuple[FindingRow, ...]
    purpose: tuple[FindingRow, ...]
    dimensions: tuple[DimensionRow, ...]
    forced_labour: tuple[FindingRow, ...]
    pattern: str
    note: str
    not_asked: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Puts an assessment into the officer's words."""

    pack: Pack
    texts: Texts
    words: Words
    lang: str

    def findings(self, session: Session) -> Findings:
        """The whole panel for the session as it stands."""
        found: Assessment = session.assessment
        rules = self.pack.indicators
        return Findings(
            elements=found.elements.value,
            child_path=found.child_path,
            ungraded=sum(
                len(dimension.ungraded)
                for dimension in found.dimensions.values()
                if dimension.grade is Grade.UNGRADED
            ),
            act=self._rows(session, found.act),
            means=self._rows(session, found.means),
            purpose=self._rows(session, found.purpose),
            dimensions=tuple(
                self._dimension(session, dimension) for dimension in found.dimensions.values()
            ),
            forced_labour=self._rows(session, found.forced_labour),
            pattern=self.texts.officer(rules.pattern, self.lang).text if found.pattern else "",
            note=self.texts.officer(rules.note, self.lang).text,
            not_asked=found.not_asked,
        )

    def question(self, item: ItemId) -> str:
        """The officer's wording of an item, for lists."""
        return self.texts.officer(self.pack.items[item].text, self.lang).text

    def cited(self, session: Session, item: ItemId) -> Cited:
        """An answered item with its answer in the officer's words."""
        asked, answer = self.pack.items[item], session.interview.answer(item)
        words = self.words.answer(asked, answer).ja.text if answer else ""
        return Cited(item, self.question(item), words, session.said_before.get(item, ()))

    def _rows(
        self,
        session: Session,
        entries: Iterable[IndicatorEntry],
        grade: Callable[[IndicatorEntry], str] = lambda _: "",
    ) -> tuple[FindingRow, ...]:
        return tuple(self._finding(session, entry, grade(entry)) for entry in entries)

    def _finding(self, session: Session, entry: IndicatorEntry, grade: str) -> FindingRow:
        return FindingRow(
            code=entry.code,
            title=self.texts.officer(entry.title, self.lang).text,
            source=entry.source,
            grade=grade,
            answers=tuple(self.cited(session, item) for item in entry.items),
            rules=tuple(dict.fromkeys(self._rule(support) for support in entry.supports)),
            against=tuple(self._against(session, otherwise) for otherwise in entry.otherwise),
            not_asked=entry.not_asked,
        )

    def _dimension(self, session: Session, result: DimensionResult) -> DimensionRow:
        def grade(entry: IndicatorEntry) -> str:
            return result.grades.get(entry.code, NOT_LISTED) or "ungraded"

        return DimensionRow(
            id=result.id,
            title=self.texts.officer(result.title, self.lang).text,
            grade=result.grade.value,
            findings=self._rows(session, result.entries, grade),
            not_asked=len(result.not_asked),
        )

    def _against(self, session: Session, otherwise: Otherwise) -> Cited:
        return self.cited(session, otherwise.item)

    def _rule(self, support: Support) -> str:
        """The rule in words: the item and the answers that meet it."""
        item = self.pack.items[support.item]
        part = item.part(support.rule.part) or item.parts[0]
        wanted = " / ".join(self._when(item, part.id, when) for when in support.rule.when)
        label = self.texts.officer(part.text, self.lang).text if item.composite else ""
        return f"{support.item}{f' · {label}' if label else ''}: {wanted}"

    def _when(self, item: Item, part_id: PartId, when: When) -> str:
        signs = {"lt": "<", "lte": "≤", "gt": ">", "gte": "≥"}
        if isinstance(when, NumberTest):
            return f"{signs[when.op]} {when.bound}"
        if isinstance(when, SpanTest):
            return f"≥ {when.at_least_hours} h"
        part = item.part(part_id)
        option = part.option(when) if part else None
        if option:
            return self.texts.officer(option.text, self.lang).text
        if part and part.type is ValueType.YN4 and when in {"yes", "no"}:
            return self._phrase(when.capitalize())
        named = {"unsure": "not sure", "declined": "did not want to answer"}
        return self._phrase(named[when]) if when in named else when

    def _phrase(self, msgid: str) -> str:
        return self.words.phrase(msgid).ja.text


def reader_language(lang: str) -> LangTag:
    """The language of the officer's side in content: Japanese or English."""
    return JA if lang.startswith("ja") else EN
