# SPDX-License-Identifier: MIT
"""Build, catalogues and options."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.content import load, load_builtin
from app.content.build import HASH_MODULE, build, compile_texts, write_hash_module
from app.content.builtin_hash import BUILTIN_SHA256
from app.content.catalogue import (
    CatalogueEntry,
    catalogue_path,
    entries,
    read_entries,
    translated_tags,
    write_entries,
)
from app.content.draft import PackDraft, read_draft
from app.content.options import options
from app.domain.pack import Pack
from app.domain.text import Status
from app.errors import UserError
from app.ids import ItemId, LangTag
from app.paths import locales_dir, program_root

KM = "si"  # a language without texts


def code_of(caught: pytest.ExceptionInfo[UserError]) -> str:
    return caught.value.code


def test_building_the_built_in_pack_again_gives_the_same_hash(folder: Path) -> None:
    assert build(folder, locales_dir(), sequence=3) == BUILTIN_SHA256 == load_builtin().sha256
    assert load(folder) == load_builtin()


def test_the_hash_module_is_as_written(tmp_path: Path) -> None:
    write_hash_module(tmp_path / "hash.py", BUILTIN_SHA256)
    kept = (program_root() / "app" / "content" / "builtin_hash.py").read_text(encoding="utf-8")
    assert (
        (tmp_path / "hash.py").read_text(encoding="utf-8")
        == kept
        == HASH_MODULE.format(sha256=BUILTIN_SHA256)
    )


def test_sequence_expiry_and_id_change_the_hash(folder: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    first = build(folder, none, sequence=1)
    second = build(folder, none, sequence=2, expires=date(2030, 1, 1), pack_id="hq-pack")
    pack = load(folder)
    assert first != second == pack.sha256
    assert (pack.id, pack.sequence, pack.expires) == ("hq-pack", 2, date(2030, 1, 1))
    build(folder, none, sequence=3)
    assert load(folder).expires == date(2030, 1, 1)  # kept
    assert pack.languages == ("en", "ja", "ja_easy")


def test_an_empty_table_of_legal_bases_is_refused(folder: Path) -> None:
    (folder / "legal_bases.json").write_text('{"version": "1", "bases": []}', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        build(folder, locales_dir(), sequence=1)
    assert code_of(caught) == "pack_table_empty"


def test_stale_and_unknown_translations_are_refused(draft: PackDraft) -> None:
    english = draft.sources["SAFE-01/text"]["en"]
    good = CatalogueEntry("SAFE-01/text", english, "x", Status.DRAFT_MACHINE)
    assert compile_texts("km", {good.key: good}, draft.sources)[good.key][:2] == [
        "x",
        "draft-machine",
    ]
    stale = CatalogueEntry("SAFE-01/text", "Is it safe?", "x", Status.DRAFT_MACHINE)
    with pytest.raises(UserError, match="translation_stale"):
        compile_texts("km", {stale.key: stale}, draft.sources)
    unknown = CatalogueEntry("NONE-01/text", "x", "x", Status.DRAFT_MACHINE)
    with pytest.raises(UserError, match="translation_unknown"):
        compile_texts("km", {unknown.key: unknown}, draft.sources)


def test_a_partial_language_has_no_texts_in_the_picker(
    folder: Path, tmp_path: Path, draft: PackDraft
) -> None:
    english = draft.sources["SAFE-01/text"]["en"]
    path = catalogue_path(tmp_path, KM, "content")
    write_entries(
        path,
        KM,
        {
            "a": CatalogueEntry(
                "SAFE-01/text", english, "x", Status.REVIEWED_NATIVE, "A. SAMPLE", "2026-11-24"
            )
        },
    )
    build(folder, tmp_path, sequence=1)
    pack = load(folder)
    wording = pack.items[ItemId("SAFE-01")].text.get(LangTag(KM))
    assert wording is not None
    assert wording.status.reviewed
    assert not pack.picker[LangTag(KM)].has_text


def test_catalogues_survive_writing(tmp_path: Path) -> None:
    path = locales_dir() / "th" / "LC_MESSAGES" / "content.po"
    made = {entry.key: entry for entry in read_entries(path)}
    assert len(made) == 1255
    again = catalogue_path(tmp_path, "th", "content")
    write_entries(again, "th", made)
    assert {entry.key: entry for entry in read_entries(again)} == made
    assert {"fil", "th"} <= set(translated_tags(locales_dir()))
    assert len(list(entries(locales_dir(), "th"))) == 1255 + 40


@pytest.mark.parametrize(
    "data",
    [
        b'msgid "x\nmsgstr',
        b"\xff\xfe\x00",
        b'#. status: perfect\nmsgctxt "a"\nmsgid "b"\nmsgstr "c"\n',
    ],
)
def test_a_damaged_catalogue_is_said(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + data)
    with pytest.raises(UserError, match="catalogue_damaged"):
        list(read_entries(path))


def test_options_of_an_item(pack: Pack) -> None:
    rows = options(pack, ItemId("SAFE-03")) or options(pack, ItemId("CTRL-04"))
    assert rows[0].en
    assert rows[0].ja
    composite = options(pack, ItemId("RECR-03"))
    assert "nothing_promised" in {row.option for row in composite if row.part == "sector"}
    with pytest.raises(UserError, match="item_unknown"):
        options(pack, ItemId("NONE-01"))


def test_missing_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="pack_damaged"):
        read_draft(tmp_path)
    (tmp_path / "big").mkdir()
    (tmp_path / "big" / "script.json").write_bytes(b" " * (8 * 1024 * 1024 + 1))
    with pytest.raises(UserError, match="pack_damaged"):
        read_draft(tmp_path / "big")
