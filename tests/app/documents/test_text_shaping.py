# SPDX-License-Identifier: MIT
"""From text to glyphs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.faces import invisible
from app.documents.shaping import (
    ShapedItem,
    Span,
    bidi_levels,
    clean,
    compose,
    is_rtl,
    itemize,
    shape,
    visual_order,
)
from tests.app.documents.typeset import book, samples


def items(text: str, lang: str, *, bold: bool = False) -> tuple[ShapedItem, ...]:
    return itemize(compose([Span(text, lang, bold)]), book(), rtl=is_rtl(lang))


def fonts(text: str, lang: str, *, bold: bool = False) -> list[tuple[str, str]]:
    return [
        (text[item.start : item.end], item.face.name if item.face else "")
        for item in items(text, lang, bold=bold)
    ]


@pytest.mark.parametrize("lang", samples())
def test_samples_are_drawn_with_the_language_s_own_font(lang: str) -> None:
    text = compose([Span(samples()[lang], lang)]).text
    family = book().family(lang)
    found = items(text, lang)
    own = sum(i.end - i.start for i in found if i.face and i.face.file.family == family)
    assert own >= 0.9 * len(text)


@pytest.mark.parametrize("lang", samples())
def test_no_glyph_is_notdef_and_every_character_is_in_a_cluster(lang: str) -> None:
    text = compose([Span(samples()[lang], lang)]).text
    for item in items(text, lang):
        glyphs = shape(text, item)
        assert all(glyph.gid for glyph in glyphs)
        assert min(glyph.cluster for glyph in glyphs) == item.start
        assert all(item.start <= glyph.cluster < item.end for glyph in glyphs)


def test_the_same_character_has_four_shapes() -> None:
    faces = {items("直", lang)[0].face for lang in ("ja", "zh-Hans", "zh-Hant", "ko")}
    assert len(faces) >= 3


def test_a_word_is_not_torn_over_two_fonts() -> None:
    assert fonts("名Nguyễn様", "ja") == [
        ("名", "NotoSansJP-Regular"),
        ("Nguyễn", "NotoSans-Regular"),
        ("様", "NotoSansJP-Regular"),
    ]


def test_bold_without_a_bold_glyph_uses_the_regular_one() -> None:
    assert fonts("森鷗", "ja", bold=True) == [
        ("森", "NotoSansJP-Bold"),
        ("鷗", "NotoSansJP-Regular"),
    ]


def test_a_character_without_font_stands_alone_and_is_reported() -> None:
    text = "a😀\U0001f468b"
    found = items(text, "en")
    assert [i.face is None for i in found] == [False, True, True, False]
    with pytest.raises(ValueError, match="1"):
        shape(text, found[1])


def test_phone_numbers_keep_their_order_in_right_to_left_text() -> None:
    text = "فون 0570-013904 ہے"
    levels = bidi_levels(text, rtl=True)
    start = text.index("0570")
    assert len(levels) == len(text)
    assert set(levels[start : start + 11]) == {2}
    assert set(levels[:start]) == {1}


def test_right_to_left_items_are_turned_around() -> None:
    text = "کل ABC رات"
    shown = [text[i.start : i.end] for i in visual_order(items(text, "ur"))]
    assert [part.strip() for part in shown if part.strip()] == ["رات", "ABC", "کل"]


@pytest.mark.parametrize(
    ("lang", "rtl"),
    [("ur", True), ("fa", True), ("uz-Arab", True), ("ja", False), ("uz-Cyrl", False)],
)
def test_direction(lang: str, rtl: bool) -> None:
    assert is_rtl(lang) is rtl


def test_clean_replaces_what_no_page_can_hold() -> None:
    assert clean("a\tb\r\nc\x00\ud800\u200dd") == "a b\nc\ufffd\ufffd\u200dd"


def test_readings_are_beside_the_text_and_survive_a_cut() -> None:
    composed = compose([Span("この漢字{かんじ}は", "ja_easy"), Span("字{じ}", "ja")])
    assert composed.text == "この漢字は字{じ}"
    assert [(r.start, r.end, r.text) for r in composed.readings] == [(2, 4, "かんじ")]
    later = composed.cut(2, 6)
    assert later.text == "漢字は字"
    assert [(r.start, r.end) for r in later.readings] == [(0, 2)]
    assert composed.cut(3, 6).readings == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["ja", "ur", "en", "my"]))
def test_any_text_is_covered_exactly_once(text: str, lang: str) -> None:
    composed = compose([Span(text, lang)])
    found = items(composed.text, lang)
    assert [i for item in found for i in range(item.start, item.end)] == [
        *range(len(composed.text))
    ]
    for item in found:
        if item.face is None:
            assert not invisible(composed.text[item.start])
        else:
            shape(composed.text, item)
