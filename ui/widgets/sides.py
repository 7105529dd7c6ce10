# SPDX-License-Identifier: MIT
"""Parts of a page beside each other where there is room for them, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.scroller import Scroller

_MOST = 16_777_215  # QWIDGETSIZE_MAX: as wide as there is room
_LOW, _HIGH = 160, 420  # px at 100 %: what parts beside each other ask for at least and at most


def _height(part: QWidget, width: int) -> int:
    """What a part asks for where nothing in it scrolls."""
    content = part.content if isinstance(part, _SideArea) else part
    least = content.minimumSizeHint().height()
    return max(content.heightForWidth(width), least) if content.hasHeightForWidth() else least


class _SideArea(Scroller):
    """``whole``: as high as its content, so that only what lies around scrolls."""

    _whole = False  # asked for while Qt still makes the area

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self.content = content

    def set_whole(self, *, on: bool) -> None:
        self._whole = on
        policy = Qt.ScrollBarPolicy
        # Narrower by a bar, the content would need the bar, though without one it fits.
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if on else policy.ScrollBarAsNeeded
        )
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return self._whole

    def heightForWidth(self, width: int) -> int:
        return _height(self, width)

    def viewportEvent(self, event: QEvent) -> bool:
        if self._whole and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # the content asks for another height: so does this
        return super().viewportEvent(event)

    def sizeHint(self) -> QSize:
        return self.content.sizeHint() if self._whole else super().sizeHint()


class _Box(QBoxLayout):
    """Qt asks a layout for the height, not the widget on which it is."""

    def __init__(self, owner: Sides) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, owner)
        self._owner = owner

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._owner.height_for(width)

    def minimumHeightForWidth(self, width: int) -> int:
        return self._owner.height_for(width)


class Sides(QWidget):
    """The page around it scrolls where the parts stand one under the other. Sizes in px at 100 %."""

    turned = Signal()  # the parts stand the other way now

    def __init__(self, *, gap: float = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed: list[tuple[_SideArea, int]] = []
        self._free: list[tuple[QWidget, int, int]] = []
        self._box = _Box(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(current_theme().space(gap))

    @property
    def beside(self) -> bool:
        """The parts stand beside each other."""
        return self._box.direction() == QBoxLayout.Direction.LeftToRight

    def add_fixed(self, content: QWidget, width: int) -> QWidget:
        """A part of this width, which scrolls by itself while it stands beside the others."""
        area = _SideArea(content)
        self._fixed.append((area, width))
        self._box.addWidget(area)
        area.setFixedWidth(current_theme().px(width))
        return area

    def add_free(self, part: QWidget, least: int, height: int) -> None:
        """A part that takes the width that is left, at least this; at least so high under the others."""
        self._free.append((part, least, height))
        self._box.addWidget(part, 1)

    def add_read(self, content: QWidget, least: int) -> None:
        """As `add_free`, of what scrolls by itself beside the others and is as high as it is under them."""
        self.add_free(_SideArea(content), least, 0)

    def minimumSizeHint(self) -> QSize:
        parts = (part for part in self._parts() if not part.isHidden())
        return QSize(max((part.minimumSizeHint().width() for part in parts), default=0), 0)

    def sizeHint(self) -> QSize:
        return QSize(self._room(), current_theme().px(self._least_beside()))

    def height_for(self, width: int) -> int:
        """For either way in which the parts may stand: asked for before they turn."""
        theme = current_theme()
        if width >= self._room():
            return theme.px(self._least_beside())
        fixed = [(area, 0) for area, _wide in self._fixed]
        free = [(part, theme.px(high)) for part, _least, high in self._free]
        seen = [(part, least) for part, least in (*fixed, *free) if not part.isHidden()]
        heights = (max(_height(part, width), least) for part, least in seen)
        return sum(heights) + self._box.spacing() * max(len(seen) - 1, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self._room()
        if beside != self.beside:
            self._turn(beside=beside)

    def _turn(self, *, beside: bool) -> None:
        theme, direction = current_theme(), QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        for area, width in self._fixed:
            area.setMinimumWidth(theme.px(width) if beside else 0)
            area.setMaximumWidth(theme.px(width) if beside else _MOST)
        for part, _least, height in self._free:
            part.setMinimumHeight(0 if beside else theme.px(height))
        for part in self._parts():
            if isinstance(part, _SideArea):
                part.set_whole(on=not beside)
        self._box.activate()
        self.turned.emit()

    def _room(self) -> int:
        """The width, px, that all need beside each other; of the free ones one is in sight."""
        fixed = sum(width for _area, width in self._fixed)
        least = max((least for _part, least, _height in self._free), default=0)
        return current_theme().px(fixed + least) + len(self._fixed) * self._box.spacing()

    def _least_beside(self) -> int:
        """Each part scrolls by itself; what is lower than this is no window to look through."""
        heights = (high for part, _least, high in self._free if not part.isHidden())
        return max(_LOW, min(max(heights, default=0), _HIGH))

    def _parts(self) -> list[QWidget]:
        return [*(area for area, _wide in self._fixed), *(part for part, *_sizes in self._free)]
