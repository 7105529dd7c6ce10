# SPDX-License-Identifier: MIT
"""An older record goes by its own rules and by today's: what either forbids does not go."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.consent import decide
from app.domain.pack import Pack
from app.domain.stricter import stricter, ticked_by_name
from app.ids import BasisId, FlagId, GroupId, ItemId, RecipientId
from app.services.record import disclosed, record_items
from tests import regrouped
from tests.app.domain.allowing import handing
from tests.app.domain.talking import Talk, begun

WCSC = RecipientId("wcsc")


def changed(pack: Pack, recipient: str = "wcsc", **fields: Any) -> Pack:
    """Today's pack: the same with one recipient changed."""
    rule = replace(pack.recipients[RecipientId(recipient)], **fields)
    recipients = MappingProxyType({**pack.recipients, rule.id: rule})
    return replace(pack, sha256="f" * 64, recipients=recipients)


@pytest.fixture
def talk(pack: Pack) -> Talk:
    return Talk(pack).adult().say("REFR-02", "all").say("IDEN-01", "見本 花子")


def groups(pack: Pack, talk: Talk, **signed: Any) -> frozenset[GroupId]:
    return decide(pack, talk.interview, WCSC, **signed).groups


def test_the_same_pack_is_itself(pack: Pack) -> None:
    assert stricter(pack, pack) is pack


def test_groups_are_those_of_both(pack: Pack, talk: Talk) -> None:
    own = groups(pack, talk)
    assert "needs_health" in own
    fewer = tuple(g for g in pack.recipients[WCSC].groups_at_most if g != "needs_health")
    more = (*pack.recipients[WCSC].groups_at_most, GroupId("offences_note"))
    assert groups(stricter(pack, changed(pack, groups_at_most=fewer)), talk) == own - {
        "needs_health"
    }
    assert groups(stricter(pack, changed(pack, groups_at_most=more)), talk) == own
    assert groups(stricter(changed(pack, groups_at_most=fewer), pack), talk) == own - {
        "needs_health"
    }


def test_a_supervisor_is_needed_where_either_says_so(pack: Pack, talk: Talk) -> None:
    for own, today in (
        (pack, changed(pack, needs_supervisor=True)),
        (changed(pack, needs_supervisor=True), pack),
    ):
        rules = stricter(own, today)
        assert decide(rules, talk.interview, WCSC).refused == "countersignature_missing"
        assert decide(rules, talk.interview, WCSC, approval=handing(talk, WCSC, rules)).allowed


def test_a_flag_blocks_where_either_says_so(pack: Pack, talk: Talk) -> None:
    talk.say("SAFE-01", "no")
    flag = next(iter(talk.interview.flags_open))
    rules = stricter(pack, changed(pack, blocked_by_flags=frozenset({FlagId(flag)})))
    assert decide(rules, talk.interview, WCSC).refused == "blocked_by_flag"
    assert decide(pack, talk.interview, WCSC).allowed


def test_one_that_is_no_recipient_any_more_gets_nothing(pack: Pack, talk: Talk) -> None:
    left = MappingProxyType({k: v for k, v in pack.recipients.items() if k != WCSC})
    rules = stricter(pack, replace(pack, sha256="f" * 64, recipients=left))
    assert not decide(rules, talk.interview, WCSC).allowed


def test_items_that_never_go_are_those_of_both(pack: Pack, talk: Talk) -> None:
    never = frozenset({ItemId("IDEN-01")})
    rules = stricter(pack, changed(pack, items_never=never))
    items = record_items(pack, talk.interview)
    assert "IDEN-01" in disclosed(pack, decide(pack, talk.interview, WCSC), items)
    assert "IDEN-01" not in disclosed(rules, decide(rules, talk.interview, WCSC), items)


def test_an_item_that_was_regrouped_needs_both_groups(pack: Pack, talk: Talk) -> None:
    """Sealed under ``identity``, today's pack calls it something that this reader never gets."""
    item = replace(pack.items[ItemId("IDEN-01")], group=GroupId("offences_note"))
    today = replace(pack, sha256="f" * 64, items=MappingProxyType({**pack.items, item.id: item}))
    rules = stricter(pack, today)
    items = record_items(pack, talk.interview)
    assert "IDEN-01" not in disclosed(rules, decide(rules, talk.interview, WCSC), items)
    looser = stricter(today, pack)
    sealed = record_items(today, talk.interview)
    assert "IDEN-01" not in disclosed(looser, decide(looser, talk.interview, WCSC), sealed)


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"groups_at_most": ()}, 0),
        ({"who": frozenset()}, 0),
        ({"recipients": ()}, 0),
        ({"countersign": True}, 1),
    ],
)
def test_legal_bases_are_drawn_together(pack: Pack, change: dict[str, Any], left: int) -> None:
    name = BasisId("child_protection")
    basis = replace(pack.legal_bases[name], **change)
    today = replace(
        pack, sha256="f" * 64, legal_bases=MappingProxyType({**pack.legal_bases, name: basis})
    )
    found = stricter(pack, today).legal_bases[name]
    assert bool(found.groups_at_most and found.who and found.recipients) == bool(left)
    if "countersign" in change:
        assert found.countersign
    gone = replace(
        pack,
        sha256="f" * 64,
        legal_bases=MappingProxyType({k: v for k, v in pack.legal_bases.items() if k != name}),
    )
    assert name not in stricter(pack, gone).legal_bases


def test_a_group_that_the_older_pack_does_not_know_is_judged_by_today(
    pack: Pack, talk: Talk
) -> None:
    """A value that moved to ``private`` goes to the own agency and to whom today's rule names."""
    left = {k: v for k, v in pack.groups.items() if k != "private"}
    at_most = tuple(g for g in pack.recipients[WCSC].groups_at_most if g != "private")
    old = replace(changed(pack, groups_at_most=at_most), groups=MappingProxyType(left))
    rules = stricter(old, pack)
    today = set(pack.recipients[WCSC].groups_at_most)
    assert ("private" in rules.recipients[WCSC].groups_at_most) == ("private" in today)
    own = rules.recipients[RecipientId("supervisor")].groups_at_most
    assert "private" in own or "private" not in pack.groups


def names(rules: Pack, talk: Talk, reader: str) -> frozenset[str]:
    approval = handing(talk, reader, rules)
    decision = decide(rules, talk.interview, RecipientId(reader), approval=approval)
    assert decision.allowed, decision.refused
    return disclosed(rules, decision, record_items(talk.pack, talk.interview))


def test_a_sign_of_danger_goes_where_its_answer_goes_today(pack: Pack, older: Pack) -> None:
    """Raised by a value that was in the item's group when it was sealed, and is not today."""
    rules = stricter(older, pack)
    talk = begun(older, "isa").say("EMB-03", ["pregnancy"])
    for reader in ("labour", "otit", "police", "prosecutor"):
        own, found = names(older, talk, reader), names(rules, talk, reader)
        assert any(name.startswith(CONCERN) for name in own)
        assert not any(name.startswith((CONCERN, "EMB-03")) for name in found), reader
    assert any(name.startswith(CONCERN) for name in names(rules, talk, "supervisor"))
    by_hand = begun(older, "isa").do("danger_raised", flag=FLAG, by="officer", cites=[])
    assert any(name.startswith(CONCERN) for name in names(rules, by_hand, "labour"))


def test_no_proof_tells_of_a_value_that_moved_since(pack: Pack, older: Pack) -> None:
    """With the answer and without it the same proofs go, of the group of then and of those of today."""
    rules, found = stricter(older, pack), []
    talk = begun(older, "police")
    for choices in (None, ["broker"], ["broker", "false_papers_arranged"]):
        talk = begun(older, "police").say("RECR-00", {"text": "見本"})
        if choices:
            talk.say("TRAV-01", choices)
        found.append(
            {name for name in names(rules, talk, "prosecutor") if name.startswith("group:")}
        )
    assert found[0] == found[1] == found[2]
    assert "group:account" not in found[0]
    assert "group:account" in names(older, talk, "prosecutor")  # it could have gone


FLAG = "early_departure_concern"
CONCERN = f"flag:{FLAG}:"


@pytest.fixture(scope="module")
def older() -> Pack:
    return regrouped.before()


def test_a_group_of_today_is_ticked_by_nobody_and_by_no_law_in_an_older_interview(
    pack: Pack,
) -> None:
    """The real pack of 0.1, which has no ``private``: what moves there goes by today's rule alone."""
    old = regrouped.first()
    rules = stricter(old, pack)
    assert "private" not in old.groups
    for name, recipient in ticked_by_name(rules).items():
        assert set(recipient.groups_at_most) <= set(old.groups)
        assert set(recipient.groups_at_most) >= {*rules.recipients[name].groups_at_most} - {
            "private"
        }
    talk = Talk(old).adult().say("SAFE-03", {"urgent": "yes"})
    talk.do("basis_invoked", recipient="medical", basis="danger_to_life", groups=[], reason="見本")
    medical = RecipientId("medical")
    assert "needs_health" in decide(rules, talk.interview, medical).groups
    assert "private" not in decide(rules, talk.interview, medical).groups
