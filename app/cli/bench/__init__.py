# SPDX-License-Identifier: MIT
"""`bench`: how fast this machine is, as ratios against a floor measured in the same run (DECISIONS.md §7).

Everything happens in a throw-away station in a temporary folder with invented data; nothing of a real
station is read. Absolute times differ from machine to machine; the ratios are what a change is judged by.
"""

from __future__ import annotations

import argparse
import json
import secrets
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.cli.bench.measure import BenchCounts, Measured, measured, timed
from app.cli.bench.station import BenchStation, begun
from app.cli.output import show
from app.domain.text import JA_EASY
from app.files import write_new
from app.ids import ItemId, RecipientId
from app.services.workspace import Workspace

NAME = "見本 SAMPLE"
SWITCHED_AT = ItemId("DEBT-05")  # the question with the most texts
KEY_BYTES = 32
INSERT_EVENT = (
    "INSERT INTO event (interview, seq, type, at, boot, actor, payload, salt, prev, hash, mono) "
    "VALUES ('i', ?, 'answered', 't', 'b', 'a', ?, ?, ?, ?, 1)"
)


def bench(arguments: argparse.Namespace) -> int:
    """Measure and print; exit 0. ``arguments.windows``: measures what needs a screen, in an empty folder;
    ``arguments.counts``: other `BenchCounts`.
    """
    windows: Callable[[Path], list[Measured]] | None = getattr(arguments, "windows", None)
    counts: BenchCounts = getattr(arguments, "counts", BenchCounts())
    with tempfile.TemporaryDirectory(prefix="kakehashi-bench-") as folder:
        root = Path(folder)
        workspace = BenchStation(root / "data").open()
        try:
            found = [
                _answers(workspace, root / "floor.db", counts.answers),
                *_languages(workspace, root / "languages.db"),
                _seals(workspace, counts),
                _files(workspace, counts),
                _checks(workspace, root, counts),
                _full(workspace, root / "full", counts),
            ]
        finally:
            workspace.close()
        if windows is not None:
            found += windows(root / "windows")
    show(arguments, {"measured": [row.data() for row in found]}, (row.line() for row in found))
    return 0


def _full(empty: Workspace, data: Path, counts: BenchCounts) -> Measured:
    """An answer in a vault as full as they get, against the same in an empty one."""
    station = BenchStation(data)
    station.fill(counts.full, counts.answers)
    full = station.open()
    try:
        times: list[list[float]] = [[], []]
        pairs = [(vault.interviews, begun(vault)) for vault in (full, empty)]
        for number in range(counts.answers):
            name = f"{NAME} {number}"
            for taken, (do, case) in zip(times, pairs, strict=True):
                taken.extend(timed(partial(do.answer, case, ItemId("IDEN-01"), name), 1))
    finally:
        full.close()
    return measured(
        f"answer among {counts.full} interviews", "the same in an empty vault", times[0], times[1]
    )


def _answers(workspace: Workspace, floor: Path, runs: int) -> Measured:
    """One answer through the services, against the same rows as bare SQL in one transaction."""
    interview = begun(workspace)
    do = workspace.interviews
    raw = _RawTransaction(floor)
    real: list[float] = []
    bare: list[float] = []
    try:
        for number in range(runs):  # in turns, so that both meet the same machine
            name = f"{NAME} {number}"
            real += timed(partial(do.answer, interview, ItemId("IDEN-01"), name), 1)
            bare += timed(raw.write, 1)
    finally:
        raw.close()
    return measured("answer", "the same rows in a bare transaction", real, bare)


def _languages(workspace: Workspace, floor: Path) -> list[Measured]:
    """Another language in mid-interview: stored, and every text of the question of now in it.

    Once for each language of the pack when its catalogue is read, and once when it is known.
    """
    interview = begun(workspace)
    item, raw = workspace.pack.items[SWITCHED_AT], _RawTransaction(floor)

    def switch(tag: str) -> None:
        session = workspace.interviews.choose_language(interview, tag)
        session = workspace.interviews.shown(interview, item.id)
        workspace.texts.item(session.interview, item, session.view.age_state)

    tags = [tag for tag in workspace.pack.languages if tag != JA_EASY]
    try:
        first = [time_ for tag in tags for time_ in timed(partial(switch, tag), 1)]
        again = [time_ for tag in tags for time_ in timed(partial(switch, tag), 1)]
        bare = timed(raw.write, len(tags))
    finally:
        raw.close()
    floor_words = "the rows of one answer in a bare transaction"
    return [
        measured("language, first time", floor_words, first, bare),
        measured("language, known", floor_words, again, bare),
    ]


def _seals(workspace: Workspace, counts: BenchCounts) -> Measured:
    """Sealing one interview, against one signature with the same kind of key."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    bare = timed(lambda: key.sign(NAME.encode(), ec.ECDSA(hashes.SHA256())), counts.answers)
    ready = [begun(workspace) for _ in range(counts.seals)]
    real = [
        t for interview in ready for t in timed(partial(workspace.interviews.seal, interview), 1)
    ]
    return measured("seal", "one P-256 signature", real, bare)


def _files(workspace: Workspace, counts: BenchCounts) -> Measured:
    """Laying out and signing one handover, against an unsigned empty page."""
    interview = begun(workspace)
    workspace.interviews.seal(interview)
    prepared = workspace.handovers.prepare(interview, RecipientId("wcsc"))
    workspace.handovers.draw(prepared)  # the first one loads the libraries and the fonts
    real = timed(lambda: workspace.handovers.draw(prepared), counts.files)
    bare = timed(_empty_page, counts.files * counts.seals)
    return measured("handover", "an empty page", real, bare)


def _checks(workspace: Workspace, root: Path, counts: BenchCounts) -> Measured:
    """Checking a batch of handovers, pages compared, against the same without drawing them again."""
    interview = begun(workspace)
    workspace.interviews.seal(interview)
    prepared = workspace.handovers.prepare(interview, RecipientId("wcsc"))
    files = [root / f"{number}.pdf" for number in range(counts.batch)]
    for file in files:
        write_new(file, workspace.handovers.draw(prepared).pdf)
    if workspace.intake is None:
        raise RuntimeError("only supervisors check files")
    check = workspace.intake.verify_files
    real = timed(lambda: check(files), counts.files)
    bare = timed(lambda: check(files, compare=False), counts.files)
    floor = "the same without comparing the pages"
    return measured(f"verify, {counts.batch} files", floor, real, bare)


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
        answer, link = json.dumps({"value": f"{NAME} {self._seq}"}), secrets.token_hex(KEY_BYTES)
        rows: tuple[tuple[str, tuple[str | int, ...]], ...] = (
            (
                INSERT_EVENT,
                (self._seq, answer, link, link, link),
            ),
            (
                "UPDATE interview SET seq = ?, head = ?, updated_at = 't' WHERE row = 1",
                (self._seq, link),
            ),
            ("DELETE FROM answer WHERE interview = 'i' AND item = 'IDEN-01'", ()),
            ("INSERT INTO answer VALUES ('i', 'IDEN-01', 'identity', ?, ?)", (answer, self._seq)),
            ("DELETE FROM interview_search WHERE rowid = 1", ()),
            ("INSERT INTO interview_search (rowid, tokens) VALUES (1, ?)", (answer,)),
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
