# SPDX-License-Identifier: MIT
"""Reads the program's own source for the contract tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "ui")


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders or PACKAGES:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module; many tests ask for all of them."""
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


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return everything in a module, as `ast.walk` gives it."""
    return tuple(ast.walk(tree(path)))


@cache
def _classes() -> tuple[ast.ClassDef, ...]:
    return tuple(n for p in modules() for n in nodes(p) if isinstance(n, ast.ClassDef))


def error_classes() -> frozenset[str]:
    """Return the names of `UserError` and of every class that derives from it."""
    errors = {"UserError"}
    classes = _classes()
    size = 0
    while size != len(errors):
        size = len(errors)
        errors |= {c.name for c in classes if {name_of(b) for b in c.bases} & errors}
    return frozenset(errors)


def _with_fixed_code(classes: frozenset[str]) -> frozenset[str]:
    """Return the error classes whose own ``__init__`` says the code."""
    return frozenset(
        c.name
        for c in _classes()
        if c.name in classes - {"UserError"}
        and any(isinstance(n, ast.FunctionDef) and n.name == "__init__" for n in c.body)
    )


@cache
def constants() -> Mapping[str, str]:
    """Return every module's constants that are texts, by name; a name of two meanings is left out."""
    found: dict[str, set[str]] = {}
    for path in modules():
        for node in tree(path).body:
            target = (
                node.target
                if isinstance(node, ast.AnnAssign)
                else node.targets[0]
                if isinstance(node, ast.Assign)
                else None
            )
            value = node.value if isinstance(node, ast.AnnAssign | ast.Assign) else None
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                found.setdefault(target.id, set()).add(str(value.value))
    return {name: min(values) for name, values in found.items() if len(values) == 1}


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in constants():
        yield constants()[node.id]
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


@cache
def raised() -> tuple[Raised, ...]:
    """Return every error code that the source names where it makes a `UserError`."""
    return tuple(_raised())


def _raised() -> Iterator[Raised]:
    every = error_classes()
    fixed = _with_fixed_code(every)
    classes = every - fixed
    homes = {
        p for p in modules() for n in nodes(p) if isinstance(n, ast.ClassDef) and n.name in fixed
    }
    for path in modules():
        for node in nodes(path):
            inside = (
                isinstance(node, ast.Call) and path in homes and name_of(node.func) == "__init__"
            )
            if (
                isinstance(node, ast.Call)
                and node.args
                and (inside or name_of(node.func) in classes)
            ):
                names = [k.arg for k in node.keywords]
                params = None if None in names else frozenset(n for n in names if n)
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for code in _codes(node.args[0]):
                    yield Raised(code, params, where)
