# SPDX-License-Identifier: MIT
"""A new station in memory: its CA, its first supervisor, its vaults' keys, its recovery key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from app.clock import stamp
from app.crypto import keyring as keys
from app.crypto import pki
from app.crypto.ca_key import seal_ca_key
from app.crypto.content_keys import ContentKeys
from app.crypto.kdf import KdfCost
from app.crypto.keyring import Keyring, OpenUser, User, VaultEntry
from app.crypto.member import SUPERVISOR
from app.crypto.station import Settings, Station
from app.ids import new_number, new_uuid
from app.services import authorities


@dataclass(frozen=True, slots=True)
class Founded:
    """What is to be written, by its supervisor; ``rescue`` goes onto paper only."""

    supervisor: OpenUser
    station: Station
    ring: Keyring
    rescue: X25519PrivateKey


def station(  # noqa: PLR0913 what a station begins with
    agency: str,
    name: str,
    supervisor: str,
    passphrase: str,
    cost: KdfCost,
    content_keys: ContentKeys | None,
    now: datetime,
) -> Founded:
    """Make a station with its first supervisor, who signs the entries. Slow (Argon2)."""
    ca_key, bundle = ec.generate_private_key(ec.SECP256R1()), keys.Bundle.fresh()
    place, number, rescue = new_number(), new_number(), X25519PrivateKey.generate()
    root = authorities.new_authority(agency, place, ca_key, {}, now)
    mine = pki.issue(root.ca, ca_key, number, SUPERVISOR, bundle.sign.public_key(), now)
    user = keys.new_user(
        supervisor, SUPERVISOR, passphrase, cost, bundle, mine, root.ca, number=number
    ).signed_by(bundle.heads, supervisor)
    ring = Keyring((user,), _vaults(user, bundle, rescue.public_key()))
    station_id = new_uuid()
    me = OpenUser(user, bundle, station_id, root.ca)
    boxes = seal_ca_key(ca_key, station_id, (user,), rescue.public_key())
    made = Station(
        id=station_id,
        agency=agency,
        name=name,
        created=stamp(now),
        root=replace(root, ca_boxes=boxes),
        recovery=rescue.public_key(),
        number=place,
        settings=Settings(show_unreviewed=True),
        content_keys=content_keys,
    )
    return Founded(me, authorities.named(made, ring, me, now), ring, rescue)


def _vaults(
    user: User, bundle: keys.Bundle, recovery: X25519PublicKey
) -> tuple[VaultEntry, VaultEntry]:
    """The registry and the supervisor's own vault."""
    registry, own = (
        keys.new_vault(new_uuid(), owner, kind, (user,), recovery).signed_by(
            bundle.heads, user.name
        )
        for owner, kind in (("registry", "registry"), (user.name, "officer"))
    )
    return registry, own
