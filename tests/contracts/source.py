# SPDX-License-Identifier: MIT
"""Reads the program's own source for the contract tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "ui")


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders or PACKAGES:
        yield from sorted((ROOT / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(node: ast.expr) -> str:
    """Return the last part of a dotted name, or ""."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@dataclass(frozen=True, slots=True)
class Raised:
    """One place where a user's error is made. ``params`` None: not told literally (``**x``)."""

    code: str
    params: frozenset[str] | None
    where: str


def error_classes() -> frozenset[str]:
    """Return the names of `UserError` and of every class that derives from it."""
    known = {"UserError"}
    classes = [n for p in modules() for n in ast.walk(tree(p)) if isinstance(n, ast.ClassDef)]
    size = 0
    while size != len(known):
        size = len(known)
        known |= {c.name for c in classes if {name_of(b) for b in c.bases} & known}
    return frozenset(known)


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


def raised() -> Iterator[Raised]:
    """Yield every error code that the source names where it makes a `UserError`."""
    classes = error_classes()
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and name_of(node.func) in classes and node.args:
                names = [k.arg for k in node.keywords]
                params = None if None in names else frozenset(n for n in names if n)
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for code in _codes(node.args[0]):
                    yield Raised(code, params, where)
