# SPDX-License-Identifier: MIT
"""A wrong clock in the real window: what the officer sees and states, and that a reader verifies the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clock import JAPAN
from app.errors import UserError
from app.ids import ItemId
from app.services.renewal import renew
from app.services.workspace import Workspace
from tests.stations import OFFICER, OFFICER_WORDS, SUPERVISOR, House, StillClock, begin, build_house
from tests.ui.going import go, hand_over
from tests.ui.keyboard import bring_forward, write
from tests.ui.pages import rest, windows
from tests.ui.screens.room import BASE, faults
from ui.main import Shell
from ui.main.request import Continue, To
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.settings import SettingsScreen
from ui.widgets.buttons import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.mark_select import MarkSelect

NOW = StillClock().moment
CLOCKS = {
    "-9h": (NOW - timedelta(hours=9), "before your certificate begins (2026-11-24 09:00)"),
    "2031": (datetime(2031, 3, 5, 5, 20, tzinfo=UTC), "after your certificate ended"),
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build_house(tmp_path)


@pytest.fixture
def shell(qapp: QApplication, house: House) -> Iterator[Shell]:
    with windows(qapp, house) as shell:
        shell.set_language("en")
        yield shell


def press(widget: QWidget) -> None:
    """Click where the widget stands in the window."""
    area = widget.parentWidget()
    while area is not None and not hasattr(area, "ensureWidgetVisible"):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget)
        rest()
    window = widget.window()
    place = widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    rest()


def handing_over(shell: Shell, house: House, qtbot: QtBot) -> tuple[HandoverScreen, Workspace]:
    """An officer at the handover page of a fresh interview."""
    workspace = house.open(house.officer)
    shell._on_open(house.officer, workspace)
    case = begin(workspace, (*BASE, ("REFR-02", "all")))
    bring_forward(shell.window, qtbot)
    shell.go(Continue(str(case), "sealed"))
    rest()
    page = shell.window.page
    assert isinstance(page, HandoverScreen)
    return page, workspace


def shown(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def shown_words(widget: QWidget) -> str:
    return "\n".join(shown(widget))


def local(moment: datetime) -> tuple[str, str]:
    at = moment.astimezone(JAPAN)
    return at.strftime("%Y-%m-%d"), at.strftime("%H:%M")


@pytest.mark.parametrize("row", CLOCKS)
def test_the_officer_sees_both_times_and_states_the_right_one(
    shell: Shell, house: House, qtbot: QtBot, tmp_path: Path, row: str
) -> None:
    machine, wrong = CLOCKS[row]
    house.clock.put(machine)
    page, workspace = handing_over(shell, house, qtbot)
    day, time = local(machine)
    assert f"This machine says: {day} {time}" in shown_words(page.clock)
    assert wrong in shown_words(page.clock)
    assert not page.seal_button.isEnabled()
    assert [fault for fault in faults(page) if "clock" in fault.lower()] == []
    press(page.clock.form.day)
    write(shell.window, "2026-11-01")  # before the program was made
    press(page.clock.form.time)
    write(shell.window, "09:00")
    press(page.clock.form.state_button)
    assert not page.seal_button.isEnabled()
    assert "it must not lie before 2026-11-2" in "\n".join(shown(page.clock))
    day, time = local(NOW + timedelta(minutes=1))
    for field, text in ((page.clock.form.day, day), (page.clock.form.time, time)):
        press(field)
        field.selectAll()
        write(shell.window, text)
    press(page.clock.form.state_button)
    assert f"Right time as stated: {day} {time}" in shown_words(page.clock)
    assert page.seal_button.isEnabled()
    press(page.seal_button)
    (yes,) = [
        button
        for button in shell.window.findChildren(Button)
        if button.text() == "Seal it now" and button.isVisible()
    ]
    press(yes)
    assert not page.model.is_draft
    press(page.recipients.buttons["wcsc"])  # type: ignore[union-attr]
    page.save_to(tmp_path / "signed.pdf")
    rest()
    assert received(house, tmp_path / "signed.pdf") == ["imported"]
    workspace.close()


def received(house: House, pdf: Path) -> list[str]:
    """What a supervisor's registry makes of the file when its clock is right."""
    house.clock.put(NOW + timedelta(hours=1))
    registry = house.open(house.supervisor)
    try:
        assert registry.intake is not None
        (verdict,) = registry.intake.verify_files([pdf])
        assert (verdict.valid, verdict.warnings) == (True, ())
        return [result.status for result in registry.intake.import_files([pdf])]
    finally:
        registry.close()


def test_an_ended_certificate_gives_an_unsigned_paper_now_and_a_signature_after_renewal(
    shell: Shell, house: House, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    house.clock.advance(days=731)
    page, workspace = handing_over(shell, house, qtbot)
    press(page.clock.form.confirm_button)  # the clock is right
    assert not page.seal_button.isEnabled()
    assert "ask a supervisor to renew the certificate" in shown_words(page.clock)
    assert page.clock.recipient is not None
    assert page.clock.paper_button is not None
    page.clock.recipient.choose("wcsc")
    press(page.clock.paper_button)
    document = pdfium.PdfDocument(out)
    for leaf in document:
        text = leaf.get_textpage().get_text_range()
        assert "未署名" in text
        assert "UNSIGNED" in text
    assert document.count_attachments() == 0
    assert page.model.is_draft
    case = page.model.interview_id
    workspace.close()
    with pytest.raises(UserError, match="not_supervisor"):
        renew(house.stations, house.officer, OFFICER)
    renew(house.stations, house.supervisor, OFFICER)
    again = house.open(house.stations.unlock(OFFICER, OFFICER_WORDS))
    assert again.interviews.seal(case).interview.versions
    again.close()


def test_an_unsigned_paper_goes_by_the_marks_chosen_on_the_page_also_after_leaving_it(
    shell: Shell, house: House, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    house.clock.advance(days=731)
    page, workspace = handing_over(shell, house, qtbot)
    case = page.model.interview_id
    workspace.interviews.answer(case, ItemId("WORK-01"), {"what": "SAMPLE sewing"}, locks=False)
    workspace.interviews.note(case, ItemId("WORK-01"), "SAMPLE forced", "en")
    for item, value in (("SAFE-01", "yes"), ("WISH-03", ["debt"]), ("REFR-04", "all")):
        workspace.interviews.answer(
            case, ItemId(item), [*value] if isinstance(value, list) else value
        )
    for _turn in range(2):  # leave the page, and come back
        assert shell.case is not None
        go(shell.case, "disclosure")
        rest()
        hand_over(shell.case, case)
        rest()
        selects = [select for select in shell.window.findChildren(MarkSelect) if select.isVisible()]
        assert len(selects) == 2
        if not _turn:
            tab_to(shell, selects[1])
            key(shell, Qt.Key.Key_Down)
        assert [select.chosen() for select in selects] == ["", "made_to_do"]
    page = shell.window.page  # type: ignore[assignment]
    press(page.clock.form.confirm_button)
    assert page.clock.recipient is not None
    assert page.clock.paper_button is not None
    while page.clock.recipient.chosen() != "police":
        tab_to(shell, page.clock.recipient)
        key(shell, Qt.Key.Key_Down)
    press(page.clock.held.box)  # type: ignore[union-attr]
    press(page.clock.paper_button)
    text = "".join(leaf.get_textpage().get_text_range() for leaf in pdfium.PdfDocument(out))
    assert "SAMPLE sewing" in text
    assert "SAMPLE forced" not in text
    assert page.model.is_draft
    assert [marked.mark for marked in page.model.marked_texts] == ["made_to_do"]
    assert len(page.model.texts_to_ask) == 1  # the other one is asked about at the seal
    assert not any(place.startswith("mark/") for place in shell.case.model.unsaved.places)  # type: ignore[union-attr]
    workspace.close()


def test_an_unsigned_paper_waits_too_until_what_it_tells_was_looked_at(
    shell: Shell, house: House, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "paper.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    house.clock.advance(days=731)
    page, workspace = handing_over(shell, house, qtbot)
    case = page.model.interview_id
    workspace.interviews.answer(case, ItemId("WORK-01"), {"what": "SAMPLE sewing"}, locks=False)
    workspace.interviews.answer(case, ItemId("REFR-04"), "all")
    page.model.load()
    rest()
    press(page.clock.form.confirm_button)
    panel, select = page.clock, page.clock.recipient
    assert select is not None
    assert panel.paper_button is not None

    def choose(reader: str) -> None:
        turns = 0
        tab_to(shell, select)
        while select.chosen() != reader:
            key(shell, Qt.Key.Key_Down if turns < 20 else Qt.Key.Key_Up)
            turns += 1
            assert turns < 40

    def box() -> CheckBox:
        assert panel.held is not None
        return panel.held.box

    choose("wcsc")
    assert "SAMPLE sewing" not in shown_words(panel), "who protects is no such reader"
    assert panel.paper_button.isEnabled()
    choose("police")
    assert "SAMPLE sewing" in shown_words(panel)
    press(panel.paper_button)
    assert not out.exists()
    tab_to(shell, box())
    key(shell, Qt.Key.Key_Space)
    assert panel.paper_button.isEnabled()
    press(box())  # taken back
    press(panel.paper_button)
    assert not out.exists()
    press(box())
    choose("wcsc")
    choose("police")
    assert not panel.paper_button.isEnabled(), "each time anew"
    press(box())
    press(panel.paper_button)
    assert "SAMPLE sewing" in "".join(
        leaf.get_textpage().get_text_range() for leaf in pdfium.PdfDocument(out)
    )
    went = workspace.interviews._store.events(case)[-1]
    assert (went.type, went.payload["lawyer_offered"]) == ("printed_unsigned", True)
    workspace.close()


def key(shell: Shell, pressed: Qt.Key) -> None:
    QTest.keyClick(shell.window.windowHandle(), pressed)
    rest()


def tab_to(shell: Shell, widget: QWidget) -> None:
    """Go there as a keyboard does."""
    for _press in range(60):
        if QApplication.focusWidget() is widget:
            return
        key(shell, Qt.Key.Key_Tab)
    pytest.fail("no Tab leads there")


def test_a_certificate_that_ends_is_told_and_renewed_in_settings(
    shell: Shell, house: House, qtbot: QtBot
) -> None:
    house.clock.advance(days=730 - 59)
    supervisor = house.open(house.supervisor)
    shell._on_open(house.supervisor, supervisor)
    bring_forward(shell.window, qtbot)
    rest()
    home = shell.window.page
    assert isinstance(home, HomeScreen)
    told = "\n".join(shown(home.ending))
    assert "Your certificate ends or ended on 2028-11-23. Renew it in Settings." in told
    assert f"The certificate of {OFFICER} ends on 2028-11-23. Renew it in Settings." in told
    shell.go(To("settings"))
    rest()
    page = shell.window.page
    assert isinstance(page, SettingsScreen)
    assert page.clock.isHidden()
    name = f"Renew the certificate: {OFFICER}"
    (button,) = [
        candidate for candidate in page.findChildren(Button) if candidate.accessibleName() == name
    ]
    press(button)
    assert page.clock.isVisible()  # nobody used the station for so long: the time is asked for once
    press(page.clock.form.confirm_button)
    (button,) = [
        candidate for candidate in page.findChildren(Button) if candidate.accessibleName() == name
    ]
    press(button)
    until = {user.name: user.certificate_until for user in house.stations.users()}
    assert until[OFFICER] > house.clock.moment + timedelta(days=700)
    assert until[SUPERVISOR] < house.clock.moment + timedelta(days=60)
    supervisor.close()
