# SPDX-License-Identifier: MIT
"""The station's own file: name, agency, CA certificates and revocation lists, signed settings, trust.

`station.json` is public knowledge at the station; what in it decides something (settings, pinned
anchors) is signed by a supervisor, from the second version on with its number and the hash of the state
before (`app.crypto.order`). The CA's private key lies in it sealed to each supervisor and to the
recovery key. A station that version 0.1 made has two CAs: the one that its users pin and that its
records of format 1 are under, and a second one for format 2, which stands in this file alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, Final

import rfc8785
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from app.crypto import names, pki
from app.crypto.content_keys import ContentKeys
from app.crypto.keyring import Keyring, OpenUser
from app.crypto.member import SUPERVISOR
from app.crypto.order import OrderMark, is_sane
from app.crypto.seal_box import b64, unb64
from app.crypto.strict_json import read_object, text_of, texts_of
from app.crypto.verify_record import Trusted
from app.domain.agency import agency_id
from app.errors import UserError

VERSION: Final = 2  # 1: no order


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
class Authority:
    """One CA of the station with its list; its key lies sealed in ``ca_boxes``, by holder."""

    ca: x509.Certificate
    crl: x509.CertificateRevocationList
    crl_number: int
    revoked: tuple[tuple[int, str], ...]
    ca_boxes: dict[str, str]

    def statement(self) -> dict[str, Any]:
        return {
            "ca": _pem(self.ca),
            "crl": _pem(self.crl),
            "crl_number": self.crl_number,
            "revoked": [[str(serial), at] for serial, at in self.revoked],
            "ca_boxes": dict(self.ca_boxes),
        }

    @classmethod
    def parse(cls, found: dict[str, Any]) -> Authority:
        """Raises ValueError, KeyError, TypeError or what reading a certificate raises."""
        if type(found["crl_number"]) is not int:
            raise ValueError("no number")
        return cls(
            ca=_certificate(found["ca"]),
            crl=_crl(found["crl"]),
            crl_number=found["crl_number"],
            revoked=tuple((int(serial), at) for serial, at in found["revoked"]),
            ca_boxes=texts_of(found, "ca_boxes"),
        )


@dataclass(frozen=True, slots=True)
class Station:
    """One station. ``anchors`` are other stations' CAs, each with its list where one was given.

    ``root``: the CA that the users pin. ``number``, ``names`` (a signed list, `app.crypto.names`) and
    ``second`` are empty at a station that 0.1 made until a supervisor's next login.
    ``content_keys``: who may sign packs for it; pinned once, never replaced.
    """

    id: str
    agency: str
    name: str
    created: str
    root: Authority
    recovery: X25519PublicKey
    number: str = ""
    names: str = ""
    second: Authority | None = None
    settings: Settings = field(default_factory=Settings)
    anchors: tuple[Trusted, ...] = ()
    content_keys: ContentKeys | None = None
    pack: InstalledPack | None = None
    by: str = ""
    signature: str = ""
    seq: int = 0  # 0: a file of version 0.1
    prev: str = ""

    @property
    def mark(self) -> OrderMark:
        """Which state this is."""
        return OrderMark(
            self.seq, hashlib.sha256(rfc8785.dumps(self.statement())).hexdigest(), self.prev
        )

    @property
    def ca(self) -> x509.Certificate:
        """The CA that the users pin."""
        return self.root.ca

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """The own CAs, the one for format 2 last."""
        return (self.root, *(() if self.second is None else (self.second,)))

    @property
    def newest(self) -> Authority:
        """The CA under which is signed now."""
        return self.authorities[-1]

    @property
    def own(self) -> tuple[Trusted, ...]:
        """The own CAs as anchors, with the names for the one of format 2."""
        return tuple(
            Trusted(
                authority.ca, authority.crl, self.names if pki.format_of(authority.ca) > 1 else ""
            )
            for authority in self.authorities
        )

    @property
    def trusted(self) -> tuple[Trusted, ...]:
        """All pinned anchors, the own CAs first."""
        return (*self.own, *self.anchors)

    def following(self, before: Station | None, user: OpenUser, above: int = 0) -> Station:
        """The same station as the state after ``before``, signed by a supervisor; numbered above ``above``.

        Raises UserError("not_supervisor"), UserError("station_damaged").
        """
        if user.role != SUPERVISOR:
            raise UserError("not_supervisor")
        if user.ca != self.ca:  # the file was exchanged since the login
            raise UserError("station_damaged")
        mark = OrderMark(0, "") if before is None else before.mark
        mine = replace(self, by=user.name, seq=max(mark.seq, above) + 1, prev=mark.hash)
        return replace(mine, signature=b64(user.bundle.heads.sign(rfc8785.dumps(mine.statement()))))

    def check(self, keyring: Keyring) -> None:
        """The file is signed by a supervisor of the keyring, and the keyring is this CA's.

        That the CA is the right one only a login shows: each user pins it behind the passphrase.
        Raises UserError("station_damaged"), UserError("keyring_damaged").
        """
        gone = self._signed_in(keyring)
        if gone is None or (self.seq > 0 and gone):
            raise UserError("station_damaged")

    def check_noted(self, keyring: Keyring, *, vouched: bool) -> None:
        """The same for a state that was noted while it stood: who signed it may be closed by now.

        ``vouched``: a supervisor noted it; its signer may be one whom this keyring does not know yet.
        """
        if self._signed_in(keyring) is None and not vouched:
            raise UserError("station_damaged")

    def _signed_in(self, keyring: Keyring) -> bool | None:
        """Whether the supervisor who signed it is closed; None: nobody of the keyring. Raises as `check`."""
        keyring.check_signatures(self.ca)
        self._check_second(keyring)
        user = next((user for user in keyring.users if user.name == self.by), None)
        if user is None:
            return None
        try:
            user.heads.verify(unb64(self.signature), rfc8785.dumps(self.statement()))
        except (InvalidSignature, ValueError):
            raise UserError("station_damaged") from None
        if user.role != SUPERVISOR:
            raise UserError("station_damaged")
        return user.disabled or keyring.closed.get(self.by, keyring.seq + 1) <= keyring.seq

    def _check_second(self, keyring: Keyring) -> None:
        """The CA for format 2 names this station, and who has its certificate is who the entry says."""
        ca = self.newest.ca
        if pki.format_of(ca) == 1:
            return
        try:
            place = pki.holder_of(ca)
        except ValueError:
            raise UserError("station_damaged") from None
        fits = (place.agency, place.station) == (self.agency, self.number)
        if self.second is not None:
            seconds = [(user, user.second) for user in keyring.users if user.second is not None]
            fits = fits and all(user.holds(second, ca) for user, second in seconds)
        if not fits:
            raise UserError("station_damaged")

    def statement(self) -> dict[str, Any]:
        order = {"seq": self.seq, "prev": self.prev} if self.seq else {}
        later = {
            "number": self.number,
            "names": self.names,
            "second": {} if self.second is None else self.second.statement(),
        }
        return {
            **order,
            **{name: value for name, value in later.items() if value},
            **self.root.statement(),
            "what": "station",
            "v": VERSION if self.seq else 1,
            "id": self.id,
            "agency": self.agency,
            "name": self.name,
            "created": self.created,
            "recovery": b64(self.recovery.public_bytes_raw()),
            "settings": {"show_unreviewed": self.settings.show_unreviewed},
            "anchors": [_anchor(anchor) for anchor in self.anchors],
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

    def trusting(self, anchor: Trusted) -> Station:
        """The same station with another's CA pinned; unsigned. Nothing goes back to an older one.

        Raises UserError not_a_ca, crl_invalid, crl_older, names_wrong, names_older, number_taken.
        """
        if not pki.is_ca(anchor.ca):
            raise UserError("not_a_ca")
        if anchor.crl is not None and not pki.is_list_of(anchor.crl, anchor.ca):
            raise UserError("crl_invalid")
        if any(_same_number(trusted.ca, anchor.ca) for trusted in self.trusted):
            raise UserError("number_taken")
        before = next(
            (trusted for trusted in self.anchors if trusted.ca == anchor.ca),
            Trusted(anchor.ca, None),
        )
        crl = anchor.crl
        if crl is None:  # a list that revokes nothing is falsy
            crl = before.crl
        elif before.crl is not None and pki.number_of(crl) < pki.number_of(before.crl):
            raise UserError("crl_older")
        latest = replace(anchor, crl=crl)
        if before.names and not anchor.names:
            latest = _still_named(replace(latest, names=before.names))
        elif names.read(latest).seq < names.seq_of(before.names):
            raise UserError("names_older")
        others = tuple(trusted for trusted in self.anchors if trusted.ca != anchor.ca)
        return replace(self, anchors=(*others, latest))

    def dump(self) -> bytes:
        whole = self.statement() | {"signature": self.signature}
        return json.dumps(whole, indent=1, ensure_ascii=False).encode("utf-8")

    @classmethod
    def parse(cls, raw: bytes) -> Station:
        """Raises UserError("station_damaged")."""
        try:
            found = read_object(raw)
            seq = found["seq"] if found["v"] == VERSION else 0
            if found["v"] not in {1, VERSION}:
                raise UserError("station_damaged")
            if found["v"] == VERSION and not is_sane(seq):
                raise UserError("station_damaged")
            return cls(
                id=text_of(found, "id"),
                agency=agency_id(text_of(found, "agency")),
                name=text_of(found, "name"),
                created=text_of(found, "created"),
                root=Authority.parse(found),
                recovery=X25519PublicKey.from_public_bytes(unb64(text_of(found, "recovery"))),
                number=text_of({"number": "", **found}, "number"),
                names=text_of({"names": "", **found}, "names"),
                second=Authority.parse(found["second"]) if "second" in found else None,
                settings=Settings(found["settings"]["show_unreviewed"] is True),
                anchors=tuple(_trusted(*anchor) for anchor in found["anchors"]),
                content_keys=_content_keys(found),
                pack=_installed_pack(found),
                by=text_of(found, "by"),
                signature=text_of(found, "signature"),
                seq=seq,
                prev=text_of(found, "prev") if seq else "",
            )
        except (AttributeError, KeyError, TypeError, *pki.BAD_CERTIFICATE) as error:
            raise UserError("station_damaged") from error


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


def _same_number(ca: x509.Certificate, other: x509.Certificate) -> bool:
    """Whether two different CAs of format 2 say to be the same station."""
    both = pki.format_of(ca) == pki.format_of(other) == 2  # noqa: PLR2004 the format
    return ca != other and both and pki.holder_of(ca).station == pki.holder_of(other).station


def _still_named(anchor: Trusted) -> Trusted:
    """The anchor with its names of before, unless the new list revokes who signed them."""
    try:
        names.read(anchor)
    except UserError:
        return replace(anchor, names="")
    return anchor


def _anchor(anchor: Trusted) -> list[str]:
    names_of = [anchor.names] if anchor.names else []  # 0.1 wrote two texts
    return [_pem(anchor.ca), "" if anchor.crl is None else _pem(anchor.crl), *names_of]


def _trusted(ca: str, crl: str, signed_names: str = "") -> Trusted:
    return Trusted(_certificate(ca), _crl(crl) if crl else None, signed_names)


def _pem(signed: x509.Certificate | x509.CertificateRevocationList) -> str:
    return signed.public_bytes(Encoding.PEM).decode("ascii")


def _certificate(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode("ascii"))


def _crl(pem: str) -> x509.CertificateRevocationList:
    return x509.load_pem_x509_crl(pem.encode("ascii"))
