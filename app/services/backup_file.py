# SPDX-License-Identifier: MIT
"""One backup: a file that holds a vault's copy, encrypted as it was, and what opens it.

A ZIP without compression, in this order: ``manifest.json``, ``station.json``, ``keyring.json``,
``vault.db``. The vault's copy is SQLCipher's under the vault's own key; station and keyring are what a
new machine needs, and hold no secret that a passphrase does not protect. The manifest says what the copy
must hold and is signed with the head key (Ed25519) of the user who made it:
``{what, v, vault, version, kind, station, at, by, heads {name: [seq, hash]}, rows {table: count},
sha256 {member: hex}, signature}``.

Names inside are compared with these four and never used as paths; sizes are limited before anything is
read into memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Final

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.crypto.seal_box import b64, unb64
from app.crypto.strict_json import read_object
from app.errors import UserError
from app.paths import FILE_MODE

VERSION: Final = 1
SUFFIX: Final = ".kkv"
MANIFEST, STATION, KEYRING, VAULT = "manifest.json", "station.json", "keyring.json", "vault.db"
MEMBERS: Final = (MANIFEST, STATION, KEYRING, VAULT)
MAX_SMALL: Final = 16 * 1024 * 1024  # bytes of each member but the vault
_BLOCK: Final = 1024 * 1024

Heads = dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. ``heads``: chain -> (last seq, hash); ``rows``: table -> count."""

    vault: str
    version: int
    kind: str
    station: str
    at: str
    by: str
    heads: Heads
    rows: dict[str, int]
    sha256: dict[str, str]
    signature: str = ""

    def statement(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "what": "backup",
            "v": VERSION,
            "vault": self.vault,
            "version": self.version,
            "kind": self.kind,
            "station": self.station,
            "at": self.at,
            "by": self.by,
            "heads": {name: list(head) for name, head in self.heads.items()},
            "rows": self.rows,
            "sha256": self.sha256,
        }

    def signed(self, key: Ed25519PrivateKey) -> Manifest:
        return replace(self, signature=b64(key.sign(rfc8785.dumps(self.statement()))))

    def check(self, key: Ed25519PublicKey) -> None:
        """Raises UserError("backup_damaged") when this key did not sign it."""
        try:
            key.verify(unb64(self.signature), rfc8785.dumps(self.statement()))
        except (InvalidSignature, ValueError):
            raise UserError("backup_damaged") from None

    def dump(self) -> bytes:
        return json.dumps(self.statement() | {"signature": self.signature}).encode("ascii")

    @classmethod
    def parse(cls, raw: bytes) -> Manifest:
        """Raises UserError backup_damaged, backup_newer (of a later program)."""
        try:
            found = read_object(raw)
            if found["what"] != "backup":
                raise UserError("backup_damaged")
            if type(found["v"]) is not int or found["v"] > VERSION:
                raise UserError("backup_newer")
            texts = (found[name] for name in ("vault", "kind", "station", "at", "by", "signature"))
            vault, kind, station, at, by, signature = map(_text, texts)
            return cls(
                vault=vault,
                version=_count(found["version"]),
                kind=kind,
                station=station,
                at=at,
                by=by,
                heads={
                    name: (_count(seq), _text(head)) for name, (seq, head) in found["heads"].items()
                },
                rows={name: _count(rows) for name, rows in found["rows"].items()},
                sha256={name: _text(digest) for name, digest in found["sha256"].items()},
                signature=signature,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UserError("backup_damaged") from error


def write(
    target: Path,
    manifest: Manifest,
    key: Ed25519PrivateKey,
    small: Mapping[str, bytes],
    vault: Path,
) -> Manifest:
    """Write the file anew and make it durable; return the signed manifest. Raises OSError."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in small.items()}
    with vault.open("rb") as file:
        digests[VAULT] = hashlib.file_digest(file, "sha256").hexdigest()
    signed = replace(manifest, sha256=digests).signed(key)
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(MANIFEST, signed.dump())
            for name in (STATION, KEYRING):
                archive.writestr(name, small[name])
            archive.write(vault, VAULT)
        out.flush()
        os.fsync(out.fileno())
    return signed


def read(source: BinaryIO, vault: Path) -> tuple[Manifest, bytes, bytes]:
    """Write the vault's copy to ``vault`` (a new file); return manifest, station and keyring.

    The copy is whole when this returns; who made it is not checked yet (`Manifest.check`). Raises
    UserError backup_damaged, backup_newer; OSError when the copy cannot be written.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            if tuple(archive.namelist()) != MEMBERS:
                raise UserError("backup_damaged")
            small = {name: _small(archive, name) for name in MEMBERS if name != VAULT}
            manifest = Manifest.parse(small.pop(MANIFEST))
            digests = {name: hashlib.sha256(data).hexdigest() for name, data in small.items()}
            with archive.open(VAULT) as file:
                digests[VAULT] = _pour(file.read, archive.getinfo(VAULT).file_size, vault)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise UserError("backup_damaged") from error
    if digests != manifest.sha256:
        raise UserError("backup_damaged")
    return manifest, small[STATION], small[KEYRING]


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MAX_SMALL:
        raise UserError("backup_damaged")
    return archive.read(name)


def _pour(read_: Callable[[int], bytes], size: int, target: Path) -> str:
    """Copy block by block; return the hash. No more is written than the directory of the ZIP says."""
    digest = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as out:
        while size > 0 and (block := read_(min(size, _BLOCK))):
            out.write(block)
            digest.update(block)
            size -= len(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value
