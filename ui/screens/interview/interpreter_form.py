# SPDX-License-Identifier: MIT
"""Who interprets, and how: a code (never a name) and the mode. The content of a drawer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.typing_place import INTERPRETER
from app.domain.writing import Writing
from ui.screens.kept import Kept
from ui.screens.wordings import mode_word
from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, RadioGroup, TextInput
from ui.widgets.panel import row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

MODES = ("in_person", "phone", "video")


class InterpreterForm(QWidget):
    """``stored`` after the new interpreter was given to the view model."""

    stored = Signal()
    page_wanted = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        self.code = TextInput(tr("Interpreter code"), lang="en", kind=Writing.LABEL)
        self.mode = RadioGroup(tr("How"), [(mode, mode_word(mode, tr)) for mode in MODES])
        self._field = FormField(
            tr("Interpreter code"),
            self.code,
            help=tr(
                "The code from the list, not a name. A friend, relative or colleague never interprets."
            ),
            tr=tr,
        )
        self.save = Button(tr("Use this interpreter"), icon="interpreter")
        layout = QVBoxLayout(self)
        layout.setSpacing(current_theme().space(2))
        layout.addWidget(
            TextLabel(
                tr("The person may ask for another interpreter at any time, without a reason.")
            )
        )
        layout.addWidget(self._field)
        layout.addWidget(self.mode)
        layout.addLayout(row(self.save))
        page = Button(tr("Open the interpreter's page"), rank="outlined", icon="list")
        page.clicked.connect(self.page_wanted)
        layout.addLayout(row(page))
        layout.addStretch(1)
        self.save.clicked.connect(self._on_save)
        self.code.returnPressed.connect(self._on_save)
        self._kept = Kept(view_model.unsaved, INTERPRETER, self)

    def draw(self) -> None:
        """Show who interprets now."""
        self._kept.redraw(self._show_stored)
        self._field.clear_error()

    def _show_stored(self) -> None:
        header = self._vm.glance.header
        self.code.setText(header.interpreter)
        self.mode.choose(header.interpreter_mode or "in_person")

    def _on_save(self) -> None:
        code = self.code.plain()
        if not code:
            self._field.point_out(self._tr("Write the code of the interpreter."))
            return
        self._vm.deeds.set_interpreter(code, self.mode.chosen())
        self.stored.emit()
