# SPDX-License-Identifier: MIT
"""A class is found by its name: no two of the product share one."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.contracts.source import modules, nodes


def shared(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Names that more than one class has, with the files of the classes."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path.name)
    return {name: files for name, files in found.items() if len(files) > 1}


def test_no_two_classes_share_a_name() -> None:
    assert shared(modules()) == {}


def test_a_shared_name_is_found(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / f"{name}.py").write_text("class Entry: ...\n")
    assert shared(sorted(tmp_path.glob("*.py"))) == {"Entry": ["one.py", "other.py"]}
