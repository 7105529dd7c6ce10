# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index"
"""A text that is marked after it went: to whom and when, and nobody who got it is left out."""

from __future__ import annotations

import json

import pytest

from app.content import load_builtin
from app.domain.consent import decide
from app.domain.marking import keep_marks
from app.domain.pack import Pack
from app.domain.parse import answer_to_json, parse_answer
from app.domain.sent import sent_before
from app.domain.written import written_texts
from app.services.record import disclosed, record_items
from tests.app.domain.allowing import handing
from tests.app.domain.talking import Talk, begun
from tests.app.services.test_every_text import OWN, whole
from tests.app.services.test_non_interference import seen


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def told(talk: Talk) -> dict[str, list[str]]:
    """Text -> to whom it went before its mark."""
    names = {text.name: text.text for text in written_texts(talk.pack, talk.interview)}
    found = sent_before(talk.pack, talk.interview)
    return {names[name]: [str(file.recipient) for file in sent] for name, sent in found.items()}


def made(talk: Talk, recipient: str, *groups: str, kind: str = "exported") -> None:
    talk.do(kind, recipient=recipient, groups=[*groups], withheld=[], file_sha256="")


def mark(talk: Talk, *texts: str) -> None:
    for text in written_texts(talk.pack, talk.interview):
        if text.text in texts:
            talk.do("marked", text=text.name, mark="private")


def test_it_is_told_to_whom_and_when_a_text_went(pack: Pack) -> None:
    talk = begun(pack, "police").say("WORK-01", {"what": "甲"})
    talk.do("note_added", item="WORK-01", text="乙", lang="ja")
    talk.do("sealed", version=1, record_hash="h")
    talk.do("note_added", item="WORK-01", text="丙", lang="ja")  # after the seal: in no file of it
    made(talk, "iom", "exploitation", "process")
    made(talk, "wcsc", "safety", "process")
    made(talk, "supervisor", *pack.groups)
    assert told(talk) == {}, "without a mark there is nothing to tell"
    talk.do("amended", reason="見本")
    mark(talk, "甲", "丙")
    assert told(talk) == {"甲": ["iom"]}
    (sent,) = sent_before(pack, talk.interview)["answer:WORK-01:what:0"]
    assert sent.at == next(event.at for event in talk.events if event.type.value == "exported")
    made(talk, "police", "exploitation", kind="printed_unsigned")  # of the draft, as it stands now
    mark(talk, "乙")
    assert told(talk) == {"甲": ["iom"], "乙": ["iom", "police"]}
    talk.say(
        "WORK-01", {"what": "丁"}
    )  # without a mark, as no window writes there: nothing to tell
    assert told(talk) == {"乙": ["iom", "police"]}


def test_words_that_stand_twice_went_where_either_went(pack: Pack) -> None:
    """What was done is often said in the same words, of flags that go to different readers."""
    talk = begun(pack, "police")
    for flag in ("medical_offer", "urgent_property", "fire_or_vessel"):
        talk.do("danger_raised", flag=flag, by="officer", cites=[])
        talk.do("danger_resolved", flag=flag, action="甲")
    ways = [text.ways for text in written_texts(pack, talk.interview) if text.text == "甲"]
    assert len({*ways}) == len(ways) == 3, "each goes its own way"
    talk.do("sealed", version=1, record_hash="h")
    for (way,), name in zip(ways, ("iom", "wcsc", "medical"), strict=True):
        made(talk, name, *sorted(way))
    talk.do("amended", reason="見本")
    mark(talk, "甲")
    assert {"iom", "wcsc", "medical"} <= {*told(talk)["甲"]}


def test_a_marked_text_that_is_worded_anew_went_all_the_same(pack: Pack) -> None:
    """Else a slip of the pen that is corrected would take away that anybody is told of it."""
    talk = begun(pack, "police").say("WORK-01", {"what": ["甲", "乙"]})
    talk.do("read_back", result="partial", reason="丙")
    talk.do("sealed", version=1, record_hash="h")
    made(talk, "iom", "exploitation", "process")
    talk.do("amended", reason="見本")
    mark(talk, "甲", "丙")
    new = parse_answer(pack.items["WORK-01"], {"what": ["甲を直した", "乙", "丁"]}, pack.recipients)
    parts = answer_to_json(keep_marks(talk.interview, new))  # as the service stores it
    talk.do("answered", item="WORK-01", parts=parts, mode="read", shown={})
    talk.do("read_back", result="partial", reason="丙を直した")
    assert {"甲を直した": ["iom"], "丙を直した": ["iom"]}.items() <= told(talk).items()
    assert "乙" not in told(talk)
    talk.say("WORK-01", {"what": {"text": "戊", "mark": "private"}})
    assert told(talk)["戊"] == ["iom"], "however often"
    talk.do("note_added", item="WORK-01", text="己", lang="ja", mark="private")
    assert "己" not in told(talk), "a new text went nowhere"


def test_a_signed_file_is_of_the_sealed_version_whenever_it_is_noted(pack: Pack) -> None:
    """Drawing takes a while: what is changed and marked meanwhile went all the same."""
    talk = begun(pack, "police").say("WORK-01", {"what": "甲"})
    talk.do("sealed", version=1, record_hash="h")
    talk.do("amended", reason="見本")
    mark(talk, "甲")
    made(talk, "iom", "exploitation", "process")
    assert told(talk) == {"甲": ["iom"]}


def test_the_supervisor_is_told_in_the_record_and_nobody_else(pack: Pack) -> None:
    talk = begun(pack, "police").say("WORK-01", {"what": "甲"})
    talk.do("sealed", version=1, record_hash="h")
    made(talk, "iom", "exploitation", "process")
    talk.do("amended", reason="見本")
    assert "sent_before" not in record_items(pack, talk.interview)
    mark(talk, "甲")
    for name in ("supervisor", "iom", "wcsc", "medical"):
        found = seen(talk, name)
        assert found is not None
        told_of = "印を付ける前に渡した文" in found[0], "sent_before" in str(found[1])
        assert told_of == (name == "supervisor", name == "supervisor"), name
    whole_file = str(seen(talk, "supervisor"))
    assert "WORK-01、国際移住機関" in whole_file


def test_nobody_who_got_a_text_is_left_out(pack: Pack) -> None:
    """Of every text that can be marked, by what each recipient's file really holds."""
    talk = whole(pack)
    talk.do("sealed", version=1, record_hash="h")
    items = record_items(pack, talk.interview)
    got: dict[str, set[str]] = {text: set() for text in OWN}
    for name in pack.recipients:
        decision = decide(pack, talk.interview, name, approval=handing(talk, name))
        if not decision.allowed or name in {pack.roles.supervisor, pack.roles.person}:
            continue
        held = json.dumps([items.get(name) for name in disclosed(pack, decision, items)])
        for text in OWN:
            if json.dumps(text) in held:
                got[text].add(str(name))
        made(talk, name, *sorted(decision.groups))
    mark(talk, *OWN)
    listed = told(talk)
    assert sum(map(len, got.values())) > len(OWN), "the texts go somewhere"
    for text, recipients in got.items():
        assert recipients <= {*listed.get(text, [])}, text
