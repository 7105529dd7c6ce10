# SPDX-License-Identifier: MIT
"""When a question is to be asked, in words short enough for the margin of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from app.domain import condition as c
from app.domain.pack import Item, Pack, Part
from app.domain.text import JA, LocalText
from app.ids import LangTag

_STATES: Final = {
    "unsure": ("わからない", "not sure"),
    "declined": ("答えたくない", "did not want to answer"),
    "answered": ("答えがある", "answered"),
    "evidence": ("気がかりな答え", "an answer that worries"),
    "yes": ("はい", "yes"),
    "no": ("いいえ", "no"),
    "understood": ("理解した", "understood"),
    "explained": ("説明した", "explained"),
    "not_understood": ("理解できなかった", "not understood"),
    "done": ("済み", "done"),
    "all": ("全部", "all"),
    "parts": ("一部", "parts"),
    "short": ("短く", "short"),
    "later": ("後で", "later"),
}
_AGES: Final = {
    c.AgeState.NOT_ASKED: ("年齢を聞いていない", "age not asked"),
    c.AgeState.ADULT: ("18歳以上", "18 or older"),
    c.AgeState.ADULT_BY_OFFICER: ("職員が成人と判断", "adult in the officer's view"),
    c.AgeState.CHILD: ("18歳未満", "under 18"),
    c.AgeState.DOUBT: ("18歳未満かもしれない", "perhaps under 18"),
}
_SEXES: Final = {"f": ("女性", "woman"), "m": ("男性", "man"), "x": ("その他", "other")}


class ConditionWords:
    """Says conditions in the officer's language. ``agency``: what holds of it is not said, it is so."""

    def __init__(
        self, pack: Pack, lang: LangTag, text: Callable[[LocalText], str], agency: str
    ) -> None:
        self._pack, self._text, self._agency = pack, text, agency
        self._ja = lang == JA

    def say(self, condition: c.Condition | None) -> str:
        """The condition in words; empty for one that always holds here."""
        match condition:
            case c.AllOf(terms):
                return self._joined(terms, "、かつ " if self._ja else " and ")
            case c.AnyOf(terms):
                return self._joined(terms, "、または " if self._ja else " or ")
            case c.Not(term):
                words = self.say(term)
                return (f"「{words}」でない" if self._ja else f"not “{words}”") if words else ""
            case c.AnswerIn(item, part, values):
                return self._answer(self._pack.items[item], part, values)
            case None:
                return ""
            case _:
                return self._fact(condition)

    def _fact(self, condition: c.Condition) -> str:
        match condition:
            case c.AgeIs(states):
                return self._or(self._pick(_AGES[state]) for state in sorted(states))
            case c.NationalityIs(country):
                return self._pick((f"国籍が{country}", f"nationality {country}"))
            case c.SexIn(values):
                return self._or(self._pick(_SEXES.get(sex, (sex, sex))) for sex in sorted(values))
            case c.ConsentIn(who, values):
                answers = self._or(self._state(value) for value in sorted(values))
                return self._pick((f"同意（{who}）：{answers}", f"consent ({who}): {answers}"))
            case c.FlagOpen(flag):
                return self._text(self._pack.flags[flag].title)
            case c.SignSet(sign):
                return self._text(self._pack.signs[sign].text)
            case _:  # agency, script and events: true or false of the whole form
                return ""

    def _answer(self, item: Item, part_id: object, values: frozenset[str]) -> str:
        part = next((p for p in item.parts if p.id == part_id), item.parts[0])
        name = f"{item.id}.{part.id}" if item.composite else str(item.id)
        words = [self._value(part, value) for value in sorted(values)]
        return f"{name} = {self._or(words)}"

    def _value(self, part: Part, value: str) -> str:
        option = part.option(value)
        return self._text(option.text) if option else self._state(value)

    def _state(self, value: str) -> str:
        return self._pick(_STATES.get(value, (value, value)))

    def _joined(self, terms: tuple[c.Condition, ...], joint: str) -> str:
        return joint.join(words for term in terms if (words := self.say(term)))

    def _or(self, words: Iterable[str]) -> str:
        return ("・" if self._ja else " / ").join(words)

    def _pick(self, both: tuple[str, str]) -> str:
        return both[0] if self._ja else both[1]
