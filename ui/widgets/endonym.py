# SPDX-License-Identifier: MIT
"""Languages by their own names."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from app.domain.ruby import has_ruby

_EASY = "やさしい日本語"
#: Where the language picker of the packs (LANGUAGES.md ) says another name than Qt.
_OWN_WORDS = {
    "en": "English",
    "es-419": "Español",
    "fil": "Filipino (Tagalog)",
    "fr": "Français",
    "id": "Bahasa Indonesia",
    "km": "ភាសាខ្មែរ",
    "mn": "Монгол хэл",
    "my": "မြန်မာဘာသာ",
    "ne": "नेपाली",
    "pt-BR": "Português (Brasil)",
    "ru": "Русский",
    "th": "ภาษาไทย",
    "vi": "Tiếng Việt",
}


def endonym(lang: str) -> str:
    """Return a language's own name, and the tag itself where none is known."""
    if has_ruby(lang):
        return _EASY
    plain = lang.replace("_", "-")
    if own_words := _OWN_WORDS.get(plain):
        return own_words
    locale = QLocale(plain)
    return locale.nativeLanguageName() if locale.language() != QLocale.Language.C else plain
