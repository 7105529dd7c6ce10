# SPDX-License-Identifier: MIT
"""Reading files from outside, through the child process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest

from app.crypto import bundle
from app.documents import frames, reading
from app.documents.examine import Question
from app.documents.sign import encrypt, sign
from app.documents.verify import ATTACHMENT_NAMES, PdfReader, private_copy
from app.paths import program_root
from app.services.verdict import Rejected, Unreadable
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import (
    NOW,
    YEAR,
    FixedClock,
    clean,
    officer,
    station,
    unsigned,
    written,
)
from tests.app.documents.test_sign import PASSPHRASE

MIB = 1024 * 1024


def reason(path: Path, passphrase: str | None = None) -> tuple[type[Exception], str]:
    try:
        PdfReader(FixedClock()).read(path, [station().anchor()], passphrase)
    except (Rejected, Unreadable) as fault:
        return type(fault), fault.code
    pytest.fail("accepted")


def test_a_clean_file_gives_its_record(tmp_path: Path) -> None:
    found = PdfReader(FixedClock()).read(written(tmp_path, clean()), [station().anchor()])
    assert found.attachment.decode() == samples.PRESENTATION
    assert found.certificate == officer().certificate
    assert found.signed_at == samples.CREATED
    assert found.warnings == ()
    assert len(found.file_sha256) == 64


def test_warnings_come_through(tmp_path: Path) -> None:
    reader = PdfReader(FixedClock(NOW + 3 * YEAR))
    found = reader.read(written(tmp_path, clean()), [station().anchor()])
    assert found.warnings == ("signer_expired_since",)


def test_no_anchor_and_no_list(tmp_path: Path) -> None:
    path = written(tmp_path, clean())
    reader = PdfReader(FixedClock())
    with pytest.raises(Rejected, match="no_trust_anchor"):
        reader.read(path, [])
    with pytest.raises(Rejected, match="no_crl"):
        reader.read(path, [type(station().anchor())(station().ca, None)])


def test_one_process_reads_many(tmp_path: Path) -> None:
    good, bad = written(tmp_path, clean()), written(tmp_path, clean() + b"\n", "bad.pdf")
    with PdfReader(FixedClock()).batch() as many:
        for _ in range(5):
            assert many.read(good, [station().anchor()]).signer
            with pytest.raises(Rejected, match="changed_after_signing"):
                many.read(bad, [station().anchor()])


def test_a_batch_outlives_a_process_that_died(tmp_path: Path) -> None:
    good = written(tmp_path, clean())
    with PdfReader(FixedClock()).batch() as many:
        many.read(good, [station().anchor()])
        running = many._process.start()._process
        running.kill()
        running.wait()
        with pytest.raises(Unreadable, match="too_complex"):
            many.read(good, [station().anchor()])
        assert many.read(good, [station().anchor()]).warnings == ()


def test_a_transfer_copy_needs_its_passphrase(tmp_path: Path) -> None:
    secret = sign(encrypt(unsigned(), PASSPHRASE), officer(), samples.CREATED, PASSPHRASE)
    path = written(tmp_path, secret)
    assert reason(path) == (Unreadable, "passphrase_needed")
    assert reason(path, "another") == (Unreadable, "wrong_passphrase")
    found = PdfReader(FixedClock()).read(path, [station().anchor()], PASSPHRASE)
    assert found.attachment.decode() == samples.PRESENTATION
    changed = bytearray(secret)
    changed[len(unsigned()) // 2] ^= 1
    assert reason(written(tmp_path, bytes(changed)), PASSPHRASE) == (Rejected, "altered")


def test_a_bundle_around_a_transfer_copy_opens_with_the_one_passphrase(tmp_path: Path) -> None:
    secret = sign(encrypt(unsigned(), PASSPHRASE), officer(), samples.CREATED, PASSPHRASE)
    path = written(tmp_path, bundle.encrypt(secret, PASSPHRASE), "a.kkb")
    found = PdfReader(FixedClock()).read(path, [station().anchor()], PASSPHRASE)
    assert found.attachment.decode() == samples.PRESENTATION
    other = written(tmp_path, bundle.encrypt(secret, "another"), "b.kkb")
    assert reason(other, "another") == (Unreadable, "wrong_passphrase")


def test_what_is_no_file_of_ours(tmp_path: Path) -> None:
    cases = {
        "empty": b"",
        "not_pdf": "見本の文章です。SAMPLE".encode(),
        "truncated": clean()[: len(clean()) // 2],
    }
    for code, data in cases.items():
        assert reason(written(tmp_path, data)) == (Unreadable, code)
    other = io.BytesIO()
    pikepdf.new().save(other, min_version="1.7")
    assert reason(written(tmp_path, other.getvalue())) == (Rejected, "no_signature")


def test_too_large_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(60 * MIB)
    assert reason(path) == (Unreadable, "too_large")
    with pytest.raises(Unreadable, match="too_large"):
        private_copy(written(tmp_path, b"12345"), 4)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    good = written(tmp_path, clean())
    link, pipe = tmp_path / "link.pdf", tmp_path / "pipe.pdf"
    link.symlink_to(good)
    os.mkfifo(pipe)
    for path in (link, pipe, tmp_path, Path("/dev/null")):
        assert reason(path) == (Unreadable, "not_a_regular_file")
    assert reason(tmp_path / "missing.pdf") == (Unreadable, "not_found")


def _signed_with(data: bytes, *, filters: str) -> bytes:
    """A properly signed file whose record is compressed ``data``."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned())) as document:
        stream = document.Root.AF[0].EF.F
        stream.write(data, filter=pikepdf.Name(filters))
        document.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False
        )
    return sign(out.getvalue(), officer(), samples.CREATED)


def test_a_bomb_in_an_officers_file_does_no_harm(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(400)) + packer.flush()
    verdict, code = reason(written(tmp_path, _signed_with(bomb, filters="/FlateDecode")))
    assert (verdict, code) in {
        (Rejected, "malformed"),
        (Unreadable, "too_complex"),
        (Rejected, "attachment_too_large"),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
def test_the_child_limits_itself(tmp_path: Path) -> None:
    """Positive control: with the child's own limits memory, files and time run out."""
    script = (
        "import sys, resource\n"
        "from app.documents import limits, reading\n"
        "limits.limit_process(reading.MEMORY); limits.limit_time(reading.SECONDS)\n"
        "found = []\n"
        "try: bytearray(1 << 30)\n"
        "except MemoryError: found.append('memory')\n"
        "try:\n"
        "    with open(sys.argv[1], 'wb') as file: file.write(b'x')\n"
        "except OSError: found.append('file')\n"
        "found.append('core' if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) else '')\n"
        "found.append('time' if resource.getrlimit(resource.RLIMIT_CPU)[0] < 10 else '')\n"
        "print(' '.join(found))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "written")],
        capture_output=True,
        text=True,
        check=False,
        cwd=program_root(),
    )
    assert run.stdout.split() == ["memory", "file", "core", "time"]


def test_the_child_answers_frames() -> None:
    question = reading.write_question(Question((station().anchor(),), ATTACHMENT_NAMES, NOW, None))
    assert reading.answer(question, clean())["found"]["signer"] == "見本 職員 SAMPLE"
    assert reading.answer(question, clean() + b" ") == {"rejected": "changed_after_signing"}
    assert reading.answer(question, b"") == {"unreadable": "not_pdf"}
    stream = io.BytesIO()
    frames.write_frame(stream, question)
    frames.write_block(stream, b"123")
    stream.seek(0)
    assert frames.read_frame(stream) == question
    assert frames.read_block(stream) == b"123"
    assert frames.read_frame(stream) is None
    assert frames.read_block(io.BytesIO(b"\0\0\0\5ab")) is None


def test_reading_imports_nothing_heavy_in_this_process() -> None:
    """The window's process parses no foreign PDF: only the child loads the libraries for it."""
    code = (
        "import sys; import app.documents.verify\n"
        "print([m for m in ('pyhanko', 'reportlab', 'pikepdf', 'PySide6', 'asn1crypto') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=program_root()
    )
    assert run.stdout.strip() == "[]"
