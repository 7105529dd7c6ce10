# SPDX-License-Identifier: MIT
"""What was not agreed to is not in the file: every recipient × every group, page text and attachment.

One sealed interview holds a canary in each data group. For each recipient and each group it could have,
a handover without that group is made; its text and its attachment must not hold the canary.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.crypto.envelope import read
from app.domain.consent import Decision, decide
from app.domain.pack import Item, Pack, Part, ValueType
from app.domain.text import JA
from app.domain.typing_place import answer_place, note_place
from app.errors import UserError
from app.ids import BasisId, FlagId, GroupId, InterviewId, ItemId, RecipientId
from app.services.approvals import Approver
from app.services.handovers import Handovers
from app.services.ports import Draft
from app.services.record import disclosed, record_items
from app.services.workspace import Workspace
from tests.journeys.surroundings import hits
from tests.stations import OFFICER, House, begin, build_house

FRAME = (
    ("SAFE-01", "yes"),
    ("AGE-01", {"age": 30}),
    ("CONS-04", "explained"),
    ("CONS-04b", "explained"),
    ("CONS-06", "yes"),
    ("IDEN-04", {"country": ["THA"]}),
    ("WISH-03", ["debt"]),
)
OPEN = ("wcsc", "police", "jcg", "iom", "moj_hr", "labour", "otit", "houterasu", "medical", "ngo")


def canary(group: str) -> str:
    return f"CANARY{group.replace('_', '').upper()}SAMPLE"


def text_part(item: Item) -> Part | None:
    return next(
        (part for part in item.parts if part.type is ValueType.TEXT and not part.format), None
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("canaries"))


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Workspace]:
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def planted(house: House, desk: Workspace) -> tuple[InterviewId, frozenset[str]]:
    """An adult's interview with a canary in each group that can hold text; the groups it reached."""
    return plant(house, desk, FRAME)


def plant(
    house: House, desk: Workspace, frame: Sequence[tuple[str, Any]], *, locks: bool = True
) -> tuple[InterviewId, frozenset[str]]:
    do = desk.interviews
    interview = do.start().id
    do.prepared(interview, assumed=True)
    do.choose_language(interview, "th")
    for item, value in frame:
        do.answer(interview, item, value)
    groups = set()
    for item_ in house.pack.items.values():
        part = text_part(item_)
        if item_.phase in {"EMB", "CHLD", "REFR", "LANG"} or part is None:
            continue
        group = str(part.group or item_.group)  # a part may have one of its own
        try:
            value = {part.id if item_.composite else "text": canary(group)}
            do.answer(interview, item_.id, value, locks=locks)
        except UserError:
            continue
        groups.add(group)
    for item_ in house.pack.items.values():
        if str(item_.group) not in groups and item_.id in do.open(interview).interview.answers:
            do.note(interview, item_.id, canary(item_.group), "ja")
            groups.add(str(item_.group))
    return interview, frozenset(groups)


def consent(pack: Pack, recipient: str, without: GroupId | None) -> dict[str, object]:
    groups = [g for g in pack.recipients[RecipientId(recipient)].groups_at_most if g != without]
    return {"consent": "parts", "groups": [str(group) for group in groups]}


def attachment_text(token: str) -> str:
    parts = token.split("~")[1:-1]
    return "".join(base64.urlsafe_b64decode(p + "=" * (-len(p) % 4)).decode() for p in parts)


def test_enough_groups_hold_a_canary(planted: tuple[InterviewId, frozenset[str]]) -> None:
    assert len(planted[1]) >= 10, sorted(planted[1])


@pytest.mark.parametrize("recipient", OPEN)
def test_a_withheld_group_goes_nowhere(
    house: House, desk: Workspace, planted: tuple[InterviewId, frozenset[str]], recipient: str
) -> None:
    """Over the record's disclosures, for each group in turn; with a positive control."""
    interview, groups = planted
    profile = house.pack.recipients[RecipientId(recipient)]
    for withheld in (None, *profile.groups_at_most):
        item = profile.consent_item
        assert item is not None
        desk.interviews.answer(interview, item, consent(house.pack, recipient, withheld))
        state = desk.interviews.open(interview).interview
        decision = decide(house.pack, state, profile.id)
        items = record_items(house.pack, state)
        names = disclosed(house.pack, decision, items)
        shown = json.dumps({name: items[name] for name in names if name in items})
        for group in groups:
            goes = group in decision.whole
            assert (canary(group) in shown) <= goes, (recipient, withheld, group)
        if withheld is not None:
            assert canary(withheld) not in shown
            assert f"group:{withheld}" not in names
        elif decision.whole & {GroupId(group) for group in groups}:
            assert "CANARY" in shown  # positive control
        for name in names & items.keys():
            listed = items[name].get("groups")
            if isinstance(listed, list):
                assert set(listed) <= set(decision.whole), name


FLAGS = ("unsafe_here", "medical_urgent", "others_in_danger", "organ_removal", "suicide_risk")


def pages(path: Path) -> str:
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


def check_file(
    house: House, desk: Workspace, interview: InterviewId, recipient: str, out: Path
) -> Decision:
    """Seal, make the real file, and hold its pages and its attachment against the decision."""
    desk.interviews.seal(interview)
    handovers: Handovers = desk.handovers
    boss = Approver(house.supervisor, house.stations.station().own)
    approval = handovers.approve(interview, RecipientId(recipient), boss)
    prepared = handovers.prepare(interview, RecipientId(recipient), approval=approval)
    handovers.save(interview, handovers.draw(prepared), out, lawyer_offered=True)
    page, whole = pages(out), prepared.decision.whole
    attached = attachment_text(read(prepared.document.attachment).presentation)
    state = desk.interviews.open(interview).interview
    for group in house.pack.groups:
        if group not in prepared.decision.groups:
            assert canary(group) not in attached, (recipient, group)
            assert canary(group) not in page, (recipient, group)
    for flag, record in state.flags.items():
        title = "".join(house.pack.flags[flag].title.first(JA).text.split())
        goes = any(way <= whole for raising in record.raises for way in raising.ways)
        assert (f"flag:{flag}" in attached) <= goes, (recipient, flag)
        assert (title in page) <= goes, (recipient, flag)
    assert "供述調書ではありません" in page
    out.unlink()
    return prepared.decision


def opened_again(desk: Workspace, interview: InterviewId) -> None:
    """A new version, where one was sealed before."""
    if desk.interviews.open(interview).interview.versions:
        desk.interviews.amend(interview, "SAMPLE reason")


@pytest.mark.slow
@pytest.mark.parametrize("recipient", OPEN)
def test_pages_and_attachments_of_real_files(
    house: House,
    desk: Workspace,
    planted: tuple[InterviewId, frozenset[str]],
    tmp_path: Path,
    recipient: str,
) -> None:
    """A real file for each group this recipient could have, without that group; and one with all."""
    interview, groups = planted
    profile = house.pack.recipients[RecipientId(recipient)]
    assert profile.consent_item is not None
    for flag in FLAGS:
        if FlagId(flag) not in desk.interviews.open(interview).interview.flags:
            desk.interviews.raise_flag(interview, FlagId(flag))
    for withheld in (*profile.groups_at_most, None):
        opened_again(desk, interview)
        value = consent(house.pack, recipient, withheld)
        desk.interviews.answer(interview, profile.consent_item, value)
        check_file(house, desk, interview, recipient, tmp_path / f"{recipient}.pdf")
    out = tmp_path / "all.pdf"
    prepared = desk.handovers.prepare(interview, RecipientId(recipient))
    desk.handovers.save(interview, desk.handovers.draw(prepared), out, lawyer_offered=True)
    opened = groups & {str(group) for group in prepared.decision.whole}
    shown = {group for group in opened if canary(group) in pages(out)}
    assert shown  # positive control: what goes can be found on the page and in the attachment
    attached = attachment_text(read(prepared.document.attachment).presentation)
    assert {group for group in opened if canary(group) in attached} == opened


@pytest.mark.slow
def test_the_own_supervisor_sees_all_but_through_the_same_door(
    house: House, desk: Workspace, planted: tuple[InterviewId, frozenset[str]], tmp_path: Path
) -> None:
    interview, groups = planted
    opened_again(desk, interview)
    check_file(house, desk, interview, "supervisor", tmp_path / "supervisor.pdf")
    prepared = desk.handovers.prepare(interview, RecipientId("supervisor"))
    assert groups <= {str(group) for group in prepared.decision.whole}


@pytest.mark.slow
def test_the_embassy_and_the_prosecutor_get_no_more_than_agreed(
    house: House, desk: Workspace, planted: tuple[InterviewId, frozenset[str]], tmp_path: Path
) -> None:
    """Recipients whose handovers a supervisor signs, too."""
    interview, _groups = planted
    at_most = house.pack.recipients[RecipientId("prosecutor")].groups_at_most
    ways: list[tuple[str, Any, str]] = [
        ("REFR-06", word, "embassy") for word in ("papers", "everything")
    ]
    ways += [
        ("REFR-04c", consent(house.pack, "prosecutor", group), "prosecutor") for group in at_most
    ]
    for item, value, recipient in ways:
        opened_again(desk, interview)
        desk.interviews.answer(interview, item, value)
        decision = check_file(house, desk, interview, recipient, tmp_path / "one.pdf")
        assert decision.allowed
        assert decision.groups


@pytest.mark.slow
def test_immigration_gets_no_more_than_agreed(tmp_path: Path) -> None:
    """From another agency: to its own it is no recipient."""
    house = build_house(tmp_path, "jcg")
    desk = house.open(house.officer)
    interview, _groups = plant(house, desk, FRAME)
    for withheld in house.pack.recipients[RecipientId("isa")].groups_at_most:
        opened_again(desk, interview)
        desk.interviews.answer(interview, "REFR-03", consent(house.pack, "isa", withheld))
        decision = check_file(house, desk, interview, "isa", tmp_path / "isa.pdf")
        assert withheld not in decision.groups
        assert decision.groups
    desk.close()


@pytest.mark.slow
def test_the_child_guidance_center_gets_what_the_law_names(tmp_path: Path) -> None:
    house = build_house(tmp_path, "police")
    desk = house.open(house.officer)
    child = [(item, value) for item, value in FRAME if item not in {"AGE-01", "CONS-06"}]
    frame = [("AGE-01", {"age": 15}), ("CHLD-00", "yes"), *child]
    do = desk.interviews
    interview, _groups = plant(house, desk, [("AGE-01", {"age": 15})], locks=False)
    for item, value in frame:
        do.answer(interview, item, value, locks=False)
    at_most = house.pack.legal_bases[BasisId("child_protection")].groups_at_most
    for withheld in at_most:
        opened_again(desk, interview)
        named = [group for group in at_most if group != withheld]
        do.invoke_basis(interview, RecipientId("cgc"), BasisId("child_protection"), named, "SAMPLE")
        decision = check_file(house, desk, interview, "cgc", tmp_path / "cgc.pdf")
        assert decision.whole == set(named)
    desk.close()


def test_nothing_readable_in_the_data_folder(
    house: House, desk: Workspace, planted: tuple[InterviewId, frozenset[str]]
) -> None:
    assert desk.interviews.open(planted[0])
    folder = house.stations.folder.root
    needles = [canary("account"), canary("identity")]
    encoded = [n.encode(code) for n in needles for code in ("utf-8", "utf-16-le", "utf-16-be")]
    encoded += [base64.b64encode(n.encode())[:-4] for n in needles]

    def hits() -> list[str]:
        files = [path for path in folder.rglob("*") if path.is_file()]
        return [path.name for path in files for code in encoded if code in path.read_bytes()]

    assert hits() == []
    control = folder / "control.txt"
    control.write_text(needles[0])
    assert hits() == ["control.txt"]
    control.unlink()


PAGE, IV, RESERVED, SALT = 4096, 16, 80, 16  # SQLCipher 4's form of a page
WAL_HEAD, FRAME_HEAD = 32, 24


def plain_pages(house: House) -> bytes:
    """Every page of the officer's vault and of its write-ahead log, opened with its key: freed ones too."""
    vault = house.stations.keyring().vault_of(OFFICER)
    key, file = house.officer.vault_key(vault), house.stations.folder.vault(vault.id)
    pages = [
        (start == 0, file.read_bytes()[start : start + PAGE])
        for start in range(0, file.stat().st_size, PAGE)
    ]
    log = file.with_name(f"{file.name}-wal")
    frames = log.read_bytes()[WAL_HEAD:] if log.exists() else b""
    for start in range(0, len(frames), FRAME_HEAD + PAGE):
        head, page = frames[start : start + FRAME_HEAD], frames[start + FRAME_HEAD :][:PAGE]
        pages.append((int.from_bytes(head[:4], "big") == 1, page))
    return b"".join(_opened(page, key, first=first) for first, page in pages)


def _opened(page: bytes, key: bytes, *, first: bool) -> bytes:
    end = PAGE - RESERVED
    reader = Cipher(algorithms.AES256(key), modes.CBC(page[end : end + IV])).decryptor()
    return reader.update(page[SALT if first else 0 : end]) + reader.finalize()


def test_a_draft_is_never_readable_and_is_gone_when_it_was_stored(tmp_path: Path) -> None:
    """What was typed and changed again before it was stored is nowhere: not even in freed pages."""
    house = build_house(tmp_path)
    desk = house.open(house.officer)
    interview, item = begin(desk), ItemId("RECR-00")
    words = ("CANARYDRAFTSAMPLE", "見本カナリア下書き")
    for number in range(40):  # a long one, rewritten as it grows: its pages come and go
        text = " ".join(words) * 60 * number
        desk.drafts.keep(
            interview, [Draft(answer_place(item), {"said/area.0": f"{text}{words[0]}"})]
        )
    desk.drafts.keep(interview, [Draft(note_place(item), {"/area.0": words[1]})])
    assert hits(words, tmp_path) == []
    assert words[0].encode() in plain_pages(house)  # positive control: the key opens the pages
    assert words[1].encode() in plain_pages(house)
    desk.interviews.answer(interview, item, {"text": "SAMPLE", "lang": "th"})
    desk.interviews.note(interview, item, "SAMPLE", "ja")
    assert desk.drafts.of(interview) == ()
    desk.close()
    opened = plain_pages(house)
    assert b"SAMPLE" in opened
    for word in words:
        assert word.encode() not in opened
    assert hits(words, tmp_path) == []
