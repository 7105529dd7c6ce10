# SPDX-License-Identifier: MIT
"""A second verifier of sealed records: the standard library and `cryptography` only.

It shares no code with `app.crypto`, so a mistake there is not repeated here by itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any, NoReturn

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ROLE = "2.25.241642015910265965476759906222766767321"
BASE64URL = re.compile(r"[A-Za-z0-9_-]+\Z")


class Refused(Exception):
    pass


def need(condition: object, why: str) -> None:
    if not condition:
        raise Refused(why)


def unb64(text: str) -> bytes:
    need(BASE64URL.match(text), "not base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(base64.urlsafe_b64encode(raw).rstrip(b"=").decode() == text, "loose base64url")
    return raw


def strict_json(raw: bytes) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        need(len({key for key, _ in items}) == len(items), "duplicate key")
        return dict(items)

    def bad(text: str) -> NoReturn:
        raise Refused(f"number {text}")

    try:
        text = raw.decode("utf-8")
        return json.loads(text, object_pairs_hook=pairs, parse_constant=bad, parse_float=bad)
    except ValueError:
        raise Refused("not JSON") from None


def sha256(text: str) -> str:
    raw = hashlib.sha256(text.encode("ascii")).digest()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signer(
    chain: Any, ca: x509.Certificate, crl: x509.CertificateRevocationList, at: int, roles: set[str]
) -> x509.Certificate:
    need(isinstance(chain, list) and len(chain) == 2, "x5c")
    leaf, top = (x509.load_der_x509_certificate(base64.b64decode(one)) for one in chain)
    need(top == ca, "not under the pinned CA")
    moment = datetime.fromtimestamp(at, UTC)
    need(leaf.not_valid_before_utc <= moment <= leaf.not_valid_after_utc, "not valid then")
    try:
        leaf.verify_directly_issued_by(ca)
    except (InvalidSignature, ValueError, TypeError):
        raise Refused("not issued by the pinned CA") from None
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
    need(usage.critical and usage.value.digital_signature, "purpose")
    need(usage.value.content_commitment and not usage.value.key_cert_sign, "purpose")
    role = leaf.extensions.get_extension_for_oid(x509.ObjectIdentifier(ROLE)).value.public_bytes()
    need(role[0] == 12 and role[1] == len(role) - 2 and role[2:].decode() in roles, "role")
    issuer = ca.public_key()
    assert isinstance(issuer, ec.EllipticCurvePublicKey)
    need(crl.issuer == ca.subject and crl.is_signature_valid(issuer), "list")
    serial = leaf.serial_number
    need(crl.get_revoked_certificate_by_serial_number(serial) is None, "revoked")
    return leaf


def check_jws(
    signed: str,
    typ: str,
    ca: x509.Certificate,
    crl: x509.CertificateRevocationList,
    roles: set[str],
) -> dict[str, Any]:
    parts = signed.split(".")
    need(len(parts) == 3, "not a compact JWS")
    header, payload = strict_json(unb64(parts[0])), strict_json(unb64(parts[1]))
    need(header["alg"] == "ES256" and header["typ"] == typ and "crit" not in header, "header")
    need(type(payload["iat"]) is int, "iat")
    key = signer(header["x5c"], ca, crl, payload["iat"], roles).public_key()
    need(isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1", "key")
    raw = unb64(parts[2])
    need(len(raw) == 64, "signature is not 64 bytes")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    assert isinstance(key, ec.EllipticCurvePublicKey)
    try:
        key.verify(der, f"{parts[0]}.{parts[1]}".encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Refused("bad signature") from None
    return dict(payload)


def verify(
    token: str, ca: x509.Certificate, crl: x509.CertificateRevocationList
) -> tuple[dict[str, Any], dict[str, Any]]:
    signed, *disclosures = token.split("~")
    need(disclosures and disclosures.pop() == "", "must end with ~")
    payload = check_jws(signed, "interview-record+sd-jwt", ca, crl, {"officer", "supervisor"})
    need(payload["_sd_alg"] == "sha-256" and set(payload["items"]) == {"_sd"}, "items")
    unused, items = list(payload["items"]["_sd"]), {}
    need(len(set(unused)) == len(unused), "repeated digest")
    for text in disclosures:
        need(sha256(text) in unused, "altered, repeated or foreign disclosure")
        unused.remove(sha256(text))
        _salt, name, value = strict_json(unb64(text))
        need(name not in items and ("group" in value) != ("groups" in value), "disclosure")
        items[name] = value
    for name, value in items.items():
        if name.startswith("group:"):
            group = name[6:]
            here = {n for n, v in items.items() if v.get("group") == group and n != name}
            need(here == set(value["ids"]), "group incomplete")
    return payload, items


def verify_countersignature(
    text: str, token: str, ca: x509.Certificate, crl: x509.CertificateRevocationList
) -> None:
    payload = check_jws(text, "interview-countersign+jwt", ca, crl, {"supervisor"})
    signed = token.split("~", 1)[0]
    need(payload["sd_hash"] == sha256(signed.rpartition(".")[0]), "another record")
