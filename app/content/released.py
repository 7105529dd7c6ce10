# SPDX-License-Identifier: MIT
"""The packs of earlier releases: old records name them by hash, so each stays in every later release.

One file a pack, ``resources/content/released/<sha256>.tar.xz``: the files of a pack are much like each
other and shrink to a twentieth together. The name is no proof: the hash of what is inside is.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.content.load import load_files
from app.content.package import MAX_TOTAL, Budget, read_folder
from app.content.source import MANIFEST, FilesInMemory, pack_hash, parsed
from app.domain.pack import Pack
from app.errors import UserError
from app.files import read_once, write_new
from app.paths import resources_dir

if TYPE_CHECKING:
    from tarfile import TarFile

ENDING: Final = ".tar.xz"
_READABLE: Final = 0o644


def released_dir() -> Path:
    return resources_dir() / "content" / "released"


def released_hashes(folder: Path) -> tuple[str, ...]:
    """The hashes of the packs that are kept here."""
    return tuple(sorted(path.name.removesuffix(ENDING) for path in folder.glob(f"*{ENDING}")))


def load_released(folder: Path, sha256: str) -> Pack:
    """The pack of this hash. Raises UserError("pack_damaged") when the file holds another."""
    pack = load_files(FilesInMemory(unpacked(folder, sha256)))
    if pack.sha256 != sha256:
        raise UserError("pack_damaged", file=MANIFEST)
    return pack


def unpacked(folder: Path, sha256: str) -> dict[str, bytes]:
    """The files of a kept pack. Raises UserError("pack_damaged")."""
    import lzma  # noqa: PLC0415 only for old records
    import tarfile  # noqa: PLC0415

    name = f"{sha256}{ENDING}"
    try:
        packed = read_once(folder / name, MAX_TOTAL)
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:xz") as archive:
            return _files(archive, name)
    except (OSError, tarfile.TarError, lzma.LZMAError, EOFError, UserError) as error:
        raise UserError("pack_damaged", file=name) from error


def _files(archive: TarFile, shown: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    budget = Budget()
    for member in archive:
        budget.name(member.name, shown)
        budget.size(member.name, member.size)
        file = archive.extractfile(member) if member.isreg() else None
        if file is None:
            raise UserError("pack_names", file=shown)
        found[member.name] = file.read()
    return found


def keep(pack: Path, folder: Path) -> Path:
    """Put a pack folder among the kept ones, before its first change after a release.

    It is kept when it was read again. Raises UserError("out_exists") for one that is kept already, and as
    `load_released`.
    """
    import tarfile  # noqa: PLC0415 once a release

    files = read_folder(pack)
    sha256 = pack_hash(parsed(MANIFEST, files.get(MANIFEST, b"")))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz", preset=9) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(files[name]), _READABLE
            archive.addfile(member, io.BytesIO(files[name]))
    folder.mkdir(exist_ok=True)
    target = folder / f"{sha256}{ENDING}"
    write_new(target, out.getvalue(), _READABLE)
    try:
        load_released(folder, sha256)
    except UserError:
        target.unlink()
        raise
    return target
