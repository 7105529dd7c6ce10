# SPDX-License-Identifier: MIT
"""Nothing in the tree names a machine's folder or a registry's host; the lock files pin by hash."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, modules

# Written in two parts each, so that this file does not hold what it looks for.
_HOSTS = (
    "pypi" + r"\.org",
    "python" + "hosted",
    r"registry\.npm" + "js",
    r"deb\.debian" + r"\.org",
)
_PLACES = (
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/home" + r"/[a-z]",
    "bash" + "_jobs",
    r"[A-Z]:\\Us" + "ers",
)
LEAK = re.compile("|".join((*_HOSTS, *_PLACES)).encode())
BINARY = {".ttf", ".otf", ".woff2", ".png", ".pdf", ".icc", ".mo", ".db", ".ico", ".gz", ".zip"}
SKIPPED = {".git", ".venv", "__pycache__", ".hypothesis", ".coverage", "build", "dist"}
LOCKS = sorted((ROOT / "packaging").glob("requirements*.lock"))


def tracked() -> list[Path]:
    """Return the files of the tree: git's list, or every file where there is no git."""
    if (ROOT / ".git").exists():
        command = [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        found = [ROOT / os.fsdecode(n) for n in done.stdout.split(b"\0") if n]
    else:
        found = [p for p in ROOT.rglob("*") if not SKIPPED & set(p.relative_to(ROOT).parts)]
    return [p for p in found if p.is_file() and p.suffix not in BINARY]


def test_no_file_names_a_machine_or_a_host() -> None:
    files = tracked()
    assert len(files) > 100
    assert [str(p.relative_to(ROOT)) for p in files if LEAK.search(p.read_bytes())] == []


@pytest.mark.parametrize(
    "text",
    ["see /wo" + "rk/main", "from py" + "pi.org", "C:" + "\\Us" + "ers\\x", "/home" + "/hanako/x"],
)
def test_a_leak_is_seen(text: str) -> None:
    assert LEAK.search(text.encode())


@pytest.mark.parametrize("path", list(modules("app", "ui", "tests", "packaging", "db")), ids=str)
def test_every_module_names_its_licence_first(path: Path) -> None:
    first = path.read_text("utf-8").split("\n", 2)
    assert "# SPDX-License-Identifier: MIT" in first[:2]


def entries(lock: str) -> dict[str, int]:
    """Return requirement -> number of hashes."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    return {b.split(" ", 1)[0]: b.count("--hash=sha256:") for b in blocks if b and b[0] != "#"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_locks_pin_exactly_by_hash_and_hold_no_address(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    found = entries(text)
    assert len(found) > 30
    assert [r for r, hashes in found.items() if "==" not in r or not hashes] == []


def test_an_entry_without_a_hash_is_seen() -> None:
    assert entries("a==1 \\\n    --hash=sha256:0\nb==2\n") == {"a==1": 1, "b==2\n": 0}


def pins(lock: str) -> dict[str, str]:
    """Return distribution -> version, without the extras that a pin names."""
    found = (requirement.strip().split("==") for requirement in entries(lock))
    return {name.split("[", 1)[0]: version for name, version in found}


def test_the_locks_agree_and_hold_every_dependency() -> None:
    runtime, dev = (
        pins((ROOT / "packaging" / n).read_text("utf-8"))
        for n in ("requirements.lock", "requirements-dev.lock")
    )
    assert runtime.items() <= dev.items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        re.split(r"[<>=;\[ ]", d)[0].lower().replace("_", "-") for d in project["dependencies"]
    }
    assert wanted - set(runtime) == set()
    tools = {re.split(r"[<>=;\[ ]", d)[0].lower() for d in project["optional-dependencies"]["dev"]}
    assert tools - set(dev) == set()
