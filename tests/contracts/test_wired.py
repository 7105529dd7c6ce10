# SPDX-License-Identifier: MIT
"""No code that only tests call: every function and class of the product is used by the product."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, modules, nodes

#: Called by a library under the name that it fixes.
CALLED_BY_LIBRARIES = frozenset(
    {"_make_preamble", "_print_message", "_update_meta", "register_extension"}
)
_NAME = re.compile(r"[A-Za-z_]\w*")
_QT = re.compile(r"[a-z]+[A-Z]\w*")  # overrides keep Qt's spelling; Qt calls them


def used(paths: Iterable[Path]) -> set[str]:
    """Every name that is read, called, imported by text or given as a keyword."""
    found: set[str] = set()
    for path in paths:
        for node in nodes(path):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if _NAME.fullmatch(node.value) else set()
            elif isinstance(node, ast.JoinedStr):
                found |= {f"{part}*" for part in _beginnings(node)}
    return found


def _beginnings(node: ast.JoinedStr) -> Iterator[str]:
    """The fixed beginning of a name that is put together (``f"registry_{name}"``)."""
    first = node.values[0] if node.values else None
    if isinstance(first, ast.Constant) and _NAME.fullmatch(str(first.value)):
        yield str(first.value)


def defined(paths: Iterable[Path]) -> dict[str, str]:
    """Each function and class with its place; not what Python or Qt calls by itself."""
    return {
        node.name: f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in paths
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("__")
        and not _QT.fullmatch(node.name)
    }


def unused(names: dict[str, str], used_names: set[str]) -> dict[str, str]:
    begun = tuple(name[:-1] for name in used_names if name.endswith("*"))
    return {
        name: place
        for name, place in names.items()
        if name not in used_names and not name.startswith(begun)
    }


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return unused(defined(modules()), used([*modules(), *modules("packaging", "db")]))


def test_everything_is_used_by_the_product(found: dict[str, str]) -> None:
    assert {n: p for n, p in found.items() if n not in CALLED_BY_LIBRARIES} == {}


def test_what_only_tests_call_is_found(tmp_path: Path) -> None:
    path = ROOT / "tests" / "contracts" / "test_wired.py"
    names = {"called_by_nobody": "x", "used": "y", "registry_list": "z"}
    in_use = used([path]) | {"registry_*"}
    assert unused(names, in_use - {"called_by_nobody"}) == {"called_by_nobody": "x"}
