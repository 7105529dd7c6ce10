# SPDX-License-Identifier: MIT
"""Verifying and importing handovers of others (SECURITY.md "Handover and import").

The file is checked by the reader port, then the record inside by `app.crypto`; both must have been
signed by the same certificate. Import reads the attachment, never page text. Each file stands for
itself: one that fails is told with its reason, the others go on, and importing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.clock import Clock
from app.crypto import envelope, verify_record
from app.crypto.envelope import BARE_NAME, HandoverEnvelope
from app.crypto.pki import same_holder
from app.crypto.verify_record import RecordRejected, Trusted, VerifiedRecord
from app.errors import UserError
from app.services.approvals import approved, approved_beside
from app.services.file_ports import Anchor, FileReader, HandoverReader, VerifiedFile
from app.services.held import judged
from app.services.page_check import NOT_COMPARED, compare_pages
from app.services.people import Names
from app.services.ports import RegistryRecord, RegistryStore
from app.services.record_check import PACK_UNKNOWN, refuse_unfit
from app.services.record_ids import PackFinder, no_pack
from app.services.verdict import Rejected, Unreadable

Progress = Callable[[int, int], None]
#: Of format 1 only, whose makers did not look: told, and no fault of the file.
SEALED_AFTER_SIGNING: Final = "sealed_after_signing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found. ``reason`` None and ``valid``: good; ``unreadable`` tells exit 2 from 1."""

    path: Path
    valid: bool
    unreadable: bool = False
    reason: str | None = None
    page: int | None = None  # the first that differs; 0: what is around the pages
    warnings: tuple[str, ...] = ()
    signer: str | None = None
    role: str | None = None
    recipient: str | None = None
    signed_at: datetime | None = None
    case_number: str | None = None
    station: str | None = None
    agency: str | None = None
    version: int | None = None
    practice: bool = False
    groups: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()  # those of them that are proved to be here whole
    record_hash: str | None = None
    approved_by: tuple[str, ...] = ()  # the supervisors whose approvals are inside, proved


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file. ``status``: imported, updated, unchanged, rejected or unreadable.

    ``change``: more, same, or how the new version stands among those that are held: new (the first),
    newer_version, older_version, predecessor_missing, conflict, foreign, set_aside.
    """

    path: Path
    status: str
    reason: str | None = None
    case_number: str | None = None
    change: str | None = None
    added: int = 0
    warnings: tuple[str, ...] = ()
    signed_hash: str = ""  # of the version in it
    jti: str = ""  # of its record
    page: int | None = None  # as in `Verdict`


@dataclass(frozen=True, slots=True)
class Checked:
    """A file with the record it carries, both good. ``warnings``: of both.

    ``beside``: the approvals that the file carries beside the record, proved.
    """

    file: VerifiedFile
    record: VerifiedRecord
    warnings: tuple[str, ...]
    approved_by: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class FileVerifier:
    """Checks files against pinned anchors. Needs no vault and no user.

    ``packs`` finds the pack that a record names; the ids of a record whose pack it does not find are
    checked by their form only, with a warning. ``compare``: draw the pages again and compare them.
    """

    def __init__(
        self,
        reader: FileReader,
        trusted: Sequence[Trusted],
        packs: PackFinder = no_pack,
        *,
        compare: bool = True,
    ) -> None:
        self._reader = reader
        self._trusted = tuple(trusted)
        self._packs = packs
        self._compare = compare
        self._names = Names(self._trusted)

    def verify(self, path: Path, passphrase: str | None = None) -> Verdict:
        """Check one file; a failure is a verdict, never an exception."""
        try:
            checked = self.check(path, passphrase)
        except Unreadable as error:
            return Verdict(path, valid=False, unreadable=True, reason=error.code)
        except UserError as error:
            page = error.params.get("page")
            return Verdict(
                path,
                valid=False,
                reason=error.code,
                page=page if isinstance(page, int) else None,
            )
        claims, record = checked.record.payload, checked.record
        return Verdict(
            path,
            valid=True,
            warnings=checked.warnings,
            signer=self._names.staff(str(claims["station"]), record.signer_name),
            role=record.role,
            recipient=checked.file.recipient or None,
            signed_at=checked.file.signed_at,
            case_number=_case_number(record),
            station=self._names.station(str(claims["station"])),
            agency=str(claims["agency"]),
            version=int(claims["ver"]),
            practice=claims["practice"] is True,
            groups=groups_of(record.items),
            whole=tuple(sorted(record.complete_groups)),
            record_hash=record.record_hash,
            approved_by=checked.approved_by,
        )

    def check(self, path: Path, passphrase: str | None = None) -> Checked:
        """Check one file. Raises Rejected, Unreadable or RecordRejected."""
        anchors = tuple(Anchor(one.ca, one.crl) for one in self._trusted)
        file = self._reader.read(path, anchors, passphrase)
        try:
            around, record, names = self._opened(file)
        except (Rejected, Unreadable, RecordRejected):
            raise
        except Exception as error:  # the values are another's, and none of them may end a batch
            raise Rejected("record_schema") from error
        pack = self._packs(record.payload["pack"]["sha256"])
        notes = (*_odd_times(file, record), *(() if pack is not None else (PACK_UNKNOWN,)))
        pages = (
            compare_pages(self._reader, file, around, pack) if self._compare else (NOT_COMPARED,)
        )
        beside = () if around is None else around.approvals
        return Checked(file, record, (*file.warnings, *notes, *pages), names, beside)

    def _opened(
        self, file: VerifiedFile
    ) -> tuple[HandoverEnvelope | None, VerifiedRecord, tuple[str, ...]]:
        """The envelope and the record of a file, and who allowed something. Raises as `check`."""
        around = _envelope(file)
        record = verify_record.verify(_presentation(file, around), self._trusted)
        if (record.fmt == 1) != (file.attachment_name == BARE_NAME):
            raise Rejected("record_format")
        if not same_holder(record.signer, file.certificate):
            raise Rejected("signer_differs")
        refuse_unfit(record.payload, record.items, record.signer_name, self._packs)
        if record.fmt > 1 and _odd_times(file, record):
            raise Rejected("signed_before_sealing")
        names = approved(record, self._trusted)
        if around is not None:
            names += approved_beside(record, around, self._trusted)
        return around, record, tuple(dict.fromkeys(names))


def _odd_times(file: VerifiedFile, record: VerifiedRecord) -> tuple[str, ...]:
    """The warning where the file says that it was signed before its record was sealed."""
    sealed_at = datetime.fromtimestamp(record.payload["iat"], UTC)
    return (SEALED_AFTER_SIGNING,) if file.signed_at < sealed_at else ()


def _envelope(file: VerifiedFile) -> HandoverEnvelope | None:
    """The envelope, None in format 1; what it says of the file is true.

    Raises Rejected, RecordRejected.
    """
    if file.attachment_name == BARE_NAME:
        return None
    around = envelope.read(file.attachment)
    said = (around.recipient, around.made)
    if said != (file.recipient, int(file.signed_at.timestamp())):
        raise Rejected("envelope_differs")
    return around


def _presentation(file: VerifiedFile, around: HandoverEnvelope | None) -> str:
    """The SD-JWT of a file. Raises Rejected."""
    if around is not None:
        return around.presentation
    try:
        return file.attachment.decode("ascii")
    except UnicodeDecodeError:
        raise Rejected("record_form") from None


class Verifier(FileVerifier):
    """Adds batches: many files for the cost of one start of the reading process."""

    def __init__(
        self, reader: HandoverReader, trusted: Sequence[Trusted], packs: PackFinder = no_pack
    ) -> None:
        super().__init__(reader, trusted, packs)
        self._batches = reader

    @contextmanager
    def batch(self, *, compare: bool = True) -> Iterator[FileVerifier]:
        """A verifier for many files. ``compare``: see `FileVerifier`."""
        with self._batches.batch() as reader:
            yield FileVerifier(reader, self._trusted, self._packs, compare=compare)


class Intake:
    """Imports into the supervisors' registry."""

    def __init__(  # noqa: PLR0913 the frame of one supervisor's imports
        self,
        verifier: Verifier,
        registry: RegistryStore,
        clock: Clock,
        user: str,
        *,
        practice_allowed: bool = False,
        refuse: Callable[[], None] = lambda: None,
        anchor: Callable[[], None] = lambda: None,
    ) -> None:
        """``refuse`` raises where the list of those who are trusted is not to be relied on.

        ``anchor`` is called after an import, so that the registry's heads are written outside it.
        """
        self._verifier = verifier
        self._registry = registry
        self._clock = clock
        self._user = user
        self._refuse = refuse
        self._anchor = anchor
        self._practice_allowed = practice_allowed

    def verify_files(self, paths: Sequence[Path], *, compare: bool = True) -> tuple[Verdict, ...]:
        """Check each file; nothing is stored. Raises UserError("state_rolled_back")."""
        self._refuse()
        with self._verifier.batch(compare=compare) as verifier:
            return tuple(verifier.verify(path) for path in paths)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        dry_run: bool = False,
        passphrase: str | None = None,
        progress: Progress | None = None,
        compare: bool = True,
    ) -> tuple[FileResult, ...]:
        """Import each file or say why not; ``dry_run`` changes nothing and tells the same.

        ``compare``: see `FileVerifier`. Raises UserError("state_rolled_back").
        """
        self._refuse()
        results = []
        trial = self._registry.trial() if dry_run else nullcontext()
        with trial, self._verifier.batch(compare=compare) as verifier:
            for number, path in enumerate(paths, start=1):
                results.append(self._one(verifier, path, passphrase))
                if progress:
                    progress(number, len(paths))
            found = self._judged(results)
        if not dry_run:
            self._anchor()
        return found

    def _judged(self, results: Sequence[FileResult]) -> tuple[FileResult, ...]:
        """Say of each new version how it stands among all that are held when the last file is in."""
        came = {one.jti for one in results if one.change == "new"}
        if not came:
            return tuple(results)
        found = judged(self._registry.records(*came), self._registry.aside())
        return tuple(
            replace(one, change=found.change(one.signed_hash)) if one.change == "new" else one
            for one in results
        )

    def _one(self, verifier: FileVerifier, path: Path, passphrase: str | None) -> FileResult:
        try:
            checked = verifier.check(path, passphrase)
        except Unreadable as error:
            return FileResult(path, "unreadable", error.code)
        except (Rejected, RecordRejected) as error:
            page = error.params.get("page")
            shown = page if isinstance(page, int) else None
            return FileResult(path, "rejected", error.code, page=shown)
        if checked.record.payload["practice"] is True and not self._practice_allowed:
            return FileResult(path, "rejected", "practice_record")
        record = self._row(checked.record, checked.beside)
        outcome = self._registry.put(record, self._user, checked.file.file_sha256)
        status = {"same": "unchanged", "more": "updated"}.get(outcome.change, "imported")
        return FileResult(
            path,
            status,
            None,
            record.case_number,
            outcome.change,
            outcome.added,
            checked.warnings,
            record.signed_hash,
            jti=record.jti,
        )

    def _row(self, record: VerifiedRecord, beside: tuple[str, ...]) -> RegistryRecord:
        claims = record.payload
        return RegistryRecord(
            record_hash=record.record_hash,
            jti=str(claims["jti"]),
            version=int(claims["ver"]),
            prev=claims.get("prev"),
            station=str(claims["station"]),
            agency=str(claims["agency"]),
            practice=claims["practice"] is True,
            sealed_at=datetime.fromtimestamp(claims["iat"], UTC),
            case_number=_case_number(record),
            signer=record.signer_name,
            jws=record.jws,
            signed_hash=record.signed_hash,
            disclosures=frozenset(record.disclosures),
            imported_at=self._clock.now(),
            approvals=beside,
        )


def groups_of(items: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups of which something is disclosed."""
    return tuple(sorted({value["group"] for value in items.values() if "group" in value}))


def _case_number(record: VerifiedRecord) -> str | None:
    case = record.items.get("case")
    return str(case["case_number"]) if isinstance(case, dict) else None
