# SPDX-License-Identifier: MIT
"""The hash chain of events (RECORD.md "Event chain"): RFC 8785 bytes, SHA-256, a salt per link.

The log alone does not show a cut tail: heads kept elsewhere do (`app.crypto.heads`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import rfc8785

VERSION: Final = 1
SALT_BYTES: Final = 16

Payload = Mapping[str, Any]  # JSON without floats


class ChainBroken(Exception):
    """A link does not follow from the one before it. ``code``: hash, prev, seq or interview."""

    def __init__(self, code: str, seq: int) -> None:
        self.code, self.seq = code, seq
        super().__init__(code, seq)


@dataclass(frozen=True, slots=True)
class Link:
    """One link, exactly as stored. ``at`` is text, ``mono`` milliseconds."""

    interview: str
    seq: int
    type: str
    at: str
    mono: int
    boot: str
    actor: str
    payload: Payload
    salt: str
    prev: str
    hash: str


def link(  # noqa: PLR0913 the fields of a link
    *,
    interview: str,
    seq: int,
    type_: str,
    at: str,
    mono: int,
    boot: str,
    actor: str,
    payload: Payload,
    prev: str,
) -> Link:
    """Make the next link with a fresh salt. Raises ValueError for a payload that is no safe JSON."""
    salt = secrets.token_bytes(SALT_BYTES).hex()
    open_ = Link(interview, seq, type_, at, mono, boot, actor, payload, salt, prev, "")
    return Link(interview, seq, type_, at, mono, boot, actor, payload, salt, prev, digest(open_))


def digest(link: Link) -> str:
    """Hex SHA-256 over the canonical bytes of all fields but ``hash``.

    Raises ValueError for a payload that is no safe JSON.
    """
    try:
        fields = {
            "v": VERSION,
            "interview": link.interview,
            "seq": link.seq,
            "type": link.type,
            "at": link.at,
            "mono": link.mono,
            "boot": link.boot,
            "actor": link.actor,
            "payload": _plain(link.payload),
            "salt": link.salt,
            "prev": link.prev,
        }
        return hashlib.sha256(rfc8785.dumps(fields)).hexdigest()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise ValueError("the payload of an event is not safe JSON") from error


def verify(links: Iterable[Link], *, interview: str) -> str:
    """Check a whole chain; return its head. Raises ChainBroken with the place of the first fault."""
    prev = ""
    for expected, link in enumerate(links, start=1):
        if link.interview != interview:
            raise ChainBroken("interview", expected)
        if link.seq != expected:
            raise ChainBroken("seq", expected)
        if link.prev != prev:
            raise ChainBroken("prev", expected)
        if not _fits(link):
            raise ChainBroken("hash", expected)
        prev = link.hash
    return prev


def compare(mine: Sequence[Link], theirs: Sequence[Link]) -> str:
    """Compare two verified copies: ``equal``, ``mine_ahead``, ``theirs_ahead`` or ``forked``."""
    if shared(mine, theirs) < min(len(mine), len(theirs)):
        return "forked"
    if len(mine) == len(theirs):
        return "equal"
    return "mine_ahead" if len(mine) > len(theirs) else "theirs_ahead"


def shared(mine: Sequence[Link], theirs: Sequence[Link]) -> int:
    """How many links two copies have in common from the start. Raises ValueError for two interviews."""
    if mine and theirs and mine[0].interview != theirs[0].interview:
        raise ValueError("two different interviews")
    pairs = zip(mine, theirs, strict=False)  # one may be ahead
    return next(
        (n for n, (own, other) in enumerate(pairs) if own.hash != other.hash),
        min(len(mine), len(theirs)),
    )


def _fits(link: Link) -> bool:
    """Whether the hash is the link's own; a payload that could never be hashed does not fit either."""
    try:
        return digest(link) == link.hash
    except ValueError:
        return False


def _plain(value: Any) -> Any:  # noqa: ANN401 any JSON
    """Refuse floats (1 and 1.0 hash alike) and turn read-only views into plain JSON."""
    if isinstance(value, float):
        raise ValueError("floats are not allowed in events")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("keys of events are text")
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
