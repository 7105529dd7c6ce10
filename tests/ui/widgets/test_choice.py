# SPDX-License-Identifier: MIT
"""Lists of options: what excludes what, keys, search, focus, size of targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.answer_spec import SideText
from ui.widgets.choice import ChoiceBody, ChoiceLook
from ui.widgets.choice_row import RowSpec
from ui.widgets.pair_row import PairRow, Shape
from ui.widgets.selection import Selection

ORDER = ["a", "b", "c", "none"]
ACTS = st.lists(st.sampled_from([*ORDER, "unsure", "declined"]), max_size=12)


def played(acts: Sequence[str], *, multi: bool) -> Selection:
    selection = Selection(ORDER, multi=multi, exclusive={"none"})
    for act in acts:
        if act in ORDER:
            selection.toggle(act)
        else:
            selection.choose_state(act)
    return selection


@given(ACTS, st.booleans())
def test_a_selection_is_always_one_answer(acts: list[str], multi: bool) -> None:
    selection = played(acts, multi=multi)
    assert not (selection.state and selection.chosen)
    assert selection.chosen == [option for option in ORDER if option in selection.chosen]
    if "none" in selection.chosen or not multi:
        assert len(selection.chosen) <= 1
    assert selection.value() != []


@given(ACTS, st.booleans())
def test_a_value_comes_back(acts: list[str], multi: bool) -> None:
    value = played(acts, multi=multi).value()
    again = Selection(ORDER, multi=multi, exclusive={"none"})
    again.set_value(value)
    assert again.value() == value


@given(ACTS, st.sampled_from([*ORDER, "unsure"]))
def test_twice_is_never_chosen(acts: list[str], option: str) -> None:
    selection = played([*acts, option], multi=True)
    again = played([*acts, option, option], multi=True)
    first = option in (*selection.chosen, selection.state)
    assert first != (option in (*again.chosen, again.state))


@pytest.mark.parametrize(("shape", "sides"), [("cell", 2), ("line", 2), ("row", 1)])
def test_a_number_that_is_not_shown_leaves_no_hole_between_mark_and_words(
    qtbot: Any, shape: Shape, sides: int
) -> None:
    """It comes and goes with the keyboard: it stands at the end, and moves nothing."""
    texts = (SideText("力ずく", "ja"), SideText("การใช้กำลัง", "th"))[:sides]
    holder = QWidget()
    qtbot.addWidget(holder)
    row = PairRow(RowSpec("a", texts), key="7", size=16, multi=True, parent=holder)
    row.set_shape(shape)
    row.resize(400, row.height_as(shape, 400))
    with_number = row.grab().toImage()
    row.show_key(on=False)
    without = row.grab().toImage()
    assert with_number != without
    end = without.width() * 9 // 10
    words = QRect(0, 0, end, without.height())
    assert with_number.copy(words) == without.copy(words)


def option(key: str, text: str, search: str = "") -> RowSpec:
    return RowSpec(key, (SideText("", text),), search=search)


def choices(count: int = 3) -> list[RowSpec]:
    return [option(f"o{number}", f"選択肢 {number}") for number in range(1, count + 1)]


def shown(qtbot: Any, rows: Sequence[RowSpec] = (), **look: Any) -> ChoiceBody:
    states = [option("unsure", "わからない"), option("declined", "答えたくない")]
    body = ChoiceBody(rows or choices(), name="見本", look=ChoiceLook(**look), states=states)
    qtbot.addWidget(body)
    body.resize(500, 500)
    body.show()
    body.activateWindow()
    qtbot.waitUntil(body.isActiveWindow)
    return body


@pytest.mark.parametrize(
    ("key", "value"), [("1", "o1"), ("3", "o3"), ("0", "unsure"), ("-", "declined")]
)
def test_keys_choose(qtbot: Any, key: str, value: str) -> None:
    body = shown(qtbot)
    seen: list[object] = []
    body.changed.connect(seen.append)
    qtbot.keyClicks(body.rows()[0], key)
    assert body.value() == value
    assert seen == [value]


def test_other_keys_do_nothing(qtbot: Any) -> None:
    body = shown(qtbot)
    assert not body.press("9")
    assert not body.press("")
    qtbot.keyClick(body.rows()[0], Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert body.value() is None


def test_a_click_anywhere_on_a_row_chooses(qtbot: Any) -> None:
    body = shown(qtbot)
    row = body.rows()[1]
    for x in (3, row.width() // 2, row.width() - 3):
        body.set_value(None)
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, 5))
        assert body.value() == "o2"


def test_arrows_move_and_return_chooses(qtbot: Any) -> None:
    body = shown(qtbot)
    rows = body.rows()
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert body.value() == "o2"
    qtbot.keyClick(rows[1], Qt.Key.Key_Up)
    qtbot.keyClick(rows[0], Qt.Key.Key_Up)
    assert rows[-1].hasFocus()


def test_one_stop_of_tab_on_what_is_chosen(qtbot: Any) -> None:
    body = shown(qtbot)

    def stops() -> list[str]:
        return [r.spec.id for r in body.rows() if r.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == ["o1"]
    body.press("2")
    assert stops() == ["o2"]


def test_setting_a_value_emits_nothing(qtbot: Any) -> None:
    body = shown(qtbot, multi=True)
    seen: list[object] = []
    for signal in (body.changed, body.toggled, body.state_chosen):
        signal.connect(seen.append)
    body.set_value(["o1", "o3"])
    assert body.value() == ["o1", "o3"]
    assert seen == []


def test_a_long_list_is_found_by_typing(qtbot: Any) -> None:
    many = [option(f"x{number}", f"Sprache {number}", f"語{number}") for number in range(200)]
    body = shown(qtbot, many, searchable=True)
    assert len(body.rows()) < 20
    qtbot.keyClicks(body.rows()[0], "S")
    line = body.findChild(QLineEdit)
    assert line is not None
    assert line.hasFocus()
    line.setText("語17")
    qtbot.waitUntil(lambda: [r.spec.id for r in body.rows()][:1] == ["x17"])
    assert all(
        "17" in row.spec.texts[0].text or row.spec.id in {"unsure", "declined"}
        for row in body.rows()
    )
    body.rows()[0].click()
    assert body.value() == "x17"
    line.setText("")
    qtbot.waitUntil(lambda: "x17" in [row.spec.id for row in body.rows()])


def test_typing_digits_into_the_search_chooses_nothing(qtbot: Any) -> None:
    body = shown(qtbot, choices(30), searchable=True)
    line = body.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    qtbot.keyClicks(line, "1")
    assert body.value() is None


def test_a_code_outside_the_list_can_be_typed(qtbot: Any) -> None:
    rows = [RowSpec("th", (SideText("en", "Thai"),))]
    body = ChoiceBody(rows, name="見本", look=ChoiceLook(searchable=True, free=True))
    qtbot.addWidget(body)
    line = body.findChild(QLineEdit)
    assert line is not None
    line.setText("kac")
    qtbot.waitUntil(lambda: [r.spec.id for r in body.rows()] == ["kac"])
    body.rows()[0].click()
    assert body.value() == "kac"


def test_targets_are_large(qtbot: Any) -> None:
    body = shown(qtbot)
    assert all(row.height() >= 44 for row in body.rows())
