# SPDX-License-Identifier: MIT
"""Real disks that are small, full or read-only: a memory file system of its own, where the machine allows it.

Taking rights away from a folder stops nobody who is root, so that "read-only" is the file system's word.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

BALLAST = "ballast"
BLOCK = bytes(4096)


@dataclass
class Disk:
    root: Path

    def fill(self, leave: int = 0) -> None:
        """Take all space but ``leave`` bytes."""
        handle = os.open(self.root / BALLAST, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        with suppress(OSError):
            while True:
                os.write(handle, BLOCK)
        os.ftruncate(handle, max(os.fstat(handle).st_size - leave, 0))
        os.close(handle)

    def free(self) -> None:
        (self.root / BALLAST).unlink()

    def set_read_only(self, on: bool) -> None:
        """Everything that is open for writing must be closed before."""
        way = "remount,ro" if on else "remount,rw"
        subprocess.run(["mount", "-o", way, str(self.root)], check=True, capture_output=True)


@contextmanager
def disk(root: Path, kilobytes: int = 4096) -> Iterator[Disk]:
    """A disk of this size at ``root``; the test is skipped where nothing may be mounted."""
    root.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(root)]
    if (
        shutil.which("mount") is None
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("nothing may be mounted here")
    try:
        yield Disk(root)
    finally:
        subprocess.run(["umount", "-l", str(root)], check=True, capture_output=True)
