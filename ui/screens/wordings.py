# SPDX-License-Identifier: MIT
"""Sentences of the officer's side that belong to ids and codes and are used by several screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.i18n import SENTENCES, sentence
from ui.errors import sentence_for
from ui.widgets.words import Translate

if TYPE_CHECKING:  # of a pack: not for the sentences of the unlock page
    from app.domain.roles import Roles


def lock_remedy(reason: str, roles: Roles) -> str:
    """The item that lifts a lock; the reason itself where that is the item; else no item's id."""
    items = {
        "gate_open": roles.language.item,
        "gate_care": roles.interview_consent.item,
        "gate_assent": roles.assent.item,
        "gate_content": roles.interview_consent.item,
        "age_not_asked": roles.age.item,
    }
    return items.get(reason, reason)


def problem_sentence(code: str, tr: Translate) -> str:
    """What to do about a field that cannot be stored yet."""
    sentences = {
        "answer_date_form": tr(
            "Write the year first, as in 2024-06-14, 令和6 or R6; or only the words."
        ),
        "answer_date_none": tr("There is no such day in this calendar."),
        "answer_date_era": tr("This era had not begun, or was over."),
        "answer_date_era_missing": tr("Write the era before the year, as in 令和6 or R6."),
        "answer_reason_missing": tr("Write the reason."),
        "answer_too_long": tr(
            "This text is longer than a record can hold. Shorten it, or write the rest as a note."
        ),
        "answer_name": tr("A name may hold no characters that cannot be seen."),
        "answer_groups_missing": tr("Tick at least one part."),
    }
    if code in SENTENCES:
        return sentence(code, {}, tr)
    return sentences.get(code, tr("The answer is not complete yet."))


def before_sentence(changed: Sequence[str], tr: Translate) -> str:
    """What an answer, or a flag, that was there before other answers changed says of itself."""
    return tr("said before the answer to {items} changed").format(items=", ".join(changed))


def mode_word(mode: str, tr: Translate) -> str:
    """How the interpreter takes part."""
    sentences = {
        "in_person": tr("in the room"),
        "phone": tr("by telephone"),
        "video": tr("by video"),
    }
    return sentences.get(mode, mode)


def grounding(tr_person: Translate) -> tuple[str, ...]:
    """What helps to come back to the room, in the person's words."""
    return (
        tr_person("Put your feet on the floor. Breathe in slowly, breathe out slowly."),
        tr_person("Look around and name five things that you can see."),
    )


def error_sentence(error: Exception, tr: Translate) -> str:
    """The sentence for anything that failed, without the text of the exception."""

    def words(code: str, params: Mapping[str, str | int]) -> str:
        return sentence(code, params, tr)

    return sentence_for(error, words)


def call_sentence(kind: str, tr: Translate) -> str:
    """What the person asks for in their own window."""
    sentences = {
        "not_understood": tr(
            "The person does not understand this question. Say it in another way."
        ),
        "interpreter": tr("The person asks for another interpreter."),
        "pause": tr("The person asks for a break."),
        "stop": tr("The person wants to stop."),
    }
    return sentences.get(kind, tr("The person asks for something."))
