# SPDX-License-Identifier: MIT
"""What every verb of the interview service returns: the interview as it stands after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from app.domain.groups import MARKED
from app.domain.interview import Interview, facts
from app.domain.pack import Pack
from app.domain.said_before import said_before
from app.domain.value import TextMark
from app.flow.view import FlowView
from app.ids import InterviewId, ItemId
from app.indicators.assess import assess
from app.indicators.model import Assessment
from app.services.texts import Texts


@dataclass(frozen=True)
class Session:
    """One interview as it stands: the state, its course, and what the indicators see.

    ``pack``: the one that it is led with; ``rules``: the same under the limits that hold now, for whoever
    decides what goes to whom; ``texts``: the words of that pack.
    """

    interview: Interview
    view: FlowView
    pack: Pack = field(compare=False, repr=False)
    rules: Pack = field(compare=False, repr=False)
    texts: Texts = field(compare=False, repr=False)
    stored: frozenset[str] = field(default=frozenset())  # places of typing that the verb took over

    @cached_property
    def assessment(self) -> Assessment:
        """What the indicators see, reckoned when it is first asked for, see `reckoned`."""
        return assess(facts(self.pack, self.interview))

    def reckoned(self) -> Self:
        """The same with all that takes long already reckoned: for whoever shows it in a window."""
        for name in ("assessment", "said_before"):
            getattr(self, name)
        return self

    @property
    def marks(self) -> tuple[TextMark, ...]:
        """The marks that a text of this interview can have: those whose groups its pack has."""
        return tuple(mark for mark in TextMark if MARKED[mark] in self.pack.groups)

    @cached_property
    def said_before(self) -> Mapping[ItemId, tuple[ItemId, ...]]:
        """The answers before which others changed since, see `app.domain.said_before`."""
        return said_before(self.pack, self.interview)

    @property
    def id(self) -> InterviewId:
        """The interview's id. Raises ValueError before the first event."""
        if self.interview.id is None:
            msg = "the interview has no event yet"
            raise ValueError(msg)
        return self.interview.id
