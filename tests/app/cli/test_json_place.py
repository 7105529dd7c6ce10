# SPDX-License-Identifier: MIT
"""Line and column of a place: found for everything that is there, near it for what is missing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.json_place import line_and_column

TEXT = """{
  "language": "th",
  "answers": [
    {"item": "SAFE-01", "value": "yes"},
    {"item": "NONE-99",
     "value": [1, "a]b{", {"x": null}]}
  ],
  "person": {}
}
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("", (1, 1)),
        ("language", (2, 15)),
        ("answers", (3, 14)),
        ("answers[0].value", (4, 34)),
        ("answers[1]", (5, 5)),
        ("answers[1].item", (5, 14)),
        ("answers[1].value[2].x", (6, 33)),
        ("answers[7].item", (3, 14)),
        ("person.age", (8, 13)),
        ("consent.recipients.wcsc", (1, 1)),
        ("language.more", (2, 15)),
    ],
)
def test_places(path: str, place: tuple[int, int]) -> None:
    assert line_and_column(TEXT, path) == place


KEYS = st.text("abcäあ_", min_size=1, max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def paths(value: Any, before: str = "") -> list[tuple[str, Any]]:
    found = [(before, value)]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += paths(inner, f"{before}.{key}" if before else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += paths(inner, f"{before}[{number}]")
    return found


@given(VALUES, st.sampled_from([None, 0, 1, 3]))
def test_what_stands_at_the_place_is_the_value(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    lines = text.split("\n")
    for path, wanted in paths(value):
        line, column = line_and_column(text, path)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert json.JSONDecoder().raw_decode(rest)[0] == wanted
