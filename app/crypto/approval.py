# SPDX-License-Identifier: MIT
"""Proving what a supervisor allowed (RECORD.md "Approval"): the only maker of `app.domain.approval.Approval`.

An approval names the record and the act with all that was allowed, so that it fits no other record,
recipient or version. The role stands in the certificate: an officer's signature allows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Final, final

from cryptography import x509

from app.crypto import names, pki
from app.crypto.keyring import OpenUser
from app.crypto.member import SUPERVISOR
from app.crypto.sealed import sign
from app.crypto.verify_record import RecordRejected, Trusted, open_statement
from app.domain.approval import Act, Approval, jti
from app.errors import UserError

APPROVAL_TYP: Final = "interview-approval+jwt"
_FORMS: Final[Mapping[str, Mapping[str, type]]] = MappingProxyType({
    Act.RECORD: {"sd_hash": str},
    Act.HANDOVER: {"sd_hash": str, "recipient": str, "groups": list},
    Act.BASIS: {"recipient": str, "basis": str, "groups": list},
    Act.UNLOCK: {"item": str},
    Act.UNMARK: {"text": str},
})  # fmt: skip


def _is(value: object, kind: type) -> bool:
    """Whether it is of that type; a list holds texts."""
    if isinstance(value, list):
        return kind is list and all(isinstance(word, str) for word in value)
    return isinstance(value, kind)


@final
class ProvedApproval(Approval):
    """An approval whose signature holds under a trusted station. The constructor checks it."""

    __slots__ = ("_claims", "_jws", "_trusted", "signer")

    def __init__(self, jws: str, trusted: Sequence[Trusted]) -> None:
        """Raises RecordRejected: what `open_statement` raises, and ("approval_form")."""
        claims, signer = open_statement(jws, APPROVAL_TYP, trusted, frozenset({SUPERVISOR}))
        form = _FORMS.get(str(claims.get("act")))
        if form is None or not isinstance(claims.get("jti"), str):
            raise RecordRejected("approval_form")
        if not all(_is(claims.get(name), kind) for name, kind in form.items()):
            raise RecordRejected("approval_form")
        self._jws = jws
        self._claims = MappingProxyType(claims)
        self.signer: x509.Certificate = signer
        self._trusted = tuple(trusted)

    @property
    def jws(self) -> str:
        return self._jws

    @property
    def by(self) -> str:
        """The supervisor's name by the lists that came with the anchors; else the number.

        To prove a list takes its time: none is where nobody asks, as in folding.
        """
        return _named(pki.name_of(self.signer), self._trusted)

    @property
    def claims(self) -> Mapping[str, Any]:
        return self._claims

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ProvedApproval) and self.jws == other.jws

    def __hash__(self) -> int:
        return hash(self.jws)


@final
class Approver:
    """A supervisor who proved the own key in somebody else's session. Allows one act after the other."""

    __slots__ = ("_trusted", "_user")

    def __init__(self, user: OpenUser, own: Sequence[Trusted]) -> None:
        """``own``: the station itself. Raises UserError("not_supervisor")."""
        if user.role != SUPERVISOR:
            raise UserError("not_supervisor")
        self._user = user
        self._trusted = tuple(own)

    @property
    def user(self) -> OpenUser:
        return self._user

    def record(self, record: str, version: str, iat: int) -> ProvedApproval:
        return self._approve(Act.RECORD, record, iat, {"sd_hash": version})

    def unlock(self, record: str, item: str, iat: int) -> ProvedApproval:
        return self._approve(Act.UNLOCK, record, iat, {"item": item})

    def unmark(self, record: str, text: str, iat: int) -> ProvedApproval:
        return self._approve(Act.UNMARK, record, iat, {"text": text})

    def basis(
        self, record: str, recipient: str, basis: str, groups: Iterable[str], iat: int
    ) -> ProvedApproval:
        more = {"recipient": recipient, "basis": basis, "groups": sorted(groups)}
        return self._approve(Act.BASIS, record, iat, more)

    def handover(
        self, record: str, version: str, recipient: str, groups: Iterable[str], iat: int
    ) -> ProvedApproval:
        more = {"sd_hash": version, "recipient": recipient, "groups": sorted(groups)}
        return self._approve(Act.HANDOVER, record, iat, more)

    def _approve(self, act: Act, record: str, iat: int, more: Mapping[str, Any]) -> ProvedApproval:
        signer = self._user.signer
        claims = {**signer.claims, "iat": iat, "jti": jti(record), "act": act.value, **more}
        text = sign(APPROVAL_TYP, claims, signer)
        return ProvedApproval(text, self._trusted)


def same_station(certificate: x509.Certificate, other: x509.Certificate) -> bool:
    """Both certificates are of one station's CA, whose names two stations could share but not its key."""
    keys = [
        each.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        for each in (certificate, other)
    ]
    return keys[0] is not None and keys[0] == keys[1] and certificate.issuer == other.issuer


def _named(number: str, trusted: Sequence[Trusted]) -> str:
    """The name of a staff number, by the lists that came with the anchors; else what was given."""
    for anchor in trusted:
        with suppress(UserError):
            staff = names.read(anchor).staff
            if number in staff:
                return staff[number]
    return number
