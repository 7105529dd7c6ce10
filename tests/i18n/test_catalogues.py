# SPDX-License-Identifier: MIT
"""The program's own words: complete in Japanese, placeholders kept, ``.mo`` equal to ``.po``."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, modules, name_of, tree

sys.path.insert(0, str(ROOT / "packaging"))
import words

FILES = list(words.catalogues())
CALLS = {name for keywords in words.KEYWORDS.values() for name in keywords}


def fields(text: str) -> list[str]:
    """Return the placeholders; ruby (漢字{かんじ}) is none."""
    return sorted(re.findall(r"\{[A-Za-z_0-9]*\}", text))


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def broken(path: Path) -> list[str]:
    """Return the msgids whose translation has other placeholders than the msgid."""
    found = []
    for message in words.read(path):
        wanted = {tuple(fields(t)) for t in texts(message.id)}
        if message.id and any(t and tuple(fields(t)) not in wanted for t in texts(message.string)):
            found.append(str(message.id))
    return found


def computed(source: ast.Module) -> Iterator[int]:
    """Yield the lines that give gettext a text made at run time: extraction skips those silently."""
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and name_of(node.func) in CALLS and node.args:
            first = node.args[0]
            made = isinstance(first, ast.JoinedStr | ast.BinOp) or (
                isinstance(first, ast.Call) and name_of(first.func) in {"format", "join"}
            )
            if made:
                yield node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(words.LOCALES)))
def test_placeholders_are_kept(path: Path) -> None:
    assert broken(path) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(words.LOCALES)))
def test_the_compiled_file_is_the_written_one(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == words.compiled(words.read(path))


def test_japanese_has_every_word_of_the_officer() -> None:
    wanted = {m.id for m in words.extract("officer") if m.id}
    assert len(wanted) > 100
    path = words.LOCALES / "ja" / "LC_MESSAGES" / "officer.po"
    have = {m.id for m in words.read(path) if m.id and all(texts(m.string))}
    assert sorted(map(str, wanted - have)) == []


def test_every_language_has_every_word_of_the_person() -> None:
    files = [p for p in FILES if p.stem == "person"]
    wanted = {m.id for m in words.extract("person") if m.id}
    wanted |= {m.id for p in files for m in words.read(p) if m.id}
    assert len(files) >= 3
    for path in files:
        have = {m.id for m in words.read(path) if m.id and all(texts(m.string))}
        assert sorted(map(str, wanted - have)) == [], path.parts[-3]


@pytest.mark.parametrize("path", list(modules("app", "ui")), ids=lambda p: str(p.relative_to(ROOT)))
def test_gettext_gets_literals(path: Path) -> None:
    assert list(computed(tree(path))) == []


@pytest.mark.parametrize("line", ['tr(f"a {b}")', 'self._tr("a" + b)', 'x.gettext("{}".format(1))'])
def test_a_computed_text_is_seen(line: str) -> None:
    assert list(computed(ast.parse(line)))


def test_a_changed_placeholder_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "officer.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Case {case}"\nmsgstr "事案 {kase}"\n', "utf-8")
    assert broken(path) == ["Case {case}"]


def test_only_literals_of_gettext_are_extracted(tmp_path: Path) -> None:
    for package in ("app", "ui"):
        (tmp_path / package).mkdir()
    (tmp_path / "ui" / "x.py").write_text('tr("Next")\nother("Not this")\ntr_person("Pause")\n')
    assert [m.id for m in words.extract("officer", tmp_path) if m.id] == ["Next"]
    assert [m.id for m in words.extract("person", tmp_path) if m.id] == ["Pause"]
