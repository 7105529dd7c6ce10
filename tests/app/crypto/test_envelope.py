# SPDX-License-Identifier: MIT
"""The file inside a handover of format 2: one spelling of its bytes, a closed set of keys."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785

from app.crypto.envelope import HandoverEnvelope, read, write
from app.crypto.verify_record import RecordRejected

GOOD = HandoverEnvelope(
    layout=1,
    recipient="wcsc",
    made=1_795_482_000,
    release="0.2.0",
    frame={"missing": ["control"], "見出し": {"é": None}},
    presentation="a.b.c~d~",
    approvals=("e.f.g",),
)
RAW = write(GOOD)


def code(raw: bytes) -> str:
    with pytest.raises(RecordRejected) as error:
        read(raw)
    return error.value.code


def changed(**values: Any) -> bytes:
    return rfc8785.dumps({**json.loads(RAW), **values})


def test_it_comes_back_as_it_was() -> None:
    assert read(RAW) == GOOD
    assert write(read(RAW)) == RAW


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        RAW + b"\n",
        RAW.replace(b'"fmt":2', b'"fmt": 2'),
        RAW.replace(b'{"approvals":', b'{"approvals":[],"approvals":'),
        json.dumps(json.loads(RAW), sort_keys=True, separators=(",", ":")).encode(),  # é escaped
        changed(more=1),
        changed(layout="1"),
        changed(layout=0),
        changed(layout=True),
        changed(made=-1),
        changed(recipient=None),
        changed(recipient=""),
        changed(recipient="x" * 101),
        changed(release=2),
        changed(frame=[]),
        changed(presentation=1),
        changed(approvals={}),
        changed(approvals=[1]),
        changed(approvals=["x"] * 101),
        changed(fmt=1),
        changed(fmt="2"),
        changed(fmt=True),
        rfc8785.dumps({k: v for k, v in json.loads(RAW).items() if k != "frame"}),
    ],
)
def test_any_other_form_is_refused(raw: bytes) -> None:
    assert code(raw) == "envelope_form"


def test_a_newer_one_is_told_whatever_else_it_holds() -> None:
    assert code(changed(fmt=3)) == "record_newer"
    assert code(b'{"fmt": 4, "anything": []}') == "record_newer"
