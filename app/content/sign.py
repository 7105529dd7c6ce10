# SPDX-License-Identifier: MIT
"""Signatures of packs: Ed25519 over the canonical manifest, two of three pinned content keys.

A station pins the three public keys with ``--content-keys FILE`` (SECURITY.md "Packs").
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from app.content.source import MANIFEST, MAX_FILE, Raw, canonical, pack_hash, parsed
from app.crypto.content_keys import NEEDED, PINNED, ContentKeys, key_id
from app.crypto.seal_box import b64, unb64
from app.errors import UserError
from app.files import read_file, refuse_existing, write_new
from app.paths import write_atomic

SIGNATURES: Final = "signatures.json"
FORMAT: Final = "kakehashi-content-signatures/1"
KEYS_FORMAT: Final = "kakehashi-content-keys/1"
CONTEXT: Final = b"kakehashi content pack v1\0"
MAX_SIGNATURES: Final = 16
OPEN_MODE: Final = 0o644


def make_key(path: Path, public: Path, passphrase: str) -> str:
    """Make a content key, encrypted at ``path`` (PKCS #8, 0600), its public half beside it; return its id.

    Raises UserError("out_exists"): no key replaces another.
    """
    refuse_existing(path)
    refuse_existing(public)
    key = Ed25519PrivateKey.generate()
    protection = BestAvailableEncryption(passphrase.encode("utf-8"))
    write_new(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection))
    whole = key.public_key()
    write_new(
        public, whole.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), OPEN_MODE
    )
    return key_id(whole)


def read_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """Open a content key. Raises UserError("file_unreadable"), ("content_key_wrong")."""
    data = _read(path)
    try:
        key = load_pem_private_key(data, passphrase.encode("utf-8"))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UserError("content_key_wrong", file=path.name) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError("content_key_wrong", file=path.name)
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """Read the public half of a content key. Raises what `read_key` raises."""
    try:
        key = load_pem_public_key(_read(path))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UserError("content_key_wrong", file=path.name) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UserError("content_key_wrong", file=path.name)
    return key


def dump_content_keys(keys: ContentKeys) -> bytes:
    """The file that stations are set up with."""
    return _json({"format": KEYS_FORMAT, "needed": NEEDED, "keys": keys.listed()})


def read_content_keys(path: Path) -> ContentKeys:
    """Read ``--content-keys FILE``. Raises UserError("content_keys_wrong"), ("file_unreadable")."""
    data = _read(path)
    try:
        raw = json.loads(data)
        sound = raw["format"] == KEYS_FORMAT and raw["needed"] == NEEDED
        listed = raw["keys"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError("content_keys_wrong", needed=PINNED) from error
    if not sound:
        raise UserError("content_keys_wrong", needed=PINNED)
    return ContentKeys.parse(listed)


def sign(folder: Path, key: Ed25519PrivateKey) -> str:
    """Add a signature to a built pack; return the key's id. Other keys' signatures stay.

    Raises UserError("pack_damaged") when a file is not as the manifest says, or there is none.
    """
    from app.content.draft import read_draft  # noqa: PLC0415 only where packs are made

    draft = read_draft(folder)
    files = draft.manifest.get("files")
    if not isinstance(files, dict) or any(draft.hashes.get(name) != files[name] for name in files):
        raise UserError("pack_damaged", file=MANIFEST)
    path = folder / SIGNATURES
    sha256 = pack_hash(draft.manifest)
    old = _signatures(_read(path)) if path.exists() else {}
    if old.get("sha256") != sha256:
        old = {}
    name = key_id(key.public_key())
    signature = b64(key.sign(CONTEXT + canonical(draft.manifest)))
    kept = [entry for entry in old.get("signatures", []) if entry["key"] != name]
    made = [*kept, {"key": name, "ed25519": signature}]
    write_atomic(path, _json({"format": FORMAT, "sha256": sha256, "signatures": made}))
    path.chmod(OPEN_MODE)
    return name


def check_signatures(manifest: Raw, signatures: bytes, keys: ContentKeys) -> tuple[str, ...]:
    """Return the ids of the pinned keys that signed this manifest: at least two of three.

    Raises UserError("pack_signatures", found=, needed=) otherwise. A key counts once.
    """
    message = CONTEXT + canonical(manifest)
    found = set()
    for entry in _signatures(signatures).get("signatures", []):
        key = keys.keys.get(entry["key"])
        if key is not None and _valid(key, entry["ed25519"], message):
            found.add(entry["key"])
    if len(found) < NEEDED:
        raise UserError("pack_signatures", found=len(found), needed=NEEDED)
    return tuple(sorted(found))


def _valid(key: Ed25519PublicKey, signature: str, message: bytes) -> bool:
    try:
        key.verify(unb64(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signatures(data: bytes) -> Raw:
    """Parse a signatures file strictly. Raises UserError("pack_damaged")."""
    raw = parsed(SIGNATURES, data)
    entries = raw.get("signatures")
    shape = isinstance(entries, list) and len(entries) <= MAX_SIGNATURES
    if raw.get("format") != FORMAT or not shape:
        raise UserError("pack_damaged", file=SIGNATURES)
    for entry in entries or []:
        if not isinstance(entry, dict) or {"key", "ed25519"} != entry.keys():
            raise UserError("pack_damaged", file=SIGNATURES)
        if not all(isinstance(value, str) for value in entry.values()):
            raise UserError("pack_damaged", file=SIGNATURES)
    return raw


def _read(path: Path) -> bytes:
    return read_file(path, MAX_FILE)


def _json(data: Raw) -> bytes:
    return (json.dumps(data, indent=1) + "\n").encode("ascii")
