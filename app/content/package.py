# SPDX-License-Identifier: MIT
"""A pack on its way: as a folder or as one archive file. Read into memory under caps, names judged first.

No name of an archive ever becomes a path: a file is taken under a name that a pack may hold, or the whole
is refused. What two systems would read as one name (``th`` and ``TH``), what Windows keeps for devices,
links, encryption and packings that can ask for any amount of memory are refused, too.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import Path
from typing import Final

from app.content.sign import SIGNATURES
from app.content.source import CLIPS, MANIFEST, allowed_name, most_bytes
from app.errors import UserError
from app.files import FileRefused, opened, read_once, write_new
from app.paths import write_atomic

MAX_FILES: Final = 100
MAX_TOTAL: Final = 1024 * 1024 * 1024  # most of it clips
MAX_TEXTS: Final = 64 * 1024 * 1024  # all but clips
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_READABLE: Final = 0o644
_ENCRYPTED: Final = 1  # a bit of an entry's flags
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
)


class Budget:
    """What of a package may still come: number of files, bytes, names that are no other's twin."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._total = self._texts = 0

    def name(self, name: str, shown: str) -> None:
        """Raises UserError("pack_names"), ("pack_too_large") for one file too many."""
        if not _expected(name) or name.casefold() in self._names:
            raise UserError("pack_names", file=shown)
        self._names.add(name.casefold())
        if len(self._names) > MAX_FILES:
            raise UserError("pack_too_large")

    def size(self, name: str, size: int) -> None:
        """Raises UserError("pack_too_large")."""
        self._total += size
        self._texts += 0 if name.startswith(CLIPS) else size
        if size > most_bytes(name) or self._total > MAX_TOTAL or self._texts > MAX_TEXTS:
            raise UserError("pack_too_large")


def read_package(path: Path) -> dict[str, bytes]:
    """The files of a folder or an archive: name -> bytes.

    Raises UserError: "pack_names", "pack_too_large", and what `app.files.opened` raises.
    """
    return read_folder(path) if path.is_dir() else _archive(path)


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a pack folder; links and anything else that is no plain file are refused."""
    if not folder.is_dir():
        raise UserError("file_unreadable", file=folder.name)
    found: dict[str, bytes] = {}
    budget = Budget()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        facts = path.lstat()
        if stat.S_ISDIR(facts.st_mode):
            continue
        if not stat.S_ISREG(facts.st_mode):
            raise UserError("pack_names", file=path.name)
        budget.name(name, path.name)
        budget.size(name, facts.st_size)
        found[name] = _plain(path, most_bytes(name))
    return found


def bundle(folder: Path, out: Path) -> None:
    """Write a signed pack folder as one archive file to carry to stations; whole or not at all.

    Raises UserError("out_exists"), ("disk_full"), and as `read_folder`.
    """
    files = read_folder(folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    write_new(out, packed.getvalue(), _READABLE)


def unpack(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of a package into a folder that is empty."""
    for name, data in files.items():
        (folder / name).parent.mkdir(mode=0o700, exist_ok=True)
        write_atomic(folder / name, data)


def _archive(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    budget = Budget()
    try:
        with opened(path, MAX_TOTAL) as file, zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                budget.name(entry.filename, path.name)
                _plain_entry(entry, path.name)
                with archive.open(entry) as member:
                    data = member.read(most_bytes(entry.filename) + 1)
                budget.size(entry.filename, len(data))
                found[entry.filename] = data
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError) as error:
        raise UserError("file_unreadable", file=path.name) from error
    return found


def _plain_entry(entry: zipfile.ZipInfo, shown: str) -> None:
    """Raises UserError("pack_names") for a link, a folder, or what is packed in another way."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    plain = kind in {0, stat.S_IFREG} and not entry.is_dir()
    if not plain or entry.compress_type not in _PACKED or entry.flag_bits & _ENCRYPTED:
        raise UserError("pack_names", file=shown)


def _plain(path: Path, limit: int) -> bytes:
    try:
        return read_once(path, limit, links=False)
    except FileRefused as refused:
        raise UserError("file_unreadable", file=path.name) from refused


def _expected(name: str) -> bool:
    """A name that a pack may hold, on every system."""
    stem = name.rpartition("/")[2].partition(".")[0]
    expected = name in {MANIFEST, SIGNATURES} or allowed_name(name)
    return expected and stem.casefold() not in _DEVICES
