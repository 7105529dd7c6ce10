# SPDX-License-Identifier: MIT
"""Packs that are kept for old records: what is kept can be read again, a damaged one disturbs no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.content import library, released
from app.content.build import build
from app.content.library import PackLibrary
from app.content.package import bundle
from app.content.released import keep, load_released, unpacked
from app.content.source import pack_hash
from app.errors import UserError
from app.services.pack_ports import BUILTIN, RELEASED
from tests.disks import disk


@pytest.fixture
def with_clips(folder: Path) -> Path:
    """A pack with recordings, larger together than all its texts may be."""
    book = folder / "clips" / "th.zip"
    book.parent.mkdir()
    with book.open("wb") as file:
        file.truncate(70 * 1024 * 1024)
    build(folder, folder / "none", sequence=2)
    return folder


def test_a_pack_with_recordings_is_kept_and_read(with_clips: Path, tmp_path: Path) -> None:
    kept = keep(with_clips, tmp_path / "kept")
    sha256 = pack_hash(json.loads((with_clips / "manifest.json").read_bytes()))
    assert load_released(kept.parent, sha256).sha256 == sha256
    inside = unpacked(kept.parent, sha256)
    assert inside["clips/th.zip"] == (with_clips / "clips" / "th.zip").read_bytes()


def test_what_cannot_be_read_again_is_not_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "cards.json").write_bytes(b"{}")
    with pytest.raises(UserError, match="pack_damaged"):
        keep(folder, tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


def test_one_damaged_archive_is_told_and_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = next(iter(released.released_dir().iterdir()))
    (tmp_path / kept.name).write_bytes(kept.read_bytes())
    (tmp_path / f"{'a' * 64}.tar.xz").write_bytes(kept.read_bytes()[:-500])
    monkeypatch.setattr(library, "released_dir", lambda: tmp_path)
    found = {pack.sha256: pack for pack in PackLibrary(tmp_path / "none").entries()}
    assert {pack.place for pack in found.values()} == {BUILTIN, RELEASED}
    assert found[kept.name.removesuffix(".tar.xz")].fault is None
    fault = found["a" * 64].fault
    assert fault is not None
    assert fault.code == "pack_damaged"


def test_an_archive_to_carry_is_whole_or_not_there(folder: Path, tmp_path: Path) -> None:
    with disk(tmp_path / "stick") as stick:
        stick.fill(leave=64 * 1024)
        with pytest.raises(UserError, match="disk_full"):
            bundle(folder, stick.root / "pack.zip")
        assert not (stick.root / "pack.zip").exists()
        stick.free()
        bundle(folder, stick.root / "pack.zip")
        with pytest.raises(UserError, match="out_exists"):
            bundle(folder, stick.root / "pack.zip")
