# SPDX-License-Identifier: MIT
"""The language picker: the first thing a person sees, before any other text (LANGUAGES.md §1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.codes import UNCODED, canonical_tag, is_coded_language
from app.domain.ruby import strip_ruby
from app.domain.text import content_language
from app.domain.value import NO_WORDS, OwnWords
from app.i18n.cldr import folded, language_named, speaks, spoken_in
from app.i18n.mark import mark_person
from app.services.phrases import phrase
from app.services.workspace import LanguageInfo
from ui.sound import Player, Spoken
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.deeds import Deeds
from ui.viewmodels.hearing import Hearing
from ui.viewmodels.leading import Keeping
from ui.viewmodels.workspace import InterviewWorkspace

REGIONS = ("southeast", "east", "south", "central", "west", "europe", "america", "world")


class LanguageTalk(Keeping, Protocol):
    """The interview whose language is chosen."""

    @property
    def busy(self) -> bool: ...
    @property
    def deeds(self) -> Deeds: ...
    @property
    def workspace(self) -> InterviewWorkspace: ...


class LanguageViewModel(CompanionViewModel):
    """Which language; the officer may search, the person only points."""

    changed = Signal()
    nothing_typed = Signal()
    chosen = Signal(str)

    def __init__(
        self,
        interview: LanguageTalk,
        parent: QObject | None = None,
        *,
        player: Player | None = None,
    ) -> None:
        super().__init__(interview, parent)
        self._talk = interview
        self.hearing = Hearing(interview.session.pack.clips, player, self)
        self._region = ""
        self._search = ""
        self._listening = False
        self._dialect = NO_WORDS
        interview.deeds.language_chosen.connect(self.chosen)
        interview.deeds.language_chosen.connect(self.hearing.stop)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have languages, in the order of the picker."""
        present = {language.region for language in self._all}
        return tuple(r for r in REGIONS if r in present) + tuple(sorted(present - set(REGIONS)))

    @property
    def region(self) -> str:
        """The region that is shown, empty for all."""
        return self._region

    @property
    def listening(self) -> bool:
        """The person understands only what is spoken."""
        return self._listening

    @property
    def languages(self) -> tuple[LanguageInfo, ...]:
        """The languages to show, in the order of this agency, each in its own script."""
        found = [
            language
            for language in self._all
            if not self._region or language.region == self._region
        ]
        if self._search:
            spoken = spoken_in(self._search)
            named = [language for language in self._all if self._search in folded(_words(language))]
            found = named + [o for o in self._all if o not in named and speaks(o.tag, spoken)]
        return tuple(found)

    @property
    def current(self) -> str:
        """The tag that was chosen before, empty when none was."""
        return self._talk.glance.person_tag

    def choose_region(self, region: str) -> None:
        self._region, self._search = region, ""
        self.changed.emit()

    def search(self, words: str) -> None:
        """Find by own name, English or Japanese name, tag, or a country where it is spoken."""
        self._search = folded(words)
        self.changed.emit()

    def set_listening(self, *, on: bool) -> None:
        self._listening = on

    def set_dialect(self, words: OwnWords) -> None:
        """How the person calls the dialect, or where it is spoken."""
        self._dialect = words

    def choose(self, tag: str) -> None:
        """The person pointed at a language; `chosen` comes when it is stored."""
        if not self._talk.busy:
            self._talk.deeds.choose_language(tag, listening=self._listening, dialect=self._dialect)

    def choose_typed(self, text: str) -> None:
        """Take any language by name, BCP 47 or ISO 639-3: an interpreter may be found without texts.

        A name that no list knows is kept as it was typed, under the code for languages without one.
        """
        words = folded(text)
        if not words:
            self.nothing_typed.emit()
        elif tag := language_named(words):
            self.choose(canonical_tag(tag))
        elif is_coded_language(words):
            self.choose(canonical_tag(words))
        else:
            named = ", ".join(part for part in (text.strip(), self._dialect.text) if part)
            self._dialect = OwnWords(named, self._dialect.mark)
            self.choose(UNCODED)

    def listen(self) -> bool:
        """Say in each language that is shown "I speak this language", or stop. False: there is no sound.

        For a person who cannot read the names: they point when they hear their own.
        """
        row = tuple(self._samples())
        if not self.hearing.way(row):
            return False
        self.hearing.toggle(row)
        return True

    def _samples(self) -> Iterator[Spoken]:
        for language in self.languages:
            sample = phrase(content_language(language.tag), mark_person("I speak this language"))
            if sample:
                yield self.hearing.spoken(
                    str(language.tag), strip_ruby(sample), mark=str(language.tag)
                )

    @property
    def _all(self) -> tuple[LanguageInfo, ...]:
        return tuple(self._talk.workspace.languages)


def _words(language: LanguageInfo) -> str:
    return f"{language.endonym} {language.name_en} {language.name_ja} {language.tag}"
