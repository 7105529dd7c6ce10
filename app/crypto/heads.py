# SPDX-License-Identifier: MIT
"""Signed heads outside the vault (`heads.log`): they show a cut or rolled back log (SECURITY.md).

One JSON line per anchor: ``{vault, name, seq, head, at, by, sig}``, Ed25519 over the RFC 8785 bytes of
all but ``sig``. A rollback of the whole folder, this file included, shows only against handovers,
bundles and the registry.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.crypto.seal_box import b64, unb64
from app.paths import FILE_MODE

Anchor = dict[str, str | int]


def append(  # noqa: PLR0913 the fields of an anchor
    path: Path,
    key: Ed25519PrivateKey,
    *,
    vault: str,
    heads: Mapping[str, tuple[int, str]],
    at: str,
    by: str,
) -> None:
    """Add the present heads of one vault and sync the file."""
    lines = []
    for name, (seq, head) in sorted(heads.items()):
        anchor: Anchor = {
            "vault": vault,
            "name": name,
            "seq": seq,
            "head": head,
            "at": at,
            "by": by,
        }
        signature = b64(key.sign(rfc8785.dumps(anchor)))
        lines.append(json.dumps(anchor | {"sig": signature}, sort_keys=True))
    if not lines:
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())


def faults(
    path: Path,
    vault: str,
    now: Mapping[str, tuple[int, str]],
    hashes: Mapping[str, tuple[str, ...]],
    keys: Mapping[str, Ed25519PublicKey],
) -> tuple[str, ...]:
    """Compare a vault with its anchors: codes with a place each, empty when none is behind.

    ``now``: present heads. ``hashes``: name -> all hashes of that chain in order.
    """
    found = []
    for number, anchor in enumerate(_anchors(path), start=1):
        if anchor.get("vault") != vault:
            continue
        if not _signed(anchor, keys):
            found.append(f"heads.log line {number}: signature")
            continue
        name, seq, head = str(anchor["name"]), int(anchor["seq"]), str(anchor["head"])
        chain = hashes.get(name, ())
        if name not in now or now[name][0] < seq:
            found.append(f"{name}: rolled back behind {seq}")
        elif chain[seq - 1] != head:
            found.append(f"{name}: differs at {seq}")
    return tuple(found)


def _anchors(path: Path) -> list[Anchor]:
    if not path.exists():
        return []
    anchors = []
    for line in path.read_text("utf-8").splitlines():
        try:
            parsed = json.loads(line)
        except ValueError:
            parsed = {}
        anchors.append(parsed if isinstance(parsed, dict) else {})
    return anchors


def _signed(anchor: Anchor, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    body = {key: value for key, value in anchor.items() if key != "sig"}
    key = keys.get(str(anchor.get("by")))
    if key is None:
        return False
    try:
        key.verify(unb64(str(anchor.get("sig", ""))), rfc8785.dumps(body))
    except (InvalidSignature, ValueError):
        return False
    return True
