# SPDX-License-Identifier: MIT
"""`bench`: how fast this machine is, as ratios against a floor measured in the same run (DECISIONS.md §7).

Everything happens in a throw-away station in a temporary folder with invented data; nothing of a real
station is read. Absolute times differ from machine to machine; the ratios are what a change is judged by.
"""

from __future__ import annotations

import argparse
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.cli.adapters import adapters, library
from app.cli.output import show
from app.clock import SystemClock
from app.content.library import PackLibrary
from app.crypto.kdf import MINIMUM_COST
from app.domain.text import JA_EASY
from app.domain.value import Json
from app.files import write_new
from app.ids import InterviewId, ItemId, RecipientId
from app.paths import DataFolder
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace

USER, NAME = "bench", "見本 SAMPLE"
ANSWERS = 150  # of one interview
SEALS, FILES, BATCH = 5, 3, 3
SWITCHED_AT = ItemId("DEBT-05")  # the question with the most texts
KEY_BYTES = 32
INSERT_EVENT = (
    "INSERT INTO event (interview, seq, type, at, boot, actor, payload, salt, prev, hash, mono) "
    "VALUES ('i', ?, 'answered', 't', 'b', 'a', ?, ?, ?, ?, 1)"
)
FRAME: tuple[tuple[str, Json], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 30}),
    ("CONS-04", "explained"),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("IDEN-04", {"country": ["THA"]}),
    ("REFR-02", "all"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One operation beside its floor. Times are milliseconds."""

    name: str
    floor: str
    runs: int
    p50: float
    p95: float
    floor_p50: float
    floor_p95: float

    def data(self) -> dict[str, object]:
        return {
            "name": self.name,
            "floor": self.floor,
            "runs": self.runs,
            "p50_ms": round(self.p50, 3),
            "p95_ms": round(self.p95, 3),
            "floor_p50_ms": round(self.floor_p50, 3),
            "floor_p95_ms": round(self.floor_p95, 3),
            "ratio_p50": round(self.p50 / self.floor_p50, 2),
            "ratio_p95": round(self.p95 / self.floor_p95, 2),
        }

    def line(self) -> str:
        found = self.data()
        return (
            f"{self.name}: p50 {found['p50_ms']} ms, p95 {found['p95_ms']} ms; "
            f"{found['ratio_p50']} and {found['ratio_p95']} times {self.floor}"
        )


def bench(arguments: argparse.Namespace) -> int:
    """Measure and print; exit 0."""
    with tempfile.TemporaryDirectory(prefix="kakehashi-bench-") as folder:
        root = Path(folder)
        workspace = _workspace(root / "data")
        try:
            found = [
                _answers(workspace, root / "floor.db"),
                *_languages(workspace, root / "languages.db"),
                _seals(workspace),
                _files(workspace),
                _checks(workspace, root),
            ]
        finally:
            workspace.close()
    show(arguments, {"measured": [one.data() for one in found]}, (one.line() for one in found))
    return 0


def _workspace(data: Path) -> Workspace:
    """A station of its own with the cheapest keys allowed: the log-in is not what is measured."""
    clock = SystemClock()
    stations = Stations(DataFolder(data), clock, cost=MINIMUM_COST)
    words = secrets.token_urlsafe(KEY_BYTES)
    stations.create(
        agency=next(iter(PackLibrary().newest.agencies)),
        name="bench",
        supervisor=USER,
        passphrase=words,
    )
    user = stations.unlock(USER, words)
    return open_workspace(stations, user, library(stations), clock, adapters(clock))


def _answers(workspace: Workspace, floor: Path) -> Measured:
    """One answer through the services, against the same rows as bare SQL in one transaction."""
    interview = _interview(workspace)
    do = workspace.interviews
    raw = _RawTransaction(floor)
    real: list[float] = []
    bare: list[float] = []
    try:
        for number in range(ANSWERS):  # in turns, so that both meet the same machine
            said = f"{NAME} {number}"
            real += _timed(partial(do.answer, interview, ItemId("IDEN-01"), said), 1)
            bare += _timed(raw.write, 1)
    finally:
        raw.close()
    return _measured("answer", "the same rows in a bare transaction", real, bare)


def _languages(workspace: Workspace, floor: Path) -> list[Measured]:
    """Another language in mid-interview: stored, and every text of the question of now in it.

    Once for each language of the pack when its catalogue is read, and once when it is known.
    """
    interview = _interview(workspace)
    item, raw = workspace.pack.items[SWITCHED_AT], _RawTransaction(floor)

    def switch(tag: str) -> None:
        session = workspace.interviews.choose_language(interview, tag)
        session = workspace.interviews.shown(interview, item.id)
        workspace.texts.item(session.interview, item, session.view.age_state)

    tags = [tag for tag in workspace.pack.languages if tag != JA_EASY]
    try:
        first = [time_ for tag in tags for time_ in _timed(partial(switch, tag), 1)]
        again = [time_ for tag in tags for time_ in _timed(partial(switch, tag), 1)]
        bare = _timed(raw.write, len(tags))
    finally:
        raw.close()
    floor_words = "the rows of one answer in a bare transaction"
    return [
        _measured("language, first time", floor_words, first, bare),
        _measured("language, known", floor_words, again, bare),
    ]


def _seals(workspace: Workspace) -> Measured:
    """Sealing one interview, against one signature with the same kind of key."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    bare = _timed(lambda: key.sign(NAME.encode(), ec.ECDSA(hashes.SHA256())), ANSWERS)
    ready = [_interview(workspace) for _ in range(SEALS)]
    real = [t for one in ready for t in _timed(partial(workspace.interviews.seal, one), 1)]
    return _measured("seal", "one P-256 signature", real, bare)


def _files(workspace: Workspace) -> Measured:
    """Laying out and signing one handover, against an unsigned empty page."""
    interview = _interview(workspace)
    workspace.interviews.seal(interview)
    prepared = workspace.handovers.prepare(interview, RecipientId("wcsc"))
    workspace.handovers.draw(prepared)  # the first one loads the libraries and the fonts
    real = _timed(lambda: workspace.handovers.draw(prepared), FILES)
    return _measured("handover", "an empty page", real, _timed(_empty_page, FILES * SEALS))


def _checks(workspace: Workspace, root: Path) -> Measured:
    """Checking a batch of handovers, pages compared, against the same without drawing them again."""
    interview = _interview(workspace)
    workspace.interviews.seal(interview)
    prepared = workspace.handovers.prepare(interview, RecipientId("wcsc"))
    files = [root / f"{number}.pdf" for number in range(BATCH)]
    for file in files:
        write_new(file, workspace.handovers.draw(prepared).pdf)
    if workspace.intake is None:
        raise RuntimeError("only supervisors check files")
    check = workspace.intake.verify_files
    real = _timed(lambda: check(files), FILES)
    bare = _timed(lambda: check(files, compare=False), FILES)
    return _measured(f"verify, {BATCH} files", "the same without comparing the pages", real, bare)


def _interview(workspace: Workspace) -> InterviewId:
    do = workspace.interviews
    interview = do.start(practice=True).id
    do.prepared(interview, assumed=True)
    do.choose_language(interview, "th")
    for item, value in FRAME:
        do.answer(interview, ItemId(item), value)
    return interview


class _RawTransaction:
    """The floor of saving: event, answer, summary and search row as bare SQL, without any service.

    The file has the real schema, pragmas and encryption; one synced transaction for each `write`.
    """

    def __init__(self, path: Path) -> None:
        from app.storage.migrate import make  # noqa: PLC0415 SQLAlchemy, Alembic

        self._vault = make(path, secrets.token_bytes(KEY_BYTES))
        self._seq = 0
        with self._vault.transaction() as connection:
            connection.exec_driver_sql(
                "INSERT INTO interview (row, id, case_number, script, agency, practice, language,"
                " state, age_state, started_at, updated_at, answered, flags, timers, head, seq,"
                " version) VALUES "
                "(1,'i','2026-0001','full','isa',1,'th','draft','adult','t','t',1,'[]','[]','',1,0)"
            )

    def write(self) -> None:
        self._seq += 1
        said, link = json.dumps({"value": f"{NAME} {self._seq}"}), secrets.token_hex(KEY_BYTES)
        rows: tuple[tuple[str, tuple[str | int, ...]], ...] = (
            (
                INSERT_EVENT,
                (self._seq, said, link, link, link),
            ),
            (
                "UPDATE interview SET seq = ?, head = ?, updated_at = 't' WHERE row = 1",
                (self._seq, link),
            ),
            ("DELETE FROM answer WHERE interview = 'i' AND item = 'IDEN-01'", ()),
            ("INSERT INTO answer VALUES ('i', 'IDEN-01', 'identity', ?, ?)", (said, self._seq)),
            ("DELETE FROM interview_search WHERE rowid = 1", ()),
            ("INSERT INTO interview_search (rowid, tokens) VALUES (1, ?)", (said,)),
        )
        with self._vault.transaction() as connection:
            for statement, values in rows:
                connection.exec_driver_sql(statement, values)

    def close(self) -> None:
        self._vault.close()


def _empty_page() -> None:
    from io import BytesIO  # noqa: PLC0415

    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 heavy

    canvas = Canvas(BytesIO())
    canvas.showPage()
    canvas.save()


def _timed(run: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append((time.perf_counter() - started) * 1000)
    return found


def _measured(name: str, floor: str, real: list[float], bare: list[float]) -> Measured:
    return Measured(name, floor, len(real), *_points(real), *_points(bare))


def _points(values: Iterable[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
