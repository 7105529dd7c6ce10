# SPDX-License-Identifier: MIT
"""One look at a session: everything the screens of an interview show of it, as plain rows.

Made from workspace and session, once for each step (`Talk.glance`); holds no state and stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from app.domain.ledger import obligations_of
from app.domain.pack import Audience, Item
from app.domain.parse import consent_groups
from app.domain.silent import is_discreet, silent_flag
from app.domain.state import InterviewState
from app.domain.stricter import ticked_by_name
from app.domain.text import JA_EASY, LocalText, Wording, content_language
from app.flow.engine import Engine
from app.flow.rest import BREAK_AFTER, HARD_RUN, hard_run
from app.flow.sitting import SittingEnd, closing_left, sitting_end
from app.flow.view import Offer
from app.i18n.mark import mark_person
from app.ids import CardId, FlagId, ItemId, LangTag, PartId
from app.services.interviews import Session
from app.services.phrases import phrase
from app.services.texts import CardTexts, ItemTexts
from app.services.wording import Words, code_name
from ui.viewmodels import course
from ui.viewmodels.findings import Explainer, Findings, reader_language
from ui.viewmodels.flags import FlagRow, open_flags
from ui.viewmodels.workspace import InterviewWorkspace, person_words

_SOON_HOURS: Final = 4  # a timer is shown as *soon* from here on


@dataclass(frozen=True, slots=True)
class Header:
    """The bar over the interview. ``language`` is the person's language in its own words."""

    case_number: str
    agency: str
    station: str
    language: str
    language_tag: str
    interpreter: str
    interpreter_mode: str
    practice: bool


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in a list."""

    id: CardId
    title: str
    due: bool
    shown: tuple[str, ...]  # how it was shown so far


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A timer that started. ``state``: running, soon, overdue or done."""

    id: str
    text: str
    left: str
    state: str


@dataclass(frozen=True)
class Glance:
    """``at``: the item on the screen, if there is one; ``parts``: those of it that are put now."""

    workspace: InterviewWorkspace
    session: Session
    at: ItemId | None
    parts: tuple[PartId, ...] = ()

    # languages

    @property
    def officer_lang(self) -> str:
        return self.session.interview.officer_language

    @property
    def person_tag(self) -> str:
        """BCP-47 tag of the person's language, empty while none was chosen."""
        return self.session.interview.language or ""

    @property
    def person_lang(self) -> str:
        """The language of the person's side: the pack's key, plain Japanese for Japanese."""
        return str(content_language(LangTag(self.person_tag))) if self.person_tag else ""

    def person_word(self, msgid: str) -> str | None:
        """A word of the program in the person's language; None where that language has none."""
        if not self.person_lang:
            return None
        return phrase(LangTag(self.person_lang), msgid)

    @property
    def tr_person(self) -> Callable[[str], str]:
        """Words of the person's window; English where the language has none of its own."""
        return person_words(self.person_lang or "en")

    @property
    def words_lang(self) -> str:
        """The language in which `tr_person` answers: the person's, or English where it has none."""
        own = self.person_word(mark_person("Thank you")) is not None
        return self.person_lang if own else "en"

    # the item

    def item_texts(self, item: ItemId) -> ItemTexts:
        """Both sides of one item as it is put now."""
        interview = self.session.interview
        return self.session.texts.item(
            interview, self.session.pack.items[item], self.session.view.age_state
        )

    def consent_groups(self, item: Item) -> tuple[tuple[str, LocalText], ...]:
        """The groups a person may tick in a consent, with their names."""
        groups = self.session.pack.groups
        return tuple(
            (str(g), groups[g]) for g in consent_groups(item, ticked_by_name(self.session.rules))
        )

    def code_choices(self, code_list: str) -> tuple[tuple[str, str, str | None], ...]:
        """(code, officer's name, person's name) of a list of languages or countries, by name."""
        officer = LangTag(self.officer_lang)
        person = LangTag(self.person_lang) if self.person_lang else None
        if code_list == "language":
            rows = [
                (lang.tag, lang.name_ja if officer == "ja" else lang.name_en, lang.endonym)
                for lang in self.workspace.languages
            ]
            return tuple(rows)
        from app.domain.codes import COUNTRIES, OTHER_COUNTRY, STATELESS  # noqa: PLC0415 a long list

        plain = sorted(COUNTRIES - {OTHER_COUNTRY, STATELESS})
        named = [
            (
                code,
                code_name("country", code, officer),
                code_name("country", code, person) if person else None,
            )
            for code in plain
        ]
        return tuple(sorted(named, key=lambda row: row[1]))

    @property
    def listens(self) -> bool:
        """The person said that listening is better than reading ."""
        place = self.session.pack.roles.reading
        reading = self.session.interview.answer(place.item)
        stated = reading.parts.get(place.part) if reading else None
        return stated is not None and stated.data == "listening_better"

    def mode_of(self, item: ItemId) -> str:
        """How an answer entered by the officer was given: officer, interpreted, heard or read."""
        asked = self.session.pack.items[item]
        if asked.audience is not Audience.PERSON:
            return "officer"
        if self.session.interview.interpreter.get("code"):
            return "interpreted"
        texts = self.item_texts(item)
        return "heard" if self.listens or texts.person is None or texts.person_hidden else "read"

    def evidence_titles(self, item: ItemId) -> tuple[str, ...]:
        """What an answer of this item may show, for the officer only (CONTENT.md §1, *why we ask*)."""
        rules = self.session.pack.indicators
        codes = dict.fromkeys(rule.code for rule in self.session.pack.items[item].evidence)
        listed = (
            rules.codes.get(c) or rules.elements.get(c) or rules.forced_labour.get(c) for c in codes
        )
        return tuple(dict.fromkeys(self.text(code.title) for code in listed if code))

    def asked_for(self, thing: ItemId | CardId) -> tuple[str, ...]:
        """What the source documents ask this item or card for, with the place: for the officer only."""
        return tuple(
            f"{self.text(row.title)} — {self.text(row.document)}, {row.id}"
            for row in obligations_of(self.session.pack, thing)
        )

    def awaits_lawyer(self, thing: ItemId | CardId) -> bool:
        """True while the wording of this item or card waits for a lawyer: for the officer only."""
        pack = self.session.pack
        item, card = pack.items.get(ItemId(thing)), pack.cards.get(CardId(thing))
        return bool((item and item.legal_review) or (card and card.legal_review))

    @property
    def interpreter_code(self) -> str:
        return str(self.session.interview.interpreter.get("code") or "")

    @property
    def place(self) -> tuple[int, int]:
        return course.place_in_phase(self.session.view, self.at) if self.at else (0, 0)

    @property
    def lock(self) -> str:
        """Why the current item must not be asked, as a reason id; empty when it may."""
        return course.lock_of(self.session.pack, self.session, self.at) if self.at else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes stored with the current item, oldest first."""
        return tuple(n.text for n in self.session.interview.notes if n.item == self.at)

    # around the item

    @property
    def header(self) -> Header:
        interview = self.session.interview
        tag = self.person_tag
        names = {str(language.tag): language.endonym for language in self.workspace.languages}
        return Header(
            case_number=interview.case_number,
            agency=interview.agency,
            station=self.workspace.station.name,
            language=names.get(tag, tag),
            language_tag=self.person_lang,
            interpreter=self.interpreter_code,
            interpreter_mode=str(interview.interpreter.get("mode") or ""),
            practice=interview.practice,
        )

    @cached_property
    def phases(self) -> tuple[course.PhaseRow, ...]:
        return course.rail(
            self.session.pack, self.session.texts, self.officer_lang, self.session.view, self.at
        )

    @cached_property
    def cards_due(self) -> tuple[CardRow, ...]:
        return tuple(self.card_row(card) for card in self.session.view.cards_due)

    def card_row(self, card: CardId) -> CardRow:
        """One card with what was done with it so far."""
        shown = self.session.pack.cards[card]
        return CardRow(
            card,
            self.text(shown.title),
            card in self.session.view.cards_due,
            tuple(showing.how for showing in self.session.interview.cards if showing.card == card),
        )

    def card_texts(self, card: CardId) -> CardTexts:
        return self.session.texts.card(
            self.session.interview, self.session.pack.cards[card], self.session.view.age_state
        )

    def before(self, item: ItemId) -> tuple[ItemId, ...]:
        """The answers that changed after this one was given, so that it would not be asked now."""
        return self.session.said_before.get(item, ())

    @cached_property
    def flags(self) -> tuple[FlagRow, ...]:
        """Open flags, red ones first; without those of which nobody may learn who sees the screen."""
        pack = self.session.pack
        return tuple(row for row in self._flags if not is_discreet(pack, FlagId(row.id)))

    @property
    def discreet_flags(self) -> tuple[FlagRow, ...]:
        """The open flags that only the officer may see, alone."""
        return tuple(row for row in self._flags if row not in self.flags)

    @property
    def discreet_words(self) -> str:
        """What is said where somebody may look while a silent call or such a flag waits; else empty."""
        flag = silent_flag(self.session.pack)
        waits = self.session.interview.called or self.discreet_flags
        return self.text(flag.discreet) if waits and flag and flag.discreet else ""

    @cached_property
    def _flags(self) -> tuple[FlagRow, ...]:
        return open_flags(self.session, self.text)

    def timers(self, now: datetime) -> tuple[TimerRow, ...]:
        """All timers that started, with what is left at ``now``."""
        return tuple(
            TimerRow(
                str(timer.timer),
                self.text(self.session.pack.timers[timer.timer].text),
                course.remaining(timer.due_at - now),
                _timer_state(timer.stopped_at is not None, (timer.due_at - now).total_seconds()),
            )
            for timer in self.session.view.timers
        )

    @property
    def hard_run_over(self) -> bool:
        """Enough hard questions came in a row: a break is offered for that, whatever the clock says."""
        return hard_run(self.session.pack, self.session.interview) >= HARD_RUN

    def break_due(self, now: datetime) -> bool:
        return Engine(self.session.pack).break_due(self.session.interview, now)

    def half_hours(self, now: datetime) -> int:
        """How many times half an hour passed without a rest."""
        rested = self.session.interview.rested_at
        return 0 if rested is None else (now - rested) // BREAK_AFTER

    def consent_again_due(self, now: datetime) -> bool:
        """The short consent is over and is to be asked again (CONTENT.md §7)."""
        again = self.session.view.consent_again
        return again is not None and now >= again

    @property
    def sitting_end(self) -> SittingEnd | None:
        """Set while the talk stands between two sittings."""
        return sitting_end(self.session.pack, self.session.interview, self.session.view)

    @property
    def closing_left(self) -> ItemId | None:
        """The next closing question that is still to ask."""
        return closing_left(self.session.view)

    @property
    def newer_content(self) -> bool:
        """Newer content is here, and this draft could be moved to it."""
        state = self.session.interview
        same = self.session.pack.sha256 == self.workspace.content.newest.sha256
        return not (same or state.practice) and state.state is InterviewState.DRAFT

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Offers that still hold something: cards to show or items to ask if the person likes."""
        shown = {showing.card for showing in self.session.interview.cards}
        left = (
            replace(offer, cards=tuple(card for card in offer.cards if card not in shown))
            for offer in self.session.view.offers
        )
        return tuple(offer for offer in left if offer.cards or offer.items)

    @property
    def missing(self) -> tuple[course.Line, ...]:
        """What was not asked, the critical ones first."""
        return tuple(
            course.Line(
                item,
                self.explainer.question(item),
                critical=item in self.session.view.critical,
                spared=item in self.session.interview.spared,
            )
            for item in course.still_missing(self.session.pack, self.session.view)
        )

    # what this shows

    @cached_property
    def words(self) -> Words:
        """Answers as sentences, the officer's language first."""
        made = Words.of(self.session.pack, self.session.texts, phrase, self.session.interview)
        return replace(made, reader=reader_language(self.officer_lang))

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.session.pack, self.session.texts, self.words, self.officer_lang)

    @cached_property
    def findings(self) -> Findings:
        return self.explainer.findings(self.session)

    def shared_text(self, key: str) -> tuple[Wording, Wording | None]:
        """A shared text such as GROUND on both sides; a child hears its own wording."""
        pack, content = self.session.pack, self.session.texts
        child = pack.shared_texts_child.get(key) if self.session.view.child_path else None
        officer = content.officer(pack.shared_texts[key], self.officer_lang)
        person = content.person(child or pack.shared_texts[key], self.person_tag or None)
        return officer, person

    def text(self, text: LocalText) -> str:
        """A text of the pack in the officer's language."""
        return self.session.texts.officer(text, self.officer_lang).text

    @property
    def easy(self) -> bool:
        """Officer and person share Japanese: official wording left, plain wording right."""
        return self.person_lang == JA_EASY


def _timer_state(stopped: bool, seconds: float) -> str:  # noqa: FBT001 private, named by its caller
    if stopped:
        return "done"
    if seconds < 0:
        return "overdue"
    return "soon" if seconds < _SOON_HOURS * 3600 else "running"
