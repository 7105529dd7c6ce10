# SPDX-License-Identifier: MIT
"""How an agency is called in the texts that a person reads."""

from __future__ import annotations

from typing import Final

from app.domain.agency import Agencies, full_name
from app.domain.text import EN
from app.i18n.mark import mark_person
from app.ids import LangTag
from app.services.phrases import phrase

#: The names that are translated into the person's languages; a pack's other agencies keep English.
TRANSLATED: Final = (
    mark_person("Immigration Services Agency of Japan"),
    mark_person("Police"),
    mark_person("Japan Coast Guard"),
)


def agency_name(agencies: Agencies, agency: str, lang: LangTag) -> str:
    """The agency's name as a text of this language needs it, in English where there is none."""
    english = full_name(agencies, agency, EN)
    return (phrase(lang, english) if english in TRANSLATED else None) or english
