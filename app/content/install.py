# SPDX-License-Identifier: MIT
"""Installing a pack on a station: from a folder or one archive file, into ``packs/<sha256>/``.

Order: size caps → names → bytes → manifest hashes → two of three signatures → sequence → typed
load → one rename. Nothing of a refused pack stays. The old packs stay: records name them by hash.
"""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from app.content.load import load, load_builtin
from app.content.sign import NEEDED, SIGNATURES, ContentKeys, check_signatures
from app.content.source import CLIPS, MANIFEST, Raw, allowed_name, file_hash, most_bytes, parsed
from app.domain.pack import Pack
from app.errors import UserError
from app.paths import FOLDER_MODE, write_atomic

MAX_FILES: Final = 100
MAX_TOTAL: Final = 1024 * 1024 * 1024  # most of it clips
CURRENT: Final = "current.json"
_HASH_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class Installed:
    """``warnings``: ``pack_expired`` warns and never blocks an interview."""

    pack: Pack
    signed_by: tuple[str, ...]
    warnings: tuple[str, ...]


def install(path: Path, packs: Path, keys: ContentKeys, today: date) -> Installed:
    """Install the pack at ``path`` (a folder or an archive) into ``packs`` and make it current.

    Raises UserError: "pack_too_large", "pack_names" (a name that a pack may not hold), "pack_damaged",
    "pack_signatures" (found=, needed=), "pack_older" (sequence=, installed=), "file_unreadable".
    """
    packs.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    files = _archive(path) if path.is_file() else _folder(path)
    manifest = parsed(MANIFEST, files.get(MANIFEST, b""))
    if set(files) - {SIGNATURES, MANIFEST} != set(manifest.get("files", {})):
        raise UserError("pack_names", file=MANIFEST)
    signed_by = _signed_by(files, keys)
    _clips_are_whole(files, manifest)
    staging = Path(tempfile.mkdtemp(dir=packs, prefix=".new-"))
    try:
        _write(staging, files)
        pack = load(staging)
        _not_older(pack, packs, keys)
        target = packs / pack.sha256
        if target.exists():
            shutil.rmtree(target)
        staging.rename(target)
        pack = load(target)  # clips are read where they lie
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    write_atomic(packs / CURRENT, (json.dumps({"sha256": pack.sha256}) + "\n").encode("ascii"))
    return Installed(pack, signed_by, ("pack_expired",) if pack.expired(today) else ())


def load_current(packs: Path, keys: ContentKeys | None) -> Pack:
    """The pack in use: the installed one, verified again, or the built-in one when none is.

    Raises UserError("pack_damaged") or ("pack_signatures") when an installed pack was altered: the
    program must not fall back to other words in silence.
    """
    sha256 = _current(packs)
    if sha256 is None:
        return load_builtin()
    return load_installed(packs, sha256, keys)


def load_installed(packs: Path, sha256: str, keys: ContentKeys | None) -> Pack:
    """One installed pack by its hash, its signatures checked again. Raises as `load_current`."""
    folder = packs / sha256
    if keys is None or not _is_hash(sha256):
        raise UserError("pack_damaged", file=CURRENT)
    files = _folder(folder, sound=False)
    _signed_by(files, keys)
    pack = load(folder)
    if pack.sha256 != sha256:
        raise UserError("pack_damaged", file=MANIFEST)
    return pack


def bundle(folder: Path, out: Path) -> None:
    """Write a signed pack folder as one archive file to carry to stations."""
    files = _folder(folder)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])


def _signed_by(files: dict[str, bytes], keys: ContentKeys) -> tuple[str, ...]:
    if SIGNATURES not in files:
        raise UserError("pack_signatures", found=0, needed=NEEDED)
    return check_signatures(parsed(MANIFEST, files.get(MANIFEST, b"")), files[SIGNATURES], keys)


def _not_older(pack: Pack, packs: Path, keys: ContentKeys) -> None:
    """A sequence may not go down, against the built-in pack and against what is installed."""
    newest = load_builtin().sequence
    if sha256 := _current(packs):
        newest = max(newest, load_installed(packs, sha256, keys).sequence)
    if pack.sequence < newest:
        raise UserError("pack_older", sequence=pack.sequence, installed=newest)


def _current(packs: Path) -> str | None:
    path = packs / CURRENT
    if not path.exists():
        return None
    sha256 = parsed(CURRENT, path.read_bytes()).get("sha256")
    if not isinstance(sha256, str) or not _is_hash(sha256):
        raise UserError("pack_damaged", file=CURRENT)
    return sha256


def _is_hash(text: str) -> bool:
    return len(text) == _HASH_LENGTH and set(text) <= set("0123456789abcdef")


def _clips_are_whole(files: dict[str, bytes], manifest: Raw) -> None:
    """Clips are checked here once, and again when they are first heard."""
    for name, digest in manifest["files"].items():
        if name.startswith(CLIPS) and file_hash(files[name]) != digest:
            raise UserError("pack_damaged", file=name)


def _folder(folder: Path, *, sound: bool = True) -> dict[str, bytes]:
    """The files of a pack folder; links and anything else that is no plain file are refused.

    Without ``sound`` clips are named but not read: they are large, and checked when they are played.
    """
    if not folder.is_dir():
        raise UserError("file_unreadable", file=folder.name)
    found: dict[str, bytes] = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode) or not _expected(name):
            raise UserError("pack_names", file=path.name)
        total += _within(name, path.stat().st_size, len(found), total)
        found[name] = path.read_bytes() if sound or not name.startswith(CLIPS) else b""
    return found


def _archive(path: Path) -> dict[str, bytes]:
    """The files of an archive, read into memory under caps: no name of it ever becomes a path."""
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if not _expected(entry.filename) or entry.filename in found:
                    raise UserError("pack_names", file=path.name)
                with archive.open(entry) as file:
                    data = file.read(most_bytes(entry.filename) + 1)
                total += _within(entry.filename, len(data), len(found), total)
                found[entry.filename] = data
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise UserError("file_unreadable", file=path.name) from error
    return found


def _within(name: str, size: int, count: int, total: int) -> int:
    if size > most_bytes(name) or count >= MAX_FILES or total + size > MAX_TOTAL:
        raise UserError("pack_too_large")
    return size


def _expected(name: str) -> bool:
    return name in {MANIFEST, SIGNATURES} or allowed_name(name)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
        write_atomic(folder / name, data)
