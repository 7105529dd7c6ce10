# SPDX-License-Identifier: MIT
"""The interview screen: puts the pieces together, lays them out by width, and owns the keys.

Everything it shows lives in `InterviewViewModel`; the screen may be thrown away and built again.
Navigation leaves as signals.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.ids import ItemId
from ui.a11y import Role, set_role
from ui.screens.interview.bottom_bar import BottomBar
from ui.screens.interview.columns import Columns
from ui.screens.interview.drawers import DrawerHost
from ui.screens.interview.guidance import NotePad
from ui.screens.interview.header import HeaderBar
from ui.screens.interview.menu import InterviewMenu
from ui.screens.interview.middle import Middle
from ui.screens.interview.phases import steps_of
from ui.screens.interview.side_panel import SidePanel
from ui.screens.interview.standing import Standing
from ui.screens.interview.walk import Walk
from ui.screens.wordings import call_sentence, error_sentence
from ui.theme import current_theme
from ui.viewmodels.glance import Glance
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.answer_spec import DECLINED, UNSURE
from ui.widgets.drawer import Drawer
from ui.widgets.keys import KeyRouter
from ui.widgets.keys_sheet import KeysSheet
from ui.widgets.reveal import reveal
from ui.widgets.scroller import Scroller
from ui.widgets.steps import PhaseRail
from ui.widgets.words import Translate

_LOW = 640  # px at 100 %: a window lower than this has less around the card and the buttons
_TICK_MS = 20_000


class InterviewScreen(DrawerHost):
    """The heart of the program, for one open interview."""

    danger_opened = Signal()
    newer_opened = Signal()
    point_opened = Signal()  # what only the officer may see, and the officer is alone
    cards_opened = Signal(str)  # a card id, or empty for the list
    pause_opened = Signal()
    person_window_toggled = Signal()
    lock_requested = Signal()
    hide_requested = Signal()
    readback_opened = Signal()
    next_person_wanted = Signal()  # of the same group
    lookback_wanted = Signal()  # after practice

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(view_model, tr, parent)
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self._drawn: Glance | None = None  # the look at the session that the page shows
        set_role(self, Role.Pane).setAccessibleName(tr("Interview"))
        self.setWindowTitle(tr("Interview"))
        self.header = HeaderBar(view_model, tr)
        self.program = self.header.program
        self.bar = BottomBar(view_model, tr)
        self.middle = Middle(view_model, tr)
        self.walk = Walk(view_model, self.middle)
        self.panel = SidePanel(view_model, tr)
        self.notepad = NotePad(view_model, tr)
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
        self._rail_area, panel_area = Scroller(self.rail), QWidget()
        side = QVBoxLayout(panel_area)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.space(1))
        side.addWidget(Scroller(self.panel), 1)
        side.addWidget(self.notepad)
        self._columns = Columns(self._rail_area, self.middle, panel_area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._columns, 1)
        # What belongs to no field, between what scrolls and the bar.
        self._message_line = QVBoxLayout()
        self._message_line.addWidget(self.middle.message)
        layout.addLayout(self._message_line)
        layout.addWidget(self.bar)
        self._panel_drawer = self._drawer(tr("Due now"), self._columns.panel.slot)
        self._rail_drawer = self._drawer(tr("Phases"), self._columns.rail.slot)
        self.menu = InterviewMenu(self.program, tr)
        self._menu_drawer = self._drawer(tr("More"), self.menu)
        self._arrange()

    def _connect(self) -> None:
        vm = self._vm
        vm.session_changed.connect(self._on_session)
        vm.item_changed.connect(self._on_item)
        vm.answer_stored.connect(self._on_stored)
        vm.walking.answer_wanted.connect(self.middle.say_wanted)
        vm.entering.answer_incomplete.connect(self.middle.say_incomplete)
        vm.failed.connect(self._on_failed)
        vm.busy_changed.connect(self._on_busy)
        vm.danger_raised.connect(self._on_danger)
        vm.pausing.paused.connect(self.pause_opened)
        vm.pausing.stopped.connect(self.pause_opened)
        vm.facing.call_received.connect(self._on_call)
        self.rail.step_chosen.connect(self._on_phase)
        self.header.menu_wanted.connect(self._fill_menu)
        self.header.menu_wanted.connect(self._menu_drawer.open)
        self.menu.phases_wanted.connect(self._open_phases)
        self.menu.panel_wanted.connect(self._open_panel)
        self.menu.person_window_wanted.connect(self.person_window_toggled)
        self.menu.language_wanted.connect(self._open_language)
        self.menu.keys_wanted.connect(self._open_keys)
        self.menu.open_wanted.connect(self._to_open)
        self.menu.review_wanted.connect(self._look_ahead)
        self.middle.card_wanted.connect(self.cards_opened)
        self.header.danger_wanted.connect(self.danger_opened)
        self.header.point.opened.connect(self.point_opened)
        self.header.interpreter_wanted.connect(self._open_interpreter)
        self.header.panel_wanted.connect(self._panel_drawer.open)
        self.header.person_window_wanted.connect(self.person_window_toggled)
        self.header.lock_wanted.connect(self.lock_requested)
        self.header.language_wanted.connect(self._open_language)
        vm.deeds.language_chosen.connect(self._on_language)
        self.bar.next_wanted.connect(self.walk.onward)
        self.bar.back_wanted.connect(self.walk.back)
        self.walk.turned.connect(lambda: self.bar.draw(self.walk))
        self.bar.interpreter_wanted.connect(self._open_interpreter)
        self.bar.danger_wanted.connect(self.danger_opened)
        self.panel.card_wanted.connect(self.cards_opened)
        self.panel.danger_wanted.connect(self.danger_opened)
        self.panel.newer_wanted.connect(self.newer_opened)
        self.panel.item_wanted.connect(lambda item: vm.walking.jump(ItemId(item)))
        self.panel.findings_wanted.connect(self._open_findings)
        self.middle.readback_wanted.connect(self.readback_opened)
        self.middle.danger_wanted.connect(self.danger_opened)
        self.middle.next_person_wanted.connect(self.next_person_wanted)
        self.middle.lookback_wanted.connect(self.lookback_wanted)
        self.middle.entered.connect(self.header.draw_saved)
        self.middle.unclaimed.connect(self._note_down)
        self.notepad.entered.connect(self.header.draw_saved)
        self.middle.entered.connect(self._follow_typing)

    def _bind_keys(self) -> None:
        tr, vm, keys = self._tr, self._vm, KeyRouter(self)
        keys.bind_choices(self.middle)
        keys.bind("Ctrl+Return", self.walk.onward, name=tr("Next"))
        keys.bind("Ctrl+Enter", self.walk.onward, name=tr("Next"))
        keys.bind("Alt+Left", self.walk.back, name=tr("Back"))
        keys.bind("Alt+0", lambda: self.middle.press_state(UNSURE), name=tr("I am not sure"))
        keys.bind(
            "Alt+-", lambda: self.middle.press_state(DECLINED), name=tr("I do not want to answer")
        )
        keys.bind("Ctrl+F5", self._to_open, name=tr("Open question of this phase"))
        keys.bind("Ctrl+F2", self._look_ahead, name=tr("Before the closing"))
        keys.bind("Ctrl+F9", vm.pausing.pause, name=tr("Break"))
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

    @cached_property
    def _keys_drawer(self) -> Drawer:
        tr = self._tr
        lines = [
            ("1 – 27", tr("Choose an answer")),
            ("A – Z", tr("Find an answer by its letters; else into the note")),
            ("0", tr("I am not sure")),
            ("-", tr("I do not want to answer")),
            *dict(self.keys.sheet()).items(),
        ]
        return self._drawer(tr("All keys"), KeysSheet(lines), 480)

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
        """Three columns, or the card alone with the others in drawers."""
        theme = current_theme()
        if self._columns.arrange(self.width()):
            self._panel_drawer.shut()
            self._rail_drawer.shut()
        self.header.set_width(wide=bool(self._columns.three))
        low = self.height() * 100 / theme.scale < _LOW
        self.bar.set_low(low=low)
        edge, side = theme.space(0.5), theme.space(2)
        self._message_line.setContentsMargins(side, 0 if low else edge, side, edge)

    def _fill_menu(self) -> None:
        """The menu has what has no room elsewhere."""
        header = self.header
        self.menu.offer(
            phases=not self._columns.three,
            language=header.language.isHidden(),
            folded=header.person.isHidden(),
        )

    def _draw_all(self) -> None:
        if self._vm.is_open:
            self._on_session()
            self._draw_item()
            self.walk.begin()

    def _on_busy(self, _busy: bool) -> None:  # noqa: FBT001 a Qt slot
        if self._vm.is_open:
            self.header.draw_saved()

    def _on_danger(self, _flag: str) -> None:
        self.danger_opened.emit()

    def _on_session(self) -> None:
        self.header.draw()
        self.bar.draw(self.walk)
        self.panel.draw()
        self.middle.draw_notices()
        self.rail.set_steps(steps_of(self._vm.glance, self._tr))
        QTimer.singleShot(0, self, self._show_phase)
        if self._is_interpreted_anew():
            self._draw_again()

    def _is_interpreted_anew(self) -> bool:
        """Whether the card was drawn for another interpreter, or for one who was elsewhere."""
        drawn, now = self._drawn, self._vm.glance
        if drawn is None or (drawn.at, drawn.parts) != (now.at, now.parts):
            return False  # the page of another question is on its way
        before, after = drawn.header, now.header
        return (before.interpreter, before.interpreter_mode) != (
            after.interpreter,
            after.interpreter_mode,
        )

    def _show_phase(self) -> None:
        """Where one is stays in sight in the column of the phases."""
        here = next((row.id for row in self._vm.glance.phases if row.state == "current"), None)
        if self._vm.is_open and here is not None:
            reveal(self.rail.button(here))

    def _draw_item(self) -> None:
        self._drawn = self._vm.glance
        self.middle.draw()
        self.panel.guidance.draw()
        self.notepad.draw()

    def _on_item(self) -> None:
        if self._vm.glance is not self._drawn:  # else the page was made for this very step
            self._draw_item()
            self.walk.begin()
        self.bar.draw(self.walk)
        if self.isVisible():
            self.middle.focus_entry()

    def _on_stored(self, item: str) -> None:
        if item == self._vm.item:
            self.middle.draw_stored()
        self.header.draw_saved()

    def _follow_typing(self) -> None:
        """What is typed is seen: the first field has the keyboard also where it stands below the fold."""
        focus = QApplication.focusWidget()
        if focus is not None and self.middle.isAncestorOf(focus):
            reveal(focus)

    def _on_failed(self, error: Exception) -> None:
        self.middle.show_message("error", error_sentence(error, self._tr))

    def _on_call(self, kind: str) -> None:
        self.middle.show_message("warning", call_sentence(kind, self._tr))

    def _on_phase(self, phase: str) -> None:
        self._rail_drawer.shut()
        self._vm.walking.jump_phase(phase)

    def _on_tick(self) -> None:
        if self._vm.is_open and self.isVisible():
            self.panel.tick()
            self.middle.draw_notices()

    def _focus_note(self) -> None:
        if (note := self.notepad.note) is None:
            return
        if not self._columns.three:
            self._panel_drawer.open(note)
        note.setFocus()
        reveal(note, led_by=note.parentWidget())

    def _note_down(self, text: str) -> None:
        """What was typed and belongs to no option goes into the note: no key is lost."""
        if self.notepad.note is not None:
            self._focus_note()
            self.notepad.note.insertPlainText(text)

    def _on_language(self, _tag: str) -> None:
        self._draw_again()

    def _draw_again(self) -> None:
        """The same question in another language, or with another interpreter: focus and place stay."""
        place, standing = self._scrolled(), Standing.of(self.middle)
        page, _of = self.walk.place
        self._draw_item()
        self.walk.again(page - 1)
        QTimer.singleShot(0, self, lambda: self._scroll_to(place))
        standing.restore(self.middle)

    def _scrolled(self) -> int:
        card = self.middle.card
        return card.area.verticalScrollBar().value() if card is not None else 0

    def _scroll_to(self, place: int) -> None:
        if (card := self.middle.card) is not None:
            card.area.verticalScrollBar().setValue(place)

    def _open_findings(self) -> None:
        self._panel_drawer.shut()
        super()._open_findings()

    def _open_language(self) -> None:
        self._menu_drawer.shut()
        super()._open_language()

    def _open_keys(self) -> None:
        self._menu_drawer.shut()
        self._keys_drawer.open()

    def _to_open(self) -> None:
        self._menu_drawer.shut()
        if not self._vm.walking.jump_open():
            self.middle.say_nothing_open()

    def _look_ahead(self) -> None:
        self._menu_drawer.shut()
        self._vm.walking.look_ahead()

    def _open_panel(self) -> None:
        self._menu_drawer.shut()
        self._panel_drawer.open()

    def _open_phases(self) -> None:
        self._menu_drawer.shut()
        self._rail_drawer.open()
        QTimer.singleShot(0, self, self._show_phase)  # the drawer is laid out first
