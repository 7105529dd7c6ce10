# SPDX-License-Identifier: MIT
"""The few words of the person's window and paper, in exactly the person's language or not at all; and those
of papers that only the officer reads.
"""

from __future__ import annotations

from app.domain.text import EN, Wording, record_tag
from app.i18n import text_of
from app.ids import LangTag
from app.paths import locales_dir


def phrase(lang: LangTag, msgid: str) -> str | None:
    """Return the phrase for an English msgid, or None where this language has no text of it."""
    if lang == EN:
        return msgid
    return text_of(record_tag(lang), "person", msgid, locales_dir())


def officers_words(lang: LangTag, msgid: str) -> Wording:
    """The words of a paper for the officer; English where the officer's language has none."""
    found = None if lang == EN else text_of(record_tag(lang), "officer", msgid, locales_dir())
    return Wording(lang, found) if found else Wording(EN, msgid)
