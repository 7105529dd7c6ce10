# SPDX-License-Identifier: MIT
"""`kakehashi pack record`: an author reads one text of the pack aloud; the level is checked at once.

A recording with a fault is not kept: the command says what is wrong, and the author reads again. What is
kept goes into the pack with `pack import-clips`. A recording that is there stays, unless ``--replace`` says
that the new one takes its place.
"""

from __future__ import annotations

import argparse
import io
import sys
import wave
from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal

from app.content.coverage import texts_of
from app.content.draft import read_draft
from app.content.load import builtin_dir
from app.domain.loudness import Fault, measure
from app.domain.ruby import strip_ruby
from app.paths import locales_dir, write_atomic
from ui.sound.microphone import RATE, Microphone, load_microphone

FAULTY, NOT_POSSIBLE = 1, 2
ADVICE: Final[Mapping[Fault, str]] = MappingProxyType(
    {
        "empty": "nothing was heard: is the microphone on?",
        "too_quiet": "too quiet: go nearer to the microphone",
        "too_loud": "too loud: go further from the microphone",
        "overdriven": "overdriven: lower the level of the microphone",
        "too_short": "shorter than a third of a second",
        "too_long": "longer than two minutes",
        "silence": "more than a second of silence before the first word or after the last",
    }
)


def main(
    argv: Sequence[str],
    microphone: Callable[[], Microphone | None] = load_microphone,
    until: Callable[[], None] | None = None,
) -> int:
    """Record one text; exit 0 when it was kept, 1 when its sound has a fault, 2 when it cannot be done.

    ``until`` returns when the author has read to the end: by default, at Enter.
    """
    parser = argparse.ArgumentParser(
        prog="kakehashi pack record", description="read one text of the pack aloud, level checked"
    )
    parser.add_argument("key", help="the text, e.g. SAFE-01/text")
    parser.add_argument("--lang", required=True, metavar="TAG")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--replace", action="store_true", help="record anew what is there")
    arguments = parser.parse_args(argv)
    texts = texts_of(read_draft(builtin_dir()), locales_dir(), arguments.lang)
    if arguments.key not in texts:
        return _fail(f"there is no text {arguments.key} in {arguments.lang}.")
    path = arguments.out / f"{arguments.key.replace('/', '+')}.wav"
    if path.exists() and not arguments.replace:
        return _fail(
            f"{path.name} is there already and was left as it is; --replace records it anew."
        )
    _app = QCoreApplication.instance() or QCoreApplication(
        ["kakehashi"]
    )  # for as long as it records
    device = microphone()
    if device is None:
        return _fail("there is no microphone, or Qt's sound is missing (packaging/sound).")
    _say(strip_ruby(texts[arguments.key]))
    _say("Read it aloud now; press Enter at the end.")
    device.start()
    (until or _enter)()
    samples = device.stop()
    return _keep(samples, path)


def _keep(samples: array[int], path: Path) -> int:
    faults: tuple[Fault, ...] = measure(samples, RATE).faults() if samples else ("empty",)
    if faults:
        _say("\n".join(f"not kept: {ADVICE[fault]}" for fault in faults))
        return FAULTY
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, out.getvalue())
    _say(f"kept: {path.name}, {len(samples) / RATE:.1f} s")
    return 0


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _fail(words: str) -> int:
    sys.stderr.write(f"kakehashi: {words}\n")
    return NOT_POSSIBLE


class _Enter(QObject):
    pressed = Signal()


def _enter() -> None:
    """Run an event loop, which the microphone needs, until a line comes.

    A loop of its own: ending the application's would end every later loop of the process with it.
    """
    enter, loop = _Enter(), QEventLoop()
    enter.pressed.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

    def wait() -> None:
        sys.stdin.readline()
        enter.pressed.emit()

    Thread(target=wait, daemon=True).start()
    loop.exec()
