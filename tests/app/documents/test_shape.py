# SPDX-License-Identifier: MIT
"""The closed list of what a handover is made of: ours pass, whatever else an officer's key signs does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from app.documents import shape, structure
from app.documents.examine import examine
from app.documents.sign import encrypt, sign
from app.paths import program_root
from app.services.verdict import Rejected, Unreadable
from tests.app.documents import forging_parts, handover_samples
from tests.app.documents.forging_parts import PARTS, PASSPHRASE, made
from tests.app.documents.signing_station import asked, clean, officer, question, unsigned
from tests.counts import sample

RELEASED = program_root() / "tests" / "vectors" / "0.1"
Made = Callable[[], bytes]
#: Parts that an earlier check refuses, or that cannot even be read; all others are on no list.
ELSEWHERE = {("page", "Annots"): "annotations", ("resources", "shading"): "malformed"}


def refusal(data: bytes, passphrase: str | None = None) -> str:
    """The reason code; fails when the file was accepted."""
    try:
        examine(data, asked(passphrase=passphrase) if passphrase else question())
    except (Rejected, Unreadable) as fault:
        return fault.code
    return "accepted"


@pytest.mark.parametrize("kind", PARTS)
def test_parts_that_no_handover_has(kind: str) -> None:
    parts = PARTS[kind]
    assert len(parts) >= 10
    labels = {label for label, _change in parts}
    assert {label for where, label in ELSEWHERE if where == kind} <= labels
    codes = {label: refusal(made(change)) for label, change in sample(kind, parts, 4)}
    assert codes == {label: ELSEWHERE.get((kind, label), "unknown_content") for label in codes}


@pytest.mark.parametrize("forged", [forging_parts.trailers, forging_parts.hidden])
def test_what_stands_outside_the_tree(forged: Callable[[], list[tuple[str, Made]]]) -> None:
    variants = forged()
    assert len(variants) >= 10
    codes = {label: refusal(make()) for label, make in sample("outside", variants, 3)}
    assert set(codes.values()) == {"unknown_content"}, codes


def test_transfer_copies_that_are_not_encrypted_as_ours() -> None:
    assert len(forging_parts.encryptions()) >= 10
    codes = {
        label: refusal(make(), PASSPHRASE)
        for label, make in sample("encryption", forging_parts.encryptions(), 3)
    }
    assert set(codes.values()) == {"encryption_form"}, codes


@pytest.mark.parametrize("lang", ["th", "fil", "my", "ja_easy", "ur"])
def test_every_layout_passes(lang: str) -> None:
    for layout in sample(lang, list(handover_samples.GROUPS), 2):
        assert examine(clean(layout, lang), question()).warnings == ()


def test_our_transfer_copy_passes() -> None:
    copy = sign(encrypt(unsigned(), PASSPHRASE), officer(), handover_samples.CREATED, PASSPHRASE)
    assert examine(copy, asked(passphrase=PASSPHRASE)).warnings == ()


@pytest.mark.parametrize("path", sorted(RELEASED.glob("*/*.pdf")), ids=lambda path: path.stem)
def test_what_a_release_wrote_passes(path: Path) -> None:
    words = (RELEASED / "passphrases" / "transfer.txt").read_text("utf-8").strip()
    structure.check_structure(structure.open_file(path.read_bytes(), words))


def test_an_unchanged_copy_of_the_forger_passes() -> None:
    """Positive control: what the forger's own saving does is not what is refused."""
    assert refusal(made(lambda _document: None)) == "accepted"
    whole = pikepdf.Encryption(owner=PASSPHRASE, user=PASSPHRASE, R=6, aes=True, metadata=True)
    assert refusal(made(lambda _document: None, whole), PASSPHRASE) == "accepted"


def noting(choose: Callable[..., str], met: set[str]) -> Callable[..., str]:
    def noted(*arguments: object, **options: object) -> str:
        found = choose(*arguments, **options)
        met.add(found)
        return found

    return noted


def test_each_kind_of_the_list_is_met() -> None:
    """A kind that no file of ours has would only widen the list."""
    met: set[str] = set()
    copy = encrypt(unsigned(), PASSPHRASE)
    for data in (clean(), sign(copy, officer(), handover_samples.CREATED, PASSPHRASE)):
        reader = structure.open_file(data, PASSPHRASE)
        walk = shape._Walk()
        walk._kind = noting(walk._kind, met)  # type: ignore[method-assign]
        for key, place in (("/Root", "catalog"), ("/Info", "information")):
            walk.run(reader.trailer.raw_get(key), shape._a(place))
        if reader.encrypted:
            walk.run(reader.trailer.raw_get("/Encrypt"), shape._a("encryption"))
    assert met == set(shape.KINDS)
