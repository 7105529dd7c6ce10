# SPDX-License-Identifier: MIT
"""Two programs decide about one station at a time: neither undoes what the other wrote."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.crypto.member import User
from app.errors import UserError
from app.paths import only_one
from app.services import authorities
from app.services.renewal import renew
from app.services.signed_state import LOCK
from app.storage.copy import copy_vault
from tests.stations import OFFICER, OFFICER_WORDS, SUPERVISOR, SUPERVISOR_WORDS, House, build_house

SECOND, SECOND_WORDS = "officer two", "another passphrase 3"
NEW = "gravel lantern meadow 7"


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = build_house(tmp_path)
    house.stations.add_user(house.supervisor, SECOND, "officer", SECOND_WORDS)
    return house


def meanwhile(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, act: Callable[[], Any]
) -> None:
    """Let ``act`` happen once before the next call of ``where.name``."""
    real = getattr(where, name)

    def replaced(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(where, name, real)
        act()
        return real(*given, **named)

    monkeypatch.setattr(where, name, replaced)


def test_a_new_passphrase_keeps_what_a_supervisor_decided_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys of the vaults that were copied meanwhile stand in that keyring alone."""
    boss = house.supervisor
    meanwhile(
        monkeypatch, User, "with_slot",
        lambda: house.anew().stations.disable_user(boss, SECOND, copy_vault),
    )  # fmt: skip
    seq = house.stations.keyring().seq
    house.stations.set_passphrase(house.officer, NEW)
    fresh = house.anew().stations
    ring = fresh.keyring()
    assert ring.user(SECOND).disabled
    assert ring.seq == seq + 1
    assert next(vault for vault in ring.vaults if vault.owner == SECOND).version == 2
    assert fresh.unlock(OFFICER, NEW)
    with pytest.raises(UserError, match="wrong_passphrase"):
        fresh.unlock(OFFICER, OFFICER_WORDS)
    fresh.folder.keyring.write_bytes(b"damaged")  # and the copy knows the same
    assert fresh.keyring().user(SECOND).disabled


def test_who_was_closed_meanwhile_gets_no_new_passphrase(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = house.supervisor
    meanwhile(
        monkeypatch, User, "with_slot",
        lambda: house.anew().stations.disable_user(boss, OFFICER, copy_vault),
    )  # fmt: skip
    with pytest.raises(UserError, match="user_disabled"):
        house.stations.set_passphrase(house.officer, NEW)
    assert house.anew().stations.keyring().user(OFFICER).disabled


def test_a_decision_keeps_the_passphrase_that_was_chosen_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(
        monkeypatch, authorities, "certificates",
        lambda: house.anew().stations.set_passphrase(house.officer, NEW),
    )  # fmt: skip
    renew(house.stations, house.supervisor, SECOND)
    assert house.anew().stations.unlock(OFFICER, NEW)
    with pytest.raises(UserError, match="wrong_passphrase"):
        house.anew().stations.unlock(OFFICER, OFFICER_WORDS)


def test_of_two_decisions_the_later_begins_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = house.supervisor
    meanwhile(
        monkeypatch, authorities, "certificates",
        lambda: house.anew().stations.disable_user(boss, SECOND, copy_vault),
    )  # fmt: skip
    with suppress(UserError):
        renew(house.stations, boss, OFFICER)
    assert house.anew().stations.keyring().user(SECOND).disabled
    before = house.stations.folder.keyring.read_bytes()
    meanwhile(
        monkeypatch, authorities, "certificates",
        lambda: house.anew().stations.set_show_unreviewed(boss, False),
    )  # fmt: skip
    with pytest.raises(UserError, match="state_changed"):
        house.stations.add_user(boss, "officer three", "officer", SECOND_WORDS)
    assert house.stations.folder.keyring.read_bytes() == before  # neither file was touched
    assert not house.anew().stations.info().show_unreviewed
    assert house.anew().stations.state.behind() == ()


def test_a_supervisor_who_was_closed_decides_nothing_more(house: House) -> None:
    stations, boss = house.stations, house.supervisor
    stations.add_user(boss, "supervisor two", "supervisor", NEW)
    second = stations.unlock("supervisor two", NEW)
    stations.disable_user(boss, "supervisor two", copy_vault)
    before = stations.folder.station.read_bytes()
    with pytest.raises(UserError, match="not_supervisor"):
        house.anew().stations.set_show_unreviewed(second, False)
    assert stations.folder.station.read_bytes() == before
    assert house.anew().stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)


def test_a_program_that_never_ends_is_not_waited_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "PATIENCE", 0.0)
    before = house.stations.folder.keyring.read_bytes()
    with (
        only_one(house.stations.folder.root / LOCK),
        pytest.raises(UserError, match="state_changed"),
    ):
        house.stations.set_passphrase(house.officer, NEW)
    assert house.stations.folder.keyring.read_bytes() == before
