# SPDX-License-Identifier: MIT
"""The language in which the command speaks: ``--lang``, else what the environment says, else English."""

from __future__ import annotations

import os
from contextvars import ContextVar
from typing import Final

from app.errors import UserError
from app.i18n import catalog, sentence
from app.paths import locales_dir

LANGUAGES: Final = ("ja", "en")
#: POSIX: the first of these that is set decides, whatever it says.
ENVIRONMENT: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_PLACES: Final = ("file", "where", "line", "column", "item", "part", "expected")
_chosen: ContextVar[str | None] = ContextVar("language of the command", default=None)


def speak(language: str | None) -> None:
    """Speak this language from now on; None: the one of the environment."""
    _chosen.set(language)


def language() -> str:
    """``ja`` or ``en``."""
    wanted = next((os.environ[name] for name in ENVIRONMENT if os.environ.get(name)), "")
    return _chosen.get() or ("ja" if wanted.lower().startswith("ja") else "en")


def tr(msgid: str) -> str:
    """A text of the officer's catalogue."""
    return catalog(language(), "officer", locales_dir()).gettext(msgid)


def role_word(role: str | None) -> str:
    """The role of a user or a signer; one of a later version as it is."""
    roles = {
        "officer": tr("Officer"),
        "supervisor": tr("Supervisor"),
        "installer": tr("Installer"),
        "auditor": tr("Auditor"),
    }
    return roles.get(role or "", role or "")


def told(error: UserError) -> str:
    """The sentence of an error, with the place in a file where there is one."""
    words = sentence(error.code, error.params, tr)
    details = [
        f"{key}: {error.params[key]}"
        for key in _PLACES
        if error.params.get(key) and not _stands_in(error.params[key], words)
    ]
    return f"{words} ({'; '.join(details)})" if details else words


def _stands_in(value: str | int, words: str) -> bool:
    return isinstance(value, str) and value in words
