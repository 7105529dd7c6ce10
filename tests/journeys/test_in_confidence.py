# SPDX-License-Identifier: MIT
"""Told in confidence: in real files, by the command, a text that is marked private reaches few."""

from __future__ import annotations

from typing import Any

import pytest

from app.content import load_builtin
from app.domain.pack import Pack
from tests.command import Desk

SECRET, NOTE, PLAIN = "ひみつの見本", "ひみつのメモの見本", "工場の見本"
#: Who may have it at all, outside; a doctor has it with all of the rest, the others where it is named.
WITH_ALL, BY_NAME = {"medical"}, {"wcsc", "cgc", "iom", "ngo"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"), "police")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def talk(consents: dict[str, Any], *, child: bool) -> dict[str, Any]:
    """A replay file: two texts of one answer, one of them in confidence, and a note like it."""
    marked = {"text": SECRET, "mark": "private"}
    said = [
        {"item": "SAFE-01", "value": "yes"},
        {"item": "WISH-03", "value": ["debt"]},
        {"item": "NEED-04", "value": [marked, PLAIN]},
        {"item": "CONS-04b", "value": "explained"},
    ]
    person = {"age": 15 if child else 30, "nationality": ["THA"], "sex": "f"}
    return {
        "script": "full",
        "agency": "police",
        "language": "th",
        "person": person,
        "consent": {"recipients": consents}
        if child
        else {"interview": "yes", "recipients": consents},
        "answers": said,
        "events": [
            {"type": "note_added", "after": 2, "item": "NEED-04", "text": NOTE, "mark": "private"}
        ],
    }
