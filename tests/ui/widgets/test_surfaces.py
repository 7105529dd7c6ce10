# SPDX-License-Identifier: MIT
"""Frames, drawers, rows that wrap, pages of pictures, tables, fields: what they do, not how they look."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from tests.ui.rows import press_row
from ui.errors import Report
from ui.screens.disclosure.plan import Cell, Plan
from ui.theme import apply_theme
from ui.theme.focus import FocusRing
from ui.theme.metric import FOCUS_OUTLINE, FOCUS_RING
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState, ReportPage
from ui.widgets.fields import (
    FormField,
    NumberInput,
    PassphraseField,
    SearchField,
    Select,
    TextArea,
    TextInput,
)
from ui.widgets.page_image import PageImage
from ui.widgets.row_model import RowModel, RowsInSight
from ui.widgets.scroller import Scroller
from ui.widgets.status import StatusBadge, TimerLabel
from ui.widgets.steps import PhaseRail, Step
from ui.widgets.surfaces import CardFrame, Drawer, ScreenFrame, row
from ui.widgets.tables import ListTable
from ui.widgets.text import TextLabel
from ui.widgets.words import english


def shown(qtbot: Any, widget: Any, width: int = 800, height: int = 600) -> Any:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def test_pages_turn_and_zoom(qtbot: Any) -> None:
    pages = shown(qtbot, PageImage(name="引継書"))
    pages.set_pages([png(210, 297), png(210, 297), png(297, 210)])
    seen: list[int] = []
    pages.page_changed.connect(seen.append)
    pages.go(2)
    pages.go(9)
    pages.go(-1)
    assert seen == [2, 0]
    before = pages._sheet.width()
    pages.set_zoom(200)
    assert pages._sheet.width() == pytest.approx(before * 2, abs=20)
    pages.set_pages([])
    assert pages.page() == 0


def test_what_is_no_picture_shows_nothing_and_says_nothing(qtbot: Any) -> None:
    pages = shown(qtbot, PageImage(name="引継書"))
    pages.set_pages([b"SAMPLE"])
    assert pages._sheet.height() == 0


def test_a_row_wraps_when_there_is_no_room(qtbot: Any) -> None:
    holder = QWidget()
    buttons = [Button(f"見本のボタン {number}") for number in range(6)]
    holder.setLayout(row(*buttons))
    qtbot.addWidget(holder)
    holder.resize(1400, 100)
    holder.show()
    assert len({button.y() for button in buttons}) == 1
    holder.resize(420, holder.heightForWidth(420))
    QApplication.processEvents()
    assert len({button.y() for button in buttons}) > 1
    assert all(button.geometry().right() < 420 for button in buttons)
    assert max(button.geometry().bottom() for button in buttons) < holder.height()


def test_a_card_keeps_its_things_at_the_top(qtbot: Any) -> None:
    card = CardFrame("見本")
    label = TextLabel("短い文")
    card.add(label)
    shown(qtbot, card, 400, 600)
    assert label.geometry().bottom() < 200
    area = TextArea("見本", lines=2)
    card.body.addWidget(area, 1)
    QApplication.processEvents()
    assert area.geometry().bottom() > 150


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("script", ["th", "my", "km", "ur", "ta"])
def test_two_fields_beside_each_other_are_as_high_and_their_lines_fit(
    qtbot: Any, qapp: QApplication, script: str, scale: int
) -> None:
    """One line in a field of one line does not scroll; its label is level with its neighbour's."""
    apply_theme(qapp, scale=scale)
    words, rendering = (TextArea("見本", lang=lang, lines=1) for lang in (script, "ja"))
    words.stand_beside(rendering)
    rendering.stand_beside(words)
    host = QWidget()
    beside = QHBoxLayout(host)
    for field in (words, rendering):
        beside.addWidget(field)
    shown(qtbot, host)
    for field in (words, rendering):
        field.setPlainText("見本")
        QApplication.processEvents()
        assert field.verticalScrollBar().maximum() == 0
        field.setPlainText("見本\n見本")  # positive control: two lines do
        QApplication.processEvents()
        assert field.verticalScrollBar().maximum() > 0
    assert words.height() == rendering.height()


def test_a_drawer_takes_the_focus_and_gives_it_back(qtbot: Any) -> None:
    host = QWidget()
    button = QPushButton("見本", host)
    shown(qtbot, host)
    button.setFocus()
    drawer = Drawer(host, "今すること", TextLabel("見本"))
    heard: list[str] = []
    drawer.opened.connect(lambda: heard.append("open"))
    drawer.shut_down.connect(lambda: heard.append("shut"))
    drawer.open()
    assert drawer.isAncestorOf(host.focusWidget())
    qtbot.keyClick(drawer.close_button, Qt.Key.Key_Escape)
    assert not drawer.is_open()
    assert button.hasFocus()
    assert heard == ["open", "shut"]


def test_the_states_of_a_screen(qtbot: Any) -> None:
    frame = ScreenFrame("一覧")
    field = TextInput("見本")
    frame.body.addWidget(field)
    frame.set_entry(field)
    shown(qtbot, frame)
    qtbot.waitUntil(field.hasFocus)
    frame.show_busy("調べています")
    frame.set_progress(1, 3)
    assert not frame._busy.isHidden()
    tried: list[int] = []
    frame.show_failed("読めません。", lambda: tried.append(1))
    assert frame._busy.isHidden()
    assert not field.isVisible()
    again = frame._stack.currentWidget().findChild(Button)
    assert isinstance(again, Button)
    again.click()
    assert tried == [1]
    frame.show_ready()
    assert field.isVisible()


def test_a_message_is_read_out_and_goes(qtbot: Any) -> None:
    frame = shown(qtbot, ScreenFrame("一覧"))
    frame.show_message("error", "保存できません。")
    assert frame._message.isVisible()
    assert "保存できません。" in frame._message.accessibleName()
    frame.clear_message()
    assert not frame._message.isVisible()
    line = InlineMessage()
    qtbot.addWidget(line)
    assert line.isHidden()


def test_a_field_says_its_error(qtbot: Any) -> None:
    line = TextInput("名前")
    field = FormField("名前", line, help="名札のとおり", required=True)
    shown(qtbot, field)
    field.set_error("名前を入れてください。")
    assert line.property("invalid") is True
    assert line.accessibleDescription().startswith("名前を入れてください。")
    field.clear_error()
    assert line.accessibleDescription() == "required. 名札のとおり"


def test_a_passphrase_is_hidden_and_hints(qtbot: Any) -> None:
    field = shown(qtbot, PassphraseField())
    line = field.findChild(QLineEdit)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    field._show.click()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.keyClicks(line, "ABCD")
    assert "Caps Lock" in field.hint()
    line.setText("ａｂｃ")
    assert "input method" in field.hint()
    line.setText("plain words here")
    assert field.hint() == ""
    field.clear()
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert field.text() == ""


def test_the_search_waits_for_the_typing_to_rest(qtbot: Any) -> None:
    field = shown(qtbot, SearchField("探す", delay=10))
    with qtbot.waitSignal(field.searched) as heard:
        field.findChild(QLineEdit).setText("借金")
    assert heard.args == ["借金"]
    with qtbot.waitSignal(field.searched) as heard:
        field.clear()
    assert heard.args == [""]


def test_a_whole_number_is_read_in_any_digits_and_every_key_is_taken(qtbot: Any) -> None:
    field = shown(qtbot, NumberInput("見本", maximum=12))
    qtbot.keyClicks(field, "1x2")
    assert (field.text(), field.number()) == ("1x2", None)
    for typed, number in (("12", 12), ("１２", 12), ("๑๒", 12), ("13", None), ("", None)):
        field.setText(typed)
        assert field.number() == number


def test_the_wheel_changes_no_choice(qtbot: Any) -> None:
    box = shown(qtbot, Select("見本", [("a", "A"), ("b", "B")]))
    wheel = QWheelEvent(
        QPoint(5, 5).toPointF(), box.mapToGlobal(QPoint(5, 5)).toPointF(), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.chosen() == "a"
    box.offer("z")
    assert box.chosen() == "z"


def test_what_is_pasted_and_copied_is_plain(qtbot: Any) -> None:
    from PySide6.QtCore import QMimeData

    area = shown(qtbot, TextArea("見本"))
    data = QMimeData()
    data.setHtml("<b>กข</b>")
    data.setText("กข\u200bค")
    area.insertFromMimeData(data)
    assert area.plain() == "กข\u200bค"
    area.selectAll()
    assert area.createMimeDataFromSelection().text() == "กข\u200bค"
    assert not area.createMimeDataFromSelection().hasHtml()


def model(count: int) -> QStandardItemModel:
    made = QStandardItemModel(0, 2)
    made.setHorizontalHeaderLabels(["番号", "言語"])
    for number in range(count):
        made.appendRow([QStandardItem(f"2026-{9 - number:04d}"), QStandardItem("th")])
    return made


def test_a_table_reports_rows_of_the_model(qtbot: Any) -> None:
    rows = model(4)
    table = shown(qtbot, ListTable(rows, name="一覧", tr=english))
    opened: list[int] = []
    table.row_activated.connect(opened.append)
    table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    press_row(table, 3)
    assert table.selected_row() == 3
    assert table.view.currentIndex().row() == 0
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [3]
    table.set_filter("2026-0008")
    assert table.view.model().rowCount() == 1
    press_row(table, -1)
    assert table.selected_row() == -1


class Long(RowModel):
    """Ten thousand rows, made when they are looked at."""

    def __init__(self) -> None:
        super().__init__(("件", "語"))
        self.made: list[int] = []
        self.set_rows(RowsInSight(range(10_000), self._row))

    def _row(self, number: int) -> str:
        self.made.append(number)
        return f"2026-{number}"

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.rows[index.row()] if role == Qt.ItemDataRole.DisplayRole else None


def test_of_a_long_list_only_the_rows_in_sight_are_made(qtbot: Any) -> None:
    rows = Long()
    table = shown(qtbot, ListTable(rows, name="一覧", tr=english))
    table.grab()
    assert 0 < len(rows.made) <= 20
    assert len(set(rows.made)) == len(rows.made)  # once each
    table.view.scrollToBottom()
    table.grab()
    assert 9_999 in rows.made
    assert len(rows.made) <= 60


def test_an_empty_table_teaches(qtbot: Any) -> None:
    rows = model(0)
    table = shown(
        qtbot, ListTable(rows, name="一覧", tr=english, empty=EmptyState("まだありません"))
    )
    assert not table.view.isVisible()
    rows.appendRow([QStandardItem("2026-0001"), QStandardItem("th")])
    assert table.view.isVisible()


def test_the_plan_says_in_words_what_holds_for_whom(qtbot: Any) -> None:
    """By its keys; groups of one state in one line with the reason, and no line where all are alike."""
    groups = [("safety", "安全"), ("identity", "身元")]
    plan = shown(qtbot, Plan([("wcsc", "支援"), ("isa", "入管")], groups, name="開示"))
    refused = Cell("refused", reason="本人が断った")
    cells = {("isa", "safety"): refused, ("isa", "identity"): Cell("agreed")}
    alike = {("wcsc", key): Cell("unknown") for key, _name in groups}
    plan.show_cells(cells | alike, {"isa": ("閉", "neutral")})
    words = [label.plain_text() for label in plan.findChildren(TextLabel)]
    assert words == ["All parts", "身元", "安全 — 本人が断った"]
    chosen: list[str] = []
    plan.row_chosen.connect(chosen.append)
    plan.choose("wcsc")
    plan.button("wcsc").setFocus()
    qtbot.keyClick(plan.button("wcsc"), Qt.Key.Key_Down)
    qtbot.keyClick(plan.button("isa"), Qt.Key.Key_Space)
    assert chosen[-1] == "isa"
    with pytest.raises(KeyError, match="police"):
        plan.show_cells({("police", "safety"): Cell("never")}, {})


def test_steps_are_told_in_words(qtbot: Any) -> None:
    rail = shown(qtbot, PhaseRail())
    rail.set_steps(
        [
            Step("a", "準備", "done"),
            Step("b", "安全", "current"),
            Step("c", "送還", "locked", "同意の後"),
        ]
    )
    chosen: list[str] = []
    rail.step_chosen.connect(chosen.append)
    for step in "abc":
        rail.button(step).click()
    assert chosen == ["a", "b"]
    assert rail.button("a").accessibleName() == "準備, done"
    assert rail.button("c").accessibleDescription() == "同意の後"


def test_a_timer_says_what_it_is_told(qtbot: Any) -> None:
    timer = shown(qtbot, TimerLabel("IOM"))
    timer.show_state("2時間超過", "overdue")
    assert timer.accessibleName() == "IOM 2時間超過"
    assert timer._text._tone == "warning"


def test_the_report_page_offers_both_ways(qtbot: Any) -> None:
    page = shown(qtbot, ReportPage(Report("ValueError", ("ui.x:1",))))
    heard: list[str] = []
    page.continue_chosen.connect(lambda: heard.append("on"))
    page.quit_chosen.connect(lambda: heard.append("quit"))
    for button in page.findChildren(Button):
        button.click()
    assert heard == ["on", "quit"]


def test_a_sign_with_room_for_all_its_words_moves_nothing(qtbot: Any, qapp: QApplication) -> None:
    looks = [("saving", "clock"), ("not saved yet", "edit"), ("saved 00:00", "check")]
    alone = [StatusBadge(text, icon=icon).sizeHint().width() for text, icon in looks]
    assert len({*alone}) == len(looks)
    badge = StatusBadge("")
    badge.reserve(looks)
    for text, icon in looks:
        badge.set(text, "neutral", icon)
        assert badge.sizeHint().width() == max(alone)
    apply_theme(qapp, "light", 200)
    qtbot.addWidget(badge)
    assert badge.sizeHint().width() > 1.5 * max(alone)


def test_the_ring_is_around_the_focus_and_follows(qtbot: Any, qapp: QApplication) -> None:
    holder = QWidget()
    first, second = QPushButton("一", holder), QPushButton("二", holder)
    first.move(50, 50)
    second.move(200, 50)
    shown(qtbot, holder)
    ring = qapp.findChildren(FocusRing)[0]
    for button in (first, second):
        button.setFocus()
        qapp.sendPostedEvents()  # before anything is painted
        assert ring._overlay is not None
        assert ring._overlay.isVisible()
        assert ring._overlay.geometry().contains(button.geometry())
    second.move(200, 300)
    qapp.sendPostedEvents()
    assert ring._overlay is not None
    assert ring._overlay.geometry().contains(second.geometry())
    second.hide()
    assert not ring._overlay.isVisible() or not second.hasFocus()


def test_the_ring_is_whole_at_the_edge_of_what_scrolls_and_ends_where_it_is_scrolled_away(
    qtbot: Any, qapp: QApplication
) -> None:
    holder, content = QWidget(), QWidget()
    content.setFixedSize(180, 600)
    first = QPushButton("一", content)
    first.setGeometry(0, 0, 100, 60)
    area = Scroller(content)
    area.setParent(holder)
    area.setGeometry(40, 40, 200, 200)
    shown(qtbot, holder)
    first.setFocus()
    qapp.sendPostedEvents()
    overlay = qapp.findChildren(FocusRing)[0]._overlay
    assert overlay is not None
    margin = FOCUS_OUTLINE + FOCUS_RING
    assert overlay.geometry().topLeft() == QPoint(40 - margin, 40 - margin)
    area.verticalScrollBar().setValue(30)
    qapp.sendPostedEvents()
    assert (overlay.y(), overlay.geometry().bottom()) == (40, 40 + 30 - 1 + margin)
    area.verticalScrollBar().setValue(61)
    qapp.sendPostedEvents()
    assert not overlay.isVisible()


@pytest.mark.parametrize("size", ["large", "medium", "small"])
@pytest.mark.parametrize("scale", [100, 200])
def test_buttons_are_never_too_small(qtbot: Any, qapp: QApplication, size: Any, scale: int) -> None:
    apply_theme(qapp, "light", scale)
    button = Button("見", size=size)
    qtbot.addWidget(button)
    least = {"large": (136, 56), "medium": (96, 48), "small": (80, 44)}[size]
    hint = button.sizeHint()
    assert (hint.width(), hint.height()) >= tuple(side * scale // 100 for side in least)
    assert hint.height() >= 44 * scale // 100


def test_a_live_switch_restyles_what_is_open(qtbot: Any, qapp: QApplication) -> None:
    label = shown(qtbot, TextLabel("見本"))
    before = label.font().pixelSize()
    apply_theme(qapp, "dark", 200)
    assert label.font().pixelSize() == 2 * before
