# SPDX-License-Identifier: MIT
"""No id of a pack stands in the program: what an item, card, flag, sign, group, recipient or agency is for
is a role (`app.domain.roles`), so that content can change without the program.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.source import ROOT, modules, name_of, nodes

PACK = ROOT / "resources" / "content" / "builtin"
#: Files that may name ids, each with its reason.
EXCEPTED = {
    "app/domain/groups.py": "groups of marked texts and of a child's account, which the form of a record names",
    "app/domain/written.py": "groups in which a text is asked about: read before a pack is known",
    "app/cli/bench/__init__.py": "measures the built-in pack with an invented interview",
    "app/cli/bench/station.py": "measures the built-in pack with an invented interview",
    "app/cli/pack_grammar.py": "an example in a help text",
    "ui/main/recording.py": "an example in a help text",
    "ui/tour/sample.py": "the invented interviews of the tour",
    "ui/tour/journey.py": "leads the invented interviews of the tour",
    "ui/tour/extras.py": "leads the invented interviews of the tour",
}
#: Ids that are also words of the program: roles of users, audiences, columns, marks of texts, kinds of contacts
#: and of disclosures. They are judged where they are made an id or compared with one.
WORDS = frozenset({
    "person", "supervisor", "interpreter", "status", "account", "control", "police", "medical",
    "labour", "embassy", "iom", "prosecutor", "investigation", "safety", "distress", "private",
})  # fmt: skip
MAKERS = frozenset(
    {"ItemId", "CardId", "FlagId", "SignId", "GroupId", "RecipientId", "TimerId", "BasisId"}
)
NAMED = frozenset(
    {"agency", "recipient", "group", "flag", "sign", "item", "card", "recipient_id", "item_id"}
)


def table(file: str, name: str) -> list[str]:
    raw: dict[str, Any] = json.loads((PACK / f"{file}.json").read_bytes())
    return [row["id"] for row in raw[name]]


NUMBERED = frozenset({*table("script", "items"), *table("cards", "cards")})
PLAIN = frozenset({
    *table("flags", "flags"), *table("script", "signs"), *table("agencies", "agencies"),
    *table("recipients", "groups"), *table("recipients", "recipients"),
    *table("timers", "timers"), *table("legal_bases", "bases"),
})  # fmt: skip
_NUMBER = re.compile(r"\b[A-Z]{3,4}-\d{2}[a-c]?\b")


def ids_in(every: tuple[ast.AST, ...]) -> Iterator[str]:
    """Yield ``line: id`` for each id that a module names outside its docstrings."""
    told = {id(n.value) for n in every if isinstance(n, ast.Expr)}
    for node in every:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            numbered = [number for number in _NUMBER.findall(node.value) if number in NUMBERED]
            plain = [node.value] if node.value in PLAIN - WORDS else []
            yield from (f"{node.lineno}: {found}" for found in (*numbered, *plain))
        for word in _words_as_ids(node):
            yield f"{word.lineno}: {word.value!s}"


def _words_as_ids(node: ast.AST) -> Iterator[ast.Constant]:
    """The words that are made an id, or compared with what is one."""
    given: list[ast.expr] = []
    if isinstance(node, ast.Call) and name_of(node.func) in MAKERS:
        given = node.args
    elif isinstance(node, ast.Compare) and any(
        name_of(side) in NAMED for side in (node.left, *node.comparators)
    ):
        given = [node.left, *node.comparators]
    for argument in given:
        parts = (
            argument.elts if isinstance(argument, ast.Set | ast.Tuple | ast.List) else [argument]
        )
        for part in parts:
            if isinstance(part, ast.Constant) and part.value in WORDS & PLAIN:
                yield part


@pytest.mark.parametrize("path", list(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_id_of_a_pack_stands_in_the_program(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in EXCEPTED:
        assert list(ids_in(nodes(path))) == []


@pytest.mark.parametrize("name", EXCEPTED)
def test_every_exception_is_needed(name: str) -> None:
    assert list(ids_in(nodes(ROOT / name)))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('CONSENT = ItemId("CONS-06")', ["CONS-06"]),
        ('known = {"CONS-04b": 1}', ["CONS-04b"]),
        ('words = "First explain it (CONS-04b)."', ["CONS-04b"]),
        ('card = "CARD-01"', ["CARD-01"]),
        ('flag = "age_doubt"', ["age_doubt"]),
        ('groups = {"offences_note", "x"}', ["offences_note"]),
        ('who = "cgc"', ["cgc"]),
        ('clock = "iom_48h"', ["iom_48h"]),
        ('basis = "child_protection"', ["child_protection"]),
        ('AGENCIES = ("isa", "police", "jcg")', ["isa", "jcg"]),
        ('if station.agency == "police": pass', ["police"]),
        ('if recipient in {"person", "x"}: pass', ["person"]),
        ('OWN = RecipientId("supervisor")', ["supervisor"]),
        ('if user.role == "supervisor": pass', []),
        ('tag = "a BCP-47 tag"', []),
        ('def f():\n    """As CONS-06 says."""', []),
    ],
)
def test_the_finder_finds_and_lets_words_be(code: str, found: list[str]) -> None:
    ids = sorted(line.partition(": ")[2] for line in ids_in(tuple(ast.walk(ast.parse(code)))))
    assert ids == sorted(found)
