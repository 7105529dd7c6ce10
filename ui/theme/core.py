# SPDX-License-Identifier: MIT
"""The theme in force, one for the QApplication of this process; `current_theme` finds it.

`apply_theme` sets fonts, palette, the one style sheet and the focus ring. GUI thread only.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThread
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.paths import resources_dir
from ui.theme import icons
from ui.theme.focus import FocusRing
from ui.theme.fonts import ScreenFonts, canonical
from ui.theme.metric import GRID, TYPE_SIZES
from ui.theme.palette import HIGH, PALETTES
from ui.theme.style import style_sheet

Mode = Literal["light", "dark"]

_STYLED = "kakehashi_style"
_STYLE = "Fusion"  # what the style sheet stands on
_RTL = frozenset({"ur", "ar", "fa", "ug", "ps", "sd", "he", "ckb"})
_TONES: Mapping[str, str] = {"info": "info", "neutral": "text"}


@lru_cache(maxsize=128)
def is_rtl(lang: str) -> bool:
    """True when a language is written from right to left (tag or pack key)."""
    return canonical(lang).split("-")[0] in _RTL


def direction_for(lang: str) -> Qt.LayoutDirection:
    """Return the direction of a language, never that of the application."""
    return Qt.LayoutDirection.RightToLeft if is_rtl(lang) else Qt.LayoutDirection.LeftToRight


@dataclass(frozen=True)
class Theme:
    """Colours, sizes, fonts and icons for one mode, scale (per cent) and officer's language.

    ``high``: in high contrast, as the system asks for it.
    """

    mode: Mode
    scale: int
    language: str
    fonts: ScreenFonts
    high: bool = False

    def px(self, size: float) -> int:
        """Return a size given at 100 % in logical pixels of this scale."""
        return round(size * self.scale / 100)

    def space(self, steps: float) -> int:
        """Return ``steps`` of the 8-pixel grid in logical pixels of this scale."""
        return self.px(steps * GRID)

    def hex(self, role: str) -> str:
        """Return the colour of a role or tone as ``#rrggbb``. Raises KeyError for an unknown role."""
        palette = PALETTES[self.mode + HIGH if self.high else self.mode]
        return palette[_TONES.get(role, role)]

    def color(self, role: str) -> QColor:
        """Return the colour of a role or tone. Raises KeyError for an unknown role."""
        return QColor(self.hex(role))

    def font(self, lang: str = "", size: int = 16, *, bold: bool = False) -> QFont:
        """Return the font for a language (empty: the officer's), ``size`` at 100 % from the type scale.

        Raises ValueError for a size that is not in the type scale.
        """
        if size not in TYPE_SIZES:
            raise ValueError(size)
        return self.fonts.font(lang or self.language, self.px(size), bold=bold)

    def icon(self, name: str, tone: str = "text", size: int = 24) -> QIcon:
        """Return an icon in a tone, ``size`` at 100 %. Raises KeyError for an unknown name or tone."""
        return icons.icon(name, self.hex(tone), self.hex("disabled"), self.px(size), _ratio())

    def pixmap(self, name: str, tone: str = "text", size: int = 24) -> QPixmap:
        """Return an icon as a pixmap. Raises KeyError for an unknown name or tone."""
        return icons.icon_pixmap(name, self.hex(tone), self.px(size), _ratio())


_in_force: list[Theme] = []  # asked for at every measure of a text: nothing is looked up


def _ratio() -> float:
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def application(name: str) -> QApplication:
    """Make the application in its style. `QApplication.setStyle` would hand that style to Python, which
    makes all of its names ready: a tenth of the way to the first picture.
    """
    app = QApplication([name, "-style", _STYLE])
    app.setProperty(_STYLED, True)  # noqa: FBT003 a Qt property
    return app


def current_theme() -> Theme:
    """Return the theme in force. Raises RuntimeError before `apply_theme`."""
    if not _in_force:
        raise RuntimeError("apply_theme was not called")
    return _in_force[0]


def apply_theme(
    app: QApplication,
    mode: Mode = "light",
    scale: int = 100,
    language: str = "ja",
    *,
    high: bool = False,
) -> Theme:
    """Put a theme into force for all windows, open ones included, and return it."""
    old = _in_force[0] if _in_force else None
    fonts = ScreenFonts(resources_dir() / "fonts") if old is None else old.fonts
    fonts.ensure(("en", "ja", language))
    theme = Theme(mode, scale, language, fonts, high)
    _in_force[:] = [theme]
    if not app.property(_STYLED):  # a style under the sheet of live widgets must never be replaced
        app.setStyle(_STYLE)
        app.setProperty(_STYLED, True)  # noqa: FBT003 a Qt property
    with _no_widget_collected():
        if theme != old or theme.font() != app.font():  # the same again: no walk over all widgets
            app.setPalette(_palette(theme))
            app.setFont(theme.font())
            app.setStyleSheet(style_sheet(theme.hex, theme.px))
    FocusRing.install(app, theme.color, theme.px)
    return theme


def font_for(lang: str, size: int = 16, bold: bool = False) -> QFont:  # noqa: FBT001, FBT002 as published
    """Return the font for a language, ``size`` at 100 %; its files are loaded on first use."""
    return current_theme().font(lang, size, bold=bold)


def ensure_language(tag: str) -> None:
    """Load the fonts of a language now, so that its first screen does not wait."""
    current_theme().fonts.ensure((tag,))


@contextmanager
def _no_widget_collected() -> Iterator[None]:
    """Keep Python's collector still while Qt walks over all widgets.

    Our event handlers run inside that walk. A collection there could delete a widget that waits in a
    cycle of references, and Qt would go on to it. Outside the event loop (tests, start-up) windows
    that were told to delete themselves are still there, some without their Python half: they go first.
    Both were measured as segmentation faults.
    """
    if QThread.currentThread().loopLevel() == 0:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunken"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_primary"),
        (role.Highlight, "primary"),
        (role.HighlightedText, "on_primary"),
        (role.Link, "link"),
        (role.LinkVisited, "link"),
        (role.PlaceholderText, "secondary"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
    ):
        palette.setColor(target, theme.color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.color("disabled"))
    return palette
