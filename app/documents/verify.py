# SPDX-License-Identifier: MIT
"""Read and check handovers: `app.services.file_ports.HandoverReader`, in the order of SECURITY.md.

Contract: size cap, then a private copy in memory (opened once, never through a link, regular files
only, nothing written to disk), then everything else in a child process with limits (`reading`,
`examine`, where the reason codes are listed); what a record says is drawn again in another (`drawing`).
``with reader.batch() as many: many.read(...)`` keeps the two until one dies, hits a limit, has answered
`process.QUESTIONS_PER_PROCESS` questions or the block ends. Each file has the limits of a process of its
own; the one that ends a process is the only one that counts as unreadable. Any worker thread may use a
batch, one thread each.

Own codes, all Unreadable: ``not_found``, ``cannot_read``, ``not_a_regular_file``, ``empty``,
``too_large``, ``too_complex`` (the process hit its limits).
"""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509

from app.clock import Clock
from app.crypto.bundle import decrypt, is_bundle
from app.crypto.envelope import BARE_NAME, ENVELOPE_NAME
from app.documents.drawing import SECONDS as DRAWING_SECONDS
from app.documents.drawing import drawing_seconds
from app.documents.examine import Question
from app.documents.frames import TOO_COMPLEX, unpack_appearance
from app.documents.process import LimitedProcess
from app.documents.reading import write_question
from app.documents.resolved import length, write_document
from app.domain.document import Appearance, HandoverDocument
from app.domain.writing import MOST_BYTES, MOST_DRAWN
from app.errors import UserError
from app.files import FileRefused, read_once
from app.services.file_ports import Anchor, VerifiedFile
from app.services.verdict import Rejected, Unreadable

ATTACHMENT_NAMES: Final = frozenset({ENVELOPE_NAME, BARE_NAME})
FILE_SECONDS: Final = 20.0


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


class _Drawer:
    """Draws one document after the other, each in a thread that waits for the process."""

    def __init__(self) -> None:
        self._process = LimitedProcess("drawing")
        self._turn = threading.Lock()
        self._begun: list[threading.Thread] = []

    def start(self) -> None:
        """Let the process begin to import while the first file is read."""
        self._process.start()

    def begin(self, document: HandoverDocument) -> Callable[[], Appearance]:
        """Let a document be drawn. The call that is returned waits for it; it raises Unreadable."""
        result: Future[Appearance] = Future()

        def draw() -> None:
            try:
                with self._turn:
                    result.set_result(self._draw(document))
            except BaseException as fault:  # noqa: BLE001 it is raised where it is waited for
                result.set_exception(fault)

        self._begun = [thread for thread in self._begun if thread.is_alive()]
        self._begun.append(threading.Thread(target=draw, name="drawing"))
        self._begun[-1].start()
        return result.result

    def close(self) -> None:
        """End what is being drawn; nobody waits for it any more."""
        self._process.end()
        for thread in self._begun:
            thread.join()

    def _draw(self, document: HandoverDocument) -> Appearance:
        form = write_document(document)
        long = length(form)
        if long > MOST_DRAWN:
            raise Unreadable(TOO_COMPLEX)
        others = self._process.answered > 0
        try:
            return self._drawn(form, long)
        except Unreadable:
            if not others:
                raise
        return self._drawn(form, long)  # what the libraries kept of other files is not its fault

    def _drawn(self, form: Mapping[str, Any], long: int) -> Appearance:
        seconds = FILE_SECONDS * drawing_seconds(long) / DRAWING_SECONDS
        answer = self._process.ask({"draw": form, "length": long}, b"", seconds)
        if "drawn" not in answer:
            raise Unreadable(TOO_COMPLEX)
        return unpack_appearance(answer["drawn"])


class BatchReader:
    """Reads many files with one process, draws with another; ``draws``: both begin at the first file."""

    def __init__(self, clock: Clock, names: frozenset[str], limit: int, *, draws: bool) -> None:
        self._clock = clock
        self._names = names
        self._limit = limit
        self._draws = draws
        self._process = LimitedProcess("reading")
        self._drawer = _Drawer()

    def read(
        self, path: Path, anchors: Sequence[Anchor], passphrase: str | None = None
    ) -> VerifiedFile:
        """See `app.services.file_ports.FileReader`."""
        data = private_copy(path, self._limit)
        if is_bundle(data):
            data = _unwrapped(data, passphrase)
        question = Question(anchors, self._names, self._clock.now(), passphrase)
        self._process.start()
        if self._draws:
            self._drawer.start()
        return self._verdict(self._process.ask(write_question(question), data, FILE_SECONDS), data)

    def drawing(self, document: HandoverDocument) -> Callable[[], Appearance]:
        """See `app.services.file_ports.FileReader`."""
        return self._drawer.begin(document)

    def close(self) -> None:
        self._process.end()
        self._drawer.close()

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
        """See `app.services.file_ports.FileReader`."""
        with self.batch(draws=False) as batch:
            return batch.read(path, anchors, passphrase)

    @contextmanager
    def batch(self, *, draws: bool = True) -> Iterator[BatchReader]:
        """See `app.services.file_ports.HandoverReader`."""
        reader = BatchReader(self._clock, self._names, self._limit, draws=draws)
        try:
            yield reader
        finally:
            reader.close()
