# SPDX-License-Identifier: MIT
"""The person's own paper: cards that the person saw, numbers, next steps. No answer and no group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app.domain.document import PaperBlock, PersonPaper
from app.domain.interview import facts
from app.domain.pack import Pack
from app.domain.state import Interview
from app.domain.text import Wording, content_language
from app.ids import CardId, CaseNumber, LangTag
from app.services.phrases import phrase
from app.services.texts import CardTexts, Texts

NUMBERS = (
    ("police", "Police"),
    ("ambulance_fire", "Ambulance and fire"),
    ("coast_guard", "Coast guard"),
    ("child", "Child guidance center"),
)


def person_paper(
    pack: Pack, texts: Texts, state: Interview, now: datetime, *, with_case_number: bool
) -> PersonPaper:
    """Where cards are hidden (the strict mode), numbers and next steps only."""
    language = content_language(LangTag(state.language or "ja"))
    cards = cards_to_take(pack, texts, state)
    blocks = [*_card_blocks(cards), _numbers(language, pack.emergency_numbers)]
    steps = _phrases(language, "We can go on when you want, or another day.")
    if steps:
        blocks.append(PaperBlock(_phrases(language, "Next steps")[0], steps))
    return PersonPaper(
        title=_phrases(language, "Notes")[0],
        language=language,
        blocks=tuple(blocks),
        case_number=CaseNumber(state.case_number) if with_case_number else None,
        created_at=now,
        practice=state.practice,
        notice=next((card.notice for card in cards if card.notice is not None), None),
    )


def cards_to_take(pack: Pack, texts: Texts, state: Interview) -> list[CardTexts]:
    """The cards the person saw and may read."""
    age = facts(pack, state).age_state
    shown = dict.fromkeys(shown.card for shown in state.cards)
    found = [texts.card(state, pack.cards[CardId(card)], age) for card in shown]
    return [card for card in found if card.text[1] is not None and not card.person_hidden]


def _numbers(language: LangTag, numbers: Mapping[str, str]) -> PaperBlock:
    lines = [
        Wording(language, f"{phrase(language, name) or name}: {numbers[key]}")
        for key, name in NUMBERS
        if key in numbers
    ]
    return PaperBlock(_phrases(language, "Contacts")[0], tuple(lines))


def _card_blocks(cards: Sequence[CardTexts]) -> Iterator[PaperBlock]:
    for texts in cards:
        title, text = texts.title[1], texts.text[1]
        if text is not None:
            yield PaperBlock(title or text, _lines(text))


def _phrases(language: LangTag, msgid: str) -> tuple[Wording, ...]:
    return (Wording(language, phrase(language, msgid) or msgid),)


def _lines(text: Wording) -> tuple[Wording, ...]:
    """One idea per line, as on the card."""
    return tuple(
        Wording(text.lang, line, text.status) for line in text.text.splitlines() if line.strip()
    )
