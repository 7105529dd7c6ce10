# SPDX-License-Identifier: MIT
"""Told in confidence: by the command, in real files, a text that is marked private reaches few."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from app.content import load_builtin
from app.crypto.envelope import read
from app.crypto.sealed import disclosures_of
from tests.command import Desk, command
from tests.stations import SUPERVISOR

SECRETS = ("ひみつの仕事の話", "ひみつの体の話", "ひみつのメモ")
PLAIN = ("工場で働いた見本", "頭が痛い見本")
TICKED = ["needs_health", "private"]
#: Who may have it outside the agency: a doctor with all of the rest, the others where it is named.
BY_NAME = ("wcsc", "iom", "ngo")
NEVER = ("police", "jcg", "prosecutor", "embassy", "moj_hr", "labour", "otit", "houterasu")


def talk(consents: dict[str, Any], agency: str) -> dict[str, Any]:
    """A replay file: two answers of two texts each, one of them in confidence, and a note like it."""
    answers = {
        "SAFE-01": "yes",
        "WISH-03": ["debt"],
        "WORK-01": {"what": [{"text": SECRETS[0], "mark": "private"}, PLAIN[0]]},
        "NEED-06": [{"text": SECRETS[1], "mark": "private"}, PLAIN[1]],
    }
    note = {"item": "NEED-06", "text": SECRETS[2], "mark": "private"}
    return {
        "script": "full",
        "agency": agency,
        "language": "th",
        "person": {"age": 30, "nationality": ["THA"], "sex": "f"},
        "consent": {"interview": "yes", "recipients": consents},
        "answers": [{"item": item, "value": value} for item, value in answers.items()],
        "events": [{"type": "note_added", "after": "NEED-06", **note}],
    }


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Desk]:
    return {name: Desk.make(tmp_path_factory.mktemp(name), name) for name in ("isa", "police")}


def handed(
    capsys: pytest.CaptureFixture[str], desk: Desk, root: Path, replay: dict[str, Any], *to: str
) -> dict[str, str]:
    """What each recipient's file holds: the words of its pages and of the attached record."""
    file = root / "talk.json"
    file.write_text(json.dumps(replay, ensure_ascii=False), "utf-8")
    out = {name: root / f"{name}.pdf" for name in to}
    asked = [word for name in to for word in ("--handover", f"{name}={out[name]}")]
    supervisor = ("--countersign-by", SUPERVISOR, "--countersign-passphrase-file",
                  str(desk.root / "supervisor.txt"))  # fmt: skip
    outcome = command(
        capsys, "interview", "replay", str(file), *desk.officer, *asked, *supervisor, "--json",
        "--lawyer-offered",
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    assert outcome.data["locked"] == []
    return {name: held(path) for name, path in out.items()}


def held(path: Path) -> str:
    with pikepdf.open(path) as pdf:
        (attached,) = (
            attachment.get_file().read_bytes() for attachment in pdf.attachments.values()
        )
    document = pypdfium2.PdfDocument(path)
    pages = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    values = disclosures_of(read(attached).presentation)
    return "".join((pages + json.dumps(values, ensure_ascii=False)).split())


def test_with_all_it_goes_to_a_doctor_and_the_supervisor_alone(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    everyone = (*NEVER, *BY_NAME, "medical")
    consents = {name: {"consent": "all"} for name in everyone} | {
        "embassy": {"consent": "everything"}
    }
    files = handed(capsys, desks["isa"], tmp_path, talk(consents, "isa"), *everyone, "supervisor")
    for name, text in files.items():
        open_ = name in {"medical", "supervisor"}
        assert [secret in text for secret in SECRETS] == [open_, open_, open_], name
        assert ('"private"' in text) is open_, name  # no id of the group, no empty piece
    assert PLAIN[0] in files["police"]
    assert all(PLAIN[1] in files[name] for name in (*BY_NAME, "medical", "moj_hr"))
    assert PLAIN[1] not in files["embassy"]
    assert all(plain in files["supervisor"] for plain in PLAIN)


def test_ticked_by_name_it_goes_to_those_who_look_after_the_person(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    consents: dict[str, Any] = {name: {"consent": "parts", "groups": TICKED} for name in BY_NAME}
    consents["medical"] = {"consent": "parts", "groups": ["needs_health"]}
    consents["isa"] = {"consent": "parts", "groups": ["needs_health"]}
    files = handed(
        capsys, desks["police"], tmp_path, talk(consents, "police"), *BY_NAME, "medical", "isa"
    )
    for name in BY_NAME:
        assert SECRETS[1] in files[name], name
        assert SECRETS[2] in files[name], name
    for name in ("medical", "isa"):
        assert not any(secret in files[name] for secret in SECRETS), name
        assert PLAIN[1] in files[name], name


def test_by_law_it_goes_only_where_it_is_named_with_the_reason(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    law = {"basis": "danger_to_life", "reason": "命を守るため"}
    named = {
        "cgc": {**law, "groups": TICKED},
        "medical": law,
        "police": {**law, "groups": ["private", "safety"]},
    }
    replay = talk(named, "isa")
    replay["answers"].append({"item": "SAFE-03", "value": {"urgent": "yes"}})
    files = handed(capsys, desks["isa"], tmp_path, replay, *named)
    assert PLAIN[1] in files["cgc"]
    assert SECRETS[1] in files["cgc"]
    assert PLAIN[1] in files["medical"]
    assert not any(secret in files[name] for secret in SECRETS for name in ("medical", "police"))


def test_nobody_else_can_be_ticked(
    capsys: pytest.CaptureFixture[str], desks: dict[str, Desk], tmp_path: Path
) -> None:
    file = tmp_path / "talk.json"
    for name in ("police", "moj_hr"):
        replay = talk({name: {"consent": "parts", "groups": ["private"]}}, "isa")
        file.write_text(json.dumps(replay, ensure_ascii=False), "utf-8")
        outcome = command(capsys, "interview", "replay", str(file), *desks["isa"].officer, "--json")
        assert outcome.code == 2
        assert "private" not in load_builtin().recipients[name].groups_at_most
