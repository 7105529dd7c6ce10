# SPDX-License-Identifier: MIT
"""The time that is signed, and what is known to be wrong with the machine's.

Events carry the machine's clock as it is. What is signed (records, files, countersignatures,
certificates, revocation lists) carries a time at which its certificate holds: the machine's, or the one
that a person stated, running on by the monotonic clock. One `SigningClock` per program, forgotten at
the lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.clock import JAPAN, RELEASED, Clock, ClockReading, local_text, read_all, stamp
from app.crypto import heads, pki
from app.crypto.approval import Approver
from app.crypto.keyring import Keyring
from app.crypto.sealed import Signer
from app.crypto.station import Station
from app.domain.clock_faults import (
    JUMPS,
    TOLERANCE,
    ClockFault,
    KnownTimes,
    check_stated,
    jumps,
    standing,
)
from app.domain.event import EventType, NewEvent
from app.domain.pack import Pack
from app.domain.state import Interview
from app.domain.value import Json
from app.errors import UserError
from app.paths import DataFolder
from app.services.ports import AuditEntry

#: Why nothing can be signed now: the record stays a draft, an unsigned paper can be printed.
CANNOT_SIGN = frozenset(
    {"certificate_not_yet", "certificate_over", "certificate_revoked", "stated_time_early"}
)
#: What the audit chain says of a login whose clock was in doubt: its time counts for nothing later.
DOUBT = "clock"
#: No certificate at all was looked at before a station is made: only the release bounds the clock.
NEW_STATION_YEARS = 3
LAST = datetime(9999, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)


class SigningClock:
    """The machine's clock, or the time that was stated in its place."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stated: tuple[datetime, int] | None = None

    @property
    def stated(self) -> bool:
        """A person stated the time since the program was started."""
        return self._stated is not None

    def machine(self) -> ClockReading:
        return read_all(self._clock)

    def now(self) -> datetime:
        """The time that is signed."""
        if self._stated is None:
            return self._clock.now()
        moment, mono = self._stated
        return moment + timedelta(milliseconds=self._clock.mono_ms() - mono)

    def state(self, moment: datetime, times: KnownTimes | None = None) -> None:
        """Go by ``moment`` from now on.

        Without ``times`` only the release bounds it: how far a certificate reaches is judged where it
        signs. Raises UserError("stated_time_early"), UserError("stated_time_late").
        """
        release = RELEASED[1]
        bounds = times or KnownTimes(release, LAST, LAST, release)
        check_stated(moment, self._clock.now(), bounds, None)
        self._stated = (moment, self._clock.mono_ms())


@dataclass(frozen=True, slots=True)
class ClockReport:
    """The clock at one moment as the officer sees it. ``signs``: None, or why nothing can be signed."""

    machine: datetime
    signing: datetime
    stated: bool
    faults: tuple[ClockFault, ...]
    times: KnownTimes
    latest: datetime | None
    signs: UserError | None

    @property
    def asks(self) -> bool:
        """The right time has to be stated before anything is sealed in the windows."""
        return bool(self.faults) and not self.stated and not self.times.revoked


class Timekeeper:
    """Judges the clock for one user's work."""

    def __init__(self, clock: SigningClock, times: KnownTimes) -> None:
        self._clock = clock
        self._times = times

    @property
    def in_doubt(self) -> bool:
        """The machine's clock is at fault, and nobody said that it is right."""
        machine = self._clock.machine().at
        if self._clock.stated:
            return abs(self._clock.now() - machine) > TOLERANCE
        return bool(standing(machine, self._times))

    def now(self) -> datetime:
        """The time that is signed, to the second, unchecked."""
        return self._clock.now().replace(microsecond=0)

    def today(self) -> date:
        """The day in Japan after which nothing can have happened: never before what is known.

        A clock that is behind refuses no answer about the days between.
        """
        return max(self.now(), self._newest()).astimezone(JAPAN).date()

    def plausible(self) -> datetime:
        """The time, or the newest moment that is known where the clock is in doubt."""
        doubt = not self._clock.stated and standing(self._clock.machine().at, self._times)
        return self._newest() if doubt else self.now()

    def report(self, interview: Interview | None = None) -> ClockReport:
        """Compare the clock with everything known; with ``interview`` also with its events."""
        machine, now = self._clock.machine(), self.now()
        found = standing(machine.at, self._times)
        latest = None
        if interview is not None:
            latest = interview.latest_at
            earlier = (ClockFault(jump) for jump in interview.clock_jumps)
            set_ = jumps(machine, interview.last_reading)
            found = (*dict.fromkeys((*set_, *earlier)), *found)
        try:
            self._check(now)
            fault = None
        except UserError as error:
            fault = error
        return ClockReport(machine.at, now, self._clock.stated, found, self._times, latest, fault)

    def signing(self, interview: Interview | None = None) -> datetime:
        """The time for a signature of this user, with which every reader can check it.

        Raises UserError certificate_not_yet, certificate_over, certificate_revoked, and stated_time_early
        where an event of ``interview`` comes after the stated time.
        """
        now = self.now()
        self._check(now)
        if interview is not None and self._clock.stated:
            check_stated(now, self._clock.machine().at, self._times, interview.latest_at)
        return now

    def state(self, moment: datetime, interview: Interview | None = None) -> None:
        """Go by ``moment`` from now on. Raises UserError("stated_time_early"), ("stated_time_late")."""
        latest = interview.latest_at if interview else None
        check_stated(moment, self._clock.machine().at, self._times, latest)
        self._clock.state(moment, self._times)

    def noticed(self, before: Interview) -> NewEvent | None:
        """The event of what changed about the clock since the last event; None when nothing did."""
        machine = self._clock.machine()
        found = standing(machine.at, self._times)
        jumped = jumps(machine, before.last_reading)
        open_ = {fault for fault in before.clock_open if fault not in JUMPS}
        if not jumped and open_ == set(found):
            return None
        listed: list[Json] = [*jumped, *found]
        times = self._times
        span: list[Json] = [stamp(times.valid_from), stamp(times.valid_until)]
        payload: dict[str, Json] = {
            "faults": listed,
            "certificate": span,
            "release": stamp(times.release),
        }
        if times.head is not None:
            payload["head"] = stamp(times.head)
        return NewEvent(EventType.CLOCK_ANOMALY, payload)

    def _newest(self) -> datetime:
        times = self._times
        moments = (times.release, times.pack, times.head, times.valid_from)
        return max(moment for moment in moments if moment is not None)

    def _check(self, now: datetime) -> None:
        if self._times.revoked:
            raise UserError("certificate_revoked")
        _check_span(now, self._times.valid_from, self._times.valid_until)


def check_signer(signer: Signer, at: datetime) -> None:
    """All certificates hold at ``at``. Raises UserError certificate_not_yet, certificate_over."""
    _check_span(at, *pki.span(signer.chain))


def approving(time: Timekeeper, by: Approver) -> int:
    """The moment (Unix seconds) of a supervisor's approval. Raises as `check_signer`."""
    now = time.now()
    check_signer(by.user.signer, now)
    return int(now.timestamp())


def newest_head(
    folder: DataFolder, ring: Keyring, logins: Iterable[AuditEntry] = ()
) -> datetime | None:
    """The newest moment of a clock in no doubt: the last head outside, or the last of ``logins``."""
    keys = {user.name: user.heads for user in ring.users if not ring.is_closed(user)}
    outside = heads.newest(folder.heads_log, keys)
    sound = [login.at for login in logins if DOUBT not in login.payload]
    return max((moment for moment in (outside, *sound[-1:]) if moment is not None), default=None)


def known_times(station: Station, signer: Signer, pack: Pack, head: datetime | None) -> KnownTimes:
    """What one user's clock is compared with."""
    start, end = pki.span(signer.chain)
    mine, ca = signer.chain[0], signer.chain[-1]
    crl = next(authority.crl for authority in station.authorities if authority.ca == ca)
    return KnownTimes(
        valid_from=start,
        valid_until=end,
        ca_until=ca.not_valid_after_utc,
        release=RELEASED[1],
        pack=pack.since,
        head=head,
        revoked=crl.get_revoked_certificate_by_serial_number(mine.serial_number) is not None,
    )


def issuing(clock: SigningClock, folder: DataFolder, ring: Keyring, station: Station) -> datetime:
    """The time for a certificate of this station.

    Raises UserError("clock_wrong") when the clock is at fault and nobody stated the time, and
    certificate_not_yet, certificate_over for a time at which the station's own certificates do not hold.
    """
    now = clock.now()
    start, end = pki.span(authority.ca for authority in station.authorities)
    times = KnownTimes(start, end, end, RELEASED[1], head=newest_head(folder, ring))
    if not clock.stated and standing(now, times):
        raise UserError("clock_wrong", now=local_text(now))
    _check_span(now, start, end)
    return now


def founding(clock: SigningClock) -> datetime:
    """The time at which a new station begins. Raises UserError("clock_wrong")."""
    now = clock.now()
    wrong = now < RELEASED[1] or now > RELEASED[1] + NEW_STATION_YEARS * YEAR
    if wrong and not clock.stated:
        raise UserError("clock_wrong", now=local_text(now))
    return now


def revoking(clock: SigningClock, folder: DataFolder, ring: Keyring, station: Station) -> datetime:
    """The time for a revocation, which no wrong clock may hold up: the last list's then."""
    try:
        return issuing(clock, folder, ring, station)
    except UserError:
        return station.newest.crl.last_update_utc + pki.SKEW


def _check_span(at: datetime, start: datetime, end: datetime) -> None:
    if at < start:
        raise UserError("certificate_not_yet", since=local_text(start), now=local_text(at))
    if at > end:
        raise UserError("certificate_over", until=local_text(end), now=local_text(at))
