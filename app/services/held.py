# SPDX-License-Identifier: MIT
"""The versions of records that a registry holds, judged: `app.domain.versions` over what is stored."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.crypto.sealed import certificate_of, unb64u, version_names
from app.domain.versions import HeldVersion, VersionStanding, judge, newest, rivals
from app.services.ports import RegistryRecord


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found about the versions of a set of records, by signed hash."""

    standings: Mapping[str, VersionStanding]
    newest: frozenset[str]  # of each record the version, or the versions, after which none counts
    alone: frozenset[str]  # those of them that are the only ones
    rivals: Mapping[str, frozenset[str]]  # of each in conflict those that claim the same place

    def change(self, key: str) -> str:
        """What the arrival of this version means, in one word (`FileResult`)."""
        standing = self.standings[key]
        if standing not in {VersionStanding.FIRST, VersionStanding.FOLLOWS}:
            return standing.value
        if key not in self.newest:
            return "older_version"
        return "new" if standing is VersionStanding.FIRST else "newer_version"


def judged(records: Iterable[RegistryRecord], aside: Collection[str]) -> Judged:
    """Judge the versions of every record. ``aside``: the signed hashes that a person decided against."""
    sets: dict[str, list[HeldVersion]] = {}
    for record in records:
        sets.setdefault(record.jti, []).append(_held(record))
    standings: dict[str, VersionStanding] = {}
    tips: set[str] = set()
    alone: set[str] = set()
    claims: dict[str, frozenset[str]] = {}
    for held in sets.values():
        mine = judge(held, aside)
        last = newest(held, mine)
        standings |= mine
        tips |= last
        alone |= last if len(last) == 1 else frozenset()
        for key, standing in mine.items():
            if standing is VersionStanding.CONFLICT:
                claims[key] = rivals(held, mine, key)
    return Judged(standings, frozenset(tips), frozenset(alone), claims)


def values_of(record: RegistryRecord) -> dict[str, Any]:
    """Name -> value of everything disclosed so far, without completeness proofs."""
    found = {}
    for text in record.disclosures:
        _salt, name, value = json.loads(unb64u(text))
        if not name.startswith("group:"):
            found[name] = value
    return found


def _held(record: RegistryRecord) -> HeldVersion:
    station = _station(record.jws)
    return HeldVersion(
        key=record.signed_hash,
        names=version_names(record.jws),
        number=record.version,
        prev=record.prev,
        signers=frozenset({f"{station} {record.signer}", _key(record.jws)}),
    )


def _key(jws: str) -> str:
    """The signing key: who has a name in format 1 and a number in format 2 is one person by the key."""
    public = certificate_of(jws).public_key()
    raw = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(raw).hexdigest()


def _station(jws: str) -> str:
    """The fingerprint of the CA under which a stored record was signed: two stations share no number."""
    header = json.loads(unb64u(jws.split(".", 1)[0]))
    return hashlib.sha256(base64.b64decode(header["x5c"][1])).hexdigest()
