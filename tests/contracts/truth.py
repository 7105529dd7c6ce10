# SPDX-License-Identifier: MIT
"""Finds where the source asks a library's object for its truth.

A revocation list without entries, an XML element without children and a Qt rectangle without a size are
false in Python although they are there: the only question to ask of them is ``is None``. Types are known
from annotations (fields, parameters, variables, results) and from calls of a library's classes and of our
own functions; a name of another file's field is known by its attribute.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.contracts.source import name_of, tree

#: Of the standard library only what can be there and false, or stands for something that is there.
WATCHED_STANDARD = frozenset(
    {"pathlib", "xml", "zipfile", "datetime", "decimal", "fractions", "array"}
)
OURS = frozenset({"app", "ui", "tests", "packaging"})
#: Names of these packages that are plain Python values or have no truth of their own.
PLAIN = frozenset({"Any", "Final", "PartBase", "Signal", "date", "datetime"})


@dataclass
class SourceFacts:
    """What the whole source says of names: fields and methods by attribute, functions by name."""

    fields: set[str] = field(default_factory=set)
    other_fields: set[str] = field(default_factory=set)  # the same attribute, of a plain type
    results: set[str] = field(default_factory=set)
    other_results: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One place where truth is asked for."""

    where: str
    line: int
    expression: str


def libraries(module: ast.Module) -> tuple[set[str], set[str]]:
    """Names that this module imports from libraries: classes and functions, and whole modules."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and _watched(node.module):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {
                alias.asname or alias.name.partition(".")[0]
                for alias in node.names
                if _watched(alias.name)
            }
    return names - PLAIN, names


def _watched(module: str) -> bool:
    root = module.partition(".")[0]
    if root in OURS:
        return False
    return root in WATCHED_STANDARD or root not in sys.stdlib_module_names


def _of_library(annotation: ast.expr | None, names: set[str]) -> bool:
    """The annotation is a library's class, alone or with None; a list of such is a plain list."""
    if annotation is None:
        return False
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return _of_library(ast.parse(annotation.value, mode="eval").body, names)
    if isinstance(annotation, ast.BinOp):
        return _of_library(annotation.left, names) or _of_library(annotation.right, names)
    if isinstance(annotation, ast.Subscript):
        inner = name_of(annotation.value) in {"Optional", "Final"}
        return inner and _of_library(annotation.slice, names)
    if isinstance(annotation, ast.Attribute):
        return _root(annotation) in names
    return isinstance(annotation, ast.Name) and annotation.id in names


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def know(sources: Iterable[ast.Module]) -> SourceFacts:
    """Read what fields and functions of the whole source are."""
    facts = SourceFacts()
    for module in sources:
        names, _all = libraries(module)
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                        _sort(
                            inner.target.id,
                            inner.annotation,
                            names,
                            facts.fields,
                            facts.other_fields,
                        )
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Attribute):
                _sort(node.target.attr, node.annotation, names, facts.fields, facts.other_fields)
            elif isinstance(node, ast.FunctionDef):
                is_field = any(
                    name_of(decorator) == "property" for decorator in node.decorator_list
                )
                if is_field:
                    _sort(node.name, node.returns, names, facts.fields, facts.other_fields)
                else:
                    _sort(node.name, node.returns, names, facts.results, facts.other_results)
    facts.fields -= facts.other_fields
    facts.results -= facts.other_results
    return facts


def _sort(
    name: str, annotation: ast.expr | None, names: set[str], ours: set[str], others: set[str]
) -> None:
    (ours if _of_library(annotation, names) else others).add(name)


def questions(module: ast.Module, where: str, facts: SourceFacts) -> Iterator[Found]:
    """Yield every place of a module that asks a library's object for its truth."""
    names, _all = libraries(module)
    for scope in [module, *(n for n in ast.walk(module) if isinstance(n, ast.FunctionDef))]:
        types = _variables(scope, names, facts)
        for node in _own(scope):
            for asked in _asked(node):
                if _is_library(asked, types, names, facts):
                    yield Found(where, asked.lineno, ast.unparse(asked))


def _own(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of functions inside it, which are scopes of their own."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _own(node)


def _asked(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions whose truth a node asks for."""
    if isinstance(node, ast.If | ast.While | ast.IfExp | ast.Assert):
        yield from _inside(node.test)
    elif isinstance(node, ast.comprehension):
        for test in node.ifs:
            yield from _inside(test)
    elif isinstance(node, ast.BoolOp):
        for value in node.values[:-1]:
            yield from _inside(value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield from _inside(node.operand)
    elif isinstance(node, ast.Call) and name_of(node.func) == "bool" and node.args:
        yield from _inside(node.args[0])


def _inside(test: ast.expr) -> Iterator[ast.expr]:
    """The last operand of an ``and`` in a test is asked as well; its other parts come by themselves."""
    if isinstance(test, ast.BoolOp):
        yield from _inside(test.values[-1])
    elif isinstance(test, ast.NamedExpr):
        yield test.target
    elif not isinstance(test, ast.UnaryOp):
        yield test


def _variables(scope: ast.AST, names: set[str], facts: SourceFacts) -> Mapping[str, bool]:
    """Parameters and variables of a scope: whether each is a library's object, in all its assignments."""
    found: dict[str, bool] = {}
    if isinstance(scope, ast.FunctionDef):
        every = [*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs]
        found |= {argument.arg: _of_library(argument.annotation, names) for argument in every}
    for node in _own(scope):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = _of_library(node.annotation, names)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            is_one = _is_library(node.value, found, names, facts)
            found[name] = is_one and found.get(name, True)
        elif isinstance(node, ast.NamedExpr):
            found[node.target.id] = _is_library(node.value, found, names, facts)
    return found


def _is_library(
    node: ast.expr, types: Mapping[str, bool], names: set[str], facts: SourceFacts
) -> bool:
    if isinstance(node, ast.Name):
        return types.get(node.id, False)
    if isinstance(node, ast.Attribute):
        return node.attr in facts.fields
    if isinstance(node, ast.IfExp):
        return any(_is_library(branch, types, names, facts) for branch in (node.body, node.orelse))
    if isinstance(node, ast.Call):
        called = name_of(node.func)
        made = isinstance(node.func, ast.Name) and called in names and called[:1].isupper()
        loaded = _root(node.func) in names and called.startswith("load_")
        return made or loaded or called in facts.results
    return False


def whole(paths: Iterable[Path], root: Path) -> list[Found]:
    """Every question of these files."""
    sources = {path: tree(path) for path in paths}
    facts = know(sources.values())
    return sorted(
        question
        for path, module in sources.items()
        for question in questions(module, str(path.relative_to(root)), facts)
    )
