# SPDX-License-Identifier: MIT
"""Users, slots, vault keys: who may open what by keys alone, and what a writer of the file can not do."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import pki, recovery, seal_box
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import (
    RECOVERY,
    Bundle,
    Keyring,
    VaultEntry,
    box_info,
    new_vault,
    sealed_for,
)
from app.crypto.seal_box import open_sealed, seal_to
from app.errors import UserError
from tests.app.crypto.post import NOW, NUMBER, ROLES, Post, build_post, make_user, words

BASE = build_post()


def code(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def refused(ring: Keyring, post: Post) -> str:
    with pytest.raises(UserError) as error:
        ring.check_signatures(post.ca)
    return code(error)


@pytest.mark.parametrize("vault", [vault.id for vault in BASE.ring.vaults])
@pytest.mark.parametrize("name", list(ROLES))
def test_every_role_on_every_vault_by_keys_alone(post: Post, name: str, vault: str) -> None:
    entry = next(stored for stored in post.ring.vaults if stored.id == vault)
    user, boss = post.users[name], post.boss
    allowed = user.role == "supervisor" or (entry.kind == "officer" and entry.owner == name)
    if allowed:
        assert user.vault_key(entry) == boss.vault_key(entry)
        assert len(user.vault_key(entry)) == 32
        return
    with pytest.raises(UserError, match="key_not_for_user"):
        user.vault_key(entry)
    for holder, box in entry.boxes.items():  # not with anyone's box, under anyone's name
        for info in (box_info(entry, name), box_info(entry, holder)):
            with pytest.raises(UserError, match="key_not_for_user"):
                open_sealed(user.bundle.decrypt, box, info)


def test_login_and_a_wrong_passphrase(post: Post) -> None:
    user = post.ring.unlock("officer 1", words("officer 1"), "station-1", post.ca)
    assert (user.name, user.role, user.station) == ("officer 1", "officer", "station-1")
    assert user.bundle.pinned == pki.fingerprint(post.ca)
    assert user.signer.chain == (user.user.certificate, post.ca)
    assert len(user.vault_key(post.ring.vault_of("officer 1"))) == 32
    with pytest.raises(UserError) as error:
        post.ring.unlock("officer 1", "not the passphrase", "station-1", post.ca)
    assert code(error) == "wrong_passphrase"
    with pytest.raises(UserError, match="user_unknown"):
        post.ring.unlock("nobody", "x", "station-1", post.ca)
    gone = replace(post.ring.user("officer 1"), disabled=True)
    gone = gone.signed_by(post.boss.bundle.heads, "boss")
    with pytest.raises(UserError, match="user_disabled"):
        post.ring.with_user(gone).unlock("officer 1", words("officer 1"), "station-1", post.ca)


def test_names_of_vaults(post: Post) -> None:
    assert post.ring.registry.kind == "registry"
    with pytest.raises(UserError, match="vault_missing"):
        post.ring.vault_of("audit")
    with pytest.raises(UserError, match="vault_missing"):
        _ = replace(post.ring, vaults=()).registry


def test_the_file_comes_back_as_it_was(post: Post) -> None:
    again = Keyring.parse(post.ring.dump())
    again.check_signatures(post.ca)
    assert again.dump() == post.ring.dump()
    assert again.vaults == post.ring.vaults
    text = post.ring.dump().decode()
    for user in post.users.values():
        for key in (user.bundle.decrypt, user.bundle.heads):
            assert seal_box.b64(key.private_bytes_raw()) not in text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_bit_flip_is_damage_before_any_passphrase_is_tried(data: st.DataObject) -> None:
    """Never `wrong_passphrase`, never another exception; white space and unsigned nothing aside."""
    raw = bytearray(BASE.ring.dump())
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        ring = Keyring.parse(bytes(raw))
        ring.check_signatures(BASE.ca)
    except UserError as error:
        assert error.code == "keyring_damaged"
    else:
        assert ring.dump() == BASE.ring.dump()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xff",
        b"{}",
        b'{"v": 2, "users": [], "vaults": []}',
        b'{"v": 1, "v": 1, "users": [], "vaults": []}',
        b'{"v": 1, "users": [5], "vaults": []}',
        b'{"v": 1, "users": [], "vaults": [{}]}',
        b'{"v": 1, "users": 3, "vaults": []}',
        b'{"v": 1, "users": [{"what": "vault"}], "vaults": []}',
        b'{"v": 1, "users": [], "vaults": [{"what": "user", "version": 1}]}',
        b'{"v": 1.5}',
        b"[" * 100_000,
    ],
)
def test_files_that_are_no_keyring(raw: bytes) -> None:
    with pytest.raises(UserError) as error:
        Keyring.parse(raw)
    assert code(error) == "keyring_damaged"


@pytest.mark.parametrize(
    "name", ["name", "role", "certificate", "slot", "binding", "by", "signature"]
)
@pytest.mark.parametrize("value", [None, 5, [], "x"])
def test_wrong_types_are_damage(post: Post, name: str, value: Any) -> None:
    found = json.loads(post.ring.dump())
    found["users"][0][name] = value
    with pytest.raises(UserError) as error:
        Keyring.parse(json.dumps(found).encode()).check_signatures(post.ca)
    assert code(error) == "keyring_damaged"


def test_a_self_made_supervisor_gets_in_nowhere(post: Post) -> None:
    """A writer of the file without the CA's key adds a supervisor who signed for himself."""
    bundle, own_key = Bundle.fresh(), ec.generate_private_key(ec.SECP256R1())
    twin = pki.make_ca("isa", NUMBER, own_key, NOW)
    intruder = make_user(twin, own_key, "intruder", "supervisor", bundle)
    signed = intruder.signed_by(bundle.heads, "intruder")
    assert refused(post.ring.with_user(signed), post) == "keyring_damaged"
    borrowed = replace(intruder, certificate=post.boss.user.certificate)
    borrowed = borrowed.signed_by(bundle.heads, "intruder")
    assert refused(post.ring.with_user(borrowed), post) == "keyring_damaged"


def test_an_officer_does_not_become_a_supervisor(post: Post) -> None:
    officer = post.users["officer 1"]
    raised = replace(officer.user, role="supervisor").signed_by(officer.bundle.heads, "officer 1")
    assert refused(post.ring.with_user(raised), post) == "keyring_damaged"
    signed = replace(officer.user, disabled=False).signed_by(officer.bundle.heads, "officer 1")
    assert refused(post.ring.with_user(signed), post) == "keyring_damaged"
    unsigned = replace(officer.user, by="nobody")
    assert refused(post.ring.with_user(unsigned), post) == "keyring_damaged"


def test_foreign_keys_under_a_supervisors_name(post: Post) -> None:
    """Vault keys would be sealed to the intruder at the next change: the certificate's key forbids it."""
    mine = X25519PrivateKey.generate().public_key()
    swapped = replace(post.users["deputy"].user, public=mine).signed_by(
        post.boss.bundle.heads, "boss"
    )
    assert refused(post.ring.with_user(swapped), post) == "keyring_damaged"


def test_an_officers_vault_does_not_become_the_registry(post: Post) -> None:
    """Else the supervisor would write others' records into a vault whose key the officer holds."""
    officer = post.users["officer 1"]
    vault = post.ring.vault_of("officer 1")
    key = officer.vault_key(vault)
    renamed = replace(vault, kind="registry")
    renamed = replace(renamed, mac=renamed.authentic(key))
    for entry in (
        renamed,
        renamed.signed_by(officer.bundle.heads, "officer 1"),
        replace(renamed, by="x"),
    ):
        ring = replace(
            post.ring, vaults=(entry, *(o for o in post.ring.vaults if o.id != vault.id))
        )
        assert refused(ring, post) == "keyring_damaged"


def test_double_entries_are_damage(post: Post) -> None:
    ring = post.ring
    assert refused(replace(ring, users=(*ring.users, ring.users[0])), post) == "keyring_damaged"
    assert refused(replace(ring, vaults=(*ring.vaults, ring.vaults[0])), post) == "keyring_damaged"


def test_an_exchanged_station_is_noticed_behind_the_passphrase(post: Post) -> None:
    """All files exchanged for a sound station of the intruder's, with the victim's slot inside."""
    other = build_twin(post)
    ring, ca = other
    ring.check_signatures(ca)  # sound by itself
    with pytest.raises(UserError) as error:
        ring.unlock("officer 1", words("officer 1"), "station-1", ca)
    assert code(error) == "keyring_damaged"


def build_twin(post: Post) -> tuple[Keyring, Any]:
    """A station of another CA that re-certified the officer's public keys (a thief of the slot could)."""
    key, bundle = ec.generate_private_key(ec.SECP256R1()), Bundle.fresh()
    ca = pki.make_ca("isa", NUMBER, key, NOW)
    boss = make_user(ca, key, "boss", "supervisor", bundle).signed_by(bundle.heads, "boss")
    old = post.ring.user("officer 1")
    public = old.certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    certificate = pki.issue(ca, key, old.number, "officer", public, NOW)
    moved = replace(old, certificate=certificate).signed_by(bundle.heads, "boss")
    return Keyring((boss, moved), ()), ca


def test_a_slot_of_another_user_is_damage(post: Post) -> None:
    other = post.ring.user("officer 2")
    mixed = replace(
        post.ring.user("officer 1"), slot=other.slot, slot_signature=other.slot_signature
    )
    assert refused(post.ring.with_user(mixed), post) == "keyring_damaged"
    bundle = post.users["officer 2"].bundle
    user = post.ring.user("officer 1").with_slot(bundle, words("officer 1"), MINIMUM_COST)
    assert refused(post.ring.with_user(user), post) == "keyring_damaged"
    with pytest.raises(UserError) as error:
        user.open(words("officer 1"))
    assert code(error) == "keyring_damaged"


def test_changing_the_own_passphrase_needs_no_supervisor(post: Post) -> None:
    officer = post.users["officer 1"]
    logged_in = post.ring.unlock("officer 1", words("officer 1"), "station-1", post.ca)
    entry = logged_in.user.with_slot(logged_in.bundle, "another passphrase", MINIMUM_COST)
    ring = post.ring.with_slots(post.ring.with_user(entry))
    again = ring.unlock("officer 1", "another passphrase", "station-1", post.ca)
    vault = ring.vault_of("officer 1")
    assert again.vault_key(vault) == officer.vault_key(vault)
    with pytest.raises(UserError, match="wrong_passphrase"):
        ring.unlock("officer 1", words("officer 1"), "station-1", post.ca)


def test_vault_entries_are_whole(post: Post) -> None:
    vault = post.ring.vault_of("officer 1")
    wrong = replace(vault, mac=seal_box.b64(bytes(32)))
    with pytest.raises(UserError, match="keyring_damaged"):
        post.boss.vault_key(wrong)
    with pytest.raises(UserError, match="keyring_damaged"):
        post.boss.vault_key(replace(vault, mac="é"))
    for other in (replace(vault, version=2), replace(vault, id="vault-officer 2")):
        with pytest.raises(UserError, match="key_not_for_user"):
            post.boss.vault_key(other)


def test_sealing_anew_takes_the_old_boxes_away(post: Post) -> None:
    vault = post.ring.vault_of("officer 1")
    key = post.boss.vault_key(vault)
    anew = sealed_for(vault, key, (post.boss.user,), post.rescue.public_key())
    assert anew.boxes.keys() == {"boss", RECOVERY}
    assert anew.signature == ""
    assert post.boss.vault_key(anew) == key
    fresh = new_vault("v", "o", "officer", (post.boss.user,), post.rescue.public_key())
    assert post.boss.vault_key(fresh) != key


def test_recovery_two_of_three(post: Post) -> None:
    shares = recovery.split(post.rescue)
    assert all(len(share.split()) == 33 for share in shares)
    vault = post.ring.registry
    for pair in [*combinations(shares, 2), shares, [f"  {shares[0].upper()}\n", shares[2]]]:
        key = recovery.combine(pair)
        opened = open_sealed(key, vault.boxes[RECOVERY], box_info(vault, RECOVERY))
        assert opened == post.boss.vault_key(vault)
    other = recovery.split(X25519PrivateKey.generate())
    wrong: list[list[str]] = [
        *([share] for share in shares),
        [shares[0], shares[0]],
        [shares[0], other[1]],
        [],
        ["not words of the list"],
        [shares[0], " ".join(shares[1].split()[:-1])],
    ]
    for words_ in wrong:
        with pytest.raises(UserError) as error:
            recovery.combine(words_)
        assert code(error) == "shares_wrong"
        assert error.value.__cause__ is None  # the library's message quotes the words


def test_bundles_that_are_no_bundles() -> None:
    good = json.loads(Bundle.fresh().dump())
    junk = seal_box.b64(b"no key")
    for raw in (
        b"{}",
        b"junk",
        json.dumps(good | {"sign": junk}).encode(),
        json.dumps(good | {"decrypt": "!"}).encode(),
        json.dumps(good | {"sign": good_ed25519()}).encode(),
    ):
        with pytest.raises(UserError, match="keyring_damaged"):
            Bundle.parse(raw)


def good_ed25519() -> str:
    key = Ed25519PrivateKey.generate()
    return seal_box.b64(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def test_boxes_of_junk() -> None:
    key = X25519PrivateKey.generate()
    for box in ("", "!", seal_box.b64(b"short"), seal_to(key.public_key(), b"x", "a")[:-4]):
        with pytest.raises(UserError, match="key_not_for_user"):
            open_sealed(key, box, "a")


def test_entries_read_strictly() -> None:
    entry = VaultEntry("v", "o", "officer", 1, {"a": "b"}, "m", "by", "s")
    assert VaultEntry.parse(entry.dump()) == entry
    changes: list[dict[str, Any]] = [
        {"boxes": {"a": 1}},
        {"boxes": []},
        {"version": True},
        {"id": 5},
    ]
    for change in changes:
        with pytest.raises(ValueError, match=r"."):
            VaultEntry.parse({**entry.dump(), **change})
