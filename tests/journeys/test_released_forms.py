# SPDX-License-Identifier: MIT
"""What a released version wrote opens, reads, verifies and imports in this one (`tests/vectors`)."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.content.library import PackLibrary
from app.content.released import released_dir, unpacked
from app.documents.fonts import FontBook
from app.documents.verify import PdfReader
from app.documents.writer import ReportlabWriter
from app.errors import UserError
from app.ids import RecipientId
from app.paths import FILE_MODE, FOLDER_MODE, DataFolder, resources_dir
from app.services.anchor_files import read_anchors
from app.services.checking import Verdict, Verifier
from app.services.held import judged
from app.services.intake import Intake
from app.services.opened import Adapters
from app.services.ports import RegistryRecord
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace
from app.storage.copy import copy_vault
from app.storage.interviews import SqlInterviewStore
from app.storage.migrate import make, open_current
from app.storage.registry import SqlRegistryStore
from tests.checking import accepted, verified
from tests.contracts.source import ROOT
from tests.stations import StillClock, begin, hand_out

RELEASED = ROOT / "tests" / "vectors" / "0.1"
#: Some days after the samples were written, inside the life of every certificate.
LATER = datetime(2026, 12, 3, 1, 0, tzinfo=UTC)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
HANDOVERS = {
    "adult-police": "police", "adult-supervisor": "supervisor", "adult-wcsc": "wcsc", "child-cgc": "cgc",
    "child-supervisor": "supervisor", "s-high-wcsc": "wcsc", "s-low-wcsc": "wcsc", "s-low-version-2-wcsc": "wcsc",
}  # fmt: skip


@dataclass
class Kept:
    """A copy of what 0.1 wrote, with a clock that stands some days later."""

    root: Path
    clock: StillClock

    @property
    def packs(self) -> PackLibrary:
        """The release's: the pack of 0.1 is found in it by its hash."""
        return PackLibrary()

    def stations(self, agency: str) -> Stations:
        return Stations(DataFolder(self.root / agency / "data"), self.clock)

    def verifier(self, agency: str) -> Verifier:
        return Verifier(PdfReader(self.clock), self.stations(agency).station().trusted)

    @contextmanager
    def open(self, agency: str, name: str) -> Iterator[Workspace]:
        stations = self.stations(agency)
        words = (self.root / "passphrases" / f"{name}.txt").read_text("utf-8").strip()
        clock = self.clock
        adapters = Adapters(
            lambda p, k, c: SqlInterviewStore(make(p, k) if c else open_current(p, k), clock),
            lambda p, k, c: SqlRegistryStore(make(p, k) if c else open_current(p, k), clock),
            copy_vault,
            ReportlabWriter(FontBook.load(resources_dir() / "fonts")),
            PdfReader(clock),
        )
        workspace = open_workspace(
            stations, stations.unlock(name, words), self.packs, clock, adapters
        )
        try:
            yield workspace
        finally:
            workspace.close()


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    root = tmp_path / "0.1"
    shutil.copytree(RELEASED, root)
    for path in (root, *root.rglob("*")):
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    return Kept(root, StillClock(LATER))


def printed(agency: str, name: str) -> Any:
    return json.loads((RELEASED / agency / f"{name}.json").read_text("utf-8"))


def test_the_pack_is_the_one_that_the_records_name(kept: Kept) -> None:
    """And this release still has it, byte for byte, though its own content is another."""
    named = (RELEASED / "pack.sha256").read_text("ascii").strip()
    checked = accepted(kept.verifier("isa"), kept.root / "isa" / "adult-supervisor.pdf")
    assert checked.record.payload["pack"]["sha256"] == named
    with zipfile.ZipFile(RELEASED / "pack.zip") as archive:
        released = {name: archive.read(name) for name in archive.namelist()}
    assert unpacked(released_dir(), named) == released
    found = kept.packs.find(named)
    assert found is not None
    assert found.sha256 == named != kept.packs.newest.sha256


@pytest.mark.parametrize("agency", ["isa", "police"])
def test_vaults_open_and_their_interviews_stand_as_they_stood(kept: Kept, agency: str) -> None:
    with kept.open(agency, "officer") as workspace:
        rows = workspace.interviews.summaries()
        assert {(row.interview, row.case_number, row.state, row.answered) for row in rows} == {
            (interview["id"], interview["case_number"], interview["state"], interview["answered"])
            for interview in printed(agency, "interviews")["interviews"]
        }
        for row in rows:
            session = workspace.interviews.open(row.interview)
            assert len(session.interview.asked) > 0
        assert workspace.check() == ()


def test_a_draft_goes_on_and_is_handed_over(kept: Kept, tmp_path: Path) -> None:
    """New records are of format 2: the station gets its CA for it when a supervisor signs in."""
    with kept.open("isa", "officer") as workspace:
        draft = next(
            summary
            for summary in workspace.interviews.summaries()
            if summary.case_number == "2026-0001"
        )
        workspace.interviews.answer(draft.interview, "SAFE-01", "no")
        assert not workspace.seals
        with pytest.raises(UserError, match="format_2_missing"):
            workspace.interviews.seal(draft.interview)
    words = (kept.root / "passphrases" / "supervisor.txt").read_text("utf-8").strip()
    kept.stations("isa").unlock("supervisor", words)
    with kept.open("isa", "officer") as workspace:
        assert workspace.seals
        workspace.interviews.seal(draft.interview)
        hand_out(workspace.handovers, draft.interview, "wcsc", tmp_path / "out.pdf")
        assert workspace.check() == ()
    assert verified(kept.verifier("isa"), tmp_path / "out.pdf").valid


def test_a_sealed_record_is_handed_over_again(kept: Kept, tmp_path: Path) -> None:
    with kept.open("isa", "officer") as workspace:
        sealed = next(
            summary
            for summary in workspace.interviews.summaries()
            if summary.case_number == "2026-0005"
        )
        hand_out(workspace.handovers, sealed.interview, "wcsc", tmp_path / "again.pdf")
    old = verified(kept.verifier("isa"), kept.root / "isa" / "s-high-wcsc.pdf")
    new = verified(kept.verifier("isa"), tmp_path / "again.pdf")
    assert new.valid
    assert (new.record_hash, new.groups) == (old.record_hash, old.groups)


def test_a_record_of_0_1_is_amended_in_format_2(kept: Kept, tmp_path: Path) -> None:
    """The second version is another format, another CA and a number for a name: the same record goes on."""
    words = (kept.root / "passphrases" / "supervisor.txt").read_text("utf-8").strip()
    kept.stations("isa").unlock("supervisor", words)
    with kept.open("isa", "officer") as workspace:
        rows = workspace.interviews.summaries()
        case = next(row.interview for row in rows if row.case_number == "2026-0005")
        workspace.interviews.amend(case, "SAMPLE reason")
        workspace.interviews.seal(case)
        hand_out(workspace.handovers, case, RecipientId("wcsc"), tmp_path / "2.pdf")
    files = [kept.root / "isa" / "s-high-wcsc.pdf", tmp_path / "2.pdf"]
    for number, order in enumerate((files, files[::-1])):
        store = SqlRegistryStore(make(kept.root / f"registry-{number}.db", bytes(32)), kept.clock)
        found = Intake(kept.verifier("isa"), store, kept.clock, user="s").import_files(order)
        assert {result.reason for result in found} == {None}
        standings = judged(store.records(), ()).standings
        assert sorted(standings.values()) == ["first", "follows"]
        store.close()


@pytest.mark.parametrize("name", HANDOVERS)
def test_every_handover_verifies(kept: Kept, name: str) -> None:
    path = kept.root / "isa" / f"{name}.pdf"
    found = verified(kept.verifier("isa"), path)
    assert found == Verdict(
        path, valid=True, warnings=found.warnings, signer="officer", role="officer",
        signed_at=found.signed_at,
        case_number=found.case_number, station="SAMPLE isa station", agency="isa",
        version=2 if "version-2" in name else 1, groups=found.groups, whole=found.whole,
        record_hash=found.record_hash,
    )  # fmt: skip
    assert found.groups
    anchors = read_anchors(kept.root / "isa" / "ca.pem")
    assert verified(Verifier(PdfReader(kept.clock), anchors), path).valid


class Dated(PdfReader):
    """Files of 0.1 whose makers' clock was ahead at sealing and was set right before they were signed."""

    @contextmanager
    def batch(self, *, draws: bool = True) -> Iterator[Any]:
        with super().batch(draws=draws) as inner:
            read = inner.read
            back = timedelta(days=1)

            def dated(*arguments: Any) -> Any:
                found = read(*arguments)
                return replace(found, signed_at=found.signed_at - back)

            inner.read = dated  # type: ignore[method-assign, assignment]
            yield inner


def test_a_record_sealed_by_a_clock_that_was_ahead_holds_with_a_warning(
    kept: Kept, tmp_path: Path
) -> None:
    """0.1 let it happen; what was handed over then cannot be made anew."""
    path = kept.root / "isa" / "adult-wcsc.pdf"
    trusted = kept.stations("isa").station().trusted
    assert "sealed_after_signing" not in verified(kept.verifier("isa"), path).warnings
    found = verified(Verifier(Dated(kept.clock), trusted), path)
    assert (found.valid, found.reason) == (True, None)
    assert "sealed_after_signing" in found.warnings
    store = SqlRegistryStore(make(tmp_path / "registry.db", bytes(32)), kept.clock)
    intake = Intake(Verifier(Dated(kept.clock), trusted), store, kept.clock, user="s")
    (result,) = intake.import_files([path])
    assert (result.status, "sealed_after_signing" in result.warnings) == ("imported", True)
    store.close()


def test_such_a_record_is_handed_over_at_the_time_that_is_right(kept: Kept, tmp_path: Path) -> None:
    checked = accepted(kept.verifier("isa"), kept.root / "isa" / "s-high-wcsc.pdf")
    start = checked.record.signer.not_valid_before_utc
    before = datetime.fromtimestamp(checked.record.payload["iat"], UTC) - timedelta(seconds=1)
    assert start < before
    with kept.open("isa", "officer") as workspace:
        rows = workspace.interviews.summaries()
        sealed = next(row.interview for row in rows if row.case_number == "2026-0005")
        kept.clock.put(before)
        hand_out(workspace.handovers, sealed, "wcsc", tmp_path / "again.pdf")
    found = verified(kept.verifier("isa"), tmp_path / "again.pdf")
    assert (found.valid, "sealed_after_signing" in found.warnings) == (True, True)


def test_a_changed_handover_is_refused(kept: Kept) -> None:
    path = kept.root / "isa" / "s-low-wcsc.pdf"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert not verified(kept.verifier("isa"), path).valid


def test_the_transfer_copy_opens_with_its_words(kept: Kept) -> None:
    path = kept.root / "isa" / "transfer-police.pdf"
    words = (kept.root / "passphrases" / "transfer.txt").read_text("utf-8").strip()
    assert verified(kept.verifier("isa"), path).reason == "passphrase_needed"
    assert verified(kept.verifier("isa"), path, words).valid


@pytest.mark.parametrize(("name", "low"), [("s-low-wcsc", True), ("s-high-wcsc", False)])
def test_both_forms_of_a_signature_are_kept(kept: Kept, name: str, low: bool) -> None:
    checked = accepted(kept.verifier("isa"), kept.root / "isa" / f"{name}.pdf")
    signature = base64.urlsafe_b64decode(checked.record.jws.split(".")[2] + "==")
    assert (int.from_bytes(signature[32:], "big") <= ORDER // 2) is low


def digest_of_0_1(records: Iterable[RegistryRecord]) -> str:
    """What 0.1 printed of a registry: it named versions by a hash over the signature as well."""
    hasher = hashlib.sha256()
    for held in sorted(records, key=lambda record: record.record_hash):
        digests = [hashlib.sha256(text.encode("ascii")).digest() for text in held.disclosures]
        named = sorted(base64.urlsafe_b64encode(raw).rstrip(b"=").decode() for raw in digests)
        hasher.update(json.dumps([held.record_hash, *named]).encode("ascii"))
    return hasher.hexdigest()


@pytest.mark.parametrize("agency", ["isa", "police"])
def test_the_registry_reads_and_takes_the_same_files_again(kept: Kept, agency: str) -> None:
    files = sorted((kept.root / agency).glob("*.pdf"))
    files = [file for file in files if file.stem not in {"adult-iom", "transfer-police"}]
    with kept.open(agency, "supervisor") as workspace:
        registry, intake = workspace.registry, workspace.intake
        assert registry is not None
        assert isinstance(intake, Intake)
        printed_then = (RELEASED / agency / "digest.txt").read_text("ascii").strip()
        assert digest_of_0_1(registry._store.records()) == printed_then
        before = registry.digest()
        for row in registry.list():
            assert registry.show(row.record_hash).sections
        assert {result.status for result in intake.import_files(files)} == {"unchanged"}
        assert registry.digest() == before
        assert workspace.check() == ()


def test_an_empty_registry_takes_every_file_in_any_order(kept: Kept) -> None:
    """Police trusts isa anew, with its list; the digest is the same from both ends."""
    stations = kept.stations("police")
    words = (kept.root / "passphrases" / "supervisor.txt").read_text("utf-8").strip()
    anchors = read_anchors(kept.root / "isa" / "ca.pem")
    stations.trust(stations.unlock("supervisor", words), anchors)
    files = [kept.root / "isa" / f"{name}.pdf" for name in HANDOVERS]
    verifier = kept.verifier("police")
    digests = []
    for number, order in enumerate((files, files[::-1])):
        store = SqlRegistryStore(make(kept.root / f"registry-{number}.db", bytes(32)), kept.clock)
        found = Intake(verifier, store, kept.clock, user="supervisor").import_files(order)
        assert {result.reason for result in found} == {None}
        digests.append(store.digest())
        store.close()
    assert digests[0] == digests[1]


def test_the_recovery_sheets_still_make_a_supervisor(kept: Kept) -> None:
    stations = kept.stations("isa")
    shares = [(kept.root / "isa" / "shares" / f"share-{n}.txt").read_text("ascii") for n in (1, 3)]
    told: list[str] = []
    stations.recover(
        shares, "recovered", "sample recovered words 0.1", lambda v, k: told.append(v.id)
    )
    assert len(told) == 3
    assert stations.unlock("recovered", "sample recovered words 0.1").role == "supervisor"


def test_nothing_of_the_samples_was_changed() -> None:
    """The hash of names and bytes, so that nobody makes them anew unseen."""
    whole = hashlib.sha256()
    for path in sorted(RELEASED.rglob("*")):
        if path.is_file():
            name = path.relative_to(RELEASED).as_posix()
            whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    assert whole.hexdigest() == "9d0a722976b03e437f8cfd7019ab6eecc33fc567c3e9bf572ae764268432e741"


def test_new_files_of_an_old_station_are_held_against_its_vault(kept: Kept) -> None:
    """Its officer has two certificates since the supervisor signed in: files of both are the officer's."""
    with kept.open("isa", "supervisor"):
        pass
    old = [kept.root / "isa" / "adult-police.pdf"]
    with kept.open("isa", "officer") as workspace:
        case = begin(workspace)
        workspace.interviews.seal(case)
        new = kept.root / "new.pdf"
        hand_out(workspace.handovers, case, RecipientId("supervisor"), new)
        assert workspace.check_against([*old, new]) == ()
    with kept.open("isa", "supervisor") as workspace:
        assert workspace.check_against([new]) == ("new.pdf: others",)
