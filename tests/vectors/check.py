# SPDX-License-Identifier: MIT
"""A second reader of sealed records, from app/crypto/RECORD.md: the standard library and `cryptography`.

It shares no code with the program, so that a mistake there is not repeated here by itself.

    python check.py FOLDER…    reads expected.json of each folder, or every PDF of one that has none;
                               prints one line of JSON a file; exit 1 when one is not as expected
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ROLE = x509.ObjectIdentifier("2.25.241642015910265965476759906222766767321")
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NUMBER = re.compile("[23456789ABCDEFGHJKMNPQRSTVWXYZ]{10}")
RECORD, COUNTERSIGN = "interview-record+sd-jwt", "interview-countersign+jwt"
NAMES = "station-names+jwt"
NAMES_KEYS = {"fmt", "iat", "seq", "station", "agency", "name", "staff"}
TEXTS, COUNTS = ("recipient", "release", "presentation"), ("layout", "made")  # of an envelope
RESERVED = {"_sd", "...", "__proto__"}
AGENCY, UNIT = x509.NameOID.ORGANIZATION_NAME, x509.NameOID.ORGANIZATIONAL_UNIT_NAME
COMMON = x509.NameOID.COMMON_NAME
BAD = (ValueError, TypeError, KeyError, OverflowError, RecursionError, x509.InvalidVersion)
CRL = re.compile("-----BEGIN X509 CRL-----.*?-----END X509 CRL-----\n", re.DOTALL)
EMBEDDED = re.compile(rb"/Type\s*/EmbeddedFile\b.*?stream\r?\n", re.DOTALL)


class Refused(Exception):
    """Not to be trusted; the argument is the reason."""


class Anchor(NamedTuple):
    """A pinned CA with its revocation list."""

    ca: x509.Certificate
    crl: x509.CertificateRevocationList


class Record(NamedTuple):
    """What a token proved. ``names``: the hashes to which this version answers."""

    payload: dict[str, Any]
    items: dict[str, Any]
    names: frozenset[str]


def need(condition: object, reason: str) -> None:
    if not condition:
        raise Refused(reason)


def b64u(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return raw if b64u(raw) == text else bad(text)


def sha256(text: str) -> str:
    return b64u(hashlib.sha256(text.encode("ascii")).digest())


def bad(text: str) -> NoReturn:
    raise ValueError(text)


def strict_json(raw: bytes) -> Any:
    """JSON with one meaning only. Raises ValueError, RecursionError."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return dict(pairs) if len(dict(pairs)) == len(pairs) else bad("a key twice")

    def whole(text: str) -> int:
        return int(text) if len(text) <= 20 and abs(int(text)) < 2**53 else bad(text)

    text, no = raw.decode("utf-8"), {"parse_constant": bad, "parse_float": bad}
    return json.loads(text, object_pairs_hook=once, parse_int=whole, **no)


def canonical(value: Any) -> str:
    """RFC 8785 for values without fractions: keys in the order of their UTF-16 code units."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def open_jws(text: str, typ: str, anchors: list[Anchor], roles: set[str]) -> dict[str, Any]:
    """Check one compact JWS; return its payload."""
    try:
        head, body, tail = text.split(".")
        header, signature = strict_json(unb64u(head)), unb64u(tail)
        payload: dict[str, Any] = strict_json(unb64u(body))
        need(isinstance(header, dict) and isinstance(payload, dict), "record_form")
        fmt = payload.get("fmt", 1)
        need(type(fmt) is int and ("fmt" not in payload or fmt > 1), "record_form")
        need(fmt <= 2, "record_newer")
        form = header.keys() == {"alg", "typ", "x5c"} and header["alg"] == "ES256"
        need(form and header["typ"] == typ, "record_header")
        need(len(signature) == 64 and type(payload.get("iat")) is int, "record_form")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        need(fmt == 1 or s <= ORDER // 2, "signature_form")
        at = datetime.fromtimestamp(payload["iat"], UTC)
        leaf, ca, key = trusted(header["x5c"], anchors, at, roles)
        key.verify(encode_dss_signature(r, s), f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
        check_names(payload, fmt, leaf, ca)
    except InvalidSignature:
        raise Refused("record_signature") from None
    except BAD:
        raise Refused("record_form") from None
    return payload


def trusted(
    x5c: Any, anchors: list[Anchor], at: datetime, roles: set[str]
) -> tuple[x509.Certificate, x509.Certificate, Any]:
    """The signer's certificate, its pinned CA and its key, when the signer was good at ``at``."""
    need(isinstance(x5c, list) and len(x5c) == 2, "record_form")
    leaf, ca = (x509.load_der_x509_certificate(base64.b64decode(o, validate=True)) for o in x5c)
    lists = [anchor.crl for anchor in anchors if anchor.ca == ca]
    need(lists, "no_trust_anchor")
    try:
        leaf.verify_directly_issued_by(ca)
    except (InvalidSignature, ValueError, TypeError):
        raise Refused("no_trust_anchor") from None
    valid = all(
        certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
        for certificate in (leaf, ca)
    )
    need(valid, "signer_not_valid_then")
    key, issuer, inside = leaf.public_key(), ca.public_key(), leaf.extensions
    p256 = isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"
    try:
        usage = inside.get_extension_for_class(x509.KeyUsage)
        is_ca = inside.get_extension_for_class(x509.BasicConstraints).value.ca
        may = usage.value.digital_signature and usage.value.content_commitment
        may = may and usage.critical and not (is_ca or usage.value.key_cert_sign)
        need(may and p256, "signer_purpose")
    except x509.ExtensionNotFound:
        raise Refused("signer_purpose") from None
    try:
        role = inside.get_extension_for_oid(ROLE).value.public_bytes()
    except x509.ExtensionNotFound:
        raise Refused("signer_role") from None
    need(role in {bytes((12, len(word))) + word.encode() for word in roles}, "signer_role")
    for crl in lists:
        signed = isinstance(issuer, ec.EllipticCurvePublicKey) and crl.is_signature_valid(issuer)
        need(crl.issuer == ca.subject and signed, "crl_invalid")
        need(crl.next_update_utc and crl.next_update_utc >= at, "crl_out_of_date")
        need(crl.get_revoked_certificate_by_serial_number(leaf.serial_number) is None, "revoked")
    return leaf, ca, key


def check_names(
    payload: dict[str, Any], fmt: int, leaf: x509.Certificate, ca: x509.Certificate
) -> None:
    """Who signed says to be who the certificate names."""
    need((2 if ca.subject.get_attributes_for_oid(AGENCY) else 1) == fmt, "record_format")
    station = payload.get("station")
    if fmt == 1:
        (name,) = ca.subject.get_attributes_for_oid(COMMON)
        need(not isinstance(station, str) or station[:64] == name.value, "signer_differs")
        return
    subject, home = ([(part.oid, str(part.value)) for part in c.subject] for c in (leaf, ca))
    need([oid for oid, _value in subject] == [AGENCY, UNIT, COMMON], "signer_differs")
    agency, place, officer = (value for _oid, value in subject)
    need(home == [(AGENCY, agency), (UNIT, place), (COMMON, "Station CA")], "signer_differs")
    claimed = (payload.get("agency"), station, payload.get("officer", officer))
    numbers = NUMBER.fullmatch(place) and NUMBER.fullmatch(officer)
    need(numbers and claimed == (agency, place, officer), "signer_differs")


def read_record(token: str, anchors: list[Anchor]) -> Record:
    """Check a sealed record or a presentation of it. Raises Refused."""
    signed, *texts = token.split("~")
    need(texts and texts.pop() == "", "record_form")
    payload = open_jws(signed, RECORD, anchors, {"officer", "supervisor"})
    need(token.isascii() and ("officer" in payload) == ("fmt" in payload), "record_form")
    try:
        items = disclosed(payload, texts)
        for name in items:
            check_groups(name, items)
    except BAD:
        raise Refused("disclosure_form") from None
    return Record(payload, items, version_names(signed, payload))


def version_names(signed: str, payload: dict[str, Any]) -> frozenset[str]:
    """In format 2 the hash of the signed bytes; in format 1 those of both spellings of the signature."""
    body, _dot, tail = signed.rpartition(".")
    if "fmt" in payload:
        return frozenset({sha256(body)})
    raw = unb64u(tail)
    other = raw[:32] + (ORDER - int.from_bytes(raw[32:], "big")).to_bytes(32, "big")
    return frozenset({sha256(f"{signed}~"), sha256(f"{body}.{b64u(other)}~")})


def disclosed(payload: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    """Name -> value; every disclosure is one of the record's, once."""
    digests = payload["items"]["_sd"]
    need(payload["_sd_alg"] == "sha-256" and set(payload["items"]) == {"_sd"}, "disclosure_form")
    one_each = len(set(digests)) == len(digests)
    need(one_each and not hides({**payload, "items": 0}), "disclosure_form")
    unused, items = set(digests), dict[str, Any]()
    for text in texts:
        need(sha256(text) in unused, "disclosure_foreign")
        unused.remove(sha256(text))
        salt, name, value = strict_json(unb64u(text))
        form = isinstance(salt, str) and isinstance(name, str) and isinstance(value, dict)
        taken = name in {*RESERVED, "_sd_alg", *items}
        need(form and not taken and not hides(value), "disclosure_form")
        items[name] = value
    return items


def hides(value: Any) -> bool:
    """Whether something inside is itself a hidden value."""
    if isinstance(value, dict):
        return any(key in RESERVED or hides(member) for key, member in value.items())
    return isinstance(value, list) and any(map(hides, value))


def check_groups(name: str, items: dict[str, Any]) -> None:
    """An item has a group or groups; a proof stands with exactly its group's items."""
    value, group = items[name], name.removeprefix("group:")
    if group == name:
        single = isinstance(value.get("group"), str) and "groups" not in value
        need(single or ("group" not in value and are_texts(value["groups"])), "disclosure_form")
        return
    proof = value.keys() == {"group", "ids"} and value["group"] == group
    need(proof and are_texts(value["ids"]), "disclosure_form")
    here = {n for n, v in items.items() if v.get("group") == group and not n.startswith("group:")}
    need(here == set(value["ids"]), "group_incomplete")


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def read_countersignature(text: str, names: frozenset[str], anchors: list[Anchor]) -> None:
    """Check a supervisor's countersignature of the version with these names. Raises Refused."""
    payload = open_jws(text, COUNTERSIGN, anchors, {"supervisor"})
    need(payload.get("role") == "supervisor", "signer_role")
    need(payload.get("sd_hash") in names, "countersignature_foreign")


def read_names(text: str, anchors: list[Anchor]) -> None:
    """Check a station's list of names. Raises Refused."""
    payload = open_jws(text, NAMES, anchors, {"supervisor"})
    form = payload.keys() == NAMES_KEYS and isinstance(payload["staff"], dict)
    need(form and type(payload["seq"]) is int and payload["seq"] > 0, "record_form")
    need(all(map(NUMBER.fullmatch, payload["staff"])), "record_form")


def read_envelope(raw: bytes, anchors: list[Anchor]) -> Record:
    """Check the file inside a handover of format 2, and the record in it. Raises Refused."""
    try:
        found = strict_json(raw)
        need(type(found["fmt"]) is not int or found["fmt"] <= 2, "record_newer")
        form = found.keys() == {"fmt", "frame", "approvals", *TEXTS, *COUNTS} and found["fmt"] == 2
        form = form and all(isinstance(found[field], str) and found[field] for field in TEXTS)
        form = form and all(type(found[field]) is int and found[field] > 0 for field in COUNTS)
        form = form and isinstance(found["frame"], dict) and are_texts(found["approvals"])
        need(form and canonical(found).encode("utf-8") == raw, "envelope_form")
    except BAD:
        raise Refused("envelope_form") from None
    record = read_record(found["presentation"], anchors)
    need("fmt" in record.payload, "record_format")
    return record


def read_pdf(data: bytes, anchors: list[Anchor]) -> Record:
    """The record inside a handover of format 1; its pages and own signature are not looked at here."""
    place = EMBEDDED.search(data)
    token = zlib.decompressobj().decompress(data[place.end() :]) if place else b""
    return read_record(token.decode("ascii"), anchors)


def anchors_of(folder: Path, name: str) -> list[Anchor]:
    """The CAs of a PEM file with the lists beside it."""
    texts = CRL.findall((folder / f"{name}.crl").read_text("ascii"))
    lists = [x509.load_pem_x509_crl(text.encode()) for text in texts]
    cas = x509.load_pem_x509_certificates((folder / f"{name}.pem").read_bytes())
    return [Anchor(ca, crl) for ca in cas for crl in lists if crl.issuer == ca.subject]


def verdict(folder: Path, row: dict[str, Any]) -> dict[str, Any]:
    """What this reader says of one file: its reason (None: good) and a version's names."""
    anchors = [anchor for name in row.get("trust", ["ca"]) for anchor in anchors_of(folder, name)]
    raw, kind, names = (folder / row["file"]).read_bytes(), row["kind"], frozenset[str]()
    try:
        if kind == "countersignature":
            of = read_record((folder / row["of"]).read_text("ascii"), anchors)
            read_countersignature(raw.decode("ascii"), of.names, anchors)
        elif kind == "names":
            read_names(raw.decode("ascii"), anchors)
        elif kind == "record":
            names = read_record(raw.decode("ascii"), anchors).names
        else:
            names = {"envelope": read_envelope, "pdf": read_pdf}[kind](raw, anchors).names
    except Refused as error:
        return {"file": row["file"], "reason": str(error)}
    return {"file": row["file"], "reason": None, "names": sorted(names)}


def main(folders: list[str]) -> int:
    wrong = 0
    for folder in map(Path, folders):
        expected, pdfs = folder / "expected.json", sorted(folder.glob("*.pdf"))
        rows = [{"file": pdf.name, "kind": "pdf", "reason": None} for pdf in pdfs]
        rows = [row for row in rows if not str(row["file"]).startswith("transfer-")]  # encrypted
        for row in json.loads(expected.read_text("utf-8")) if expected.exists() else rows:
            result = verdict(folder, row)
            good = all(result.get(key) == row[key] for key in ("reason", "names") if key in row)
            wrong += not good
            print(json.dumps({"folder": folder.name, **result, "as_expected": good}))
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
