# SPDX-License-Identifier: MIT
"""What of an interview a reader could hold against the person, as far as it goes to that reader.

Which values these are and which readers could, is data of the pack (``recipients.json``, ``held_against``);
of an older interview it is what its own pack lists, what today's lists, and every value that today's does not
have any more (`app.domain.stricter`). A free text may tell of anything: every one without a mark, of
the groups that are asked about before the seal, is among them; in answers, and what was written beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.consent import Decision, disclosed_answers
from app.domain.evidence import values_of
from app.domain.groups import part_group
from app.domain.pack import Item, Pack, Part
from app.domain.roles import PartRole
from app.domain.state import Interview
from app.domain.value import Answer, PartValue
from app.domain.written import ANSWER, ASKED_ABOUT, WrittenText, written_texts
from app.ids import ItemId


def held_against(
    own: Pack, rules: Pack, interview: Interview, decision: Decision
) -> Mapping[ItemId, Answer]:
    """The answers in question, in the order of the interview, each with those parts and values alone.

    ``own``: the interview's pack; ``rules``: what it is handed over by (`app.domain.stricter`).
    """
    if not _reads(rules, decision):
        return {}
    given = {item: answer.answer for item, answer in interview.answers.items()}
    seen = disclosed_answers(own, decision, disclosed_answers(rules, decision, given))
    found = {}
    for name, answer in seen.items():
        item = own.items[name]
        parts = {
            part.id: piece
            for part in item.parts
            if (value := answer.parts.get(part.id))
            and (piece := _in_question(rules, item, part, value))
        }
        if parts:
            found[name] = Answer(name, parts)
    return found


def held_beside(
    own: Pack, rules: Pack, interview: Interview, decision: Decision
) -> tuple[WrittenText, ...]:
    """The notes and reasons in question: unmarked, and all groups of one way to tell them may go.

    That is the file's own limit of groups: one may be among them that a narrower consent keeps back.
    """
    if not _reads(rules, decision):
        return ()
    never = rules.recipients[decision.recipient].items_never
    ways = {text.name: text.ways for text in written_texts(own, interview)}
    return tuple(
        text
        for text in written_texts(rules, interview)
        if text.mark is None
        and not text.name.startswith(ANSWER)
        and text.item not in never
        and all(any(way <= decision.groups for way in by) for by in (text.ways, ways[text.name]))
        and not ASKED_ABOUT.isdisjoint(frozenset().union(*text.ways, *ways[text.name]))
    )


def _reads(rules: Pack, decision: Decision) -> bool:
    return decision.allowed and decision.recipient in rules.held_against.readers


def _in_question(rules: Pack, item: Item, part: Part, value: PartValue) -> PartValue | None:
    if value.words is not None and PartRole.NAMES not in part.roles and not part.format:
        groups = {part_group(item, part), part_group(rules.items[item.id], part)}
        return None if groups.isdisjoint(ASKED_ABOUT) else value
    listed = rules.held_against.values.get((item.id, part.id), frozenset())
    told = values_of(value) & listed
    if isinstance(value.data, list) and told:
        return replace(value, data=[word for word in value.data if word in told])
    return value if told else None
