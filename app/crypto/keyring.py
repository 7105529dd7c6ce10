# SPDX-License-Identifier: MIT
"""Who may open what at one station: users, their certificates and slots, vault keys sealed to them.

Roles are enforced by keys first: an officer's vault key is sealed to that officer, to the supervisors
and to the recovery key; the registry's to the supervisors and the recovery key; an installer and an
auditor get none. Entries are signed (`app.crypto.member`, `app.crypto.vault_entry`) under the station's
CA, which every user pins behind the passphrase: writing to this file can lock people out, but lets
nobody in.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, replace
from typing import Any, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature

from app.crypto import pki
from app.crypto.kdf import KdfCost
from app.crypto.member import BUNDLE, ROLES, SUPERVISOR, Bundle, User, new_user
from app.crypto.seal_box import open_sealed, unb64
from app.crypto.sealed import Signer
from app.crypto.strict_json import read_object
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

VERSION: Final = 1

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
        """Key and certificates for records and PDFs."""
        return Signer(self.bundle.sign, (self.user.certificate, self.ca))

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
    """All users and vaults of a station. Immutable: a change gives a new keyring to be saved."""

    users: tuple[User, ...]
    vaults: tuple[VaultEntry, ...]

    def user(self, name: str) -> User:
        """Raises UserError("user_unknown")."""
        for one in self.users:
            if one.name == name:
                return one
        raise UserError("user_unknown")

    def vault_of(self, owner: str) -> VaultEntry:
        for one in self.vaults:
            if one.owner == owner and one.kind == OFFICER:
                return one
        raise UserError("vault_missing", vault=owner)

    @property
    def registry(self) -> VaultEntry:
        for one in self.vaults:
            if one.kind == REGISTRY:
                return one
        raise UserError("vault_missing", vault=REGISTRY)

    def unlock(self, name: str, passphrase: str, station: str, ca: x509.Certificate) -> OpenUser:
        """Log a user in. Slow (Argon2).

        Raises UserError wrong_passphrase, user_unknown, user_disabled, keyring_damaged.
        """
        user = self.user(name)
        if user.disabled:
            raise UserError("user_disabled")
        self.check_signatures(ca)
        bundle = user.open(passphrase)
        if bundle.pinned != pki.fingerprint(ca):
            raise UserError("keyring_damaged", part="ca")
        return OpenUser(user, bundle, station, ca)

    def check_signatures(self, ca: x509.Certificate) -> None:
        """Every entry is what it says, under this CA. Raises UserError("keyring_damaged")."""
        if len({one.name for one in self.users}) != len(self.users):
            raise UserError("keyring_damaged", part="users")
        if len({one.id for one in self.vaults}) != len(self.vaults):
            raise UserError("keyring_damaged", part="vaults")
        for user in self.users:
            user.check(ca)
            self._check_signature(user.by, user.signature, user.statement(), "users")
        for vault in self.vaults:
            self._check_signature(vault.by, vault.signature, vault.statement(), "vaults")

    def with_user(self, user: User) -> Keyring:
        others = tuple(one for one in self.users if one.name != user.name)
        return replace(self, users=(*others, user))

    def with_vault(self, vault: VaultEntry) -> Keyring:
        others = tuple(one for one in self.vaults if one.id != vault.id)
        return replace(self, vaults=(*others, vault))

    def with_passphrase(self, user: OpenUser, passphrase: str, cost: KdfCost) -> Keyring:
        """The keyring after a user changed the own passphrase; needs no supervisor. Slow (Argon2).

        The caller has checked the new one (`app.crypto.blocklist`). The old passphrase still opens old
        copies of the file.
        """
        return self.with_user(self.user(user.name).with_slot(user.bundle, passphrase, cost))

    def openers(self, owner: str, kind: str) -> tuple[User, ...]:
        """Who gets a box of such a vault: its owner, and every active supervisor."""
        return tuple(
            one
            for one in self.users
            if not one.disabled
            and (one.role == SUPERVISOR or (kind == OFFICER and one.name == owner))
        )

    def dump(self) -> bytes:
        users = [one.dump() for one in self.users]
        vaults = [one.dump() for one in self.vaults]
        return json.dumps({"v": VERSION, "users": users, "vaults": vaults}, indent=1).encode(
            "ascii"
        )

    @classmethod
    def parse(cls, raw: bytes) -> Keyring:
        """Raises UserError("keyring_damaged"). Signatures are not checked here."""
        try:
            found = read_object(raw)
            if found["v"] != VERSION:
                raise UserError("keyring_damaged", part="version")
            return cls(
                tuple(User.parse(one) for one in found["users"]),
                tuple(VaultEntry.parse(one) for one in found["vaults"]),
            )
        except (KeyError, TypeError, *pki.BAD_CERTIFICATE) as error:
            raise UserError("keyring_damaged", part="keyring") from error

    def _check_signature(
        self, by: str, signature: str, statement: dict[str, Any], part: str
    ) -> None:
        """A supervisor of this keyring signed this statement. Raises UserError("keyring_damaged")."""
        signer = next((one for one in self.users if one.name == by), None)
        if signer is None or signer.role != SUPERVISOR:
            raise UserError("keyring_damaged", part=part)
        try:
            signer.heads.verify(unb64(signature), rfc8785.dumps(statement))
        except (InvalidSignature, ValueError):
            raise UserError("keyring_damaged", part=part) from None
