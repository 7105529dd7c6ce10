# SPDX-License-Identifier: MIT
"""The throw-away stations that are measured: with one supervisor, empty or as full as a station gets."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from app.cli.adapters import adapters, library
from app.clock import SystemClock
from app.content.library import PackLibrary
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import OpenUser
from app.domain.value import Json
from app.ids import InterviewId, ItemId
from app.paths import DataFolder
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace

USER: Final = "bench"
_FRAME: Final[tuple[tuple[str, Json], ...]] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 30}),
    ("CONS-04", "explained"),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("IDEN-04", {"country": ["THA"]}),
    ("REFR-02", "all"),
)
_COPIES = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {interviews})
INSERT INTO interview (id, case_number, script, agency, practice, language, group_label, state, age_state,
 started_at, updated_at, answered, flags, timers, head, seq, version)
SELECT printf('copy-%d', i), printf('2026-%06d', i), script, agency, practice, language, group_label, state,
 age_state, started_at, updated_at, {answers}, flags, timers, '', 0, version
FROM interview, n WHERE interview.row = 1
"""
_ANSWERS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {answers})
INSERT INTO answer (interview, item, data_group, parts, seq)
SELECT interview.id, printf('COPY-%d', i), 'identity', '{{"value": "SAMPLE"}}', i
FROM interview, n WHERE interview.id LIKE 'copy-%'
"""


class BenchStation:
    """A station of its own with the cheapest keys allowed: the log-in is not what is measured."""

    def __init__(self, data: Path) -> None:
        self._clock = SystemClock()
        self.stations = Stations(DataFolder(data), self._clock, cost=MINIMUM_COST)
        self.words = secrets.token_urlsafe(32)
        self.stations.create(
            agency=next(iter(PackLibrary().newest.agencies)),
            name="bench",
            supervisor=USER,
            passphrase=self.words,
        )
        self.user: OpenUser = self.stations.unlock(USER, self.words)

    def open(self) -> Workspace:
        """What the supervisor may do; to be closed."""
        clock = self._clock
        return open_workspace(
            self.stations, self.user, library(self.stations), clock, adapters(clock)
        )

    def fill(self, interviews: int, answers: int) -> None:
        """Put so many copies of the list's row of a practice interview, with so many answers each, into the
        vault, which is closed: they are there to be listed and to be in the way, not to be opened.
        """
        from app.storage.migrate import open_current  # noqa: PLC0415 SQLAlchemy

        workspace = self.open()
        begun(workspace)
        workspace.close()
        entry = self.stations.keyring().vault_of(USER)
        path = self.stations.folder.vault(entry.id, entry.version)
        vault = open_current(path, self.user.vault_key(entry))
        with vault.transaction() as connection:
            for statement in (_COPIES, _ANSWERS)[: 2 if answers else 1]:
                connection.exec_driver_sql(statement.format(interviews=interviews, answers=answers))
        vault.close()


def begun(workspace: Workspace) -> InterviewId:
    """A practice interview up to where its questions begin."""
    do = workspace.interviews
    interview = do.start(practice=True).id
    do.prepared(interview, assumed=True)
    do.choose_language(interview, "th")
    for item, value in _FRAME:
        do.answer(interview, ItemId(item), value)
    return interview
