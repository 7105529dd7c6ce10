# SPDX-License-Identifier: MIT
"""The stages of a handover, as types: sealed and allowed, drawn and signed, gone out.

Each is made from the one before, so that nothing is handed over that was not sealed, and nothing sent that
was not allowed.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.consent import Decision
from app.domain.document import HandoverDocument
from app.domain.event import EventType, NewEvent
from app.domain.value import Json
from app.services.ports import SealedVersion


@dataclass(frozen=True, slots=True)
class UnsignedPaper:
    """What may be printed while nothing can be signed, for one recipient."""

    document: HandoverDocument
    decision: Decision


@dataclass(frozen=True, slots=True)
class Prepared:
    """A handover that may be drawn: of a sealed version, and allowed; with the approvals it rests on.

    The stages are types: only what is prepared is drawn, only what is drawn is saved.
    """

    document: HandoverDocument
    decision: Decision
    version: SealedVersion

    def __post_init__(self) -> None:
        if not self.decision.allowed or self.document.record_hash != self.version.record_hash:
            raise ValueError("what is not sealed and allowed is not prepared")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The signed file of a handover, which may be saved."""

    prepared: Prepared
    pdf: bytes


def went_out(
    kind: EventType, decision: Decision, file_sha256: str, *, lawyer_offered: bool = False
) -> NewEvent:
    """The event of what left, with the approval it rests on, and whether a lawyer was offered before."""
    withheld: list[Json] = [{"group": w.group, "reason": w.reason} for w in decision.withheld]
    payload: dict[str, Json] = {
        "recipient": decision.recipient,
        "groups": list[Json](sorted(decision.groups)),
        "withheld": withheld,
        "file_sha256": file_sha256,
    }
    if decision.approvals:
        payload["approval"] = decision.approvals[0].jws
    if lawyer_offered:
        payload["lawyer_offered"] = True
    return NewEvent(kind, payload)
