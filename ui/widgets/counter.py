# SPDX-License-Identifier: MIT
"""How much of a field's limit is used, shown while somebody types: numbers only, in any language's window."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.text import TextLabel


class Counter(TextLabel):
    """``1,204 / 100,000``, in the colour of an error above the limit.

    Of several lines from the first character on; of one line only when half of it is used. Hidden until
    somebody types.
    """

    def __init__(self, field: TextInput | TextArea, parent: QWidget | None = None) -> None:
        super().__init__(lang="en", size=14, tone="secondary", wrap=False, parent=parent)
        self._field = field
        self._from = 1 if isinstance(field, TextArea) else field.limit // 2
        self.hide()
        typed = field.textChanged if isinstance(field, TextArea) else field.textEdited
        typed.connect(self._count)

    def _count(self) -> None:
        count, limit = len(self._field.plain()), self._field.limit
        self.set_text(f"{count:,} / {limit:,}")
        self.set_tone("error" if count > limit else "secondary")
        self.setVisible(count >= self._from)
