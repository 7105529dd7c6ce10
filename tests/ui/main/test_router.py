# SPDX-License-Identifier: MIT
"""Where every signal of every page leads, driven without a screen."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.main.request import (
    Back,
    Begin,
    Continue,
    Exit,
    Lock,
    OpenPoint,
    Practise,
    Request,
    To,
    request_of,
)
from ui.main.router import PageMove, Place, Router
from ui.main.table import INTERRUPTED, PAGES, Ring, maker
from ui.main.typed_page import page_of_typing

#: Pages that the shell brings by itself, or the bar and the menu of every page.
BROUGHT = {"unlock", "setup", "first_passphrase", "already_open", "blank", "stored", "handover",
           "preparation", "home", "directory", "settings", "about"}  # fmt: skip


def exits(page: str) -> Iterator[tuple[str, Exit]]:
    row = PAGES[page]
    yield from row.exits.items()
    yield from row.ends.items()


def asked(exit_: Exit) -> Request:
    """The request of an exit, with values as its signal would bring them."""
    if isinstance(exit_, Request):
        return exit_
    wanted = [p for p in inspect.signature(exit_).parameters.values() if p.default is p.empty]
    return request_of(exit_, ["x"] * len(wanted))


def at(page: str, ring: Ring = Ring.CASE, came: To | None = None) -> Router:
    router = Router()
    router.ring = ring
    router.arrive(Place(page, "", came))
    return router


def leads(router: Router, request: To | Back) -> str:
    move = router.resolve(request)
    return move.place.page if move else ""


@pytest.mark.parametrize("page", PAGES)
def test_exits_are_signals_and_lead_to_pages(page: str) -> None:
    module = importlib.import_module(f"ui.main.page.{page}")
    assert module.make is maker(page)
    classes = [c for c in vars(module).values() if inspect.isclass(c) and issubclass(c, QObject)]
    screens = [c for c in classes if issubclass(c, QWidget)]
    models = [c for c in classes if not issubclass(c, QWidget)]
    for names, sources in ((PAGES[page].exits, screens), (PAGES[page].ends, models)):
        for name in names:
            assert any(isinstance(getattr(c, name, None), Signal) for c in sources), name
    for name, exit_ in exits(page):
        request = asked(exit_)
        if isinstance(request, To):
            assert request.page in PAGES, name
            assert leads(at(page, PAGES[page].ring), request), name
        elif isinstance(request, Back):
            assert PAGES[page].back in PAGES


def test_every_signal_of_a_screen_leads_somewhere() -> None:
    """A screen's own signal that no row names would be a button that does nothing."""
    for page, row in PAGES.items():
        module = importlib.import_module(f"ui.main.page.{page}")
        for name, screen in vars(module).items():
            if not (name.endswith("Screen") and inspect.isclass(screen)):
                continue
            own = {n for n, v in vars(screen).items() if isinstance(v, Signal)}
            assert own <= {*row.exits, "finished"}, page


def test_every_page_can_be_reached() -> None:
    found, new = set(BROUGHT), set(BROUGHT)
    while new:
        requests = [asked(exit_) for page in new for _name, exit_ in exits(page)]
        new = {r.page for r in requests if isinstance(r, To)} - found
        if any(isinstance(r, Begin | Continue | Practise) for r in requests):
            new |= {"interview", "language", "pause"} - found
        if any(isinstance(r, OpenPoint) for r in requests):  # after the officer said to be alone
            new |= {"point"} - found
        found |= new
    assert found == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_locked_program_leads_only_to_the_empty_page(page: str) -> None:
    assert leads(at("interview", Ring.LOCKED), To(page)) == ("blank" if page == "blank" else "")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_behind_the_vault_comes_before_it_and_no_door_after(page: str) -> None:
    ring = PAGES[page].ring
    assert bool(leads(at("unlock", Ring.DOOR), To(page))) == (ring <= Ring.DOOR)
    assert bool(leads(at("home", Ring.VAULT), To(page))) == (ring in {Ring.LOCKED, Ring.VAULT})


@pytest.mark.parametrize("page", [p for p, row in PAGES.items() if row.ring is Ring.VAULT])
def test_an_interview_is_left_in_order_before_a_page_outside_it(page: str) -> None:
    move = at("interview").resolve(To(page))
    assert move is not None
    assert move.leaves == (page not in {"lookback", "stored"})
    inside = at("interview").resolve(To("cards"))
    assert inside == PageMove(Place("cards"))


@pytest.mark.parametrize("page", sorted(INTERRUPTED))
def test_a_red_flag_comes_at_once_and_leads_back(page: str) -> None:
    router = at(page)
    to = router.on_danger()
    assert to == To("danger")
    move = router.resolve(to)
    assert move is not None
    router.arrive(move.place)
    assert router.resolve(To("danger")) is None  # it stands already
    assert leads(router, Back()) == page


def test_a_red_flag_interrupts_every_page_around_an_interview() -> None:
    around = {page for page, row in PAGES.items() if row.ring is Ring.CASE}
    assert around - {"interview", "danger"} == INTERRUPTED


def test_where_a_flag_shows_itself_nothing_is_interrupted() -> None:
    router = at("interview")
    assert router.on_danger() is None
    move = router.resolve(To("danger"))
    assert move is not None
    router.arrive(move.place)
    assert leads(router, Back()) == "interview"


def test_back_brings_what_the_page_had_opened_with() -> None:
    router = Router()
    router.ring = Ring.CASE
    router.arrive(Place("cards", "CARD-01"))
    danger = router.resolve(To("danger"))
    assert danger is not None
    router.arrive(danger.place)
    assert router.resolve(Back()) == PageMove(Place("cards", "CARD-01"))


@pytest.mark.parametrize(
    ("come", "ring", "back"),
    [
        ("home", Ring.VAULT, "home"),
        ("interview", Ring.CASE, "interview"),
        ("handover", Ring.CASE, "handover"),
    ],
)
def test_the_look_back_leads_to_where_one_came_from(come: str, ring: Ring, back: str) -> None:
    router = at(come, ring)
    move = router.resolve(To("lookback", "case"))
    assert move is not None
    assert not move.leaves
    router.arrive(move.place)
    assert leads(router, Back()) == back


def test_back_leads_nowhere_from_a_page_without_a_way_back() -> None:
    assert Router().resolve(Back()) is None
    assert at("home", Ring.VAULT).resolve(Back()) is None


def test_a_page_that_is_none_is_a_fault() -> None:
    with pytest.raises(KeyError):
        at("home").resolve(To("nowhere"))


@pytest.mark.parametrize(
    ("place", "to"),
    [
        ("", To("interview")),
        ("answer/SAFE-01", To("interview")),
        ("note/SAFE-01", To("interview")),
        ("decision", To("interview", "decision")),
        ("interpreter", To("interview", "interpreter")),
        ("danger/medical_urgent", To("danger")),
        ("card/CARD-01", To("cards", "CARD-01")),
        ("correct/RECR-00", To("readback", "RECR-00")),
        ("readback", To("readback")),
        ("basis/medical", To("disclosure", "medical")),
        ("unclear/SAFE-01", To("interpreter")),
        ("rendering/RECR-00", To("interpreter")),
        ("note/", To("handover")),
    ],
)
def test_typing_comes_back_on_the_page_where_it_was(place: str, to: To) -> None:
    assert page_of_typing(place) == to


def test_an_exit_takes_the_values_of_its_signal() -> None:
    assert request_of(Begin, ("full", True)) == Begin("full", practice=True)
    assert request_of(Lock(), ("whatever",)) == Lock()
    assert asked(PAGES["interview"].exits["cards_opened"]) == To("cards", "x")
