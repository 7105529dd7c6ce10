# SPDX-License-Identifier: MIT
"""The interview screen: puts the pieces together, lays them out by width, and owns the keys.

Everything it shows lives in `InterviewViewModel`; the screen may be thrown away and built again.
Navigation leaves as signals.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.typing_place import DECISION, INTERPRETER
from app.ids import ItemId
from ui.screens.interview.bottom_bar import BottomBar
from ui.screens.interview.findings_view import FindingsView
from ui.screens.interview.header import HeaderBar
from ui.screens.interview.interpreter_form import InterpreterForm
from ui.screens.interview.keys_sheet import KeysSheet
from ui.screens.interview.language_form import LanguageForm
from ui.screens.interview.middle import Middle
from ui.screens.interview.side_panel import SidePanel
from ui.screens.interview.sight import Sight
from ui.screens.interview.standing import Standing
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.course import PhaseRow
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.language import LanguageViewModel
from ui.widgets.drawer import Drawer, scroller
from ui.widgets.keys import KeyRouter
from ui.widgets.reveal import reveal
from ui.widgets.steps import PhaseRail, Step
from ui.widgets.words import Translate

WIDE, NARROW = 1300, 900  # px at 100 %: three columns from here on; no rail below here
_RAIL, _PANEL = 200, 300
_TICK_MS = 20_000


class InterviewScreen(QWidget):
    """The heart of the program, for one open interview."""

    danger_opened = Signal()
    newer_opened = Signal()
    cards_opened = Signal(str)  # a card id, or empty for the list
    pause_opened = Signal()
    person_window_toggled = Signal()
    lock_requested = Signal()
    hide_requested = Signal()
    readback_opened = Signal()
    interpreter_opened = Signal()
    next_person_wanted = Signal()  # of the same group
    lookback_wanted = Signal()  # after practice

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self._vm, self._tr = view_model, tr
        self.setAccessibleName(tr("Interview"))
        self.setWindowTitle(tr("Interview"))
        self.header = HeaderBar(view_model, tr)
        self.bar = BottomBar(view_model, tr)
        self.middle = Middle(view_model, tr)
        self.panel = SidePanel(view_model, tr)
        self.findings = FindingsView(view_model, tr)
        self.interpreter = InterpreterForm(view_model, tr)
        self.language = LanguageForm(LanguageViewModel(view_model, view_model), tr)
        self.rail = PhaseRail(tr=tr)
        self._build()
        self._connect()
        self._bind_keys()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._draw_all()

    def _build(self) -> None:
        tr, theme = self._tr, current_theme()
        self._rail_area, self._panel_area = scroller(self.rail), scroller(self.panel)
        self._middle_area = scroller(self.middle)
        self._sight = Sight(self._middle_area)
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(theme.space(1), 0, theme.space(1), 0)
        self._columns.setSpacing(theme.space(1))
        self._columns.addWidget(self._rail_area)
        self._columns.addWidget(self._middle_area, 1)
        self._columns.addWidget(self._panel_area)
        self._rail_area.setFixedWidth(theme.px(_RAIL))
        self._panel_area.setFixedWidth(theme.px(_PANEL))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addLayout(self._columns, 1)
        layout.addLayout(self._said())
        layout.addWidget(self.bar)
        self._findings_drawer = Drawer(self, tr("What this shows"), self.findings, width=640, tr=tr)
        self._interpreter_drawer = Drawer(
            self, tr("Interpreter"), self.interpreter, width=440, tr=tr
        )
        self._language_drawer = Drawer(self, tr("Language"), self.language, width=640, tr=tr)
        self._panel_drawer = Drawer(self, tr("Due now"), self._slot(), width=400, tr=tr)
        self._rail_drawer = Drawer(self, tr("Phases"), self._slot(), width=400, tr=tr)
        self._wide, self._narrow = True, False
        self.header.set_width(wide=True, narrow=False)

    def _said(self) -> QVBoxLayout:
        """What belongs to no field, between what scrolls and the bar."""
        space, line = current_theme().space, QVBoxLayout()
        line.setContentsMargins(space(2), space(0.5), space(2), space(0.5))
        line.addWidget(self.middle.message)
        return line

    def _slot(self) -> QWidget:
        holder = QWidget()
        holder.setObjectName("slot")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        return holder

    def _connect(self) -> None:
        vm = self._vm
        vm.session_changed.connect(self._on_session)
        vm.item_changed.connect(self._on_item)
        vm.answer_stored.connect(self._on_stored)
        vm.answer_wanted.connect(self.middle.say_wanted)
        vm.answer_incomplete.connect(self.middle.say_incomplete)
        vm.failed.connect(self._on_failed)
        vm.busy_changed.connect(self._on_busy)
        vm.danger_raised.connect(self._on_danger)
        vm.paused.connect(self.pause_opened)
        vm.stopped.connect(self.pause_opened)
        vm.call_received.connect(self._on_call)
        self.rail.step_chosen.connect(self._on_phase)
        self.header.phases_wanted.connect(self._rail_drawer.open)
        self.header.panel_wanted.connect(self._panel_drawer.open)
        self.header.person_window_wanted.connect(self.person_window_toggled)
        self.header.lock_wanted.connect(self.lock_requested)
        self.header.language_wanted.connect(self._open_language)
        self.language.chosen.connect(self._language_drawer.shut)
        vm.language_chosen.connect(self._on_language)
        self.bar.next_wanted.connect(self._on_next)
        self.bar.interpreter_wanted.connect(self._open_interpreter)
        self.bar.danger_wanted.connect(self.danger_opened)
        self.interpreter.stored.connect(self._interpreter_drawer.shut)
        self.interpreter.page_wanted.connect(self.interpreter_opened)
        self.panel.card_wanted.connect(self.cards_opened)
        self.panel.danger_wanted.connect(self.danger_opened)
        self.panel.newer_wanted.connect(self.newer_opened)
        self.panel.item_wanted.connect(lambda item: vm.jump(ItemId(item)))
        self.panel.findings_wanted.connect(self._open_findings)
        self.findings.item_wanted.connect(self._on_ask_next)
        self.middle.readback_wanted.connect(self.readback_opened)
        self.middle.danger_wanted.connect(self.danger_opened)
        self.middle.next_person_wanted.connect(self.next_person_wanted)
        self.middle.lookback_wanted.connect(self.lookback_wanted)
        self.middle.entered.connect(self.header.draw_saved)
        self.middle.entered.connect(self._follow_typing)

    def _bind_keys(self) -> None:
        tr, vm, keys = self._tr, self._vm, KeyRouter(self)
        keys.bind_choices(self.middle)
        keys.bind("Ctrl+Return", self._on_next, name=tr("Next"))
        keys.bind("Ctrl+Enter", self._on_next, name=tr("Next"))
        keys.bind("Alt+Left", vm.back, name=tr("Back"))
        keys.bind("Ctrl+F9", vm.pause, name=tr("Break"))
        keys.bind("Ctrl+F8", self.danger_opened.emit, name=tr("Danger"))
        keys.bind("F2", self._focus_note, name=tr("Note"))
        keys.bind("Ctrl+F3", lambda: self.cards_opened.emit(""), name=tr("Cards"))
        keys.bind("F4", self.person_window_toggled.emit, name=tr("Person's window"))
        keys.bind("Ctrl+F6", self._open_interpreter, name=tr("Interpreter"))
        keys.bind("Ctrl+F7", self._open_language, name=tr("Language"))
        keys.bind("Ctrl+L", self.lock_requested.emit, name=tr("Lock"))
        keys.bind("Ctrl+Shift+H", self.hide_requested.emit, name=tr("Hide at once"))
        keys.bind("F1", self._open_keys, name=tr("All keys"))
        self.keys = keys
        lines = [
            ("1 – 9", tr("Choose an answer")),
            ("0", tr("I am not sure")),
            ("-", tr("I do not want to answer")),
            *dict(keys.sheet()).items(),
        ]
        self._keys_drawer = Drawer(self, tr("All keys"), KeysSheet(lines), width=480, tr=tr)

    def open_typed(self, place: str) -> None:
        """Open the drawer in which something was being typed."""
        if place == DECISION:
            self._open_findings()
        elif place == INTERPRETER:
            self._open_interpreter()

    def show_message(self, kind: str, text: str) -> None:
        """Say something beneath the card."""
        self.middle.show_message(kind, text)

    def retranslate(self) -> None:
        """Draw everything anew; the frame itself is rebuilt by the window."""
        self._draw_all()

    def refuge(self) -> QWidget | None:
        """Where the keyboard goes when what had it is gone: to the answer."""
        return self.middle.entry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.middle.focus_entry()

    def _arrange(self) -> None:
        """Three columns, or two with a drawer, or the card alone."""
        width = self.width() * 100 / current_theme().scale
        wide, narrow = width >= WIDE, width < NARROW
        if (wide, narrow) != (self._wide, self._narrow):
            self._wide, self._narrow = wide, narrow
            self._move(self.panel, self._panel_drawer, self._panel_area, inside=wide)
            self._move(self.rail, self._rail_drawer, self._rail_area, inside=not narrow)
        self._panel_area.setVisible(wide)
        self._rail_area.setVisible(not narrow)
        self.header.set_width(wide=wide, narrow=narrow)

    def _move(self, widget: QWidget, drawer: Drawer, area: QWidget, *, inside: bool) -> None:
        """Put a column into its place or into its drawer."""
        drawer.shut()
        slot = drawer.findChild(QWidget, "slot")
        if inside:
            area.setWidget(widget)  # type: ignore[attr-defined]
        elif slot is not None and (layout := slot.layout()) is not None:
            area.takeWidget()  # type: ignore[attr-defined]
            layout.addWidget(widget)
        widget.show()

    def _draw_all(self) -> None:
        if self._vm.is_open:
            self._on_session()
            self.middle.draw()
            self._watch(same=False)

    def _on_busy(self, _busy: bool) -> None:  # noqa: FBT001 a Qt slot
        if self._vm.is_open:
            self.header.draw_saved()

    def _on_danger(self, _flag: str) -> None:
        self.danger_opened.emit()

    def _on_session(self) -> None:
        self.header.draw()
        self.bar.draw()
        self.panel.draw()
        self.middle.draw_notices()
        self.rail.set_steps([_step(one, self._tr) for one in self._vm.glance.phases])

    def _on_item(self) -> None:
        self.middle.draw()
        self.bar.draw()
        self._middle_area.verticalScrollBar().setValue(0)
        self._watch(same=False)
        if self.isVisible():
            self.middle.focus_entry()

    def _on_stored(self, item: str) -> None:
        if item == self._vm.item:
            self.middle.draw_stored()
        self.header.draw_saved()

    def _on_next(self) -> None:
        """Go on, but first to a part that was not in view; leaving out is a button of its own."""
        card = self.middle.card
        parts = card.answer.blocks() if card is not None else {}
        left = card.answer.open_parts() if card is not None else ()
        sound = card is not None and card.answer.faulty() is None and len(left) < len(parts)
        unseen = self._sight.first_unseen(left) if sound else None
        if unseen is not None:
            self.middle.say_unseen(unseen, begins=self._sight.lead(unseen))
        else:
            self._vm.next()

    def _watch(self, *, same: bool) -> None:
        card = self.middle.card
        self._sight.follow(card.answer.blocks() if card is not None else {}, same=same)

    def _follow_typing(self) -> None:
        """What is typed is seen: the first field has the keyboard also where it stands below the fold."""
        focus = QApplication.focusWidget()
        if focus is not None and self.middle.isAncestorOf(focus):
            reveal(focus)

    def _on_failed(self, error: Exception) -> None:
        self.middle.show_message("error", error_sentence(error, self._tr))

    def _on_call(self, kind: str) -> None:
        tr = self._tr
        known = {
            "not_understood": tr(
                "The person does not understand this question. Say it in another way."
            ),
            "interpreter": tr("The person asks for another interpreter."),
            "pause": tr("The person asks for a break."),
            "stop": tr("The person wants to stop."),
        }
        self.middle.show_message("warning", known.get(kind, tr("The person asks for something.")))

    def _on_phase(self, phase: str) -> None:
        self._rail_drawer.shut()
        self._vm.jump_phase(phase)

    def _on_tick(self) -> None:
        if self._vm.is_open and self.isVisible():
            self.panel.tick()
            self.middle.draw_notices()

    def _focus_note(self) -> None:
        if (note := self.middle.note) is not None:
            note.setFocus()
            reveal(note, led_by=note.parentWidget())

    def _open_interpreter(self) -> None:
        self.interpreter.draw()
        self._interpreter_drawer.open(self.interpreter.code)

    def _open_language(self) -> None:
        self.language.draw()
        self._language_drawer.open(self.language.search)

    def _on_language(self, _tag: str) -> None:
        """The same question in another language: what has the focus and what is in sight stays."""
        bar, standing = self._middle_area.verticalScrollBar(), Standing.of(self.middle)
        place = bar.value()
        self.middle.draw()
        self._watch(same=True)
        QTimer.singleShot(0, self, lambda: bar.setValue(place))
        standing.restore(self.middle)

    def _open_findings(self) -> None:
        self._panel_drawer.shut()
        self.findings.draw()
        self._findings_drawer.open()

    def _on_ask_next(self, item: str) -> None:
        self._findings_drawer.shut()
        self._vm.jump(ItemId(item))

    def _open_keys(self) -> None:
        self._keys_drawer.open()


def _step(row: PhaseRow, tr: Translate) -> Step:
    hint = tr("{done} of {total}").format(done=row.done, total=row.total)
    return Step(row.id, row.title, row.state, hint)  # type: ignore[arg-type]
