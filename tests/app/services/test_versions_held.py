# SPDX-License-Identifier: MIT
"""Versions as a registry holds them: every order gives the same, and nobody replaces another's record."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.crypto import p256
from app.crypto.sealed import Signer, b64u, record_hash, unb64u, version_names
from app.domain.versions import VersionStanding
from app.errors import UserError
from app.services.checking import FileVerifier, Verifier
from app.services.intake import Intake
from app.services.people import Names
from app.services.record_ids import only
from app.services.registry import RecordRow, Registry
from app.services.renewal import renew
from app.services.workspace import Workspace
from app.storage import registry as stored_registry
from app.storage.migrate import make
from app.storage.registry import SqlRegistryStore
from tests.app.services.anything import Letters, Value, later, opened, signed
from tests.counts import count, draw
from tests.stations import ADULT, OFFICER, OFFICER_WORDS, House, begin, build_house, seal

FIRST, FOLLOWS, MISSING = (
    VersionStanding.FIRST,
    VersionStanding.FOLLOWS,
    VersionStanding.PREDECESSOR_MISSING,
)
CONFLICT, FOREIGN, ASIDE = (
    VersionStanding.CONFLICT,
    VersionStanding.FOREIGN,
    VersionStanding.SET_ASIDE,
)


class Desk:
    """Seals versions of records with any key of one station."""

    def __init__(self, house: House, workspace: Workspace, claims: Value, items: Value) -> None:
        self.house, self.workspace, self._claims, self._items = house, workspace, claims, items
        self.tokens: dict[str, str] = {}

    def version(
        self, name: str, signer: Signer, number: int = 1, prev: str | None = None, *,
        record: int = 1, word: str = "SAMPLE", case: str = "2026-0001",
    ) -> str:  # fmt: skip
        claims, items = copy.deepcopy(self._claims), copy.deepcopy(self._items)
        claims |= {"ver": number, "jti": f"urn:uuid:{record:08d}-0000-4000-8000-000000000000"}
        claims |= {"prev": prev} if prev else {}
        claims |= signer.claims
        items["case"]["case_number"] = case
        items["IDEN-01"]["parts"]["full_name"] = {"value": f"{word} {name}"}
        self.tokens[name] = signed(claims, items, signer)
        return record_hash(self.tokens[name])

    def turned(self, name: str) -> str:
        """The same version under the other spelling of its signature."""
        jws, tilde, rest = self.tokens[name].partition("~")
        body, _dot, signature = jws.rpartition(".")
        return f"{body}.{b64u(p256.other(unb64u(signature)))}{tilde}{rest}"

    def registry(self, path: Path) -> tuple[Intake, Registry, SqlRegistryStore]:
        store = SqlRegistryStore(make(path, bytes(32)), self.house.clock)
        house, workspace = self.house, self.workspace
        letters = Letters(None, later(self._claims), self.tokens)
        verifier = Unbound(letters, house.stations.station().trusted, only(house.pack))
        registry = Registry(
            house.packs, workspace.texts, store, workspace.interviews._time, Names(()),
            user="supervisor one", approver=house.approver,
            trusted=house.stations.station().trusted,
        )  # fmt: skip
        return Intake(verifier, store, house.clock, "supervisor one"), registry, store


class Unbound(Verifier):
    """The files of these tests are no PDFs: each is signed by whoever signed the record in it."""

    @contextmanager
    def batch(self, *, compare: bool = True) -> Iterator[FileVerifier]:
        with pytest.MonkeyPatch.context() as patch, super().batch(compare=compare) as batch:
            patch.setattr("app.services.checking.same_holder", lambda *_: True)
            yield batch


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    house = build_house(tmp_path_factory.mktemp("versions"))
    workspace = house.open(house.officer)
    interview = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
    (version,) = workspace.interviews._store.sealed_versions(interview)
    claims, items = opened(version.token)
    yield Desk(
        house, workspace, claims, {k: v for k, v in items.items() if not k.startswith("group:")}
    )
    workspace.close()


@pytest.fixture(scope="module")
def family(desk: Desk) -> Desk:
    """Three records: one with true and false versions, one with two firsts, one with two seconds."""
    mine, other = desk.house.officer.signer, desk.house.supervisor.signer
    renew(desk.house.stations, desk.house.supervisor, OFFICER)
    renewed = desk.house.stations.unlock(OFFICER, OFFICER_WORDS).signer
    assert renewed.chain[0] != mine.chain[0]
    first = desk.version("1", mine)
    two = desk.version("2", mine, 2, first)
    three = desk.version("3", renewed, 3, two)
    desk.version("4", renewed, 4, three)
    desk.version("evil 2", other, 2, first)
    desk.version("evil 3", other, 3, record_hash(desk.tokens["evil 2"]))
    desk.version("any prev", other, 2, record_hash(desk.tokens["4"]))
    desk.version("first a", mine, record=2, case="2026-0002")
    desk.version("first b", other, record=2, case="2026-0002")
    base = desk.version("base", mine, record=3, case="2026-0003")
    desk.version("second a", mine, 2, base, record=3, case="2026-0003")
    desk.version("second b", renewed, 2, base, record=3, case="2026-0003")
    if len(version_names(desk.tokens["2"])) == 2:  # format 1: both spellings are taken
        desk.tokens["2 turned"] = desk.turned("2")
    return desk


def named(registry: Registry, desk: Desk) -> Callable[[str], RecordRow]:
    return lambda name: registry.find(record_hash(desk.tokens[name]))[0]


def paths(*names: str) -> list[Path]:
    return [Path(name) for name in names]


def test_each_version_stands_as_it_must(family: Desk, tmp_path: Path) -> None:
    intake, registry, store = family.registry(tmp_path / "r.db")
    try:
        results = intake.import_files(paths(*family.tokens))
        assert {result.status for result in results} <= {"imported", "unchanged"}, results
        row = named(registry, family)
        assert {name: row(name).standing for name in family.tokens if name != "2 turned"} == {
            "1": FIRST, "2": FOLLOWS, "3": FOLLOWS, "4": FOLLOWS, "evil 2": FOREIGN, "evil 3": FOREIGN,
            "any prev": FOREIGN, "first a": CONFLICT, "first b": CONFLICT, "base": FIRST,
            "second a": CONFLICT, "second b": CONFLICT,
        }  # fmt: skip
        newest = {row.record_hash for row in registry.list() if row.newest}
        assert newest == {record_hash(family.tokens["4"])}
        assert [held.record_hash for held in registry.find("2026 0001")] == [*newest]
        for number, names in (
            ("2026-0002", {"first a", "first b"}),
            ("2026-0003", {"second a", "second b"}),
        ):
            found = {held.record_hash for held in registry.find(number)}
            assert found == {record_hash(family.tokens[name]) for name in names}
    finally:
        store.close()


def test_every_order_gives_the_same(family: Desk, tmp_path: Path) -> None:
    """With versions missing: the same digest and the same judgement as in the order of their making."""
    chance, many = draw("orders of versions"), count(6, 200)
    for number in range(many):
        names = [name for name in family.tokens if chance.random() < 0.75]
        told = []
        for turn, order in enumerate((names, chance.sample(names, len(names)))):
            intake, registry, store = family.registry(tmp_path / f"{number}-{turn}.db")
            try:
                intake.import_files(paths(*order))
                rows = {(r.signed_hash, r.standing, r.newest, r.open_end) for r in registry.list()}
                again = intake.import_files(paths(*reversed(order)))
                assert {result.status for result in again} <= {"unchanged"}
                told.append((store.digest(), rows))
            finally:
                store.close()
        assert told[0] == told[1], (number, names)
    print(many, "orders")


def test_a_dry_run_tells_what_the_run_does(family: Desk, tmp_path: Path) -> None:
    """Also with several files of one record in one batch, and it changes nothing."""
    names = list(family.tokens)
    for turn, order in enumerate((names, names[::-1], [*names[:3], *names[:3]])):
        intake, registry, store = family.registry(tmp_path / f"{turn}.db")
        try:
            before = store.digest(), store.audit_entries(), registry.list()
            dry = intake.import_files(paths(*order), dry_run=True)
            assert (store.digest(), store.audit_entries(), registry.list()) == before
            assert intake.import_files(paths(*order)) == dry
            changes = {result.change for result in dry}
            assert {"same", "more"} & changes or turn < 2
        finally:
            store.close()


def test_a_person_decides_and_can_take_it_back(family: Desk, tmp_path: Path) -> None:
    intake, registry, store = family.registry(tmp_path / "r.db")
    try:
        intake.import_files(paths("first a", "first b", "1"))
        row = named(registry, family)
        mine, other = row("first a").record_hash, row("first b").record_hash
        with pytest.raises(UserError, match="reason_missing"):
            registry.choose(mine, " ")
        with pytest.raises(UserError, match="no_conflict"):
            registry.choose(row("1").record_hash, "SAMPLE")
        registry.choose(mine, "SAMPLE reason")
        assert (row("first a").standing, row("first b").standing) == (FIRST, ASIDE)
        assert [held.record_hash for held in registry.find("2026-0002")] == [mine]
        assert registry.show(mine).decided
        with pytest.raises(UserError, match="no_conflict"):
            registry.choose(other, "SAMPLE")
        registry.take_choice_back(mine)
        assert len(registry.find("2026-0002")) == 2
        with pytest.raises(UserError, match="no_conflict"):
            registry.take_choice_back(mine)
        told = [audit_entry.type for audit_entry in store.audit_entries()]
        assert [type_ for type_ in told if type_.startswith("version")] == [
            "version_chosen", "version_choice_taken_back",
        ]  # fmt: skip
        assert not any(
            "SAMPLE" in str(audit_entry.payload) for audit_entry in store.audit_entries()
        )
    finally:
        store.close()


def test_one_record_is_judged_without_reading_the_others(
    family: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening, deciding and importing read the versions of their own record, however many there are."""
    intake, registry, store = family.registry(tmp_path / "r.db")
    intake.import_files(paths(*family.tokens))
    read: list[str] = []
    made = stored_registry._record

    def counted(connection: Any, row: Any) -> Any:
        read.append(row["jti"])
        return made(connection, row)

    monkeypatch.setattr(stored_registry, "_record", counted)
    try:
        held = store.records()
        mine = next(record for record in held if record.case_number == "2026-0002")
        read.clear()
        view = registry.show(mine.record_hash)
        assert len(view.versions) == 2
        assert view.row.standing is CONFLICT
        registry.choose(mine.record_hash, "SAMPLE")
        registry.take_choice_back(mine.record_hash)
        assert {*read} == {mine.jti}
        assert len(read) < len(held)
        read.clear()
        assert {result.change for result in intake.import_files(paths(*family.tokens))} == {"same"}
        assert read == []
    finally:
        store.close()


def test_no_record_passes_itself_on(desk: Desk, tmp_path: Path) -> None:
    """Whatever a record says of who has it now: nobody else's version of it counts."""
    mine, other = desk.house.officer.signer, desk.house.supervisor.signer
    numbers = {"from": mine.claims["officer"], "to": other.claims["officer"]}
    passed = {"groups": [], "kind": "custody", "at": "2026-11-24T01:00:00.000Z", **numbers}
    desk._items["custody"] = passed
    try:
        first = desk.version("passed on", mine, record=9, case="2026-0009")
    finally:
        del desk._items["custody"]
    desk.version("taken over", other, 2, first, record=9, case="2026-0009")
    intake, registry, store = desk.registry(tmp_path / "r.db")
    try:
        intake.import_files(paths("passed on", "taken over"))
        assert {row.version: row.standing for row in registry.list()} == {1: FIRST, 2: FOREIGN}
    finally:
        store.close()
        del desk.tokens["passed on"], desk.tokens["taken over"]
