# SPDX-License-Identifier: MIT
"""A field for an officer's own words, and under them whose eyes they are for: the one such field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.value import OwnWords, TextMark
from ui.widgets.entries import PART
from ui.widgets.form import FormField
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.mark_select import MARK, WordsMark
from ui.widgets.panel import row
from ui.widgets.words import Translate


class MarkedField(FormField):
    """A `FormField` whose text can be marked as a whole. ``marks``: those that the interview's pack knows."""

    written = Signal()  # the words or their mark changed

    def __init__(  # noqa: PLR0913 as its base
        self,
        label: str,
        field: TextInput | TextArea,
        marks: Sequence[TextMark],
        *,
        help: str = "",  # noqa: A002 as its base
        required: bool = False,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, field, help=help, required=required, tr=tr, parent=parent)
        self._words = field
        self.mark = WordsMark(marks, field, tr=tr, name=field.accessibleName())
        self.mark.setProperty(
            PART, MARK
        )  # apart from the other choices of a page that keeps its entries
        self.body.addLayout(row(self.mark))
        field.textChanged.connect(lambda *_text: self.written.emit())
        self.mark.chosen_changed.connect(lambda _mark: self.written.emit())

    def words(self) -> OwnWords:
        """Return what is written, without space around it, with its mark."""
        mark = self.mark.chosen()
        return OwnWords(self._words.plain(), TextMark(mark) if mark else None)

    def write(self, words: OwnWords) -> None:
        """Show words with their mark."""
        self.mark.choose(words.mark or "")
        field = self._words
        if isinstance(field, TextInput):
            field.setText(words.text)
        else:
            field.setPlainText(words.text)
