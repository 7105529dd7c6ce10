# SPDX-License-Identifier: MIT
"""Whether the system asks for high contrast, now and whenever that changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

_HIGH = Qt.ContrastPreference.HighContrast


class Contrast(QObject):
    """``high`` follows the setting of the system (Windows: contrast themes; Linux: the desktop portal)."""

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = app.styleHints()  # both are Qt's: kept, or the binding forgets them
        self._hints = self._styles.accessibility()
        self.high = self._hints.contrastPreference() == _HIGH
        self._hints.contrastPreferenceChanged.connect(self._on_changed)

    def _on_changed(self, wanted: Qt.ContrastPreference) -> None:
        if self.high != (wanted == _HIGH):
            self.high = wanted == _HIGH
            self.changed.emit()
