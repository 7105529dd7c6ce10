# SPDX-License-Identifier: MIT
"""What is no pack of headquarters is refused by the command with its reason, and leaves nothing behind."""

from __future__ import annotations

import base64
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature

from app.cli import main
from app.content import install as installing
from app.content.build import build
from app.content.sign import CONTEXT, read_public_key
from app.content.source import canonical
from app.errors import UserError
from app.services import interpreting
from tests.headquarters import Headquarters, Post, Run, runner
from tests.stations import build_house

Files = dict[str, bytes]


def as_it_is(_script: dict[str, Any]) -> None:
    """No change."""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Headquarters, Path]:
    """Keys and one good pack, made once."""
    from app.cli import main

    def quiet(*arguments: object) -> None:
        assert main([*map(str, arguments), "--json"]) == 0

    made = Headquarters(tmp_path_factory.mktemp("office") / "hq", quiet)
    made.make_keys()
    return made, made.pack("good", as_it_is, sequence=7)


@pytest.fixture
def post(tmp_path: Path, run: Run, office: tuple[Headquarters, Path]) -> Post:
    made = Post(build_house(tmp_path / "a"), tmp_path, run)
    made.supervise("station", "pin", office[0].pinned)
    return made


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory, office: tuple[Headquarters, Path]) -> Post:
    """One station for all that leaves nothing behind."""

    def quiet(*arguments: object, code: int) -> None:
        assert main([*map(str, arguments)]) == code

    root = tmp_path_factory.mktemp("station")
    made = Post(build_house(root), root, quiet)
    made.supervise("station", "pin", office[0].pinned)
    return made


@pytest.fixture
def target(station: Post, run: Run) -> Post:
    return replace(station, run=run)


def files_of(pack: Path) -> Files:
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files, out: Path, kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out


def left(post: Post) -> list[str]:
    folder = post.house.stations.folder.packs
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def changed(name: str, data: Callable[[bytes], bytes]) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[name] = data(files[name])

    return change


def added(*names: str, size: int = 2) -> Callable[[Files], None]:
    return lambda files: files.update(dict.fromkeys(names, b"{}" + b" " * (size - 2)))


def one_key_twice(files: Files) -> None:
    raw = json.loads(files["signatures.json"])
    first = raw["signatures"][0]
    raw["signatures"] = [first, first]
    files["signatures.json"] = json.dumps(raw).encode()


def sequence_up(files: Files) -> None:
    raw = json.loads(files["manifest.json"])
    raw["sequence"] = 99
    files["manifest.json"] = json.dumps(raw).encode()


ATTACKS: dict[str, tuple[Callable[[Files], Any], str]] = {
    "changed bytes": (changed("cards.json", lambda data: data + b" "), "pack_damaged"),
    "changed manifest": (sequence_up, "pack_signatures"),
    "no signatures": (lambda files: files.pop("signatures.json"), "pack_signatures"),
    "one key twice": (one_key_twice, "pack_signatures"),
    "extra file": (added("extra.json"), "pack_names"),
    "file missing": (lambda files: files.pop("timers.json"), "pack_names"),
    "parent folder": (added("../evil.json"), "pack_names"),
    "deep parent folder": (added("texts/../../evil.json"), "pack_names"),
    "absolute": (added("/tmp/evil.json"), "pack_names"),
    "drive": (added("C:/evil.json"), "pack_names"),
    "backslash": (added("texts\\..\\evil.json"), "pack_names"),
    "case twins": (added("texts/xx.json", "texts/XX.json"), "pack_names"),
    "device of Windows": (added("nul.json"), "pack_names"),
    "device in a folder": (added("texts/COM1.json"), "pack_names"),
    "stream of Windows": (added("cards.json:x"), "pack_names"),
    "program": (added("run.py"), "pack_names"),
    "too many files": (added(*(f"texts/x{n}.json" for n in range(120))), "pack_too_large"),
    "one bomb": (added("texts/xx.json", size=9 * 2**20), "pack_too_large"),
    "bombs together": (added(*(f"texts/x{n}.json" for n in range(12)), size=7 * 2**20), "pack_too_large"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_with_its_reason(
    target: Post, office: tuple[Headquarters, Path], tmp_path: Path, name: str
) -> None:
    change, reason = ATTACKS[name]
    files = files_of(office[1])
    change(files)
    before = target.house.stations.folder.station.read_bytes()
    told = target.supervise("pack", "install", packed(files, tmp_path / "x.zip"), code=2)
    assert told["error"] == reason
    assert left(target) == []
    assert target.house.stations.folder.station.read_bytes() == before
    assert not list(tmp_path.rglob("evil*"))


def test_the_good_one_is_taken_and_taken_again(
    post: Post, office: tuple[Headquarters, Path], run: Run
) -> None:
    """The control of all attacks above."""
    post.supervise("pack", "install", office[1])
    made = post.supervise("pack", "install", office[1])
    assert (made["sequence"], len(made["signed_by"])) == (7, 2)
    assert left(post) == [made["sha256"]]
    listed = run("pack", "list", "--data", post.house.stations.folder.root)["packs"]
    assert (listed[0]["place"], listed[0]["used"]) == ("installed", True)
    assert {pack["place"] for pack in listed} == {"installed", "builtin", "released"}


def test_links_and_other_packings_in_an_archive(
    target: Post, office: tuple[Headquarters, Path], tmp_path: Path
) -> None:
    files = files_of(office[1])
    out = packed(files, tmp_path / "link.zip")
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("texts/xx.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert target.supervise("pack", "install", out, code=2)["error"] == "pack_names"
    hungry = packed(files, tmp_path / "lzma.zip", zipfile.ZIP_LZMA)
    assert target.supervise("pack", "install", hungry, code=2)["error"] == "pack_names"
    assert left(target) == []


def test_keys_of_others_sign_nothing(
    target: Post, office: tuple[Headquarters, Path], tmp_path: Path, run: Run
) -> None:
    strangers = Headquarters(tmp_path / "others", run)
    strangers.make_keys()
    pack = strangers.pack("theirs", as_it_is, sequence=9)
    told = target.supervise("pack", "install", pack, code=2)
    assert (told["error"], told["found"]) == ("pack_signatures", 0)
    folder = strangers.root / "theirs"
    office[0].sign(folder, office[0].keys[0], tmp_path / "one-of-ours.zip")
    told = target.supervise("pack", "install", tmp_path / "one-of-ours.zip", code=2)
    assert (told["error"], told["found"]) == ("pack_signatures", 1)
    assert left(target) == []


def test_no_step_back_also_when_the_folder_was_deleted(
    post: Post, office: tuple[Headquarters, Path], tmp_path: Path
) -> None:
    hq, good = office
    post.supervise("pack", "install", good)
    older = hq.root / "good"
    lower = tmp_path / "lower"
    shutil.copytree(older, lower)
    build(lower, tmp_path / "none", sequence=6)
    hq.sign(lower, hq.keys[1])
    hq.sign(lower, hq.keys[2], tmp_path / "lower.zip")
    told = post.supervise("pack", "install", tmp_path / "lower.zip", code=2)
    assert (told["error"], told["sequence"], told["installed"]) == ("pack_older", 6, 7)
    shutil.rmtree(post.house.stations.folder.packs)
    assert (
        post.supervise("pack", "install", tmp_path / "lower.zip", code=2)["error"] == "pack_older"
    )
    assert post.supervise("pack", "install", good)["sequence"] == 7


def test_every_pack_of_this_station_comes_back_when_all_are_lost(
    post: Post, office: tuple[Headquarters, Path], tmp_path: Path
) -> None:
    """Interviews of the older one were closed for good: only the newest could be installed again."""
    hq, good = office
    folder, newer = tmp_path / "newer", tmp_path / "newer.zip"
    shutil.copytree(hq.root / "good", folder)
    build(folder, tmp_path / "none", sequence=8)
    hq.sign(folder, hq.keys[0])
    hq.sign(folder, hq.keys[1], newer)
    post.supervise("pack", "install", good)
    workspace = post.open()
    case = workspace.interviews.start().id
    workspace.close()
    post.supervise("pack", "install", newer)
    shutil.rmtree(post.house.stations.folder.packs)
    workspace = post.open()
    with pytest.raises(UserError, match="pack_missing"):
        workspace.interviews.open(case)
    workspace.close()
    for pack, number in ((newer, 8), (good, 7)):
        assert post.supervise("pack", "install", pack)["sequence"] == number
    workspace = post.open()
    assert workspace.interviews.open(case).pack.sequence == 7
    assert (workspace.pack.sequence, workspace.content.warning) == (8, "")
    noted = post.house.stations.station().pack
    assert noted is not None
    assert noted.sequence == 8  # the older one put nothing back
    workspace.close()


def test_another_pack_of_the_same_number_is_no_silent_change(
    post: Post, office: tuple[Headquarters, Path], tmp_path: Path
) -> None:
    hq, good = office
    folder, twin = tmp_path / "twin", tmp_path / "twin.zip"
    shutil.copytree(hq.root / "good", folder)
    build(folder, tmp_path / "none", sequence=7, pack_id="twin")
    hq.sign(folder, hq.keys[0])
    hq.sign(folder, hq.keys[1], twin)
    post.supervise("pack", "install", good)
    assert post.supervise("pack", "install", twin, code=2)["error"] == "pack_number_taken"
    # one that is lost, of the number of the built-in one: that stands in, and it is told
    post.house.stations.note_pack(post.house.supervisor, "a" * 64, 3)
    shutil.rmtree(post.house.stations.folder.packs)
    workspace = post.open()
    assert (workspace.pack.sequence, workspace.content.warning) == (3, "pack_fallback")
    workspace.close()


def test_expiry_warns_and_never_blocks(
    post: Post, office: tuple[Headquarters, Path], tmp_path: Path, run: Run
) -> None:
    hq = office[0]
    old = tmp_path / "old"
    shutil.copytree(hq.root / "good", old)
    build(old, tmp_path / "none", sequence=8, expires=date(2020, 1, 1))
    hq.sign(old, hq.keys[0])
    hq.sign(old, hq.keys[2], tmp_path / "old.zip")
    assert post.supervise("pack", "install", tmp_path / "old.zip")["warnings"] == ["pack_expired"]
    workspace = post.open()
    assert workspace.content.warning == "pack_expired"
    assert workspace.interviews.start().pack.sequence == 8
    workspace.close()


def test_an_officer_installs_nothing_and_a_station_without_keys_neither(
    post: Post, office: tuple[Headquarters, Path], tmp_path: Path, run: Run
) -> None:
    bare = Post(build_house(tmp_path / "b"), tmp_path, run)
    assert bare.supervise("pack", "install", office[1], code=2)["error"] == "content_keys_missing"
    other = tmp_path / "other.json"
    other.write_bytes(office[0].pinned.read_bytes())
    post.supervise("station", "pin", other, code=2)  # pinned once
    workspace = post.open()
    with pytest.raises(Exception, match="not_supervisor"):
        workspace.content.install(office[1])
    workspace.close()
    assert left(post) == []


@pytest.mark.parametrize("step", ["unpack", "_placed"])
def test_who_ends_it_half_way_leaves_no_pack(
    post: Post, office: tuple[Headquarters, Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """As a killed process does: nothing is cleaned up; the next time takes away what lies there."""

    class Killed(BaseException):
        pass

    def kill(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(installing, step, kill)
        patch.setattr(shutil, "rmtree", lambda *_a, **_k: None)
        with pytest.raises(Killed):
            post.supervise("pack", "install", office[1])
    assert [name.startswith(".new-") for name in left(post)] == [True]
    workspace = post.open()
    assert workspace.pack.sequence != 7
    workspace.close()
    made = post.supervise("pack", "install", office[1])
    assert left(post) == [made["sha256"]]


def test_an_altered_installed_pack_is_passed_over_and_told(
    post: Post, office: tuple[Headquarters, Path]
) -> None:
    made = post.supervise("pack", "install", office[1])
    workspace = post.open()
    case = workspace.interviews.start().id
    workspace.close()
    target = post.house.stations.folder.packs / made["sha256"] / "cards.json"
    target.write_bytes(target.read_bytes() + b" ")
    workspace = post.open()
    with pytest.raises(UserError, match="pack_missing"):
        workspace.interviews.open(case)
    assert interpreting.marks(workspace.interviews) == ()
    assert workspace.content.warning == "pack_fallback"
    assert workspace.pack.sha256 != made["sha256"]
    faults = {entry.sha256: entry.fault for entry in workspace.content.entries()}
    fault = faults[made["sha256"]]
    assert fault is not None
    assert fault.code == "pack_damaged"
    workspace.close()
    listed = post.run("pack", "list", "--data", post.house.stations.folder.root)["packs"]
    assert {pack["sha256"]: pack["fault"] for pack in listed}[made["sha256"]] == "pack_damaged"


def test_a_signature_is_of_packs_and_nothing_else(office: tuple[Headquarters, Path]) -> None:
    """The signed bytes begin with what they are: no other statement of these keys fits."""
    files = files_of(office[1])
    manifest = canonical(json.loads(files["manifest.json"]))
    entry = json.loads(files["signatures.json"])["signatures"][0]
    signature = base64.b64decode(entry["ed25519"])
    key = read_public_key(office[0].keys[0].with_suffix(".pub"))
    key.verify(signature, CONTEXT + manifest)
    with pytest.raises(InvalidSignature):
        key.verify(signature, manifest)
