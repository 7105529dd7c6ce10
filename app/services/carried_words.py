# SPDX-License-Identifier: MIT
"""The numbers that a person carries in the person's words: for the small card and for the person's own paper.

Beside them what to say to be understood, and in Japanese what to show. Hours are given where the directory
has them as times: days are named by CLDR in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.domain.carried import CarriedNumber, CarriedNumbers
from app.domain.directory import OpenTimes, spoken
from app.domain.document import PaperBlock
from app.domain.text import JA, JA_EASY, Wording
from app.domain.variables import fill
from app.i18n.mark import mark_person
from app.ids import LangTag
from app.services.phrases import phrase
from app.services.texts import Texts

NUMBERS: Final = mark_person("Telephone")
OTHERS: Final = mark_person("Contacts")
SAY: Final = mark_person("Say: {language}")
ASK: Final = mark_person("Ask someone to call for you:")
_INTERPRETER: Final = "「{language}の通訳をお願いします」"  # shown or read to a Japanese operator
_WEEK: Final = 7
_TO: Final = "\u2060–\u2060"  # a time is not torn from the other
_GAP: Final = "\u2003"  # an em wide: the number stands apart from its name


def number_blocks(
    numbers: CarriedNumbers, language: LangTag, texts: Texts
) -> tuple[PaperBlock, ...]:
    """One block for danger, one for the others. ``language``: the pack's key of the person's language."""
    saying = tuple(_saying(language, texts))
    urgent = tuple(_line(number, language, texts) for number in numbers.urgent)
    blocks = [PaperBlock(_phrase(language, NUMBERS), (*urgent, *saying))]
    useful: list[Wording] = []
    for number in numbers.useful:
        in_japanese = numbers.by_someone and not number.entry.contact.emergency
        useful.append(_line(number, JA if in_japanese else language, texts))
        if number.entry.contact.emergency:
            useful += saying
    if useful:
        title = ASK if numbers.by_someone else OTHERS
        blocks.append(PaperBlock(_phrase(language, title), tuple(useful)))
    return tuple(blocks)


def hours_in(language: LangTag, times: tuple[OpenTimes, ...]) -> str:
    """``Mon–Fri 9:00–17:00, Sat 9:00–12:00`` in one language; empty where no times are known."""
    return ", ".join(
        f"{_days(language, open_.days)} {_clock(open_.start)}{_TO}{_clock(open_.end)}".strip()
        for open_ in times
    )


def _saying(language: LangTag, texts: Texts) -> Iterator[Wording]:
    """In the person's words how the language is called in Japanese, and the sentence for the operator."""
    row = texts.pack.picker.get(language)
    if spoken(language) == JA or row is None:
        return
    called = row.say_ja or row.name_en
    yield Wording(language, fill(_phrase(language, SAY).text, {"language": called}))
    yield Wording(JA, fill(_INTERPRETER, {"language": row.name_ja.partition("（")[0]}))


def _line(number: CarriedNumber, language: LangTag, texts: Texts) -> Wording:
    """The number first: it is what is looked for. Names for a helper stand in everyday Japanese."""
    own = None if language == JA else texts.person(number.name, language)
    name = own or texts.resolve(number.name, language)
    corrected = number.hours if language in {JA, JA_EASY} else None
    hours = corrected or hours_in(language, number.times)
    return Wording(language, f"{number.phone}{_GAP}{name.text}{f' ({hours})' if hours else ''}")


def _days(language: LangTag, days: tuple[int, ...]) -> str:
    """Names of days, a run of more than two as from and to; every day needs no name."""
    if len(days) == _WEEK:
        return ""
    names = {day: name.replace(" ", "\u00a0") for day, name in _day_names(language).items()}
    run = days == tuple(range(days[0], days[0] + len(days)))
    if run and len(days) > 2:  # noqa: PLR2004 two days are not shorter as a run
        return f"{names[days[0]]}{_TO}{names[days[-1]]}"
    return " ".join(names[day] for day in days)


def _day_names(language: LangTag) -> dict[int, str]:
    """1 Monday to 7 Sunday, short, as a calendar of that language has them."""
    import icu  # noqa: PLC0415 only when numbers are printed

    locale = icu.Locale.forLanguageTag("ja" if language == JA_EASY else language)
    symbols = icu.DateFormatSymbols(locale)
    names = symbols.getWeekdays(icu.DateFormatSymbols.STANDALONE, icu.DateFormatSymbols.ABBREVIATED)
    return {day: str(names[day % _WEEK + 1]) for day in range(1, _WEEK + 1)}  # ICU begins on Sunday


def _clock(time: str) -> str:
    """Without the zero before an hour, as people write it."""
    return time.removeprefix("0") if not time.startswith("00") else time[1:]


def _phrase(language: LangTag, msgid: str) -> Wording:
    return Wording(language, phrase(language, msgid) or msgid)
