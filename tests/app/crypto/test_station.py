# SPDX-License-Identifier: MIT
"""The station's own file: signed settings, pinned anchors, the CA's key, certificates."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import ca_key, pki
from app.crypto.keyring import RECOVERY
from app.crypto.seal_box import b64, open_sealed, seal_to
from app.crypto.station import Settings, Station
from app.crypto.verify_record import Trusted
from app.errors import UserError
from app.ids import Number, new_number
from tests.app.crypto.post import NOW, NUMBER, Post, build_post

BASE = build_post()


def other_ca(number: str = "") -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    return pki.make_ca("police", Number(number or new_number()), key, NOW), key


def test_the_file_comes_back_as_it_was(post: Post) -> None:
    ca, key = other_ca()
    station = post.station.trusting(Trusted(ca, pki.make_crl(ca, key, (), 1, NOW))).trusting(
        Trusted(other_ca()[0], None)
    )
    root = replace(station.root, revoked=((7, "x"),))
    station = replace(station, settings=Settings(show_unreviewed=True), root=root)
    again = Station.parse(station.following(None, post.boss).dump())
    again.check(post.ring)
    assert again.statement() == station.following(None, post.boss).statement()
    assert again.settings.show_unreviewed
    assert [anchor.ca for anchor in again.trusted][:2] == [post.ca, ca]
    assert not post.station.settings.show_unreviewed


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_bit_flip_is_found(data: st.DataObject) -> None:
    raw = bytearray(BASE.station.dump())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        station = Station.parse(bytes(raw))
        station.check(BASE.ring)
    except UserError as error:
        assert error.code in {"station_damaged", "keyring_damaged"}
    else:
        assert station.statement() == BASE.station.statement()


@pytest.mark.parametrize("name", sorted(json.loads(BASE.station.dump()).keys() - {"what"}))
@pytest.mark.parametrize("value", [None, 5, [], "x", {"a": 1}, [[1]], 1.5])
def test_wrong_types_are_damage(post: Post, name: str, value: object) -> None:
    if (name, value) == ("crl_number", 5):
        value = True
    if json.loads(post.station.dump())[name] == value:
        value = [5]  # an empty list is what stands there
    raw = json.dumps(json.loads(post.station.dump()) | {name: value}).encode()
    with pytest.raises(UserError) as error:
        Station.parse(raw).check(post.ring)
    assert error.value.code == "station_damaged"


def test_only_a_supervisor_signs(post: Post) -> None:
    with pytest.raises(UserError, match="not_supervisor"):
        post.station.following(None, post.users["officer 1"])
    officer = post.users["officer 1"]
    forged = replace(post.station, settings=Settings(show_unreviewed=True), by="officer 1")
    signature = officer.bundle.heads.sign(rfc8785.dumps(forged.statement()))
    with pytest.raises(UserError, match="station_damaged"):
        replace(forged, signature=b64(signature)).check(post.ring)
    with pytest.raises(UserError, match="station_damaged"):
        replace(post.station, by="nobody").check(post.ring)


def test_a_file_exchanged_after_the_login_is_not_signed(post: Post) -> None:
    exchanged = replace(post.station, root=replace(post.station.root, ca=other_ca(NUMBER)[0]))
    with pytest.raises(UserError, match="station_damaged"):
        exchanged.following(None, post.boss)
    with pytest.raises(UserError, match="station_damaged"):
        ca_key.open_ca_key(exchanged, exchanged.root, post.boss)


def test_the_ca_key_is_the_supervisors(post: Post) -> None:
    for name, user in post.users.items():
        if user.role == "supervisor":
            opened = ca_key.open_ca_key(post.station, post.station.root, user)
            assert opened.public_key() == post.ca.public_key()
            continue
        with pytest.raises(UserError, match="not_supervisor"):
            ca_key.open_ca_key(post.station, post.station.root, user)
        for holder, box in post.station.root.ca_boxes.items():
            with pytest.raises(UserError, match="key_not_for_user"):
                open_sealed(
                    user.bundle.decrypt, box, f"kakehashi station station-1 ca-key {holder}"
                )
        assert name not in post.station.root.ca_boxes
    box = post.station.root.ca_boxes[RECOVERY]
    assert open_sealed(post.rescue, box, "kakehashi station station-1 ca-key recovery")


def test_a_foreign_key_in_the_ca_box(post: Post) -> None:
    for key in (ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()):
        raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        info = "kakehashi station station-1 ca-key boss"
        box = seal_to(post.boss.user.public, raw, info)
        with pytest.raises(UserError, match="station_damaged"):
            ca_key.open_ca_key(
                post.station, replace(post.station.root, ca_boxes={"boss": box}), post.boss
            )


def test_anchors_never_go_back(post: Post) -> None:
    ca, key = other_ca()
    first, second = (pki.make_crl(ca, key, (), number, NOW) for number in (1, 2))
    station = post.station.trusting(Trusted(ca, first)).trusting(Trusted(ca, second))
    assert [anchor.crl for anchor in station.anchors] == [second]
    assert (
        station.trusting(Trusted(ca, None)).anchors == station.anchors
    )  # a list once known is kept
    with pytest.raises(UserError, match="crl_older"):
        station.trusting(Trusted(ca, first))
    with pytest.raises(UserError, match="crl_invalid"):
        station.trusting(Trusted(ca, post.station.root.crl))
    twin, twin_key = other_ca()
    with pytest.raises(UserError, match="crl_invalid"):
        station.trusting(Trusted(ca, pki.make_crl(twin, twin_key, (), 3, NOW)))
    with pytest.raises(UserError, match="not_a_ca"):
        station.trusting(Trusted(post.boss.user.certificate, None))


def test_what_is_no_ca() -> None:
    ca, key = other_ca()
    assert pki.is_ca(ca)
    child = ec.generate_private_key(ec.SECP256R1())
    bare = (
        x509.CertificateBuilder()
        .subject_name(ca.subject)
        .issuer_name(ca.subject)
        .public_key(child.public_key())
        .serial_number(5)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
    )
    assert not pki.is_ca(bare.sign(key, hashes.SHA256()))
    extended = bare
    for extension in ca.extensions:
        extended = extended.add_extension(extension.value, critical=extension.critical)
    assert not pki.is_ca(extended.sign(key, hashes.SHA256()))  # not signed by itself
    assert pki.role_of(ca) is None
    crl = pki.make_crl(ca, key, (), 1, NOW)
    ed = ed25519.Ed25519PrivateKey.generate()
    odd = (
        x509.CertificateBuilder()
        .subject_name(ca.subject)
        .issuer_name(ca.subject)
        .public_key(ed.public_key())
        .serial_number(6)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .sign(ed, None)
    )
    assert not pki.is_list_of(crl, odd)
    assert not pki.is_p256(odd)
    assert not pki.is_issued_by(ca, odd)


def test_certificates_are_what_the_design_says(post: Post) -> None:
    """Two years, P-256, digitalSignature and nonRepudiation (critical), role inside; CA ten years."""
    certificate = post.users["officer 1"].user.certificate
    life = certificate.not_valid_after_utc - certificate.not_valid_before_utc
    assert timedelta(days=729) < life < timedelta(days=732)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    assert not usage.value.key_encipherment
    assert {name: pki.role_of(user.user.certificate) for name, user in post.users.items()} == {
        name: user.role for name, user in post.users.items()
    }
    assert pki.role_of(certificate) == "officer"
    assert post.ca.not_valid_after_utc - NOW > timedelta(days=3640)
    assert post.station.root.crl.next_update_utc == post.ca.not_valid_after_utc
    assert pki.name_of(certificate) == post.users["officer 1"].user.number
    late = pki.issue(
        post.ca,
        post.ca_key,
        "late",
        "officer",
        post.boss.bundle.sign.public_key(),
        NOW + timedelta(days=3600),
    )
    assert late.not_valid_after_utc == post.ca.not_valid_after_utc
