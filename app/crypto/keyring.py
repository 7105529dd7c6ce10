# SPDX-License-Identifier: MIT
"""Who may open what at one station: users, their certificates and slots, vault keys sealed to them.

Roles are enforced by keys first: an officer's vault key is sealed to that officer, to the supervisors
and to the recovery key; the registry's to the supervisors and the recovery key; an installer and an
auditor get none. Entries are signed (`app.crypto.member`, `app.crypto.vault_entry`) under the station's
CA, which every user pins behind the passphrase: writing to this file can lock people out, but lets
nobody in. From the second version on a supervisor also signs the whole, with its number and the hash of
the state before (`app.crypto.order`); slots stand outside, since users change their passphrases alone.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature

from app.crypto import pki
from app.crypto.member import BUNDLE, ROLES, SUPERVISOR, Bundle, User, new_user
from app.crypto.order import OrderMark, is_sane
from app.crypto.seal_box import b64, open_sealed, unb64
from app.crypto.sealed import Signer
from app.crypto.strict_json import read_object, text_of
from app.crypto.vault_entry import (
    OFFICER,
    RECOVERY,
    REGISTRY,
    VaultEntry,
    box_info,
    new_vault,
    sealed_for,
)
from app.errors import UserError

VERSION: Final = 2  # 1: no order

__all__ = [
    "BUNDLE",
    "RECOVERY",
    "ROLES",
    "Bundle",
    "Keyring",
    "OpenUser",
    "User",
    "VaultEntry",
    "box_info",
    "new_user",
    "new_vault",
    "sealed_for",
]


@dataclass(frozen=True, slots=True)
class OpenUser:
    """A logged-in user: what the keys allow, nothing else.

    Python cannot wipe keys from memory: locking re-executes the process (SECURITY.md).
    """

    user: User
    bundle: Bundle
    station: str
    ca: x509.Certificate
    second: x509.Certificate | None = None  # the CA for format 2 of a station that 0.1 made

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def role(self) -> str:
        return self.user.role

    @property
    def temporary(self) -> bool:
        """Somebody else set the passphrase of this login."""
        return self.user.temporary

    @property
    def signer(self) -> Signer:
        """Key and certificates for what is signed now: those for format 2, where there are any."""
        return self.signers[-1]

    @property
    def signers(self) -> tuple[Signer, ...]:
        """One per CA of the station, the one for format 2 last: old records keep their certificate."""
        cas = (self.ca, *(() if self.second is None else (self.second,)))
        pairs = zip(self.user.certificates, cas, strict=False)
        return tuple(Signer(self.bundle.sign, pair) for pair in pairs)

    def vault_key(self, vault: VaultEntry) -> bytes:
        """Open a vault's key. Raises UserError("key_not_for_user"), UserError("keyring_damaged")."""
        box = vault.boxes.get(self.name)
        if box is None:
            raise UserError("key_not_for_user")
        key = open_sealed(self.bundle.decrypt, box, box_info(vault, self.name))
        if not hmac.compare_digest(vault.mac.encode(), vault.authentic(key).encode()):
            raise UserError("keyring_damaged", part="vaults")
        return key


@dataclass(frozen=True, slots=True)
class Keyring:
    """All users and vaults of a station. Immutable: a change gives a new keyring to be saved.

    ``closed``: who was closed in a state that was noted, with its number; not part of the file.
    """

    users: tuple[User, ...]
    vaults: tuple[VaultEntry, ...]
    seq: int = 0  # 0: a file of version 0.1
    prev: str = ""
    by: str = ""
    signature: str = ""
    closed: Mapping[str, int] = field(default_factory=dict)

    @property
    def mark(self) -> OrderMark:
        """Which state this is."""
        return OrderMark(
            self.seq, hashlib.sha256(rfc8785.dumps(self.statement())).hexdigest(), self.prev
        )

    def is_closed(self, user: User) -> bool:
        """Closed here, or in any state that was noted: nobody comes back with an old entry."""
        return user.disabled or user.name in self.closed

    def following(self, before: Keyring | None, by: OpenUser, above: int = 0) -> Keyring:
        """Make this the state after ``before``, signed whole by a supervisor; numbered above ``above``.

        What closed users signed while they were open is signed anew: from here on nothing of theirs
        counts. Raises UserError("not_supervisor").
        """
        if by.role != SUPERVISOR:
            raise UserError("not_supervisor")
        gone, key = {user.name for user in self.users if self.is_closed(user)}, by.bundle.heads
        users = tuple(
            replace(user, disabled=user.name in gone).signed_by(key, by.name)
            if (user.name in gone) != user.disabled or user.by in gone
            else user
            for user in self.users
        )
        vaults = tuple(o.signed_by(key, by.name) if o.by in gone else o for o in self.vaults)
        mark = OrderMark(0, "") if before is None else before.mark
        seq = max(mark.seq, above) + 1
        ring = replace(self, users=users, vaults=vaults, seq=seq, prev=mark.hash, by=by.name)
        return replace(ring, signature=b64(key.sign(rfc8785.dumps(ring.statement()))))

    def statement(self) -> dict[str, Any]:
        """What the supervisor signed: every entry with its own signature, without the slots."""
        return {
            "what": "keyring",
            "v": VERSION,
            "seq": self.seq,
            "prev": self.prev,
            "users": [user.statement() | {"signature": user.signature} for user in self.users],
            "vaults": [vault.dump() for vault in self.vaults],
            "by": self.by,
        }

    def user(self, name: str) -> User:
        """Raises UserError("user_unknown")."""
        for user in self.users:
            if user.name == name:
                return user
        raise UserError("user_unknown")

    def vault_of(self, owner: str) -> VaultEntry:
        for vault in self.vaults:
            if vault.owner == owner and vault.kind == OFFICER:
                return vault
        raise UserError("vault_missing", vault=owner)

    @property
    def registry(self) -> VaultEntry:
        for vault in self.vaults:
            if vault.kind == REGISTRY:
                return vault
        raise UserError("vault_missing", vault=REGISTRY)

    def unlock(self, name: str, passphrase: str, station: str, ca: x509.Certificate) -> OpenUser:
        """Log a user in. Slow (Argon2).

        Raises UserError wrong_passphrase, user_unknown, user_disabled, keyring_damaged.
        """
        user = self.user(name)
        if self.is_closed(user):
            raise UserError("user_disabled")
        self.check_signatures(ca)
        bundle = user.open(passphrase)
        if bundle.pinned != pki.fingerprint(ca):
            raise UserError("keyring_damaged", part="ca")
        return OpenUser(user, bundle, station, ca)

    def check_signatures(self, ca: x509.Certificate) -> None:
        """Every entry is what it says, under this CA. Raises UserError("keyring_damaged")."""
        self.check_whole()
        for user in self.users:
            user.check_issued(ca)

    def check_whole(self) -> None:
        """The same as far as the keyring shows it by itself: nothing in it was damaged.

        Whose users these are only the CA shows. Raises UserError("keyring_damaged").
        """
        if len({user.name for user in self.users}) != len(self.users):
            raise UserError("keyring_damaged", part="users")
        numbers = [user.number for user in self.users if user.number]
        if len(set(numbers)) != len(numbers):
            raise UserError("keyring_damaged", part="users")
        if len({vault.id for vault in self.vaults}) != len(self.vaults):
            raise UserError("keyring_damaged", part="vaults")
        for user in self.users:
            self._check_signature(user.by, user.signature, user.statement(), "users")
            user.check_whole()
        for vault in self.vaults:
            self._check_signature(vault.by, vault.signature, vault.statement(), "vaults")
        if self.seq > 0:
            self._check_signature(self.by, self.signature, self.statement(), "keyring")

    def with_user(self, user: User) -> Keyring:
        """With this user in place of the one of that name: the order of entries is signed, too."""
        if any(member.name == user.name for member in self.users):
            users = tuple(user if member.name == user.name else member for member in self.users)
            return replace(self, users=users)
        return replace(self, users=(*self.users, user))

    def with_vault(self, vault: VaultEntry) -> Keyring:
        """With this vault in place of the one of that id."""
        if any(stored.id == vault.id for stored in self.vaults):
            vaults = tuple(vault if stored.id == vault.id else stored for stored in self.vaults)
            return replace(self, vaults=vaults)
        return replace(self, vaults=(*self.vaults, vault))

    def with_slots(self, now: Keyring) -> Keyring:
        """With the slots of ``now``: users change their passphrases while others decide about them."""
        slots = {user.name: user for user in now.users}
        users = tuple(
            user.with_slot_of(slots[user.name])
            if user.name in slots and slots[user.name].heads == user.heads
            else user
            for user in self.users
        )
        return replace(self, users=users)

    def openers(self, owner: str, kind: str) -> tuple[User, ...]:
        """Who gets a box of such a vault: its owner, and every active supervisor."""
        return tuple(
            user
            for user in self.users
            if not self.is_closed(user)
            and (user.role == SUPERVISOR or (kind == OFFICER and user.name == owner))
        )

    def dump(self) -> bytes:
        whole: dict[str, Any] = {
            "v": VERSION if self.seq else 1,
            "users": [user.dump() for user in self.users],
            "vaults": [vault.dump() for vault in self.vaults],
        }
        if self.seq:
            order = {"seq": self.seq, "prev": self.prev, "by": self.by}
            whole |= order | {"signature": self.signature}
        return json.dumps(whole, indent=1).encode("ascii")

    @classmethod
    def sound(cls, raw: bytes) -> Keyring:
        """`parse` and `check_whole`: what a file in use must be. Raises UserError("keyring_damaged")."""
        return _sound(raw)

    @classmethod
    def parse(cls, raw: bytes) -> Keyring:
        """Raises UserError("keyring_damaged"). Signatures are not checked here."""
        try:
            found = read_object(raw)
            if found["v"] not in {1, VERSION}:
                raise UserError("keyring_damaged", part="version")
            ring = cls(
                tuple(User.parse(user) for user in found["users"]),
                tuple(VaultEntry.parse(vault) for vault in found["vaults"]),
            )
            if found["v"] == 1:
                if found.keys() & {"seq", "signature"}:  # 0.1 had no order
                    raise UserError("keyring_damaged", part="version")
                return ring
            if not is_sane(found["seq"]):
                raise UserError("keyring_damaged", part="keyring")
            prev, by, signature = (text_of(found, name) for name in ("prev", "by", "signature"))
            return replace(ring, seq=found["seq"], prev=prev, by=by, signature=signature)
        except (AttributeError, KeyError, TypeError, *pki.BAD_CERTIFICATE) as error:
            raise UserError("keyring_damaged", part="keyring") from error

    def _check_signature(
        self, by: str, signature: str, statement: dict[str, Any], part: str
    ) -> None:
        """A supervisor of this keyring signed this statement. Raises UserError("keyring_damaged").

        In a keyring with an order it is one who was not closed when this state was made.
        """
        signer = next((user for user in self.users if user.name == by), None)
        if signer is None or signer.role != SUPERVISOR:
            raise UserError("keyring_damaged", part=part)
        gone = signer.disabled or self.closed.get(by, self.seq + 1) <= self.seq
        if self.seq > 0 and gone:
            raise UserError("keyring_damaged", part=part)
        try:
            signer.heads.verify(unb64(signature), rfc8785.dumps(statement))
        except (InvalidSignature, ValueError):
            raise UserError("keyring_damaged", part=part) from None


@lru_cache(maxsize=4)
def _sound(raw: bytes) -> Keyring:
    """One act reads the same bytes several times, and they say the same each time."""
    ring = Keyring.parse(raw)
    ring.check_whole()
    return ring
