# SPDX-License-Identifier: MIT
"""The directory of contacts on screen: search and filters, one open entry, a supervisor's correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.directory import ContactMark, DirectoryEntry, select
from app.domain.language import Language
from app.domain.text import LocalText
from app.ids import LangTag
from app.services.directory import Directory, Listing
from app.services.texts import Texts
from ui.tasks import TaskRunner


class DirectoryWorkspace(Protocol):
    """The part of the workspace that the directory needs."""

    @property
    def directory(self) -> Directory: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def languages(self) -> Sequence[Language]: ...


class DirectoryViewModel(QObject):
    """All contacts for one user. GUI thread only."""

    changed = Signal()
    chosen = Signal()
    corrected = Signal()
    refused = Signal(object)  # Exception: a correction that was not stored; what was typed stays

    def __init__(
        self, workspace: DirectoryWorkspace, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._tasks = tasks
        self.listing = Listing(())
        self.loaded = False
        self.busy = False
        self.error: Exception | None = None
        self.query = ""
        self.kind = ""
        self.prefecture = ""
        self.language = ""
        self._chosen = ""

    @property
    def may_correct(self) -> bool:
        return self.workspace.directory.may_correct

    @property
    def stale_after(self) -> int:
        return self.workspace.directory.stale_after

    @property
    def kinds(self) -> tuple[str, ...]:
        """The types that occur, in the order of the pack."""
        return tuple(dict.fromkeys(entry.contact.kind for entry in self.listing.entries))

    @property
    def spoken(self) -> tuple[Language, ...]:
        """The languages that at least one contact names."""
        return tuple(
            language
            for language in self.workspace.languages
            if any(entry.speaks(language.tag) for entry in self.listing.entries)
        )

    @property
    def rows(self) -> tuple[DirectoryEntry, ...]:
        """What search and filters leave."""
        found = select(
            self.listing.entries,
            kind=self.kind,
            prefecture=self.prefecture,
            language=LangTag(self.language) if self.language else None,
        )
        return tuple(entry for entry in found if self._matches(entry))

    @property
    def entry(self) -> DirectoryEntry | None:
        """The open entry, also when a filter hides it from the list."""
        return next(
            (entry for entry in self.listing.entries if entry.contact.id == self._chosen), None
        )

    def load(self) -> None:
        """Read entries and corrections anew."""
        self.busy, self.error = True, None
        self.changed.emit()
        self._tasks.run(self, self.workspace.directory.listing, self._on_loaded, self._on_failed)

    def search(self, words: str) -> None:
        self.query = words.strip()
        self.changed.emit()

    def narrow(self, **wanted: str) -> None:
        """Set filters: ``kind``, ``prefecture``, ``language``; empty takes one away."""
        for name, value in wanted.items():
            setattr(self, name, value)
        self.changed.emit()

    def choose(self, contact: str) -> None:
        """Open an entry; empty closes it."""
        if contact != self._chosen:
            self._chosen = contact
            self.chosen.emit()

    def marks(self, entry: DirectoryEntry) -> tuple[ContactMark, ...]:
        directory = self.workspace.directory
        return entry.marks(directory.today, directory.stale_after)

    def age_days(self, entry: DirectoryEntry) -> int:
        return entry.age_days(self.workspace.directory.today)

    def name(self, entry: DirectoryEntry, lang: str) -> str:
        return self.text(entry.contact.name, lang)

    def hours(self, entry: DirectoryEntry, lang: str) -> str:
        """The hours that hold, corrected or the pack's; empty when unknown."""
        return entry.hours if entry.hours is not None else self.text(entry.contact.hours, lang)

    def note(self, entry: DirectoryEntry, lang: str) -> str:
        return entry.note if entry.note is not None else self.text(entry.contact.note, lang)

    def text(self, text: LocalText | None, lang: str) -> str:
        return self.workspace.texts.officer(text, lang).text if text is not None else ""

    def language_names(self, tags: Sequence[LangTag], lang: str) -> str:
        """Names of languages for the officer, in the order given."""
        languages = {language.tag: language for language in self.workspace.languages}
        names = [
            (languages[tag].name_ja if lang == "ja" else languages[tag].name_en)
            if tag in languages
            else tag
            for tag in tags
        ]
        return ("、" if lang == "ja" else ", ").join(names)

    def correct(self, phone: str, hours: str, note: str, reason: str, lang: str) -> None:
        """Store what differs from what is shown. `refused` comes when nothing was stored."""
        entry = self.entry
        if entry is None:
            return
        identity = entry.contact.id
        changed = {
            "phone": phone if phone != (entry.phone or "") else None,
            "hours": hours if hours != self.hours(entry, lang) else None,
            "note": note if note != self.note(entry, lang) else None,
        }
        directory = self.workspace.directory

        def work() -> Listing:
            directory.correct(identity, **changed, reason=reason)
            return directory.listing()

        def done(listing: Listing) -> None:
            self._on_loaded(listing)
            self.corrected.emit()

        self.busy = True
        self._tasks.run(self, work, done, self._on_refused)

    def _matches(self, entry: DirectoryEntry) -> bool:
        """Every word stands somewhere in name, number, note or id; hyphens do not matter."""
        contact = entry.contact
        texts = [*contact.name.wordings.values()]
        texts += [*contact.note.wordings.values()] if contact.note else []
        numbers = (entry.phone, contact.alt_phone, *(line.phone for line in contact.lines))
        held = " ".join(
            [contact.id, entry.note or "", *(text.text for text in texts)]
            + [number for number in numbers if number]
        )
        plain = f"{held} {held.replace('-', '')}".casefold()
        return all(word.casefold() in plain for word in self.query.split())

    def _on_loaded(self, listing: Listing) -> None:
        self.listing, self.loaded, self.busy, self.error = listing, True, False, None
        self.changed.emit()
        self.chosen.emit()

    def _on_failed(self, error: Exception) -> None:
        self.busy, self.error = False, error
        self.changed.emit()

    def _on_refused(self, error: Exception) -> None:
        self.busy = False
        self.refused.emit(error)
