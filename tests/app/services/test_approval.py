# SPDX-License-Identifier: MIT
"""What a supervisor allows is a proof and no name: forged, borrowed and foreign ones open nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.crypto import envelope, names
from app.crypto.approval import APPROVAL_TYP, Approver, ProvedApproval
from app.crypto.sealed import seal as seal_token
from app.crypto.sealed import sign
from app.crypto.verify_record import RecordRejected, Trusted, verify
from app.domain.approval import jti
from app.domain.event import EventType, NewEvent
from app.errors import UserError
from app.ids import InterviewId
from app.services.approvals import approved, approved_beside, countersigned
from app.services.checking import Verifier
from app.services.record_ids import only
from app.services.workspace import Workspace
from app.storage.copy import copy_vault
from tests.checking import verified
from tests.stations import ADULT, House, begin, build_house, hand_out

CHILD = (("SAFE-01", "yes"), ("AGE-01", {"age": 14}), ("CHLD-00", "yes"))
EMBASSY = (*ADULT, ("WISH-03", "nothing"), ("REFR-06", "everything"))
ITEM, IAT = "WORK-03", 1795482000
OTHER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("approval"))


@pytest.fixture(scope="module")
def long_names(house: House) -> tuple[Approver, ...]:
    """Two more supervisors, with names of forty characters."""
    users = []
    for number in (1, 2):
        name, words = f"supervisor {number} ".ljust(40, "x"), f"lantern passphrase {number}"
        house.stations.add_user(house.supervisor, name, "supervisor", f"first {words}")
        users.append(house.stations.change_passphrase(name, f"first {words}", words))
    return tuple(Approver(user, house.stations.station().own) for user in users)


@pytest.fixture(scope="module")
def desk(house: House, long_names: tuple[Approver, ...]) -> Iterator[Workspace]:
    assert len(long_names) > 1  # their names are known to whoever opens later
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def own(house: House) -> tuple[Trusted, ...]:
    return house.stations.station().own


def forged(house: House, role: str, **claims: Any) -> str:
    """A statement in the form of an approval, by whoever of the station."""
    user = {"officer": house.officer, "supervisor": house.supervisor}[role]
    return sign(APPROVAL_TYP, {**user.signer.claims, "iat": IAT, **claims}, user.signer)


def locked(desk: Workspace, case: InterviewId) -> bool:
    return ITEM not in desk.interviews.open(case).interview.opened


def test_a_supervisor_opens_an_item_and_the_proof_lasts(house: House, desk: Workspace) -> None:
    case = begin(desk, CHILD)
    session = desk.interviews.unlock_item(case, ITEM, "見本", house.approver)
    assert session.interview.opened == {ITEM}
    desk.interviews._states.clear()  # read again from the events
    assert not locked(desk, case)
    desk.interviews.answer(case, ITEM, {"start": "8", "end": "24", "days_off": 1})


@pytest.mark.parametrize("what", ["name", "officer", "other record", "other item", "cut", "act"])
def test_an_event_alone_opens_nothing(house: House, desk: Workspace, what: str) -> None:
    """An officer holds the vault's key and can write any event."""
    case = begin(desk, CHILD)
    good = {"jti": jti(case), "act": "unlock", "item": ITEM}
    text = {
        "name": None,
        "officer": forged(house, "officer", **good),
        "other record": forged(house, "supervisor", **good | {"jti": jti(OTHER)}),
        "other item": forged(house, "supervisor", **good | {"item": "SAFE-01"}),
        "cut": forged(house, "supervisor", **good)[:-4],
        "act": forged(house, "supervisor", **good | {"act": "unmark", "text": ITEM}),
    }[what]
    payload = {"item": ITEM, "reason": "見本", "by": "supervisor one"}
    if text is not None:
        payload["approval"] = text
    desk.interviews.add(case, NewEvent(EventType.LOCK_OPENED, payload))
    assert locked(desk, case)
    with pytest.raises(UserError, match="item_locked"):
        desk.interviews.answer(case, ITEM, {"start": "8", "end": "24", "days_off": 1})
    payload["approval"] = forged(house, "supervisor", **good)  # positive control
    desk.interviews.add(case, NewEvent(EventType.LOCK_OPENED, payload))
    assert not locked(desk, case)


def test_a_handover_needs_the_approval_of_this_handover(
    house: House, desk: Workspace, tmp_path: Path
) -> None:
    first, second = begin(desk, EMBASSY), begin(desk, EMBASSY)
    for case in (first, second):
        desk.interviews.seal(case)
    handovers, boss = desk.handovers, house.approver
    given = handovers.approve(first, "embassy", boss)
    assert given is not None
    with pytest.raises(UserError, match="countersignature_missing"):
        handovers.prepare(first, "embassy")
    with pytest.raises(UserError, match="countersignature_missing"):
        handovers.prepare(second, "embassy", approval=given)  # of another record
    version = given.claims["sd_hash"]
    groups = given.claims["groups"]
    for wrong in (
        boss.handover(first, version, "iom", groups, IAT),
        boss.handover(first, version, "embassy", groups[1:], IAT),
        boss.handover(first, "another version", "embassy", groups, IAT),
        boss.record(first, version, IAT),
    ):
        with pytest.raises(UserError, match="countersignature_missing"):
            handovers.prepare(first, "embassy", approval=wrong)
    hand_out(handovers, first, "embassy", tmp_path / "embassy.pdf", approval=given)
    trusted = house.stations.station().trusted
    verdict = verified(Verifier(house.adapters.reader, trusted), tmp_path / "embassy.pdf")
    assert (verdict.valid, verdict.approved_by) == (True, (given.by,))
    made = handovers.prepare(first, "embassy", approval=given)
    around = envelope.read(made.document.attachment)
    record = verify(around.presentation, trusted)
    assert approved_beside(record, around, trusted) == (given.by,)
    for other in (
        replace(around, recipient="iom"),
        replace(
            around,
            approvals=(
                boss.handover(
                    second, given.claims["sd_hash"], "embassy", given.claims["groups"], IAT
                ).jws,
            ),
        ),
        *(
            replace(around, approvals=(forged(house, "supervisor", jti=jti(first), **claims),))
            for claims in (
                {"act": "unlock", "item": ITEM, "sd_hash": [version]},
                {"act": "unmark", "text": ITEM, "sd_hash": {}},
            )
        ),
    ):
        with pytest.raises(RecordRejected, match="approval_foreign"):
            approved_beside(record, other, trusted)
    desk.interviews.amend(first, "見本")  # a new version is a new decision
    desk.interviews.seal(first)
    with pytest.raises(UserError, match="countersignature_missing"):
        handovers.prepare(first, "embassy", approval=given)


def test_a_basis_with_a_mere_name_is_shown_and_opens_nothing(house: House, desk: Workspace) -> None:
    case = begin(desk, (*EMBASSY[:-1], ("CLOS-06", {"detained": "yes"})))
    consent = {
        "recipient": "embassy",
        "basis": "consular_notification",
        "groups": [],
        "reason": "見本",
    }
    named = consent | {"countersigned_by": "supervisor one"}
    desk.interviews.add(case, NewEvent(EventType.BASIS_INVOKED, named))
    found = {decision.recipient: decision for decision in desk.handovers.decisions(case)}["embassy"]
    assert (found.refused, found.named) == ("countersignature_missing", "supervisor one")
    assert found.countersigned_by is None
    desk.interviews.invoke_basis(
        case, "embassy", "consular_notification", (), "見本", house.approver
    )
    found = {decision.recipient: decision for decision in desk.handovers.decisions(case)}["embassy"]
    assert (found.refused, found.named) == (None, None)
    assert found.countersigned_by


def test_two_supervisors_with_the_longest_names_allow_one_handover(
    house: House, desk: Workspace, long_names: tuple[Approver, ...], tmp_path: Path
) -> None:
    """The page names both, whatever room that takes; nobody refuses the honest file for it."""
    basis, sending = long_names
    case = begin(desk, (*EMBASSY, ("CLOS-06", {"detained": "yes"})))
    desk.interviews.invoke_basis(case, "embassy", "consular_notification", (), "見本", basis)
    desk.interviews.seal(case)
    given = desk.handovers.approve(case, "embassy", sending)
    document = desk.handovers.prepare(case, "embassy", approval=given).document
    names = (document.countersigned_by or "").split(", ")
    assert [len(name) for name in names] == [40, 40]
    hand_out(desk.handovers, case, "embassy", tmp_path / "both.pdf", approval=given)
    verifier = Verifier(house.adapters.reader, house.stations.station().trusted, only(house.pack))
    found = verified(verifier, tmp_path / "both.pdf")
    assert (found.reason, found.warnings) == (None, ())


def test_an_officer_is_no_approver(house: House, own: tuple[Trusted, ...]) -> None:
    with pytest.raises(UserError, match="not_supervisor"):
        Approver(house.officer, own)
    text = forged(house, "officer", jti=jti(OTHER), act="unlock", item=ITEM)
    with pytest.raises(RecordRejected, match="signer_role"):
        ProvedApproval(text, own)
    sends: dict[str, Any] = {"act": "handover", "sd_hash": "x", "recipient": "embassy"}
    unlisted: tuple[Any, ...] = ([[1]], [{}], ["safety", None], {"a": 1}, 5)
    for claims in (
        {"act": "unlock"},
        {"act": "all", "item": ITEM},
        {"act": "unlock", "item": 5},
        {"act": ["unlock"], "item": ITEM},
        *({**sends, "groups": wrong} for wrong in unlisted),
    ):
        with pytest.raises(RecordRejected, match="approval_form"):
            ProvedApproval(forged(house, "supervisor", jti=jti(OTHER), **claims), own)


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({}, None),
        ({"jti": jti(OTHER)}, "approval_foreign"),
        ({"item": "CTRL-04"}, "approval_foreign"),
    ],
)
def test_a_record_with_a_borrowed_approval_is_refused(
    house: House, own: tuple[Trusted, ...], claims: dict[str, str], reason: str | None
) -> None:
    record = "11111111-1111-4111-8111-111111111111"
    good = {"jti": jti(record), "act": "unlock", "item": ITEM}
    item = {"groups": ["process"], "kind": "unlocked", "cites": [ITEM], "reason": "見本"}
    item["approval"] = forged(house, "supervisor", **good | claims)
    token = seal_token(
        {"iat": IAT, "jti": jti(record)}, {f"unlocked:{ITEM}": item}, house.officer.signer
    )
    found = verify(token, own)
    if reason is None:
        assert approved(found, own) == (house.approver.record(record, "x", IAT).by,)
        return
    with pytest.raises(RecordRejected, match=reason):
        approved(found, own)


def test_a_supervisor_of_another_station_allows_nothing_here(
    house: House, own: tuple[Trusted, ...], tmp_path: Path
) -> None:
    other = build_house(tmp_path)
    record = "11111111-1111-4111-8111-111111111111"
    text = forged(other, "supervisor", jti=jti(record), act="unlock", item=ITEM)
    item = {
        "groups": ["process"],
        "kind": "unlocked",
        "cites": [ITEM],
        "reason": "",
        "approval": text,
    }
    token = seal_token(
        {"iat": IAT, "jti": jti(record)}, {f"unlocked:{ITEM}": item}, house.officer.signer
    )
    both = (*own, *other.stations.station().own)
    with pytest.raises(RecordRejected, match="approval_foreign"):
        approved(verify(token, both), both)


def test_a_countersignature_counts_for_its_version_alone(
    house: House, own: tuple[Trusted, ...]
) -> None:
    signer, record = house.officer.signer, "11111111-1111-4111-8111-111111111111"
    tokens = [seal_token({"iat": IAT, "jti": jti(record), "ver": n}, {}, signer) for n in (1, 2)]
    mine = verify(tokens[0], own)
    text = house.approver.record(record, mine.record_hash, IAT).jws
    assert countersigned((text,), tokens[0].split("~")[0], own)
    assert countersigned((text,), tokens[1].split("~")[0], own) == ()
    assert countersigned(("forged", text[:-4]), tokens[0].split("~")[0], own) == ()


def test_nothing_is_begun_that_readers_refuse_for_its_approver(tmp_path: Path) -> None:
    """The supervisor who opened a locked item was closed since: the record of then proves nothing more."""
    house = build_house(tmp_path)
    stations = house.stations
    stations.add_user(house.supervisor, "supervisor two", "supervisor", "another passphrase 5")
    second = stations.unlock("supervisor two", "another passphrase 5")
    desk = house.open(house.officer)
    case = begin(desk, CHILD)
    desk.interviews.unlock_item(case, ITEM, "見本", Approver(second, stations.station().own))
    desk.interviews.seal(case)
    assert desk.handovers.prepare(case, "supervisor")  # positive control
    desk.close()
    stations.disable_user(house.supervisor, "supervisor two", copy_vault)
    desk = house.open(house.officer)
    with pytest.raises(UserError) as error:
        desk.handovers.prepare(case, "supervisor")
    assert (error.value.code, error.value.params["reason"]) == ("sealed_unverifiable", "revoked")
    desk.close()


def test_no_fold_proves_a_list_of_names(
    house: House, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begin(desk, CHILD)
    desk.interviews.unlock_item(case, ITEM, "見本", house.approver)
    asked = []
    real = names.read

    def read(anchor: Trusted) -> names.StationNames:
        asked.append(anchor)
        return real(anchor)

    monkeypatch.setattr(names, "read", read)
    desk.interviews._states.clear()
    (given,) = desk.interviews.open(case).interview.approvals
    assert asked == []
    assert given.by == "supervisor one"
    assert asked


def test_what_nobody_can_allow_is_no_approval(
    house: House, desk: Workspace, own: tuple[Trusted, ...]
) -> None:
    case = begin(desk, CHILD)
    text = forged(house, "supervisor", jti=jti(case), act="age", state="adult")
    with pytest.raises(RecordRejected, match="approval_form"):
        ProvedApproval(text, own)


def test_what_came_beside_a_record_stays_with_it(tmp_path: Path) -> None:
    """The registry keeps the countersignature and what allowed the handover, and tells both."""
    house = build_house(tmp_path)
    desk = house.open(house.officer)
    case = begin(desk, EMBASSY)
    desk.interviews.seal(case)
    plain, signed, sent = (tmp_path / f"{name}.pdf" for name in ("plain", "signed", "sent"))
    hand_out(desk.handovers, case, "supervisor", plain)
    hand_out(
        desk.handovers,
        case,
        "embassy",
        sent,
        approval=desk.handovers.approve(case, "embassy", house.approver),
    )
    desk.handovers.countersign(case, house.approver)
    hand_out(desk.handovers, case, "supervisor", signed)
    desk.close()
    boss = house.open(house.supervisor)
    assert boss.intake is not None
    assert boss.registry is not None
    found = []
    for file in (plain, sent, sent, signed, signed, plain):
        found += [result.status for result in boss.intake.import_files([file])]
        (row,) = boss.registry.list()
        view = boss.registry.show(row.record_hash)
        found.append((row.countersigned, view.countersigned_by, view.approved_by))
    who = ("supervisor one",)
    assert found == [
        "imported", (False, (), ()), "updated", (False, (), who), "unchanged", (False, (), who),
        "updated", (True, who, who), "unchanged", (True, who, who), "unchanged", (True, who, who),
    ]  # fmt: skip
    boss.close()
