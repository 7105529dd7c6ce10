# SPDX-License-Identifier: MIT
"""Certificates that end: told from 60 days before, renewed by a supervisor.

Certificates of both formats are renewed together. A renewed one is for the same key, so that nobody's
passphrase is needed, and what was signed before stays good with the certificate that it carries: the
earlier one is superseded, not revoked. Closing the user later revokes all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.crypto.keyring import OpenUser
from app.errors import UserError
from app.services import authorities
from app.services.stations import Stations
from app.services.timekeeping import issuing

RENEW_BEFORE: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Ending:
    """A certificate that ends soon or has ended. ``user`` empty: the station's own."""

    user: str
    until: datetime
    over: bool


def due(until: datetime, now: datetime) -> bool:
    """Whether a certificate is to be renewed now."""
    return until - now <= RENEW_BEFORE


def renew(stations: Stations, by: OpenUser, name: str) -> datetime:
    """Give a user a new certificate; return until when it holds: from the next login on.

    Raises UserError user_unknown, user_disabled, not_supervisor, clock_wrong, certificate_not_yet,
    certificate_over.
    """
    ring, station = stations.keyring(), stations.station()
    user = ring.user(name)
    if ring.is_closed(user):
        raise UserError("user_disabled")
    cas = authorities.opened(station, by)
    now = issuing(stations.time, stations.folder, ring, station)
    first, second = authorities.certificates(
        cas, name, user.number, user.role, user.public_key, now
    )
    entry = user.renewed(first, second).signed_by(by.bundle.heads, by.name)
    stations.state.change(by, ring=ring.with_user(entry))
    return entry.certificates[-1].not_valid_after_utc


def endings(stations: Stations, me: str, role: str) -> tuple[Ending, ...]:
    """What is to be renewed: the own certificate; for a supervisor everyone's and the station's."""
    now, everything = stations.time.now(), role == "supervisor"
    found = [
        (user.name, user.certificate_until)
        for user in stations.users()
        if not user.disabled and (everything or user.name == me)
    ]
    if everything:
        found.append(("", stations.station().newest.ca.not_valid_after_utc))
    found.sort(key=lambda ending: (ending[0] != me, ending[1]))
    return tuple(Ending(name, until, until < now) for name, until in found if due(until, now))
