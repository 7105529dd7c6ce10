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
from app.content.package import MAX_TEXTS, read_folder
from app.content.source import MANIFEST, FilesInMemory, allowed_name, most_bytes, pack_hash, parsed
from app.domain.pack import Pack
from app.errors import UserError
from app.files import read_once, write_new
from app.paths import resources_dir

if TYPE_CHECKING:
    from tarfile import TarInfo

ENDING: Final = ".tar.xz"
_READABLE: Final = 0o644
_LARGEST: Final = 16 * 1024 * 1024


def released_dir() -> Path:
    return resources_dir() / "content" / "released"


def released_hashes(folder: Path) -> tuple[str, ...]:
    """The hashes of the packs that are kept here."""
    return tuple(sorted(one.name.removesuffix(ENDING) for one in folder.glob(f"*{ENDING}")))


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
    found: dict[str, bytes] = {}
    try:
        packed = read_once(folder / name, _LARGEST)
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:xz") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isreg() else None
                if file is None or not _fits(member, found):
                    raise UserError("pack_damaged", file=name)
                found[member.name] = file.read()
    except (OSError, tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise UserError("pack_damaged", file=name) from error
    return found


def keep(pack: Path, folder: Path) -> Path:
    """Put a pack folder among the kept ones, before its first change after a release.

    Raises UserError("out_exists") for one that is kept already.
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
    return target


def _fits(member: TarInfo, found: dict[str, bytes]) -> bool:
    known = allowed_name(member.name) and member.name not in found
    total = member.size + sum(len(one) for one in found.values())
    return known and member.size <= most_bytes(member.name) and total <= MAX_TEXTS
