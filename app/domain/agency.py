# SPDX-License-Identifier: MIT
"""The agencies whose officers lead interviews, as a pack has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.text import LocalText
from app.errors import UserError
from app.ids import LangTag


@dataclass(frozen=True, slots=True)
class Agency:
    """``name`` stands in texts and documents, ``label`` and ``short`` on the officer's screens.

    ``departures``: it checks at the gate, before a person leaves the country.
    """

    id: str
    name: LocalText
    label: LocalText
    short: LocalText
    departures: bool


Agencies = Mapping[str, Agency]
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)


def agency_id(text: str) -> str:
    """Read the id of an agency; whether a pack has it is asked elsewhere. Raises ValueError."""
    if not _ID.fullmatch(text):
        raise ValueError(text)
    return text


def demand(agencies: Agencies, agency: str) -> Agency:
    """The agency of this id. Raises UserError("agency_unknown", agency=…, known=…)."""
    found = agencies.get(agency)
    if found is None:
        raise UserError("agency_unknown", agency=agency, known=", ".join(agencies))
    return found


def agency_label(agencies: Agencies, agency: str, lang: str) -> str:
    """How the officer's screens call an agency; its id where the pack has no such agency."""
    found = agencies.get(agency)
    return found.label.first(LangTag(lang)).text if found else agency


def full_name(agencies: Agencies, agency: str, lang: LangTag) -> str:
    """The name as it stands in texts and documents; the id where the pack has no such agency."""
    found = agencies.get(agency)
    return found.name.first(lang).text if found else agency


def checks_departures(agencies: Agencies, agency: str) -> bool:
    """Whether the agency checks before a person leaves the country."""
    found = agencies.get(agency)
    return found is not None and found.departures


def short_name(agencies: Agencies, agency: str, lang: str) -> str:
    """The same in one word, where there is little room."""
    found = agencies.get(agency)
    return found.short.first(LangTag(lang)).text if found else agency
