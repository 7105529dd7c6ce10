# SPDX-License-Identifier: MIT
"""One contact: numbers large, hours, languages, where it comes from and how old it is, what was corrected."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.domain.directory import Conflict, ContactMark, Correction, DirectoryEntry, DirectoryLine
from ui.screens.directory.words import (
    age_words,
    audience_label,
    field_label,
    kind_label,
    mark_label,
)
from ui.screens.labels import moment
from ui.theme import current_theme
from ui.viewmodels.directory import DirectoryViewModel
from ui.widgets.banners import Banner
from ui.widgets.panel import Panel, row
from ui.widgets.prefectures import prefecture_name
from ui.widgets.status import StatusBadge
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_BIG = 36
_LINE = 20


class EntryPanel(Panel):
    """Read-only; made anew for each entry."""

    def __init__(
        self,
        view_model: DirectoryViewModel,
        entry: DirectoryEntry,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._model, self._entry, self._tr = view_model, entry, tr
        self._lang = current_theme().language
        contact = entry.contact
        self.add(SectionTitle(view_model.name(entry, self._lang)))
        place = prefecture_name(contact.prefecture, self._lang) if contact.prefecture else ""
        kind = kind_label(contact.kind, tr)
        self.add(TextLabel(" · ".join(filter(None, (contact.id, kind, place))), tone="secondary"))
        marks = view_model.marks(entry)
        if marks:
            self.body.addLayout(row(*self._badges(marks), spacing=1))
        self._numbers(marks)
        for label, text in self._facts():
            self._fact(label, text)
        for conflict in contact.conflicts:
            self.add(self._conflict(conflict))
        if entry.history:
            self.add(SectionTitle(tr("Corrected at this station"), level=3))
        for correction in reversed(entry.history):
            self.add(TextLabel(self._correction(correction), size=14))

    def _badges(self, marks: tuple[ContactMark, ...]) -> Iterator[StatusBadge]:
        for mark in marks:
            word, kind, icon = mark_label(mark, self._tr)
            yield StatusBadge(word, kind=kind, icon=icon)

    def _numbers(self, marks: tuple[ContactMark, ...]) -> None:
        entry, tr = self._entry, self._tr
        if entry.phone:
            self.add(TextLabel(entry.phone, lang="en", size=_BIG, bold=True, wrap=False))
        if entry.contact.alt_phone:
            other = entry.contact.alt_phone
            self._fact(tr("Other number"), other, size=_LINE)
        if ContactMark.UNFILLED in marks:
            words = tr("No number is known. Headquarters has to supply it; do not guess one.")
            self.add(Banner("info", words))
        for line in entry.contact.lines:
            self._fact(self._whose(line), line.phone, size=_LINE)

    def _whose(self, line: DirectoryLine) -> str:
        """For whom one more number is, when, and where it comes from."""
        separator = "、" if self._lang == "ja" else ", "
        places = separator.join(
            prefecture_name(prefecture, self._lang) for prefecture in line.prefectures
        )
        parts = (
            self._model.language_names(line.languages, self._lang),
            places,
            self._model.text(line.hours, self._lang),
            f"{line.source}, {line.as_of.isoformat() if line.as_of else self._tr('without date')}",
        )
        return " · ".join(filter(None, parts))

    def _facts(self) -> Iterator[tuple[str, str]]:
        entry, tr, lang = self._entry, self._tr, self._lang
        contact = entry.contact
        unknown = tr("not known")
        yield tr("Hours"), self._model.hours(entry, lang) or unknown
        languages = self._model.language_names(contact.languages, lang)
        yield tr("Languages"), languages or unknown
        yield from self._for_whom()
        if contact.url:
            yield tr("Address on the web (for another device)"), contact.url
        yield tr("Source"), contact.source
        age = age_words(self._model.age_days(entry), tr)
        yield tr("As of"), f"{entry.known_on.isoformat()} · {age}"
        if contact.verified_by and contact.verified_on:
            yield tr("Verified by"), f"{contact.verified_by}, {contact.verified_on.isoformat()}"
        if contact.valid_until:
            yield tr("Valid until"), contact.valid_until.isoformat()
        note = self._model.note(entry, lang)
        if note:
            yield tr("Note"), note

    def _for_whom(self) -> Iterator[tuple[str, str]]:
        """For whom it is, what a call costs, from where it cannot be called, its name on a card."""
        contact, tr, lang = self._entry.contact, self._tr, self._lang
        if contact.audience:
            separator = "、" if lang == "ja" else ", "
            words = (audience_label(audience, tr) for audience in contact.audience)
            yield tr("For"), separator.join(words)
        if contact.free is not None:
            yield tr("Charge"), tr("free") if contact.free else tr("the caller pays")
        if contact.not_from:
            yield tr("Cannot be called from"), self._model.text(contact.not_from, lang)
        if contact.card_name:
            yield tr("Name on the small card"), self._model.text(contact.card_name, lang)

    def _fact(self, label: str, text: str, *, size: int = 16) -> None:
        self.add(TextLabel(label, size=14, tone="secondary"))
        lang = "en" if text.isascii() else ""
        self.add(TextLabel(text, lang=lang, size=size, bold=size > 16))

    def _conflict(self, conflict: Conflict) -> Banner:
        tr = self._tr
        what = field_label(conflict.field, tr)
        if conflict.language is not None:
            what = f"{what} ({self._model.language_names([conflict.language], self._lang)})"
        lines = []
        for claim in conflict.claims:
            day = claim.as_of.isoformat() if claim.as_of else tr("without date")
            value = self._model.text(claim.value, self._lang)
            lines.append(f"{value} ({claim.source}, {day})")
        title = tr("Sources differ: {what}").format(what=what)
        return Banner("warning", "\n".join(lines), title=title)

    def _correction(self, correction: Correction) -> str:
        """Who, when, what and why; one that a newer pack has overtaken says so."""
        tr = self._tr
        named = (
            (tr("Telephone"), correction.phone),
            (tr("Hours"), correction.hours),
            (tr("Note"), correction.note),
        )
        what = " · ".join(f"{label}: {text or '—'}" for label, text in named if text is not None)
        words = tr("{at}, {name}: {what}. Reason: {reason}")
        text = words.format(
            at=moment(correction.at), name=correction.by, what=what, reason=correction.reason
        )
        over = "" if correction in self._entry.holding else tr("(overtaken by newer content)")
        return f"{text} {over}".strip()
