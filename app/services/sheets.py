# SPDX-License-Identifier: MIT
"""Papers without answers, made from the pack: forms to fill in by hand, consents, cards, languages, numbers.

The same texts and ids as on the screen, for places without power. The officer reads on every paper that its
translation is a draft (a consent: that it is no approved one), the person that it is an unofficial one. In
the station's strict mode consent, rights and card texts stay on the officer's side only (DECISIONS.md §1.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain.carried import CarriedNumbers
from app.domain.document import WordPair
from app.domain.forms_on_paper import (
    BlankForm,
    CardSheet,
    FormPart,
    FormQuestion,
    FormSection,
    LanguageSheet,
    MiniCard,
    PaperLanguage,
    WaySheet,
    WayStage,
    WayStep,
)
from app.domain.moving import short_hash
from app.domain.pack import (
    AskStep,
    Audience,
    InsertStep,
    Item,
    Pack,
    Part,
    PhaseStep,
    RaiseStep,
    ValueType,
)
from app.domain.paper_plan import PlannedStage, PlannedStep
from app.domain.text import JA, LocalText, Wording, content_language
from app.errors import UserError
from app.ids import ItemId, LangTag, RecipientId
from app.services.agencies import agency_name
from app.services.carried_words import number_blocks
from app.services.condition_words import ConditionWords
from app.services.texts import Texts, is_rights
from app.services.wording import Phrases, Words

SCRIPTS: Final = ("full", "short", "group", "embarkation", "child")
CONSENT_PHASES: Final = ("CONS", "REFR")
_LINES: Final = {
    ValueType.TEXT: 3,
    ValueType.PLACE: 1,
    ValueType.NUMBER: 1,
    ValueType.MONEY: 1,
    ValueType.DATE: 1,
}
_YES_NO: Final = ("Yes", "No")
_STATES: Final = ("I am not sure", "I do not want to answer")
#: What is said at a stage of the way, by its sign.
_BESIDE_STAGE: Final = {
    "talk": ("You do not have to answer.", "You can stop at any time."),
    "choice": ("You can change your mind later.",),
}
_TOLD: Final = ("understood", "not understood")


@dataclass(frozen=True, slots=True)
class Sheets:
    """Makes the papers of one station in two languages. ``texts`` fills names and dates."""

    pack: Pack
    texts: Texts
    phrases: Phrases
    reader: LangTag
    language: LangTag
    today: date

    def form(self, script: str) -> BlankForm:
        """The interview of one script to fill in by hand. Raises UserError("script_unknown")."""
        if script not in self.pack.paths:
            raise UserError("script_unknown", script=script)
        phases: dict[str, list[FormQuestion]] = {}
        for item in self._items(script):
            phases.setdefault(item.phase, []).append(self._question(item))
        return self._blank("Questions for a talk about protection", script, phases, ())

    def consent(self) -> BlankForm:
        """Consents and rights with boxes to tick, and a place for a name or a mark, if wanted."""
        phases: dict[str, list[FormQuestion]] = {}
        for item in self.pack.items.values():
            if item.phase in CONSENT_PHASES and item.audience is Audience.PERSON:
                phases.setdefault(item.phase, []).append(self._question(item))
        signing = tuple(
            self._phrase(words)
            for words in ("Date", "Name or mark (only if you want)", "Read aloud by", "Interpreter")
        )
        return self._blank("Consent form", "consent", phases, signing)

    def cards(self) -> CardSheet:
        """All cards in both languages."""
        return CardSheet(
            title=self._phrase("Card"),
            language=self.language,
            code=self._code("cards"),
            made_on=self.today,
            note=self._status(),
            cards=tuple(
                (self._text(card.title, guarded=True), tuple(self._lines(card.text)))
                for card in self.pack.cards.values()
            ),
        )

    def languages(self) -> LanguageSheet:
        """Every language of the picker by its own name, to point at."""
        order = self.pack.picker.values()
        return LanguageSheet(
            title=self._phrase("Please point to your language.").ja,
            code=self._code("languages"),
            made_on=self.today,
            rows=tuple(
                PaperLanguage(
                    Wording(language.tag, language.endonym),
                    language.name_ja if self.reader == JA else language.name_en,
                    self._wording(content_language(language.tag), "I speak this language"),
                )
                for language in order
            ),
        )

    def way(self) -> WaySheet:
        """The way of the procedures, in words that the pack has already."""
        plan = self.pack.papers
        return WaySheet(
            title=self._phrase("Next steps"),
            language=self.language,
            code=self._code("way"),
            made_on=self.today,
            note=self._status(),
            stages=tuple(self._stage(stage) for stage in plan.way),
            beside=tuple(self._step(step) for step in plan.beside),
        )

    def mini_card(self, numbers: CarriedNumbers) -> MiniCard:
        """Numbers to carry."""
        return MiniCard(
            self.language, number_blocks(numbers, self.language, self.texts), self.today
        )

    def _stage(self, stage: PlannedStage) -> WayStage:
        notes = [self._phrase(words) for words in _BESIDE_STAGE.get(stage.sign, ())]
        notes += [self._text(note) for note in stage.notes]
        return WayStage(stage.sign, tuple(self._step(step) for step in stage.steps), tuple(notes))

    def _step(self, step: PlannedStep) -> WayStep:
        """In the first text that the person's language has."""
        found = [self._text(text, guarded=True) for text in step.texts]
        best = next((pair for pair in found if pair.person is not None), found[0])
        best = WordPair(_begun(best.ja), best.person and _begun(best.person))
        return WayStep(best, tuple(self._who(name) for name in step.who))

    def _who(self, name: str) -> WordPair:
        """An agency by its own name, which is shorter than that of its office for these cases."""
        agencies = self.pack.agencies
        if name not in agencies:
            return self._text(self.pack.recipients[RecipientId(name)].name)
        own = Wording(self.language, agency_name(agencies, name, self.language))
        return WordPair(self.texts.officer(agencies[name].name, self.reader), own)

    def _blank(
        self,
        title: str,
        kind: str,
        phases: dict[str, list[FormQuestion]],
        signing: tuple[WordPair, ...],
    ) -> BlankForm:
        titles = {phase.id: self._text(phase.title) for phase in self.pack.phases}
        return BlankForm(
            title=self._phrase(title),
            language=self.language,
            code=self._code(kind),
            made_on=self.today,
            note=self._status(draft_consent=bool(signing)),
            intro=tuple(
                self._phrase(words)
                for words in (
                    "You do not have to answer.",
                    "You can stop at any time.",
                    "Mark what is right for you.",
                )
            ),
            sections=tuple(
                FormSection(titles[phase], tuple(questions)) for phase, questions in phases.items()
            ),
            signing=signing,
        )

    def _items(self, script: str) -> Iterator[Item]:
        """The items of a path in order, each once; those raised by an answer come at the end."""
        steps = self.pack.paths[script]
        named = {step.item for step in steps if isinstance(step, AskStep)}
        raised: list[ItemId] = []
        order: dict[ItemId, None] = {}
        for step in steps:
            if isinstance(step, AskStep):
                order[step.item] = None
            elif isinstance(step, PhaseStep | InsertStep):
                phase = (i.id for i in self.pack.items.values() if i.phase == step.phase)
                order |= dict.fromkeys(item for item in phase if item not in named)
            elif isinstance(step, RaiseStep):
                raised += step.items
        order |= dict.fromkeys(raised)
        yield from (self.pack.items[item] for item in order)

    def _question(self, item: Item) -> FormQuestion:
        officer = item.audience is Audience.OFFICER
        shown = item.variants.get(self.texts.agency)
        text = shown.text if shown and shown.text else item.text
        guarded = is_rights(self.pack, item)
        lead_id = item.led_in_by(self.texts.agency)
        lead = self.pack.shared_texts[lead_id] if lead_id else None
        only_if = self._conditions().say(item.condition)
        return FormQuestion(
            code=item.id,
            text=self._text(text, officer=officer, guarded=guarded),
            lead_in=self._text(lead, guarded=guarded) if lead else None,
            only_if=self._only_if(only_if) if only_if else None,
            parts=tuple(self._part(item, part, officer=officer) for part in item.parts),
            for_officer=officer,
        )

    def _part(self, item: Item, part: Part, *, officer: bool) -> FormPart:
        guarded = is_rights(self.pack, item)
        label = self._text(part.text, officer=officer, guarded=guarded) if item.composite else None
        choices = [
            self._text(option.text, officer=officer or option.officer_only, guarded=guarded)
            for option in part.options
        ]
        fixed: tuple[str, ...] = ()
        if part.type is ValueType.YN4:
            fixed = _YES_NO
        elif part.type is ValueType.STATEMENT:
            fixed = _TOLD
        elif part.type is ValueType.CHECK:
            fixed = ("Done",)
        choices += [self._phrase(words, officer=officer) for words in fixed]
        states = () if officer or part.type is ValueType.STATEMENT else _STATES
        lines = _LINES.get(part.type, 1 if part.code_list else 0)
        return FormPart(
            label,
            tuple(choices),
            tuple(self._phrase(words) for words in states),
            min(lines, 1) if item.composite else lines,
        )

    def _conditions(self) -> ConditionWords:
        return ConditionWords(
            self.pack,
            self.reader,
            lambda text: self.texts.officer(text, self.reader).text,
            self.texts.agency,
        )

    def _only_if(self, condition: str) -> Wording:
        words = "Only if: {condition}"
        phrase = self.phrases(self.reader, words) or words
        return Wording(self.reader, phrase.replace("{condition}", condition))

    def _text(self, text: LocalText, *, officer: bool = False, guarded: bool = False) -> WordPair:
        """Both sides. ``officer``: the person is never asked it; ``guarded``: see the strict mode."""
        reader = self.texts.officer(text, self.reader)
        person = None if officer else self.texts.person(text, self.language)
        if guarded and person is not None and self.texts.withholds(person):
            person = None
        return WordPair(reader, person)

    def _lines(self, text: LocalText) -> Iterator[WordPair]:
        both = self._text(text, guarded=True)
        person = both.person.text.split("\n") if both.person else []
        for number, line in enumerate(both.ja.text.split("\n")):
            own = Wording(self.language, person[number]) if number < len(person) else None
            yield WordPair(Wording(both.ja.lang, line), own)

    def _phrase(self, msgid: str, *, officer: bool = False) -> WordPair:
        words = Words(self.pack, self.texts, self.phrases, self.language, self.reader)
        pair = words.phrase(msgid)
        return WordPair(pair.ja, None) if officer else pair

    def _wording(self, lang: LangTag, msgid: str) -> Wording | None:
        found = self.phrases(lang, msgid)
        return Wording(lang, found) if found else None

    def _status(self, *, draft_consent: bool = False) -> WordPair:
        """The officer reads how far it may be used, the person that they may ask."""
        caution = "This translation is a draft and was not checked by a native speaker."
        if draft_consent:
            caution = "This text is a draft. It cannot be used as an approved consent form."
        status = self._phrase(caution)
        return WordPair(status.ja, self.texts.notice(self.language) or status.person)

    def _code(self, kind: str) -> str:
        """Names the paper and the pack it was made from, for whoever types it in."""
        return f"{kind}-{self.language}-{short_hash(self.pack.sha256)}"


def _begun(wording: Wording) -> Wording:
    """The words of an option as they begin where they stand alone."""
    return replace(wording, text=wording.text[:1].upper() + wording.text[1:])
