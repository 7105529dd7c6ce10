# SPDX-License-Identifier: MIT
"""The lock files resolve by hash, also when the registry has newer versions than the pinned ones.

The registry of these tests is a folder: a wheel without code for each pinned distribution, with the
metadata of the installed one, and another for a newer version of it.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.contracts.source import ROOT

sys.path.insert(0, str(ROOT / "packaging"))
import locked

LOCKS = sorted((ROOT / "packaging").glob("requirements*.lock"))
NEWER = "99999"
_PIN = re.compile(r"(?m)^([A-Za-z0-9][^=\[ ]*)(\[[^\]]*\])?==([^ \\\n]+)( ;[^\\\n]*)? \\$")


def requires(name: str) -> list[str]:
    """What the installed distribution asks for; nothing known for one that the checks do not install."""
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def wheel(folder: Path, name: str, version: str, asks: list[str], extras: set[str]) -> str:
    """Write a wheel without code; return its hash."""
    stem = f"{name.replace('-', '_')}-{version}"
    metadata = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    metadata += [f"Provides-Extra: {extra}" for extra in sorted(extras)]
    metadata += [f"Requires-Dist: {ask}" for ask in asks]
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", "\n".join(metadata) + "\n\n")
        archive.writestr(
            f"{stem}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{stem}.dist-info/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python with the pip that it brings, as the set-up uses it; later ones forgive a missing extra."""
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=300)
    return str(folder / "bin" / "python")


def resolve(python: str, folder: Path, lock: str) -> subprocess.CompletedProcess[str]:
    """Let pip resolve a lock against the folder's wheels, as the set-up does."""
    lines = []
    for name, extras, version, marker in _PIN.findall(lock):
        asks = requires(name)
        offered = set(re.findall(r"extra == ['\"]([^'\"]+)", " ".join(asks)))
        offered |= set(filter(None, extras.strip("[]").split(",")))
        digest = wheel(folder, name, version, asks, offered)
        wheel(folder, name, NEWER, asks, offered)
        lines.append(f"{name}{extras}=={version}{marker} --hash=sha256:{digest}")
    file = folder / "the.lock"
    file.write_text("\n".join(lines), "utf-8")
    return subprocess.run(
        [python, "-m", "pip", "--isolated", "install", "-qq", "--dry-run", "--ignore-installed",
         "--no-index", "--no-cache-dir", "--disable-pip-version-check", "--find-links", str(folder),
         "--require-hashes", "--only-binary", ":all:", "-r", str(file)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_a_lock_resolves_when_newer_versions_exist(path: Path, python: str, tmp_path: Path) -> None:
    done = resolve(python, tmp_path, path.read_text("utf-8"))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_pin_without_its_extra_does_not_resolve(python: str, tmp_path: Path) -> None:
    """What failed on every fresh machine: the control of the test above."""
    lock = (ROOT / "packaging" / "requirements-dev.lock").read_text("utf-8")
    done = resolve(python, tmp_path, lock.replace("coverage[toml]==", "coverage=="))
    assert done.returncode == 1
    assert "coverage[toml]" in done.stderr


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_every_extra_that_is_asked_for_is_named(path: Path) -> None:
    lock = path.read_text("utf-8")
    assert locked.unnamed_extras(lock, {name: requires(name) for name in locked.pins(lock)}) == []


def test_a_missing_extra_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock, report = tmp_path / "a.lock", tmp_path / "report.json"
    lock.write_text(
        "a==1 \\\n    --hash=sha256:0\nb[y]==2 ; python_version > '3' \\\n    --hash=sha256:0\n"
    )
    report.write_text(
        '{"install": [{"metadata": {"name": "A", "requires_dist": ["b[x,y]>=1", "b[z]; extra == \'q\'"]}}]}'
    )
    assert locked.main([str(lock), str(report)]) == 1
    assert capsys.readouterr().err == "packaging/lock: a asks for b[x]\n"


def test_locks_keep_extras_and_are_checked_when_they_are_made() -> None:
    text = (ROOT / "packaging" / "lock").read_text("utf-8")
    assert "--no-strip-extras" in text
    assert "packaging/locked.py" in text
