# SPDX-License-Identifier: MIT
"""Locking ends the process and begins a new one: closed keys and rows stay in Python's heap otherwise."""

from __future__ import annotations

import os
import sys

RETURN = "KAKEHASHI_RETURN"  # user and interview id to go back to; both tell nothing of a person


def take_return() -> tuple[str, str] | None:
    """The user and the interview that the process before this one was locked in, once."""
    user, _, interview = os.environ.pop(RETURN, "").rpartition("/")
    return (user, interview) if user and interview else None


def restart(user: str = "", interview: str = "") -> None:
    """Replace this process by a fresh one of the same program. Does not return."""
    if user and interview:
        os.environ[RETURN] = f"{user}/{interview}"
    own = [] if getattr(sys, "frozen", False) else [sys.argv[0]]
    command = [sys.executable, *own, *sys.argv[1:]]
    if sys.platform == "win32":
        import subprocess  # noqa: PLC0415 Windows only

        # execv there leaves the console waiting and loses quoting
        subprocess.Popen(command)  # noqa: S603 our own program
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606 our own program
