# SPDX-License-Identifier: MIT
"""The tour from the empty folder to the registry, screen by screen."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.clock import SystemClock
from app.ids import GroupId, RecipientId
from app.paths import DataFolder
from app.services.checking import Verdict
from app.services.stations import Stations, suggest_passphrase
from ui.collector import Collector
from ui.main import build
from ui.main.behind import throwaway_stations
from ui.main.preferences import Preferences
from ui.screens.cards import CardsScreen
from ui.screens.danger import DangerScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.disclosure.basis import BasisForm
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.language import LanguageScreen
from ui.screens.pause import PauseScreen
from ui.screens.preparation import PreparationScreen
from ui.screens.registry import RegistryScreen
from ui.screens.unlock import UnlockScreen
from ui.tasks import DirectTasks
from ui.tour import sample
from ui.tour.extras import Extras
from ui.tour.hands import Hands, unhurried
from ui.tour.interview import Leading
from ui.viewmodels.disclosure import DisclosureViewModel

SHOWN_AT: Final = ("CTRL-04", "EMB-09", "CONS-06")  # the first of these that comes is pictured
CHILD_CENTER: Final = RecipientId("cgc")
OWN: Final = RecipientId("supervisor")


@dataclass(frozen=True, slots=True)
class TourSettings:
    """What the command was asked for. ``scale`` in per cent."""

    lang: str
    agency: str
    script: str
    scale: int
    theme: str
    out: Path


class Journey:
    """One tour in one private folder. Needs no running application."""

    def __init__(self, settings: TourSettings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._passphrases = {
            sample.SUPERVISOR: suggest_passphrase(),
            sample.OFFICER: suggest_passphrase(),
        }
        self._files: dict[str, str] = {}  # handover file -> recipient
        self._pictured = False

    def run(self) -> list[str]:
        """Do it all; return the names of the files made. Raises UserError."""
        app = QApplication.instance() or QApplication(["kakehashi"])
        if not isinstance(app, QApplication):
            raise TypeError(type(app))
        before = qInstallMessageHandler(_quiet)
        collector = Collector(app)
        try:
            return self._go(app)
        finally:
            collector.stop()
            qInstallMessageHandler(before)

    def _go(self, app: QApplication) -> list[str]:
        self._stations = stations = self._station()
        looks = Preferences(None)
        looks.change(mode=self._settings.theme, scale=self._settings.scale)
        self._shell = shell = build(
            app,
            stations,
            clock=SystemClock(),
            tasks=DirectTasks(),
            preferences=looks,
            restarter=lambda _user, _interview: shell.show_unlock(),
            practice_registry=True,
            press_time=unhurried(),
        )
        self._hands = hands = Hands(shell, self._settings.out)
        shell.window.resize(1366, 768)
        shell.begin()
        hands.picture("unlock")
        self._log_in(sample.OFFICER)
        hands.picture("home")
        self._extras = Extras(hands, self._settings.lang)
        self._first_interview()
        self._second_interview()
        self._extras.departure()
        self._extras.group()
        shell.lock()
        stations.write_ca(self._new("ca.pem"))
        self._registry()
        shell.window.hide()
        shell.window.deleteLater()
        return [*hands.files, *self._files, "person-copy.pdf", "ca.pem", "ca.crl", "verify.json"]

    def _station(self) -> Stations:
        stations = throwaway_stations(DataFolder(self._folder / "station"), SystemClock())
        secret = self._passphrases
        stations.create(
            agency=self._settings.agency,
            name=sample.STATION,
            supervisor=sample.SUPERVISOR,
            passphrase=secret[sample.SUPERVISOR],
        )
        by = stations.unlock(sample.SUPERVISOR, secret[sample.SUPERVISOR])
        first = suggest_passphrase()
        stations.add_user(by, sample.OFFICER, "officer", first)
        stations.change_passphrase(sample.OFFICER, first, secret[sample.OFFICER])
        return stations

    def _log_in(self, name: str) -> None:
        hands = self._hands
        page = hands.page(UnlockScreen)
        users = [user.name for user in self._stations.users()]
        hands.click(page.name_buttons[users.index(name)])
        hands.type(page.passphrase, self._passphrases[name])
        hands.click(page.unlock_button)

    # the interviews

    def _first_interview(self) -> None:
        hands, lang = self._hands, self._settings.lang
        leading = Leading(hands, sample.adult(lang), self._at)
        self._begin(self._settings.script)
        hands.page(PreparationScreen)
        hands.picture("preparation")
        leading.prepare()
        hands.page(LanguageScreen)
        hands.picture("language")
        leading.choose_language(lang)
        leading.walk()
        leading.readback()
        hands.picture("readback")
        leading.finish_readback()
        self._disclose()
        self._hand_over(picture=True)
        self._paper()
        self._extras.look_back()
        hands.click(hands.page(HandoverScreen).home_button)

    def _second_interview(self) -> None:
        """A child's: what goes to the Child Guidance Center goes by law."""
        hands, lang = self._hands, self._settings.lang
        leading = Leading(hands, sample.child(lang), self._extras.at_child)
        self._begin("full")
        leading.prepare()
        leading.choose_language(lang)
        leading.walk()
        leading.readback()
        leading.finish_readback()
        page = hands.page(DisclosureScreen)
        self._choose_row(page, CHILD_CENTER)
        form = page.findChildren(BasisForm)[-1]
        form.basis.choose("child_protection")
        form.reason.setPlainText(f"{sample.MARK}: 15歳と本人が話した")
        hands.click(form.invoke_button)
        hands.confirm()
        hands.click(page.next_button)
        hands.click(hands.page(HandoverScreen).seal_button)
        hands.confirm()
        self._save(CHILD_CENTER)
        hands.click(hands.page(HandoverScreen).home_button)

    def _begin(self, script: str) -> None:
        """A practice interview; other scripts than the full one begin by the same signal."""
        hands = self._hands
        page = hands.page(HomeScreen)
        if script == "full":
            hands.click(page.begin_buttons["practice"])
            self._extras.practice()
        else:
            page.interview_requested.emit(script, True)  # noqa: FBT003 practice
            hands.rest()

    def _at(self, item: str) -> None:
        """Pictures at one question: interview, person's window, cards, danger, break."""
        self._extras.at_adult(item)
        if self._pictured or item not in SHOWN_AT:
            return
        if item == "CONS-06" and self._settings.script == "full":
            return
        self._pictured = True
        hands = self._hands
        page = hands.page(InterviewScreen)
        hands.picture("interview")
        case = self._shell.case
        if case is None:
            raise LookupError("no interview is open")
        case.toggle_person_window()
        hands.picture("person", case.person)
        case.toggle_person_window()
        page.cards_opened.emit("")
        hands.rest()
        self._picture_cards()
        self._extras.telling()
        self._picture_danger()
        self._picture_pause()

    def _picture_cards(self) -> None:
        hands = self._hands
        page = hands.page(CardsScreen)
        hands.picture("cards")
        hands.press(page, "understood")
        hands.press(hands.page(CardsScreen), "Back to the interview")

    def _picture_danger(self) -> None:
        """A red flag by hand, and what was done about it."""
        hands = self._hands
        case = self._shell.case
        if case is None:
            raise LookupError("no interview is open")
        flag = next(
            iter(f for f, flag in case.model.session.pack.flags.items() if flag.severity == "red")
        )
        case.model.deeds.raise_flag(flag)
        hands.page(DangerScreen)
        hands.picture("danger")
        Leading(hands, {}).danger()

    def _picture_pause(self) -> None:
        hands = self._hands
        hands.click(hands.page(InterviewScreen).bar.pause)
        # The answer is stored with the break, and the danger it tells of comes first.
        Leading(hands, {}).danger()
        page = hands.page(PauseScreen)
        hands.picture("pause")
        hands.press(page, "Go on when the person wants")
        hands.page(InterviewScreen)

    # disclosure and handover

    def _disclose(self) -> None:
        """Record what the person says about each recipient in the plan of disclosure."""
        hands = self._hands
        page = hands.page(DisclosureScreen)
        model: DisclosureViewModel = page.model
        for name in sample.AGREED:
            recipient = RecipientId(name)
            if (
                name == self._settings.agency
                or not model.is_due(recipient)
                or model.lock(recipient)
            ):
                continue
            if not model.decisions[recipient].allowed:
                self._choose_row(page, recipient)
                if page.detail is None:
                    raise LookupError(name)
                hands.click(page.detail.word_buttons["all"])
        self._choose_row(page, RecipientId("wcsc"))
        hands.picture("disclosure")
        hands.click(page.next_button)

    def _choose_row(self, page: DisclosureScreen, recipient: RecipientId) -> None:
        if page.plan is None:
            raise LookupError("no plan")
        self._hands.click(page.plan.button(str(recipient)))

    def _hand_over(self, *, picture: bool) -> None:
        hands = self._hands
        page = hands.page(HandoverScreen)
        hands.click(page.seal_button)
        hands.confirm()
        model = page.model
        for recipient in model.allowed:
            self._save(recipient)
            if picture:
                hands.picture("handover")
                picture = False

    def _save(self, recipient: RecipientId) -> None:
        """Look at one recipient's pages and at what could be held against the person; sign and save them."""
        page = self._hands.page(HandoverScreen)
        if page.recipients is None or page.saving is None:
            raise LookupError("not sealed")
        self._hands.click(page.recipients.buttons[str(recipient)])
        if page.saving.held is not None:
            self._hands.click(page.saving.held.box)
        name = f"handover-{recipient}.pdf"
        page.save_to(self._new(name))
        if page.model.error is not None:
            raise page.model.error
        self._files[name] = str(recipient)

    def _paper(self) -> None:
        page = self._hands.page(HandoverScreen)
        if page.recipients is None:
            raise LookupError("not sealed")
        self._hands.click(page.recipients.buttons["person"])
        page.save_to(self._new("person-copy.pdf"))
        if page.model.error is not None:
            raise page.model.error

    # the registry

    def _registry(self) -> None:
        hands, out = self._hands, self._settings.out
        self._log_in(sample.SUPERVISOR)
        hands.click(hands.page(HomeScreen).registry_button)
        page = hands.page(RegistryScreen)
        page.take([out / name for name in self._files])
        hands.click(page.import_button)
        page.model.open(page.model.rows[0].record_hash)
        hands.picture("registry")
        report = {
            "practice": True,
            "lang": self._settings.lang,
            "agency": self._settings.agency,
            "handovers": self._verdicts([out / name for name in self._files]),
            "imported": [
                {
                    "file": result.path.name,
                    "status": result.status,
                    "change": result.change,
                    "reason": result.reason,
                }
                for result in page.model.results
            ],
        }
        self._new("verify.json").write_text(
            json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        self._shell.lock()

    def _verdicts(self, paths: Sequence[Path]) -> list[dict[str, Any]]:
        workspace = self._shell.workspace
        if workspace is None or workspace.intake is None:
            raise LookupError("no registry is open")
        return [self._row(verdict) for verdict in workspace.intake.verify_files(paths)]

    def _row(self, found: Verdict) -> dict[str, Any]:
        return {
            "file": found.path.name,
            "recipient": self._files[found.path.name],
            "valid": found.valid,
            "reason": found.reason,
            "warnings": list(found.warnings),
            "signer": found.signer,
            "practice": found.practice,
            "case_number": found.case_number,
            "version": found.version,
            "groups": [GroupId(group) for group in found.groups],
            "record": found.record_hash,
        }

    def _new(self, name: str) -> Path:
        """A place in the out folder, cleared of what an earlier tour left under this name."""
        path = self._settings.out / name
        path.unlink(missing_ok=True)
        return path


def _quiet(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Drop what the offscreen platform says about itself; show everything else."""
    if "plugin does not support" not in message and kind != QtMsgType.QtDebugMsg:
        sys.stderr.write(f"{message}\n")
