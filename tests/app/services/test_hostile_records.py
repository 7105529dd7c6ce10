# SPDX-License-Identifier: MIT
"""Records that are validly signed and hold anything: each has a reason, and nothing else is disturbed."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.crypto.keyring import OpenUser
from app.errors import UserError
from app.i18n import SENTENCES
from app.services import record_check
from app.services.checking import Verifier
from app.services.intake import Intake
from app.services.people import Names
from app.services.record_ids import only
from app.services.registry import Registry
from app.services.workspace import Workspace
from app.storage.migrate import make
from app.storage.registry import SqlRegistryStore
from tests.app.services.anything import (
    Change,
    Letters,
    Value,
    later,
    mutated,
    opened,
    signed,
    verifies,
)
from tests.checking import verified
from tests.counts import count, draw
from tests.stations import ADULT, House, begin, build_house, seal

EVERYTHING: dict[str, Any] = {
    "CTRL-04": ["hurt_family"], "REFR-02": "all", "REFR-04": {"consent": "parts", "groups": ["safety"]},
}  # fmt: skip


@dataclass
class Post:
    """A registry with one sound record, and an officer's key that signs anything."""

    house: House
    claims: Value
    items: Value
    token: str

    @property
    def officer(self) -> OpenUser:
        return self.house.officer

    def registry(
        self, path: Path, tokens: dict[str, str]
    ) -> tuple[Intake, Registry, SqlRegistryStore]:
        store = SqlRegistryStore(make(path, bytes(32)), self.house.clock)
        letters = Letters(self.officer.signer.chain[0], later(self.claims), tokens)
        trusted = self.house.stations.station().trusted
        intake = Intake(
            Verifier(letters, trusted, only(self.house.pack)),
            store,
            self.house.clock,
            "supervisor one",
        )
        return intake, self._registry(store), store

    def _registry(self, store: SqlRegistryStore) -> Registry:
        workspace = self.workspace
        return Registry(
            self.house.packs, workspace.texts, store, workspace.interviews._time, Names(()),
            user="supervisor one", approver=self.house.approver,
            trusted=self.house.stations.station().trusted,
        )  # fmt: skip

    workspace: Workspace = None  # type: ignore[assignment]


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    house = build_house(tmp_path_factory.mktemp("hostile"))
    workspace = house.open(house.officer)
    interview = begin(workspace, ADULT)
    workspace.interviews.note(interview, "SAFE-01", "SAMPLE note", "ja")
    seal(workspace, interview, EVERYTHING)
    (version,) = workspace.interviews._store.sealed_versions(interview)
    claims, items = opened(version.token)
    yield Post(house, claims, items, version.token, workspace)
    workspace.close()


def _all_can_be_read(registry: Registry, imported: int) -> None:
    """`registry list`, `search` and `show` work on whatever came in."""
    rows = registry.list()
    assert len(rows) == imported
    registry.search("2026")
    for row in rows:
        assert registry.show(row.record_hash).row == row


def test_the_sound_record_passes(post: Post, tmp_path: Path) -> None:
    """Positive control: the same signer and the same way in."""
    again = signed(post.claims, post.items, post.officer.signer)
    intake, registry, store = post.registry(
        tmp_path / "r.db", {"a.pdf": post.token, "b.pdf": again}
    )
    try:
        results = intake.import_files([tmp_path / "a.pdf", tmp_path / "b.pdf"])
        assert [result.status for result in results] == ["imported", "imported"]
        _all_can_be_read(registry, 2)
    finally:
        store.close()


def _put(*path: Any, value: Any) -> Change:
    def change(claims: Value, items: Value) -> None:
        holder: Any = {"claims": claims, "items": items}
        note = next(name for name in items if name.startswith("note:"))  # its number is drawn
        for step in path[:-1]:
            holder = holder[note if step == "note" else step]
        holder[path[-1]] = value

    return change


SOUND_CASE = {
    "groups": [], "kind": "case", "case_number": "2026-SAMPLE", "started": "2026-11-24T01:00:00.000Z",
}  # fmt: skip
HOSTILE: dict[str, tuple[Change, str]] = {
    "times that no calendar has": (_put("items", "case", "started", value="2026-02-31T00:00:00.000Z"), "record_schema"),
    "a time that cannot be shown": (_put("items", "case", "started", value="9999-12-31T23:59:59.999Z"), "record_schema"),
    "a version of 2^53": (_put("claims", "ver", value=2**53 - 1), "record_schema"),
    "no case number": (_put("items", "case", "case_number", value=None), "record_schema"),
    "a case number over two lines": (_put("items", "case", "case_number", value="a\nb"), "record_names"),
    "an escape in a name": (_put("items", "note", "by", value="\x9b31m Narita"), "record_names"),
    "a list for a language": (_put("items", "language", "tag", value=["th"]), "record_schema"),
    "a language with a line end": (_put("items", "language", "tag", value="th\n"), "record_schema"),
    "parts of another kind": (_put("items", "SAFE-01", "parts", value=[]), "record_schema"),
    "a part that is not the item's": (_put("items", "SAFE-01", "parts", value={"zz": {"value": "yes"}}), "record_ids"),
    "an option that nobody offered": (_put("items", "CTRL-04", "parts", value={"": {"value": ["nothing"]}}), "record_ids"),
    "a number for a choice": (_put("items", "CTRL-04", "parts", value={"": {"value": 3}}), "record_ids"),
    "an item that the pack lacks": (
        _put("items", "ZZZ-01", value={"group": "safety", "kind": "answer", "parts": {"": {"value": "yes"}},
             "at": "2026-11-24T01:00:00.000Z", "mode": "read", "shown": {}}), "record_ids"),
    "a group that the pack lacks": (_put("items", "SAFE-01", "group", value="nothing"), "record_ids"),
    "a flag that the pack lacks": (
        _put("items", "flag:nothing:00000001", value={"groups": ["safety"], "kind": "flag", "severity": "red",
             "raised": "2026-11-24T01:00:00.000Z", "open": True, "action": None, "cites": []}), "record_ids"),
    "a claim of its own": (_put("claims", "admin", value=True), "record_schema"),
    "a disclosure of its own": (_put("items", "Payload 1", value={"group": "safety", "kind": "x"}), "record_schema"),
    "people in another group": (_put("items", "people", "group", value="safety"), "record_ids"),
    "a place in a group that is none": (_put("items", "place", "group", value="nowhere"), "record_ids"),
    "deep nesting": (_put("items", "note", "text", value=[[[[[[[["x"]]]]]]]]), "record_schema"),
    "too long a note": (_put("items", "note", "text", value="x" * 100_001), "record_too_long"),
    **{
        f"{member} {number} in {kind}": (_put("items", kind, value={**around, member: value}), "record_schema")
        for kind, around in (("later", {"groups": [], "kind": "later"}), ("case", SOUND_CASE))
        for member in ("cites", "changed", "approval")
        for number, value in enumerate((5, {"a": 1}, [[1]], [{}]))
    },
    **{
        f"entry {number} of an account": (
            _put("items", "IDEN-01", "parts", value={"full_name": {"value": "x", "more": [entry]}}), "record_schema")
        for number, entry in enumerate(
            ({"value": ["a"]}, {"value": 5}, {"value": {"text": "x"}}, {"state": "unsure"}, {"value": "x", "more": []}))
    },
    "an entry beside a choice": (
        _put("items", "SAFE-01", "parts", value={"": {"value": "yes", "more": [{"value": "x"}]}}), "record_ids"),
}  # fmt: skip


def test_each_hostile_record_is_refused_and_the_others_go_on(post: Post, tmp_path: Path) -> None:
    tokens = {"good.pdf": post.token}
    for name, (change, _reason) in HOSTILE.items():
        claims, items = copy.deepcopy(post.claims), copy.deepcopy(post.items)
        items = {key: value for key, value in items.items() if not key.startswith("group:")}
        change(claims, items)
        tokens[f"{name}.pdf"] = signed(claims, items, post.officer.signer)
        assert verifies(tokens[f"{name}.pdf"], post.house.stations.station().trusted), name
    intake, registry, store = post.registry(tmp_path / "r.db", tokens)
    try:
        empty = store.digest()
        hostile = [tmp_path / f"{name}.pdf" for name in HOSTILE]
        told = {result.path.stem: result.reason for result in intake.import_files(hostile)}
        assert told == {name: reason for name, (_change, reason) in HOSTILE.items()}
        assert store.digest() == empty
        half = len(hostile) // 2
        results = intake.import_files([*hostile[:half], tmp_path / "good.pdf", *hostile[half:]])
        assert [result.path.stem for result in results if result.status == "imported"] == ["good"]
        _all_can_be_read(registry, 1)
    finally:
        store.close()


@pytest.mark.parametrize("surprise", [AttributeError("SAMPLE"), UserError("answer_unknown")])
def test_what_nobody_thought_of_refuses_its_file_alone(
    post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surprise: Exception
) -> None:
    """Whatever checking another's values raises, it is a verdict, and the batch goes on."""
    claims = {**post.claims, "jti": f"urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}"}
    other = signed(claims, post.items, post.officer.signer)
    checked = record_check.refuse_unfit

    def surprised(claims: Value, *more: Any) -> None:
        checked(claims, *more)
        if claims["jti"] != post.claims["jti"]:
            raise surprise

    monkeypatch.setattr("app.services.checking.refuse_unfit", surprised)
    tokens = {"odd.pdf": other, "good.pdf": post.token}
    intake, registry, store = post.registry(tmp_path / "r.db", tokens)
    try:
        paths = [tmp_path / "odd.pdf", tmp_path / "good.pdf"]
        assert [verdict.reason for verdict in intake.verify_files(paths)] == ["record_schema", None]
        results = intake.import_files(paths)
        assert [result.status for result in results] == ["rejected", "imported"]
        _all_can_be_read(registry, 1)
    finally:
        store.close()


def test_mutated_records(post: Post, tmp_path: Path) -> None:
    """Each is taken in whole or refused with a reason that is a sentence; all that came in can be read."""
    chance, many = draw("mutated records"), count(150, 10_000)
    tokens: dict[str, str] = {}
    intake, registry, store = post.registry(tmp_path / "r.db", tokens)
    reasons: Counter[str] = Counter()
    try:
        for number in range(many):
            tokens.clear()
            claims, items = mutated(post.claims, post.items, chance)
            try:
                tokens["one.pdf"] = signed(claims, items, post.officer.signer)
            except (UnicodeError, RecursionError):
                continue
            before = store.digest()
            (result,) = intake.import_files([tmp_path / "one.pdf"])
            assert result.status in {"imported", "updated", "unchanged", "rejected"}, number
            if result.status == "rejected":
                assert result.reason in SENTENCES, (number, result.reason)
                assert store.digest() == before, number
            reasons[result.reason or result.status] += 1
        _all_can_be_read(registry, len(store.records()))
    finally:
        store.close()
    print(dict(reasons))
    assert reasons["record_schema"] > many // 10
    assert sum(reasons.values()) > many * 9 // 10


def test_signed_before_sealing_is_refused(post: Post, tmp_path: Path) -> None:
    letters = Letters(post.officer.signer.chain[0], later(post.claims), {"a.pdf": post.token})
    letters.signed_at = letters.signed_at.fromtimestamp(
        post.claims["iat"] - 1, letters.signed_at.tzinfo
    )
    verifier = Verifier(letters, post.house.stations.station().trusted, only(post.house.pack))
    assert verified(verifier, tmp_path / "a.pdf").reason == "signed_before_sealing"
    letters.signed_at = letters.signed_at.fromtimestamp(
        post.claims["iat"], letters.signed_at.tzinfo
    )
    assert verified(verifier, tmp_path / "a.pdf").valid


def test_a_record_of_an_unknown_pack_is_taken_with_a_warning(post: Post, tmp_path: Path) -> None:
    """Its ids by form only; what this program's questions cannot read is listed as it stands."""
    claims, items = copy.deepcopy(post.claims), copy.deepcopy(post.items)
    claims["pack"]["sha256"] = "0" * 64
    items = {key: value for key, value in items.items() if not key.startswith("group:")}
    items["SAFE-01"]["parts"] = {"other": {"value": "SAMPLE other words"}}
    items["ZZZ-01"] = {**items["SAFE-01"], "group": "unknown_group"}
    items["language"]["tag"] = "qaa-x-sample"
    token = signed(claims, items, post.officer.signer)
    intake, registry, store = post.registry(tmp_path / "r.db", {"a.pdf": token})
    try:
        (result,) = intake.import_files([tmp_path / "a.pdf"])
        told = ("pack_unknown", "pages_not_compared")
        assert (result.status, result.warnings) == ("imported", told)
        view = registry.show(registry.list()[0].record_hash)
        shown = {entry.item for section in view.sections for entry in section.entries}
        assert "IDEN-01" in shown
        assert "SAFE-01" not in shown
        assert dict(view.others) == {
            "SAFE-01": "SAMPLE other words",
            "ZZZ-01": "SAMPLE other words",
        }
    finally:
        store.close()
