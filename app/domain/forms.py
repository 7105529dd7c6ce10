# SPDX-License-Identifier: MIT
"""The value form of each answer type (CONTENT.md §2): raw JSON in, canonical JSON out.

One function per type; `app.domain.parse` decides which part a value belongs to and handles the
states *unsure* and *declined*. A value of another form raises `FormError` with what was expected,
and never with the value itself: it may be a victim's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from app.domain import codes
from app.domain.calendars import CALENDARS, GREGORIAN, as_typed, written_date
from app.domain.clock_times import read_clock
from app.domain.currency import YEN
from app.domain.numerals import Amount, NumeralReading, read_amount, read_number
from app.domain.pack import Part, ValueType
from app.domain.value import Json, Rendering, TextMark
from app.domain.writing import LONGEST, Writing, too_long
from app.ids import GroupId, LangTag

MOST_ENTRIES: Final = 5  # of one text part
PERIODS: Final = ("hour", "day", "week", "month", "year", "once")
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)

TEXT_FORM: Final = (
    'text | {"text", "lang"?, "rendered"?: {"lang", "text", "by"}, "mark"?: made_to_do|private}'
    " | up to 5 of these"
)
CLOCK_FORM: Final = '"8" | "8:30" | "26"'
NUMBER_FORM: Final = 'number, 0 or more: 8 | "8.5"'
MONEY_FORM: Final = (
    'integer | {"amount": 1500 | "12.50", "currency", '
    f'"per": {"|".join(PERIODS)}, "approx"?: true}}'
)
DATE_FORM: Final = (
    'YYYY | YYYY-MM | YYYY-MM-DD | {"value"?, "words"?, '
    f'"calendar"?: {"|".join(CALENDARS)}, "mark"?: made_to_do|private}}, a value or words, '
    "the mark of words"
)
PLACE_FORM: Final = (
    'text | {"text", "country"?: alpha-3, "prefecture"?: "JP-13", '
    '"rendered"?: {"lang", "text", "by"}, "mark"?: made_to_do|private}'
)
CHECK_FORM: Final = '"done" | {"not_possible": reason, "mark"?: made_to_do|private}'
STATEMENT_FORM: Final = "understood, explained, not_understood"


class FormError(Exception):
    """A value is not of the form its type asks for. Holds a code and the form, not the value."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """A value in canonical form; ``lang``, ``rendered`` and ``mark`` stand only beside free text.

    ``more``: further entries of a text.
    """

    data: Json
    lang: LangTag | None = None
    rendered: Rendering | None = None
    mark: TextMark | None = None
    more: tuple[FormAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an item asks of a value beyond its type: the groups a consent may tick, the decimals that a
    number may have, and the last year in which a date can lie, if there is one.
    """

    groups: Collection[GroupId] = ()
    decimals: int = 0
    latest: int | None = None


Form = Callable[[Part, Json, Bounds], FormAnswer]


def option_ids(part: Part) -> str:
    """The expected values of a part with options, for an error message."""
    if part.code_list == "language":
        return "BCP-47 language tag"
    if part.code_list == "country":
        return "ISO 3166-1 alpha-3 country, XXX or OTH"
    return ", ".join(option.id for option in part.options)


def read(part: Part, raw: Json, bounds: Bounds) -> FormAnswer:
    """Read one part's value.

    Raises FormError with a code (``answer_form``, ``option_unknown``, ``option_exclusive``,
    ``list_empty``, ``group_not_allowed``, ``groups_missing``, ``country_unknown``,
    ``lang_unknown``, ``currency_missing``, ``text_too_long``, and those of `app.domain.numerals`).
    """
    return _FORMS[part.type](part, raw, bounds)


def _clean(raw: Json, form: str, kind: Writing = Writing.LINE) -> str:
    """Return a text that says something and can be stored as UTF-8, exactly as typed."""
    if not isinstance(raw, str) or not raw.strip():
        raise FormError("answer_form", form)
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise FormError("answer_form", form) from None
    if too_long(raw, kind):
        raise FormError("text_too_long", f"{LONGEST[kind]:,}")
    return raw


def _fields(
    raw: Json, form: str, needed: Collection[str], optional: Collection[str]
) -> dict[str, Json]:
    """Return an object that holds every needed and no unknown field."""
    if not isinstance(raw, dict) or not set(needed) <= set(raw) <= {*needed, *optional}:
        raise FormError("answer_form", form)
    return raw


def _amount(raw: object, form: str, meaning: Callable[[str], NumeralReading]) -> Amount:
    """Return a number as stored: the only meaning of what was typed. No float: it is not exact."""
    if isinstance(raw, bool) or not isinstance(raw, (int, str, Decimal)):
        raise FormError("answer_form", form)
    reading = meaning(str(raw))
    if reading.value is None:
        raise FormError(reading.problem, form)
    return reading.value


def _tag(raw: Json) -> LangTag:
    if not isinstance(raw, str) or not codes.is_language_tag(raw):
        raise FormError("lang_unknown", "BCP-47 language tag")
    return LangTag(codes.canonical_tag(raw))


def _country(raw: Json) -> str:
    if not isinstance(raw, str) or raw not in codes.COUNTRIES:
        raise FormError("country_unknown", "ISO 3166-1 alpha-3 country, XXX or OTH")
    return raw


def _check(_part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    if raw is True or raw in ("done", "yes"):
        return FormAnswer("done")
    fields = _fields(raw, CHECK_FORM, ("not_possible",), ("mark",))
    reason = _clean(fields["not_possible"], CHECK_FORM)
    return FormAnswer({"not_possible": reason}, mark=_mark(fields, CHECK_FORM))


def _yn4(_part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    if raw in ("yes", "no"):
        return FormAnswer(raw)
    raise FormError("option_unknown", "yes, no")


def _choice(part: Part, raw: Json) -> str:
    """Return one option id of the part, or one code of its list."""
    if part.code_list == "language":
        return _tag(raw)
    if part.code_list == "country":
        return _country(raw)
    if not isinstance(raw, str) or part.option(raw) is None:
        raise FormError("option_unknown", option_ids(part))
    return raw


def _single(part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    return FormAnswer(_choice(part, raw))


def _many(part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    chosen = raw if isinstance(raw, list) else [raw]
    if not chosen:
        raise FormError("list_empty", option_ids(part))
    ids = list(dict.fromkeys(_choice(part, word) for word in chosen))
    alone = [option.id for option in part.options if option.exclusive and option.id in ids]
    if alone and len(ids) > 1:
        raise FormError("option_exclusive", ", ".join(alone))
    return FormAnswer([*ids])


def _rendering(raw: Json) -> Rendering:
    fields = _fields(raw, TEXT_FORM, ("lang", "text", "by"), ())
    return Rendering(
        lang=_tag(fields["lang"]),
        text=_clean(fields["text"], TEXT_FORM, Writing.ACCOUNT),
        by=_clean(fields["by"], TEXT_FORM),
    )


def _text(part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    """One text, or up to five of them, each with its own mark."""
    if not isinstance(raw, list):
        return _entry(part, raw)
    if part.format == "clock" or not 0 < len(raw) <= MOST_ENTRIES:
        raise FormError("answer_form", TEXT_FORM)
    first, *more = (_entry(part, text) for text in raw)
    return replace(first, more=tuple(more))


def _mark(fields: Mapping[str, Json], form: str) -> TextMark | None:
    if "mark" not in fields:
        return None
    raw = fields["mark"]
    if not isinstance(raw, str) or raw not in {*TextMark}:
        raise FormError("answer_form", form)
    return TextMark(raw)


def _entry(part: Part, raw: Json) -> FormAnswer:
    clock = part.format == "clock"
    form = CLOCK_FORM if clock else TEXT_FORM
    lang: LangTag | None = None
    rendered: Rendering | None = None
    mark: TextMark | None = None
    if isinstance(raw, dict):
        fields = _fields(raw, form, ("text",), ("lang", "rendered", *(() if clock else ("mark",))))
        lang = _tag(fields["lang"]) if "lang" in fields else None
        rendered = _rendering(fields["rendered"]) if "rendered" in fields else None
        mark = _mark(fields, form)
        raw = fields["text"]
    text = _clean(raw, form, Writing.ACCOUNT)
    if not clock:
        return FormAnswer(text, lang, rendered, mark)
    time = read_clock(text)
    if time is None:
        raise FormError("answer_form", CLOCK_FORM)
    return FormAnswer(time, lang, rendered)


def _number(_part: Part, raw: Json, bounds: Bounds) -> FormAnswer:
    return FormAnswer(_amount(raw, NUMBER_FORM, lambda text: read_number(text, bounds.decimals)))


def _money(_part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    if not isinstance(raw, dict):
        raw = {"amount": raw, "currency": YEN, "per": "once"}
    if "amount" in raw and not raw.get("currency"):
        raise FormError("currency_missing", MONEY_FORM)
    fields = _fields(raw, MONEY_FORM, ("amount", "currency", "per"), ("approx",))
    currency, per, approx = fields["currency"], fields["per"], fields.get("approx", False)
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise FormError("answer_form", MONEY_FORM)
    if per not in PERIODS or not isinstance(approx, bool):
        raise FormError("answer_form", MONEY_FORM)
    amount = _amount(fields["amount"], MONEY_FORM, lambda text: read_amount(text, currency))
    data: dict[str, Json] = {"amount": amount, "currency": currency, "per": per}
    return FormAnswer(data | {"approx": True} if approx else data)


def _date(_part: Part, raw: Json, bounds: Bounds) -> FormAnswer:
    """A date as it is stored is one of ours; what was said in another calendar stands beside it.

    A date that is known in words only ("year of the snake") has no value.
    """
    fields = (
        {"value": raw}
        if isinstance(raw, str)
        else _fields(raw, DATE_FORM, (), ("value", "words", "calendar", "mark"))
    )
    typed, calendar = fields.get("value", ""), fields.get("calendar", GREGORIAN)
    mark = _mark(fields, DATE_FORM)
    bare = fields.keys() - {"calendar", "mark"} if mark is None else fields.keys() & {"words"}
    if not isinstance(typed, str) or calendar not in CALENDARS or not bare:
        raise FormError("answer_form", DATE_FORM)
    words = {"words": _clean(fields["words"], DATE_FORM)} if "words" in fields else {}
    if "value" not in fields:
        return FormAnswer({**words, "calendar": calendar}, mark=mark)
    # Where words stand beside it, the date was converted already: the windows always keep them.
    reading = written_date(str(calendar), typed, None if words else bounds.latest)
    if reading.value is None:
        raise FormError(reading.problem, DATE_FORM)
    if not words and reading.calendar != GREGORIAN and typed.strip() != reading.value:
        words = {"words": as_typed(reading.calendar, typed.strip())}
    return FormAnswer({"value": reading.value, "calendar": reading.calendar, **words}, mark=mark)


def _place(_part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    fields = (
        {"text": raw}
        if isinstance(raw, str)
        else _fields(raw, PLACE_FORM, ("text",), ("country", "prefecture", "rendered", "mark"))
    )
    rendered = _rendering(fields["rendered"]) if "rendered" in fields else None
    data: dict[str, Json] = {"text": _clean(fields["text"], PLACE_FORM)}
    if "country" in fields:
        data["country"] = _country(fields["country"])
    if "prefecture" in fields:
        if fields["prefecture"] not in codes.PREFECTURES:
            raise FormError("answer_form", PLACE_FORM)
        data["prefecture"] = fields["prefecture"]
    return FormAnswer(data, rendered=rendered, mark=_mark(fields, PLACE_FORM))


def _consent(part: Part, raw: Json, bounds: Bounds) -> FormAnswer:
    expected = option_ids(part)
    fields = (
        {"consent": raw}
        if isinstance(raw, str)
        else _fields(raw, expected, ("consent",), ("groups",))
    )
    choice = fields["consent"]
    if not isinstance(choice, str) or part.option(choice) is None:
        raise FormError("option_unknown", expected)
    if choice != "parts":
        if "groups" in fields:
            raise FormError("answer_form", expected)
        return FormAnswer(choice)
    ticked = fields.get("groups")
    allowed = ", ".join(bounds.groups)
    if not isinstance(ticked, list) or not ticked:
        raise FormError("groups_missing", allowed)
    if any(not isinstance(group, str) or group not in bounds.groups for group in ticked):
        raise FormError("group_not_allowed", allowed)
    return FormAnswer({"consent": "parts", "groups": list(dict.fromkeys(map(str, ticked)))})


def _statement(_part: Part, raw: Json, _bounds: Bounds) -> FormAnswer:
    meanings = {"yes": "understood", "no": "not_understood", "unsure": "not_understood"}
    meant = meanings.get(raw, raw) if isinstance(raw, str) else None
    if meant not in {"understood", "explained", "not_understood"}:
        raise FormError("option_unknown", STATEMENT_FORM)
    return FormAnswer(meant)


_FORMS: Final[Mapping[ValueType, Form]] = MappingProxyType({
    ValueType.CHECK: _check,
    ValueType.YN4: _yn4,
    ValueType.ONE: _single,
    ValueType.MANY: _many,
    ValueType.TEXT: _text,
    ValueType.NUMBER: _number,
    ValueType.MONEY: _money,
    ValueType.DATE: _date,
    ValueType.PLACE: _place,
    ValueType.CONSENT: _consent,
    ValueType.STATEMENT: _statement,
})  # fmt: skip
