# SPDX-License-Identifier: MIT
"""Holds one widget and can show it upside down, for a person on the other side of the table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsProxyWidget,
    QGraphicsScene,
    QGraphicsView,
    QVBoxLayout,
    QWidget,
)


class Turnable(QWidget):
    """Upright the widget is an ordinary child; turned it is drawn through a scene."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._scene = QGraphicsScene(self)
        self._view = _View(self._scene)
        self._proxy: QGraphicsProxyWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(content)
        self._layout.addWidget(self._view)
        self._view.hide()

    def set_name(self, name: str) -> None:
        """Name what assistive technology finds while the content is turned."""
        self._view.setAccessibleName(name)
        self._view.viewport().setAccessibleName(name)

    def set_turned(self, *, turned: bool) -> None:
        """Turn the content by 180 degrees, or back."""
        if turned == (self._proxy is not None):
            return
        if turned:
            self._layout.removeWidget(self._content)
            self._content.setParent(None)
            self._proxy = self._scene.addWidget(self._content)
            self._proxy.setRotation(180)
            self._view.show()
            self._fit()
        elif self._proxy is not None:
            self._proxy.setWidget(None)  # type: ignore[arg-type]
            self._scene.removeItem(self._proxy)
            self._proxy = None
            self._view.hide()
            self._layout.insertWidget(0, self._content)
        self._content.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the turned content the whole window."""
        if self._proxy is None:
            return
        size = self.size()
        self._view.setGeometry(0, 0, size.width(), size.height())
        self._proxy.resize(size)
        self._proxy.setTransformOriginPoint(size.width() / 2, size.height() / 2)
        self._scene.setSceneRect(0, 0, size.width(), size.height())


class _View(QGraphicsView):
    """A view without a frame, bars or a margin."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # keys reach the turned content through it
        self.viewport().setFocusProxy(self)
        self.setProperty("ring", False)  # noqa: FBT003 a Qt property: all of the window is not a field
