# SPDX-License-Identifier: MIT
"""Wrong clocks through the real command: what is told, what is stated, and that every reader can verify it."""

from __future__ import annotations

import json
import shutil
from argparse import Namespace
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from app.cli import adapters
from app.clock import JAPAN
from tests.command import Desk, Outcome, command
from tests.stations import OFFICER, OFFICER_WORDS, StillClock

NOW = StillClock().moment  # the station was made at this moment, and nobody used it since
SAMPLE = {
    "language": "th",
    "person": {"birth_date": "2003-05-01"},
    "consent": {"interview": "yes"},
    "answers": [{"item": "SAFE-01", "value": "yes"}],
}
#: Machine's time -> what the log says of it.
TABLE = {
    "-9h": (NOW - timedelta(hours=9), {"before_certificate"}),
    "-1d": (NOW - timedelta(days=1), {"before_certificate"}),
    "2019": (
        datetime(2019, 1, 1, 9, 0, tzinfo=UTC),
        {"before_certificate", "before_release", "before_pack"},
    ),
    "2031": (datetime(2031, 3, 5, 5, 20, tzinfo=UTC), {"after_certificate", "far_forward"}),
    "+10y": (NOW + timedelta(days=3653), {"after_certificate", "far_forward"}),
}


@dataclass
class Bench:
    """One station of its own for a row, and the clock of the command."""

    desk: Desk
    clock: StillClock
    capsys: pytest.CaptureFixture[str]
    root: Path

    def run(self, *arguments: str) -> Outcome:
        return command(self.capsys, *arguments)

    def officer(self, *arguments: str) -> Outcome:
        return self.run(*arguments, *self.desk.officer)

    def replay(self, *arguments: str) -> Outcome:
        file = self.root / "sample.json"
        file.write_text(json.dumps(SAMPLE))
        return self.officer("interview", "replay", str(file), "--json", *arguments)

    def received(self, pdf: Path) -> str:
        """The file at a reader whose clock is right: verified, imported; its text."""
        self.clock.put(NOW + timedelta(hours=2))
        ca = self.root / "ca.pem"
        if not ca.exists():
            assert (
                self.run(
                    "station", "ca", "--data", str(self.desk.root / "data"), "--out", str(ca)
                ).code
                == 0
            )
        verified = self.run("verify", str(pdf), "--trust", str(ca), "--json")
        assert (verified.code, verified.data["warnings"]) == (0, [])
        imported = self.run("import", str(pdf), "--json", *self.desk.supervisor)
        assert imported.data["files"][0]["status"] == "imported"
        return text_of(pdf)


def text_of(pdf: Path) -> str:
    document = pdfium.PdfDocument(pdf)
    return "".join("".join(p.get_textpage().get_text_range() for p in document).split())


def local(moment: datetime) -> str:
    at = moment.astimezone(JAPAN)
    return f"{at.year}年{at.month}月{at.day}日{at:%H:%M}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("clocks"))


@pytest.fixture
def bench(
    made: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Bench:
    shutil.copytree(made.root, tmp_path / "desk")
    clock = StillClock()
    monkeypatch.setattr(adapters, "SystemClock", lambda: clock)
    return Bench(Desk(tmp_path / "desk", made.shares), clock, capsys, tmp_path)


@pytest.mark.parametrize("row", TABLE)
def test_a_wrong_clock_seals_nothing_until_the_time_is_stated(bench: Bench, row: str) -> None:
    machine, faults = TABLE[row]
    bench.clock.put(machine)
    signed, paper = bench.root / "signed.pdf", bench.root / "paper.pdf"
    refused = bench.replay(
        "--handover", f"supervisor={signed}", "--unsigned", f"supervisor={paper}"
    )
    assert refused.code == 3
    assert "Nothing can be signed" in refused.err
    assert not signed.exists()
    case = refused.data["record"]["case_number"]
    assert refused.data["record"]["sealed"] is False
    rows = {
        (handover.get("refused", False), handover.get("unsigned", False))
        for handover in refused.data["handovers"]
    }
    assert rows == {(True, False), (False, True)}
    document = pdfium.PdfDocument(paper)
    for page in document:
        text = page.get_textpage().get_text_range()
        assert "未署名" in text
        assert "UNSIGNED" in text
    assert document.count_attachments() == 0
    assert b"/Sig" not in paper.read_bytes()
    stated = bench.officer(
        "interview", "seal", case, "--stated-time", NOW.isoformat(), "--texts-read",
        "--handover", f"supervisor={signed}", "--json",
    )  # fmt: skip
    assert (stated.code, stated.data["record"]["sealed"]) == (0, True)
    assert anomalies(bench, case) == [faults]
    text = bench.received(signed)
    assert local(machine) in text
    assert local(NOW) in text
    again = bench.root / "again.pdf"
    assert bench.replay("--handover", f"supervisor={again}").code == 0
    assert "時計" not in bench.received(again)


def anomalies(bench: Bench, case: str) -> list[set[str]]:
    """The faults that the log of a case holds, event by event."""
    from tests.stations import OFFICER

    stations = adapters.stations(_data(bench))
    user = stations.unlock(OFFICER, OFFICER_WORDS)
    vault = stations.keyring().vault_of(OFFICER)
    open_ = adapters.adapters(bench.clock).interview_store
    store = open_(stations.folder.vault(vault.id, vault.version), user.vault_key(vault), False)
    try:
        (found,) = [
            summary.interview for summary in store.summaries() if summary.case_number == case
        ]
        events = store.events(found)
    finally:
        store.close()
    return [set(_faults(event.payload)) for event in events if event.type == "clock_anomaly"]


def _faults(payload: Any) -> list[str]:
    return [str(fault) for fault in payload["faults"]]


def _data(bench: Bench) -> Any:

    return Namespace(data=bench.desk.root / "data")


def test_stations_and_certificates_want_a_clock_that_can_be_right(bench: Bench) -> None:
    words = str(bench.desk.root / "officer.txt")
    new = ("--data", str(bench.root / "new"), "--agency", "isa", "--name", "SAMPLE")
    init = ("station", "init", *new, "--supervisor", "s", "--passphrase-file", words)
    by = ("--by", *bench.desk.supervisor[3:4], "--passphrase-file", bench.desk.supervisor[5])
    data = ("--data", bench.desk.supervisor[1])
    add = ("user", "add", "two", "--role", "officer", *data, *by, "--new-passphrase-file", words)
    renew = ("user", "renew", OFFICER, *data, *by)
    bench.clock.put(datetime(2031, 3, 5, 5, 20, tzinfo=UTC))
    for command_ in (init, add, renew):
        refused = bench.run(*command_)
        assert refused.code == 2
        assert "The clock of this machine says 2031-03-05 14:20" in refused.err
    for command_ in (init, add, renew):
        assert bench.run(*command_, "--stated-time", NOW.isoformat()).code == 0
    wrong = bench.run(*renew, "--stated-time", "tomorrow")
    assert (wrong.code, "2026-11-24 10:00" in wrong.err) == (2, True)
    users = bench.run("user", "list", *data, "--json").data["users"]
    assert {user["certificate_until"][:4] for user in users} == {"2028"}
