# SPDX-License-Identifier: MIT
"""What a supervisor does with the keys of the station's CAs: certificates, lists, names, and the second CA.

A station that version 0.1 made has one CA, of format 1. `upgraded` gives it a second one for format 2 and
every active user a certificate of it for the same key. The first stays: it is what the users pin behind their
passphrases, and what was signed before keeps its certificate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.clock import read_stamp, stamp
from app.crypto import names, pki
from app.crypto.ca_key import open_ca_key, recover_ca_key, seal_ca_key
from app.crypto.keyring import Keyring, OpenUser, User
from app.crypto.station import Authority, Station
from app.ids import Number, new_number


@dataclass(frozen=True, slots=True)
class OpenAuthority:
    """One of the station's CAs with its private key."""

    authority: Authority
    key: ec.EllipticCurvePrivateKey


OpenAuthorities = tuple[OpenAuthority, ...]


def opened(station: Station, by: OpenUser) -> OpenAuthorities:
    """The own CAs with their keys. Raises UserError("not_supervisor"), ("station_damaged")."""
    return tuple(
        OpenAuthority(authority, open_ca_key(station, authority, by))
        for authority in station.authorities
    )


def recovered(station: Station, rescue: X25519PrivateKey) -> OpenAuthorities:
    """The same with the recovery key. Raises UserError("station_damaged")."""
    return tuple(
        OpenAuthority(authority, recover_ca_key(station, authority, rescue))
        for authority in station.authorities
    )


def certificates(  # noqa: PLR0913 the parts of a certificate
    cas: OpenAuthorities,
    name: str,
    number: str,
    role: str,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
) -> tuple[x509.Certificate, x509.Certificate | None]:
    """A certificate of each CA: under that of format 2 by number."""
    made = [
        pki.issue(
            ca.authority.ca,
            ca.key,
            name if pki.format_of(ca.authority.ca) == 1 else number,
            role,
            public,
            now,
        )
        for ca in cas
    ]
    return made[0], made[1] if len(made) > 1 else None


def new_authority(
    agency: str,
    number: Number,
    key: ec.EllipticCurvePrivateKey,
    boxes: dict[str, str],
    now: datetime,
) -> Authority:
    """A new CA of format 2 with its first, empty list."""
    ca = pki.make_ca(agency, number, key, now)
    return Authority(ca, pki.make_crl(ca, key, (), 1, now), 1, (), boxes)


def resealed(station: Station, cas: OpenAuthorities, supervisors: Iterable[User]) -> Station:
    """The station with its CAs' keys sealed to exactly these and the recovery key; unsigned."""
    holders = tuple(supervisors)
    made = [
        replace(
            ca.authority,
            ca_boxes=seal_ca_key(ca.key, station.id, holders, station.recovery),
        )
        for ca in cas
    ]
    return _with(station, made)


def revoking(station: Station, cas: OpenAuthorities, user: User, now: datetime) -> Station:
    """The station with all certificates of this user on its lists, each once; unsigned.

    Serials are random: one of the other CA on a list names nobody else.
    """
    made = []
    for ca in cas:
        old = ca.authority
        serials = {serial for serial, _at in old.revoked}
        fresh = [serial for serial in user.serials if serial not in serials]
        revoked = (*old.revoked, *((serial, stamp(now)) for serial in fresh))
        listed = [(serial, read_stamp(at)) for serial, at in revoked]
        number = old.crl_number + 1
        crl = pki.make_crl(old.ca, ca.key, listed, number, now)
        made.append(replace(old, revoked=revoked, crl_number=number, crl=crl))
    return _with(station, made)


def named(station: Station, ring: Keyring, by: OpenUser, now: datetime) -> Station:
    """The station with a new signed list of its names; unsigned itself.

    Without a certificate that can sign it now the list of before stays.
    """
    start, end = pki.span(by.signer.chain)
    if by.signer.fmt == 1 or not start <= now <= end:
        return station
    staff = {user.number: user.name for user in ring.users if user.number}
    seq = names.seq_of(station.names) + 1
    made = names.make(station.name, staff, seq, int(now.timestamp()), by.signer)
    return replace(station, names=made)


def is_old(station: Station, ring: Keyring) -> bool:
    """Whether 0.1 made this station, and something for format 2 is still to be given to it."""
    if pki.format_of(station.ca) > 1:
        return False
    without = any(user.second is None for user in ring.users if not ring.is_closed(user))
    return station.second is None or without


def upgraded(
    station: Station, ring: Keyring, by: OpenUser, now: datetime
) -> tuple[Station, Keyring, OpenUser]:
    """A 0.1 station with its CA for format 2, and a certificate of it for every active user.

    What a crash left half is finished. Every entry that changed is signed, the station is not. Raises what
    `opened` raises.
    """
    if station.second is None:
        number, key = new_number(), ec.generate_private_key(ec.SECP256R1())
        boxes = seal_ca_key(key, station.id, ring.openers("", "registry"), station.recovery)
        second = new_authority(station.agency, number, key, boxes, now)
        station = replace(station, number=number, second=second)
    second_ca = opened(station, by)[-1]
    for user in ring.users:
        entry = user.for_format_2(user.number or new_number(), user.second)
        if not ring.is_closed(user):
            made, _none = certificates(
                (second_ca,), user.name, entry.number, user.role, user.public_key, now
            )
            entry = user.for_format_2(entry.number, made)
        ring = ring.with_user(entry.signed_by(by.bundle.heads, by.name))
    me = replace(by, user=ring.user(by.name), second=station.newest.ca)
    return named(station, ring, me, now), ring, me


def _with(station: Station, made: list[Authority]) -> Station:
    return replace(station, root=made[0], second=made[1] if len(made) > 1 else None)
