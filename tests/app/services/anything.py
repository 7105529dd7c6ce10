# SPDX-License-Identifier: MIT
"""A signer that signs anything: what a trusted officer's key can bring into the registry."""

from __future__ import annotations

import copy
import hashlib
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.crypto import envelope, verify_record
from app.crypto.envelope import HandoverEnvelope
from app.crypto.sealed import RECORD_TYP, Signer, b64u, digest, sign, unb64u
from app.services.file_ports import VerifiedFile
from app.services.verdict import Unreadable

Value = dict[str, Any]
STRANGE_TEXTS = (
    "", " ", "\x00", "\x1b[31mred", "\x9b31m", "a\u202eb", "\u2066x", "\u200b", "\ufeff", "\n", "x" * 120_000,
    "1e999", "../../etc/passwd", "<b>x</b>", "Ω" * 30_000, "\U000e0001", "2026-02-31T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z", "urn:uuid:x", "th\n", "KAN-01", "flag:nothing",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**53 - 1, [], {}, [[]], [None], {"a": {"b": {"c": {}}}}, [{}], {"value": None},
    [1, "x", {}], {"state": "dead"}, {"": ""}, [[1]], 5,
)  # fmt: skip
#: Members that the program reads in a disclosure, of whatever kind it is.
MEMBERS = (
    "kind", "group", "groups", "value", "cites", "changed", "approval", "more", "parts", "by", "of", "names",
    "shown", "notes", "reasons", "decided", "recipient", "basis", "item",
)  # fmt: skip


def signed(claims: Mapping[str, Any], items: Mapping[str, Any], signer: Signer) -> str:
    """A token over anything that JSON can hold, as `app.crypto.sealed.seal` would never make it."""
    texts = [
        b64u(
            json.dumps([b64u(bytes([n % 256] * 16)), name, value]).encode("utf-8", "surrogatepass")
        )
        for n, (name, value) in enumerate(items.items())
    ]
    payload = {
        "_sd_alg": "sha-256",
        "items": {"_sd": sorted(digest(text) for text in texts)},
        **claims,
    }
    return "~".join([sign(RECORD_TYP, payload, signer), *texts, ""])


def opened(token: str) -> tuple[Value, Value]:
    """The claims and disclosures of a token, for a signer who changes them."""
    head, *texts = token.split("~")[:-1]
    claims = json.loads(unb64u(head.split(".")[1]))
    del claims["_sd_alg"], claims["items"]
    return claims, {name: value for _salt, name, value in (json.loads(unb64u(t)) for t in texts)}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a JSON value, the root left out."""
    inside: Sequence[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    for key, member in inside:
        yield (*path, key)
        yield from places(member, (*path, key))


def mutated(claims: Value, items: Value, draw: random.Random) -> tuple[Value, Value]:
    """One to three changes at any place: values, types, names, more and fewer members."""
    whole = copy.deepcopy({"claims": claims, "items": items})
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        root = whole["claims"] if draw.random() < 0.25 else whole["items"]
        at = draw.choice(list(places(root)) or [("x",)])
        holder = root
        for step in at[:-1]:
            holder = holder[step]
        _change(holder, at[-1], draw)
    return whole["claims"], whole["items"]


def _own(value: Any) -> Any:
    """A value of this record alone: a later change must reach neither the list of values nor the value itself."""
    return copy.deepcopy(value)


def _change(holder: Any, key: Any, draw: random.Random) -> None:
    kind = draw.randrange(6)
    if isinstance(holder, list) and kind in {1, 2}:
        kind = 0
    if kind == 0:
        holder[key] = _own(draw.choice((*STRANGE_TEXTS, *ODD)))
    elif kind == 1 and key in holder:
        holder[draw.choice(STRANGE_TEXTS)] = holder.pop(key)
    elif kind == 2:
        holder[draw.choice((*STRANGE_TEXTS, *MEMBERS))] = _own(draw.choice(ODD))
    elif kind == 3:
        del holder[key]
    elif kind == 4:
        deep: Any = "x"
        for _ in range(draw.choice((5, 60, 400))):
            deep = {"a": deep} if draw.random() < 0.5 else [deep]
        holder[key] = deep
    elif isinstance(holder[key], str):
        holder[key] += draw.choice(STRANGE_TEXTS)
    else:
        holder[key] = draw.choice(STRANGE_TEXTS)


@dataclass
class Letters:
    """Stands for the process that reads PDFs: files that hold tokens, whoever signed them."""

    certificate: Any
    signed_at: datetime
    tokens: dict[str, str]

    def read(self, path: Path, *_more: Any) -> VerifiedFile:
        if path.name not in self.tokens:
            raise Unreadable("not_found")
        made = int(self.signed_at.timestamp())
        attachment = envelope.write(
            HandoverEnvelope(1, "police", made, "0.2.0", {}, self.tokens[path.name])
        )
        return VerifiedFile(
            envelope.ENVELOPE_NAME,
            attachment,
            "x",
            self.signed_at,
            self.certificate,
            hashlib.sha256(attachment).hexdigest(),
            (),
            "police",
        )

    @contextmanager
    def batch(self, *, draws: bool = True) -> Iterator[Letters]:
        yield self


def verifies(token: str, trusted: Any) -> bool:
    """Whether the signature, disclosures and groups of a token hold: what the schema is asked after."""
    try:
        verify_record.verify(token, trusted)
    except verify_record.RecordRejected:
        return False
    return True


def later(claims: Value) -> datetime:
    """A moment after any sealing that a certificate allows."""
    return datetime.fromtimestamp(claims["iat"], UTC).replace(year=2027)


Change = Callable[[Value, Value], None]
