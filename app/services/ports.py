# SPDX-License-Identifier: MIT
"""The ports that adapters fill: storage, documents. Built only in `ui.main` and `app.cli`.

Threads: every method of a store runs on the one database executor; readers and writers of documents
run on any worker thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.domain.document import HandoverDocument, PersonPaper
from app.domain.event import Event, NewEvent
from app.domain.forms_on_paper import Paper
from app.domain.value import Json
from app.ids import CaseNumber, InterviewId, RecipientId
from app.services.file_ports import PdfSigner


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the home list. Holds no name and no answer text."""

    interview: InterviewId
    case_number: CaseNumber
    script: str
    agency: str
    practice: bool
    language: str | None
    state: str  # draft, sealed, handed_over
    age_state: str
    started_at: datetime
    updated_at: datetime
    answered: int
    flags: tuple[str, ...]  # open flag ids, red first
    timers: tuple[tuple[str, datetime], ...]  # (timer id, due at), running ones
    head: str
    seq: int  # of the last event
    version: int  # 0 = never sealed
    group_label: str = ""  # of people who were found together


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One stored answer: canonical JSON of its parts, and the event it came from.

    ``group``: every group that its values belong to, joined by "+".
    """

    item: str
    group: str
    parts: str  # canonical JSON
    seq: int


@dataclass(frozen=True, slots=True)
class Projection:
    """What can be dropped and rebuilt from the events of one interview."""

    summary: Summary
    answers: tuple[AnswerRow, ...]
    search_text: str  # tokens are made by the store


Projector = Callable[[Sequence[Event]], Projection]
"""Given the events just linked (not yet committed), return the projection after them."""


@dataclass(frozen=True, slots=True)
class SealedVersion:
    """One sealed version of a record; kept for ever, never changed."""

    interview: InterviewId
    version: int
    record_hash: str
    token: str  # JWS with all disclosures, exactly as made
    sealed_at: datetime
    countersignatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One handover that went out."""

    interview: InterviewId
    version: int
    recipient: RecipientId
    groups: tuple[str, ...]
    file_sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the vault's audit chain; payload never holds text of a victim."""

    seq: int
    type: str
    at: datetime
    actor: str
    payload: dict[str, str | int | bool]
    hash: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields of one place and is not stored: field -> what was typed or chosen."""

    place: str  # see `app.domain.typing_place`
    fields: Mapping[str, Json]


CopyVault = Callable[[Path, bytes, Path, bytes], AbstractContextManager[None]]
"""(source, key, target, new key): the whole vault in a new file under a new key, compared and synced.

While the block runs nobody else can open or write the source. Raises UserError vault_locked (in use),
vault_damaged, disk_full.
"""


class VaultFile(Protocol):
    """A store whose vault may get another file."""

    def reopen(self, path: Path, key: bytes) -> None:
        """Go on with another file of the same vault, after `close`."""

    def write_copy(self, target: Path) -> None:
        """Write the whole vault as it stands into a new file under the same key.

        Raises UserError vault_damaged, disk_full.
        """

    def rows(self) -> dict[str, int]:
        """Table -> number of rows: what a copy is compared by, beside the heads."""

    def heads(self) -> dict[str, tuple[int, str]]:
        """Chain -> (last seq, head hash)."""

    def heads_of(self, chains: Collection[str]) -> dict[str, tuple[int, str]]:
        """The same of these chains, without those that are empty."""

    def hash_at(self, chain: str, seq: int) -> str | None:
        """One hash of a chain; None where there is none."""

    def hashes(self) -> dict[str, tuple[str, ...]]:
        """Chain -> every hash of it, in order."""

    def check(self) -> tuple[str, ...]:
        """Faults of the file and its chains; empty when sound."""

    def audit(self, type_: str, actor: str, payload: dict[str, str | int | bool]) -> AuditEntry: ...
    def close(self) -> None: ...


class InterviewStore(Protocol):
    """One vault's interviews. `append` is one transaction: events, projections, search row, sealed."""

    def append(  # noqa: PLR0913 one transaction has these parts
        self,
        interview: InterviewId,
        events: Sequence[NewEvent],
        actor: str,
        projector: Projector,
        sealed: SealedVersion | None = None,
        handover: HandoverRow | None = None,
        drafts: Collection[str] = (),
    ) -> tuple[Event, ...]:
        """Link, store and commit; return the stored events. Nothing is stored when anything fails.

        ``drafts``: the places whose drafts are stored herewith, and go in the same transaction.
        Raises UserError("disk_full"), UserError("vault_locked"), UserError("vault_damaged").
        """

    def together(self) -> AbstractContextManager[None]:
        """Everything that is appended in the block is one transaction."""

    def events(self, interview: InterviewId) -> tuple[Event, ...]: ...
    def summaries(self) -> tuple[Summary, ...]: ...
    def projection(self, interview: InterviewId) -> Projection | None: ...
    def replace_projection(self, interview: InterviewId, projection: Projection) -> None: ...
    def search(self, words: str) -> tuple[InterviewId, ...]: ...
    def has_case_number(self, number: CaseNumber) -> bool:
        """Whether an interview of this vault bears the number."""

    def sealed_versions(self, interview: InterviewId) -> tuple[SealedVersion, ...]: ...
    def add_countersignature(self, interview: InterviewId, version: int, text: str) -> None: ...
    def handovers(self, interview: InterviewId) -> tuple[HandoverRow, ...]: ...
    def audit(self, type_: str, actor: str, payload: dict[str, str | int | bool]) -> AuditEntry: ...
    def audit_entries(self, *types: str) -> tuple[AuditEntry, ...]:
        """The entries in order; with ``types`` only those, without reading the others."""

    def heads(self) -> dict[str, tuple[int, str]]:
        """Interview id (and "audit") -> (last seq, head hash): what anchors and `vault check` compare."""

    def hashes(self) -> dict[str, tuple[str, ...]]:
        """Interview id (and "audit") -> every hash of its chain, in order."""

    def check(self) -> tuple[str, ...]:
        """Integrity faults of file, chain and projections' seq; empty when sound."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class RegistryRecord:
    """One version of one record as the registry holds it: the JWS and every disclosure seen so far.

    ``approvals``: what supervisors signed beside it, here or where it comes from: countersignatures of both
    formats, and what allowed a handover.
    """

    record_hash: str
    jti: str
    version: int
    prev: str | None
    station: str
    agency: str
    practice: bool
    sealed_at: datetime
    case_number: str | None
    signer: str
    jws: str
    signed_hash: str  # names the version: equal for both spellings of its signature
    disclosures: frozenset[str]
    imported_at: datetime
    approvals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """``change``: new (a version that was not held), more (disclosures or approvals added), same."""

    record_hash: str
    change: str
    added: int


class DraftStore(Protocol):
    """The drafts of one vault; encrypted as everything in it, and no part of any record."""

    def keep_drafts(self, interview: InterviewId, drafts: Sequence[Draft], at: datetime) -> None:
        """Put these in place of what was kept for their places, in one transaction; no fields: none.

        Raises what `InterviewStore.append` raises.
        """

    def drafts(self, interview: InterviewId) -> tuple[Draft, ...]:
        """All drafts of an interview, the one that was written last first."""


class InterviewVault(InterviewStore, DraftStore, VaultFile, Protocol):
    """An officer's vault on the disk."""


class RegistryStore(Protocol):
    """The supervisors' registry vault."""

    def put(self, record: RegistryRecord, actor: str, file_sha256: str) -> ImportOutcome:
        """Merge one verified record with its audit entry in one transaction; idempotent."""

    def trial(self) -> AbstractContextManager[None]:
        """Everything written in the block is taken back at its end: what an import would do."""

    def records(self, *records: str) -> tuple[RegistryRecord, ...]:
        """All versions, newest sealing first; with ``records`` those of these ``jti`` only."""

    def record(self, record_hash: str) -> RegistryRecord | None: ...
    def search(self, words: str) -> tuple[str, ...]: ...
    def add_countersignature(self, record_hash: str, text: str) -> None: ...
    def set_aside(self, chosen: str, against: Collection[str], actor: str, reason: str) -> None:
        """Store a person's decision for one version against others, with its audit entry."""

    def take_choice_back(self, chosen: str, actor: str) -> None:
        """Take back what was decided for this version, with its audit entry."""

    def aside(self) -> dict[str, str]:
        """Signed hash of each version that was decided against -> the version that was chosen."""

    def digest(self) -> str:
        """One hash over the content, equal whatever the order and number of imports."""

    def audit(self, type_: str, actor: str, payload: dict[str, str | int | bool]) -> AuditEntry: ...
    def audit_entries(self, *types: str) -> tuple[AuditEntry, ...]:
        """As `InterviewStore.audit_entries`."""

    def check(self) -> tuple[str, ...]: ...
    def close(self) -> None: ...


class RegistryVault(RegistryStore, VaultFile, Protocol):
    """The registry's vault on the disk."""


class HandoverWriter(Protocol):
    """Draws and signs: `app.documents`."""

    def handover(
        self, document: HandoverDocument, signer: PdfSigner, passphrase: str | None = None
    ) -> bytes:
        """Lay out, finish, (encrypt AES-256,) sign: PAdES B-B, certified, no changes."""

    def unsigned(self, document: HandoverDocument) -> bytes:
        """The pages of a document whose ``unsigned`` is set: no signature, no attachment, PDF/A-3b."""

    def paper(self, paper: PersonPaper) -> bytes:
        """The person's plain paper: unsigned, neutral metadata, no attachment."""

    def blank(self, paper: Paper) -> bytes:
        """A paper without answers: unsigned, tagged, PDF/A-3b."""

    def pictures(self, pdf: bytes, width: int, passphrase: str | None = None) -> tuple[bytes, ...]:
        """Each page as PNG, ``width`` pixels wide."""
