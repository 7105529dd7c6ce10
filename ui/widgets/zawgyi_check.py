# SPDX-License-Identifier: MIT
"""Beside a field with Burmese in the old Zawgyi encoding: how it reads in Unicode, to be kept beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.zawgyi import in_unicode, looks_like_zawgyi, with_reading, without_reading
from ui.theme import current_theme
from ui.widgets.answer_spec import AnswerSpec, Value
from ui.widgets.banners import InlineMessage
from ui.widgets.check_box import CheckBox
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_SHOWN = 300  # characters of a long reading


class ZawgyiCheck(QWidget):
    """Takes no room while the field holds none. ``taken``: the reading was taken, or given up again.

    In the person's own window the reading stands without a sentence: there is none in every language.
    """

    taken = Signal()

    def __init__(
        self,
        field: TextInput | TextArea,
        spec: AnswerSpec,
        *,
        tr: Translate,
        joint: str = "\n",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field, self._joint = field, joint
        officer = spec.officer_lang.split("-")[0] in {"ja", "en"}
        words = tr("This looks like the old Zawgyi encoding. In Unicode it reads as below.")
        self._words = words if officer else ""
        self._message = InlineMessage("info")
        self._reading = TextLabel(lang="my", size=17)
        self._keep = CheckBox(
            tr("Keep this reading beside what was typed") if officer else "Unicode"
        )
        self._keep.clicked.connect(self.taken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        for part in (self._message, self._reading, self._keep):
            layout.addWidget(part)
        self.hide()
        field.textChanged.connect(self.look)

    @property
    def box(self) -> CheckBox:
        """What is ticked to take the reading."""
        return self._keep

    def look(self) -> None:
        """Look at what stands in the field now."""
        text = self._field.plain()
        old = looks_like_zawgyi(text)
        self._message.show_text(self._words if old else "")
        self._reading.set_text(in_unicode(text[:_SHOWN]) if old else "")
        self.setVisible(old)

    def keeps(self) -> bool:
        """Tell whether the reading was taken and still has something to read."""
        return self._keep.isChecked() and looks_like_zawgyi(self._field.plain())

    def rendered(self, rendering: str, lang: str, by: str) -> dict[str, Value] | None:
        """Return the rendering beside the words, with the reading where it was taken; None for neither."""
        if not self.keeps():
            return {"lang": lang, "text": rendering, "by": by} if rendering else None
        text, both = with_reading(self._field.plain(), rendering, by, self._joint)
        return {"lang": lang if rendering else "my", "text": text, "by": both}

    def show_rendered(self, typed: str, rendered: Value | None) -> str:
        """Take a stored rendering apart: keep the tick, return the rendering alone; emits nothing."""
        given = rendered if isinstance(rendered, dict) else {}
        text, by = str(given.get("text", "")), str(given.get("by", ""))
        rendering, kept = without_reading(typed, text, by, self._joint)
        self._keep.setChecked(kept)
        return rendering
