# SPDX-License-Identifier: MIT
"""Dated and local words in texts: ``{wcsc}``, ``{retention_period}``, ``{agency_name}`` (CONTENT.md §9).

A new name of a body or a program is a new dated value, not a new card. In plain Japanese the same
braces mark readings (``漢字{かんじ}``): a variable is braces with Latin letters, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from app.domain.pack import DatedValue, Variable
from app.domain.text import JA
from app.ids import LangTag

_VARIABLE: Final = re.compile(r"\{([a-z_]+)\}")


def resolve_variables(  # noqa: PLR0913 what a value depends on
    text: str,
    variables: Mapping[str, Variable],
    *,
    lang: LangTag,
    agency: str,
    on: date,
    runtime: Mapping[str, str],
) -> str:
    """Fill the variables of one text in its own language; an unknown one stays visible as it is."""

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        if name in runtime:
            return runtime[name]
        variable = variables.get(name)
        dated = _current(variable, agency, on) if variable else None
        if dated is None:
            return found.group(0)
        return (dated.text.get(lang) or dated.text.first(lang, JA)).text

    return _VARIABLE.sub(value, text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill ``{name}`` in a phrase. Not `str.format`: plain Japanese holds readings in braces too."""
    return _VARIABLE.sub(lambda found: values.get(found.group(1), found.group(0)), text)


def names(text: str) -> frozenset[str]:
    """The variables that a text uses."""
    return frozenset(_VARIABLE.findall(text))


def _current(variable: Variable, agency: str, on: date) -> DatedValue | None:
    for value in variable.values:
        if value.agency not in (None, agency):
            continue
        begun = value.valid_from is None or value.valid_from <= on
        if begun and (value.valid_to is None or on <= value.valid_to):
            return value
    return None
