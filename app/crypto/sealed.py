# SPDX-License-Identifier: MIT
"""Making a sealed record: one SD-JWT (RFC 9901), one flat list, the group inside the hidden value.

The exact form is RECORD.md's. Strings are kept as made and never re-encoded: the same JWS with fewer
disclosures is a handover, with more of them a later release.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jws
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from app.crypto import p256, pki
from app.crypto.strict_json import SAFE_INT, read_object

RECORD_TYP: Final = "interview-record+sd-jwt"
COUNTERSIGN_TYP: Final = "interview-countersign+jwt"
PAD_TO: Final = 64  # digests are padded with decoys to a multiple of this
RESERVED: Final = frozenset({"_sd", "_sd_alg", "...", "__proto__"})
SALT_BYTES: Final = 16
MANIFEST: Final = "group:"
FORMAT: Final = 2  # what is made; RECORD.md says what each format means


class SealedRegistry(JWSRegistry):
    """joserfc allows headers of 512 bytes, which two certificates exceed."""

    max_header_length = 16 * 1024


ES256_ONLY: Final = SealedRegistry(algorithms=["ES256"])  # never the token's own choice


@dataclass(frozen=True, slots=True)
class Signer:
    """A user's signing key with the certificates that go into ``x5c``: own first, station CA last."""

    key: ec.EllipticCurvePrivateKey
    chain: tuple[x509.Certificate, ...]

    @property
    def fmt(self) -> int:
        """The format of the records that these certificates are for."""
        return pki.format_of(self.chain[-1])

    @property
    def claims(self) -> dict[str, Any]:
        """What every statement of format 2 says of its signer. Raises ValueError for format 1."""
        me = pki.holder_of(self.chain[0])
        return {"fmt": FORMAT, "station": me.station, "agency": me.agency, "officer": me.officer}


def seal(plain: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]], signer: Signer) -> str:
    """Return ``JWS~D1~…~`` of format 2. ``plain`` is visible to all; ``items`` maps names to hidden values.

    Station, agency and officer come from the signer's certificate. A value with ``group`` enters that
    group's completeness proof, one with ``groups`` does not. Raises ValueError for a value or name that
    RECORD.md does not allow, and for certificates of format 1.
    """
    mine = signer.claims
    if (RESERVED | mine.keys() | {"items"}) & plain.keys():
        msg = "reserved claim name"
        raise ValueError(msg)
    _check(plain, "plain")
    named = {**items, **_manifests(items)}
    disclosures = [_disclose(name, value) for name, value in named.items()]
    digests = [digest(text) for text in disclosures]
    digests += [b64u(secrets.token_bytes(32)) for _ in range(-len(digests) % PAD_TO)]
    payload = {**mine, **plain, "_sd_alg": "sha-256", "items": {"_sd": sorted(digests)}}
    return "~".join([sign(RECORD_TYP, payload, signer), *disclosures, ""])


def present(token: str, names: Collection[str]) -> str:
    """Return the handover: the same JWS with only the disclosures whose name is in ``names``.

    Needs no key. Raises ValueError when a group's proof would go without the whole group: it would
    tell what was withheld, and every verifier refuses it.
    """
    signed, *disclosures = token.split("~")[:-1]
    keep = []
    for text in disclosures:
        _salt, name, value = json.loads(unb64u(text))
        if name not in names:
            continue
        if name.startswith(MANIFEST) and not names_of(value) <= set(names):
            raise ValueError("the proof of a group goes only with the whole group")
        keep.append(text)
    return "~".join([signed, *keep, ""])


def names_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    """The items that a group's completeness proof lists."""
    return frozenset(manifest["ids"])


def disclosures_of(token: str) -> dict[str, Any]:
    """Name -> value of our own, already verified or just sealed token."""
    parts = [json.loads(unb64u(text)) for text in token.split("~")[1:-1]]
    return {name: value for _salt, name, value in parts}


def countersign(token: str, role: str, iat: int, signer: Signer) -> str:
    """Return a second JWS over the hash of the first: one fits every handover of the version.

    Raises ValueError for certificates of format 1.
    """
    payload = {**signer.claims, "iat": iat, "role": role, "sd_hash": record_hash(token)}
    return sign(COUNTERSIGN_TYP, payload, signer)


def record_hash(token: str) -> str:
    """Name one version of a well-formed token, as ``prev`` and approvals name it.

    Format 1: base64url SHA-256 over ``JWS~`` (RFC 9901 sd_hash without disclosures). Format 2: over the
    signed bytes alone. Raises ValueError for what is no token.
    """
    signed = token.split("~", 1)[0]
    return digest(f"{signed}~") if fmt_of(token) == 1 else signed_hash(token)


def signed_hash(token: str) -> str:
    """The hash of the signed bytes, ``header.payload``: equal for both spellings of one signature."""
    return digest(token.split("~", 1)[0].rpartition(".")[0])


def version_names(token: str) -> frozenset[str]:
    """Every hash to which this version answers: in format 1 those of both spellings of its signature.

    Raises ValueError for what is no token.
    """
    signed = token.split("~", 1)[0]
    if fmt_of(token) != 1:
        return frozenset({signed_hash(token)})
    body, _dot, signature = signed.rpartition(".")
    twin = b64u(p256.other(unb64u(signature)))
    return frozenset({digest(f"{signed}~"), digest(f"{body}.{twin}~")})


def fmt_of(token: str) -> object:
    """The format that a token or JWS says it has; absent is 1. Raises ValueError for what is none."""
    return claims_of(token).get("fmt", 1)


def claims_of(token: str) -> dict[str, Any]:
    """The plain claims of our own token. Raises ValueError for what is none."""
    return read_object(unb64u(token.partition(".")[2].partition(".")[0]))


def certificate_of(token: str) -> x509.Certificate:
    """The certificate with which our own token was sealed."""
    header = read_object(unb64u(token.partition(".")[0]))
    return x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))


def sign(typ: str, payload: Mapping[str, Any], signer: Signer) -> str:
    """Return a compact ES256 JWS with ``x5c``; its ``s`` is the lower one."""
    x5c = [
        base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()
        for certificate in signer.chain
    ]
    body = json.dumps(payload, ensure_ascii=False).encode("utf-8")
    header = {"alg": "ES256", "typ": typ, "x5c": x5c}
    made = jws.serialize_compact(header, body, _jwk(signer.key), registry=ES256_ONLY)
    signed, _dot, signature = made.rpartition(".")
    return f"{signed}.{b64u(p256.low(unb64u(signature)))}"


def digest(text: str) -> str:
    return b64u(hashlib.sha256(text.encode("ascii")).digest())


def b64u(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Strict base64url without padding. Raises ValueError for any other spelling of the bytes."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64u(raw) != text:
        msg = "not canonical base64url"
        raise ValueError(msg)
    return raw


def _jwk(key: ec.EllipticCurvePrivateKey) -> ECKey:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return ECKey.import_key(pem)


def _manifests(items: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """One completeness proof per group: released only with the whole group."""
    groups: dict[str, list[str]] = {}
    for name, value in items.items():
        if name.startswith(MANIFEST) or "." in name:
            msg = f"an item may not be named {name}"
            raise ValueError(msg)
        if ("group" in value) == ("groups" in value):
            msg = f"{name} needs either a group or groups"
            raise ValueError(msg)
        if "group" in value:
            groups.setdefault(value["group"], []).append(name)
    return {f"{MANIFEST}{g}": {"group": g, "ids": sorted(ids)} for g, ids in groups.items()}


def _disclose(name: str, value: Mapping[str, Any]) -> str:
    _check({name: value}, "item")
    salt = b64u(secrets.token_bytes(SALT_BYTES))
    return b64u(json.dumps([salt, name, value], ensure_ascii=False).encode("utf-8"))


def _check(value: Any, where: str) -> None:  # noqa: ANN401 any JSON
    """Allow only JSON that Python and JavaScript readers understand alike."""
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or key in RESERVED:
                msg = f"{where}: key not allowed"
                raise ValueError(msg)
            _check(inner, f"{where}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for inner in value:
            _check(inner, where)
    elif not isinstance(value, int):
        msg = f"{where}: {type(value).__name__} is not allowed"
        raise ValueError(msg)
    elif abs(value) > SAFE_INT:
        msg = f"{where}: integer too large"
        raise ValueError(msg)
