# SPDX-License-Identifier: MIT
"""Keyring and station file of one data folder: read, compared with what was noted, changed.

Every change goes through `SignedState.change`, which gives the files their next numbers, and through it
alone. What was noted comes from `heads.log` here and from the audit chains of the vaults that are opened
(`app.services.workspace`). On a state that went back nothing is changed and nothing is imported: it may
name people who were closed since, and trust certificates that were revoked since. Interviews go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Final

from app.clock import JAPAN, Clock, read_stamp, stamp
from app.crypto import heads
from app.crypto.keyring import Keyring, OpenUser, User
from app.crypto.member import SUPERVISOR
from app.crypto.order import (
    KEYRING,
    PARTS,
    STATION,
    HeadBehind,
    Noted,
    NotedStates,
    OrderMark,
    as_payload,
    of_payload,
)
from app.crypto.station import Station
from app.errors import UserError
from app.files import refused
from app.paths import DataFolder, Taken, in_turn, write_atomic
from app.services import kept_file, keyring_file
from app.services.kept_file import copy_of, needs_copy, repeat
from app.services.ports import AuditEntry

#: The audit entry of a state that was seen outside a login.
STATE: Final = "state_noted"
#: What is told of a file that went back, until it was read.
ROLLED_BACK: Final = {KEYRING: "keyring_rolled_back", STATION: "station_rolled_back"}


#: Held while the files are written.
LOCK: Final = "state.lock"


class SignedState:
    """The two files, and what is known of their past."""

    def __init__(self, folder: DataFolder, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._noted = NotedStates()
        self._told: dict[str, str | int | bool] = {}

    def keyring(self) -> Keyring:
        """The keyring, from its copy when the present one is damaged (`falls_back`)."""
        ring = keyring_file.read(self._folder.keyring)[0]
        return replace(ring, closed=self._noted.closed)

    @property
    def falls_back(self) -> tuple[str, ...]:
        """The files that are damaged or gone, so that their copies stand in: to be told, always."""
        stands_in = (keyring_file.read(self._folder.keyring)[1], self._read_station()[1])
        return tuple(part for part, copy in zip(PARTS, stands_in, strict=True) if copy)

    def station(self) -> Station:
        """The station's file, checked against the keyring; from its copy where it is damaged.

        A state that went back may be signed by one who was closed since, or by one whom an old keyring does
        not know: that it was noted while it stood shows it to be genuine, and nothing is changed on it.
        Raises station_missing, station_damaged, keyring_damaged.
        """
        return self._read_station()[0]

    def look(self) -> None:
        """Take in what `heads.log` says. Raises what `station` raises."""
        ring, file = self.keyring(), self._folder.station
        for path in (file, copy_of(file)):
            with suppress(OSError, UserError):
                station = Station.parse(path.read_bytes())
                self._noted = self._noted.with_(outside(self._folder, ring, station.id))
        self._read_station()

    def keep(self) -> None:
        """Give a sound file its copy, where there is none or it is damaged itself, which nobody would notice.

        A copy that is sound stays, whatever state it is of: an older one is `keyring_file.forget`'s question.
        """
        folder = self._folder
        for file, check in ((folder.keyring, Keyring.sound), (folder.station, self._checked)):
            if needs_copy(file, check):
                with suppress(OSError, UserError), self.alone():
                    repeat(file)

    def learn(self, entries: Iterable[AuditEntry]) -> None:
        """Take in what the audit chain of an opened vault says."""
        states: set[Noted] = set()
        closed: dict[str, int] = {}
        for entry in entries:
            seen = of_payload(entry.payload, stamp(entry.at))
            states |= seen.states
            closed |= {name: min(seq, closed.get(name, seq)) for name, seq in seen.closed.items()}
        self._noted = self._noted.with_(NotedStates(frozenset(states), closed))

    def behind(self) -> tuple[HeadBehind, ...]:
        """The files that went back; empty when none did."""
        faults = (self._noted.fault(part, mark) for part, mark in self._marks().items())
        return tuple(fault for fault in faults if fault is not None)

    def refuse_behind(self) -> None:
        """Raises UserError("state_rolled_back", since=, found=, noted=) on a state that went back."""
        for fault in self.behind():
            raise UserError("state_rolled_back", **told(fault))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes these files during the block. Raises UserError("state_changed")."""
        with ExitStack() as inside:
            try:
                inside.enter_context(in_turn(self._folder.root / LOCK))
            except Taken:
                raise UserError("state_changed") from None
            except OSError as error:
                raise refused(error) from error
            yield

    def change(
        self,
        by: OpenUser,
        *,
        ring: Keyring | None = None,
        station: Station | None = None,
        first: bool = False,
        anyway: bool = False,
    ) -> None:
        """Write one of the files, or both, as the next state. ``first``: there is none.

        The keyring comes first, but where somebody is closed: nobody is closed and not revoked. ``anyway``:
        also on a state that went back; the new one gets a number above all that were noted, and who was
        closed in any of them stays closed. Raises UserError("state_rolled_back"), not_supervisor,
        station_damaged, and state_changed where ``ring`` or ``station`` began from a state that is not the
        present one any more.
        """
        with self.alone():
            if not (first or anyway):
                self.refuse_behind()
            now, old = (None, None) if first else (self.keyring(), self.station())
            if now is not None and old is not None:
                _refuse_overtaken(by, (now, ring), (old, station))
            writes = []
            if ring is not None:
                mine = ring if now is None else ring.with_slots(now)
                made = mine.following(now, by, self._above(KEYRING) if anyway else 0)
                writes.append(partial(self._save, made))
            if station is not None:
                signed = station.following(old, by, self._above(STATION) if anyway else 0)
                writes.append(partial(self._save_station, signed))
            if now is not None and ring is not None and _closes(now, ring):
                writes.reverse()
            for write in writes:
                write()
            seen = of_payload(self._payload(), stamp(self._clock.now()))
            self._noted = self._noted.with_(seen)
            self.note(by)

    def put_slot(self, user: User) -> User:
        """Give the present entry of this user the slot of ``user``; return it.

        Raises UserError("user_disabled") for one who was closed since, and ("state_changed").
        """
        with self.alone():
            ring = self.keyring()
            now = ring.user(user.name)
            if ring.is_closed(now):
                raise UserError("user_disabled")
            if now.heads != user.heads:
                raise UserError("state_changed")
            entry = now.with_slot_of(user)
            self._save(ring.with_user(entry))
        return entry

    def _save(self, ring: Keyring) -> None:
        """Write the keyring and its copy: an older one would be a state that went back."""
        keyring_file.save(self._folder.keyring, ring)
        repeat(self._folder.keyring)

    def note(self, by: OpenUser, *, doubt: bool = False) -> None:
        """Anchor the present state in `heads.log`."""
        marks = {part: (mark.seq, mark.hash) for part, mark in self._marks().items() if mark.seq}
        heads.append(
            self._folder.heads_log,
            by.bundle.heads,
            vault=by.station,
            heads=marks,
            at=stamp(self._clock.now()),
            by=by.name,
            doubt=doubt,
            closed=self._closed(),
        )

    def payload(self) -> dict[str, str | int | bool]:
        """What an audit entry says of the present state; nothing of one that went back."""
        return {} if self.behind() else self._payload()

    def noted(self) -> dict[str, str | int | bool]:
        """The same, for an entry that is written now: `changed` compares with it."""
        self._told = self.payload()
        return self._told

    def changed(self) -> bool:
        """Whether the state is another than was `noted` last."""
        return self._told != self.payload()

    def modernise(self, by: OpenUser) -> None:
        """Give files of version 0.1 their first number, when a supervisor is there to sign them."""
        if by.role != SUPERVISOR or self.behind():
            return
        ring, station = self.keyring(), self.station()
        if ring.seq == 0 or station.seq == 0:
            self.change(
                by,
                ring=None if ring.seq else ring,
                station=None if station.seq else station,
            )

    def _save_station(self, station: Station) -> None:
        write_atomic(self._folder.station, station.dump())
        repeat(self._folder.station)

    def _above(self, part: str) -> int:
        """A number after which a new state contradicts nothing that was noted."""
        missing = [state.seq + 1 for state in self._noted.states if state.part == part]
        return max(missing, default=0) if self._noted.fault(part, self._marks()[part]) else 0

    def _payload(self) -> dict[str, str | int | bool]:
        return as_payload(self._marks(), self._closed())

    def _marks(self) -> dict[str, OrderMark]:
        return {KEYRING: self.keyring().mark, STATION: self.station().mark}

    def _closed(self) -> tuple[str, ...]:
        ring = self.keyring()
        return tuple(user.name for user in ring.users if ring.is_closed(user))

    def _read_station(self) -> tuple[Station, bool]:
        return kept_file.read(self._folder.station, self._checked)

    def _checked(self, raw: bytes) -> Station:
        """See `station`."""
        station, ring = Station.parse(raw), self.keyring()
        mark = station.mark
        noted = any(
            (state.part, state.seq, state.hash) == (STATION, mark.seq, mark.hash)
            for state in self._noted.states
        )
        faults = (
            self._noted.fault(*part_mark) for part_mark in ((KEYRING, ring.mark), (STATION, mark))
        )
        if noted and any(faults):
            station.check_noted(ring, vouched=(STATION, mark.seq, mark.hash) in self._noted.vouched)
        else:
            station.check(ring)
        return station


def _refuse_overtaken(
    by: OpenUser,
    rings: tuple[Keyring, Keyring | None],
    stations: tuple[Station, Station | None],
) -> None:
    """The state of now, and what is to follow it. Raises UserError("not_supervisor"), ("state_changed")."""
    ring = rings[0]
    if any(user.name == by.name and ring.is_closed(user) for user in ring.users):
        raise UserError("not_supervisor")
    for now, then in (rings, stations):
        if then is not None and (now.seq, now.signature) != (then.seq, then.signature):
            raise UserError("state_changed")


def _closes(now: Keyring, then: Keyring) -> bool:
    """Somebody who is open now is closed then."""
    is_open = {user.name for user in now.users if not user.disabled}
    return any(user.disabled and user.name in is_open for user in then.users)


def outside(folder: DataFolder, ring: Keyring, station: str) -> NotedStates:
    """What `heads.log` says of keyring and station file, as far as users signed it who are open here.

    Somebody who was closed could still add lines: they close nobody and contradict nothing.
    """
    users = [user for user in ring.users if not user.disabled]
    keys = {user.name: user.heads for user in users}
    supervisors = {user.name for user in users if user.role == SUPERVISOR}
    return heads.noted_states(folder.heads_log, station, keys, supervisors)


def told(fault: HeadBehind) -> dict[str, str | int]:
    """What a sentence about a file that went back names."""
    since = read_stamp(fault.since).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
    return {"since": since, "found": fault.found, "noted": fault.noted}
