# SPDX-License-Identifier: MIT
"""Broken packs: each fault is found by the real command and named by file, line and reason.

Every file of ``broken/`` is one change of the built-in pack: ``path`` (``/`` between steps, ``~`` for a
slash inside a key; an entry of a list by its id), ``change`` and what must be said. The line is found
here by searching the changed text for ``find``, one string after the other, and not by the lint.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command import command
from tests.counts import sample

# Walked over and over: what these lines cover is covered elsewhere, and counting them takes three times as long.
pytestmark = [pytest.mark.uncounted, pytest.mark.slow]

PATCHES = sorted((Path(__file__).parent / "broken").glob("*.json"))
FAULT = re.compile(r"FAULT (?P<file>[\w/-]+\.json):(?P<line>\d+): (?P<what>.+) \[(?P<reason>\w+)\]")


def patches() -> list[Any]:
    return [pytest.param(json.loads(path.read_text("utf-8")), id=path.stem) for path in PATCHES]


def step(raw: Any, name: str) -> Any:
    if not isinstance(raw, list):
        return raw[name.replace("~", "/")]
    if name.isdigit():
        return raw[int(name)]
    return next(row for row in raw if name in (row.get("id"), row.get("field"), row.get("tag")))


def apply(folder: Path, patch: dict[str, Any]) -> None:
    path = folder / patch["file"]
    text = path.read_text("utf-8")
    if patch["change"] == "cut":
        path.write_text(text[: len(text) // 2], "utf-8")
        return
    raw = json.loads(text)
    *way, last = patch["path"].split("/")
    holder = raw
    for name in way:
        holder = step(holder, name)
    alter(raw, holder, last.replace("~", "/"), patch)
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if patch["change"] != "unsealed":
        seal(folder, patch["file"])


def alter(raw: Any, holder: Any, last: str, patch: dict[str, Any]) -> None:
    key: Any = last
    if isinstance(holder, list):
        key = int(last) if last.isdigit() else holder.index(step(holder, last))
    match patch["change"]:
        case "delete":
            del holder[key]
        case "append":
            holder[key].append(patch["value"])
        case "copy":
            found = raw
            for name in patch["value"].split("/"):
                found = step(found, name)
            holder[key] = found
        case _:
            holder[key] = patch["value"]


def seal(folder: Path, name: str) -> None:
    """Name the changed file in the manifest, as a build would: the fault must speak for itself."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, "utf-8")


def expected_line(folder: Path, expect: dict[str, Any]) -> int:
    """The line of the last string, each searched after the one before; the last line for a torn file."""
    text: str = (folder / expect["file"]).read_text("utf-8")
    if expect["find"] is None:
        return text.count("\n") + 1  # where it may be torn right behind a line
    at = -1
    for words in expect["find"]:
        at = text.index(words, at + 1)
    return text.count("\n", 0, at) + 1 - int(expect.get("above", 0))


def test_there_are_at_least_forty_over_all_files(folder: Path) -> None:
    every = [json.loads(path.read_text("utf-8")) for path in PATCHES]
    assert len(every) >= 40
    assert len({(patch["file"], patch["path"], str(patch["value"])) for patch in every}) == len(
        every
    )
    files = {path.name for path in folder.glob("*.json")}
    assert {patch["file"].split("/")[0] for patch in every} == (files - {"manifest.json"}) | {
        "texts"
    }
    assert len({patch["expect"]["reason"] for patch in every}) >= 25


@pytest.mark.parametrize("patch", sample("broken", list(patches()), 18))
def test_each_broken_pack_is_named(
    capsys: pytest.CaptureFixture[str], folder: Path, patch: dict[str, Any]
) -> None:
    apply(folder, patch)
    only = [word for name in patch.get("scripts", ()) for word in ("--script", name)]
    outcome = command(capsys, "pack", "lint", str(folder), *only)
    assert outcome.code == 1
    found = [FAULT.fullmatch(line) for line in outcome.out.splitlines() if "FAULT" in line]
    assert all(found)
    named = {(match["file"], int(match["line"]), match["reason"]) for match in found if match}
    expect = patch["expect"]
    assert (expect["file"], expected_line(folder, expect), expect["reason"]) in named


def test_the_unbroken_copy_passes(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    outcome = command(capsys, "pack", "lint", str(folder), "--script", "short")
    assert (outcome.code, outcome.err) == (0, "")
    assert "FAULT" not in outcome.out
    assert re.search(r"^short +\d+ +[\d,]+ ", outcome.out, re.MULTILINE)
