# SPDX-License-Identifier: MIT
"""Sealing and handing over as the command was asked to: what cannot be signed now stays a draft."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from app.cli.adapters import passphrase, stations
from app.cli.output import complain, warn_of
from app.crypto.approval import Approver
from app.domain.approval import Approval
from app.domain.state import InterviewState
from app.domain.written import to_ask
from app.errors import UserError
from app.files import refuse_existing
from app.ids import InterviewId, RecipientId
from app.services.interviews import Interviews, Session
from app.services.marking import Marking
from app.services.replay_report import Report
from app.services.timekeeping import CANNOT_SIGN
from app.services.workspace import Workspace

NOT_FOR_THEM = frozenset({"handover_refused", "paper_not_wanted"})
LAWYER_FIRST = "lawyer_not_offered"


@dataclass(frozen=True, slots=True)
class HandingWanted:
    """A handover asked for on the command line, and whether a lawyer was offered before."""

    recipient: RecipientId
    out: Path
    lawyer_offered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done with an interview when it stands.

    ``texts_read``: somebody read the texts without a mark; None: they come from a file that has the marks.
    ``confirmed``: the doubtful numbers for the person's paper.
    """

    seal: bool
    handovers: tuple[HandingWanted, ...]
    unsigned: tuple[HandingWanted, ...]
    supervisor: Approver | None
    texts_read: bool | None
    confirmed: frozenset[str]


def ask(workspace: Workspace, arguments: argparse.Namespace) -> Asked:
    """Everything asked for; what cannot be written is told before anything is stored."""
    offered = arguments.lawyer_offered
    handovers = tuple(
        _wanted(workspace, text, "--handover", offered=offered) for text in arguments.handover
    )
    unsigned = tuple(
        _wanted(workspace, text, "--unsigned", offered=offered) for text in arguments.unsigned
    )
    if offered and not (handovers or unsigned):
        needed = "--handover, --unsigned"
        raise UserError("option_without", option="--lawyer-offered", needed=needed)
    outs = [wanted.out.absolute() for wanted in (*handovers, *unsigned)]
    if len(set(outs)) != len(outs):
        raise UserError("replay_form", where="--handover", expected="a file of its own for each")
    seal = arguments.seal or bool(handovers)
    confirmed = _confirmed(workspace, arguments, handovers)
    supervisor = _countersigner(arguments, seal=seal)
    return Asked(seal, handovers, unsigned, supervisor, arguments.texts_read, confirmed)


def finish(workspace: Workspace, session: Session, asked: Asked) -> tuple[list[Report], Session]:
    """Seal and hand over as asked; a refusal is a row, the others go on.

    What cannot be signed is not sealed: a sentence says so, and each handover of it is refused. Nothing is
    made of a draft with texts that nobody asked about: they are listed.
    """
    case = session.id
    if fault := _unread(workspace, session, asked):
        warn_of(fault.code, **fault.params)
        wanted = (*asked.handovers, *asked.unsigned)
        nobody: Report = {"recipient": "", "refused": True, "reason": fault.code}
        return [_refused(handover, fault.code) for handover in wanted] or [nobody], session
    fault = try_seal(workspace.interviews, case) if asked.seal else None
    if fault is not None:
        warn_of(fault.code, **fault.params)
        rows = [_refused(handover, fault.code) for handover in asked.handovers]
        if not rows:
            rows = [{"recipient": "", "refused": True, "reason": fault.code}]
    else:
        if asked.supervisor is not None and asked.seal:
            workspace.handovers.countersign(case, asked.supervisor)
        rows = [_hand_over(workspace, case, handover, asked) for handover in asked.handovers]
        if asked.seal:
            _back_up(workspace)
    rows += [_print_unsigned(workspace, case, paper, asked.supervisor) for paper in asked.unsigned]
    return rows, workspace.interviews.open(case)


def _unread(workspace: Workspace, session: Session, asked: Asked) -> UserError | None:
    """Why nothing may be made of the texts yet; that they were read is stored."""
    listed = to_ask(session.pack, session.interview)
    draft = session.interview.state is InterviewState.DRAFT
    if not listed or not draft or asked.texts_read is None:
        return None
    if asked.texts_read:
        Marking(workspace.interviews).answer(session.id, {})
        return None
    complain(*(text.name for text in listed))
    return UserError("texts_unread", count=len(listed))


def try_seal(interviews: Interviews, case: InterviewId) -> UserError | None:
    """Seal; return why it cannot be signed now. Raises every other fault."""
    try:
        interviews.seal(case)
    except UserError as error:
        if error.code not in CANNOT_SIGN:
            raise
        return error
    return None


def _back_up(workspace: Workspace) -> None:
    """As the windows do after a sealing; what fails is told and undoes nothing."""
    try:
        failed = workspace.backups.finish(workspace.backups.begin(sealed=True)).failed
    except UserError as error:
        failed = error
    if failed is not None:
        warn_of(failed.code, **failed.params)


def _wanted(workspace: Workspace, text: str, option: str, *, offered: bool) -> HandingWanted:
    name, equals, out = text.partition("=")
    if not equals or not out or name not in workspace.pack.recipients:
        expected = f"RECIPIENT=OUT.pdf with one of {', '.join(workspace.pack.recipients)}"
        raise UserError("replay_form", where=option, expected=expected)
    path = Path(out)
    refuse_existing(path)
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise UserError("file_unwritable", file=path.name)
    return HandingWanted(RecipientId(name), path, offered)


def _confirmed(
    workspace: Workspace, arguments: argparse.Namespace, handovers: tuple[HandingWanted, ...]
) -> frozenset[str]:
    """The numbers named for the person's paper. Raises UserError number_unknown, option_without."""
    confirmed, person = frozenset(arguments.confirm), workspace.pack.roles.person
    if confirmed and person not in {wanted.recipient for wanted in handovers}:
        raise UserError("option_without", option="--confirm", needed=f"--handover {person}=OUT.pdf")
    workspace.directory.numbers().demand(confirmed)
    return confirmed


def _countersigner(arguments: argparse.Namespace, *, seal: bool) -> Approver | None:
    """The supervisor who countersigns, by name and own passphrase. Raises UserError("not_supervisor")."""
    if arguments.countersign_by is None:
        if arguments.countersign_passphrase_file is not None:
            option, needed = "--countersign-passphrase-file", "--countersign-by"
            raise UserError("option_without", option=option, needed=needed)
        return None
    if not (seal or arguments.unsigned):
        needed = "--seal, --handover, --unsigned"
        raise UserError("option_without", option="--countersign-by", needed=needed)
    if arguments.countersign_passphrase_file is None:
        raise UserError("file_missing", file="--countersign-passphrase-file")
    words = passphrase(arguments.countersign_passphrase_file)
    return stations(arguments).prove_supervisor(arguments.countersign_by, words)


def _hand_over(
    workspace: Workspace, case: InterviewId, wanted: HandingWanted, asked: Asked
) -> Report:
    try:
        if wanted.recipient == workspace.pack.roles.person:
            return _print_for_person(workspace, case, wanted, asked.confirmed)
        approval = _approved(workspace, case, wanted, asked.supervisor)
        prepared = workspace.handovers.prepare(case, wanted.recipient, approval=approval)
        drawn = workspace.handovers.draw(prepared)
        row = workspace.handovers.save(
            case, drawn, wanted.out, lawyer_offered=wanted.lawyer_offered
        )
    except UserError as error:
        return _refusal(wanted, error)
    return {
        "recipient": wanted.recipient,
        "file": str(wanted.out),
        "groups": list(row.groups),
        "withheld": [
            {"group": held.group, "reason": held.reason} for held in prepared.decision.withheld
        ],
    }


def _print_for_person(
    workspace: Workspace, case: InterviewId, wanted: HandingWanted, confirmed: frozenset[str]
) -> Report:
    """The person's own paper; which numbers are not on it is told."""
    workspace.handovers.paper(case, wanted.out, confirmed=confirmed)
    shown = workspace.handovers.paper_shows_cards(case)
    numbers = workspace.handovers.numbers(case, confirmed)
    left_out, others = numbers.left_out(confirmed), numbers.not_for_them(confirmed)
    if left_out:
        warn_of("numbers_left_out", numbers=", ".join(left_out))
    if others:
        warn_of("numbers_not_for_them", numbers=", ".join(others))
    return {
        "recipient": wanted.recipient,
        "file": str(wanted.out),
        "groups": [],
        "withheld": [],
        "cards": "shown" if shown else "unreviewed",
        "left_out": list(left_out),
        "not_for_them": list(others),
    }


def _print_unsigned(
    workspace: Workspace, case: InterviewId, wanted: HandingWanted, supervisor: Approver | None
) -> Report:
    """A paper without signature, for now."""
    service = workspace.handovers
    try:
        approval = _approved(workspace, case, wanted, supervisor)
        paper = service.unsigned(case, wanted.recipient, approval=approval)
        made = service.draw_unsigned(paper)
        service.save_unsigned(case, paper, made, wanted.out, lawyer_offered=wanted.lawyer_offered)
    except UserError as error:
        return _refusal(wanted, error)
    return {
        "recipient": wanted.recipient,
        "file": str(wanted.out),
        "unsigned": True,
        "groups": sorted(paper.decision.groups),
        "withheld": [
            {"group": held.group, "reason": held.reason} for held in paper.decision.withheld
        ],
    }


def _approved(
    workspace: Workspace, case: InterviewId, wanted: HandingWanted, supervisor: Approver | None
) -> Approval | None:
    """What the supervisor of the command allows of this handover."""
    if supervisor is None:
        return None
    return workspace.handovers.approve(case, wanted.recipient, supervisor)


def _refusal(wanted: HandingWanted, error: UserError) -> Report:
    """The row of one that is not for this recipient, or not yet. Raises every other fault."""
    if error.code == LAWYER_FIRST:
        warn_of(error.code, **error.params)
        return _refused(wanted, error.code)
    if error.code not in NOT_FOR_THEM:
        raise error
    return _refused(wanted, str(error.params.get("reason", "person_copy_not_wanted")))


def _refused(wanted: HandingWanted, reason: str) -> Report:
    return {"recipient": wanted.recipient, "refused": True, "reason": reason}
