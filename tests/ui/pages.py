# SPDX-License-Identifier: MIT
"""Every page around one interview in a person's language, one after the other, as the officer reaches them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.content.text_source import TextSource
from app.domain.text import Status, Wording
from app.domain.value import Json
from app.i18n import PSEUDO_ACCENTS, PSEUDO_MIRRORED
from app.i18n.pseudo import pseudo
from app.ids import InterviewId, ItemId, LangTag
from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.going import go
from ui.main import Shell, build
from ui.main.preferences import Preferences
from ui.main.request import Continue, To
from ui.tasks import DirectTasks
from ui.theme import apply_theme
from ui.tour.hands import unhurried

PSEUDO = (PSEUDO_ACCENTS, PSEUDO_MIRRORED)
SEVENTEEN = (
    "ja", "en", "zh-Hans", "zh-Hant", "ko", "vi", "th", "fil", "id", "km", "my", "ne", "mn",
    "pt-BR", "es-419", "ru", "fr",
)  # fmt: skip
EVERY = (*SEVENTEEN, "ur", *PSEUDO)
#: Safe, adult, told, willing; a name, a hard question, a wish: what read-back and disclosure show.
ANSWERED: tuple[tuple[str, Json], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 24}),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("CTRL-04", ["hurt_family"]),
    ("WORK-05", {"refuse": "no", "why_not": ["debt", "fear"]}),
    ("REFR-01", ["shelter"]),
    ("REFR-02", "all"),
)
#: One of each kind of answer, and the longest texts of each: a statement, a table, a choice of ten.
ITEMS = tuple(
    map(
        ItemId,
        (
            "SAFE-03", "CONS-04", "IDEN-01", "RECR-03", "CTRL-04", "WORK-04", "DEBT-05", "REFR-02",
        ),
    )
)  # fmt: skip


@pytest.fixture
def pseudo_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The content in the two invented languages, as the program's own words have them."""
    real = TextSource.translation

    def invented(self: TextSource, lang: str, key: str, english: str) -> Wording | None:
        if lang in PSEUDO:
            return Wording(LangTag(lang), pseudo(english, lang), Status.DRAFT_MACHINE)
        return real(self, lang, key, english)

    monkeypatch.setattr(TextSource, "translation", invented)


def rest() -> None:
    """Let everything that was posted happen: layouts, focus, deletions."""
    for _round in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def windows(
    app: QApplication,
    house: House,
    scale: int = 100,
    press_time: Callable[[], int] | None = None,
    tasks: DirectTasks | None = None,
) -> Iterator[Shell]:
    """The program in its windows at a text size (per cent); nobody is logged in.

    ``press_time``: what the guard of presses goes by; hands that are never too quick when left out.
    """
    looks = Preferences(None)
    looks.change(scale=scale)
    shell = build(
        app,
        house.stations,
        clock=house.clock,
        tasks=tasks or DirectTasks(),
        preferences=looks,
        restarter=lambda _user, _interview: None,
        press_time=press_time or unhurried(),
    )
    shell.window.resize(1366, 768)
    shell.window.show()
    try:
        yield shell
    finally:
        shell.idle.stop()
        if shell.case is not None:
            shell.case.close()
        shell.window.hide()
        shell.window.deleteLater()
        apply_theme(app, "light", 100, "ja")


@contextmanager
def opened(shell: Shell, workspace: Workspace, lang: str) -> Iterator[None]:
    """A practice interview in this language, open in the windows with the person's beside."""
    case = shell.open_case()
    case.open(begin(workspace, ANSWERED, language=lang, practice=True))
    case.toggle_person_window()
    rest()
    try:
        yield
    finally:
        case.hide_person_window()
        shell.home()
        rest()


def of_officer(shell: Shell, record: InterviewId) -> Iterator[str]:
    """Show each page around no interview and name it; the last is the handover of a sealed record.

    Somebody is logged in; for the registry it is a supervisor.
    """
    requests = {name: To(name) for name in ("home", "practice", "registry", "papers", "directory")}
    requests |= {"settings": To("settings"), "about": To("about"), "binding": To("binding")}
    requests["look back"] = To("lookback", str(record))
    for name, request in (*requests.items(), ("handover", Continue(str(record), "sealed"))):
        shell.go(request)
        rest()
        yield name


def around(shell: Shell, items: tuple[ItemId, ...] = ITEMS) -> Iterator[tuple[str, QWidget]]:
    """Name and window of each page; `opened` first."""
    case = shell.case
    if case is None or case.person is None:
        raise RuntimeError("no interview is open")
    talk = case.model
    go(case, "interview")
    for item in items:
        talk.walking.jump(item)
        rest()
        yield f"interview {item}", shell.window
        yield f"person {item}", case.person
    pages = ("cards", "interpreter", "danger", "readback", "disclosure", "language", "preparation")
    for name in pages:
        go(case, name, "CARD-13" if name == "cards" else "")
        rest()
        yield name, shell.window
    talk.pausing.pause()
    go(case, "pause")
    rest()
    yield "pause", shell.window
    yield "person pause", case.person
    talk.pausing.resume()
