# SPDX-License-Identifier: MIT
"""Others in danger: what the person volunteers comes forward at once, in one action of the officer."""

from __future__ import annotations

from typing import Protocol

from ui.viewmodels import course
from ui.viewmodels.entering import Entering
from ui.viewmodels.leading import Performing, Placed, Shown


class OthersTalk(Shown, Performing, Placed, Protocol):
    """The interview in which others are spoken of."""

    @property
    def entering(self) -> Entering: ...


def may_ask_of_others(talk: Shown) -> bool:
    """Whether others in danger were neither asked about nor noted yet."""
    interview, roles = talk.session.interview, talk.session.pack.roles
    asked = roles.others[0] in interview.answers
    return not asked and roles.others_in_danger not in interview.flags_open


def others_in_danger(talk: OthersTalk) -> None:
    """Store what is entered, raise the flag on the person's word, and go to that question."""
    at, pack = talk.item, talk.session.pack
    flag = pack.roles.others_in_danger
    talk.perform(
        [lambda service, case: service.raise_flag(case, flag, "person")],
        arrive=lambda session: course.following(pack, session.view, at, strayed=False),
        entered=talk.entering.here(),
    )
