# SPDX-License-Identifier: MIT
"""The `kakehashi` command for IT staff, headquarters and tests: the same services as the windows.

Exit codes: 0 done, 1 rejected (verify), 2 a mistake of the user or an unreadable file, 3 done but a
handover was refused, 4 the program itself failed, 5 done but the station's files or a vault went back to
an older state. What the world did wrong is one sentence on stderr,
never a traceback; a failure of the program is told by its place and kind only, since the words of an
exception could hold a victim's. Imports no Qt.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.cli.grammar import LANGUAGE
from app.cli.output import BEHIND, complain, prepare, say_json
from app.cli.parser import build
from app.cli.words import speak, told
from app.errors import UserError
from app.files import refused

USER_MISTAKE = 2
PROGRAM_FAILED = 4
WENT_BACK = 5
INTERRUPTED = 130  # what shells use for Ctrl+C


def main(argv: Sequence[str] | None = None, **given: object) -> int:
    """Run one command; return its exit code. ``given``: what a caller with a screen adds to its arguments."""
    prepare()
    speak(None)
    arguments = build().parse_args(argv, argparse.Namespace(**given))
    speak(getattr(arguments, LANGUAGE, None))
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        if code == 0 and getattr(arguments, BEHIND, False):
            code = WENT_BACK
    except UserError as error:
        return _tell(error, as_json=_json(arguments))
    except BrokenPipeError:
        _close_quietly()
        return USER_MISTAKE
    except OSError as error:
        return _tell(refused(error), as_json=_json(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 the last line: nothing of its words may be printed
        _tell(UserError("unexpected"), as_json=_json(arguments))
        complain(_place(error))
        return PROGRAM_FAILED
    return code


def _json(arguments: object) -> bool:
    return bool(getattr(arguments, "json", False))


def _tell(error: UserError, *, as_json: bool) -> int:
    """One sentence on stderr; with ``--json`` one object on stdout as well."""
    complain(f"kakehashi: {told(error)}")
    if as_json:
        say_json({"error": error.code, **error.params})
    return USER_MISTAKE


def _place(error: Exception) -> str:
    """Kind and place of a failure, for the report of it: module, line and class, no message."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"


def _close_quietly() -> None:
    """Nobody reads any more: keep Python's last flush from complaining."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
