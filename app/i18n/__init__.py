# SPDX-License-Identifier: MIT
"""Words of the program itself: gettext catalogues, live switching, the sentence of an error.

Two domains: ``officer`` (windows, paper and command for staff; English msgids, Japanese first) and
``person`` (the few words of the person's window). What is asked comes from packs, not from here.
Catalogues are read from the ``.mo`` beside each ``.po``: no parser at start; a test keeps both equal.
"""

from __future__ import annotations

from app.i18n.catalog import Domain, Translator, catalog, text_of
from app.i18n.error_text import SENTENCES, UNEXPECTED, sentence
from app.i18n.pseudo import PSEUDO_ACCENTS, PSEUDO_MIRRORED
from app.i18n.tag import folder_of, tag_of

__all__ = [
    "PSEUDO_ACCENTS",
    "PSEUDO_MIRRORED",
    "SENTENCES",
    "UNEXPECTED",
    "Domain",
    "Translator",
    "catalog",
    "folder_of",
    "sentence",
    "tag_of",
    "text_of",
]
