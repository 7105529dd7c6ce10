# SPDX-License-Identifier: MIT
"""Who may open what at one station: users, their certificates and slots, vault keys sealed to them.

Roles are enforced by keys first: an officer's vault key is sealed to that officer, to the supervisors
and to the recovery key; the registry's to the supervisors and the recovery key; an installer and an
auditor get none. Each user entry is signed by the supervisor who made it; each vault entry carries a
MAC under its own key. A wrong passphrase and a damaged file are different errors.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, replace
from typing import Any, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from app.crypto.kdf import KEY_BYTES, KdfCost
from app.crypto.seal_box import Slot, b64, lock, open_sealed, seal_to, unb64, unlock
from app.crypto.sealed import Signer
from app.errors import UserError

VERSION: Final = 1
ROLES: Final = frozenset({"officer", "supervisor", "installer", "auditor"})
RECOVERY: Final = "recovery"
BUNDLE: Final = "user-bundle"


@dataclass(frozen=True, slots=True)
class User:
    """A user as the keyring shows it to anyone: no secret."""

    name: str
    role: str
    disabled: bool
    public: X25519PublicKey
    heads: Ed25519PublicKey
    certificate: x509.Certificate
    slot: Slot
    by: str
    signature: str

    def statement(self) -> dict[str, Any]:
        """What the supervisor signed."""
        return {
            "v": VERSION,
            "name": self.name,
            "role": self.role,
            "disabled": self.disabled,
            "public": b64(self.public.public_bytes_raw()),
            "heads": b64(self.heads.public_bytes_raw()),
            "certificate": self.certificate.public_bytes(Encoding.PEM).decode("ascii"),
            "slot": dict(self.slot),
            "by": self.by,
        }

    def signed_by(self, key: Ed25519PrivateKey, name: str) -> User:
        mine = replace(self, by=name)
        return replace(mine, signature=b64(key.sign(rfc8785.dumps(mine.statement()))))


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """A vault: kind officer or registry; ``boxes`` holds its key sealed to each who may open it."""

    id: str
    owner: str
    kind: str
    version: int
    boxes: dict[str, str]
    mac: str = ""

    def statement(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "owner": self.owner,
            "kind": self.kind,
            "version": self.version,
            "boxes": dict(self.boxes),
        }

    def authentic(self, key: bytes) -> str:
        return b64(hmac.digest(key, rfc8785.dumps(self.statement()), hashlib.sha256))


@dataclass(frozen=True, slots=True)
class Bundle:
    """A user's private keys, alive only while the user is logged in."""

    decrypt: X25519PrivateKey
    sign: ec.EllipticCurvePrivateKey
    heads: Ed25519PrivateKey

    @classmethod
    def fresh(cls) -> Bundle:
        return cls(
            X25519PrivateKey.generate(),
            ec.generate_private_key(ec.SECP256R1()),
            Ed25519PrivateKey.generate(),
        )

    def dump(self) -> bytes:
        sign = self.sign.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return json.dumps(
            {
                "decrypt": b64(self.decrypt.private_bytes_raw()),
                "sign": b64(sign),
                "heads": b64(self.heads.private_bytes_raw()),
            }
        ).encode("ascii")

    @classmethod
    def parse(cls, raw: bytes) -> Bundle:
        found = json.loads(raw)
        sign = load_der_private_key(unb64(found["sign"]), password=None)
        if not isinstance(sign, ec.EllipticCurvePrivateKey):
            raise UserError("keyring_damaged", part=BUNDLE)
        return cls(
            X25519PrivateKey.from_private_bytes(unb64(found["decrypt"])),
            sign,
            Ed25519PrivateKey.from_private_bytes(unb64(found["heads"])),
        )


@dataclass(frozen=True, slots=True)
class OpenUser:
    """A logged-in user: what the keys allow, nothing else."""

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
    def signer(self) -> Signer:
        """Key and certificates for records and PDFs."""
        return Signer(self.bundle.sign, (self.user.certificate, self.ca))

    def vault_key(self, vault: VaultEntry) -> bytes:
        """Open a vault's key. Raises UserError("key_not_for_user"), UserError("keyring_damaged")."""
        box = vault.boxes.get(self.name)
        if box is None:
            raise UserError("key_not_for_user")
        key = open_sealed(self.bundle.decrypt, box, box_info(vault, self.name))
        if not hmac.compare_digest(vault.mac, vault.authentic(key)):
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
            if one.owner == owner and one.kind == "officer":
                return one
        raise UserError("vault_missing", vault=owner)

    @property
    def registry(self) -> VaultEntry:
        for one in self.vaults:
            if one.kind == "registry":
                return one
        raise UserError("vault_missing", vault="registry")

    def unlock(self, name: str, passphrase: str, station: str, ca: x509.Certificate) -> OpenUser:
        """Log a user in. Raises UserError wrong_passphrase, user_unknown, user_disabled, keyring_damaged."""
        user = self.user(name)
        if user.disabled:
            raise UserError("user_disabled")
        self.check_signatures()
        bundle = Bundle.parse(unlock(user.slot, passphrase, f"{BUNDLE}:{name}"))
        if bundle.decrypt.public_key() != user.public:
            raise UserError("keyring_damaged", part="users")
        return OpenUser(user, bundle, station, ca)

    def check_signatures(self) -> None:
        """Every user entry is signed by a supervisor of this keyring. Raises UserError("keyring_damaged")."""
        for user in self.users:
            signer = next((one for one in self.users if one.name == user.by), None)
            if signer is None or signer.role != "supervisor":
                raise UserError("keyring_damaged", part="users")
            try:
                signer.heads.verify(unb64(user.signature), rfc8785.dumps(user.statement()))
            except (InvalidSignature, ValueError):
                raise UserError("keyring_damaged", part="users") from None

    def with_user(self, user: User) -> Keyring:
        others = tuple(one for one in self.users if one.name != user.name)
        return replace(self, users=(*others, user))

    def with_vault(self, vault: VaultEntry) -> Keyring:
        others = tuple(one for one in self.vaults if one.id != vault.id)
        return replace(self, vaults=(*others, vault))

    def openers(self, owner: str, kind: str) -> tuple[User, ...]:
        """Who gets a box of such a vault: its owner, and every active supervisor."""
        return tuple(
            one
            for one in self.users
            if not one.disabled
            and (one.role == "supervisor" or (kind == "officer" and one.name == owner))
        )

    def dump(self) -> bytes:
        users = [one.statement() | {"signature": one.signature} for one in self.users]
        vaults = [one.statement() | {"mac": one.mac} for one in self.vaults]
        return json.dumps({"v": VERSION, "users": users, "vaults": vaults}, indent=1).encode(
            "ascii"
        )

    @classmethod
    def parse(cls, raw: bytes) -> Keyring:
        """Raises UserError("keyring_damaged")."""
        try:
            found = json.loads(raw)
            if found["v"] != VERSION:
                raise UserError("keyring_damaged", part="version")
            return cls(
                tuple(_user(one) for one in found["users"]),
                tuple(VaultEntry(**one) for one in found["vaults"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UserError("keyring_damaged", part="keyring") from error


def new_user(  # noqa: PLR0913 the parts of a user
    name: str,
    role: str,
    passphrase: str,
    cost: KdfCost,
    bundle: Bundle,
    certificate: x509.Certificate,
) -> User:
    """An unsigned entry for a new user."""
    return User(
        name=name,
        role=role,
        disabled=False,
        public=bundle.decrypt.public_key(),
        heads=bundle.heads.public_key(),
        certificate=certificate,
        slot=lock(bundle.dump(), passphrase, cost, f"{BUNDLE}:{name}"),
        by="",
        signature="",
    )


def new_vault(
    vault_id: str, owner: str, kind: str, openers: tuple[User, ...], recovery: X25519PublicKey
) -> VaultEntry:
    """A vault entry with a fresh key sealed to each opener and to the recovery key."""
    key = secrets.token_bytes(KEY_BYTES)
    return sealed_for(VaultEntry(vault_id, owner, kind, 1, {}), key, openers, recovery)


def sealed_for(
    vault: VaultEntry, key: bytes, openers: tuple[User, ...], recovery: X25519PublicKey
) -> VaultEntry:
    """The same vault with its key sealed anew to exactly these."""
    boxes = {one.name: seal_to(one.public, key, box_info(vault, one.name)) for one in openers}
    boxes[RECOVERY] = seal_to(recovery, key, box_info(vault, RECOVERY))
    entry = replace(vault, boxes=boxes)
    return replace(entry, mac=entry.authentic(key))


def box_info(vault: VaultEntry, user: str) -> str:
    """What a box is bound to: vault, version and user, since HPKE here has no aad."""
    return f"kakehashi vault {vault.id} v{vault.version} {user}"


def _user(raw: dict[str, Any]) -> User:
    return User(
        name=raw["name"],
        role=raw["role"],
        disabled=raw["disabled"],
        public=X25519PublicKey.from_public_bytes(unb64(raw["public"])),
        heads=Ed25519PublicKey.from_public_bytes(unb64(raw["heads"])),
        certificate=x509.load_pem_x509_certificate(raw["certificate"].encode("ascii")),
        slot=raw["slot"],
        by=raw["by"],
        signature=raw["signature"],
    )
