# SPDX-License-Identifier: MIT
"""The shipped fonts: what the manifest says is what lies there, and it covers what people write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.documents.fonts import MANIFEST, FontBook, ancestors
from app.errors import UserError
from app.paths import resources_dir
from tests.app.documents.typeset import book, samples

FOLDER = resources_dir() / "fonts"
ENDONYMS = (
    "日本語 English 简体中文 繁體中文 한국어 Tiếng Việt ภาษาไทย Filipino (Tagalog) Bahasa Indonesia "
    "ភាសាខ្មែរ မြန်မာဘာသာ नेपाली Монгол хэл Português (Brasil) Español Русский Français සිංහල বাংলা "
    "اردو हिन्दी ລາວ Oʻzbekcha தமிழ் རྫོང་ཁ Українська Română العربية فارسی Türkçe Bisaya Ilokano "
    "粵語 తెలుగు മലയാളം ਪੰਜਾਬੀ ꯃꯤꯇꯩꯂꯣꯟ ગુજરાતી ಕನ್ನಡ ଓଡ଼ିଆ አማርኛ ქართული Հայերեն"
)
NAMES = {"ja": "鷗𠮷髙﨑濵栁辻", "zh-Hans": "喆堃镕瑀赟祎翀", "zh-Hant": "瑄妤霈筑翊", "ko": "뷁쀼"}


def test_every_file_has_the_checksum_of_the_manifest() -> None:
    assert book().damaged() == ()


def test_a_changed_or_missing_file_is_found(tmp_path: Path) -> None:
    names = [file.file for file in book().files]
    for name in names:
        shutil.copy(FOLDER / name, tmp_path / name)
    shutil.copy(FOLDER / MANIFEST, tmp_path / MANIFEST)
    (tmp_path / names[0]).unlink()
    data = bytearray((tmp_path / names[1]).read_bytes())
    data[1000] ^= 1
    (tmp_path / names[1]).write_bytes(data)
    assert FontBook.load(tmp_path).damaged() == (names[0], names[1])


def test_nothing_lies_there_that_the_manifest_does_not_name() -> None:
    assert {path.name for path in FOLDER.glob("*.ttf")} == {file.file for file in book().files}


def test_each_font_names_its_source_and_its_licence_text() -> None:
    rows = json.loads((FOLDER / MANIFEST).read_text("utf-8"))["fonts"]
    for row in rows:
        assert row["licence"] == "OFL-1.1"
        assert row["package"]
        assert row["version"]
        licence = (FOLDER / row["licence_file"]).read_text("utf-8")
        assert "SIL OPEN FONT LICENSE" in licence


def test_outlines_are_truetype_and_fixed() -> None:
    for file in book().files:
        assert (FOLDER / file.file).read_bytes()[:4] == b"\x00\x01\x00\x00"
        face = next(f for f in book().chain("en") if f.file == file)
        assert "fvar" not in face.hb_face.table_tags
        assert face.blank


@pytest.mark.parametrize("text", [*samples().values(), ENDONYMS])
def test_samples_and_endonyms_have_glyphs(text: str) -> None:
    assert book().missing(text) == ()


@pytest.mark.parametrize(("lang", "names"), NAMES.items())
def test_characters_of_names_are_in_the_language_s_own_font(lang: str, names: str) -> None:
    own = book().chain(lang)[0]
    assert [name for name in names if not own.has(name)] == []


@pytest.mark.parametrize(
    ("lang", "family"),
    [
        ("ja", "Noto Sans JP"),
        ("ja_easy", "Noto Sans JP"),
        ("ja-x-easy", "Noto Sans JP"),
        ("zh-Hans", "Noto Sans SC"),
        ("zh", "Noto Sans SC"),
        ("zh-Hant", "Noto Sans TC"),
        ("zh-Hant-TW", "Noto Sans TC"),
        ("zh-TW", "Noto Sans TC"),
        ("yue", "Noto Sans TC"),
        ("ko", "Noto Sans KR"),
        ("ur", "Noto Nastaliq Urdu"),
        ("fa", "Noto Naskh Arabic"),
        ("pt-BR", "Noto Sans"),
        ("es-419", "Noto Sans"),
        ("th", "Noto Sans Thai"),
        ("xx-unknown", "Noto Sans"),
    ],
)
def test_the_language_picks_the_family(lang: str, family: str) -> None:
    assert book().family(lang) == family


def test_bold_falls_back_to_regular_of_the_same_family_first() -> None:
    chain = book().chain("ja", bold=True)
    assert [face.name for face in chain[:2]] == ["NotoSansJP-Bold", "NotoSansJP-Regular"]
    assert {face.name for face in chain} == {Path(f.file).stem for f in book().files}


def test_missing_lists_each_character_once_and_no_invisible_one() -> None:
    assert book().missing("a\u200d\u2066\n😀b😀\U0001f468") == ("😀", "\U0001f468")
    assert not book().has("😀")
    assert book().has("𠮷")


def test_a_folder_without_manifest_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="fonts_damaged"):
        FontBook.load(tmp_path)
    (tmp_path / MANIFEST).write_text('{"fonts": [{"file": "x"}]}', "utf-8")
    with pytest.raises(UserError, match="fonts_damaged"):
        FontBook.load(tmp_path)


def test_a_missing_font_file_says_so_when_it_is_needed(tmp_path: Path) -> None:
    shutil.copy(FOLDER / MANIFEST, tmp_path / MANIFEST)
    with pytest.raises(UserError, match="fonts_damaged"):
        FontBook.load(tmp_path).missing("a")


def test_ancestors() -> None:
    assert ancestors("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant", "zh")
    assert ancestors("zh_Hans") == ("zh-Hans", "zh")


def test_qt_loads_every_file_under_the_family_of_the_manifest(qapp: object) -> None:
    from PySide6.QtGui import QFontDatabase

    for file in book().files:
        number = QFontDatabase.addApplicationFont(str(FOLDER / file.file))
        assert QFontDatabase.applicationFontFamilies(number) == [file.family]
        QFontDatabase.removeApplicationFont(number)
