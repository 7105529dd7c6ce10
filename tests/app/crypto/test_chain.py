# SPDX-License-Identifier: MIT
"""Event chain, signed heads, key derivation, sealed boxes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.clock import read_stamp
from app.crypto import chain, heads, kdf, seal_box, strict_json
from app.crypto.blocklist import check_passphrase
from app.crypto.kdf import MINIMUM_COST, KdfCost
from app.errors import UserError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(codec="utf-8"), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


def links(count: int, payload: Any = None) -> list[chain.Link]:
    out: list[chain.Link] = []
    for seq in range(1, count + 1):
        out.append(
            chain.link(
                interview="i",
                seq=seq,
                type_="note_added",
                at="2026-11-24T01:00:00.000Z",
                mono=seq,
                boot="b",
                actor="officer",
                payload={"value": payload},
                prev=out[-1].hash if out else "",
            )
        )
    return out


@given(JSON)
def test_any_safe_json_chains(payload: Any) -> None:
    made = links(3, payload)
    assert chain.verify(made, interview="i") == made[-1].hash


@pytest.mark.parametrize("payload", [1.0, float("nan"), 2**60, "\ud800", [1.5]])
def test_unsafe_json_is_refused(payload: Any) -> None:
    with pytest.raises(ValueError, match=r".*"):
        links(1, payload)


def test_every_change_is_located() -> None:
    made = links(4)
    for name, value in {
        "type": "answered", "at": "x", "mono": 99, "boot": "x", "actor": "x", "payload": {}, "salt": "x", "hash": "x"
    }.items():  # fmt: skip
        changed = [*made[:1], replace(made[1], **{name: value}), *made[2:]]
        with pytest.raises(chain.ChainBroken) as error:
            chain.verify(changed, interview="i")
        assert (error.value.code, error.value.seq) == ("hash", 2)
    for wrong, code in ((made[1:], "seq"), ([made[0], replace(made[1], prev="x")], "prev")):
        with pytest.raises(chain.ChainBroken) as error:
            chain.verify(wrong, interview="i")
        assert error.value.code == code
    with pytest.raises(chain.ChainBroken):
        chain.verify(made, interview="other")


def test_the_salt_hides_a_yes() -> None:
    assert links(1, "yes")[0].hash != links(1, "yes")[0].hash


def test_compare() -> None:
    made = links(3)
    assert chain.compare(made, made) == "equal"
    assert chain.compare(made, made[:2]) == "mine_ahead"
    assert chain.compare(made[:2], made) == "theirs_ahead"
    assert chain.compare(made, links(3)) == "forked"
    assert chain.compare([], []) == "equal"


@given(st.integers(0, 3), st.integers(1, 3), st.integers(1, 3))
def test_two_devices_that_forked_are_told_apart(common: int, mine: int, theirs: int) -> None:
    start = links(common)
    ours, other = (
        [*start, *more]
        for more in (grown(start, mine, "device 1"), grown(start, theirs, "device 2"))
    )
    assert chain.shared(ours, other) == common
    assert chain.compare(ours, other) == chain.compare(other, ours) == "forked"
    with pytest.raises(ValueError, match="two different"):
        chain.shared(ours, [replace(other[0], interview="j"), *other[1:]])


def grown(start: list[chain.Link], count: int, actor: str) -> list[chain.Link]:
    out = list(start)
    for seq in range(len(start) + 1, len(start) + count + 1):
        prev = out[-1].hash if out else ""
        out.append(
            chain.link(
                interview="i",
                seq=seq,
                type_="note_added",
                at="2026-11-24T01:00:00.000Z",
                mono=seq,
                boot="b",
                actor=actor,
                payload={},
                prev=prev,
            )
        )
    return out[len(start) :]


def test_a_stored_payload_that_could_never_be_hashed_is_a_fault_not_a_crash() -> None:
    made = links(2)
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    for payload in ({"x": 1.5}, {1: "x"}, {"x": deep}, {"x": object()}):
        with pytest.raises(chain.ChainBroken) as error:
            chain.verify([made[0], replace(made[1], payload=payload)], interview="i")
        assert (error.value.code, error.value.seq) == ("hash", 2)


AT = "2026-11-24T01:00:00.000Z"


def test_a_cut_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    made = links(2)
    hashes = {"i": tuple(link.hash for link in made)}
    keys = {"officer": key.public_key()}
    heads.append(path, key, vault="v", heads={"i": (1, made[0].hash)}, at=AT, by="officer")
    path.write_bytes(path.read_bytes()[:-20])  # the power went
    heads.append(path, key, vault="v", heads={"i": (2, made[1].hash)}, at=AT, by="officer")
    assert heads.faults(path, "v", {"i": (2, made[1].hash)}, hashes, keys) == ()
    rolled = heads.faults(path, "v", {"i": (1, made[0].hash)}, {"i": hashes["i"][:1]}, keys)
    assert rolled == ("i: rolled back behind 2",)


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": True},
        {"seq": "1"},
        {"seq": 2**53 - 1},
        {"at": "x"},
        {"at": 5},
        {"at": "2026-11-24T01:00:00"},
        {"name": 5},
        {"by": "nobody"},
        {"sig": "!"},
        {"head": "x"},
    ],
)
def test_forged_anchors_are_told(tmp_path: Path, change: dict[str, Any]) -> None:
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    heads.append(path, key, vault="v", heads={"i": (1, "head")}, at=AT, by="officer")
    assert (
        heads.faults(path, "v", {"i": (1, "head")}, {"i": ("head",)}, {"officer": key.public_key()})
        == ()
    )
    path.write_text(json.dumps(json.loads(path.read_text()) | change) + "\n")
    found = heads.faults(
        path, "v", {"i": (1, "head")}, {"i": ("head",)}, {"officer": key.public_key()}
    )
    assert found == ("heads.log line 1: signature",)


def test_heads_show_a_rollback(tmp_path: Path) -> None:
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    made = links(3)
    keys = {"officer": key.public_key()}
    hashes = {"i": tuple(link.hash for link in made)}

    def faults(count: int, chain_hashes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        return heads.faults(path, "v", {"i": (count, "")} if count else {}, chain_hashes, keys)

    assert faults(3, hashes) == ()
    heads.append(path, key, vault="v", heads={}, at=AT, by="officer")
    assert not path.exists()
    heads.append(path, key, vault="v", heads={"i": (3, made[-1].hash)}, at=AT, by="officer")
    assert faults(3, hashes) == ()
    assert faults(2, hashes) == ("i: rolled back behind 3",)
    assert faults(0, {}) == ("i: rolled back behind 3",)
    assert faults(3, {"i": tuple(link.hash for link in links(3))}) == ("i: differs at 3",)
    assert heads.faults(path, "other", {}, {}, keys) == ()
    path.write_text(path.read_text().replace('"seq": 3', '"seq": 2') + "not json\n")
    assert faults(3, hashes) == ("heads.log line 1: signature",)


def test_kdf_bounds_and_suggestion() -> None:
    for bad in (KdfCost(1024), KdfCost(2 * 1024 * 1024), KdfCost(iterations=1), KdfCost(lanes=9)):
        with pytest.raises(UserError, match="kdf_cost"):
            kdf.derive("x", bytes(16), bad, b"")
    phrase = kdf.suggest_passphrase()
    assert len(phrase.split("-")) == 6
    check_passphrase(phrase)
    same = (
        kdf.derive("ﾊﾟｽ", bytes(16), MINIMUM_COST, b"a"),
        kdf.derive("パス", bytes(16), MINIMUM_COST, b"a"),
    )
    assert same[0] == same[1]
    assert same[0] != kdf.derive("パス", bytes(16), MINIMUM_COST, b"b")


@pytest.mark.parametrize(
    ("once", "iterations"), [(0.9, 3), (0.3, 9), (0.0, 20), (5.0, 3), (0.1, 20)]
)
def test_calibration_never_goes_below_the_base(once: float, iterations: int) -> None:
    cost = kdf.calibrated(seconds=lambda _cost: once)
    assert cost == KdfCost(iterations=iterations)
    cost.check()


def test_calibration_measures() -> None:
    assert kdf.calibrated(MINIMUM_COST, seconds=kdf.measure).iterations >= 3


@pytest.mark.parametrize(
    ("passphrase", "wanted"),
    [
        ("fourteen chars", "passphrase_short"),
        ("ﬁﬁﬁﬁﬁﬁ", "passphrase_short"),
        ("passwordpassword", "passphrase_common"),
        ("Password-Password!", "passphrase_common"),
        ("abcabcabcabcabcab", "passphrase_common"),
        ("12345678901234567", "passphrase_common"),
        ("lkjhgfdsapoiuytrewq", "passphrase_common"),
        ("correct horse battery staple", "passphrase_common"),
        ("ababababababababab", "passphrase_common"),
        ("あいうえおかきくけこさしすせそ", "passphrase_common"),
        ("passwordpassword1234", "passphrase_common"),
        ("p@ssw0rd-P@ssw0rd!", "passphrase_common"),
        ("harbourharbour12345", "passphrase_common"),
        ("qwertyqwerty2026!!", "passphrase_common"),
        ("Tokyo2020Tokyo2021", "passphrase_common"),
        ("kakehashi kakehashi 1", "passphrase_common"),
        ("パスワードパスワード１２３４５", "passphrase_common"),
        ("aaaabbbbccccdddd1111", "passphrase_common"),
    ],
)
def test_passphrases_that_are_refused(passphrase: str, wanted: str) -> None:
    with pytest.raises(UserError) as error:
        check_passphrase(passphrase)
    assert error.value.code == wanted


@pytest.mark.parametrize(
    "passphrase",
    [
        "a quiet harbour 7",
        "海の見える駅で朝ごはんを食べる",
        "!$%&/()=?+#-.,;:_",
        "\ud800 from a bad clipboard",
    ],
)
def test_passphrases_that_are_taken(passphrase: str) -> None:
    check_passphrase(passphrase)


def test_names_are_no_passphrases() -> None:
    names = ("見本 監督 SAMPLE", "Port of Sample")
    for passphrase in ("sample sample port 2026", "見本監督sample20261234", "PortOfSample2026!!"):
        with pytest.raises(UserError, match="passphrase_common"):
            check_passphrase(passphrase, names)
    check_passphrase("sample sample port 2026 lantern", names)
    check_passphrase("PortOfSample2026!!")  # whose names are not known cannot be told


def test_no_suggestion_is_refused() -> None:
    for _ in range(200):
        check_passphrase(kdf.suggest_passphrase(), ("officer one", "SAMPLE Station"))


def test_a_lone_surrogate_is_no_crash() -> None:
    assert len(kdf.derive("\ud800", bytes(16), MINIMUM_COST, b"")) == 32


def test_slots_tell_wrong_from_damaged() -> None:
    slot = seal_box.lock(b"secret", "a passphrase of some length", MINIMUM_COST, "p")
    assert seal_box.unlock(slot, "a passphrase of some length", "p") == b"secret"
    with pytest.raises(UserError, match="wrong_passphrase"):
        seal_box.unlock(slot, "another", "p")
    damages: tuple[seal_box.Slot, ...] = (
        {"v": 2},
        {"kdf": "none"},
        {"salt": "!"},
        {"iterations": "x"},
    )
    for damage in damages:
        with pytest.raises(UserError, match="keyring_damaged"):
            seal_box.unlock(slot | damage, "x", "p")
    with pytest.raises(UserError, match="keyring_damaged"):
        seal_box.unlock(slot, "x", "other purpose")
    with pytest.raises(UserError, match="keyring_damaged"):
        seal_box.unlock({"v": 1}, "x", "p")
    short = seal_box.b64(b"short")
    parts: list[dict[str, Any]] = [
        {"nonce": short},
        {"salt": short},
        {"box": short},
        {"lanes": None},
    ]
    for part in parts:
        with pytest.raises(UserError, match="keyring_damaged"):
            seal_box.unlock({**slot, **part}, "x", "p")
    with pytest.raises(UserError, match="kdf_cost"):  # before any work is done
        seal_box.unlock(slot | {"memory_kib": 2**31}, "x", "p")
    with pytest.raises(UserError, match="wrong_passphrase"):  # an authenticated header
        seal_box.unlock(slot | {"lanes": 3}, "a passphrase of some length", "p")


def test_boxes_are_bound_to_their_purpose() -> None:
    key = X25519PrivateKey.generate()
    box = seal_box.seal_to(key.public_key(), b"secret", "vault 1 user a")
    assert seal_box.open_sealed(key, box, "vault 1 user a") == b"secret"
    for wrong_key, info in (
        (key, "vault 2 user a"),
        (X25519PrivateKey.generate(), "vault 1 user a"),
    ):
        with pytest.raises(UserError, match="key_not_for_user"):
            seal_box.open_sealed(wrong_key, box, info)


def test_an_anchor_that_means_nothing_says_nothing(tmp_path: Path) -> None:
    """Whoever signs it: nobody is kept out by it, and nothing after it becomes impossible."""
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    keys = {"officer": key.public_key()}
    good = ("v", {"i": (1, "head"), "keyring": (1, "head")}, AT)
    for vault, ends, at in (
        good, ("v", {"i": (9, "x"), "keyring": (9, "x")}, "x"), ("v", {"i": (2**53 - 1, "x"), "keyring": (2**53 - 1, "x")}, AT),
    ):  # fmt: skip
        heads.append(path, key, vault=vault, heads=ends, at=at, by="officer", closed=("officer",))
    assert heads.newest(path, keys) == read_stamp(AT)
    assert heads.missing(path, "v", {"i": (1, "head"), "keyring": (1, "head")}, no_hash, keys) == ()
    assert heads.highest(path, "v", keys) == {"i": 1, "keyring": 1}
    assert heads.named(path, "v") == {"i": 1, "keyring": 1}
    found = heads.noted_states(path, "v", keys, {"officer"})
    assert {state.seq for state in found.states} == {1}
    assert found.closed == {"officer": 1}
    ends = {"i": (1, "head"), "keyring": (1, "head")}
    every = dict.fromkeys(ends, ("head",))
    assert heads.faults(path, "v", ends, every, keys) == tuple(
        f"heads.log line {number}: signature" for number in (3, 4, 5, 6)
    )


def no_hash(_name: str, _seq: int) -> str | None:
    raise AssertionError("the chain was asked")


def test_only_the_last_of_two_restores_counts(tmp_path: Path) -> None:
    """What the first one brought, and the second took away again, is no loss."""
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    keys = {"officer": key.public_key()}
    later = "2026-11-24T02:00:00.000Z"
    for at, ends in (
        (AT, {"a": (5, "a5"), "i": (7, "i7")}),
        (later, {"a": (3, "a3"), "i": (2, "i2")}),
    ):
        heads.append(path, key, vault="v", heads=ends, at=at, by="officer", restored=True)
    now = {"a": (3, "a3"), "i": (2, "i2")}
    assert heads.missing(path, "v", now, no_hash, keys) == ()
    assert heads.highest(path, "v", keys) == {"a": 3, "i": 2}
    assert [
        missing.name for missing in heads.missing(path, "v", {"a": (3, "a3")}, no_hash, keys)
    ] == ["i"]


def test_a_vault_is_asked_once_for_a_chain_that_is_whole(tmp_path: Path) -> None:
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    keys, asked = {"officer": key.public_key()}, []
    for seq in range(1, 40):
        heads.append(path, key, vault="v", heads={"i": (seq, f"h{seq}")}, at=AT, by="officer")

    def hash_at(name: str, seq: int) -> str | None:
        asked.append((name, seq))
        return f"h{seq}" if seq <= 30 else "other"

    assert heads.missing(path, "v", {"i": (39, "h39")}, hash_at, keys) == ()
    assert heads.missing(path, "v", {"i": (39 + 5, "x")}, lambda _n, s: f"h{s}", keys) == ()
    assert asked == []
    (found,) = heads.missing(path, "v", {"i": (39, "other")}, hash_at, keys)
    assert (found.found, found.noted) == (39, 39)
    assert [seq for _name, seq in asked] == [*range(38, 29, -1)]


def test_one_login_reads_the_lines_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, key = tmp_path / "heads.log", Ed25519PrivateKey.generate()
    keys, read = {"officer": key.public_key()}, []
    heads.append(path, key, vault="v", heads={"i": (1, "only once")}, at=AT, by="officer")
    real = strict_json.read_object

    def counted(raw: bytes) -> dict[str, Any]:
        read.append(raw)
        return real(raw)

    monkeypatch.setattr(heads, "read_object", counted)
    for _ in range(5):
        assert heads.highest(path, "v", keys) == {"i": 1}
    assert len([page for page in read if page]) == 1
    heads.append(path, key, vault="v", heads={"i": (2, "more")}, at=AT, by="officer")
    assert heads.highest(path, "v", keys) == {"i": 2}
