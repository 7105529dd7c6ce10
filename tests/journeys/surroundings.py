# SPDX-License-Identifier: MIT
"""What a process of its own may leave: words in files, calls that name a network."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

INTERNET = re.compile(r"(connect|bind|sendto|sendmsg)\(.*sa_family=AF_INET6?\b|socket\(AF_INET6?\b")


def surroundings(root: Path) -> dict[str, str]:
    """A home and a folder for temporary files of the process's own, to look through afterwards."""
    for name in ("home", "tmp"):
        (root / name).mkdir(exist_ok=True)
    return os.environ | {
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "tmp"),
        **{f"XDG_{name}_HOME": str(root / "home") for name in ("CONFIG", "DATA", "CACHE", "STATE")},
    }


def encodings(word: str) -> set[bytes]:
    """How a word could stand in a file: plain, wide, escaped, hex, base64 at every offset."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    found |= {plain.hex().upper().encode(), json.dumps(word)[1:-1].encode()}
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + plain).decode().rstrip("=")
        found.add(coded[offset + 1 : -1].encode())  # without what the neighbours change
    return found


def hits(words: Iterable[str], *folders: Path) -> list[str]:
    """The names of the files below these folders that hold one of the words in any encoding."""
    needles = [code for word in words for code in encodings(word)]
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                found += [path.name] if any(code in content for code in needles) else []
    return found


def internet(trace: Path) -> list[str]:
    """The calls in a trace of system calls that name an internet address or socket."""
    lines = trace.read_text(errors="replace").splitlines()
    assert any("exited with" in line for line in lines), "the trace saw nothing"
    return [line for line in lines if INTERNET.search(line)]
