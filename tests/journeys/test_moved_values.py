# SPDX-License-Identifier: MIT
"""Values with groups of their own, in real files: told, sealed, handed over with "all", read again.

What the page says and what the attached record holds are searched; each sentence has the answers that are
withheld and what stays. One test lets the searches fail: with the pack of before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.crypto.envelope import read
from app.crypto.sealed import disclosures_of
from app.domain.pack import Pack
from app.domain.text import JA
from app.domain.value import Json
from app.errors import UserError
from app.ids import BasisId, FlagId, InterviewId, ItemId, PartId, RecipientId
from app.services.approvals import Approver
from app.services.workspace import Workspace
from tests import regrouped
from tests.counts import sample
from tests.stations import begin, build_house

FRAME: tuple[tuple[str, Json], ...] = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 30}),
    ("CONS-04", "explained"),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("IDEN-04", {"country": ["THA"]}),
    ("WISH-03", ["debt"]),
)
OUTSIDE = [
    "wcsc",
    "cgc",
    "isa",
    "police",
    "jcg",
    "prosecutor",
    "iom",
    "embassy",
    "moj_hr",
    "labour",
    "otit",
    "houterasu",
    "medical",
    "ngo",
]


@dataclass(frozen=True)
class Desk:
    """One officer's desk at a station of one agency."""

    workspace: Workspace
    tmp: Path
    supervisor: Approver

    def told(self, answers: Mapping[str, Json], consents: Mapping[str, Json]) -> InterviewId:
        """An interview with these answers in which everyone may have all; sealed."""
        case = begin(self.workspace, FRAME)
        do = self.workspace.interviews
        for item, value in answers.items():
            do.answer(case, ItemId(item), value, locks=False)
        for recipient in self.workspace.pack.recipients.values():
            if recipient.consent_item and {"all", "everything"} & {*recipient.consent_values}:
                word = "all" if "all" in recipient.consent_values else "everything"
                do.answer(
                    case, recipient.consent_item, consents.get(recipient.id, word), locks=False
                )
        do.seal(case)
        return case

    def read(self, case: InterviewId, recipient: str) -> tuple[str, dict[str, Any]] | None:
        """The text of the pages without spaces, and the disclosures; None where nothing may go."""
        handovers = self.workspace.handovers
        try:
            given = handovers.approve(case, RecipientId(recipient), self.supervisor)
            prepared = handovers.prepare(case, RecipientId(recipient), approval=given)
        except UserError as error:
            assert error.code == "handover_refused"
            return None
        pdf = pypdfium2.PdfDocument(handovers.draw(prepared).pdf)
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        pdf.close()
        return "".join(text.split()), disclosures_of(
            read(prepared.document.attachment).presentation
        )


@pytest.fixture(scope="module")
def immigration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk(tmp_path_factory.mktemp("isa"), "isa")


@pytest.fixture(scope="module")
def police(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from desk(tmp_path_factory.mktemp("police"), "police")


def desk(tmp: Path, agency: str, pack: Pack | None = None) -> Iterator[Desk]:
    house = build_house(tmp, agency)
    if pack:
        regrouped.lead_with(house, pack)
    workspace = house.open(house.officer)
    yield Desk(workspace, tmp, house.approver)
    workspace.close()


def label(desk: Desk, place: str, value: str) -> str:
    """How the page says an option, without spaces."""
    item, _, part = place.partition(".")
    asked = desk.workspace.pack.items[ItemId(item)].part(PartId(part) if part else None)
    option = asked.option(value) if asked else None
    assert option is not None
    return "".join(option.text.first(JA).text.split())


def strings(value: Any) -> Iterator[str]:
    """Every text inside a value, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def held(desk: Desk, case: InterviewId, recipient: str) -> tuple[str, set[str]]:
    """The page, and every id or text of the attached record: items, values, flags, what they cite."""
    read = desk.read(case, recipient)
    if read is None:
        return "", set()
    page, values = read
    attached: set[str] = set()
    for name, value in values.items():
        attached |= {name, *name.split("@")[:1], *name.split(":")}
        attached |= {*strings(value)}
    return page, attached


@dataclass(frozen=True)
class Told:
    """What was told, to whom it goes, and what must not and what must be there.

    ``gone`` and ``kept``: ``ITEM``, ``ITEM=value`` (``ITEM.part=value``), or a flag's id.
    """

    answers: Mapping[str, Json]
    to: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...] = ()
    consents: Mapping[str, Json] = field(default_factory=dict)
    at: str = "isa"


NUMBER = re.compile(r"(?<=:)[0-9a-f]{8}\b")
PAPERS: Json = ["broker", "false_papers_arranged"]
SENTENCES: dict[str, Told] = {
    "T1 a crime one was made to do": Told(
        {"WORK-01": {"sector": "illegal_work"}}, tuple(OUTSIDE), ("WORK-01", "illegal_work")
    ),
    "T2 false papers beside a broker": Told(
        {"TRAV-01": PAPERS},
        ("prosecutor",),
        ("TRAV-01=false_papers_arranged",),
        ("TRAV-01=broker",),
    ),
    "T3 false papers alone": Told(
        {"TRAV-01": ["false_papers_arranged"]}, ("prosecutor", "police"), ("TRAV-01",)
    ),
    "T4 told to lie": Told(
        {"TRAV-05": {"told": "yes", "what": "見本の言葉"}},
        ("police", "prosecutor", "iom", "houterasu"),
        ("TRAV-05", "見本の言葉"),
    ),
    "T5 papers in another name": Told(
        {"IDEN-05": ["passport", "false_papers"]},
        ("embassy",),
        ("IDEN-05=false_papers",),
        ("IDEN-05=passport",),
        {"embassy": "papers"},
    ),
    "T6 expecting a child, to the labour office": Told(
        {"IDEN-08": ["pregnant", "children_abroad"]},
        ("labour",),
        ("IDEN-08=pregnant",),
        ("IDEN-08=children_abroad",),
    ),
    "T6 expecting a child, to a doctor": Told(
        {"IDEN-08": ["pregnant", "children_abroad"]},
        ("medical",),
        (),
        ("IDEN-08=pregnant", "IDEN-08=children_abroad"),
        {"medical": {"consent": "parts", "groups": ["identity", "private"]}},
    ),
    "T6 expecting a child, to a doctor who may not know": Told(
        {"IDEN-08": ["pregnant", "children_abroad"]},
        ("medical",),
        ("IDEN-08=pregnant",),
        ("IDEN-08=children_abroad",),
        {"medical": {"consent": "parts", "groups": ["identity", "needs_health"]}},
    ),
    "T7 risks": Told(
        {"PREP-05": {"risks": ["pregnancy", "threats"]}},
        ("police",),
        ("PREP-05.risks=pregnancy",),
        ("PREP-05.risks=threats",),
    ),
    "T8 going home early": Told(
        {"EMB-03": ["pregnancy"]}, ("otit",), ("EMB-03", "early_departure_concern")
    ),
    "T9 drink or drugs": Told(
        {"CTRL-06": {"given": "yes"}},
        ("police",),
        ("CTRL-06", "medical_offer"),
    ),
    "T12 why one cannot leave": Told(
        {"LAB-10": {"why": ["debt_home", "status"]}},
        ("labour",),
        ("LAB-10.why=status",),
        ("LAB-10.why=debt_home",),
    ),
    "T13 cards chosen": Told(
        {"RGHT-01": ["card_09", "card_13"]},
        ("police",),
        ("RGHT-01=card_09",),
        ("RGHT-01=card_13",),
    ),
    "T14 withdrawal, to the women's centre": Told(
        {"SAFE-03": {"urgent": "no", "what": ["hurt", "withdrawal"]}},
        ("wcsc",),
        ("SAFE-03.what=withdrawal",),
        ("SAFE-03.what=hurt",),
    ),
    "T14 withdrawal, ticked by name": Told(
        {"SAFE-03": {"urgent": "no", "what": ["hurt", "withdrawal"]}},
        ("wcsc",),
        (),
        ("SAFE-03.what=withdrawal", "SAFE-03.what=hurt"),
        {"wcsc": {"consent": "parts", "groups": ["needs_health", "private"]}},
    ),
    "lines that are not for everyone": Told(
        {"SAFE-08": {"lines": ["no_contact"], "who": ["employer"], "spread": "no"}},
        ("police", "medical", "labour"),
        ("SAFE-08", "no_contact"),
    ),
    "lines that are not for everyone, where fears go": Told(
        {"SAFE-08": {"lines": ["no_contact"], "who": ["employer"], "spread": "unsure"}},
        ("wcsc",),
        (),
        ("SAFE-08.lines=no_contact", "SAFE-08.who=employer"),
    ),
    "lines for everyone": Told(
        {"SAFE-08": {"lines": ["no_contact"], "who": ["employer"], "spread": "yes"}},
        ("police", "medical", "wcsc"),
        (),
        ("SAFE-08.lines=no_contact", "SAFE-08.who=employer"),
    ),
    "lines for everyone whom safety concerns": Told(
        {"SAFE-08": {"lines": ["no_contact"], "who": ["employer"], "spread": "yes"}},
        ("labour", "houterasu"),
        ("SAFE-08", "no_contact"),
    ),
    "T16 how one came in": Told(
        {"IDEN-06": {"status": "entered_without_permission", "valid": "expired", "until": "2025"}},
        ("isa",),
        ("IDEN-06.status=entered_without_permission",),
        ("IDEN-06.valid=expired",),
        at="police",
    ),
}

WITHHELD = [name for name, told in SENTENCES.items() if told.gone]


def present(desk: Desk, what: str, page: str, attached: set[str]) -> bool:
    """Whether an item, a value or a flag is on the page or in the attached record."""
    place, _, value = what.partition("=")
    if value:
        return value in attached or label(desk, place, value) in page
    asked = desk.workspace.pack.items.get(ItemId(place))
    if asked and {wording.text for wording in asked.text.wordings.values()} & attached:
        return True  # the words of the question, as they were shown
    flag = desk.workspace.pack.flags.get(FlagId(what))
    title = "".join(flag.title.first(JA).text.split()) if flag else what
    return what in attached or title in page


@pytest.mark.parametrize("name", sample("sentences", list(SENTENCES), 8))
def test_what_moved_stays_and_the_rest_goes(immigration: Desk, police: Desk, name: str) -> None:
    told = SENTENCES[name]
    at = immigration if told.at == "isa" else police
    case = at.told(told.answers, told.consents)
    for recipient in sample(f"to {name}", list(told.to), 3):
        page, attached = held(at, case, recipient)
        assert bool(page) is (recipient not in {"cgc", told.at}), recipient  # an adult; themselves
        for what in told.gone:
            assert not present(at, what, page, attached), (recipient, what)
        for what in told.kept:
            assert present(at, what, page, attached), (recipient, what)
    page, attached = held(at, case, "supervisor")
    for what in (*told.kept, *(value for value in told.gone if value != "illegal_work")):
        assert present(at, what, page, attached), ("supervisor", what)


def test_what_nobody_asked_is_told_where_nothing_could_stand_unseen_in_its_place(
    immigration: Desk,
) -> None:
    """A sum is told as not asked to whoever reads the answer, a text to who would read every mark on it."""
    nobody: Json = {"state": "not_asked"}
    answers: dict[str, Json] = {
        "LAB-10": {"can": "yes", "penalty": nobody, "why": ["debt_home"]},
        "SAFE-02": {"someone": "no", "who": nobody},
    }
    case = immigration.told(answers, {})
    told = {}
    for recipient in ("labour", "police", "supervisor"):
        read = immigration.read(case, recipient)
        assert read is not None
        page, values = read
        passed = {part for value in values.values() for part in value.get("not_asked", ())}
        assert page.count("：聞いていない") + page.count(":聞いていない") == len(passed), recipient
        told[recipient] = passed
    assert told == {"labour": {"penalty"}, "police": {"penalty"}, "supervisor": {"penalty", "who"}}


@pytest.fixture(scope="module")
def unshielded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The pack of before, which withheld none of it."""
    yield from desk(tmp_path_factory.mktemp("before"), "isa", regrouped.before())


def test_the_search_finds_what_was_not_moved(unshielded: Desk) -> None:
    """Positive control: without the rows the same search finds the value."""
    for name in ("T2 false papers beside a broker", "T12 why one cannot leave"):
        told = SENTENCES[name]
        page, attached = held(unshielded, unshielded.told(told.answers, {}), told.to[0])
        for what in told.gone:
            place, _, value = what.partition("=")
            assert value in attached, what
            assert label(unshielded, place, value) in page, what


def test_a_law_opens_no_value_of_another_group(immigration: Desk) -> None:
    """T11: what the duty to accuse opens are groups, never a value that was moved out of them."""
    answers: dict[str, Json] = {
        "WORK-01": {"sector": "illegal_work"},
        "TRAV-01": PAPERS,
        "TRAV-05": {"told": "yes"},
        "IDEN-05": ["passport", "false_papers"],
    }
    case = immigration.told(answers, {"prosecutor": "no"})
    assert immigration.read(case, "prosecutor") is None
    immigration.workspace.interviews.invoke_basis(
        case,
        RecipientId("prosecutor"),
        BasisId("accusation_duty"),
        (),
        "見本の理由",
    )
    page, attached = held(immigration, case, "prosecutor")
    assert present(immigration, "TRAV-01=broker", page, attached)
    for what in ("WORK-01", "TRAV-05", "TRAV-01=false_papers_arranged", "IDEN-05=false_papers"):
        assert not present(immigration, what, page, attached), what


def test_where_life_is_in_danger_the_lines_go_with_what_is_safe(immigration: Desk) -> None:
    """The law opens them without the fears that they come from; the duty to accuse does not."""
    lines: Json = {"lines": ["no_contact", "not_alone"], "spread": "no"}
    case = immigration.told({"SAFE-05": "yes", "SAFE-08": lines}, {"police": "no"})
    for basis, groups in (("accusation_duty", ()), ("danger_to_life", ("safety",))):
        immigration.workspace.interviews.invoke_basis(
            case, RecipientId("police"), BasisId(basis), groups, "見本の理由"
        )
        page, attached = held(immigration, case, "police")
        for value in ("no_contact", "not_alone"):
            found = present(immigration, f"SAFE-08.lines={value}", page, attached)
            assert found is (basis == "danger_to_life"), (basis, value)


def less(told: Told) -> dict[str, Json]:
    """The answers without what must be gone: what an interview had where nothing of it was said."""
    left: dict[str, Json] = {}
    for item, value in told.answers.items():
        parts: dict[str, Json] = value if isinstance(value, dict) else {"": value}
        kept: dict[str, Json] = {
            name: rest for name, given in parts.items() if (rest := _less(told, item, name, given))
        }
        if item not in told.gone and kept:
            left[item] = kept if isinstance(value, dict) else kept[""]
    return left


def _less(told: Told, item: str, part: str, value: Json) -> Json:
    place = f"{item}.{part}" if part else item
    if isinstance(value, list):
        return [entry for entry in value if f"{place}={entry}" not in told.gone]
    return None if f"{place}={value}" in told.gone else value


def whole(desk: Desk, case: InterviewId, recipient: str) -> tuple[str, list[str]] | None:
    """The text of a whole file and what its record discloses; hashes, case number, opaque numbers aside."""
    read = desk.read(case, recipient)
    if read is None:
        return None
    page, values = read
    handovers, to = desk.workspace.handovers, RecipientId(recipient)
    given = handovers.approve(case, to, desk.supervisor)
    document = handovers.prepare(case, to, approval=given).document
    told = [json.dumps([name, value], ensure_ascii=False) for name, value in values.items()]
    own = [document.record_hash, document.chain_head]
    for text in [
        document.case_number,
        *(digest[:n] for digest in own for n in (len(digest), 32, 16)),
    ]:
        page = page.replace(text, "")
        told = [line.replace(text, "") for line in told]
    return page, sorted(NUMBER.sub("n", line) for line in told)


@pytest.mark.parametrize("name", sample("with and without", WITHHELD, 4))
def test_files_with_and_without_a_moved_value_are_equal(
    immigration: Desk, police: Desk, name: str
) -> None:
    """T15: the page, and every disclosure of the record, for each sentence and reader."""
    told = SENTENCES[name]
    at = immigration if told.at == "isa" else police
    case, other = at.told(told.answers, told.consents), at.told(less(told), told.consents)
    for recipient in sample(f"without {name}", list(told.to), 2):
        found = whole(at, case, recipient)
        assert found == whole(at, other, recipient), recipient
        assert found is None or len(found[0]) > 500
    assert whole(at, case, "supervisor") != whole(at, other, "supervisor")
