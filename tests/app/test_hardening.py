# SPDX-License-Identifier: MIT
"""The command's process leaves no core and lets nobody of the same user read it, before it reads a secret."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command import SAMPLES, Desk
from tests.contracts.source import ROOT

GET_DUMPABLE = 3  # linux/prctl.h
TELL = (
    f"import ctypes, os, resource; dumpable = ctypes.CDLL(None).prctl({GET_DUMPABLE}, 0, 0, 0, 0)\n"
    "mask = os.umask(0); print(dumpable, resource.getrlimit(resource.RLIMIT_CORE), oct(mask))\n"
)
STARTS = {
    "program": "import sys; from ui.launch import main; main(['--version'])\n",
    "command": (
        "import runpy, sys; sys.argv = ['kakehashi', '--version']\n"
        "try: runpy.run_module('app.cli', run_name='__main__')\nexcept SystemExit: pass\n"
    ),
    "limited": "from app.documents.limits import limit_process; limit_process(1 << 28)\n",
}
#: Runs what follows with as large a core as this user may have.
ALLOWED = ("sh", "-c", 'ulimit -c "$(ulimit -H -c)"; exec "$@"', "sh")
#: Behind everything else, and with the signal as it is by default: a shell ignores it in the background.
GIVING_WAY = ("nice", "-n", "19", "env", "--default-signal=QUIT")
NO_CORE_HERE = resource.getrlimit(resource.RLIMIT_CORE)[1] == 0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these calls are Linux's")


def told(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code + TELL], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_each_way_in_hardens_the_process(start: str) -> None:
    assert told(start) == "0 (0, 0) 0o77"


def test_a_process_of_another_program_is_dumpable() -> None:
    """Positive control."""
    assert told("").startswith("1 ")


def broken_off(command: Sequence[str], folder: Path, at: str) -> tuple[bool, list[str]]:
    """Break a process off at the line that begins with ``at``: was there a core, what it left.

    On a busy machine it may have ended by itself before the signal came: it gives way to everything else,
    and is begun again.
    """
    for _attempt in range(20):
        status = _signalled(command, folder, at)
        if os.WIFSIGNALED(status):
            return os.WCOREDUMP(status), sorted(path.name for path in folder.iterdir())
    raise AssertionError("it ended each time before it was broken off")


def _signalled(command: Sequence[str], folder: Path, at: str) -> int:
    with subprocess.Popen(
        [*GIVING_WAY, *ALLOWED, *command], cwd=folder, stdin=subprocess.PIPE,
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith(at):
                break
        os.kill(process.pid, signal.SIGQUIT)
        _pid, status = os.waitpid(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return status


@pytest.mark.skipif(NO_CORE_HERE, reason="no process of this user may leave a core")
def test_a_replay_that_is_broken_off_leaves_no_core(tmp_path: Path) -> None:
    desk, folder = Desk.make(tmp_path / "desk"), tmp_path / "here"
    folder.mkdir()
    sample = str(SAMPLES / "adult.json")
    replay = [sys.executable, "-m", "app.cli", "interview", "replay", sample, *desk.officer]
    assert broken_off([*replay, "--progress"], folder, "saved") == (False, [])
    waits = "import sys; print('saved', file=sys.stderr, flush=True); sys.stdin.read()"
    control = [sys.executable, "-c", waits]
    dumped, _left = broken_off(control, folder, "saved")
    assert dumped
