# SPDX-License-Identifier: MIT
"""What the ledger's rows name, as the command shows it: on paper, in the reader's file, in its answer.

Each row has its counterpart here that shows nothing of it: the same talk, or the same paper, without the one thing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.content import load_builtin
from app.domain.pack import Item
from app.domain.text import JA
from app.ids import BasisId, CardId, ItemId, RecipientId
from tests.app.documents.typeset import bare, poppler
from tests.command import Desk, command

PACK = load_builtin()
ALL = {"consent": "all"}
_PLAIN: list[Talked] = []
_WISHED: list[Talked] = []
LAW_OF_OWN = {"basis": "own_agency_supervision"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


class Talked:
    """One talk through the command: its answer, and the files that went out, as text."""

    def __init__(
        self, capsys: pytest.CaptureFixture[str], desk: Desk, root: Path, **more: Any
    ) -> None:
        recipients = more.pop("to", {})
        talk = {
            "language": "th",
            "person": {"age": 30, "nationality": ["THA"], **more.pop("person", {})},
            "consent": {"interview": "yes", "recipients": recipients},
            "answers": [{"item": item, "value": value} for item, value in more.pop("say", ())],
        }
        root.mkdir()
        file = root / "talk.json"
        file.write_text(json.dumps({**talk, **more}))
        outs = {name: root / f"{name}.pdf" for name in (*recipients, *more.pop("papers", ()))}
        goes = [word for name, out in outs.items() for word in ("--handover", f"{name}={out}")]
        goes += ["--lawyer-offered"] if goes else []
        words = ["interview", "replay", str(file), *desk.officer, "--json"]
        outcome = command(capsys, *words, *goes)
        assert outcome.code == 0, outcome.err
        self.data = outcome.data
        self.papers = {name: bare(poppler(out.read_bytes(), "-raw")) for name, out in outs.items()}


@pytest.fixture
def talked(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> Any:  # a function of what is said
    def talk(**more: Any) -> Talked:
        return Talked(capsys, desk, tmp_path / f"talk-{len(list(tmp_path.iterdir()))}", **more)

    return talk


@pytest.fixture
def plain(talked: Any) -> Talked:
    """The same person, of whom nothing of this was said."""
    if not _PLAIN:
        _PLAIN.append(talked(to={"wcsc": ALL}))
    return _PLAIN[0]


def option(item: Item, name: str) -> str:
    (found,) = (o for part in item.parts for o in part.options if o.id == name)
    return bare(found.text.first(JA).text)


def printed(capsys: pytest.CaptureFixture[str], root: Path, paper: str, *words: str) -> str:
    out = root / f"{paper}-{len(list(root.iterdir()))}.pdf"
    told = command(
        capsys, "pack", "print", paper, "--data", str(root / "d"), *words, "--out", str(out)
    )
    assert told.code == 0, told.err
    return bare(poppler(out.read_bytes(), "-raw"))


def test_a_file_that_goes_by_law_names_the_law_and_its_day(talked: Any, plain: Talked) -> None:
    """O-007."""
    law = PACK.legal_bases[BasisId("child_protection")]
    day = law.as_of
    dated = bare(f"{law.statute.first(JA).text}、{day.year}年{day.month}月{day.day}日現在")
    by_law = talked(person={"age": 15}, to={"cgc": {"basis": "child_protection"}})
    assert dated in by_law.papers["cgc"]
    assert "日現在" not in plain.papers["wcsc"]


def test_what_the_person_was_made_to_do_asks_for_consideration_and_stays_here(
    talked: Any, plain: Talked
) -> None:
    """O-015."""
    offence = PACK.items[ItemId("CTRL-08")]
    kinds = [option.id for option in offence.parts[1].options][:2]
    say = [("CTRL-08", {"made": "yes", "kinds": kinds})]
    made = talked(say=say, to={"police": ALL, "wcsc": ALL, "supervisor": LAW_OF_OWN})
    assert "non_punishment" in {flag["flag"] for flag in made.data["danger"]}
    assert "CARD-03" in made.data["cards_due"]
    for told in [bare(offence.text.first(JA).text), *(option(offence, kind) for kind in kinds)]:
        assert told in made.papers["supervisor"]
        assert told not in made.papers["police"] + made.papers["wcsc"]
    assert "non_punishment" not in {flag["flag"] for flag in plain.data["danger"]}
    assert "CARD-03" not in plain.data["cards_due"]


def test_where_others_are_in_danger_the_anonymous_line_is_told(
    talked: Any, plain: Talked, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """O-019: the card that names it comes due, and stands among those that are printed."""
    assert "CARD-19" in talked(say=[("OTHR-01", {"others": "yes"})]).data["cards_due"]
    assert "CARD-19" not in plain.data["cards_due"]
    card = PACK.cards[CardId("CARD-19")].text.first(JA).text
    assert "名前を言わずに通報できる電話" in card
    cards = printed(capsys, tmp_path, "cards", "--lang", "en")
    assert all(bare(line) in cards for line in card.split("\n"))


def test_how_the_case_came_goes_to_the_reader(talked: Any, plain: Talked) -> None:
    """O-019 and O-022: by the anonymous line, or from an airline."""
    came = PACK.items[ItemId("PREP-06")]
    for way in ("anonymous_hotline", "airline"):
        told = talked(say=[("PREP-06", way)], to={"wcsc": ALL})
        assert option(came, way) in told.papers["wcsc"]
        assert option(came, way) not in plain.papers["wcsc"]


def test_a_japanese_national_is_asked_and_told_nothing_of_immigration(talked: Any) -> None:
    """O-025."""
    own = talked(person={"nationality": ["JPN"]}).data
    foreign = talked(say=[("WISH-02", "stay")]).data
    status = {"IDEN-06", "TRAV-02", "TRAV-03", "WISH-03", "REFR-05"}
    assert status <= {*foreign["missing"], *foreign["asked"]}
    assert not status & {*own["missing"], *own["asked"]}
    assert {"CARD-08"} <= set(foreign["cards_due"])
    assert not {"CARD-08", "CARD-09", "CARD-11", "CARD-17"} & set(own["cards_due"])


WISHED = (
    ("NEED-01", {"needs": ["place_to_sleep"]}),
    ("NEED-03", {"doctor": "yes"}),
    ("OTHR-05", ["messages"]),
    ("WISH-06", "not_now"),
    ("REFR-01", ["doctor", "counsellor", "interpreter"]),
    ("CLOS-03", {"safe": "no"}),
)


@pytest.fixture
def wished(talked: Any) -> Talked:
    """A woman who needs a bed and a doctor, and does not decide about a case now."""
    if not _WISHED:
        to = {"wcsc": ALL, "supervisor": LAW_OF_OWN}
        _WISHED.append(talked(person={"sex": "f"}, say=WISHED, to=to))
    return _WISHED[0]


def test_the_reader_learns_what_the_person_wishes_of_a_case(wished: Talked, plain: Talked) -> None:
    """O-034: the wish and what there is to keep safe; no word of a recognition that nobody decided."""
    wish, kept = PACK.items[ItemId("WISH-06")], PACK.items[ItemId("OTHR-05")]
    paper = wished.papers["supervisor"]
    assert option(wish, "not_now") in paper
    assert option(kept, "messages") in paper
    assert bare("人による判断") not in paper
    assert option(wish, "not_now") not in plain.papers["wcsc"]


def test_a_center_gets_what_it_needs_to_take_somebody_in_before_any_decision(
    wished: Talked, plain: Talked
) -> None:
    """O-064 and O-080: consent is enough; who recognised the person is not asked."""
    paper = wished.papers["wcsc"]
    need = option(PACK.items[ItemId("NEED-01")], "place_to_sleep")
    assert bare(PACK.recipients[RecipientId("wcsc")].name.first(JA).text) in paper
    assert need in paper
    assert need not in plain.papers["wcsc"]
    assert bare("人による判断") not in paper
    assert "CARD-04" in wished.data["cards_due"]
    assert "CARD-04" not in plain.data["cards_due"]


def test_needs_of_body_and_mind_go_to_the_center(wished: Talked, plain: Talked) -> None:
    """O-072: what was asked for is told; that it was offered or taken is nowhere yet."""
    asked, wanted = PACK.items[ItemId("NEED-03")], PACK.items[ItemId("REFR-01")]
    assert bare(asked.text.first(JA).text) in wished.papers["wcsc"]
    assert bare(asked.text.first(JA).text) not in plain.papers["wcsc"]
    for want in ("doctor", "counsellor", "interpreter"):
        assert option(wanted, want) in wished.papers["wcsc"]
    assert "CARD-06" in wished.data["cards_due"]
    assert "CARD-06" not in plain.data["cards_due"]


def test_lines_for_workers_are_told_and_printed(
    talked: Any, plain: Talked, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """O-135."""
    told = talked(say=[("REFR-01", ["labour_office"])])
    assert "CARD-16" in told.data["cards_due"]
    assert "CARD-16" not in plain.data["cards_due"]
    numbers = {found.phone: found.languages for found in PACK.contacts["D16"].lines}
    number = next(phone for phone, languages in numbers.items() if "vi" in languages)
    words = ["mini-card", "--lang", "vi", "--who", "worker"]
    assert number in printed(capsys, tmp_path, *words, "--confirm", number)
    assert number not in printed(capsys, tmp_path, *words)
