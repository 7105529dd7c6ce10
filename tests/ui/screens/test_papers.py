# SPDX-License-Identifier: MIT
"""Papers without answers on screen: the real pages, saved and printed; nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.cli import main
from app.content import load_builtin
from app.domain.situation import Situation
from app.ids import LangTag
from app.services.papers import AT_SEA, KINDS, LIAISON, STANDARDS, WAY
from app.services.workspace import Workspace
from tests.app.documents.typeset import poppler
from tests.stations import build_house
from tests.ui.pages import rest
from tests.ui.screens.room import english, faults, workspace_of
from tests.ui.typing import Typist
from ui.main.printing import print_pages
from ui.screens.papers import PapersScreen
from ui.tasks import DirectTasks
from ui.viewmodels.papers import PapersViewModel
from ui.widgets.inputs import Select
from ui.widgets.reveal import reveal


class Held:
    """Tasks that wait until they are let go, in any order."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        _owner: QObject,
        work: Callable[[], Any],
        on_success: Callable[[Any], None],
        _on_failure: Callable[[Exception], None],
        *,
        database: bool = True,
    ) -> None:
        assert not database
        self.waiting.append(lambda: on_success(work()))


@pytest.fixture
def model(workspace: Workspace) -> PapersViewModel:
    return PapersViewModel(workspace, DirectTasks())


@pytest.fixture
def screen(model: PapersViewModel, qtbot: QtBot) -> PapersScreen:
    made = PapersScreen(model, english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    model.want(kind="mini-card", language="th")
    return made


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    def chosen(*_arguments: object, **_options: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)


def message(screen: PapersScreen) -> str:
    return screen._message.accessibleName() if screen._message.isVisible() else ""


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_has_its_pages(model: PapersViewModel, kind: str) -> None:
    model.want(kind=kind, language="th")
    assert model.error is None
    assert model.pages
    assert not model.busy
    assert bool(model.to_confirm) is (kind == "mini-card")


@pytest.fixture
def quick(qapp: QApplication) -> Iterator[None]:
    """A list that has just come down takes no click for the time of a double click."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    yield
    qapp.setDoubleClickInterval(before)


def pick(screen: PapersScreen, select: Select, key: str, by: str) -> None:
    """Bring a list down and take a line of it: by the mouse at its place, or by Space, arrows and Enter."""
    hand, line = Typist(screen), select.findData(key)
    assert line >= 0
    if by == "mouse":
        hand.click(select)
    else:
        reveal(select)
        select.setFocus(Qt.FocusReason.TabFocusReason)
        hand.key(Qt.Key.Key_Space)
    view = select.view()
    assert view.isVisible()
    place = select.model().index(line, 0)
    if by == "mouse":
        view.scrollTo(place)
        spot = view.visualRect(place).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    else:
        way = Qt.Key.Key_Down if line > select.currentIndex() else Qt.Key.Key_Up
        for _row in range(abs(line - select.currentIndex())):
            QTest.keyClick(view, way)
        QTest.keyClick(view, Qt.Key.Key_Return)
    rest()
    assert not view.isVisible()
    assert select.chosen() == key


@pytest.mark.usefixtures("quick")
@pytest.mark.qt_log_ignore("does not support")  # the offscreen platform's popups
def test_a_choice_at_the_left_is_the_paper_at_the_right(
    screen: PapersScreen,
    model: PapersViewModel,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    assert screen.carrier.isVisible()
    assert screen.numbers.isVisible()
    assert not screen._script_field.isVisible()
    pick(screen, screen.kind, "form", "mouse")
    pick(screen, screen.language, "vi", "keys")
    assert screen._script_field.isVisible()
    assert not screen.carrier.isVisible()
    assert not screen.numbers.isVisible()
    assert (model.wanted.kind, model.wanted.language, model.wanted.script) == (
        "form",
        "vi",
        "short",
    )
    save_to(monkeypatch, tmp_path / "paper.pdf")
    Typist(screen).click(screen.save_button)
    assert "paper.pdf" in message(screen)
    text = poppler((tmp_path / "paper.pdf").read_bytes())
    assert "short-vi-" in text
    assert "Anh/chị không bắt buộc phải trả lời" in text
    with pikepdf.open(tmp_path / "paper.pdf") as saved:
        assert len(saved.pages) == len(model.pages)
    assert faults(screen) == []


@pytest.fixture
def guards_screen(tmp_path: Path, qtbot: QtBot) -> Iterator[PapersScreen]:
    """The same at a station of the Coast Guard."""
    opened = workspace_of(build_house(tmp_path / "guards", "jcg"))
    made = PapersScreen(PapersViewModel(opened, DirectTasks()), english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    opened.close()


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.usefixtures("quick")
def test_a_paper_for_the_officer_is_what_the_command_prints(
    guards_screen: PapersScreen,
    screen: PapersScreen,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Chosen by keys and mouse, then saved: nothing asks for the person's language. What the Coast Guard
    explains is offered to nobody else.
    """
    assert screen.kind.findData(AT_SEA) == -1
    screen.hide()
    screen = guards_screen
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    assert screen.language.isVisible()
    save_to(monkeypatch, tmp_path / "paper.pdf")
    for kind, by in ((STANDARDS, "keys"), (AT_SEA, "mouse"), (LIAISON, "keys")):
        pick(screen, screen.kind, kind, by)
        assert not screen.language.isVisible()
        Typist(screen).click(screen.save_button)
        out = tmp_path / f"{kind}.pdf"
        words = ["pack", "print", kind, "--agency", "jcg", "--data", str(tmp_path / "data")]
        assert main([*words, "--out", str(out)]) == 0
        assert poppler((tmp_path / "paper.pdf").read_bytes()) == poppler(out.read_bytes())
    pick(screen, screen.kind, "cards", "mouse")
    assert screen.language.isVisible()
    assert faults(screen) == []


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.usefixtures("quick")
def test_the_way_as_a_picture_is_read_step_by_step(
    screen: PapersScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Chosen by the keys; what assistive technology gets is every step, in the person's language, in order."""
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    area = screen.pages.findChild(QScrollArea)
    assert area is not None
    pick(screen, screen.language, "vi", "keys")
    pick(screen, screen.kind, WAY, "keys")
    found = QAccessible.queryAccessibleInterface(area)
    assert found.role() == QAccessible.Role.Document
    heard = found.text(QAccessible.Text.Description).split("\n")
    titles = [
        card.title.first(LangTag("vi")).text
        for name, card in load_builtin().cards.items()
        if name in {"CARD-01", "CARD-04", "CARD-09", "CARD-10", "CARD-13"}
    ]
    way = ["Các bước tiếp theo", *titles[:-1], "Sau này anh/chị có thể đổi ý.", titles[-1]]
    assert [heard.index(step) for step in way] == sorted(heard.index(step) for step in way)
    save_to(monkeypatch, tmp_path / "paper.pdf")
    Typist(screen).click(screen.save_button)
    out = tmp_path / "way.pdf"
    words = ["pack", "print", "way", "--lang", "vi", "--agency", "isa", "--out", str(out)]
    assert main([*words, "--data", str(tmp_path / "data")]) == 0
    saved = poppler((tmp_path / "paper.pdf").read_bytes())
    assert saved == poppler(out.read_bytes())
    assert all(line in saved for line in way[:2])
    pick(screen, screen.kind, "cards", "mouse")
    assert found.text(QAccessible.Text.Description) == ""
    assert faults(screen) == []


def test_what_cannot_be_saved_is_said(
    screen: PapersScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    save_to(monkeypatch, tmp_path / "gone" / "paper.pdf")
    screen.save_button.click()
    assert "paper.pdf" in message(screen)
    assert screen.save_button.isEnabled()
    assert list(tmp_path.iterdir()) == []


def test_pages_of_an_earlier_choice_are_dropped(workspace: Workspace) -> None:
    tasks = Held()
    model = PapersViewModel(workspace, tasks)
    model.want(kind="languages")
    model.want(kind="mini-card", language="th")
    late, early = tasks.waiting
    early()
    pages = model.pages
    late()
    assert model.pages == pages
    assert len(pages) == 1


def test_a_small_paper_is_printed_small(
    model: PapersViewModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two pages on a printer that writes a file: A7 fills a part of the sheet, A4 is never cut."""
    out = tmp_path / "printed.pdf"

    def accepted(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(out))
        return QPrintDialog.DialogCode.Accepted

    room = QWidget()
    qtbot.addWidget(room)
    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    ready: list[tuple[tuple[bytes, ...], int]] = []
    model.ready_to_print.connect(lambda *found: ready.append(found))
    sizes = {}
    for kind, pages in (("mini-card", 1), ("languages", 2)):
        model.want(kind=kind, language="th")
        model.prepare_print()
        assert print_pages(*ready[-1], room)
        with pikepdf.open(out) as printed:
            assert len(printed.pages) == pages
            bits = [int(image.BitsPerComponent) for page in printed.pages for image in images(page)]
            assert bits == [1] * pages  # not as colours: that was twenty times the saved file
            assert not str(printed.docinfo.get("/Title", "")).strip()
        assert out.stat().st_size < pages * MOST_A_PAGE
        sizes[kind] = inked(out)
    assert sizes["mini-card"] < 74 / 210 + 0.05
    assert sizes["languages"] > 0.8
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Rejected)
    assert not print_pages(*ready[-1], room)


MOST_A_PAGE = 250_000  # bytes that go to the printer


def images(page: pikepdf.Page) -> list[Any]:
    return [image for image in page.Resources.XObject.values() if image.Subtype == "/Image"]


def inked(path: Path) -> float:
    """The share of the sheet's width, from its left edge, that holds ink."""
    import pypdfium2
    from PIL import ImageChops

    document = pypdfium2.PdfDocument(path)
    try:
        image = document[0].render(scale=1).to_pil().convert("L")
    finally:
        document.close()
    box = ImageChops.invert(image).getbbox()
    assert box
    return float(box[2] / image.width)


def press(widget: QWidget) -> None:
    """A real click in the middle of its indicator."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(12, widget.height() // 2))


def test_a_doubtful_number_is_printed_when_it_was_ticked(
    screen: PapersScreen, model: PapersViewModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def printed() -> str:
        screen.save_button.click()
        return poppler((tmp_path / "paper.pdf").read_bytes())

    save_to(monkeypatch, tmp_path / "paper.pdf")
    number, box = next(iter(screen.numbers.boxes.items()))
    assert number not in printed()
    press(box)
    assert model.wanted.confirmed == {number}
    assert box.isChecked()  # the same box: drawing the pages takes none away
    assert number in printed()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert number not in printed()


def test_what_is_ticked_is_what_the_command_prints(
    screen: PapersScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing ticked, one for somebody who calls in Japanese, then one in the person's own language."""
    save_to(monkeypatch, tmp_path / "paper.pdf")
    helped, own, asked = "#8891", "0570-078377", "ช่วยโทรแทน"
    confirmed: list[str] = []
    for number, there, gone in (
        ("", ("110", "119"), (helped, own, asked)),
        (helped, (helped, asked), (own,)),
        (own, (own,), (helped, asked)),
    ):
        if number:
            box = screen.numbers.boxes[number]
            Typist(screen).click(box, QPoint(12, box.height() // 2))
            assert screen.numbers.boxes[number] is box
            confirmed = [number]
        screen.save_button.click()
        window = poppler((tmp_path / "paper.pdf").read_bytes())
        assert all(words in window for words in there)
        assert not any(words in window for words in gone)
        out = tmp_path / f"command-{number}.pdf"
        words = ["pack", "print", "mini-card", "--lang", "th", "--out", str(out)]
        words += ["--confirm", *confirmed] if confirmed else []
        assert main([*words, "--data", str(tmp_path / "data")]) == 0
        assert poppler(out.read_bytes()) == window
    assert helped not in screen.numbers.boxes  # would add nothing any more
    assert faults(screen) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.qt_log_ignore("does not support")
def test_who_carries_the_numbers_decides_which(
    screen: PapersScreen, model: PapersViewModel
) -> None:
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    pick(screen, screen.language, "vi", "keys")
    assert "0570-013904" in screen.numbers.boxes
    press(screen.carrier.ticks[Situation.NO_IMMIGRATION])
    press(screen.carrier.ticks[Situation.WORKER])
    assert model.wanted.situations == {Situation.NO_IMMIGRATION, Situation.WORKER}
    assert "0570-013904" not in screen.numbers.boxes
    assert "0120-531-406" in screen.numbers.boxes
    pick(screen, screen.carrier.prefecture, "JP-03", "mouse")
    assert model.wanted.prefecture == "JP-03"
    assert "0120-279-226" in screen.numbers.boxes
    assert faults(screen) == []
