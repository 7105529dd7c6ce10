# SPDX-License-Identifier: MIT
"""Importing handovers of others into the supervisors' registry (SECURITY.md "Handover and import").

Import reads the attachment, never page text. Each file stands for itself: one that fails is told with its
reason, the others go on, and importing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.clock import Clock
from app.crypto.verify_record import VerifiedRecord
from app.errors import UserError
from app.services.checking import Checked, Verdict, Verifier, case_number_of, page_of
from app.services.held import judged
from app.services.ports import RegistryRecord, RegistryStore
from app.services.verdict import Unreadable

Progress = Callable[[int, int], None]


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
            return tuple(verifier.verdicts(paths))

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
            outcomes = zip(paths, verifier.checks(paths, passphrase), strict=True)
            for number, (path, outcome) in enumerate(outcomes, start=1):
                results.append(self._taken(path, outcome))
                if progress:
                    progress(number, len(paths))
            found = self._judged(results)
        if not dry_run:
            self._anchor()
        return found

    def _judged(self, results: Sequence[FileResult]) -> tuple[FileResult, ...]:
        """Say of each new version how it stands among all that are held when the last file is in."""
        came = {result.jti for result in results if result.change == "new"}
        if not came:
            return tuple(results)
        found = judged(self._registry.records(*came), self._registry.aside())
        return tuple(
            replace(result, change=found.change(result.signed_hash))
            if result.change == "new"
            else result
            for result in results
        )

    def _taken(self, path: Path, checked: Checked | UserError) -> FileResult:
        if isinstance(checked, Unreadable):
            return FileResult(path, "unreadable", checked.code)
        if isinstance(checked, UserError):
            return FileResult(path, "rejected", checked.code, page=page_of(checked))
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
            case_number=case_number_of(record),
            signer=record.signer_name,
            jws=record.jws,
            signed_hash=record.signed_hash,
            disclosures=frozenset(record.disclosures),
            imported_at=self._clock.now(),
            approvals=beside,
        )
