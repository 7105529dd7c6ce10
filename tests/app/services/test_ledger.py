# SPDX-License-Identifier: MIT
"""The ledger: every row holds in the built-in pack, and fails when a thing it names is taken away."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from app.content import load_builtin
from app.content.load import builtin_dir
from app.content.practice import practice_cases
from app.domain.ledger import obligations_of
from app.domain.obligation import (
    OUT_AT_MOST,
    ObligationCase,
    ObligationKind,
    ObligationPaper,
    Rule,
    Screen,
)
from app.domain.pack import OfferStep, Pack
from app.domain.text import EN, JA, LocalText
from app.ids import CardId, ItemId
from app.services.papers import KINDS
from tests.app.services.obligation_proof import NAMED, unmet
from tests.app.services.rule_proofs import PROOFS
from tests.contracts.source import ROOT

FIELDS = {
    ObligationKind.ITEMS: "items",
    ObligationKind.CARDS: "cards",
    ObligationKind.RECIPIENTS: "recipients",
    ObligationKind.BASES: "legal_bases",
    ObligationKind.FLAGS: "flags",
    ObligationKind.TIMERS: "timers",
    ObligationKind.STATISTICS: "statistics",
    ObligationKind.CONTACTS: "contacts",
    ObligationKind.DOCUMENTS: "binding",
}
ROWS = tuple(load_builtin().obligations.values())
IN_SCOPE = [row for row in ROWS if row.out is None]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def less(mapping: Any, name: str) -> Any:
    return MappingProxyType({key: value for key, value in mapping.items() if key != name})


def taken_away(
    pack: Pack, kind: ObligationKind, name: str
) -> tuple[Pack, dict[ObligationKind, frozenset[str]]]:
    """The pack and the lists of rules, screens and cases without one thing."""
    if kind in NAMED:
        return pack, {**NAMED, kind: NAMED[kind] - {name}}
    if kind is ObligationKind.CODES:
        names = ("codes", "elements", "forced_labour")
        found = {table: less(getattr(pack.indicators, table), name) for table in names}
        return replace(pack, indicators=replace(pack.indicators, **found)), dict(NAMED)
    field = FIELDS[kind]
    return replace(pack, **{field: less(getattr(pack, field), name)}), dict(NAMED)


def test_all_206_are_accounted_for(pack: Pack) -> None:
    assert [row.id for row in ROWS] == [f"O-{number:03}" for number in range(1, 207)]
    assert sum(row.out is not None for row in ROWS) <= OUT_AT_MOST
    for row in ROWS:
        assert (row.out is None) == bool(row.by)
        for text in (row.title, row.document, *([row.out] if row.out else [])):
            assert text.first(EN).text
            assert text.first(JA).text != text.first(EN).text
    assert all(unmet(pack, row) == () for row in ROWS)


@pytest.mark.parametrize("row", IN_SCOPE, ids=lambda row: row.id)
def test_a_row_fails_without_any_one_thing_it_names(pack: Pack, row: Any) -> None:
    for kind, names in row.by.items():
        for name in names:
            changed, named = taken_away(pack, kind, name)
            assert (kind, name) in unmet(changed, row, named)


def test_a_thing_that_no_row_names_is_not_missed(pack: Pack) -> None:
    used = {name for row in ROWS for name in row.by.get(ObligationKind.CONTACTS, ())}
    spare = next(contact for contact in pack.contacts if contact not in used)
    changed, named = taken_away(pack, ObligationKind.CONTACTS, spare)
    assert all(unmet(changed, row, named) == () for row in ROWS)


def test_an_item_must_be_asked_and_have_its_text(pack: Pack) -> None:
    items = [name for row in IN_SCOPE for name in row.by.get(ObligationKind.ITEMS, ())]
    nowhere = replace(pack, paths=MappingProxyType({}))
    mute = {k: replace(item, text=LocalText(item.text.key)) for k, item in pack.items.items()}
    silent = replace(pack, items=MappingProxyType(mute))
    for changed in (nowhere, silent):
        lost = [
            n for row in IN_SCOPE for kind, n in unmet(changed, row) if kind is ObligationKind.ITEMS
        ]
        assert lost == items


def test_a_card_must_come_by_a_rule_or_an_offer(pack: Pack) -> None:
    def no_offer(path: Any) -> Any:
        return tuple(replace(s, cards=()) if isinstance(s, OfferStep) else s for s in path)

    cards = {k: replace(card, show_when=None) for k, card in pack.cards.items()}
    paths = {k: no_offer(path) for k, path in pack.paths.items()}
    changed = replace(pack, cards=MappingProxyType(cards), paths=MappingProxyType(paths))
    named = [name for row in IN_SCOPE for name in row.by.get(ObligationKind.CARDS, ())]
    lost = [
        n for row in IN_SCOPE for kind, n in unmet(changed, row) if kind is ObligationKind.CARDS
    ]
    assert lost == named


def test_every_rule_and_screen_of_the_lists_is_used() -> None:
    for kind, closed in NAMED.items():
        assert {name for row in ROWS for name in row.by.get(kind, ())} == set(closed)
    assert set(PROOFS) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_holds_in_the_engine_until_data_disables_it(pack: Pack, rule: Rule) -> None:
    holds, disable = PROOFS[rule]
    assert holds(pack)
    assert not holds(disable(pack))


def test_every_row_names_its_tests() -> None:
    """The tests of a row are run by pytest under exactly these names, each row and rule by its own."""
    rows = json.loads((builtin_dir() / "ledger.json").read_text("utf-8"))["rows"]
    here = f"{Path(__file__).relative_to(ROOT).as_posix()}::"
    ours = {
        f"{here}{test_a_row_fails_without_any_one_thing_it_names.__name__}[{r.id}]": r
        for r in IN_SCOPE
    }
    rules = {
        f"{here}{test_a_rule_holds_in_the_engine_until_data_disables_it.__name__}[{rule}]": rule
        for rule in Rule
    }
    for row in rows:
        named = row.get("tests", [])
        wanted = {rules[name] for name in named if name in rules}
        shown = set(named) - {*ours, *rules}  # by the program's own output: window, paper, answer
        assert [name for name in shown if not written(name)] == []
        assert [ours[n].id for n in named if n in ours] == ([row["id"]] if "by" in row else [])
        assert wanted == set(row.get("by", {}).get("rules", ()))


def written(name: str) -> bool:
    """Whether the test stands in its file."""
    file, _, function = name.partition("::")
    path = ROOT / file
    return path.is_file() and f"def {function.partition('[')[0]}(" in path.read_text("utf-8")


def test_a_name_of_no_test_is_seen() -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    assert written(f"{here}::test_a_name_of_no_test_is_seen")
    assert not written(f"{here}::test_nothing")
    assert not written("tests/app/services/test_nowhere.py::test_a_name_of_no_test_is_seen")


def test_named_papers_are_printed() -> None:
    assert set(ObligationPaper) <= set(KINDS)


def test_named_cases_are_those_that_ship() -> None:
    assert sorted(ObligationCase) == [case.id for case in practice_cases()]


def test_named_screens_exist() -> None:
    assert all(find_spec(f"ui.screens.{screen}") for screen in Screen)
    assert find_spec("ui.screens.nowhere") is None


def test_every_question_says_what_it_is_asked_for(pack: Pack) -> None:
    """Beside each question stands what the sources ask (O-031); a new one needs a row that names it."""
    assert [item for item in pack.items if obligations_of(pack, item) == ()] == []


def test_why_a_thing_is_asked(pack: Pack) -> None:
    found = obligations_of(pack, ItemId("WISH-02"))
    assert [row.id for row in found] == ["O-088", "O-127", "O-128", "O-130"]
    assert found[2].title.first(JA).text == "在留・帰国・未定を同等に"
    assert found[2].place.startswith("SR09")
    assert "O-205" in {row.id for row in obligations_of(pack, CardId("CARD-04"))}
    assert obligations_of(pack, ItemId("NONE-01")) == ()
