# SPDX-License-Identifier: MIT
"""The clock in the log of an interview, and everything that is signed at a wrong time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.clock_faults import ClockFault
from app.domain.event import EventType
from app.errors import UserError
from app.ids import InterviewId, RecipientId
from app.paths import DataFolder
from app.services.checking import Verifier
from app.services.file_ports import Anchor
from app.services.record_ids import only
from app.services.renewal import endings, renew
from app.services.stations import Stations
from app.services.workspace import Workspace
from app.storage.copy import copy_vault
from tests.checking import accepted, verified
from tests.stations import (
    OFFICER,
    OFFICER_WORDS,
    SUPERVISOR,
    SUPERVISOR_WORDS,
    House,
    StillClock,
    begin,
    build_house,
    hand_out,
)

NOW = StillClock().moment
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAR = datetime(2031, 3, 5, 5, 20, tzinfo=UTC)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build_house(tmp_path)


@pytest.fixture
def workspace(house: House) -> Iterator[Workspace]:
    house.clock.advance(hours=2)
    house.open(house.officer).close()  # its head is the newest known
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


def log(house: House, workspace: Workspace, interview: InterviewId) -> list[list[str]]:
    """The faults of each anomaly, as stored."""
    events = workspace.interviews._store.events(interview)
    assert workspace.check() == ()
    found = [event.payload["faults"] for event in events if event.type is EventType.CLOCK_ANOMALY]
    return [[str(fault) for fault in faults] for faults in found if isinstance(faults, list)]


def test_a_jump_in_the_middle_is_noted_once_and_ends_with_a_note(
    house: House, workspace: Workspace
) -> None:
    do = workspace.interviews
    case = begin(workspace)
    house.clock.put(house.clock.moment - 9 * HOUR)
    for answer in ("no", "yes", "no"):
        do.answer(case, "SAFE-01", answer)
    house.clock.put(house.clock.moment + 9 * HOUR)
    do.answer(case, "SAFE-01", "yes")
    do.answer(case, "SAFE-01", "no")
    assert log(house, workspace, case) == [
        ["set_back", "before_certificate", "before_head"],
        ["set_forward"],
    ]
    report = do.look_at_clock(case)
    assert report.asks
    assert set(report.faults) == {ClockFault.SET_BACK, ClockFault.SET_FORWARD}
    do.state_time(case, house.clock.moment)
    assert not do.look_at_clock(case).asks
    assert do.seal(case).interview.versions


def test_sleep_is_no_anomaly(house: House, workspace: Workspace) -> None:
    case = begin(workspace)
    house.clock.sleep(hours=9)
    workspace.interviews.answer(case, "SAFE-01", "no")
    assert log(house, workspace, case) == []
    assert not workspace.interviews.look_at_clock(case).faults


def test_right_again_afterwards(house: House, workspace: Workspace) -> None:
    """A draft of 2031 goes on at the right time: its wrong times bind nobody."""
    right = house.clock.moment
    house.clock.put(FAR)
    case = begin(workspace)
    workspace.close()
    house.clock.put(right + HOUR)
    again = house.open(house.officer)
    try:
        state = again.interviews.open(case).interview
        assert state.case_number.startswith("2026-")
        assert state.today == right.date()  # nobody grows older by a wrong clock
        again.interviews.answer(case, "SAFE-01", "no")
        report = again.interviews.look_at_clock(case)
        assert report.faults == (ClockFault.SET_BACK,)
        again.interviews.state_time(case, house.clock.moment)
        assert again.interviews.seal(case).interview.versions
        fresh = begin(again)
        assert (
            again.interviews.look_at_clock(fresh).faults == ()
        )  # the head of 2031 counts for nothing
        assert log(house, again, case) == [
            ["after_certificate", "far_forward"],
            ["set_back"],
        ]
    finally:
        again.close()


def test_a_stated_time_before_the_last_event_is_refused(house: House, workspace: Workspace) -> None:
    case = begin(workspace)
    right = house.clock.moment
    house.clock.put(right - 9 * HOUR)
    do = workspace.interviews
    do.look_at_clock(case)
    with pytest.raises(UserError, match="stated_time_early"):
        do.state_time(case, right - 3 * HOUR)
    do.state_time(case, right + HOUR)
    house.clock.advance(minutes=30)
    sealed = do.seal(case).interview
    assert sealed.versions
    (version,) = workspace.handovers._store.sealed_versions(case)
    assert version.sealed_at - (right + HOUR + timedelta(minutes=30)) < timedelta(seconds=2)


def test_no_answer_is_refused_for_a_clock_that_is_behind(
    house: House, workspace: Workspace
) -> None:
    house.clock.put(datetime(2019, 1, 1, tzinfo=UTC))
    case = begin(workspace)
    workspace.interviews.answer(case, "AGE-01", {"birth_date": "2020-05-01"})
    assert workspace.interviews.open(case).interview.today == NOW.date()


@pytest.mark.parametrize("year", [1970, 1980, 1999])
def test_an_interview_begun_with_a_dead_battery_is_sealed_once_the_time_is_stated(
    house: House, workspace: Workspace, tmp_path: Path, year: int
) -> None:
    """Its events keep what the clock said; the record goes to a reader who believes the stated time."""
    right = house.clock.moment
    house.clock.put(datetime(year, 1, 1, 0, 2, tzinfo=UTC))
    case = begin(workspace)
    workspace.interviews.note(case, "SAFE-01", "SAMPLE note", "ja")
    workspace.interviews.state_time(case, right)
    assert workspace.interviews.seal(case).interview.versions
    hand_out(workspace.handovers, case, "supervisor", tmp_path / "a.pdf")
    house.clock.put(right + HOUR)
    verifier = Verifier(house.adapters.reader, house.stations.station().trusted, only(house.pack))
    found = accepted(verifier, tmp_path / "a.pdf")
    assert found.record.items["case"]["started"].startswith(str(year))
    assert found.warnings == ()


def test_a_version_that_nobody_could_verify_is_not_handed_over(
    house: House, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the first release sealed it: at a time at which the certificate did not hold."""
    case = begin(workspace)
    workspace.interviews.answer(case, "REFR-02", "all")
    do = workspace.interviews
    with monkeypatch.context() as old:
        old.setattr("app.services.timekeeping.Timekeeper.signing", lambda *_: FAR)
        do.seal(case)
    with pytest.raises(UserError, match="sealed_unverifiable"):
        workspace.handovers.prepare(case, RecipientId("wcsc"))
    do.amend(case, "SAMPLE wrong clock")
    do.seal(case)
    assert workspace.handovers.prepare(case, RecipientId("wcsc")).document


def test_a_sealed_record_is_not_handed_over_at_a_wrong_time(
    house: House, workspace: Workspace
) -> None:
    case = begin(workspace)
    workspace.interviews.answer(case, "REFR-02", "all")
    workspace.interviews.seal(case)
    house.clock.put(FAR)
    with pytest.raises(UserError, match="certificate_over"):
        workspace.handovers.prepare(case, RecipientId("wcsc"))
    with pytest.raises(UserError, match="certificate_over"):
        workspace.handovers.countersign(case, house.approver)
    assert workspace.handovers.unsigned(case, RecipientId("wcsc")).document.unsigned


@pytest.mark.parametrize("moment", [datetime(2019, 1, 1, tzinfo=UTC), FAR])
def test_no_station_and_no_certificate_begins_at_a_wrong_time(
    house: House, tmp_path: Path, moment: datetime
) -> None:
    other = StillClock(moment)
    stations = Stations(DataFolder(tmp_path / "new"), other, cost=house.stations._cost)
    new = {"agency": "isa", "name": "SAMPLE", "supervisor": "s", "passphrase": SUPERVISOR_WORDS}
    with pytest.raises(UserError, match="clock_wrong"):
        stations.create(**new)
    assert not stations.exists()
    stations.time.state(NOW)
    stations.create(**new)
    assert stations.station().ca.not_valid_before_utc.date() == NOW.date()
    house.clock.put(moment)
    with pytest.raises(UserError, match="clock_wrong"):
        house.stations.add_user(house.supervisor, "officer two", "officer", "another passphrase 3")
    with pytest.raises(UserError, match="clock_wrong"):
        renew(house.stations, house.supervisor, OFFICER)


@pytest.mark.parametrize("moment", [datetime(2019, 1, 1, tzinfo=UTC), FAR, NOW + 4000 * DAY])
def test_no_wrong_clock_holds_up_a_revocation(house: House, moment: datetime) -> None:
    house.clock.put(moment)
    house.stations.disable_user(house.supervisor, OFFICER, copy_vault)
    crl = house.stations.station().newest.crl
    assert crl.last_update_utc.date() == NOW.date()
    serial = house.officer.user.certificate.serial_number
    assert crl.get_revoked_certificate_by_serial_number(serial) is not None


def test_a_renewed_certificate_signs_on_and_the_earlier_one_stays_good(
    house: House, tmp_path: Path
) -> None:
    """The files of before and after verify; closing the user revokes both certificates."""
    first = house.open(house.officer)
    case = begin(first)
    first.interviews.answer(case, "REFR-02", "all")
    first.interviews.seal(case)
    first.close()
    assert endings(house.stations, OFFICER, "officer") == ()
    house.clock.advance(days=700)
    (mine,) = endings(house.stations, OFFICER, "officer")
    assert (mine.user, mine.over) == (OFFICER, False)
    assert {ending.user for ending in endings(house.stations, SUPERVISOR, "supervisor")} == {
        OFFICER,
        SUPERVISOR,
    }
    house.stations.time.state(house.clock.moment)  # nobody used the station for long
    with pytest.raises(UserError, match="not_supervisor"):
        renew(house.stations, house.officer, OFFICER)
    until = renew(house.stations, house.supervisor, OFFICER)
    assert until > house.clock.moment + 700 * DAY
    assert endings(house.stations, OFFICER, "officer") == ()
    between = house.open(house.stations.unlock(OFFICER, OFFICER_WORDS))
    hand_out(between.handovers, case, RecipientId("wcsc"), tmp_path / "between.pdf")
    between.close()
    earlier = house.officer.user.certificate.serial_number
    assert received(house, tmp_path / "between.pdf") == earlier
    house.clock.advance(days=60)
    officer = house.stations.unlock(OFFICER, OFFICER_WORDS)
    later = house.open(officer)
    out = tmp_path / "later.pdf"
    try:
        hand_out(later.handovers, case, RecipientId("wcsc"), out)
        assert later.interviews.seal(begin(later)).interview.versions
    finally:
        later.close()
    assert received(house, out) == officer.user.certificate.serial_number
    serials = {house.officer.user.certificate.serial_number, officer.user.certificate.serial_number}
    assert len(serials) == 2
    supervisor = house.stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)
    house.stations.disable_user(supervisor, OFFICER, copy_vault)
    crl = house.stations.station().newest.crl
    assert {certificate.serial_number for certificate in crl} == serials


def received(house: House, pdf: Path) -> int:
    """A reader takes the file; return the serial of the certificate that signed it."""
    station = house.stations.station()
    verdict = verified(Verifier(house.adapters.reader, station.trusted), pdf)
    assert (verdict.valid, verdict.reason) == (True, None)
    anchors = (Anchor(station.ca, station.newest.crl),)
    with house.adapters.reader.batch(draws=False) as batch:
        return batch.read(pdf, anchors).certificate.serial_number
