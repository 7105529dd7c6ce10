# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index"
"""Two interviews that differ only in what one recipient may not see are the same to that recipient.

For every value with a group of its own and for marked texts, every recipient, and all that follows: flags,
their closing, cards, notes, corrections, what was said before a change; under the record's own rules and
under newer ones. Compared are the document, of which the pages are a pure function, and the disclosures of
the record; opaque numbers aside, and of times their order. Every kind of pair is shown to be able to fail.
That the file is made of just this, `tests/journeys/test_moved_values.py` shows on sealed ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from app.content import load_builtin
from app.domain.consent import Decision, decide
from app.domain.groups import part_groups, pieces, value_group
from app.domain.pack import Item, Pack, Part, ValueType
from app.domain.stricter import stricter
from app.services import documents
from app.services.phrases import phrase
from app.services.record import disclosed, record_items
from app.services.texts import Texts
from app.services.wording import Words
from tests import regrouped
from tests.app.domain.allowing import handing
from tests.app.domain.talking import Talk, begun
from tests.counts import sample

MOMENT = datetime(2026, 11, 24, 3, tzinfo=UTC)
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
NUMBER = re.compile(r"(?<=:)[0-9a-f]{8}\b")
Seen = tuple[str, tuple[str, ...]]
Do = Callable[[Talk], object]
NOBODY = {"state": "not_asked"}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def seen(talk: Talk, recipient: str, rules: Pack | None = None) -> Seen | None:
    """What one recipient reads: the document, and the decoded disclosures; None where nothing goes."""
    pack = talk.pack
    rules = rules or pack
    approval = handing(talk, recipient, rules)
    decision = decide(rules, talk.interview, recipient, approval=approval)
    if not decision.allowed:
        return None
    items = record_items(pack, talk.interview)
    names = disclosed(rules, decision, items)
    values = {name: value for name, value in items.items() if name in names}
    texts = Texts(pack, talk.interview.agency, True, MOMENT.date(), {}, str)
    frame = documents.DocumentFrame(
        talk.interview.agency, "見本", MOMENT, MOMENT, 1, False, "not_done", "", "", ""
    )
    words = Words.of(pack, texts, phrase, talk.interview)
    document = documents.build(pack, words, decision, values, frame)
    proofs = sorted(name for name in names if name.startswith("group:"))
    told = [json.dumps([name, value], ensure_ascii=False) for name, value in values.items()]
    order = {time: f"T{n}" for n, time in enumerate(sorted({*TIME.findall("".join(told))}))}
    plain = [NUMBER.sub("n", TIME.sub(lambda found: order[found[0]], text)) for text in told]
    return NUMBER.sub("n", TIME.sub("T", repr(document))), (*proofs, *sorted(plain))


def readers(talk: Talk, groups: frozenset[str], rules: Pack | None = None) -> list[str]:
    """Who gets something and not all of these groups."""
    found = []
    for name in talk.pack.recipients:
        given = handing(talk, name, rules)
        decision: Decision = decide(rules or talk.pack, talk.interview, name, approval=given)
        if decision.allowed and not groups <= decision.whole:
            found.append(str(name))
    return found


def part_of(pack: Pack, place: str) -> tuple[Item, Part]:
    name, _, part_name = place.partition(".")
    item = pack.items[name]
    part = item.part(part_name or None)
    assert part is not None
    return item, part


def raw(item: Item, part: Part, value: Any) -> Any:
    return {part.id: value} if item.composite else value


def ordinary(item: Item, part: Part) -> list[str]:
    """An option that has the item's own group and can stand beside others."""
    plain_ones = (o for o in part.options if not o.exclusive and not o.officer_only)
    own = (o.id for o in plain_ones if value_group(item, part, o.id) == item.group)
    return [next(own)]


def pairs(pack: Pack, place: str, value: str) -> Iterator[tuple[Do, Do]]:
    """The same talk with and without one value, or with one state and another."""
    item, part = part_of(pack, place)

    def say(words: Any, *, alone: bool = False) -> Do:
        value = raw(item, part, words)
        if alone and item.audience.value == "person":  # nobody asked the other parts
            value |= {other.id: NOBODY for other in item.parts if other.id != part.id}
        return lambda talk: talk.say(item.id, value)

    def nothing(_talk: Talk) -> None:
        return None

    if value and part.type is ValueType.MANY:
        own = ordinary(item, part)
        yield say([*own, value]), say(own)
        yield corrected(item, part, own, [*own, value]), corrected(item, part, own, own)
        yield say([value]), nothing
        if item.composite:
            yield say([*own, value], alone=True), say(own, alone=True)
            yield say([value], alone=True), nothing
    elif value:
        yield say(value), nothing
        if item.composite:
            yield say(value, alone=True), nothing
    else:
        yield say({ValueType.TEXT: "見本"}.get(part.type, "yes")), nothing
    if item.audience.value == "person":
        yield say("unsure"), say("declined")
        yield say("declined"), nothing


def corrected(item: Item, part: Part, first: Any, then: Any) -> Do:
    def do(talk: Talk) -> None:
        talk.say(item.id, raw(item, part, first))
        talk.say(item.id, raw(item, part, then), corrected="見本の理由")

    return do


def after(talk: Talk, item: Item) -> None:
    """What goes on in both: a note, a flag raised by hand and closed, another answer raising it."""
    talk.do("note_added", item=item.id, text="見本のメモ", lang="ja")
    for rule in item.flags:
        talk.do("danger_raised", flag=rule.flag, by="officer", cites=[])
        talk.do("danger_resolved", flag=rule.flag, action="見本の対応")
    talk.say("SAFE-05", "yes")
    talk.do("read_back", result="done", reason="")


def with_cards(talk: Talk) -> None:
    """Only where the value was said: the cards that it made due were shown."""
    for card in ("CARD-03", "CARD-09", "CARD-14"):
        talk.do(
            "card_shown", card=card, how="shown", person={"lang": "th", "status": "draft-machine"}
        )


def differences(pack: Pack, judged: Pack, place: str, value: str, agency: str) -> list[str]:
    """For each pair, the recipients who could tell them apart and must not, by the groups of ``judged``."""
    found = []
    item, part = part_of(judged, place)
    for number, (with_it, without_it) in enumerate(pairs(pack, place, value)):
        talk, other = begun(pack, agency), begun(pack, agency)
        with_it(talk)
        with_cards(talk)
        without_it(other)
        after(talk, item)
        after(other, item)
        state = part_groups(item, part)
        groups = (
            state if number > 0 and is_state(talk, item, part) else {value_group(item, part, value)}
        )
        found += [
            f"{number} {reader}"
            for reader in readers(talk, frozenset(groups))
            if seen(talk, reader) != seen(other, reader)
        ]
    return found


def is_state(talk: Talk, item: Item, part: Part) -> bool:
    value = talk.interview.answers[item.id].answer.parts[part.id]
    return value.state is not None


def without(pack: Pack, place: str, value: str) -> Pack:
    """The pack as if one row had been forgotten."""
    item, part = part_of(pack, place)
    kept = {option: group for option, group in part.value_groups.items() if option != value}
    own = part.group if value else None
    parts = [replace(p, group=own, value_groups=kept) if p.id == part.id else p for p in item.parts]
    group = item.group if value else regrouped.before().items[item.id].group
    changed = replace(item, group=group, parts=tuple(parts))
    return replace(pack, items=MappingProxyType({**pack.items, item.id: changed}))


ROWS = sample("non_interference", list(regrouped.ROWS), 6)


@pytest.mark.parametrize(("place", "value", "group"), ROWS)
@pytest.mark.parametrize("agency", sample("agencies", ["isa", "police"], 1))
def test_what_is_withheld_tells_nothing(
    pack: Pack, place: str, value: str, group: str, agency: str
) -> None:
    item, part = part_of(pack, place)
    assert value_group(item, part, value) == group
    assert differences(pack, pack, place, value, agency) == []
    forgotten = differences(without(pack, place, value), pack, place, value, agency)
    assert any(difference.startswith("0 ") for difference in forgotten), (
        "a forgotten row must be found"
    )


def both_ways(pack: Pack, first: Do, other: Do, rules: Pack | None = None) -> list[str]:
    """The recipients outside who can tell two talks apart."""
    talks = begun(pack, "police"), begun(pack, "police")
    first(talks[0])
    other(talks[1])
    found = readers(talks[0], frozenset(pack.groups), rules)
    return [
        reader for reader in found if seen(talks[0], reader, rules) != seen(talks[1], reader, rules)
    ]


def test_every_kind_of_pair_can_fail() -> None:
    """With values that no pack withholds, each is told apart."""
    own = regrouped.before()
    for place, value in (("TRAV-01", "partner"), ("CTRL-06", "yes")):
        for number, (first, other) in enumerate(pairs(own, place, value)):
            assert both_ways(own, first, other), (place, number)


ENTRY = {"text": "見本のひみつ", "mark": "made_to_do"}


def told(*values: Any, notes: tuple[str | None, ...] = (), item: str = "CTRL-07") -> Do:
    """One answer after another, each later one a correction; then notes with these marks."""

    def do(talk: Talk) -> None:
        for number, value in enumerate(values):
            talk.say(item, {"words": value}, corrected="見本の理由" if number else None)
        for mark in notes:
            more = {"mark": mark} if mark else {}
            talk.do("note_added", item=item, text="見本のメモ", lang="ja", **more)

    return do


def done(*steps: tuple[str, dict[str, Any]]) -> Do:
    """Events and answers one after the other; ``say`` stands for an answer."""

    def do(talk: Talk) -> None:
        for kind, payload in steps:
            if kind == "say":
                ((item, value),) = payload.items()
                talk.say(item, value)
            else:
                talk.do(kind, **payload)

    return do


SECRET, MADE, PRIVATE = "見本のひみつ", {"mark": "made_to_do"}, {"mark": "private"}
THREAT = ("say", {"SAFE-05": "yes"})
CLOSED = {"flag": "threat_if_speaks", "action": SECRET, **PRIVATE}
WHEN = {"value": "2024-05", "calendar": "gregorian"}
LAW = {"recipient": "medical", "basis": "danger_to_life", "groups": ["needs_health"]}


MARKED_PAIRS: dict[str, tuple[Do, Do]] = {
    "what was done about a flag": (done(THREAT, ("danger_resolved", CLOSED)), done(THREAT)),
    "why a lock was opened": (
        done(("lock_opened", {"item": "CTRL-01", "reason": SECRET, **MADE})),
        done(),
    ),
    "why it was not read back": (
        done(("read_back", {"result": "done", "reason": SECRET, **PRIVATE})),
        done(("read_back", {"result": "done", "reason": ""})),
    ),
    "why a law was used": (
        done(THREAT, ("basis_invoked", {**LAW, "reason": SECRET, **MADE})),
        done(THREAT, ("basis_invoked", {**LAW, "reason": "見本の別の理由", **MADE})),
    ),
    "words beside a date": (
        done(("say", {"TRAV-02": {"when": {**WHEN, "words": SECRET, **PRIVATE}}})),
        done(("say", {"TRAV-02": {"when": WHEN}})),
    ),
    "a date in words": (
        done(("say", {"TRAV-02": {"when": {"words": SECRET, **MADE}}})),
        done(),
    ),
    "a place": (
        done(("say", {"TRAV-07": {"where": {"text": SECRET, "country": "JPN", **PRIVATE}}})),
        done(),
    ),
    "a name": (
        done(("say", {"IDEN-01": {"call_name": {"text": SECRET, **PRIVATE}}})),
        done(),
    ),
    "why a check was not possible": (
        done(("say", {"PREP-07": {"not_possible": SECRET, **MADE}})),
        done(),
    ),
    "a text, and a note on it": (told(ENTRY, notes=(None,)), told()),
    "one of two": (told(["見本", ENTRY], notes=(None,)), told("見本", notes=(None,))),
    "added as a correction": (told("見本", ["見本", ENTRY]), told("見本")),
    "marked as a correction": (told("見本", ENTRY, notes=(None,)), told()),
    "private": (told({**ENTRY, "mark": "private"}, notes=(None,)), told()),
    "a text, and nobody asked it": (
        done(("say", {"SAFE-02": {"someone": "yes", "who": ENTRY}})),
        done(("say", {"SAFE-02": {"someone": "yes", "who": NOBODY}})),
    ),
    "a text, and nobody asked what stands before it": (
        done(("say", {"SAFE-02": {"someone": NOBODY, "who": ENTRY}})),
        done(),
    ),
    "a note": (told(notes=("made_to_do", "private")), told()),
    "a note beside an answer": (told("見本", notes=("made_to_do",)), told("見本")),
}


@pytest.mark.parametrize("kind", MARKED_PAIRS)
def test_what_is_marked_tells_nothing(pack: Pack, kind: str) -> None:
    first, other = MARKED_PAIRS[kind]
    inside = {
        str(name) for name in pack.recipients if may(pack, name, {"offences_note", "private"})
    }
    assert {*both_ways(pack, first, other)} <= inside
    assert both_ways(pack, unmarked(first), other), "without the mark it must be found"


def may(pack: Pack, recipient: str, groups: set[str]) -> bool:
    talk = begun(pack, "police")
    approval = handing(talk, recipient)
    return bool(groups & decide(pack, talk.interview, recipient, approval=approval).whole)


def unmarked(do: Do) -> Do:
    """The same talk in which nobody set a mark."""

    class Careless(Talk):
        def do(self, kind: str, **payload: Any) -> Talk:
            text = json.dumps(payload)
            for mark in ("made_to_do", "private"):
                text = text.replace(f', "mark": "{mark}"', "")
            return super().do(kind, **json.loads(text))

    def careless(talk: Talk) -> None:
        talk.__class__ = Careless
        do(talk)

    return careless


@pytest.fixture(scope="module")
def own() -> Pack:
    return regrouped.before()


def older_rows() -> list[tuple[str, str, str]]:
    """The rows as they would be written in the pack of before, where it has their place and value."""
    own, found = regrouped.before(), []
    for row_place, value, group in regrouped.ROWS:
        name, _, part_name = row_place.partition(".")
        place = row_place if own.items[name].composite else name
        part = own.items[name].part(part_name if place == row_place else None)
        fixed = part and part.type is ValueType.YN4 and value in {"yes", "no"}
        if part and (not value or part.option(value) or fixed):
            found.append((place, value, group))
    return found


@pytest.mark.parametrize(("place", "value", "group"), sample("older", older_rows(), 6))
def test_an_older_record_tells_nothing_either(
    pack: Pack, own: Pack, place: str, value: str, group: str
) -> None:
    """Sealed before the value moved, in one piece: it goes, with all that follows, as if never said."""
    rules = stricter(own, pack)
    item, part = part_of(own, place)
    answer = value or {ValueType.TEXT: "見本"}.get(part.type, "yes")
    values: list[Any] = [answer]
    if part.type is ValueType.MANY:
        values = [[value], [*ordinary(item, part), value]]
    withheld = frozenset({group})
    for answer in values:
        with_it, without_it = begun(own, "police"), begun(own, "police")
        with_it.say(item.id, raw(item, part, answer))
        with_cards(with_it)
        after(with_it, item)
        after(without_it, item)
        for reader in readers(with_it, withheld, rules):
            assert seen(with_it, reader, rules) == seen(without_it, reader, rules), reader
        own_readers = readers(with_it, frozenset(own.groups))
        assert any(seen(with_it, reader) != seen(without_it, reader) for reader in own_readers), (
            "found"
        )


def test_a_threat_reaches_the_shelter_whatever_else_raises_the_flag(pack: Pack) -> None:
    """SAFE-05 alone, then CTRL-04 too: more evidence never hides a danger."""
    for more in ((), (("CTRL-04", ["hurt_me"]),)):
        talk = begun(pack, "isa").say("SAFE-05", "yes")
        for item, value in more:
            talk.say(item, value)
        found = seen(talk, "wcsc")
        assert found is not None
        assert "flag='threat_if_speaks'" in found[0]
        assert sum('"flag:threat_if_speaks:n"' in proof for proof in found[1]) == 1
        assert "hurt_me" not in str(found)


def test_one_answer_that_raises_a_flag_in_two_ways_goes_by_either(pack: Pack) -> None:
    talk = begun(pack, "police").say("SAFE-03", {"urgent": "yes", "what": ["withdrawal"]})
    (raised,) = talk.interview.flags["medical_urgent"].raises
    assert set(raised.ways) == {frozenset({"needs_health"}), frozenset({"private"})}
    found = seen(talk, "wcsc")
    assert found is not None
    assert "flag='medical_urgent'" in found[0]
    only = begun(pack, "police").say("SAFE-03", {"what": ["withdrawal"]})
    assert "flag='medical_urgent'" not in str(seen(only, "wcsc"))


def test_a_flag_closed_and_raised_again_is_told_by_its_own_raising(pack: Pack) -> None:
    """To whom the second raising does not go, it stays closed; to the supervisor it is open."""
    talk = begun(pack, "isa").say("SAFE-05", "yes")
    talk.do("danger_resolved", flag="threat_if_speaks", action="見本の対応")
    before = seen(talk, "wcsc")
    talk.say("CTRL-04", ["hurt_me"])
    assert talk.interview.flags["threat_if_speaks"].open
    assert seen(talk, "wcsc") == before
    assert "open=False" in str(before)
    whole = seen(talk, "supervisor")
    assert whole is not None
    assert "open=True" in whole[0]


def test_the_pieces_of_an_answer_say_together_what_was_said(pack: Pack) -> None:
    answer = begun(pack, "isa").say("IDEN-08", ["pregnant", "children_abroad"]).interview.answers
    found = pieces(pack.items["IDEN-08"], answer["IDEN-08"].answer)
    assert [sorted(groups) for groups in found] == [["identity"], ["private"]]
    items = record_items(pack, begun(pack, "isa").say("CTRL-06", {"given": "declined"}).interview)
    assert items["CTRL-06@control+offences_note"]["groups"] == ["control", "offences_note"]
    assert "CTRL-06" not in items
