# SPDX-License-Identifier: MIT
"""What a page may ask of the windows: another page by its name, or one of a few typed deeds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


class Request:
    """Something that a page asks for; `Shell.go` does it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class To(Request):
    """Another page. ``at``: what it opens with, e.g. a card, an item, a recipient or an interview."""

    page: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Back(Request):
    """To the page from which one came."""


@dataclass(frozen=True, slots=True)
class Begin(Request):
    """A new interview with this script."""

    script: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class BeginGroup(Request):
    """The first person of a group that was found together."""

    label: str
    practice: bool = False


@dataclass(frozen=True, slots=True)
class NextOfGroup(Request):
    """The next person of the group of the interview that is open."""


@dataclass(frozen=True, slots=True)
class Practise(Request):
    """Practice with an invented case (a `PracticeCase`)."""

    lesson: object


@dataclass(frozen=True, slots=True)
class Continue(Request):
    """An interview that is stored: a draft goes on, what is sealed is there to be handed over."""

    interview: str
    state: str


@dataclass(frozen=True, slots=True)
class GoOn(Request):
    """After the preparation: to the language, or to the questions where it is chosen."""


@dataclass(frozen=True, slots=True)
class InterviewMissed(Request):
    """An interview could not be read for its page."""

    interview: str
    error: Exception


@dataclass(frozen=True, slots=True)
class TogglePersonWindow(Request):
    """Show the person's window, or put it away."""


@dataclass(frozen=True, slots=True)
class OpenPoint(Request):
    """What only the officer may see, who said to be alone: raise what the person called for, and show it."""


@dataclass(frozen=True, slots=True)
class PrintCard(Request):
    """One card in the person's language, for the pocket."""

    card: str


@dataclass(frozen=True, slots=True)
class Print(Request):
    """Pages, PNG, each ``width`` mm wide."""

    pages: Sequence[bytes]
    width: int


@dataclass(frozen=True, slots=True)
class Unlock(Request):
    """The page of unlocking, anew: this machine was set up."""


@dataclass(frozen=True, slots=True)
class OpenVault(Request):
    """On to the vault of a user (an `OpenUser`), who chose the own passphrase."""

    user: object


@dataclass(frozen=True, slots=True)
class Lock(Request):
    """Store what is typed, close the vault, drop the keys."""


@dataclass(frozen=True, slots=True)
class Hide(Request):
    """Cover everything at once."""


@dataclass(frozen=True, slots=True)
class Quit(Request):
    """Close the window."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Request):
    """The language of the windows."""

    tag: str


@dataclass(frozen=True, slots=True)
class ChooseLooks(Request):
    """Theme or text size; the fields of `Looks`."""

    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToggleTheme(Request):
    """Dark instead of light, or light instead of dark."""


Exit = Request | Callable[..., Request]
"""Where a signal leads: a request, or what makes one of the signal's values."""


def opening(page: str) -> Callable[[object], Request]:
    """An exit to a page that opens with the signal's value."""
    return lambda at: To(page, str(at))


def request_of(exit_: Exit, values: Sequence[object]) -> Request:
    """The request of an exit whose signal came with these values."""
    return exit_ if isinstance(exit_, Request) else exit_(*values)
