# SPDX-License-Identifier: MIT
"""Installing a pack on a station: from a folder or one archive file, into ``packs/<sha256>/``.

Order: names and size caps → bytes → two of three signatures → manifest hashes → sequence → typed load →
the note of it → one rename. Nothing of a refused pack stays, and a program that ends in between leaves a
folder that is no pack and goes at the next time. The old packs stay: records name them by hash.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.content.load import load
from app.content.package import read_package, unpack
from app.content.sign import SIGNATURES, check_signatures
from app.content.source import (
    MANIFEST,
    MAX_FILE,
    Raw,
    day,
    file_hash,
    pack_hash,
    parsed,
)
from app.crypto.content_keys import NEEDED, ContentKeys
from app.domain.pack import Pack
from app.errors import UserError
from app.files import FileRefused, read_once
from app.paths import FOLDER_MODE, sync_folder
from app.services.pack_ports import Installed

_STAGING: Final = ".new-"
_DAMAGED: Final = ".damaged-"
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """What an installed pack says of itself, its signatures checked and its files not read yet."""

    sha256: str
    id: str
    version: str
    sequence: int
    expires: date | None


@dataclass(frozen=True, slots=True)
class History:
    """What a station had: the highest ``newest`` sequence, and the hashes of all its packs."""

    newest: int
    hashes: Collection[str]

    def judge(self, candidate: Head) -> None:
        """One that was here may come back, a new one has a number of its own above all others.

        Raises UserError("pack_older"), ("pack_number_taken").
        """
        if candidate.sha256 in self.hashes:
            return
        if candidate.sequence < self.newest:
            raise UserError("pack_older", sequence=candidate.sequence, installed=self.newest)
        if candidate.sequence == self.newest:
            raise UserError("pack_number_taken", sequence=candidate.sequence)


def install(  # noqa: PLR0913 what installing is made of
    path: Path,
    packs: Path,
    keys: ContentKeys,
    today: date,
    history: History,
    note: Callable[[Pack], None],
) -> Installed:
    """Install the pack at ``path`` (a folder or an archive) into ``packs``.

    ``note``: writes down that it is installed; called when all is checked, before it can be found. Raises
    UserError: "pack_too_large", "pack_names" (a name that a pack may not hold), "pack_damaged",
    "pack_signatures" (found=, needed=), "pack_older" (sequence=, installed=), "pack_number_taken"
    (sequence=), "file_unreadable"; and what ``note`` raises.
    """
    files = read_package(path)
    manifest = parsed(MANIFEST, files.get(MANIFEST, b""))
    named = manifest.get("files")
    if not isinstance(named, dict) or set(files) - {SIGNATURES, MANIFEST} != set(named):
        raise UserError("pack_names", file=MANIFEST)
    signed_by = _signed_by(files, keys)
    for name, digest in named.items():
        if file_hash(files[name]) != digest:
            raise UserError("pack_damaged", file=str(name))
    history.judge(head(manifest, pack_hash(manifest)))
    packs.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _clear(packs)
    staging = Path(tempfile.mkdtemp(dir=packs, prefix=_STAGING))
    try:
        unpack(staging, files)
        pack = load(staging)
        note(pack)
        pack = _placed(staging, packs / pack.sha256, files)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Installed(pack, signed_by, ("pack_expired",) if pack.expired(today) else ())


def load_installed(packs: Path, sha256: str, keys: ContentKeys) -> Pack:
    """One installed pack by its hash, its signatures checked again; what it does not name is not read.

    Raises UserError("pack_damaged") or ("pack_signatures") when it was altered.
    """
    if not is_hash(sha256):
        raise UserError("pack_damaged", file=MANIFEST)
    head_of(packs, sha256, keys)
    pack = load(packs / sha256)
    if pack.sha256 != sha256:  # exchanged since
        raise UserError("pack_damaged", file=MANIFEST)
    return pack


def installed_hashes(packs: Path) -> tuple[str, ...]:
    """The hashes of the packs that lie here, sound or not."""
    if not packs.is_dir():
        return ()
    return tuple(
        sorted(path.name for path in packs.iterdir() if is_hash(path.name) and path.is_dir())
    )


def head_of(packs: Path, sha256: str, keys: ContentKeys) -> Head:
    """Read manifest and signatures of an installed pack. Raises as `load_installed`."""
    try:
        files = {
            name: read_once(packs / sha256 / name, MAX_FILE, links=False)
            for name in (MANIFEST, SIGNATURES)
        }
    except OSError as error:
        raise UserError("pack_damaged", file=MANIFEST) from error
    _signed_by(files, keys)
    return head(parsed(MANIFEST, files[MANIFEST]), sha256)


def head(manifest: Raw, sha256: str) -> Head:
    """What a manifest of this hash says. Raises UserError("pack_damaged")."""
    sequence = manifest.get("sequence")
    if pack_hash(manifest) != sha256 or type(sequence) is not int:
        raise UserError("pack_damaged", file=MANIFEST)
    try:
        expires = day(manifest.get("expires"))
    except ValueError as error:
        raise UserError("pack_damaged", file=MANIFEST) from error
    return Head(sha256, str(manifest.get("id")), str(manifest.get("version")), sequence, expires)


def is_hash(text: str) -> bool:
    return _HASH.fullmatch(text) is not None


def _placed(staging: Path, target: Path, files: dict[str, bytes]) -> Pack:
    """Move a whole pack to its place; one that lies there just so stays, a damaged one makes room."""
    if os.path.lexists(target):
        if all(_holds(target / name, data) for name, data in files.items()):
            return load(target)
        target.rename(target.with_name(f"{_DAMAGED}{target.name}"))
    for folder in _folders(staging):
        sync_folder(folder)
    staging.rename(target)
    sync_folder(target.parent)
    _clear(target.parent)
    return load(target)  # clips are read where they lie


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_once(path, len(data), links=False) == data
    except FileRefused:
        return False


def _folders(folder: Path) -> Iterator[Path]:
    yield folder
    yield from (path for path in folder.iterdir() if path.is_dir())


def _clear(packs: Path) -> None:
    """Take away what an earlier program left half done."""
    for path in packs.iterdir():
        if path.name.startswith((_STAGING, _DAMAGED)):
            shutil.rmtree(path, ignore_errors=True)


def _signed_by(files: dict[str, bytes], keys: ContentKeys) -> tuple[str, ...]:
    if SIGNATURES not in files:
        raise UserError("pack_signatures", found=0, needed=NEEDED)
    return check_signatures(parsed(MANIFEST, files.get(MANIFEST, b"")), files[SIGNATURES], keys)
