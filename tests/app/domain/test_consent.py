# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Disclosure: what goes to whom, and why the rest stays (CONTENT.md §7). The heart of the promise."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.consent import (
    Decision,
    decide,
    decide_all,
    disclosed_answers,
    may_print,
    note_groups,
    released,
)
from app.domain.groups import answer_groups
from app.domain.pack import Pack
from app.services.record import disclosed, record_items
from tests.app.domain.allowing import handing
from tests.app.domain.talking import Talk, answers_of, random_answer


def refused(talk: Talk, recipient: str, **more: Any) -> str | None:
    return decide(talk.pack, talk.interview, recipient, **more).refused


def proved(pack: Pack, talk: Talk, decision: Decision) -> set[str]:
    """The groups whose completeness proof the recipient gets, as the record releases them."""
    names = disclosed(pack, decision, record_items(pack, talk.interview))
    return {name.removeprefix("group:") for name in names if name.startswith("group:")}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), agency=st.sampled_from(["isa", "police", "jcg"]))
def test_nothing_goes_beyond_the_table(pack: Pack, seed: int, agency: str) -> None:
    """Whatever was answered or invoked: never more than groups_at_most, never offences_note."""
    rng = random.Random(seed)
    talk = Talk(pack, agency=agency).adult()
    items = [i for i in pack.items.values() if rng.random() < 0.5 or i.phase == "REFR"]
    for item in items:
        if item.id not in answers_of(talk):
            talk.say(item.id, random_answer(rng, pack, item))
    for recipient in pack.recipients:
        basis = rng.choice(list(pack.legal_bases))
        groups = rng.sample(list(pack.groups), 5)
        talk.do("basis_invoked", recipient=recipient, basis=basis, groups=groups, reason="見本")
    for recipient, rule in pack.recipients.items():
        for signer in (None, handing(talk, recipient)):
            decision = decide(pack, talk.interview, recipient, approval=signer)
            seen = disclosed_answers(pack, decision, answers_of(talk))
            assert decision.groups <= set(rule.groups_at_most)
            assert rule.items_never.isdisjoint(seen)
            for item, told in ((pack.items[name], seen[name]) for name in seen):
                assert released(item, decision, answer_groups(item, told)) <= decision.groups
            assert proved(pack, talk, decision) <= decision.whole
            if recipient != "supervisor":
                assert "offences_note" not in decision.groups
            if decision.refused:
                assert not seen
            elif recipient not in {"person", "supervisor"}:
                withheld = {entry.group for entry in decision.withheld}
                assert withheld == set(rule.groups_at_most) - decision.whole


def test_nothing_asked_nothing_goes(pack: Pack) -> None:
    talk = Talk(pack).adult()
    open_ = {r for r, d in decide_all(pack, talk.interview).items() if d.allowed}
    assert open_ == {"supervisor"}


def test_all_is_everything_but_the_separate_groups(pack: Pack) -> None:
    decision = decide(pack, Talk(pack).adult().say("REFR-02", "all").interview, "wcsc")
    rule = pack.recipients["wcsc"]
    assert decision.groups == set(rule.groups_at_most) - {"contact_location", "private"}
    assert [(w.group, w.reason) for w in decision.withheld] == [
        ("contact_location", "separate"), ("private", "separate"),
    ]  # fmt: skip
    assert (decision.by, decision.told, decision.needs_countersign) == ("consent", True, False)


def test_parts_are_the_ticked_groups_and_contact_only_by_name(pack: Pack) -> None:
    ticked = {"consent": "parts", "groups": ["safety", "contact_location"]}
    decision = decide(pack, Talk(pack).adult().say("REFR-02", ticked).interview, "wcsc")
    assert decision.groups == {"safety", "contact_location"}
    assert ("identity", "not_ticked") in {(w.group, w.reason) for w in decision.withheld}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("no", "consent_no"),
        ("unsure", "consent_unsure"),
        ("declined", "consent_declined"),
        ("informed_of_duty", "basis_missing"),
    ],
)
def test_no_clear_yes_is_no(pack: Pack, raw: str, reason: str) -> None:
    talk = Talk(pack, agency="police").adult().say("IDEN-04", ["PHL"]).say("REFR-03", raw)
    assert refused(talk, "isa") == reason


def test_a_withdrawn_consent_opens_nothing(pack: Pack) -> None:
    talk = Talk(pack).adult().say("REFR-05", "all")
    assert refused(talk, "iom") is None
    assert refused(talk.do("consent_withdrawn", recipient="iom"), "iom") == "consent_withdrawn"


def test_a_locked_consent_opens_nothing(pack: Pack) -> None:
    talk = Talk(pack, agency="police").adult("no").say("REFR-03", "all").say("REFR-02", "all")
    assert refused(talk, "isa") == "consent_locked"
    assert refused(talk, "wcsc") is None  # gate care: a support centre stays reachable


def test_a_consent_whose_condition_is_false_opens_nothing(pack: Pack) -> None:
    talk = Talk(pack).adult().say("REFR-02", "all").say("IDEN-02", "man")
    assert refused(talk, "wcsc") == "condition_false"


@pytest.mark.parametrize("agency", ["isa", "police", "jcg"])
def test_the_own_agency_is_no_recipient(pack: Pack, agency: str) -> None:
    assert refused(Talk(pack, agency=agency).adult(), agency) == "own_agency"


def test_the_supervisor_alone_sees_offences(pack: Pack) -> None:
    talk = Talk(pack).adult().say("CTRL-08", {"made": "yes"})
    decision = decide(pack, talk.interview, "supervisor")
    assert "CTRL-08" in disclosed_answers(pack, decision, answers_of(talk))
    assert (decision.by, decision.told) == ("own_agency", True)


@pytest.mark.parametrize(
    ("raw", "made"), [("paper", True), ("phone_note", True), ("nothing", False)]
)
def test_the_own_paper_only_when_wanted(pack: Pack, raw: str, made: bool) -> None:
    talk = Talk(pack).adult()
    assert refused(talk, "person") == "person_copy_not_wanted"
    assert (refused(talk.say("CLOS-05", raw), "person") is None) is made
    assert refused(talk.say("CLOS-05", "declined"), "person") == "person_copy_not_wanted"


def embassy(pack: Pack, fears: Any = "nothing", wish: str = "everything") -> Talk:
    return Talk(pack).adult().say("IDEN-04", ["PHL"]).say("WISH-03", fears).say("REFR-06", wish)


def test_the_embassy_needs_a_supervisor(pack: Pack) -> None:
    talk = embassy(pack)
    decision = decide(pack, talk.interview, "embassy")
    assert (decision.refused, decision.grants) == ("countersignature_missing", ())
    assert decision.proposed == set(pack.recipients["embassy"].groups_at_most)
    assert refused(talk, "embassy", approval=handing(talk, "embassy")) is None


def test_papers_are_single_items(pack: Pack) -> None:
    talk = embassy(pack, wish="papers").say("IDEN-01", "見本").say("IDEN-02", "woman")
    decision = decide(pack, talk.interview, "embassy", approval=handing(talk, "embassy"))
    seen = disclosed_answers(pack, decision, answers_of(talk))
    assert list(seen) == ["IDEN-04", "IDEN-01"]
    assert (decision.groups, decision.whole) == ({"identity"}, frozenset())
    assert ("identity", "items_only") in {(w.group, w.reason) for w in decision.withheld}
    flag = {"flag:x:1": {"groups": [], "kind": "flag", "cites": ["SAFE-01"]}}
    never = {
        "flag:x:1": flag["flag:x:1"] | {"cites": [min(pack.recipients["embassy"].items_never)]}
    }
    assert disclosed(pack, decision, flag) == {"flag:x:1"}
    assert disclosed(pack, decision, never) == frozenset()


@pytest.mark.parametrize("fears", ["unsure", "declined"])
def test_without_an_answer_on_fears_the_embassy_stays_closed(pack: Pack, fears: str) -> None:
    talk = embassy(pack, fears)
    talk.do("danger_resolved", flag="fear_of_authorities", action="見本")
    assert refused(talk, "embassy", approval=handing(talk, "embassy")) == "consent_locked"


def test_fear_of_authorities_blocks_consent_and_treaty(pack: Pack) -> None:
    talk = embassy(pack, ["authorities"]).say("CLOS-06", {"detained": "yes"})
    talk.do(
        "basis_invoked", recipient="embassy", basis="consular_notification", groups=[], reason=""
    )
    assert refused(talk, "embassy", approval=handing(talk, "embassy")) == "blocked_by_flag"
    talk.do("danger_resolved", flag="fear_of_authorities", action="見本: 上司の判断")
    assert refused(talk, "embassy", approval=handing(talk, "embassy")) is None


def basis(talk: Talk, recipient: str, name: str, reason: str = "", *groups: str) -> Talk:
    return talk.do(
        "basis_invoked", recipient=recipient, basis=name, groups=list(groups), reason=reason
    )


def test_the_child_center_goes_only_by_basis(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 15).say("REFR-10", "understood")
    assert refused(talk, "cgc") == "basis_missing"
    decision = decide(pack, basis(talk, "cgc", "child_protection").interview, "cgc")
    assert decision.allowed
    assert (decision.by, decision.basis, decision.told) == ("basis", "child_protection", True)
    assert "contact_location" not in decision.groups
    assert "child_account" in decision.groups
    assert not decision.needs_countersign
    for group in ("contact_location", "private"):  # by name only, and with the reason
        assert group not in decision.groups
        silent = basis(talk, "cgc", "child_protection", " ", group, "safety")
        assert refused(silent, "cgc") == "reason_missing"
        named = basis(talk, "cgc", "child_protection", "見本の理由", group, "safety")
        assert decide(pack, named.interview, "cgc").groups == {group, "safety"}


#: recipient -> which laws open it what is told in confidence, where it is ticked by name
BY_LAW = {"cgc": {"child_protection", "danger_to_life"}, "wcsc": {"danger_to_life"},
          "medical": {"danger_to_life", "mental_health_emergency"}}  # fmt: skip


def test_what_is_told_in_confidence_goes_to_few(pack: Pack) -> None:
    """To whom at most, to whom only by name, by which laws, and to whom never."""
    most = {
        name for name, recipient in pack.recipients.items() if "private" in recipient.groups_at_most
    }
    assert most == {"medical", "wcsc", "cgc", "iom", "ngo", "supervisor"}
    never = {
        name for name, recipient in pack.recipients.items() if "private" in recipient.groups_never
    }
    assert never == set(pack.recipients) - most
    for name, recipient in pack.recipients.items():
        assert ("private" in recipient.groups_separate) is (
            name in most - {"medical", "supervisor"}
        )
        opening = {
            law
            for law in recipient.legal_bases
            if "private" in pack.legal_bases[law].groups_at_most
        }
        if name in most - {"supervisor"}:
            assert opening == BY_LAW.get(name, set())
    assert "private" in decide(pack, Talk(pack).adult().interview, "supervisor").groups


@pytest.mark.parametrize(
    ("recipient", "law"), [(r, law) for r, laws in BY_LAW.items() for law in sorted(laws)]
)
def test_a_law_opens_what_is_told_in_confidence_only_by_name(
    pack: Pack, recipient: str, law: str
) -> None:
    child = law == "child_protection"
    talk = Talk(pack, agency="police")
    talk = talk.say("AGE-01", 15) if child else talk.adult()
    talk.say("SAFE-03", {"urgent": "yes"}).say("NEED-05b", {"plan": "yes"})
    without = basis(talk, recipient, law, "見本")
    assert (
        "private"
        not in decide(
            pack, without.interview, recipient, approval=handing(without, recipient)
        ).groups
    )
    ticked = basis(talk, recipient, law, "見本", "private", "needs_health")
    signed = handing(ticked, recipient)
    assert decide(pack, ticked.interview, recipient, approval=signed).groups == {
        "private", "needs_health",
    }  # fmt: skip
    for reason in ("", " "):
        silent = basis(talk, recipient, law, reason, "private", "needs_health")
        assert refused(silent, recipient, approval=handing(silent, recipient)) == "reason_missing"


def test_the_child_basis_needs_a_child(pack: Pack) -> None:
    talk = basis(Talk(pack).adult(), "cgc", "child_protection")
    assert refused(talk, "cgc") == "basis_condition_false"


def test_danger_to_life_needs_an_open_red_flag_and_a_reason(pack: Pack) -> None:
    talk = Talk(pack).adult().say("SAFE-03", {"urgent": "yes"})
    assert refused(basis(talk, "medical", "danger_to_life"), "medical") == "reason_missing"
    assert refused(basis(talk, "medical", "danger_to_life", "見本"), "medical") is None
    talk.do("danger_resolved", flag="medical_urgent", action="見本: 119")
    assert refused(talk, "medical") == "basis_condition_false"


def test_immigration_notice_needs_flag_age_agency_and_countersignature(pack: Pack) -> None:
    talk = Talk(pack, agency="police")
    basis(talk, "isa", "immigration_notice", "見本")
    assert refused(talk, "isa") == "age_not_asked"
    assert refused(talk.adult(), "isa") == "basis_condition_false"
    talk.say("IDEN-06", {"valid": "expired"})
    assert refused(talk, "isa") == "countersignature_missing"
    decision = decide(pack, talk.interview, "isa", approval=handing(talk, "isa"))
    assert decision.groups == {"identity", "status", "interpreter", "process"}
    assert decision.countersigned_by == "SUP"
    assert ("account", "not_in_basis") in {(w.group, w.reason) for w in decision.withheld}
    assert decision.basis == "immigration_notice"


def test_a_basis_only_for_its_agency_and_recipient(pack: Pack) -> None:
    talk = Talk(pack, agency="jcg").adult()
    assert refused(basis(talk, "prosecutor", "accusation_duty", "見本"), "prosecutor") == (
        "basis_not_for_agency"
    )
    assert refused(basis(talk, "wcsc", "child_protection"), "wcsc") == "basis_not_for_recipient"
    assert refused(basis(talk, "wcsc", "a_free_text"), "wcsc") == "basis_unknown"


def test_the_treaty_names_single_items(pack: Pack) -> None:
    talk = Talk(pack).adult().say("IDEN-01", "見本").say("IDEN-05", "passport")
    basis(talk, "embassy", "consular_notification")
    assert refused(talk, "embassy") == "basis_condition_false"
    assert refused(talk.say("CLOS-06", {"detained": "yes"}), "embassy") == "fear_not_checked"
    talk.say("WISH-03", "nothing")
    assert refused(talk, "embassy") == "countersignature_missing"
    decision = decide(pack, talk.interview, "embassy", approval=handing(talk, "embassy"))
    assert list(disclosed_answers(pack, decision, answers_of(talk))) == ["IDEN-01"]


def test_a_psychiatric_emergency_is_for_police(pack: Pack) -> None:
    talk = Talk(pack, agency="police").adult()
    basis(talk, "medical", "mental_health_emergency", "見本")
    assert refused(talk, "medical") == "basis_condition_false"
    talk.say("NEED-05b", {"plan": "yes"})
    assert refused(talk, "medical", approval=handing(talk, "medical")) is None


def test_consent_and_basis_add_up(pack: Pack) -> None:
    talk = Talk(pack).adult().say("SAFE-03", {"urgent": "yes"})
    talk.say("REFR-08", {"consent": "parts", "groups": ["identity"]})
    basis(talk, "medical", "danger_to_life", "見本", "needs_health")
    decision = decide(pack, talk.interview, "medical")
    assert (decision.by, decision.groups) == ("consent+basis", {"identity", "needs_health"})


def test_a_child_path_closes_adult_consents(pack: Pack) -> None:
    talk = Talk(pack).adult().say("REFR-05", "all").do("sign_set", sign="apparent_minor")
    assert refused(talk, "iom") == "consent_locked"


def test_each_raising_carries_the_groups_of_what_raised_it(pack: Pack) -> None:
    assert may_print({"safety"}, {"safety", "identity"})
    assert not may_print({"safety", "control"}, {"safety"})
    talk = Talk(pack).say("SAFE-02", "yes").say("EMB-04", {"here": "yes"})
    talk.do("danger_raised", flag="fire_or_vessel", by="officer", cites=[])
    talk.do("danger_raised", flag="fear_of_authorities", by="officer", cites=[])
    ways = {f: [raising.ways for raising in r.raises] for f, r in talk.interview.flags.items()}
    assert ways["pursuer_near"] == [({"safety"},), ({"control"},)]
    assert ways["fire_or_vessel"] == [({"safety"},)]
    assert ways["fear_of_authorities"] == [({"wishes_fears"},)]


def test_a_free_note_stays_in_the_agency(pack: Pack) -> None:
    talk = Talk(pack).do("note_added", item=None, text="見本", lang="ja")
    talk.do("note_added", item="SAFE-01", text="見本", lang="ja")
    free, about = talk.interview.notes
    assert note_groups(pack, free) == set(pack.groups)
    assert note_groups(pack, about) == {"safety"}


def test_items_never_break_the_completeness_of_their_group(pack: Pack) -> None:
    talk = Talk(pack).adult().say("SAFE-01", "yes").say("REFR-02", "all").say("REFR-05", "no")
    decision = decide(pack, talk.interview, "wcsc")
    assert "REFR-05" not in disclosed_answers(pack, decision, answers_of(talk))
    complete = proved(pack, talk, decision)
    assert "process" not in complete
    assert "safety" in complete


def test_an_unknown_recipient(pack: Pack) -> None:
    assert refused(Talk(pack), "somebody") == "recipient_unknown"
