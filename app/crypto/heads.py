# SPDX-License-Identifier: MIT
"""Signed heads outside the vault (`heads.log`): they show a cut or rolled back log (SECURITY.md).

One JSON line per anchor: ``{vault, name, seq, head, at, by, sig}``, Ed25519 over the RFC 8785 bytes of
all but ``sig``; ``doubt`` stands with the time of a clock that was in doubt. The names `keyring` and
`station` under the station's id anchor the state of those files, the first with everyone who is
``closed``. ``restored`` stands where a backup was put back: the anchors of that vault before it count no
more. A rollback of the whole folder, this file included, shows only against handovers, bundles and the
registry.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.clock import read_stamp
from app.crypto.order import CLOSED, KEYRING, PARTS, Known, Noted
from app.crypto.seal_box import b64, unb64
from app.crypto.strict_json import read_object
from app.paths import FILE_MODE

Anchor = dict[str, str | int | list[str]]
RESTORED: Final = "restored"


def append(  # noqa: PLR0913 the fields of an anchor
    path: Path,
    key: Ed25519PrivateKey,
    *,
    vault: str,
    heads: Mapping[str, tuple[int, str]],
    at: str,
    by: str,
    doubt: bool = False,
    closed: Collection[str] = (),
    restored: bool = False,
) -> None:
    """Add the present heads of one vault and sync the file. ``doubt``: ``at`` counts for nothing later.

    ``closed``: who is, with the head `keyring`. ``restored``: the vault comes from a backup.
    """
    lines = []
    for name, (seq, head) in sorted(heads.items()):
        anchor: Anchor = {
            "vault": vault,
            "name": name,
            "seq": seq,
            "head": head,
            "at": at,
            "by": by,
            **({"doubt": True} if doubt else {}),
            **({CLOSED: sorted(closed)} if name == KEYRING else {}),
            **({RESTORED: True} if restored else {}),
        }
        signature = b64(key.sign(rfc8785.dumps(anchor)))
        lines.append(json.dumps(anchor | {"sig": signature}, sort_keys=True))
    if not lines:
        return
    # A line that a crash cut off must not swallow the next one.
    start = "" if _ends_whole(path) else "\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(start + "\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())


def newest(path: Path, keys: Mapping[str, Ed25519PublicKey]) -> datetime | None:
    """The time of the last anchor, of any vault, whose clock nobody doubted; None when there is none."""
    for anchor in reversed(_anchors(path)):
        if anchor.get("name") in PARTS:
            continue
        if "doubt" not in anchor and _signed(anchor, keys):
            with suppress(ValueError):
                moment = read_stamp(str(anchor.get("at")))
                return moment if moment.tzinfo else None
    return None


@dataclass(frozen=True, slots=True)
class Missing:
    """A chain that is shorter than an anchor says, or another. ``since``: the stamp of that anchor."""

    name: str
    found: int
    noted: int
    since: str


def missing(
    path: Path,
    vault: str,
    now: Mapping[str, tuple[int, str]],
    hash_at: Callable[[str, int], str | None],
    keys: Mapping[str, Ed25519PublicKey],
) -> tuple[Missing, ...]:
    """Compare the heads of a vault with its last anchors: cheap, for every opening.

    ``hash_at``: chain and number -> the hash there. A signature is looked at only where an anchor and the
    vault contradict each other; what is signed by nobody says nothing here (`faults` tells it).
    """
    last: dict[str, Mapping[str, Any]] = {}
    for _number, anchor in _of_vault(path, vault, keys):
        name, seq = anchor.get("name"), anchor.get("seq")
        if not isinstance(name, str) or type(seq) is not int:
            continue
        if _contradicts(anchor, now.get(name, (0, "")), hash_at) and _signed(anchor, keys):
            last.setdefault(name, anchor)  # the first that is missing: since then
            if seq > int(last[name]["seq"]):
                last[name] = {**anchor, "at": last[name]["at"]}
    return tuple(
        Missing(name, now.get(name, (0, ""))[0], int(one["seq"]), str(one.get("at")))
        for name, one in sorted(last.items())
    )


def named(path: Path, vault: str) -> dict[str, int]:
    """Chain of this vault -> the last entry that any anchor names, signed or not."""
    found: dict[str, int] = {}
    for anchor in _anchors(path):
        name, seq = anchor.get("name"), anchor.get("seq")
        if anchor.get("vault") == vault and isinstance(name, str) and type(seq) is int:
            found[name] = max(found.get(name, 0), seq)
    return found


def _contradicts(
    anchor: Mapping[str, Any], now: tuple[int, str], hash_at: Callable[[str, int], str | None]
) -> bool:
    """The chain does not reach this anchor, or is another there."""
    seq, head = int(anchor["seq"]), anchor.get("head")
    if seq >= now[0]:
        return seq > now[0] or head != now[1]
    return bool(hash_at(str(anchor["name"]), seq) != head)


def _of_vault(
    path: Path, vault: str, keys: Mapping[str, Ed25519PublicKey]
) -> list[tuple[int, dict[str, Any]]]:
    """Line number and anchor of one vault's anchors, from the last backup that was put back on."""
    found: list[tuple[int, dict[str, Any]]] = []
    for number, anchor in enumerate(_anchors(path), start=1):
        if anchor.get("vault") != vault:
            continue
        before = found[-1][1] if found else {}
        if RESTORED in anchor and RESTORED not in before and _signed(anchor, keys):
            found = []
        found.append((number, anchor))
    return found


def faults(  # noqa: PLR0913 what a vault is compared with
    path: Path,
    vault: str,
    now: Mapping[str, tuple[int, str]],
    hashes: Mapping[str, tuple[str, ...]],
    keys: Mapping[str, Ed25519PublicKey],
    station: str = "",
) -> tuple[str, ...]:
    """Compare a vault with its anchors: codes with a place each, empty when none is behind.

    Of the anchors of ``station`` only the signatures are looked at: `known` compares them.

    ``now``: present heads. ``hashes``: name -> all hashes of that chain in order. A line that is not
    JSON was cut off by a crash and says nothing.
    """
    found = []
    lines = _of_vault(path, vault, keys) + (_of_vault(path, station, keys) if station else [])
    for number, anchor in lines:
        name, seq, head = anchor.get("name"), anchor.get("seq"), anchor.get("head")
        well_formed = isinstance(name, str) and type(seq) is int and seq >= 1
        if not well_formed or not _signed(anchor, keys):
            found.append(f"heads.log line {number}: signature")
            continue
        if anchor["vault"] == station:
            continue
        fault = _compared(str(name), int(seq or 0), str(head), now, hashes)
        found += [fault] if fault else []
    return tuple(found)


def highest(path: Path, vault: str, keys: Mapping[str, Ed25519PublicKey]) -> dict[str, int]:
    """Chain of this vault -> the last entry that a signed anchor names."""
    found: dict[str, int] = {}
    for _number, anchor in _of_vault(path, vault, keys):
        name, seq = anchor.get("name"), anchor.get("seq")
        if isinstance(name, str) and type(seq) is int:
            found[name] = max(found.get(name, 0), seq if _signed(anchor, keys) else 0)
    return found


def known(
    path: Path,
    station: str,
    keys: Mapping[str, Ed25519PublicKey],
    supervisors: Collection[str],
) -> Known:
    """The states of keyring and station file that signed anchors name.

    Who is closed only a supervisor's anchor says: an officer must not be able to close anyone.
    """
    states: dict[tuple[str, int, str], Noted] = {}
    closed: dict[str, int] = {}
    for anchor in _anchors(path):
        name, seq, head, at = (anchor.get(key) for key in ("name", "seq", "head", "at"))
        listed = anchor.get(CLOSED, [])
        if anchor.get("vault") != station or name not in PARTS or type(seq) is not int:
            continue
        names = [str(one) for one in listed] if isinstance(listed, list) else []
        if anchor.get("by") not in supervisors:
            names = []
        more = any(closed.get(one, seq + 1) > seq for one in names)
        key = (str(name), seq, str(head))
        if (key in states and not more) or not _signed(anchor, keys):
            continue
        states.setdefault(key, Noted(*key, str(at)))
        closed |= {one: min(seq, closed.get(one, seq)) for one in names}
    return Known(frozenset(states.values()), closed)


def _compared(
    name: str,
    seq: int,
    head: str,
    now: Mapping[str, tuple[int, str]],
    hashes: Mapping[str, tuple[str, ...]],
) -> str | None:
    chain = hashes.get(name, ())
    if now.get(name, (0, ""))[0] < seq or len(chain) < seq:
        return f"{name}: rolled back behind {seq}"
    return None if chain[seq - 1] == head else f"{name}: differs at {seq}"


def _ends_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
    except FileNotFoundError:
        return True


def _anchors(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    anchors = []
    for line in path.read_bytes().split(b"\n"):
        try:
            anchors.append(read_object(line))
        except ValueError:
            anchors.append({})
    return anchors


def _signed(anchor: Mapping[str, Any], keys: Mapping[str, Ed25519PublicKey]) -> bool:
    body = {key: value for key, value in anchor.items() if key != "sig"}
    key = keys.get(str(anchor.get("by")))
    if key is None:
        return False
    try:
        key.verify(unb64(str(anchor.get("sig", ""))), rfc8785.dumps(body))
    except (InvalidSignature, ValueError, RecursionError):
        return False
    return True
