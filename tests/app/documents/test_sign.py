# SPDX-License-Identifier: MIT
"""What signing writes, as poppler and pyHanko see it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pikepdf import PasswordError
from pikepdf import open as open_pdf

from app.documents import byterange, cms
from app.documents.sign import encrypt, normal_passphrase, sign
from app.services.file_ports import PdfSigner
from app.services.verdict import Rejected
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import clean, officer, station, unsigned, written

PASSPHRASE = "見本 correct horse SAMPLE ｶﾅ"


def tool(name: str, *arguments: str) -> str:
    """Run one of poppler's tools; skip the test where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    environment = {**os.environ, "TZ": "UTC"}
    run = subprocess.run(
        [found, *arguments], capture_output=True, text=True, check=False, env=environment
    )
    return run.stdout


@pytest.mark.parametrize("lang", ["th", "my"])
def test_pdfsig_agrees(tmp_path: Path, lang: str) -> None:
    report = tool("pdfsig", "-nocert", str(written(tmp_path, clean("investigation", lang))))
    assert "Signature is Valid" in report
    assert "Total document signed" in report
    assert "ETSI.CAdES.detached" in report
    assert "SHA-256" in report
    assert "Nov 24 2026 05:03:00" in report
    assert report.count("Signature #") == 1


def test_pdfdetach_finds_the_record(tmp_path: Path) -> None:
    path = written(tmp_path, clean())
    out = tmp_path / "record"
    tool("pdfdetach", "-save", "1", "-o", str(out), str(path))
    assert out.read_text("ascii") == samples.PRESENTATION
    assert tool("pdfdetach", "-list", str(path)).splitlines()[1] == "1: interview-record.sdjwt"


def test_the_catalog_stays_1_7_and_names_no_tool() -> None:
    data = clean()
    assert data.startswith(b"%PDF-1.7")
    assert b"/Version" not in data
    assert b"/Extensions" not in data
    assert not re.search(rb"(?i)pyhanko|reportlab|pikepdf|qpdf", data)


def test_the_unsigned_part_is_not_touched() -> None:
    assert clean().startswith(unsigned())


def test_a_transfer_copy_is_encrypted_first(tmp_path: Path) -> None:
    secret = sign(encrypt(unsigned(), PASSPHRASE), officer(), samples.CREATED, PASSPHRASE)
    path = written(tmp_path, secret)
    assert samples.PRESENTATION.encode() not in secret
    with pytest.raises(PasswordError):
        open_pdf(path)
    with open_pdf(path, password=normal_passphrase(PASSPHRASE)) as document:
        assert document.encryption.R == 6
        assert document.encryption.stream_method.name == "aesv3"
    plain = "correct horse SAMPLE battery"  # poppler takes ASCII on its command line
    path = written(tmp_path, sign(encrypt(unsigned(), plain), officer(), samples.CREATED, plain))
    report = tool("pdfsig", "-nocert", "-upw", plain, str(path))
    assert "Signature is Valid" in report
    assert "Total document signed" in report


def test_what_no_reader_would_take_is_not_signed() -> None:
    good = officer()
    late = samples.CREATED + timedelta(days=3650)
    curve = PdfSigner(ec.generate_private_key(ec.SECP384R1()), good.certificate, good.chain)
    with pytest.raises(ValueError, match="naive"):
        sign(unsigned(), good, datetime(2026, 11, 24))  # noqa: DTZ001 the fault itself
    with pytest.raises(ValueError, match="validity"):
        sign(unsigned(), good, late)
    with pytest.raises(ValueError, match="P-256"):
        sign(unsigned(), curve, samples.CREATED)


def test_signing_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "socketpair", refuse)
    assert sign(unsigned(), officer(), samples.CREATED)


def test_the_cms_is_the_one_form() -> None:
    seal = byterange.find_seal(clean())
    envelope = cms.open_envelope(seal.contents)
    assert envelope.signer == officer().certificate
    assert envelope.others == (station().ca,)
    assert seal.contents.startswith(cms.build(envelope))
    cms.check_signature(seal, envelope)


@pytest.mark.parametrize(
    "contents", [b"", b"0", b"\x30\x82", b"\x30\x82\0\0", b"\x30\x82\0\2\5\0", bytes(99)]
)
def test_what_is_no_cms_is_refused(contents: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        cms.open_envelope(contents)
    assert refused.value.code == "cms_not_canonical"
