# SPDX-License-Identifier: MIT
"""Who may import whom, and what nobody may import."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.source import ROOT, modules, tree

NETWORK = (
    "aiohttp", "ftplib", "http.client", "http.server", "httpx", "imaplib", "poplib", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser",
    "websockets", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
)  # fmt: skip
HEAVY = ("sqlalchemy", "reportlab", "pyhanko", "alembic", "openpyxl", "pikepdf", "pypdfium2", "icu",
         "uharfbuzz", "babel", "fontTools")  # fmt: skip


def imported(source: ast.Module) -> Iterator[str]:
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def network_imports(source: ast.Module) -> set[str]:
    return {n for n in imported(source) if any(n == w or n.startswith(f"{w}.") for w in NETWORK)}


def run_python(code: str) -> dict[str, list[str]]:
    """Run code in a new interpreter; it prints one JSON object last."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def lint_imports(config: Path, cache: Path, at: Path = ROOT) -> int:
    """Check contracts in a process of its own: the linter disables every logger that exists."""
    linter = Path(sys.executable).with_name("lint-imports")
    words = [str(linter), str(config), "--cache-dir", str(cache)]
    return subprocess.run(words, cwd=at, capture_output=True, check=False, timeout=300).returncode


def test_arrows_point_down(tmp_path: Path) -> None:
    assert lint_imports(ROOT / "pyproject.toml", tmp_path) == 0


def test_a_forbidden_arrow_is_seen(tmp_path: Path) -> None:
    config = tmp_path / "contracts.toml"
    config.write_text(
        '[tool.importlinter]\nroot_packages = ["app"]\n[[tool.importlinter.contracts]]\nname = "control"\n'
        'type = "forbidden"\nsource_modules = ["app.services"]\nforbidden_modules = ["app.domain"]\n'
    )
    assert lint_imports(config, tmp_path) == 1


@pytest.mark.parametrize("only_for_types", [False, True])
def test_modules_that_need_each_other_are_seen(tmp_path: Path, only_for_types: bool) -> None:
    """By the contract of this tree, which counts what is imported for types alone."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    (contract,) = (c for c in ours["contracts"] if c["type"] == "acyclic_siblings")
    assert contract["ancestors"] == ["ui", "app"]
    counted = str(ours["exclude_type_checking_imports"]).lower()
    package = tmp_path / "pair"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text("from pair.other import Other\n\n\nclass One(Other): ...\n")
    back = "from pair.one import One\n"
    if only_for_types:
        back = f"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    {back}"
    (package / "other.py").write_text(f"{back}\n\nclass Other: ...\n")
    config = tmp_path / "contracts.toml"
    config.write_text(
        f'[tool.importlinter]\nroot_packages = ["pair"]\nexclude_type_checking_imports = {counted}\n'
        '[[tool.importlinter.contracts]]\nname = "control"\ntype = "acyclic_siblings"\n'
        'ancestors = ["pair"]\n'
    )
    assert lint_imports(config, tmp_path / "cache", tmp_path) == 1


@pytest.mark.parametrize("path", list(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_can_reach_a_network(path: Path) -> None:
    assert network_imports(tree(path)) == set()


@pytest.mark.parametrize(
    "line",
    ["import socket", "from urllib import request", "import http.client as c",
     "def f():\n    from PySide6 import QtNetwork", "from PySide6.QtNetwork import QTcpSocket"],
)  # fmt: skip
def test_a_network_import_is_seen(line: str) -> None:
    assert network_imports(ast.parse(line))


def test_innocent_imports_are_not_taken_for_the_network() -> None:
    assert network_imports(ast.parse("import urllib.parse\nfrom http import HTTPStatus")) == set()


COMMANDS = (
    ["--version"], ["--help"], ["verify", "missing.pdf"], ["import", "missing.pdf"], ["stats", "--help"],
    ["registry", "list", "--help"], ["interview", "replay", "--help"], ["pack", "lint", "--help"],
    ["station", "init", "--help"], ["vault", "check", "--help"], ["user", "list", "--help"],
)  # fmt: skip


def test_commands_import_no_screen() -> None:
    code = f"""
import contextlib, io, json, sys
from ui.launch import main
for words in {[list(c) for c in COMMANDS]!r}:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        with contextlib.suppress(SystemExit):
            main(words)
import app.cli, pkgutil, importlib
for found in pkgutil.walk_packages(app.cli.__path__, "app.cli."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print(json.dumps({{"qt": sorted(m for m in sys.modules if m.split(".")[0] in ("PySide6", "shiboken6"))}}))
"""
    assert run_python(code) == {"qt": []}


def test_the_screen_is_seen_when_it_is_imported() -> None:
    code = "import json, sys, ui.tasks\nprint(json.dumps({'qt': sorted({m.split('.')[0] for m in sys.modules})}))"
    assert "PySide6" in run_python(code)["qt"]


def test_version_starts_light() -> None:
    code = f"""
import contextlib, json, sys
from ui.launch import main
with contextlib.suppress(SystemExit):
    main(["--version"])
print(json.dumps({{"heavy": sorted(set({list(HEAVY)!r}) & set(sys.modules))}}))
"""
    assert run_python(code) == {"heavy": []}
