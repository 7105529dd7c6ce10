# SPDX-License-Identifier: MIT
"""The program's end of a process with limits (`reading`, `drawing`): started, asked, exchanged, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from app.documents.frames import TOO_COMPLEX, read_frame, write_block, write_frame
from app.paths import program_root
from app.services.verdict import Unreadable

START_SECONDS: Final = 60.0
#: A process that has answered this often is exchanged: what the libraries keep must not add up to its limit.
QUESTIONS_PER_PROCESS: Final = 50
#: How a frozen program, which has no ``-m``, starts itself as one of them.
FLAGS: Final = {"reading": "--read-pdf", "drawing": "--draw-pdf"}
#: What a process needs of the environment to start at all; nothing else is passed on.
ENVIRONMENT: Final = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "TEMP", "TMP")


class LimitedProcess:
    """Answers questions with one process after another: a new one after a question that was too much.

    One thread asks; any other may end it.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._running: _Running | None = None
        self._ended = False
        self._change = threading.Lock()
        self.answered = 0  # questions that the process of now was asked before

    def start(self) -> _Running:
        """Let the process begin to import, without waiting for it. Raises Unreadable when it was ended."""
        with self._change:
            if self._ended:
                raise Unreadable(TOO_COMPLEX)
            if self._running is None:
                self._running, self.answered = _Running(self._kind), 0
            return self._running

    def ask(self, question: Mapping[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        """Return the answer.

        Raises Unreadable("too_complex") when the process died or was too slow; RuntimeError when it cannot
        be started here.
        """
        if self.answered >= QUESTIONS_PER_PROCESS:
            self._close()
        try:
            answer = self.start().ask(question, data, seconds)
        except RuntimeError:
            self._close()
            if self._ended:
                raise Unreadable(TOO_COMPLEX) from None
            raise
        self.answered += 1
        # Whoever ran out of memory once may fail the next, harmless file.
        if answer is None or answer.get("unreadable") == TOO_COMPLEX:
            self._close()
        if answer is None:
            raise Unreadable(TOO_COMPLEX)
        return answer

    def end(self) -> None:
        """End the process, which holds a record's text until then, and begin no other."""
        self._ended = True
        self._close()

    def _close(self) -> None:
        with self._change:
            running, self._running, self.answered = self._running, None, 0
        if running is not None:
            running.close()


class _Running:
    """One process."""

    def __init__(self, kind: str) -> None:
        self._ready = False
        self._process = subprocess.Popen(  # noqa: S603 our own program, no shell
            command(kind),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
        )

    def ask(
        self, question: Mapping[str, Any], data: bytes, seconds: float
    ) -> dict[str, Any] | None:
        """Return the answer; None when the process died or was too slow. It is of no use then."""
        if not self._ready:
            if self._exchange(START_SECONDS) is None:
                raise RuntimeError("a process with limits did not start")
            self._ready = True
        return self._exchange(seconds, question, data)

    def _exchange(
        self, seconds: float, question: Mapping[str, Any] | None = None, data: bytes = b""
    ) -> dict[str, Any] | None:
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None:
            raise RuntimeError("a process with limits has no pipes")
        watchdog = threading.Timer(seconds, self._process.kill)
        watchdog.start()
        try:
            if question is not None:
                write_frame(sink, question)
                write_block(sink, data)
            return read_frame(source)
        except (OSError, ValueError):
            return None
        finally:
            watchdog.cancel()
            watchdog.join()

    def close(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


def command(kind: str) -> list[str]:
    """How this program starts itself as a process of a kind of `FLAGS`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAGS[kind]]
    return [sys.executable, "-s", "-P", "-m", f"app.documents.{kind}"]


def _environment() -> dict[str, str]:
    """Only what starts a process; the program's own folder for modules, no user's settings."""
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(program_root()), "PYTHONUTF8": "1"}
