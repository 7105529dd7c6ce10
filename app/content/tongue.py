# SPDX-License-Identifier: MIT
"""Whether a text is in the language it is filed under: by its script, and by how the languages we have read.

A file of another language, taken whole, looks like a translation to every other check. Letters tell the
scripts apart; within one script, runs of three letters (of single signs in Chinese) as they stand in the
texts that are there already. Short texts and names are not judged: nothing could be said of them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from app.content.checks.texts import VARIABLE
from app.content.draft import PackDraft

ENGLISH: Final = "en"
LATIN: Final = "Latn"
#: Script of a language as the picker names it -> scripts of letters as Unicode names them.
_LETTERS: Final[Mapping[str, frozenset[str]]] = {
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Hans": frozenset({"Hani"}),
    "Hant": frozenset({"Hani"}),
    "Kore": frozenset({"Hang", "Hani"}),
}
_SHARED: Final = frozenset({"Zyyy", "Zinh", "Zzzz"})  # of every script, or of none
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_UNSEEN: Final = 0.5  # as if every run had been seen half a time


@dataclass(frozen=True, slots=True)
class _Measure:
    """How runs of letters are counted, and when they say enough.

    ``least``: runs in a text; ``apart`` and ``each``: how far, in nats, another language must be better
    on the whole and for each run. Measured on all texts of the built-in pack: none is misjudged, of texts
    filed under a language of the same script nine of ten are found (Chinese: three of four).
    """

    length: int
    least: int
    apart: float
    each: float


_RUNS: Final = _Measure(length=3, least=20, apart=12, each=0.3)
_SIGNS: Final = _Measure(length=1, least=8, apart=5, each=0.3)
_SAME_LEAST: Final = 25  # letters of a text that two languages hardly share by chance


@dataclass(frozen=True, slots=True)
class _Model:
    """Runs of one language with their log-probabilities."""

    seen: Mapping[str, float]
    unseen: float

    def score(self, runs: Iterable[str]) -> float:
        return sum(self.seen.get(run, self.unseen) for run in runs)


@dataclass(frozen=True)
class Tongues:
    """Built from the texts of one pack; reads nothing when it is made, models on their first use."""

    draft: PackDraft

    def fault(self, tag: str, key: str, text: str) -> str | None:
        """What speaks against ``text`` being in the language ``tag``, in English, or None.

        ``tag``: a language of the picker; ``key``: of the text, for its English and its other translations.
        """
        english = self._english.get(key, key.partition("/")[2])
        script = self._scripts[tag]
        if foreign := foreign_letters(script, text, english):
            return f"is written in another script ({foreign}) than the language ({script})"
        if other := self._same_as(tag, key, text, english):
            return f"is the text of {other}"
        if other := self._reads_as(tag, text, english):
            return f"reads as {other}"
        return None

    @cached_property
    def _english(self) -> dict[str, str]:
        return {key: str(text["en"]) for key, text in self.draft.sources.items()}

    @cached_property
    def _texts(self) -> dict[str, dict[str, str]]:
        texts = {
            tag: {key: str(entry[0]) for key, entry in found.items()}
            for tag, found in self.draft.texts.items()
        }
        return {**texts, ENGLISH: self._english}

    @cached_property
    def _scripts(self) -> dict[str, str]:
        return {row["tag"]: row["script"] for row in self.draft.files["languages"]["languages"]}

    @cached_property
    def _models(self) -> dict[str, _Model]:
        """Of the languages that have texts, but for those whose script tells enough."""
        counted: dict[str, Counter[str]] = {}
        for tag, texts in self._texts.items():
            if self._beside(tag):
                length = self._measure(tag).length
                counted[tag] = Counter(
                    run for text in texts.values() for run in _runs(text, length)
                )
        found = {}
        for tag, runs in counted.items():
            family = {tag, *self._beside(tag)} & counted.keys()
            kinds = len(frozenset().union(*(counted[relative] for relative in family)))
            total = runs.total() + _UNSEEN * kinds
            logs = {run: math.log((count + _UNSEEN) / total) for run, count in runs.items()}
            found[tag] = _Model(logs, math.log(_UNSEEN / total))
        return found

    def _beside(self, tag: str) -> frozenset[str]:
        """Other languages of the same letters that have texts."""
        mine = _letters_of(self._scripts[tag])
        return frozenset(
            other
            for other in self._texts
            if other != tag and mine & _letters_of(self._scripts.get(other, ""))
        )

    def _measure(self, tag: str) -> _Measure:
        return _SIGNS if "Hani" in _letters_of(self._scripts[tag]) else _RUNS

    def _same_as(self, tag: str, key: str, text: str, english: str) -> str | None:
        """Another language whose text of this key it is, letter for letter."""
        if len("".join(_WORD.findall(text))) < _SAME_LEAST or not _is_sentence(english):
            return None
        for other, texts in self._texts.items():
            if _primary(other) != _primary(tag) and texts.get(key) == text:
                return other
        return None

    def _reads_as(self, tag: str, text: str, english: str) -> str | None:
        measure = self._measure(tag)
        runs = _runs(text, measure.length)
        mine = self._models.get(tag)
        if mine is None or len(runs) < measure.least or _mostly_of(text, english):
            return None
        beside = self._beside(tag) - ({ENGLISH} if not _is_sentence(english) else set())
        if not beside:
            return None
        scores = {other: self._models[other].score(runs) for other in beside}
        best = max(scores, key=lambda other: scores[other])
        ahead = scores[best] - mine.score(runs)
        return best if ahead >= max(measure.apart, measure.each * len(runs)) else None


def foreign_letters(script: str, text: str, english: str) -> str | None:
    """The script of letters that a language of ``script`` does not have, or None.

    Latin letters stand in any script where they are words of the English as well (IOM, LINE).
    """
    own = _letters_of(script)
    words = {word.casefold() for word in _LATIN_WORD.findall(english)}
    rest = VARIABLE.sub(" ", text)
    if LATIN not in own:
        rest = _LATIN_WORD.sub(lambda m: " " if m[0].casefold() in words else m[0], rest)
    found = Counter(kind for kind in map(_script_of, rest) if kind not in _SHARED)
    mine = sum(found[kind] for kind in own)
    others = {kind: count for kind, count in found.items() if kind not in own}
    strange = {kind: count for kind, count in others.items() if kind != LATIN or count > mine}
    return max(strange, key=lambda kind: strange[kind]) if strange else None


@lru_cache(maxsize=4096)
def _script_of(sign: str) -> str:
    import icu  # noqa: PLC0415 only where texts are taken in or checked

    letter = unicodedata.category(sign)[0] in "LM"  # vowel signs count as the letters they are
    return str(icu.Script.getScript(sign).getShortName()) if letter else "Zyyy"


def _letters_of(script: str) -> frozenset[str]:
    return _LETTERS.get(script, frozenset({script}))


def _runs(text: str, length: int) -> list[str]:
    words = _WORD.findall(VARIABLE.sub(" ", text).casefold())
    line = f" {' '.join(words)} " if length > 1 else "".join(words)
    return [line[at : at + length] for at in range(len(line) - length + 1)]


def _mostly_of(text: str, english: str) -> bool:
    """Half of its letters or more are words of the English: names, and loan words."""
    english_words = set(_folded(english))
    words = list(_folded(VARIABLE.sub(" ", text)))
    return 2 * sum(len(word) for word in words if word in english_words) >= sum(map(len, words))


def _is_sentence(english: str) -> bool:
    """Not a name or a word to choose: those may be the same in two languages, and in English too."""
    return english.rstrip().endswith((".", "?", "!"))


def _folded(text: str) -> Iterator[str]:
    yield from (word.casefold() for word in _WORD.findall(text))


def _primary(tag: str) -> str:
    return tag.partition("-")[0]
