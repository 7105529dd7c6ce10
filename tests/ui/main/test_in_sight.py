# SPDX-License-Identifier: MIT
"""What of a question is in sight on each of its pages: options, fields, states, and the way on.

``packaging/test --full tests/ui/main/test_in_sight.py -s`` measures every question in every language at six
sizes of the window, and prints the table. The card is measured by itself in the room that the real window of
that size gives it; that this is the same is tested, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.counts import sample
from tests.stations import begin
from tests.ui.pages import ANSWERED, SEVENTEEN, rest
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.screens.interview.phases import short_words, steps_of
from ui.screens.item_spec import SpecMaker
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.choice_row import ChoiceRow

#: Logical px: a laptop full screen and maximised, a smaller one, a large one, the laptop at 150 % both ways.
SIZES = ((1366, 768), (1366, 689), (1280, 720), (1920, 1080), (911, 512), (911, 433))
WHOLE = SIZES[0], SIZES[3]  # every page stands whole here, in every language
LARGE_TEXT = SIZES[4]  # all options, or at least so many
LEAST, LEAST_URDU = 5, 4
STATES = ("unsure", "declined")
LANGUAGES = (*SEVENTEEN, "ur")
#: The questions of the table of the design, and how many of their answers stood whole at 1366x768 before.
BEFORE = {
    "CONS-04c": "0-1 of 5", "LANG-02": "2-5 of 5", "CTRL-04": "1-4 of 12", "AGE-01": "1-2 of 10",
    "SAFE-03": "1-3 of 14", "WORK-03": "1-3 of 9", "DEBT-02": "2-4 of 22", "RECR-07": "0-2 of 19",
    "DEBT-05": "1-3 of 72", "RECR-00": "0-1 of 2",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One page: ``whole`` of ``things`` (options and fields) were in sight; ``states``: so were all states."""

    item: str
    page: int
    of: int
    things: int
    whole: int
    states: bool
    scrolls: bool

    def __str__(self) -> str:
        page = f" {self.page + 1}/{self.of}" if self.of > 1 else ""
        return f"{self.item}{page} {self.whole}/{self.things}"


def in_view(widget: QWidget) -> bool:
    shown = widget.visibleRegion().boundingRect()
    return shown.height() >= widget.height() - 1 and shown.width() >= widget.width() - 1


def look(card: BilingualCard) -> Seen:
    """What is seen of the page that is shown."""
    rows = [row for row in card.findChildren(ChoiceRow) if row.isVisible()]
    fields = [*card.findChildren(QLineEdit), *card.findChildren(QPlainTextEdit)]
    things: list[QWidget] = [row for row in rows if row.spec.id not in STATES]
    things += [field for field in fields if field.isVisible() and field.height() > 1]
    states = all(in_view(row) for row in rows if row.spec.id in STATES)
    scrolls = card.area.verticalScrollBar().maximum() > 0
    answer = card.answer
    whole = sum(map(in_view, things))
    return Seen(answer._spec.item, answer.page, answer.pages, len(things), whole, states, scrolls)


def pages_of(card: BilingualCard) -> Iterator[Seen]:
    """Each page of a question, one after the other."""
    for page in range(card.answer.pages):
        card.answer.show_page(page)
        high = card.maximumHeight()
        card.fit(*card._room)
        assert card.maximumHeight() == high, "measured anew it is another: the page jumps"
        settle()
        yield look(card)
    card.answer.show_page(0)


def settle() -> None:
    for _round in range(3):
        QApplication.processEvents()


def open_page(shell: Shell, workspace: Workspace, lang: str) -> InterviewScreen:
    case = shell.open_case()
    tag = "ja-x-easy" if lang == "ja" else lang
    case.open(begin(workspace, ANSWERED, language=tag))
    rest()
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    return page


def rooms_of(shell: Shell, page: InterviewScreen) -> dict[tuple[int, int], QSize]:
    """How much room the card has in a window of each size."""
    found = {}
    for size in SIZES:
        shell.window.resize(*size)
        rest()
        assert shell.window.size() == QSize(*size)
        margins = page.middle.layout().contentsMargins()  # type: ignore[union-attr]
        found[size] = page.middle.size().shrunkBy(margins)
    return found


def measured(
    page: InterviewScreen, items: list[ItemId], rooms: dict[tuple[int, int], QSize]
) -> Iterator[tuple[tuple[int, int], Seen]]:
    """Each page of these questions in each room, by the card alone."""
    glance, tr = page._vm.glance, page._tr
    person = glance.tr_person if glance.person_lang else None
    host = QWidget()
    layout = QVBoxLayout(host)
    layout.setContentsMargins(0, 0, 0, 0)
    host.show()
    for item in items:
        spec = SpecMaker(replace(glance, at=item), tr).item(item)
        card = BilingualCard(spec, place=item, tr=tr, tr_person=person)
        if spec.question.person is not None and not glance.item_texts(item).person_hidden:
            card.offer_sound()  # as the page does
        layout.addWidget(card, 1000)
        layout.addStretch(1)
        for size, room in rooms.items():
            host.resize(room)
            card.fit(room.width(), room.height())
            settle()
            for seen in pages_of(card):
                yield size, seen
        layout.takeAt(1)
        layout.removeWidget(card)
        card.hide()
        card.deleteLater()
    host.deleteLater()
    rest()


def asked(page: InterviewScreen) -> list[ItemId]:
    """The questions that are no pure box of the officer's preparation, whether locked now or not."""
    return [item for item in page._vm.session.pack.items if not item.startswith("PREP")]


@pytest.mark.parametrize("lang", sample("in sight", LANGUAGES, 1))
def test_every_page_is_in_sight(shell: Shell, workspace: Workspace, lang: str) -> None:
    page = open_page(shell, workspace, lang)
    rooms = rooms_of(shell, page)
    items = sample(f"in sight {lang}", asked(page), 14)
    found = list(measured(page, items, rooms))
    assert len(found) >= len(items) * len(SIZES)
    table(lang, found)
    least = LEAST_URDU if lang == "ur" else LEAST
    assert [f"{size} {seen}" for size, seen in found if not seen.states] == []
    assert [
        f"{size} {seen}"
        for size, seen in found
        if size in WHOLE and (seen.scrolls or seen.whole < seen.things)
    ] == []
    assert [
        str(seen)
        for size, seen in found
        if size == LARGE_TEXT and seen.whole < min(seen.things, least)
    ] == []


def table(lang: str, found: list[tuple[tuple[int, int], Seen]]) -> None:
    """Print how many pages there are and which are not whole; then the questions of the design."""
    for size in SIZES:
        pages = [seen for of, seen in found if of == size]
        left = [str(seen) for seen in pages if seen.whole < seen.things]
        print(
            f"{lang} {size[0]}x{size[1]}: {len(pages)} pages, not whole {len(left)}: {', '.join(left)}"
        )
    for item, before in BEFORE.items():
        rows = {
            size: [seen for of, seen in found if (of, seen.item) == (size, item)] for size in SIZES
        }
        if rows[SIZES[0]]:
            cells = (
                " + ".join(f"{sight.whole}/{sight.things}" for sight in row)
                for row in rows.values()
            )
            print(f"{lang} {item}: before {before}; now {' | '.join(cells)}")


def kept(seen: Seen) -> Seen:
    """What of a page does not depend on where the keyboard is and what was scrolled to it."""
    return replace(seen, whole=0, scrolls=False)


@pytest.mark.parametrize("size", sample("in the window", SIZES, 2))
def test_the_window_shows_what_was_measured(
    shell: Shell, workspace: Workspace, size: tuple[int, int]
) -> None:
    """Page by page as by itself, and *Next* and *Danger* are in sight whatever is asked."""
    page = open_page(shell, workspace, "my")
    room = rooms_of(shell, page)[size]
    shell.window.resize(*size)
    rest()
    for item in sample(f"in the window {size}", asked(page), 4):
        page._vm.walking.jump(item)
        rest()
        card = page.middle.card
        if card is None or page._vm.item != item:  # it is closed for now
            continue
        shown = []
        for seen in pages_of(card):
            rest()
            assert in_view(page.bar.next)
            assert in_view(page.bar.danger)
            shown.append(look(card) if seen.page == card.answer.page else seen)
        beside = page.middle._notices.count() + page.middle._content.count()
        if beside == 1:  # nothing but the card
            alone = [sight for _size, sight in measured(page, [item], {size: room})]
            assert [kept(sight) for sight in shown] == [kept(sight) for sight in alone]


def test_the_detector_sees_what_is_hidden(shell: Shell, workspace: Workspace) -> None:
    """Positive control: in a low window not all of ten options are in sight."""
    page = open_page(shell, workspace, "my")
    page._vm.walking.jump(ItemId("CTRL-04"))
    rest()
    card = page.middle.card
    assert card is not None
    seen = look(card)
    assert (seen.whole, seen.things, seen.states, seen.scrolls) == (10, 10, True, False)
    shell.window.resize(1000, 420)
    rest()
    seen = look(card)
    assert seen.whole < seen.things
    assert seen.states
    assert seen.scrolls


@pytest.mark.parametrize("officer", ["ja", "en"])
def test_each_phase_stands_in_one_line_with_its_count(
    shell: Shell, workspace: Workspace, officer: str
) -> None:
    """On a laptop in three columns: a short word, whole, and how far one is; nothing scrolls sideways."""
    shell.set_language(officer)
    page = open_page(shell, workspace, "th")
    shell.window.resize(*SIZES[0])
    rest()
    phases = page._vm.session.pack.phases
    assert set(short_words(page._tr)) == {phase.id for phase in phases}
    steps = steps_of(page._vm.glance, page._tr)
    assert len(steps) > 12
    for step in steps:
        button = page.rail.button(step.id)
        for state in (step.state, "current"):  # which is bold
            button.show_step(replace(step, state=state), "")
            assert button._flow(button.width()).lines == (step.short,)
            assert re.fullmatch(r"\d+/\d+", step.count)
    area = page._rail_area
    assert area.horizontalScrollBar().maximum() == 0
    assert page.rail.width() <= area.viewport().width()
    shell.set_language("ja")
