# SPDX-License-Identifier: MIT
"""The one bar over the interview: which case, whose language, which interpreter, what is saved; the ways out.

It replaces the bar of the other pages and is one line in every window. Where there is no room for a fact it
is left out, the least needed first; then what is due and the person's window go into the menu.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.agency import short_name
from ui.a11y import Role, one_stop, say, set_role
from ui.screens.point import PointMark
from ui.screens.program_buttons import ProgramButtons
from ui.screens.wordings import mode_word
from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import Panel
from ui.widgets.status import StatusBadge, badge_flow, badge_size
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_PICTURE = 32  # px at 100 %, with its gap
_LEAST = 600  # px at 100 %: what cannot go into the menu


class HeaderBar(Panel):
    """Facts at the start, actions at the end. ``draw`` follows the view model."""

    menu_wanted = Signal()
    panel_wanted = Signal()
    danger_wanted = Signal()
    person_window_wanted = Signal()
    lock_wanted = Signal()
    language_wanted = Signal()
    interpreter_wanted = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="head", margin=0.25, parent=parent)
        one_stop(set_role(self, Role.ToolBar))
        self._vm, self._tr = view_model, tr
        self.program = ProgramButtons(tr("Interviews"), tr, self)
        self._case = TextLabel(size=16, bold=True, wrap=False)
        self._place = TextLabel(size=14, tone="secondary", wrap=False)
        self._practice = StatusBadge(tr("Practice"), kind="info")
        self.language = IconButton("language", tr("No language yet"))
        self.interpreter = IconButton("interpreter", tr("no interpreter"))
        self.saved = StatusBadge("", kind="success")
        self.saved.reserve(self._signs())
        self.point = PointMark(tr)
        self.urgent = Button("", rank="outlined", size="small", icon="danger", tone="danger")
        self.panel = IconButton("bell", tr("Due now"))
        self.person = IconButton("person-window", tr("Person's window"))
        self.menu = IconButton("menu", tr("More"))
        self.lock = IconButton("lock", tr("Lock"))
        self.lock.setToolTip("Ctrl+L")
        self._pictured, self._wide, self._folded, self._due = True, True, False, 0
        self._fitting = False
        self._line = QHBoxLayout()
        self.body.addLayout(self._line)
        self._lay_out()
        self.language.clicked.connect(self.language_wanted)
        self.interpreter.clicked.connect(self.interpreter_wanted)
        self.urgent.clicked.connect(self.danger_wanted)
        self.panel.clicked.connect(self.panel_wanted)
        self.person.clicked.connect(self.person_window_wanted)
        self.menu.clicked.connect(self.menu_wanted)
        self.lock.clicked.connect(self.lock_wanted)

    def _lay_out(self) -> None:
        self._line.setSpacing(current_theme().space(0.5))
        facts = (
            self.program.home,
            self._case,
            self._practice,
            self._place,
            self.language,
            self.interpreter,
            self.saved,
        )
        for fact in facts:
            self._line.addWidget(fact)
        self._line.addWidget(self.point)
        self._line.addStretch(1)
        for button in self._buttons:
            self._line.addWidget(button)

    def set_width(self, *, wide: bool) -> None:
        """Show the button of what became a drawer; a wide bar keeps the room of all signs of saving."""
        if wide is not self._wide:
            self._wide = wide
            self.saved.reserve(self._signs() if wide else ())
        self._fit()

    def _signs(self) -> Sequence[tuple[str, str]]:
        """All that the sign of saving may say, with the icons."""
        tr = self._tr
        saved = tr("saved {time}").format(time="00:00:00")
        return (tr("saving"), "clock"), (tr("not saved yet"), "edit"), (saved, "check")

    def draw(self) -> None:
        """Show the facts as they stand."""
        tr, header, glance = self._tr, self._vm.glance.header, self._vm.glance
        self._case.set_text(header.case_number, "en")
        self._case.setAccessibleName(tr("Case {case}").format(case=header.case_number))
        agency = short_name(self._vm.session.pack.agencies, header.agency, glance.officer_lang)
        self._place.set_text(f"{agency} {header.station}".strip())
        self.language.set_text(header.language or tr("No language yet"), header.language_tag or "")
        self.language.setAccessibleDescription(tr("Another language for the person"))
        self.interpreter.set_text(self._interpreter(header.interpreter, header.interpreter_mode))
        self._practice.setVisible(header.practice)
        self.point.show_point(glance.discreet_words)
        red = sum(flag.severity == "red" for flag in glance.flags)
        self.urgent.set_text(tr("Urgent: {count}").format(count=red))
        self.urgent.setVisible(bool(red))
        self._due = due = len(glance.cards_due) + len(glance.flags)
        self.panel.set_text(tr("Due now ({count})").format(count=due) if due else tr("Due now"))
        self.draw_saved()
        self._fit()

    def draw_saved(self) -> None:
        """Say *saved* with its time only after the commit; *not saved yet* while something is typed.

        All of that has its room in a wide bar: nothing in it moves when it changes.
        """
        before, room, saved = self.saved.text(), self.saved.sizeHint(), self._write_saved()
        if saved and self.saved.text() != before:
            say(self.saved, self.saved.text())
        if self.saved.sizeHint() != room:
            self._fit()

    def _write_saved(self) -> bool:
        """Write what stands in the sign; True where all is saved."""
        tr, vm = self._tr, self._vm
        if vm.busy:
            self.saved.set(tr("saving"), "neutral", "clock")
        elif vm.entering.is_entered or not vm.saved_at:
            self.saved.set(tr("not saved yet"), "neutral", "edit")
        else:
            time = vm.saved_at.rpartition(":")[0] if self._folded else vm.saved_at
            self.saved.set(tr("saved {time}").format(time=time), "success", "check")
            return True
        return False

    def minimumSizeHint(self) -> QSize:
        """Facts give way: only the buttons count."""
        return QSize(current_theme().px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (self.urgent, self.panel, self.person, self.menu, self.lock)

    def _fit(self) -> None:
        """Arrange it for the width of now: showing a part lays out anew, and that asks again."""
        if not self._fitting:
            self._fitting = True
            self._give_way()
            self._fitting = False

    def _give_way(self) -> None:
        """Leave out what has no room: the place, then the interpreter, the person's language, the way home.

        All of them are at hand elsewhere: in the bar at the foot, on the card, in the menu.
        """
        giving_way = (self._place, self.interpreter, self.language, self.program.home)
        always = (self._case, self._practice, self.saved, self.point)
        room = self.width() - 2 * current_theme().space(0.5) - self._needed(always)
        self._fold(room - self._seconds())
        room = self.width() - 2 * current_theme().space(0.5) - self._needed(always)
        room -= self._with_pictures(room)
        for fact in reversed(giving_way):
            room -= self._needed((fact,), hidden=True)
            self._show(fact, on=room >= 0 and bool(fact.text()))

    def _fold(self, room: int) -> None:
        """Put what is due and the person's window into the menu where there is no room for their words.

        ``room``: beside the time with its seconds. Folding makes words shorter: what counts is how long they
        are unfolded, or it would go to and fro.
        """
        folding = (self.person,) if self._wide else (self.panel, self.person)
        shown = [self.urgent] if not self.urgent.isHidden() else []
        deeds = (*shown, *folding, self.menu, self.lock)
        pictures = current_theme().px(_PICTURE) * len(deeds) if self._pictured else 0
        counted, plain = self._tr("More ({count})").format(count=self._due), self._tr("More")
        longer = self.menu.sizeHint().width() - self.menu.width_with(plain)
        was = self._folded
        self._folded = self._needed(deeds, hidden=True) - pictures - longer > room
        if was is not self._folded:
            edge = current_theme().space(0.75) if self._folded else 0
            self._line.setContentsMargins(edge, 0, 0, 0)  # words without a button's edge begin here
            self._write_saved()
        self._show(self.panel, on=not (self._wide or self._folded))
        self._show(self.person, on=not self._folded)
        self.menu.set_text(counted if self._folded and self._due else plain)

    def _seconds(self) -> int:
        """How much wider the time would be with its seconds, px; 0 where it has them or is not shown."""
        whole = self._tr("saved {time}").format(time=self._vm.saved_at)
        short = self._tr("saved {time}").format(time=self._vm.saved_at.rpartition(":")[0])
        if self.saved.text() != short:
            return 0
        return badge_size(badge_flow(whole, ""), "check").width() - self.saved.sizeHint().width()

    @staticmethod
    def _show(widget: QWidget, *, on: bool) -> None:
        """Only where it changes: showing lays out anew, and that asks for room again."""
        if widget.isHidden() is on:
            widget.setVisible(on)

    def _with_pictures(self, room: int) -> int:
        """The width of the deeds, px; their pictures give way where there is no room, words do not."""
        shown = [button for button in self._buttons if not button.isHidden()]
        without = 0 if self._pictured else current_theme().px(_PICTURE) * len(shown)
        pictured = self._needed(shown) + without <= room
        if pictured is not self._pictured:
            self._pictured = pictured
            for button in self._buttons:
                button.set_pictured(on=pictured)
        return self._needed(shown)

    def _needed(self, widgets: Sequence[QWidget], *, hidden: bool = False) -> int:
        """The width of widgets in a line, px, with the gaps between them."""
        shown = [widget for widget in widgets if hidden or not widget.isHidden()]
        return sum(widget.sizeHint().width() + self._line.spacing() for widget in shown)

    def _interpreter(self, code: str, mode: str) -> str:
        tr = self._tr
        if not code:
            return tr("no interpreter")
        how = mode_word(mode, tr)
        if not how:
            return tr("interpreter {code}").format(code=code)
        return tr("interpreter {code} ({how})").format(code=code, how=how)
