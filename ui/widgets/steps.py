# SPDX-License-Identifier: MIT
"""Where one is: phases down the side, or steps across the top. States are ● ◐ ○ with their word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QSizePolicy,
    QWidget,
)

from ui.a11y import HERE, Role, one_stop, set_role, step_inside
from ui.theme import RADIUS_CONTROL, TARGET, current_theme
from ui.widgets.flow import UNBOUNDED, Flow, Flows, lay_out
from ui.widgets.keys import is_press
from ui.widgets.panel import Column
from ui.widgets.words import Translate, english

StepState = Literal["done", "current", "open", "locked"]

_MARK = 18
_GAP = 5
_NARROW = 180  # px at 100 %: narrower than this the short word stands


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``hint`` is a few words on its state, e.g. why it is locked or how far one is.

    ``short``: a word for it where it is narrow; ``count``: how far one is, in signs, at its end.
    """

    id: str
    label: str
    state: StepState
    hint: str = ""
    short: str = ""
    count: str = ""


class StepButton(QAbstractButton):
    """One step of a rail."""

    def __init__(self, step: Step, word: str, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self._lang = lang
        # One keeps the lines of one text: the short word, the long one and the count have their own.
        self._flows, self._shorts, self._counts = Flows(lay_out), Flows(lay_out), Flows(lay_out)
        self.show_step(step, word)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, step: Step, word: str) -> None:
        """Show how the step stands now; ``word`` says its state."""
        before = self.sizeHint(), self.heightForWidth(self.width())
        self.step = step
        self.setText(step.label)
        self.setAccessibleName(f"{step.label}, {word}")
        self.setAccessibleDescription(step.hint)
        self.setToolTip(f"{step.label}, {step.hint}" if step.hint else step.label)
        self.setEnabled(step.state != "locked")
        self.setProperty(HERE, step.state == "current")
        if (self.sizeHint(), self.heightForWidth(self.width())) != before:
            self.updateGeometry()  # else nothing beside it need be laid out anew
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self.click()
        elif not step_inside(self, event.key()):
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        return max(theme.px(TARGET), round(self._flow(width).height) + theme.px(2))

    def sizeHint(self) -> QSize:
        width = ceil(self._flow(UNBOUNDED).width) + 2 + self._chrome()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(min(self.sizeHint().width(), theme.px(120)), theme.px(TARGET))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.step.state == "current"
        if current or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if current else "hover"))
            radius = theme.px(RADIUS_CONTROL)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        tone = {"current": "primary", "locked": "disabled", "open": "text", "done": "text"}[
            self.step.state
        ]
        mark = QRectF(
            theme.px(_GAP), (self.height() - theme.px(_MARK)) / 2, theme.px(_MARK), theme.px(_MARK)
        )
        _paint_mark(painter, mark, self.step.state, tone)
        flow = self._flow(self.width())
        at = QPointF(mark.right() + theme.px(_GAP), (self.height() - flow.height) / 2)
        flow.paint(painter, at, theme.color(tone))
        if self.step.count:
            count = self._count()
            end = QPointF(
                self.width() - theme.px(_GAP) - count.width, (self.height() - count.height) / 2
            )
            count.paint(painter, end, theme.color("primary" if current else "secondary"))

    def _chrome(self) -> int:
        """All but the words."""
        counted = ceil(self._count().width) + current_theme().px(_GAP) if self.step.count else 0
        return current_theme().px(3 * _GAP + _MARK) + counted

    def _count(self) -> Flow:
        font = current_theme().font("en", 14, bold=self.step.state == "current")
        return self._counts.at(UNBOUNDED, self.step.count, "en", font)

    def _flow(self, width: float) -> Flow:
        """The words as they stand in a button of this width."""
        theme = current_theme()
        font = theme.font(self._lang, 14, bold=self.step.state == "current")
        lang = self._lang or theme.language
        room = max(width - self._chrome(), 1.0) if width < UNBOUNDED else UNBOUNDED
        if self.step.short and width < theme.px(_NARROW):
            return self._shorts.at(room, self.step.short, lang, font)
        return self._flows.at(room, self.step.label, lang, font)


def _paint_mark(painter: QPainter, area: QRectF, state: StepState, tone: str) -> None:
    """● done, ◐ current, ○ open, a lock for locked."""
    theme = current_theme()
    colour = theme.color(tone)
    if state == "locked":
        painter.drawPixmap(area.topLeft(), theme.pixmap("lock", tone, _MARK))
        return
    line = theme.px(2)
    inner = area.adjusted(line, line, -line, -line)
    painter.setPen(QPen(colour, line))
    painter.setBrush(colour if state == "done" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(inner)
    if state == "done":
        size = theme.px(_MARK - 6)
        corner = QPointF(area.center().x() - size / 2, area.center().y() - size / 2)
        painter.drawPixmap(corner, theme.pixmap("check", "surface", _MARK - 6))
    elif state == "current":
        painter.setBrush(colour)
        painter.drawPie(inner, 90 * 16, 180 * 16)


class _Rail(QWidget):
    """Shared by both directions."""

    step_chosen = Signal(str)

    def __init__(self, layout: Callable[[], QBoxLayout], tr: Translate, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._words: Mapping[str, str] = {
            "done": tr("done"),
            "current": tr("you are here"),
            "open": tr("not yet"),
            "locked": tr("locked"),
        }
        self._buttons: dict[str, StepButton] = {}
        self._steps: tuple[Step, ...] = ()
        self._layout = layout()
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setLayout(self._layout)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; the buttons stay where the same steps stand another way."""
        before, self._steps = self._steps, tuple(steps)
        if [step.id for step in steps] == list(self._buttons):
            for old, step in zip(before, steps, strict=True):
                if old != step:
                    self._buttons[step.id].show_step(step, self._words[step.state])
            return
        focused = next((key for key, button in self._buttons.items() if button.hasFocus()), None)
        for button in self._buttons.values():
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {step.id: self._button(step) for step in steps}
        for button in self._buttons.values():
            self._layout.addWidget(button)
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def button(self, step: str) -> StepButton:
        """Return the button of a step. Raises KeyError for an unknown one."""
        return self._buttons[step]

    def _button(self, step: Step) -> StepButton:
        button = StepButton(step, self._words[step.state], self._lang, self)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, StepButton):
            self.step_chosen.emit(sender.step.id)


class PhaseRail(_Rail):
    """The phases of an interview, one under the other."""

    def __init__(
        self, *, tr: Translate = english, lang: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(Column, tr, lang)
        self.setParent(parent)
        set_role(self, Role.Grouping).setAccessibleName(tr("Phases"))
        one_stop(self)
