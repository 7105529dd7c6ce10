# SPDX-License-Identifier: MIT
"""The samples of both formats, read by the program and by a second reader that shares no code with it."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.crypto import envelope, names
from app.crypto.verify_record import RecordRejected, Trusted, verify, verify_countersignature
from app.errors import UserError
from tests.contracts.source import ROOT
from tests.counts import count
from tests.vectors import check

VECTORS = ROOT / "tests" / "vectors"
TWO = VECTORS / "2"
FOLDERS = (TWO, VECTORS / "0.1" / "isa", VECTORS / "0.1" / "police")
ROWS: list[dict[str, Any]] = json.loads((TWO / "expected.json").read_text("utf-8"))
OURS = [Trusted(anchor.ca, anchor.crl) for anchor in check.anchors_of(TWO, "ca")]
THEIRS = check.anchors_of(TWO, "ca")


def second_reader(*folders: Path) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-I", VECTORS / "check.py", *folders],
        capture_output=True,
        text=True,
        check=False,
        cwd=VECTORS,
    )
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def said_by_the_program(row: dict[str, Any]) -> str | None:
    trusted = [
        Trusted(anchor.ca, anchor.crl)
        for name in row.get("trust", ["ca"])
        for anchor in check.anchors_of(TWO, name)
    ]
    raw = (TWO / row["file"]).read_bytes()
    readers: dict[str, Callable[[], object]] = {
        "record": lambda: verify(raw.decode("ascii"), trusted),
        "countersignature": lambda: verify_countersignature(
            raw.decode("ascii"), (TWO / row["of"]).read_text("ascii"), trusted
        ),
        "names": lambda: names.read(Trusted(trusted[0].ca, trusted[0].crl, raw.decode("ascii"))),
        "envelope": lambda: _enveloped(raw, trusted),
    }
    try:
        readers[row["kind"]]()
    except UserError as error:
        return str(error.params.get("reason", error.code))
    return None


def _enveloped(raw: bytes, trusted: list[Trusted]) -> None:
    """As `app.services.intake` reads it."""
    if verify(envelope.read(raw).presentation, trusted).fmt == 1:
        raise RecordRejected("record_format")


def test_the_second_reader_says_what_is_expected_of_both_formats() -> None:
    code, lines = second_reader(*FOLDERS)
    assert [line for line in lines if not line["as_expected"]] == []
    assert code == 0
    assert len(lines) > len(ROWS) + 8
    assert len({line["reason"] for line in lines}) > 15


def test_the_second_reader_tells_what_is_not_as_expected(tmp_path: Path) -> None:
    """Positive control: a good record that is said to be bad, a bad one that is said to be good."""
    shutil.copytree(TWO, tmp_path / "2")
    rows = [dict(row) for row in ROWS]
    rows[0]["reason"], rows[-1]["reason"] = "revoked", None
    (tmp_path / "2" / "expected.json").write_text(json.dumps(rows), "utf-8")
    code, lines = second_reader(tmp_path / "2")
    assert code == 1
    assert [line["file"] for line in lines if not line["as_expected"]] == [
        rows[0]["file"],
        rows[-1]["file"],
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_the_program_says_the_same(row: dict[str, Any]) -> None:
    assert said_by_the_program(row) == row["reason"]


def test_a_version_has_the_same_names_for_both() -> None:
    for row in ROWS:
        if "names" in row:
            trusted = [
                Trusted(anchor.ca, anchor.crl)
                for name in row.get("trust", ["ca"])
                for anchor in check.anchors_of(TWO, name)
            ]
            record = verify((TWO / row["file"]).read_text("ascii"), trusted)
            assert sorted(record.version_names) == row["names"]
            assert record.record_hash in record.version_names


def test_both_agree_on_changed_records() -> None:
    """Characters changed, left out and doubled, parts exchanged: good for both, or for none."""
    token = (TWO / "record.sdjwt").read_text("ascii")
    draw, refused = random.Random(20261201), 0
    for _ in range(count(150, 10_000)):
        changed = _changed(token, draw)
        try:
            ours: str | None = None
            verify(changed, OURS)
        except RecordRejected as error:
            ours = error.code
        try:
            theirs: str | None = None
            check.read_record(changed, THEIRS)
        except check.Refused as error:
            theirs = str(error)
        assert (ours is None) == (theirs is None), (ours, theirs)
        refused += ours is not None
    assert refused > 100


def _changed(token: str, draw: random.Random) -> str:
    kind, place = draw.randrange(4), draw.randrange(len(token))
    if kind == 0:
        return token[:place] + draw.choice("Aa0_-~.") + token[place + 1 :]
    if kind == 1:
        return token[:place] + token[place + draw.randrange(1, 4) :]
    parts = token.split("~")
    first, other = draw.randrange(len(parts)), draw.randrange(len(parts))
    if kind == 2:
        parts[first], parts[other] = parts[other], parts[first]
    else:
        parts.insert(first, parts[other])
    return "~".join(parts)


def test_nothing_of_the_second_reader_comes_from_the_program() -> None:
    text = (VECTORS / "check.py").read_text("utf-8")
    imported = set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE))
    assert imported - {*sys.stdlib_module_names} == {"cryptography"}
    assert len([line for line in text.splitlines() if line.strip()]) < 300
