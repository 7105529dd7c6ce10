# SPDX-License-Identifier: MIT
"""A CA's private key: it lies in the station's file, sealed to each supervisor and to the recovery key."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from app.crypto.keyring import RECOVERY, OpenUser, User
from app.crypto.seal_box import open_sealed, seal_to
from app.crypto.station import Authority, Station
from app.errors import UserError


def seal_ca_key(
    key: ec.EllipticCurvePrivateKey,
    station: str,
    supervisors: tuple[User, ...],
    recovery: X25519PublicKey,
) -> dict[str, str]:
    """The CA's private key, sealed to each supervisor and to the recovery key."""
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    boxes = {
        supervisor.name: seal_to(supervisor.public, raw, _info(station, supervisor.name))
        for supervisor in supervisors
    }
    return boxes | {RECOVERY: seal_to(recovery, raw, _info(station, RECOVERY))}


def open_ca_key(
    station: Station, authority: Authority, user: OpenUser
) -> ec.EllipticCurvePrivateKey:
    """Open a CA's key. Raises UserError("not_supervisor"), UserError("station_damaged")."""
    if user.ca != station.ca:  # the file was exchanged since the login
        raise UserError("station_damaged")
    box = authority.ca_boxes.get(user.name)
    if box is None:
        raise UserError("not_supervisor")
    return _ca_key(authority, open_sealed(user.bundle.decrypt, box, _info(station.id, user.name)))


def recover_ca_key(
    station: Station, authority: Authority, rescue: X25519PrivateKey
) -> ec.EllipticCurvePrivateKey:
    """Open a CA's key with the recovery key. Raises UserError("station_damaged")."""
    try:
        raw = open_sealed(rescue, authority.ca_boxes[RECOVERY], _info(station.id, RECOVERY))
    except (KeyError, UserError) as error:
        raise UserError("station_damaged") from error
    return _ca_key(authority, raw)


def _ca_key(authority: Authority, raw: bytes) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(raw, password=None)
    if (
        not isinstance(key, ec.EllipticCurvePrivateKey)
        or key.public_key() != authority.ca.public_key()
    ):
        raise UserError("station_damaged")
    return key


def _info(station: str, user: str) -> str:
    return f"kakehashi station {station} ca-key {user}"
