# SPDX-License-Identifier: MIT
"""Read and check handovers: `app.services.file_ports.HandoverReader`, in the order of SECURITY.md.

Contract: size cap, then a private copy in memory (opened once, never through a link, regular files
only, nothing written to disk), then everything else in a child process with limits (`child`,
`examine`, where the reason codes are listed). `PdfReader.read` starts one process per file; for many
files use ``with reader.batch() as many: many.read(...)``, which keeps one process until it dies, hits a
limit, has read `FILES_PER_PROCESS` or the block ends. Each file has the limits of a process of its own;
the one that ends a process is the only one that counts as unreadable. Both may be used from any worker
thread, one thread per batch.

Own codes, all Unreadable: ``not_found``, ``cannot_read``, ``not_a_regular_file``, ``empty``,
``too_large``, ``too_complex`` (the process hit its limits).
"""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509

from app.clock import Clock
from app.crypto.bundle import decrypt, is_bundle
from app.crypto.envelope import BARE_NAME, ENVELOPE_NAME
from app.documents.child import (
    DRAWING_SECONDS,
    drawing_seconds,
    read_frame,
    unpack_appearance,
    write_block,
    write_frame,
    write_question,
)
from app.documents.examine import Question
from app.documents.resolved import length, write_document
from app.domain.document import HandoverDocument
from app.domain.writing import MOST_BYTES, MOST_DRAWN
from app.errors import UserError
from app.files import FileRefused, read_once
from app.paths import program_root
from app.services.file_ports import Anchor, Appearance, VerifiedFile
from app.services.verdict import Rejected, Unreadable

ATTACHMENT_NAMES: Final = frozenset({ENVELOPE_NAME, BARE_NAME})
CHILD_FLAG: Final = "--read-pdf"
START_SECONDS: Final = 60.0
FILE_SECONDS: Final = 20.0
#: A process that has read this many is exchanged: what the libraries keep must not add up to its limit.
FILES_PER_PROCESS: Final = 50
TOO_COMPLEX: Final = "too_complex"
#: What a process needs of the environment to start at all; nothing else is passed on.
ENVIRONMENT: Final = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH", "TEMP", "TMP")


def private_copy(path: Path, limit: int = MOST_BYTES) -> bytes:
    """Return the file's bytes, read once. Raises Unreadable; ``limit`` is in bytes."""
    try:
        data = read_once(path, limit, links=False)
    except FileRefused as refused:
        raise Unreadable(refused.reason) from refused
    if not data:
        raise Unreadable("empty")
    return data


def _unwrapped(data: bytes, passphrase: str | None) -> bytes:
    """The file inside a transfer bundle, in memory only. Raises Unreadable."""
    if passphrase is None:
        raise Unreadable("passphrase_needed")
    try:
        return decrypt(data, passphrase)
    except UserError:
        raise Unreadable("bundle_unreadable") from None


class _Worker:
    """One child process. Not for two threads at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 our own program, no shell
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
        )
        if self._exchange(START_SECONDS) is None:
            self.close()
            raise RuntimeError("the reading process did not start")

    def ask(
        self, question: Mapping[str, Any], data: bytes, seconds: float
    ) -> dict[str, Any] | None:
        """Return the answer; None when the process died or was too slow. It is of no use then."""
        return self._exchange(seconds, question, data)

    def _exchange(
        self, seconds: float, question: Mapping[str, Any] | None = None, data: bytes = b""
    ) -> dict[str, Any] | None:
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None:
            raise RuntimeError("the reading process has no pipes")
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
        """End the process; it holds a record's text until then."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()


class BatchReader:
    """Reads many files with one process, and starts a new one after a file that was too much for it."""

    def __init__(self, clock: Clock, names: frozenset[str], limit: int) -> None:
        self._clock = clock
        self._names = names
        self._limit = limit
        self._worker: _Worker | None = None
        self._asked = 0  # files that this process was given

    def read(
        self, path: Path, anchors: Sequence[Anchor], passphrase: str | None = None
    ) -> VerifiedFile:
        """See `app.services.file_ports.HandoverReader`."""
        data = private_copy(path, self._limit)
        if is_bundle(data):
            data = _unwrapped(data, passphrase)
        question = Question(anchors, self._names, self._clock.now(), passphrase)
        if self._asked >= FILES_PER_PROCESS:
            self.close()
        answer = self._ask(write_question(question), data)
        self._asked += 1
        return self._verdict(answer, data)

    def draw(self, document: HandoverDocument) -> Appearance:
        """See `app.services.file_ports.FileReader`."""
        form = write_document(document)
        long = length(form)
        if long > MOST_DRAWN:
            raise Unreadable(TOO_COMPLEX)
        others = self._asked > 1
        try:
            return self._drawn(form, long)
        except Unreadable:
            if not others:
                raise
        return self._drawn(form, long)  # what the libraries kept of other files is not its fault

    def _drawn(self, form: Mapping[str, Any], long: int) -> Appearance:
        seconds = FILE_SECONDS * drawing_seconds(long) / DRAWING_SECONDS
        answer = self._ask({"draw": form, "length": long}, b"", seconds)
        if "drawn" not in answer:
            raise Unreadable(TOO_COMPLEX)
        return unpack_appearance(answer["drawn"])

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _ask(
        self, question: Mapping[str, Any], data: bytes, seconds: float = FILE_SECONDS
    ) -> dict[str, Any]:
        if self._worker is None:
            self._worker, self._asked = _Worker(), 0
        answer = self._worker.ask(question, data, seconds)
        # Whoever ran out of memory once may fail the next, harmless file.
        if answer is None or answer.get("unreadable") == TOO_COMPLEX:
            self.close()
        if answer is None:
            raise Unreadable(TOO_COMPLEX)
        return answer

    @staticmethod
    def _verdict(answer: Mapping[str, Any], data: bytes) -> VerifiedFile:
        if "rejected" in answer:
            raise Rejected(str(answer["rejected"]))
        if "found" not in answer:
            raise Unreadable(str(answer.get("unreadable", TOO_COMPLEX)))
        found = answer["found"]
        return VerifiedFile(
            attachment_name=str(found["attachment_name"]),
            attachment=base64.b64decode(found["attachment"]),
            recipient=str(found["recipient"]),
            signer=str(found["signer"]),
            signed_at=datetime.fromisoformat(found["signed_at"]),
            certificate=x509.load_der_x509_certificate(base64.b64decode(found["certificate"])),
            file_sha256=hashlib.sha256(data).hexdigest(),
            warnings=tuple(str(code) for code in found["warnings"]),
            appearance=unpack_appearance(found["appearance"]),
        )


class PdfReader:
    """The reader that the program uses. ``clock`` only decides on warnings, never on validity."""

    def __init__(
        self,
        clock: Clock,
        *,
        attachment_names: frozenset[str] = ATTACHMENT_NAMES,
        size_limit: int = MOST_BYTES,
    ) -> None:
        self._clock = clock
        self._names = attachment_names
        self._limit = size_limit

    def read(
        self, path: Path, anchors: Sequence[Anchor], passphrase: str | None = None
    ) -> VerifiedFile:
        """See `app.services.file_ports.HandoverReader`."""
        with self.batch() as one:
            return one.read(path, anchors, passphrase)

    def draw(self, document: HandoverDocument) -> Appearance:
        """See `app.services.file_ports.FileReader`."""
        with self.batch() as one:
            return one.draw(document)

    @contextmanager
    def batch(self) -> Iterator[BatchReader]:
        """Give a reader for many files; the process is started by the first one that needs it."""
        reader = BatchReader(self._clock, self._names, self._limit)
        try:
            yield reader
        finally:
            reader.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG]
    return [sys.executable, "-s", "-P", "-m", "app.documents.child"]


def _environment() -> dict[str, str]:
    """Only what starts a process; the program's own folder for modules, no user's settings."""
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return {**kept, "PYTHONPATH": str(program_root()), "PYTHONUTF8": "1"}
