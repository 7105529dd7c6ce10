# SPDX-License-Identifier: MIT
"""From text to glyphs: stretches of one script, direction and font, shaped by HarfBuzz.

Contract: every visible character ends up in exactly one item. A character that no shipped font has
gets an item of its own with ``face=None`` (drawn as a boxed ``U+XXXX``); it is never dropped and
never drawn as an empty box. Lengths are in em.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import icu
import uharfbuzz as hb

from app.documents.breaking import character_offsets, grapheme_breaks
from app.documents.faces import Face
from app.documents.fonts import FontBook, ancestors
from app.domain.ruby import has_ruby, parse_ruby

Colour = tuple[float, float, float]

_CJK = "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_TOKEN = re.compile(rf"\s+|[{_CJK}\U00020000-\U0003ffff]|[^\s{_CJK}\U00020000-\U0003ffff]+")
_LEFT_TO_RIGHT = re.compile(r"\+?[0-9A-Za-z](?:[0-9A-Za-z ()./:,@_-]*[0-9A-Za-z])?")
_LINE_ENDS = frozenset("\n\u2028\u2029")
_CONTEXT = 5
"""Characters around an item that HarfBuzz looks at (its own limit)."""
_NEUTRAL = frozenset({"Zyyy", "Zinh", "Zzzz"})
_EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Bopo"})
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc"})
_RTL_LANGUAGES = frozenset({"ar", "fa", "ur", "ug", "ps", "sd", "he", "dv", "ckb"})


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a paragraph. ``scale`` is relative to the paragraph's size; colour None = its own.

    A text in ``ja_easy`` / ``ja-x-easy`` may carry readings (`app.domain.ruby`).
    """

    text: str
    lang: str
    bold: bool = False
    scale: float = 1.0
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a span lies in the composed text."""

    start: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """Furigana over ``text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Composed:
    """The spans joined: the text as it will be read, and the readings beside it."""

    text: str
    stretches: tuple[Stretch, ...]
    readings: tuple[ReadingOrder, ...] = ()

    def cut(self, start: int, end: int) -> Composed:
        """Return the part between two places; a reading across a cut is dropped."""
        stretches = tuple(
            Stretch(max(s.start, start) - start, min(s.end, end) - start, s.span)
            for s in self.stretches
            if s.start < end and s.end > start
        )
        readings = tuple(
            ReadingOrder(r.start - start, r.end - start, r.text)
            for r in self.readings
            if r.start >= start and r.end <= end
        )
        return Composed(self.text[start:end], stretches, readings)


def clean(text: str) -> str:
    """Return ``text`` with U+FFFD for control characters and lone surrogates."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if lines.isprintable():
        return lines
    return "".join(
        "\ufffd" if c != "\n" and unicodedata.category(c) in {"Cc", "Cs"} else c for c in lines
    )


def compose(spans: Sequence[Span]) -> Composed:
    """Join spans; take readings out of those whose language carries them."""
    text = ""
    stretches: list[Stretch] = []
    readings: list[ReadingOrder] = []
    for span in spans:
        begin = len(text)
        body = clean(span.text)
        pieces = parse_ruby(body) if has_ruby(span.lang) else [(body, None)]
        for base, reading in pieces:
            if reading is not None:
                readings.append(ReadingOrder(len(text), len(text) + len(base), reading))
            text += base
        if len(text) > begin:
            stretches.append(Stretch(begin, len(text), span))
    return Composed(text, tuple(stretches), tuple(readings))


@dataclass(frozen=True, slots=True)
class ShapedItem:
    """A stretch of text that HarfBuzz shapes in one call. ``level``: the bidi level (odd = RTL)."""

    start: int
    end: int
    level: int
    script: str
    face: Face | None
    span: Span

    def clip(self, start: int, end: int) -> ShapedItem:
        return replace(self, start=max(self.start, start), end=min(self.end, end))

    def moved(self, by: int) -> ShapedItem:
        """Return the same stretch of a text that begins elsewhere."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph in em; ``cluster`` is the place of the first character that it stands for."""

    gid: int
    cluster: int
    advance: float
    dx: float
    dy: float


def is_rtl(lang: str) -> bool:
    """True when paragraphs of this language run from right to left."""
    tags = ancestors(lang)
    return tags[-1] in _RTL_LANGUAGES or bool(_RTL_SCRIPTS.intersection(tags[0].split("-")))


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """Return the ISO 15924 code; Chinese characters, kana and bopomofo count as one."""
    name = str(icu.Script.getScript(character).getShortName())
    return "Hani" if name in _EAST_ASIAN else name


def _isolated(text: str) -> tuple[str, list[int]]:
    """Return ``text`` with numbers and foreign names isolated, and the old place of each character.

    In Arabic script ``0570-013904`` would be shown as ``013904-0570`` (UAX 9, rules W2 and W4).
    """
    pieces: list[str] = []
    places: list[int] = []
    end = 0
    for found in _LEFT_TO_RIGHT.finditer(text):
        start, after = found.span()
        pieces += [text[end:start], "\u2066", text[start:after], "\u2069"]
        places += [*range(end, start), -1, *range(start, after), -1]
        end = after
    return "".join([*pieces, text[end:]]), [*places, *range(end, len(text))]


def bidi_levels(text: str, *, rtl: bool) -> Sequence[int]:
    """Return the bidi level of each character (UAX 9)."""
    if not text:
        return ()
    shown, places = _isolated(text) if rtl else (text, range(len(text)))
    bidi = icu.Bidi()
    utf16 = icu.UnicodeString(shown)  # kept alive while bidi reads it
    bidi.setPara(utf16, int(rtl))
    levels = [level if isinstance(level, int) else ord(level) for level in bidi.getLevels()]
    offsets = character_offsets(shown)
    starts = [levels[at] for at in range(len(levels)) if offsets[at] >= 0]
    return [level for level, place in zip(starts, places, strict=True) if place >= 0]


def _scripts(text: str) -> list[str]:
    """Return a script per character; common and inherited characters go with their neighbour."""
    scripts = [script_of(character) for character in text]
    before = ""
    for at, script in enumerate(scripts):
        if script not in _NEUTRAL:
            before = script
        elif before:
            scripts[at] = before
    first = next((script for script in scripts if script not in _NEUTRAL), "Latn")
    return [first if script in _NEUTRAL else script for script in scripts]


def _covering(chain: Sequence[Face], text: str) -> Face | None:
    return next((face for face in chain if all(map(face.has, text))), None)


def _token_faces(token: str, chain: Sequence[Face], lang: str) -> Iterator[tuple[int, Face | None]]:
    """Yield (length, face): one font for a whole word if there is one, else one per character."""
    if face := _covering(chain, token):
        yield len(token), face
        return
    for start, end in pairwise((0, *grapheme_breaks(token, lang))):
        cluster = token[start:end]
        if face := _covering(chain, cluster):
            yield len(cluster), face
        else:
            for character in cluster:
                yield 1, _covering(chain, character)


def _faces(stretch: Stretch, text: str, book: FontBook) -> list[Face | None]:
    """Return a face for each character of one stretch."""
    span = stretch.span
    chain = book.chain(span.lang, bold=span.bold)
    faces: list[Face | None] = []
    for found in _TOKEN.finditer(text, stretch.start, stretch.end):
        token = found[0]
        before = faces[-1] if faces else None
        if token.isspace() and before and all(map(before.has, token)):
            faces += [before] * len(token)
            continue
        for length, face in _token_faces(token, chain, span.lang):
            faces += [face] * length
    return faces


def itemize(composed: Composed, book: FontBook, *, rtl: bool) -> tuple[ShapedItem, ...]:
    """Cut the text where script, direction, font or span change, in logical order."""
    text = composed.text
    levels = bidi_levels(text, rtl=rtl)
    scripts = _scripts(text)
    items: list[ShapedItem] = []
    for stretch in composed.stretches:
        faces = _faces(stretch, text, book)
        start = stretch.start
        for at in range(stretch.start, stretch.end):
            here = (levels[at], scripts[at], faces[at - stretch.start])
            after = at + 1
            same = after < stretch.end and here == (
                levels[after],
                scripts[after],
                faces[after - stretch.start],
            )
            if not same or here[2] is None:
                items.append(ShapedItem(start, after, *here, stretch.span))
                start = after
    return tuple(items)


def shape(text: str, item: ShapedItem) -> list[Glyph]:
    """Shape one item, in visual order. Not for items without a face."""
    face = item.face
    if face is None:
        raise ValueError(item.start)
    first = max(0, item.start - _CONTEXT)
    around = text[first : item.end + _CONTEXT]
    buffer = hb.Buffer()
    buffer.add_codepoints(
        [0x200B if c in _LINE_ENDS else ord(c) for c in around],
        item.start - first,
        item.end - item.start,
    )
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.direction = "rtl" if item.level & 1 else "ltr"
    buffer.script = item.script
    buffer.language = ancestors(item.span.lang)[-1]
    hb.shape(face.hb_font, buffer)
    upem = face.upem
    return [
        Glyph(
            info.codepoint,
            info.cluster + first,
            place.x_advance / upem,
            place.x_offset / upem,
            place.y_offset / upem,
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def visual_order(items: Sequence[ShapedItem]) -> list[ShapedItem]:
    """Return the items of one line from left to right (UAX 9, rule L2)."""
    ordered = list(items)
    highest = max((item.level for item in ordered), default=0)
    lowest_odd = min((item.level for item in ordered if item.level & 1), default=highest + 1)
    for level in range(highest, lowest_odd - 1, -1):
        at = 0
        while at < len(ordered):
            end = at
            while end < len(ordered) and ordered[end].level >= level:
                end += 1
            ordered[at:end] = reversed(ordered[at:end])
            at = max(end, at + 1)
    return ordered
