# SPDX-License-Identifier: MIT
"""Making and managing a station: users, keys, settings, trust (SECURITY.md "Keys and files").

No database is needed to list users or to log in. Slow (Argon2): call `unlock`, `create` and `add_user`
off the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.clock import Clock
from app.crypto import keyring as keys
from app.crypto import pki, recovery
from app.crypto.approval import Approver
from app.crypto.blocklist import check_passphrase
from app.crypto.content_keys import ContentKeys
from app.crypto.kdf import KdfCost, calibrated, suggest_passphrase
from app.crypto.keyring import Keyring, OpenUser, User, VaultEntry
from app.crypto.station import InstalledPack, Settings, Station
from app.crypto.verify_record import Trusted
from app.errors import UserError
from app.ids import new_number, new_uuid
from app.paths import DataFolder
from app.services import (
    anchor_files,
    authorities,
    founding,
    rescue,
    rotation,
    timekeeping,
    vault_keys,
)
from app.services.authorities import OpenAuthorities
from app.services.door import Door
from app.services.new_user import check_name, check_new, opens
from app.services.ports import CopyVault
from app.services.signed_state import SignedState
from app.services.timekeeping import SigningClock

__all__ = ["StationInfo", "Stations", "UserInfo", "suggest_passphrase"]


@dataclass(frozen=True, slots=True)
class UserInfo:
    """A user as the unlock screen shows it."""

    name: str
    role: str
    disabled: bool
    certificate_until: datetime


@dataclass(frozen=True, slots=True)
class StationInfo:
    """The station as everyone may see it."""

    id: str
    agency: str
    name: str
    show_unreviewed: bool
    ca_fingerprint: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """Fingerprints of CAs, to be compared by voice; why a list of names that came with them was not taken."""

    fingerprints: tuple[str, ...]
    refused: tuple[UserError, ...]


class Stations:
    """The station of one data folder. ``door``: the one that is shown, where there is one."""

    def __init__(
        self,
        folder: DataFolder,
        clock: Clock,
        *,
        cost: KdfCost | None = None,
        door: Door | None = None,
    ) -> None:
        self._folder = folder
        self.time = SigningClock(clock)
        self._cost = cost
        self.door = door or Door(folder, clock)
        self._tries = self.door.tries
        self.state = SignedState(folder, clock)

    @property
    def folder(self) -> DataFolder:
        return self._folder

    def exists(self) -> bool:
        """See `Door.stands`."""
        return self.door.stands()

    def create(
        self,
        *,
        agency: str,
        name: str,
        supervisor: str,
        passphrase: str,
        content_keys: ContentKeys | None = None,
    ) -> tuple[str, str, str]:
        """Make a station with its first supervisor; return the three recovery shares to print.

        ``agency``: the id of one that the pack has. Raises UserError station_exists, clock_wrong, and for
        names and passphrase.
        """
        if self.exists():
            raise UserError("station_exists")
        check_name(supervisor)
        check_name(name)
        check_passphrase(passphrase, (name, supervisor))
        now = timekeeping.founding(self.time)
        made = founding.station(
            agency, name, supervisor, passphrase, self._new_cost(), content_keys, now
        )
        self._folder.create()
        self.state.change(made.supervisor, ring=made.ring, station=made.station, first=True)
        return recovery.split(made.rescue)

    def users(self) -> tuple[UserInfo, ...]:
        return tuple(
            UserInfo(
                user.name,
                user.role,
                ring.is_closed(user),
                user.certificates[-1].not_valid_after_utc,
            )
            for ring in (self.keyring(),)
            for user in ring.users
        )

    def info(self) -> StationInfo:
        station = self.station()
        return StationInfo(
            station.id,
            station.agency,
            station.name,
            station.settings.show_unreviewed,
            pki.fingerprint(station.newest.ca),
        )

    def numbers(self) -> dict[str, str]:
        """Name -> number of everyone."""
        return {user.name: user.number for user in self.keyring().users if user.number}

    def unlock(self, user: str, passphrase: str) -> OpenUser:
        """Log in; a supervisor gives a station of 0.1 its CA for format 2 thereby.

        Raises UserError wrong_passphrase, try_later, user_unknown, user_disabled, keyring_damaged.
        """
        self.state.look()
        station = self.station()
        if left := self.door.pause(user):
            raise UserError("try_later", seconds=left)
        try:
            opened = self.keyring().unlock(user, passphrase, station.id, station.ca)
        except UserError as error:
            if error.code == "wrong_passphrase":
                self._tries.wrong(user)
            raise
        self._tries.right(user)
        second = None if station.second is None else station.second.ca
        return self._upgraded(station, replace(opened, second=second))

    def _upgraded(self, station: Station, me: OpenUser) -> OpenUser:
        """The same login, after what 0.1 did not have was made. What cannot be made now is made later."""
        ring = self.keyring()
        if me.role != "supervisor" or not authorities.is_old(station, ring):
            return me
        with suppress(UserError, OSError):  # nobody is kept out for it: a wrong clock, a full disk
            now = timekeeping.issuing(self.time, self._folder, ring, station)
            station, ring, opened = authorities.upgraded(station, ring, me, now)
            self.state.change(opened, ring=ring, station=station)
            return replace(opened, user=self.keyring().user(me.name))
        return me

    def set_passphrase(self, user: OpenUser, new: str) -> OpenUser:
        """Let a logged-in user choose the own passphrase; return the same login. Slow.

        The copy of before is renewed as well, so that the old one opens nothing here. Raises UserError
        passphrase_short, passphrase_common, passphrase_same, user_disabled, state_changed.
        """
        check_passphrase(new, (self.station().name, user.name))
        mine = self.keyring().user(user.name)
        if opens(mine, new):
            raise UserError("passphrase_same")
        mine = mine.with_slot(user.bundle, new, self._new_cost())
        return replace(user, user=self.state.put_slot(mine))

    def change_passphrase(self, user: str, present: str, new: str) -> OpenUser:
        """The same for someone who knows the present one. Raises what both raise."""
        return self.set_passphrase(self.unlock(user, present), new)

    def prove_supervisor(self, user: str, passphrase: str) -> Approver:
        """Let a supervisor decide in somebody else's session, with the own key. Slow.

        Raises UserError("not_supervisor") and what `unlock` raises.
        """
        return Approver(self.unlock(user, passphrase), self.station().own)

    def add_user(self, by: OpenUser, name: str, role: str, passphrase: str) -> None:
        """Add a user with the vaults and boxes of the role. Raises UserError for a bad value."""
        if role not in keys.ROLES:
            raise UserError("role_unknown", role=role)
        self.state.refuse_behind()
        ring, station = self.keyring(), self.station()
        check_new(ring, station, name, passphrase)
        cas = authorities.opened(station, by)
        user, _bundle, now = self._made(station, cas, name, role, passphrase, temporary=True)
        ring = ring.with_user(user.signed_by(by.bundle.heads, by.name))
        station = authorities.named(station, ring, by, now)
        if role == "supervisor":
            ring = vault_keys.resealed(ring, by, station)
            station = authorities.resealed(station, cas, ring.openers("", "registry"))
        if role in {"officer", "supervisor"}:
            openers = ring.openers(name, "officer")
            vault = keys.new_vault(new_uuid(), name, "officer", openers, station.recovery)
            ring = ring.with_vault(vault.signed_by(by.bundle.heads, by.name))
        self.state.change(by, ring=ring, station=station)

    def recover(
        self,
        shares: Sequence[str],
        name: str,
        passphrase: str,
        note: Callable[[VaultEntry, bytes], None],
    ) -> None:
        """Make a new supervisor with two of the three recovery sheets. Slow.

        ``note`` writes the use of the sheets into a vault's audit chain; it is called for every vault,
        with its key, before anyone gets a key. Raises UserError("shares_wrong") and as `add_user`.
        """
        self.state.look()
        ring, station = self.keyring(), self.station()
        check_new(ring, station, name, passphrase)
        timekeeping.issuing(self.time, self._folder, ring, station)  # before anything is noted
        found = rescue.vault_keys(station, ring, shares)
        cas = authorities.recovered(station, rescue.key(station, shares))
        for vault in ring.vaults:
            note(vault, found[vault.id])
        user, bundle, now = self._made(station, cas, name, "supervisor", passphrase)
        second = None if station.second is None else station.second.ca
        me = OpenUser(user.signed_by(bundle.heads, name), bundle, station.id, station.ca, second)
        ring = ring.with_user(me.user)
        own = keys.new_vault(
            new_uuid(), name, "officer", ring.openers(name, "officer"), station.recovery
        )
        sealed = [
            keys.sealed_for(
                vault, found[vault.id], ring.openers(vault.owner, vault.kind), station.recovery
            )
            for vault in ring.vaults
        ]
        for vault in (*sealed, own):
            ring = ring.with_vault(vault.signed_by(bundle.heads, name))
        station = authorities.resealed(station, cas, ring.openers("", "registry"))
        station = authorities.named(station, ring, me, now)
        self.state.change(me, ring=ring, station=station, anyway=True)

    def disable_user(self, by: OpenUser, name: str, copy: CopyVault) -> None:
        """Close a user's access: certificate revoked, entry disabled, what the user could open re-keyed.

        The keyring is written last and decides; see `app.services.rotation`. Raises
        UserError("last_supervisor") rather than lock everyone out, own_account, not_supervisor, and
        vault_locked for a vault that another program has open.
        """
        ring = self.keyring()
        user = ring.user(name)
        left = [o for o in ring.openers("", "registry") if o != user]
        if not left:
            raise UserError("last_supervisor")
        if name == by.name:
            raise UserError("own_account")
        if ring.is_closed(user):
            return
        self.state.refuse_behind()
        self._close(by, (user,), copy)

    def restate(self, by: OpenUser, copy: CopyVault) -> tuple[str, ...]:
        """Let a state that went back count again, as the newest: a supervisor answers for it.

        Who was closed in a state that is missing now is closed again, with new keys for what these users
        could open; their names are returned. Raises as `disable_user`.
        """
        ring = self.keyring()
        gone = tuple(user for user in ring.users if ring.is_closed(user) and not user.disabled)
        self._close(by, gone, copy)
        return tuple(user.name for user in gone)

    def _close(self, by: OpenUser, users: Sequence[User], copy: CopyVault) -> None:
        """Close users; with a number above all that were noted."""
        ring, station = self.keyring(), self.station()
        now = timekeeping.revoking(self.time, self._folder, ring, station)
        for user in users:
            ring = ring.with_user(replace(user, disabled=True).signed_by(by.bundle.heads, by.name))
            station = authorities.revoking(station, authorities.opened(station, by), user, now)
        cas = authorities.opened(station, by)
        station = authorities.resealed(station, cas, ring.openers("", "registry"))
        station = authorities.named(station, ring, by, now)
        names = [user.name for user in users]
        with rotation.rotating(self._folder, ring, station, by, names, copy) as fresh:
            self.state.change(by, ring=fresh, station=station, anyway=True)

    def settle(self) -> None:
        """Finish or clean up what a crash left of closing a user, and see that there are copies."""
        rotation.settle(self._folder)
        self.state.keep()

    def set_show_unreviewed(self, by: OpenUser, value: bool) -> None:  # noqa: FBT001 a setting
        """DECISIONS.md §1.7: unreviewed texts reach persons under their sentence, or (False) not at all."""
        station = replace(self.station(), settings=Settings(show_unreviewed=value))
        self.state.change(by, station=station)

    def pin_content_keys(self, by: OpenUser, content_keys: ContentKeys) -> None:
        """Say once who may sign content packs. Raises UserError("content_keys_pinned")."""
        if (station := self.station()).content_keys is not None:
            raise UserError("content_keys_pinned")
        station = replace(station, content_keys=content_keys)
        self.state.change(by, station=station)

    def note_pack(self, by: OpenUser, sha256: str, sequence: int) -> None:
        """Sign which pack was installed last: none with a lower number is taken from then on."""
        station = replace(self.station(), pack=InstalledPack(sha256, sequence))
        self.state.change(by, station=station)

    def trust(self, by: OpenUser, anchors: Sequence[Trusted]) -> Pinned:
        """Pin another station's CAs. Names that cannot be taken keep no revocation list out.

        Raises UserError not_a_ca, crl_invalid, crl_older, number_taken, not_supervisor, state_rolled_back.
        """
        station, refused = self.station(), []
        for anchor in anchors:
            try:
                station = station.trusting(anchor)
            except UserError as error:
                if error.code not in {"names_wrong", "names_older"}:
                    raise
                refused.append(error)
                station = station.trusting(replace(anchor, names=""))
        self.state.change(by, station=station)
        return Pinned(tuple(pki.fingerprint(anchor.ca) for anchor in anchors), tuple(refused))

    def write_ca(self, out: Path) -> tuple[Path, ...]:
        """See `anchor_files.write_anchor`."""
        return anchor_files.write_anchor(self.station(), out)

    def keyring(self) -> Keyring:
        """See `SignedState.keyring`."""
        return self.state.keyring()

    @property
    def falls_back(self) -> tuple[str, ...]:
        """See `SignedState.falls_back`."""
        return self.state.falls_back

    def station(self) -> Station:
        """See `SignedState.station`."""
        return self.state.station()

    def _made(  # noqa: PLR0913 the parts of a user
        self,
        station: Station,
        cas: OpenAuthorities,
        name: str,
        role: str,
        passphrase: str,
        *,
        temporary: bool = False,
    ) -> tuple[User, keys.Bundle, datetime]:
        """A new user with keys and certificates, not signed by a supervisor yet, and when it was made."""
        bundle, number = keys.Bundle.fresh(), new_number()
        now = timekeeping.issuing(self.time, self._folder, self.keyring(), station)
        first, second = authorities.certificates(
            cas, name, number, role, bundle.sign.public_key(), now
        )
        user = keys.new_user(
            name,
            role,
            passphrase,
            self._new_cost(),
            bundle,
            first,
            station.ca,
            number=number,
            temporary=temporary,
        )
        return replace(user, second=second), bundle, now

    def _new_cost(self) -> KdfCost:
        return self._cost or calibrated()
