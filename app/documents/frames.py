# SPDX-License-Identifier: MIT
"""What passes between the program and its processes with limits: frames on a pipe.

A frame: length (4 bytes, big-endian), then JSON in ASCII or, after a question, the bytes of a file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any, Final

from app.domain.document import Appearance

LENGTH: Final = struct.Struct(">I")
READY: Final[Mapping[str, str]] = {"ready": "1"}
TOO_COMPLEX: Final = "too_complex"


def write_frame(sink: IO[bytes], message: Mapping[str, Any]) -> None:
    write_block(sink, json.dumps(message).encode("ascii"))


def write_block(sink: IO[bytes], data: bytes) -> None:
    sink.write(LENGTH.pack(len(data)))
    sink.write(data)
    sink.flush()


def read_frame(source: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message, or None at the end of the stream."""
    data = read_block(source)
    if data is None:
        return None
    message = json.loads(data)
    return message if isinstance(message, dict) else None


def read_block(source: IO[bytes]) -> bytes | None:
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = source.read(length)
    return data if len(data) == length else None


def pack_appearance(appearance: Appearance) -> dict[str, Any]:
    return {"pages": list(appearance.pages), "around": appearance.around}


def unpack_appearance(form: Mapping[str, Any]) -> Appearance:
    return Appearance(tuple(str(page) for page in form["pages"]), str(form["around"]))
