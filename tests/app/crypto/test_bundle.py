# SPDX-License-Identifier: MIT
"""Transfer bundles: age, padded, told apart from junk. One passphrase round only: scrypt is slow."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import bundle
from app.errors import UserError

IDENTITY, RECIPIENT = bundle.new_identity()


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=40_000))
def test_any_content_comes_back(content: bytes) -> None:
    made = bundle.encrypt(content, [RECIPIENT])
    assert bundle.decrypt(made, IDENTITY) == content


def test_the_size_tells_little_and_the_name_nothing() -> None:
    sizes = {
        len(bundle.encrypt(bytes(size), [RECIPIENT])) // 1024 for size in (0, 10, 1000, 16_000)
    }
    assert len(sizes) == 1
    assert bundle.new_name() != bundle.new_name()
    assert bundle.new_name().endswith(".age")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_bit_flip_is_refused(data: st.DataObject) -> None:
    made = bytearray(MADE)
    made[data.draw(st.integers(0, len(made) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(UserError, match="bundle_unreadable"):
        bundle.decrypt(bytes(made), IDENTITY)


MADE = bundle.encrypt(b"content SAMPLE", [RECIPIENT])


def test_wrong_keys_and_sizes() -> None:
    stranger, _ = bundle.new_identity()
    with pytest.raises(UserError, match="bundle_unreadable"):
        bundle.decrypt(MADE, stranger)
    with pytest.raises(UserError, match="recipient_wrong"):
        bundle.decrypt(MADE, "no identity")
    for wrong in ([], ["no recipient"]):
        with pytest.raises(UserError, match="recipient_wrong"):
            bundle.encrypt(b"", wrong)


def test_a_bundle_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MAX_BYTES", 10)
    for read in (bundle.decrypt, bundle.decrypt_with_passphrase):
        with pytest.raises(UserError, match="bundle_too_large"):
            read(MADE, IDENTITY)


def test_content_that_was_not_padded_by_us() -> None:
    import pyrage

    key = pyrage.x25519.Recipient.from_str(RECIPIENT)
    for inside in (
        b"",
        b"short",
        bytes(7) + b"\xff" + bytes(100),
        bytes(8) + b"x" * (16 * 1024 - 8),
    ):
        with pytest.raises(UserError, match="bundle_unreadable"):
            bundle.decrypt(pyrage.encrypt(inside, [key]), IDENTITY)


@pytest.mark.slow
def test_a_passphrase_told_by_voice() -> None:
    made = bundle.encrypt_with_passphrase(b"content SAMPLE", "told by voice")
    assert bundle.decrypt_with_passphrase(made, "told by voice") == b"content SAMPLE"
    with pytest.raises(UserError, match="bundle_unreadable"):
        bundle.decrypt_with_passphrase(made, "another")
