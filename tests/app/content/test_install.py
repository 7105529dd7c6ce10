# SPDX-License-Identifier: MIT
"""Signing and installing packs: two of three keys, no step back, nothing outside the folder."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.content.build import build
from app.content.install import History, install, load_installed
from app.content.package import bundle
from app.content.sign import (
    dump_content_keys,
    make_key,
    read_content_keys,
    read_key,
    read_public_key,
    sign,
)
from app.content.source import pack_hash
from app.crypto.content_keys import ContentKeys, key_id
from app.domain.pack import Pack
from app.errors import UserError
from app.paths import locales_dir
from app.services.pack_ports import Installed

TODAY = date(2026, 11, 24)
PASS = "invented passphrase for tests"


@pytest.fixture(scope="session")
def private() -> tuple[Ed25519PrivateKey, ...]:
    return tuple(Ed25519PrivateKey.generate() for _ in range(3))


@pytest.fixture(scope="session")
def keys(private: tuple[Ed25519PrivateKey, ...]) -> ContentKeys:
    return ContentKeys.of(*(key.public_key() for key in private))


@pytest.fixture
def signed(folder: Path, private: tuple[Ed25519PrivateKey, ...]) -> Path:
    """A pack newer than the built-in one, signed by two keys."""
    build(folder, locales_dir(), sequence=3)
    sign(folder, private[0])
    sign(folder, private[1])
    return folder


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return tmp_path / "data" / "packs"


def put(
    path: Path,
    packs: Path,
    keys: ContentKeys,
    *,
    newest: int = 1,
    hashes: Collection[str] = (),
    today: date = TODAY,
) -> Installed:
    noted: list[str] = []
    made = install(
        path, packs, keys, today, History(newest, hashes), lambda pack: noted.append(pack.sha256)
    )
    assert noted == [made.pack.sha256]
    return made


def refused(code: str, path: Path, packs: Path, keys: ContentKeys, *, newest: int = 1) -> UserError:
    """Installing must fail with this code, note nothing and leave nothing behind."""
    before = sorted(packs.rglob("*")) if packs.exists() else []
    noted: list[str] = []
    with pytest.raises(UserError) as caught:
        install(
            path, packs, keys, TODAY, History(newest, ()), lambda pack: noted.append(pack.sha256)
        )
    assert noted == []
    assert caught.value.code == code
    assert sorted(packs.rglob("*")) == before
    return caught.value


def test_two_of_three_install(
    signed: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    found = put(signed, packs, keys)
    assert found.warnings == ()
    assert set(found.signed_by) == {key_id(key.public_key()) for key in private[:2]}
    assert load_installed(packs, found.pack.sha256, keys) == found.pack
    assert found.pack.sequence == 3
    assert (packs / found.pack.sha256).stat().st_mode & 0o077 == 0


def test_an_archive_installs_alike(
    signed: Path, packs: Path, keys: ContentKeys, tmp_path: Path
) -> None:
    bundle(signed, tmp_path / "pack.zip")
    bundle(signed, tmp_path / "again.zip")
    assert (tmp_path / "pack.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    first = put(tmp_path / "pack.zip", packs, keys)
    again = put(signed, packs, keys)
    assert first.pack == again.pack


def test_one_signature_is_not_enough(
    folder: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    build(folder, locales_dir(), sequence=2)
    assert refused("pack_signatures", folder, packs, keys).params == {"found": 0, "needed": 2}
    sign(folder, private[0])
    sign(folder, private[0])  # the same key twice is one key
    assert refused("pack_signatures", folder, packs, keys).params == {"found": 1, "needed": 2}
    sign(folder, Ed25519PrivateKey.generate())  # a key nobody pinned
    assert refused("pack_signatures", folder, packs, keys).params == {"found": 1, "needed": 2}
    sign(folder, private[2])
    assert len(put(folder, packs, keys).signed_by) == 2


def test_a_copied_signature_counts_for_its_key_only(
    signed: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    path = signed / "signatures.json"
    raw = json.loads(path.read_bytes())
    raw["signatures"][1] = {
        "key": key_id(private[2].public_key()),
        "ed25519": raw["signatures"][0]["ed25519"],
    }
    path.write_text(json.dumps(raw), encoding="ascii")
    assert refused("pack_signatures", signed, packs, keys).params["found"] == 1


def test_a_manifest_changed_after_signing(signed: Path, packs: Path, keys: ContentKeys) -> None:
    path = signed / "manifest.json"
    raw = json.loads(path.read_bytes())
    raw["sequence"] = 99
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert refused("pack_signatures", signed, packs, keys).params["found"] == 0


def test_a_file_changed_after_signing(
    signed: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    (signed / "cards.json").write_bytes((signed / "cards.json").read_bytes() + b"\n")
    assert refused("pack_damaged", signed, packs, keys).params["file"] == "cards.json"
    with pytest.raises(UserError, match="pack_damaged"):
        sign(signed, private[2])


def test_a_new_build_drops_old_signatures(signed: Path) -> None:
    build(signed, locales_dir(), sequence=4)
    assert not (signed / "signatures.json").exists()


def test_the_sequence_may_not_go_down(
    signed: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    put(signed, packs, keys)
    build(signed, locales_dir(), sequence=2)
    for key in private:
        sign(signed, key)
    older = refused("pack_older", signed, packs, keys, newest=3)
    assert older.params == {"sequence": 2, "installed": 3}
    again = pack_hash(json.loads((signed / "manifest.json").read_bytes()))
    assert put(signed, packs, keys, newest=3, hashes={again}).pack.sequence == 2
    build(signed, locales_dir(), sequence=3, pack_id="same-number")
    for key in private:
        sign(signed, key)
    same = refused("pack_number_taken", signed, packs, keys, newest=3)
    assert same.params == {"sequence": 3}


def test_older_than_the_built_in_pack(
    folder: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    build(folder, locales_dir(), sequence=0)
    for key in private:
        sign(folder, key)
    refused("pack_older", folder, packs, keys)


def test_expiry_warns_and_installs(signed: Path, packs: Path, keys: ContentKeys) -> None:
    found = put(signed, packs, keys, today=date(2099, 1, 1))
    assert found.warnings == ("pack_expired",)


def change_zip(signed: Path, out: Path, change: Callable[[zipfile.ZipFile], None]) -> Path:
    bundle(signed, out)
    with zipfile.ZipFile(out, "a") as archive:
        change(archive)
    return out


@pytest.mark.parametrize(
    "name", ["../evil.json", "/abs.json", "texts/../../evil.json", "run.py", "a\\b.json", "texts/"]
)
def test_archive_paths_are_refused(
    signed: Path, packs: Path, keys: ContentKeys, tmp_path: Path, name: str
) -> None:
    path = change_zip(signed, tmp_path / "x.zip", lambda archive: archive.writestr(name, b"{}"))
    refused("pack_names", path, packs, keys)
    assert not (tmp_path / "evil.json").exists()


def test_an_extra_file_is_refused(signed: Path, packs: Path, keys: ContentKeys) -> None:
    (signed / "extra.json").write_bytes(b"{}")
    refused("pack_names", signed, packs, keys)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(
    signed: Path, packs: Path, keys: ContentKeys, tmp_path: Path
) -> None:
    path = change_zip(
        signed, tmp_path / "x.zip", lambda archive: archive.writestr("cards.json", b"{}")
    )
    refused("pack_names", path, packs, keys)


def test_sizes_are_capped(signed: Path, packs: Path, keys: ContentKeys, tmp_path: Path) -> None:
    big = b" " * (8 * 1024 * 1024 + 1)
    path = change_zip(signed, tmp_path / "x.zip", lambda archive: archive.writestr("big.json", big))
    refused("pack_too_large", path, packs, keys)
    (signed / "big.json").write_bytes(big)
    refused("pack_too_large", signed, packs, keys)


def test_links_are_refused(signed: Path, packs: Path, keys: ContentKeys, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_bytes(b"{}")
    (signed / "link.json").symlink_to(tmp_path / "secret.json")
    refused("pack_names", signed, packs, keys)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_files_that_are_no_pack(
    packs: Path, keys: ContentKeys, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    packs.mkdir(parents=True)
    with pytest.raises(UserError) as caught:
        put(tmp_path / "x.zip", packs, keys)
    assert caught.value.code in {"file_unreadable", "pack_damaged"}
    refused("file_missing", tmp_path / "none", packs, keys)


def test_an_altered_installed_pack_is_not_used(
    signed: Path, packs: Path, keys: ContentKeys
) -> None:
    pack = put(signed, packs, keys).pack
    target = packs / pack.sha256 / "texts" / "th.json"
    target.write_bytes(target.read_bytes() + b" ")
    for named in (pack.sha256, "../../etc", "0" * 64):
        with pytest.raises(UserError, match=r"pack_damaged|file_unreadable"):
            load_installed(packs, named, keys)


def test_a_damaged_one_is_put_right_and_a_sound_one_stays(
    signed: Path, packs: Path, keys: ContentKeys
) -> None:
    """Never a moment without it: what lies there sound is not touched."""
    pack = put(signed, packs, keys).pack
    target = packs / pack.sha256 / "cards.json"
    whole, number = target.read_bytes(), target.stat().st_ino
    put(signed, packs, keys)
    assert target.stat().st_ino == number
    target.write_bytes(whole + b" ")
    assert put(signed, packs, keys).pack == pack
    assert target.read_bytes() == whole
    assert [path.name for path in packs.iterdir()] == [pack.sha256]


def test_damaged_recordings_are_put_right(
    folder: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    """They are checked when they are heard: who installs the pack again wants them to be whole."""
    book = folder / "clips" / "th.zip"
    book.parent.mkdir()
    book.write_bytes(b"invented recordings")
    build(folder, locales_dir(), sequence=2)
    for key in private:
        sign(folder, key)
    pack = put(folder, packs, keys).pack
    target = packs / pack.sha256 / "clips" / "th.zip"
    target.write_bytes(b"damaged  recordings")
    assert put(folder, packs, keys).pack == pack
    assert target.read_bytes() == book.read_bytes()


@pytest.mark.parametrize("stray", [".DS_Store", "Thumbs.db", "texts/desktop.ini"])
def test_a_stray_file_beside_the_files_changes_nothing(
    signed: Path, packs: Path, keys: ContentKeys, stray: str
) -> None:
    pack = put(signed, packs, keys).pack
    (packs / pack.sha256 / stray).write_bytes(b"left by a file manager")
    assert load_installed(packs, pack.sha256, keys) == pack


def test_what_cannot_be_noted_is_not_installed(
    signed: Path, packs: Path, keys: ContentKeys
) -> None:
    def full(_pack: Pack) -> None:
        raise UserError("disk_full")

    with pytest.raises(UserError, match="disk_full"):
        install(signed, packs, keys, TODAY, History(1, ()), full)
    assert list(packs.iterdir()) == []


def test_old_packs_stay_for_old_records(
    signed: Path, packs: Path, keys: ContentKeys, private: tuple[Ed25519PrivateKey, ...]
) -> None:
    old = put(signed, packs, keys).pack
    build(signed, locales_dir(), sequence=4)
    for key in private[1:]:
        sign(signed, key)
    new = put(signed, packs, keys).pack
    assert load_installed(packs, new.sha256, keys) == new
    assert load_installed(packs, old.sha256, keys) == old


def test_keys_are_made_and_read(tmp_path: Path) -> None:
    names = [tmp_path / f"{n}.pem" for n in range(3)]
    made = [make_key(path, path.with_suffix(".pub"), PASS) for path in names]
    assert names[0].stat().st_mode & 0o777 == 0o600
    assert key_id(read_key(names[0], PASS).public_key()) == made[0]
    with pytest.raises(UserError, match="content_key_wrong"):
        read_key(names[0], "another invented passphrase")
    with pytest.raises(UserError, match="out_exists"):
        make_key(names[0], tmp_path / "new.pub", PASS)
    with pytest.raises(UserError, match="file_missing"):
        read_key(tmp_path / "none.pem", PASS)
    with pytest.raises(UserError, match="content_key_wrong"):
        read_public_key(names[0])
    keys = ContentKeys.of(*(read_public_key(path.with_suffix(".pub")) for path in names))
    (tmp_path / "keys.json").write_bytes(dump_content_keys(keys))
    assert set(read_content_keys(tmp_path / "keys.json").keys) == set(made)
    with pytest.raises(UserError, match="content_keys_wrong"):
        ContentKeys.of(*[read_public_key(names[0].with_suffix(".pub"))] * 3)


def test_key_files_of_another_form(tmp_path: Path, keys: ContentKeys) -> None:
    raw = json.loads(dump_content_keys(keys))
    path = tmp_path / "keys.json"
    spoiled = [
        {**raw, "keys": raw["keys"][:2]},
        {**raw, "keys": [raw["keys"][0]] * 3},
        {**raw, "needed": 1},
        {**raw, "format": "other"},
        {**raw, "keys": [{**raw["keys"][0], "id": "0" * 16}, *raw["keys"][1:]]},
        {**raw, "keys": [{**raw["keys"][0], "ed25519": "?"}, *raw["keys"][1:]]},
        {},
        [],
    ]
    for content in spoiled:
        path.write_text(json.dumps(content), encoding="ascii")
        with pytest.raises(UserError, match="content_keys_wrong"):
            read_content_keys(path)
