# SPDX-License-Identifier: MIT
"""Runs one command again and again, each time in a process of its own that can be killed.

The modules are loaded once and every run is a fork of that, so that a hundred runs take no hundred
starts; arguments, log-in, vault and files are those of the real command each time. A line on stdin
begins a run. On stdout: ``pid N``, then what the run says on stderr, then ``ended CODE`` (-9: killed).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import app.cli.interview
import app.documents.verify
import app.documents.writer
import app.storage.interviews
import app.storage.migrate
import app.storage.registry
from app.cli import main

LOADED = (app.cli.interview, app.documents.verify, app.documents.writer, app.storage.interviews,
          app.storage.migrate, app.storage.registry)  # fmt: skip


def run(arguments: list[str]) -> None:
    """In the fork: the real command, its stderr in the pipe, its stdout nowhere."""
    os.dup2(1, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    print(f"pid {os.getpid()}", file=sys.stderr, flush=True)
    code = main(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def serve(run: Callable[[], None]) -> None:
    """One run for each line."""
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            run()
        _pid, status = os.waitpid(child, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


if __name__ == "__main__":
    serve(lambda: run(sys.argv[1:]))
