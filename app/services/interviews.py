# SPDX-License-Identifier: MIT
"""Leading an interview: every call is one transaction and returns the state after it.

Runs on the database executor. What a method returned is saved; what it refused changed nothing. The
engine and the rules are pure and live in `app.flow` and `app.domain`; this service adds the log.
"""

from __future__ import annotations

import secrets

from app.clock import JAPAN
from app.crypto.approval import Approver
from app.domain import case_number
from app.domain.event import EventType, NewEvent
from app.domain.interview import facts
from app.domain.marking import keep_marks, mark_group_of, mark_payload
from app.domain.pack import Audience, Pack
from app.domain.parse import answer_to_json, parse_answer, passed_to_json
from app.domain.state import Interview
from app.domain.stricter import ticked_by_name
from app.domain.typing_place import note_place
from app.domain.value import NO_WORDS, Answer, Json, OwnWords, TextMark
from app.errors import UserError
from app.flow.engine import Engine
from app.ids import (
    CardId,
    CaseNumber,
    FlagId,
    InterviewId,
    ItemId,
    SignId,
    TimerId,
    new_uuid,
)
from app.services.as_stored import StoredEntry, as_stored
from app.services.by_parts import beside, put_now
from app.services.group import group_label
from app.services.ports import Summary
from app.services.record_acts import RecordActs
from app.services.session import Session
from app.services.texts import ItemTexts, label, shown_labels, shown_words

__all__ = ["TELLINGS", "TOLD_BACK", "Interviews", "Session"]

TOLD_BACK = "told_back"
TELLINGS = ("told", "partly", "not")


class Interviews(RecordActs):
    """The interviews of one officer's vault."""

    def start(
        self,
        *,
        script: str = "full",
        practice: bool = False,
        officer_language: str = "ja",
        agency: str | None = None,
        group: str = "",
    ) -> Session:
        """Begin an interview and give it a case number. Raises UserError("script_unknown").

        ``agency``: another agency's course (training cases); the station's own when left out.
        ``group``: the label that links people who were found together, see `app.services.group`.
        """
        pack = self._packs.newest
        if script not in pack.paths:
            raise UserError("script_unknown", script=script)
        year = self._time.plausible().astimezone(JAPAN).year
        payload: dict[str, Json] = {
            "script": script,
            "practice": practice,
            "agency": agency or self._texts.agency,
            "station": self._station,
            "case_number": self._number(year, practice=practice),
            "officer_language": officer_language,
            "pack": {"id": pack.id, "sha256": pack.sha256},
        }
        if group:
            payload["group"] = group_label(group)
        interview = InterviewId(new_uuid())
        self._states[interview] = Interview()
        return self._record(interview, NewEvent(EventType.STARTED, payload))

    def _number(self, year: int, *, practice: bool) -> CaseNumber:
        """A number that nothing here bears. Two stations draw the same about once in ten thousand million."""
        while True:
            number = case_number.draw(year, secrets.choice, practice=practice)
            if not self._store.has_case_number(number):
                return number

    def named(self, name: str) -> tuple[Summary, ...]:
        """The interviews with this id or case number as it was typed; none, one or more.

        Raises UserError("case_number_wrong") where a character of a number must be wrong.
        """
        rows = self.summaries()
        found = tuple(row for row in rows if name in (row.interview, row.case_number))
        if found:
            return found
        number = case_number.read(name)
        return tuple(row for row in rows if row.case_number == number)

    def summaries(self) -> tuple[Summary, ...]:
        return self._store.summaries()

    def search(self, words: str) -> tuple[InterviewId, ...]:
        return self._store.search(words)

    def prepared(self, interview: InterviewId, *, assumed: bool) -> Session:
        """Preparation is over; ``assumed``: taken as done without its items (replay)."""
        return self._simple(interview, EventType.PREPARED, {"assumed": assumed})

    def choose_language(
        self, interview: InterviewId, tag: str, dialect: OwnWords = NO_WORDS
    ) -> Session:
        """Set the language and answer its item, ``dialect`` (a name, a place) too, in one transaction.

        Raises UserError("mark_unknown").
        """
        pack = self._pack(interview)
        roles = pack.roles
        item = pack.items[roles.language.item]
        given: dict[str, Json] = {roles.language.part: tag}
        if dialect.text:
            marked = mark_payload(pack, dialect.mark)
            given[roles.dialect.part] = {"text": dialect.text, **marked}
        answer = parse_answer(item, given, pack.recipients)
        answer = keep_marks(self._state(interview), answer)
        parts: dict[str, Json] = {**answer_to_json(answer)}
        return self._record(
            interview,
            NewEvent(EventType.LANGUAGE_CHOSEN, {"tag": tag}),
            NewEvent(
                EventType.ANSWERED,
                {"item": item.id, "parts": parts, "mode": "read", "shown": {}},
            ),
        )

    def set_interpreter(self, interview: InterviewId, *, code: str, mode: str) -> Session:
        return self._simple(interview, EventType.INTERPRETER_SET, {"code": code, "mode": mode})

    def shown(self, interview: InterviewId, item: ItemId) -> Session:
        """An item came onto the screen. Raises UserError("item_locked")."""
        self._refuse_locked(interview, item)
        words = shown_labels(self._item_texts(interview, item))
        return self._simple(interview, EventType.SHOWN, {"item": item, **words})

    def answer(  # noqa: PLR0913 the parts of one answer
        self,
        interview: InterviewId,
        item: ItemId,
        value: Json,
        *,
        mode: str = "read",
        reason: str | None = None,
        mark: TextMark | None = None,
        locks: bool = True,
    ) -> Session:
        """Store one answer; with ``reason``, of which ``mark`` is, it corrects the earlier one.

        Where the parts are put one by one, see `app.services.by_parts`.

        ``locks`` False: the facts of the case that stand before the talk (replay's ``person``).
        Raises AnswerError for a wrong form, UserError("item_unknown"), UserError("item_locked").
        """
        pack = self._pack(interview)
        asked = pack.items.get(item)
        if asked is None:
            raise UserError("item_unknown", item=item)
        if locks:
            self._refuse_locked(interview, item)
        rules = self.rules_of(self._state(interview))
        answer = parse_answer(asked, value, ticked_by_name(rules), self.today)
        _refuse_marks(pack, answer)
        state = self._state(interview)
        answer = beside(pack, state, asked, keep_marks(state, answer))
        texts = self._item_texts(interview, item)
        mode = "officer" if asked.audience is Audience.OFFICER else mode
        payload: dict[str, Json] = {
            "item": item,
            "parts": answer_to_json(answer),
            "mode": mode,
            "shown": shown_words(texts),
            **passed_to_json(answer),
        }
        if asked.by_parts:
            put = put_now(state.answer(item), answer, texts, mode)
            payload |= {"shown": {}, "put": put}
        if reason is not None:
            payload |= {"reason": reason, **mark_payload(pack, mark)}
        kind = EventType.CORRECTED if reason is not None else EventType.ANSWERED
        return self._record(interview, NewEvent(kind, payload))

    def skip(self, interview: InterviewId, item: ItemId) -> Session:
        return self._simple(interview, EventType.SKIPPED, {"item": item})

    def clear(self, interview: InterviewId, item: ItemId) -> Session:
        return self._simple(interview, EventType.CLEARED, {"item": item})

    def note(  # noqa: PLR0913 what a note belongs to
        self,
        interview: InterviewId,
        item: ItemId | None,
        text: str,
        lang: str,
        *,
        timer: TimerId | None = None,
        place: str = "",
        mark: TextMark | None = None,
    ) -> Session:
        """Add a note, typed at ``place`` if not in its own field; with ``timer`` it stops that timer.

        Raises UserError("mark_unknown") for a mark without a group in this pack.
        """
        payload: dict[str, Json] = {"item": item, "text": text, "lang": lang}
        payload |= mark_payload(self._pack(interview), mark)
        if timer:
            payload["timer"] = timer
        typed = {place or note_place(item or "")}
        return self._record(interview, NewEvent(EventType.NOTE_ADDED, payload), typed=typed)

    def pause(self, interview: InterviewId, reason: str = "") -> Session:
        return self._simple(interview, EventType.PAUSED, {"reason": reason})

    def resume(self, interview: InterviewId, script: str | None = None) -> Session:
        """Go on after a break; ``script`` goes on with another script (short → full)."""
        return self._simple(interview, EventType.RESUMED, {"script": script} if script else {})

    def distress(self, interview: InterviewId) -> Session:
        return self._simple(interview, EventType.DISTRESS, {})

    def raise_flag(self, interview: InterviewId, flag: FlagId, by: str = "officer") -> Session:
        if flag not in self._pack(interview).flags:
            raise UserError("flag_unknown", flag=flag)
        cites: list[Json] = []
        return self._simple(
            interview, EventType.DANGER_RAISED, {"flag": flag, "by": by, "cites": cites}
        )

    def resolve_flag(
        self, interview: InterviewId, flag: FlagId, action: str, mark: TextMark | None = None
    ) -> Session:
        """Close a flag by what was done.

        Raises UserError("action_missing"), ("flag_not_open"), ("mark_unknown").
        """
        if not action.strip():
            raise UserError("action_missing", flag=flag)
        if flag not in self._state(interview).flags_open:
            raise UserError("flag_not_open", flag=flag)
        payload: dict[str, Json] = {"flag": flag, "action": action}
        payload |= mark_payload(self._pack(interview), mark)
        return self._simple(interview, EventType.DANGER_RESOLVED, payload)

    def set_sign(self, interview: InterviewId, sign: SignId) -> Session:
        if sign not in self._pack(interview).signs:
            raise UserError("sign_unknown", sign=sign)
        return self._simple(interview, EventType.SIGN_SET, {"sign": sign})

    def show_card(
        self, interview: InterviewId, card: CardId, how: str, *, result: str = "", note: str = ""
    ) -> Session:
        """Log a card: shown, read_aloud, understood, questions; told_back with result and note.

        Raises UserError("result_unknown") for a telling back without one of `TELLINGS`, or of a card
        that explains neither consent nor rights.
        """
        now = self.open(interview)
        texts = now.texts.card(now.interview, now.pack.cards[card], now.view.age_state)
        person = None if texts.person_hidden else label(texts.text[1])
        payload: dict[str, Json] = {"card": card, "how": how, "person": person}
        if how == TOLD_BACK:
            if result not in TELLINGS or not now.pack.cards[card].tell_back:
                raise UserError("result_unknown", card=card)
            payload |= {"result": result, "note": note.strip()}
        return self._simple(interview, EventType.CARD_SHOWN, payload)

    def unlock_item(
        self,
        interview: InterviewId,
        item: ItemId,
        reason: str,
        by: Approver,
        mark: TextMark | None = None,
    ) -> Session:
        """A supervisor opens a locked item with a reason (CONTENT.md §6).

        Raises UserError reason_missing, mark_unknown, certificate_not_yet, certificate_over.
        """
        if not reason.strip():
            raise UserError("reason_missing", item=item)
        given = by.unlock(interview, item, self.approving(by))
        payload: dict[str, Json] = {"item": item, "reason": reason, "by": given.by}
        payload |= mark_payload(self._pack(interview), mark)
        return self._simple(interview, EventType.LOCK_OPENED, payload | {"approval": given.jws})

    def read_back(
        self,
        interview: InterviewId,
        result: str,
        reason: str = "",
        mark: TextMark | None = None,
    ) -> Session:
        """Keep how the account was read back. Raises UserError("mark_unknown")."""
        payload: dict[str, Json] = {"result": result, "reason": reason}
        payload |= mark_payload(self._pack(interview), mark)
        return self._simple(interview, EventType.READ_BACK, payload)

    def add(self, interview: InterviewId, event: NewEvent) -> Session:
        return self._record(interview, event)

    def as_stored(self, interview: InterviewId) -> tuple[StoredEntry, ...]:
        """The answers without any pack, for an interview whose own is not here."""
        return tuple(as_stored(self._store.events(interview)))

    def _refuse_locked(self, interview: InterviewId, item: ItemId) -> None:
        state = self._state(interview)
        pack = self.pack_of(state)
        if item not in pack.items:
            raise UserError("item_unknown", item=item)
        reason = Engine(pack).is_locked(state, item)
        if reason:
            raise UserError("item_locked", item=item, reason=reason)

    def _item_texts(self, interview: InterviewId, item: ItemId) -> ItemTexts:
        state = self._state(interview)
        pack = self.pack_of(state)
        age = facts(pack, state).age_state
        return self._texts.of(pack).item(state, pack.items[item], age)


def _refuse_marks(pack: Pack, answer: Answer) -> None:
    """A mark needs a group of the pack, or its text would go nowhere at all."""
    for value in answer.parts.values():
        for mark in filter(None, (entry.mark for entry in value.entries)):
            mark_group_of(pack, mark)
