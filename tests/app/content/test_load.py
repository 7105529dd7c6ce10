# SPDX-License-Identifier: MIT
"""Loading packs: what stands in the built-in one, and that nothing damaged loads."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.content import load, load_builtin
from app.content.build import build
from app.content.draft import PackDraft
from app.content.person_text import DIRECTORY, person_texts
from app.content.source import FILES, allowed_name, source_hash
from app.content.text_source import TextSource
from app.domain.condition import AllOf, AnswerIn, Not, NumberTest, SpanTest
from app.domain.pack import Gate, Pack, ValueType
from app.domain.text import EN, JA, JA_EASY, LocalText, Status
from app.errors import UserError
from app.ids import CardId, ItemId, LangTag, PartId, RecipientId
from app.paths import program_root

TH, FIL = LangTag("th"), LangTag("fil")


def test_built_in_counts(pack: Pack) -> None:
    assert (len(pack.items), len(pack.phases), len(pack.cards)) == (166, 21, 20)
    assert (len(pack.recipients), len(pack.legal_bases), len(pack.flags)) == (16, 9, 27)
    assert (len(pack.timers), len(pack.statistics), len(pack.contacts)) == (4, 29, 40 + 2 * 47)
    assert len(pack.indicators.codes) == 67
    assert {"full", "short", "group", "child", "embarkation"} == pack.paths.keys()


def test_an_item_with_everything(pack: Pack) -> None:
    item = pack.items[ItemId("WORK-03")]
    assert item.composite
    assert [part.id for part in item.parts] == ["start", "end", "days_off"]
    assert item.parts[0].format == "clock"
    assert SpanTest(PartId("start"), PartId("end"), 12) in item.evidence[0].when
    assert NumberTest("lt", 4) in item.evidence[2].when
    assert item.gate is Gate.CONTENT


def test_a_plain_item_has_one_part_with_the_empty_id(pack: Pack) -> None:
    item = pack.items[ItemId("SAFE-01")]
    assert [part.id for part in item.parts] == [""]
    assert item.part(None) is item.part(PartId(""))
    assert item.parts[0].type is ValueType.YN4


def test_conditions_are_typed(pack: Pack) -> None:
    condition = pack.items[ItemId("IDEN-06")].condition
    assert isinstance(condition, AllOf)
    assert isinstance(condition.terms[0], Not)
    assert condition.terms[1] == AnswerIn(
        ItemId("CONS-04b"), None, frozenset({"understood", "explained"})
    )


@pytest.mark.parametrize("lang", [EN, JA, JA_EASY, TH, FIL])
def test_texts_in_the_languages_there_are(pack: Pack, lang: LangTag) -> None:
    text = pack.items[ItemId("SAFE-01")].text.get(lang)
    assert text is not None
    assert text.status is Status.DRAFT_MACHINE
    assert pack.cards[CardId("CARD-01")].title.get(lang)


def test_no_language_falls_back_to_another(pack: Pack) -> None:
    text = pack.items[ItemId("SAFE-01")].text
    assert text.get(LangTag("si")) is None
    assert text.first(LangTag("si"), JA).lang == JA


def test_every_translation_has_its_place(pack: Pack, draft: PackDraft) -> None:
    """A key of the catalogues that the loader asks for nowhere would never be shown."""
    texts = set(_keys(pack))
    assert set(draft.sources) <= texts


def _keys(pack: Pack) -> list[str]:
    found: list[str] = []

    def visit(thing: object) -> None:
        if isinstance(thing, LocalText):
            found.append(thing.key)
        elif isinstance(thing, tuple | list | frozenset):
            for member in thing:
                visit(member)
        elif hasattr(thing, "values") and hasattr(thing, "keys"):
            for member in thing.values():
                visit(member)
        elif hasattr(thing, "__slots__"):
            for name in thing.__slots__:
                visit(getattr(thing, name))

    visit(pack)
    return found


def test_picker_shows_all_languages_most_met_first(pack: Pack) -> None:
    for agency, first in (("isa", "fil"), ("police", "ja"), ("jcg", "fil")):
        shown = pack.picker_for(agency)
        assert shown[0].tag == first
        assert len(shown) == len(pack.picker) == 44
    by_tag = pack.picker
    assert by_tag[TH].has_text
    assert by_tag[TH].endonym == "ภาษาไทย"
    assert not by_tag[LangTag("si")].has_text
    assert [tag for tag, language in by_tag.items() if language.rtl] == ["ur", "ar", "fa", "ug"]
    assert by_tag[LangTag("ur")].family == "Noto Nastaliq Urdu"


def test_contacts_are_unverified_and_know_their_age(pack: Pack, draft: PackDraft) -> None:
    assert not any(contact.verified for contact in pack.contacts.values())
    emergency = {c.phone for c in pack.contacts.values() if c.emergency}
    assert emergency == {"110", "118", "119", "189"} == set(pack.emergency_numbers.values())
    police = pack.contacts["D01"]
    assert police.as_of == date(2020, 5, 25)
    assert police.stale(date(2026, 11, 24), pack.contacts_stale_after)
    assert not police.stale(date(2020, 6, 1), pack.contacts_stale_after)
    for key in person_texts(draft.files, DIRECTORY):
        assert pack.contacts[key.removeprefix("contact/")].name.get(TH)


def test_expiry_warns_only(pack: Pack) -> None:
    assert pack.expires is not None
    assert not pack.expired(pack.expires)
    assert pack.expired(date(2099, 1, 1))


def test_embassy_opens_by_its_own_map(pack: Pack) -> None:
    embassy = pack.recipients[RecipientId("embassy")]
    assert embassy.blocked_by_flags == {"fear_of_authorities"}
    assert "everything" in embassy.consent_map


def test_built_in_is_read_once() -> None:
    assert load_builtin() is load_builtin()


def test_loading_needs_nothing_heavy() -> None:
    """The pack is read at start: no catalogue parser, spreadsheet or crypto library may come along."""
    program = (
        "import sys; from app.content import load_builtin; load_builtin();"
        "print([m for m in ('babel','openpyxl','cryptography','sqlalchemy','app.flow') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=program_root(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", [*(f"{name}.json" for name in FILES), "texts/th.json"])
def test_a_changed_file_does_not_load(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UserError) as caught:
        load(folder)
    assert (caught.value.code, caught.value.params) == ("pack_damaged", {"file": name})


@pytest.mark.parametrize("name", ["script.json", "manifest.json", "texts/fil.json"])
def test_a_missing_file_does_not_load(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(UserError, match="pack_damaged"):
        load(folder)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff\xfe", b"{}", b"[" * 100_000])
def test_a_manifest_of_another_shape_does_not_load(folder: Path, data: bytes) -> None:
    (folder / "manifest.json").write_bytes(data)
    with pytest.raises(UserError, match="pack_damaged"):
        load(folder)


@pytest.mark.parametrize(
    "name",
    [
        "../x.json",
        "/etc/x.json",
        "texts/../x.json",
        "a/b.json",
        "x.yaml",
        "texts/.json",
        "C:x.json",
    ],
)
def test_names_that_leave_the_folder_are_refused(folder: Path, name: str) -> None:
    assert not allowed_name(name)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    manifest["files"][name] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(UserError, match="pack_damaged"):
        load(folder)


@pytest.mark.parametrize(
    "condition",
    [{"eval": "1"}, {"answer": "SAFE-01"}, {"age": "old"}, {"all": [], "any": []}, "x", []],
)
def test_conditions_outside_the_closed_set_do_not_load(
    folder: Path, tmp_path: Path, condition: object
) -> None:
    path = folder / "script.json"
    script = json.loads(path.read_bytes())
    script["items"][0]["condition"] = condition
    path.write_text(json.dumps(script), encoding="utf-8")
    build(folder, tmp_path / "none", sequence=1)
    with pytest.raises(UserError, match="pack_damaged"):
        load(folder)


def test_a_translation_that_would_mislead_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    english = "Call {wcsc}."
    fresh = source_hash(english)
    entries = {
        "good": ["{wcsc} x", "reviewed-native", fresh],
        "stale": ["{wcsc} x", "approved-agency", "0" * 16],
        "lost": ["x", "approved-agency", fresh],
        "torn": ["{wcsc} x", "perfect", fresh],
    }
    source = TextSource({"th": json.dumps(entries).encode(), "km": b"{ torn", "vi": b"[]"})

    def status(key: str, lang: str) -> Status | None:
        found = source.text(key, {"en": english}).get(LangTag(lang))
        return found.status if found else None

    assert status("good", "th") is Status.REVIEWED_NATIVE
    assert status("stale", "th") is Status.DRAFT_MACHINE
    assert [status(key, "th") for key in ("lost", "torn", "none")] == [None, None, None]
    assert status("good", "km") is status("good", "vi") is status("good", "xx") is None
    assert "lost in th has other placeholders" in caplog.text
    assert "the texts in km are damaged" in caplog.text
    assert set(source.text("good", {"en": english}).wordings) == {"en", "th"}
