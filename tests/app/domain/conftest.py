# SPDX-License-Identifier: MIT
"""The built-in pack, read once."""

from __future__ import annotations

import pytest

from app.content import load_builtin
from app.domain.pack import Pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_builtin()
