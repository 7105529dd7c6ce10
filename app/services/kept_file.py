# SPDX-License-Identifier: MIT
"""A small file that nobody can do without, with a copy of the same state beside it.

The copy helps when the disk damaged the file, be it by one byte of one signature: what reads a file checks
everything that the file shows by itself. Reading the copy is never silent: `app.services.opened` writes it
into the audit chain and tells the user.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from app.errors import UserError
from app.files import refused
from app.paths import write_atomic

PREVIOUS: Final = ".previous"
State = TypeVar("State")


def read(path: Path, check: Callable[[bytes], State]) -> tuple[State, bool]:
    """What the file says, and whether it is only the copy that says it: the file is damaged or gone then.

    ``check`` raises UserError for what is damaged; the file's own fault is raised where the copy is no
    better: UserError("station_missing") where there is none, ("path_unusable") for one that the disk does
    not give.
    """
    try:
        return check(path.read_bytes()), False
    except FileNotFoundError:
        fault = UserError("station_missing")
    except OSError as error:
        fault = refused(error)
    except UserError as damage:
        fault = damage
    with suppress(OSError, UserError):
        return check(copy_of(path).read_bytes()), True
    raise fault


def needs_copy(path: Path, check: Callable[[bytes], State]) -> bool:
    """Whether the file is sound and its copy could not stand in for it, as it is damaged or gone."""
    try:
        raw = path.read_bytes()
        check(raw)
    except (OSError, UserError):
        return False
    try:
        copy = copy_of(path).read_bytes()
        if copy != raw:
            check(copy)
    except (OSError, UserError):
        return True
    return False


def repeat(path: Path) -> None:
    """Make the copy the same as the file."""
    write_atomic(copy_of(path), path.read_bytes())


def copy_of(path: Path) -> Path:
    return path.with_suffix(PREVIOUS)
