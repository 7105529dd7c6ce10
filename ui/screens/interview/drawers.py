# SPDX-License-Identifier: MIT
"""The drawers that most questions are asked without: each is made when it is first opened."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.typing_place import DECISION, INTERPRETER
from app.ids import ItemId
from ui.screens.interview.findings_view import FindingsView
from ui.screens.interview.interpreter_form import InterpreterForm
from ui.screens.interview.language_form import LanguageForm
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.language import LanguageViewModel
from ui.widgets.drawer import Drawer
from ui.widgets.words import Translate


class DrawerHost(QWidget):
    """A page over which findings, interpreter and language slide."""

    interpreter_opened = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr

    @cached_property
    def findings(self) -> FindingsView:
        """What the answers show."""
        made = FindingsView(self._vm, self._tr)
        made.item_wanted.connect(self._on_ask_next)
        return made

    @cached_property
    def interpreter(self) -> InterpreterForm:
        """Who interprets, and how."""
        made = InterpreterForm(self._vm, self._tr)
        made.page_wanted.connect(self.interpreter_opened)
        return made

    @cached_property
    def language(self) -> LanguageForm:
        """The language of the person."""
        return LanguageForm(LanguageViewModel(self._vm, self._vm), self._tr)

    @cached_property
    def _findings_drawer(self) -> Drawer:
        return self._drawer(self._tr("What this shows"), self.findings, 640)

    @cached_property
    def _interpreter_drawer(self) -> Drawer:
        drawer = self._drawer(self._tr("Interpreter"), self.interpreter, 440)
        self.interpreter.stored.connect(drawer.shut)
        return drawer

    @cached_property
    def _language_drawer(self) -> Drawer:
        drawer = self._drawer(self._tr("Language"), self.language, 640)
        self.language.chosen.connect(drawer.shut)
        return drawer

    def _drawer(self, title: str, content: QWidget, width: int = 360) -> Drawer:
        return Drawer(self, title, content, width=width, tr=self._tr)

    def open_typed(self, place: str) -> None:
        """Open the drawer in which something was being typed."""
        if place == DECISION:
            self._open_findings()
        elif place == INTERPRETER:
            self._open_interpreter()

    def _open_findings(self) -> None:
        self.findings.draw()
        self._findings_drawer.open()

    def _open_interpreter(self) -> None:
        self.interpreter.draw()
        self._interpreter_drawer.open(self.interpreter.code)

    def _open_language(self) -> None:
        self.language.draw()
        self._language_drawer.open(self.language.search)

    def _on_ask_next(self, item: str) -> None:
        self._findings_drawer.shut()
        self._vm.walking.jump(ItemId(item))
