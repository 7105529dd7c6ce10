# SPDX-License-Identifier: MIT
"""Users and keys: roles are enforced by keys, not by words."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from app.crypto.keyring import Keyring
from app.crypto.verify_record import Trusted
from app.errors import UserError
from app.services.anchor_files import read_anchors
from app.services.kept_file import copy_of
from app.services.rescue import vault_keys
from app.storage.copy import copy_vault
from tests.stations import (
    OFFICER,
    OFFICER_WORDS,
    SUPERVISOR,
    SUPERVISOR_WORDS,
    House,
    build_house,
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("station"))


def code_of(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_every_role_on_every_vault_by_keys_alone(house: House) -> None:
    house.stations.add_user(house.supervisor, "officer two", "officer", "another passphrase 3")
    house.stations.add_user(house.supervisor, "auditor one", "auditor", "another passphrase 4")
    ring = house.stations.keyring()
    users = {
        SUPERVISOR: house.supervisor,
        OFFICER: house.officer,
        "officer two": house.stations.unlock("officer two", "another passphrase 3"),
        "auditor one": house.stations.unlock("auditor one", "another passphrase 4"),
    }
    for name, user in users.items():
        for vault in ring.vaults:
            allowed = user.role == "supervisor" or (vault.kind == "officer" and vault.owner == name)
            if allowed:
                assert len(user.vault_key(vault)) == 32
            else:
                with pytest.raises(UserError) as error:
                    user.vault_key(vault)
                assert code_of(error) == "key_not_for_user"


def test_a_foreign_box_does_not_open(house: House) -> None:
    """Even handed the supervisor's box, an officer's key opens nothing."""
    registry = house.stations.keyring().registry
    boxes = registry.boxes | {OFFICER: registry.boxes[SUPERVISOR]}
    forged = type(registry)(registry.id, registry.owner, registry.kind, 1, boxes, registry.mac)
    with pytest.raises(UserError, match="key_not_for_user"):
        house.officer.vault_key(forged)


def test_wrong_passphrase_and_damage_differ(house: House) -> None:
    with pytest.raises(UserError) as error:
        house.stations.unlock(OFFICER, "not the passphrase!")
    assert code_of(error) == "wrong_passphrase"
    raw = house.stations.keyring().dump().replace(b'"officer"', b'"auditor"', 1)
    ring = Keyring.parse(raw)
    with pytest.raises(UserError) as error:
        ring.unlock(OFFICER, OFFICER_WORDS, "", house.officer.ca)
    assert code_of(error) == "keyring_damaged"
    with pytest.raises(UserError, match="keyring_damaged"):
        Keyring.parse(raw[:200])


def test_any_user_of_several_changes_the_own_passphrase(tmp_path: Path) -> None:
    """The keyring is signed whole, its entries in their order: a new slot moves none of them."""
    house = build_house(tmp_path)
    for name, words in ((SUPERVISOR, SUPERVISOR_WORDS), (OFFICER, OFFICER_WORDS)):
        order = [user.name for user in house.stations.keyring().users]
        house.stations.change_passphrase(name, words, f"{words} and more")
        assert [user.name for user in house.stations.keyring().users] == order
        assert house.stations.unlock(name, f"{words} and more").name == name
    assert house.stations.station().name


def test_recovery_two_of_three(house: House) -> None:
    station, ring = house.stations.station(), house.stations.keyring()
    for pair in combinations(house.shares, 2):
        keys = vault_keys(station, ring, pair)
        own = ring.vault_of(OFFICER)
        assert keys[own.id] == house.officer.vault_key(own)
    for share in house.shares:
        with pytest.raises(UserError, match="shares_wrong"):
            vault_keys(station, ring, [share])


def test_passphrases_and_names(house: House) -> None:
    add = house.stations.add_user
    for passphrase, wanted in (
        ("short", "passphrase_short"),
        ("aaaaaaaaaaaaaaaaa", "passphrase_common"),
    ):
        with pytest.raises(UserError, match=wanted):
            add(house.supervisor, "someone", "officer", passphrase)
    with pytest.raises(UserError, match="name_strange"):
        add(house.supervisor, "a\nb", "officer", "a good passphrase 9")
    for name in ("", " x", "recovery", "x" * 41):
        with pytest.raises(UserError, match="name_wrong"):
            add(house.supervisor, name, "officer", "a good passphrase 9")
    with pytest.raises(UserError, match="user_exists"):
        add(house.supervisor, OFFICER.upper(), "officer", "a good passphrase 9")
    with pytest.raises(UserError, match="role_unknown"):
        add(house.supervisor, "someone", "king", "a good passphrase 9")
    with pytest.raises(UserError, match="not_supervisor"):
        add(house.officer, "someone", "officer", "a good passphrase 9")


def test_closing_a_user_takes_the_keys_and_revokes(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    stations = house.stations
    with pytest.raises(UserError, match="last_supervisor"):
        stations.disable_user(house.supervisor, SUPERVISOR, copy_vault)
    stations.add_user(house.supervisor, "supervisor two", "supervisor", "another passphrase 5")
    second = stations.unlock("supervisor two", "another passphrase 5")
    assert second.vault_key(stations.keyring().vault_of(OFFICER))
    stations.disable_user(second, SUPERVISOR, copy_vault)
    with pytest.raises(UserError, match="user_disabled"):
        stations.unlock(SUPERVISOR, "whatever it may be")
    with pytest.raises(UserError, match="key_not_for_user"):
        house.supervisor.vault_key(stations.keyring().registry)
    serial = house.supervisor.user.certificate.serial_number
    assert (
        stations.station().newest.crl.get_revoked_certificate_by_serial_number(serial) is not None
    )


def test_settings_are_signed(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    assert house.stations.info().show_unreviewed
    with pytest.raises(UserError, match="not_supervisor"):
        house.stations.set_show_unreviewed(house.officer, False)
    house.stations.set_show_unreviewed(house.supervisor, False)
    assert not house.stations.info().show_unreviewed
    file = house.stations.folder.station
    altered = file.read_bytes().replace(b'"show_unreviewed": false', b'"show_unreviewed": true')
    file.write_bytes(altered)
    assert house.stations.falls_back == ("station",)
    assert not house.stations.info().show_unreviewed  # by the copy
    copy_of(file).write_bytes(altered)
    with pytest.raises(UserError, match="station_damaged"):
        house.stations.info()


def test_a_cut_keyring_falls_back_to_the_copy_which_knows_the_same(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    path = house.stations.folder.keyring
    house.stations.add_user(house.supervisor, "officer two", "officer", "another passphrase 3")
    path.write_bytes(path.read_bytes()[:100])
    assert [user.name for user in house.stations.users()] == [SUPERVISOR, OFFICER, "officer two"]


def test_trust_and_anchor_files(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    out = tmp_path / "ca.pem"
    house.stations.write_ca(out)
    (anchor,) = read_anchors(out)
    assert anchor.crl is not None
    assert house.stations.trust(house.supervisor, [anchor])
    assert len(house.stations.station().trusted) == 2
    with pytest.raises(UserError, match="not_a_ca"):
        house.stations.trust(house.supervisor, [Trusted(house.officer.user.certificate, None)])
    out.with_suffix(".crl").unlink()
    assert read_anchors(out)[0].crl is None
    out.write_text("not a certificate")
    with pytest.raises(UserError, match="anchor_unreadable"):
        read_anchors(out)


def test_files_are_private(house: House) -> None:
    for path in house.stations.folder.root.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_vault_that_vanished_is_not_made_anew(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    house.open(house.officer).close()
    vault = house.stations.keyring().vault_of(OFFICER)
    path = house.stations.folder.vault(vault.id)
    path.unlink()
    with pytest.raises(UserError, match="vault_missing"):
        house.open(house.officer)
    assert not path.exists()
