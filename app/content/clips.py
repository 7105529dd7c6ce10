# SPDX-License-Identifier: MIT
"""Recorded clips of a pack: ``clips/<tag>.zip`` holds an index and one file for each text of a language.

The index names a clip by the hash of the text that is read in it, so that a clip can never say other
words than those on the screen. A book is opened when its first clip is asked for, and checked against the
manifest then: an interview needs one language, and books are large.
"""

from __future__ import annotations

import io
import json
import logging
import re
import wave
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from app.content.source import CLIPS, MAX_CLIPS, PackFiles, file_hash, source_hash
from app.domain.clip import FORMATS, Clip, Format
from app.domain.loudness import LONGEST, SHORTEST, measure
from app.domain.text import record_tag
from app.errors import UserError
from app.files import read_file
from app.ids import LangTag
from app.paths import write_atomic

INDEX: Final = "index.json"
MAX_CLIP: Final = 8 * 1024 * 1024
LOWEST_RATE: Final = 16_000  # samples a second
_SAMPLE: Final = 2  # bytes
_OPUS_RATE: Final = 48_000  # RFC 7845 §4: granule positions count at 48 kHz
_PAGE: Final = 27  # bytes of the head of an Ogg page (RFC 3533 §6)
_MODE: Final = 0o644
_NAME: Final = re.compile(r"[0-9a-f]{16}\.(?:opus|wav)", re.ASCII)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ClipFiles:
    """The books of one pack. ``digests``: name in the manifest -> SHA-256, hex."""

    files: PackFiles = field(compare=False)
    digests: Mapping[str, str]
    _open: dict[str, dict[str, Clip]] = field(default_factory=dict, compare=False)

    def find(self, lang: LangTag, text: str) -> Clip | None:
        """See `ClipBook`. A damaged book plays nothing and is logged."""
        name = f"{CLIPS}{record_tag(lang)}.zip"
        if name not in self.digests:
            return None
        if name not in self._open:
            self._open[name] = self._read(name)
        return self._open[name].get(source_hash(text))

    def _read(self, name: str) -> dict[str, Clip]:
        try:
            data = self.files.read(name, MAX_CLIPS)
            clips = read_book(data) if file_hash(data) == self.digests[name] else None
        except (OSError, UserError):
            clips = None
        if clips is None:
            _log.warning("the clips %s are damaged and are not played", name)
        return clips or {}


def read_book(data: bytes) -> dict[str, Clip]:
    """Hash of a text -> its clip. Raises UserError("pack_damaged", file=)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            index = json.loads(book.read(INDEX))
            return {
                str(key): _clip(book, str(clip["file"]), float(clip["seconds"]))
                for key, clip in index.items()
            }
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        raise UserError("pack_damaged", file=INDEX) from error


def _clip(book: zipfile.ZipFile, name: str, seconds: float) -> Clip:
    if not _NAME.fullmatch(name) or book.getinfo(name).file_size > MAX_CLIP:
        raise ValueError(name)
    return Clip(cast("Format", name.rpartition(".")[2]), seconds, book.read(name))


# for authors


@dataclass(frozen=True, slots=True)
class Refused:
    """A recording that is not taken. ``reason``: a code of `Loudness.faults`, or of `_length`."""

    file: str
    reason: str


def take_clips(
    folder: Path, texts: Mapping[str, str], tag: str, recordings: Path, *, dry_run: bool
) -> tuple[int, tuple[Refused, ...]]:
    """Put an author's recordings into the pack's book of one language, all of them or none.

    ``texts``: key -> text of that language; a recording is named after its key, with ``+`` for ``/``
    (``SAFE-01+text.wav``). Returns the number of clips in the book and what was refused. Raises
    UserError("file_unreadable", file=) when ``recordings`` cannot be read.
    """
    target = folder / CLIPS / f"{tag}.zip"
    clips = read_book(target.read_bytes()) if target.exists() else {}
    refused: list[Refused] = []
    for path in _recordings(recordings):
        key = path.stem.replace("+", "/")
        if key not in texts:
            refused.append(Refused(path.name, "unknown_key"))
            continue
        data, kind = read_file(path, MAX_CLIP), cast("Format", path.suffix.removeprefix("."))
        seconds, reasons = check(data, kind)
        refused.extend(Refused(path.name, reason) for reason in reasons)
        clips[source_hash(texts[key])] = Clip(kind, seconds, data)
    needed = {source_hash(text) for text in texts.values()}
    kept = {key: clip for key, clip in clips.items() if key in needed}
    if not (refused or dry_run):
        target.parent.mkdir(exist_ok=True)
        write_atomic(target, _book(kept))
        target.chmod(_MODE)
    return len(kept), tuple(refused)


def check(data: bytes, kind: Format) -> tuple[float, tuple[str, ...]]:
    """Length in seconds and why a recording is refused. The level is measured in WAV only."""
    try:
        if kind == "opus":
            seconds = _opus_seconds(data)
            return seconds, () if SHORTEST <= seconds <= LONGEST else ("length",)
        with wave.open(io.BytesIO(data)) as file:
            if file.getsampwidth() != _SAMPLE or file.getframerate() < LOWEST_RATE:
                return 0.0, ("format",)
            samples = array("h", file.readframes(file.getnframes()))
            found = measure(samples[:: file.getnchannels()], file.getframerate())
    except (wave.Error, EOFError, ValueError):
        return 0.0, ("format",)
    return found.seconds, found.faults()


def _recordings(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise UserError("file_unreadable", file=folder.name)
    yield from sorted(
        path
        for path in folder.iterdir()
        if path.suffix.removeprefix(".") in FORMATS and path.stat().st_size <= MAX_CLIP
    )


def _opus_seconds(data: bytes) -> float:
    """Length of an Ogg Opus file, from its last page (RFC 7845 §4). Raises ValueError."""
    last = data.rfind(b"OggS")
    if not data.startswith(b"OggS") or b"OpusHead" not in data[:64] or len(data) < last + _PAGE:
        raise ValueError("not Ogg Opus")
    head = data.find(b"OpusHead")
    skipped = int.from_bytes(data[head + 10 : head + 12], "little")
    return (int.from_bytes(data[last + 6 : last + 14], "little") - skipped) / _OPUS_RATE


def _book(clips: Mapping[str, Clip]) -> bytes:
    """The archive; the same clips give the same bytes. Sound is packed already: nothing is compressed."""
    out = io.BytesIO()
    index: dict[str, Any] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:
        for key in sorted(clips):
            clip = clips[key]
            name = f"{key}.{clip.format}"
            index[key] = {"file": name, "seconds": round(clip.seconds, 2)}
            book.writestr(_entry(name), clip.data)
        book.writestr(_entry(INDEX), json.dumps(index, indent=1, sort_keys=True))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
