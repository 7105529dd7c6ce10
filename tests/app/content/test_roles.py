# SPDX-License-Identifier: MIT
"""Roles: what an item is for is data of the pack; each role is demanded, and nothing else is one."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.content import load, load_builtin
from app.content.build import build
from app.content.checks.pack_index import PackFault
from app.content.draft import PackDraft
from app.content.load_roles import before_roles
from app.content.walk.compare import disagreements
from app.content.walk.machine import Script
from app.domain.consent import decide
from app.domain.pack import Pack
from app.domain.parse import AnswerError
from app.domain.roles import ROLES, PartRole, RoleKind, Roles
from app.errors import UserError
from app.ids import RecipientId
from app.paths import program_root
from tests.app.domain.talking import Talk
from tests.counts import count

FaultsAfter = Callable[[str, Callable[[Any], None]], list[PackFault]]
ITEM = re.compile(r"\b([A-Z]{3,4}-)(\d)(\d[a-c]?)\b")


def role_faults(faults_after: FaultsAfter, change: Callable[[Any], None]) -> dict[str, str]:
    faults = faults_after("roles", lambda raw: change(raw["roles"]))
    return {fault.where: fault.what for fault in faults if fault.check == "role"}


def test_every_role_stands_in_the_pack_and_no_other(draft: PackDraft) -> None:
    assert set(draft.files["roles"]["roles"]) == set(ROLES) == set(Roles.__slots__)


@pytest.mark.parametrize("name", ROLES)
def test_a_role_that_is_missing_is_told_with_what_it_is_for(
    faults_after: FaultsAfter, name: str
) -> None:
    told = role_faults(faults_after, lambda roles: roles.pop(name))
    assert told.keys() == {f"role {name}"}
    assert ROLES[name].about in told[f"role {name}"]


@pytest.mark.parametrize(
    ("name", "value", "told_fault"),
    [
        ("language", "LANG-99", "no such place: LANG-99"),
        ("language", "LANG-01.none", "no such place: LANG-01.none"),
        ("language", "LANG-01", "no such place: LANG-01"),  # a composite item: which part?
        ("language", ["LANG-01.best"], "one id is needed, no list"),
        ("age", "AGE-01.birth_date", "AGE-01.birth_date is date, needed is number"),
        ("sex", "NEED-02", "NEED-02 is "),
        ("sex", "WISH-02", "WISH-02 cannot be answered by man, other, woman"),
        ("age_doubted", "PREP-05.risks=nobody", "PREP-05.risks cannot be answered by nobody"),
        ("explained", "CONS-01", "a list is needed"),
        ("explained", ["CONS-01", "CARD-01"], "no such item: CARD-01"),
        ("open_accounts", ["SAFE-01"], "SAFE-01 is yn4, needed is text"),
        ("distress", "no_such_sign", "no such sign: no_such_sign"),
        ("age_doubt", "distress", "no such flag: distress"),
        ("locks", {"IDEN-06": "CONS-99"}, "no such item: CONS-99"),
        ("locks", ["IDEN-06"], "an object is needed"),
        ("locks", {"CARD-01": "CONS-04b"}, "no such item: CARD-01"),
        ("offences", "offences", "no such group: offences"),
        ("offences", "safety", "not offences_note"),
        ("childs_account", "account", "not child_account"),
        ("supervisor", "safety", "no such recipient: safety"),
        ("own_agency", "no_law", "no such legal basis: no_law"),
        ("flag_of_basis", {"immigration_notice": "none"}, "no such flag: none"),
        ("flag_of_basis", {"none": "no_valid_status"}, "no such legal basis: none"),
        ("ended_by_handover", {"none": "cgc"}, "no such timer: none"),
        ("reading_order", {"no_layout": ["safety"]}, "no such layout: no_layout"),
        ("reading_order", {"iom": "safety"}, "a list is needed"),
        ("reading_order", {"iom": ["none"]}, "no such group: none"),
        ("sexual_purposes", ["PURPOSE.none"], "no such code: PURPOSE.none"),
        ("safe_here", 5, "no id"),
    ],
)
def test_a_role_points_at_what_can_have_it(
    faults_after: FaultsAfter, name: str, value: Any, told_fault: str
) -> None:
    told = role_faults(faults_after, lambda roles: roles.update({name: value}))
    assert told.keys() == {f"role {name}"}
    assert told[f"role {name}"].startswith(told_fault)


def test_a_role_that_the_program_does_not_know_is_refused(faults_after: FaultsAfter) -> None:
    told = role_faults(faults_after, lambda roles: roles.update(favourite="SAFE-01"))
    assert told == {"role favourite": "the program knows no such role"}


def test_a_pack_with_a_wrong_role_does_not_load(folder: Path, tmp_path: Path) -> None:
    change(folder, lambda roles: roles.update(assent="LANG-01.best"))
    build(folder, tmp_path, sequence=1)
    with pytest.raises(UserError, match="pack_damaged"):
        load(folder)


def change(folder: Path, alter: Callable[[Any], None]) -> None:
    path = folder / "roles.json"
    raw = json.loads(path.read_bytes())
    alter(raw["roles"])
    path.write_text(json.dumps(raw), "utf-8")


def test_a_part_knows_the_roles_that_its_values_need(pack: Pack) -> None:
    meant = {
        f"{item.id}.{part.id}".rstrip("."): part.roles
        for item in pack.items.values()
        for part in item.parts
        if part.roles
    }
    assert meant["AGE-01.birth_date"] == {PartRole.BIRTHS}
    assert meant["AGE-01.age"] == {PartRole.AGE, PartRole.COUNTED}
    assert meant["IDEN-01.full_name"] == {PartRole.FULL_NAME, PartRole.NAMES}
    assert meant["IDEN-03"] == {PartRole.BIRTHS}


def test_the_pack_of_0_1_gets_the_roles_of_its_ids(tmp_path: Path, pack: Pack) -> None:
    with zipfile.ZipFile(program_root() / "tests/vectors/0.1/pack.zip") as archive:
        assert "roles.json" not in archive.namelist()
        archive.extractall(tmp_path)
    old = load(tmp_path)
    assert old.sha256 != pack.sha256
    assert old.roles.language.item in old.items
    assert old.roles.locks.keys() == pack.roles.locks.keys()
    assert set(before_roles()["roles"]) == set(ROLES)
    assert list(disagreements(Script(old), 4)) == []


def test_items_may_have_any_id(folder: Path, tmp_path: Path) -> None:
    """Every item of the built-in pack under another number: the course is the same to the last step."""
    renamed = tmp_path / "renamed"
    shutil.copytree(folder, renamed)
    for path in renamed.rglob("*.json"):
        path.write_text(ITEM.sub(other, path.read_text("utf-8")), "utf-8")
    build(renamed, tmp_path / "no-catalogues", sequence=1)
    new = load(renamed)
    assert not new.items.keys() & load_builtin().items.keys()
    assert len(new.items) == len(load_builtin().items)
    assert list(disagreements(Script(new), count(8, 200))) == []
    assert roles_as_text(new) == [ITEM.sub(other, text) for text in roles_as_text(load_builtin())]


def other(found: re.Match[str]) -> str:
    """The same id with another first digit; cards keep theirs."""
    if found[1] == "CARD-":
        return found[0]
    return f"{found[1]}{(int(found[2]) + 5) % 10}{found[3]}"


def roles_as_text(pack: Pack) -> list[str]:
    return [f"{name}: {getattr(pack.roles, name)}" for name in ROLES]


def test_each_kind_of_role_is_used() -> None:
    used = {form.kind for form in ROLES.values()} | {form.keys for form in ROLES.values()}
    assert used - {None} == set(RoleKind)


def test_every_role_is_asked_for_by_the_program() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for part in ("app", "ui")
        for path in (program_root() / part).rglob("*.py")
    )
    own = {role.value for role in PartRole}
    asked = {name for name in ROLES if re.search(rf"(roles|self)\.{name}\b", code)}
    assert set(ROLES) == asked | own


#: Ids of every other kind that a role points at; each also where it is a word of another kind.
NEW_IDS = {
    name: f"{name}_x"
    for name in (
        "offences_note", "contact_location", "child_account", "process", "safety",
        "others_in_danger", "supervisor", "cgc", "own_agency_supervision", "danger_to_life",
        "child_protection", "no_valid_status", "immigration_notice", "cgc_same_day", "iom_48h",
        "interpreter_problem", "apparent_minor", "age_doubt",
    )
}  # fmt: skip


def test_groups_recipients_flags_and_laws_may_have_any_id(folder: Path, tmp_path: Path) -> None:
    for path in folder.glob("*.json"):
        raw = json.loads(path.read_text("utf-8"))
        new_raw = under_new_ids(raw)
        if path.name == "roles.json":  # the names of roles stay
            new_raw["roles"] = {name: under_new_ids(value) for name, value in raw["roles"].items()}
        path.write_text(json.dumps(new_raw, ensure_ascii=False), "utf-8")
    build(folder, tmp_path / "no-catalogues", sequence=1)
    new, old = load(folder), load_builtin()
    assert not new.groups.keys() & {"safety", "process"}
    assert list(disagreements(Script(new), 8)) == []
    for recipient in old.recipients:
        for consent in ("all", "no", "everything"):
            there = decision(old, recipient, consent)
            here = decision(new, under_new_ids(recipient), consent)
            assert here == under_new_ids(there)


def under_new_ids(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {under_new_ids(key): under_new_ids(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [under_new_ids(member) for member in raw]
    if not isinstance(raw, str):
        return raw
    head, equals, tail = raw.rpartition("=")  # a saying: PREP-05.risks=age_doubt
    return f"{head}{equals}{NEW_IDS.get(tail, tail)}"


def decision(pack: Pack, name: str, consent: str) -> dict[str, Any]:
    """What one recipient gets once the person answered its consent item so."""
    recipient = pack.recipients[RecipientId(name)]
    talk = Talk(pack).adult()
    if recipient.consent_item:
        try:
            talk.say(recipient.consent_item, consent)
        except AnswerError:
            talk.say(recipient.consent_item, "declined")
    found = decide(pack, talk.interview, recipient.id)
    return {
        "refused": found.refused,
        "groups": sorted(found.groups, key=lambda group: group.removesuffix("_x")),
        "withheld": {withheld.group: withheld.reason for withheld in found.withheld},
    }
