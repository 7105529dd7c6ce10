# SPDX-License-Identifier: MIT
"""The few words of the person's window and paper, in exactly the person's language or not at all."""

from __future__ import annotations

from app.domain.text import EN, record_tag
from app.i18n import text_of
from app.ids import LangTag
from app.paths import locales_dir


def phrase(lang: LangTag, msgid: str) -> str | None:
    """Return the phrase for an English msgid, or None where this language has no text of it."""
    if lang == EN:
        return msgid
    return text_of(record_tag(lang), "person", msgid, locales_dir())
