# SPDX-License-Identifier: MIT
"""Texts in every script: nothing clips, lines end where words end, readings stay with their kanji."""

from __future__ import annotations

from itertools import pairwise

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.content import load_builtin
from tests.ui.widgets.gallery import LINES
from ui.theme import font_for
from ui.widgets.endonym import endonym
from ui.widgets.flow import Flow, lay_out
from ui.widgets.linebreak import cells, needs_dictionary, wrapped
from ui.widgets.ruby import lay_out_ruby
from ui.widgets.surfaces import column
from ui.widgets.text import RubyLabel, TextLabel, text_widget

LANGS = sorted(LINES)


@pytest.mark.parametrize("width", [160, 333, 700])
@pytest.mark.parametrize("lang", LANGS)
def test_no_line_is_wider_than_the_label(lang: str, width: int) -> None:
    label = text_widget(lang, LINES[lang][0], 20)
    flow = label._flow(float(width))
    assert flow.width <= width + 1
    assert label.heightForWidth(width) >= flow.height
    assert label.heightForWidth(width) >= label.heightForWidth(width * 2)


@pytest.mark.parametrize("lang", LANGS)
def test_all_ink_is_inside(qtbot: object, lang: str) -> None:
    """Painted with room around it, the text leaves the room empty: no ascender or sign is cut off."""
    label = text_widget(lang, LINES[lang][0], 24, bold=True)
    width = 400
    height = label.heightForWidth(width)
    label.resize(width, height)
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    edge = [image.pixelColor(x, y) for x in range(width) for y in (0, height - 1)]
    assert all(colour == ground for colour in edge), lang
    if lang == "ur":  # Nastaliq swings out sideways too
        edge = [image.pixelColor(x, y) for y in range(height) for x in (0, width - 1)]
        assert all(colour == ground for colour in edge), lang
    assert any(image.pixelColor(x, y) != ground for x in range(width) for y in range(height))


@pytest.mark.parametrize("lang", [lang for lang in LANGS if needs_dictionary(lang)])
def test_lines_end_at_icu_breaks(lang: str) -> None:
    text = LINES[lang][0]
    advance = QFontMetricsF(font_for(lang, 20)).horizontalAdvance
    lines = wrapped(text, lang, 240, advance).split("\u2028")
    breaks = icu.BreakIterator.createLineInstance(icu.Locale(lang))
    breaks.setText(icu.UnicodeString(text))
    allowed, at = set(breaks), 0
    assert len(lines) > 1
    assert "".join(lines) == text
    for line in lines:
        at += len(line)
        assert at in allowed
        assert advance(line.rstrip()) <= 240


def test_a_line_that_comes_out_wider_than_measured_leaves_no_word_alone() -> None:
    """Burmese syllables take other shapes beside each other: a line is broken anew before its end is."""
    text = "အမျိုးသားနဲ့ အခြားသူတွေအတွက် ဘေးကင်းလုံခြုံတဲ့ နေရာ"
    font = font_for("my", 20, bold=True)
    measured = wrapped(text, "my", 430, QFontMetricsF(font).horizontalAdvance)
    flow = lay_out(text, "my", font, 430)
    assert measured.count("\u2028") == 1
    assert len(flow.lines) == flow.layouts[0].text().count("\u2028") + 1 == 2


def test_what_is_read_is_the_text_as_given_and_only_what_is_drawn_has_break_marks() -> None:
    text = "ภาษาไทย\u200bไม่มีช่องว่างระหว่างคำ" * 4
    label = TextLabel(text, lang="th")
    drawn = lay_out(text, "th", label.font(), 120.0).layouts
    assert "\u2028" in "".join(layout.text() for layout in drawn)
    assert label.plain_text() == label.text() == text


def test_markup_is_never_interpreted() -> None:
    label = TextLabel("<b>見本</b> & <img src=x>")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>見本</b> & <img src=x>"


def test_readings_are_not_read_out() -> None:
    label = text_widget("ja_easy", "今{いま}、安全{あんぜん}ですか。")
    assert isinstance(label, RubyLabel)
    assert label.text() == label.plain_text() == "今、安全ですか。"
    assert not isinstance(text_widget("ja", "今"), RubyLabel)


def test_a_text_without_readings_needs_no_room_for_them() -> None:
    font = font_for("ja", 20)
    assert lay_out_ruby("はい", font, 400).height < lay_out_ruby("今{いま}", font, 400).height


@given(st.text(alphabet="あい、。「」っー今々ab1", max_size=60))
def test_kinsoku(text: str) -> None:
    pieces = list(cells(text))
    assert "".join(pieces) == text
    for piece in pieces[1:]:
        assert piece[0] not in "、。」っー々"
    for piece in pieces[:-1]:
        assert piece[-1] != "「"


@pytest.mark.parametrize("width", [90, 140, 220, 400])
def test_ruby_lines_keep_kinsoku_and_width(width: int) -> None:
    flow = lay_out_ruby(LINES["ja_easy"][0], font_for("ja_easy", 20), width)
    assert flow.width <= width + 1
    for line in flow.lines[1:]:
        assert line.cells[0].base[0] not in "、。"
    bases = "".join(cell.base for line in flow.lines for cell in line.cells)
    assert bases == text_widget("ja_easy", LINES["ja_easy"][0]).plain_text()


def test_urdu_lines_begin_at_the_right() -> None:
    font = font_for("ur", 20)
    flow = lay_out(LINES["ur"][1], "ur", font, 500)
    line = flow.layouts[0].lineAt(0)
    assert line.x() + line.naturalTextWidth() == pytest.approx(500, abs=20)
    assert lay_out("abc", "en", font_for("en", 20), 500).layouts[0].lineAt(0).x() == 0


@pytest.mark.parametrize("width", [120, 260])
def test_lines_of_nastaliq_stand_as_near_as_their_ink_allows(width: int) -> None:
    """No dot of one line is where another line is, and no line takes what the font asks for."""
    font = font_for("ur", 20)
    flow = lay_out(LINES["ur"][0], "ur", font, width)
    lines = [flow.layouts[0].lineAt(n) for n in range(flow.layouts[0].lineCount())]
    assert len(lines) > 1
    apart = [below.y() - above.y() for above, below in pairwise(lines)]
    assert max(apart) == pytest.approx(min(apart))
    assert 1.5 * 20 <= apart[0] < QFontMetricsF(font).height()
    painted = [ink(flow, number, width) for number in range(len(lines))]
    assert all(painted)
    assert not any(upper & other for upper, other in pairwise(painted))
    assert lay_out("ہاں", "ur", font, width).height < 0.8 * QFontMetricsF(font).height()


def ink(flow: Flow, number: int, width: int) -> set[tuple[int, int]]:
    """The dots that one line paints."""
    image = QImage(width, round(flow.height), QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.white)
    flow.layouts[0].lineAt(number).draw(painter, flow.layouts[0].position())
    painter.end()
    dots = ((x, y) for x in range(width) for y in range(image.height()))
    return {(x, y) for x, y in dots if image.pixelColor(x, y).lightness() > 40}


def test_a_column_gives_each_label_its_height(qtbot: object) -> None:
    holder = QWidget()
    labels = [text_widget(lang, LINES[lang][0], 20) for lang in LANGS]
    holder.setLayout(column(*labels))
    holder.resize(300, holder.heightForWidth(300))
    holder.show()
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width())
    holder.close()


def test_a_language_is_called_on_a_card_as_in_the_picker() -> None:
    pack = load_builtin()
    names = {
        str(tag): language.endonym for tag, language in pack.picker.items() if tag in pack.languages
    }
    assert {tag: endonym(tag) for tag in names} == names
    assert endonym("ja_easy") == "やさしい日本語"
    assert endonym("xx-unknown") == "xx-unknown"
