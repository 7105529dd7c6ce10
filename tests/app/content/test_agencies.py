# SPDX-License-Identifier: MIT
"""Agencies are data of the pack: their ids, their names, and which of them checks at departure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.content.checks.pack_index import PackFault
from app.content.load_roles import before_roles
from app.domain.agency import agency_label, demand, short_name
from app.domain.pack import Pack
from app.domain.text import EN
from app.errors import UserError
from app.ids import LangTag
from app.services.agencies import TRANSLATED, agency_name

FaultsAfter = Callable[[str, Callable[[Any], None]], list[PackFault]]


def test_the_three_agencies(pack: Pack) -> None:
    assert list(pack.agencies) == ["isa", "police", "jcg"]
    assert [agency.id for agency in pack.agencies.values() if agency.departures] == ["isa"]
    assert agency_label(pack.agencies, "isa", "en") == "Immigration Services Agency"
    assert short_name(pack.agencies, "isa", "ja") == "入管"
    assert agency_label(pack.agencies, "unheard_of", "ja") == "unheard_of"


def test_every_name_is_translated_for_the_person(pack: Pack) -> None:
    assert {agency.name.first(EN).text for agency in pack.agencies.values()} == set(TRANSLATED)
    assert agency_name(pack.agencies, "police", LangTag("ja")) == "警察"
    assert agency_name(pack.agencies, "jcg", LangTag("th")) != "Japan Coast Guard"


def test_packs_of_before_have_the_same(pack: Pack) -> None:
    assert [agency["id"] for agency in before_roles()["agencies"]] == list(pack.agencies)


def test_an_agency_that_the_pack_does_not_have_is_told(pack: Pack) -> None:
    assert demand(pack.agencies, "jcg").id == "jcg"
    with pytest.raises(UserError) as caught:
        demand(pack.agencies, "navy")
    assert caught.value.params == {"agency": "navy", "known": "isa, police, jcg"}


@pytest.mark.parametrize(
    ("change", "told_fault"),
    [
        (lambda agencies: agencies.clear(), "agencies: the table is empty"),
        (lambda agencies: agencies.append(dict(agencies[0])), "agency isa: twice"),
        (lambda agencies: agencies[0]["name"].pop("ja"), "agency isa: name missing in English or Japanese"),
        (lambda agencies: agencies[2].update(departures="no"), "agency jcg: departures"),
        (lambda agencies: agencies[2].update(id="J C G"), "agency J C G: id form"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_told(
    faults_after: FaultsAfter, change: Callable[[Any], None], told_fault: str
) -> None:
    faults = faults_after("agencies", lambda raw: change(raw["agencies"]))
    assert told_fault in [f"{f.where}: {f.what}" for f in faults if f.check == "agency"]


def test_what_names_an_agency_that_is_not_there_is_told(faults_after: FaultsAfter) -> None:
    faults = faults_after("agencies", lambda raw: raw["agencies"].pop())
    told = {f"{fault.where}: {fault.what}" for fault in faults}
    assert any("unknown agency ['jcg']" in fault for fault in told)
    assert any("variant jcg" in fault for fault in told)
    assert any(fault.startswith("legal basis ") for fault in told)
