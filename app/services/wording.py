# SPDX-License-Identifier: MIT
"""Answers as sentences for paper and read-back, in Japanese (or English) and the person's language.

Words that are not in the pack (*not sure*, *yes*, country names) come from the ``person`` catalogue
and from ICU's own names; both sides of a pair say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.document import WordPair
from app.domain.numerals import exact
from app.domain.pack import Audience, Item, Pack, Part, ValueType
from app.domain.state import Interview
from app.domain.text import EN, JA, JA_EASY, LocalText, Status, Wording, content_language
from app.domain.value import Answer, Json, PartValue, State
from app.domain.variables import fill
from app.i18n.cldr_numbers import currency_digits, number_in
from app.ids import GroupId, LangTag, PartId
from app.services.texts import Texts

#: (language, English msgid) -> the phrase, or None where that language has no text of it.
Phrases = Callable[[LangTag, str], str | None]

NOT_ASKED: Final = {JA: "聞いていない", EN: "not asked"}  # for the reader; no words of the person's
STATES: Final = {State.UNSURE: "not sure", State.DECLINED: "did not want to answer"}
FIXED: Final[Mapping[tuple[ValueType, str], str]] = {
    (ValueType.YN4, "yes"): "Yes",
    (ValueType.YN4, "no"): "No",
    (ValueType.CHECK, "done"): "Done",
    (ValueType.STATEMENT, "understood"): "understood",
    (ValueType.STATEMENT, "explained"): "explained",
    (ValueType.STATEMENT, "not_understood"): "not understood",
}
PER: Final = {
    "hour": "per hour",
    "day": "per day",
    "week": "per week",
    "month": "per month",
    "year": "per year",
    "once": "once",
}
JOINED: Final = {"ja": "、", "ja_easy": "、", "th": " ", "zh-Hans": "、", "zh-Hant": "、"}


@dataclass(frozen=True, slots=True)
class Words:
    """Makes pairs for one interview: the reader's language first, the person's second."""

    pack: Pack
    texts: Texts
    phrases: Phrases
    person_language: LangTag | None
    reader: LangTag = JA

    @classmethod
    def of(cls, pack: Pack, texts: Texts, phrases: Phrases, interview: Interview) -> Words:
        """For one interview. The person's language is the pack's key (``ja_easy`` for Japanese)."""
        tag = interview.language
        return cls(pack, texts, phrases, content_language(LangTag(tag)) if tag else None)

    def phrase(self, msgid: str, **values: str) -> WordPair:
        """A phrase of the ``person`` catalogue on both sides."""
        person = self._phrase(self.person_language, msgid, values) if self.person_language else None
        reader = self._phrase(self.reader, msgid, values)
        return WordPair(reader or Wording(LangTag("en"), fill(msgid, values)), person)

    def text(self, text: LocalText) -> WordPair:
        """A text of the pack on both sides; once where both sides would read the same."""
        reader, person = self.texts.officer(text, self.reader), self._person(text)
        return WordPair(reader, None if person and person.text == reader.text else person)

    def both(self, words: str) -> WordPair:
        """Words that are the same for both: numbers, names of agencies."""
        return WordPair(Wording(self.reader, words), None)

    def question(self, item: Item, *, child: bool) -> WordPair:
        """The question as asked; the officer's own boxes were never put to the person."""
        if item.audience is Audience.OFFICER:
            return WordPair(self.texts.officer(item.text, self.reader), None)
        shown = item.text_child if child and item.text_child else item.text
        return WordPair(self.texts.officer(shown, self.reader), self._person(shown))

    def answer(self, item: Item, answer: Answer) -> WordPair:
        """The whole answer: parts of a composite item with their labels, one after the other."""
        reader = Wording(self.reader, self._side(self.reader, item, answer, answer.not_asked))
        lang = self.person_language
        if lang is None or item.audience is Audience.OFFICER:
            return WordPair(reader, None)
        words = self._side(lang, item, answer)
        return WordPair(reader, Wording(lang, words) if words else None)

    def group(self, group: GroupId) -> WordPair:
        return self.text(self.pack.groups[group])

    def _side(
        self, lang: LangTag, item: Item, answer: Answer, passed: Collection[PartId] = ()
    ) -> str:
        lines = []
        for part in item.parts:
            value = answer.parts.get(part.id)
            if value is None and part.id not in passed:
                continue
            words = self._value(lang, part, value) if value else NOT_ASKED.get(lang, NOT_ASKED[EN])
            if item.composite:
                label = self._text(lang, part.text)
                words = f"{label}: {words}" if label else words
            lines.append(words)
        return "\n".join(line for line in lines if line)

    def _value(self, lang: LangTag, part: Part, value: PartValue) -> str:
        """One part's answer in one language; free text stays as it was said."""
        if value.state is not None:
            return self._word(lang, STATES[value.state])
        if value.more:
            return "\n".join(self._value(lang, part, text) for text in value.entries)
        data = value.data
        if part.type is ValueType.NUMBER:
            return number_text(lang, data)
        if isinstance(data, str):
            return self._coded(lang, part, data)
        if isinstance(data, list):
            joint = JOINED.get(lang, ", ")
            return joint.join(self._coded(lang, part, str(code)) for code in data)
        if isinstance(data, dict):
            return self._object(lang, part, data)
        return str(data)

    def _coded(self, lang: LangTag, part: Part, code: str) -> str:
        """An option, a code of a list, a fixed word, or free text."""
        if option := part.option(code):
            # An officer's option has no words of the person: the reader's, never the bare code.
            return self._text(lang, option.text) or self._text(self.reader, option.text) or code
        if part.code_list:
            return code_name(part.code_list, code, lang)
        if fixed := FIXED.get((part.type, code)):
            return self._word(lang, fixed)
        return code

    def _object(self, lang: LangTag, part: Part, data: dict[str, Json]) -> str:
        if "not_possible" in data:
            return str(data["not_possible"])
        if "consent" in data:
            groups = data.get("groups")
            listed = [GroupId(str(group)) for group in groups] if isinstance(groups, list) else []
            names = JOINED.get(lang, ", ").join(
                self._text(lang, self.pack.groups[group]) or group for group in listed
            )
            return f"{self._word(lang, 'only the ticked parts')}: {names}"
        if "amount" in data:
            per = self._word(lang, PER[str(data.get("per", "once"))])
            about = "≈ " if data.get("approx") else ""
            currency = str(data["currency"])
            return f"{about}{number_text(lang, data['amount'], currency)} {currency} ({per})"
        if part.type is ValueType.DATE:
            value, words = data.get("value"), data.get("words")
            return f"{value} ({words})" if value and words else str(value or words)
        country = data.get("country")
        named = code_name("country", str(country), lang) if country else ""
        return ", ".join(bit for bit in (str(data.get("text", "")), named) if bit)

    def _word(self, lang: LangTag, msgid: str) -> str:
        return self.phrases(lang, msgid) or msgid

    def _text(self, lang: LangTag, text: LocalText) -> str:
        found = text.get(lang) or (text.get(JA) if lang == JA_EASY else None)
        return self.texts.resolve(text, found.lang).text if found else ""

    def _person(self, text: LocalText) -> Wording | None:
        return self.texts.person(text, self.person_language)

    def _phrase(
        self, lang: LangTag | None, msgid: str, values: Mapping[str, str]
    ) -> Wording | None:
        found = self.phrases(lang, msgid) if lang else None
        if lang is None or found is None:
            return None
        return Wording(lang, fill(found, values), Status.DRAFT_MACHINE)


def number_text(lang: LangTag, data: Json, currency: str = "") -> str:
    """A stored number or amount as one language writes it; what is none stands as it is."""
    value = exact(data)
    if value is None:
        return str(data)
    whole = isinstance(data, int)
    return number_in(lang, value, currency_digits(currency) if currency and not whole else 0)


def code_name(code_list: str, code: str, lang: LangTag) -> str:
    """The name of a language or country code in one language (ICU); the code where ICU has none."""
    import icu  # noqa: PLC0415 only when such an answer is printed

    reader = icu.Locale.forLanguageTag("ja" if lang == JA_EASY else lang)
    if code_list == "language":
        name = icu.Locale.forLanguageTag(code).getDisplayName(reader)
    else:
        name = icu.Locale.createCanonical(f"und_{code}").getDisplayCountry(reader)
    return str(name) or code
