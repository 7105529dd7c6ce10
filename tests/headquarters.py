# SPDX-License-Identifier: MIT
"""Headquarters and a station as their commands see them: content keys, signed packs, who installs them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.content.build import build
from app.content.load import builtin_dir
from app.services.workspace import Workspace
from tests.stations import SUPERVISOR, SUPERVISOR_WORDS, House

KEY_WORDS = "invented passphrase for content keys"
Run = Callable[..., Any]


def runner(capsys: pytest.CaptureFixture[str]) -> Run:
    """A command with what it printed: its JSON, or the two streams."""

    def command(*arguments: object, code: int = 0) -> Any:
        capsys.readouterr()  # of what came before
        found = main([*map(str, arguments), *(["--json"] if arguments[0] != "station" else [])])
        printed = capsys.readouterr()
        assert found == code, printed.err
        return json.loads(printed.out) if printed.out.startswith("{") else printed

    return command


@dataclass
class Headquarters:
    """Three content keys and what is signed with two of them."""

    root: Path
    run: Callable[..., Any]
    number: int = 1
    keys: list[Path] = field(default_factory=list)

    @property
    def pinned(self) -> Path:
        return self.root / "keys.json"

    def make_keys(self) -> None:
        self.root.mkdir()
        words = self.root / "words.txt"
        words.write_text(KEY_WORDS, "utf-8")
        self.keys = [self.root / f"{n}.pem" for n in range(3)]
        for key in self.keys:
            self.run("pack", "key", key, "--new-passphrase-file", words)
        public = [key.with_suffix(".pub") for key in self.keys]
        self.run("pack", "keys", *public, "--out", self.pinned)

    def pack(self, name: str, change: Callable[[dict[str, Any]], None], *, sequence: int) -> Path:
        """A pack built from the present one, with its script changed, signed by two keys."""
        folder, out = self.root / name, self.root / f"{name}.zip"
        shutil.copytree(builtin_dir(), folder)
        script = json.loads((folder / "script.json").read_bytes())
        change(script)
        (folder / "script.json").write_text(json.dumps(script, ensure_ascii=False), "utf-8")
        build(folder, self.root / "none", sequence=sequence)  # no translations: quick to make
        self.sign(folder, self.keys[0])
        self.sign(folder, self.keys[1], out)
        return out

    def sign(self, folder: Path, key: Path, out: Path | None = None) -> None:
        more = ("--out", out) if out else ()
        words = self.root / "words.txt"
        self.run("pack", "sign", folder, "--key", key, "--passphrase-file", words, *more)


@dataclass
class Post:
    """A station with the commands of its supervisor."""

    house: House
    root: Path
    run: Callable[..., Any]

    def supervise(self, *arguments: object, code: int = 0) -> Any:
        words = self.root / "supervisor.txt"
        words.write_text(SUPERVISOR_WORDS, "utf-8")
        return self.run(
            *arguments, "--data", self.house.stations.folder.root, "--user", SUPERVISOR,
            "--passphrase-file", words, code=code,
        )  # fmt: skip

    def open(self) -> Workspace:
        """A new process: nothing of an earlier library is known."""
        self.house.__dict__.pop("packs", None)
        return self.house.open(self.house.officer)
