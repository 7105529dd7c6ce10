# SPDX-License-Identifier: MIT
"""Which parts of a question were in view: what lies below the edge of the window is not skipped unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

_STRIP = 24  # px: so much of the beginning and of the end of a part has to have been in view

Block = tuple[QWidget, QWidget]


class Sight(QObject):
    """Watches the parts of one question in the area that scrolls them, and ends with it.

    A part was seen when its beginning and its end were in view. ``before``: of the same question, which was
    drawn anew: what was seen stays seen.
    """

    def __init__(
        self, area: QScrollArea, blocks: Mapping[str, Block], before: Sight | None = None
    ) -> None:
        super().__init__(area)
        self._area = area
        self._blocks = blocks
        self.seen: set[tuple[str, str]] = before.seen if before is not None else set()
        self._laid_out = False
        area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        QTimer.singleShot(0, self, self._arm)

    def lead(self, part: str) -> bool:
        """True when the officer is to be led to the beginning of ``part``, which counts as seen then.

        Where that was seen already and the part is higher than the area, its next piece comes into view.
        """
        if (part, "begins") not in self.seen:
            self.seen.add((part, "begins"))
            return True
        bar = self._area.verticalScrollBar()
        place = bar.value()
        bar.setValue(place + self._area.viewport().height() - 2 * _STRIP)
        if bar.value() == place:
            self.seen.add((part, "ends"))
        return False

    def first_unseen(self, parts: Iterable[str]) -> str | None:
        """The first of these parts that was not in view yet; None when all were."""
        self._look()
        wanted = ((part, {(part, "begins"), (part, "ends")}) for part in parts)
        return next((part for part, edges in wanted if not edges <= self.seen), None)

    def _arm(self) -> None:
        self._laid_out = True

    def _on_scrolled(self) -> None:
        if self._laid_out:  # before that all parts stand at the same place
            QTimer.singleShot(0, self, self._look)  # what only flits past in one step was not seen

    def _look(self) -> None:
        for part, (first, whole) in self._blocks.items():
            if not (isValid(first) and isValid(whole) and self._area.isAncestorOf(whole)):
                continue  # of the question before
            high = min(_STRIP, first.height())
            if self._shows(first, QRect(0, 0, first.width(), high)):
                self.seen.add((part, "begins"))
            low = min(_STRIP, whole.height())
            if self._shows(whole, QRect(0, whole.height() - low, whole.width(), low)):
                self.seen.add((part, "ends"))

    def _shows(self, widget: QWidget, strip: QRect) -> bool:
        view = self._area.viewport()
        top = widget.mapTo(view, QPoint(0, 0)).y() + strip.top()
        return widget.isVisible() and top >= 0 and top + strip.height() <= view.height()
