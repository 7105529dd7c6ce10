# SPDX-License-Identifier: MIT
"""A user of a station: public keys, certificate, and the slot that only the passphrase opens.

Three signatures make an entry what it says, so that writing to the file gives nobody a right:
the station CA signed the certificate with name and role (of format 2: number and role); the
certificate's key signed the other public keys (``binding``); the supervisor who made the entry signed it
whole. The slot is signed by the user alone (``slot_signature``), who may change the passphrase without a
supervisor, and is checked before a passphrase is tried: a wrong passphrase and a damaged file are
different errors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from app.crypto import pki
from app.crypto.kdf import KdfCost
from app.crypto.seal_box import Slot, b64, lock, unb64, unlock
from app.crypto.strict_json import read_object, text_of
from app.errors import UserError

VERSION: Final = 1
SUPERVISOR: Final = "supervisor"
ROLES: Final = frozenset({"officer", SUPERVISOR, "installer", "auditor"})
BUNDLE: Final = "user-bundle"
TEMPORARY: Final = "temporary"  # a mark in a slot; 0.1 wrote none
_ECDSA: Final = ec.ECDSA(hashes.SHA256())


@dataclass(frozen=True, slots=True)
class Bundle:
    """A user's private keys, alive only while the user is logged in.

    ``pinned``: SHA-256 of the station CA that the user belongs to. It lies behind the passphrase, so a
    whole exchanged station (CA, users, settings) is noticed at the next login.
    """

    decrypt: X25519PrivateKey
    sign: ec.EllipticCurvePrivateKey
    heads: Ed25519PrivateKey
    pinned: str = ""

    @classmethod
    def fresh(cls) -> Bundle:
        return cls(
            X25519PrivateKey.generate(),
            ec.generate_private_key(ec.SECP256R1()),
            Ed25519PrivateKey.generate(),
        )

    def dump(self) -> bytes:
        sign = self.sign.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return rfc8785.dumps(
            {
                "decrypt": b64(self.decrypt.private_bytes_raw()),
                "sign": b64(sign),
                "heads": b64(self.heads.private_bytes_raw()),
                "pinned": self.pinned,
            }
        )

    @classmethod
    def parse(cls, raw: bytes) -> Bundle:
        """Raises UserError("keyring_damaged")."""
        try:
            found = read_object(raw)
            sign = load_der_private_key(unb64(text_of(found, "sign")), password=None)
            if not isinstance(sign, ec.EllipticCurvePrivateKey):
                raise UserError("keyring_damaged", part=BUNDLE)
            return cls(
                X25519PrivateKey.from_private_bytes(unb64(text_of(found, "decrypt"))),
                sign,
                Ed25519PrivateKey.from_private_bytes(unb64(text_of(found, "heads"))),
                text_of(found, "pinned"),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise UserError("keyring_damaged", part=BUNDLE) from error


@dataclass(frozen=True, slots=True)
class User:
    """A user as the keyring shows it to anyone: no secret."""

    name: str
    role: str
    disabled: bool
    public: X25519PublicKey
    heads: Ed25519PublicKey
    certificate: x509.Certificate
    binding: str
    slot: Slot
    slot_signature: str
    by: str
    signature: str
    superseded: tuple[int, ...] = ()  # serials of this user's earlier certificates, oldest first
    number: str = ""  # the staff number, see RECORD.md; "" until a 0.1 station gave them
    second: x509.Certificate | None = (
        None  # of the same key, under the CA for format 2 of a 0.1 station
    )

    def signed_by(self, key: Ed25519PrivateKey, name: str) -> User:
        """The entry signed by the supervisor ``name``."""
        mine = replace(self, by=name)
        return replace(mine, signature=b64(key.sign(rfc8785.dumps(mine.statement()))))

    def statement(self) -> dict[str, Any]:
        """What the supervisor signed: everything but the slot.

        What 0.1 did not have stands only where there is one, so that its entries keep their signatures.
        """
        later = {
            "superseded": [str(serial) for serial in self.superseded],
            "number": self.number,
            "second": "" if self.second is None else _pem(self.second),
        }
        return {
            **{name: value for name, value in later.items() if value},
            "what": "user",
            "v": VERSION,
            "name": self.name,
            "role": self.role,
            "disabled": self.disabled,
            "public": b64(self.public.public_bytes_raw()),
            "heads": b64(self.heads.public_bytes_raw()),
            "certificate": _pem(self.certificate),
            "binding": self.binding,
            "by": self.by,
        }

    def renewed(self, certificate: x509.Certificate, second: x509.Certificate | None) -> User:
        """The entry with other certificates of the same key: the slot and the binding stay good.

        Unsigned: a supervisor signs it anew. Records of before carry the certificate of before.
        """
        return replace(self, certificate=certificate, second=second, superseded=self.serials)

    def for_format_2(self, number: str, second: x509.Certificate | None) -> User:
        """The entry of a 0.1 station with its number and its certificate for format 2; unsigned."""
        earlier = self.second
        gone = () if earlier is None or earlier == second else (earlier.serial_number,)
        return replace(self, number=number, second=second, superseded=(*self.superseded, *gone))

    @property
    def certificates(self) -> tuple[x509.Certificate, ...]:
        """The certificates of now, the one for format 2 last where there is one."""
        return (self.certificate, *(() if self.second is None else (self.second,)))

    @property
    def public_key(self) -> ec.EllipticCurvePublicKey:
        """The key that the certificate is for. Raises UserError("keyring_damaged")."""
        try:
            key = self.certificate.public_key()
        except pki.BAD_CERTIFICATE as error:  # of a kind that nobody knows
            raise UserError("keyring_damaged", part="users") from error
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise UserError("keyring_damaged", part="users")
        return key

    @property
    def serials(self) -> tuple[int, ...]:
        """All certificates of this user: what a revocation names."""
        return (*self.superseded, *(certificate.serial_number for certificate in self.certificates))

    @property
    def temporary(self) -> bool:
        """Somebody else set the passphrase: its owner is to choose another. Signed with the slot."""
        return self.slot.get(TEMPORARY) == 1

    def with_slot(
        self, bundle: Bundle, passphrase: str, cost: KdfCost, *, temporary: bool = False
    ) -> User:
        """The user's keys locked under this passphrase, with the user's own signature."""
        marks = {TEMPORARY: 1} if temporary else {}
        slot = lock(bundle.dump(), passphrase, cost, _purpose(self.name), marks)
        signature = b64(bundle.heads.sign(_slot_bytes(self.name, slot)))
        return replace(self, slot=slot, slot_signature=signature)

    def with_slot_of(self, other: User) -> User:
        """The entry with the slot of another entry of the same keys."""
        return replace(self, slot=other.slot, slot_signature=other.slot_signature)

    def check_issued(self, ca: x509.Certificate) -> None:
        """The entry belongs to this CA. Raises UserError("keyring_damaged")."""
        if not (pki.is_p256(self.certificate) and self.holds(self.certificate, ca)):
            raise UserError("keyring_damaged", part="users")

    def check_whole(self) -> None:
        """The entry's keys belong together and its slot is whole. Raises UserError("keyring_damaged").

        Whether a supervisor signed it is the keyring's question: it needs the other entries.
        """
        bound = _binding_bytes(self.name, self.public, self.heads)
        try:
            self.public_key.verify(unb64(self.binding), bound, _ECDSA)
            self.heads.verify(unb64(self.slot_signature), _slot_bytes(self.name, self.slot))
        except (InvalidSignature, ValueError):
            raise UserError("keyring_damaged", part="users") from None

    def holds(self, certificate: x509.Certificate, ca: x509.Certificate) -> bool:
        """Whether ``ca`` gave this certificate to this user: name or number, role, place and key."""
        name = self.name if pki.format_of(ca) == 1 else self.number
        return (
            pki.is_issued_by(certificate, ca)
            and pki.name_of(certificate) == name
            and pki.is_of_place(certificate, ca)
            and pki.role_of(certificate) == self.role
            and certificate.public_key() == self.certificate.public_key()
        )

    def open(self, passphrase: str) -> Bundle:
        """Open the slot. Raises UserError wrong_passphrase, keyring_damaged, kdf_cost. Slow."""
        bundle = Bundle.parse(unlock(self.slot, passphrase, _purpose(self.name)))
        same = (
            bundle.decrypt.public_key() == self.public
            and bundle.heads.public_key() == self.heads
            and bundle.sign.public_key() == self.certificate.public_key()
        )
        if not same:
            raise UserError("keyring_damaged", part=BUNDLE)
        return bundle

    def dump(self) -> dict[str, Any]:
        return self.statement() | {
            "signature": self.signature,
            "slot": dict(self.slot),
            "slot_signature": self.slot_signature,
        }

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> User:
        """Raises ValueError, KeyError, TypeError or what reading a certificate raises."""
        if raw["what"] != "user" or raw["v"] != VERSION or not isinstance(raw["disabled"], bool):
            raise ValueError("no user")
        return cls(
            name=text_of(raw, "name"),
            role=text_of(raw, "role"),
            disabled=raw["disabled"],
            public=X25519PublicKey.from_public_bytes(unb64(text_of(raw, "public"))),
            heads=Ed25519PublicKey.from_public_bytes(unb64(text_of(raw, "heads"))),
            certificate=x509.load_pem_x509_certificate(text_of(raw, "certificate").encode("ascii")),
            binding=text_of(raw, "binding"),
            slot=dict(raw["slot"]),
            slot_signature=text_of(raw, "slot_signature"),
            by=text_of(raw, "by"),
            signature=text_of(raw, "signature"),
            superseded=tuple(int(serial) for serial in raw.get("superseded", ())),
            number=text_of({"number": "", **raw}, "number"),
            second=x509.load_pem_x509_certificate(raw["second"].encode("ascii"))
            if "second" in raw
            else None,
        )


def new_user(  # noqa: PLR0913 the parts of a user
    name: str,
    role: str,
    passphrase: str,
    cost: KdfCost,
    bundle: Bundle,
    certificate: x509.Certificate,
    ca: x509.Certificate,
    *,
    number: str,
    temporary: bool = False,
) -> User:
    """An entry for a new user, not yet signed by a supervisor; pins ``ca`` behind the passphrase.

    ``temporary``: somebody else chose the passphrase.
    """
    public, heads = bundle.decrypt.public_key(), bundle.heads.public_key()
    user = User(
        name=name,
        role=role,
        disabled=False,
        public=public,
        heads=heads,
        certificate=certificate,
        binding=b64(bundle.sign.sign(_binding_bytes(name, public, heads), _ECDSA)),
        slot={},
        slot_signature="",
        by="",
        signature="",
        number=number,
    )
    pinned = replace(bundle, pinned=pki.fingerprint(ca))
    return user.with_slot(pinned, passphrase, cost, temporary=temporary)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def _purpose(name: str) -> str:
    return f"{BUNDLE}:{name}"


def _slot_bytes(name: str, slot: Slot) -> bytes:
    return rfc8785.dumps({"what": "slot", "v": VERSION, "name": name, "slot": dict(slot)})


def _binding_bytes(name: str, public: X25519PublicKey, heads: Ed25519PublicKey) -> bytes:
    return rfc8785.dumps(
        {
            "what": "keys",
            "v": VERSION,
            "name": name,
            "public": b64(public.public_bytes_raw()),
            "heads": b64(heads.public_bytes_raw()),
        }
    )
