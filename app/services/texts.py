# SPDX-License-Identifier: MIT
"""Which words the officer and the person see: language, agency variant, child wording, variables.

The two modes of DECISIONS.md §1.7 hold here and nowhere else. Consent, rights, card and grounding texts below
*reviewed-native* are shown to the person under one sentence in their language: an unofficial translation,
please ask. A station can choose the strict mode in its signed settings: then such texts do not reach the
person in a real interview. The officer always sees them, marked as a draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain.age import PROTECTIVE
from app.domain.card import Card
from app.domain.condition import AgeState
from app.domain.interview import facts
from app.domain.pack import Audience, Item, Option, Pack, Part
from app.domain.state import Interview
from app.domain.text import JA, JA_EASY, LocalText, Wording, content_language, record_tag
from app.domain.value import Json
from app.domain.variables import names, resolve_variables
from app.i18n.mark import mark_person
from app.ids import LangTag
from app.services.phrases import phrase

#: What stands above a consent, rights, card or grounding text that no native speaker has reviewed.
UNOFFICIAL: Final = mark_person(
    "This is an unofficial translation. If something is unclear, please ask."
)
RIGHTS_PHASES: Final = frozenset({"CONS", "RGHT", "REFR"})


@dataclass(frozen=True, slots=True)
class OptionTexts:
    """One option as both sides read it."""

    option: Option
    officer: Wording
    person: Wording | None


@dataclass(frozen=True, slots=True)
class PartTexts:
    """One part with its label and options; on both sides in the same order."""

    part: Part
    officer: Wording
    person: Wording | None
    options: tuple[OptionTexts, ...]


@dataclass(frozen=True, slots=True)
class ItemTexts:
    """One item on both sides. ``person`` None: no text in that language, the interpreter reads.

    ``unreviewed``: some wording the person would see is below *reviewed-native*. ``person_hidden``:
    the person's window must not show it now (the officer's card shows it under the draft band).
    ``notice``: the sentence under which the person reads it, where one is needed.
    """

    item: Item
    officer: Wording
    person: Wording | None
    lead_in: tuple[Wording, Wording | None] | None
    parts: tuple[PartTexts, ...]
    note: Wording | None
    why_officer: Wording
    why_person: Wording | None
    unreviewed: bool
    person_hidden: bool
    notice: Wording | None = None


@dataclass(frozen=True, slots=True)
class CardTexts:
    """One card on both sides; see `ItemTexts` for the marks."""

    card: Card
    title: tuple[Wording, Wording | None]
    text: tuple[Wording, Wording | None]
    unreviewed: bool
    person_hidden: bool
    notice: Wording | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """The resolver of one station. ``runtime`` fills ``{officer_name}``; ``agency_name`` fills
    ``{agency_name}`` in the language of the text.
    """

    pack: Pack
    agency: str
    show_unreviewed: bool
    today: date
    runtime: Mapping[str, str]
    agency_name: Callable[[LangTag], str]

    def of(self, pack: Pack) -> Texts:
        """The same station's words of another pack."""
        return self if pack is self.pack else replace(self, pack=pack)

    def resolve(self, text: LocalText, *langs: LangTag) -> Wording:
        """The wording in the first language that exists (English at last), variables filled."""
        return self._filled(text.first(*langs))

    def officer(self, text: LocalText, lang: str) -> Wording:
        """The officer's wording: Japanese, plain Japanese where there is no other, or English."""
        return self.resolve(text, *((JA, JA_EASY) if lang == JA else (LangTag(lang), JA)))

    def person(self, text: LocalText, language: str | None) -> Wording | None:
        """The wording in the person's own language, or None: never another language instead."""
        if language is None:
            return None
        found = text.get(content_language(LangTag(language)))
        if found is None and content_language(LangTag(language)) == JA_EASY:
            found = text.get(JA)
        return self._filled(found) if found else None

    def item(self, interview: Interview, item: Item, age: AgeState) -> ItemTexts:
        """Both sides of one item, options in the same order on both."""
        lang = interview.officer_language
        shown = self._text_of(item, age)
        person = self._side(interview, item)
        lead = self._lead_in(item, age)
        parts = tuple(self._part(interview, item, part) for part in item.parts)
        wording = person(shown)
        read = (wording, *((person(lead),) if lead else ()), *_read_in(parts))
        unreviewed = wording is not None and _any_unreviewed(read)
        hidden = unreviewed and self._guarded(interview) and is_rights(self.pack, item)
        phase = next(phase for phase in self.pack.phases if phase.id == item.phase)
        return ItemTexts(
            item=item,
            officer=self._official(item, age, lang),
            person=wording,
            lead_in=(self.officer(lead, lang), person(lead)) if lead else None,
            parts=parts,
            note=self._note(item, lang),
            why_officer=self.officer(phase.why, lang),
            why_person=self.person(phase.why, interview.language),
            unreviewed=unreviewed,
            person_hidden=hidden,
            notice=self.notice(interview.language)
            if unreviewed and is_rights(self.pack, item) and not hidden
            else None,
        )

    def card(self, interview: Interview, card: Card, age: AgeState) -> CardTexts:
        """Title and text of a card on both sides; a child gets the child's wording where there is one.

        A variant stands in for the text where its condition is true of this person (O-113 to O-116).
        """
        lang, language = interview.officer_language, interview.language
        child = card.text_child if age in PROTECTIVE else None
        text = self._variant(interview, card)
        wording = self.person(child or text, language)
        title = self.person(card.title, language)
        unreviewed = wording is not None and _any_unreviewed((wording, title))
        hidden = unreviewed and self._guarded(interview)
        return CardTexts(
            card=card,
            title=(self.officer(card.title, lang), title),
            text=(self.officer(child or text, lang), wording),
            unreviewed=unreviewed,
            person_hidden=hidden,
            notice=self.notice(language) if unreviewed and not hidden else None,
        )

    def _variant(self, interview: Interview, card: Card) -> LocalText:
        if not card.variants:
            return card.text
        now = facts(self.pack, interview)
        return next((v.text for v in card.variants if now.holds(v.when)), card.text)

    def grounding_hidden(self, interview: Interview) -> bool:
        """Grounding texts are drafts until a person reviewed them: same rule as for cards."""
        return self._guarded(interview)

    def notice(self, language: str | None) -> Wording | None:
        """The sentence above an unreviewed text, or None for a language that has none."""
        lang = content_language(LangTag(language)) if language else None
        words = phrase(lang, UNOFFICIAL) if lang else None
        return Wording(lang, words) if lang and words else None

    def withholds(self, wording: Wording) -> bool:
        """The strict mode keeps this consent, rights or card text from paper that a person may read."""
        return not self.show_unreviewed and not wording.status.reviewed

    def _guarded(self, interview: Interview) -> bool:
        return not interview.practice and not self.show_unreviewed

    def _side(self, interview: Interview, item: Item) -> _Side:
        shown = item.audience is not Audience.OFFICER
        return _Side(self, interview.language if shown else None)

    def _text_of(self, item: Item, age: AgeState) -> LocalText:
        if age in PROTECTIVE and item.text_child:
            return item.text_child.over(item.text)
        variant = item.variants.get(self.agency)
        return variant.text if variant and variant.text else item.text

    def _official(self, item: Item, age: AgeState, lang: str) -> Wording:
        """The officer reads what the child is asked: the adult's Japanese never stands in for it."""
        asked = item.text_child if age in PROTECTIVE and item.text_child else None
        shown = asked or self._text_of(item, age)
        return self.officer(shown if shown.wordings else item.text, lang)

    def _lead_in(self, item: Item, age: AgeState) -> LocalText | None:
        lead_id = item.led_in_by(self.agency)
        if lead_id is None:
            return None
        child = self.pack.shared_texts_child.get(lead_id) if age in PROTECTIVE else None
        return child or self.pack.shared_texts[lead_id]

    def _part(self, interview: Interview, item: Item, part: Part) -> PartTexts:
        person = self._side(interview, item)
        lang = interview.officer_language
        options = tuple(
            OptionTexts(
                option,
                self.officer(option.text, lang),
                None if option.officer_only else person(option.text),
            )
            for option in ordered(interview, item, part)
        )
        return PartTexts(part, self.officer(part.text, lang), person(part.text), options)

    def _note(self, item: Item, lang: str) -> Wording | None:
        variant = item.variants.get(self.agency)
        note = variant.note if variant and variant.note else item.note
        return self.officer(note, lang) if note else None

    def _filled(self, wording: Wording) -> Wording:
        if not names(wording.text):
            return wording
        text = resolve_variables(
            wording.text,
            self.pack.variables,
            lang=wording.lang,
            agency=self.agency,
            on=self.today,
            runtime={**self.runtime, "agency_name": self.agency_name(wording.lang)},
        )
        return replace(wording, text=text)


@dataclass(frozen=True, slots=True)
class _Side:
    """The person's side of one card, so that a part and its options ask the same way."""

    texts: Texts
    language: str | None

    def __call__(self, text: LocalText) -> Wording | None:
        return self.texts.person(text, self.language)


def ordered(interview: Interview, item: Item, part: Part) -> tuple[Option, ...]:
    """The options in the order shown: drawn once per interview where the item says so (CONTENT.md §1)."""
    if not item.shuffle_options:
        return part.options
    return tuple(sorted(part.options, key=lambda option: _draw(interview, item, option)))


def _draw(interview: Interview, item: Item, option: Option) -> str:
    seed = f"{interview.id}\n{item.id}\n{option.id}"
    return hashlib.sha256(seed.encode()).hexdigest()


def _read_in(parts: tuple[PartTexts, ...]) -> Iterator[Wording | None]:
    """What the person reads in the parts of a question: labels and options."""
    for part in parts:
        yield part.person
        yield from (option.person for option in part.options)


def _any_unreviewed(read: Iterable[Wording | None]) -> bool:
    return any(wording is not None and not wording.status.reviewed for wording in read)


def is_rights(pack: Pack, item: Item) -> bool:
    """Consent and rights texts: what a person decides on."""
    return item.phase in RIGHTS_PHASES or item.id == pack.roles.assent.item


def shown_words(texts: ItemTexts, part: PartTexts | None = None) -> dict[str, Json]:
    """The exact words on both sides when an answer was given, as its event keeps them (DECISIONS.md §1.2).

    ``part``: one that was put by itself.
    """
    asked = part or texts
    shown: dict[str, Json] = {
        "officer": _words(asked.officer),
        "person": None if texts.person_hidden else _words(asked.person),
    }
    if texts.lead_in:
        shown["lead_in"] = _words(texts.lead_in[1] or texts.lead_in[0])
    return shown


def shown_labels(texts: ItemTexts) -> dict[str, Json]:
    """Language and status on both sides when an item came onto the screen, as its event keeps them."""
    person = None if texts.person_hidden else texts.person
    return {"officer": label(texts.officer), "person": label(person)}


def label(wording: Wording | None) -> dict[str, Json] | None:
    """Language and status of a wording, without its text."""
    if wording is None:
        return None
    return {"lang": record_tag(wording.lang), "status": wording.status.value}


def _words(wording: Wording | None) -> dict[str, Json] | None:
    found = label(wording)
    return None if wording is None or found is None else {**found, "text": wording.text}
