# SPDX-License-Identifier: MIT
"""Checking a sealed record or a handover's presentation: strict, whole or not at all (RECORD.md).

The reference libraries drop foreign disclosures silently and never look at ``x5c``; this verifier
refuses both. Formats 1 and 2 are read; a newer one is refused as such. Every refusal is a
`RecordRejected` with a stable reason code; no input, however hostile, raises anything else.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography import x509
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

from app.crypto import p256, pki
from app.crypto.member import SUPERVISOR
from app.crypto.sealed import (
    COUNTERSIGN_TYP,
    ES256_ONLY,
    FORMAT,
    MANIFEST,
    RECORD_TYP,
    RESERVED,
    digest,
    names_of,
    record_hash,
    signed_hash,
    unb64u,
    version_names,
)
from app.crypto.strict_json import read, read_object
from app.errors import UserError

MAX_TOKEN: Final = 8 * 1024 * 1024
JWS_PARTS: Final = 3
SIGNATURE_BYTES: Final = 64
CHAIN_LENGTH: Final = 2  # the officer's certificate and the station CA's
HEADER: Final = frozenset({"alg", "typ", "x5c"})
RECORD_ROLES: Final = frozenset({"officer", SUPERVISOR})
_BAD: Final = (KeyError, TypeError, OverflowError, OSError, *pki.BAD_CERTIFICATE)


class RecordRejected(UserError):
    """The record must not be trusted. ``code`` is part of the command-line contract."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """A pinned station CA with its revocation list (None: none was found).

    ``names``: the signed list of the station's names (`app.crypto.names`); "" where none was given.
    """

    ca: x509.Certificate
    crl: x509.CertificateRevocationList | None
    names: str = ""


@dataclass(frozen=True, slots=True)
class VerifiedRecord:
    """What a token proved. ``items`` holds the disclosed values, manifests included.

    ``record_hash`` names the version; it answers to every one of ``version_names``.
    """

    payload: Mapping[str, Any]
    items: Mapping[str, Any]
    signer: x509.Certificate
    record_hash: str
    jws: str
    disclosures: tuple[str, ...]

    @property
    def fmt(self) -> int:
        return int(self.payload.get("fmt", 1))

    @property
    def version_names(self) -> frozenset[str]:
        """The hashes by which ``prev``, approvals and lists may name this version."""
        return version_names(self.jws)

    @property
    def signed_hash(self) -> str:
        """Equal for two tokens that are one version, whatever their signatures."""
        return signed_hash(self.jws)

    @property
    def signer_name(self) -> str:
        """The staff number; of format 1 the name."""
        return pki.name_of(self.signer)

    @property
    def role(self) -> str:
        """The signer's role, from the certificate: officer or supervisor."""
        return pki.role_of(self.signer) or ""

    @property
    def complete_groups(self) -> frozenset[str]:
        """The groups that are proved to be here whole."""
        return frozenset(
            name.removeprefix(MANIFEST) for name in self.items if name.startswith(MANIFEST)
        )


def verify(token: str, trusted: Sequence[Trusted]) -> VerifiedRecord:
    """Check a token. Raises RecordRejected; never returns a partly good record."""
    if len(token) > MAX_TOKEN:
        raise RecordRejected("record_form")
    signed, *disclosures = token.split("~")
    if not disclosures or disclosures.pop():
        raise RecordRejected("record_form")
    payload, signer = open_statement(signed, RECORD_TYP, trusted, RECORD_ROLES)
    if not token.isascii() or ("officer" in payload) != ("fmt" in payload):
        raise RecordRejected("record_form")
    try:
        items = _disclosed(payload, disclosures)
        _check_groups(items)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordRejected("disclosure_form") from error
    return VerifiedRecord(payload, items, signer, record_hash(token), signed, tuple(disclosures))


def verify_countersignature(text: str, token: str, trusted: Sequence[Trusted]) -> x509.Certificate:
    """Check a supervisor's countersignature of this record; return the supervisor's certificate.

    Raises RecordRejected.
    """
    payload, signer = open_statement(text, COUNTERSIGN_TYP, trusted, frozenset({SUPERVISOR}))
    if payload.get("role") != SUPERVISOR:
        raise RecordRejected("signer_role")
    if payload.get("sd_hash") not in version_names(token):
        raise RecordRejected("countersignature_foreign")
    return signer


def open_statement(
    text: str, typ: str, trusted: Sequence[Trusted], roles: frozenset[str]
) -> tuple[dict[str, Any], x509.Certificate]:
    """Check one compact JWS with its certificates; return what it says and who says so.

    ``station``, ``agency`` and, where it stands there, ``officer`` are those of the certificate. Raises
    RecordRejected.
    """
    try:
        parts = text.split(".")
        if len(text) > MAX_TOKEN or not text.isascii() or len(parts) != JWS_PARTS:
            raise RecordRejected("record_form")
        header, payload = read_object(unb64u(parts[0])), read_object(unb64u(parts[1]))
        fmt = _format(payload)
        if header.get("typ") != typ or header.get("alg") != "ES256" or header.keys() != HEADER:
            raise RecordRejected("record_header")
        signature, at = unb64u(parts[2]), payload.get("iat")
        if len(signature) != SIGNATURE_BYTES or type(at) is not int:
            raise RecordRejected("record_form")
        if fmt > 1 and not p256.is_low(signature):
            raise RecordRejected("signature_form")
        signer, ca = _signer(header["x5c"], trusted, datetime.fromtimestamp(at, UTC), roles)
        pem = signer.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        jws.deserialize_compact(text, ECKey.import_key(pem), registry=ES256_ONLY)
        _check_names(payload, fmt, signer, ca)
    except JoseError as error:
        raise RecordRejected("record_signature") from error
    except _BAD as error:
        raise RecordRejected("record_form") from error
    return payload, signer


def _format(payload: Mapping[str, Any]) -> int:
    """The format of a payload: absent is 1. Nothing else of a newer one is looked at."""
    if "fmt" not in payload:
        return 1
    fmt = payload["fmt"]
    if type(fmt) is not int or fmt <= 1:
        raise RecordRejected("record_form")
    if fmt > FORMAT:
        raise RecordRejected("record_newer")
    return fmt


def _check_names(
    payload: Mapping[str, Any], fmt: int, signer: x509.Certificate, ca: x509.Certificate
) -> None:
    """Nobody says to be another: names of format 2 are the certificate's, and so is the station of 1."""
    if pki.format_of(ca) != fmt:
        raise RecordRejected("record_format")
    if fmt == 1:
        station = payload.get("station")
        if isinstance(station, str) and station[: pki.MAX_COMMON] != pki.name_of(ca):
            raise RecordRejected("signer_differs")
        return
    try:
        me, home = pki.holder_of(signer), pki.holder_of(ca)
    except ValueError:
        raise RecordRejected("signer_differs") from None
    claimed = (payload.get("agency"), payload.get("station"), payload.get("officer", me.officer))
    if claimed != (me.agency, me.station, me.officer) or claimed[:2] != (home.agency, home.station):
        raise RecordRejected("signer_differs")


def _signer(
    x5c: Any,  # noqa: ANN401 foreign JSON
    trusted: Sequence[Trusted],
    at: datetime,
    roles: frozenset[str],
) -> tuple[x509.Certificate, x509.Certificate]:
    """The leaf and its CA, when it is a pinned one and the leaf was good when it signed."""
    if not isinstance(x5c, list) or len(x5c) != CHAIN_LENGTH:
        raise RecordRejected("record_form")
    leaf, ca = (x509.load_der_x509_certificate(base64.b64decode(o, validate=True)) for o in x5c)
    anchors = [anchor for anchor in trusted if anchor.ca == ca]
    if not anchors or not pki.is_issued_by(leaf, ca):
        raise RecordRejected("no_trust_anchor")
    if not all(cert.not_valid_before_utc <= at <= cert.not_valid_after_utc for cert in (leaf, ca)):
        raise RecordRejected("signer_not_valid_then")
    _check_path(leaf, ca, at)
    if not pki.is_p256(leaf):
        raise RecordRejected("signer_purpose")
    if pki.role_of(leaf) not in roles:
        raise RecordRejected("signer_role")
    _check_revocation(leaf, anchors, at)
    return leaf, ca


def _check_revocation(leaf: x509.Certificate, anchors: Sequence[Trusted], at: datetime) -> None:
    """On no list of this CA. Whatever the date of the revocation: ``iat`` is the signer's own word."""
    lists = [anchor.crl for anchor in anchors if anchor.crl is not None]
    if not lists:
        raise RecordRejected("no_crl")
    for crl in lists:
        if not pki.is_list_of(crl, anchors[0].ca):
            raise RecordRejected("crl_invalid")
        if crl.next_update_utc is None or crl.next_update_utc < at:
            raise RecordRejected("crl_out_of_date")
        if crl.get_revoked_certificate_by_serial_number(leaf.serial_number) is not None:
            raise RecordRejected("revoked")


def _check_path(leaf: x509.Certificate, ca: x509.Certificate, at: datetime) -> None:
    usage = ExtensionPolicy.permit_all().require_present(
        x509.KeyUsage, Criticality.CRITICAL, _may_sign
    )
    builder = PolicyBuilder().store(Store([ca])).time(at)
    verifier = builder.extension_policies(
        ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=usage
    ).build_client_verifier()
    try:
        verifier.verify(leaf, [])
    except (VerificationError, *pki.BAD_CERTIFICATE) as error:
        raise RecordRejected("signer_purpose") from error


def _may_sign(_policy: Policy, _cert: x509.Certificate, usage: x509.KeyUsage) -> None:
    if not (usage.digital_signature and usage.content_commitment) or usage.key_cert_sign:
        raise ValueError("the certificate is not for signing records")


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
        salt, name, value = read(unb64u(text))
        well_formed = isinstance(salt, str) and isinstance(name, str) and isinstance(value, dict)
        if not well_formed or name in RESERVED or name in items or _nested(value):
            raise RecordRejected("disclosure_form")
        items[name] = value
    return items


def _check_groups(items: Mapping[str, Mapping[str, Any]]) -> None:
    """Each item names its group or groups, and each released proof fits what is here."""
    for name, value in items.items():
        if name.startswith(MANIFEST):
            _check_manifest(name, value, items)
        elif "group" in value:
            if not isinstance(value["group"], str) or "groups" in value:
                raise RecordRejected("disclosure_form")
        elif not _texts(value["groups"]):
            raise RecordRejected("disclosure_form")


def _check_manifest(
    name: str, manifest: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]]
) -> None:
    group = name.removeprefix(MANIFEST)
    if manifest.keys() != {"group", "ids"} or manifest["group"] != group:
        raise RecordRejected("disclosure_form")
    if not _texts(manifest["ids"]):
        raise RecordRejected("disclosure_form")
    here = {
        other
        for other, value in items.items()
        if value.get("group") == group and not other.startswith(MANIFEST)
    }
    if here != names_of(manifest):
        raise RecordRejected("group_incomplete")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _nested(value: object) -> bool:
    if isinstance(value, dict):
        return any(key in RESERVED - {"_sd_alg"} or _nested(v) for key, v in value.items())
    return isinstance(value, list) and any(_nested(member) for member in value)
