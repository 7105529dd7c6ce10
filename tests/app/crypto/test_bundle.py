# SPDX-License-Identifier: MIT
"""Transfer bundles: age, padded, told apart from junk. Few rounds: scrypt is slow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import bundle
from app.errors import UserError

WORDS = "told by voice SAMPLE"
MADE = bundle.encrypt(b"content SAMPLE", WORDS)


def test_the_content_comes_back_and_the_size_tells_little() -> None:
    assert bundle.is_bundle(MADE)
    assert not bundle.is_bundle(b"%PDF-1.7")
    assert bundle.decrypt(MADE, WORDS) == b"content SAMPLE"
    assert abs(len(bundle.encrypt(bytes(16_000), WORDS)) - len(MADE)) < 1024
    assert b"SAMPLE" not in MADE


def test_the_name_tells_nothing() -> None:
    assert bundle.new_name() != bundle.new_name()
    assert bundle.new_name().endswith(".kkb")


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_every_bit_flip_is_refused(data: st.DataObject) -> None:
    made = bytearray(MADE)
    made[data.draw(st.integers(0, len(made) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(UserError, match="bundle_unreadable"):
        bundle.decrypt(bytes(made), WORDS)


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(UserError, match="bundle_unreadable"):
        bundle.decrypt(MADE, "another")


@pytest.mark.parametrize(
    "inside", [b"", b"short", bytes(7) + b"\xff" + bytes(100), bytes(8) + b"x" * (16 * 1024 - 8)]
)
def test_content_that_was_not_padded_by_us(inside: bytes) -> None:
    import pyrage

    with pytest.raises(UserError, match="bundle_unreadable"):
        bundle.decrypt(pyrage.passphrase.encrypt(inside, WORDS), WORDS)
