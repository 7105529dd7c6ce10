# SPDX-License-Identifier: MIT
"""The first screen after unlocking: own interviews, what is due, search and filters. No names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from app.clock import JAPAN, Clock
from app.domain import case_number
from app.domain.agency import checks_departures
from app.domain.language import Language
from app.domain.pack import Pack
from app.domain.text import LocalText
from app.errors import UserError
from app.ids import FlagId, InterviewId, TimerId
from app.services.content_packs import ContentPacks
from app.services.interviews import Interviews
from app.services.notices import Notice
from app.services.ports import Summary
from app.services.renewal import Ending
from app.services.stations import StationInfo
from app.services.texts import Texts
from ui.tasks import TaskRunner

FILTERS: Final = ("all", "draft", "sealed", "handed_over", "due")
_SOON_HOURS: Final = 4


class HomeWorkspace(Protocol):
    """The part of the workspace that the first screen needs."""

    @property
    def user(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def station(self) -> StationInfo: ...
    @property
    def pack(self) -> Pack: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def languages(self) -> Sequence[Language]: ...
    @property
    def interviews(self) -> Interviews: ...
    @property
    def notices(self) -> tuple[Notice, ...]: ...
    @property
    def endings(self) -> Callable[[], tuple[Ending, ...]]: ...
    @property
    def seals(self) -> bool: ...
    @property
    def content(self) -> ContentPacks: ...
    def acknowledge(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Due:
    """What is due next. ``state``: running, soon or overdue; ``at`` is an aware moment."""

    timer: TimerId
    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One interview of the list. ``red``: an open flag of severity red."""

    interview: InterviewId
    case_number: str
    practice: bool
    language: str  # endonym, empty while none was chosen
    language_tag: str
    age_state: str
    state: str
    due: Due | None
    flags: tuple[FlagId, ...]
    red: bool
    updated_at: datetime
    group_label: str = ""  # of people who were found together


Loaded = tuple[tuple[Summary, ...], tuple[Ending, ...], UserError | None]


class HomeViewModel(QObject):
    """The list with its search and filter. GUI thread only."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self, workspace: HomeWorkspace, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._tasks = tasks
        self._summaries: tuple[Summary, ...] = ()
        self.endings: tuple[Ending, ...] = ()  # certificates that end soon or have ended
        self.content_told: UserError | None = (
            None  # the content is overdue, or an older one stands in
        )
        self._found: frozenset[InterviewId] | None = None
        self._asked = ""
        self.query = ""
        self.filter = FILTERS[0]
        self.loaded = False
        self.error: Exception | None = None

    @property
    def number_wrong(self) -> bool:
        """A case number is looked for, and one of its characters must be wrong."""
        try:
            case_number.read(self.query)
        except UserError:
            return True
        return False

    @property
    def is_first_use(self) -> bool:
        return self.loaded and not self._summaries

    @property
    def has_embarkation(self) -> bool:
        """Whether the agency checks at departure."""
        agency = self.workspace.station.agency
        return checks_departures(self.workspace.pack.agencies, agency)

    @property
    def listed(self) -> list[Summary]:
        """What search and filter leave, what is due first at the top, then the newest."""
        found = [summary for summary in self._summaries if self._passes(summary)]
        if self.query:
            matches = self._matcher()
            found = [summary for summary in found if matches(summary)]
        found.sort(key=attrgetter("updated_at"), reverse=True)
        due = [summary for summary in found if summary.timers]
        due.sort(key=lambda summary: min(at for _timer, at in summary.timers))
        return due + [summary for summary in found if not summary.timers]

    @property
    def languages(self) -> dict[str, str]:
        """Tag -> what the language calls itself."""
        return {str(info.tag): info.endonym for info in self.workspace.languages}

    @property
    def group_suggestion(self) -> str:
        """The label of the newest group of today, else a new one from the date: no personal data."""
        today = self.workspace.clock.now().astimezone(JAPAN).date()
        labelled = [
            summary
            for summary in self._summaries
            if summary.group_label and summary.started_at.astimezone(JAPAN).date() == today
        ]
        newest = max(labelled, key=lambda summary: summary.started_at, default=None)
        return newest.group_label if newest else f"G {today.isoformat()}"

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the owner of this vault has to know and has not said to have read."""
        return self.workspace.notices

    def acknowledge(self) -> None:
        """The owner has read the notices."""
        self._tasks.run(
            self, self.workspace.acknowledge, lambda _none: self.changed.emit(), self._on_failed
        )

    def load(self) -> None:
        """Read the list anew."""
        workspace = self.workspace

        def read() -> Loaded:
            return (
                workspace.interviews.summaries(),
                workspace.endings(),
                workspace.content.told,
            )

        self._tasks.run(self, read, self._on_loaded, self._on_failed)

    def search(self, words: str) -> None:
        """Show only interviews that hold ``words``; an empty text shows all."""
        self.query = words.strip()
        if not self.query:
            self._found = None
            self.changed.emit()
            return
        asked = self.query
        self._tasks.run(
            self,
            lambda: (asked, self.workspace.interviews.search(asked)),
            self._on_found,
            self._on_failed,
        )

    def set_filter(self, name: str) -> None:
        self.filter = name
        self.changed.emit()

    def timer_text(self, due: Due, lang: str) -> str:
        timer = self.workspace.pack.timers.get(due.timer)
        return self._text(timer.text, lang) if timer else due.timer

    def flag_title(self, flag: FlagId, lang: str) -> str:
        """Its words, of a discreet one the neutral ones; its id where today's content does not know it."""
        titled = self.workspace.pack.flags.get(flag)
        return self._text(titled.discreet or titled.title, lang) if titled else flag

    def _text(self, text: LocalText, lang: str) -> str:
        return self.workspace.texts.officer(text, lang).text

    def _matcher(self) -> Callable[[Summary], bool]:
        """Whether what is looked for was found in an interview, or is its number or a part of it."""
        typed, found = case_number.compact(self.query), self._found
        meant = None if self.number_wrong else case_number.read(self.query)

        def matches(summary: Summary) -> bool:
            named = bool(typed) and typed in case_number.compact(summary.case_number)
            return (
                found is None or summary.interview in found or named or meant == summary.case_number
            )

        return matches

    def _passes(self, summary: Summary) -> bool:
        if self.filter == "due":
            return bool(summary.timers)
        return self.filter in {"all", summary.state}

    def row(self, summary: Summary, languages: Mapping[str, str]) -> HomeRow:
        """One line of the list; ``languages``: see there."""
        flags = tuple(FlagId(flag) for flag in summary.flags)
        return HomeRow(
            interview=summary.interview,
            case_number=summary.case_number,
            practice=summary.practice,
            language=languages.get(summary.language or "", summary.language or ""),
            language_tag=summary.language or "",
            age_state=summary.age_state,
            state=summary.state,
            due=self._due(summary),
            flags=flags,
            red=any(map(self._red, flags)),
            updated_at=summary.updated_at,
            group_label=summary.group_label,
        )

    def _red(self, flag: FlagId) -> bool:
        """One of another pack may be red, and is shown so."""
        present = self.workspace.pack.flags.get(flag)
        return present is None or present.severity == "red"

    def _due(self, summary: Summary) -> Due | None:
        if not summary.timers:
            return None
        timer, at = min(summary.timers, key=lambda pair: pair[1])
        hours = (at - self.workspace.clock.now()).total_seconds() / 3600
        state = "overdue" if hours < 0 else "soon" if hours < _SOON_HOURS else "running"
        return Due(TimerId(timer), at, state)

    def _on_loaded(self, found: Loaded) -> None:
        self._summaries, self.endings, self.content_told = found
        self.loaded, self.error = True, None
        self.changed.emit()

    def _on_found(self, answer: tuple[str, tuple[InterviewId, ...]]) -> None:
        asked, found = answer
        if asked == self.query:  # an answer to an older question is dropped
            self._found = frozenset(found)
            self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()
        self.failed.emit(error)
