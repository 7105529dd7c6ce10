# SPDX-License-Identifier: MIT
"""The station's own file: name, agency, CA certificate and revocation list, signed settings, trust.

`station.json` is public knowledge at the station; what in it decides something (settings, pinned
anchors) is signed by a supervisor, from the second version on with its number and the hash of the state
before (`app.crypto.order`). The CA's private key lies in it sealed to each supervisor and to the
recovery key.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from app.crypto import pki
from app.crypto.content_keys import ContentKeys
from app.crypto.keyring import RECOVERY, Keyring, OpenUser, User
from app.crypto.order import Mark
from app.crypto.seal_box import b64, open_sealed, seal_to, unb64
from app.crypto.strict_json import read_object, text_of, texts_of
from app.crypto.verify_record import Trusted
from app.errors import UserError

VERSION: Final = 2  # 1: no order
AGENCIES: Final = frozenset({"isa", "police", "jcg"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What only a supervisor may decide.

    ``show_unreviewed`` (DECISIONS.md §1.7): in a real interview persons read consent, rights, card and
    grounding texts that nobody has reviewed under a sentence that says so. False is the strict mode: such
    texts are kept from them. Stations of version 0.1 all say False, new ones are made with True.
    """

    show_unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """The content pack that was installed last: none with a lower ``sequence`` is taken after it."""

    sha256: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Station:
    """One station. ``anchors`` are other stations' CAs, each with its list where one was given.

    ``content_keys``: who may sign packs for it; pinned once, never replaced.
    """

    id: str
    agency: str
    name: str
    created: str
    ca: x509.Certificate
    crl: x509.CertificateRevocationList
    crl_number: int
    revoked: tuple[tuple[int, str], ...]
    recovery: X25519PublicKey
    ca_boxes: dict[str, str]
    settings: Settings = field(default_factory=Settings)
    anchors: tuple[Trusted, ...] = ()
    content_keys: ContentKeys | None = None
    pack: InstalledPack | None = None
    by: str = ""
    signature: str = ""
    seq: int = 0  # 0: a file of version 0.1
    prev: str = ""

    @property
    def mark(self) -> Mark:
        """Which state this is."""
        return Mark(
            self.seq, hashlib.sha256(rfc8785.dumps(self.statement())).hexdigest(), self.prev
        )

    @property
    def trusted(self) -> tuple[Trusted, ...]:
        """All pinned anchors, the own CA first."""
        return (Trusted(self.ca, self.crl), *self.anchors)

    def following(self, before: Station | None, user: OpenUser, above: int = 0) -> Station:
        """The same station as the state after ``before``, signed by a supervisor; numbered above ``above``.

        Raises UserError("not_supervisor"), UserError("station_damaged").
        """
        if user.role != "supervisor":
            raise UserError("not_supervisor")
        if user.ca != self.ca:  # the file was exchanged since the login
            raise UserError("station_damaged")
        mark = Mark(0, "") if before is None else before.mark
        mine = replace(self, by=user.name, seq=max(mark.seq, above) + 1, prev=mark.hash)
        return replace(mine, signature=b64(user.bundle.heads.sign(rfc8785.dumps(mine.statement()))))

    def check(self, keyring: Keyring) -> None:
        """The file is signed by a supervisor of the keyring, and the keyring is this CA's.

        That the CA is the right one only a login shows: each user pins it behind the passphrase.
        Raises UserError("station_damaged"), UserError("keyring_damaged").
        """
        keyring.check_signatures(self.ca)
        try:
            user = keyring.user(self.by)
            user.heads.verify(unb64(self.signature), rfc8785.dumps(self.statement()))
        except (UserError, InvalidSignature, ValueError):
            raise UserError("station_damaged") from None
        gone = user.disabled or keyring.closed.get(self.by, keyring.seq + 1) <= keyring.seq
        if user.role != "supervisor" or (self.seq > 0 and gone):
            raise UserError("station_damaged")

    def statement(self) -> dict[str, Any]:
        order = {"seq": self.seq, "prev": self.prev} if self.seq else {}
        return {
            **order,
            "what": "station",
            "v": VERSION if self.seq else 1,
            "id": self.id,
            "agency": self.agency,
            "name": self.name,
            "created": self.created,
            "ca": _pem(self.ca),
            "crl": _pem(self.crl),
            "crl_number": self.crl_number,
            "revoked": [[str(serial), at] for serial, at in self.revoked],
            "recovery": b64(self.recovery.public_bytes_raw()),
            "ca_boxes": dict(self.ca_boxes),
            "settings": {"show_unreviewed": self.settings.show_unreviewed},
            "anchors": [[_pem(a.ca), "" if a.crl is None else _pem(a.crl)] for a in self.anchors],
            "by": self.by,
            **self._content(),
        }

    def _content(self) -> dict[str, Any]:
        """Nothing where nothing was pinned or installed: such statements stay what was signed."""
        found: dict[str, Any] = {}
        if self.content_keys is not None:
            found["content_keys"] = self.content_keys.listed()
        if self.pack is not None:
            found["pack"] = {"sha256": self.pack.sha256, "sequence": self.pack.sequence}
        return found

    def trusting(self, ca: x509.Certificate, crl: x509.CertificateRevocationList | None) -> Station:
        """The same station with another's CA pinned; unsigned. A list never goes back to an older one.

        Raises UserError("not_a_ca"), UserError("crl_invalid"), UserError("crl_older").
        """
        if not pki.is_ca(ca):
            raise UserError("not_a_ca")
        if crl is not None and not pki.is_list_of(crl, ca):
            raise UserError("crl_invalid")
        known = next((one.crl for one in self.anchors if one.ca == ca), None)
        if known is not None and crl is not None and pki.number_of(crl) < pki.number_of(known):
            raise UserError("crl_older")
        latest = known if crl is None else crl  # a list that revokes nothing is falsy
        others = tuple(one for one in self.anchors if one.ca != ca)
        return replace(self, anchors=(*others, Trusted(ca, latest)))

    def dump(self) -> bytes:
        whole = self.statement() | {"signature": self.signature}
        return json.dumps(whole, indent=1, ensure_ascii=False).encode("utf-8")

    @classmethod
    def parse(cls, raw: bytes) -> Station:
        """Raises UserError("station_damaged")."""
        try:
            found = read_object(raw)
            seq = found["seq"] if found["v"] == VERSION else 0
            if found["v"] not in {1, VERSION} or type(found["crl_number"]) is not int:
                raise UserError("station_damaged")
            if type(seq) is not int or (found["v"] == VERSION) != (seq > 0):
                raise UserError("station_damaged")
            return cls(
                id=text_of(found, "id"),
                agency=text_of(found, "agency"),
                name=text_of(found, "name"),
                created=text_of(found, "created"),
                ca=_certificate(found["ca"]),
                crl=_crl(found["crl"]),
                crl_number=found["crl_number"],
                revoked=tuple((int(serial), at) for serial, at in found["revoked"]),
                recovery=X25519PublicKey.from_public_bytes(unb64(text_of(found, "recovery"))),
                ca_boxes=texts_of(found, "ca_boxes"),
                settings=Settings(found["settings"]["show_unreviewed"] is True),
                anchors=tuple(
                    Trusted(_certificate(ca), _crl(crl) if crl else None)
                    for ca, crl in found["anchors"]
                ),
                content_keys=_content_keys(found),
                pack=_installed_pack(found),
                by=text_of(found, "by"),
                signature=text_of(found, "signature"),
                seq=seq,
                prev=text_of(found, "prev") if seq else "",
            )
        except (AttributeError, KeyError, TypeError, *pki.BAD_CERTIFICATE) as error:
            raise UserError("station_damaged") from error


def seal_ca_key(
    key: ec.EllipticCurvePrivateKey,
    station: str,
    supervisors: tuple[User, ...],
    recovery: X25519PublicKey,
) -> dict[str, str]:
    """The CA's private key, sealed to each supervisor and to the recovery key."""
    raw = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    boxes = {one.name: seal_to(one.public, raw, _info(station, one.name)) for one in supervisors}
    return boxes | {RECOVERY: seal_to(recovery, raw, _info(station, RECOVERY))}


def open_ca_key(station: Station, user: OpenUser) -> ec.EllipticCurvePrivateKey:
    """Open the CA's key. Raises UserError("not_supervisor"), UserError("station_damaged")."""
    if user.ca != station.ca:  # the file was exchanged since the login
        raise UserError("station_damaged")
    box = station.ca_boxes.get(user.name)
    if box is None:
        raise UserError("not_supervisor")
    return _ca_key(station, open_sealed(user.bundle.decrypt, box, _info(station.id, user.name)))


def recover_ca_key(station: Station, rescue: X25519PrivateKey) -> ec.EllipticCurvePrivateKey:
    """Open the CA's key with the recovery key. Raises UserError("station_damaged")."""
    try:
        raw = open_sealed(rescue, station.ca_boxes[RECOVERY], _info(station.id, RECOVERY))
    except (KeyError, UserError) as error:
        raise UserError("station_damaged") from error
    return _ca_key(station, raw)


def _ca_key(station: Station, raw: bytes) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(raw, password=None)
    if (
        not isinstance(key, ec.EllipticCurvePrivateKey)
        or key.public_key() != station.ca.public_key()
    ):
        raise UserError("station_damaged")
    return key


def _info(station: str, user: str) -> str:
    return f"kakehashi station {station} ca-key {user}"


def _content_keys(found: dict[str, Any]) -> ContentKeys | None:
    """Raises UserError("station_damaged")."""
    if "content_keys" not in found:
        return None
    try:
        return ContentKeys.parse(found["content_keys"])
    except UserError:
        raise UserError("station_damaged") from None


def _installed_pack(found: dict[str, Any]) -> InstalledPack | None:
    if "pack" not in found:
        return None
    named = found["pack"]
    if type(named["sequence"]) is not int:
        raise UserError("station_damaged")
    return InstalledPack(text_of(named, "sha256"), named["sequence"])


def _pem(one: x509.Certificate | x509.CertificateRevocationList) -> str:
    return one.public_bytes(Encoding.PEM).decode("ascii")


def _certificate(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode("ascii"))


def _crl(pem: str) -> x509.CertificateRevocationList:
    return x509.load_pem_x509_crl(pem.encode("ascii"))
