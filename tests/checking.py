# SPDX-License-Identifier: MIT
"""One handover checked, as the program checks many."""

from __future__ import annotations

from pathlib import Path

from app.documents.verify import PdfReader
from app.domain.document import Appearance, HandoverDocument
from app.errors import UserError
from app.services.checking import Checked, FileVerifier, Verdict, Verifier
from tests.app.documents.signing_station import FixedClock


def verified(verifier: Verifier, path: Path, passphrase: str | None = None) -> Verdict:
    with verifier.batch() as batch:
        return verdict_of(batch, path, passphrase)


def verdict_of(batch: FileVerifier, path: Path, passphrase: str | None = None) -> Verdict:
    (verdict,) = batch.verdicts([path], passphrase)
    return verdict


def accepted(verifier: Verifier, path: Path) -> Checked:
    """What a good file holds. Raises what was wrong with it."""
    with verifier.batch() as batch:
        (outcome,) = batch.checks([path])
    if isinstance(outcome, UserError):
        raise outcome
    return outcome


def drawn_again(document: HandoverDocument) -> Appearance:
    """As the process with limits draws it. Raises Unreadable."""
    with PdfReader(FixedClock()).batch() as batch:
        return batch.drawing(document)()
