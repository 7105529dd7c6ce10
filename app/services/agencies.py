# SPDX-License-Identifier: MIT
"""How an agency is called in the texts that a person reads."""

from __future__ import annotations

from app.i18n.mark import mark_person
from app.ids import LangTag
from app.services.phrases import phrase

AGENCY_NAMES = {
    "isa": mark_person("Immigration Services Agency of Japan"),
    "police": mark_person("Police"),
    "jcg": mark_person("Japan Coast Guard"),
}


def agency_name(agency: str, lang: LangTag) -> str:
    """The agency's name as a text of this language needs it, in English where there is none."""
    return phrase(lang, AGENCY_NAMES[agency]) or AGENCY_NAMES[agency]
