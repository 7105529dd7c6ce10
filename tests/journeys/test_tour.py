# SPDX-License-Identifier: MIT
"""The tour: the real windows from the empty folder to the registry, and everything it leaves behind.

Three settings: two in a process of their own under a trace of system calls (a day one of them, in turn;
both with ``--full``), one in this process, where every page is audited and whose folders are then
searched for what was said.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate
from PySide6.QtWidgets import QApplication
from sd_jwt.verifier import SDJWTVerifier

from app.content import load_builtin
from app.domain.text import JA_EASY
from app.ids import ItemId, LangTag
from app.services.phrases import phrase
from tests.command import command
from tests.counts import sample
from tests.journeys.surroundings import encodings, hits, internet, surroundings
from tests.ui.audit import audit
from tests.ui.strays import stray_windows
from ui.tour import sample as invented
from ui.tour.hands import Hands
from ui.tour.journey import Journey, TourSettings

SCREENS = {
    "unlock", "home", "preparation", "language", "interview", "person", "cards", "danger", "pause",
    "readback", "disclosure", "handover", "registry", "practice", "lookback",
}  # fmt: skip
HANDOVERS = {
    ("th", "isa"): {"wcsc", "police", "jcg", "iom", "supervisor", "cgc"},
    ("ja", "police"): {"wcsc", "jcg", "supervisor", "cgc"},
    ("fil", "jcg"): {"wcsc", "isa", "police", "iom", "supervisor", "cgc"},
}
LEAST = 4  # characters: shorter ones could stand in encrypted bytes by chance
HERE = ("th", "isa")  # the one that is run in this process
APART = sample("tours", sorted(set(HANDOVERS) - {HERE}), daily=1)  # each in a process of its own
GIVEN_AWAY = re.compile(
    r"人身取引|被害|traffick|interview|面接|聴取|2026-\d{4}|Kakehashi", re.IGNORECASE
)


@dataclass(frozen=True)
class Toured:
    """What one tour left."""

    lang: str
    agency: str
    out: Path
    internet: list[str]

    @property
    def verdicts(self) -> list[dict[str, Any]]:
        found = json.loads((self.out / "verify.json").read_text("utf-8"))["handovers"]
        assert isinstance(found, list)
        return found

    @property
    def handovers(self) -> dict[str, Path]:
        return {p.stem.removeprefix("handover-"): p for p in self.out.glob("handover-*.pdf")}


@dataclass(frozen=True)
class Audited:
    """The tour of this process, with the folder of its station and what the audit found."""

    toured: Toured
    root: Path
    files: list[str]
    faults: list[str]
    strays: list[Any]


@pytest.fixture(scope="module")
def here(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    """The tour in this process: every page passes the audit on its way.

    What it may show goes to a folder outside the one that is searched.
    """
    lang, agency = HERE
    root, take = tmp_path_factory.mktemp("tour-here"), Hands.picture
    faults: list[str] = []

    def look(hands: Hands, name: str, widget: Any = None) -> None:
        take(hands, name, widget)
        faults.extend(f"{name}: {finding}" for finding in audit(widget or hands.shell.window))

    for name in ("temp", "station"):
        (root / name).mkdir()
    with tempfile.TemporaryDirectory(prefix="kakehashi-out-") as out:
        with pytest.MonkeyPatch.context() as patch, stray_windows(qapp) as strays:
            patch.setattr(Hands, "picture", look)
            patch.setattr(tempfile, "tempdir", str(root / "temp"))
            settings = TourSettings(lang, agency, "full", 100, "light", Path(out))
            files = Journey(settings, root / "station").run()
        yield Audited(Toured(lang, agency, Path(out), []), root, files, faults, strays)


@pytest.fixture(scope="module", params=sorted([HERE, *APART]), ids="-".join)
def toured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Toured:
    if request.param == HERE:
        found: Audited = request.getfixturevalue("here")
        return found.toured
    lang, agency = request.param
    return traced(lang, agency, tmp_path_factory)


def traced(lang: str, agency: str, tmp_path_factory: pytest.TempPathFactory) -> Toured:
    """The real command in a process of its own, its network calls written down."""
    root = tmp_path_factory.mktemp(f"tour-{lang}")
    out, trace = root / "out", root / "trace.txt"
    words = [sys.executable, "-c", "import sys; from ui.launch import main; sys.exit(main())"]
    words += ["tour", "--lang", lang, "--agency", agency, "--out", str(out)]
    if shutil.which("strace"):
        words = ["strace", "-f", "--seccomp-bpf", "-e", "trace=%network", "-o", str(trace), *words]
    done = subprocess.run(
        words, env=surroundings(root), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return Toured(lang, agency, out, internet(trace))


def said_in(lang: str) -> list[str]:
    """Words that the paper must hold as text: two questions, as the pack has them."""
    if lang == "ja":  # readings stand between the words of a question: an answer without kanji
        found_kana = phrase(JA_EASY, "not sure")
        return [found_kana] if found_kana else []
    items = load_builtin().items
    found = [items[ItemId(item)].text.get(LangTag(lang)) for item in ("SAFE-01", "LANG-02")]
    return [wording.text for wording in found if wording]


def text_of(path: Path) -> str:
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


def attachment(path: Path, folder: Path) -> str:
    out = folder / f"{path.stem}.json"
    subprocess.run(["pdfdetach", "-save", "1", "-o", out, path], check=True, capture_output=True)
    return str(json.loads(out.read_bytes())["presentation"])


@pytest.mark.slow
def test_a_picture_of_each_screen_and_no_two_alike(toured: Toured) -> None:
    pictures = sorted(toured.out.glob("*.png"))
    names = {path.stem.partition("-")[2] for path in pictures}
    assert names >= SCREENS
    assert all(re.fullmatch(r"\d\d-[a-z-]+", path.stem) for path in pictures)
    assert len({hashlib.sha256(p.read_bytes()).digest() for p in pictures}) == len(pictures)


@pytest.mark.slow
def test_the_right_handovers_and_all_valid(toured: Toured) -> None:
    expected = HANDOVERS[toured.lang, toured.agency]
    assert set(toured.handovers) == expected
    assert {verdict["recipient"] for verdict in toured.verdicts} == expected
    assert all(verdict["valid"] and verdict["practice"] for verdict in toured.verdicts), (
        toured.verdicts
    )


@pytest.mark.slow
def test_the_command_verifies_them_against_the_ca(
    toured: Toured, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in toured.handovers.values():
        done = command(capsys, "verify", str(path), "--trust", str(toured.out / "ca.pem"))
        assert done.code == 0, done.err
    (toured.out / "ca.crl").rename(toured.out / "away.crl")
    done = command(capsys, "verify", str(path), "--trust", str(toured.out / "ca.pem"), "--json")
    (toured.out / "away.crl").rename(toured.out / "ca.crl")
    assert (done.code, done.data["reason"]) == (1, "no_crl")


@pytest.mark.slow
def test_a_second_reader_agrees(toured: Toured, tmp_path: Path) -> None:
    """Poppler on the signature, the reference library on the attachment."""
    from jwcrypto.jwk import JWK  # type: ignore[import-untyped]

    for recipient, path in toured.handovers.items():
        report = subprocess.run(
            ["pdfsig", path], capture_output=True, text=True, check=False
        ).stdout
        assert "Signature is Valid" in report, recipient
        assert "Total document signed" in report, recipient
        token = attachment(path, tmp_path)
        header = json.loads(_unb64(token.split(".")[0]))
        leaf = load_der_x509_certificate(_unb64(header["x5c"][0]))
        pem = leaf.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        seen = SDJWTVerifier(token, lambda *_, key=pem: JWK.from_pem(key)).get_verified_payload()
        assert seen["practice"] is True
        assert any("group" in value for value in seen["items"].values() if isinstance(value, dict))


@pytest.mark.slow
def test_both_languages_can_be_found_again(toured: Toured) -> None:
    for recipient in ("wcsc", "supervisor"):
        text = text_of(toured.handovers[recipient])
        assert "供述調書ではありません" in text
        assert "練習" in text
        for words in said_in(toured.lang):
            assert "".join(words.split()) in text, (recipient, words)
        assert not re.search(r"officer_speaks_it|\bpursuer\b", text)  # ids are not words


@pytest.mark.slow
def test_the_persons_paper_gives_nothing_away(toured: Toured) -> None:
    path = toured.out / "person-copy.pdf"
    listed = subprocess.run(
        ["pdfdetach", "-list", path], capture_output=True, text=True, check=True
    )
    assert listed.stdout.startswith("0 embedded files")
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert not GIVEN_AWAY.search(info)
    assert not re.search(r"2026-\d{4}", text_of(path))
    assert GIVEN_AWAY.search("Title: 面接の記録 2026-0001")  # positive control


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("toured", APART, ids="-".join, indirect=True)
def test_nothing_reaches_a_network(toured: Toured) -> None:
    assert toured.internet == []


def _unb64(text: str) -> bytes:
    import base64

    return base64.urlsafe_b64decode(
        text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4)
    )


# in this process


def canaries() -> list[str]:
    """What the sample people said and the officer wrote, without the mark; long enough not to stand
    in a file by chance.
    """
    words = ["上司に知らせた", "15歳と本人が話した"]

    def walk(value: object) -> None:
        if isinstance(value, str) and value.startswith(invented.MARK):
            words.append(value.removeprefix(f"{invented.MARK}: "))
        elif isinstance(value, dict):
            for member in value.values():
                walk(member)

    walk(invented.adult("th"))
    walk(invented.child("th"))
    return [word for word in words if len(word) > LEAST]


@pytest.mark.slow
def test_every_page_passes_the_audit(here: Audited) -> None:
    assert here.faults == []
    assert here.strays == []
    assert {"verify.json", "ca.crl", "person-copy.pdf"} <= set(here.files)


@pytest.mark.slow
def test_nothing_said_is_readable_afterwards(here: Audited) -> None:
    """No word is left in data, temp or home."""
    words = canaries()
    assert len(words) >= 7
    assert hits(words, here.root, Path.home()) == []
    codes = [code for word in words for code in encodings(word)]
    for number, code in enumerate(codes):  # positive control, each word in each encoding
        control = here.root / "station" / f"control-{number}.bin"
        control.write_bytes(b"\x00\xff" + code + b"\xfe")
        assert hits(words, control.parent) == [control.name]
        control.unlink()
