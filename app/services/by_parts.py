# SPDX-License-Identifier: MIT
"""Items whose parts are put one by one: what stands of the other parts, and how each was put."""

from __future__ import annotations

from dataclasses import replace

from app.domain.interview import facts
from app.domain.pack import Item, Pack
from app.domain.state import Interview
from app.domain.value import Answer, Json
from app.flow.parts import next_part
from app.services.texts import ItemTexts, shown_words


def beside(pack: Pack, state: Interview, item: Item, new: Answer) -> Answer:
    """The new answer with the parts that were put before; elsewhere as it is.

    While a part is put alone the others stay beside it; later all of them are on the screen, and what is
    not there any more was taken out. A part that this answer makes not due goes, unless it was just said.
    """
    earlier = state.answer(item.id)
    if earlier is None or not item.by_parts:
        return new
    known = facts(pack, state)
    answer = new
    if next_part(known, item) is not None:
        answer = replace(new, parts={**earlier.parts, **new.parts})
    for part in item.parts:
        now = replace(known, answers={**known.answers, item.id: answer})
        stood = answer.parts.get(part.id)
        if (
            stood is not None
            and stood == earlier.parts.get(part.id)
            and not now.holds(part.condition)
        ):
            left = {name: one for name, one in answer.parts.items() if name != part.id}
            answer = replace(answer, parts=left) if left else answer
    return answer


def put_now(earlier: Answer | None, answer: Answer, texts: ItemTexts, mode: str) -> dict[str, Json]:
    """How the parts that this answer gives or changes were put, for its event."""
    before = earlier.parts if earlier else {}
    return {
        one.part.id: {"mode": mode, "shown": shown_words(texts, one)}
        for one in texts.parts
        if one.part.id in answer.parts and answer.parts[one.part.id] != before.get(one.part.id)
    }
