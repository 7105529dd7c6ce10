# SPDX-License-Identifier: MIT
"""`interview replay|seal|list|show` and `vault check`."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.cli import handing
from app.cli.adapters import session
from app.cli.json_place import line_and_column
from app.cli.output import complain
from app.cli.output import show as print_out
from app.cli.words import tr
from app.clock import stamp
from app.content.practice import practice_cases, practice_folder
from app.domain.text import EN, JA
from app.errors import UserError
from app.files import read_text, refuse_existing, write_new
from app.i18n import catalog, sentence
from app.i18n.code_text import refusal, script_label, state_word
from app.ids import InterviewId, ItemId
from app.paths import locales_dir
from app.services import interpreting
from app.services import replay as replays
from app.services.fault_words import fault_sentences
from app.services.interviews import Session
from app.services.lock_words import lock_sentence
from app.services.rehearsal import RehearsalStore
from app.services.replay import Played, Replay
from app.services.replay_report import Report, feedback, record, report
from app.services.timekeeping import CANNOT_SIGN
from app.services.workspace import Workspace

REFUSED = 3
UNSOUND = 1
MAX_FILE = 4 * 1024 * 1024


def replay(arguments: argparse.Namespace) -> int:
    """Lead an interview from a file; nothing is stored when the file is wrong."""
    text, raw = _read(arguments.file)
    with session(arguments) as workspace:
        asked = handing.ask(workspace, arguments)
        try:
            checked = replays.parse(workspace.pack, raw, workspace.interviews.today)
            _rehearse(workspace, checked, seal=asked.seal)
        except UserError as error:
            _locate(error, arguments.file, text)
            raise
        played = replays.run(checked, workspace.interviews, _saved(arguments))
        handovers, played.session = handing.finish(workspace, played.session, asked)
        data = report(played, handovers, evidence=arguments.verbose_evidence)
        lines = _lines(played, handovers)
        if arguments.feedback:
            data["feedback"] = _feedback(workspace, played)
            lines += [finding["text"] for finding in data["feedback"]["findings"]]
    print_out(arguments, data, lines)
    return REFUSED if any(handover.get("refused") for handover in handovers) else 0


def seal(arguments: argparse.Namespace) -> int:
    """Seal a draft and hand it over: later than the talk, for example with a renewed certificate."""
    with session(arguments) as workspace:
        asked = handing.ask(workspace, arguments)
        found = workspace.interviews.open(_named(workspace, arguments.case))
        handovers, after = handing.finish(workspace, found, asked)
        played = Played(after)
        data = report(played, handovers)
    print_out(arguments, data, _lines(played, handovers))
    return REFUSED if any(handover.get("refused") for handover in handovers) else 0


def cases(arguments: argparse.Namespace) -> int:
    """The cases that can be replayed for practice: file, course and briefing; needs no station."""
    rows = [
        {
            "case": case.id,
            "file": str(practice_folder() / f"{case.id}.json"),
            "script": case.script,
            "agency": case.agency,
            "language": case.language,
            "title": {lang: case.title.first(lang).text for lang in (JA, EN)},
            "briefing": {lang: case.briefing.first(lang).text for lang in (JA, EN)},
        }
        for case in practice_cases()
    ]
    lines = (f"{r['case']}\t{r['agency']}\t{r['script']}\t{r['language']}" for r in rows)
    print_out(arguments, {"cases": rows}, lines)
    return 0


def list_(arguments: argparse.Namespace) -> int:
    with session(arguments) as workspace:
        rows = [
            {
                "case_number": summary.case_number,
                "id": summary.interview,
                "script": summary.script,
                "state": summary.state,
                "language": summary.language,
                "age_state": summary.age_state,
                "practice": summary.practice,
                "answered": summary.answered,
                "flags": list(summary.flags),
                "updated_at": stamp(summary.updated_at),
            }
            for summary in workspace.interviews.summaries()
        ]
    print_out(
        arguments,
        {"interviews": rows},
        map(_listed, rows),
    )
    return 0


def _listed(row: dict[str, Any]) -> str:
    state, script = state_word(row["state"], tr), script_label(row["script"], tr)
    return f"{row['case_number']}\t{state}\t{script}\t{row['language'] or '-'}"


def show(arguments: argparse.Namespace) -> int:
    """Where one interview stands, by its case number or id; no answer text."""
    with session(arguments) as workspace:
        found = workspace.interviews.open(_named(workspace, arguments.case))
        data = report(Played(found), [])
    asked = tr("asked: {count}").format(count=len(data["asked"]))
    print_out(arguments, data, (json.dumps(data["record"]), asked))
    return 0


def read(arguments: argparse.Namespace) -> int:
    """The answers of an interview as they are stored: also where its content is not on this machine."""
    with session(arguments) as workspace:
        entries = workspace.interviews.as_stored(_named(workspace, arguments.case))
    rows = [
        {
            "at": stamp(entry.at),
            "item": entry.about,
            "question": entry.question,
            "answer": entry.answer,
        }
        for entry in entries
    ]
    lines = (f"{entry.about}\t{entry.question}\t{entry.answer}" for entry in entries)
    print_out(arguments, {"entries": rows}, lines)
    return 0


def move(arguments: argparse.Namespace) -> int:
    """Lead a draft with the newest content from now on; what it asks otherwise is asked again."""
    with session(arguments) as workspace:
        interview = _named(workspace, arguments.case)
        before = workspace.interviews.open(interview)
        offer = workspace.interviews.move_offer(interview)
        moved = workspace.interviews.move(interview)
    dropped = [dropped.item for dropped in offer.dropped] if offer else []
    after = moved.interview
    data = {"case_number": after.case_number, "pack": after.pack_sha256, "asked_again": dropped}
    lines = [tr("Moved to content {version}.").format(version=moved.pack.version)]
    lines += [
        tr("Asked again: {item}").format(item=f"{item} {_question(before, item)}")
        for item in dropped
    ]
    print_out(arguments, data, lines)
    return 0


def _question(session: Session, item: ItemId) -> str:
    """An item in the words of the interview's own content."""
    text = session.pack.items[item].text
    words = session.texts.officer(text, session.interview.officer_language).text
    return " ".join(words.split())


def marks(arguments: argparse.Namespace) -> int:
    """Write what interpreters found unclear for translators: wordings of the pack, no case, no person."""
    from app.content.marks import FORMAT  # noqa: PLC0415

    refuse_existing(arguments.out)
    with session(arguments) as workspace:
        found = [
            {"item": str(mark.item), "lang": mark.lang, "comment": mark.comment}
            for mark in interpreting.marks(workspace.interviews)
        ]
    text = json.dumps({"format": FORMAT, "marks": found}, ensure_ascii=False, indent=1)
    write_new(arguments.out, f"{text}\n".encode())
    line = tr("{file}: {count} marks. Read it before it leaves the station.").format(
        file=arguments.out.name, count=len(found)
    )
    print_out(arguments, {"file": str(arguments.out), "marks": len(found)}, (line,))
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Exit 0 when files, chains and anchors are sound, 1 with the faults otherwise."""
    with session(arguments) as workspace:
        faults, lacking = workspace.check(), workspace.check_against(arguments.against)
    found = [*faults, *lacking]
    lines = [*fault_sentences(faults, tr), *map(_told, lacking)] or [tr("sound")]
    print_out(arguments, {"sound": not found, "faults": found}, lines)
    return UNSOUND if found else 0


def _told(lacking: str) -> str:
    """``file: code`` as a sentence."""
    name, _, code = lacking.rpartition(": ")
    return f"{name}: {sentence(code, {}, tr)}"


def _named(workspace: Workspace, case: str) -> InterviewId:
    """The interview of a case number or an id; of several, none: they are listed.

    Raises UserError("interview_unknown"), ("case_number_wrong"), ("case_several").
    """
    found = workspace.interviews.named(case)
    if not found:
        raise UserError("interview_unknown", interview=case)
    if len(found) > 1:
        station = workspace.station.name
        complain(
            *(f"{station}\t{stamp(summary.started_at)}\t{summary.interview}" for summary in found)
        )
        raise UserError("case_several", count=len(found), case=case)
    return found[0].interview


def _rehearse(workspace: Workspace, checked: Replay, *, seal: bool) -> None:
    """Go through everything that will be stored, in memory. Raises what storing it would raise."""
    interviews = workspace.interviews.on(RehearsalStore(workspace.clock))
    played = replays.run(checked, interviews)
    if seal:
        handing.try_seal(interviews, played.session.id)


def _locate(error: UserError, path: Path, text: str) -> None:
    """Say in which file, line and column the mistake stands."""
    error.params["file"] = path.name
    where = str(error.params.get("where", ""))
    line, column = line_and_column(text, where.removeprefix("file."))
    error.params |= {"line": line, "column": column}


def _read(path: Path) -> tuple[str, Any]:
    """Read and parse a replay file.

    Raises what `read_text` raises, and UserError("replay_form").
    """
    text = read_text(path, MAX_FILE)
    try:
        found = json.loads(
            text, parse_constant=_refuse, parse_float=Decimal, object_pairs_hook=_once
        )
        # A lone surrogate cannot be stored.
        json.dumps(found, ensure_ascii=False, default=str).encode("utf-8")
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UserError("replay_form", file=path.name, where=where, expected="JSON") from error
    except (ValueError, RecursionError) as error:
        expected = "JSON without duplicate keys, NaN and broken characters"
        raise UserError("replay_form", file=path.name, where="file", expected=expected) from error
    return text, found


def _refuse(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _saved(arguments: argparse.Namespace) -> replays.Saved | None:
    """A line for each answer, written after its COMMIT returned."""
    if not arguments.progress:
        return None

    def tell(item: ItemId, now: Session) -> None:
        complain(f"saved {item} {now.interview.seq}")

    return tell


def _feedback(workspace: Workspace, played: Played) -> Report:
    """What was asked, missed and asked too early, in the officer's language of the file."""
    found = workspace.practice.review(played.session.id, [item for item, _ in played.locked])
    language = played.session.interview.officer_language
    return feedback(found, catalog(language, "officer", locales_dir()).gettext)


def _lines(played: Played, handovers: list[Report]) -> list[str]:
    found = record(played.session)
    answers, locked = tr("{case}: {count} answers"), tr("locked: {item} ({reason})")
    count = len(played.session.interview.asked)
    lines = [answers.format(case=found["case_number"], count=count)]
    roles = played.session.pack.roles
    lines += [
        locked.format(item=item, reason=lock_sentence(reason, roles, tr))
        for item, reason in played.locked
    ]
    return [*lines, *map(_handed, handovers)]


def _handed(handover: Report) -> str:
    """The file of a handover, or why there is none."""
    if not handover.get("refused"):
        return f"{handover['recipient']}: {handover['file']}"
    code = str(handover["reason"])
    why = sentence(code, {}, tr) if code in CANNOT_SIGN else refusal(code, tr)
    if not handover["recipient"]:
        return why
    return tr("{recipient}: nothing goes. {reason}").format(
        recipient=handover["recipient"], reason=why
    )
