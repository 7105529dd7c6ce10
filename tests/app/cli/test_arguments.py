# SPDX-License-Identifier: MIT
"""Every file that the command is given: a pipe, a folder, a device, a huge file end in one sentence."""

from __future__ import annotations

import argparse
import codecs
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from app.cli import main
from app.cli.parser import build
from tests.command import SAMPLES, Desk, command
from tests.counts import sample
from tests.headquarters import Headquarters
from tests.stations import OFFICER_WORDS, SUPERVISOR

#: Arguments that name a folder, or a file to be written. All others are files to be read.
FOLDERS: Final = {"data", "shares_out", "path", "folder", "to"}
WRITTEN: Final = {"out"}
SPARSE: Final = 500 * 1024 * 1024
#: What a refusal says, by what was given.
SAYS: Final = {
    "pipe": ("ordinary file", "link, a folder or a device"),
    "folder": ("ordinary file", "link, a folder or a device"),
    "device": ("ordinary file", "link, a folder or a device"),
    "huge": ("larger than",),
}
#: The same of arguments that may be a folder, or that large.
OWN: Final = {
    ("vault", "restore", "file", "huge"): ("damaged",),
    ("pack", "install", "file", "huge"): ("cannot be read",),
    ("pack", "install", "file", "folder"): ("damaged",),
}


def leaves(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[Any]:
    """Each command with its words and arguments."""
    subs = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    for action in subs:
        for name, leaf in action.choices.items():
            yield from leaves(leaf, (*words, name))
    if not subs:
        yield words, parser._actions


def readings() -> list[tuple[tuple[str, ...], str]]:
    """Every command with every argument of its that names a file to be read."""
    return [
        (words, action.dest)
        for words, actions in leaves(build())
        for action in actions
        if action.type is Path and action.dest not in FOLDERS | WRITTEN
    ]


@dataclass(kw_only=True)
class Office(Desk):
    """A desk with the content keys of a headquarters and a pack that is to be signed."""

    keys: tuple[Path, ...]
    pack: Path
    words: Path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Desk.make(tmp_path_factory.mktemp("desk"))

    def quiet(*arguments: object) -> None:
        assert main([*map(str, arguments), "--json"]) == 0

    headquarters = Headquarters(made.root / "hq", quiet)
    headquarters.make_keys()
    headquarters.pack("good", lambda _script: None, sequence=7)
    keys, root = tuple(headquarters.keys), headquarters.root
    desk = Office(**vars(made), keys=keys, pack=root / "good", words=root / "words.txt")
    assert main(["station", "pin", str(headquarters.pinned), *desk.supervisor]) == 0
    (desk.root / "new.txt").write_text("gravel lantern meadow 7\n")
    assert (
        main(
            ["station", "ca", "--data", str(desk.root / "data"), "--out", str(desk.root / "ca.pem")]
        )
        == 0
    )
    return desk


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What is no ordinary small file, each under a name that its argument may have."""
    folder = tmp_path_factory.mktemp("strange")
    os.mkfifo(folder / "pipe.csv")
    (folder / "folder.csv").mkdir()
    (folder / "device.csv").symlink_to("/dev/zero")
    with (folder / "huge.csv").open("wb") as file:
        file.truncate(SPARSE)
    return {path.stem: path for path in folder.iterdir()}


def given(desk: Office, words: tuple[str, ...], dest: str, path: Path) -> list[str]:
    """The arguments of a command that would work, with ``path`` in one place."""
    root, sample = desk.root, str(SAMPLES / "adult.json")
    values = {
        "data": str(root / "data"), "user": SUPERVISOR, "supervisor": SUPERVISOR, "name": "new one",
        "countersign_by": SUPERVISOR, "passphrase_file": str(root / "supervisor.txt"),
        "new_passphrase_file": str(root / "new.txt"), "share_file": str(root / "officer.txt"),
        "file": sample, "files": sample, "ca": str(root / "ca.pem"), "trust": str(root / "ca.pem"),
        "lang": "vi", "out": str(root / "out.csv"), "case": "x", "what": "x", "to": str(root), "record": "x", "reason": "x",
        "folder": str(desk.pack), "key": str(desk.keys[0]), "agency": "isa", dest: str(path),
    }  # fmt: skip
    if words == ("station", "pin") and dest != "file":
        values["file"] = str(desk.keys[0].with_name("keys.json"))
    wanted = {dest, "data", "countersign_by"} - ({"data"} if dest == "trust" else set())
    if words == ("verify",) and dest == "crl":
        wanted = {dest, "trust"}
    options: list[str] = (
        ["--seal"] if dest == "countersign_passphrase_file" and words[-1] == "replay" else []
    )
    places: list[str] = []
    for action in next(actions for name, actions in leaves(build()) if name == words):
        if not action.option_strings:
            places += [values[action.dest]] * (action.nargs if isinstance(action.nargs, int) else 1)
        elif action.required or action.dest in wanted:
            value = next(iter(action.choices)) if action.choices else values[action.dest]
            options += [action.option_strings[0], value]
    return [*words, *options, *places]


def test_every_path_of_the_grammar_is_known() -> None:
    every = {a.dest for _words, actions in leaves(build()) for a in actions if a.type is Path}
    assert every >= FOLDERS | WRITTEN
    assert len(readings()) > 25


@pytest.mark.parametrize(("words", "dest"), sample("arguments", readings(), 14), ids=str)
def test_strange_files_are_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str],
    desk: Office,
    strange: dict[str, Path],
    words: tuple[str, ...],
    dest: str,
) -> None:
    for kind, path in strange.items():
        outcome = command(capsys, *given(desk, words, dest, path))
        told = outcome.err + outcome.out
        assert outcome.code in {1, 2}, (kind, told)
        says = OWN.get((*words, dest, kind), SAYS[kind])
        assert any(sentence in told for sentence in says), (kind, told)
        assert not (desk.root / "out.csv").exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-16-le", "utf-16-be"],
)
def test_a_mark_at_the_beginning_is_no_part_of_it(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, write: Callable[[str], bytes]
) -> None:
    words, sample = tmp_path / "words.txt", tmp_path / "sample.json"
    words.write_bytes(write(OFFICER_WORDS + "\n"))
    sample.write_bytes(write((SAMPLES / "adult.json").read_text("utf-8")))
    by = [str(words) if argument.endswith("officer.txt") else argument for argument in desk.officer]
    assert command(capsys, "interview", "replay", str(sample), *by).code == 0


def outputs(desk: Office) -> list[list[str]]:
    """Every command that writes a named file, without the name, which comes last."""
    data, words = ["--data", str(desk.root / "data")], str(desk.root / "new.txt")
    public = [str(key.with_suffix(".pub")) for key in desk.keys]
    secret = ["--key", str(desk.keys[0]), "--passphrase-file", str(desk.words)]
    return [
        ["station", "ca", *data, "--out"],
        ["interview", "marks", *desk.officer, "--out"],
        ["pack", "export-strings", "--lang", "vi", "--out"],
        ["pack", "print", "mini-card", "--lang", "vi", "--out"],
        ["pack", "key", "--new-passphrase-file", words],
        ["pack", "keys", *public, "--out"],
        ["pack", "sign", str(desk.pack), *secret, "--out"],
    ]


def test_no_output_replaces_another_file(
    capsys: pytest.CaptureFixture[str], desk: Office, tmp_path: Path
) -> None:
    asked = {words for words, actions in leaves(build()) for a in actions if a.dest in WRITTEN}
    assert {tuple(call[:2]) for call in outputs(desk)} == asked
    target, nowhere = tmp_path / "replay.csv", tmp_path / "link.csv"
    nowhere.symlink_to(tmp_path / "nothing")
    for arguments in outputs(desk):
        target.write_text('{"answers": []}')
        for out in (target, nowhere):
            outcome = command(capsys, *arguments, str(out))
            assert outcome.code == 2, arguments
            assert "already there" in outcome.err
        assert target.read_text() == '{"answers": []}'
        assert sorted(p.name for p in tmp_path.iterdir()) == ["link.csv", "replay.csv"]
        fresh = tmp_path / "fresh.csv"
        assert command(capsys, *arguments, str(fresh)).code == 0, arguments
        fresh.unlink()
        for beside in (".crl", ".names", ".pub"):
            fresh.with_suffix(beside).unlink(missing_ok=True)


def test_a_certificate_replaces_only_the_stations_own(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    other = Desk.make(tmp_path, "police")

    def write(desk: Desk, out: Path) -> int:
        return command(
            capsys, "station", "ca", "--data", str(desk.root / "data"), "--out", str(out)
        ).code

    out = tmp_path / "ca.pem"
    assert [write(desk, out), write(desk, out)] == [0, 0]
    own, own_list = out.read_bytes(), out.with_suffix(".crl").read_bytes()
    assert write(other, out) == 2
    assert write(desk, out.with_suffix(".crl")) == 2
    assert (out.read_bytes(), out.with_suffix(".crl").read_bytes()) == (own, own_list)
    foreign = tmp_path / "foreign.pem"
    assert write(other, foreign) == 0
    out.with_suffix(".crl").write_bytes(foreign.with_suffix(".crl").read_bytes())
    out.unlink()
    assert write(desk, out) == 2
    assert not out.exists()
