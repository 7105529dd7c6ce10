# SPDX-License-Identifier: MIT
"""The interpreter's page: the question in both languages, words, names, and what to read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.glossary import Term, find
from app.domain.text import EN, JA, JA_EASY
from app.domain.value import OwnWords
from app.ids import ItemId, LangTag, PartId
from app.services.interpreting import attest, differ, interpreter, mark_wording
from app.services.texts import ItemTexts
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.leading import Placed
from ui.viewmodels.readback import ReadbackAnswer, ReadbackTalk, ReadbackViewModel


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written and how it is said (Latin letters, katakana)."""

    label: str
    written: str
    spoken: str


class InterpretingTalk(ReadbackTalk, Placed, Protocol):
    """The interview that is interpreted."""


class InterpretingViewModel(CompanionViewModel):
    """For whoever interprets; the officer sees the same."""

    changed = Signal()
    marked = Signal()
    comment_missing = Signal()

    def __init__(self, interview: InterpretingTalk, parent: QObject | None = None) -> None:
        super().__init__(interview, parent)
        self._talk = interview
        self._search = ""
        self._readback = ReadbackViewModel(interview, self)
        interview.session_changed.connect(self.changed)

    @property
    def code(self) -> str:
        """Who interprets now, by code."""
        return interpreter(self._talk.session.interview)

    @property
    def item(self) -> ItemId | None:
        return self._talk.item

    @property
    def texts(self) -> ItemTexts | None:
        """The question on the screen, in both languages."""
        item = self._talk.item
        return self._talk.glance.item_texts(item) if item else None

    @property
    def officer_lang(self) -> LangTag:
        return LangTag(self._talk.glance.officer_lang)

    @property
    def person_lang(self) -> LangTag:
        """As the glossary has it: plain Japanese has the words of Japanese."""
        lang = LangTag(self._talk.glance.person_lang)
        return JA if lang == JA_EASY else lang

    @property
    def terms(self) -> list[Term]:
        """The words that were searched for; none before."""
        if not self._search:
            return []
        terms = self._talk.session.pack.glossary
        return find(terms, self._search, self.officer_lang, self.person_lang, EN)

    @property
    def names(self) -> tuple[Name, ...]:
        """The person's names as far as they were told."""
        pack = self._talk.session.pack
        about = pack.roles.full_name.item
        answer = self._talk.session.interview.answer(about)
        if answer is None:
            return ()
        found = []
        for part in pack.items[about].parts:
            value = answer.parts.get(PartId(part.id))
            if value is not None and isinstance(value.data, str):
                rendered = value.rendered.text if value.rendered else ""
                found.append(Name(self._talk.glance.text(part.text), value.data, rendered))
        return tuple(found)

    @property
    def to_confirm(self) -> tuple[ReadbackAnswer, ...]:
        """Critical answers that nobody read back yet."""
        return tuple(
            answer for answer in self._readback.account if answer.critical and not answer.attested
        )

    @property
    def free_accounts(self) -> tuple[ReadbackAnswer, ...]:
        """What was told freely, with the rendering that stands."""
        return tuple(answer for answer in self._readback.account if answer.told_freely)

    def search(self, words: str) -> None:
        self._search = words.strip()
        self.changed.emit()

    def attest(self, item: ItemId, how: str) -> None:
        """Read back, and the person said that it is right."""
        self._talk.perform([lambda service, case: attest(service, case, item, how)])

    def mark_unclear(self, comment: str) -> None:
        """The wording of the question on the screen goes to the translators."""
        item = self._talk.item
        if item is None or not comment.strip():
            self.comment_missing.emit()
            return
        self._talk.perform(
            [lambda service, case: mark_wording(service, case, item, comment)],
            then=self._while_here(self.marked.emit),
        )

    def differ(self, item: ItemId, rendering: OwnWords) -> None:
        """Another rendering stands beside the one that was given."""
        text, mark, lang = rendering.text, rendering.mark, str(self.officer_lang)
        if not text:
            self.comment_missing.emit()
            return
        self._talk.perform([lambda do, case: differ(do, case, item, text, lang, mark)])
