# SPDX-License-Identifier: MIT
"""packaging/setup.sh: when a set-up counts as done, and what a person reads when it cannot be done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.source import ROOT

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="Windows starts with packaging/run.ps1")
FILES = ("pyproject.toml", "packaging/requirements.lock", "packaging/requirements-dev.lock")


def bash(code: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code after sourcing setup.sh for a checkout at ``root``."""
    script = f'set -euo pipefail\nroot=$1\nsource "{ROOT}/packaging/setup.sh"\n{code}'
    return subprocess.run(
        [str(BASH), "-c", script, "bash", str(root)],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder that looks set up, with a space in its name."""
    root = tmp_path / "a checkout"
    (root / "packaging").mkdir(parents=True)
    for name in FILES:
        (root / name).write_text(f"# {name}\n")
    binaries = root / ".venv" / "bin"
    binaries.mkdir(parents=True)
    for name in ("python", "kakehashi"):
        (binaries / name).symlink_to(sys.executable)
    done = bash('printf "%s\\n%s\\n" "$root" "$(setup_hash "$setup_lock")" >"$setup_stamp"', root)
    assert done.returncode == 0, done.stderr
    return root


def ready(root: Path) -> bool:
    return bash("setup_ready", root).returncode == 0


def test_a_complete_set_up_is_ready(checkout: Path) -> None:
    assert ready(checkout)


@pytest.mark.parametrize("name", FILES[:2])
def test_a_changed_lock_is_not_ready(checkout: Path, name: str) -> None:
    with (checkout / name).open("a") as file:
        file.write("x")
    assert not ready(checkout)


@pytest.mark.parametrize("gone", [".kakehashi-ready", "bin/python", "bin/kakehashi"])
def test_an_interrupted_set_up_is_not_ready(checkout: Path, gone: str) -> None:
    (checkout / ".venv" / gone).unlink()
    assert not ready(checkout)


def test_an_empty_stamp_is_not_ready(checkout: Path) -> None:
    (checkout / ".venv" / ".kakehashi-ready").write_text("")
    assert not ready(checkout)


def test_a_moved_checkout_is_not_ready(checkout: Path) -> None:
    assert not ready(checkout.rename(checkout.parent / "elsewhere"))


def test_ready_starts_no_python(checkout: Path) -> None:
    """The second start costs a few milliseconds: only bash and sha256sum run."""
    trace = bash("set -x\nsetup_ready", checkout)
    assert trace.returncode == 0
    assert "python -" not in trace.stderr


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    done = bash("setup_install", tmp_path / "read only")
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr
    assert str(tmp_path / "read only") in done.stderr


def test_one_command_is_printed_when_nothing_may_be_installed(checkout: Path) -> None:
    code = 'may_install() { return 1; }\napt-get() { :; }\nsystem_need "A library" libegl1 libgl1'
    done = bash(code, checkout)
    assert done.returncode == 1
    assert "sudo apt-get install -y libegl1 libgl1" in done.stderr


@pytest.mark.parametrize(
    ("soname", "package"),
    [("libEGL.so.1", "libegl1"), ("libxcb-icccm.so.4", "libxcb-icccm4"), ("libxcb-cursor.so.0", "libxcb-cursor0"),
     ("libxcb-render-util.so.0", "libxcb-render-util0"), ("libwayland-cursor.so.0", "libwayland-cursor0")],
)  # fmt: skip
def test_library_names_become_packages(checkout: Path, soname: str, package: str) -> None:
    assert bash(f"library_package {soname}", checkout).stdout.strip() == package


def test_a_python_that_is_too_old_is_passed_over(checkout: Path, tmp_path: Path) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n")
    (old / "python3").chmod(0o755)
    found = bash(
        "find_python", checkout, PATH=f"{old}:{os.environ['PATH']}", KAKEHASHI_PYTHON=sys.executable
    )
    assert found.stdout == sys.executable
    done = bash(
        "PATH=/nowhere; name() { :; }; find_python() { return 1; }; find_python venv", checkout
    )
    assert done.returncode == 1


def test_without_a_screen_the_tour_is_named() -> None:
    environment = {
        k: v
        for k, v in os.environ.items()
        if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [str(ROOT / "packaging" / "run")], cwd="/", capture_output=True, text=True, check=False,
        timeout=60, env=environment,
    )  # fmt: skip
    assert done.returncode == 2
    assert "tour" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("name", ["run", "test", "setup.sh", "lock", "words", "build"])
def test_scripts_are_sound_bash(name: str) -> None:
    path = ROOT / "packaging" / name
    assert subprocess.run([str(BASH), "-n", str(path)], check=False).returncode == 0
    assert name.endswith(".sh") or os.access(path, os.X_OK)
