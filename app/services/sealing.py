# SPDX-License-Identifier: MIT
"""Sealing: the current state becomes one SD-JWT signed by the officer (RECORD.md). Nothing sealed changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.clock import stamp
from app.crypto import pki
from app.crypto.sealed import FORMAT, Signer, claims_of, disclosures_of, record_hash, seal
from app.crypto.verify_record import MAX_TOKEN
from app.domain.event import EventType, NewEvent
from app.domain.pack import Pack
from app.domain.roles import Roles
from app.domain.state import Interview, InterviewState
from app.domain.value import Json
from app.errors import UserError
from app.services.people import numbered
from app.services.pieces import Items
from app.services.ports import SealedVersion
from app.services.record import plain_claims, record_items
from app.services.record_check import STRANGE, faults
from app.services.record_ids import unknown_names
from app.services.record_schema import misfit
from app.services.timekeeping import ClockReport, Timekeeper


@dataclass(frozen=True, slots=True)
class Home:
    """The station as a record tells of it: its name, and its users' numbers by name."""

    name: str
    numbers: Mapping[str, str]


def sealed(
    pack: Pack, interview: Interview, signer: Signer, time: Timekeeper, home: Home
) -> tuple[SealedVersion, NewEvent]:
    """Make the next version with the event that records it.

    Raises UserError("record_sealed"), ("format_2_missing") at a station of 0.1 whose supervisor has not
    signed in yet, what `Timekeeper.signing` raises, and what every recipient would refuse is not sealed:
    ("seal_name"), ("seal_too_long"), ("seal_too_large"), ("seal_form").
    """
    if interview.id is None or interview.state is not InterviewState.DRAFT:
        raise UserError("record_sealed", case=interview.case_number)
    if signer.fmt < FORMAT:
        raise UserError("format_2_missing")
    report = time.report(interview)
    now = time.signing(interview)
    claims = plain_claims(interview, record_id=interview.id, iat=int(now.timestamp()))
    me = pki.name_of(signer.chain[0])
    whole = record_items(pack, interview) | clock_item(pack.roles, report)
    items = numbered(whole, home.numbers, me, home.name, pack.roles.process)
    for fault in faults(claims, items, me, pack.roles.name_places):
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
        EventType.CLOCK_ANOMALY,
        EventType.PRINTED_UNSIGNED,
    }
    if any(event.type not in allowed for event in events):
        raise UserError("record_sealed", case=state.case_number)
