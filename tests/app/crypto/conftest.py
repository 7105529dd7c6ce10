# SPDX-License-Identifier: MIT
"""One station for all tests of this folder: making it costs Argon2 runs. Tests change copies only."""

from __future__ import annotations

import pytest

from tests.app.crypto.post import Post, build_post


@pytest.fixture(scope="session")
def post() -> Post:
    return build_post()
