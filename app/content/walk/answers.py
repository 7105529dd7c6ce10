# SPDX-License-Identifier: MIT
"""Which answers can change the course of an interview, and one representative of each class of them.

What an answer does is asked of `app.domain.facts`, the only evaluator of the product; nothing about
conditions is decided here a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from app.content.checks.pack_index import PackFault
from app.domain.condition import (
    AllOf,
    AnswerIn,
    AnyOf,
    Condition,
    ConsentIn,
    FlagOpen,
    NationalityIs,
    Not,
    SexIn,
)
from app.domain.evidence import values_of
from app.domain.facts import Facts
from app.domain.pack import (
    AskStep,
    ContinueStep,
    InsertStep,
    Item,
    Pack,
    Part,
    PhaseStep,
    RaiseStep,
    Step,
    SwitchStep,
    ValueType,
)
from app.domain.parse import AnswerError, parse_answer
from app.domain.roles import Roles
from app.domain.value import Answer, Json
from app.ids import FlagId, ItemId, RecipientId

TODAY: Final = date(2026, 11, 24)
EMBARKATION: Final = "EMB"
MARKED: Final = "SAMPLE"
_FIXED: Final = {
    ValueType.CHECK: ("done",),
    ValueType.YN4: ("yes", "no"),
    ValueType.NUMBER: (0, 1, 15, 30),
    ValueType.MONEY: (0,),
    ValueType.DATE: ("1999-05-01", "2012-05-01"),
    ValueType.PLACE: (MARKED,),
    ValueType.STATEMENT: ("understood", "explained", "not_understood"),
}
_LISTS: Final = {"language": ("th",), "country": ("JPN", "PHL")}
_CLOCKS: Final = ("8", "26")


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that the answer to one item decides: a condition's leaf, or a flag that it raises."""

    item: ItemId
    leaf: Condition

    def true_for(self, pack: Pack, answer: Answer) -> bool:
        """Ask the product whether this answer, alone, makes the leaf true."""
        facts = Facts(pack, "full", next(iter(pack.agencies)), TODAY, {answer.item: answer})
        if isinstance(self.leaf, FlagOpen):
            return self.leaf.flag in facts.flags_met(pack.items[self.item])
        return facts.holds(self.leaf)


@dataclass(frozen=True, slots=True)
class Class:
    """A class of answers: ``answer`` None = left out (with others that change nothing).

    ``true``: the atoms that it makes true. ``word``: what gates look at.
    """

    answer: Answer | None
    true: frozenset[Atom]
    word: str


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """The leaves of a condition, whatever stands above them."""
    match condition:
        case None:
            return
        case AllOf(terms) | AnyOf(terms):
            for term in terms:
                yield from leaves(term)
        case Not(term):
            yield from leaves(term)
        case _:
            yield condition


def steering(pack: Pack) -> list[Condition]:
    """Every condition that steers the course: of items and of steps (not of cards and timers)."""
    steps: list[Step] = [step for path in pack.paths.values() for step in path]
    found = [item.condition for item in pack.items.values()]
    kinds = (SwitchStep, RaiseStep, InsertStep, ContinueStep)
    found += [step.when for step in steps if isinstance(step, kinds)]
    asked = {
        leaf.flag for condition in found for leaf in leaves(condition) if isinstance(leaf, FlagOpen)
    }
    found += [flag.raised_when for flag in pack.flags.values() if flag.id in asked]
    return [condition for condition in found if condition is not None]


def paths_of(pack: Pack, script: str) -> tuple[str, ...]:
    """The paths that a script can walk: its own, and those it switches to or goes on with."""
    steps = pack.paths[script]
    switched = [s.path for s in steps if isinstance(s, SwitchStep | ContinueStep)]
    return tuple(dict.fromkeys((script, *switched)))


def predicates(pack: Pack, script: str) -> frozenset[Condition]:
    """The distinct leaves of the conditions on the paths of a script: what the walk varies."""
    steps = [step for path in paths_of(pack, script) for step in pack.paths[path]]
    named = {step.item for step in steps if isinstance(step, AskStep)}
    named |= {item for step in steps if isinstance(step, RaiseStep) for item in step.items}
    phases = {step.phase for step in steps if isinstance(step, PhaseStep | InsertStep)}
    items = [i for i in pack.items.values() if i.id in named or i.phase in phases]
    kinds = (SwitchStep, RaiseStep, InsertStep, ContinueStep)
    found = [item.condition for item in items]
    found += [step.when for step in steps if isinstance(step, kinds)]
    asked = {
        leaf.flag for condition in found for leaf in leaves(condition) if isinstance(leaf, FlagOpen)
    }
    found += [flag.raised_when for flag in pack.flags.values() if flag.id in asked]
    return frozenset(leaf for condition in found for leaf in leaves(condition))


def never_true(pack: Pack) -> Iterator[PackFault]:
    """Conditions on an answer that no answer makes true: a branch that nobody ever walks."""
    made = {
        atom.leaf
        for mine in classes(pack).values()
        for answer_class in mine
        for atom in answer_class.true
    }
    for item in pack.items.values():
        for leaf in leaves(item.condition):
            if isinstance(leaf, AnswerIn) and leaf not in made:
                yield PackFault(
                    "predicate", item.id, f"no answer to {leaf.item} meets it", "condition"
                )


def flow_flags(pack: Pack) -> frozenset[FlagId]:
    """The flags that can change the course."""
    asked = (leaf for condition in steering(pack) for leaf in leaves(condition))
    return frozenset(leaf.flag for leaf in asked if isinstance(leaf, FlagOpen)) | {
        pack.roles.others_in_danger
    }


def atoms_of(pack: Pack, leaf: Condition) -> tuple[Atom, ...]:
    """The answers that decide a leaf; empty when the frame of the interview does."""
    match leaf:
        case AnswerIn(item=item):
            return (Atom(item, leaf),)
        case NationalityIs():
            return (Atom(pack.roles.nationality.item, leaf),)
        case SexIn():
            return (Atom(pack.roles.sex.item, leaf),)
        case ConsentIn(who="interview"):
            return (Atom(pack.roles.interview_consent.item, leaf),)
        case ConsentIn(who=who):
            asked = pack.recipients[RecipientId(who)].consent_item
            return (Atom(asked, leaf),) if asked else ()
        case FlagOpen(flag):
            raising = (i for i in pack.items.values() if any(r.flag == flag for r in i.flags))
            return tuple(Atom(item.id, leaf) for item in raising)
        case _:
            return ()


def classes(pack: Pack) -> dict[ItemId, tuple[Class, ...]]:
    """Item -> the classes of its answers, for every item whose answer can change the course."""
    decisive = (pack.roles.language.item, *pack.roles.consents)
    atoms: dict[ItemId, set[Atom]] = {name: set() for name in decisive}
    found = {leaf for condition in steering(pack) for leaf in leaves(condition)}
    found |= {FlagOpen(flag) for flag in flow_flags(pack)}
    for leaf in found:
        for atom in atoms_of(pack, leaf):
            atoms.setdefault(atom.item, set()).add(atom)
    for name in pack.roles.age_items:
        atoms.setdefault(name, set())
    of_pack = {name: mine for name, mine in atoms.items() if name in pack.items}
    return {name: tuple(_classes(pack, pack.items[name], mine)) for name, mine in of_pack.items()}


def _classes(pack: Pack, item: Item, atoms: Iterable[Atom]) -> Iterator[Class]:
    """One class for each set of atoms that some answer makes true; no answer makes none true."""
    seen: set[tuple[frozenset[Atom], str]] = set()
    for answer in candidates(pack, item):
        true = frozenset(atom for atom in atoms if atom.true_for(pack, answer))
        word = _word(pack.roles, item, answer)
        if (true, word) not in seen:
            seen.add((true, word))
            yield Class(answer, true, word)
    if (frozenset(), "") not in seen:
        yield Class(None, frozenset(), "")


def _word(roles: Roles, item: Item, answer: Answer) -> str:
    """What gates, the age state and the departure check look at, beyond conditions."""
    if item.id in {roles.age.item, roles.age_view.item}:
        return repr(
            sorted((part, value.state, repr(value.data)) for part, value in answer.parts.items())
        )
    first = answer.parts.get(item.parts[0].id)
    words = sorted(values_of(first)) if first else []
    if item.id == roles.age_doubted.item:
        doubt = roles.age_doubted.value
        return doubt if any(doubt in values_of(v) for v in answer.parts.values()) else ""
    if item.id in {*roles.consents, roles.departure.item}:
        return words[0] if words else ""
    return "named" if item.id == roles.language.item and first and first.state is None else ""


def candidates(pack: Pack, item: Item) -> Iterator[Answer]:
    """Answers of every kind that the item takes: each value of each part, and pairs of them."""
    roles = pack.roles
    if item.id == roles.age.item:
        born: Json = {roles.birth_date.part: "1999-05-01"}
        raws: list[Json] = [24, 15, "unsure", "declined", born]
    elif item.id == roles.age_view.item:
        views = [option.id for part in item.parts for option in part.options]
        adult: Json = {roles.age_view.part: "clearly_adult", roles.age_reason.part: MARKED}
        raws = [adult, *views]
    else:
        singles = [raw for part in item.parts for raw in _values(item, part)]
        raws = [*singles, *_pairs(item, singles), *_clocks(item)]
    for raw in raws:
        try:
            yield parse_answer(item, raw, pack.recipients)
        except AnswerError:
            continue  # exclusive options and the like do not combine


def _values(item: Item, part: Part) -> Iterator[Json]:
    plain: tuple[Json, ...] = _FIXED.get(part.type, ())
    if part.type is ValueType.TEXT:
        plain = _CLOCKS if part.format == "clock" else (MARKED,)
    if part.options or part.code_list:
        plain = _LISTS.get(part.code_list or "") or tuple(option.id for option in part.options)
    for value in (*plain, "unsure", "declined"):
        listed = (
            [value]
            if part.type is ValueType.MANY and value not in ("unsure", "declined")
            else value
        )
        yield {part.id: listed} if item.composite else listed


def _pairs(item: Item, singles: list[Json]) -> Iterator[Json]:
    """Two things said at once: two options of a list, or two parts."""
    for single, other in combinations(singles, 2):
        if isinstance(single, list) and isinstance(other, list):
            yield [*single, *other]
        elif item.composite and isinstance(single, dict) and isinstance(other, dict):
            if single.keys() != other.keys():
                yield {**single, **other}
            elif isinstance(next(iter(single.values())), list):
                yield from _joined(single, other)


def _joined(single: dict[str, Json], other: dict[str, Json]) -> Iterator[Json]:
    for part, value in single.items():
        added = other[part]
        if isinstance(value, list) and isinstance(added, list):
            yield {part: [*value, *added]}


def _clocks(item: Item) -> Iterator[Json]:
    parts = [part.id for part in item.parts if part.format == "clock"]
    if len(parts) == len(_CLOCKS):
        yield dict(zip(parts, _CLOCKS, strict=True))
