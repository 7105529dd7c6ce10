# SPDX-License-Identifier: MIT
"""Where one is in a question of several pages: its parts in one line, each a button that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui.a11y import Role, set_role
from ui.theme import RADIUS_CONTROL, TARGET, current_theme, is_rtl
from ui.widgets.flow import UNBOUNDED, lay_out
from ui.widgets.keys import is_press
from ui.widgets.words import Translate, english

_MARK: Final = 20  # px at 100 %
_EDGE: Final = 8
_SIZE: Final = 14


@dataclass(frozen=True, slots=True)
class Chip:
    """One part: its words in a language, and ``summary``, what became of it. ``here``: it is on the page.

    ``number``: which part, from 1; 0 where the words themselves are numbers.
    """

    number: int
    label: str
    lang: str
    summary: str = ""
    here: bool = False
    faulty: bool = False
    passed: bool = False  # nobody asked it

    @property
    def words(self) -> str:
        """The words, and after them the answer."""
        joint = "：" if self.lang.startswith("ja") else ": "
        return f"{self.label}{joint}{self.summary}" if self.summary else self.label


class ChipButton(QAbstractButton):
    """One part. Its words are cut where there is no room; the tool tip has all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chip = Chip(0, "", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_chip(self, chip: Chip, state: str) -> None:
        """Show a part; ``state``: the word of its state, for assistive technology."""
        self._chip = chip
        self.setText(chip.words)
        self.setToolTip(chip.words)
        self.setAccessibleName(f"{chip.number or ''} {chip.words}".strip())
        self.setAccessibleDescription(state)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(160), current_theme().px(TARGET))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(TARGET), current_theme().px(TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, chip = current_theme(), self._chip
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme.px(2 if chip.here or chip.faulty else 1)
        fill = "selected" if chip.here else "hover" if self.underMouse() else "sunken"
        line = "error" if chip.faulty else "selected_border" if chip.here else "control_border"
        painter.setBrush(theme.color(fill))
        painter.setPen(QPen(theme.color(line), width))
        half = width / 2
        radius = theme.px(RADIUS_CONTROL)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
        mark = self._box(theme.px(_EDGE), theme.px(_MARK), theme.px(_MARK))
        self._paint_mark(painter, mark)
        marked = bool(chip.number or chip.summary or chip.faulty)
        start = theme.px(2 * _EDGE + _MARK if marked else 2 * _EDGE)
        room = self.width() - start - theme.px(_EDGE)
        font = theme.font(chip.lang, _SIZE, bold=chip.here)
        cut = QFontMetricsF(font).elidedText(chip.words, Qt.TextElideMode.ElideRight, room)
        flow = lay_out(cut, chip.lang, font, UNBOUNDED)
        place = self._box(start, flow.width, flow.height)
        flow.paint(painter, place.topLeft(), theme.color("text"))

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        theme, chip = current_theme(), self._chip
        icon = "warning" if chip.faulty else "check" if chip.summary and not chip.passed else ""
        if icon:
            role = "error" if chip.faulty else "success"
            painter.drawPixmap(area.topLeft(), theme.pixmap(icon, role, _MARK))
            return
        if chip.number:
            painter.setPen(theme.color("primary" if chip.here else "secondary"))
            painter.setFont(theme.font("en", _SIZE, bold=True))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(chip.number))

    def _box(self, start: float, width: float, height: float) -> QRectF:
        rtl = is_rtl(self._chip.lang or current_theme().language)
        x = self.width() - start - width if rtl else start
        return QRectF(QPointF(x, (self.height() - height) / 2), QRectF(0, 0, width, height).size())


class PartStrip(QWidget):
    """The parts of one question, side by side. ``chosen``: the number of one that was pressed, from 0."""

    chosen = Signal(int)

    def __init__(self, tr: Translate = english, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {"here": tr("you are here"), "done": tr("done"), "open": tr("not yet")}
        self._chips: tuple[Chip, ...] = ()
        self._buttons: list[ChipButton] = []
        set_role(self, Role.Grouping).setAccessibleName(tr("Parts of this question"))
        self._line = QHBoxLayout(self)
        edge = current_theme().space(1)
        self._line.setContentsMargins(edge, current_theme().space(0.5), edge, 0)
        self._line.setSpacing(edge)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these parts; a button that has the focus keeps it."""
        if tuple(chips) == self._chips:
            return
        self._chips = tuple(chips)
        while len(self._buttons) < len(chips):
            self._buttons.append(self._button(len(self._buttons)))
        for button in self._buttons[len(chips) :]:
            button.hide()
        for button, chip in zip(self._buttons, chips, strict=False):
            state = "here" if chip.here else "done" if chip.summary and not chip.passed else "open"
            button.show_chip(chip, self._words[state])
            button.show()

    def buttons(self) -> list[ChipButton]:
        """Return the buttons of the parts, in their order."""
        return self._buttons[: len(self._chips)]

    def height_now(self) -> int:
        """The height, px, at this text size."""
        return current_theme().px(TARGET) + current_theme().space(0.5)

    def _button(self, number: int) -> ChipButton:
        button = ChipButton(self)
        button.clicked.connect(lambda: self.chosen.emit(number))
        self._line.addWidget(button)
        return button
