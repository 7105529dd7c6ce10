# SPDX-License-Identifier: MIT
"""Where the signature of a file lies, found in its bytes alone, before any PDF parser sees them.

Contract: `find_seal` accepts only the arrangement that `app.documents.sign` writes: header at offset 0,
one ``/ByteRange [0 a b c]`` directly behind ``/Contents <HEX>``, the gap from a to b being exactly that
hex string, and b + c the length of the file. So every byte of the file is either digested or canonical
upper-case hex, and nothing can stand before or behind. Numbers and ``/Contents`` are never encrypted,
so this also holds for transfer copies.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from app.services.verdict import Rejected, Unreadable

HEADER: Final = re.compile(rb"%PDF-1\.7[\r\n]")
END: Final = re.compile(rb"%%EOF[\r\n]{0,2}\Z")
RANGE: Final = re.compile(rb"/ByteRange[ \r\n]{0,4}\[(\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,10})\]")
HEX: Final = re.compile(rb"<((?:[0-9A-F]{2})+)>")
KEY: Final = b"/Contents "
TAIL: Final = 16


@dataclass(frozen=True, slots=True)
class Seal:
    """The signature's place: the file without [start, end) is what was signed."""

    start: int
    end: int
    contents: bytes  # decoded, with its padding
    digest: bytes  # SHA-256 over what was signed

    @property
    def numbers(self) -> tuple[int, int]:
        return self.start, self.end


def find_seal(data: bytes) -> Seal:
    """Return the one seal of the file.

    Raises Unreadable ("not_pdf", "truncated") and Rejected ("no_signature", "several_signatures",
    "changed_after_signing", "byte_range", "cms_not_canonical").
    """
    if not HEADER.match(data):
        raise Unreadable("not_pdf")
    found = _one_range(data)
    first, start, end, rest = map(int, found.groups())
    if end + rest > len(data):
        raise Unreadable("truncated")
    if end + rest < len(data):
        raise Rejected("changed_after_signing")
    if first != 0 or not 0 < start < end or not END.search(data, max(0, len(data) - TAIL)):
        raise Rejected("byte_range")
    behind = 0 <= found.start() - end <= TAIL
    if not behind or data[start - len(KEY) : start] != KEY:
        raise Rejected("byte_range")
    return Seal(start, end, _decoded(data[start:end]), _digest(data, start, end))


def _one_range(data: bytes) -> re.Match[bytes]:
    count = data.count(b"/ByteRange")
    if count == 0:
        if END.search(data, max(0, len(data) - TAIL)):
            raise Rejected("no_signature")
        raise Unreadable("truncated")
    if count > 1:
        raise Rejected("several_signatures")
    found = RANGE.search(data)
    if found is None:
        raise Rejected("byte_range")
    return found


def _decoded(gap: bytes) -> bytes:
    found = HEX.fullmatch(gap)
    if found is None:
        raise Rejected("cms_not_canonical")
    return bytes.fromhex(found[1].decode("ascii"))


def _digest(data: bytes, start: int, end: int) -> bytes:
    view = memoryview(data)
    state = hashlib.sha256(view[:start])
    state.update(view[end:])
    return state.digest()
