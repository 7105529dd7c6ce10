# SPDX-License-Identifier: MIT
"""What a newer pack does not know and an interview has, by the names that the officer saw."""

from __future__ import annotations

from app.domain.moving import Move
from app.domain.pack import Pack
from app.domain.silent import silent_flag, silent_signs
from app.domain.text import LocalText
from app.i18n import catalog
from app.i18n.code_text import script_label
from app.ids import BasisId, CardId, FlagId, LangTag, SignId, TimerId
from app.paths import locales_dir


def blocked_words(own: Pack, move: Move, lang: str) -> str:
    """The names of what keeps a draft of ``own`` from moving, in the officer's language."""
    tr = catalog(lang, "officer", locales_dir()).gettext
    names = ((name, _text(own, name)) for name in move.blocked)
    return ", ".join(
        text.first(LangTag(lang)).text if text is not None else script_label(name, tr)
        for name, text in names
    )


def _text(own: Pack, name: str) -> LocalText | None:
    silent = silent_flag(own)
    if silent is not None and name in silent_signs(own):
        return silent.discreet
    if flag := own.flags.get(FlagId(name)):
        return flag.discreet or flag.title
    if card := own.cards.get(CardId(name)):
        return card.title
    if basis := own.legal_bases.get(BasisId(name)):
        return basis.name
    found = own.signs.get(SignId(name)) or own.timers.get(TimerId(name))
    return found.text if found else None
