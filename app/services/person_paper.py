# SPDX-License-Identifier: MIT
"""The person's own paper: cards that the person saw, numbers, next steps. No answer and no group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.domain.carried import CarriedNumbers
from app.domain.document import PaperBlock, PersonPaper
from app.domain.interview import facts
from app.domain.pack import Pack
from app.domain.state import Interview
from app.domain.text import Wording, content_language
from app.ids import CardId, CaseNumber, LangTag
from app.services.carried_words import number_blocks
from app.services.phrases import phrase
from app.services.texts import CardTexts, Texts


def person_paper(  # noqa: PLR0913 what the paper is made of
    pack: Pack,
    texts: Texts,
    state: Interview,
    now: datetime,
    numbers: CarriedNumbers,
    *,
    with_case_number: bool,
) -> PersonPaper:
    """Where cards are hidden (the strict mode), numbers and next steps only."""
    language = paper_language(state)
    cards = cards_to_take(pack, texts, state)
    blocks = [*_card_blocks(cards), *number_blocks(numbers, language, texts)]
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


def paper_language(state: Interview) -> LangTag:
    """The pack's key of the language in which the paper is written."""
    return content_language(LangTag(state.language or "ja"))


def cards_to_take(pack: Pack, texts: Texts, state: Interview) -> list[CardTexts]:
    """The cards the person saw and may read."""
    age = facts(pack, state).age_state
    shown = dict.fromkeys(shown.card for shown in state.cards)
    found = [texts.card(state, pack.cards[CardId(card)], age) for card in shown]
    return [card for card in found if card.text[1] is not None and not card.person_hidden]


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
