# SPDX-License-Identifier: MIT
"""Checking a sealed record or a handover's presentation: strict, whole or not at all (RECORD.md).

The reference libraries drop foreign disclosures silently and never look at ``x5c``; this verifier
refuses both. Every refusal is a `RecordRejected` with a stable reason code.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.crypto import pki
from app.crypto.sealed import (
    COUNTERSIGN_TYP,
    ES256_ONLY,
    MANIFEST,
    RECORD_TYP,
    RESERVED,
    SAFE_INT,
    digest,
    record_hash,
    unb64u,
)
from app.errors import UserError

MAX_TOKEN: Final = 8 * 1024 * 1024
JWS_PARTS: Final = 3
SIGNATURE_BYTES: Final = 64
MAX_CHAIN: Final = 4
RECORD_ROLES: Final = frozenset({"officer", "supervisor"})


class RecordRejected(UserError):
    """The record must not be trusted. ``code`` is part of the command-line contract."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """A pinned station CA with its revocation list (None: none was found)."""

    ca: x509.Certificate
    crl: x509.CertificateRevocationList | None


@dataclass(frozen=True, slots=True)
class VerifiedRecord:
    """What a token proved. ``items`` holds the disclosed values, manifests included."""

    payload: Mapping[str, Any]
    items: Mapping[str, Any]
    signer: x509.Certificate
    record_hash: str
    jws: str
    disclosures: tuple[str, ...]

    @property
    def signer_name(self) -> str:
        return pki.name_of(self.signer)

    @property
    def incomplete(self) -> dict[str, tuple[str, ...]]:
        """Group -> ids that its released proof names and the token does not hold. Empty = complete."""
        found = {}
        for name, value in self.items.items():
            if name.startswith(MANIFEST):
                gone = tuple(sorted(set(value["ids"]) - self.items.keys()))
                if gone:
                    found[value["group"]] = gone
        return found


def verify(token: str, trusted: Sequence[Trusted]) -> VerifiedRecord:
    """Check a token of ours. Raises RecordRejected; never returns a partly good record."""
    if len(token) > MAX_TOKEN or not token.isascii():
        raise RecordRejected("record_form")
    signed, *disclosures = token.split("~")
    if not disclosures or disclosures.pop():
        raise RecordRejected("record_form")
    payload, signer = _open(signed, RECORD_TYP, trusted, RECORD_ROLES)
    try:
        items = _disclosed(payload, disclosures)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordRejected("disclosure_form") from error
    record = VerifiedRecord(payload, items, signer, record_hash(token), signed, tuple(disclosures))
    if record.incomplete:
        raise RecordRejected("group_incomplete")
    return record


def verify_countersignature(text: str, token: str, trusted: Sequence[Trusted]) -> x509.Certificate:
    """Check a supervisor's countersignature of this record. Raises RecordRejected."""
    payload, signer = _open(text, COUNTERSIGN_TYP, trusted, frozenset({"supervisor"}))
    if payload.get("sd_hash") != record_hash(token):
        raise RecordRejected("countersignature_foreign")
    return signer


def _open(
    signed: str, typ: str, trusted: Sequence[Trusted], roles: frozenset[str]
) -> tuple[dict[str, Any], x509.Certificate]:
    """Check one compact JWS with its certificates."""
    try:
        parts = signed.split(".")
        if len(parts) != JWS_PARTS or len(unb64u(parts[2])) != SIGNATURE_BYTES:
            raise RecordRejected("record_form")
        header, payload = _loads(unb64u(parts[0])), _loads(unb64u(parts[1]))
        if header.get("typ") != typ or header.get("alg") != "ES256" or "crit" in header:
            raise RecordRejected("record_header")
        at = payload.get("iat")
        if type(at) is not int:
            raise RecordRejected("record_form")
        signer = _signer(header["x5c"], trusted, datetime.fromtimestamp(at, UTC), roles)
        pem = signer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        jws.deserialize_compact(signed, ECKey.import_key(pem), registry=ES256_ONLY)
    except JoseError as error:
        raise RecordRejected("record_signature") from error
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError) as error:
        raise RecordRejected("record_form") from error
    return payload, signer


def _signer(
    x5c: Any,  # noqa: ANN401 foreign JSON
    trusted: Sequence[Trusted],
    at: datetime,
    roles: frozenset[str],
) -> x509.Certificate:
    """The leaf, when its path ends at one of our pinned CAs and was good when it signed."""
    if not isinstance(x5c, list) or not 1 <= len(x5c) <= MAX_CHAIN:
        raise RecordRejected("record_form")
    chain = [x509.load_der_x509_certificate(base64.b64decode(one, validate=True)) for one in x5c]
    leaf = chain[0]
    anchor = next((one for one in trusted if one.ca.subject == leaf.issuer), None)
    if anchor is None or not _under(leaf, anchor.ca):
        raise RecordRejected("no_trust_anchor")
    if not leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc:
        raise RecordRejected("signer_not_valid_then")
    _check_path(leaf, chain[1:], anchor.ca, at)
    if not isinstance(leaf.public_key(), ec.EllipticCurvePublicKey):
        raise RecordRejected("record_form")
    if pki.role_of(leaf) not in roles:
        raise RecordRejected("signer_role")
    if anchor.crl is None:
        raise RecordRejected("no_crl")
    if not anchor.crl.is_signature_valid(anchor.ca.public_key()):  # type: ignore[arg-type]
        raise RecordRejected("no_crl")
    if anchor.crl.get_revoked_certificate_by_serial_number(leaf.serial_number) is not None:
        raise RecordRejected("revoked")
    return leaf


def _under(leaf: x509.Certificate, ca: x509.Certificate) -> bool:
    try:
        leaf.verify_directly_issued_by(ca)
    except Exception:  # noqa: BLE001 any failure means: not issued by it
        return False
    return True


def _check_path(
    leaf: x509.Certificate, rest: list[x509.Certificate], ca: x509.Certificate, at: datetime
) -> None:
    usage = ExtensionPolicy.permit_all().require_present(
        x509.KeyUsage, Criticality.AGNOSTIC, _may_sign
    )
    builder = PolicyBuilder().store(Store([ca])).time(at)
    verifier = builder.extension_policies(
        ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=usage
    ).build_client_verifier()
    try:
        verifier.verify(leaf, rest)
    except VerificationError as error:
        raise RecordRejected("signer_purpose") from error


def _may_sign(_policy: Policy, _cert: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not usage.digital_signature or usage.key_cert_sign:
        msg = "the certificate is not for signing records"
        raise ValueError(msg)


def _disclosed(payload: dict[str, Any], disclosures: list[str]) -> dict[str, Any]:
    holder = payload["items"]
    if payload.get("_sd_alg") != "sha-256" or set(holder) != {"_sd"}:
        raise RecordRejected("disclosure_form")
    unused = set(holder["_sd"])
    if len(unused) != len(holder["_sd"]) or _nested({**payload, "items": 0}):
        raise RecordRejected("disclosure_form")
    items: dict[str, Any] = {}
    for text in disclosures:
        if digest(text) not in unused:  # RFC 9901 7.1: reject, do not skip
            raise RecordRejected("disclosure_foreign")
        unused.remove(digest(text))
        entry = _loads(unb64u(text), kind=list)
        salt, name, value = entry
        well_formed = isinstance(salt, str) and isinstance(name, str) and isinstance(value, dict)
        if not well_formed or name in RESERVED or name in items or _nested(value):
            raise RecordRejected("disclosure_form")
        items[name] = value
    return items


def _nested(value: Any) -> bool:  # noqa: ANN401 foreign JSON
    if isinstance(value, dict):
        return any(key in RESERVED - {"_sd_alg"} or _nested(v) for key, v in value.items())
    return isinstance(value, list) and any(_nested(one) for one in value)


def _loads(raw: bytes, kind: type = dict) -> Any:  # noqa: ANN401 foreign JSON
    """Strict JSON: UTF-8, no duplicate keys, no NaN, no floats, no unsafe integers."""
    parsed = json.loads(
        raw.decode("utf-8"),
        object_pairs_hook=_no_duplicates,
        parse_constant=_refuse,
        parse_float=_refuse,
        parse_int=_safe_int,
    )
    if not isinstance(parsed, kind):
        msg = "another kind of JSON value was expected"
        raise ValueError(msg)
    return parsed


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        msg = "duplicate JSON key"
        raise ValueError(msg)
    return found


def _refuse(text: str) -> Any:  # noqa: ANN401 never returns
    msg = f"number {text[:12]} is not allowed"
    raise ValueError(msg)


def _safe_int(text: str) -> int:
    value = int(text)
    return value if abs(value) <= SAFE_INT else _refuse(text)
