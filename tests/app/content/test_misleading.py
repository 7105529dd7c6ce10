# SPDX-License-Identifier: MIT
"""Drafters' notes stay out of what people read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.content.checks.known import Fault

FaultsAfter = Callable[[str, Callable[[Any], None]], list[Fault]]


def change(*path: Any, text: str) -> Callable[[Any], None]:
    def run(file: Any) -> None:
        *way, last = path
        for step in way:
            file = file[step]
        file[last] = text

    return run


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("flags", ("flags", 0, "actions", "ja", 0), "離れる（要確認）。"),
        ("legal_bases", ("bases", 0, "statute", "en"), "Child Welfare Act (verify)"),
        ("glossary", ("terms", 0, "note"), "[legal] src: th IMM. Never this word."),
        ("script", ("items", 0, "text", "ja"), "窓口（要確認）"),
    ],
)
def test_a_note_among_drafters_is_a_fault(
    faults_after: FaultsAfter, name: str, path: tuple[Any, ...], text: str
) -> None:
    assert "aside" in {fault.check for fault in faults_after(name, change(*path, text=text))}
