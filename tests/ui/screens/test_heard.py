# SPDX-License-Identifier: MIT
"""The program without eyes: everything is found by its name and role, used by keys, and heard when it changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.heard import Role, focus_fault, heard, listening, misheard, told
from tests.ui.keyboard import CTRL, bring_forward, focused, hit, write
from tests.ui.pages import rest
from tests.ui.screens.room import BASE, english
from ui.a11y import arrange, name, set_role
from ui.main import Shell
from ui.screens.fold import Fold
from ui.screens.unlock import UnlockScreen
from ui.widgets.answer_spec import SideText
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.choice import ChoiceBody, ChoiceLook
from ui.widgets.choice_row import RowSpec
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.inputs import TextInput
from ui.widgets.panel import CardFrame, Panel
from ui.widgets.scroller import Scroller
from ui.widgets.text import SectionTitle, TextLabel

__all__ = ["listening", "told"]


pytestmark = pytest.mark.usefixtures("listening")


def page(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    root = QWidget()
    layout = QVBoxLayout(root)
    for widget in widgets:
        layout.addWidget(widget)
    qtbot.addWidget(root)
    root.resize(500, 500)
    root.show()
    rest()
    return root


def in_line(right_to_left: bool) -> QWidget:
    """Two buttons, the second made first."""
    holder, first, second = QWidget(), Button("first"), Button("second")
    way = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    holder.setLayoutDirection(way)
    for button in (second, first):
        button.setParent(holder)
        button.setLayoutDirection(way)
    line = QHBoxLayout(holder)
    line.addWidget(first)
    line.addWidget(second)
    return holder


def one_of_two() -> QWidget:
    rows = [RowSpec(letter.lower(), (SideText("", letter),)) for letter in "AB"]
    made = ChoiceBody(rows, name="Which?", look=ChoiceLook())
    for row in made.rows():
        row.setAutoExclusive(False)
    return made


def of_no_role() -> QWidget:
    return name(QWidget(), "A page")


def nameless_group() -> QWidget:
    return set_role(QWidget(), Role.Grouping)


def alike() -> QWidget:
    """A button and a field beside each other that are called the same."""
    holder = CardFrame("A card")
    holder.add(Button("Interpreter"))
    holder.add(TextInput("Interpreter"))
    return holder


def twins() -> QWidget:
    holder = Panel()
    holder.add(Button("Correct"))
    holder.add(Button("Correct"))
    return holder


@pytest.mark.parametrize(
    ("make", "fault", "many"),
    [
        (QLineEdit, "no name", 1),
        (one_of_two, "wrong role", 2),
        (twins, "same name", 1),
        (alike, "same name", 1),
        (of_no_role, "no role", 1),
        (nameless_group, "no name", 1),
        (lambda: in_line(right_to_left=False), "read too late", 1),
        (lambda: in_line(right_to_left=True), "read too late", 1),
    ],
)
def test_each_fault_is_found(
    qtbot: QtBot, make: Callable[[], QWidget], fault: str, many: int
) -> None:
    found = misheard(page(qtbot, make()))
    assert len([found_fault for found_fault in found if found_fault.startswith(fault)]) == many, (
        found
    )


def test_a_title_that_is_a_plain_label_or_of_a_wrong_level_is_found(qtbot: QtBot) -> None:
    def faults(*levels: int) -> list[str]:
        titles = [SectionTitle("A title", level=level, size=20) for level in levels]
        return [fault[:15] for fault in misheard(page(qtbot, *titles))]

    assert faults(1, 2, 3, 2, 3, 3, 2) == []
    assert faults(2) == ["level 2 after 0"]
    assert faults(1, 3) == ["level 3 after 1"]
    assert faults(0) == ["wrong role: Sta"]


def test_a_heading_can_be_asked_for_everything(qtbot: QtBot) -> None:
    """What it has not is nothing, and no fault of the program: screen readers ask every thing for all."""
    title = SectionTitle("A title", level=3)
    root = page(qtbot, title)
    assert root.isVisible()
    found = QAccessible.queryAccessibleInterface(title)
    assert found.textInterface() is None
    assert found.selectionInterface() is None
    attributes = found.attributesInterface()
    level = QAccessible.Attribute.Level
    assert attributes.attributeKeys() == [level]
    values = {key: attributes.attributeValue(key) for key in QAccessible.Attribute}
    assert {key: value for key, value in values.items() if value is not None} == {level: 3}


def test_what_scrolls_can_be_asked_for_a_child_that_has_just_gone(qtbot: QtBot) -> None:
    """A screen reader counts first, and asks later: Qt's own answer ended the program."""
    area = Scroller(TextLabel("words"))
    root = page(qtbot, area)
    found = QAccessible.queryAccessibleInterface(area)
    assert root.isVisible()
    assert found.childCount() > 0
    assert found.child(found.childCount()) is None


def test_focus_on_a_nameless_filler_is_found(qtbot: QtBot) -> None:
    filler = QWidget()
    root = page(qtbot, filler, Button("x"))
    filler.setFocus()
    assert focus_fault(root) == ["the focus is on Client '' (QWidget)"]


def test_the_order_of_the_layouts_is_that_of_the_tree(qtbot: QtBot) -> None:
    for right_to_left in (False, True):
        root = page(qtbot, in_line(right_to_left))
        arrange(root)
        assert misheard(root) == []


def test_another_person_at_the_door_hears_that_the_passphrase_was_wrong(
    shell: Shell, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    shell.workspace = None
    shell.show_unlock()
    bring_forward(shell.window, qtbot)
    told.clear()
    write(shell.window, "not this one")
    hit(shell.window, Qt.Key.Key_Return)
    spoken = [words for words, now in told if now]
    assert len(spoken) == 1, told
    assert isinstance(shell.window.page, UnlockScreen)
    assert spoken[0] == shell.window.page._message.text() != ""


def test_a_talk_is_heard(
    shell: Shell, workspace: Workspace, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    """New page, question, saved, what is missing, danger: each once, and the errors at once."""
    case = shell.open_case()
    case.open(begin(workspace, BASE))
    bring_forward(shell.window, qtbot)
    assert (shell.tr_officer("Interview"), False) in told
    case.model.walking.jump(ItemId("LANG-02"))
    rest()
    assert any("LANG-02" in words for words, _now in told)
    told.clear()
    hit(shell.window, Qt.Key.Key_1)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    words = [text for text, _now in told]
    assert any(text.startswith(shell.tr_officer("saved {time}")[:3]) for text in words), told
    assert any(str(case.model.item) in text for text in words), told
    case.model.walking.jump(ItemId("AGE-01"))
    rest()
    told.clear()
    write(shell.window, "1999-13")
    assert told == [], "at every letter it would be in the way"
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    wrong = heard(focused()).description
    (kept,) = told
    assert kept == (kept[0], True)
    assert wrong
    assert wrong in kept[0]
    told.clear()
    hit(shell.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert told == [kept], "as the keyboard leaves it"
    while not isinstance(focused(), QLineEdit):  # a number says beside its field what is wrong
        hit(shell.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    told.clear()
    write(shell.window, "no number")
    assert told == []
    wrong = heard(focused()).description
    for _stop in ("its states", "the next part"):
        hit(shell.window, Qt.Key.Key_Tab)
    assert told == [(wrong, True)]
    case.model.walking.jump(ItemId("CTRL-04"))
    rest()
    told.clear()
    hit(shell.window, Qt.Key.Key_1)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    hit(shell.window, Qt.Key.Key_F8, CTRL)
    assert (shell.tr_officer("Danger"), False) in told
    assert any(now for _words, now in told), told
    shell.home()


def test_the_second_press_in_vain_is_answered_as_the_first(
    shell: Shell, workspace: Workspace, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    case = shell.open_case()
    case.open(begin(workspace, BASE))
    bring_forward(shell.window, qtbot)
    case.model.walking.jump(ItemId("CTRL-02"))
    rest()
    answers = []
    for _press in range(2):
        told.clear()
        hit(shell.window, Qt.Key.Key_Return, CTRL)
        answers.append(list(told))
    assert answers[0] == answers[1] != []
    shell.home()


def test_what_only_counts_on_is_not_read_again(qtbot: QtBot, told: list[tuple[str, bool]]) -> None:
    message = InlineMessage()
    root = page(qtbot, message)
    for left in (9, 8, 7):
        message.show_text(f"Wrong. Again in {left} seconds.")
    message.show_text("")
    message.show_text("Wrong. Again in 6 seconds.")
    assert told == [("Wrong. Again in 9 seconds.", True), ("Wrong. Again in 6 seconds.", True)]
    assert root.isVisible()


def test_what_is_folded_away_says_so(qtbot: QtBot, told: list[tuple[str, bool]]) -> None:
    fold = Fold("Why we ask", TextLabel("The reason", heading=2), tr=english)
    root = page(qtbot, fold)
    fold.button.setFocus()
    assert heard(fold.button).description == "collapsed"
    hit(root, Qt.Key.Key_Space)
    assert heard(fold.button).description == "expanded"
    assert Role.Heading in {node.role for node in heard(fold).every()}
    hit(root, Qt.Key.Key_Return)
    assert told == [("expanded", False), ("collapsed", False)]


def test_that_a_field_is_required_or_wrong_is_heard_where_the_keyboard_is(qtbot: QtBot) -> None:
    line = PassphraseField()
    field = FormField("Passphrase", line, required=True)
    page(qtbot, field)
    field.point_out("Too short.")
    assert heard(focused()).description == "Too short. required."
    field.clear_error()
    assert heard(focused()).description == "required."
