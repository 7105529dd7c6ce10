# SPDX-License-Identifier: MIT
"""The stores behind their ports: transactions, chains, health, the registry's digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.event import Event, EventType, NewEvent
from app.ids import CaseNumber, InterviewId
from app.services.ports import AnswerRow, ImportOutcome, Projection, RegistryRecord, Summary
from app.storage import search
from app.storage.interviews import SqlInterviewStore
from app.storage.migrate import make
from app.storage.registry import SqlRegistryStore
from app.storage.vault import Vault
from tests.stations import StillClock

KEY = bytes(range(32))
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ONE = InterviewId("11111111-1111-4111-8111-111111111111")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = make(tmp_path / "vault.db", KEY)
    yield vault
    vault.close()


@pytest.fixture
def store(vault: Vault) -> SqlInterviewStore:
    return SqlInterviewStore(vault, StillClock())


def projection(stored: Sequence[Event], text: str = "旅券 SAMPLE") -> Projection:
    summary = Summary(
        interview=ONE,
        case_number=CaseNumber("2026-0001"),
        script="full",
        agency="isa",
        practice=False,
        language="th",
        state="draft",
        age_state="not_asked",
        started_at=NOW,
        updated_at=NOW,
        answered=1,
        flags=("unsafe_here",),
        timers=(("iom_48h", NOW),),
        head=stored[-1].hash,
        seq=stored[-1].seq,
        version=0,
    )
    return Projection(summary, (AnswerRow("SAFE-01", "safety", "{}", stored[-1].seq),), text)


def note(text: str) -> NewEvent:
    return NewEvent(EventType.NOTE_ADDED, {"item": None, "text": text, "lang": "ja"})


def test_append_is_all_or_nothing(store: SqlInterviewStore) -> None:
    stored = store.append(ONE, [note("a"), note("b")], "officer", projection)
    assert [event.seq for event in stored] == [1, 2]
    assert stored[1].prev == stored[0].hash

    def broken(_stored: Sequence[Event]) -> Projection:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.append(ONE, [note("c")], "officer", broken)
    assert store.events(ONE) == stored
    assert store.heads()[ONE] == (2, stored[1].hash)


def test_projection_round_trip_and_search(store: SqlInterviewStore) -> None:
    stored = store.append(ONE, [note("a")], "officer", projection)
    found = store.projection(ONE)
    assert found is not None
    assert found.summary == projection(stored).summary
    assert store.summaries() == (found.summary,)
    assert store.search("旅券") == (ONE,)
    assert store.search("旅") == (ONE,)
    assert store.search("借金") == ()
    store.replace_projection(ONE, projection(stored, "借金"))
    assert store.search("借金") == (ONE,)
    assert store.search("旅券") == ()
    assert store.projection(InterviewId("none")) is None


def test_case_numbers(store: SqlInterviewStore) -> None:
    assert not store.has_case_number("2026-0001")
    store.append(ONE, [note("a")], "officer", projection)
    assert store.has_case_number("2026-0001")
    assert not store.has_case_number("2026-000")


def test_tampering_is_located(store: SqlInterviewStore, vault: Vault) -> None:
    store.append(ONE, [note("a"), note("b"), note("c")], "officer", projection)
    store.audit("unlocked", "officer", {"role": "officer"})
    assert store.check() == ()
    assert store.hashes()[ONE][-1] == store.heads()[ONE][1]
    with vault.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
        connection.exec_driver_sql("UPDATE event SET actor = 'someone' WHERE seq = 2")
    assert store.check() == (f"chain {ONE} at 2: hash",)
    with vault.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql("DELETE FROM audit")
        connection.exec_driver_sql("DROP TRIGGER event_no_delete")
        connection.exec_driver_sql("DELETE FROM event WHERE seq = 2")
    assert store.check() == (f"chain {ONE} at 2: seq",)


def test_a_damaged_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    vault = make(path, KEY)
    vault.close()
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(bytes(raw))
    from app.storage.vault import open_vault

    damaged = SqlInterviewStore(open_vault(path, KEY), StillClock())
    try:
        assert any(fault.startswith("page") for fault in damaged.check())
    finally:
        damaged.close()


def test_audit_entries(store: SqlInterviewStore) -> None:
    first = store.audit("unlocked", "officer", {"role": "officer"})
    second = store.audit("exported", "officer", {"count": 2, "again": True})
    assert [entry.seq for entry in store.audit_entries()] == [1, 2]
    assert store.audit_entries() == (first, second)
    assert store.audit_entries(second.type) == (second,)
    assert store.audit_entries("never written") == ()


RECORD = RegistryRecord(
    record_hash="hash-1",
    jti="urn:uuid:1",
    version=1,
    prev=None,
    station="SAMPLE",
    agency="isa",
    practice=False,
    sealed_at=NOW,
    case_number="2026-0001",
    signer="officer",
    jws="a.b.c",
    signed_hash="signed-1",
    disclosures=frozenset({"WyJzIiwibiIse31d"}),  # ["s","n",{}]
    imported_at=NOW,
)
MORE = replace(RECORD, disclosures=frozenset({"WyJ0IiwibSIseyJ4Ijoi5peF5Yi4In1d"}))  # …{"x":"旅券"}
NEWER = replace(
    RECORD, record_hash="hash-2", version=2, prev="hash-1", jws="d.e.f", signed_hash="signed-2"
)
TURNED = replace(
    MORE, record_hash="hash-1 turned", jws="a.b.C"
)  # the other spelling of its signature


def test_registry_digest_does_not_depend_on_order_or_number(tmp_path: Path) -> None:
    digests = set()
    for number, order in enumerate(permutations((RECORD, MORE, NEWER, TURNED))):
        store = SqlRegistryStore(make(tmp_path / f"{number}.db", KEY), StillClock())
        for record in (*order, *order):
            store.put(record, "supervisor", "file")
        digests.add(store.digest())
        assert len(store.records()) == 2
        assert store.check() == ()
        store.close()
    assert len(digests) == 1


def test_registry_outcomes_search_and_countersignatures(vault: Vault) -> None:
    store = SqlRegistryStore(vault, StillClock())
    with store.trial():
        assert store.put(RECORD, "supervisor", "file").change == "new"
        assert store.put(RECORD, "supervisor", "file").change == "same"
        assert len(store.records()) == 1
    assert (store.records(), store.audit_entries()) == ((), ())
    assert store.put(RECORD, "supervisor", "file").change == "new"
    assert store.put(RECORD, "supervisor", "file").change == "same"
    assert len(store.audit_entries()) == 1
    assert store.put(TURNED, "supervisor", "file") == ImportOutcome("hash-1", "more", 1)
    assert store.put(MORE, "supervisor", "file").change == "same"
    assert store.put(NEWER, "supervisor", "file").change == "new"
    store.set_aside("signed-1", ["signed-2"], "supervisor", "SAMPLE")
    assert store.aside() == {"signed-2": "signed-1"}
    store.take_choice_back("signed-1", "supervisor")
    assert store.aside() == {}
    told = [entry.type for entry in store.audit_entries()]
    assert told[-2:] == ["version_chosen", "version_choice_taken_back"]
    assert store.search("旅券") == ("hash-1",)
    assert store.search("2026-0001")
    assert store.search("") == ()
    store.add_countersignature("hash-1", "x.y.z")
    store.add_countersignature("hash-1", "x.y.z")
    found = store.record("hash-1")
    assert found is not None
    assert found.approvals == ("x.y.z",)
    assert found.disclosures == RECORD.disclosures | MORE.disclosures
    assert store.record("nothing") is None
    store.audit("viewed", "supervisor", {"record": "hash-1"})
    assert store.audit_entries()[-1].type == "viewed"


@given(st.text(min_size=1, max_size=12), st.text(max_size=8), st.text(max_size=8))
def test_tokens_never_break_a_query(word: str, before: str, after: str) -> None:
    assert search.query(word).count('"') % 2 == 0
    assert isinstance(search.tokens(before + word + after), str)


def test_tokens_of_short_words() -> None:
    assert search.tokens("旅券A") == "旅券 券a"
    assert search.query("旅") == '"旅"*'
    assert search.query("借金 旅券") == '"借金" AND "旅券"'
