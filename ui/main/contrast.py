# SPDX-License-Identifier: MIT
"""Whether the system asks for high contrast, now and whenever that changes."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QStyleHints
from PySide6.QtWidgets import QApplication

_HIGH = Qt.ContrastPreference.HighContrast


class Contrast(QObject):
    """``high`` follows the setting of the system (Windows: contrast themes; Linux: the desktop portal)."""

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _styles, hints = _of_system(app)
        self.high = hints.contrastPreference() == _HIGH
        hints.contrastPreferenceChanged.connect(self._on_changed)

    def _on_changed(self, wanted: Qt.ContrastPreference) -> None:
        if self.high != (wanted == _HIGH):
            self.high = wanted == _HIGH
            self.changed.emit()


@cache
def _of_system(app: QApplication) -> tuple[QStyleHints, QAccessibilityHints]:
    """Both are Qt's and stay: the binding would destroy them with whoever asked last."""
    styles = app.styleHints()
    return styles, styles.accessibility()
