# SPDX-License-Identifier: MIT
"""Reading catalogues, and the object that windows hold while the language changes under them."""

from __future__ import annotations

import gettext
import logging
import struct
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from app.i18n.error_text import sentence
from app.i18n.pseudo import PSEUDO_ACCENTS, PSEUDO_MIRRORED, pseudo
from app.i18n.tag import fallbacks, folder_of

Domain = Literal["officer", "person"]

_log = logging.getLogger(__name__)


@lru_cache(maxsize=64)
def catalog(tag: str, domain: Domain, root: Path) -> gettext.NullTranslations:
    """Return the catalogue of a language, or one that gives msgids back (English) when there is none.

    ``root`` is the folder ``locales``. A shorter tag serves a longer one: ``ja-x-easy`` falls back to
    ``ja``. A damaged catalogue never stops the program: the log names it, and English stands in.
    """
    return _read(tag, domain, root)


def text_of(tag: str, domain: Domain, msgid: str, root: Path) -> str | None:
    """Return the text of a language for an English msgid, or None where it has none.

    A text that is written as in English (*No* in Spanish, *Date* in French) is a text all the same.
    """
    return _cached(tag, domain, root).gettext(msgid) or None


@lru_cache(maxsize=64)
def _cached(tag: str, domain: Domain, root: Path) -> gettext.NullTranslations:
    found = _read(tag, domain, root)
    found.add_fallback(_Nothing())
    return found


class _Nothing(gettext.NullTranslations):
    """Answers with nothing where gettext gives the msgid back."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 gettext's own signature
        return ""


def _read(tag: str, domain: Domain, root: Path) -> gettext.NullTranslations:
    for candidate in fallbacks(tag):
        path = root / folder_of(candidate) / "LC_MESSAGES" / f"{domain}.mo"
        if path.is_file():
            try:
                with path.open("rb") as file:
                    return gettext.GNUTranslations(file)
            except (OSError, ValueError, struct.error) as error:
                _log.warning(
                    "the catalogue %s/%s.mo is damaged: %s", candidate, domain, type(error).__name__
                )
    return gettext.NullTranslations()


class Translator:
    """gettext of one domain in a language that can change while windows are open.

    Hand out the bound methods (``tr = translator.gettext``): they follow `set_language`. Any thread.
    """

    def __init__(self, domain: Domain, tag: str, root: Path) -> None:
        self._domain: Domain = domain
        self._root = root
        self._tag = ""
        self._catalog = gettext.NullTranslations()
        self.set_language(tag)

    @property
    def language(self) -> str:
        """The BCP-47 tag in use, also when no catalogue exists for it."""
        return self._tag

    def set_language(self, tag: str) -> None:
        """Use another language from the next look-up on."""
        self._tag = tag
        self._catalog = catalog(tag, self._domain, self._root)

    def gettext(self, msgid: str) -> str:
        """Return the text for an English msgid; "" stays "" (gettext would give the file's header)."""
        if not msgid:
            return ""
        if self._tag in (PSEUDO_ACCENTS, PSEUDO_MIRRORED):
            return pseudo(msgid, self._tag)
        return self._catalog.gettext(msgid)

    def ngettext(self, singular: str, many: str, count: int) -> str:
        """Return the form for ``count``; the caller fills ``{count}``."""
        if self._tag in (PSEUDO_ACCENTS, PSEUDO_MIRRORED):
            return pseudo(singular if count == 1 else many, self._tag)
        return self._catalog.ngettext(singular, many, count)

    def sentence(self, code: str, params: Mapping[str, str | int]) -> str:
        """Return the sentence of a `UserError`'s code in this language."""
        return sentence(code, params, self.gettext)
