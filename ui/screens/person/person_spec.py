# SPDX-License-Identifier: MIT
"""The person's side of a question alone: no officer's word may reach this window."""

from __future__ import annotations

from dataclasses import replace

from app.domain.text import record_tag
from app.domain.value import Json
from app.ids import LangTag
from ui.widgets.answer_spec import AnswerSpec, Kind, OptionSpec, Pair, PartSpec, SideText


def person_spec(spec: AnswerSpec) -> AnswerSpec:
    """Return the question in the person's language only; options of the officer are left out."""
    lang = spec.person_lang
    return AnswerSpec(
        item=spec.item,
        question=_alone(spec.question, lang),
        parts=tuple(_part(part, lang) for part in spec.parts),
        composite=spec.composite,
        lead_in=_alone(spec.lead_in, lang) if spec.lead_in and spec.lead_in.person else None,
        notice=spec.notice,
        states=False,
        officer_lang=lang,
        person_lang="",
        for_person=True,
    )


def heard_texts(spec: AnswerSpec) -> list[tuple[str, SideText]]:
    """What is read aloud of a question, in the order of the page: mark of the option (or empty), text."""
    found = [("", side) for side in (spec.notice, spec.lead_in and spec.lead_in.officer) if side]
    found.append(("", spec.question.officer))
    for part in spec.parts:
        if part.label is not None:
            found.append(("", part.label.officer))
        if not part.searchable:
            found.extend((option.id, option.label.officer) for option in part.options)
    return [(mark, side) for mark, side in found if side.text]


def is_plain_choice(spec: AnswerSpec) -> bool:
    """One list of options: shown as very large rows."""
    kinds = {Kind.YN4, Kind.ONE, Kind.MANY, Kind.STATEMENT}
    return len(spec.parts) == 1 and spec.parts[0].kind in kinds and not spec.parts[0].searchable


def said_in(spec: AnswerSpec, value: Json) -> Json:
    """Add to free text in which language it was written."""
    lang = str(record_tag(LangTag(spec.officer_lang)))
    free = {part.id for part in spec.parts if part.kind is Kind.TEXT}
    if spec.composite and isinstance(value, dict):
        return {key: _worded(given, lang) if key in free else given for key, given in value.items()}
    return _worded(value, lang) if free else value


def _worded(value: Json, lang: str) -> Json:
    if isinstance(value, str):
        return {"text": value, "lang": lang}
    if isinstance(value, dict) and set(value) == {"text"}:
        return {**value, "lang": lang}
    return value


def _part(part: PartSpec, lang: str) -> PartSpec:
    return replace(
        part,
        kind=Kind.TEXT if part.kind is Kind.NAME else part.kind,  # the person writes it one way
        label=_alone(part.label, lang) if part.label else None,
        options=tuple(_option(option, lang) for option in part.options if not option.officer_only),
        groups=tuple(_option(group, lang) for group in part.groups),
    )


def _option(option: OptionSpec, lang: str) -> OptionSpec:
    return replace(option, label=_alone(option.label, lang, option.id))


def _alone(pair: Pair, lang: str, otherwise: str = "") -> Pair:
    """The person's text as the only one; a code stands where there is no name for it."""
    return Pair(pair.person or SideText(lang, otherwise), None)
