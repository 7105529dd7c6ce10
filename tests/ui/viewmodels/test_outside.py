# SPDX-License-Identifier: MIT
"""The pages outside an interview without their screens: states, errors, exits."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from app.domain.value import OwnWords
from app.errors import UserError
from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.viewmodels.heard import heard
from ui.main.behind import behind
from ui.tasks import DirectTasks
from ui.viewmodels.about import AboutViewModel
from ui.viewmodels.backup import BackupViewModel
from ui.viewmodels.content import ContentViewModel
from ui.viewmodels.directory import DirectoryViewModel
from ui.viewmodels.disclosure import DisclosureViewModel
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.home import FILTERS, HomeViewModel
from ui.viewmodels.papers import PapersViewModel
from ui.viewmodels.passphrase import PassphraseViewModel
from ui.viewmodels.practice import LookbackViewModel, PracticeViewModel
from ui.viewmodels.registry import RegistryViewModel
from ui.viewmodels.signing_time import SigningTime
from ui.viewmodels.stated_time import StatedTime, moment_of
from ui.viewmodels.unlock import UnlockViewModel

TASKS = DirectTasks()


def nobody(_user: str, _passphrase: str) -> object:
    raise UserError("not_supervisor")


def test_the_door(house: House) -> None:
    made = behind(house.stations, house.clock)
    opener = SimpleNamespace(look=made.look, unlock=house.stations.unlock)
    model = UnlockViewModel(house.stations.door, opener, TASKS)
    unlocked, failed, proved = heard(model.unlocked), heard(model.failed), heard(model.proved)
    model.look()
    model.look()
    assert proved == [()]
    model.unlock("nobody is chosen yet")
    model.choose(house.officer.name)
    model.unlock("wrong")
    assert (unlocked, [str(values[0]) for values in failed]) == ([], ["wrong_passphrase"])
    assert not model.busy
    model.refuse(UserError("vault_locked"))
    model.cancel()
    assert len(failed) == 2


def test_home(workspace: Workspace) -> None:
    model = HomeViewModel(workspace, TASKS)
    changed = heard(model.changed)
    assert not model.is_first_use
    case = begin(workspace)
    model.load()
    (summary,) = (found for found in model.listed if found.interview == case)
    row = model.row(summary, model.languages)
    assert (row.interview, row.state, row.language_tag) == (case, "draft", "th")
    model.search(row.case_number)
    assert [found.interview for found in model.listed] == [case]
    assert not model.number_wrong
    model.search("")
    for name in FILTERS:
        model.set_filter(name)
        assert name == "due" or {found.state for found in model.listed} <= (
            {name} if name != "all" else {"draft", "sealed", "handed_over"}
        )
    assert model.group_suggestion.startswith("G ")
    model.acknowledge()
    assert changed


def test_home_says_what_it_cannot_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        raise UserError("vault_damaged")

    monkeypatch.setattr(workspace.interviews, "summaries", broken)
    model = HomeViewModel(workspace, TASKS)
    failed = heard(model.failed)
    model.load()
    assert [str(values[0]) for values in failed] == ["vault_damaged"]
    assert not model.loaded


def test_the_directory(workspace: Workspace) -> None:
    model = DirectoryViewModel(workspace, TASKS)
    model.load()
    rows, refused = model.rows, heard(model.refused)
    assert rows
    model.search("x")
    model.search("")
    model.narrow(kind=model.kinds[0])
    assert 0 < len(model.rows) <= len(rows)
    model.choose(model.rows[0].contact.id)
    assert model.entry is not None
    assert model.name(model.entry, "ja")
    assert model.age_days(model.entry) >= 0
    model.correct("", "", "", "", "ja")
    assert [str(values[0]) for values in refused] == ["not_supervisor"]
    assert not model.may_correct


def test_who_may_receive_what(workspace: Workspace) -> None:
    case = begin(workspace)
    model = DisclosureViewModel(workspace, TASKS, case, nobody, ("Sup",))
    model.load()
    assert model.is_loaded
    assert model.is_draft
    for recipient in model.recipients:
        model.choose(recipient)
        assert model.recipient_name(recipient, "ja")
        assert all(model.cell(recipient, group).state for group in model.groups)
        assert isinstance(model.is_due(recipient), bool)
        assert not model.lock(recipient) or not model.decisions[recipient].allowed
        assert all(model.basis_groups(recipient, basis.id) for basis in model.bases(recipient))
        assert model.seen_by(recipient, "ja") is not None


def test_an_interview_that_cannot_be_read_is_missed(workspace: Workspace) -> None:
    model = HandoverViewModel(workspace, TASKS, "none", nobody, ())
    missed = heard(model.missed)
    model.load()
    assert len(missed) == 1
    assert not model.is_loaded
    with pytest.raises(RuntimeError):
        _ = model.session


def test_sealing(workspace: Workspace, tmp_path: Path) -> None:
    case = begin(workspace)
    model = HandoverViewModel(workspace, TASKS, case, nobody, ("Sup",))
    sealed, failed, steps = heard(model.sealed), heard(model.failed), heard(model.step_changed)
    model.load()
    model.seal(OwnWords("SAMPLE"))
    assert (sealed, failed) == ([()], [])
    assert {values[0] for values in steps} >= {"sealing", ""}
    model.choose(model.recipients[0])
    model.countersign("Sup", "wrong")
    assert str(failed[0][0]) == "not_supervisor"
    drafts = []
    for reason in ("", "SAMPLE"):
        model.amend(reason)
        drafts.append(model.is_draft)
    assert drafts == [False, True]
    assert tmp_path.exists()


def test_papers(workspace: Workspace) -> None:
    model = PapersViewModel(workspace, TASKS)
    model.want(kind=model.kinds[-1])
    assert model.wanted.kind == model.kinds[-1]
    assert model.file_name().endswith(".pdf")
    assert (model.busy, model.error) == (False, None)


def test_practice_and_the_look_back(workspace: Workspace) -> None:
    from app.content.practice import practice_cases

    model = PracticeViewModel(workspace, TASKS, practice_cases)
    model.load()
    assert model.is_loaded
    real = LookbackViewModel(workspace, TASKS, begin(workspace))
    real.load()
    assert real.error is not None
    back = LookbackViewModel(workspace, TASKS, begin(workspace, practice=True))
    back.load()
    assert back.is_loaded
    assert back.case_number
    assert back.sections("ja")
    assert back.asked("ja") is not None


def test_a_registry_is_a_supervisors(house: House, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="not_supervisor"):
        RegistryViewModel(workspace, TASKS)
    opened = house.open(house.supervisor)
    model = RegistryViewModel(opened, TASKS)
    model.load()
    assert model.agencies
    model.search("x")
    model.check([Path("missing.pdf")])
    assert not model.busy
    model.drop_pending()
    model.close_record()
    opened.close()


def test_the_time_that_a_person_states(house: House, workspace: Workspace) -> None:
    model = StatedTime(house.stations.time)
    model.state("2026-13-01", "x")
    assert str(model.error) == "stated_time_form"
    model.confirm()
    assert model.error is None
    assert moment_of("２０２６-11-24", " 10:00 ").minute == 0
    clock = SigningTime(workspace, TASKS, begin(workspace))
    assert not clock.is_told
    clock.load()
    assert clock.signs
    clock.state("nonsense", "")
    assert clock.error is not None
    clock.confirm()
    assert clock.report is not None


def test_content_backups_and_about(workspace: Workspace, tmp_path: Path) -> None:
    content = ContentViewModel(workspace.content, TASKS, supervisor=True)
    content.load()
    assert content.entries
    content.install(tmp_path / "missing.zip")
    assert content.error is not None
    assert not content.busy
    backups = BackupViewModel(workspace.backups, TASKS)
    backups.now()
    backups.choose_second(tmp_path / "nowhere")
    assert backups.error is not None
    backups.choose_second(None)
    assert backups.state.second is None
    assert workspace.user not in AboutViewModel(workspace, "1").diagnostics()


@pytest.mark.parametrize("fault", [None, UserError("wrong_passphrase")])
def test_an_own_passphrase(fault: UserError | None) -> None:
    def change(present: str, new: str) -> object:
        if fault is not None:
            raise fault
        return (present, new)

    model = PassphraseViewModel(change, TASKS, demanded=False)
    finished, changed = heard(model.finished), heard(model.changed)
    model.change("SAMPLE", "six words")
    assert finished == ([] if fault else [(("SAMPLE", "six words"),)])
    assert (model.error, model.busy, len(changed)) == (fault, False, 2)
    assert len(model.suggest().split("-")) == 6
