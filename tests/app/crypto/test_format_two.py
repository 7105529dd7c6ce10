# SPDX-License-Identifier: MIT
"""Format 2 (RECORD.md): who may say to be whom, one spelling of a signature, one name of a version."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from app.crypto import p256, pki, sealed
from app.crypto.sealed import Signer, b64u, countersign, record_hash, seal, unb64u, version_names
from app.crypto.verify_record import RecordRejected, Trusted, verify, verify_countersignature
from app.ids import Number, is_number, new_number
from tests.app.crypto.format_one import make_old_ca

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
IAT = int(NOW.timestamp())
HANEDA, NARITA = Number("HANEDA2222"), Number("NARXTA2222")
OFFICER, BOSS = Number("FFXCER2222"), Number("BASSBASS22")
KEY = ec.generate_private_key(ec.SECP256R1())
PLAIN: dict[str, Any] = {"iat": IAT, "jti": "urn:uuid:1", "ver": 1}
ITEMS: dict[str, dict[str, Any]] = {"SAFE-01": {"group": "safety", "kind": "answer", "yes": True}}


class Home:
    """A station's CA with one officer and one supervisor, all with one key."""

    def __init__(self, ca: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self.ca, self.key = ca, key
        self.trusted = Trusted(ca, pki.make_crl(ca, key, (), 1, NOW))
        self.officer = self.signer(OFFICER, "officer")
        self.boss = self.signer(BOSS, "supervisor")

    def signer(self, name: str, role: str) -> Signer:
        certificate = pki.issue(self.ca, self.key, name, role, KEY.public_key(), NOW)
        return Signer(KEY, (certificate, self.ca))


def home(station: Number, agency: str = "isa") -> Home:
    key = ec.generate_private_key(ec.SECP256R1())
    return Home(pki.make_ca(agency, station, key, NOW), key)


def old_home(name: str) -> Home:
    key = ec.generate_private_key(ec.SECP256R1())
    return Home(make_old_ca(name, key, NOW), key)


ONE, OTHER, OLD = home(NARITA), home(HANEDA), old_home("Narita")
TRUSTED = [ONE.trusted, OTHER.trusted, OLD.trusted]
TOKEN = seal(PLAIN, ITEMS, ONE.officer)


def code(token: str) -> str:
    with pytest.raises(RecordRejected) as error:
        verify(token, TRUSTED)
    return error.value.code


def forged(signer: Signer, **claims: Any) -> str:
    """What the holder of a key can sign: any claims at all, in the form of a record."""
    mine = signer.claims if signer.fmt > 1 else {}
    payload = {**mine, **PLAIN, "_sd_alg": "sha-256", "items": {"_sd": []}, **claims}
    return (
        sealed.sign(sealed.RECORD_TYP, {k: v for k, v in payload.items() if v is not None}, signer)
        + "~"
    )


def twin(token: str) -> str:
    """The same signed bytes with (r, n - s): made without any key."""
    signed, tilde, rest = token.partition("~")
    body, _dot, signature = signed.rpartition(".")
    return f"{body}.{b64u(p256.other(unb64u(signature)))}{tilde}{rest}"


def test_a_record_says_who_and_where_by_numbers() -> None:
    record = verify(TOKEN, TRUSTED)
    claims = {key: record.payload[key] for key in ("fmt", "station", "agency", "officer")}
    assert claims == {"fmt": 2, "station": NARITA, "agency": "isa", "officer": OFFICER}
    assert (record.fmt, record.signer_name, record.role) == (2, OFFICER, "officer")
    assert verify(forged(ONE.officer), TRUSTED)  # the positive control of the forger


@pytest.mark.parametrize(
    "claims",
    [
        {"station": HANEDA},
        {"station": "Haneda"},
        {"agency": "police"},
        {"officer": BOSS},
        {"station": None},
        {"agency": None},
    ],
)
def test_nobody_says_to_be_another_station_agency_or_person(claims: dict[str, Any]) -> None:
    assert code(forged(ONE.officer, **claims)) == "signer_differs"


def test_an_officer_has_to_be_named() -> None:
    assert code(forged(ONE.officer, officer=None)) == "record_form"


def test_a_station_of_format_1_says_its_own_name() -> None:
    plain = {"station": "Narita", "agency": "isa"}
    assert verify(forged(OLD.officer, **plain), TRUSTED).fmt == 1
    assert code(forged(OLD.officer, **plain | {"station": "Haneda"})) == "signer_differs"


def test_a_certificate_names_the_place_of_its_ca() -> None:
    """A CA can sign anything; its certificates count for its own station and agency alone."""
    leaf = ONE.officer.chain[0]
    for place in ((HANEDA, "isa"), (NARITA, "police"), (NARITA, "isa")):
        subject = home(*place).officer.chain[0].subject
        builder = x509.CertificateBuilder(
            ONE.ca.subject,
            subject,
            KEY.public_key(),
            7,
            leaf.not_valid_before_utc,
            ONE.ca.not_valid_after_utc,
        )
        for extension in leaf.extensions:
            builder = builder.add_extension(extension.value, critical=extension.critical)
        token = forged(Signer(KEY, (builder.sign(ONE.key, hashes.SHA256()), ONE.ca)))
        if place == (NARITA, "isa"):
            assert verify(token, TRUSTED)  # the positive control
        else:
            assert code(token) == "signer_differs"
    assert code(forged(home(NARITA).officer)) == "no_trust_anchor"


@pytest.mark.parametrize("fmt", [0, 1, True, "2", 2.0, None, [2]])
def test_a_format_is_a_number_above_one(fmt: Any) -> None:
    raw = json.dumps({**PLAIN, "fmt": fmt}).encode()
    head, _body, signature = TOKEN.split("~", 1)[0].split(".")
    assert code(f"{head}.{b64u(raw)}.{signature}~") == "record_form"


def test_a_newer_format_is_told_before_anything_else_of_it_is_read() -> None:
    assert code(forged(ONE.officer, fmt=3)) == "record_newer"
    for head in ('{"alg":"ES512","typ":"other"}', "{}"):
        body = b64u(b'{"fmt":3,"everything":"else"}')
        assert code(f"{b64u(head.encode())}.{body}.AAAA~") == "record_newer"


def test_no_format_stands_under_the_other_ones_certificates() -> None:
    assert code(forged(ONE.officer, fmt=None, officer=None)) == "record_format"
    claims = {"fmt": 2, "station": NARITA, "agency": "isa", "officer": OFFICER}
    assert code(forged(OLD.officer, **claims)) == "record_format"


def test_the_other_spelling_of_a_signature_is_refused() -> None:
    for _ in range(8):
        token = seal(PLAIN, ITEMS, ONE.officer)
        assert verify(token, TRUSTED)
        assert code(twin(token)) == "signature_form"
    text = countersign(TOKEN, "supervisor", IAT, ONE.boss)
    assert verify_countersignature(text, TOKEN, TRUSTED)
    with pytest.raises(RecordRejected, match="signature_form"):
        verify_countersignature(twin(text), TOKEN, TRUSTED)


def test_equal_signed_bytes_are_one_version() -> None:
    """In format 1 both spellings are good: they are one version under two hashes."""
    old = forged(OLD.officer, station="Narita")
    record, other = verify(old, TRUSTED), verify(twin(old), TRUSTED)
    assert record.record_hash != other.record_hash  # what an import of before took for two versions
    assert record.signed_hash == other.signed_hash
    assert record.version_names == other.version_names == {record.record_hash, other.record_hash}
    assert record_hash(TOKEN) == record_hash(twin(TOKEN))
    assert version_names(TOKEN) == {record_hash(TOKEN)}
    assert verify(TOKEN, TRUSTED).version_names == version_names(TOKEN)


def test_a_countersignature_fits_both_spellings() -> None:
    old = forged(OLD.officer, station="Narita")
    claims = {"iat": IAT, "role": "supervisor", "sd_hash": record_hash(old)}
    text = sealed.sign(sealed.COUNTERSIGN_TYP, claims, OLD.boss)
    assert verify_countersignature(text, twin(old), TRUSTED)
    with pytest.raises(RecordRejected, match="countersignature_foreign"):
        verify_countersignature(text, TOKEN, TRUSTED)


def test_nothing_is_made_under_a_certificate_of_format_1() -> None:
    with pytest.raises(ValueError, match="format 2"):
        seal(PLAIN, ITEMS, OLD.officer)
    with pytest.raises(ValueError, match="format 2"):
        countersign(TOKEN, "supervisor", IAT, OLD.boss)


def test_what_is_made_has_the_lower_s() -> None:
    for _ in range(16):
        token = seal(PLAIN, ITEMS, ONE.officer)
        assert p256.is_low(unb64u(token.split("~")[0].split(".")[2]))
        der = p256.low_der(KEY.sign(b"x", ec.ECDSA(hashes.SHA256())))
        assert p256.is_low_der(der)
        KEY.public_key().verify(der, b"x", ec.ECDSA(hashes.SHA256()))


def test_subjects_of_format_2() -> None:
    leaf = ONE.officer.chain[0]
    assert pki.holder_of(leaf) == pki.Holder("isa", NARITA, OFFICER)
    assert replace(pki.holder_of(ONE.ca), officer="") == pki.Holder("isa", NARITA, "")
    assert [pki.format_of(station.ca) for station in (ONE, OLD)] == [2, 1]
    for certificate in (OLD.ca, OLD.officer.chain[0]):
        with pytest.raises(ValueError, match="format 2"):
            pki.holder_of(certificate)
    uris = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    names = uris.get_values_for_type(x509.UniformResourceIdentifier)
    assert names == [f"urn:kakehashi:user:{OFFICER}"]


def test_numbers() -> None:
    drawn = {new_number() for _ in range(200)}
    assert len(drawn) == 200
    assert all(map(is_number, drawn))
    for text in ("", "HANEDA222", "HANEDA22222", "HANEDA222O", "haneda2222", "HANEDA2222\n"):
        assert not is_number(text)


def test_certificates_of_the_record_are_read_strictly() -> None:
    head, body, signature = TOKEN.split("~", 1)[0].split(".")
    fields = json.loads(unb64u(head))
    assert [base64.b64decode(certificate) for certificate in fields["x5c"]] == [
        pki.der(certificate) for certificate in ONE.officer.chain
    ]
    fields["kid"] = "x"
    assert code(f"{b64u(json.dumps(fields).encode())}.{body}.{signature}~") == "record_header"
