# SPDX-License-Identifier: MIT
"""Locks: why an item must not be asked now (CONTENT.md §1 gates, §5, §6). Hold against every jump.

A condition says when an item is due; a lock says why it must not be asked. Used by the engine, by
the service that stores answers (a locked answer is not stored) and by disclosure (a locked consent
opens no handover). Reasons are stable ids: ``gate_open``, ``gate_care``, ``gate_assent``,
``gate_content``, ``age_not_asked``, ``child_path``, and the id of the item that has to come before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.domain.age import PROTECTIVE
from app.domain.condition import AgeState, AllOf, AnswerIn, AnyOf, Condition
from app.domain.facts import Facts
from app.domain.pack import Audience, Gate, Item
from app.ids import ItemId

EMBARKATION_PHASE: Final = "EMB"
MEDIUM_LEVEL: Final = 2


def lock_reason(
    facts: Facts, item: Item, opened: frozenset[ItemId] = frozenset(), language: str | None = None
) -> str | None:
    """Return why ``item`` must not be asked, or None.

    ``opened``: items a supervisor opened in the child path, with a reason. ``language``: the tag
    chosen on the language screen, if one was (its item answered with a language counts too).
    """
    child = facts.age_state in PROTECTIVE
    if child and item.id not in facts.pack.child_allowed and item.id not in opened:
        return "child_path"
    if not _language_chosen(facts, item, language):
        return "gate_open"
    return _gate(facts, item, child=child) or _condition_lock(facts, item)


def _language_chosen(facts: Facts, item: Item, language: str | None) -> bool:
    """No text before the language stands; EMB needs it even for the officer's box."""
    if item.id == facts.pack.roles.language.item or (
        item.audience is Audience.OFFICER and item.phase != EMBARKATION_PHASE
    ):
        return True
    if language:
        return True
    value = facts.at(facts.pack.roles.language)
    return value is not None and value.state is None


def _gate(facts: Facts, item: Item, *, child: bool) -> str | None:
    """Check the gate. For a child the assent stands in for the consent, also behind an opened lock."""
    assent = facts.at(facts.pack.roles.assent)
    agreed = assent is not None and assent.data == "yes"
    match item.gate:
        case Gate.OPEN:
            return None
        case Gate.CARE:
            met = assent is not None if child else facts.consent_interview is not None
            return None if met else "gate_care"
        case Gate.ASSENT:
            return None if agreed else "gate_assent"
        case Gate.CONTENT:
            if not (agreed if child else facts.consent_interview in {"yes", "short"}):
                return "gate_assent" if child else "gate_content"
            waits = item.level >= MEDIUM_LEVEL and facts.age_state is AgeState.NOT_ASKED
            return "age_not_asked" if waits else None


def _condition_lock(facts: Facts, item: Item) -> str | None:
    needed = facts.pack.roles.locks.get(item.id)
    if needed is None:
        return None
    terms = [term for term in answers_named(item.condition) if term.item == needed]
    return None if all(facts.holds(term) for term in terms) else str(needed)


def due(facts: Facts, item: Item) -> bool:
    """Tell whether the item would be due once its condition lock is lifted (CONTENT.md §3, §7)."""
    needed = facts.pack.roles.locks.get(item.id)
    if needed is None or not isinstance(item.condition, AllOf):
        return facts.holds(item.condition)
    rest = [t for t in item.condition.terms if not (isinstance(t, AnswerIn) and t.item == needed)]
    return all(facts.holds(term) for term in rest)


def answers_named(condition: Condition | None) -> Iterator[AnswerIn]:
    """The answers that a condition asks for outright (not those under a ``not``)."""
    match condition:
        case AnswerIn():
            yield condition
        case AllOf(terms) | AnyOf(terms):
            for term in terms:
                yield from answers_named(term)
