# SPDX-License-Identifier: MIT
"""Legal bases that stand in for consent (CONTENT.md §7, legal_bases.json): the closed list, as checks.

What a machine can check of a basis is checked here; what only people can judge (that a paper is at
hand, that protection was weighed first) is the written reason and the supervisor's
countersignature.
"""

from __future__ import annotations

from app.domain.age import PROTECTIVE
from app.domain.condition import AgeState
from app.domain.facts import Facts
from app.domain.pack import LegalBasis, Recipient
from app.domain.roles import Roles
from app.domain.state import Invoked
from app.ids import BasisId, GroupId


def _consular(facts: Facts) -> str | None:
    """Arrested or detained, and the fear of the own authorities was asked about."""
    detained = facts.at(facts.pack.roles.detained)
    if detained is None or detained.data != "yes":
        return "basis_condition_false"
    fears = facts.at(facts.pack.roles.fear_of_authorities)
    return None if fears is not None and fears.state is None else "fear_not_checked"


def _holds(facts: Facts, basis: BasisId) -> bool:
    """Whether what a machine can see of the basis is so; of a basis it knows nothing of it sees nothing."""
    roles, flags = facts.pack.roles, facts.flags_open
    if basis in roles.for_children and facts.age_state not in PROTECTIVE:
        return False
    red = any(facts.pack.flags[flag].severity == "red" for flag in flags)
    if basis in roles.against_danger and not red:
        return False
    return basis not in roles.flag_of_basis or roles.flag_of_basis[basis] in flags


def _condition(facts: Facts, invoked: Invoked) -> str | None:
    """Why the basis does not hold now. A later pack's own entry needs at least a reason in words.

    Some reasons have to say more: that it was agreed with the Child Guidance Center, for instance. A group
    that no law opens by itself needs one whatever the basis.
    """
    roles = facts.pack.roles
    if invoked.basis == roles.consular_notice:
        return _consular(facts)
    if not _holds(facts, invoked.basis):
        return "basis_condition_false"
    named = not {*roles.by_name}.isdisjoint(invoked.groups)
    unasked = invoked.basis in roles.without_reason and not named
    return None if unasked or invoked.reason.strip() else "reason_missing"


def fault(facts: Facts, recipient: Recipient, invoked: Invoked) -> str | None:
    """Why this basis opens nothing for this recipient, or None (countersignature not judged).

    Codes: ``basis_unknown``, ``basis_not_for_recipient``, ``basis_not_for_agency``,
    ``basis_condition_false``, ``reason_missing``, ``fear_not_checked``, ``age_not_asked``.
    """
    basis = facts.pack.legal_bases.get(invoked.basis)
    if basis is None or invoked.basis == facts.pack.roles.own_agency:
        return "basis_unknown"
    if basis.id not in recipient.legal_bases or recipient.id not in basis.recipients:
        return "basis_not_for_recipient"
    if facts.agency not in basis.who:
        return "basis_not_for_agency"
    if basis.id in facts.pack.roles.wait_for_age and facts.age_state is AgeState.NOT_ASKED:
        return "age_not_asked"
    return _condition(facts, invoked)


def groups_of(
    roles: Roles, basis: LegalBasis, recipient: Recipient, ticked: tuple[GroupId, ...]
) -> frozenset[GroupId]:
    """What may go: basis ∩ recipient (∩ ticked, if any); some groups only if ticked by name."""
    both = frozenset(basis.groups_at_most) & frozenset(recipient.groups_at_most)
    if ticked:
        return (both & frozenset(ticked)) - {roles.offences}
    return both - {*roles.by_name, roles.offences}
