# SPDX-License-Identifier: MIT
"""A pack folder to change, the built-in draft, and one full lint of the built-in pack."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.content.checks.pack_index import PackFault
from app.content.draft import PackDraft, read_draft
from app.content.lint import data_faults
from app.content.load import builtin_dir, load_builtin
from app.domain.pack import Pack

Change = Callable[[Any], None]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_builtin()


@pytest.fixture(scope="session")
def draft() -> PackDraft:
    return read_draft(builtin_dir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in pack."""
    target = tmp_path / "pack"
    shutil.copytree(builtin_dir(), target)
    return target


@pytest.fixture(scope="session")
def faults_after(draft: PackDraft) -> Callable[[str, Change], list[PackFault]]:
    """Change one file of the built-in pack in memory and return the faults of the data."""

    few = replace(draft, texts={"th": draft.texts["th"]})  # one language shows what all would

    def run(name: str, change: Change) -> list[PackFault]:
        raw = copy.deepcopy(draft.files[name])
        change(raw)
        return list(data_faults(replace(few, files={**few.files, name: raw})))

    return run
