# SPDX-License-Identifier: MIT
"""The entry of the installed program: it reads received PDFs in a process of its own, without windows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.documents import frames, process, reading
from app.documents.examine import Question
from app.documents.resolved import length, write_document
from app.documents.verify import ATTACHMENT_NAMES, PdfReader
from app.services.verdict import Rejected
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import NOW, FixedClock, clean, station, written
from tests.contracts.source import ROOT
from ui import launch

START = ROOT / "packaging" / "start.py"
# The real entry; afterwards what it loaded is told on stderr.
TELLING = f"""
import runpy, sys
sys.argv = ["kakehashi", *sys.argv[1:]]
sys.path.insert(0, {str(ROOT)!r})
try:
    runpy.run_path({str(START)!r}, run_name="__main__")
except SystemExit as ended:
    sys.stderr.write(f"{{ended.code}} ")
loaded = {{name.split(".")[0] for name in sys.modules}}
sys.stderr.write(" ".join(sorted(loaded & {{"PySide6", "sqlalchemy", "reportlab", "pyhanko"}})))
"""


DOCUMENT = write_document(samples.handover())
DRAW = {"draw": DOCUMENT, "length": length(DOCUMENT)}
#: What each is asked and answers, and what it loads for that: windows and vaults never.
ASKED = {
    launch.READ_PDF: (
        ((clean(), "found"), (b"", "unreadable"), (clean() + b" ", "rejected")), b"0 pyhanko"
    ),
    launch.DRAW_PDF: (((b"", "drawn"), (b"", "drawn")), b"0 reportlab"),
}  # fmt: skip


@pytest.mark.parametrize("flag", ASKED)
def test_the_entry_answers_frames_without_a_window(flag: str) -> None:
    read = reading.write_question(Question((station().anchor(),), ATTACHMENT_NAMES, NOW, None))
    question = DRAW if flag == launch.DRAW_PDF else read
    asked, loaded = ASKED[flag]
    started = subprocess.Popen(
        [sys.executable, "-c", TELLING, flag],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with started:
        assert started.stdin is not None
        assert started.stdout is not None
        assert started.stderr is not None
        assert frames.read_frame(started.stdout) == frames.READY
        for data, wanted in asked:
            frames.write_frame(started.stdin, question)
            frames.write_block(started.stdin, data)
            assert wanted in (frames.read_frame(started.stdout) or {})
        started.stdin.close()
        assert started.stderr.read() == loaded


def test_other_words_are_not_taken_for_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "harden_process", lambda: None)  # not the tests' own process
    with pytest.raises(SystemExit) as ended:
        launch.main(["--read-pdf", "more"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_frozen_program_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen program has no ``-m``: a stand-in takes the one word it may be given, nothing else."""
    frozen = tmp_path / "kakehashi"
    frozen.write_text(
        f'#!/bin/sh\n[ "$*" = --read-pdf ] || [ "$*" = --draw-pdf ] || exit 9\nexec "{sys.executable}" "{START}" "$@"\n'
    )
    frozen.chmod(0o700)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(frozen))
    flags = {"reading": launch.READ_PDF, "drawing": launch.DRAW_PDF}
    for kind, flag in flags.items():
        assert process.command(kind) == [str(frozen), flag]
    with PdfReader(FixedClock()).batch() as many:
        found = many.read(written(tmp_path, clean()), [station().anchor()])
        assert found.attachment.decode() == samples.PRESENTATION
        assert many.drawing(samples.handover())() == found.appearance
        with pytest.raises(Rejected, match="changed_after_signing"):
            many.read(written(tmp_path, clean() + b" ", "bad.pdf"), [station().anchor()])
