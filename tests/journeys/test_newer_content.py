# SPDX-License-Identifier: MIT
"""A newer pack comes to a station that has interviews: by command, with signatures, and nothing old changes."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.cli import main
from app.content import released
from app.content.load import builtin_dir
from app.ids import InterviewId, ItemId
from app.services.pack_ports import INSTALLED
from tests.headquarters import Headquarters, Post, Run, runner
from tests.stations import SUPERVISOR, begin, build_house, hand_out

TOLD = (
    ("SAFE-01", "yes"), ("AGE-01", {"age": 24}), ("CONS-04b", "explained"), ("CONS-06", "yes"),
    ("CTRL-04", ["hurt_family"]), ("WORK-05", {"refuse": "no", "why_not": ["debt", "fear"]}),
    ("REFR-01", ["shelter"]), ("REFR-02", "all"),
)  # fmt: skip

#: what the newer content lets be said
LATER = tuple(
    (item, {"refuse": "no", "why_not": ["debt"]} if item == "WORK-05" else value)
    for item, value in TOLD
)


def newer(script: dict[str, Any]) -> None:
    """Other Japanese words, an option less, an item in another group."""
    script["version"] = "2026.11.9"
    for item in script["items"]:
        if item["id"] == "SAFE-01":
            item["text"]["ja"] = "見本の新しい文です。ここは安全ですか。"
        if item["id"] == "WORK-05":
            for part in item["parts"]:
                part["options"] = [o for o in part.get("options", []) if o["id"] != "fear"]
            drop = [part for part in item["parts"] if not part["options"]]
            for part in drop:
                del part["options"]
        if item["id"] == "REFR-01":
            item["group"] = "wishes_fears" if item["group"] != "wishes_fears" else "needs_health"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def hq(tmp_path: Path, run: Run) -> Headquarters:
    made = Headquarters(tmp_path / "hq", run)
    made.make_keys()
    return made


@pytest.fixture
def post(tmp_path: Path, run: Run, hq: Headquarters) -> Post:
    made = Post(build_house(tmp_path / "a"), tmp_path, run)
    made.supervise("station", "pin", hq.pinned)
    return made


def text_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_what_was_begun_before_keeps_its_content(
    post: Post, hq: Headquarters, tmp_path: Path, run: Run
) -> None:
    workspace = post.open()
    old = workspace.pack
    draft, moving, sealed = (begin(workspace, TOLD) for _ in range(3))
    workspace.interviews.seal(sealed)
    hand_out(workspace.handovers, sealed, "wcsc", tmp_path / "before.pdf")
    asked = workspace.interviews.open(draft).interview.answers["SAFE-01"].shown
    workspace.close()

    made = post.supervise("pack", "install", hq.pack("newer", newer, sequence=4))
    assert made["version"] == "2026.11.9"
    listed = run("pack", "list", "--data", post.house.stations.folder.root)["packs"]
    assert [pack["version"] for pack in listed if pack["used"]] == ["2026.11.9"]

    workspace = post.open()
    fresh = workspace.interviews.start()
    assert fresh.pack.version == "2026.11.9" != old.version
    stands = workspace.interviews.open(draft)
    assert stands.pack.sha256 == old.sha256
    assert stands.interview.answers["SAFE-01"].shown == asked
    words = stands.texts.officer(stands.pack.items[ItemId("SAFE-01")].text, "ja").text
    assert words in str(asked["officer"])
    hand_out(workspace.handovers, sealed, "wcsc", tmp_path / "after.pdf")
    before, after = text_of(tmp_path / "before.pdf"), text_of(tmp_path / "after.pdf")
    assert after == before

    # the draft is finished as it was begun; another is moved
    workspace.interviews.answer(draft, "WORK-05", {"refuse": "no", "why_not": ["fear"]})
    workspace.interviews.seal(draft)
    assert workspace.interviews.open(draft).interview.pack_sha256 == old.sha256
    offer = workspace.interviews.move_offer(moving)
    assert offer is not None
    assert {dropped.item: dropped.reason for dropped in offer.dropped} == {
        "WORK-05": "changed", "REFR-01": "regrouped",
    }  # fmt: skip
    moved = workspace.interviews.move(moving)
    assert moved.pack.version == "2026.11.9"
    assert "WORK-05" not in moved.interview.answers
    assert "SAFE-01" in moved.interview.answers
    assert "WORK-05" in moved.view.missing or "WORK-05" in {p.item for p in moved.view.items}
    workspace.interviews.seal(moving)
    assert workspace.interviews.open(moving).interview.pack_sha256 == made["sha256"]
    assert workspace.check() == ()
    workspace.close()
    again = post.open()
    assert again.interviews.rebuild(moving)
    again.close()


def other(tmp_path: Path, post: Post) -> Post:
    """A second station that trusts the first one and has no pack installed."""
    made = Post(build_house(tmp_path / "b"), tmp_path, post.run)
    ca = tmp_path / "a.pem"
    post.house.stations.write_ca(ca)
    made.supervise("station", "trust", ca)
    return made


def test_a_station_without_the_pack_reads_with_a_note(
    post: Post, hq: Headquarters, tmp_path: Path, run: Run
) -> None:
    post.supervise("pack", "install", hq.pack("newer", newer, sequence=4))
    workspace = post.open()
    case = begin(workspace, LATER)
    workspace.interviews.seal(case)
    out = tmp_path / "new.pdf"
    hand_out(workspace.handovers, case, "supervisor", out)
    workspace.close()
    far = other(tmp_path, post)
    data = far.house.stations.folder.root
    assert "pack_unknown" in run("verify", out, "--data", data)["warnings"]
    assert far.supervise("import", out)["files"][0]["status"] == "imported"
    shown = far.supervise(
        "registry", "show", far.supervise("registry", "list")["records"][0]["record"]
    )
    assert shown["note"] == "pack_unknown"
    assert any(
        entry["item"] == "CTRL-04" for part in shown["sections"] for entry in part["entries"]
    )
    assert (
        "pack_unknown"
        not in run("verify", out, "--data", post.house.stations.folder.root)["warnings"]
    )


def test_a_pack_that_is_gone_is_told_and_the_answers_are_read_as_stored(
    post: Post, hq: Headquarters
) -> None:
    post.supervise("pack", "install", hq.pack("newer", newer, sequence=4))
    workspace = post.open()
    case = InterviewId(begin(workspace, LATER))
    workspace.close()
    shutil.rmtree(post.house.stations.folder.packs)
    workspace = post.open()
    assert workspace.content.warning == "pack_fallback"
    assert [summary.interview for summary in workspace.interviews.summaries()] == [case]
    with pytest.raises(Exception, match="pack_missing"):
        workspace.interviews.open(case)
    stored = {entry.about: entry for entry in workspace.interviews.as_stored(case)}
    assert stored["SAFE-01"].question.startswith("見本の新しい文です")
    assert "hurt_family" in stored["CTRL-04"].answer
    assert workspace.interviews.start().pack.sha256 == workspace.pack.sha256
    workspace.close()
    # and no older one comes in its place
    older = hq.pack("older", lambda script: None, sequence=2)
    words = post.supervise("pack", "install", older, code=2)
    assert words["error"] == "pack_older"
    assert not any(pack.place == INSTALLED for pack in post.house.packs.entries())


def test_the_commands_read_and_move_a_draft_and_print_what_is_in_use(
    post: Post, hq: Headquarters, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = post.house
    workspace = house.open(house.supervisor)
    case = begin(workspace, TOLD)
    question = workspace.texts.officer(workspace.pack.items[ItemId("WORK-05")].text, "ja").text
    workspace.close()
    here = ("--data", house.stations.folder.root)
    before = post.run("pack", "options", "WORK-05", *here)["parts"]
    assert "fear" in {option for part in before for option in part["options"]}
    post.supervise("pack", "install", hq.pack("newer", newer, sequence=4))
    read = post.supervise("interview", "read", case)["entries"]
    assert {"SAFE-01", "WORK-05"} <= {entry["item"] for entry in read}
    words = tmp_path / "supervisor.txt"
    capsys.readouterr()
    move = ("interview", "move", case, *here, "--user", SUPERVISOR, "--passphrase-file", words)
    assert main([*map(str, move)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Moved to content 2026.11.9."
    assert f"Asked again: WORK-05 {question}" in lines
    assert post.supervise("interview", "move", case, code=2)["error"] == "pack_move_nothing"
    after = post.run("pack", "options", "WORK-05", *here)["parts"]
    assert "fear" not in {option for part in after for option in part["options"]}
    form = tmp_path / "form.pdf"
    post.run("pack", "print", "form", "--lang", "en", "--out", form, *here)
    assert "見本の新しい文です" in "".join(text_of(form))


def test_headquarters_build_and_keep_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kept = tmp_path / "pack", tmp_path / "kept"
    shutil.copytree(builtin_dir(), folder)
    capsys.readouterr()
    assert main(["pack", "build", str(folder), "--sequence", "2"]) == 0
    sha256 = capsys.readouterr().out.strip()
    assert json.loads((folder / "manifest.json").read_bytes())["sequence"] == 2
    monkeypatch.setattr(released, "released_dir", lambda: kept)
    monkeypatch.setattr(sys.modules["app.content.load"], "builtin_dir", lambda: folder)
    assert main(["pack", "keep"]) == 0
    assert capsys.readouterr().out.strip() == f"{sha256}.tar.xz"
    assert released.load_released(kept, sha256).sequence == 2
    assert main(["pack", "keep"]) == 2  # no kept one is replaced
