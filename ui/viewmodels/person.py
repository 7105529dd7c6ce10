# SPDX-License-Identifier: MIT
"""The person's own window: one question in their language and nothing of the officer's side.

It follows the interview and can only answer, ask for a break, stop, or ask for help, silently too.
Whatever was answered, the window looks the same afterwards; it never shows an earlier answer, a case
number or a way back. Texts that must not reach the person unreviewed (DECISIONS.md §1.7) are not given
out here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.pack import Audience
from app.domain.silent import silent_flag
from app.domain.value import Json
from app.ids import ItemId
from app.services.texts import UNOFFICIAL, CardTexts, ItemTexts
from app.services.workspace import LanguageInfo
from ui.sound import Player, Spoken
from ui.viewmodels.deeds import Deeds
from ui.viewmodels.facing import Facing
from ui.viewmodels.glance import Glance
from ui.viewmodels.hearing import Hearing
from ui.viewmodels.leading import Placed, Shown
from ui.viewmodels.pausing import Pausing
from ui.viewmodels.workspace import InterviewWorkspace, person_words

LARGEST, SMALLEST = 2, -1
SILENT_HELP = "SILENT-HELP"
SENTENCE_SPACES = 3  # a hint of the kit with that many spaces is a sentence


class Scene(StrEnum):
    """What the window shows. HIDDEN: the question is read out by the interpreter or the officer."""

    WAITING = "waiting"
    LANGUAGE = "language"
    QUESTION = "question"
    HIDDEN = "hidden"
    KEPT = "kept"
    CARD = "card"
    BREAK = "break"


class PersonTalk(Shown, Placed, Protocol):
    """The interview that the person's window follows."""

    @property
    def is_open(self) -> bool: ...
    @property
    def busy(self) -> bool: ...
    @property
    def opening(self) -> str: ...
    @property
    def workspace(self) -> InterviewWorkspace: ...
    @property
    def deeds(self) -> Deeds: ...
    @property
    def facing(self) -> Facing: ...
    @property
    def pausing(self) -> Pausing: ...
    @property
    def item_changed(self) -> SignalInstance: ...
    @property
    def answer_stored(self) -> SignalInstance: ...


class PersonViewModel(QObject):
    """Follows one interview. ``changed``: draw anew."""

    changed = Signal()
    look_changed = Signal()  # rotation or size of the letters

    def __init__(
        self,
        interview: PersonTalk,
        parent: QObject | None = None,
        player: Player | None = None,
    ) -> None:
        super().__init__(parent)
        self._talk = interview
        self.hearing = Hearing(interview.session.pack.clips, player, self)
        self._by_ear = False
        self._heard: ItemId | None = None  # the question that was listened to
        self._kept: ItemId | None = None
        self._asked: str = ""  # the kind of help that was asked for
        self._told: ItemId | None = None  # where the person read what the hand is for
        self._turned = False
        self._larger = 0
        interview.item_changed.connect(self._on_item)
        interview.answer_stored.connect(self._on_stored)
        for signal in (
            interview.pausing.paused,
            interview.pausing.stopped,
            interview.pausing.resumed,
            interview.facing.person_view_changed,
        ):
            signal.connect(self.changed)
            signal.connect(self.hearing.stop)
        interview.deeds.language_chosen.connect(self._on_item)

    @property
    def glance(self) -> Glance:
        """What stands in the interview."""
        return self._talk.glance

    @property
    def item(self) -> ItemId | None:
        """The item on the officer's screen."""
        return self._talk.item

    @property
    def languages(self) -> Sequence[LanguageInfo]:
        """Those to choose from, each in its own script."""
        return self._talk.workspace.languages

    @property
    def scene(self) -> Scene:
        """What is to be shown now."""
        talk = self._talk
        if not talk.is_open:
            return Scene.WAITING
        if talk.pausing.is_paused:
            return Scene.BREAK
        if not talk.glance.person_tag:
            return Scene.LANGUAGE if talk.opening == "language" else Scene.WAITING
        if talk.facing.person_card is not None:
            return (
                Scene.HIDDEN
                if self._card_hidden(talk.glance.card_texts(talk.facing.person_card))
                else Scene.CARD
            )
        if talk.item is None or self._audience is not Audience.PERSON or talk.glance.lock:
            return Scene.WAITING
        if self._kept == talk.item:
            return Scene.KEPT
        texts = talk.glance.item_texts(talk.item)
        return Scene.HIDDEN if texts.person is None or texts.person_hidden else Scene.QUESTION

    @property
    def lang(self) -> str:
        """Language of the texts (pack key), empty while none was chosen."""
        return self._talk.glance.person_lang if self._talk.is_open else ""

    @property
    def words_lang(self) -> str:
        """The language of the window's own words: the person's, or English where it has none."""
        return self._talk.glance.words_lang if self._talk.is_open else "en"

    @property
    def tr_person(self) -> Callable[[str], str]:
        """The window's own words."""
        return person_words(self.lang or "en")

    def quiet_words(self, msgid: str) -> str:
        """As `tr_person`, but a whole sentence that the language has no text of is left out."""
        found = self.tr_person(msgid)
        foreign = found == msgid and not self.lang.startswith("en")
        return "" if foreign and msgid.count(" ") >= SENTENCE_SPACES else found

    @property
    def texts(self) -> ItemTexts | None:
        """The question, only while it may be shown."""
        talk = self._talk
        return (
            talk.glance.item_texts(talk.item)
            if self.scene is Scene.QUESTION and talk.item
            else None
        )

    @property
    def card(self) -> CardTexts | None:
        """The card, only while it may be shown."""
        talk = self._talk
        if self.scene is not Scene.CARD or talk.facing.person_card is None:
            return None
        return talk.glance.card_texts(talk.facing.person_card)

    @property
    def grounding_hidden(self) -> bool:
        """Grounding texts are drafts that must not stand in this window now."""
        talk = self._talk
        return not talk.is_open or talk.session.texts.grounding_hidden(talk.session.interview)

    @property
    def grounding_notice(self) -> str:
        """The sentence above grounding texts, empty where none of them stands in this window."""
        return "" if self.grounding_hidden else self.quiet_words(UNOFFICIAL)

    @property
    def help_asked(self) -> str:
        """The kind of help asked for at this question: not_understood, interpreter, or empty."""
        return self._asked

    @property
    def turned(self) -> bool:
        """The laptop was turned: the window stands upside down."""
        return self._turned

    @property
    def larger(self) -> int:
        """Steps of larger (positive) or smaller letters."""
        return self._larger

    def answer(self, value: Json) -> None:
        """Store the person's own answer, read from the screen."""
        item = self._talk.item
        if self.scene is Scene.QUESTION and item is not None and not self._talk.busy:
            mode = "heard" if self._heard == item else "read"
            if self._talk.parts and not isinstance(value, dict):
                value = {str(self._talk.parts[0]): value}  # of the part that the person was asked
            self._talk.deeds.answer(item, value, mode=mode)

    @property
    def by_ear(self) -> bool:
        """Every option can be heard by itself: the person listened once, or said that it is better."""
        return self._by_ear or (self._talk.is_open and self._talk.glance.listens)

    def listen(self, row: Sequence[Spoken]) -> bool:
        """Read the page aloud, or stop. False: it cannot be heard on this machine."""
        if not self.hearing.way(row):
            return False
        self._heard = self._talk.item
        self.hearing.toggle(row)
        if not self._by_ear:
            self._by_ear = True
            self.changed.emit()
        return True

    def choose_language(self, tag: str) -> None:
        """The person pointed at a language."""
        self._talk.deeds.choose_language(tag)

    def listen_to(self, sentence: Spoken) -> None:
        """Read one option aloud."""
        self._heard = self._talk.item
        self.hearing.only(sentence)

    def ask(self, kind: str) -> None:
        """Ask for help or a break: not_understood, interpreter, pause, stop."""
        self._asked = kind
        self._talk.facing.call(kind)
        self.changed.emit()

    @property
    def has_hand(self) -> bool:
        """The person can call silently: the content has a flag for it."""
        return self._talk.is_open and silent_flag(self._talk.session.pack) is not None

    def mono_ms(self) -> int:
        """The clock by which the hand is held."""
        return self._talk.workspace.clock.mono_ms()

    def call_silently(self) -> None:
        """The hand was touched. Nothing here changes by it, and nothing sounds."""
        if self.has_hand:
            self._talk.deeds.call_silently()

    @property
    def silent_help(self) -> str:
        """What the hand is for, on the first page in the person's language; elsewhere empty."""
        talk = self._talk
        pages = {Scene.QUESTION, Scene.HIDDEN}
        if not self.has_hand or self._told not in {None, talk.item} or self.scene not in pages:
            return ""
        if SILENT_HELP not in talk.session.pack.shared_texts:
            return ""
        _officer, words = talk.glance.shared_text(SILENT_HELP)
        return words.text if words else ""

    def told(self) -> None:
        """That page was seen: later ones do not say it again."""
        self._told = self._talk.item

    def turn(self) -> None:
        """Turn the window by 180 degrees, for a person on the other side of the table."""
        self._turned = not self._turned
        self.look_changed.emit()

    def enlarge(self, step: int) -> None:
        """Make the letters larger (1) or smaller (-1)."""
        self._larger = max(SMALLEST, min(LARGEST, self._larger + step))
        self.look_changed.emit()

    @property
    def _audience(self) -> Audience | None:
        """Whom the item on the screen is put to."""
        item = self._talk.item
        return self._talk.session.pack.items[item].audience if item else None

    def _card_hidden(self, card: CardTexts) -> bool:
        return card.person_hidden or card.text[1] is None

    def _on_item(self) -> None:
        self.hearing.stop()
        self._kept = None
        self._asked = ""
        self.changed.emit()

    def _on_stored(self, item: str) -> None:
        if item == self._talk.item:
            self.hearing.stop()
            self._kept = ItemId(item)
            self.changed.emit()
