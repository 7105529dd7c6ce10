# SPDX-License-Identifier: MIT
"""Checking handovers of others, one file after the other (SECURITY.md "Handover and import").

The file is checked by the reader port, then the record inside by `app.crypto`; both must have been signed
by the same certificate. Then what the record says is drawn again, while the next file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.crypto import envelope, verify_record
from app.crypto.envelope import BARE_NAME, HandoverEnvelope
from app.crypto.pki import same_holder
from app.crypto.verify_record import RecordRejected, Trusted, VerifiedRecord
from app.errors import UserError
from app.services.approvals import approved, approved_beside
from app.services.file_ports import Anchor, FileReader, HandoverReader, VerifiedFile
from app.services.page_check import NOT_COMPARED, PageCheck
from app.services.people import Names
from app.services.record_check import PACK_UNKNOWN, refuse_unfit
from app.services.record_ids import PackFinder, no_pack
from app.services.verdict import Rejected, Unreadable

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

    def verdicts(self, paths: Sequence[Path], passphrase: str | None = None) -> Iterator[Verdict]:
        """Check each file; a failure is a verdict, never an exception."""
        for path, outcome in zip(paths, self.checks(paths, passphrase), strict=True):
            yield self._verdict(path, outcome)

    def checks(
        self, paths: Sequence[Path], passphrase: str | None = None
    ) -> Iterator[Checked | UserError]:
        """Check each file: what it holds or, in its place, why it is refused, in the order of the files.

        One file is drawn while the next is read. The refusal is Rejected, Unreadable or RecordRejected.
        """
        before: Callable[[], Checked] | None = None
        for path in paths:
            begun = self._begun(path, passphrase)
            if before is not None:
                yield _outcome(before)
            before = begun
        if before is not None:
            yield _outcome(before)

    def _begun(self, path: Path, passphrase: str | None) -> Callable[[], Checked]:
        """Check all but the pages; the call that is returned ends it, and raises UserError."""
        try:
            return self._read(path, passphrase)
        except UserError as error:
            return _Refused(error)

    def _read(self, path: Path, passphrase: str | None) -> Callable[[], Checked]:
        anchors = tuple(Anchor(station.ca, station.crl) for station in self._trusted)
        file = self._reader.read(path, anchors, passphrase)
        try:
            around, record, names = self._opened(file)
        except (Rejected, Unreadable, RecordRejected):
            raise
        except Exception as error:  # the values are another's, and none of them may end a batch
            raise Rejected("record_schema") from error
        pack = self._packs(record.payload["pack"]["sha256"])
        notes = (*_odd_times(file, record), *(() if pack is not None else (PACK_UNKNOWN,)))
        pages = PageCheck(self._reader, file, around, pack) if self._compare else None
        beside = () if around is None else around.approvals

        def ended() -> Checked:
            told = (NOT_COMPARED,) if pages is None else pages.warnings()
            return Checked(file, record, (*file.warnings, *notes, *told), names, beside)

        return ended

    def _verdict(self, path: Path, outcome: Checked | UserError) -> Verdict:
        if isinstance(outcome, Unreadable):
            return Verdict(path, valid=False, unreadable=True, reason=outcome.code)
        if isinstance(outcome, UserError):
            return Verdict(path, valid=False, reason=outcome.code, page=page_of(outcome))
        claims, record = outcome.record.payload, outcome.record
        return Verdict(
            path,
            valid=True,
            warnings=outcome.warnings,
            signer=self._names.staff(str(claims["station"]), record.signer_name),
            role=record.role,
            recipient=outcome.file.recipient or None,
            signed_at=outcome.file.signed_at,
            case_number=case_number_of(record),
            station=self._names.station(str(claims["station"])),
            agency=str(claims["agency"]),
            version=int(claims["ver"]),
            practice=claims["practice"] is True,
            groups=groups_of(record.items),
            whole=tuple(sorted(record.complete_groups)),
            record_hash=record.record_hash,
            approved_by=outcome.approved_by,
        )

    def _opened(
        self, file: VerifiedFile
    ) -> tuple[HandoverEnvelope | None, VerifiedRecord, tuple[str, ...]]:
        """The envelope and the record of a file, and who allowed something.

        Raises Rejected, RecordRejected.
        """
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


class _Refused:
    """The end of a check that failed before the pages."""

    def __init__(self, error: UserError) -> None:
        self._error = error

    def __call__(self) -> Checked:
        raise self._error


def _outcome(end: Callable[[], Checked]) -> Checked | UserError:
    try:
        return end()
    except UserError as error:
        return error


def page_of(error: UserError) -> int | None:
    """The page that a refusal names."""
    page = error.params.get("page")
    return page if isinstance(page, int) else None


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
    claimed = (around.recipient, around.made)
    if claimed != (file.recipient, int(file.signed_at.timestamp())):
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


class Verifier:
    """Checks files of others, many for the cost of one start of the processes that read and draw."""

    def __init__(
        self, reader: HandoverReader, trusted: Sequence[Trusted], packs: PackFinder = no_pack
    ) -> None:
        self._reader = reader
        self._trusted = tuple(trusted)
        self._packs = packs

    @contextmanager
    def batch(self, *, compare: bool = True) -> Iterator[FileVerifier]:
        """A verifier for many files. ``compare``: see `FileVerifier`."""
        with self._reader.batch(draws=compare) as reader:
            yield FileVerifier(reader, self._trusted, self._packs, compare=compare)


def groups_of(items: Mapping[str, Any]) -> tuple[str, ...]:
    """The groups of which something is disclosed."""
    return tuple(sorted({value["group"] for value in items.values() if "group" in value}))


def case_number_of(record: VerifiedRecord) -> str | None:
    """The case number, None where it is not disclosed."""
    case = record.items.get("case")
    return str(case["case_number"]) if isinstance(case, dict) else None
