# SPDX-License-Identifier: MIT
"""A vault held against files that left it: what a rollback of the whole folder needs to be seen.

A file names the last event of the record when it was sealed. A vault that does not have that event any more,
or not that version, is older than the file, or another.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.crypto.keyring import OpenUser
from app.crypto.pki import same_holder
from app.crypto.sealed import version_names
from app.domain.approval import jti
from app.errors import UserError
from app.ids import InterviewId
from app.services.checking import FileVerifier
from app.services.ports import InterviewStore

OTHERS: Final = "others"
NOT_KNOWN: Final = "not_known"
ROLLED_BACK: Final = "rolled_back"
VERSION_MISSING: Final = "version_missing"


def lacking(
    verifier: FileVerifier, store: InterviewStore, user: OpenUser, files: Sequence[Path]
) -> tuple[str, ...]:
    """What files of this user hold and the vault does not; empty when it has all.

    Each entry is ``file: code``: not_known (no such interview), rolled_back (the chain does not have that
    event), version_missing, others (not of this user: says nothing), or why the file was refused.
    """
    chains, found = store.hashes(), []
    for path, checked in zip(files, verifier.checks(files), strict=True):
        if isinstance(checked, UserError):
            found.append(f"{path.name}: {checked.code}")
            continue
        record = checked.record
        if not any(
            same_holder(record.signer, certificate) for certificate in user.user.certificates
        ):
            found.append(f"{path.name}: {OTHERS}")
            continue
        name = str(record.payload["jti"]).removeprefix(jti(""))
        chain = chains.get(name)
        if chain is None:
            found.append(f"{path.name}: {NOT_KNOWN}")
        elif record.payload["chain"] not in chain:
            found.append(f"{path.name}: {ROLLED_BACK}")
        elif not any(
            record.version_names & version_names(sealed_version.token)
            for sealed_version in store.sealed_versions(InterviewId(name))
        ):
            found.append(f"{path.name}: {VERSION_MISSING}")
    return tuple(found)
