# SPDX-License-Identifier: MIT
"""What Qt paints is what HarfBuzz shapes, and no text of any language has a character without a glyph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import uharfbuzz as hb
from PySide6.QtGui import QFont, QGlyphRun, QTextLayout
from pytestqt.qtbot import QtBot

from app.content.coverage import texts_of
from app.content.draft import PackDraft, read_draft
from app.content.load import builtin_dir
from app.domain.ruby import strip_ruby
from app.paths import locales_dir, resources_dir
from tests.ui.pages import SEVENTEEN
from ui.theme import font_for
from ui.theme.fonts import read_manifest

LANGS = (*SEVENTEEN, "ja-x-easy", "ur")
EACH = 23  # every so many texts are compared glyph by glyph
#: Qt 6.11 tells the shaper no language, so a Nepali झ has the general form of its script: readable, and not
#: the one of Nepali schoolbooks. The pages of the handovers, which we shape ourselves, have that one.
UNNAMED = "und"


@cache
def draft() -> PackDraft:
    return read_draft(builtin_dir())


def lines(lang: str) -> list[str]:
    texts = texts_of(draft(), locales_dir(), lang).values()
    return [line for text in texts for line in strip_ruby(text).split("\n")]


def painted(text: str, font: QFont) -> list[QGlyphRun]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout.glyphRuns()


def missing(texts: list[str], font: QFont) -> list[str]:
    """Texts in which a character is painted as .notdef, the empty box."""
    return [text for text in texts if any(0 in run.glyphIndexes() for run in painted(text, font))]


@pytest.mark.parametrize("lang", LANGS)
def test_every_character_of_every_text_has_a_glyph(qtbot: QtBot, lang: str) -> None:
    found = lines(lang)
    assert len(found) > 500
    assert missing(found, font_for(lang, 20)) == []


def test_a_character_without_glyph_is_noticed(qtbot: QtBot) -> None:
    assert missing(["ก \U0001e900"], font_for("th", 20)) == ["ก \U0001e900"]


@cache
def harfbuzz(family: str) -> hb.Font:
    for entry in read_manifest(resources_dir() / "fonts" / "fonts.json"):
        if entry.family == family and not entry.bold:
            blob = hb.Blob.from_file_path(resources_dir() / "fonts" / entry.file)
            return hb.Font(hb.Face(blob))
    raise LookupError(family)


def shaped(word: str, family: str, lang: str) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.language = lang
    hb.shape(harfbuzz(family), buffer)
    found = [glyph.codepoint for glyph in buffer.glyph_infos]
    return found[::-1] if buffer.direction == "rtl" else found  # Qt's are in the order of writing


def words(lang: str) -> Iterator[str]:
    """Words of letters and marks only: one script each."""
    for line in lines(lang)[::EACH]:
        for word in line.split():
            if all(sign.isalpha() or not sign.isascii() for sign in word) and "{" not in word:
                yield word.strip("\u200b“”«»…「」、。（）！？・：?!,.;:()\"'")


def differing(lang: str) -> tuple[int, list[str]]:
    """How many words were compared, and those whose glyphs differ."""
    font, compared, found = font_for(lang, 20), 0, []
    for word in filter(None, words(lang)):
        runs = painted(word, font)
        if len(runs) != 1:
            continue  # more than one font or script: each part is shaped by itself
        compared += 1
        seen = [glyph for glyph in runs[0].glyphIndexes() if glyph != 0xFFFF]
        family = runs[0].rawFont().familyName()
        if seen not in (shaped(word, family, lang), shaped(word, family, UNNAMED)):
            found.append(word)
    return compared, found


@pytest.mark.parametrize("lang", LANGS)
def test_the_glyphs_are_those_of_harfbuzz(qtbot: QtBot, lang: str) -> None:
    compared, found = differing(lang)
    assert compared >= 20
    assert found == []


def test_another_shaping_would_be_noticed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: without the features of the font Burmese comes out in other glyphs."""

    def plain(word: str, family: str, _lang: str) -> list[int]:
        font = harfbuzz(family)
        return [font.get_nominal_glyph(ord(sign)) or 0 for sign in word]

    monkeypatch.setitem(globals(), "shaped", plain)
    assert len(differing("my")[1]) > 10
