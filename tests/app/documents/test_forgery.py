# SPDX-License-Identifier: MIT
"""Forgeries are refused, class by class, and clean files are not (SECURITY.md, "How it is shown")."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from app.documents.examine import PdfFinding, Question, examine
from app.documents.sign import sign
from app.services.verdict import Rejected, Unreadable
from tests.app.documents import (
    forging,
    forging_inside,
    forging_pages,
    forging_parts,
    handover_samples,
)
from tests.app.documents.signing_station import (
    NOW,
    YEAR,
    Station,
    asked,
    clean,
    officer,
    question,
    station,
    unsigned,
    written,
)
from tests.app.documents.test_sign import tool
from tests.counts import count, draw, sample

# Verified over and over: what these lines cover is covered elsewhere, and counting them takes three times as long.
pytestmark = [pytest.mark.uncounted, pytest.mark.slow]

SEED = 20261124


def refusal(data: bytes, ask: Question | None = None) -> str:
    """Return the reason code; fail when the file was accepted."""
    try:
        examine(data, ask or question())
    except (Rejected, Unreadable) as fault:
        return fault.code
    pytest.fail("accepted")


@pytest.mark.parametrize(
    ("layout", "lang"),
    [
        ("protection", "th"),
        ("immigration", "fil"),
        ("investigation", "my"),
        ("iom", "ja_easy"),
        ("medical", "ur"),
    ],
)
def test_clean_files_are_accepted(layout: str, lang: str) -> None:
    found = examine(clean(layout, lang), question())
    assert isinstance(found, PdfFinding)
    assert found.attachment.decode() == handover_samples.PRESENTATION
    assert found.signed_at == handover_samples.CREATED
    assert found.signer == "見本 職員 SAMPLE"
    assert found.warnings == ()


@pytest.mark.slow
def test_fifty_clean_files_are_accepted(tmp_path: Path) -> None:
    """By the reader, and by poppler, which finds them valid and signed whole."""
    asked_poppler = sample("pdfsig", range(50), 3)
    for number in range(50):
        signer = station().officer(f"見本 {number} SAMPLE")
        data = sign(unsigned(), signer, handover_samples.CREATED + timedelta(hours=number))
        assert examine(data, asked(now=NOW + YEAR)).signer == f"見本 {number} SAMPLE"
        if number in asked_poppler:
            report = tool("pdfsig", "-nocert", str(written(tmp_path, data)))
            assert "Signature is Valid" in report
            assert "Total document signed" in report


def test_the_forgeries_are_more_than_three_hundred() -> None:
    """Each is refused by the test of its class; these are those that are listed before they are made."""
    listed = {kind: len(parts) for kind, parts in forging_parts.PARTS.items()}
    listed |= {
        "trailer": len(forging_parts.trailers()),
        "hidden": len(forging_parts.hidden()),
        "encryption": len(forging_parts.encryptions()),
        "another document": len(forging_pages.documents()),
        "shown otherwise": len(forging_pages.changes()),
    }
    assert min(listed.values()) >= 10, listed
    made = sum(5 if kind == "transplant" else 10 for kind in forging.OUTSIDE)  # at the least
    assert sum(listed.values()) + made >= 300, listed


@pytest.mark.parametrize("kind", forging.OUTSIDE)
def test_forgeries_without_the_key(kind: str) -> None:
    codes = {label: refusal(data) for label, data in forging.OUTSIDE[kind]()}
    assert len(codes) >= (5 if kind == "transplant" else 10)
    assert "malformed" not in codes.values(), codes


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            "not certified",
            {"not_certified", "signature_form", "no_signing_time", "unknown_content"},
        ),
        ("active content", {"active_content", "annotations", "form", "xref_form"}),
        (
            "strange attachment",
            {
                "several_attachments",
                "attachment_form",
                "attachment_name",
                "no_attachment",
                "unknown_content",  # not on the closed list of what our own writer makes
            },
        ),
    ],
)
def test_files_that_only_a_changed_program_makes(kind: str, expected: set[str]) -> None:
    codes = {label: refusal(data) for label, data in forging_inside.INSIDE[kind]()}
    assert set(codes.values()) <= expected, codes


@pytest.mark.parametrize("days", [-20, -1, 0, 1, 30])
def test_a_revoked_signer_is_refused_whenever_it_was(days: int) -> None:
    at = handover_samples.CREATED + timedelta(days=days)
    anchor = station().anchor((officer(), at))
    assert refusal(clean(), asked(anchors=(anchor,))) == "revoked"


def test_another_officers_revocation_changes_nothing() -> None:
    anchor = station().anchor((station().officer(), handover_samples.CREATED))
    assert examine(clean(), asked(anchors=(anchor,))).warnings == ()


def test_anchors_and_lists() -> None:
    good, forger = station(), Station()
    crl = good.crl()
    cases = {
        "no_trust_anchor": (),
        "untrusted_signer": (forger.anchor(),),
        "no_crl": (type(good.anchor())(good.ca, None),),
        "crl_invalid": (type(good.anchor())(good.ca, forger.crl()),),
        "crl_out_of_date": (
            type(good.anchor())(
                good.ca, good.crl(end=handover_samples.CREATED - timedelta(days=1))
            ),
        ),
    }
    for code, anchors in cases.items():
        assert refusal(clean(), asked(anchors=anchors)) == code
    several = (forger.anchor(), type(good.anchor())(good.ca, crl))
    assert examine(clean(), asked(anchors=several)).warnings == ()


def test_expired_since_and_future_are_warnings() -> None:
    assert examine(clean(), asked(now=NOW + 3 * YEAR)).warnings == ("signer_expired_since",)
    early = handover_samples.CREATED - timedelta(days=1)
    assert examine(clean(), asked(now=early)).warnings == ("signed_in_future",)


@pytest.mark.parametrize("bad", ["repudiation", "signing", "ca"])
def test_only_officers_certificates_sign(bad: str) -> None:
    from tests.app.documents.signing_station import usage

    signer = station().officer(
        key_usage=usage(sign=bad != "signing", repudiation=bad != "repudiation"), is_ca=bad == "ca"
    )
    assert refusal(sign(unsigned(), signer, handover_samples.CREATED)) == "certificate_purpose"


def mutate(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]


def check_mutations(count: int, seed: int) -> None:
    chance = random.Random(seed)
    good = clean()
    for _ in range(count):
        refusal(mutate(good, chance))


def test_any_changed_byte_is_noticed() -> None:
    check_mutations(300, SEED)


@pytest.mark.slow
def test_any_changed_byte_is_noticed_anywhere() -> None:
    check_mutations(count(400, 10_000), draw("bytes").randrange(2**32))


@pytest.mark.slow
def test_every_byte_of_the_signature_counts() -> None:
    """All bytes of the gap and around it, one bit each: here lies what a digest does not cover."""
    from app.documents.byterange import find_seal

    good = clean()
    seal = find_seal(good)
    places = range(seal.start - 12, seal.end + 90)
    for at in sample("signature", places, len(places) // 6):
        for bit in (0x01, 0x20):
            refusal(good[:at] + bytes([good[at] ^ bit]) + good[at + 1 :])


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.99])
def test_truncated_files_are_unreadable_or_refused(share: float) -> None:
    good = clean()
    assert refusal(good[: int(len(good) * share)]) in {"truncated", "no_signature", "byte_range"}


def test_the_unsigned_file_has_no_signature() -> None:
    assert refusal(unsigned()) == "no_signature"
