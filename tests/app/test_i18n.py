# SPDX-License-Identifier: MIT
"""Catalogues, live switching, the invented languages and the sentences of errors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import (
    PSEUDO_ACCENTS,
    PSEUDO_MIRRORED,
    SENTENCES,
    Translator,
    folder_of,
    sentence,
    tag_of,
)
from app.i18n.pseudo import pseudo
from app.i18n.tag import fallbacks
from tests.contracts.test_error_text import placeholders


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two catalogues: ``ja`` and ``zh_Hans``."""
    for folder, word in (("ja", "次へ"), ("zh_Hans", "下一步")):
        catalog = Catalog(locale=folder)
        catalog.add("Next", word)
        catalog.add(("{count} page", "{count} pages"), ("{count}ページ",))
        out = io.BytesIO()
        write_mo(out, catalog)
        place = tmp_path / folder / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "officer.mo").write_bytes(out.getvalue())
    return tmp_path


@pytest.mark.parametrize(
    ("tag", "folder"),
    [
        ("zh-Hans", "zh_Hans"),
        ("es-419", "es_419"),
        ("pt-BR", "pt_BR"),
        ("ja-x-easy", "ja_easy"),
        ("th", "th"),
    ],
)
def test_tags_and_folders(tag: str, folder: str) -> None:
    assert folder_of(tag) == folder
    assert tag_of(folder) == tag


def test_shorter_tags_serve_longer_ones() -> None:
    assert list(fallbacks("zh-Hant-TW")) == ["zh-Hant-TW", "zh-Hant", "zh"]
    assert list(fallbacks("ja-x-easy")) == ["ja-x-easy", "ja"]


def test_a_handed_out_method_follows_the_language(root: Path) -> None:
    translator = Translator("officer", "ja", root)
    tr = translator.gettext
    assert tr("Next") == "次へ"
    translator.set_language("zh-Hans")
    assert tr("Next") == "下一步"
    assert translator.ngettext("{count} page", "{count} pages", 3) == "{count}ページ"
    translator.set_language("en")
    assert tr("Next") == "Next"
    assert translator.ngettext("{count} page", "{count} pages", 1) == "{count} page"
    assert translator.language == "en"


def test_missing_words_stay_english_and_nothing_stays_nothing(root: Path) -> None:
    translator = Translator("officer", "ja-x-easy", root)
    assert translator.gettext("Next") == "次へ"
    assert translator.gettext("Not there") == "Not there"
    assert translator.gettext("") == ""
    assert Translator("person", "ja", root).gettext("Next") == "Next"


def test_the_invented_languages(root: Path) -> None:
    translator = Translator("officer", PSEUDO_ACCENTS, root)
    text = translator.gettext("Page {page} of {pages}")
    assert placeholders(text) == {"page", "pages"}
    assert text.startswith("[")
    assert len(text) > len("Page {page} of {pages}") * 1.3
    assert "{count}" in translator.ngettext("{count} page", "{count} pages", 2)
    translator.set_language(PSEUDO_MIRRORED)
    assert translator.gettext("Next") == "\u202eNext\u202c"
    with pytest.raises(ValueError, match="ja"):
        pseudo("Next", "ja")


@given(st.text(st.characters(exclude_characters="{}"), max_size=40))
def test_pseudo_keeps_placeholders(words: str) -> None:
    text = pseudo(f"{words}{{case}}{words}", PSEUDO_ACCENTS)
    assert text.count("{case}") == 1


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_sentence_can_be_filled(code: str) -> None:
    params = dict.fromkeys(placeholders(SENTENCES[code]), "見本 SAMPLE")
    text = sentence(code, params, str)
    assert "{" not in text
    assert text.endswith((".", "?"))


def test_an_unknown_code_is_still_a_sentence(root: Path) -> None:
    words = Translator("officer", "ja", root).sentence("new_code", {})
    assert words.endswith("(new_code)")


def test_a_missing_parameter_does_not_hide_the_sentence() -> None:
    assert "…" in sentence("record_sealed", {}, str)


@pytest.mark.parametrize("data", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_damaged_catalogue_lets_english_stand(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    path = tmp_path / "km" / "LC_MESSAGES" / "person.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert Translator("person", "km", tmp_path).gettext("Pause") == "Pause"
    assert "km/person.mo is damaged" in caplog.text
