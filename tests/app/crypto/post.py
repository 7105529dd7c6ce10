# SPDX-License-Identifier: MIT
"""A station in memory, made of the crypto parts alone: every role, two officers, two supervisors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.crypto import pki
from app.crypto.ca_key import seal_ca_key
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import Bundle, Keyring, OpenUser, User, new_user, new_vault
from app.crypto.station import Authority, Station
from app.ids import Number, new_number

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ROLES = {
    "boss": "supervisor",
    "deputy": "supervisor",
    "officer 1": "officer",
    "officer 2": "officer",
    "it": "installer",
    "audit": "auditor",
}
NUMBER = Number("SAMP222222")


def words(name: str) -> str:
    return f"the passphrase of {name}"


@dataclass(frozen=True)
class Post:
    """The keyring, the station's file, and each user logged in."""

    ring: Keyring
    station: Station
    users: dict[str, OpenUser]
    ca_key: ec.EllipticCurvePrivateKey
    rescue: X25519PrivateKey

    @property
    def ca(self) -> x509.Certificate:
        return self.station.ca

    @property
    def boss(self) -> OpenUser:
        return self.users["boss"]


def make_user(
    ca: x509.Certificate, ca_key: ec.EllipticCurvePrivateKey, name: str, role: str, bundle: Bundle
) -> User:
    number = new_number()
    certificate = pki.issue(ca, ca_key, number, role, bundle.sign.public_key(), NOW)
    return new_user(name, role, words(name), MINIMUM_COST, bundle, certificate, ca, number=number)


@cache
def build_post() -> Post:
    """Made once: each user costs an Argon2 run."""
    ca_key, rescue = ec.generate_private_key(ec.SECP256R1()), X25519PrivateKey.generate()
    ca = pki.make_ca("isa", NUMBER, ca_key, NOW)
    bundles = {name: Bundle.fresh() for name in ROLES}
    made = [make_user(ca, ca_key, name, role, bundles[name]) for name, role in ROLES.items()]
    ring = Keyring(tuple(user.signed_by(bundles["boss"].heads, "boss") for user in made), ())
    kinds = [(n, "officer") for n, r in ROLES.items() if r in {"officer", "supervisor"}]
    for owner, kind in [*kinds, ("registry", "registry")]:
        vault = new_vault(
            f"vault-{owner}", owner, kind, ring.openers(owner, kind), rescue.public_key()
        )
        ring = ring.with_vault(vault.signed_by(bundles["boss"].heads, "boss"))
    supervisors = ring.openers("", "registry")
    boxes = seal_ca_key(ca_key, "station-1", supervisors, rescue.public_key())
    users = {name: OpenUser(ring.user(name), bundles[name], "station-1", ca) for name in ROLES}
    station = Station(
        id="station-1",
        agency="isa",
        name="SAMPLE Station",
        created="2026-11-24T01:00:00.000Z",
        root=Authority(ca, pki.make_crl(ca, ca_key, (), 1, NOW), 1, (), boxes),
        recovery=rescue.public_key(),
        number=NUMBER,
    ).following(None, users["boss"])
    return Post(ring, station, users, ca_key, rescue)
