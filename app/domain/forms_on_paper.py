# SPDX-License-Identifier: MIT
"""Papers that hold no answers: the interview to fill in by hand, consents, cards, languages to point at.

For places without power or with a person who wants to take something home. `app.services.sheets` fills
these from the pack; `app.documents` draws them and knows no pack. Every question carries its id, so that
what was written by hand can be typed in later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.document import PaperBlock, WordPair
from app.domain.text import Wording
from app.ids import LangTag


@dataclass(frozen=True, slots=True)
class FormPart:
    """One thing to mark or to write. ``lines``: empty lines to write on; ``choices``: boxes to tick.

    ``states``: the boxes that every question has, *not sure* and *do not want to answer*.
    """

    label: WordPair | None
    choices: tuple[WordPair, ...] = ()
    states: tuple[WordPair, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """``code``: the item's id; ``only_if``: when it is to be asked, for whoever holds the pen."""

    code: str
    text: WordPair
    lead_in: WordPair | None = None
    only_if: Wording | None = None
    parts: tuple[FormPart, ...] = ()
    for_officer: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    title: WordPair
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """Both languages side by side. ``code`` stands on every page with its number; ``note``: the status of
    the translation; ``intro``: said before the first question; ``signing``: labels of empty fields.
    """

    title: WordPair
    language: LangTag
    code: str
    made_on: date
    note: WordPair
    intro: tuple[WordPair, ...]
    sections: tuple[FormSection, ...]
    signing: tuple[WordPair, ...] = ()


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Cards in both languages, one block of lines each."""

    title: WordPair
    language: LangTag
    code: str
    made_on: date
    note: WordPair
    cards: tuple[tuple[WordPair, tuple[WordPair, ...]], ...]


@dataclass(frozen=True, slots=True)
class PaperLanguage:
    """A language by its own name, and a sentence in it where there is one."""

    endonym: Wording
    name: str  # in the officer's language
    sentence: Wording | None


@dataclass(frozen=True, slots=True)
class LanguageSheet:
    """Languages to point at."""

    title: Wording
    code: str
    made_on: date
    rows: tuple[PaperLanguage, ...]


@dataclass(frozen=True, slots=True)
class MiniCard:
    """Telephone numbers to carry: in the person's language only, and nothing that gives away what it is."""

    language: LangTag
    blocks: tuple[PaperBlock, ...]
    made_on: date


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One thing to keep to or to explain. ``lines``: what it means; ``trace``: where a record tells of it."""

    title: Wording
    lines: tuple[Wording, ...]
    trace: Wording | None = None


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """Points to tick, for the officer alone and in the officer's language only, on one page.

    ``fields``: labels of empty fields at the head; ``ticks``: the boxes of each point; ``remark``: the label
    of the room to write in; ``source``: where the points come from, and how far that was checked.
    """

    title: Wording
    code: str
    made_on: date
    intro: tuple[Wording, ...]
    fields: tuple[Wording, ...]
    points: tuple[CheckPoint, ...]
    ticks: tuple[Wording, ...]
    remark: Wording
    source: Wording

    @property
    def lines(self) -> tuple[Wording, ...]:
        """All that stands on it, in the order of reading."""
        points = [
            wording
            for point in self.points
            for wording in (point.title, *point.lines, *([point.trace] if point.trace else []))
        ]
        return (
            self.title,
            *self.intro,
            *self.fields,
            *points,
            *self.ticks,
            self.remark,
            self.source,
        )


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step, or one choice: what it is, and who does it."""

    text: WordPair
    who: tuple[WordPair, ...] = ()


@dataclass(frozen=True, slots=True)
class WayStage:
    """What stands beside each other on the way. ``sign``: of the closed list of `app.documents.way_signs`."""

    sign: str
    steps: tuple[WayStep, ...]
    notes: tuple[WordPair, ...] = ()


@dataclass(frozen=True, slots=True)
class WaySheet:
    """The way of the procedures as a picture, from the first talk on; ``beside``: what helps at any time."""

    title: WordPair
    language: LangTag
    code: str
    made_on: date
    note: WordPair
    stages: tuple[WayStage, ...]
    beside: tuple[WayStep, ...]

    @property
    def lines(self) -> tuple[Wording, ...]:
        """All that the person reads, in the order of the way; the officer's words where there are none."""
        pairs = [self.title, self.note]
        for stage in self.stages:
            pairs += [pair for step in stage.steps for pair in (step.text, *step.who)]
            pairs += stage.notes
        pairs += [pair for step in self.beside for pair in (step.text, *step.who)]
        return tuple(pair.person or pair.ja for pair in pairs)


Paper = BlankForm | CardSheet | LanguageSheet | MiniCard | CheckSheet | WaySheet
