# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index"
"""Every free text that an officer can write has a mark, needs every group, or never enters a record.

Three nets over the tree, each with a text that it must catch: the fields that the fold reads from events,
the free texts that the schema of a record knows, and a talk that holds all of them.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.content import load_builtin
from app.domain.event import EventType
from app.domain.folding import HANDLERS
from app.domain.pack import Pack
from app.domain.value import TextMark
from app.domain.written import written_texts
from app.paths import resources_dir
from app.services.record import record_items
from tests.app.domain.talking import Talk, begun
from tests.contracts.source import ROOT

MARKED, EVERY, INSIDE, CODE = "marked", "every group", "never in a record", "no words of an officer"
#: What each field is that the fold takes from an event. One that is not here is a new text until it is.
CODES = """started: script agency station case_number officer_language language group pack practice
 prepared: assumed, language_chosen: tag, interpreter_set: *, shown: item
 answered: item mode parts shown put not_asked reason, corrected: item mode parts shown put not_asked
 declined: item mode shown put reason, cleared: item, skipped: item, resumed: script, sign_set: sign
 danger_raised: flag by cites, danger_resolved: flag, danger_taken_back: flag
 card_shown: card how person result, consent_withdrawn: recipient
 basis_invoked: recipient basis groups countersigned_by, note_added: item lang timer
 marked: text, mark_removed: text, texts_asked: texts, read_back: result
 status_decided: status agency on, attested: item by how mode, wording_marked: item lang
 clock_anomaly: faults certificate release head, lock_opened: item, sealed: version record_hash
 exported: recipient groups withheld file_sha256, printed_unsigned: recipient groups, pack_moved: dropped regrouped to from"""
TEXTS: Mapping[tuple[str, str], str] = {
    ("corrected", "reason"): MARKED,
    ("danger_resolved", "action"): MARKED,
    ("basis_invoked", "reason"): MARKED,
    ("note_added", "text"): MARKED,
    ("read_back", "reason"): MARKED,
    ("lock_opened", "reason"): MARKED,
    ("danger_taken_back", "reason"): EVERY,
    ("card_shown", "note"): EVERY,
    ("status_decided", "reason"): EVERY,
    ("wording_marked", "comment"): INSIDE,
    ("withdrawn", "reason"): INSIDE,
}
#: The free texts of the schema, by where they stand, and what keeps them.
SCHEMA = {
    "value_text": MARKED,
    "value_check.not_possible": MARKED,
    "value_date.words": MARKED,
    "value_place.text": MARKED,
    "rendered.text": MARKED,  # goes with the words that it renders
    "answer.corrected": MARKED,
    "note.text": MARKED,
    "flag_closed.action": MARKED,
    "read_back.reason": MARKED,
    "unlocked.reason": MARKED,
    "basis.reason": MARKED,
    "reason.reason": MARKED,
    "card_note.notes.note": EVERY,
    "decision_reasons.reasons.reason": EVERY,
    "flag.taken_back.reason": EVERY,
    "flag.action": MARKED,  # format 1 says it with the flag
    "words.text": CODE,  # of the pack: what was shown
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def codes() -> set[tuple[str, str]]:
    found = set()
    for entry in CODES.replace("\n", ",").split(","):
        kind, _, fields = entry.partition(":")
        found |= {(kind.strip(), field) for field in fields.split()}
    return found


def read_fields(source: str) -> dict[str, set[str]]:
    """Function -> the fields that it, or what it calls in its module, reads from an event."""
    functions = {n.name: n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)}

    def fields(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        found: set[str] = set()
        for node in ast.walk(functions[name]):
            if not isinstance(node, ast.Call):
                continue
            called, first = ast.unparse(node.func), (*node.args, None)[0]
            if called == "event.payload.get":
                found |= {ast.literal_eval(first)} if isinstance(first, ast.Constant) else {"?"}
            elif called in {"text_in", "texts_in"}:
                found.add(ast.literal_eval(node.args[1]))
            elif called == "dict" and first and ast.unparse(first) == "event.payload":
                found.add("*")
            elif called in functions.keys() - seen - {name}:
                found |= fields(called, seen | {name})
        return found

    return {name: fields(name) for name in functions}


def folded() -> Iterator[tuple[str, str]]:
    """(event, field) of all that the fold reads."""
    for kind, handler in HANDLERS.items():
        path = ROOT / f"{handler.__module__.replace('.', '/')}.py"
        for field in read_fields(path.read_text("utf-8"))[handler.__name__]:
            yield kind.value, field


def test_every_field_that_the_fold_reads_is_a_code_or_a_known_text() -> None:
    found = {*folded()} | {("withdrawn", "reason")}
    assert found - codes() == {*TEXTS}
    source = "def _sighed(p, s, event):\n return _why(event)\ndef _why(event):\n return text_in(event, 'why')"
    assert read_fields(source)["_sighed"] == {"why"}, "a new text is seen"


def texts_of(schema: Any, where: str = "") -> Iterator[str]:
    """Where a schema lets a free text stand."""
    if isinstance(schema, dict):
        if str(schema.get("$ref", "")).endswith("/text") or schema.get("format") == "account":
            yield where
        for key, member in schema.items():
            named = key not in {"properties", "items", "anyOf", "$defs"}
            yield from texts_of(member, f"{where}.{key}".strip(".") if named else where)
    elif isinstance(schema, list):
        for member in schema:
            yield from texts_of(member, where)


def test_every_free_text_of_a_record_is_known() -> None:
    path = resources_dir() / "schema" / "record-values.json"
    schema = json.loads(path.read_bytes())
    assert {*texts_of(schema)} - {"text"} == {*SCHEMA}
    schema["$defs"]["card"]["properties"]["why"] = {"$ref": "#/$defs/text"}
    assert {*texts_of(schema)} - {"text"} - {*SCHEMA} == {"card.why"}, "a new text is seen"


def whole(pack: Pack, mark: str | None = None) -> Talk:
    """A talk with every text; those that can have one have this mark. A text is named after its place."""
    beside = {"mark": mark} if mark else {}
    talk = begun(pack, "police")
    talk.say("WORK-01", {"what": {"text": "値1", **beside}})
    talk.say("PREP-07", {"not_possible": "値2", **beside})
    talk.say("TRAV-02", {"when": {"words": "値3", **beside}, "from": {"text": "値4", **beside}})
    talk.say("IDEN-01", {"call_name": {"text": "値5", **beside}})
    talk.say("RECR-01", "person_i_knew")
    parts = {"": {"value": "family"}}
    talk.do("corrected", item="RECR-01", parts=parts, mode="read", shown={}, reason="文1", **beside)
    talk.say("SAFE-05", "yes")
    talk.do("danger_resolved", flag="threat_if_speaks", action="文2", **beside)
    talk.do("danger_raised", flag="threat_if_speaks", by="officer", cites=[])
    talk.do("danger_resolved", flag="threat_if_speaks", action="文3", **beside)
    talk.do(
        "basis_invoked", recipient="cgc", basis="danger_to_life", groups=[], reason="文4", **beside
    )
    talk.do("note_added", item="WORK-01", text="文5", lang="ja", **beside)
    talk.do("note_added", item=None, text="文6", lang="ja", **beside)
    talk.do("read_back", result="partial", reason="文7", **beside)
    talk.do("lock_opened", item="CTRL-01", reason="文8", **beside)
    talk.do("danger_raised", flag="interpreter_problem", by="officer", cites=[])
    talk.do("danger_taken_back", flag="interpreter_problem", reason="皆1")
    talk.do("card_shown", card="CARD-03", how="told_back", person=None, result="not", note="皆2")
    talk.do("status_decided", status="possible", agency="", on="", reason="皆3")
    talk.do("wording_marked", item="WORK-01", lang="th", comment="内1")
    return talk


OWN = [*(f"値{n}" for n in range(1, 6)), *(f"文{n}" for n in range(1, 9))]

FREE = "文6"  # a note of no item needs every group, with a mark or without


def holding(pack: Pack, talk: Talk, text: str) -> list[frozenset[str]]:
    """The groups that each disclosure needs in which this text stands."""
    found: list[Any] = []
    for value in record_items(pack, talk.interview).values():
        if f'"{text}"' in json.dumps(value, ensure_ascii=False):
            listed = value.get("groups", [])
            own = [value["group"]] if "group" in value else []
            found.append(frozenset([*(listed if isinstance(listed, list) else []), *own]))
    return found


@pytest.mark.parametrize("mark", TextMark)
def test_a_mark_holds_back_every_text_that_goes_anywhere(pack: Pack, mark: TextMark) -> None:
    group = {"made_to_do": "offences_note", "private": "private"}[mark]
    plain, marked, later = whole(pack), whole(pack, mark.value), whole(pack)
    for written_text in written_texts(pack, later.interview):
        assert written_text.mark is None  # as every event of before the marks
        later.do("marked", text=written_text.name, mark=mark.value)
    for talk in (marked, later):
        assert {
            written_text.text: written_text.mark
            for written_text in written_texts(pack, talk.interview)
        } == dict.fromkeys(OWN, mark)
    for text in OWN:
        unmarked = holding(pack, plain, text)
        assert unmarked
        if text != FREE:
            assert not any(group in groups for groups in unmarked), text
        for talk in (marked, later):
            assert holding(pack, talk, text)
            assert all(group in groups for groups in holding(pack, talk, text)), text


def test_other_words_need_every_group_or_stay_in_the_vault(pack: Pack) -> None:
    talk = whole(pack)
    for text in ("皆1", "皆2", "皆3"):
        assert holding(pack, talk, text) == [frozenset(pack.groups)], text
    assert holding(pack, talk, "内1") == []


def test_a_reason_that_is_written_again_keeps_its_mark(pack: Pack) -> None:
    """Of the read-back always, as the fields of an answer; of a law while the words are the same."""
    talk = begun(pack, "police")
    talk.do("read_back", result="partial", reason="甲", mark="private")
    talk.do("read_back", result="done", reason="")
    talk.do("read_back", result="partial", reason="乙")
    law = {"recipient": "cgc", "basis": "danger_to_life", "groups": []}
    talk.do("basis_invoked", **law, reason="丙", mark="made_to_do")
    talk.do("basis_invoked", **law, reason="丙")
    marks = {
        written_text.text: written_text.mark for written_text in written_texts(pack, talk.interview)
    }
    assert (marks["乙"], marks["丙"]) == (TextMark.PRIVATE, TextMark.MADE_TO_DO)
    talk.do("basis_invoked", **law, reason="丁")
    assert {
        written_text.text: written_text.mark for written_text in written_texts(pack, talk.interview)
    }["丁"] is None


def test_every_kind_of_event_with_words_is_in_the_talk(pack: Pack) -> None:
    told = {event.type.value for event in whole(pack).events}
    assert {kind for kind, _field in TEXTS} - told == {EventType.WITHDRAWN.value}
