# SPDX-License-Identifier: MIT
"""What the Unicode CLDR knows of countries and languages, through Babel: names, and who speaks what.

Babel is loaded on the first call: nobody waits for it at the start.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

#: Names are looked for in the languages of the officers; the person's own come with each territory.
_OFFICER = ("en", "ja")
_FEW_LETTERS, _FEW_SIGNS = 3, 2
_SCRIPT = 4  # letters of a script's code
_LEAST_PERCENT = 0.1  # of a country's people, or an official language there


def folded(words: str) -> str:
    """Return words as they are compared: width, case and outer spaces do not count."""
    return unicodedata.normalize("NFKC", words).casefold().strip()


@lru_cache(maxsize=64)
def spoken_in(words: str) -> frozenset[str]:
    """Return the languages of the countries whose name begins with ``words``, for `speaks`.

    ``words``: in English, Japanese or a language of that country; too few letters find nothing.
    """
    wanted = folded(words)
    if len(wanted) < (_FEW_LETTERS if wanted.isascii() else _FEW_SIGNS):
        return frozenset()
    return frozenset(
        _written(language)
        for territory, spoken in _spoken().items()
        if any(folded(name).startswith(wanted) for name in _names_of(territory, tuple(spoken)))
        for language in spoken
    )


def speaks(tag: str, spoken: frozenset[str]) -> bool:
    """Tell whether a language, in the script it is usually written in, is among ``spoken``."""
    return bool(spoken) and _written(tag.replace("-", "_")) in spoken


@lru_cache(maxsize=1024)
def _written(code: str) -> str:
    """Language and script: ``zh`` is ``zh_Hans``, ``pt_BR`` is ``pt_Latn``."""
    from babel.core import get_global  # noqa: PLC0415

    language, *rest = code.split("_")
    script = next((part for part in rest if len(part) == _SCRIPT and part.isalpha()), "")
    if not script:
        likely = get_global("likely_subtags").get(language, "")
        script = next((part for part in likely.split("_")[1:] if len(part) == _SCRIPT), "")
    return f"{language}_{script}"


def language_named(words: str) -> str | None:
    """Return the BCP-47 tag of a language by its English, Japanese or own name, or None."""
    return _named().get(folded(words))


@lru_cache(maxsize=1)
def _spoken() -> dict[str, dict[str, None]]:
    """Territory -> its languages, most spoken first."""
    from babel.core import get_global  # noqa: PLC0415

    found: dict[str, dict[str, None]] = {}
    for territory, languages in get_global("territory_languages").items():
        spoken = {
            code: facts
            for code, facts in languages.items()
            if facts["population_percent"] >= _LEAST_PERCENT or facts["official_status"]
        }
        order = sorted(spoken, key=lambda code: -spoken[code]["population_percent"])
        found[territory] = dict.fromkeys(order)
    return found


@lru_cache(maxsize=512)
def _names_of(territory: str, spoken: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_territory_names(territory, spoken))


def _territory_names(territory: str, spoken: tuple[str, ...]) -> Iterator[str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    for code in (*_OFFICER, *spoken[:2]):
        try:
            name = Locale.parse(code).territories.get(territory)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            yield name


@lru_cache(maxsize=1)
def _named() -> dict[str, str]:
    """Folded name -> tag, English last: it wins."""
    from babel import Locale  # noqa: PLC0415

    return {
        folded(name): code.replace("_", "-")
        for language in reversed(_OFFICER)
        for code, name in Locale(language).languages.items()
    }
