# SPDX-License-Identifier: MIT
"""A widget lays its text out once for a width, and anew for everything that makes other lines."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.content import load_builtin
from app.ids import LangTag
from ui.theme import apply_theme, font_for
from ui.widgets import buttons, flow, text
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow, Flows
from ui.widgets.text import TextLabel


@pytest.fixture
def laid_out(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are laid out from now on."""
    apply_theme(qapp, "light", 100, "ja")
    found: list[str] = []
    real = flow.lay_out

    def watched(words: str, *more: Any) -> Flow:
        found.append(words)
        return real(words, *more)

    monkeypatch.setattr(flow, "lay_out", watched)
    for module in (text, buttons):
        monkeypatch.setattr(module, "lay_out", watched)
    return found


def test_the_same_is_laid_out_once(laid_out: list[str]) -> None:
    kept, font = Flows(flow.lay_out), font_for("ja")
    first = kept.at(200.0, "相談の部屋", "ja", font)
    assert kept.at(200.0, "相談の部屋", "ja", QFont(font)) is first
    kept.at(100.0, "相談の部屋", "ja", font)
    assert kept.at(200.0, "相談の部屋", "ja", font) is first
    assert len(laid_out) == 2


def test_another_text_language_font_or_side_is_laid_out_anew(laid_out: list[str]) -> None:
    kept, font = Flows(flow.lay_out), font_for("ja")
    larger = QFont(font)
    larger.setPixelSize(font.pixelSize() * 2)
    small = kept.at(200.0, "相談の部屋", "ja", font)
    assert kept.at(200.0, "相談", "ja", font).width < small.width
    assert kept.at(200.0, "相談の部屋", "ja", larger).height > small.height
    kept.at(200.0, "相談の部屋", "zh-Hans", font)
    kept.at(200.0, "相談の部屋", "ja", font, "end")
    assert len(laid_out) == 5


@pytest.mark.parametrize("lang", ["th", "my", "km", "ur", "ja", "vi"])
def test_words_that_need_no_second_line_are_laid_out_once_for_every_width(
    laid_out: list[str], lang: str
) -> None:
    words, font = text_in(lang), font_for(lang)
    kept, alone = Flows(flow.lay_out), flow.lay_out(words, lang, font, flow.UNBOUNDED)
    laid_out.clear()
    assert kept.at(flow.UNBOUNDED, words, lang, font).lines == alone.lines
    for width in (alone.width, alone.width + 1, 2000.0):
        assert kept.height_at(width, words, lang, font) == alone.height
        own = flow.lay_out(words, lang, font, width)
        assert (own.height, own.lines) == (alone.height, alone.lines)
    assert len(laid_out) == 1 + 3  # the three are those of this test
    narrow = kept.at(alone.width / 2, words, lang, font)
    assert len(narrow.lines) > 1
    assert kept.height_at(alone.width / 2, words, lang, font) == narrow.height > alone.height


def text_in(lang: str) -> str:
    """A short wording of this language from the built-in pack."""
    found = load_builtin().items["SAFE-01"].text.get(LangTag(lang))
    assert found is not None
    return found.text.split("\n", maxsplit=1)[0]


def test_labels_and_buttons_follow_text_and_size(qapp: QApplication, laid_out: list[str]) -> None:
    for part in (TextLabel("相談の部屋"), Button("相談の部屋")):
        before = part.sizeHint()
        asked = len(laid_out)
        assert part.sizeHint() == before
        assert part.heightForWidth(before.width()) == before.height()
        assert len(laid_out) == asked
        apply_theme(qapp, "light", 200, "ja")
        assert part.sizeHint().width() > before.width()
        apply_theme(qapp, "light", 100, "ja")
        assert part.sizeHint() == before
        part.set_text("相談の部屋と、その隣の部屋")
        assert part.sizeHint().width() > before.width()
        part.deleteLater()
