# SPDX-License-Identifier: MIT
"""Stations of different agencies trust each other and take each other's files, through the real command."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import pytest

from app.paths import FILE_MODE, FOLDER_MODE
from tests.command import SAMPLES, Desk, Outcome, command
from tests.contracts.source import ROOT

RELEASED = ROOT / "tests" / "vectors" / "0.1"
SAMPLE = {"isa": "adult", "police": "danger"}
NAMES = tuple(SAMPLE)


@dataclass
class Town:
    """Two stations, the handover that each made, and the certificate that each gave out."""

    desks: dict[str, Desk]
    files: dict[str, Path]
    anchors: dict[str, Path]

    def copy(self, root: Path) -> Town:
        """The same two stations before anyone trusted anyone."""
        desks = {}
        for name, desk in self.desks.items():
            shutil.copytree(desk.root, root / name)
            desks[name] = Desk(root / name, desk.shares)
        return Town(desks, self.files, self.anchors)

    def trust(self, capsys: pytest.CaptureFixture[str], who: str, whom: str) -> Outcome:
        ca = self.anchors[whom]
        given = ("--crl", str(ca.with_suffix(".crl")))
        return command(capsys, "station", "trust", str(ca), *given, *self.desks[who].supervisor)

    def take(self, capsys: pytest.CaptureFixture[str], who: str, whose: str) -> dict[str, str]:
        outcome = command(
            capsys, "import", str(self.files[whose]), *self.desks[who].supervisor, "--json"
        )
        (row,) = outcome.data["files"]
        return {"status": row["status"], "reason": row["reason"]}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    root = tmp_path_factory.mktemp("town")
    return Town(
        {name: Desk.make(root / name, name) for name in NAMES},
        {name: root / f"{name}.pdf" for name in NAMES},
        {name: root / f"{name}.pem" for name in NAMES},
    )


@pytest.fixture
def fresh(capsys: pytest.CaptureFixture[str], town: Town, tmp_path: Path) -> Town:
    for name, desk in town.desks.items():
        if not town.files[name].exists():
            out = f"supervisor={town.files[name]}"
            sample = str(SAMPLES / f"{SAMPLE[name]}.json")
            replay = ("interview", "replay", sample, *desk.officer, "--handover", out)
            assert command(capsys, *replay).code == 0
            ca = ("--data", str(desk.root / "data"), "--out", str(town.anchors[name]))
            assert command(capsys, "station", "ca", *ca).code == 0
    return town.copy(tmp_path)


@pytest.mark.parametrize("order", list(permutations(NAMES)), ids="-".join)
def test_trust_and_import_both_ways_in_any_order(
    capsys: pytest.CaptureFixture[str], fresh: Town, order: tuple[str, str]
) -> None:
    """Nobody trusts anybody, then one, then both; a list that revokes nobody is a list."""
    first, second = order
    for who, whose in ((first, second), (second, first)):
        assert fresh.take(capsys, who, whose) == {
            "status": "rejected",
            "reason": "untrusted_signer",
        }
    for who, whose in ((first, second), (second, first)):
        assert fresh.trust(capsys, who, whose).code == 0
        assert fresh.take(capsys, who, whose)["status"] == "imported"
        pinned = json.loads((fresh.desks[who].root / "data" / "station.json").read_text())
        assert [crl.startswith("-----BEGIN X509 CRL") for _ca, crl, *_ in pinned["anchors"]] == [
            True
        ]
    for who, whose in ((second, first), (first, second)):
        assert fresh.trust(capsys, who, whose).code == 0  # once more changes nothing
        assert fresh.take(capsys, who, whose)["status"] == "unchanged"
        checked = ("verify", str(fresh.files[whose]), "--data", str(fresh.desks[who].root / "data"))
        assert command(capsys, *checked).code == 0


def test_a_revoked_officer_is_refused_by_the_other_station(
    capsys: pytest.CaptureFixture[str], fresh: Town
) -> None:
    """Positive control of the list: with an entry in it the same file is refused."""
    isa = fresh.desks["isa"]
    by = [argument if argument != "--user" else "--by" for argument in isa.supervisor]
    assert command(capsys, "user", "disable", "officer one", *by).code == 0
    newer = isa.root / "newer.pem"
    data = ("--data", str(isa.root / "data"))
    assert command(capsys, "station", "ca", *data, "--out", str(newer)).code == 0
    fresh.anchors = {**fresh.anchors, "isa": newer}
    assert fresh.trust(capsys, "police", "isa").code == 0
    assert fresh.take(capsys, "police", "isa") == {"status": "rejected", "reason": "revoked"}


def test_a_station_of_0_1_that_lost_the_list_is_healed_by_trusting_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    root = tmp_path / "0.1"
    shutil.copytree(RELEASED, root)
    for path in (root, *root.rglob("*")):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    station = root / "police" / "data" / "station.json"
    assert [crl for _ca, crl in json.loads(station.read_text())["anchors"]] == [""]
    by = (
        "--data", str(root / "police" / "data"), "--user", "supervisor",
        "--passphrase-file", str(root / "passphrases" / "supervisor.txt"),
    )  # fmt: skip
    take = ("import", str(root / "isa" / "adult-police.pdf"), *by, "--json")
    (before,) = command(capsys, *take).data["files"]
    assert before["reason"] == "no_crl"
    ca = root / "isa" / "ca.pem"
    trust = ("station", "trust", str(ca), "--crl", str(ca.with_suffix(".crl")), *by)
    assert command(capsys, *trust).code == 0
    assert "X509 CRL" in json.loads(station.read_text())["anchors"][0][1]
    (after,) = command(capsys, *take).data["files"]
    assert (after["status"], after["reason"]) == ("imported", None)
