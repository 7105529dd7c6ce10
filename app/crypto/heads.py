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
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.clock import read_stamp
from app.crypto.order import CLOSED, KEYRING, PARTS, Noted, NotedStates, is_sane
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


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of the file. ``sound``: it is a whole anchor; who signed it is another question."""

    number: int
    raw: Mapping[str, Any]
    sound: bool

    @property
    def vault(self) -> str:
        return str(self.raw.get("vault"))

    @property
    def name(self) -> str:
        """The chain, or the file of the station."""
        return str(self.raw["name"])

    @property
    def seq(self) -> int:
        return int(self.raw["seq"])

    @property
    def head(self) -> str:
        return str(self.raw["head"])

    @property
    def at(self) -> str:
        """A stamp that can be read."""
        return str(self.raw["at"])


def newest(path: Path, keys: Mapping[str, Ed25519PublicKey]) -> datetime | None:
    """The time of the last anchor, of any vault, whose clock nobody doubted; None when there is none."""
    for line in reversed(_lines(path)):
        if (
            line.sound
            and line.name not in PARTS
            and "doubt" not in line.raw
            and _signed(line, keys)
        ):
            return read_stamp(line.at)
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
    chains: dict[str, list[HeadLine]] = {}
    for line in _of_vault(path, vault, keys):
        if line.sound:
            chains.setdefault(line.name, []).append(line)
    found = []
    for name, lines in sorted(chains.items()):
        end = now.get(name, (0, ""))
        if lacking := _lacking(lines, end, hash_at, keys):
            first = min(lacking, key=lambda line: line.number)
            found.append(Missing(name, end[0], max(line.seq for line in lacking), first.at))
    return tuple(found)


def _lacking(
    lines: list[HeadLine],
    now: tuple[int, str],
    hash_at: Callable[[str, int], str | None],
    keys: Mapping[str, Ed25519PublicKey],
) -> list[HeadLine]:
    """The anchors of one chain that it contradicts, from the highest down to the first that it fits.

    What lies before that one is chained to it.
    """
    found, fits = [], 0
    for line in sorted(lines, key=lambda line: line.seq, reverse=True):
        if line.seq < fits:
            break
        if not _contradicts(line, now, hash_at):
            fits = line.seq
        elif _signed(line, keys):
            found.append(line)
    return found


def named(path: Path, vault: str) -> dict[str, int]:
    """Chain of this vault -> the last entry that any anchor names, signed or not."""
    found: dict[str, int] = {}
    for line in _lines(path):
        if line.sound and line.vault == vault:
            found[line.name] = max(found.get(line.name, 0), line.seq)
    return found


def _contradicts(
    line: HeadLine, now: tuple[int, str], hash_at: Callable[[str, int], str | None]
) -> bool:
    """The chain does not reach this anchor, or is another there."""
    if line.seq >= now[0]:
        return line.seq > now[0] or line.head != now[1]
    return hash_at(line.name, line.seq) != line.head


def _of_vault(path: Path, vault: str, keys: Mapping[str, Ed25519PublicKey]) -> list[HeadLine]:
    """The lines of one vault, from the last backup that was put back on. One restore has one time."""
    found: list[HeadLine] = []
    for line in _lines(path):
        if line.vault != vault:
            continue
        before = found[-1].raw if found else {}
        again = RESTORED in before and before.get("at") == line.raw.get("at")
        if RESTORED in line.raw and not again and _signed(line, keys):
            found = []
        found.append(line)
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

    Of the anchors of ``station`` only the signatures are looked at: `noted_states` compares them.

    ``now``: present heads. ``hashes``: name -> all hashes of that chain in order. A line that is not
    JSON was cut off by a crash and says nothing.
    """
    found = []
    lines = _of_vault(path, vault, keys) + (_of_vault(path, station, keys) if station else [])
    for line in lines:
        if not (line.sound and _signed(line, keys)):
            found.append(f"heads.log line {line.number}: signature")
            continue
        if line.vault == station:
            continue
        fault = _compared(line, now, hashes)
        found += [fault] if fault else []
    return tuple(found)


def highest(path: Path, vault: str, keys: Mapping[str, Ed25519PublicKey]) -> dict[str, int]:
    """Chain of this vault -> the last entry that a signed anchor names."""
    found: dict[str, int] = {}
    for line in _of_vault(path, vault, keys):
        if line.sound and line.seq > found.get(line.name, 0) and _signed(line, keys):
            found[line.name] = line.seq
    return found


def noted_states(
    path: Path,
    station: str,
    keys: Mapping[str, Ed25519PublicKey],
    supervisors: Collection[str],
) -> NotedStates:
    """The states of keyring and station file that signed anchors name.

    Who is closed only a supervisor's anchor says: an officer must not be able to close anyone.
    """
    states: dict[tuple[str, int, str], Noted] = {}
    closed: dict[str, int] = {}
    vouched: set[tuple[str, int, str]] = set()
    for line in _lines(path):
        if not line.sound or line.vault != station or line.name not in PARTS:
            continue
        key, by_supervisor = (line.name, line.seq, line.head), line.raw.get("by") in supervisors
        names = _closed(line) if by_supervisor else []
        more = any(closed.get(user, line.seq + 1) > line.seq for user in names)
        new = key not in states or (by_supervisor and key not in vouched)
        if not (new or more) or not _signed(line, keys):
            continue
        states.setdefault(key, Noted(*key, line.at))
        vouched |= {key} if by_supervisor else set()
        closed |= {user: min(line.seq, closed.get(user, line.seq)) for user in names}
    return NotedStates(frozenset(states.values()), closed, frozenset(vouched))


def _closed(line: HeadLine) -> list[str]:
    listed = line.raw.get(CLOSED, [])
    return [str(name) for name in listed] if isinstance(listed, list) else []


def _compared(
    line: HeadLine, now: Mapping[str, tuple[int, str]], hashes: Mapping[str, tuple[str, ...]]
) -> str | None:
    name, seq, chain = line.name, line.seq, hashes.get(line.name, ())
    if now.get(name, (0, ""))[0] < seq or len(chain) < seq:
        return f"{name}: rolled back behind {seq}"
    return None if chain[seq - 1] == line.head else f"{name}: differs at {seq}"


def _ends_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
    except FileNotFoundError:
        return True


def _lines(path: Path) -> tuple[HeadLine, ...]:
    return _parsed(path.read_bytes()) if path.exists() else ()


@lru_cache(maxsize=1)
def _parsed(raw: bytes) -> tuple[HeadLine, ...]:
    """All lines of the file: one login asks several times for the same."""
    lines = []
    for number, text in enumerate(raw.split(b"\n"), start=1):
        try:
            found = read_object(text)
        except ValueError:
            found = {}
        lines.append(HeadLine(number, MappingProxyType(found), _is_sound(found)))
    return tuple(lines)


def _is_sound(anchor: Mapping[str, Any]) -> bool:
    """Every part of an anchor is there and means something."""
    texts = all(isinstance(anchor.get(key), str) for key in ("vault", "name", "head", "at", "by"))
    if not (texts and is_sane(anchor.get("seq"))):
        return False
    with suppress(ValueError, OverflowError):
        return read_stamp(anchor["at"]).tzinfo is not None
    return False


def _signed(line: HeadLine, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    anchor = line.raw
    body = {key: value for key, value in anchor.items() if key != "sig"}
    key = keys.get(str(anchor.get("by")))
    if key is None:
        return False
    try:
        key.verify(unb64(str(anchor.get("sig", ""))), rfc8785.dumps(body))
    except (InvalidSignature, ValueError, RecursionError):
        return False
    return True
