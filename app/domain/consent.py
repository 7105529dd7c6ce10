# SPDX-License-Identifier: MIT
"""Disclosure: what one recipient may receive, and why the rest stays (DECISIONS.md §1.4, CONTENT.md §7).

`decide` is the only place that opens a group to anyone. It starts from nothing: a group goes only
where the person agreed to it, or where a legal basis of the closed list stands in and its
conditions hold. Reason codes of a refusal: ``own_agency``, ``not_asked``, ``consent_no``,
``consent_unsure``, ``consent_declined``, ``consent_withdrawn``, ``consent_locked``,
``condition_false``, ``basis_missing``, ``blocked_by_flag``, ``countersignature_missing``,
``no_recipient_consent``, ``person_copy_not_wanted``, ``recipient_unknown`` and those of
`app.domain.basis.fault`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain import basis as legal
from app.domain.approval import Approval
from app.domain.evidence import values_of
from app.domain.facts import Facts
from app.domain.groups import (
    MARKED,
    Groups,
    item_groups,
    mark_group,
    pieces,
    together,
)
from app.domain.interview import facts as facts_of
from app.domain.lock import lock_reason
from app.domain.pack import Item, Pack, Recipient
from app.domain.state import Interview, InterviewState, Invoked, Note
from app.domain.value import Answer, PartValue
from app.ids import BasisId, GroupId, ItemId, RecipientId

_PROTECTION: Final = "protection"  # the layout of a reader who looks after the person
_PAPER: Final = frozenset({"paper", "phone_note"})
_TOLD_ONLY: Final = frozenset({"informed_of_duty", "explained", "understood", "not_understood"})


@dataclass(frozen=True, slots=True)
class Grant:
    """Groups opened by one source; ``only`` limits them to single items (None = every item)."""

    groups: frozenset[GroupId]
    only: frozenset[ItemId] | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A group the recipient could receive and does not.

    ``not_ticked``, ``separate``, ``not_in_basis``, ``not_named``, ``items_only`` (single items go).
    """

    group: GroupId
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What goes to one recipient. When ``refused`` is set nothing goes and ``grants`` is empty.

    ``by``: ``consent``, ``basis``, ``consent+basis``, ``own_agency`` or ``person``.
    ``told``: the person was told about this handover. ``proposed``: the groups that would go once
    the missing countersignature is there. ``approvals``: the ones it rests on. ``named``: a supervisor whom
    an event of format 1 only names.
    """

    recipient: RecipientId
    refused: str | None
    by: str | None = None
    basis: BasisId | None = None
    grants: tuple[Grant, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    told: bool = False
    needs_countersign: bool = False
    approvals: tuple[Approval, ...] = ()
    named: str | None = None
    written: str | None = (
        None  # who a file says allowed it: to draw its pages again, never to decide
    )
    proposed: frozenset[GroupId] = frozenset()

    @property
    def allowed(self) -> bool:
        return self.refused is None

    @property
    def countersigned_by(self) -> str | None:
        """Who allowed it, proved; None where nobody had to."""
        return ", ".join(dict.fromkeys(approval.by for approval in self.approvals)) or self.written

    @property
    def groups(self) -> frozenset[GroupId]:
        """Groups of which anything may go."""
        return frozenset(group for grant in self.grants for group in grant.groups)

    @property
    def whole(self) -> frozenset[GroupId]:
        """Groups that are open as such, not only by single items: what derived statements need."""
        return frozenset(g for grant in self.grants if grant.only is None for g in grant.groups)


def decide(
    pack: Pack,
    interview: Interview,
    recipient_id: RecipientId,
    approval: Approval | None = None,
) -> Decision:
    """Decide what one recipient may receive now. ``approval``: a supervisor's, of this very handover."""
    recipient = pack.recipients.get(recipient_id)
    if recipient is None:
        return Decision(recipient_id, "recipient_unknown")
    if recipient_id == interview.agency:
        return Decision(recipient_id, "own_agency")
    facts = facts_of(pack, interview)
    if recipient_id == pack.roles.person:
        return _person_copy(facts, interview, recipient)
    if recipient_id == pack.roles.supervisor:
        return _supervisor(facts, recipient)
    if not recipient.blocked_by_flags.isdisjoint(facts.flags_open):
        return Decision(recipient_id, "blocked_by_flag")
    return _third_party(facts, interview, recipient, approval)


def decide_all(pack: Pack, interview: Interview) -> dict[RecipientId, Decision]:
    """One decision per recipient, in the order of the pack: the matrix of the disclosure screen."""
    return {recipient: decide(pack, interview, recipient) for recipient in pack.recipients}


def opens(pack: Pack, decision: Decision, item: ItemId, groups: Groups) -> bool:
    """Tell whether the recipient may see what of one item's answer belongs to ``groups``.

    A grant of single items opens what has the item's own group, never a value with another.
    """
    if item in pack.recipients[decision.recipient].items_never:
        return False
    groups = released(pack.items[item], decision, groups)
    single = groups == {pack.items[item].group} and any(
        groups <= grant.groups and item in (grant.only or ()) for grant in decision.grants
    )
    return single or groups <= decision.whole or _protects(pack, decision, item, groups)


def released(item: Item, decision: Decision, groups: Groups) -> Groups:
    """What an answer still needs where a law lets it go without the further group (`Release`)."""
    release = item.release
    if release is None or decision.basis not in release.bases:
        return groups
    return groups - {release.besides}


def _protects(pack: Pack, decision: Decision, item: ItemId, groups: Groups) -> bool:
    """A child's own words go to child protection also where they are marked, with why they changed."""
    account = pack.roles.childs_account
    return (
        pack.items[item].group == account
        and not (item_groups(pack.items[item]) - {account}) & groups
        and pack.recipients[decision.recipient].layout == _PROTECTION
        and groups <= {*MARKED.values(), account}
        and account in decision.whole
    )


def disclosed_answers(
    pack: Pack, decision: Decision, answers: Mapping[ItemId, Answer]
) -> dict[ItemId, Answer]:
    """What the recipient may read of ``answers``, in the given order; others leave no trace."""
    found: dict[ItemId, Answer] = {}
    for item, answer in answers.items():
        parts = (
            piece
            for groups, piece in pieces(pack.items[item], answer).items()
            if opens(pack, decision, item, groups)
        )
        if seen := together(pack.items[item], parts):
            found[item] = seen
    return found


def may_print(cited: Collection[GroupId], disclosed: Collection[GroupId]) -> bool:
    """Tell whether all groups a derived statement rests on are disclosed (CONTENT.md §7)."""
    return set(cited) <= set(disclosed)


def note_groups(pack: Pack, note: Note) -> Groups:
    """Groups of a note: its item's and its mark's; a free note may hold anything and needs them all."""
    if note.item is not None and note.item in pack.items:
        own = pack.items[note.item].group
        return frozenset({own, mark_group(note.mark, own)})
    return frozenset(pack.groups)


def _person_copy(facts: Facts, interview: Interview, recipient: Recipient) -> Decision:
    """Cards, contacts and next steps, only when wanted (CLOS-05); never a group."""
    value = _consent_value(facts, recipient)
    wanted = value is not None and not values_of(value).isdisjoint(_PAPER)
    if not wanted or _locked(facts, interview, recipient):
        return Decision(recipient.id, "person_copy_not_wanted")
    return Decision(recipient.id, None, by="person", told=True)


def _supervisor(facts: Facts, recipient: Recipient) -> Decision:
    """Use inside the own agency: everything, also offences_note; openings are audited."""
    basis = facts.pack.legal_bases.get(facts.pack.roles.own_agency)
    if basis is None or facts.agency not in basis.who:
        return Decision(recipient.id, "basis_not_for_agency")
    groups = frozenset(basis.groups_at_most) & frozenset(recipient.groups_at_most)
    told = facts.at(facts.pack.roles.records_explained)
    return Decision(
        recipient.id,
        None,
        by="own_agency",
        basis=basis.id,
        grants=(Grant(groups),),
        told=told is not None and told.state is None,
        needs_countersign=basis.countersign,
    )


def _third_party(
    facts: Facts, interview: Interview, recipient: Recipient, approval: Approval | None
) -> Decision:
    """Someone outside the own agency: by consent, by an invoked legal basis, or by both."""
    by_consent, no_consent = _by_consent(facts, interview, recipient)
    invoked = interview.bases.get(recipient.id)
    by_basis, no_basis = _by_basis(facts, recipient, invoked)
    basis = facts.pack.legal_bases[invoked.basis] if invoked and by_basis else None
    grants = tuple(grant for grant in (by_consent, by_basis) if grant)
    told = _told(facts, recipient)
    if not grants:
        return Decision(recipient.id, no_basis or no_consent, told=told)
    ways = [name for name, grant in (("consent", by_consent), ("basis", by_basis)) if grant]
    groups = frozenset(group for grant in grants for group in grant.groups)
    asked = bool(by_consent and recipient.needs_supervisor), bool(basis and basis.countersign)
    given = _given(interview, recipient, invoked, approval, groups)
    missing = (asked[0] and given[0] is None) or (asked[1] and given == (None, None))
    return Decision(
        recipient.id,
        "countersignature_missing" if missing else None,
        by="+".join(ways),
        basis=basis.id if basis else None,
        grants=() if missing else grants,
        withheld=() if missing else _withheld(facts, recipient, grants),
        told=told,
        needs_countersign=any(asked),
        approvals=tuple(approval for approval in given if approval)
        if any(asked) and not missing
        else (),
        named=invoked.named if invoked and any(asked) else None,
        proposed=groups,
    )


def sent_version(interview: Interview) -> str:
    """What an approval of a handover names: the sealed version, of a draft the head of its chain."""
    draft = interview.state is InterviewState.DRAFT or not interview.versions
    return interview.head if draft else interview.versions[-1].record_hash


def _given(
    interview: Interview,
    recipient: Recipient,
    invoked: Invoked | None,
    approval: Approval | None,
    groups: frozenset[GroupId],
) -> tuple[Approval | None, Approval | None]:
    """What a supervisor allowed: this handover, which is enough for all, and the basis it rests on."""
    record, version = str(interview.id or ""), sent_version(interview)
    if approval is not None and not approval.sends(record, version, recipient.id, groups):
        approval = None
    return approval, interview.invoked(invoked) if invoked else None


def _by_consent(
    facts: Facts, interview: Interview, recipient: Recipient
) -> tuple[Grant | None, str | None]:
    """The grant of the person's own consent, or why there is none."""
    if recipient.consent_item is None:
        return None, "no_recipient_consent"
    value = _consent_value(facts, recipient)
    if value is None:
        return None, "not_asked"
    closed = _consent_closed(facts, interview, recipient, facts.pack.items[recipient.consent_item])
    if closed is None and value.state is not None:
        closed = f"consent_{value.state.value}"
    return (None, closed) if closed else _consent_grant(facts.pack, recipient, value)


def _consent_closed(
    facts: Facts, interview: Interview, recipient: Recipient, item: Item
) -> str | None:
    """Why an answer to the consent item opens nothing, whatever it says."""
    if _locked(facts, interview, recipient):
        return "consent_locked"
    if not facts.holds(item.condition):
        return "condition_false"
    return "consent_withdrawn" if recipient.id in interview.withdrawn else None


def _consent_grant(
    pack: Pack, recipient: Recipient, value: PartValue
) -> tuple[Grant | None, str | None]:
    """What the word of consent opens. A statement or a duty told about opens nothing by itself."""
    at_most = frozenset(recipient.groups_at_most) - {pack.roles.offences}
    word = next(iter(values_of(value)), "")
    if word in _TOLD_ONLY:
        return None, "basis_missing"
    if word == "all":
        return Grant(at_most - frozenset(recipient.groups_separate)), None
    if word == "parts" and isinstance(value.data, dict):
        listed = value.data.get("groups")
        ticked = {str(group) for group in listed} if isinstance(listed, list) else set()
        return Grant(frozenset(group for group in at_most if group in ticked)), None
    mapped = recipient.consent_map.get(word)
    if mapped is None or not (mapped.groups or mapped.items):
        return None, "consent_no"
    if mapped.groups:
        return Grant(at_most & frozenset(mapped.groups)), None
    own = frozenset(pack.items[item].group for item in mapped.items)
    return Grant(at_most & own, frozenset(mapped.items)), None


def _by_basis(
    facts: Facts, recipient: Recipient, invoked: Invoked | None
) -> tuple[Grant | None, str | None]:
    """The grant of an invoked legal basis, or why there is none (None, None: none was invoked)."""
    if invoked is None:
        return None, None
    if fault := legal.fault(facts, recipient, invoked):
        return None, fault
    roles = facts.pack.roles
    groups = legal.groups_of(
        roles, facts.pack.legal_bases[invoked.basis], recipient, invoked.groups
    )
    if not groups:
        return None, "basis_opens_no_group"
    only = frozenset(roles.consular) if invoked.basis == roles.consular_notice else None
    return Grant(groups, only), None


def _consent_value(facts: Facts, recipient: Recipient) -> PartValue | None:
    return facts.value(recipient.consent_item) if recipient.consent_item else None


def _locked(facts: Facts, interview: Interview, recipient: Recipient) -> bool:
    if recipient.consent_item is None:
        return False
    item = facts.pack.items[recipient.consent_item]
    return lock_reason(facts, item, interview.opened, interview.language) is not None


def _told(facts: Facts, recipient: Recipient) -> bool:
    """The person knows of this recipient: its consent item was asked or explained."""
    value = _consent_value(facts, recipient)
    return value is not None and value.state is None


def _withheld(
    facts: Facts, recipient: Recipient, grants: tuple[Grant, ...]
) -> tuple[Withheld, ...]:
    """Every group the recipient could have received and does not, with the reason."""
    whole = {group for grant in grants if grant.only is None for group in grant.groups}
    partly = {
        facts.pack.items[item].group
        for grant in grants
        for item in grant.only or ()
        if item in facts.answers
        and frozenset({facts.pack.items[item].group})
        in pieces(facts.pack.items[item], facts.answers[item])
    }
    only_basis = facts.consent(recipient.id) not in {"all", "parts", *recipient.consent_map}
    out: list[Withheld] = []
    for group in recipient.groups_at_most:
        if group in whole:
            continue
        if group in partly:
            reason = "items_only"
        elif only_basis:
            reason = "not_named" if group in facts.pack.roles.by_name else "not_in_basis"
        else:
            reason = "separate" if group in recipient.groups_separate else "not_ticked"
        out.append(Withheld(group, reason))
    return tuple(out)
