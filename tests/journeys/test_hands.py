# SPDX-License-Identifier: MIT
"""Every question of the pack, answered with keys and clicks alone, is stored as it was answered.

For each item an interview of its own stands open in the one program window. Each part is found where it
is seen; digits come in several scripts, dates in two calendars, letters from keyboards and from input
methods; Ctrl+Enter stores. What should be stored is written down here beside what is typed, and none of
it is reckoned by the program. Every day a sample; all items with ``--full``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.content import load_builtin
from app.domain.pack import Part, ValueType
from app.domain.parse import answer_to_json
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.counts import draw, sample
from tests.stations import House, begin, build_house
from tests.ui.going import go
from tests.ui.pages import rest, windows
from tests.ui.screens.room import BASE
from tests.ui.typing import Typist, in_sight
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.theme import apply_theme
from ui.widgets.choice_row import ChoiceRow

DAILY = 8
PACK = load_builtin()
ITEMS = sample("hands", [str(item) for item in PACK.items], DAILY)
print("hands:", *ITEMS)  # with the seed, what this run tries

#: Typed, stored. Every number is one that any of the questions can have.
WHOLE = [("24", 24), ("２４", 24), ("๒๔", 24), ("၂၄", 24), ("២៤", 24), ("२४", 24), ("٢٤", 24)]
AMOUNTS: list[tuple[str, str, int | str]] = [
    ("JPY", "1,500,000", 1500000),
    ("JPY", "３０００００", 300000),
    ("JPY", "150万円", 1500000),
    ("USD", "12.50", "12.50"),
    ("THB", "๑๒๕๐", 1250),
    ("VND", "1200000000", 1200000000),
    ("NPR", "१२,५०,०००", 1250000),
]
TIMES = [
    ("8:30", "8:30"),
    ("８：３０", "8:30"),
    ("๒๑.๑๕", "21:15"),
    ("26", "26"),
    ("8時半", "8:30"),
]
#: Year, month, day, presses of Down from the Western calendar, stored day and calendar.
DATES = [
    ("1999", "5", "31", 0, "1999-05-31", "gregorian"),
    ("２００１", "１２", "５", 0, "2001-12-05", "gregorian"),
    ("2001", "", "", 0, "2001", "gregorian"),
    ("๒๕๔๒", "๕", "๓๑", 2, "1999-05-31", "thai_be"),
    ("2544", "12", "", 2, "2001-12", "thai_be"),
]
SAID = ["กลัวมาก", "they took it", "怖かった"]
RENDERED = ["とても怖い", "取られた。"]


class Hands(Typist):
    """Hands of an officer who fills in one part after the other; each way gives what is to be stored."""

    def __init__(self, window: QWidget, rng: Random) -> None:
        super().__init__(window)
        self.rng = rng

    def write(self, text: str) -> None:
        """By keyboard or by input method."""
        (self.type if self.rng.random() < 0.5 else self.compose)(text)

    def fill(self, field: QWidget, text: str) -> str:
        """Click into a field and write; nothing of it may be lost or changed on the way."""
        self.click(field)
        assert self.focus is field
        self.write(text)
        shown = field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]
        assert shown == text
        return text

    def row(self, part: QWidget, option: str) -> None:
        self.click(next(row for row in in_sight(part, ChoiceRow) if row.spec.id == option))


def choice(hands: Hands, widget: QWidget, part: Part) -> Any:
    if part.code_list:
        code = {"language": "vi", "country": "THA"}[part.code_list]
        hands.fill(in_sight(widget, QLineEdit)[0], code)
        hands.row(widget, code)
        return {"value": [code] if part.type is ValueType.MANY else code}
    alone = {str(option.id) for option in part.options if option.exclusive}
    seen = [row.spec.id for row in in_sight(widget, ChoiceRow)]
    shown = [option for option in seen if option not in {"unsure", "declined"}]
    first = hands.rng.choice(shown)
    hands.row(widget, first)
    if part.type is not ValueType.MANY:
        return {"value": first}
    others = [option for option in shown if option != first and not {option, first} & alone]
    chosen = [first, *hands.rng.sample(others, min(1, len(others)))]
    for further in chosen[1:]:
        hands.row(widget, further)
    return {"value": sorted(chosen)}


def consent(hands: Hands, widget: QWidget, _part: Part) -> Any:
    shown = [row.spec.id for row in in_sight(widget, ChoiceRow)]
    options = [word for word in shown if word not in {"unsure", "declined"}]
    option = hands.rng.choice(options)
    hands.row(widget, option)
    if option != "parts":
        return {"value": option}
    groups = [row.spec.id for row in in_sight(widget, ChoiceRow) if row.spec.id not in shown]
    hands.row(widget, groups[-1])
    return {"value": {"consent": "parts", "groups": [groups[-1]]}}


def check(hands: Hands, widget: QWidget, _part: Part) -> Any:
    if hands.rng.random() < 0.5:
        hands.row(widget, "done")
        return {"value": "done"}
    hands.row(widget, "not_possible")
    (reason,) = in_sight(widget, QLineEdit)
    assert hands.focus is reason
    hands.write("部屋がない 2")
    return {"value": {"not_possible": "部屋がない 2"}}


def text(hands: Hands, widget: QWidget, part: Part) -> Any:
    if part.format == "clock":
        typed, stored = hands.rng.choice(TIMES)
        hands.fill(in_sight(widget, QLineEdit)[0], typed)
        return {"value": stored}
    lines = in_sight(widget, QLineEdit)
    if lines:  # a name: in its own letters, in Latin letters, in katakana
        for line, name in zip(lines, ("สมศรี", "SOMSRI SAMPLE", "ソムシー"), strict=True):
            hands.fill(line, name)
        stored_rendering = {"lang": "ja", "text": "SOMSRI SAMPLE / ソムシー", "by": "officer"}
        return {"value": "สมศรี", "lang": "th", "rendered": stored_rendering}
    areas = in_sight(widget, QPlainTextEdit)
    areas.sort(key=lambda area: not area.accessibleName().startswith("ご本人"))  # side by side
    own = hands.fill(areas[0], hands.rng.choice(SAID))
    if len(areas) == 1:
        return {"value": own}
    rendering = hands.fill(areas[1], hands.rng.choice(RENDERED))
    stored_rendering = {"lang": "ja", "text": rendering, "by": "officer"}
    return {"value": own, "lang": "th", "rendered": stored_rendering}


def number(hands: Hands, widget: QWidget, _part: Part) -> Any:
    typed, stored = hands.rng.choice(WHOLE)
    hands.fill(in_sight(widget, QLineEdit)[0], typed)
    return {"value": stored}


def money(hands: Hands, widget: QWidget, _part: Part) -> Any:
    currency, typed, amount = hands.rng.choice(AMOUNTS)
    (line,) = in_sight(widget, QLineEdit)
    hands.fill(line, typed)
    hands.key(Qt.Key.Key_Tab)
    box = hands.focus
    assert isinstance(box, QComboBox)
    hands.type(currency)
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Down)  # once an hour
    assert line.text() == typed
    return {"value": {"amount": amount, "currency": currency, "per": "hour"}}


def date(hands: Hands, widget: QWidget, _part: Part) -> Any:
    *typed, downs, day, calendar = hands.rng.choice(DATES)
    fields = in_sight(widget, QLineEdit)[:3]
    for field, digits in zip(fields, typed, strict=True):
        hands.fill(field, str(digits)) if digits else hands.click(field)
    hands.key(Qt.Key.Key_Tab)
    for _press in range(int(downs)):
        hands.key(Qt.Key.Key_Down)
    return {"value": {"value": day, "calendar": calendar}}


def place(hands: Hands, widget: QWidget, _part: Part) -> Any:
    where = hands.fill(in_sight(widget, QLineEdit)[0], hands.rng.choice(["名古屋 3", "Narita"]))
    if hands.rng.random() < 0.5:
        return {"value": {"text": where}}
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Down)
    return {"value": {"text": where, "country": "JPN"}}


WAYS: dict[ValueType, Callable[[Hands, QWidget, Part], Any]] = {
    ValueType.CHECK: check,
    ValueType.YN4: choice,
    ValueType.ONE: choice,
    ValueType.MANY: choice,
    ValueType.STATEMENT: choice,
    ValueType.CONSENT: consent,
    ValueType.TEXT: text,
    ValueType.NUMBER: number,
    ValueType.MONEY: money,
    ValueType.DATE: date,
    ValueType.PLACE: place,
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("hands"))


@pytest.fixture(scope="module")
def workspace(house: House) -> Iterator[Workspace]:
    opened = house.open(house.officer)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shell(qapp: QApplication, house: House, workspace: Workspace) -> Iterator[Shell]:
    apply_theme(qapp, "light", 100, "ja")
    with windows(qapp, house) as made:
        made._on_open(house.officer, workspace)
        yield made


@pytest.mark.parametrize("item", ITEMS)
def test_what_is_entered_by_hand_is_what_is_stored(
    shell: Shell, workspace: Workspace, house: House, item: str
) -> None:
    asked = PACK.items[ItemId(item)]
    interview = begin(workspace, [answer for answer in before(item) if answer[0] != item])
    workspace.interviews.unlock_item(interview, asked.id, "見本", house.approver)
    case = shell.open_case()
    case.open(interview)
    go(case, "interview")
    case.model.walking.jump(asked.id)
    shell.window.activateWindow()
    rest()
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    card = page.middle.card
    assert card is not None
    hands, expected = Hands(shell.window, draw(f"hands {item}")), {}
    for part in asked.parts:
        while str(part.id) not in card.answer.blocks():  # it has a page of its own
            hands.next()
        expected[str(part.id)] = WAYS[part.type](hands, card.answer.part(str(part.id)), part)
    for _page in range(2 * len(asked.parts) + 2):  # what was not in view is led to first
        if case.model.item == asked.id and shell.window.page is page:
            hands.next()
    assert stored(workspace, interview, item) == expected


def before(item: str) -> list[tuple[str, Any]]:
    """What must have been said so that the question may be asked, beside the unlocking by a supervisor."""
    if item.startswith("CHLD"):
        return [("SAFE-01", "yes"), ("AGE-01", {"age": 15}), ("CHLD-00", "yes")]
    return [*BASE, *([("WISH-03", ["nothing"])] if item == "REFR-06" else [])]


def stored(workspace: Workspace, interview: Any, item: str) -> dict[str, Any]:
    """The answer as its event has it; the words of a date are those typed, and lists have no order here."""
    answers = workspace.interviews.open(interview).interview.answers
    assert item in answers
    found: dict[str, Any] = answer_to_json(answers[ItemId(item)].answer)
    for answer in found.values():
        if isinstance(answer["value"], list):
            answer["value"] = sorted(answer["value"])
        elif isinstance(answer["value"], dict):
            answer["value"].pop("words", None)
    return found


def test_a_lost_keystroke_and_a_covered_field_are_seen(qapp: QApplication) -> None:
    """What these hands prove, they can also miss: a field that refuses keys, and one under another."""
    window = QWidget()
    field, cover = QLineEdit(window), QWidget(window)
    field.setValidator(QIntValidator(field))
    field.setGeometry(0, 0, 200, 60)
    cover.setGeometry(0, 200, 600, 300)
    window.show()
    window.activateWindow()
    rest()
    hands = Hands(window, Random(1))
    assert hands.fill(field, "12") == "12"
    field.clear()
    with pytest.raises(AssertionError):
        hands.fill(field, "1x2")
    field.move(0, 200)
    with pytest.raises(AssertionError):
        hands.click(field)
    window.deleteLater()
