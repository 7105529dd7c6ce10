# SPDX-License-Identifier: MIT
"""The guards of conftest see what they forbid (positive controls)."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from tests.conftest import _HOME, _Kept
from tests.guards import ROOT, Forbidden, loops_run, threads_left


def test_connecting_is_forbidden() -> None:
    with socket.socket() as end, pytest.raises(Forbidden, match="network"):
        end.connect(("127.0.0.1", 9))


def test_listening_is_forbidden() -> None:
    with socket.socket() as end, pytest.raises(Forbidden, match="network"):
        end.bind(("127.0.0.1", 0))


def test_asking_for_a_name_is_forbidden() -> None:
    with pytest.raises(Forbidden, match="network"):
        socket.getaddrinfo("localhost", 80)


def test_writing_in_the_checkout_is_forbidden() -> None:
    with pytest.raises(Forbidden, match="outside"):
        (ROOT / "left-by-a-test.txt").write_text("x")
    with pytest.raises(Forbidden, match="outside"):
        os.open(ROOT / "left-by-a-test.txt", os.O_CREAT | os.O_WRONLY)
    assert not (ROOT / "left-by-a-test.txt").exists()


def test_writing_in_a_temporary_folder_and_reading_are_allowed(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    assert (ROOT / "pyproject.toml").read_text("utf-8")


def test_home_is_a_temporary_folder() -> None:
    from app.paths import default_data_dir

    assert Path.home() == Path(_HOME.name)
    assert default_data_dir().is_relative_to(_HOME.name)


def test_own_warnings_are_seen_and_others_are_not() -> None:
    import logging

    kept = _Kept()
    for name in ("app.storage.vault", "pyhanko.sign"):
        kept.emit(logging.LogRecord(name, logging.WARNING, "", 0, "said", None, None))
    assert kept.lines == ["app.storage.vault: said"]


def test_a_thread_that_goes_on_is_named() -> None:
    before = set(threading.enumerate())
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="goes-on")
    thread.start()
    assert threads_left(before, 0) == ["goes-on"]
    stop.set()
    thread.join()
    assert threads_left(before, 0) == []


def test_an_application_that_was_told_to_end_is_noticed_and_revived(qapp: QCoreApplication) -> None:
    assert loops_run()
    QCoreApplication.exit()
    assert not loops_run()
    assert loops_run()
