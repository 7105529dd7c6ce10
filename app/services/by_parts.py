# SPDX-License-Identifier: MIT
"""Items whose parts are put one by one: what stands of the other parts, and how each was put."""

from __future__ import annotations

from dataclasses import replace

from app.domain.interview import facts
from app.domain.pack import Item, Pack
from app.domain.state import Interview
from app.domain.value import Answer, Json
from app.flow.parts import next_part
from app.ids import PartId
from app.services.texts import ItemTexts, shown_words


def beside(pack: Pack, state: Interview, item: Item, new: Answer) -> Answer:
    """The new answer with the parts that were put before; elsewhere as it is.

    While a part is put alone the others stay beside it; later all of them are on the screen, and what is
    not there any more was taken out. A part that this answer makes not due goes, unless it was just said.
    """
    earlier = state.answer(item.id)
    if earlier is None or not item.by_parts:
        return new
    facts_before = facts(pack, state)
    answer = new
    if next_part(facts_before, item) is not None:
        left = {name: old for name, old in earlier.parts.items() if name not in new.not_asked}
        parts = {**left, **new.parts}
        passed = dict.fromkeys((*earlier.not_asked, *new.not_asked))
        answer = replace(new, parts=parts, not_asked=tuple(p for p in passed if p not in new.parts))
    for part in item.parts:
        now = replace(facts_before, answers={**facts_before.answers, item.id: answer})
        if not now.holds(part.condition):
            answer = _without(answer, part.id, earlier)
    return answer


def _without(answer: Answer, part: PartId, earlier: Answer) -> Answer:
    """The answer without a part that is not due: it was not passed, and what stood of it goes."""
    left = {
        name: value
        for name, value in answer.parts.items()
        if name != part or value != earlier.parts.get(name)
    }
    passed = tuple(name for name in answer.not_asked if name != part)
    return replace(answer, parts=left or answer.parts, not_asked=passed)


def put_now(earlier: Answer | None, answer: Answer, texts: ItemTexts, mode: str) -> dict[str, Json]:
    """How the parts that this answer gives or changes were put, for its event."""
    before = earlier.parts if earlier else {}
    return {
        part.part.id: {"mode": mode, "shown": shown_words(texts, part)}
        for part in texts.parts
        if part.part.id in answer.parts and answer.parts[part.part.id] != before.get(part.part.id)
    }
