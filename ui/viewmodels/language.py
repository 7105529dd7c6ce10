# SPDX-License-Identifier: MIT
"""The language picker: the first thing a person sees, before any other text (languages.md §4.5)."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QObject, Signal

from app.domain.codes import canonical_tag, is_language_tag
from app.services.workspace import LanguageInfo
from ui.viewmodels.interview import InterviewViewModel

REGIONS = ("southeast", "east", "south", "central", "west", "europe", "america", "world")


class LanguageViewModel(QObject):
    """Which language; the officer may search, the person only points."""

    changed = Signal()
    tag_refused = Signal()  # what was typed is no language tag
    chosen = Signal(str)

    def __init__(self, interview: InterviewViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.interview = interview
        self._region = ""
        self._search = ""
        self._listening = False
        interview.language_chosen.connect(self.chosen)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have languages, in the order of the picker."""
        known = {one.region for one in self._all}
        return tuple(r for r in REGIONS if r in known) + tuple(sorted(known - set(REGIONS)))

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
        found = [one for one in self._all if not self._region or one.region == self._region]
        if self._search:
            found = [one for one in self._all if self._search in _folded(_words(one))]
        return tuple(found)

    @property
    def current(self) -> str:
        """The tag that was chosen before, empty when none was."""
        return self.interview.glance.person_tag

    def choose_region(self, region: str) -> None:
        self._region, self._search = region, ""
        self.changed.emit()

    def search(self, words: str) -> None:
        """Find by own name, English or Japanese name, or tag."""
        self._search = _folded(words)
        self.changed.emit()

    def set_listening(self, *, on: bool) -> None:
        self._listening = on

    def choose(self, tag: str) -> None:
        """The person pointed at a language; `chosen` comes when it is stored."""
        if not self.interview.busy:
            self.interview.choose_language(tag, listening=self._listening)

    def choose_typed(self, text: str) -> None:
        """Take any BCP-47 or ISO 639-3 tag: an interpreter may be found for a language without texts."""
        tag = unicodedata.normalize("NFKC", text).strip()
        if not is_language_tag(tag):
            self.tag_refused.emit()
            return
        self.choose(canonical_tag(tag))

    @property
    def _all(self) -> tuple[LanguageInfo, ...]:
        return tuple(self.interview.workspace.languages)


def _words(one: LanguageInfo) -> str:
    return f"{one.endonym} {one.name_en} {one.name_ja} {one.tag}"


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold().strip()
