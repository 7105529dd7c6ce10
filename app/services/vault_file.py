# SPDX-License-Identifier: MIT
"""A vault's file on the disk together with what SQLite keeps beside it: moved and removed as one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.paths import lock_of

BESIDE: Final = ("-wal", "-shm", "-journal")


def remove(file: Path) -> None:
    """Remove the file with what lies beside it and the lock that nobody holds; the file itself last."""
    for tail in BESIDE:
        file.with_name(file.name + tail).unlink(missing_ok=True)
    lock_of(file).unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def move(file: Path, target: Path) -> None:
    """Give the file another name with what lies beside it: a log left behind would enter another file."""
    for tail in (*BESIDE, ""):
        source = file.with_name(file.name + tail)
        if source.exists():
            source.replace(target.with_name(target.name + tail))
