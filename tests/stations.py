# SPDX-License-Identifier: MIT
"""A whole station in a folder, with a clock that only moves when told. For tests of services and above."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from weakref import ReferenceType, ref

from app.content import load_builtin
from app.content.library import PackLibrary
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import OpenUser
from app.documents.fonts import FontBook
from app.documents.verify import PdfReader
from app.documents.writer import ReportlabWriter
from app.domain.approval import Approval
from app.domain.pack import Pack
from app.domain.value import Json
from app.ids import InterviewId, RecipientId
from app.paths import DataFolder, resources_dir
from app.services.approvals import Approver
from app.services.handovers import Handovers
from app.services.opened import Adapters
from app.services.ports import HandoverRow
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace
from app.storage.copy import copy_vault
from app.storage.interviews import SqlInterviewStore
from app.storage.migrate import make, open_current
from app.storage.registry import SqlRegistryStore

SUPERVISOR, OFFICER = "supervisor one", "officer one"
SUPERVISOR_WORDS, OFFICER_WORDS = "lighthouse passphrase 1", "harbour passphrase 2"
WORDS = {SUPERVISOR: SUPERVISOR_WORDS, OFFICER: OFFICER_WORDS}
SECOND, SECOND_WORDS = "supervisor two", "another passphrase 5"
FIRST_WORDS = "first passphrase of an officer 0"  # what the supervisor set
PERSON = "見本 花子 SAMPLE"


class StillClock:
    """Stands still; each reading of the monotonic clock is one millisecond later."""

    def __init__(self, now: datetime = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)) -> None:
        self.moment = now
        self.ticks = 0
        self.asleep = 0

    def now(self) -> datetime:
        return self.moment

    def mono_ms(self) -> int:
        self.ticks += 1
        return self.ticks

    def awake_ms(self) -> int:
        return self.ticks - self.asleep

    def boot_id(self) -> str:
        return "test-boot"

    def advance(self, **step: int) -> None:
        """Let time pass: all clocks go on."""
        passed = timedelta(**step)
        self.moment += passed
        self.ticks += passed // timedelta(milliseconds=1)

    def sleep(self, **step: int) -> None:
        """Let time pass while the machine is suspended."""
        self.advance(**step)
        self.asleep += timedelta(**step) // timedelta(milliseconds=1)

    def put(self, moment: datetime) -> None:
        """Set the wall clock alone, as somebody does who sets a machine's clock."""
        self.moment = moment


@dataclass
class House:
    """One station with a supervisor and an officer."""

    stations: Stations
    clock: StillClock
    shares: tuple[str, str, str]
    supervisor: OpenUser
    officer: OpenUser
    pack: Pack

    @cached_property
    def packs(self) -> PackLibrary:
        return PackLibrary(self.stations.folder.packs, self.stations.station)

    @property
    def adapters(self) -> Adapters:
        clock = self.clock
        return Adapters(
            lambda p, k, c: SqlInterviewStore(make(p, k) if c else open_current(p, k), clock),
            lambda p, k, c: SqlRegistryStore(make(p, k) if c else open_current(p, k), clock),
            copy_vault,
            ReportlabWriter(FontBook.load(resources_dir() / "fonts")),
            PdfReader(clock),
        )

    @property
    def approver(self) -> Approver:
        """The supervisor, who proved the own key."""
        return Approver(self.supervisor, self.stations.station().own)

    def open(self, user: OpenUser, *, practice_registry: bool = False) -> Workspace:
        return open_workspace(
            self.stations,
            user,
            self.packs,
            self.clock,
            self.adapters,
            practice_registry=practice_registry,
        )

    def anew(self, folder: DataFolder | None = None) -> House:
        """The same station, or one in another folder, in a program that has seen nothing yet."""
        where = self.stations.folder if folder is None else folder
        return replace(self, stations=Stations(where, self.clock, cost=MINIMUM_COST))

    def copied(self, root: Path) -> House:
        """A copy of the station, in such a program. Nothing is at ``root`` yet."""
        shutil.copytree(self.stations.folder.root, root)
        return self.anew(DataFolder(root))

    def login(self, name: str, words: str = "") -> Workspace:
        """Log in, with the words of the first two users where none are given."""
        return self.open(self.stations.unlock(name, words or WORDS[name]))

    def with_second(self) -> OpenUser:
        """Make a second supervisor, who logs in."""
        self.stations.add_user(self.supervisor, SECOND, "supervisor", SECOND_WORDS)
        return self.stations.unlock(SECOND, SECOND_WORDS)


@dataclass
class _Built:
    """A station that was made once in this process, and who has the last copy of it."""

    folder: Path
    house: House
    copied_by: str = ""
    copy: ReferenceType[Stations] | None = None

    def is_free(self, test: str) -> bool:
        return test != self.copied_by and (self.copy is None or self.copy() is None)


_SHELF = tempfile.TemporaryDirectory(prefix="kakehashi-built-", ignore_cleanup_errors=True)
_BUILT: dict[str, list[_Built]] = {}


def build_house(root: Path, agency: str = "isa") -> House:
    """A house of its own. No two of one test, and no two that live at a time, are the same station.

    Files and keys are copied from one that was made before: to derive the keys takes a second.
    """
    test = os.environ.get("PYTEST_CURRENT_TEST", "").split(" ", maxsplit=1)[0]
    built = _BUILT.setdefault(agency, [])
    found = next((station for station in built if station.is_free(test)), None)
    if found is None:
        folder = Path(_SHELF.name, f"{agency}-{len(built)}")
        found = _Built(folder, _make_house(folder, agency))
        built.append(found)
    clock, made = StillClock(), found.house
    shutil.copytree(found.folder / "data", root / "data", dirs_exist_ok=True)
    stations = Stations(DataFolder(root / "data"), clock, cost=MINIMUM_COST)
    found.copied_by, found.copy = test, ref(stations)
    return replace(made, stations=stations, clock=clock)


def _make_house(root: Path, agency: str) -> House:
    clock = StillClock()
    stations = Stations(DataFolder(root / "data"), clock, cost=MINIMUM_COST)
    shares = stations.create(
        agency=agency, name="SAMPLE Station", supervisor=SUPERVISOR, passphrase=SUPERVISOR_WORDS
    )
    supervisor = stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)
    stations.add_user(supervisor, OFFICER, "officer", FIRST_WORDS)
    officer = stations.change_passphrase(OFFICER, FIRST_WORDS, OFFICER_WORDS)
    return House(stations, clock, shares, supervisor, officer, load_builtin())


def told_to(workspace: Workspace) -> set[str]:
    """The codes of what a login tells."""
    return {notice.code for notice in workspace.notices}


def strictly(workspace: Workspace, *, strict: bool = True) -> Workspace:
    """The same session in a station of the strict mode (DECISIONS.md §1.7)."""
    texts = replace(workspace.texts, show_unreviewed=not strict)
    interviews = copy(workspace.interviews)
    interviews._texts = texts
    return replace(workspace, texts=texts, interviews=interviews)


ADULT: tuple[tuple[str, Json], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 24}),
    ("CONS-04", "explained"),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("IDEN-01", PERSON),
    ("IDEN-04", {"country": ["THA"]}),
    ("WORK-03", {"start": "8", "end": "24", "days_off": 1}),
)


def begin(
    workspace: Workspace,
    answers: Iterable[tuple[str, Json]] = ADULT,
    *,
    language: str = "th",
    practice: bool = False,
) -> InterviewId:
    """An interview with the preparation done and these answers."""
    interviews = workspace.interviews
    interview = interviews.start(practice=practice).id
    interviews.prepared(interview, assumed=True)
    interviews.choose_language(interview, language)
    for item, value in answers:
        interviews.answer(interview, item, value)
    return interview


def hand_out(
    handovers: Handovers,
    interview: InterviewId,
    recipient: RecipientId,
    out: Path,
    passphrase: str | None = None,
    *,
    approval: Approval | None = None,
) -> HandoverRow:
    """Hand over as windows and command do, in three steps; a lawyer was offered."""
    prepared = handovers.prepare(interview, recipient, approval=approval)
    return handovers.save(interview, handovers.draw(prepared, passphrase), out, lawyer_offered=True)


def seal(workspace: Workspace, interview: InterviewId, more: Mapping[str, Json]) -> InterviewId:
    """Answer ``more`` and seal."""
    for item, value in more.items():
        workspace.interviews.answer(interview, item, value)
    workspace.interviews.seal(interview)
    return interview
