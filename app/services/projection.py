# SPDX-License-Identifier: MIT
"""What lists and searches read: rows made from the state, droppable and rebuilt from the events."""

from __future__ import annotations

import json

from app.domain.groups import answer_groups
from app.domain.pack import Pack
from app.domain.parse import answer_to_json
from app.domain.silent import silent_flag
from app.domain.state import Given, Interview
from app.flow.view import FlowView
from app.ids import CaseNumber, ItemId
from app.services.ports import AnswerRow, Projection, Summary

RED = "red"


def project(
    pack: Pack, interview: Interview, view: FlowView, earlier: Projection | None = None
) -> Projection:
    """Return the projection of one interview after its last event.

    ``earlier``: the one of fewer events under the same pack; answers that stand in it are taken from there.
    """
    rows = {row.item: row for row in earlier.answers} if earlier is not None else {}

    def answer_row(item: ItemId, given: Given) -> AnswerRow:
        row = rows.get(item)
        return row if row is not None and row.seq == given.seq else _answer_row(pack, item, given)

    return Projection(
        summary=_summary(pack, interview, view),
        answers=tuple(
            answer_row(item, given)
            for item, given in sorted(
                interview.answers.items(), key=lambda answered: answered[1].seq
            )
        ),
        search_text=_words(pack, interview),
    )


def _summary(pack: Pack, interview: Interview, view: FlowView) -> Summary:
    if interview.id is None or interview.started_at is None or interview.last_at is None:
        msg = "an interview without its first event has no summary"
        raise ValueError(msg)
    raised = sorted(view.flags_open, key=lambda flag: (flag.severity != RED, flag.raised_at))
    flags = [str(flag.flag) for flag in raised]
    called = silent_flag(pack) if interview.called else None
    if called is not None and called.id not in flags:
        flags.append(str(called.id))  # the list says that something waits, as the page does
    return Summary(
        interview=interview.id,
        case_number=CaseNumber(interview.case_number),
        script=interview.script,
        agency=interview.agency,
        practice=interview.practice,
        language=interview.language,
        state=interview.state.value,
        age_state=view.age_state.value,
        started_at=interview.started_at,
        updated_at=interview.last_at,
        answered=len(interview.answers),
        flags=tuple(flags),
        timers=tuple((str(t.timer), t.due_at) for t in view.timers if t.stopped_at is None),
        head=interview.head,
        seq=interview.seq,
        version=interview.version,
        group_label=interview.group_label,
    )


def _answer_row(pack: Pack, item: ItemId, given: Given) -> AnswerRow:
    parts = json.dumps(answer_to_json(given.answer), ensure_ascii=False, sort_keys=True)
    groups = "+".join(sorted(answer_groups(pack.items[item], given.answer)))
    return AnswerRow(item=item, group=groups, parts=parts, seq=given.seq)


def _words(pack: Pack, interview: Interview) -> str:
    """The searchable words: case number, free text, notes. Options are found by the item's filters."""
    texts = [interview.case_number, interview.group_label]
    for item, given in interview.answers.items():
        for value in (text for whole in given.answer.parts.values() for text in whole.entries):
            if pack.items[item].part is not None and isinstance(value.data, str):
                texts.append(value.data)
            elif isinstance(value.data, dict):
                texts += [str(word) for word in value.data.values() if isinstance(word, str)]
            if value.rendered:
                texts.append(value.rendered.text)
    texts += [note.text for note in interview.notes]
    texts += [card.note for card in interview.cards if card.note]
    return "\n".join(texts)
