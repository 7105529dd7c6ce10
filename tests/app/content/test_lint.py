# SPDX-License-Identifier: MIT
"""Lint: the built-in pack is clean, and every check catches what it is for."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.content.checks.pack_index import PackFault, PackIndex
from app.content.checks.reference import cited, obligations
from app.content.checks.rights import choice
from app.content.checks.texts import promises
from app.content.draft import PackDraft
from app.content.lint import catalogue_faults, data_faults, lint, unanswerable
from app.domain.pack import Item, Pack
from app.domain.parse import AnswerError, parse_answer
from app.domain.value import Answer, Json
from app.paths import locales_dir

TODAY = date(2026, 11, 25)
FaultsAfter = Callable[[str, Callable[[Any], None]], list[PackFault]]


def item(script: Any, name: str) -> Any:
    return next(raw for raw in script["items"] if raw["id"] == name)


def named(entries: list[Any], name: str) -> Any:
    return next(entry for entry in entries if entry["id"] == name)


def test_the_built_in_data_has_no_fault(draft: PackDraft) -> None:
    assert list(data_faults(draft)) == []


def test_the_catalogues_are_built_in(draft: PackDraft) -> None:
    assert catalogue_faults(draft, locales_dir(), TODAY) == []


def change(path: str, value: Any) -> Callable[[Any], None]:
    """Set ``a/b/0`` to a value; the first list step may be an id."""

    def run(raw: Any) -> None:
        *way, last = path.split("/")
        for step in way:
            raw = _step(raw, step)
        raw[int(last) if isinstance(raw, list) else last] = value

    return run


def _step(raw: Any, step: str) -> Any:
    if not isinstance(raw, list):
        return raw[step]
    return raw[int(step)] if step.isdigit() else named(raw, step)


CONTROLS = [
    # file, place, value, check that must speak
    ("script", "items/SAFE-01/id", "safe-1", "item"),
    ("script", "items/SAFE-01/phase", "NEED", "item"),
    ("script", "items/SAFE-02/id", "SAFE-01", "item"),
    ("script", "items/SAFE-01/audience", "friend", "item"),
    ("script", "items/SAFE-01/group", "gossip", "item"),
    ("script", "items/SAFE-01/gate", "ajar", "item"),
    ("script", "items/SAFE-01/statistics", ["shoe_size"], "item"),
    ("script", "items/SAFE-01/iom", [99], "item"),
    ("script", "items/SAFE-01/screening", "yes", "item"),
    ("script", "items/SAFE-01/type", "essay", "item"),
    ("script", "items/SAFE-01/basis", [], "obligation"),
    ("script", "items/SAFE-01/basis", ["O-999"], "obligation"),
    ("script", "items/SAFE-01/level", 0, "level"),
    ("script", "items/NEED-05a/condition", None, "level"),
    ("script", "items/WORK-06/lead_in", None, "lead_in"),
    ("script", "items/SAFE-01/lead_in", "LEAD-NONE", "lead_in"),
    ("recipients", "held_against/readers", ["nobody"], "recipient"),
    ("recipients", "held_against/values", {"WORK-01.sector": ["plane"]}, "recipient"),
    ("script", "items/SAFE-08/release/besides", "gossip", "value_group"),
    ("script", "items/SAFE-01/text/ja", "", "text"),
    ("script", "items/SAFE-01/text/ja", "only latin letters here", "text"),
    ("script", "items/SAFE-01/text/ja_easy", None, "text"),
    ("script", "items/SAFE-01/text/ja", "今は安全ですか。\n本当に安全ですか。", "lines"),
    ("cards", "cards/CARD-05/text/ja", "一行だけです。", "lines"),
    (
        "cards",
        "cards/CARD-05/text/ja_easy",
        "一{いち}。\n\n二{に}。\n三{さん}。\n四{よん}。",
        "lines",
    ),
    ("script", "items/SAFE-01/text/en", "Do you feel safe, {officer_name}?", "placeholder"),
    ("script", "items/SAFE-01/text/en", "Do not worry. Do you feel safe?", "promise"),
    ("script", "items/SAFE-01/text/ja", "必ず許可されます。", "promise"),
    ("script", "items/SAFE-01/text/ja_easy", "今、話してもいいですか。", "ja_easy"),
    ("script", "items/SAFE-01/text/ja_easy", "いま{now is}、いいですか。", "ja_easy"),
    ("script", "items/SAFE-01/text/ja_easy", "いま{いま、いいですか。", "ja_easy"),
    ("script", "items/SAFE-01/text/ja_easy", "とてもながい" * 12, "ja_easy"),
    ("script", "items/SAFE-01/evidence", [{"code": "D9.x", "when": ["no"]}], "rule"),
    ("script", "items/SAFE-02/flags", [{"id": "unsafe_here", "when": []}], "rule"),
    ("script", "items/SAFE-02/flags", [{"id": "unsafe_here", "when": ["perhaps"]}], "rule"),
    ("script", "items/SAFE-02/flags", [{"id": "unsafe_here", "when": [{"lt": 3}]}], "rule"),
    ("script", "items/SAFE-01/flags", [], "polarity"),
    ("script", "items/SAFE-01/condition", {"eval": "1"}, "condition"),
    ("script", "items/SAFE-01/condition", {"all": []}, "condition"),
    ("script", "items/SAFE-01/condition", {"answer": "NONE-01", "in": ["yes"]}, "condition"),
    ("script", "items/SAFE-01/condition", {"answer": "SAFE-02", "in": ["maybe"]}, "condition"),
    ("script", "items/SAFE-01/condition", {"age": "old"}, "condition"),
    ("script", "items/SAFE-01/condition", {"nationality": "Japan"}, "condition"),
    ("script", "items/SAFE-01/condition", {"agency": ["army"]}, "condition"),
    ("script", "items/SAFE-01/condition", {"sex": ["female"]}, "condition"),
    ("script", "items/SAFE-01/condition", {"consent": "press", "in": ["all"]}, "condition"),
    ("script", "items/SAFE-01/condition", {"flag": "none"}, "condition"),
    ("script", "items/SAFE-01/condition", {"not": {"sign": "none"}}, "condition"),
    ("script", "items/SAFE-01/condition", {"event": "lunch"}, "condition"),
    ("script", "items/SAFE-01/condition", {"script": "long"}, "condition"),
    ("script", "order/0", "NOPE", "path"),
    ("script", "paths/short/0", "NOPE", "path"),
    ("script", "paths/short/3", {"jump": "CLOS"}, "path"),
    ("script", "paths/short/4", "RECR-01", "consent_first"),
    ("script", "paths/short/1", "SAFE-04", "language_first"),
    ("script", "paths/embarkation/2", "EMB-01", "reachable"),
    ("script", "child_allowed", ["CTRL-01"], "child"),
    ("script", "items/SAFE-01/variants", {"army": {"note": {}}}, "text"),
    ("cards", "cards/CARD-01/text/en", "word " * 140, "card"),
    ("cards", "cards/CARD-01/text/en", "Call 0120-924-839 now.", "card"),
    ("cards", "cards/CARD-01/legal_review_points", [], "card"),
    ("cards", "cards/CARD-01/id", "CARD-99", "card"),
    ("script", "shared_texts/TELL-BACK/id", "TELL-BACK-2", "card"),
    ("cards", "cards/CARD-01/show_when", {"flag": "none"}, "condition"),
    ("cards", "variables/wcsc/values", [], "text"),
    ("cards", "child_cards", ["CARD-99"], "child"),
    ("recipients", "recipients/wcsc/groups_never", [], "recipient"),
    ("recipients", "recipients/wcsc/groups_separate", [], "recipient"),
    ("recipients", "recipients/ngo/groups_separate", [], "recipient"),
    ("roles", "roles/by_name", ["contact_location"], "legal_basis"),
    ("recipients", "recipients/wcsc/layout", "poster", "recipient"),
    ("recipients", "recipients/wcsc/consent_item", "REFR-03", "recipient"),
    ("recipients", "recipients/wcsc/consent_item", "NONE-01", "recipient"),
    ("recipients", "recipients/wcsc/consent_values", ["often"], "recipient"),
    ("recipients", "recipients/wcsc/legal_bases", ["custom"], "recipient"),
    ("recipients", "recipients/wcsc/items_never", [], "recipient"),
    ("recipients", "recipients/embassy/consent_map/papers", {"groups": ["account"]}, "recipient"),
    ("recipients", "recipients/wcsc/id", "shelter", "recipient"),
    ("legal_bases", "bases", [], "legal_basis"),
    ("legal_bases", "bases/danger_to_life/recipients", ["press"], "legal_basis"),
    ("legal_bases", "bases/accusation_duty/countersign", False, "legal_basis"),
    ("legal_bases", "bases/danger_to_life/who", ["army"], "legal_basis"),
    ("flags", "flags/unsafe_here/severity", "pink", "flag"),
    ("flags", "flags/unsafe_here/blocks_closing", False, "flag"),
    ("flags", "flags/unsafe_here/id", "never_raised", "flag"),
    ("flags", "flags/unsafe_here/actions/en", [], "make_safe"),
    ("flags", "emergency_numbers/police", "911", "contact"),
    ("timers", "timers/iom_48h/id", "iom", "timer"),
    ("timers", "timers/iom_48h/start", {"answer": "NONE-01", "in": ["all"]}, "condition"),
    ("indicators", "codes/0/grade", {"adult_labour": "huge"}, "indicator"),
    ("indicators", "codes/0/code", "D1.unreached", "indicator"),
    ("indicators", "forced_labour", [], "indicator"),
    ("statistics", "fields/1/items", ["NONE-01"], "statistics"),
    ("statistics", "fields/1/items", ["SAFE-01"], "statistics"),
    ("statistics", "fields/1/field", "gender", "statistics"),
    ("languages", "languages/0/direction", "down", "language"),
    ("languages", "languages/0/endonym", "", "language"),
    ("languages", "languages/6/tag", "xx", "language"),
    ("languages", "languages/19/direction", "ltr", "language"),
    ("languages", "order/isa", ["fil"], "language"),
    ("directory", "contacts/D01/phone", "one one zero", "contact"),
    ("directory", "contacts/D01/source", "", "contact"),
    ("directory", "contacts/D01/as_of", "yesterday", "contact"),
    ("directory", "contacts/D01/languages", ["xx"], "contact"),
    ("directory", "contacts/D01/verified", True, "contact"),
    ("directory", "contacts/D01/id", "D02", "contact"),
    ("directory", "contacts/D01/name/ja_easy", "警察", "ja_easy"),
    ("ledger", "rows/O-012/id", "O-999", "ledger"),
    ("ledger", "rows/O-012/id", "O-013", "ledger"),
    ("ledger", "rows/O-012/by", {}, "ledger"),
    ("ledger", "rows/O-012/by/items", [], "ledger"),
    ("ledger", "rows/O-012/by/items", ["NONE-01"], "ledger"),
    ("ledger", "rows/O-012/by/rules", ["good_will"], "ledger"),
    ("ledger", "rows/O-012/by/screens", ["nowhere"], "ledger"),
    ("ledger", "rows/O-012/by/wishes", ["x"], "ledger"),
    ("ledger", "rows/O-188/by/cases", ["13-nowhere"], "ledger"),
    ("ledger", "rows/O-012/tests", [], "ledger"),
    ("ledger", "rows/O-012/tests", ["somewhere"], "ledger"),
    ("ledger", "rows/O-012/source", "XX99 1", "ledger"),
    ("ledger", "rows/O-012/title/ja", "", "text"),
    ("ledger", "rows/O-012/out", {"en": "not ours", "ja": "対象外"}, "ledger"),
    ("script", "version", "2027.1.1", "manifest"),
    ("script", "items/SAFE-01/evidence", [{"when": ["no"]}], "form"),
]


@pytest.mark.parametrize(("name", "place", "value", "check"), CONTROLS, ids=lambda v: str(v)[:40])
def test_each_check_catches_its_fault(
    faults_after: FaultsAfter, name: str, place: str, value: Any, check: str
) -> None:
    assert check in {fault.check for fault in faults_after(name, change(place, value))}


def test_two_options_that_read_the_same(faults_after: FaultsAfter) -> None:
    def same(script: Any) -> None:
        options = item(script, "LANG-02")["options"]
        options[0]["en"] = options[1]["en"]

    assert any("read the same" in fault.what for fault in faults_after("script", same))


def test_consents_are_told_back_where_the_pack_knows_it(faults_after: FaultsAfter) -> None:
    def some(cards: Any) -> None:
        named(cards["cards"], "CARD-01")["tell_back"] = True
        named(cards["cards"], "CARD-09")["tell_back"] = False

    found = {(f.check, f.where) for f in faults_after("cards", some)}
    assert ("tell_back", "CARD-09") in found
    assert ("tell_back", "CARD-01") not in found


def test_a_question_that_must_be_answered_is_noticed(pack: Pack) -> None:
    def strict(item: Item, raw: Json, recipients: Any) -> Answer:
        if item.id == "WORK-07" and raw == "declined":
            raise AnswerError("state_not_allowed", item=item.id, part="", expected="yes, no")
        return parse_answer(item, raw, recipients)

    assert list(unanswerable(pack)) == []
    assert [(f.check, f.where) for f in unanswerable(pack, strict)] == [("states", "WORK-07")]


@pytest.mark.parametrize(
    "words",
    [
        "May I tell Immigration?",
        "Do you agree that we notify the police?",
        "入管{にゅうかん}に言{い}ってもいいですか。",
        "通報に同意しますか。",
    ],
)
def test_words_of_a_choice(words: str) -> None:
    assert choice(words)


def test_words_that_tell_a_duty() -> None:
    assert not choice("The law may require me to tell Immigration. I will tell you first.")
    assert not choice("法律により、入管に知らせなければならないことがあります。")


PRESSING = [
    "You must answer this.",
    "If you do not cooperate, we cannot help you.",
    "Tell me the truth.",
    "Why didn't you run away?",
    "話さないと、助けられません。",
    "正直に言ってください。",
    "どうして逃げなかったのですか。",
]


@pytest.mark.parametrize("words", PRESSING)
def test_words_that_press(words: str) -> None:
    assert "pressure" in {fault.check for fault in promises(words, "x")}


PROMISING = [
    "You are safe now.",
    "It is completely confidential.",
    "We will arrest him.",
    "だれにも言いません。",
    "もう安全です。",
    "強制送還されません。",
]


@pytest.mark.parametrize("words", PROMISING)
def test_words_that_promise(words: str) -> None:
    assert "promise" in {fault.check for fault in promises(words, "x")}


def test_a_step_without_its_condition(faults_after: FaultsAfter) -> None:
    def bare(script: Any) -> None:
        step = next(s for s in script["paths"]["full"] if isinstance(s, dict) and "insert" in s)
        step["when"] = None

    assert any("without its condition" in fault.what for fault in faults_after("script", bare))


TRANSLATED = [
    ("SAFE-01/text", ["x", "draft-machine", "0" * 16], "stale"),
    ("NONE-01/text", ["x", "draft-machine", "0" * 16], "translation"),
    ("SAFE-01/text", ["x", "perfect", "0" * 16], "translation"),
    ("SAFE-01/text", "x", "translation"),
    ("SAFE-01/text", ["", "draft-machine", "0" * 16], "translation"),
    ("SAFE-01/text", ["a\u202eb", "draft-machine", "0" * 16], "translation"),
    ("SAFE-01/text", ["<b>x</b>", "draft-machine", "0" * 16], "translation"),
    ("SAFE-01/text", ["e\u0301", "draft-machine", "0" * 16], "translation"),
    ("SAFE-01/text", ["x {wcsc}", "draft-machine", "0" * 16], "placeholder"),
    ("SAFE-01/text", ["絶対", "draft-machine", "0" * 16], "promise"),
    ("SAFE-01/text", ["x\ny", "draft-machine", "0" * 16], "lines"),
    ("CARD-05/text", ["x", "draft-machine", "0" * 16], "lines"),
    ("CARD-05/text", ["1\n2\n \n4\n5", "draft-machine", "0" * 16], "lines"),
]


@pytest.mark.parametrize(("key", "entry", "check"), TRANSLATED, ids=lambda v: ascii(v)[:30])
def test_faults_of_translations(draft: PackDraft, key: str, entry: Any, check: str) -> None:
    texts = copy.deepcopy(draft.texts)
    texts["th"][key] = entry
    found = [f for f in data_faults(replace(draft, texts=texts)) if f.where == f"th {key}"]
    assert check in {fault.check for fault in found}


def test_a_language_that_the_picker_lacks(draft: PackDraft) -> None:
    found = data_faults(replace(draft, texts={**draft.texts, "xx": {}}))
    assert ("translation", "xx") in {(fault.check, fault.where) for fault in found}


def test_the_manifest_must_name_what_is_there(draft: PackDraft) -> None:
    manifest = copy.deepcopy(draft.manifest)
    manifest["files"]["cards.json"] = "0" * 64
    del manifest["files"]["flags.json"]
    manifest["files"]["extra.json"] = "0" * 64
    found = {
        f.where for f in data_faults(replace(draft, manifest=manifest)) if f.check == "manifest"
    }
    assert found == {"cards.json", "flags.json", "extra.json"}


def test_catalogues_that_changed_since_the_build(draft: PackDraft, tmp_path: Path) -> None:
    target = tmp_path / "th" / "LC_MESSAGES" / "content.po"
    target.parent.mkdir(parents=True)
    original = (locales_dir() / "th" / "LC_MESSAGES" / "content.po").read_text(encoding="utf-8")
    changed = original.replace('msgid "Best language"', 'msgid "The best language"', 1)
    changed = changed.replace('msgctxt "LANG-01.others/text"', 'msgctxt "LANG-01.gone/text"', 1)
    target.write_text(changed, encoding="utf-8")
    only_thai = replace(draft, texts={"th": draft.texts["th"]})
    found = {(f.check, f.where) for f in catalogue_faults(only_thai, tmp_path, TODAY)}
    assert ("stale", "th LANG-01.best/text") in found
    assert ("catalogue", "th LANG-01.gone/text") in found  # unknown now
    assert ("catalogue", "th LANG-01.others/text") in found  # in the pack only


def test_obligations_that_are_cited_exist(draft: PackDraft) -> None:
    there = obligations()
    assert len(there) == 206
    found = cited(PackIndex(draft))
    assert set(found) <= set(there)
    assert len(found) > 150
    assert "SAFE-01" in {name for names in found.values() for name in names}


def test_faulty_data_is_reported_and_not_walked(folder: Path) -> None:
    path = folder / "script.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"SAFE-07"', '"SAFE-7"'), encoding="utf-8"
    )
    found = lint(folder, today=TODAY)
    assert not found.ok
    assert found.walks == ()
    assert not found.proofs()["no dead end"]
    assert any(line.startswith("FAULT ") for line in found.lines())
    assert found.data()["faults"]


def test_at_most_25_obligations_are_out_of_scope(faults_after: FaultsAfter) -> None:
    def drop(number: int) -> Callable[[Any], None]:
        def run(ledger: Any) -> None:
            inside = [row for row in ledger["rows"] if "out" not in row]
            already = len(ledger["rows"]) - len(inside)
            for row in inside[: number - already]:
                del row["by"], row["tests"]
                row["out"] = {"en": "not ours", "ja": "対象外"}

        return run

    assert faults_after("ledger", drop(25)) == []
    (fault,) = faults_after("ledger", drop(26))
    assert str(fault) == "ledger.json: 26 out of scope, at most 25 [ledger]"


def test_a_missing_row_is_named(faults_after: FaultsAfter) -> None:
    (fault,) = faults_after("ledger", lambda ledger: ledger["rows"].pop(11))
    assert str(fault) == "obligation O-012: missing: not accounted for [ledger]"
