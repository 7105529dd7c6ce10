# SPDX-License-Identifier: MIT
"""A name says what the thing is: nothing is called ``one``, ``known`` or ``said``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.contracts.source import ROOT, modules, nodes

#: Everything of the tree that is written in Python.
FOLDERS = ("app", "ui", "packaging", "db", "tests")
EMPTY = frozenset({"one", "known", "said"})


def bound(node: ast.AST) -> str:
    """The name that a piece of syntax gives to something, or ""."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.arg(arg=name) | ast.alias(asname=str(name)):
            return name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            return name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            return name
        case _:
            return ""


def empty(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if bound(node).strip("_") in EMPTY:
            yield f"{path.name}:{getattr(node, 'lineno', 0)}: {bound(node)}"


def test_no_name_is_empty() -> None:
    assert [found for path in modules(*FOLDERS) for found in empty(path)] == []


def test_the_folders_are_there() -> None:
    assert all(any(modules(folder)) for folder in FOLDERS), ROOT


def test_every_binding_of_an_empty_name_is_found(tmp_path: Path) -> None:
    path = tmp_path / "sample.py"
    path.write_text(
        "import os as one\n"
        "known: int = 1\n"
        "for one in (): ...\n"
        "[said for said in ()]\n"
        "def _said(known, *one, **said): ...\n"
        "class One:\n"
        "    said = 1\n"
        "    def __init__(self): self._known = 1\n"
        "try: ...\n"
        "except ValueError as one: ...\n"
        "match 1:\n"
        "    case {'a': [known, *said], **one}: ...\n"
        "if (known := 1): print(one, self.said)\n"
    )
    lines = [line.split(":")[1] for line in empty(path)]
    assert sorted(map(int, lines)) == [1, 2, 3, 4, 5, 5, 5, 5, 7, 8, 10, 12, 12, 12, 13]
