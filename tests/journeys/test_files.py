# SPDX-License-Identifier: MIT
"""Files on their way: what was changed is refused, and the registry is the same in whatever order."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from app.domain.value import Json
from app.errors import UserError
from app.ids import RecipientId
from app.services.checking import Checked, FileVerifier, Verifier
from app.services.intake import Intake
from app.services.workspace import Workspace
from app.storage.migrate import make
from app.storage.registry import SqlRegistryStore
from tests.checking import verified
from tests.stations import ADULT, House, begin, build_house, hand_out, seal

MUTATIONS = 24  # thousands of them, and the forgeries: tests/app/documents
CONSENTS: dict[str, Json] = {
    "REFR-02": "all",
    "REFR-04": {"consent": "parts", "groups": ["safety", "control"]},
}


@dataclass
class Sent:
    """What one station handed over: two cuts of one record, a newer version, another record."""

    house: House
    files: tuple[Path, ...]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    root = tmp_path_factory.mktemp("sent")
    house = build_house(root)
    workspace = house.open(house.officer)
    try:
        first = seal(workspace, begin(workspace), {"CTRL-04": ["hurt_family"], **CONSENTS})
        files = [
            _export(workspace, first, "wcsc", root / "one-wcsc.pdf"),
            _export(workspace, first, "police", root / "one-police.pdf"),
        ]
        workspace.interviews.amend(first, "SAMPLE reason")
        workspace.interviews.answer(first, "SAFE-01", "no")
        workspace.interviews.seal(first)
        files.append(_export(workspace, first, "wcsc", root / "one-newer.pdf"))
        second = seal(workspace, begin(workspace, ADULT[:6]), {"REFR-02": "all"})
        files.append(_export(workspace, second, "wcsc", root / "two-wcsc.pdf"))
    finally:
        workspace.close()
    return Sent(house, tuple(files))


def _export(workspace: Workspace, interview: str, recipient: str, out: Path) -> Path:
    hand_out(workspace.handovers, interview, RecipientId(recipient), out)
    return out


def verifier(sent: Sent) -> Verifier:
    return Verifier(sent.house.adapters.reader, sent.house.stations.station().trusted)


def mutated(content: bytes, draw: random.Random) -> bytes:
    """One change that a disk, a transfer or a forger could make."""
    at = draw.randrange(len(content))
    kind = draw.randrange(6)
    if kind == 0:
        return content[:at] + bytes([content[at] ^ (1 << draw.randrange(8))]) + content[at + 1 :]
    if kind == 1:
        return content[: max(at, 1)]
    if kind == 2:
        return content + draw.randbytes(draw.randint(1, 200))
    if kind == 3:
        return content[:at] + draw.randbytes(draw.randint(1, 40)) + content[at:]
    end = at + draw.randint(1, 400)
    if kind == 4:
        return content[:at] + content[end:]
    return content[:at] + bytes(len(content[at:end])) + content[end:]


@pytest.mark.slow
def test_a_changed_file_is_refused(sent: Sent, tmp_path: Path) -> None:
    """The unchanged file is the control; every change is a reason code, never an exception."""
    check, content = verifier(sent), sent.files[0].read_bytes()
    assert verified(check, sent.files[0]).valid
    draw, file, reasons = random.Random(20261124), tmp_path / "changed.pdf", set()
    for number in range(MUTATIONS):
        changed = mutated(content, draw)
        if changed == content:
            continue
        file.write_bytes(changed)
        verdict = verified(check, file)
        assert not verdict.valid, number
        assert verdict.reason
        reasons.add(verdict.reason)
    assert len(reasons) >= 3, reasons


class Remembering(Verifier):
    """Checks each file once: here the registry is tested, and a check takes a process of its own."""

    def __init__(self, sent: Sent) -> None:
        super().__init__(sent.house.adapters.reader, sent.house.stations.station().trusted)
        self._checked: dict[Path, Checked | UserError] = {}

    @contextmanager
    def batch(self, *, compare: bool = True) -> Iterator[FileVerifier]:
        with super().batch(compare=compare) as batch:
            checks = batch.checks

            def remembered(
                paths: Sequence[Path], passphrase: str | None = None
            ) -> Iterator[Checked | UserError]:
                fresh = [path for path in paths if path not in self._checked]
                self._checked.update(zip(fresh, checks(fresh, passphrase), strict=True))
                return (self._checked[path] for path in paths)

            batch.checks = remembered  # type: ignore[method-assign]
            yield batch


def test_the_order_of_imports_does_not_matter(sent: Sent, tmp_path: Path) -> None:
    """All twenty-four orders of four files, each then imported again."""
    check, digests, empty = Remembering(sent), set(), set()
    for number, order in enumerate(permutations(sent.files)):
        store = SqlRegistryStore(make(tmp_path / f"{number}.db", bytes(32)), sent.house.clock)
        try:
            empty.add(store.digest())
            intake = Intake(check, store, sent.house.clock, user="supervisor one")
            first = intake.import_files(order)
            assert {result.status for result in first} <= {"imported", "updated"}
            digest = store.digest()
            again = intake.import_files([*reversed(order), order[0]])
            assert {result.status for result in again} == {"unchanged"}
            assert store.digest() == digest
            assert len(store.records()) == 3
            digests.add(digest)
        finally:
            store.close()
    assert len(digests) == 1
    assert digests.isdisjoint(empty)  # control: the digest sees content at all


def test_a_refused_file_leaves_the_others(sent: Sent, tmp_path: Path) -> None:
    """One bad file in a batch: its reason, the others imported, nothing of it stored."""
    bad = tmp_path / "bad.pdf"
    content = bytearray(sent.files[0].read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    store = SqlRegistryStore(make(tmp_path / "registry.db", bytes(32)), sent.house.clock)
    try:
        intake = Intake(verifier(sent), store, sent.house.clock, user="supervisor one")
        alone = store.digest()
        (only,) = intake.import_files([bad])
        assert only.status in {"rejected", "unreadable"}
        assert only.reason
        assert store.digest() == alone
        results = intake.import_files([bad, sent.files[3]])
        assert [result.status for result in results] == [only.status, "imported"]
        assert len(store.records()) == 1
    finally:
        store.close()


def test_a_batch_starts_one_process_to_read_and_one_to_draw(
    sent: Sent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is refused in the middle costs no second start."""
    starts: list[object] = []
    real = subprocess.Popen

    def counted(*arguments: Any, **options: Any) -> Any:
        starts.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", counted)
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(sent.files[0].read_bytes() + b" ")
    store = SqlRegistryStore(make(tmp_path / "registry.db", bytes(32)), sent.house.clock)
    try:
        intake = Intake(verifier(sent), store, sent.house.clock, user="supervisor one")
        results = intake.import_files([sent.files[0], bad, *sent.files[1:]])
        assert [result.status for result in results if result.path != bad].count("imported") == 3
        assert [result.path for result in results if result.status == "rejected"] == [bad]
        assert len(starts) == 2
        verdicts = intake.verify_files([bad, *sent.files])
        assert [verdict.valid for verdict in verdicts] == [False, True, True, True, True]
        assert len(starts) == 4
    finally:
        store.close()
