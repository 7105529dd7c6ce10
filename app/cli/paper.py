# SPDX-License-Identifier: MIT
"""`pack print`: forms, cards and lists of the content in use on paper, for places without power."""

from __future__ import annotations

import argparse

from app.cli.adapters import adapters, clock, library, stations
from app.cli.output import show, warn_of
from app.clock import JAPAN
from app.domain.agency import demand
from app.domain.carried import Numbers
from app.domain.directory import entries
from app.domain.pack import Pack
from app.domain.situation import Situation
from app.files import refuse_existing
from app.ids import LangTag
from app.services.agencies import agency_name
from app.services.papers import Papers, PaperWanted
from app.services.texts import Texts


def print_(arguments: argparse.Namespace) -> int:
    """Write one paper. Raises UserError("language_unknown") for one that has no texts, ("out_exists")."""
    refuse_existing(arguments.out)
    papers = _papers(library(stations(arguments)).newest, arguments.agency)
    made = papers.make(
        PaperWanted(
            arguments.paper,
            LangTag(arguments.lang),
            LangTag(arguments.officer_language),
            arguments.script,
            frozenset(Situation(name) for name in arguments.who),
            arguments.prefecture,
            frozenset(arguments.confirm),
        )
    )
    if left_out := [n.phone for n in made.to_confirm if n.phone not in arguments.confirm]:
        warn_of("numbers_left_out", numbers=", ".join(left_out))
    papers.save_new(made, arguments.out)
    show(arguments, {"file": str(arguments.out)}, [str(arguments.out)])
    return 0


def _papers(pack: Pack, named: str | None) -> Papers:
    """Without a name: the first agency that does not only meet people who leave."""
    agency = named or next(agency.id for agency in pack.agencies.values() if not agency.departures)
    demand(pack.agencies, agency)
    today = clock().now().astimezone(JAPAN).date()
    texts = Texts(
        pack,
        agency,
        True,  # noqa: FBT003 no station whose mode could be asked; the paper says what it is
        today,
        {},
        lambda lang: agency_name(pack.agencies, agency, lang),
    )
    listed = tuple(entries(pack.contacts, ()))
    numbers = Numbers(listed, pack.card_rules, today, pack.contacts_stale_after)
    return Papers(texts, adapters(clock()).writer, lambda: numbers)
