# SPDX-License-Identifier: MIT
"""One station for all view models; each test begins its own interview. No widget is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.errors import UserError
from app.services.approvals import Approver
from app.services.workspace import Workspace
from tests.stations import House, begin, build_house
from ui.tasks import DirectTasks
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.supervision import Supervision

#: Safe, adult, told of the duty to tell Immigration, willing to talk.
BASE = (("SAFE-01", "yes"), ("AGE-01", {"age": 24}), ("CONS-04b", "explained"), ("CONS-06", "yes"))


def _nobody(_user: str, _passphrase: str) -> Approver:
    raise UserError("not_supervisor")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("view-models"))


@pytest.fixture(scope="session")
def workspace(house: House) -> Iterator[Workspace]:
    opened = house.open(house.officer)
    yield opened
    opened.close()


@pytest.fixture
def talk(workspace: Workspace) -> InterviewViewModel:
    made = InterviewViewModel(workspace, DirectTasks(), Supervision(("Sup",), _nobody))
    made.open(begin(workspace, BASE))
    return made
