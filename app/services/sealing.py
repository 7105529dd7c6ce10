# SPDX-License-Identifier: MIT
"""Sealing: the current state becomes one SD-JWT signed by the officer (RECORD.md). Nothing sealed changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.clock import stamp
from app.crypto import pki
from app.crypto.sealed import Signer, disclosures_of, record_hash, seal, unb64u
from app.crypto.verify_record import MAX_TOKEN
from app.domain.event import EventType, NewEvent
from app.domain.pack import Pack
from app.domain.roles import Roles
from app.domain.state import Interview, InterviewState
from app.domain.value import Json
from app.errors import UserError
from app.services.pieces import Items
from app.services.ports import SealedVersion
from app.services.record import plain_claims, record_items
from app.services.record_check import STRANGE, faults
from app.services.record_ids import unknown_names
from app.services.record_schema import misfit
from app.services.timekeeping import ClockReport, Timekeeper


def sealed(
    pack: Pack, interview: Interview, signer: Signer, time: Timekeeper
) -> tuple[SealedVersion, NewEvent]:
    """Make the next version with the event that records it.

    Raises UserError("record_sealed"), what `Timekeeper.signing` raises, and what every recipient would
    refuse is not sealed: ("seal_name"), ("seal_too_long"), ("seal_too_large"), ("seal_form").
    """
    if interview.id is None or interview.state is not InterviewState.DRAFT:
        raise UserError("record_sealed", case=interview.case_number)
    report = time.report(interview)
    now = time.signing(interview)
    claims = plain_claims(interview, record_id=interview.id, iat=int(now.timestamp()))
    items = record_items(pack, interview) | clock_item(pack.roles, report)
    for fault in faults(claims, items, pki.name_of(signer.chain[0]), pack.roles.name_places):
        code = "seal_name" if fault.kind == STRANGE else "seal_too_long"
        raise UserError(code, item=fault.where, expected=fault.expected)
    token = seal(claims, items, signer)
    if len(token) > MAX_TOKEN:
        raise UserError("seal_too_large", case=interview.case_number)
    _refuse_unfit(pack, token)
    version = SealedVersion(
        interview=interview.id,
        version=interview.version + 1,
        record_hash=record_hash(token),
        token=token,
        sealed_at=now,
    )
    payload: dict[str, Json] = {"version": version.version, "record_hash": version.record_hash}
    if report.stated:
        payload["stated"] = stamp(now)
    return version, NewEvent(EventType.SEALED, payload)


def _refuse_unfit(pack: Pack, token: str) -> None:
    """Ask of our own record what every recipient will ask of it. Raises UserError("seal_form")."""
    items = disclosures_of(token)
    where = misfit(claims_of(token), items) or next(unknown_names(pack, items), None)
    if where is not None:
        raise UserError("seal_form", item=where)


def claims_of(token: str) -> dict[str, Any]:
    """The plain claims of our own sealed record."""
    claims: dict[str, Any] = json.loads(unb64u(token.split(".", 2)[1]))
    return claims


def clock_item(roles: Roles, report: ClockReport) -> Items:
    """The machine's time and the stated one, where there was a doubt; read with `process` only."""
    if not (report.faults or report.stated):
        return {}
    value: dict[str, Json] = {
        "group": roles.process,
        "kind": "clock",
        "machine": stamp(report.machine),
        "faults": list[Json](report.faults),
    }
    if report.stated:
        value["stated"] = stamp(report.signing)
    return {"clock": value}


def refuse_sealed(state: Interview, events: Sequence[NewEvent]) -> None:
    """Nothing sealed changes: after sealing only handing over, withdrawing and amending go on."""
    if state.state.value == "draft":
        return
    allowed = {
        EventType.EXPORTED,
        EventType.AMENDED,
        EventType.WITHDRAWN,
        EventType.CONSENT_WITHDRAWN,
        EventType.BASIS_INVOKED,
        EventType.COUNTERSIGNED,
        EventType.DANGER_RESOLVED,
        EventType.DANGER_TAKEN_BACK,
        EventType.CUSTODY_CHANGED,
        EventType.CLOCK_ANOMALY,
        EventType.PRINTED_UNSIGNED,
    }
    if any(event.type not in allowed for event in events):
        raise UserError("record_sealed", case=state.case_number)
