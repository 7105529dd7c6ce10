# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""One executable proof for each rule that the ledger may name, and the data that disables the rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final

from app.domain.condition import AgencyIn, AgeState
from app.domain.obligation import Rule
from app.domain.pack import Audience, InsertStep, Pack
from app.domain.text import LocalText
from app.errors import UserError
from app.flow.engine import Engine
from app.flow.review import ReviewKind, review
from app.flow.view import FlowView
from app.ids import InterviewId, ItemId
from app.indicators import assess
from app.indicators.model import Elements
from app.services.texts import Texts, ordered
from tests.app.domain.talking import BEGIN, Talk

ACT: Final = ("RECR-01", "agency")
MEANS: Final = ("DEBT-05", {"passport": "employer"})
PURPOSE: Final = ("WORK-08", "no_rest")


def plan(talk: Talk) -> FlowView:
    return Engine(talk.pack).plan(talk.interview)


def asked(talk: Talk) -> set[str]:
    return {str(planned.item) for planned in plan(talk).items}


def elements(pack: Pack, *answers: tuple[str, Any], age: int = 24) -> Elements:
    talk = Talk(pack).say("AGE-01", age)
    for item, raw in answers:
        talk.say(item, raw)
    return assess(talk.facts).elements


def texts(pack: Pack, agency: str) -> Texts:
    return Texts(
        pack, agency, show_unreviewed=True, today=BEGIN.date(), runtime={}, agency_name=str
    )


def three_elements(pack: Pack) -> bool:
    full = (ACT, MEANS, PURPOSE)
    fewer = [elements(pack, *(element for element in full if element is not left)) for left in full]
    return elements(pack, *full) is Elements.INDICATED and set(fewer) == {Elements.PARTLY}


def child_needs_no_means(pack: Pack) -> bool:
    return elements(pack, ACT, PURPOSE, age=15) is Elements.INDICATED


def child_path(pack: Pack) -> bool:
    talk = Talk(pack).say("AGE-01", 15).say("CHLD-00", "yes")
    return Engine(pack).is_locked(talk.interview, "WORK-03") == "child_path"


def labour_module(pack: Pack) -> bool:
    return "LAB-01" in asked(Talk(pack).adult().say("WORK-08", "no_rest"))


def full_after_short(pack: Pack) -> bool:
    talk = Talk(pack, "short").adult().say("DEBT-05", {"passport": "employer"})
    return plan(talk).continue_offer is not None


def others_jump_forward(pack: Pack) -> bool:
    talk = Talk(pack).do("danger_raised", flag="others_in_danger", by="person", cites=[])
    return plan(talk).next_item == "OTHR-01"


def closing_blocked(pack: Pack) -> bool:
    return plan(Talk(pack).say("SAFE-01", "no")).blocks_closing == ("unsafe_here",)


def answer_refusable(pack: Pack) -> bool:
    talk = Talk(pack).adult()
    try:
        talk.say("CTRL-02", "declined").say("WORK-06", "unsure")
    except UserError:
        return False
    return "CTRL-02" in talk.interview.answers


def neutral_order(pack: Pack) -> bool:
    item, talk = pack.items["WISH-02"], Talk(pack)
    orders = {
        tuple(
            option.id
            for option in ordered(
                replace(talk.interview, id=InterviewId(f"{n}")), item, item.parts[0]
            )
        )
        for n in range(40)
    }
    return len(orders) > 1


def embassy_after_fears(pack: Pack) -> bool:
    talk = Talk(pack).adult()
    before = Engine(pack).is_locked(talk.interview, "REFR-06")
    after = Engine(pack).is_locked(talk.say("WISH-03", "nothing").interview, "REFR-06")
    return (before, after) == ("WISH-03", None)


def agency_wording(pack: Pack) -> bool:
    notes = [note_of(pack, agency) for agency in ("isa", "police", "jcg")]
    return len(set(notes)) == len(notes)


def note_of(pack: Pack, agency: str) -> str:
    talk = Talk(pack, agency=agency)
    shown = texts(pack, agency).item(talk.interview, pack.items["PREP-01"], AgeState.NOT_ASKED)
    return f"{shown.officer.text}/{shown.note.text if shown.note else ''}"


def same_questions(pack: Pack) -> bool:
    """Only the consents to pass on to the other agencies differ."""
    due = [
        {p.item for p in plan(Talk(pack, agency=agency).adult()).items if p.status != "not_due"}
        for agency in ("isa", "police", "jcg")
    ]
    return set.union(*due) - set.intersection(*due) <= {"REFR-03", "REFR-04", "REFR-04b"}


def why_told(pack: Pack) -> bool:
    talk, shown = Talk(pack), texts(pack, "isa")
    try:
        told = [shown.item(talk.interview, i, AgeState.ADULT) for i in pack.items.values()]
    except KeyError:  # a text without English
        return False
    return all(shown.why_officer.text.strip() for shown in told)


def pack_dated(pack: Pack) -> bool:
    return pack.expires is not None and pack.expired(pack.expires + timedelta(days=1))


def look_back(pack: Pack) -> bool:
    """A hard question before the person could tell freely is named."""
    talk = Talk(pack).say("SAFE-01", "yes").adult().say("NEED-01", ["none"]).say("CTRL-02", "no")
    early = review(pack, talk.events).of(ReviewKind.BEFORE_ACCOUNT)
    return [finding.about for finding in early] == ["CTRL-02"]


# what disables each


def change_items(pack: Pack, *names: str, **changes: Any) -> Pack:
    chosen = tuple(ItemId(name) for name in names) or tuple(pack.items)
    changed = {name: replace(pack.items[name], **changes) for name in chosen}
    return replace(pack, items=MappingProxyType({**pack.items, **changed}))


def without_step(pack: Pack, kind: type, phase: str) -> Pack:
    full = tuple(s for s in pack.paths["full"] if not (isinstance(s, kind) and s.phase == phase))  # type: ignore[union-attr]
    return replace(pack, paths=MappingProxyType({**pack.paths, "full": full}))


def ask_others_last(pack: Pack) -> Pack:
    return change_items(pack, "OTHR-01", condition=AgencyIn(frozenset({"police"})))


def nothing_blocks(pack: Pack) -> Pack:
    flags = {name: replace(flag, blocks_closing=False) for name, flag in pack.flags.items()}
    return replace(pack, flags=MappingProxyType(flags))


def no_reasons(pack: Pack) -> Pack:
    return replace(pack, phases=tuple(replace(p, why=LocalText(p.why.key)) for p in pack.phases))


Predicate = Callable[[Pack], bool]
Change = Callable[[Pack], Pack]
PROOFS: Final[Mapping[Rule, tuple[Predicate, Change]]] = {
    Rule.THREE_ELEMENTS: (three_elements, lambda p: change_items(p, "DEBT-05", evidence=())),
    Rule.CHILD_NEEDS_NO_MEANS: (
        child_needs_no_means,
        lambda p: change_items(p, "WORK-08", evidence=()),
    ),
    Rule.CHILD_PATH: (child_path, lambda p: replace(p, child_allowed=frozenset(p.items))),
    Rule.LABOUR_MODULE: (labour_module, lambda p: without_step(p, InsertStep, "LAB")),
    Rule.FULL_AFTER_SHORT: (full_after_short, lambda p: change_items(p, evidence=(), flags=())),
    Rule.OTHERS_JUMP_FORWARD: (others_jump_forward, ask_others_last),
    Rule.CLOSING_BLOCKED: (closing_blocked, nothing_blocks),
    Rule.ANSWER_REFUSABLE: (
        answer_refusable,
        lambda p: change_items(p, "WORK-06", audience=Audience.OFFICER),
    ),
    Rule.NEUTRAL_ORDER: (
        neutral_order,
        lambda p: change_items(p, "WISH-02", shuffle_options=False),
    ),
    Rule.EMBASSY_AFTER_FEARS: (
        embassy_after_fears,
        lambda p: change_items(p, "REFR-06", condition=None),
    ),
    Rule.AGENCY_WORDING: (agency_wording, lambda p: change_items(p, "PREP-01", variants={})),
    Rule.SAME_QUESTIONS: (
        same_questions,
        lambda p: change_items(p, "WORK-01", condition=AgencyIn(frozenset({"isa"}))),
    ),
    Rule.WHY_TOLD: (why_told, no_reasons),
    Rule.LOOK_BACK: (look_back, lambda p: change_items(p, "CTRL-02", level=1)),
    Rule.PACK_DATED: (pack_dated, lambda p: replace(p, expires=None)),
}
