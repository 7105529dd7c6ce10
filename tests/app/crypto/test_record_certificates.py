# SPDX-License-Identifier: MIT
"""Whose certificates a sealed record may carry, and what a second verifier says of it."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from app.crypto import pki
from app.crypto.sealed import Signer, b64u, countersign, present, unb64u, version_names
from app.crypto.verify_record import (
    Trusted,
    verify,
)
from tests.app.crypto.test_record import (
    CA,
    CA_KEY,
    CRL,
    IAT,
    KEY,
    NOW,
    OFFICER,
    SIGNER,
    STATION,
    SUPERVISOR,
    TOKEN,
    TRUSTED,
    code,
    only,
    resigned,
    sealed_as_is,
    x5c,
)
from tests.vectors import check


def test_keys_and_purposes_of_certificates() -> None:
    """Certificates that the pinned CA did sign, but not for sealing records."""

    def signed_with(certificate: x509.Certificate) -> str:
        return resigned(lambda h, _p: h.update(x5c=x5c(certificate, CA)))

    def issue(*extensions: tuple[x509.ExtensionType, bool], key: Any = KEY) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(OFFICER.subject)
            .issuer_name(CA.subject)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=1))
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(CA_KEY, hashes.SHA256())

    wanted = [(extension.value, extension.critical) for extension in OFFICER.extensions]
    assert verify(signed_with(issue(*wanted)), TRUSTED)  # the positive control
    usage, role = wanted[1][0], wanted[-1]
    assert isinstance(usage, x509.KeyUsage)
    assert (
        code(signed_with(issue(wanted[0], (pki._usage(ca=True), True), *wanted[2:])))
        == "signer_purpose"
    )
    assert code(signed_with(issue(wanted[0], (usage, False), *wanted[2:]))) == "signer_purpose"
    assert code(signed_with(issue(wanted[0], *wanted[2:]))) == "signer_purpose"
    assert code(signed_with(issue(*wanted[:-1]))) == "signer_role"
    raw = x509.UnrecognizedExtension(pki.ROLE_OID, b"supervisor")
    assert code(signed_with(issue(*wanted[:-1], (raw, False)))) == "signer_role"
    assert role[0].oid == pki.ROLE_OID
    big = ec.generate_private_key(ec.SECP384R1())
    assert code(signed_with(issue(*wanted, key=big))) == "signer_purpose"


def test_a_list_that_ran_out_and_two_lists() -> None:
    old = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(CA.subject)
        .last_update(NOW - timedelta(days=3))
        .next_update(NOW - timedelta(days=2))
        .sign(CA_KEY, hashes.SHA256())
    )
    assert code(TOKEN, [Trusted(CA, old)]) == "crl_out_of_date"
    revoked = pki.make_crl(CA, CA_KEY, [(OFFICER.serial_number, NOW)], 2, NOW)
    assert code(TOKEN, [Trusted(CA, CRL), Trusted(CA, revoked)]) == "revoked"
    assert verify(TOKEN, [Trusted(CA, None), Trusted(CA, CRL)])
    assert (pki.number_of(old), pki.number_of(revoked)) == (-1, 2)


def test_two_stations_of_one_name() -> None:
    """The right anchor is found by the certificate, not by its name."""
    key = ec.generate_private_key(ec.SECP256R1())
    twin = pki.make_ca("isa", STATION, key, NOW)
    assert verify(TOKEN, [Trusted(twin, pki.make_crl(twin, key, (), 1, NOW)), *TRUSTED])


def test_mutated_certificates_are_refused_and_nothing_else() -> None:
    """300 damaged certificates in ``x5c``: a reason code each, never another exception."""
    good, seen = pki.der(OFFICER), set()
    signed, *rest = TOKEN.split("~")
    head, body, signature = signed.split(".")
    for place in range(0, 3 * len(good), max(1, 3 * len(good) // 300)):
        raw = bytearray(good)
        raw[place % len(good)] ^= 1 << (place % 8)
        chain = [base64.b64encode(bytes(raw)).decode(), *x5c(CA)]
        forged = b64u(json.dumps(json.loads(unb64u(head)) | {"x5c": chain}).encode())
        seen.add(code("~".join([f"{forged}.{body}.{signature}", *rest])))
    # A flip that leaves the same certificate (an encoding that readers forgive) still changes the
    # protected header, and so fails at the record's own signature.
    assert {"record_form", "no_trust_anchor"} <= seen
    assert seen <= {"record_form", "no_trust_anchor", "record_signature"}


def test_the_second_reader_agrees() -> None:
    """A second verifier that shares no code accepts and refuses the same."""
    boss, theirs = Signer(KEY, (SUPERVISOR, CA)), [check.Anchor(CA, CRL)]
    assert check.read_record(TOKEN, theirs).items == verify(TOKEN, TRUSTED).items
    part = present(TOKEN, {"SAFE-01", "flag:x"})
    assert check.read_record(part, theirs).items.keys() == {"SAFE-01", "flag:x"}
    text = countersign(TOKEN, "supervisor", IAT, boss)
    check.read_countersignature(text, version_names(part), theirs)
    revoked = pki.make_crl(CA, CA_KEY, [(OFFICER.serial_number, NOW)], 2, NOW)
    signed, *rest = TOKEN.split("~")[:-1]
    forged = [
        TOKEN[:-1],
        TOKEN + "x",
        "~".join([signed, *rest, rest[0], ""]),
        "~".join([signed, *rest[1:], b64u(b'["s","A",{"group":"safety"}]'), ""]),
        only(TOKEN, {"SAFE-01", "group:safety"}),
        resigned(lambda h, _p: h.update(typ="JWT")),
        resigned(lambda _h, p: p.update(iat=IAT + 10**8)),
        resigned(lambda _h, _p: None, ec.generate_private_key(ec.SECP256R1())),
        sealed_as_is({"A": {"kind": "answer"}}),
    ]
    for token in forged:
        assert code(token)
        with pytest.raises(check.Refused):
            check.read_record(token, theirs)
    with pytest.raises(check.Refused):
        check.read_record(TOKEN, [check.Anchor(CA, revoked)])
    with pytest.raises(check.Refused):
        check.read_countersignature(
            countersign(TOKEN, "supervisor", IAT, SIGNER), version_names(TOKEN), theirs
        )
