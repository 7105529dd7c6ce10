# SPDX-License-Identifier: MIT
"""Where a fault stands: the file of the pack and the line in it, for the person who has to mend it.

JSON keeps no lines, so the text is scanned once more, only when there is a fault and only the file
that holds it. A place that cannot be found ends at the nearest thing above it that can.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.content.checks.pack_index import PackFault
from app.content.source import TEXTS

_WORD: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_PLACE: Final = re.compile(r"([\w/-]+\.json):(\d+) ")  # a place that a check found by itself
_NAMES: Final = frozenset({"id", "code", "field", "tag"})
#: word before an id -> (file, list) that holds the entries of that kind
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "agency": ("agencies", "agencies"),
    "contact": ("directory", "contacts"),
    "flag": ("flags", "flags"),
    "group": ("recipients", "groups"),
    "legal basis": ("legal_bases", "bases"),
    "obligation": ("ledger", "rows"),
    "order": ("languages", "order"),
    "path": ("script", "paths"),
    "phase": ("script", "phases"),
    "recipient": ("recipients", "recipients"),
    "role": ("roles", "roles"),
    "term": ("glossary", "terms"),
    "timer": ("timers", "timers"),
}
#: entries that a fault names by their bare id
_BARE: Final = (
    ("script", "items"),
    ("script", "shared_texts"),
    ("script", "phases"),
    ("script", "signs"),
    ("cards", "cards"),
    ("cards", "variables"),
    ("indicators", "codes"),
    ("indicators", "forced_labour"),
    ("indicators", "elements"),
    ("statistics", "fields"),
    ("languages", "languages"),
    ("flags", "emergency_numbers"),
    ("recipients", "recipients"),
)
#: between a thing and what a fault names of it these may stand
_BETWEEN: Final = ("", "text", "parts", "options", "variants")


@dataclass(slots=True)
class Node:
    """One value of the file: its line (from 1) and what it holds, by key, by number and by id."""

    line: int
    inner: dict[str, Node] = field(default_factory=dict)
    name: str = ""  # its id

    def find(self, path: tuple[str, ...]) -> Node:
        """The node at the path, or as deep as the path goes."""
        node = self
        for step in path:
            below = node.inner.get(step)
            if below is None:
                break
            node = below
        return node

    def step(self, word: str) -> Node | None:
        """The thing of that name in this one, also where a list or text stands between them."""
        for between in _BETWEEN:
            inside = self.inner.get(between) if between else self
            if inside and word in inside.inner:
                return inside.inner[word]
        return None


def scan(text: str) -> Node:
    """The lines of every value of a JSON text that parses."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    words = (
        (found.group(), bisect_right(breaks, found.start()) + 1) for found in _WORD.finditer(text)
    )
    word, line = next(words, ("", 1))
    return _value(word, line, words)


def _value(word: str, line: int, words: Iterator[tuple[str, int]]) -> Node:
    if word == "{":
        return _object(line, words)
    return _list(line, words) if word == "[" else Node(line)


def _object(line: int, words: Iterator[tuple[str, int]]) -> Node:
    node = Node(line)
    for key, at in words:
        if key == "}":
            break
        if key == ",":
            continue
        next(words)  # the colon
        word, _ = next(words)
        name = key[1:-1]
        node.inner[name] = below = _value(word, at, words)
        if name in _NAMES and word.startswith('"'):
            node.line, node.name = below.line, word[1:-1]
    return node


def _list(line: int, words: Iterator[tuple[str, int]]) -> Node:
    node = Node(line)
    number = 0
    for word, at in words:
        if word == "]":
            break
        if word == ",":
            continue
        below = _value(word, at, words)
        node.inner[str(number)] = below
        name = word[1:-1] if word.startswith('"') else below.name
        if name:
            node.inner[name] = below  # of two with one name the later is the one too many
        number += 1
    return node


class Locator:
    """Finds faults in one pack folder; each file is scanned at most once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._scanned: dict[str, Node] = {}

    def place(self, fault: PackFault) -> tuple[str, int]:
        """The file of a fault and its line, from 1."""
        if fault.at.startswith("/"):
            name, *way = fault.at[1:].split("/")
            keys = tuple(step.replace("~", "/") for step in way)  # ``~``: a slash inside a key
            return f"{name}.json", self._file(name).find(keys).line
        if found := _PLACE.match(fault.where):
            return found[1], int(found[2])
        name, start, words = self._start(fault.where)
        for word in (*words, *filter(None, fault.at.split("/"))):
            below = start.step(word)
            start = below or start
        return f"{name}.json", start.line

    def _start(self, where: str) -> tuple[str, Node, list[str]]:
        """The file, the entry that a fault names first, and the words after it."""
        for kind, (name, inside) in _KINDS.items():
            if where.startswith(f"{kind} "):
                first, *rest = where.removeprefix(f"{kind} ").split()
                return name, self._file(name).find((inside, first)), rest
        whole, *after = where.split() or [""]
        first, *rest = where.replace(".", " ").split() or [""]
        if after and "/" in after[0] and (self._folder / TEXTS / f"{first}.json").is_file():
            name = f"{TEXTS}{first}"
            return name, self._file(name).find((after[0],)), []
        # Codes have a dot in their names; behind other ids it stands before a part.
        for entry, words in ((whole, after), (first, rest)):
            for name, inside in _BARE:
                held = self._file(name).inner.get(inside)
                if held and entry in held.inner:
                    return name, held.inner[entry], words
        return self._of_file(where, first)

    def _of_file(self, where: str, first: str) -> tuple[str, Node, list[str]]:
        """A translation (``th SAFE-01/text``), a list or a file named by itself."""
        name = where.removesuffix(".json")
        if (self._folder / f"{name}.json").is_file():
            return name, self._file(name), []
        for name, inside in (*_BARE, *_KINDS.values()):
            if first in {inside, name}:
                return name, self._file(name).find((inside,)), []
        return "manifest", self._file("manifest").find((first,)), []

    def _file(self, name: str) -> Node:
        if name not in self._scanned:
            path = self._folder / f"{name}.json"
            self._scanned[name] = scan(path.read_text("utf-8")) if path.is_file() else Node(1)
        return self._scanned[name]
