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
from app.errors import UserError
from app.files import refuse_existing
from app.ids import LangTag
from app.services.agencies import agency_name
from app.services.papers import CARRIED, FOR_OFFICER, FORM, WHOLE, Papers, PaperWanted
from app.services.texts import Texts


def print_(arguments: argparse.Namespace) -> int:
    """Write one paper.

    Raises UserError language_unknown (it has no texts), out_exists, prefecture_unknown, number_unknown,
    numbers_not_for_them, option_not_for_paper, paper_needs_language, paper_for_officer.
    """
    refuse_existing(arguments.out)
    _demand_fitting(arguments)
    confirmed = frozenset(arguments.confirm)
    papers = _papers(library(stations(arguments)).newest, arguments.agency)
    papers.numbers().demand(confirmed)
    made = papers.make(
        PaperWanted(
            arguments.paper,
            LangTag(arguments.lang or arguments.officer_language),
            LangTag(arguments.officer_language),
            arguments.script or WHOLE,
            frozenset(Situation(name) for name in arguments.who),
            arguments.prefecture,
            confirmed,
        )
    )
    if made.numbers is not None:
        if others := made.numbers.not_for_them(confirmed):
            raise UserError("numbers_not_for_them", numbers=", ".join(others))
        if left_out := made.numbers.left_out(confirmed):
            warn_of("numbers_left_out", numbers=", ".join(left_out))
    papers.save_new(made, arguments.out)
    show(arguments, {"file": str(arguments.out)}, [str(arguments.out)])
    return 0


def _demand_fitting(arguments: argparse.Namespace) -> None:
    """Who carries numbers is said for the paper of numbers, which questions are put for the form, and the
    person's language for what the person reads.
    """
    for_officer = arguments.paper in FOR_OFFICER
    if for_officer and arguments.lang:
        raise UserError("paper_for_officer", paper=arguments.paper)
    if not for_officer and not arguments.lang:
        raise UserError("paper_needs_language")
    for option, given, paper in (
        ("--script", arguments.script, FORM),
        ("--who", arguments.who, CARRIED),
        ("--prefecture", arguments.prefecture, CARRIED),
        ("--confirm", arguments.confirm, CARRIED),
    ):
        if given and arguments.paper != paper:
            raise UserError("option_not_for_paper", option=option, paper=paper)


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
