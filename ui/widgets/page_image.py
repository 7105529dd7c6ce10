# SPDX-License-Identifier: MIT
"""Pictures of a document's pages, as they will be handed over: one at a time, with zoom.

Pages come as PNG bytes in memory; nothing is written to disk and nothing can be dragged out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.a11y import Role, say, set_role
from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.panel import row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate, english

_ZOOMS = (50, 75, 100, 125, 150, 200)


class _Sheet(QWidget):
    """One page on the ground, as wide as there is room at 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = QPixmap()
        self._zoom = 100
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_page(self, page: QPixmap, zoom: int, room: int) -> None:
        """Take a page; ``room`` is the width that 100 % fills."""
        self._page = page
        width = max(room * zoom // 100, 1)
        height = width * page.height() // page.width() if not page.isNull() else 0
        self.setFixedSize(QSize(width, height))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._page)
        painter.setPen(current_theme().color("control_border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PageImage(QWidget):
    """Pages with previous, next and zoom."""

    page_changed = Signal(int)

    def __init__(
        self, *, name: str, tr: Translate = english, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tr, self._name = tr, name
        self._pages: list[QPixmap] = []
        self._number, self._zoom = 0, 100
        self._sheet = _Sheet()
        self._area = QScrollArea()
        self._area.setWidget(self._sheet)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_role(self._area, Role.Document).setAccessibleName(name)
        self._where = TextLabel(wrap=False)
        self._previous = IconButton("chevron-left", tr("Back"))
        self._next = IconButton("chevron-right", tr("Next"))
        self._smaller = IconButton("minus", tr("Smaller"))
        self._larger = IconButton("add", tr("Larger"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._previous, self._where, self._next, self._smaller, self._larger))
        layout.addWidget(self._area, 1)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._show()

    def set_pages(self, pages: Sequence[bytes], words: Sequence[str] = ()) -> None:
        """Show pages, given as PNG, from the first on. ``words``: all that stands on them, line by line, for
        whoever cannot see a picture.
        """
        self._area.setAccessibleDescription("\n".join(words))
        self._pages = []
        for data in pages:
            pixmap = QPixmap()
            pixmap.loadFromData(data)
            self._pages.append(pixmap)
        self._number = 0
        self._show()
        self._tell()

    def page(self) -> int:
        """Return the number of the page in sight, from 0."""
        return self._number

    def go(self, number: int) -> None:
        """Show a page; a number beyond the ends shows the nearest."""
        wanted = max(0, min(number, len(self._pages) - 1))
        if wanted != self._number:
            self._number = wanted
            self._show()
            self._tell()
            self._area.verticalScrollBar().setValue(0)
            self.page_changed.emit(wanted)

    def set_zoom(self, percent: int) -> None:
        """Show pages at a share of the width, in per cent."""
        self._zoom = max(_ZOOMS[0], min(percent, _ZOOMS[-1]))
        self._show()

    def event(self, event: QEvent) -> bool:
        result = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.StyleChange):
            self._show()
        return result

    def _tell(self) -> None:
        if self._pages:
            say(self, self._area.accessibleName())

    def _show(self) -> None:
        count = len(self._pages)
        place = self._tr("Page {number} of {count}").format(number=self._number + 1, count=count)
        none = self._tr("No page")
        self._where.set_text(f"{self._number + 1} / {count}" if count else none)
        self._previous.setEnabled(self._number > 0)
        self._next.setEnabled(self._number + 1 < count)
        self._smaller.setEnabled(self._zoom > _ZOOMS[0])
        self._larger.setEnabled(self._zoom < _ZOOMS[-1])
        self._area.setAccessibleName(f"{self._name}, {place if count else none}")
        page = self._pages[self._number] if count else QPixmap()
        room = self._area.viewport().width() - current_theme().space(2)
        self._sheet.setVisible(bool(count))
        self._sheet.show_page(page, self._zoom, room)

    def _on_previous(self) -> None:
        self.go(self._number - 1)

    def _on_next(self) -> None:
        self.go(self._number + 1)

    def _on_smaller(self) -> None:
        self.set_zoom(max((zoom for zoom in _ZOOMS if zoom < self._zoom), default=_ZOOMS[0]))

    def _on_larger(self) -> None:
        self.set_zoom(min((zoom for zoom in _ZOOMS if zoom > self._zoom), default=_ZOOMS[-1]))
