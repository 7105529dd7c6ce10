# SPDX-License-Identifier: MIT
"""Recorded clips: level check, all or nothing, only the words on the screen, damage is noticed."""

from __future__ import annotations

import io
import json
import logging
import math
import shutil
import wave
import zipfile
from array import array
from pathlib import Path

import pytest

from app.content.build import build
from app.content.clips import ClipFiles, check, read_book, take_clips
from app.content.load import builtin_dir, load
from app.content.source import FolderFiles, file_hash, source_hash
from app.domain.loudness import measure
from app.errors import UserError
from app.ids import LangTag
from tests.command import command

RATE = 16_000
TEXTS = {"SAFE-01/text": "ข้อความตัวอย่าง", "SAFE-02/text": "อีกข้อความหนึ่ง"}
THAI = LangTag("th")


def tone(
    level: float = 0.3, seconds: float = 1.0, *, before: float = 0.1, after: float = 0.1
) -> array[int]:
    """A hum between two silences; ``level`` is the amplitude, 1 is full scale."""
    hum = (
        round(min(1.0, max(-1.0, level * math.sin(2 * math.pi * 220 * n / RATE))) * 32_767)
        for n in range(int(seconds * RATE))
    )
    return (
        array("h", [0] * int(before * RATE)) + array("h", hum) + array("h", [0] * int(after * RATE))
    )


def wav(samples: array[int], *, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def opus(seconds: float) -> bytes:
    """The first and the last page of an Ogg Opus file; nothing between them."""
    head = b"OpusHead\x01\x01" + (312).to_bytes(2, "little") + b"\x80\xbb\x00\x00\x00\x00\x00"
    granule = (round(seconds * 48_000) + 312).to_bytes(8, "little")
    return b"OggS" + bytes(23) + b"\x13" + head + b"OggS\x00\x04" + granule + bytes(14)


def test_a_good_recording_has_no_fault() -> None:
    found = measure(tone(), RATE)
    assert found.faults() == ()
    assert found.seconds == pytest.approx(1.2)
    assert found.peak == pytest.approx(20 * math.log10(0.3), abs=0.1)
    assert found.level == pytest.approx(20 * math.log10(0.3), abs=0.2)  # a sine: dBFS by AES17


@pytest.mark.parametrize(
    ("samples", "fault"),
    [
        (tone(0.01), "too_quiet"),
        (tone(0.5), "too_loud"),
        (tone(3.0), "overdriven"),
        (tone(seconds=0.1, before=0, after=0), "too_short"),
        (tone(before=1.5), "silence"),
        (tone(after=1.5), "silence"),
        (array("h", [0] * RATE), "empty"),
    ],
)
def test_each_fault_of_a_recording_is_named(samples: array[int], fault: str) -> None:
    assert fault in measure(samples, RATE).faults()


@pytest.mark.parametrize(
    ("data", "kind", "reasons"),
    [
        (wav(tone()), "wav", ()),
        (wav(tone(), rate=8_000), "wav", ("format",)),
        (wav(tone(), width=1), "wav", ("format",)),
        (b"RIFF", "wav", ("format",)),
        (b"", "wav", ("format",)),
        (wav(array("h")), "wav", ("format",)),
        (opus(2.0), "opus", ()),
        (opus(300.0), "opus", ("length",)),
        (b"OggS", "opus", ("format",)),
        (b"ID3", "opus", ("format",)),
    ],
)
def test_what_is_no_recording_is_refused(data: bytes, kind: str, reasons: tuple[str, ...]) -> None:
    assert check(data, kind)[1] == reasons


def recordings(folder: Path, **files: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", "+").replace("_dot_", ".").replace("_", "-")).write_bytes(data)
    return folder


def test_all_or_nothing(tmp_path: Path) -> None:
    made = recordings(
        tmp_path / "in", SAFE_01__text_dot_wav=wav(tone()), SAFE_02__text_dot_wav=wav(tone(0.01))
    )
    count, refused = take_clips(tmp_path, TEXTS, "th", made, dry_run=False)
    assert [(clip.file, clip.reason) for clip in refused] == [("SAFE-02+text.wav", "too_quiet")]
    assert not (tmp_path / "clips").exists()
    (made / "SAFE-02+text.wav").write_bytes(wav(tone()))
    assert take_clips(tmp_path, TEXTS, "th", made, dry_run=True) == (2, ())
    assert not (tmp_path / "clips").exists()
    count, refused = take_clips(tmp_path, TEXTS, "th", made, dry_run=False)
    assert (count, refused) == (2, ())
    (made / "NONE-01+text.wav").write_bytes(wav(tone()))
    assert take_clips(tmp_path, TEXTS, "th", made, dry_run=False)[1][0].reason == "unknown_key"


def test_the_book_is_the_same_for_the_same_clips_and_forgets_old_texts(tmp_path: Path) -> None:
    made = recordings(
        tmp_path / "in", SAFE_01__text_dot_opus=opus(2.0), SAFE_02__text_dot_wav=wav(tone())
    )
    take_clips(tmp_path, TEXTS, "th", made, dry_run=False)
    book = tmp_path / "clips" / "th.zip"
    first = book.read_bytes()
    take_clips(tmp_path, TEXTS, "th", made, dry_run=False)
    assert book.read_bytes() == first
    (made / "SAFE-01+text.opus").unlink()
    changed = {**TEXTS, "SAFE-01/text": "ข้อความใหม่"}
    assert take_clips(tmp_path, changed, "th", made, dry_run=False)[0] == 1
    assert set(read_book(book.read_bytes())) == {source_hash(TEXTS["SAFE-02/text"])}


def with_clips(tmp_path: Path) -> Path:
    """The built-in pack with one Thai clip."""
    folder = tmp_path / "pack"
    shutil.copytree(builtin_dir(), folder)
    texts = {"SAFE-01/text": json.loads((folder / "texts/th.json").read_bytes())["SAFE-01/text"][0]}
    made = recordings(tmp_path / "in", SAFE_01__text_dot_wav=wav(tone()))
    take_clips(folder, texts, "th", made, dry_run=False)
    build(folder, Path("locales"), sequence=2)
    return folder


def test_a_pack_plays_just_the_text_that_was_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = with_clips(tmp_path)
    pack = load(folder)
    wording = pack.items["SAFE-01"].text.get(THAI)
    assert wording is not None
    clip = pack.clips.find(THAI, wording.text)
    assert clip is not None
    assert (clip.format, clip.seconds) == ("wav", 1.2)
    assert pack.clips.find(THAI, f"{wording.text} ") is None
    assert pack.clips.find(LangTag("lo"), wording.text) is None
    book = folder / "clips" / "th.zip"
    book.write_bytes(book.read_bytes()[:-1] + b"x")
    with caplog.at_level(logging.WARNING):
        assert load(folder).clips.find(THAI, wording.text) is None
    assert "clips/th.zip are damaged" in caplog.text
    book.unlink()
    with pytest.raises(UserError) as missing:
        load(folder)
    assert missing.value.code == "pack_damaged"


def test_a_book_that_is_no_book(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    outside = io.BytesIO()
    with zipfile.ZipFile(outside, "w") as book:
        book.writestr("index.json", json.dumps({"a": {"file": "../x.wav", "seconds": 1}}))
        book.writestr("../x.wav", b"x")
    for data in (b"", b"PK", outside.getvalue()):
        with pytest.raises(UserError) as caught:
            read_book(data)
        assert caught.value.code == "pack_damaged"
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "th.zip").write_bytes(b"PK")
    files = ClipFiles(FolderFiles(tmp_path), {"clips/th.zip": file_hash(b"PK")})
    assert files.find(THAI, "x") is None
    assert "damaged" in caplog.text


def test_the_command_checks_recordings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = recordings(
        tmp_path / "in", SAFE_01__text_dot_wav=wav(tone()), SAFE_02__text_dot_wav=wav(tone(3.0))
    )
    words = ("pack", "import-clips", str(made), "--lang", "th", "--dry-run")
    done = command(capsys, *words, "--json")
    assert done.code == 1
    assert not done.data["stored"]
    assert {clip["reason"] for clip in done.data["refused"]} >= {"overdriven"}
    (made / "SAFE-02+text.wav").unlink()
    done = command(capsys, *words)
    assert done.code == 0
    assert "nothing was stored" in done.out
    assert command(capsys, "pack", "import-clips", str(tmp_path / "no"), "--lang", "th").code == 2
