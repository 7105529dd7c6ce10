# SPDX-License-Identifier: MIT
"""A layout is asked for its items in two places alone.

The binding keeps wrappers of items beside what Qt owns; who asks on the way of closing, or keeps one, can end
the process. Elsewhere who fills a layout knows what is in it, and `ui.screens.refill` empties it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.contracts.source import ROOT, modules, tree

ITEMS = frozenset({"itemAt", "takeAt", "itemAtPosition"})
#: A layout that places its own items, and what takes everything out of one.
WHERE = {("ui/widgets/panel.py", "itemAt"), ("ui/screens/refill.py", "takeAt")}


def asked(source: ast.Module) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Attribute) and node.attr in ITEMS:
            yield node.attr


def test_layouts_are_asked_for_their_items_nowhere_else() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules("ui")
        for name in asked(tree(path))
    ]
    assert sorted(found) == sorted(WHERE)


def test_asking_is_seen() -> None:
    source = "for n in range(a.count()):\n    b = a.itemAt(n).layout()\nfill = c.takeAt"
    assert sorted(asked(ast.parse(source))) == ["itemAt", "takeAt"]
