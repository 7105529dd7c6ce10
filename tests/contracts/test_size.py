# SPDX-License-Identifier: MIT
"""Modules of at most 400 lines, functions of at most 50; a longer function says why (``# long: …``)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, modules

MODULE_LINES = 400
FUNCTION_LINES = 50


def too_long(text: str) -> list[str]:
    """Return what is too long in a module's text."""
    lines = text.splitlines()
    found = [f"module: {len(lines)} lines"] if len(lines) > MODULE_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            own = lines[node.lineno - 1 : node.end_lineno]
            if len(own) > FUNCTION_LINES and not any("# long: " in line for line in own):
                found.append(f"{node.name}: {len(own)} lines")
    return found


@pytest.mark.parametrize("path", list(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_are_short(path: Path) -> None:
    assert too_long(path.read_text("utf-8")) == []


def test_a_long_module_is_seen() -> None:
    assert too_long("x = 1\n" * 401) == ["module: 401 lines"]
    assert too_long("x = 1\n" * 400) == []


def test_a_long_function_is_seen_unless_it_says_why() -> None:
    body = "    x = 1\n" * 50
    assert too_long(f"def f():\n{body}") == ["f: 51 lines"]
    assert too_long(f"def f():  # long: a table\n{body}") == []
