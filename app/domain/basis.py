# SPDX-License-Identifier: MIT
"""Legal bases that stand in for consent (CONTENT.md §7, legal_bases.json): the closed list, as checks.

What a machine can check of a basis is checked here; what only people can judge (that a paper is at
hand, that protection was weighed first) is the written reason and the supervisor's
countersignature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from app.domain.age import PROTECTIVE
from app.domain.condition import AgeState
from app.domain.facts import Facts
from app.domain.pack import LegalBasis, Recipient
from app.domain.state import Invoked
from app.ids import BasisId, FlagId, GroupId

CONTACT: Final = GroupId("contact_location")
OFFENCES: Final = GroupId("offences_note")
PRIVATE: Final = GroupId("private")
BY_NAME: Final = frozenset(
    {CONTACT, PRIVATE}
)  # never opened by a law alone, only where they are named
OWN_AGENCY: Final = BasisId("own_agency_supervision")
CONSULAR: Final = BasisId("consular_notification")
CHILD_PROTECTION: Final = BasisId("child_protection")

#: Notices wait while the age is not known (CONTENT.md §6); what averts a danger does not.
WAITS_FOR_AGE: Final = frozenset({
    BasisId("immigration_notice"),
    BasisId("accusation_duty"),
    CONSULAR,
})  # fmt: skip


def _reasoned(_facts: Facts, invoked: Invoked) -> str | None:
    return None if invoked.reason.strip() else "reason_missing"


def _child(facts: Facts, _invoked: Invoked) -> str | None:
    return None if facts.age_state in PROTECTIVE else "basis_condition_false"


def _child_interview(facts: Facts, invoked: Invoked) -> str | None:
    """The reason has to say that it was agreed with the Child Guidance Center."""
    return _child(facts, invoked) or _reasoned(facts, invoked)


def _danger(facts: Facts, invoked: Invoked) -> str | None:
    red = any(facts.pack.flags[flag].severity == "red" for flag in facts.flags_open)
    return _reasoned(facts, invoked) if red else "basis_condition_false"


def _open_flag(flag: str) -> Callable[[Facts, Invoked], str | None]:
    def check(facts: Facts, _invoked: Invoked) -> str | None:
        return None if FlagId(flag) in facts.flags_open else "basis_condition_false"

    return check


def _consular(facts: Facts, _invoked: Invoked) -> str | None:
    """Arrested or detained, and the fear of the own authorities was asked about."""
    detained = facts.at(facts.pack.roles.detained)
    if detained is None or detained.data != "yes":
        return "basis_condition_false"
    fears = facts.at(facts.pack.roles.fear_of_authorities)
    return None if fears is not None and fears.state is None else "fear_not_checked"


_CONDITIONS: Final[Mapping[BasisId, Callable[[Facts, Invoked], str | None]]] = MappingProxyType({
    CHILD_PROTECTION: _child,
    BasisId("child_joint_interview"): _child_interview,
    BasisId("danger_to_life"): _danger,
    BasisId("immigration_notice"): _open_flag("no_valid_status"),
    BasisId("accusation_duty"): _reasoned,
    BasisId("lawful_request"): _reasoned,
    CONSULAR: _consular,
    BasisId("mental_health_emergency"): _open_flag("suicide_immediate"),
})  # fmt: skip


def fault(facts: Facts, recipient: Recipient, invoked: Invoked) -> str | None:
    """Why this basis opens nothing for this recipient, or None (countersignature not judged).

    Codes: ``basis_unknown``, ``basis_not_for_recipient``, ``basis_not_for_agency``,
    ``basis_condition_false``, ``reason_missing``, ``fear_not_checked``, ``age_not_asked``.
    """
    basis = facts.pack.legal_bases.get(invoked.basis)
    if basis is None or invoked.basis == OWN_AGENCY:
        return "basis_unknown"
    if basis.id not in recipient.legal_bases or recipient.id not in basis.recipients:
        return "basis_not_for_recipient"
    if facts.agency not in basis.who:
        return "basis_not_for_agency"
    if basis.id in WAITS_FOR_AGE and facts.age_state is AgeState.NOT_ASKED:
        return "age_not_asked"
    condition = _CONDITIONS.get(basis.id, _reasoned)  # an entry of a later pack: at least a reason
    return condition(facts, invoked)


def groups_of(
    basis: LegalBasis, recipient: Recipient, ticked: tuple[GroupId, ...]
) -> frozenset[GroupId]:
    """What may go: basis ∩ recipient (∩ ticked, if any); some groups only if ticked by name."""
    both = frozenset(basis.groups_at_most) & frozenset(recipient.groups_at_most)
    if ticked:
        return (both & frozenset(ticked)) - {OFFENCES}
    return both - BY_NAME - {OFFENCES}
