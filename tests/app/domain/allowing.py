# SPDX-License-Identifier: MIT
"""What a supervisor would have proved, for tests of rules: a stand-in without a signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.approval import Approval
from app.domain.consent import decide, sent_version
from app.domain.pack import Pack
from tests.app.domain.talking import Talk


@dataclass(frozen=True)
class Allowed(Approval):
    """Says what it is told to."""

    claims_: Mapping[str, Any]

    @property
    def jws(self) -> str:
        return "x.y.z"

    @property
    def by(self) -> str:
        return "SUP"

    @property
    def claims(self) -> Mapping[str, Any]:
        return self.claims_


def allowing(talk: Talk, act: str, **more: Any) -> Allowed:
    """An approval of this talk's record."""
    return Allowed({"act": act, "jti": f"urn:uuid:{talk.interview.id}", **more})


def handing(talk: Talk, recipient: str, rules: Pack | None = None) -> Allowed:
    """An approval of the handover that could go to this recipient now."""
    proposed = decide(rules or talk.pack, talk.interview, recipient).proposed
    version = sent_version(talk.interview)
    return allowing(talk, "handover", sd_hash=version, recipient=recipient, groups=sorted(proposed))
