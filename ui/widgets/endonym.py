# SPDX-License-Identifier: MIT
"""Languages by their own names."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from app.domain.ruby import has_ruby

_EASY = "やさしい日本語"
_OWN_WORDS = {
    "en": "English",  # Qt names the dialect: American English
    "th": "ภาษาไทย",
    "my": "မြန်မာဘာသာ",
    "vi": "Tiếng Việt",
    "id": "Bahasa Indonesia",
    "ne": "नेपाली",
}


def endonym(lang: str) -> str:
    """Return a language's own name, and the tag itself where none is known."""
    if has_ruby(lang):
        return _EASY
    plain = lang.replace("_", "-")
    if known := _OWN_WORDS.get(plain):
        return known
    locale = QLocale(plain)
    return locale.nativeLanguageName() if locale.language() != QLocale.Language.C else plain
