# SPDX-License-Identifier: MIT
"""Format 2 through the whole station: numbers for names, the second CA of a 0.1 station, trust with names."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.x509 import load_pem_x509_certificate

from app.crypto import envelope, names, p256, pki, verify_record
from app.crypto.keyring import OpenUser
from app.crypto.sealed import Signer, claims_of, disclosures_of, sign
from app.crypto.verify_record import Trusted
from app.documents.verify import PdfReader
from app.errors import UserError
from app.ids import Number, RecipientId, is_number
from app.paths import FILE_MODE, FOLDER_MODE, DataFolder
from app.services import signed_state
from app.services.anchor_files import read_anchors
from app.services.checking import Verifier
from app.services.people import Names
from app.services.renewal import renew
from app.services.stations import Stations
from app.storage.copy import copy_vault
from tests.checking import verified
from tests.contracts.source import ROOT
from tests.stations import (
    OFFICER,
    SUPERVISOR,
    House,
    StillClock,
    begin,
    build_house,
    hand_out,
)

RELEASED = ROOT / "tests" / "vectors" / "0.1"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def handed(house: House, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A sealed token, and the file for a recipient who does not get ``process``."""
    desk = house.open(house.officer)
    try:
        case = begin(desk, [*_CONSENTED])
        desk.interviews.note(case, None, "a note SAMPLE", "ja")
        desk.interviews.seal(case)
        out = tmp_path_factory.mktemp("out") / "wcsc.pdf"
        hand_out(desk.handovers, case, RecipientId("wcsc"), out)
        token = desk.interviews._store.sealed_versions(case)[-1].token
    finally:
        desk.close()
    return token, out


_CONSENTED: tuple[tuple[str, Any], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 24}),
    ("CONS-04", "explained"),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("REFR-02", "all"),
)


def test_no_name_stands_in_the_plain_part_or_outside_the_people(
    house: House, handed: tuple[str, Path]
) -> None:
    token, _out = handed
    head, body = token.split("~")[0].split(".")[:2]
    certificates = json.loads(base64.urlsafe_b64decode(head + "=="))["x5c"]
    plain = base64.urlsafe_b64decode(body + "==") + b"".join(map(base64.b64decode, certificates))
    items = disclosures_of(token)
    people, place = items.pop("people"), items.pop("place")
    rest = json.dumps(items, ensure_ascii=False)
    for name in (OFFICER, SUPERVISOR, "SAMPLE Station"):
        assert name.encode() not in plain
        assert name not in rest
    number = house.stations.numbers()[OFFICER]
    assert people == {"group": "process", "kind": "people", "names": {number: OFFICER}}
    assert place == {"group": "process", "kind": "place", "name": "SAMPLE Station"}
    assert {item["by"] for name, item in items.items() if name.startswith("note:")} == {number}
    claims = claims_of(token)
    assert (claims["fmt"], claims["agency"], claims["officer"]) == (2, "isa", number)
    assert claims["station"] == house.stations.station().number


def test_who_has_the_names_reads_names_and_who_has_not_reads_numbers(
    house: House, handed: tuple[str, Path], tmp_path: Path
) -> None:
    _token, out = handed
    number = house.stations.numbers()[OFFICER]
    out_ca = tmp_path / "ca.pem"
    assert len(house.stations.write_ca(out_ca)) == 3
    reader = PdfReader(house.clock)
    verdict = verified(Verifier(reader, read_anchors(out_ca)), out)
    assert (verdict.valid, verdict.signer, verdict.station) == (True, OFFICER, "SAMPLE Station")
    out_ca.with_suffix(".names").unlink()
    unknown = verified(Verifier(reader, read_anchors(out_ca)), out)
    assert (unknown.valid, unknown.signer) == (True, number)
    assert unknown.station == house.stations.station().number


def _high(signature: bytes) -> bytes:
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, max(s, p256.ORDER - s))


FORGERIES: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "the other spelling of the file's signature": (
        "app.documents.sign.low_der", _high, "signature_form",
    ),
    "the record under the name of format 1": (
        "app.services.documents.fmt_of", lambda _token: 1, "record_format",
    ),
    "another recipient than the signature's": (
        "app.services.documents.write",
        lambda whole: envelope.write(replace(whole, recipient="police")),
        "envelope_differs",
    ),
    "another time than the signature's": (
        "app.services.documents.write",
        lambda whole: envelope.write(replace(whole, made=whole.made + 1)),
        "envelope_differs",
    ),
    "other bytes of the same values": (
        "app.services.documents.write",
        lambda whole: envelope.write(whole).replace(b",", b", ", 1),
        "envelope_form",
    ),
}  # fmt: skip


@pytest.mark.usefixtures("handed")
@pytest.mark.parametrize("name", FORGERIES)
def test_what_an_officer_could_sign_is_refused(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """An officer's key and a changed program make the file; the reader's program refuses it."""
    place, forged, reason = FORGERIES[name]
    desk = house.open(house.officer)
    try:
        case, out = desk.interviews.summaries()[0].interview, tmp_path / "forged.pdf"
        with monkeypatch.context() as changed:
            changed.setattr(place, forged)
            hand_out(desk.handovers, case, RecipientId("wcsc"), out)
    finally:
        desk.close()
    found = verified(Verifier(PdfReader(house.clock), house.stations.station().trusted), out)
    assert (found.valid, found.reason) == (False, reason)


def other_station(number: str = "NARXTA2222") -> tuple[Trusted, Callable[..., str], Any]:
    """A CA of format 2 with a supervisor's signer, and a maker of names."""
    clock = StillClock()
    key, mine = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca = pki.make_ca("police", Number(number), key, clock.now())
    boss = pki.issue(ca, key, "BASSBASS22", "supervisor", mine.public_key(), clock.now())
    anchor = Trusted(ca, pki.make_crl(ca, key, (), 1, clock.now()))
    signer = Signer(mine, (boss, ca))
    iat = int(clock.now().timestamp())

    def signed(seq: int, name: str = "Narita", staff: dict[str, str] | None = None) -> str:
        return names.make(name, staff or {"FFXCER2222": "Mori"}, seq, iat, signer)

    return anchor, signed, (ca, key, boss)


def test_names_never_go_back(house: House) -> None:
    anchor, signed, _keys = other_station()
    station = house.stations.station()
    pinned = station.trusting(Trusted(anchor.ca, anchor.crl, signed(2)))
    assert Names(pinned.trusted).station("NARXTA2222") == "Narita"
    newer = pinned.trusting(Trusted(anchor.ca, anchor.crl, signed(3, "Narita 2")))
    assert Names(newer.trusted).station("NARXTA2222") == "Narita 2"
    with pytest.raises(UserError, match="names_older"):
        newer.trusting(Trusted(anchor.ca, anchor.crl, signed(2)))
    kept = newer.trusting(anchor)  # a list without names keeps those that are known
    assert Names(kept.trusted).station("NARXTA2222") == "Narita 2"


def test_names_of_others_are_their_own(house: House) -> None:
    """No station names the people of another, none takes another's number."""
    anchor, signed, _keys = other_station()
    number = house.stations.numbers()[OFFICER]
    token = signed(1, "Narita", {number: "somebody else"})
    both = Names(house.stations.station().trusting(Trusted(anchor.ca, anchor.crl, token)).trusted)
    assert both.staff(house.stations.station().number, number) == OFFICER
    impostor = other_station(house.stations.station().number)[0]
    with pytest.raises(UserError, match="number_taken"):
        house.stations.station().trusting(impostor)
    foreign, _signed, _more = other_station()
    with pytest.raises(UserError, match="names_wrong"):
        house.stations.station().trusting(Trusted(foreign.ca, foreign.crl, token))


def test_wrong_names_keep_no_revocation_out(house: House) -> None:
    """The one who signed the names was closed, and nobody could sign new ones: the list counts."""
    stations, by = house.stations, house.supervisor
    anchor, signed, (ca, key, boss) = other_station("NARXTA3333")
    assert stations.trust(by, [replace(anchor, names=signed(1))]).refused == ()
    now = house.clock.now()
    revoking = pki.make_crl(ca, key, ((boss.serial_number, now),), 2, now)
    pinned = stations.trust(by, [Trusted(ca, revoking, signed(2))])
    assert pinned.fingerprints == (pki.fingerprint(ca),)
    assert [error.code for error in pinned.refused] == ["names_wrong"]
    (pinned_anchor,) = (held for held in stations.station().anchors if held.ca == ca)
    assert pinned_anchor.crl == revoking
    assert pinned_anchor.names == ""


def test_names_that_prove_nothing_any_more_are_not_written(tmp_path: Path) -> None:
    """The closing supervisor's own certificate is over: the names stay those of who is closed."""
    house = build_house(tmp_path)
    stations = house.stations
    stations.add_user(house.supervisor, "supervisor two", "supervisor", "another passphrase 5")
    second = stations.unlock("supervisor two", "another passphrase 5")
    stations.add_user(second, "officer two", "officer", "another passphrase 3")
    out = tmp_path / "ca.pem"
    assert [path.suffix for path in stations.write_ca(out)] == [".pem", ".crl", ".names"]
    later = pki.span(house.supervisor.signer.chain)[1] + timedelta(days=1)
    house.clock.put(later)
    stations.time.state(later)
    stations.disable_user(house.supervisor, "supervisor two", copy_vault)
    assert [path.suffix for path in stations.write_ca(out)] == [".pem", ".crl"]
    assert not out.with_suffix(".names").exists()
    other = build_house(tmp_path / "other", "police")
    assert other.stations.trust(other.supervisor, read_anchors(out)).refused == ()


@pytest.mark.parametrize("name", ["", "\u202eNarita", "a\nb", "x" * 41])
def test_names_are_one_line_that_can_be_seen(house: House, name: str) -> None:
    anchor, _signed, (ca, key, _boss) = other_station()
    mine = ec.generate_private_key(ec.SECP256R1())
    now = StillClock().now()
    boss = pki.issue(ca, key, "BASSBASS22", "supervisor", mine.public_key(), now)
    signer = Signer(mine, (boss, ca))
    claims = {k: v for k, v in signer.claims.items() if k != "officer"}
    payload = {**claims, "iat": int(now.timestamp()), "seq": 1, "name": "Narita"}
    good = sign(names.NAMES_TYP, {**payload, "staff": {"FFXCER2222": "Mori"}}, signer)
    assert house.stations.station().trusting(Trusted(anchor.ca, anchor.crl, good))
    bad = sign(names.NAMES_TYP, {**payload, "staff": {"FFXCER2222": name}}, signer)
    with pytest.raises(UserError, match="names_wrong"):
        house.stations.station().trusting(Trusted(anchor.ca, anchor.crl, bad))


def test_the_list_follows_who_comes_and_who_goes(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    stations = house.stations
    before = names.read(stations.station().own[-1])
    stations.add_user(house.supervisor, "officer two", "officer", "another passphrase 3")
    after = names.read(stations.station().own[-1])
    assert after.seq == before.seq + 1
    assert set(after.staff.values()) == {OFFICER, SUPERVISOR, "officer two"}
    assert all(map(is_number, after.staff))
    stations.disable_user(house.supervisor, "officer two", copy_vault)
    last = names.read(stations.station().own[-1])
    assert last.staff == after.staff  # what somebody signed before is still to be read
    number = stations.numbers()[OFFICER]
    renew(stations, house.supervisor, OFFICER)
    assert stations.numbers()[OFFICER] == number


class Old:
    """A copy of a station that 0.1 made."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(RELEASED / "isa" / "data", root)
        for path in (root, *root.rglob("*")):
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
        self.clock = StillClock()
        self.clock.advance(days=9)
        self.stations = Stations(DataFolder(root), self.clock)

    def unlock(self, name: str) -> OpenUser:
        words = (RELEASED / "passphrases" / f"{name}.txt").read_text("utf-8").strip()
        return self.stations.unlock(name, words)


def test_a_supervisor_gives_an_old_station_its_second_ca(tmp_path: Path) -> None:
    old = Old(tmp_path / "data")
    officer = old.unlock("officer")
    assert [signer.fmt for signer in officer.signers] == [1]
    before = old.stations.station()
    boss = old.unlock("supervisor")
    after = old.stations.station()
    assert [signer.fmt for signer in boss.signers] == [1, 2]
    assert after.ca == before.ca
    assert after.root.crl == before.root.crl
    assert [pki.format_of(authority.ca) for authority in after.authorities] == [1, 2]
    officer = old.unlock("officer")
    assert [signer.fmt for signer in officer.signers] == [1, 2]
    assert officer.bundle.pinned == pki.fingerprint(before.ca)
    first, second = (signer.chain[0].public_key() for signer in officer.signers)
    assert first == second
    assert old.unlock("supervisor").signer.chain == boss.signer.chain  # made once
    assert Names(after.trusted).station(after.number) == "SAMPLE isa station"
    assert not old.stations.falls_back


def test_a_wrong_clock_keeps_nobody_out_and_makes_nothing(tmp_path: Path) -> None:
    old = Old(tmp_path / "data")
    sound = old.clock.moment
    old.clock.put(sound.replace(year=2019))
    raw = old.stations.folder.station.read_bytes()
    assert [signer.fmt for signer in old.unlock("supervisor").signers] == [1]
    assert old.stations.folder.station.read_bytes() == raw
    old.clock.put(sound)
    assert [signer.fmt for signer in old.unlock("supervisor").signers] == [1, 2]


def test_a_crash_between_the_two_files_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Old(tmp_path / "data")
    with monkeypatch.context() as broken:
        broken.setattr(
            signed_state, "write_atomic", _full
        )  # the keyring is written, the station not
        assert [signer.fmt for signer in old.unlock("supervisor").signers] == [1]
    numbers = old.stations.numbers()
    assert numbers
    assert [signer.fmt for signer in old.unlock("officer").signers] == [1]
    assert [signer.fmt for signer in old.unlock("supervisor").signers] == [1, 2]
    assert [signer.fmt for signer in old.unlock("officer").signers] == [1, 2]
    assert old.stations.numbers() == numbers  # given once


def _full(path: Path, data: bytes) -> None:
    raise OSError(28, f"{len(data)} bytes do not fit", path.name)


def test_both_formats_are_renewed_revoked_and_recovered_together(tmp_path: Path) -> None:
    old = Old(tmp_path / "data")
    boss = old.unlock("supervisor")
    first = old.stations.keyring().user("officer")
    renew(old.stations, boss, "officer")
    second = old.stations.keyring().user("officer")
    assert [pki.format_of(certificate) for certificate in second.certificates] == [1, 2]
    assert set(first.serials) < set(second.serials)
    assert len(second.serials) == 4
    shares = [(RELEASED / "isa" / "shares" / f"share-{n}.txt").read_text("ascii") for n in (1, 3)]
    words = "sample recovered words 0.1"
    old.stations.recover(shares, "recovered", words, lambda _vault, _key: None)
    new = old.stations.unlock("recovered", words)
    assert [signer.fmt for signer in new.signers] == [1, 2]
    old.stations.disable_user(new, "officer", copy_vault)
    for authority in old.stations.station().authorities:
        listed = {entry.serial_number for entry in authority.crl}
        assert listed >= set(second.serials)
    old.stations.add_user(new, "officer two", "officer", "another passphrase 3")
    assert [
        signer.fmt for signer in old.stations.unlock("officer two", "another passphrase 3").signers
    ]


def test_the_files_of_an_old_station_hold_both(tmp_path: Path) -> None:
    old = Old(tmp_path / "data")
    out = tmp_path / "ca.pem"
    assert [path.suffix for path in old.stations.write_ca(out)] == [".pem", ".crl"]
    old.unlock("supervisor")
    assert [path.suffix for path in old.stations.write_ca(out)] == [".pem", ".crl", ".names"]
    anchors = read_anchors(out)
    assert [pki.format_of(anchor.ca) for anchor in anchors] == [1, 2]
    assert all(
        anchor.crl is not None and pki.is_list_of(anchor.crl, anchor.ca) for anchor in anchors
    )
    assert load_pem_x509_certificate(out.read_bytes()) == anchors[0].ca  # what 0.1 reads
    other = build_house(tmp_path / "other", "police")
    other.stations.trust(other.supervisor, anchors)
    trusted = other.stations.station().trusted
    found = verified(Verifier(PdfReader(old.clock), trusted), RELEASED / "isa" / "adult-wcsc.pdf")
    assert (found.valid, found.station) == (True, "SAMPLE isa station")


def test_a_keyring_with_two_of_one_number_is_damage(house: House) -> None:
    ring = house.stations.keyring()
    number = ring.user(SUPERVISOR).number
    twin = replace(ring.user(OFFICER), number=number).signed_by(
        house.supervisor.bundle.heads, SUPERVISOR
    )
    with pytest.raises(UserError, match="keyring_damaged"):
        ring.with_user(twin).check_signatures(house.stations.station().ca)


def test_the_record_verifies_under_the_own_anchors(house: House, handed: tuple[str, Path]) -> None:
    record = verify_record.verify(handed[0], house.stations.station().trusted)
    assert record.fmt == 2
