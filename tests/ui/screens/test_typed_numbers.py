# SPDX-License-Identifier: MIT
"""Numbers, amounts, ages and times as an officer types them into the real windows, and as they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
)

from app.domain.value import Json
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.going import go
from tests.ui.pages import rest, windows
from tests.ui.screens.room import BASE
from tests.ui.typing import Typist, in_sight
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.theme import apply_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.choice_row import ChoiceRow


class Table:
    """An interview open in the program's window, and hands at it."""

    def __init__(self, shell: Shell, workspace: Workspace) -> None:
        self.shell, self.workspace = shell, workspace
        self.hands = Typist(shell.window)
        self.case = shell.open_case()

    def begin(self, answers: Iterable[tuple[str, Any]] = BASE) -> None:
        """Another interview in the same window."""
        self.case.hide_person_window()
        self.case.open(begin(self.workspace, answers))
        go(self.case, "interview")
        self.shell.window.activateWindow()
        rest()

    @property
    def talk(self) -> InterviewViewModel:
        return self.case.model

    @property
    def page(self) -> InterviewScreen:
        page = self.shell.window.page
        assert isinstance(page, InterviewScreen)
        return page

    def go(self, item: str) -> None:
        self.talk.walking.jump(ItemId(item))
        rest()
        assert self.talk.item == item

    def store(self) -> None:
        """Ctrl+Enter, again where it first leads to a part that was not in view."""
        item = self.talk.item
        for _part in self.workspace.pack.items[ItemId(str(item))].parts:
            if self.talk.item == item:
                self.hands.next()
        assert self.talk.item != item

    def words(self) -> list[str]:
        """What can be read on the card."""
        card = self.page.middle.card
        assert card is not None
        return [label.text() for label in in_sight(card, QLabel)]

    def lines(self) -> list[QLineEdit]:
        card = self.page.middle.card
        assert card is not None
        return in_sight(card, QLineEdit)

    def amount(self) -> QLineEdit:
        (line,) = [line for line in self.lines() if line.accessibleName().endswith("金額")]
        return line

    def choose_currency(self, code: str) -> None:
        card = self.page.middle.card
        assert card is not None
        box = in_sight(card, QComboBox)[0]
        box.setFocus()
        self.hands.type(code)
        assert box.currentText() == code


@pytest.fixture(scope="module")
def opened(qapp: QApplication, house: House, workspace: Workspace) -> Iterator[Table]:
    """One window and one interview for all of these; each test answers its own question."""
    apply_theme(qapp, "light", 100, "ja")
    with windows(qapp, house) as shell:
        shell._on_open(house.officer, workspace)
        table = Table(shell, workspace)
        table.begin()
        yield table


@pytest.fixture
def table(opened: Table) -> Table:
    opened.shell.window.activateWindow()
    return opened


def stored_sum(table: Table, item: str) -> Json:
    stored = table.talk.stored_of(ItemId(item))
    assert isinstance(stored, dict)
    (money,) = [value for value in stored.values() if isinstance(value, dict) and "amount" in value]
    return money


@pytest.mark.parametrize(
    ("item", "currency", "typed", "amount", "shown"),
    [
        ("DEBT-01", "JPY", "1,500,000", 1500000, "= 1,500,000 円 = 150万円"),
        ("DEBT-04", "JPY", "３０００００", 300000, "= 300,000 円 = 30万円"),
        ("DEBT-06", "THB", "๑๒๕๐", 1250, "= 1,250 タイ バーツ"),
        ("LAB-06", "USD", "12.50", "12.50", "= 12.50 米ドル"),
        ("TRAV-06", "VND", "1200000000", 1200000000,
         "= 1,200,000,000 ベトナム ドン = 12億ベトナム ドン"),
    ],
)  # fmt: skip
def test_an_amount_is_stored_as_typed_and_said_beside_the_field(
    table: Table, item: str, currency: str, typed: str, amount: int | str, shown: str
) -> None:
    table.go(item)
    line = table.amount()
    if currency != "JPY":
        table.choose_currency(currency)
    table.hands.click(line)
    table.hands.type(typed)
    assert line.text() == typed
    assert shown in table.words()
    table.store()
    assert stored_sum(table, item) == {"amount": amount, "currency": currency, "per": "once"}


def test_two_meanings_are_offered_beside_the_field_and_none_is_taken(table: Table) -> None:
    table.go("RECR-04")
    table.choose_currency("USD")
    line = table.amount()
    table.hands.click(line)
    table.hands.type("1.500")
    table.hands.next()
    assert table.talk.item == "RECR-04", "neither meaning is taken"
    assert "RECR-04" not in table.talk.session.interview.answers
    assert line.text() == "1.500"
    card = table.page.middle.card
    assert card is not None
    whole, part = in_sight(card, QRadioButton)
    assert [whole.text(), part.text()] == ["1,500 米ドル", "1.50 米ドル"]
    assert not any(button.isChecked() for button in (whole, part))
    table.hands.click(part)
    assert line.text() == "1.500"
    table.store()
    assert stored_sum(table, "RECR-04") == {"amount": "1.50", "currency": "USD", "per": "once"}


def test_what_is_no_amount_says_why_and_stays(table: Table) -> None:
    table.go("LAB-10")
    line = table.amount()
    table.hands.click(line)
    table.hands.type("12.50")
    assert "この通貨に、この小数はありません。金額と通貨を確かめてください。" in table.words()
    table.hands.next()
    assert table.talk.item == "LAB-10"
    table.choose_currency("USD")
    assert line.text() == "12.50"
    assert "= 12.50 米ドル" in table.words()
    table.hands.click(line)
    table.hands.type("x")
    assert line.text() == "12.50x"
    assert not table.shell.window.findChildren(type(table.page), "report")
    table.hands.next()
    assert table.talk.item == "LAB-10"
    table.hands.key(Qt.Key.Key_Backspace)
    table.store()
    assert stored_sum(table, "LAB-10") == {"amount": "12.50", "currency": "USD", "per": "once"}


def test_an_amount_opens_again_as_the_same_amount(table: Table) -> None:
    table.go("EMB-07")
    table.choose_currency("USD")
    table.hands.click(table.amount())
    table.hands.type("1,234.5")
    table.store()
    table.go("EMB-07")
    assert table.amount().text() == "1234.50"
    table.store()
    assert stored_sum(table, "EMB-07") == {"amount": "1234.50", "currency": "USD", "per": "once"}


def test_letters_go_into_the_field_and_digits_choose_where_there_is_none(table: Table) -> None:
    table.go("SAFE-07")
    table.hands.type("a 2")
    table.store()
    assert table.talk.stored_of(ItemId("SAFE-07")) is not None
    assert "a 2" in str(table.talk.stored_of(ItemId("SAFE-07")))
    table.go("CTRL-02")
    table.hands.type("2")
    table.store()
    assert table.talk.stored_of(ItemId("CTRL-02")) == "no"


def test_a_time_is_read_as_it_is_usually_written(table: Table) -> None:
    table.go("WORK-03")
    start, end, days = table.lines()[:3]
    for line, typed in ((start, "8時半"), (end, "２３：４５"), (days, "๔.๕")):
        table.hands.click(line)
        table.hands.type(typed)
        assert line.text() == typed
    assert {"= 8:30", "= 23:45", "= 4.5"} <= set(table.words())
    table.store()
    stored = table.talk.stored_of(ItemId("WORK-03"))
    assert stored == {
        "start": {"text": "8:30"} if isinstance(stored, dict) and isinstance(stored["start"], dict)
        else "8:30",
        "end": "23:45", "days_off": "4.5",
    }  # fmt: skip


def test_in_the_persons_window_every_digit_is_read_and_said_in_their_language(
    table: Table,
) -> None:
    table.go("LAB-03")
    table.case.toggle_person_window()
    rest()
    window = table.case.person
    assert window is not None
    window.activateWindow()
    rest()
    hands = Typist(window)
    line = in_sight(window, QLineEdit)[0]
    hands.click(line)
    hands.type("๑,๕๐๐,๐๐๐")
    words = [label.text() for label in in_sight(window, QLabel)]
    assert "= 1,500,000 เยนญี่ปุ่น" in words
    assert not any("an hour" in in_box for in_box in words)
    done = next(
        b for b in in_sight(window, QAbstractButton) if b.isEnabled() and b.text() == "เสร็จแล้ว"
    )
    hands.click(done)
    assert stored_sum(table, "LAB-03") == {"amount": 1500000, "currency": "JPY", "per": "once"}


@pytest.mark.parametrize(("typed", "composed", "age"), [("20", False, 20), ("２０", True, 20)])
def test_an_age_goes_into_its_field_wherever_the_focus_was(
    table: Table, typed: str, composed: bool, age: int
) -> None:
    """20 once chose option 0, *not sure*: an adult was led through the questions for children."""
    table.begin((("SAFE-01", "yes"),))
    table.go("AGE-01")
    line = table.lines()[0]
    assert table.hands.focus is line
    if composed:
        table.hands.compose(typed)
    else:
        table.hands.type(typed)
    assert line.text() == typed
    table.store()
    stored = table.talk.stored_of(ItemId("AGE-01"))
    assert stored == {"age": age, "birth_date": {"state": "not_asked"}}  # passed by the second Next
    assert table.talk.session.view.age_state.value == "adult"


def test_keys_typed_on_an_option_go_into_the_field(table: Table) -> None:
    table.begin((("SAFE-01", "yes"),))
    table.go("AGE-01")
    card = table.page.middle.card
    assert card is not None
    unsure = next(row for row in in_sight(card, ChoiceRow) if row.spec.id == "unsure")
    unsure.setFocus()
    table.hands.type("20")
    assert table.hands.focus is table.lines()[0]
    assert table.lines()[0].text() == "20"
    assert not any(row.isChecked() for row in in_sight(card, ChoiceRow))
    table.shell.window.setFocus()
    table.hands.type("1-0")
    assert table.lines()[0].text() == "201-0"
