# SPDX-License-Identifier: MIT
"""What `interview replay` prints: the course, the dangers, the indicators, the record (DECISIONS.md §6).

Answer texts stand in it only with ``evidence`` (``--verbose-evidence``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.clock import stamp
from app.domain.parse import answer_to_json
from app.flow.review import Review
from app.i18n.review_text import FEEDBACK
from app.indicators.model import Assessment, IndicatorEntry
from app.services.interviews import Session
from app.services.replay import Played

Report = dict[str, Any]


def report(played: Played, handovers: list[Report], *, evidence: bool = False) -> Report:
    """The one JSON object of the command."""
    session = played.session
    view, state = session.view, session.interview
    out: Report = {
        "asked": list(state.asked),
        "locked": [{"item": item, "reason": reason} for item, reason in played.locked],
        "cards_due": list(view.cards_due),
        "danger": [
            {
                "flag": flag,
                "open": record.open,
                "by": record.raises[0].by,
                "answers": list(record.cites),
                **({"taken_back": True} if record.mistaken else {}),
            }
            for flag, record in state.flags.items()
        ],
        "timers": [
            {
                "timer": timer.timer,
                "started_at": stamp(timer.started_at),
                "due_at": stamp(timer.due_at),
                "stopped": timer.stopped_at is not None,
            }
            for timer in view.timers
        ],
        "indicators": indicators(session.assessment),
        "missing": list(view.missing),
        "age_state": view.age_state.value,
        "record": record(session),
        "handovers": handovers,
    }
    if view.continue_offer:
        reasons = list(view.continue_offer.reasons)
        out["continue"] = {"script": view.continue_offer.path, "answers": reasons}
    if evidence:
        out["answers"] = {
            item: answer_to_json(given.answer) for item, given in state.answers.items()
        }
    return out


def indicators(found: Assessment) -> Report:
    return {
        "act": _codes(found.act),
        "means": _codes(found.means),
        "purpose": _codes(found.purpose),
        "dimensions": {
            name: {
                "grade": result.grade.value,
                "answers": list(result.items),
                "codes": [entry.code for entry in result.entries],
                "ungraded": list(result.ungraded),
            }
            for name, result in found.dimensions.items()
        },
        "forced_labour": {entry.code: list(entry.items) for entry in found.forced_labour},
        "elements": found.elements.value,
        "pattern": found.pattern,
        "child_path": found.child_path,
    }


def record(session: Session) -> Report:
    state = session.interview
    return {
        "id": session.id,
        "case_number": state.case_number,
        "version": state.version,
        "sealed": bool(state.versions) and state.state.value != "draft",
        "head": state.head,
    }


def _codes(entries: Iterable[IndicatorEntry]) -> list[Report]:
    return [{"code": entry.code, "answers": list(entry.items)} for entry in entries]


def feedback(found: Review, tr: Callable[[str], str]) -> Report:
    """A review as data, each finding with its sentence in the language of ``tr``."""
    return {
        "asked": list(found.asked),
        "findings": [
            {
                "kind": finding.kind.value,
                "id": finding.about,
                "critical": finding.critical,
                "text": tr(FEEDBACK[finding.kind]).format(id=finding.about),
            }
            for finding in found.findings
        ],
    }
