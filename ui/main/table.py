# SPDX-License-Identifier: MIT
"""All pages of the officer's windows: what each needs, how it is made, and where its signals lead. Pure.

How a page is made is a reference, resolved when the page is shown first: neither its screen nor its view
model is imported before. ``exits`` are signals of the screen, ``ends`` those of the page's view model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from app.i18n.mark import mark
from ui.main.request import (
    Back,
    Begin,
    BeginGroup,
    ChooseLanguage,
    ChooseLooks,
    Continue,
    Exit,
    GoOn,
    Hide,
    Lock,
    NextOfGroup,
    OpenPoint,
    OpenVault,
    Practise,
    Print,
    PrintCard,
    Quit,
    To,
    TogglePersonWindow,
    Unlock,
    opening,
)


class Ring(IntEnum):
    """How far in a page stands, and how far the program is open."""

    LOCKED = 0
    DOOR = 1  # before the vault
    VAULT = 2
    CASE = 3  # an interview is open


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of the table.

    ``returns_to``: pages that *back* leads to when one came from them; ``back``: where else.
    ``keeps_case``: an open interview stays open. ``own_frame``: it has a bar of its own. ``stays``: asking
    for it again while it stands changes nothing.
    """

    title: str
    ring: Ring
    exits: Mapping[str, Exit] = field(default_factory=dict)
    ends: Mapping[str, Exit] = field(default_factory=dict)
    back: str = ""
    returns_to: frozenset[str] = frozenset()
    keeps_case: bool = False
    own_frame: bool = False
    practice: bool = False
    stays: bool = False


_HOME: Final = To("home")
_HOME_ONLY: Final[Mapping[str, Exit]] = MappingProxyType({"home_opened": _HOME})
#: A red flag that comes up while one of these is in sight is shown at once: all pages around an interview
#: but the questions, which show it by themselves. From the danger page the way leads back to each.
INTERRUPTED: Final = frozenset(
    {
        "preparation", "language", "interpreter", "cards", "pause", "newer", "readback",
        "disclosure", "handover", "point",
    }
)  # fmt: skip

PAGES: Final[Mapping[str, PageRow]] = MappingProxyType(
    {
        "blank": PageRow(" ", Ring.LOCKED),
        # before the vault
        "unlock": PageRow(mark("Kakehashi"), Ring.DOOR, exits={"language_chosen": ChooseLanguage}),
        "setup": PageRow(
            mark("Set up this machine"),
            Ring.DOOR,
            exits={"language_chosen": ChooseLanguage},
            ends={"finished": Unlock()},
        ),
        "first_passphrase": PageRow(
            mark("Passphrase"), Ring.DOOR, exits={"left": Lock()}, ends={"finished": OpenVault}
        ),
        "already_open": PageRow(mark("Already open"), Ring.DOOR, exits={"ended": Quit()}),
        # behind it
        "home": PageRow(
            mark("Interviews"),
            Ring.VAULT,
            exits={
                "interview_requested": Begin,
                "group_requested": BeginGroup,
                "interview_opened": Continue,
                "practice_opened": To("practice"),
                "lookback_opened": opening("lookback"),
                "registry_opened": To("registry"),
                "papers_opened": To("papers"),
            },
        ),
        "practice": PageRow(
            mark("Practice"),
            Ring.VAULT,
            exits={
                "case_chosen": Practise,
                "freely_chosen": Begin("full", practice=True),
                "home_opened": _HOME,
            },
        ),
        "lookback": PageRow(
            mark("Look back"),
            Ring.VAULT,
            exits={"left": Back(), "home_opened": _HOME},
            back="home",
            returns_to=frozenset({"interview", "handover"}),
            keeps_case=True,
            practice=True,
        ),
        "papers": PageRow(
            mark("Papers"), Ring.VAULT, exits=_HOME_ONLY, ends={"ready_to_print": Print}
        ),
        "registry": PageRow(mark("Registry"), Ring.VAULT, exits=_HOME_ONLY),
        "directory": PageRow(
            mark("Directory"),
            Ring.VAULT,
            exits={"binding_opened": To("binding"), "home_opened": _HOME},
        ),
        "binding": PageRow(mark("Documents that bind"), Ring.VAULT, exits=_HOME_ONLY),
        "settings": PageRow(
            mark("Settings"),
            Ring.VAULT,
            exits={
                "passphrase_opened": To("passphrase"),
                "looks_chosen": ChooseLooks,
                "language_chosen": ChooseLanguage,
                "home_opened": _HOME,
            },
        ),
        "passphrase": PageRow(
            mark("Passphrase"),
            Ring.VAULT,
            exits={"left": To("settings")},
            ends={"finished": lambda _user: To("settings", "passphrase")},
        ),
        "about": PageRow(
            mark("About"),
            Ring.VAULT,
            exits={"binding_opened": To("binding"), "home_opened": _HOME},
        ),
        "stored": PageRow(mark("As it is stored"), Ring.VAULT, exits=_HOME_ONLY, keeps_case=True),
        # around one interview
        "preparation": PageRow(
            mark("Preparation"), Ring.CASE, exits={"left": _HOME}, ends={"finished": GoOn()}
        ),
        "language": PageRow(
            mark("Language"),
            Ring.CASE,
            exits={"language_chosen": lambda _tag: To("interview"), "left": _HOME},
        ),
        "interview": PageRow(
            mark("Interview"),
            Ring.CASE,
            exits={
                "danger_opened": To("danger"),
                "point_opened": OpenPoint(),
                "newer_opened": To("newer"),
                "cards_opened": opening("cards"),
                "pause_opened": To("pause"),
                "person_window_toggled": TogglePersonWindow(),
                "lock_requested": Lock(),
                "hide_requested": Hide(),
                "readback_opened": To("readback"),
                "interpreter_opened": To("interpreter"),
                "next_person_wanted": NextOfGroup(),
                "lookback_wanted": To("lookback"),
            },
            own_frame=True,
        ),
        "interpreter": PageRow(
            mark("Interpreter"),
            Ring.CASE,
            exits={"left": To("interview"), "correct_wanted": To("readback")},
        ),
        "danger": PageRow(
            mark("Danger"),
            Ring.CASE,
            exits={"left": Back()},
            back="interview",
            returns_to=INTERRUPTED,
            stays=True,
        ),
        "point": PageRow(
            mark("Point to check"),
            Ring.CASE,
            exits={"left": Back()},
            back="interview",
            returns_to=INTERRUPTED - {"point"},
            stays=True,
        ),
        "cards": PageRow(
            mark("Cards"),
            Ring.CASE,
            exits={"left": To("interview"), "mini_print_requested": PrintCard},
        ),
        "pause": PageRow(
            mark("Break"),
            Ring.CASE,
            exits={
                "resumed": To("interview"),
                "readback_opened": To("readback"),
                "home_opened": _HOME,
            },
        ),
        "newer": PageRow(mark("Newer content"), Ring.CASE, exits={"left": To("interview")}),
        "readback": PageRow(
            mark("Read back"),
            Ring.CASE,
            exits={"finished": To("disclosure"), "left": To("interview")},
        ),
        "disclosure": PageRow(
            mark("Who may receive what"),
            Ring.CASE,
            exits={"handover_opened": To("handover"), "home_opened": _HOME},
        ),
        "handover": PageRow(
            mark("Hand over"),
            Ring.CASE,
            exits={
                "disclosure_opened": To("disclosure"),
                "lawyer_opened": opening("disclosure"),
                "lookback_opened": To("lookback"),
                "home_opened": _HOME,
            },
        ),
    }
)


def maker(page: str) -> Any:  # noqa: ANN401 `make(context, at) -> Built` of the page's own ring
    """How a page is made. The one place where the modules of pages are imported, when they are shown."""
    return import_module(f"ui.main.page.{page}").make
