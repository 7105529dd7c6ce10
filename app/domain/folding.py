# SPDX-License-Identifier: MIT
"""What each event type does to the state of an interview: one small function per type.

Only `app.domain.interview.apply` calls these. Types without an entry (shown cards of others,
imports, unsigned papers, …) change nothing but sequence, head and time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from app.domain.clock_folding import clock_anomaly
from app.domain.event import Event, EventType
from app.domain.flag_folding import danger_raised, danger_resolved, danger_taken_back
from app.domain.marking import (
    marked,
    marks_left,
    reason_again,
    still_asked,
    strictest,
    texts_asked,
)
from app.domain.moving import pack_moved
from app.domain.pack import Gate, Item, Pack
from app.domain.parse import answer_from_json
from app.domain.payload import mark_in, text_in, texts_in
from app.domain.sent import going, reworded, taken_over, went
from app.domain.silent import silent_signs
from app.domain.state import (
    Attested,
    CardShown,
    Decided,
    Exported,
    Given,
    Interview,
    InterviewState,
    Invoked,
    Note,
    Put,
    ReadBack,
    SealedAs,
    WordingMark,
)
from app.domain.value import Answer, Json, OwnWords, PartValue, State
from app.errors import UserError
from app.ids import BasisId, CardId, GroupId, ItemId, PartId, RecipientId, SignId, TimerId

Handler = Callable[[Pack, Interview, Event], Interview]
_TOUCHING: Final = 2  # from this level on a question touches what happened


def _object(value: Json) -> Mapping[str, Json]:
    return MappingProxyType(dict(value) if isinstance(value, dict) else {})


def _item(pack: Pack, event: Event) -> Item:
    item = pack.items.get(ItemId(text_in(event, "item")))
    if item is None:
        raise UserError("pack_mismatch", pack=pack.id)
    return item


def _started(_pack: Pack, state: Interview, event: Event) -> Interview:
    pack_named = _object(event.payload.get("pack"))
    return replace(
        state,
        started_at=event.at,
        rested_at=event.at,
        script=text_in(event, "script", "full"),
        begun_as=text_in(event, "script", "full"),
        practice=event.payload.get("practice") is True,
        agency=text_in(event, "agency"),
        station=text_in(event, "station"),
        case_number=text_in(event, "case_number"),
        group_label=text_in(event, "group"),
        officer_language=text_in(event, "officer_language", "ja"),
        language=text_in(event, "language") or state.language,
        pack_id=str(pack_named.get("id", "")),
        pack_sha256=str(pack_named.get("sha256", "")),
    )


def _prepared(_pack: Pack, state: Interview, event: Event) -> Interview:
    return replace(state, prepared=event.payload.get("assumed") is True)


def _language_chosen(_pack: Pack, state: Interview, event: Event) -> Interview:
    return replace(state, language=text_in(event, "tag") or state.language)


def _interpreter_set(_pack: Pack, state: Interview, event: Event) -> Interview:
    return replace(state, interpreter=_object(dict(event.payload)))


def _shown(pack: Pack, state: Interview, event: Event) -> Interview:
    return replace(state, current=_item(pack, event).id)


def _answered(pack: Pack, state: Interview, event: Event) -> Interview:
    item = _item(pack, event)
    try:
        answer = answer_from_json(item, event.payload.get("parts"), event.payload.get("not_asked"))
    except ValueError as error:
        raise UserError("pack_mismatch", pack=pack.id) from error
    return _store(pack, state, event, answer)


def _declined(pack: Pack, state: Interview, event: Event) -> Interview:
    item = _item(pack, event)
    parts = {part.id: PartValue(part.type, State.DECLINED, None) for part in item.parts}
    return _store(pack, state, event, Answer(item.id, parts))


def _store(pack: Pack, state: Interview, event: Event, answer: Answer) -> Interview:
    """Put the answer in its place; a new answer to a consent item undoes its withdrawal."""
    given = Given(
        answer=answer,
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        mode=text_in(event, "mode", "officer"),
        shown=_object(event.payload.get("shown")),
        correction=text_in(event, "reason") if event.type is EventType.CORRECTED else None,
        correction_mark=mark_in(event),
        put=_put(state, event, answer),
    )
    renewed = {r.id for r in pack.recipients.values() if r.consent_item == answer.item}
    withdrawn = {r: at for r, at in state.withdrawn.items() if r not in renewed}
    return replace(
        state,
        answers=MappingProxyType({**state.answers, answer.item: given}),
        asked=state.asked if answer.item in state.asked else (*state.asked, answer.item),
        current=answer.item,
        withdrawn=MappingProxyType(withdrawn),
        language=_language(pack, state, answer),
        doubted_again=state.doubted_again and answer.item != pack.roles.age_view.item,
        attested=_without(state, answer.item),
        texts_asked=still_asked(state, answer.item),
        marks_left=marks_left(state, answer.item, answer),
        sent=taken_over(state, answer),
    )


def _put(state: Interview, event: Event, answer: Answer) -> Mapping[PartId, Put]:
    """How each part stands to have been put: now, or before where this answer leaves it as it is."""
    given, put = state.answers.get(answer.item), event.payload.get("put")
    if not isinstance(put, dict):
        return MappingProxyType({})
    now = {
        PartId(name): Put(str(record.get("mode")), _object(record.get("shown")), event.at)
        for name, record in put.items()
        if isinstance(record, dict)
    }
    found = {**(given.put if given else {}), **now}
    return MappingProxyType({part: told for part, told in found.items() if part in answer.parts})


def _language(pack: Pack, state: Interview, answer: Answer) -> str | None:
    """The answer about the best language sets the person's language (a BCP-47 tag)."""
    place = pack.roles.language
    best = answer.parts.get(place.part) if answer.item == place.item else None
    named = best is not None and isinstance(best.data, str) and best.state is None
    return str(best.data) if best and named else state.language


def _cleared(pack: Pack, state: Interview, event: Event) -> Interview:
    item = _item(pack, event).id
    left = {key: given for key, given in state.answers.items() if key != item}
    return replace(
        state,
        answers=MappingProxyType(left),
        attested=_without(state, item),
        marks_left=marks_left(state, item, None),
    )


def _skipped(pack: Pack, state: Interview, event: Event) -> Interview:
    item = _item(pack, event)
    skips = {**state.skips, item.id: state.skips.get(item.id, 0) + 1}
    left = replace(state, skips=MappingProxyType(skips))
    return _spare(left, item) if pack.roles.distress in state.signs else left


def _paused(_pack: Pack, state: Interview, _event: Event) -> Interview:
    return replace(state, paused=True)


def _resumed(_pack: Pack, state: Interview, event: Event) -> Interview:
    script = text_in(event, "script", state.script)
    return replace(state, paused=False, rested_at=event.at, script=script)


def _spare(state: Interview, item: Item) -> Interview:
    """Left in distress: not offered again. Danger (gate open) and easy questions are not spared."""
    if item.level < _TOUCHING or item.gate is Gate.OPEN:
        return state
    return replace(state, spared=state.spared | {item.id})


def _distress(pack: Pack, state: Interview, _event: Event) -> Interview:
    """The question that was just being asked is spared with those left out from now on."""
    seen = replace(state, signs=state.signs | {pack.roles.distress})
    asked = pack.items.get(state.current) if state.current else None
    return _spare(seen, asked) if asked and asked.id not in state.answers else seen


def _sign_set(pack: Pack, state: Interview, event: Event) -> Interview:
    sign = SignId(text_in(event, "sign"))
    if sign == pack.roles.distress:
        return _distress(pack, state, event)
    again = sign == pack.roles.apparent_minor and pack.roles.age_view.item in state.answers
    return replace(
        state,
        signs=state.signs | {sign},
        doubted_again=state.doubted_again or again,
        called=None if sign in silent_signs(pack) else state.called,
    )


def _silent_call(_pack: Pack, state: Interview, event: Event) -> Interview:
    return replace(state, called=event.at)


def _card_shown(_pack: Pack, state: Interview, event: Event) -> Interview:
    person = event.payload.get("person")
    card = CardShown(
        CardId(text_in(event, "card")),
        text_in(event, "how", "shown"),
        event.at,
        _object(person) if isinstance(person, dict) else None,
        text_in(event, "result"),
        text_in(event, "note"),
    )
    return replace(state, cards=(*state.cards, card))


def _consent_withdrawn(_pack: Pack, state: Interview, event: Event) -> Interview:
    recipient = RecipientId(text_in(event, "recipient"))
    return replace(state, withdrawn=MappingProxyType({**state.withdrawn, recipient: event.at}))


def _basis_invoked(_pack: Pack, state: Interview, event: Event) -> Interview:
    recipient, reason = RecipientId(text_in(event, "recipient")), text_in(event, "reason")
    earlier = state.bases.get(recipient)
    again = OwnWords(earlier.reason, earlier.mark) if earlier else None
    invoked = Invoked(
        recipient=recipient,
        basis=BasisId(text_in(event, "basis")),
        groups=tuple(GroupId(group) for group in texts_in(event, "groups")),
        reason=reason,
        named=text_in(event, "countersigned_by") or None,
        seq=event.seq,
        at=event.at,
        mark=reason_again(again, reason, mark_in(event)),
    )
    return replace(state, bases=MappingProxyType({**state.bases, invoked.recipient: invoked}))


def _note_added(_pack: Pack, state: Interview, event: Event) -> Interview:
    note = Note(
        item=ItemId(text_in(event, "item")) if event.payload.get("item") else None,
        text=text_in(event, "text"),
        lang=text_in(event, "lang"),
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        mark=mark_in(event),
    )
    timer = text_in(event, "timer")
    stopped = {**state.timers_stopped, TimerId(timer): event.at} if timer else state.timers_stopped
    return replace(
        state, notes=(*state.notes, note), timers_stopped=MappingProxyType(dict(stopped))
    )


def _read_back(_pack: Pack, state: Interview, event: Event) -> Interview:
    """The result and its reason are written anew in the same fields: a mark stays."""
    result, reason = text_in(event, "result", "not_done"), text_in(event, "reason")
    was = state.read_back or ReadBack(result, reason, event.at)
    mark = strictest((mark_in(event), was.mark))
    sent = reworded(state.sent, None, [was.reason], [reason]) if was.mark else state.sent
    return replace(state, read_back=ReadBack(result, reason, event.at, mark), sent=sent)


def _status_decided(_pack: Pack, state: Interview, event: Event) -> Interview:
    decided = Decided(
        status=text_in(event, "status"),
        agency=text_in(event, "agency"),
        on=text_in(event, "on"),
        reason=text_in(event, "reason"),
        by=event.actor,
        at=event.at,
    )
    return replace(state, decisions=(*state.decisions, decided))


def _attested(_pack: Pack, state: Interview, event: Event) -> Interview:
    confirmation = Attested(
        text_in(event, "by"), text_in(event, "how"), text_in(event, "mode"), event.at
    )
    attested = {**state.attested, ItemId(text_in(event, "item")): confirmation}
    return replace(state, attested=MappingProxyType(attested))


def _without(state: Interview, item: ItemId) -> Mapping[ItemId, Attested]:
    """What was confirmed holds only for the answer that stood then."""
    return MappingProxyType(
        {key: confirmation for key, confirmation in state.attested.items() if key != item}
    )


def _wording_marked(_pack: Pack, state: Interview, event: Event) -> Interview:
    item, lang = ItemId(text_in(event, "item")), text_in(event, "lang")
    mark = WordingMark(item, lang, text_in(event, "comment"), event.at)
    return replace(state, wording_marks=(*state.wording_marks, mark))


def _lock_opened(_pack: Pack, state: Interview, event: Event) -> Interview:
    item, reason = ItemId(text_in(event, "item")), text_in(event, "reason")
    why = OwnWords(reason, reason_again(state.unlocked.get(item), reason, mark_in(event)))
    return replace(state, unlocked=MappingProxyType({**state.unlocked, item: why}))


def _sealed(pack: Pack, state: Interview, event: Event) -> Interview:
    version = event.payload.get("version")
    sealed = SealedAs(
        version=version if isinstance(version, int) else state.version + 1,
        record_hash=text_in(event, "record_hash"),
        seq=event.seq,
        at=event.at,
    )
    versions = (*state.versions, replace(sealed, going=going(pack, state)))
    return replace(state, versions=versions, state=InterviewState.SEALED, clock_jumps=())


def _amended(_pack: Pack, state: Interview, _event: Event) -> Interview:
    return replace(state, state=InterviewState.DRAFT)


def _withdrawn(_pack: Pack, state: Interview, event: Event) -> Interview:
    return replace(state, withdrawn_reason=text_in(event, "reason"))


def _exported(pack: Pack, state: Interview, event: Event) -> Interview:
    export = Exported(
        recipient=RecipientId(text_in(event, "recipient")),
        groups=tuple(GroupId(group) for group in texts_in(event, "groups")),
        withheld=event.payload.get("withheld"),
        file_sha256=text_in(event, "file_sha256"),
        at=event.at,
    )
    noted = went(pack, state, event)
    return replace(noted, exports=(*state.exports, export), state=InterviewState.HANDED_OVER)


HANDLERS: Final[Mapping[EventType, Handler]] = MappingProxyType({
    EventType.STARTED: _started,
    EventType.PREPARED: _prepared,
    EventType.LANGUAGE_CHOSEN: _language_chosen,
    EventType.INTERPRETER_SET: _interpreter_set,
    EventType.SHOWN: _shown,
    EventType.ANSWERED: _answered,
    EventType.CORRECTED: _answered,
    EventType.DECLINED: _declined,
    EventType.CLEARED: _cleared,
    EventType.SKIPPED: _skipped,
    EventType.PAUSED: _paused,
    EventType.RESUMED: _resumed,
    EventType.DISTRESS: _distress,
    EventType.SIGN_SET: _sign_set,
    EventType.SILENT_CALL: _silent_call,
    EventType.DANGER_RAISED: danger_raised,
    EventType.DANGER_RESOLVED: danger_resolved,
    EventType.DANGER_TAKEN_BACK: danger_taken_back,
    EventType.CARD_SHOWN: _card_shown,
    EventType.CONSENT_WITHDRAWN: _consent_withdrawn,
    EventType.BASIS_INVOKED: _basis_invoked,
    EventType.NOTE_ADDED: _note_added,
    EventType.MARKED: marked,
    EventType.MARK_REMOVED: marked,
    EventType.TEXTS_ASKED: texts_asked,
    EventType.READ_BACK: _read_back,
    EventType.STATUS_DECIDED: _status_decided,
    EventType.ATTESTED: _attested,
    EventType.WORDING_MARKED: _wording_marked,
    EventType.CLOCK_ANOMALY: clock_anomaly,
    EventType.LOCK_OPENED: _lock_opened,
    EventType.SEALED: _sealed,
    EventType.AMENDED: _amended,
    EventType.WITHDRAWN: _withdrawn,
    EventType.EXPORTED: _exported,
    EventType.PRINTED_UNSIGNED: went,
    EventType.PACK_MOVED: pack_moved,
})  # fmt: skip
