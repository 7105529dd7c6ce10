# SPDX-License-Identifier: MIT
"""Contrast in both themes, tokens as published, fonts by language, icons, scale."""

from __future__ import annotations

import re
import runpy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import program_root, resources_dir
from ui.theme import (
    ICONS,
    TYPE_SIZES,
    apply_theme,
    current_theme,
    direction_for,
    font_for,
    icons,
    is_rtl,
)
from ui.theme.core import Mode
from ui.theme.focus import FocusRing
from ui.theme.palette import CONTROL, HIGH, PAIRS, PALETTES, STRONG, TEXT
from ui.widgets.banners import INK_OF
from ui.widgets.fields import TextInput
from ui.widgets.status import BADGE_LOOKS


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of ``#rrggbb``, 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours ``#rrggbb``, 1 to 21, whatever their order (WCAG 2.2)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def poor(mode: str) -> list[tuple[str, str, float]]:
    """Pairs of a palette with less contrast than they need; in high contrast text and borders need more."""
    palette, high = PALETTES[mode], mode.endswith(HIGH)
    lines = [("border", ground, CONTROL) for ground in ("window", "surface", "raised")]
    return [
        (first, second, round(contrast(palette[first], palette[second]), 2))
        for first, second, least in (*PAIRS, *(lines if high else ()))
        if contrast(palette[first], palette[second]) < (STRONG if high and least >= TEXT else least)
    ]


@pytest.mark.parametrize("mode", sorted(PALETTES))
def test_every_pair_has_its_contrast(mode: str) -> None:
    assert poor(mode) == []


def test_a_pair_that_is_not_high_enough_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positive control: the colours of every day would not do for who asks for more."""
    ordinary = {**PALETTES, "light high": PALETTES["light"]}
    monkeypatch.setitem(globals(), "PALETTES", ordinary)
    assert ("border", "surface", 1.61) in poor("light high")
    assert any(second == "success_soft" for _first, second, _ratio in poor("light high"))


def test_contrast_finds_a_poor_pair() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#949494", "#ffffff") < 4.5
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_all_themes_know_the_same_roles() -> None:
    assert len({frozenset(palette) for palette in PALETTES.values()}) == 1


def test_badges_are_measured_pairs() -> None:
    for mode, palette in PALETTES.items():
        for kind, (fill, _line, ink) in BADGE_LOOKS.items():
            assert contrast(palette[fill], palette[ink]) >= 4.5, (mode, kind)
    assert set(INK_OF) == set(BADGE_LOOKS)


def test_tokens_are_what_the_source_says() -> None:
    script = runpy.run_path(str(resources_dir() / "styles" / "make_tokens.py"))
    committed = (program_root() / "ui" / "theme" / "tokens.py").read_text("utf-8")
    assert committed == script["generate"](script["SOURCE"].read_text("utf-8"))
    assert script["generate"]("--color-primitive-blue-900: #0017c2;") != committed


def test_the_sheet_is_filled_and_sets_no_font(qapp: QApplication) -> None:
    theme = apply_theme(qapp)
    raw = (resources_dir() / "styles" / "kakehashi.qss").read_text("utf-8")
    assert "font" not in re.sub(r"/\*.*?\*/", "", raw, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!_)", re.sub(r"#qt_\w+", "", raw))
    assert theme.hex("primary") in qapp.styleSheet()
    assert not re.search(r"\{\w+\}", qapp.styleSheet())


def test_only_the_theme_holds_colours() -> None:
    colour = re.compile(r"""["']#[0-9a-fA-F]{6}["']|QColor\(\d""")
    folder = program_root() / "ui"
    found = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if "theme" not in path.parts and colour.search(path.read_text("utf-8"))
    ]
    assert found == []
    assert colour.search('QColor("#123456")')


def test_scale_doubles_sizes(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 200)
    assert current_theme().px(44) == 88
    assert font_for("ja", 16).pixelSize() == 32
    apply_theme(qapp, "light", 100)
    assert font_for("ja", 16).pixelSize() == 16


def test_a_size_outside_the_type_scale_is_refused(qapp: QApplication) -> None:
    apply_theme(qapp)
    for size in TYPE_SIZES:
        font_for("ja", size)
    with pytest.raises(ValueError, match="15"):
        font_for("ja", 15)


@pytest.mark.parametrize(
    ("tag", "family"),
    [
        ("ja_easy", "Noto Sans JP"),
        ("ja-x-easy", "Noto Sans JP"),
        ("th", "Noto Sans Thai"),
        ("zh_Hans", "Noto Sans SC"),
        ("zh-Hant", "Noto Sans TC"),
        ("zh-TW", "Noto Sans TC"),
        ("es_419", "Noto Sans"),
        ("pt_BR", "Noto Sans"),
        ("uz-Cyrl", "Noto Sans"),
        ("ur", "Noto Nastaliq Urdu"),
        ("xx", "Noto Sans"),
    ],
)
def test_the_font_follows_the_language(qapp: QApplication, tag: str, family: str) -> None:
    apply_theme(qapp)
    assert font_for(tag).families()[0] == family


def test_direction_is_that_of_the_language() -> None:
    assert is_rtl("ur")
    assert is_rtl("fa-AF")
    assert not is_rtl("th")
    assert direction_for("ar") == Qt.LayoutDirection.RightToLeft


def test_every_icon_is_drawn_in_the_colour_asked_for() -> None:
    stored = {path.stem for path in (resources_dir() / "icons").glob("*.svg")}
    assert stored == set(ICONS)
    for name in ICONS:
        image = icons.icon_image(name, "#0017c1", 48)
        inked = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
        full = [colour for colour in inked if colour.alpha() == 255]
        assert full, name
        wanted = QColor("#0017c1")
        assert all(
            abs(colour.blue() - wanted.blue()) <= 2 and colour.red() <= 2 for colour in full
        ), name
    with pytest.raises(KeyError):
        icons.icon_image("no-such-icon", "#000000", 24)


def test_one_focus_ring_however_often_the_theme_changes(qapp: QApplication) -> None:
    for mode in ("light", "dark", "light"):
        apply_theme(qapp, mode)
    assert len(qapp.findChildren(FocusRing)) == 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_stands_in_an_empty_field_can_be_read(qapp: QApplication, mode: Mode) -> None:
    theme = apply_theme(qapp, mode)
    field = TextInput("Name", placeholder="Name")
    field.ensurePolished()
    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)
    apply_theme(qapp, "light")
    assert ink.alpha() == 255
    assert contrast(ink.name(), theme.hex("surface")) >= 4.5
