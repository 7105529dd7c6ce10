# SPDX-License-Identifier: MIT
"""What the code and the papers beside it cite is in the tree: documents, sections, files, obligations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.source import ROOT
from tests.contracts.test_tree import tracked

KINDS = {".py", ".md", ".toml", ".sh", ".ps1"}
#: Written in two parts where this file would hold what it looks for.
SECTION = "\u00a7"
DOCUMENT = re.compile(r"(?<![\w/.-])((?:[\w.-]+/)*[\w-]+\.md)\b(?:`?,? \"([^\"]+)\")?")
NUMBER = re.compile(r"(?<!RFC \d{4} )" + SECTION + r" ?(\d+(?:\.\d+)*)")
OBLIGATION = re.compile(r"\bO-(\d{3})\b")
PLACE = re.compile(r"`((?:app|ui|db|tests|packaging|resources|locales)/[\w./-]+)(?:::(\w+))?`")
UNKNOWN = "O-" + "999"  # what tests of lint cite to be told
REACH = 160  # characters between a document's name and a number of its sections
VECTORS = ROOT / "tests" / "vectors"


def texts() -> list[Path]:
    return [p for p in tracked() if p.suffix in KINDS and p != Path(__file__).resolve()]


DOCUMENTS = {p.relative_to(ROOT).as_posix(): p for p in tracked() if p.suffix == ".md"}
OBLIGATIONS = frozenset(
    json.loads((ROOT / "resources/content/obligations.json").read_text("utf-8"))["obligations"]
)


def found(name: str, citing: Path) -> Path | None:
    """The one document of this name: beside the citing file, from the root, or the only one so named."""
    beside = (citing.parent / name).resolve()
    if beside in DOCUMENTS.values():
        return beside
    every = [p for path, p in DOCUMENTS.items() if path == name or path.endswith(f"/{name}")]
    return every[0] if len(every) == 1 or name in DOCUMENTS else None


def has_section(document: Path, number: str) -> bool:
    pattern = rf"(?m)^(?:#+ )?{re.escape(number)}[ .:]"
    return re.search(pattern, document.read_text("utf-8")) is not None


def has_title(document: Path, title: str) -> bool:
    return re.search(rf"(?m)^#+ .*{re.escape(title)}", document.read_text("utf-8")) is not None


def dangling(text: str, path: Path) -> Iterator[str]:
    """Citations of this text that lead nowhere."""
    documents = []
    for match in DOCUMENT.finditer(text):
        document = found(match[1], path)
        documents.append((match.end(), document))
        if document is None:
            yield match[1]
        elif match[2] and re.match(r"[A-Z]", match[2]) and not has_title(document, match[2]):
            yield f'{match[1]} "{match[2]}"'
    for match in NUMBER.finditer(text):
        before = [d for end, d in documents if match.start() - REACH <= end <= match.start()]
        if not before:
            yield f"{match[0]} of no document"
        elif before[-1] is not None and not has_section(before[-1], match[1]):
            yield f"{before[-1].name} {match[0]}"
    for match in OBLIGATION.finditer(text):
        if match[0] not in OBLIGATIONS | {UNKNOWN}:
            yield match[0]
    if path.suffix == ".md":
        for match in PLACE.finditer(text):
            place = ROOT / match[1]
            if not place.exists():
                yield match[1]
            elif match[2] and f"def {match[2]}" not in place.read_text("utf-8"):
                yield f"{match[1]}::{match[2]}"


def test_every_citation_leads_somewhere() -> None:
    faults = {
        str(path.relative_to(ROOT)): sorted(set(dangling(path.read_text("utf-8"), path)))
        for path in texts()
    }
    assert {path: names for path, names in faults.items() if names} == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("as NOWHERE.md tells", "NOWHERE.md"),
        (f"README {SECTION}7", f"{SECTION}7 of no document"),
        (f"DECISIONS.md {SECTION}99", f"DECISIONS.md {SECTION}99"),
        ('SECURITY.md "Not a title"', 'SECURITY.md "Not a title"'),
        ("by O-" + "998", "O-" + "998"),
        ("see `app/nothing.py`", "app/nothing.py"),
        ("see `tests/counts.py::nothing`", "tests/counts.py::nothing"),
    ],
)
def test_a_citation_that_leads_nowhere_is_found(text: str, fault: str) -> None:
    assert list(dangling(text, ROOT / "x.md")) == [fault]


def test_good_citations_are_passed_over() -> None:
    text = (
        f'DECISIONS.md {SECTION}1.7, {SECTION}3; SECURITY.md "Keys and files"; O-001; `app/paths.py`; '
        "`tests/counts.py::sample`"
    )
    assert list(dangling(text, ROOT / "x.md")) == []
