# SPDX-License-Identifier: MIT
"""Founding a station, its settings, and a handover, without their screens: what holds between the steps."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import OpenUser
from app.errors import UserError
from app.paths import DataFolder
from app.services.renewal import renew
from app.services.stations import Stations
from app.services.workspace import Workspace
from tests.stations import (
    ADULT,
    OFFICER_WORDS,
    SUPERVISOR_WORDS,
    House,
    StillClock,
    begin,
    build_house,
)
from tests.ui.slow_tasks import SlowTasks
from tests.ui.viewmodels.heard import heard
from ui.tasks import DirectTasks
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.settings import SettingsViewModel
from ui.viewmodels.setup import OFFICER, SHARES, STATION, SetupViewModel

TASKS = DirectTasks()
NEW = "SAMPLE Officer"


def code(error: Exception | None) -> str:
    assert isinstance(error, UserError)
    return error.code


def test_a_station_is_founded_sheet_by_sheet(tmp_path: Path) -> None:
    stations = Stations(DataFolder(tmp_path), StillClock(), cost=MINIMUM_COST)
    model = SetupViewModel(stations, TASKS, draw=lambda count: (0, count - 1))
    finished = heard(model.finished)
    model.found("isa", "SAMPLE", "Sup", "short")
    assert (model.step, code(model.error), model.busy) == (STATION, "passphrase_short", False)
    assert not stations.exists()
    model.found("isa", "SAMPLE", "Sup", SUPERVISOR_WORDS)
    assert (model.step, model.error, len(model.shares)) == (SHARES, None, 3)
    for number in range(3):
        sheet = model.words
        assert model.share == number
        model.kept(sheet[:1])  # before the sheet was put away: nothing is right
        assert code(model.error) == "sheet_words_wrong"
        model.ask_back()
        model.kept((sheet[-1], sheet[0]))  # the right words at the wrong places
        assert (code(model.error), model.share) == ("sheet_words_wrong", number)
        model.show_again()
        assert (model.asked, model.error) == ((), None)
        model.ask_back()
        model.kept((f" {sheet[0].upper()}", sheet[-1]))
    assert (model.step, model.shares, model.asked) == (OFFICER, (), ())  # nowhere but on paper
    model.add_officer("Sup", OFFICER_WORDS)
    assert model.error is not None
    assert finished == []
    model.add_officer(NEW, OFFICER_WORDS)
    assert finished == [()]
    assert [(user.name, user.role) for user in stations.users()] == [
        ("Sup", "supervisor"), (NEW, "officer"),
    ]  # fmt: skip
    model.skip_officer()
    assert len(finished) == 2


def settings_of(
    house: House, user: OpenUser, workspace: Workspace, tasks: DirectTasks = TASKS
) -> SettingsViewModel:
    stations = house.stations
    return SettingsViewModel(
        workspace,
        tasks,
        users=stations.users,
        add_user=partial(stations.add_user, user),
        disable_user=workspace.disable_user,
        renew_user=partial(renew, stations, user),
        time=stations.time,
        set_show_unreviewed=partial(stations.set_show_unreviewed, user),
    )


def test_what_a_supervisor_changes_in_a_station(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    workspace = house.open(house.supervisor)
    model = settings_of(house, house.supervisor, workspace)
    model.add_user(NEW, "officer", OFFICER_WORDS)
    assert (model.done, model.users[-1].name, model.users[-1].disabled) == ("added", NEW, False)
    model.add_user(NEW, "officer", OFFICER_WORDS)  # there is one of that name
    assert (model.done, model.error is not None, len(model.users)) == ("", True, 3)
    model.disable_user(NEW)
    assert (model.done, model.error, model.users[-1].disabled) == ("disabled", None, True)
    shown = model.show_unreviewed
    model.set_show_unreviewed(not shown)
    assert (model.done, model.show_unreviewed) == ("setting", not shown)
    assert model.faults is None
    model.check()
    assert (model.done, model.faults) == ("checked", ())
    officer = next(user for user in model.users if user.name == house.officer.name)
    assert not model.may_renew(officer)
    model.renew_user(officer.name)
    assert (model.done, model.error) == ("renewed", None)
    house.clock.put(officer.certificate_until)
    assert model.may_renew(officer)
    assert not model.may_renew(model.users[-1])  # who was closed out stays it
    workspace.close()
    mine = house.anew().login(house.officer.name)
    theirs = settings_of(house, house.officer, mine)
    assert theirs.show_unreviewed is not shown  # from the next login on
    assert not theirs.may_renew(officer)
    mine.close()


def test_settings_do_one_thing_at_a_time(house: House, workspace: Workspace) -> None:
    slow = SlowTasks()
    model = settings_of(house, house.officer, workspace, slow)
    model.check()
    model.set_show_unreviewed(value=False)
    assert (model.busy, len(slow.waiting)) == (True, 1)
    slow.work()
    assert (model.busy, model.faults, model.show_unreviewed) == (False, (), True)
    model.set_show_unreviewed(value=False)  # an officer may not
    slow.work()
    assert (model.error is not None, model.show_unreviewed, model.done) == (True, True, "")


def handover(
    house: House, workspace: Workspace, tasks: DirectTasks = TASKS, paper: str = "nothing"
) -> HandoverViewModel:
    case = begin(workspace, (*ADULT, ("REFR-02", "all"), ("CLOS-05", paper)))
    model = HandoverViewModel(
        workspace, tasks, case, lambda _user, _words: house.approver, (house.supervisor.name,)
    )
    model.load()
    return model


def test_a_file_goes_out_once_it_is_sealed_and_written(
    house: House, workspace: Workspace, tmp_path: Path
) -> None:
    model = handover(house, workspace)
    saved, failed, ready = heard(model.saved), heard(model.failed), heard(model.pages_ready)
    with pytest.raises(KeyError):
        model.decision(None)
    model.save(tmp_path / "nobody is chosen.pdf")
    recipient = model.signable[0]
    model.show(recipient)  # of a draft no pages are drawn
    assert (ready, model.pages, model.recipient) == ([], (), recipient)
    model.seal()
    model.show(recipient)
    assert len(ready) == 1
    assert model.pages
    model.save(tmp_path / "no folder" / "x.pdf")
    assert (len(failed), saved, model.step, model.sent(recipient)) == (1, [], "", False)
    model.save(tmp_path / "x.pdf", "gravel lantern meadow 7")
    assert saved == [(str(recipient), "x.pdf")]
    assert model.sent(recipient)
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]
    assert not model.withheld or all(row.reason for row in model.withheld)
    assert {row for row, _reason in model.refused}.isdisjoint(model.allowed)
    assert model.read_back_result() == "not_done"


def test_pages_of_an_earlier_choice_are_dropped(house: House, workspace: Workspace) -> None:
    slow = SlowTasks()
    model = handover(house, workspace, slow)
    slow.work()
    model.load()
    slow.work()
    model.seal()
    slow.work()
    ready = heard(model.pages_ready)
    first = model.signable[0]
    model.show(first)
    slow.waiting.pop(0)()  # what is drawn is prepared
    model.choose(model.paper)
    slow.work()
    assert (ready, model.pages) == ([], ())


def test_the_persons_own_paper_and_its_old_numbers(
    house: House, workspace: Workspace, tmp_path: Path
) -> None:
    unwanted = handover(house, workspace)
    unwanted.show_paper()
    assert (unwanted.paper_wanted, code(unwanted.error)) == (False, "paper_not_wanted")
    model = handover(house, workspace, paper="paper")
    assert model.paper_wanted
    model.show_paper()
    assert model.recipient == model.paper
    assert model.pages
    number = model.doubts[0].phone
    model.confirm(number, on=True)  # drawn again with it
    assert model.confirmed == {number}
    assert model.pages
    saved = heard(model.saved)
    model.save_paper(tmp_path / "notes.pdf")
    assert saved == [(str(model.paper), "notes.pdf")]
    assert not model.sent(model.paper)  # it is no handover
