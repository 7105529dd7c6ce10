# SPDX-License-Identifier: MIT
"""At the right: open flags, timers, guidance on the question, cards and offers, what the answers show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.a11y import one_stop
from ui.screens.clicks import on_click
from ui.screens.interview.guidance import Guidance
from ui.screens.raising import ask_to_raise
from ui.screens.refill import Region
from ui.screens.wordings import before_sentence
from ui.theme import current_theme
from ui.viewmodels.findings import Findings
from ui.viewmodels.flags import FlagRow
from ui.viewmodels.glance import Glance, TimerRow
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.others import may_ask_of_others, others_in_danger
from ui.widgets.buttons import Button
from ui.widgets.panel import row
from ui.widgets.status import TimerLabel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_FIRST_CARDS = 3  # more are one click away


def elements_sentence(found: Findings, tr: Translate) -> str:
    """Act, means and purpose together, in the three words that are allowed (DECISIONS.md §5)."""
    words = {
        "indicated": tr("Elements indicated"),
        "partly": tr("Elements partly indicated"),
        "not_so_far": tr("Elements not indicated so far"),
    }
    return words[found.elements]


def aid_sentence(tr: Translate) -> str:
    """Stands beside every finding."""
    return tr(
        "This is a screening aid. It is never a verdict and never says that someone is not a victim."
    )


class SidePanel(QWidget):
    """Redrawn with every session; `tick` moves only the timers."""

    card_wanted = Signal(str)
    danger_wanted = Signal()
    item_wanted = Signal(str)
    findings_wanted = Signal()
    newer_wanted = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        one_stop(self)
        self._timers: dict[str, TimerLabel] = {}
        self.guidance = Guidance(view_model, tr)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * (current_theme().space(1),)))
        layout.setSpacing(current_theme().space(1))
        self._flagged, self._timed = self._region(layout), self._region(layout)
        layout.addWidget(self.guidance)
        self._due_now, self._shown, self._newest = (self._region(layout) for _ in range(3))
        layout.addStretch(1)

    @staticmethod
    def _region(layout: QVBoxLayout) -> Region:
        inner = QVBoxLayout()
        inner.setSpacing(current_theme().space(0.75))
        layout.addLayout(inner)
        return Region(inner)

    def draw(self) -> None:
        """Fill the panel from the session: each part of it only where it says something else."""
        glance, found = self._vm.glance, self._vm.glance.findings
        timers = glance.timers(self._vm.workspace.clock.now())
        counts = (len(found.act), len(found.means), len(found.purpose))
        self._flagged.draw((glance.flags, may_ask_of_others(self._vm)), lambda: self._flags(glance))
        self._timed.draw(
            tuple((timer.id, timer.text) for timer in timers), lambda: self._timer_parts(timers)
        )
        self._due_now.draw((glance.cards_due, glance.offers), lambda: self._due(glance))
        self._shown.draw((found.elements, counts, found.child_path), lambda: self._shows(found))
        self._newest.draw(glance.newer_content, self._newer)
        self.tick()

    def tick(self) -> None:
        """Show what is left of each timer now."""
        if not self._vm.is_open:
            return
        for timer in self._vm.glance.timers(self._vm.workspace.clock.now()):
            label = self._timers.get(timer.id)
            if label is not None:
                words = self._tr("done") if timer.state == "done" else timer.left
                label.show_state(words, timer.state)  # type: ignore[arg-type]

    def _due(self, glance: Glance) -> Iterator[QWidget | QLayout]:
        tr = self._tr
        yield SectionTitle(tr("Due now"), size=17)
        cards = glance.cards_due
        for card in cards[:_FIRST_CARDS]:
            button = Button(card.title, rank="outlined", size="small", icon="card", tone="neutral")
            button.clicked.connect(
                lambda _=False, card_id=str(card.id): self.card_wanted.emit(card_id)
            )
            yield _narrow(button)
        if len(cards) > _FIRST_CARDS:
            words = tr("All cards ({count})").format(count=len(cards))
            every = Button(words, rank="text", size="small", icon="list")
            every.clicked.connect(lambda: self.card_wanted.emit(""))
            yield row(every)
        offers = glance.offers
        for item in dict.fromkeys(item for offer in offers for item in offer.items):
            words = tr("May be offered: {item}").format(item=glance.explainer.question(item))
            button = Button(words, rank="text", size="small", icon="next", tone="neutral")
            button.clicked.connect(
                lambda _=False, item_id=str(item): self.item_wanted.emit(item_id)
            )
            yield _narrow(button)
        if not cards and not any(offer.items for offer in offers):
            yield TextLabel(tr("Nothing is due."), tone="secondary")

    def _newer(self) -> Iterator[QWidget | QLayout]:
        """A way to newer content, where there is one."""
        if self._vm.glance.newer_content:
            button = Button(self._tr("Newer content…"), rank="text", size="small", icon="next")
            button.clicked.connect(self.newer_wanted)
            yield _narrow(button)

    def _flags(self, glance: Glance) -> Iterator[QWidget | QLayout]:
        tr, flags = self._tr, glance.flags
        yield SectionTitle(tr("Flags"), size=17)
        for flag in flags:
            yield from self._flag(flag)
        if not flags:
            yield TextLabel(tr("No open flag."), tone="secondary")
        if may_ask_of_others(self._vm):
            others = Button(
                tr("The person says others are in danger"), rank="text", size="small", icon="users"
            )
            pack = self._vm.session.pack
            title = glance.text(pack.flags[pack.roles.others_in_danger].title)
            on_click(others, ask_to_raise, others, title, lambda: others_in_danger(self._vm), tr)
            yield _narrow(others)

    def _flag(self, flag: FlagRow) -> Iterator[QWidget | QLayout]:
        red = flag.severity == "red"
        word = self._tr("urgent") if red else self._tr("look after")
        button = Button(
            f"{word}: {flag.title}",
            rank="outlined",
            size="small",
            icon="danger" if red else "flag",
            tone="danger" if red else "neutral",
        )
        button.clicked.connect(self.danger_wanted)
        yield _narrow(button)
        if flag.before:
            words = before_sentence(flag.before, self._tr)
            yield TextLabel(words, size=14, tone="secondary")

    def _timer_parts(self, rows: Sequence[TimerRow]) -> Iterator[QWidget | QLayout]:
        self._timers = {}
        if rows:
            yield SectionTitle(self._tr("Time"), size=17)
        for timer in rows:
            label = TimerLabel(timer.text)
            self._timers[timer.id] = label
            yield label

    def _shows(self, found: Findings) -> Iterator[QWidget | QLayout]:
        tr = self._tr
        yield SectionTitle(tr("What this shows"), size=17)
        yield TextLabel(elements_sentence(found, tr), bold=True)
        counts = tr("act {act} · means {means} · purpose {purpose}").format(
            act=len(found.act), means=len(found.means), purpose=len(found.purpose)
        )
        yield TextLabel(counts)
        if found.child_path:
            yield TextLabel(tr("Under 18 or in doubt: means are not required."), tone="secondary")
        yield TextLabel(aid_sentence(tr), size=14, tone="secondary")
        more = Button(tr("Answers, rules and sources"), rank="text", size="small", icon="info")
        more.clicked.connect(self.findings_wanted)
        yield row(more)


def _narrow(button: Button) -> Button:
    """Let the words of a button wrap to the width of the panel, whatever their script."""
    policy = button.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    button.setSizePolicy(policy)
    return button
