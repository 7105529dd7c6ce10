# SPDX-License-Identifier: MIT
"""Papers without answers: which one, in which language, how it looks, and where it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.agency import checks_departures
from app.domain.carried import CarriedNumber
from app.domain.language import Language
from app.domain.pack import Pack
from app.domain.situation import Situation
from app.domain.text import JA, LocalText, content_language
from app.ids import LangTag
from app.services.papers import AT_SEA, CARRIED, FOR_OFFICER, FORM, KINDS, Made, Papers, PaperWanted
from app.services.sheets import SCRIPTS
from app.services.stations import StationInfo
from app.services.texts import Texts
from ui.tasks import TaskRunner

_SEEN = 1200  # px of a page picture: sharp at 150 %
_PRINTED = 400  # pixels an inch on paper: sharp in black and white
_INCH = 25.4  # mm
_OF_IMMIGRATION, _FIRST = "embarkation", "short"

T = TypeVar("T")


class PapersWorkspace(Protocol):
    """The part of the workspace that papers need."""

    @property
    def pack(self) -> Pack: ...
    @property
    def station(self) -> StationInfo: ...
    @property
    def languages(self) -> Sequence[Language]: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def texts(self) -> Texts: ...


class PapersViewModel(QObject):
    """Draws the wanted paper anew after each choice. GUI thread only; drawing is done in the pool."""

    changed = Signal()
    saved = Signal(str)  # file name
    ready_to_print = Signal(object, int)  # pages as PNG, width of the paper in mm

    def __init__(
        self,
        workspace: PapersWorkspace,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks = workspace, tasks
        self.languages = tuple(
            language
            for language in workspace.languages
            if content_language(language.tag) in workspace.pack.languages
        )
        self.wanted = PaperWanted(FORM, self.languages[0].tag, JA, _FIRST)
        self.pages: tuple[bytes, ...] = ()
        self.error: Exception | None = None
        self.busy = False
        self._made: Made | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The papers that this agency has a use for."""
        workspace = self._workspace
        at_sea = workspace.station.agency in workspace.pack.papers.at_sea
        return tuple(kind for kind in KINDS if at_sea or kind != AT_SEA)

    @property
    def scripts(self) -> tuple[str, ...]:
        """The courses of questions that this agency asks, with the one for children."""
        workspace = self._workspace
        departures = checks_departures(workspace.pack.agencies, workspace.station.agency)
        return tuple(script for script in SCRIPTS if departures or script != _OF_IMMIGRATION)

    @property
    def asks_for_script(self) -> bool:
        return self.wanted.kind == FORM

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands on a paper that is looked at as a picture."""
        return self._made.lines if self._made else ()

    @property
    def to_confirm(self) -> tuple[CarriedNumber, ...]:
        """Numbers that stand on the paper only where they are confirmed."""
        numbers = self._made.numbers if self._made else None
        return numbers.to_confirm if numbers else ()

    def text(self, text: LocalText, lang: str) -> str:
        return self._workspace.texts.officer(text, lang).text

    @property
    def asks_for_language(self) -> bool:
        """Whether the person reads it."""
        return self.wanted.kind not in FOR_OFFICER

    @property
    def asks_for_carrier(self) -> bool:
        return self.wanted.kind == CARRIED

    def carry(self, situations: frozenset[Situation], prefecture: str) -> None:
        """Say who carries the numbers, and draw."""
        self.wanted = replace(self.wanted, situations=situations, prefecture=prefecture)
        self.draw()

    def confirm(self, number: str, *, on: bool) -> None:
        """The officer looked at a doubtful number and wants it on the paper, or takes that back."""
        confirmed = self.wanted.confirmed - {number}
        if on:
            confirmed |= {number}
        self.wanted = replace(self.wanted, confirmed=confirmed)
        self.draw()

    def want(
        self, *, kind: str = "", language: str = "", script: str = "", reader: str = ""
    ) -> None:
        """Choose, and draw; what is not named stays."""
        now = self.wanted
        self.wanted = replace(
            now,
            kind=kind or now.kind,
            language=LangTag(language or now.language),
            script=script or now.script,
            reader=LangTag(reader or now.reader),
        )
        self.draw()

    def draw(self) -> None:
        """Draw the pages; those of an earlier choice are dropped."""
        wanted, papers = self.wanted, self._workspace.papers
        self.busy, self.error, self.pages, self._made = True, None, (), None
        self.changed.emit()

        def work() -> tuple[Made, tuple[bytes, ...]]:
            made = papers.make(wanted)
            return made, papers.pictures(made, _SEEN)

        def done(found: tuple[Made, tuple[bytes, ...]]) -> None:
            if wanted == self.wanted:
                self._made, self.pages = found
                self._end()

        def failed(error: Exception) -> None:
            if wanted == self.wanted:
                self._end(error)

        self._tasks.run(self, work, done, failed, database=False)

    def save(self, out: Path) -> None:
        """Write the file."""
        self._with_made(
            lambda made: self._workspace.papers.save(made, out),
            lambda _none: self.saved.emit(out.name),
        )

    def prepare_print(self) -> None:
        """Draw the pages as sharp as a printer needs them."""
        papers = self._workspace.papers

        def work(made: Made) -> tuple[tuple[bytes, ...], int]:
            return papers.pictures(made, round(made.width / _INCH * _PRINTED)), made.width

        self._with_made(work, lambda found: self.ready_to_print.emit(*found))

    def file_name(self) -> str:
        """Tells nothing of what is on it, as the paper to carry does not."""
        wanted = self.wanted
        return f"paper-{wanted.language if self.asks_for_language else wanted.reader}.pdf"

    def _with_made(self, work: Callable[[Made], T], then: Callable[[T], None]) -> None:
        made = self._made
        if made is None:
            return
        self.busy = True
        self.changed.emit()

        def done(found: T) -> None:
            self._end()
            then(found)

        self._tasks.run(self, lambda: work(made), done, self._end, database=False)

    def _end(self, error: Exception | None = None) -> None:
        self.busy, self.error = False, error
        self.changed.emit()
