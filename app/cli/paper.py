# SPDX-License-Identifier: MIT
"""`pack print`: forms, cards and lists of the built-in pack on paper, for places without power."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from app.cli.adapters import adapters
from app.cli.output import show, warn_of
from app.clock import JAPAN, SystemClock
from app.content import load_builtin
from app.domain.directory import entries
from app.domain.forms_on_paper import Paper
from app.domain.pack import Pack
from app.domain.text import content_language
from app.errors import UserError
from app.ids import LangTag
from app.paths import write_atomic
from app.services.phrases import phrase
from app.services.sheets import Sheets
from app.services.texts import Texts
from app.services.workspace import agency_name

_TO_FILL_IN = "__________"


def print_(arguments: argparse.Namespace) -> int:
    """Write one paper. Raises UserError("language_unknown") for one that has no texts."""
    pack = load_builtin()
    language = content_language(LangTag(arguments.lang))
    if language not in pack.languages:
        raise UserError("language_unknown", lang=arguments.lang)
    sheets = _sheets(pack, language, arguments)
    paper = _PAPERS[arguments.paper](sheets, pack, arguments)
    write_atomic(arguments.out, adapters().writer.blank(paper))
    arguments.out.chmod(0o644)
    show(arguments, {"file": str(arguments.out)}, [str(arguments.out)])
    return 0


def _sheets(pack: Pack, language: LangTag, arguments: argparse.Namespace) -> Sheets:
    today = SystemClock().now().astimezone(JAPAN).date()
    agency = arguments.agency
    texts = Texts(
        pack,
        agency,
        True,  # noqa: FBT003 the paper says itself that it is a draft
        today,
        {"officer_name": _TO_FILL_IN},
        lambda lang: agency_name(agency, lang),
    )
    return Sheets(pack, texts, phrase, LangTag(arguments.officer_language), language, today)


def _mini_card(sheets: Sheets, pack: Pack, _arguments: argparse.Namespace) -> Paper:
    card, old = sheets.mini_card(tuple(entries(pack.contacts, ())))
    if old:
        warn_of("numbers_to_check", count=len(old))
    return card


_PAPERS: dict[str, Callable[[Sheets, Pack, argparse.Namespace], Paper]] = {
    "form": lambda sheets, _pack, arguments: sheets.form(arguments.script),
    "consent": lambda sheets, _pack, _arguments: sheets.consent(),
    "cards": lambda sheets, _pack, _arguments: sheets.cards(),
    "languages": lambda sheets, _pack, _arguments: sheets.languages(),
    "mini-card": _mini_card,
}
PAPERS = tuple(_PAPERS)
