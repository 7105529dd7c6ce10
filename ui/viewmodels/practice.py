# SPDX-License-Identifier: MIT
"""Practice: the invented cases one may choose from, and the look back at a practice interview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.agency import Agencies
from app.domain.language import Language
from app.domain.pack import Pack
from app.domain.practice import PracticeCase
from app.domain.text import LocalText
from app.errors import UserError
from app.flow.review import EARLY, Review, ReviewFinding, ReviewKind
from app.ids import CardId, FlagId, InterviewId, ItemId, TimerId
from app.services.interviews import Interviews, Session
from app.services.practice import Practice
from app.services.texts import Texts
from ui.tasks import TaskRunner


class PracticeWorkspace(Protocol):
    """The part of the workspace that practice needs."""

    @property
    def pack(self) -> Pack: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def languages(self) -> Sequence[Language]: ...
    @property
    def interviews(self) -> Interviews: ...
    @property
    def practice(self) -> Practice: ...


class PracticeViewModel(QObject):
    """The cases in order. Call `load` first. GUI thread only."""

    changed = Signal()

    def __init__(
        self,
        workspace: PracticeWorkspace,
        tasks: TaskRunner,
        cases: Callable[[], Sequence[PracticeCase]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._read = workspace, tasks, cases
        self.cases: tuple[PracticeCase, ...] = ()
        self.error: Exception | None = None

    @property
    def agencies(self) -> Agencies:
        return self._workspace.pack.agencies

    @property
    def is_loaded(self) -> bool:
        return bool(self.cases)

    def load(self) -> None:
        """Read the cases from their files."""
        self._tasks.run(self, self._read, self._on_read, self._on_failed, database=False)

    def text(self, text: LocalText, lang: str) -> str:
        """A text of a case in the officer's language."""
        return self._workspace.texts.officer(text, lang).text

    def language(self, case: PracticeCase) -> tuple[str, str]:
        """(tag, endonym) of the language that the invented person speaks."""
        names = {str(language.tag): language.endonym for language in self._workspace.languages}
        return case.language, names.get(case.language, case.language)

    def _on_read(self, cases: Sequence[PracticeCase]) -> None:
        self.cases, self.error = tuple(cases), None
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class LookbackNote:
    """One finding, with the words of the item, card, flag or deadline that it is about."""

    kind: ReviewKind
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class LookbackSection:
    """``id``: early, critical, cards, flags, timers or rest."""

    id: str
    notes: tuple[LookbackNote, ...]


_AT_THE_END: Final = (
    ("cards", ReviewKind.CARD_NOT_SHOWN),
    ("flags", ReviewKind.FLAG_OPEN),
    ("timers", ReviewKind.TIMER_RUNNING),
)


class LookbackViewModel(QObject):
    """What was asked, missed and asked too early. Reads only. Call `load` first. GUI thread only."""

    changed = Signal()

    def __init__(
        self,
        workspace: PracticeWorkspace,
        tasks: TaskRunner,
        interview: InterviewId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._id = workspace, tasks, interview
        self._session: Session | None = None
        self._review = Review((), ())
        self.error: Exception | None = None

    @property
    def agencies(self) -> Agencies:
        return self._workspace.pack.agencies

    @property
    def is_loaded(self) -> bool:
        return self._session is not None

    @property
    def session(self) -> Session:
        """Raises RuntimeError before `load` came back."""
        if self._session is None:
            raise RuntimeError("not loaded")
        return self._session

    @property
    def case_number(self) -> str:
        return self._session.interview.case_number if self._session else ""

    def load(self) -> None:
        """Look back. Fails with UserError("practice_only") for a real interview."""
        service, practice, case = self._workspace.interviews, self._workspace.practice, self._id

        def work() -> tuple[Session, Review]:
            session = service.open(case)
            if not session.interview.practice:
                raise UserError("practice_only")
            return session, practice.review(case)

        self._tasks.run(self, work, self._on_read, self._on_failed)

    def sections(self, lang: str) -> tuple[LookbackSection, ...]:
        """The findings in the order of their weight; each section stands, also an empty one."""
        missed = self._review.of(ReviewKind.MISSED)
        critical = [finding for finding in missed if finding.critical]
        rest = [finding for finding in missed if not finding.critical]
        return (
            self._section("early", self._review.of(*EARLY), lang),
            self._section("critical", critical, lang),
            *(self._section(name, self._review.of(kind), lang) for name, kind in _AT_THE_END),
            self._section("rest", rest, lang),
        )

    def asked(self, lang: str) -> tuple[tuple[str, str], ...]:
        """(id, words) of what was asked, in the order of the first answers."""
        return tuple((item, self._item(item, lang)) for item in self._review.asked)

    def _section(self, name: str, findings: Sequence[ReviewFinding], lang: str) -> LookbackSection:
        notes = (
            LookbackNote(finding.kind, finding.about, self._words(finding, lang))
            for finding in findings
        )
        return LookbackSection(name, tuple(notes))

    def _words(self, finding: ReviewFinding, lang: str) -> str:
        pack = self.session.pack
        if finding.kind is ReviewKind.CARD_NOT_SHOWN:
            return self._text(pack.cards[CardId(finding.about)].title, lang)
        if finding.kind is ReviewKind.FLAG_OPEN:
            return self._text(pack.flags[FlagId(finding.about)].title, lang)
        if finding.kind is ReviewKind.TIMER_RUNNING:
            return self._text(pack.timers[TimerId(finding.about)].text, lang)
        return self._item(ItemId(finding.about), lang)

    def _item(self, item: ItemId, lang: str) -> str:
        return self._text(self.session.pack.items[item].text, lang)

    def _text(self, text: LocalText, lang: str) -> str:
        return self.session.texts.officer(text, lang).text

    def _on_read(self, found: tuple[Session, Review]) -> None:
        (self._session, self._review), self.error = found, None
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()
