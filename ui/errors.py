# SPDX-License-Identifier: MIT
"""The two families of error at the edge: a sentence for the user, or a calm report page.

Nothing here shows or logs the text of an exception: it may carry what a person said. A report holds the
type of the error and the places in our own code that it came through, nothing else.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from app.errors import UserError
from app.files import refused

_log = logging.getLogger(__name__)

Sentence = Callable[[str, Mapping[str, str | int]], str]
UNEXPECTED = "unexpected"
_OURS = frozenset({"app", "ui"})
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Report:
    """What may leave the machine about a fault of ours: no personal data."""

    code: str
    where: tuple[str, ...]

    def text(self) -> str:
        """Return the report as lines that can be read out on the telephone."""
        return "\n".join((self.code, *self.where))


def sentence_for(error: Exception, sentence: Sentence) -> str:
    """Return the sentence for an error. ``sentence`` maps a code and its parameters to the language."""
    if isinstance(error, OSError):
        error = refused(error)
    if isinstance(error, UserError):
        return sentence(error.code, error.params)
    return sentence(UNEXPECTED, {})


def report_of(error: BaseException) -> Report:
    """Return the report on an exception: its type and our own frames, innermost first."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _module(f.filename)]
    where = tuple(f"{_module(f.filename)}:{f.lineno}" for f in reversed(frames))
    return Report(type(error).__name__, where[:_DEEPEST])


def install_excepthook(show: Callable[[Report], None]) -> None:
    """Send every unexpected exception to ``show`` and to the log, both without its text.

    ``show`` is called on the thread that failed; the composition root passes a signal's ``emit``.
    """

    def on_exception(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(error)
        _log.critical("%s at %s", report.code, " < ".join(report.where))
        show(report)

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = on_exception
    threading.excepthook = on_thread


def _module(filename: str) -> str:
    """Return the dotted name of one of our files, empty for any other: no machine path in a report."""
    parts = Path(filename).with_suffix("").parts
    for at in range(len(parts) - 1, -1, -1):
        if parts[at] in _OURS:
            return ".".join(parts[at:])
    return ""
